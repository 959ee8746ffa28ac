#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mingzhang {

/// A calendar month. Unit: months since year 0. JSON: "2026-11".
struct Month {
  static constexpr std::size_t kTextBytes = 7;
  std::int32_t count = 0;

  static std::optional<Month> parse(std::string_view text);
  std::string text() const;
  int year() const { return count / 12; }
  auto operator<=>(const Month&) const = default;
};

/// A calendar day (proleptic Gregorian). Unit: days since 1970-01-01. Range: years 1900 to 9999.
/// JSON: "2026-11-23".
struct Date {
  static constexpr std::size_t kTextBytes = 10;
  std::int32_t days = 0;

  /// Strict: ten characters, a real day.
  static std::optional<Date> parse(std::string_view text);
  static Date first_of(Month month);
  /// Writes ten characters.
  char* write(char* out) const;
  std::string text() const;
  Month month() const;
  int year() const { return month().year(); }
  Date plus_days(std::int32_t n) const { return {days + n}; }
  auto operator<=>(const Date&) const = default;
};

/// A day. Unit: milliseconds.
inline constexpr std::int64_t kDayMs = 86'400'000;

/// A moment. Unit: milliseconds since 1970-01-01T00:00:00Z. Range: years 1970 to 9999.
/// JSON: "2026-11-23T08:00:00.123Z".
struct Timestamp {
  static constexpr std::size_t kTextBytes = 24;
  std::int64_t ms = 0;

  /// Strict: 24 characters, a real moment, no leap second.
  static std::optional<Timestamp> parse(std::string_view text);
  /// Writes 24 characters.
  char* write(char* out) const;
  std::string text() const;
  /// The calendar day at a place whose clocks are `utc_offset_min` minutes ahead of UTC; at most
  /// 9999-12-31.
  Date date(std::int32_t utc_offset_min) const;
  auto operator<=>(const Timestamp&) const = default;
};

/// What the clocks say. Passed in from main(), so that tests can set them.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Timestamp now() = 0;
  /// Unit: ms from an arbitrary start; never steps back. Source: CLOCK_BOOTTIME where there is one.
  virtual std::int64_t monotonic_ms() = 0;
};

/// The machine's clocks.
Clock& system_clock();

}  // namespace mingzhang
