#pragma once

#include "tests/fund/aid_acts.h"

/// What people do with money that is not aid: they send it on, move it, and mend what was wrong.
namespace mingzhang::test {

/// To the county's fund.
inline Act<TransferSent> sending(Money amount) {
  TransferSent body;
  body.account = "bank";
  body.amount = amount;
  body.to_entity = "changqing";
  body.to_fund = "changqing";
  body.value_date = day("2026-11-22");
  return {"cashier", "jinan", body};
}

/// The county's fund has it.
inline Act<TransferReceived> arrival(Seq sent, Money amount) {
  TransferReceived body;
  body.account = "cq.bank";
  body.amount = amount;
  body.sent = sent;
  body.value_date = day("2026-11-23");
  return {"cq.cashier", "changqing", body};
}

inline Act<MoneyMoved> moving(Money amount, const Id& from = "bank", const Id& to = "cash") {
  MoneyMoved body;
  body.amount = amount;
  body.entity = "jinan";
  body.from_account = from;
  body.to_account = to;
  body.value_date = day("2026-11-22");
  return {"cashier", {}, body};
}

inline Act<PeriodClosed> closing(std::string_view period, const Id& entity = "jinan") {
  return {"bookkeeper", {}, PeriodClosed{entity, month(period)}};
}

inline Act<EntryReversed> reversal(Seq income) {
  EntryReversed body;
  body.entry = income;
  body.reason = "wrong_amount";
  return {"cashier", "jinan", body};
}

inline Act<DonationRefunded> refund(Seq gift, Money amount) {
  DonationRefunded body;
  body.account = "bank";
  body.amount = amount;
  body.donation = gift;
  body.reason = "wrong_amount";
  body.value_date = day("2026-11-22");
  return {"cashier", "jinan", body};
}

inline Act<PurposeChanged> new_purpose(Seq income, Money amount, const Purpose& purpose) {
  PurposeChanged body;
  body.amount = amount;
  body.income = income;
  body.purpose = purpose;
  return {"cashier", "jinan", body};
}

/// Closes every month of the entity before `until`, in order.
inline void close_until(Story& story, std::string_view until, const Id& entity = "jinan") {
  for (Month next = story.state.entities.find(entity)->open_from; next < month(until);
       ++next.count) {
    story.write(closing(next.text(), entity));
  }
}

}  // namespace mingzhang::test
