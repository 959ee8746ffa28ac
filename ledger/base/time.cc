#include "ledger/base/time.h"

#include <algorithm>
#include <chrono>
#include <ctime>

namespace mingzhang {
namespace {

constexpr int kYearMin = 1900;
/// 9999-12-31.
constexpr std::int64_t kLastDay = 2'932'896;

/// Exactly `Count` digits at `at`; negative for anything else. Of a length that the compiler knows:
/// three dates are read for a gift.
template <std::size_t Count>
int digits(std::string_view text, std::size_t at) {
  int value = 0;
  bool all = true;
  for (std::size_t i = 0; i < Count; ++i) {
    const int digit = text[at + i] - '0';
    all = all && digit >= 0 && digit <= 9;
    value = value * 10 + digit;
  }
  return all ? value : -1;
}

char* write_digits(char* out, unsigned value, int count) {
  for (int i = count - 1; i >= 0; --i) {
    out[i] = static_cast<char>('0' + value % 10);
    value /= 10;
  }
  return out + count;
}

/// Takes a number, not a Date: g++ 12.2 -O1 (ipa-modref) drops the store of a temporary Date whose
/// member copies it by value.
std::chrono::year_month_day civil(std::int32_t days) {
  return std::chrono::year_month_day(std::chrono::sys_days(std::chrono::days(days)));
}

class SystemClock final : public Clock {
 public:
  Timestamp now() override { return {read(CLOCK_REALTIME)}; }
  std::int64_t monotonic_ms() override { return read(CLOCK_BOOTTIME); }

 private:
  static std::int64_t read(clockid_t id) {
    timespec t{};
    clock_gettime(id, &t);
    return static_cast<std::int64_t>(t.tv_sec) * 1000 + t.tv_nsec / 1'000'000;
  }
};

}  // namespace

std::optional<Month> Month::parse(std::string_view text) {
  if (text.size() != 7 || text[4] != '-') return std::nullopt;
  const int year = digits<4>(text, 0);
  const int month = digits<2>(text, 5);
  if (year < kYearMin || month < 1 || month > 12) return std::nullopt;
  return Month{year * 12 + month - 1};
}

std::string Month::text() const {
  std::string text(7, '-');
  write_digits(text.data(), static_cast<unsigned>(count / 12), 4);
  write_digits(text.data() + 5, static_cast<unsigned>(count % 12 + 1), 2);
  return text;
}

std::optional<Date> Date::parse(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const int year = digits<4>(text, 0);
  const int month = digits<2>(text, 5);
  const int day = digits<2>(text, 8);
  if (year < kYearMin || month < 0 || day < 0) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  return Date{static_cast<std::int32_t>(std::chrono::sys_days(date).time_since_epoch().count())};
}

Date Date::first_of(Month month) {
  const std::chrono::year_month_day date{
      std::chrono::year(month.count / 12),
      std::chrono::month(static_cast<unsigned>(month.count % 12 + 1)), std::chrono::day(1)};
  return {static_cast<std::int32_t>(std::chrono::sys_days(date).time_since_epoch().count())};
}

char* Date::write(char* out) const {
  const auto date = civil(days);
  out = write_digits(out, static_cast<unsigned>(static_cast<int>(date.year())), 4);
  *out++ = '-';
  out = write_digits(out, static_cast<unsigned>(date.month()), 2);
  *out++ = '-';
  return write_digits(out, static_cast<unsigned>(date.day()), 2);
}

std::string Date::text() const {
  std::string text(10, '\0');
  write(text.data());
  return text;
}

Month Date::month() const {
  const auto date = civil(days);
  return {static_cast<int>(date.year()) * 12 +
          static_cast<std::int32_t>(static_cast<unsigned>(date.month())) - 1};
}

std::optional<Timestamp> Timestamp::parse(std::string_view text) {
  if (text.size() != 24 || text[10] != 'T' || text[13] != ':' || text[16] != ':' ||
      text[19] != '.' || text[23] != 'Z') {
    return std::nullopt;
  }
  const std::optional<Date> date = Date::parse(text.substr(0, 10));
  const int hour = digits<2>(text, 11);
  const int minute = digits<2>(text, 14);
  const int second = digits<2>(text, 17);
  const int ms = digits<3>(text, 20);
  if (!date || date->days < 0 || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 ||
      second > 59 || ms < 0) {
    return std::nullopt;
  }
  return Timestamp{date->days * kDayMs + ((hour * 60 + minute) * 60 + second) * 1000LL + ms};
}

char* Timestamp::write(char* out) const {
  out = Date{static_cast<std::int32_t>(ms / kDayMs)}.write(out);
  auto rest = static_cast<unsigned>(ms % kDayMs);
  *out++ = 'T';
  out = write_digits(out, rest / 3'600'000, 2);
  *out++ = ':';
  out = write_digits(out, rest / 60'000 % 60, 2);
  *out++ = ':';
  out = write_digits(out, rest / 1000 % 60, 2);
  *out++ = '.';
  out = write_digits(out, rest % 1000, 3);
  *out++ = 'Z';
  return out;
}

std::string Timestamp::text() const {
  std::string text(24, '\0');
  write(text.data());
  return text;
}

Date Timestamp::date(std::int32_t utc_offset_min) const {
  const std::int64_t local_ms = ms + utc_offset_min * 60'000LL;
  const std::int64_t days = local_ms / kDayMs - (local_ms % kDayMs < 0 ? 1 : 0);
  return {static_cast<std::int32_t>(std::min(days, kLastDay))};
}

Clock& system_clock() {
  static SystemClock clock;
  return clock;
}

}  // namespace mingzhang
