#include "ledger/fund/journal.h"

#include "ledger/fund/kinds/common.h"

namespace mingzhang {

std::optional<Id> code_for(const State& state, Date day, std::string_view use) {
  const TableRow* const row = state.tables.find(TableName::chart_map, day, use);
  return row == nullptr ? std::nullopt : row->code;
}

std::string account_use(const State& state, const Id& id) {
  const Account* const account = state.accounts.find(id);
  return account == nullptr ? "" : "account_" + std::string(name_of(account->type));
}

std::string aid_use(const Case& request) { return "aid_" + request.cause.str(); }

bool can_book(const State& state, const Booking& booking) {
  return code_for(state, booking.book_date, booking.debit) &&
         code_for(state, booking.book_date, booking.credit);
}

void book(const State& state, const Entry& entry, const Id& entity, const Booking& booking,
          Effects& effects) {
  const std::optional<Id> debit = code_for(state, booking.book_date, booking.debit);
  const std::optional<Id> credit = code_for(state, booking.book_date, booking.credit);
  const Result<Money> amount = Money::of_fen(booking.fen);
  if (!debit || !credit || !amount || booking.fen <= 0) return;
  Posting posting;
  posting.entity = entity;
  if (!entry.fund.empty()) posting.fund = entry.fund;
  posting.source = booking.source;
  posting.purpose = booking.purpose;
  posting.book_date = booking.book_date;
  posting.debit = *debit;
  posting.credit = *credit;
  posting.amount = *amount;
  posting.account = booking.account;
  posting.origin = entry.seq;
  effects.postings.push_back(posting);
}

void post_held_back(const State& state, const Case& before, const Entry& entry, Effects& effects) {
  const Fund* const fund = state.funds.find(before.fund);
  const Entity* const entity = fund == nullptr ? nullptr : state.entities.find(fund->entity);
  if (entity == nullptr || !before.held) return;
  const Date day = default_book_date(*entity, state.business_date(entry.time));
  for (const Piece& piece : before.held->items) {
    book(state, entry, fund->entity,
         {std::string(kReturnedUse),
          aid_use(before),
          piece.fen(),
          day,
          piece.source,
          piece.purpose,
          {}},
         effects);
  }
}

std::optional<IncomeCodes> income_codes(const State& state, const Income& income) {
  const Account* const account = state.accounts.find(income.account);
  if (account == nullptr) return std::nullopt;
  const auto money =
      code_for(state, income.book_date, "account_" + std::string(name_of(account->type)));
  const auto earned =
      code_for(state, income.book_date, "income_" + std::string(name_of(income.source)));
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

void post_income(const Income& income, const IncomeCodes& codes, const Id& entity,
                 Effects& effects) {
  Posting& posting = effects.postings.emplace_back();
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
}

}  // namespace mingzhang
