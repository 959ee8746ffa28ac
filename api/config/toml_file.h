#pragma once

#include <toml++/toml.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/base/result.h"
#include "ledger/fund/codec.h"

/// How the files of config/ become values: TOML is written as canonical JSON and read by the codec,
/// so that one field list says what an entry, and a file that proposes it, may hold. Only for
/// api/config/*.cc.
namespace mingzhang {

struct TomlFile {
  std::string name;
  toml::table root;
};

/// Errors: file_unreadable, text_too_long, json_malformed.
Result<TomlFile> read_toml(const std::filesystem::path& path);

/// `refusal` with "FILE:LINE:COLUMN" before its detail. Its field is a path from the root; where
/// the last part of it is missing, the place is that of what should have it.
Refusal locate(const TomlFile& file, Refusal refusal);

/// What `false` becomes: a choice is written as `true` or left out (Flag).
enum class False : unsigned char { as_true, left_out };

/// Canonical JSON of a node. Errors: value_empty (a list or table), type_wrong (a fraction or a
/// native date), text_malformed, key_unknown (a key that no entry could have); the field is the
/// path from the node.
Result<std::string> write_json(const toml::node& node, False how);

/// The struct in a table, without the keys `except`, which the caller reads itself. Two readings:
/// the first finds what is unknown or of another type, also where it is `false`.
template <class T>
Result<T> read_struct(const toml::table& table, const std::vector<std::string_view>& except = {}) {
  toml::table rest = table;
  for (const std::string_view key : except) rest.erase(key);
  for (const False how : {False::as_true, False::left_out}) {
    const Result<std::string> json = write_json(rest, how);
    if (!json) return std::unexpected(json.error());
    Result<T> value = from_json<T>(*json);
    if (!value || how == False::left_out) return value;
  }
  MZ_ASSERT(false);
}

}  // namespace mingzhang
