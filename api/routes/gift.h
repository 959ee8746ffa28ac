#pragma once

#include <optional>
#include <string>

#include "api/routes/json.h"
#include "api/routes/office.h"

namespace mingzhang::routes {

/// Where a gift stands: two people may have reversed one that was confirmed.
enum class Standing : unsigned char { cancelled, confirmed, reversed, unconfirmed };

}  // namespace mingzhang::routes

namespace mingzhang {
template <>
struct EnumNames<routes::Standing> {
  static constexpr std::array<std::string_view, 4> names{"cancelled", "confirmed", "reversed",
                                                         "unconfirmed"};
};
}  // namespace mingzhang

namespace mingzhang::routes {

/// A gift as it is stored, with its leaf hash.
struct Gift {
  Entry entry;
  Hash leaf;
};

/// The gift of this sequence number; none when the entry is not there or is no gift.
std::optional<Gift> find_gift(store::Rows& rows, Seq seq);
/// Where it stands. Pre: it is a gift.
Standing standing_of(const Office& office, store::Rows& rows, const Entry& gift);
/// Whether it was confirmed once, so that its money can be followed.
constexpr bool was_confirmed(Standing standing) {
  return standing == Standing::confirmed || standing == Standing::reversed;
}
/// Its register number (登记号), "2026-12": the year, and a number within fund and year.
std::optional<std::string> register_number(const Office& office, store::Rows& rows,
                                           const Entry& gift);
/// The gift of a fund with a register number.
std::optional<Gift> find_registered(store::Rows& rows, const Fund& fund, std::int64_t year,
                                    std::int64_t number);
/// The members that every answer about a gift has.
void add_gift(JsonText& json, const Office& office, store::Rows& rows, const Gift& gift);

/// The incomes that ever had a reference, the newest first. The reference is compared in full.
std::vector<Seq> incomes_of_ref(store::Rows& rows, std::string_view ref);

}  // namespace mingzhang::routes
