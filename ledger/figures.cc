#include "ledger/figures.h"

#include <algorithm>

#include "ledger/fund/kinds/case.h"
#include "ledger/fund/kinds/confirmation.h"
#include "ledger/fund/kinds/correction.h"
#include "ledger/fund/kinds/household.h"
#include "ledger/fund/kinds/income.h"
#include "ledger/fund/kinds/office.h"
#include "ledger/fund/kinds/payment.h"
#include "ledger/fund/kinds/transfer.h"

namespace mingzhang {
namespace {

/// A snapshot is held for so many entries at most.
constexpr Seq kBlock = 20'000;

template <class T>
Month month_of(const Entry& entry, const T& body) {
  // Written entries always have one; what a stranger made falls on its day in UTC.
  return body.book_date.value_or(entry.time.date(0)).month();
}

bool is_empty(const AidCell& cell) {
  return std::ranges::all_of(cell.fen, [](const auto& one) { return one.second == 0; });
}

/// The smallest cell that is told and not empty; the first of several. The group's size: none.
std::size_t smallest_told(const std::vector<const AidCell*>& group, const std::vector<bool>& told) {
  std::size_t best = group.size();
  for (std::size_t i = 0; i < group.size(); ++i) {
    if (!told[i] || is_empty(*group[i])) continue;
    if (best == group.size() || group[i]->households() < group[best]->households()) best = i;
  }
  return best;
}

}  // namespace

std::int64_t AidCell::amount() const {
  std::int64_t sum = 0;
  for (const auto& [household, paid] : fen) sum += paid;
  return sum;
}

std::size_t AidCell::households() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(fen, [](const auto& one) { return one.second > 0; }));
}

std::vector<bool> tellable(const std::vector<const AidCell*>& group) {
  std::vector<bool> told(group.size(), true);
  std::set<Id> hidden;
  const auto hide = [&](std::size_t i) {
    told[i] = false;
    for (const auto& [household, paid] : group[i]->fen) {
      if (paid != 0) hidden.insert(household);
    }
  };
  for (std::size_t i = 0; i < group.size(); ++i) {
    if (!is_empty(*group[i]) && group[i]->households() < kHouseholdsTold) hide(i);
  }
  while (!hidden.empty() && hidden.size() < kHouseholdsTold) {
    const std::size_t next = smallest_told(group, told);
    if (next == group.size()) break;
    hide(next);
  }
  return told;
}

bool FundFigures::balance_is_tellable() const {
  std::set<Id> helped;
  for (const auto& [month, cell] : aid) {
    for (const auto& [household, paid] : cell.fen) {
      if (paid != 0) helped.insert(household);
    }
  }
  return helped.empty() || helped.size() >= kHouseholdsTold;
}

Id county_of(const Id& village) { return Id(village.view().substr(0, 6)); }
Id township_of(const Id& village) { return Id(village.view().substr(0, 9)); }

void Figures::take(const store::EntryRow& row, store::Rows& rows) {
  const Result<Entry> entry = decode(row.bytes, hint_);
  size_ = row.seq + 1;
  if (!entry) return;
  hint_ = entry->kind;
  time_ = entry->time;
  const Kind* const kind = entry->kind;
  if (kind == &kinds::fund_opened()) {
    const auto& body = entry->as<FundOpened>();
    FundFigures& fund = funds_[body.fund];
    fund.title = body.title.text;
    fund.territory = body.territory;
  } else if (kind == &kinds::income_confirmed()) {
    take_confirmation(*entry);
  } else if (kind == &kinds::income_cancelled()) {
    waiting_.erase({entry->fund, entry->as<IncomeCancelled>().income});
  } else if (kind == &kinds::aid_paid()) {
    const auto& body = entry->as<AidPaid>();
    take_aid(entry->fund, body.id, month_of(*entry, body), body.amount.fen());
  } else if (kind == &kinds::aid_returned()) {
    const auto& body = entry->as<AidReturned>();
    take_aid(entry->fund, body.id, month_of(*entry, body), -body.amount.fen());
  } else if (kind == &kinds::transfer_sent()) {
    const auto& body = entry->as<TransferSent>();
    funds_[entry->fund].months[month_of(*entry, body)].transferred_out += body.amount.fen();
  } else {
    take_income(*entry);
    take_people(*entry);
    take_correction(*entry, rows);
  }
}

