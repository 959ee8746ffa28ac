#include "ledger/fund/income_runs.h"

#include <algorithm>

#include "ledger/fund/case_state.h"

namespace mingzhang {
namespace {

/// A longer run would cost more where one is taken out of its middle.
constexpr std::size_t kRunMax = 512;

}  // namespace

std::string Income::key_text(const Key& key) {
  return key.first.str() + '/' + seq_text(key.second);
}

const Income& IncomeRuns::Iterator::operator*() const {
  const Run& run = run_->second;
  if (shown_of_ != &run) {
    shown_ = run.like;
    shown_of_ = &run;
  }
  const Item& item = run.items[at_];
  shown_.amount = item.amount;
  shown_.book_date = item.book_date;
  shown_.ref_key = item.ref_key;
  shown_.seq = item.seq;
  return shown_;
}

IncomeRuns::Iterator& IncomeRuns::Iterator::operator++() {
  if (++at_ == run_->second.items.size()) {
    ++run_;
    at_ = run_ == runs_->end() ? 0 : run_->second.gone;
  }
  return *this;
}

IncomeRuns::Iterator& IncomeRuns::Iterator::operator--() {
  if (run_ == runs_->end() || at_ == run_->second.gone) {
    --run_;
    at_ = run_->second.items.size();
  }
  --at_;
  return *this;
}

IncomeRuns::Iterator IncomeRuns::begin() const {
  return runs_.empty() ? end() : Iterator(runs_, runs_.begin(), runs_.begin()->second.gone);
}

IncomeRuns::Iterator IncomeRuns::lower_bound(const Income::Key& key) const {
  auto run = run_at(key);
  if (run == runs_.end()) {
    run = runs_.lower_bound(key);
  } else {
    const std::size_t at = run->second.place_of(key.second);
    if (at < run->second.items.size()) return {runs_, run, at};
    ++run;
  }
  return {runs_, run, run == runs_.end() ? 0 : run->second.gone};
}

std::optional<Income> IncomeRuns::find(const Income::Key& key) const {
  const auto run = run_at(key);
  if (run == runs_.end()) return std::nullopt;
  const std::size_t at = run->second.place_of(key.second);
  if (at == run->second.items.size() || run->second.items[at].seq != key.second) {
    return std::nullopt;
  }
  return *Iterator(runs_, run, at);
}

void IncomeRuns::put(const Income& income) {
  const Income::Key key = income.key();
  auto run = run_at(key);
  if (run != runs_.end() && run->second.items.back().seq >= income.seq) {
    erase(key);
    split(key);
    run = run_at(key);
  }
  ++size_;
  const bool joins =
      run != runs_.end() && run->second.items.size() < kRunMax && alike(run->second.like, income);
  if (!joins) {
    // Most that come in are the newest of their fund, which is the last or one of few.
    run = runs_.try_emplace(run == runs_.end() ? runs_.begin() : std::next(run), key);
    run->second.like = income;
  }
  run->second.items.push_back(item_of(income));
}

void IncomeRuns::erase(const Income::Key& key) {
  const auto found = run_at(key);
  if (found == runs_.end()) return;
  Run& run = found->second;
  const std::size_t at = run.place_of(key.second);
  if (at == run.items.size() || run.items[at].seq != key.second) return;
  --size_;
  if (at == run.gone) {
    ++run.gone;
  } else {
    run.items.erase(run.items.begin() + static_cast<std::ptrdiff_t>(at));
  }
  if (run.gone == run.items.size()) runs_.erase(found);
}

/// The place of the first that is there and not before `seq`.
std::size_t IncomeRuns::Run::place_of(Seq seq) const {
  // Most that are looked for are the oldest.
  if (items[gone].seq >= seq) return gone;
  const auto first = items.begin() + static_cast<std::ptrdiff_t>(gone);
  const auto found = std::lower_bound(
      first, items.end(), seq, [](const Item& item, Seq wanted) { return item.seq < wanted; });
  return static_cast<std::size_t>(found - items.begin());
}

IncomeRuns::Item IncomeRuns::item_of(const Income& income) {
  return {income.amount, income.seq, income.ref_key, income.book_date};
}

bool IncomeRuns::alike(const Income& one, const Income& other) {
  return one.account == other.account && one.channel == other.channel && one.fund == other.fund &&
         one.import == other.import && one.maker == other.maker && one.purpose == other.purpose &&
         one.source == other.source;
}

/// The run of the key's fund that begins at it or before it; end when there is none.
IncomeRuns::Runs::const_iterator IncomeRuns::run_at(const Income::Key& key) const {
  if (runs_.empty() || key < runs_.begin()->first) return runs_.end();
  // What comes in is most often the newest, and what goes the oldest.
  auto run = std::prev(runs_.end());
  if (key < run->first) {
    run = runs_.begin();
    if (const auto next = std::next(run); next->first <= key) {
      run = std::prev(runs_.upper_bound(key));
    }
  }
  return run->first.first == key.first ? run : runs_.end();
}

IncomeRuns::Runs::iterator IncomeRuns::run_at(const Income::Key& key) {
  const auto run = std::as_const(*this).run_at(key);
  return runs_.erase(run, run);  // Erases nothing: makes an iterator of a const one.
}

/// Where `key` lies within a run, what comes after it becomes a run of its own.
void IncomeRuns::split(const Income::Key& key) {
  const auto run = run_at(key);
  if (run == runs_.end()) return;
  std::vector<Item>& items = run->second.items;
  const std::size_t at = run->second.place_of(key.second);
  if (at == items.size()) return;
  const auto from = items.begin() + static_cast<std::ptrdiff_t>(at);
  Run rest{run->second.like, {from, items.end()}, 0};
  items.erase(from, items.end());
  const Income::Key first{key.first, rest.items.front().seq};
  if (run->second.gone == items.size()) runs_.erase(run);
  runs_.emplace(first, std::move(rest));
}

}  // namespace mingzhang
