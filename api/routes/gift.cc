#include "api/routes/gift.h"

namespace mingzhang::routes {
namespace {

/// What a gift's register number is looked up by.
struct Register {
  std::int64_t fund_no = 0;
  std::int64_t year = 0;
  std::int64_t last = 0;
};

Register register_of(const State& state, const Entry& gift) {
  const Fund* const fund = state.funds.find(gift.fund);
  const std::int64_t year = state.business_date(gift.time).year();
  const Numbering* const numbering = state.numbering.find({gift.fund, year});
  return {fund == nullptr ? -1 : fund->no.value, year,
          numbering == nullptr ? kIntMax : numbering->last.value};
}

/// Numbers and entries both grow, so the run that holds the gift's is found by halving.
std::optional<std::int64_t> number_of(store::Rows& rows, const Register& book, Seq gift) {
  const std::array prefix{book.fund_no, book.year};
  const auto seq = static_cast<std::int64_t>(gift);
  std::optional<IndexRow> run;
  for (std::int64_t low = 1, high = book.last; low <= high;) {
    const std::int64_t middle = low + (high - low) / 2;
    const auto row = rows.floor(Index::numbers, prefix, middle);
    if (!row) return std::nullopt;
    if (row->values[3] <= seq) {
      run = row;
      low = middle + 1;
    } else {
      high = row->values[2] - 1;
    }
  }
  if (!run) return std::nullopt;
  return run->values[2] + (seq - run->values[3]);
}

}  // namespace

std::optional<std::string> register_number(const Office& office, store::Rows& rows,
                                           const Entry& gift) {
  const Register book = office.read([&](const State& state) { return register_of(state, gift); });
  const auto number = number_of(rows, book, gift.seq);
  if (!number) return std::nullopt;
  return std::to_string(book.year) + "-" + std::to_string(*number);
}

std::string_view standing_of(const Office& office, store::Rows& rows, const Entry& gift) {
  const bool waits = office.read(
      [&](const State& state) { return state.unconfirmed.find({gift.fund, gift.seq}) != nullptr; });
  if (waits) return "unconfirmed";
  const std::array key{static_cast<std::int64_t>(gift.seq)};
  return rows.find(Index::income, key, 1).empty() ? "cancelled" : "confirmed";
}

}  // namespace mingzhang::routes