std::optional<Figures::Waiting> Figures::income_of(const Entry& entry) {
  if (entry.kind == &kinds::donation_received()) {
    const auto& body = entry.as<DonationReceived>();
    return Waiting{body.amount.fen(), month_of(entry, body), Income::donation, body.import};
  }
  if (entry.kind == &kinds::injection_received()) {
    const auto& body = entry.as<InjectionReceived>();
    return Waiting{body.amount.fen(), month_of(entry, body), Income::government, body.import};
  }
  if (entry.kind == &kinds::transfer_received()) {
    const auto& body = entry.as<TransferReceived>();
    return Waiting{body.amount.fen(), month_of(entry, body), Income::transfer, std::nullopt};
  }
  return std::nullopt;
}

void Figures::add(MonthFigures& month, Income income, std::int64_t fen) {
  switch (income) {
    case Income::donation:
      month.donated += fen;
      month.gifts += fen > 0 ? 1 : 0;
      return;
    case Income::government:
      month.government += fen;
      return;
    case Income::transfer:
      month.transferred_in += fen;
      return;
  }
}

void Figures::take_income(const Entry& entry) {
  if (auto income = income_of(entry)) waiting_[{entry.fund, entry.seq}] = std::move(*income);
  if (entry.kind == &kinds::donation_received()) take_prefix(entry);
}

void Figures::take_prefix(const Entry& entry) {
  const auto& ref = entry.as<DonationReceived>().ref;
  if (!ref || prefixes_.size() == kPrefixesMax) return;
  const std::string_view text = ref->view();
  const std::size_t channel = text.find(':');
  const std::size_t account = channel == text.npos ? channel : text.find(':', channel + 1);
  if (account == text.npos) return;
  const std::string_view prefix = text.substr(0, account + 1);
  if (!prefixes_.contains(prefix)) prefixes_.emplace(prefix);
}

void Figures::take_confirmation(const Entry& entry) {
  const auto& body = entry.as<IncomeConfirmed>();
  for (auto at = waiting_.lower_bound({entry.fund, body.first});
       at != waiting_.end() && at->first.first == entry.fund && at->first.second <= body.last;) {
    const Waiting& income = at->second;
    if (!covers(body, at->first.second, income.import)) {
      ++at;
      continue;
    }
    add(funds_[entry.fund].months[income.month], income.income, income.fen);
    at = waiting_.erase(at);
  }
}

void Figures::take_correction(const Entry& entry, store::Rows& rows) {
  if (entry.kind == &kinds::donation_refunded()) {
    const auto& body = entry.as<DonationRefunded>();
    funds_[entry.fund].months[month_of(entry, body)].donated -= body.amount.fen();
  } else if (entry.kind == &kinds::entry_reversed()) {
    const auto& body = entry.as<EntryReversed>();
    const auto bytes = rows.entry(body.entry);
    const auto wrong = bytes ? decode(*bytes) : Result<Entry>(refuse(Code::entry_unknown));
    const auto income = wrong ? income_of(*wrong) : std::nullopt;
    if (!income) return;
    add(funds_[entry.fund].months[month_of(entry, body)], income->income, -income->fen);
  }
}

void Figures::take_aid(const Id& fund, const Id& case_id, Month month, std::int64_t fen) {
  FundFigures& figures = funds_[fund];
  const CaseFigures* const found = find_case(case_id);
  if (found == nullptr) return;  // The rules let nobody be paid without one.
  const Id& household = found->household;
  figures.aid[month].fen[household] += fen;
  figures.causes[found->cause].fen[household] += fen;
  figures.townships[township_of(found->village)].fen[household] += fen;
}

void Figures::take_people(const Entry& entry) {
  if (entry.kind == &kinds::household_registered()) {
    const auto& body = entry.as<HouseholdRegistered>();
    villages_[body.household] = body.village;
  } else if (entry.kind == &kinds::household_changed()) {
    const auto& body = entry.as<HouseholdChanged>();
    villages_[body.household] = body.village;
  } else if (entry.kind == &kinds::case_opened()) {
    const auto& body = entry.as<CaseOpened>();
    const auto home = villages_.find(body.household);
    cases_[body.id] = {body.household, body.cause, home == villages_.end() ? Id() : home->second};
  }
}

const Figures::CaseFigures* Figures::find_case(const Id& id) const {
  const auto found = cases_.find(id);
  return found == cases_.end() ? nullptr : &found->second;
}

void LiveFigures::catch_up(Seq end) {
  while (figures_.size() < end) {
    const auto rows = snapshot_();
    const Seq begun = figures_.size();
    rows->scan_entries(begun, std::min(end, begun + kBlock), [&](const store::EntryRow& row) {
      figures_.take(row, *rows);
      return true;
    });
    // Not there: what is damaged is the auditor's business, and nobody waits for it.
    if (figures_.size() == begun) return;
  }
}

}  // namespace mingzhang
