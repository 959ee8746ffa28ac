#include "ledger/fund/kinds/confirmation.h"

#include <algorithm>

#include "ledger/fund/journal.h"
#include "ledger/fund/kinds/common.h"
#include "ledger/fund/pools.h"

namespace mingzhang {
namespace {

bool is_excepted(const IncomeConfirmed& body, Seq seq) {
  return body.except &&
         std::binary_search(body.except->items.begin(), body.except->items.end(), seq);
}

bool matches(const IncomeConfirmed& body, const Income& income) {
  return (!body.import || income.import == body.import) && !is_excepted(body, income.seq);
}

/// Excepted incomes are unconfirmed ones of the span, in order, each once.
void check_except(const State& state, const Entry& entry, const IncomeConfirmed& body,
                  Violations& violations) {
  if (!body.except) return;
  const auto& items = body.except->items;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0 && items[i - 1] >= items[i]) {
      add(violations, Code::key_order, "body.except");
    } else if (state.unconfirmed.find({entry.fund, items[i]}) == nullptr || items[i] < body.first ||
               items[i] > body.last) {
      add(violations, Code::income_unknown, "body.except", std::to_string(items[i]));
    }
  }
}

std::int64_t key_of(const Block<8>& block) {
  std::uint64_t key = 0;
  for (const std::byte b : block.bytes) key = key << 8 | std::to_integer<std::uint64_t>(b);
  return static_cast<std::int64_t>(key);
}

/// The first day on which a fund's entity may book; none when there is no such fund.
Date first_open_day(const State& state, const Id& fund_id) {
  const Fund* const fund = state.funds.find(fund_id);
  const Entity* const entity = fund == nullptr ? nullptr : state.entities.find(fund->entity);
  return entity == nullptr ? Date() : Date::first_of(entity->open_from);
}

/// The income as it is booked: on the first open day, when its month was closed before anybody
/// confirmed it. Close is final (design §7.10). `moved` holds it then.
const Income& as_booked(const Income& income, Date first_open, Income& moved) {
  if (income.book_date >= first_open) return income;
  moved = income;
  moved.book_date = first_open;
  return moved;
}

/// What each income is checked for on its way into the books.
void check_incomes(const State& state, const Entry& entry,
                   const std::vector<const Income*>& incomes, Violations& violations) {
  const Id subject = subject_of(state, entry.actor);
  IncomeCodeFinder codes(state);
  bool collector = false;
  bool unposted = false;
  Id maker;
  Id maker_subject;
  const Date first_open = first_open_day(state, entry.fund);
  Income moved;
  for (const Income* const income : incomes) {
    if (income->maker != maker) {
      maker = income->maker;
      maker_subject = subject_of(state, maker);
    }
    collector = collector || maker_subject == subject;
    unposted = unposted || !codes.of(as_booked(*income, first_open, moved));
  }
  if (collector) add(violations, Code::same_person, "actor", entry.actor.view());
  if (unposted) add(violations, Code::code_unknown, "body", "chart_map");
}

}  // namespace

std::vector<const Income*> covered_income(const State& state, const Id& fund,
                                          const IncomeConfirmed& body) {
  std::vector<const Income*> covered;
  const auto& all = state.unconfirmed.all();
  for (auto it = all.lower_bound({fund, body.first});
       it != all.end() && it->first.first == fund && it->first.second <= body.last; ++it) {
    if (!matches(body, it->second)) continue;
    covered.push_back(&it->second);
    if (covered.size() > kConfirmedMax) break;
  }
  return covered;
}

