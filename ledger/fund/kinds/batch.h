#pragma once

#include "ledger/fund/cases.h"
#include "ledger/fund/kinds/blocks.h"

namespace mingzhang {

/// Who takes the money (领款人, office M18). A change needs a second person: the bookkeeper where
/// the holder stays, an approver where another takes it.
struct PayeeSet {
  std::optional<Id> account_tag;
  Id id;
  std::optional<Docs> docs;
  Id holder;  ///< Subject or institution.
  PayMethod method = PayMethod::bank;
  Flag no_account;
  std::optional<Seq> proposal;
  Id relation;
  PayeeType type = PayeeType::person;

  static constexpr auto fields() {
    using P = PayeeSet;
    return std::tuple(field("account_tag", &P::account_tag), field("case", &P::id),
                      field("docs", &P::docs), field("holder", &P::holder),
                      field("method", &P::method), field("no_account", &P::no_account),
                      field("proposal", &P::proposal), field("relation", &P::relation),
                      field("type", &P::type));
  }
  static std::string object(const PayeeSet& body);
  static void check(const State& state, const Facts& facts, const Entry& entry,
                    const PayeeSet& body, Violations& violations);
  static void fold(State& state, const Facts& facts, const Entry& entry, const PayeeSet& body,
                   Effects& effects);
};

inline constexpr std::size_t kLinesMax = 500;

/// One payment of a list.
struct BatchLine {
  Money amount;
  Id id;
  Int<1, kLinesMax> line;

  static constexpr auto fields() {
    return std::tuple(field("amount", &BatchLine::amount), field("case", &BatchLine::id),
                      field("line", &BatchLine::line));
  }
};

/// The cashier builds a list of payments from one account and one source (发放批次).
struct BatchBuilt {
  Id account;
  Id batch;
  Int<1, kLinesMax> count;
  List<BatchLine, kLinesMax> lines;
  Source source = Source::donation;
  Money total;

  static constexpr auto fields() {
    using B = BatchBuilt;
    return std::tuple(field("account", &B::account), field("batch", &B::batch),
                      field("count", &B::count), field("lines", &B::lines),
                      field("source", &B::source), field("total", &B::total));
  }
  static std::string object(const BatchBuilt& body);
  static void wants(const State& state, const BatchBuilt& body, Wants& wants);
  static void check(const State& state, const Facts& facts, const Entry& entry,
                    const BatchBuilt& body, Violations& violations);
  static void fold(State& state, const Facts& facts, const Entry& entry, const BatchBuilt& body,
                   Effects& effects);
};

/// A second person releases it (复核放行): from now on its lines are locked.
struct BatchReleased {
  Id batch;
  std::optional<Hash> file_digest;

  static constexpr auto fields() {
    return std::tuple(field("batch", &BatchReleased::batch),
                      field("file_digest", &BatchReleased::file_digest));
  }
  static std::string object(const BatchReleased& body);
  static void check(const State& state, const Facts& facts, const Entry& entry,
                    const BatchReleased& body, Violations& violations);
  static void fold(State& state, const Facts& facts, const Entry& entry, const BatchReleased& body,
                   Effects& effects);
};

/// The lines of a batch, in order.
std::vector<const PayLine*> lines_of(const State& state, const Id& batch);
/// The batch of this fund; null, with a violation, when there is none.
const PayBatch* check_batch(const State& state, const Entry& entry, const Id& id,
                            Violations& violations);

}  // namespace mingzhang
