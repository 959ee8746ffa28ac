#pragma once

#include <optional>
#include <string>

#include "ledger/fund/entry.h"
#include "ledger/store/store.h"
#include "ledger/tlog/note.h"
#include "terminal/language.h"

/// `mingzhang-audit show`: one entry, as it is and in words.
namespace mingzhang::audit {

struct Shown {
  Seq seq = 0;
  std::string bytes;
  Hash leaf;                             ///< Computed from the bytes.
  std::optional<Entry> entry;            ///< Absent when the bytes are no entry.
  std::optional<std::uint64_t> covered;  ///< Size of the first checkpoint that covers it.
  std::string wrong;  ///< Why that checkpoint does not prove it; empty where it does.
};

/// Errors: std::runtime_error when there is no such entry; StoreError.
Shown show(store::Rows& rows, Seq seq, const tlog::Verifier& log);

/// What an entry says, for people: kind, time, who, each field by its name; amounts in yuan.
std::string in_words(const Entry& entry, Language language);
/// The same, with its hash and the checkpoint that covers it.
std::string to_text(const Shown& shown, Language language);
/// One JSON object; amounts in fen.
std::string to_json(const Shown& shown);

}  // namespace mingzhang::audit
