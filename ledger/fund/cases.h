#pragma once

#include <vector>

#include "ledger/fund/effects.h"
#include "ledger/fund/journal.h"
#include "ledger/fund/state.h"

/// What happens to the money of a case: verbs on Case, shared by the kinds of aid.
namespace mingzhang {

/// An amount from one source.
struct SourceAmount {
  Money amount;
  Source source = Source::donation;

  static constexpr auto fields() {
    return std::tuple(field("amount", &SourceAmount::amount),
                      field("source", &SourceAmount::source));
  }
  bool operator==(const SourceAmount&) const = default;
};

/// The pools from which a case may be paid, the narrowest purpose first: the household's village,
/// the cause, the county, then money for no purpose (design §7.6).
std::vector<Pool::Key> pools_for(const State& state, const Case& request, Source source);
/// Free money for a case from one source, in fen.
std::int64_t free_for(const State& state, const Case& request, Source source);
/// How an amount is best taken: the narrowest purpose first, within it in the order of the policy.
/// Less than `amount` when there is not enough.
std::vector<SourceAmount> split(const State& state, const Case& request, std::int64_t amount);

/// The award from a source; null when there is none.
const Award* award_of(const Case& request, Source source);
Award* award_of(Case& request, Source source);

/// Grants and reserves. Pre: `free_for` suffices; otherwise what there is.
void grant(State& state, Case& request, const SourceAmount& granted);
/// Pays a line: held money first, then what is reserved.
void pay(State& state, Case& request, PayLine& line, Seq by, Effects& effects);
/// Takes `fen` back from a paid line: the fen it was paid with, the last first.
std::vector<Piece> take_back(PayLine& line, std::int64_t fen);
/// Puts money that came back into its pools again, as a new inflow of `by`.
void reenter(State& state, const Id& fund, std::vector<Piece> pieces, Seq by, Effects& effects);
/// Frees all that is not paid: what is reserved, and what the bank sent back. Returns the fen that
/// were held.
std::int64_t free_unpaid(State& state, Case& request, Seq by, Effects& effects);
/// A case that is paid, signed for and, if urgent, ratified leaves State.
void close_if_done(State& state, const Id& id);

/// The sum of the awards, and of what is paid of them.
std::int64_t granted(const Case& request);
std::int64_t paid(const Case& request);
std::int64_t lined(const Case& request);

}  // namespace mingzhang
