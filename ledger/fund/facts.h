#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/fund/codec.h"

namespace mingzhang {

/// The most facts one command may want.
inline constexpr std::size_t kFactsEntriesMax = 512;

/// What a rule needs to know beyond State: filled by `wants`, answered in the same order in Facts.
struct Wants {
  std::vector<Ref> refs;             ///< Which standing income holds this reference?
  std::vector<std::string> objects;  ///< Which entry named this object last? "import:i0123…"

  void clear() {
    refs.clear();
    objects.clear();
  }
  bool empty() const { return refs.empty() && objects.empty(); }
};

/// The answers, each at the place of its question. Ledger facts only: from entries already written.
struct Facts {
  std::vector<std::optional<Seq>> refs;
  std::vector<std::optional<Seq>> objects;

  void clear() {
    refs.clear();
    objects.clear();
  }
};

}  // namespace mingzhang
