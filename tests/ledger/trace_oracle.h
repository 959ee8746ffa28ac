#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "ledger/fund/entry.h"
#include "ledger/store/store.h"

namespace mingzhang::test {

/// One fen of a pool.
struct Fen {
  std::int64_t pool = 0;
  std::int64_t at = 0;
  auto operator<=>(const Fen&) const = default;
};

/// Where a fen ended or began.
struct FenEnd {
  std::string became;
  Seq entry = 0;
  Fen fen;
  auto operator<=>(const FenEnd&) const = default;
};

/// Money followed by the naive reading of the format page: every fen alone, every table in memory.
/// What is held is read from the state of the cases, as `fold` left it.
class TraceOracle {
 public:
  explicit TraceOracle(store::Rows& rows);

  FenEnd forward(Fen fen) const;
  FenEnd back(Fen fen) const;
  /// The fen of an income that is in a pool, in order.
  std::vector<Fen> fen_of_income(Seq income) const;
  /// What an entry took, in order.
  const std::vector<Fen>& taken_by(Seq by) const;
  /// Who has a fen; 0: nobody.
  Seq owner(Fen fen) const;

  const std::map<Seq, Entry>& entries() const { return entries_; }

 private:
  void read_rows(store::Rows& rows);
  void read_held(store::Rows& rows);
  std::vector<Fen> sources(Seq income, std::int64_t pool) const;

  std::map<Seq, Entry> entries_;
  std::map<Fen, Seq> owners_;
  std::map<Seq, std::vector<Fen>> taken_;
  std::map<Fen, Seq> incomes_;                                     ///< By fen.
  std::map<std::pair<Seq, std::int64_t>, std::vector<Fen>> came_;  ///< By income and pool.
  std::map<Seq, Seq> received_;                                    ///< By the transfer sent.
  std::set<Fen> held_;
};

}  // namespace mingzhang::test
