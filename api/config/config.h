#pragma once

#include <filesystem>
#include <vector>

#include "api/imports/import_map.h"
#include "ledger/fund/kinds/policy.h"

/// Reads the folder config/ (config/README.md): what `init` and `policy adopt` propose. Nothing
/// here knows where that folder is: main() does.
namespace mingzhang {

inline constexpr std::size_t kConfigBytesMax = 4UL << 20;

/// Every function refuses what it does not know. The detail of a refusal begins with
/// "FILE:LINE:COLUMN" (1-based), or "FILE" where a key is missing; the field is the key.
/// Errors: file_unreadable, text_too_long, json_malformed (not TOML; the detail says why), and all
/// that the codec of the kind refuses.

/// A file of policy/. `proposal` is absent; `document_no` is what the file says, mostly nothing.
Result<PolicyAdopted> load_policy(const std::filesystem::path& path);

/// A file of tables/: one body per part, in order, the rows in the order of the file. Further
/// errors: exists_already (two rows with one key).
Result<std::vector<TableAdopted>> load_table(const std::filesystem::path& path);

/// All files of `config`/tables, in the order of their names. Further errors: exists_already (two
/// files with one table and day).
Result<std::vector<TableAdopted>> load_tables(const std::filesystem::path& config);

/// A file of imports/.
Result<ImportMap> load_import_map(const std::filesystem::path& path);

/// Where the files lie in a config folder.
std::filesystem::path policy_path(const std::filesystem::path& config, std::string_view name);
std::filesystem::path table_path(const std::filesystem::path& config, std::string_view name);
std::filesystem::path import_map_path(const std::filesystem::path& config, std::string_view name);

}  // namespace mingzhang
