#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "ledger/base/result.h"

namespace mingzhang {

/// An exact amount of money. Unit: fen (1/100 yuan), never floating point.
/// Range: |fen| <= kFenMax, so the sum of two amounts cannot overflow.
class Money {
 public:
  static constexpr std::int64_t kFenMax = 1'000'000'000'000'00;

  constexpr Money() = default;
  /// Errors: amount_out_of_range.
  static Result<Money> of_fen(std::int64_t fen);
  /// Parses yuan: "1,234.56", "¥1234.5", "1234", "-3". At most two decimals; more only when they
  /// are the trace of a binary float ("4761028.68000006": further from a fen than 1/10,000 of it
  /// is refused). Errors: amount_malformed, amount_out_of_range.
  static Result<Money> parse(std::string_view text);

  constexpr std::int64_t fen() const { return fen_; }
  auto operator<=>(const Money&) const = default;

 private:
  constexpr explicit Money(std::int64_t fen) : fen_(fen) {}
  friend constexpr Money operator""_fen(unsigned long long fen);

  std::int64_t fen_ = 0;
};

/// For constants in code and tests. Pre: <= kFenMax.
constexpr Money operator""_fen(unsigned long long fen) {
  return Money(static_cast<std::int64_t>(fen));
}

/// A sum of amounts, in fen. It saturates at ±kSaturated instead of overflowing; a saturated total
/// stays saturated and is a finding.
class Total {
 public:
  static constexpr std::int64_t kSaturated = (std::int64_t{1} << 53) - 1;

  constexpr Total() = default;
  constexpr explicit Total(std::int64_t fen) : fen_(clamp(fen)) {}

  constexpr std::int64_t fen() const { return fen_; }
  constexpr bool saturated() const { return fen_ >= kSaturated || fen_ <= -kSaturated; }
  constexpr Total& add(std::int64_t fen) {
    if (!saturated()) fen_ = clamp(fen_ + clamp(fen));
    return *this;
  }
  auto operator<=>(const Total&) const = default;

 private:
  static constexpr std::int64_t clamp(std::int64_t fen) {
    return fen > kSaturated ? kSaturated : fen < -kSaturated ? -kSaturated : fen;
  }

  std::int64_t fen_ = 0;
};

/// "1,234.56": yuan for people.
std::string to_yuan(std::int64_t fen);

}  // namespace mingzhang
