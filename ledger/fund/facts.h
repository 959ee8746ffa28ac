#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/fund/entry.h"

namespace mingzhang {

/// The most facts one command may want.
inline constexpr std::size_t kFactsEntriesMax = 512;

/// What a rule needs to know beyond State: filled by `wants`, answered in the same order in Facts.
struct Wants {
  std::vector<Ref> refs;             ///< Which standing income holds this reference?
  std::vector<std::string> objects;  ///< Which entry named this object last? "import:i0123…"
  std::vector<Seq> entries;          ///< What does this entry say?
  std::vector<Seq> leaves;           ///< What is its leaf hash?
  std::vector<Seq> incomes;          ///< Where in its pool does this income lie?

  void clear() {
    refs.clear();
    objects.clear();
    entries.clear();
    leaves.clear();
    incomes.clear();
  }
  bool operator==(const Wants&) const = default;
  bool empty() const {
    return refs.empty() && objects.empty() && entries.empty() && leaves.empty() && incomes.empty();
  }
};

/// Where the fen of a confirmed income lie: [start, start + its amount) of pool `pool`.
struct IncomePlace {
  std::int64_t pool = 0;
  std::int64_t start = 0;
  std::int64_t against = 0;  ///< Fen reversed, refunded or given another purpose so far.
};

/// The answers, each at the place of its question. Ledger facts only: from entries already written.
struct Facts {
  std::vector<std::optional<Seq>> refs;
  std::vector<std::optional<Seq>> objects;
  std::vector<std::optional<Entry>> entries;
  std::vector<std::optional<Hash>> leaves;
  std::vector<std::optional<IncomePlace>> incomes;

  void clear() {
    refs.clear();
    objects.clear();
    entries.clear();
    leaves.clear();
    incomes.clear();
  }
};

}  // namespace mingzhang
