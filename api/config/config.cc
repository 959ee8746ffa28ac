#include "api/config/config.h"

#include "api/config/toml_file.h"

namespace mingzhang {

Result<PolicyAdopted> load_policy(const std::filesystem::path& path) {
  const Result<TomlFile> file = read_toml(path);
  if (!file) return std::unexpected(file.error());
  Result<PolicyAdopted> policy = read_struct<PolicyAdopted>(file->root);
  if (!policy) return std::unexpected(locate(*file, policy.error()));
  if (policy->proposal) return std::unexpected(locate(*file, {Code::key_unknown, "proposal", {}}));
  return policy;
}

std::filesystem::path policy_path(const std::filesystem::path& config, std::string_view name) {
  return config / "policy" / (std::string(name) + ".toml");
}

std::filesystem::path table_path(const std::filesystem::path& config, std::string_view name) {
  return config / "tables" / (std::string(name) + ".toml");
}

std::filesystem::path import_map_path(const std::filesystem::path& config, std::string_view name) {
  return config / "imports" / (std::string(name) + ".toml");
}

}  // namespace mingzhang
