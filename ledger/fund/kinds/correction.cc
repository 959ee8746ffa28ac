#include "ledger/fund/kinds/correction.h"

#include <algorithm>

#include "ledger/fund/journal.h"
#include "ledger/fund/kinds/income.h"
#include "ledger/fund/kinds/moves.h"
#include "ledger/fund/pools.h"

namespace mingzhang {
namespace {

constexpr std::string_view kIncomeNoun = "income";

/// A confirmed income, and where its fen lie.
struct Target {
  IncomeView income;
  IncomePlace place;
  const Pool* pool = nullptr;

  Range range() const { return {place.start, place.start + income.amount.fen()}; }
  Pool::Key key() const { return pool->key(); }
  /// What of it was not corrected before.
  std::int64_t left() const { return income.amount.fen() - place.against; }
};

void want_target(Seq income, Wants& wants) {
  wants.entries.push_back(income);
  wants.incomes.push_back(income);
}

std::optional<Target> target_of(const State& state, const Facts& facts, const Entry& entry) {
  if (facts.entries.empty() || facts.incomes.empty()) return std::nullopt;
  const std::optional<Entry>& said = facts.entries.front();
  const std::optional<IncomePlace>& place = facts.incomes.front();
  if (!said || !place || said->fund != entry.fund) return std::nullopt;
  const std::optional<IncomeView> income = income_view(*said);
  const Pool* const pool = pool_of(state, place->pool);
  if (!income || pool == nullptr) return std::nullopt;
  return Target{*income, *place, pool};
}

std::optional<Target> check_target(const State& state, const Facts& facts, const Entry& entry,
                                   Seq income, std::string_view field, Violations& violations) {
  std::optional<Target> target = target_of(state, facts, entry);
  if (!target) add(violations, Code::income_not_confirmed, field, std::to_string(income));
  return target;
}

/// That `fen` of the income itself are neither spent nor spoken for.
void check_unspent(const State& state, const Target& target, std::int64_t fen,
                   std::string_view field, Violations& violations) {
  const std::int64_t own = untaken(state, *target.pool, target.range());
  if (own < fen) add(violations, Code::money_spent, field, to_yuan(own));
  if (target.pool->free() < fen) {
    add(violations, Code::money_not_free, field, to_yuan(target.pool->free()));
  }
}

Booking backing(const State& state, const Target& target, const Id& account, Date day,
                std::int64_t fen) {
  const std::string income = "income_" + std::string(name_of(target.income.source));
  return {income, account_use(state, account), fen,
          day,    target.income.source,        target.income.purpose,
          account};
}

void note_against(Seq income, const Entry& entry, std::int64_t fen, Effects& effects) {
  effects.rows.push_back(
      {Index::against,
       {static_cast<std::int64_t>(income), static_cast<std::int64_t>(entry.seq), fen}});
}

void leave_pools(State& state, const Entry& entry, std::int64_t fen) {
  const Fund* const fund = state.funds.find(entry.fund);
  Entity* const entity = fund == nullptr ? nullptr : state.entities.edit(fund->entity);
  if (entity != nullptr) entity->pools.add(-fen);
}

Id entity_id(const State& state, const Entry& entry) {
  const Fund* const fund = state.funds.find(entry.fund);
  return fund == nullptr ? Id() : fund->entity;
}

}  // namespace

std::string EntryReversed::object(const EntryReversed& body) {
  return object_name(kIncomeNoun, body.entry);
}

void EntryReversed::complete(const State& state, const Command& command, Timestamp time,
                             EntryReversed& body) {
  if (!body.book_date) {
    body.book_date = book_date_of(state, command.fund, state.business_date(time));
  }
}

void EntryReversed::wants(const State&, const EntryReversed& body, Wants& wants) {
  want_target(body.entry, wants);
}

void EntryReversed::check(const State& state, const Facts& facts, const Entry& entry,
                          const EntryReversed& body, Violations& violations) {
  check_reason(state, entry, body.reason, violations);
  check_docs(state, entry, body.docs, violations);
  // It was proposed on another day, perhaps: its book date lies between then and today.
  const Date today = state.business_date(entry.time);
  if (!body.book_date) {
    add(violations, Code::field_missing, "body.book_date");
  } else if (*body.book_date > today) {
    add(violations, Code::date_in_future, "body.book_date", body.book_date->text());
  } else {
    check_entity_dates(state, entry, entity_id(state, entry), *body.book_date, body.book_date,
                       violations);
  }
  const auto target = check_target(state, facts, entry, body.entry, "body.entry", violations);
  if (!target) return;
  const std::int64_t fen = target->income.amount.fen();
  if (target->place.against > 0) {
    return add(violations, Code::corrected_already, "body.entry", to_yuan(target->place.against));
  }
  check_unspent(state, *target, fen, "body.entry", violations);
  check_covered(state, target->income.account, fen, "body.entry", violations);
  if (body.book_date &&
      !can_book(state, backing(state, *target, target->income.account, *body.book_date, fen))) {
    add(violations, Code::code_unknown, "body", "chart_map");
  }
}

void EntryReversed::fold(State& state, const Facts& facts, const Entry& entry,
                         const EntryReversed& body, Effects& effects) {
  const auto target = target_of(state, facts, entry);
  if (!target || !body.book_date) return;
  Pool* const pool = state.pools.edit(target->key());
  const std::int64_t fen =
      take_within(state, *pool, target->range(), target->income.amount.fen(), entry.seq, effects);
  leave_pools(state, entry, fen);
  move_account(state, target->income.account, -fen);
  note_against(body.entry, entry, fen, effects);
  if (target->income.ref) release_ref(*target->income.ref, body.entry, entry.seq, effects);
  name_object(entry, object(body), effects);
  book(state, entry, entity_id(state, entry),
       backing(state, *target, target->income.account, *body.book_date, fen), effects);
}

std::string DonationRefunded::object(const DonationRefunded& body) {
  return object_name(kIncomeNoun, body.donation);
}

void DonationRefunded::complete(const State& state, const Command& command, Timestamp,
                                DonationRefunded& body) {
  complete_book_date(state, command.fund, body);
}

void DonationRefunded::wants(const State&, const DonationRefunded& body, Wants& wants) {
  want_target(body.donation, wants);
}

void DonationRefunded::check(const State& state, const Facts& facts, const Entry& entry,
                             const DonationRefunded& body, Violations& violations) {
  check_reason(state, entry, body.reason, violations);
  check_docs(state, entry, body.docs, violations);
  check_book_date(state, entry, body, violations);
  const auto target = check_target(state, facts, entry, body.donation, "body.donation", violations);
  if (!target) return;
  const std::int64_t fen = body.amount.fen();
  if (target->income.source != Source::donation) {
    add(violations, Code::source_not_allowed, "body.donation", name_of(target->income.source));
  }
  check_money_account(state, entry, body.account, target->income.source, violations);
  if (fen > target->left()) {
    add(violations, Code::corrected_already, "body.amount", to_yuan(target->left()));
  }
  if (fen > target->pool->free()) {
    add(violations, Code::money_not_free, "body.amount", to_yuan(target->pool->free()));
  }
  check_covered(state, body.account, fen, "body.account", violations);
  const Date day = body.book_date.value_or(body.value_date);
  if (!can_book(state, backing(state, *target, body.account, day, fen))) {
    add(violations, Code::code_unknown, "body", "chart_map");
  }
}

void DonationRefunded::fold(State& state, const Facts& facts, const Entry& entry,
                            const DonationRefunded& body, Effects& effects) {
  const auto target = target_of(state, facts, entry);
  if (!target) return;
  Pool* const pool = state.pools.edit(target->key());
  std::int64_t fen =
      take_within(state, *pool, target->range(), body.amount.fen(), entry.seq, effects);
  for (const Range& range :
       take_lowest(state, *pool, body.amount.fen() - fen, entry.seq, effects)) {
    fen += range.fen();
  }
  leave_pools(state, entry, fen);
  move_account(state, body.account, -fen);
  note_against(body.donation, entry, fen, effects);
  name_object(entry, object(body), effects);
  book(state, entry, entity_id(state, entry),
       backing(state, *target, body.account, body.book_date.value_or(body.value_date), fen),
       effects);
}

std::string PurposeChanged::object(const PurposeChanged& body) {
  return object_name(kIncomeNoun, body.income);
}

void PurposeChanged::wants(const State&, const PurposeChanged& body, Wants& wants) {
  want_target(body.income, wants);
}

void PurposeChanged::check(const State& state, const Facts& facts, const Entry& entry,
                           const PurposeChanged& body, Violations& violations) {
  check_docs(state, entry, body.docs, violations);
  check_purpose(state, state.business_date(entry.time), body.purpose, violations);
  const auto target = check_target(state, facts, entry, body.income, "body.income", violations);
  if (!target) return;
  if (target->pool->purpose == body.purpose) {
    add(violations, Code::purpose_same, "body.purpose");
  }
  check_unspent(state, *target, body.amount.fen(), "body.amount", violations);
}

void PurposeChanged::fold(State& state, const Facts& facts, const Entry& entry,
                          const PurposeChanged& body, Effects& effects) {
  const auto target = target_of(state, facts, entry);
  if (!target) return;
  Pool* const from = state.pools.edit(target->key());
  const std::int64_t fen =
      take_within(state, *from, target->range(), body.amount.fen(), entry.seq, effects);
  if (fen == 0) return;
  Pool& to = open_pool(state, {entry.fund, target->income.source, body.purpose});
  arrive(to, fen, entry.seq, entry.seq, effects);
  note_against(body.income, entry, fen, effects);
  name_object(entry, object(body), effects);
}

namespace kinds {
MZ_DEFINE_KIND(entry_reversed, EntryReversed)
MZ_DEFINE_KIND(donation_refunded, DonationRefunded)
MZ_DEFINE_KIND(purpose_changed, PurposeChanged)
}  // namespace kinds

}  // namespace mingzhang
