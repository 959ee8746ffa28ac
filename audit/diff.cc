#include "audit/diff.h"

#include <algorithm>

#include "audit/inspector.h"
#include "ledger/fund/kinds/case.h"
#include "ledger/fund/kinds/confirmation.h"
#include "ledger/fund/kinds/correction.h"
#include "ledger/fund/kinds/decision.h"
#include "ledger/fund/kinds/household.h"
#include "ledger/fund/kinds/income.h"
#include "ledger/fund/kinds/office.h"
#include "ledger/fund/kinds/payment.h"
#include "ledger/fund/kinds/people.h"
#include "ledger/fund/kinds/policy.h"
#include "ledger/fund/kinds/transfer.h"

namespace mingzhang::audit {
namespace {

/// The amount that an entry itself names.
std::optional<Money> amount_of(const Entry& entry) {
  if (const std::optional<IncomeView> income = income_view(entry)) return income->amount;
  const Kind* const kind = entry.kind;
  if (kind == &kinds::income_confirmed()) return entry.as<IncomeConfirmed>().amount;
  if (kind == &kinds::case_opened()) return entry.as<CaseOpened>().amount_asked;
  if (kind == &kinds::case_approved()) return entry.as<CaseApproved>().amount;
  if (kind == &kinds::aid_paid()) return entry.as<AidPaid>().amount;
  if (kind == &kinds::aid_returned()) return entry.as<AidReturned>().amount;
  if (kind == &kinds::donation_refunded()) return entry.as<DonationRefunded>().amount;
  if (kind == &kinds::transfer_sent()) return entry.as<TransferSent>().amount;
  if (kind == &kinds::money_moved()) return entry.as<MoneyMoved>().amount;
  return std::nullopt;
}

struct Told {
  Theme theme;
  std::string about;
};

/// None: entries of this kind are counted, no more.
std::optional<Told> told(const Entry& entry) {
  const Kind* const kind = entry.kind;
  if (kind == &kinds::case_opened()) return Told{Theme::cases, case_of(entry).str()};
  if (kind == &kinds::aid_paid()) return Told{Theme::payments, case_of(entry).str()};
  if (kind == &kinds::household_registered()) {
    return Told{Theme::households, entry.as<HouseholdRegistered>().household.str()};
  }
  if (kind == &kinds::person_enrolled()) {
    return Told{Theme::office, entry.as<PersonEnrolled>().person.str()};
  }
  if (kind == &kinds::person_changed()) {
    return Told{Theme::office, entry.as<PersonChanged>().person.str()};
  }
  if (kind == &kinds::entity_opened()) {
    return Told{Theme::office, entry.as<EntityOpened>().entity.str()};
  }
  if (kind == &kinds::account_opened()) {
    return Told{Theme::office, entry.as<AccountOpened>().account.str()};
  }
  if (kind == &kinds::fund_opened()) return Told{Theme::office, entry.as<FundOpened>().fund.str()};
  if (kind == &kinds::table_adopted()) {
    return Told{Theme::office, std::string(name_of(entry.as<TableAdopted>().table))};
  }
  if (kind == &kinds::policy_adopted() || kind == &kinds::ledger_opened()) {
    return Told{Theme::office, ""};
  }
  return std::nullopt;
}

bool is_idle(const SourceUse& use) {
  return use.opening == 0 && use.closing == 0 && use.flows.empty();
}

}  // namespace

bool FundDifference::adds_up() const {
  return std::all_of(sources.begin(), sources.end(),
                     [](const auto& one) { return one.second.adds_up(); });
}

bool Difference::adds_up() const {
  return std::all_of(funds_.begin(), funds_.end(),
                     [](const auto& one) { return one.second.adds_up(); });
}

void Difference::before(const Entry& entry, const Facts& facts, const State& state) {
  if (done_) return;
  if (!begun_ && entry.seq >= older_) open(state);
  if (entry.seq >= newer_) return close(state);
  // Earlier flows are read as well: the reader remembers what waits for confirmation.
  for (const Flow& flow : reader_.read(entry, facts, state)) {
    if (!begun_) continue;
    Sum& sum = funds_[entry.fund].sources[flow.source].flows[flow.kind];
    sum.fen += flow.fen;
    sum.count += flow.count;
  }
  if (begun_) take(entry);
}

void Difference::finish(const State& state) {
  if (!begun_) open(state);
  if (!done_) close(state);
}

void Difference::open(const State& state) {
  begun_ = true;
  for (const auto& [key, fen] : money_of(state)) {
    funds_[key.first].sources[key.second].opening = fen;
  }
  for (const auto& [key, pool] : state.pools.all()) pools_[key] = pool.balance.fen();
}

void Difference::take(const Entry& entry) {
  const std::optional<Money> amount = amount_of(entry);
  KindCount& kind = kinds_[entry.kind->name];
  kind.kind = entry.kind;
  ++kind.sum.count;
  if (amount) kind.sum.fen += amount->fen();
  std::optional<Told> told_of = told(entry);
  if (!told_of) return;
  ThemeUse& theme = themes_.at(static_cast<std::size_t>(told_of->theme));
  if (++theme.count > kToldMax) return;
  theme.first.push_back({entry.seq, entry.time, entry.kind, entry.actor, entry.fund,
                         std::move(told_of->about),
                         amount ? std::optional(amount->fen()) : std::nullopt});
}

void Difference::close(const State& state) {
  done_ = true;
  for (const auto& [key, fen] : money_of(state)) {
    funds_[key.first].sources[key.second].closing = fen;
  }
  for (const auto& [key, pool] : state.pools.all()) {
    const auto it = pools_.find(key);
    const std::int64_t opening = it == pools_.end() ? 0 : it->second;
    if (opening == pool.balance.fen()) continue;
    funds_[key.fund].pools.push_back(
        {key.purpose, key.source, "", opening, pool.balance.fen(), pool.reserved.fen()});
  }
  for (auto& [id, fund] : funds_) {
    std::erase_if(fund.sources, [](const auto& one) { return is_idle(one.second); });
  }
  std::erase_if(funds_, [](const auto& one) { return one.second.sources.empty(); });
}

}  // namespace mingzhang::audit
