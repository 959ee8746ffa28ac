#include "ledger/fund/kinds/confirmation.h"

#include <algorithm>

#include "ledger/fund/journal.h"
#include "ledger/fund/kinds/common.h"
#include "ledger/fund/pools.h"

namespace mingzhang {
namespace {

/// Excepted incomes are unconfirmed ones of the span, in order, each once.
void check_except(const State& state, const Entry& entry, const IncomeConfirmed& body,
                  Violations& violations) {
  if (!body.except) return;
  const auto& items = body.except->items;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0 && items[i - 1] >= items[i]) {
      add(violations, Code::key_order, "body.except");
    } else if (!state.unconfirmed.find({entry.fund, items[i]}) || items[i] < body.first ||
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
class CoveredCheck {
 public:
  CoveredCheck(const State& state, const Entry& entry)
      : state_(state),
        subject_(subject_of(state, entry.actor)),
        codes_(state),
        first_open_(first_open_day(state, entry.fund)) {}

  void take(const Income& income) {
    ++count_;
    amount_.add(income.amount.fen());
    if (income.maker != maker_) {
      maker_ = income.maker;
      maker_subject_ = subject_of(state_, maker_);
    }
    collector_ = collector_ || maker_subject_ == subject_;
    unposted_ = unposted_ || !codes_.of(as_booked(income, first_open_, moved_));
  }

  std::size_t count() const { return count_; }
  const Total& amount() const { return amount_; }
  void report(const Entry& entry, Violations& violations) const {
    if (collector_) add(violations, Code::same_person, "actor", entry.actor.view());
    if (unposted_) add(violations, Code::code_unknown, "body", "chart_map");
  }

 private:
  const State& state_;
  const Id subject_;
  IncomeCodeFinder codes_;
  const Date first_open_;
  Income moved_;
  std::size_t count_ = 0;
  Total amount_;
  Id maker_;
  Id maker_subject_;
  bool collector_ = false;
  bool unposted_ = false;
};

}  // namespace

bool covers(const IncomeConfirmed& body, Seq income, const std::optional<Id>& import) {
  const bool excepted = body.except && std::ranges::binary_search(body.except->items, income);
  return income >= body.first && income <= body.last && !excepted &&
         (!body.import || import == body.import);
}

void each_covered(const State& state, const Id& fund, const IncomeConfirmed& body,
                  const std::function<void(const Income&)>& visit) {
  const IncomeRuns& all = state.unconfirmed.all();
  std::size_t count = 0;
  for (auto it = all.lower_bound({fund, body.first}); it != all.end() && count <= kConfirmedMax;
       ++it) {
    const Income& income = *it;
    if (income.fund != fund || income.seq > body.last) break;
    if (!covers(body, income.seq, income.import)) continue;
    visit(income);
    ++count;
  }
}

void IncomeConfirmed::check(const State& state, const Facts&, const Entry& entry,
                            const IncomeConfirmed& body, Violations& violations) {
  CoveredCheck covered(state, entry);
  each_covered(state, entry.fund, body, [&](const Income& income) { covered.take(income); });
  if (covered.count() == 0) {
    return add(violations, Code::income_unknown, "body.first", std::to_string(body.first));
  }
  if (covered.count() > kConfirmedMax) return add(violations, Code::span_too_large, "body.last");
  if (static_cast<std::int64_t>(covered.count()) != body.count) {
    add(violations, Code::count_differs, "body.count", std::to_string(covered.count()));
  }
  if (covered.amount().fen() != body.amount.fen()) {
    add(violations, Code::amount_differs, "body.amount", std::to_string(covered.amount().fen()));
  }
  check_except(state, entry, body, violations);
  covered.report(entry, violations);
}

void IncomeConfirmed::fold(State& state, const Facts&, const Entry& entry,
                           const IncomeConfirmed& body, Effects& effects) {
  const Fund* const fund = state.funds.find(entry.fund);
  if (fund == nullptr) return;
  IncomeCodeFinder codes(state);
  std::int64_t sum = 0;
  const Date first_open = first_open_day(state, entry.fund);
  Income moved;
  Pool* pool = nullptr;
  std::vector<Seq> confirmed;
  const auto expected = static_cast<std::size_t>(body.count.value);
  confirmed.reserve(expected);
  effects.postings.reserve(effects.postings.size() + expected);
  each_covered(state, entry.fund, body, [&](const Income& income) {
    if (confirmed.size() == kConfirmedMax) return;
    // Thousands of gifts, most to one pool: it is looked up once a run.
    if (pool == nullptr || pool->source != income.source || pool->purpose != income.purpose) {
      pool = &open_pool(state, {income.fund, income.source, income.purpose});
    }
    arrive(*pool, income.amount.fen(), income.seq, entry.seq, effects);
    const Income& booked = as_booked(income, first_open, moved);
    const std::optional<IncomeCodes>& found = codes.of(booked);
    if (found) post_income(booked, *found, fund->entity, effects);
    sum += income.amount.fen();
    confirmed.push_back(income.seq);
  });
  for (const Seq seq : confirmed) state.unconfirmed.erase({entry.fund, seq});
  if (Entity* const entity = state.entities.edit(fund->entity)) {
    entity->pools.add(sum);
    entity->unconfirmed.add(-sum);
  }
}

void IncomeCancelled::check(const State& state, const Facts&, const Entry& entry,
                            const IncomeCancelled& body, Violations& violations) {
  const std::optional<Income> income = state.unconfirmed.find({entry.fund, body.income});
  if (!income) {
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
  const std::optional<Income> income = state.unconfirmed.find({entry.fund, body.income});
  if (!income) return;
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
