#include "audit/follow.h"

#include <algorithm>
#include <charconv>

#include "ledger/fund/kinds/income.h"

namespace mingzhang::audit {
namespace {

std::optional<std::int64_t> parse_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  if (!whole || text.starts_with('-') || number > kIntMax) return std::nullopt;
  return number;
}

std::optional<Id> parse_id(std::string_view text) {
  return is_id(text) ? Id::of(text) : std::nullopt;
}

std::optional<GiftNumber> parse_gift(std::string_view what) {
  const std::size_t first = what.find('/');
  const std::size_t second = what.find('/', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const auto fund = parse_id(what.substr(0, first));
  const auto year = parse_number(what.substr(first + 1, second - first - 1));
  const auto number = parse_number(what.substr(second + 1));
  if (!fund || !year || !number) return std::nullopt;
  return GiftNumber{*fund, *year, *number};
}

[[noreturn]] void not_there(const std::string& what) {
  throw std::runtime_error("there is no " + what);
}

Seq find_gift(Tracer& tracer, const GiftNumber& gift) {
  const auto seq = tracer.gift(gift.fund, gift.year, gift.number);
  if (!seq) {
    not_there("gift " + gift.fund.str() + "/" + std::to_string(gift.year) + "/" +
              std::to_string(gift.number));
  }
  return *seq;
}

void follow_entry(store::Rows& rows, Tracer& tracer, Followed& followed) {
  const Seq seq = *followed.seq;
  const std::optional<std::string> bytes = rows.entry(seq);
  if (!bytes) not_there("entry " + std::to_string(seq));
  if (const Result<Entry> entry = decode(*bytes)) followed.kind = entry->kind;
  followed.traces = tracer.follow(seq);
  if (followed.traces.empty()) {
    throw NothingToFollow("entry " + std::to_string(seq) + " moves no money of the fund");
  }
  if (followed.kind == &kinds::donation_received()) {
    followed.company = tracer.company(followed.traces.front(), seq);
  }
}

}  // namespace

std::optional<Question> parse_question(std::string_view what) {
  constexpr std::string_view kCase = "case:";
  Question question;
  if (what.starts_with(kCase)) {
    question.case_id = parse_id(what.substr(kCase.size()));
  } else if (what.find('/') != std::string_view::npos) {
    question.gift = parse_gift(what);
  } else if (const auto number = parse_number(what)) {
    question.seq = static_cast<Seq>(*number);
  } else {
    question.case_id = parse_id(what);
  }
  if (!question.seq && !question.gift && !question.case_id) return std::nullopt;
  return question;
}

std::optional<Seq> entry_asked(store::Rows& rows, const Question& question) {
  if (!question.gift) return question.seq;
  return Tracer(rows).gift(question.gift->fund, question.gift->year, question.gift->number);
}

Followed follow(store::Rows& rows, const Question& question) {
  Tracer tracer(rows);
  Followed followed;
  followed.gift = question.gift;
  if (question.case_id) {
    followed.case_id = *question.case_id;
    if (!tracer.has_case(followed.case_id)) not_there("case " + followed.case_id.str());
    followed.traces.push_back(tracer.follow_case(followed.case_id));
  } else {
    followed.seq = question.gift ? find_gift(tracer, *question.gift) : *question.seq;
    follow_entry(rows, tracer, followed);
  }
  followed.damages = tracer.damages();
  for (const Trace& trace : followed.traces) {
    for (const RowDamage& damage : trace.damages) {
      const auto& all = followed.damages;
      const bool known = std::find(all.begin(), all.end(), damage) != all.end();
      if (!known) followed.damages.push_back(damage);
    }
  }
  return followed;
}

}  // namespace mingzhang::audit
