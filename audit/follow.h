#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/trace.h"
#include "terminal/language.h"

/// `mingzhang-audit follow`: what a sum of money was spent on, or whose it was.
namespace mingzhang::audit {

/// A gift as its receipt names it: FUND/YEAR/NUMBER.
struct GiftNumber {
  Id fund;
  std::int64_t year = 0;
  std::int64_t number = 0;
};

/// What is asked about: exactly one of the three.
struct Question {
  std::optional<Seq> seq;
  std::optional<GiftNumber> gift;
  std::optional<Id> case_id;
};

/// Reads "57", "jinan/2026/3", "c1", and "case:57" for a case whose name is a number. None for
/// anything else.
std::optional<Question> parse_question(std::string_view what);

/// The entry that is asked about: itself, or the gift with that number. None when the question is a
/// case, or no gift has the number. Errors: StoreError.
std::optional<Seq> entry_asked(store::Rows& rows, const Question& question);

/// The question has no answer: an entry that moves no money.
class NothingToFollow : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Followed {
  std::optional<Seq> seq;
  const Kind* kind = nullptr;  ///< Null when the entry cannot be read.
  std::optional<GiftNumber> gift;
  Id case_id;
  std::vector<Trace> traces;
  std::optional<Company> company;  ///< Of a gift.
  std::vector<RowDamage> damages;  ///< Of all traces.

  bool holds() const { return damages.empty(); }
};

/// Answers from one snapshot. Errors: NothingToFollow; std::runtime_error when there is no such
/// entry, gift or case; StoreError.
Followed follow(store::Rows& rows, const Question& question);

/// For people; amounts in yuan.
std::string to_text(const Followed& followed, Language language);
/// One JSON object; amounts in fen (docs/format.md, "Following money").
std::string to_json(const Followed& followed);

}  // namespace mingzhang::audit
