#include "audit/examine.h"

#include "audit/examine_awards.h"
#include "audit/examine_books.h"
#include "audit/examine_payments.h"

namespace mingzhang::audit {

Examiner::Examiner(const ExamineOptions& options) : options_(options) {
  inspectors_.push_back(std::make_unique<AwardInspector>(doubts_));
  inspectors_.push_back(std::make_unique<PaymentInspector>(doubts_));
  inspectors_.push_back(std::make_unique<GiftInspector>(doubts_));
  inspectors_.push_back(std::make_unique<DateInspector>(doubts_));
  inspectors_.push_back(std::make_unique<IdleInspector>(doubts_, options.idle_months));
}

void Examiner::before(const Entry& entry, const Facts& facts, const State& state) {
  const Date day = state.business_date(entry.time);
  if (options_.as_of && day > *options_.as_of) finish(state);
  if (done_) return;
  day_ = day;
  for (const auto& inspector : inspectors_) inspector->before(entry, day, facts, state);
}

void Examiner::after(const Entry& entry, const Effects& effects, const State& state) {
  if (done_) return;
  for (const auto& inspector : inspectors_) inspector->after(entry, *day_, effects, state);
}

void Examiner::finish(const State& state) {
  if (done_) return;
  done_ = true;
  const bool given = options_.as_of && !(options_.until_last_entry && day_ < options_.as_of);
  as_of_ = given ? options_.as_of : day_;
  if (!as_of_) return;
  for (const auto& inspector : inspectors_) inspector->finish(state, *as_of_);
  doubts_.sort();
}

}  // namespace mingzhang::audit
