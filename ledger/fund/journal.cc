#include "ledger/fund/journal.h"

namespace mingzhang {
namespace {

std::optional<Id> code_of(const State& state, Date day, std::string_view use) {
  const TableRow* const row = state.tables.find(TableName::chart_map, day, use);
  return row == nullptr ? std::nullopt : row->code;
}

}  // namespace

std::optional<IncomeCodes> income_codes(const State& state, const Income& income) {
  const Account* const account = state.accounts.find(income.account);
  if (account == nullptr) return std::nullopt;
  const auto money =
      code_of(state, income.book_date, "account_" + std::string(name_of(account->type)));
  const auto earned =
      code_of(state, income.book_date, "income_" + std::string(name_of(income.source)));
  if (!money || !earned) return std::nullopt;
  return IncomeCodes{*money, *earned};
}

const std::optional<IncomeCodes>& IncomeCodeFinder::of(const Income& income) {
  const bool alike = known_ && account_ == income.account && source_ == income.source &&
                     book_date_ == income.book_date;
  if (!alike) {
    known_ = true;
    account_ = income.account;
    source_ = income.source;
    book_date_ = income.book_date;
    codes_ = income_codes(state_, income);
  }
  return codes_;
}

Posting income_posting(const Income& income, const IncomeCodes& codes, const Id& entity) {
  Posting posting;
  posting.entity = entity;
  posting.fund = income.fund;
  posting.source = income.source;
  posting.purpose = income.purpose;
  posting.book_date = income.book_date;
  posting.debit = codes.account;
  posting.credit = codes.income;
  posting.amount = income.amount;
  posting.account = income.account;
  posting.channel = income.channel.value_or(Id());
  posting.origin = income.seq;
  return posting;
}

}  // namespace mingzhang