void IncomeConfirmed::check(const State& state, const Facts&, const Entry& entry,
                            const IncomeConfirmed& body, Violations& violations) {
  const std::vector<const Income*> incomes = covered_income(state, entry.fund, body);
  if (incomes.empty()) {
    return add(violations, Code::income_unknown, "body.first", std::to_string(body.first));
  }
  if (incomes.size() > kConfirmedMax) return add(violations, Code::span_too_large, "body.last");
  Total amount;
  for (const Income* const income : incomes) amount.add(income->amount.fen());
  if (static_cast<std::int64_t>(incomes.size()) != body.count) {
    add(violations, Code::count_differs, "body.count", std::to_string(incomes.size()));
  }
  if (amount.fen() != body.amount.fen()) {
    add(violations, Code::amount_differs, "body.amount", std::to_string(amount.fen()));
  }
  check_except(state, entry, body, violations);
  check_incomes(state, entry, incomes, violations);
}

void IncomeConfirmed::fold(State& state, const Facts&, const Entry& entry,
                           const IncomeConfirmed& body, Effects& effects) {
  std::vector<const Income*> incomes = covered_income(state, entry.fund, body);
  if (incomes.size() > kConfirmedMax) incomes.resize(kConfirmedMax);
  const Fund* const fund = state.funds.find(entry.fund);
  if (fund == nullptr) return;
  IncomeCodeFinder codes(state);
  std::int64_t sum = 0;
  const Date first_open = first_open_day(state, entry.fund);
  Income moved;
  Pool* pool = nullptr;
  for (const Income* const income : incomes) {
    // Thousands of gifts, most to one pool: it is looked up once a run.
    if (pool == nullptr || pool->source != income->source || pool->purpose != income->purpose) {
      pool = &open_pool(state, {income->fund, income->source, income->purpose});
    }
    arrive(*pool, income->amount.fen(), income->seq, entry.seq, effects);
    const Income& booked = as_booked(*income, first_open, moved);
    const std::optional<IncomeCodes>& found = codes.of(booked);
    if (found) effects.postings.push_back(income_posting(booked, *found, fund->entity));
    sum += income->amount.fen();
    state.unconfirmed.erase(income->key());
  }
  if (Entity* const entity = state.entities.edit(fund->entity)) {
    entity->pools.add(sum);
    entity->unconfirmed.add(-sum);
  }
}

void IncomeCancelled::check(const State& state, const Facts&, const Entry& entry,
                            const IncomeCancelled& body, Violations& violations) {
  const Income* const income = state.unconfirmed.find({entry.fund, body.income});
  if (income == nullptr) {
    return add(violations, Code::income_unknown, "body.income", std::to_string(body.income));
  }
  const Date today = state.business_date(entry.time);
  check_code(state, today, TableName::reasons, body.reason, "body.reason", violations);
  const Person* const person = state.people.find(entry.actor);
  const bool bookkeeper = person != nullptr && person->duty_set().has(Duty::bookkeeper);
  if (entry.actor != income->maker && !bookkeeper) {
    add(violations, Code::maker_only, "actor", entry.actor.view());
  }
}

void IncomeCancelled::fold(State& state, const Facts&, const Entry& entry,
                           const IncomeCancelled& body, Effects& effects) {
  const Income* const income = state.unconfirmed.find({entry.fund, body.income});
  if (income == nullptr) return;
  const std::int64_t fen = income->amount.fen();
  if (income->ref_key) {
    effects.rows.push_back({Index::refs,
                            {key_of(*income->ref_key), static_cast<std::int64_t>(entry.seq),
                             static_cast<std::int64_t>(body.income)}});
  }
  if (Account* const account = state.accounts.edit(income->account)) {
    account->balance.add(-fen);
    if (Entity* const entity = state.entities.edit(account->entity)) entity->accounts.add(-fen);
  }
  const Fund* const fund = state.funds.find(entry.fund);
  Entity* const entity = fund == nullptr ? nullptr : state.entities.edit(fund->entity);
  if (entity != nullptr) entity->unconfirmed.add(-fen);
  state.unconfirmed.erase({entry.fund, body.income});
}

namespace kinds {
MZ_DEFINE_KIND(income_confirmed, IncomeConfirmed)
MZ_DEFINE_KIND(income_cancelled, IncomeCancelled)
}  // namespace kinds

}  // namespace mingzhang
