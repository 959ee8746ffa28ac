#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "ledger/fund/codec.h"

/// The words that entries, the API and the tables share (docs/glossary.md).
namespace mingzhang {

/// Where money comes from; the two are never mixed (design §7.6).
enum class Source : unsigned char { donation, gov };
template <>
struct EnumNames<Source> {
  static constexpr std::array<std::string_view, 2> names{"donation", "gov"};
};

/// What a gift is for: exactly one of these (design §7.6).
enum class PurposeType : unsigned char { campaign, cause, county, none, village };
template <>
struct EnumNames<PurposeType> {
  static constexpr std::array<std::string_view, 5> names{"campaign", "cause", "county", "none",
                                                         "village"};
};

/// `code` is absent exactly when the type is `none`.
struct Purpose {
  std::optional<Id> code;
  PurposeType type = PurposeType::none;

  static constexpr auto fields() {
    return std::tuple(field("code", &Purpose::code), field("type", &Purpose::type));
  }
  auto operator<=>(const Purpose&) const = default;
};

enum class AccountType : unsigned char { bank, cash, channel, floating, store, treasury };
template <>
struct EnumNames<AccountType> {
  static constexpr std::array<std::string_view, 6> names{"bank",  "cash",  "channel",
                                                         "float", "store", "treasury"};
};

enum class Level : unsigned char { city, county };
template <>
struct EnumNames<Level> {
  static constexpr std::array<std::string_view, 2> names{"city", "county"};
};

/// What a person may do (design §1).
enum class Duty : unsigned char {
  administrator,
  approver,
  auditor,
  bookkeeper,
  caseworker,
  cashier,
  responsible,
  reviewer,
};
template <>
struct EnumNames<Duty> {
  static constexpr std::array<std::string_view, 8> names{"administrator", "approver",   "auditor",
                                                         "bookkeeper",    "caseworker", "cashier",
                                                         "responsible",   "reviewer"};
};

/// A set of duties.
class Duties {
 public:
  constexpr Duties() = default;
  constexpr Duties(std::initializer_list<Duty> duties) {
    for (const Duty duty : duties) bits_ |= bit(duty);
  }

  constexpr bool has(Duty duty) const { return (bits_ & bit(duty)) != 0; }
  constexpr bool meets(Duties other) const { return (bits_ & other.bits_) != 0; }
  constexpr Duties with(Duty duty) const {
    Duties more = *this;
    more.bits_ |= bit(duty);
    return more;
  }
  constexpr bool empty() const { return bits_ == 0; }
  constexpr bool single() const { return (bits_ & (bits_ - 1)) == 0 && bits_ != 0; }
  constexpr bool operator==(const Duties&) const = default;

 private:
  static constexpr unsigned bit(Duty duty) { return 1U << static_cast<unsigned>(duty); }

  unsigned bits_ = 0;
};

/// The actor of what falls due by itself.
inline const Id kSystemActor{"system"};

/// A document number in ASCII; a Chinese one is a private detail (design §4).
using Number = ShortText<64>;

}  // namespace mingzhang
