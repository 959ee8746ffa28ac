#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "ledger/base/result.h"

namespace mingzhang::audit {

/// How much of what it reads a verification checks. Each level includes those before it.
enum class Level : unsigned char {
  chain,       ///< Each entry's form, place and hash, and how it follows the one before.
  tree,        ///< The Merkle tree, its stored nodes, and the roots that checkpoints name.
  signatures,  ///< That the log signed those checkpoints.
  rules,       ///< Every rule by replay, and the index rows in which it looks up facts.
  all,         ///< State rows.
};

struct LevelName {
  std::string_view name;
  Sentence sentence;
};

inline constexpr std::array<LevelName, 5> kLevels{{
    {"chain", {"条目与链", "entries and chain"}},
    {"tree", {"指纹树", "tree"}},
    {"signatures", {"指纹签名", "signatures of checkpoints"}},
    {"rules", {"业务规则与索引", "rules and index rows"}},
    {"all", {"余额等推算行", "state rows"}},
}};

constexpr const LevelName& level_name(Level level) {
  return kLevels.at(static_cast<std::size_t>(level));
}

constexpr std::optional<Level> parse_level(std::string_view name) {
  for (std::size_t i = 0; i < kLevels.size(); ++i) {
    if (kLevels[i].name == name) return static_cast<Level>(i);
  }
  return std::nullopt;
}

}  // namespace mingzhang::audit
