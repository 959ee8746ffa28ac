#include "audit/bundle_accounts.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace mingzhang::audit {
namespace {

/// By the type that the chart gives; a chart without the code leaves its first digit, which both
/// systems of accounts (2004, 2024) use alike.
AccountRoot root_of(const TableRow* row, const Id& code) {
  const std::string_view type = row != nullptr && row->type ? row->type->view() : "";
  if (type == "asset") return AccountRoot::Assets;
  if (type == "liability") return AccountRoot::Liabilities;
  if (type == "net_asset") return AccountRoot::Equity;
  if (type == "income") return AccountRoot::Income;
  if (type == "expense") return AccountRoot::Expenses;
  switch (code.empty() ? '\0' : code.view().front()) {
    case '1':
      return AccountRoot::Assets;
    case '2':
      return AccountRoot::Liabilities;
    case '4':
      return AccountRoot::Income;
    case '5':
      return AccountRoot::Expenses;
    default:
      return AccountRoot::Equity;
  }
}

std::string written_id(const Id& id) {
  std::string text;
  for (const char c : id.view()) {
    if (c == '_') {
      text += "X5F";
    } else if (c == '.') {
      text += "X2E";
    } else {
      text += c;
    }
  }
  return text;
}

/// Ideographs of the basic plane (U+3400 to U+4DBF, U+4E00 to U+9FFF), as UTF-8.
bool is_ideograph(std::string_view three) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(three[i]); };
  if (three.size() < 3 || (byte(0) & 0xF0U) != 0xE0U) return false;
  const unsigned code = (byte(0) & 0x0FU) << 12 | (byte(1) & 0x3FU) << 6 | (byte(2) & 0x3FU);
  return (code >= 0x3400 && code <= 0x4DBF) || (code >= 0x4E00 && code <= 0x9FFF);
}

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// What all three programs take; one '-' for the rest.
std::string written_title(std::string_view title) {
  std::string text;
  while (!title.empty()) {
    const std::size_t size = is_ideograph(title.substr(0, 3)) ? 3 : 1;
    if (size == 3 || is_letter_or_digit(title.front())) {
      text += title.substr(0, size);
    } else if (!text.empty() && text.back() != '-') {
      text += '-';
    }
    title.remove_prefix(size);
  }
  if (text.ends_with('-')) text.pop_back();
  return text;
}

BookAccount account_of(const Posting& posting, const Id& code, const State& state) {
  const TableRow* const row = state.tables.find(TableName::chart, posting.book_date, code.view());
  const std::string title =
      row != nullptr && row->title ? written_title(row->title->text) : std::string();
  return {root_of(row, code), code, title, posting.entity, posting.fund, posting.source};
}

using ByCode =
    std::map<std::tuple<Id, Id, std::optional<Id>, std::optional<mingzhang::Source>>, AccountSum>;

bool equal(const ByCode& left, const ByCode& right) {
  const auto same = [](const auto& a, const auto& b) {
    return a.first == b.first && a.second.debit == b.second.debit &&
           a.second.credit == b.second.credit;
  };
  return std::equal(left.begin(), left.end(), right.begin(), right.end(), same);
}

}  // namespace

std::string_view root_name(AccountRoot root) {
  constexpr std::array<std::string_view, 5> kNames{"Assets", "Liabilities", "Equity", "Income",
                                                   "Expenses"};
  return kNames.at(static_cast<std::size_t>(root));
}

std::string BookAccount::name() const {
  std::string text(root_name(root));
  // A code that begins with a letter gets a capital before it.
  const char first = code.empty() ? '0' : code.view().front();
  text += first >= '0' && first <= '9' ? ":" : ":C-";
  for (const char c : written_id(code)) text += c == '-' ? "X2D" : std::string(1, c);
  if (!title.empty()) text += "-" + title;
  text += ":E-" + written_id(entity);
  text += fund ? ":F-" + written_id(*fund) : ":NoFund";
  text += !source ? ":NoSource" : *source == mingzhang::Source::gov ? ":Gov" : ":Donation";
  return text;
}

BookAccounts::Sides BookAccounts::take(const Posting& posting, const State& state) {
  Sides sides{account_of(posting, posting.debit, state), account_of(posting, posting.credit, state),
              false, false};
  const auto [debit, new_debit] = sums_.try_emplace(sides.debit);
  debit->second.debit += posting.amount.fen();
  const auto [credit, new_credit] = sums_.try_emplace(sides.credit);
  credit->second.credit += posting.amount.fen();
  sides.new_debit = new_debit;
  sides.new_credit = new_credit;
  return sides;
}

bool BookAccounts::agree_with(const State& state) const {
  ByCode ours;
  ByCode books;
  for (const auto& [account, sum] : sums_) {
    AccountSum& one = ours[{account.entity, account.code, account.fund, account.source}];
    one.debit += sum.debit;
    one.credit += sum.credit;
  }
  for (const auto& [key, balance] : state.book_balances.all()) {
    AccountSum& one = books[{key.entity, key.code, key.fund, key.source}];
    one.debit += balance.debit.fen();
    one.credit += balance.credit.fen();
  }
  return equal(ours, books);
}

}  // namespace mingzhang::audit
