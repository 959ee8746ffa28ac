#include "api/config/founding.h"

#include "api/config/config.h"
#include "api/config/toml_file.h"

namespace mingzhang {
namespace {

/// The scalars of the file, beside its tables.
struct FoundingHead {
  Origin origin;
  ShortText<40> policy;
  Title title;

  static constexpr auto fields() {
    return std::tuple(field("origin", &FoundingHead::origin),
                      field("policy", &FoundingHead::policy), field("title", &FoundingHead::title));
  }
};

/// The list of tables `name`, which may be absent.
template <class T>
Result<std::vector<T>> read_list(const TomlFile& file, std::string_view name) {
  std::vector<T> values;
  const toml::array* const list = file.root[name].as_array();
  if (list == nullptr) return values;
  for (std::size_t i = 0; i < list->size(); ++i) {
    const toml::table* const row = (*list)[i].as_table();
    Result<T> value = row == nullptr ? refuse(Code::type_wrong) : read_struct<T>(*row);
    if (!value) {
      Refusal refusal = value.error();
      refusal.field = std::string(name) + "." + std::to_string(i) +
                      (refusal.field.empty() ? "" : "." + refusal.field);
      return std::unexpected(locate(file, std::move(refusal)));
    }
    values.push_back(std::move(*value));
  }
  return values;
}

template <class T>
bool put(Result<T> value, T& place, std::optional<Refusal>& refusal) {
  if (value)
    place = std::move(*value);
  else if (!refusal)
    refusal = value.error();
  return !refusal;
}

}  // namespace

Result<Founding> load_founding(const std::filesystem::path& path,
                               const std::filesystem::path& config) {
  const Result<TomlFile> file = read_toml(path);
  if (!file) return std::unexpected(file.error());
  const auto head = read_struct<FoundingHead>(
      file->root, {"founders", "entities", "accounts", "funds", "people"});
  if (!head) return std::unexpected(locate(*file, head.error()));
  const toml::table* const founders = file->root["founders"].as_table();
  if (founders == nullptr) {
    return std::unexpected(locate(*file, {Code::field_missing, "founders", {}}));
  }
  Founding founding;
  founding.origin = head->origin;
  founding.title = head->title;
  std::optional<Refusal> refusal;
  const bool read =
      put(read_struct<Founders>(*founders), founding.founders, refusal) &&
      put(read_list<EntityOpened>(*file, "entities"), founding.entities, refusal) &&
      put(read_list<AccountOpened>(*file, "accounts"), founding.accounts, refusal) &&
      put(read_list<FundOpened>(*file, "funds"), founding.funds, refusal) &&
      put(read_list<FoundingPerson>(*file, "people"), founding.people, refusal) &&
      put(load_tables(config), founding.tables, refusal) &&
      put(load_policy(policy_path(config, head->policy.view())), founding.policy, refusal);
  if (!read) return std::unexpected(*refusal);
  return founding;
}

}  // namespace mingzhang
