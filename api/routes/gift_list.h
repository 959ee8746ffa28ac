#pragma once

#include "api/routes/gift.h"

namespace mingzhang::routes {

/// What a list of gifts is narrowed to.
struct GiftFilter {
  Seq end = 0;  ///< Only gifts before this one.
  std::size_t limit = kPageItems;
  std::optional<Id> fund;
  std::optional<Id> account;
  std::optional<Id> channel;
  std::optional<Id> import;
  std::optional<Standing> standing;
  std::optional<Ref> ref;
  std::optional<Date> from;  ///< Of value dates, both included.
  std::optional<Date> to;
  std::int64_t amount_from = 0;  ///< Fen, both included.
  std::int64_t amount_to = kIntMax;

  /// All but the standing, which the entry does not say.
  bool takes(const Entry& gift) const;
  /// As much of it as State knows of an unconfirmed income.
  bool may_take(const Income& income) const;
};

/// From a call's query; `size` of the ledger. Errors: as page_limit, fund_option; number_malformed,
/// text_malformed, text_too_long, date_malformed, value_unknown.
Result<GiftFilter> gift_filter(const Office& office, const Call& call, Seq size);

/// A page of gifts, from the newest down: {"items": […], "next": …}.
std::string gift_page(const Office& office, const Call& call, store::Rows& rows,
                      const GiftFilter& filter);

}  // namespace mingzhang::routes
