#include "audit/examine.h"

#include "tests/audit/audit_story.h"

namespace mingzhang::test {
namespace examine_test {

using audit::Sign;
using Lists = std::vector<std::vector<Seq>>;

/// The doubts of one sign, as of a day so many after the story's today.
Lists found(const Story& story, Sign sign, std::int32_t days_later = 0) {
  const Date day = story.state.business_date(story.now).plus_days(days_later);
  return found_in(story, {day})[sign];
}

std::string names(const Found& found) {
  std::string text;
  for (const auto& [sign, lists] : found) text += std::string(spec_of(sign).name) + " ";
  return text;
}

void expect_only(const Story& story, Sign sign, const std::vector<Seq>& entries) {
  const Lists lists = found(story, sign);
  ASSERT_EQ(lists.size(), 1U) << spec_of(sign).name;
  EXPECT_EQ(lists.front(), entries) << spec_of(sign).name;
}

TEST(Examine, FindsNothingInAnHonestYear) {
  AuditStory year;
  for (int i = 0; i < 12; ++i) {
    const Id home("home" + std::to_string(i));
    year.honest_gift(3000_yuan);
    year.write(household(home));
    year.helped(Id("y" + std::to_string(i)), home, i % 3 == 0 ? 2500_yuan : 1200_yuan);
    const Seq sent = year.write_money(
        sending(10_yuan).with([&](TransferSent& body) { body.value_date = year.today(); }));
    year.pass_days(3);
    const Seq here = year.write(arrival(sent, 10_yuan).with([&](TransferReceived& body) {
      body.value_date = year.today();
    }));
    year.write(confirmation(here, here, 1, 10_yuan).in("changqing").by("cq.bookkeeper"));
    year.pass_days(23);
  }
  // True: the story's first gift names nobody; and the county has not helped anybody yet, which
  // half a year makes a doubt.
  EXPECT_EQ(names(found_in(year)), "giver_missing pool_idle ");
  EXPECT_EQ(names(found_in(year, {std::nullopt, false, 24})), "giver_missing ");
}

TEST(Examine, FindsUrgentAidThatIsOverdue) {
  AuditStory story;
  const Seq award = story.urgent_paid("u1");
  EXPECT_TRUE(found(story, Sign::urgent_overdue, 7).empty())
      << "Monday to Monday, five working days";
  EXPECT_EQ(found(story, Sign::urgent_overdue, 8), (Lists{{award}}));
}

TEST(Examine, FindsUrgentAidThatWasRatifiedLate) {
  AuditStory story;
  const Seq award = story.urgent_paid("u1");
  AuditStory in_time = story;
  in_time.pass_days(7);
  in_time.ratified("u1", ratification("u1"));
  EXPECT_TRUE(found(in_time, Sign::urgent_late).empty());
  story.pass_days(8);
  const Seq late = story.ratified("u1", ratification("u1"));
  expect_only(story, Sign::urgent_late, {award, late});
}

TEST(Examine, FindsUrgentAidThatWasNotRatifiedAndNotRecovered) {
  AuditStory story;
  const Seq award = story.urgent_paid("u1");
  const Seq refused = story.ratified("u1", no_ratification("u1"));
  expect_only(story, Sign::urgent_not_ratified, {award, refused});
}

TEST(Examine, FindsANeedThatWasSplit) {
  AuditStory story;
  story.gift(5000_yuan);
  const Seq first = story.small("c1", "h1", 1100_yuan);
  EXPECT_TRUE(found(story, Sign::split_household).empty());
  const Seq second = story.small("c2", "h1", 901_yuan);
  expect_only(story, Sign::split_household, {first, second});
  expect_only(story, Sign::aided_again, {first, second});
}

TEST(Examine, FindsAmountsJustUnderALimit) {
  AuditStory story;
  std::vector<Seq> awards;
  for (const Money amount : {1900_yuan, 2000_yuan, 1950_yuan}) {
    EXPECT_TRUE(found(story, Sign::just_under_limit).empty());
    const std::string name = "j" + std::to_string(awards.size());
    story.write(household(Id("h" + name)));
    awards.push_back(story.small(Id(name), Id("h" + name), amount));
    if (awards.size() == 1) {
      story.write(household("hk"));
      story.small("k", "hk", 189999_fen);  // Below 95 percent.
    }
  }
  expect_only(story, Sign::just_under_limit, awards);
}

TEST(Examine, FindsAHouseholdAidedByTwoFunds) {
  AuditStory story;
  const Seq sent = story.write_money(sending(2000_yuan));
  const Seq here = story.write(arrival(sent, 2000_yuan));
  story.write(confirmation(here, here, 1, 2000_yuan).in("changqing").by("cq.bookkeeper"));
  const Seq city = story.granted("c1", "h1", 1000_yuan);
  EXPECT_TRUE(found(story, Sign::aided_by_two_funds).empty());
  story.write_by_two(enrolment("cq.worker", {{Duty::caseworker}}, "changqing"));
  story.write_by_two(enrolment("cq.reviewer", {{Duty::reviewer}}, "changqing"));
  story.write(request("c2", "h1").in("changqing").by("cq.worker").with([](CaseOpened& body) {
    body.event_date = day("2026-11-11");
  }));
  story.write(survey("c2").in("changqing").by("cq.worker").with([](CaseSurveyed& body) {
    body.surveyors.items = {"cq.worker", "cq.reviewer"};
  }));
  story.write(review("c2").in("changqing").by("cq.reviewer"));
  const Seq county = story.write(approval("c2").in("changqing"));
  expect_only(story, Sign::aided_by_two_funds, {city, county});
}

TEST(Examine, FindsOnePersonInTwoHouseholds) {
  AuditStory story;
  story.write(household("h2").with(
      [](HouseholdRegistered& body) { body.members.items[1].person = Id("s.h1b"); }));
  const Seq first = story.granted("c1", "h1", 1000_yuan);
  const Seq second = story.granted("c2", "h2", 1000_yuan);
  expect_only(story, Sign::member_of_two_households, {first, second});
}

TEST(Examine, FindsWhatIsWrongWithAPayee) {
  AuditStory story;
  story.write(household("h2"));
  story.write(household("h3"));
  for (const auto& [id, home] :
       {std::pair("c1", "h1"), std::pair("c2", "h2"), std::pair("c3", "h3")}) {
    story.granted(Id(id), Id(home), 500_yuan);
  }
  const Seq own = story.write(story.own_payee("c1"));
  EXPECT_EQ(names(found_in(story)), "giver_missing ");
  const Seq shared = story.write(story.own_payee("c2").with([](PayeeSet& body) {
    body.account_tag = "a.h1";
    body.holder = "s.h1a";
  }));
  expect_only(story, Sign::account_shared, {own, shared});
  expect_only(story, Sign::holder_shared, {own, shared});
  expect_only(story, Sign::payee_outside, {shared});
  const Seq staff = story.write(story.own_payee("c3").with([](PayeeSet& body) {
    body.holder = subject("cashier");
    body.type = PayeeType::guardian;
  }));
  expect_only(story, Sign::payee_is_staff, {staff});
  expect_only(story, Sign::payee_unproved, {staff});
}

TEST(Examine, LeavesInstitutionsThatServeMany) {
  AuditStory story;
  story.write(household("h2"));
  for (const auto& [id, home] : {std::pair("c1", "h1"), std::pair("c2", "h2")}) {
    story.granted(Id(id), Id(home), 500_yuan);
    story.write(payee(Id(id)).with([](PayeeSet& body) {
      body.account_tag = "a.hospital";
      body.docs = Docs{{doc("payee_authority")}};
      body.holder = "hospital1";
      body.type = PayeeType::hospital;
    }));
  }
  EXPECT_EQ(names(found_in(story)), "giver_missing ");
}

TEST(Examine, FindsAPayeeWhoHadLeft) {
  AuditStory story;
  story.granted("c1", "h1", 500_yuan);
  story.write(story.own_payee("c1"));
  story.write(household_change("h1").with(
      [](HouseholdChanged& body) { body.members.items[0].person = Id("s.h1b"); }));
  const Seq payment = story.paid_today("c1", "b1", 500_yuan);
  expect_only(story, Sign::payee_left, {payment});
}

TEST(Examine, FindsMembersWhoAreNotOnFile) {
  AuditStory story;
  story.write(request("c1", "h1"));
  const Seq seq = story.write(survey("c1").with([](CaseSurveyed& body) { body.members = 3; }));
  expect_only(story, Sign::members_above_register, {seq});
}

TEST(Examine, FindsNoticesThatAreMissingOrTooShort) {
  AuditStory story;
  story.write(household("h2"));
  story.asked("c1", "h1", 500_yuan, false);
  const Seq missing = story.write(approval("c1", 500_yuan).by("reviewer2"));
  expect_only(story, Sign::notice_missing, {missing});
  EXPECT_TRUE(found(story, Sign::notice_short).empty());
  story.asked("c2", "h2", 500_yuan);
  story.write(survey("c2").with([&](CaseSurveyed& body) {
    body.date = story.today().plus_days(-2);
    body.round = 2;
  }));
  const Seq early = story.write(approval("c2", 500_yuan).by("reviewer2"));
  expect_only(story, Sign::notice_short, {early});
  EXPECT_EQ(found(story, Sign::notice_missing), (Lists{{missing}}));
}

TEST(Examine, FindsReturnsThatLieOrAreSentAgainUnchanged) {
  AuditStory story;
  story.granted("c1", "h1", 500_yuan);
  story.write(story.own_payee("c1"));
  story.paid_today("c1", "b1", 500_yuan);
  const Seq back = story.write(sent_back("b1", "c1", 500_yuan));
  EXPECT_TRUE(found(story, Sign::return_held, 30).empty());
  EXPECT_EQ(found(story, Sign::return_held, 31), (Lists{{back}}));
  const Seq again = story.paid_today("c1", "b2", 500_yuan);
  EXPECT_TRUE(found(story, Sign::return_held, 31).empty());
  expect_only(story, Sign::resent_unchanged, {back, again});
}

TEST(Examine, FindsABankReferenceUsedForTwoBatches) {
  AuditStory story;
  story.granted("c1", "h1", 500_yuan);
  story.write(story.own_payee("c1"));
  std::vector<Seq> payments;
  for (const Id list : {Id("b1"), Id("b2")}) {
    story.write(batch(list, "c1", 250_yuan));
    story.write(releasing(list));
    payments.push_back(story.write(payment(list, "c1", 250_yuan).with([&](AidPaid& body) {
      body.bank_ref = Number("BANK-77");
      body.value_date = story.today();
    })));
  }
  expect_only(story, Sign::bank_ref_reused, payments);
}

TEST(Examine, FindsGiftsOfNobodyAndReceiptsThatStand) {
  AuditStory story;
  const Seq nobody = found(story, Sign::giver_missing).at(0).at(0);
  EXPECT_EQ(story.entries.at(nobody).kind, &kinds::donation_received());
  const Seq gift = story.write(donation(100_yuan).with([](DonationReceived& body) {
    body.donor = "d1";
    body.receipt_wanted.on = true;
  }));
  story.write(confirmation(gift, gift, 1, 100_yuan));
  const Seq seq = story.write_money(refund(gift, 1_yuan));
  story.write_money(
      refund(gift, 2_yuan).with([](DonationRefunded& body) { body.receipt_voided.on = true; }));
  expect_only(story, Sign::receipt_not_voided, {gift, seq});
  expect_only(story, Sign::giver_missing, {nobody});
}

TEST(Examine, FindsAPurposeThatWasChangedWithoutAPaper) {
  AuditStory story;
  const Seq gift = story.honest_gift(100_yuan);
  const Seq seq =
      story.write_money(new_purpose(gift, 50_yuan, {Id("accident"), PurposeType::cause}));
  expect_only(story, Sign::purpose_changed_unproved, {gift, seq});
}

TEST(Examine, FindsWhatWasEnteredLate) {
  AuditStory story;
  const auto dated = [](std::string_view text) {
    return donation(5_yuan).with([&](DonationReceived& body) {
      body.anonymous.on = true;
      body.value_date = day(text);
    });
  };
  story.write(dated("2026-10-23"));  // 31 days.
  EXPECT_TRUE(found(story, Sign::entered_late).empty());
  const Seq first = story.write(dated("2026-10-22"));
  const Seq second = story.write(dated("2026-10-01"));
  expect_only(story, Sign::entered_late, {first, second});
  close_until(story, "2026-11");
  EXPECT_TRUE(found(story, Sign::value_in_closed_month).empty());
  const Seq closed = story.write(dated("2026-10-31"));
  expect_only(story, Sign::value_in_closed_month, {closed});
}

TEST(Examine, FindsTransfersOnOneSideOnly) {
  AuditStory story;
  const Seq sent = story.write_money(sending(100_yuan));
  EXPECT_TRUE(found(story, Sign::transfer_not_received, 10).empty());
  EXPECT_EQ(found(story, Sign::transfer_not_received, 11), (Lists{{sent}}));
  const Seq other = story.write(arrival(sent, 100_yuan).with([](TransferReceived& body) {
    body.purpose = {Id("accident"), PurposeType::cause};
  }));
  EXPECT_TRUE(found(story, Sign::transfer_not_received, 11).empty());
  expect_only(story, Sign::transfer_purpose_lost, {sent, other});
  const Seq alone =
      story.write(arrival(0, 7_yuan).with([](TransferReceived& body) { body.sent.reset(); }));
  expect_only(story, Sign::transfer_not_sent, {alone});
}

TEST(Examine, FindsMoneyThatLiesIdle) {
  AuditStory story;
  const Seq first = story.entries.size();
  story.honest_gift(100_yuan, {Id(kVillage), PurposeType::village});
  const auto months_later = [&](int months) {
    return found_in(story, {audit::ExamineOptions{day("2027-05-23"), false, months}});
  };
  // The story's first money, of no purpose, came on the same day.
  EXPECT_TRUE(months_later(6)[Sign::pool_idle].empty());
  EXPECT_EQ(months_later(5)[Sign::pool_idle].size(), 2U);
  story.granted("c1", "h1", 500_yuan);
  story.write(story.own_payee("c1"));
  const Seq payment = story.paid_today("c1", "b1", 500_yuan);
  const Lists idle = found(story, Sign::pool_idle, 400);
  ASSERT_EQ(idle.size(), 1U) << "the village's is spent";
  EXPECT_EQ(idle.front(), std::vector<Seq>{payment});
  EXPECT_LT(first, payment);
}

TEST(Examine, FindsBooksThatAreNotWhatTheEntriesSay) {
  AuditStory story;
  story.helped("c1", "h1", 500_yuan);
  audit::Examiner sound({});
  show(story, sound);
  EXPECT_EQ(names(found_by(sound)), "giver_missing ");
  audit::Examiner bent({});
  show(story, bent, [](State& state) {
    state.pools.edit({"jinan", Source::donation, {}})->balance.add(-1);
    Numbering numbering = state.numbering.all().begin()->second;
    numbering.last = numbering.last.value + 1;
    state.numbering.put(numbering);
  });
  EXPECT_EQ(names(found_by(bent)), "balance_differs numbers_differ giver_missing ");
  EXPECT_EQ(bent.doubts().kept().front().fen, 1);
}

TEST(Examine, LooksNoFurtherThanItsDay) {
  AuditStory story;
  const Date before = story.today();
  story.pass_days(1);
  story.write(donation(1_yuan));
  EXPECT_EQ(found_in(story, {before})[Sign::giver_missing].size(), 1U);
  EXPECT_EQ(found_in(story)[Sign::giver_missing].size(), 2U);
}

TEST(DoubtTable, NamesOnlyWhatVerifyCanFind) {
  std::set<std::string, std::less<>> known;
  for (int i = 0; i < 12; ++i) {
    known.emplace(audit::damage_name(static_cast<audit::Damage>(i)));
  }
#define MZ_REFUSAL(code, ...) known.emplace(#code);
#include "ledger/base/refusals.def"
#undef MZ_REFUSAL
  ASSERT_EQ(audit::doubt_specs().size(), 27U);
  for (const audit::DoubtSpec& spec : audit::doubt_specs()) {
    std::string_view rest = spec.rules;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      EXPECT_TRUE(known.contains(rest.substr(0, end))) << spec.name << " " << rest;
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    const bool examined = std::ranges::any_of(
        audit::sign_specs(), [&](const auto& sign) { return &spec_of(sign.doubt) == &spec; });
    EXPECT_TRUE(examined || !spec.rules.empty() || !spec.open.en.empty()) << spec.name;
  }
}

TEST(DoubtText, SaysWhatAndWhereAndWhatNext) {
  AuditStory story;
  const Seq award = story.urgent_paid("u1");
  audit::Examiner examiner({story.today().plus_days(8)});
  show(story, examiner);
  const std::string text = to_text(examiner.doubts().kept().front(), true);
  EXPECT_THAT(text, testing::HasSubstr("[A10 urgent_overdue] 先行救助超过期限仍未补办手续"));
  EXPECT_THAT(text, testing::HasSubstr("账序号：" + std::to_string(award)));
  EXPECT_THAT(text, testing::HasSubstr("金额（元）：1,000.00"));
  EXPECT_THAT(text, testing::HasSubstr("期限：2026-11-30"));
  EXPECT_THAT(text, testing::HasSubstr("社会救助暂行办法第四十八条"));
}

}  // namespace examine_test
}  // namespace mingzhang::test
