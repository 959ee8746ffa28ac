#pragma once

#include <vector>

#include "ledger/trace_rows.h"

namespace mingzhang {

/// One payment of a case, and the fen of it that did not come back.
struct PaidLine {
  Seq payment = 0;
  Id batch;
  std::int64_t line = 0;
  Source source = Source::donation;
  std::int64_t returned = 0;  ///< Fen that the bank sent back.
  std::vector<Place> pieces;
  bool delivered = false;
};

/// Fen that the bank sent back while the award stands: they still are those of `payment`.
struct HeldFen {
  Place place;
  Seq payment = 0;
  Source source = Source::donation;
};

/// The money of one case, as its entries and their rows tell it.
struct CaseMoney {
  Id household;
  std::vector<PaidLine> lines;
  std::vector<HeldFen> held;

  /// Null when the payment is not of this case.
  const PaidLine* line_of(Seq payment) const;
};

/// Reads a case from its entries, in order. A return takes the last fen of its payment first; a
/// payment takes what is held first, then the narrowest purpose first (docs/format.md).
CaseMoney read_case(TraceRows& rows, const Id& id);

}  // namespace mingzhang
