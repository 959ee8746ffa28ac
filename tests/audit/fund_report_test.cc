#include "audit/fund_report.h"

#include "audit/chart.h"
#include "audit/fund_report_page.h"
#include "tests/audit/audit_story.h"

namespace mingzhang::test {
namespace fund_report_test {

using testing::HasSubstr;
using testing::Not;

/// Some of everything: gifts, government money, aid by several paths, what came back, a refund, a
/// reversal, a change of purpose, a transfer.
AuditStory busy() {
  AuditStory story;
  const Seq gift = story.honest_gift(800_yuan);
  for (const char* const home : {"h2", "h3", "h4"}) story.write(household(Id(home)));
  story.helped("c1", "h1", 500_yuan);
  story.urgent_paid("u1", 900_yuan);
  story.grant(3000_yuan);
  story.small("c2", "h2", 700_yuan);
  story.write(story.own_payee("c2"));
  story.paid_today("c2", "b2", 700_yuan);
  story.write(
      sent_back("b2", "c2", 200_yuan).with([](AidReturned& body) { body.account = "treasury"; }));
  story.write_money(refund(gift, 1_yuan));
  story.write_money(new_purpose(gift, 2_yuan, {Id("illness"), PurposeType::cause}));
  story.write_money(reversal(story.honest_gift(44_yuan)));
  story.write_money(sending(10_yuan));
  return story;
}

audit::FundReporter reported(const Story& story, std::string_view from, std::string_view to,
                             const Id& only = {}) {
  audit::FundReporter reporter({day(from), day(to)}, only);
  show(story, reporter);
  return reporter;
}

std::int64_t closing(const audit::FundUse& use, Source source) {
  const auto it = use.sources.find(source);
  return it == use.sources.end() ? 0 : it->second.closing;
}

audit::Report sound_report() {
  audit::Report report;
  report.entries = 3;
  return report;
}

std::string page_of(const Story& story, const Id& only = {}) {
  const auto reporter = reported(story, "2026-01-01", "2026-12-31", only);
  audit::Examiner examiner({day("2026-12-31"), true});
  show(story, examiner);
  return audit::fund_report_html(sound_report(), reporter, examiner, only, true);
}

TEST(FundReport, AddsUpToWhatStateHas) {
  const AuditStory story = busy();
  const auto reporter = reported(story, "2026-01-01", "2026-12-31", "jinan");
  const audit::FundUse& use = *reporter.funds().front();
  EXPECT_TRUE(use.adds_up());
  for (const Source source : {Source::donation, Source::gov}) {
    std::int64_t fen = source == Source::gov ? use.held.fen : 0;
    std::int64_t pools = fen;
    for (const auto& [key, pool] : story.state.pools.all()) {
      if (key.fund == Id("jinan") && key.source == source) fen += pool.balance.fen();
    }
    for (const audit::PoolUse& pool : use.pools) {
      if (pool.source == source) pools += pool.closing;
    }
    EXPECT_EQ(closing(use, source), fen);
    EXPECT_EQ(pools, fen);
    EXPECT_EQ(use.sources.at(source).opening, 0);
  }
  EXPECT_EQ(use.held.fen, 20000);
  const audit::SourceUse& gov = use.sources.at(Source::gov);
  EXPECT_EQ(gov.flows.at(audit::FlowKind::injection).fen, 300000);
  EXPECT_EQ(gov.flows.at(audit::FlowKind::aid_returned).fen, 20000);
  EXPECT_EQ(use.sources.at(Source::donation).flows.at(audit::FlowKind::reversal).fen, 4400);
}

TEST(FundReport, GoesOnWhereThePeriodBeforeEnded) {
  AuditStory story = busy();
  story.pass_days(40);
  story.write(household("h9"));
  story.helped("c9", "h9", 300_yuan);
  const auto whole = reported(story, "2026-01-01", "2027-12-31");
  const auto first = reported(story, "2026-01-01", "2026-12-31");
  const auto second = reported(story, "2027-01-01", "2027-12-31");
  ASSERT_EQ(first.funds().size(), second.funds().size());
  for (std::size_t i = 0; i < first.funds().size(); ++i) {
    for (const auto& [source, use] : second.funds()[i]->sources) {
      EXPECT_EQ(use.opening, closing(*first.funds()[i], source));
      EXPECT_EQ(use.closing, closing(*whole.funds()[i], source));
      EXPECT_TRUE(use.adds_up());
    }
  }
}

TEST(FundReport, SaysWhenTheBooksDoNotAddUp) {
  const AuditStory story = busy();
  audit::FundReporter reporter({day("2026-01-01"), day("2026-12-31")}, "jinan");
  show(story, reporter,
       [](State& state) { state.pools.edit({"jinan", Source::donation, {}})->balance.add(1); });
  EXPECT_FALSE(reporter.funds().front()->adds_up());
  audit::Examiner examiner({});
  show(story, examiner);
  EXPECT_THAT(audit::fund_report_html(sound_report(), reporter, examiner, "jinan", true),
              HasSubstr("捐赠资金收支不平"));
}

TEST(FundReport, TellsAidByCauseAndByWhoDecided) {
  const AuditStory story = busy();
  const auto reporter = reported(story, "2026-01-01", "2026-12-31", "jinan");
  const audit::FundUse& use = *reporter.funds().front();
  const audit::AidUse& accident = use.causes.at("accident");
  EXPECT_EQ(accident.paid.fen, 50000 + 70000 - 20000 + 90000);
  EXPECT_EQ(accident.paid.count, 3U);
  EXPECT_EQ(accident.households.size(), 2U);
  EXPECT_EQ(use.paths.at(audit::AwardPath::county).paid.fen, 50000);
  EXPECT_EQ(use.paths.at(audit::AwardPath::township).paid.fen, 50000);
  EXPECT_EQ(use.paths.at(audit::AwardPath::urgent).paid.fen, 90000);
  EXPECT_EQ(use.counties.at("370113").paid.fen, accident.paid.fen);
}

TEST(FundReport, ListsLargeAwardsAndUrgentAid) {
  AuditStory story;
  story.gift(50000_yuan);
  const Seq urgent = story.urgent_paid("u1");
  story.pass_days(8);
  story.ratified("u1", ratification("u1"));
  story.write(household("h2"));
  story.asked("c1", "h2", 20001_yuan);
  story.write(review("c1", 20001_yuan));
  const Seq large =
      story.write(story.proposed(approval("c1", 20001_yuan), "approver", "approver2"));
  const auto reporter = reported(story, "2026-01-01", "2026-12-31", "jinan");
  const audit::FundUse& use = *reporter.funds().front();
  ASSERT_EQ(use.large.size(), 1U);
  EXPECT_EQ(use.large[0].seq, large);
  EXPECT_EQ(use.large[0].path, audit::AwardPath::two);
  ASSERT_EQ(use.urgent.size(), 1U);
  EXPECT_EQ(use.urgent[0].seq, urgent);
  EXPECT_EQ(use.urgent[0].due, day("2026-11-30"));
  EXPECT_EQ(use.urgent[0].end, audit::UrgentEnd::late);
}

TEST(FundReport, TellsVillagesOfFewHouseholdsTogether) {
  AuditStory story = busy();
  const std::string village(kVillage);
  EXPECT_THAT(page_of(story, "jinan"), HasSubstr("其他1个村（各不足3户）"));
  story.helped("c4", "h4", 100_yuan);
  const std::string page = page_of(story, "jinan");
  EXPECT_THAT(page, Not(HasSubstr("其他1个村")));
  EXPECT_THAT(page, HasSubstr("某村"));
}

TEST(FundReport, HasNobodysIdInIt) {
  const std::string page = page_of(busy());
  for (const char* const id : {"s.h1a", "a.h1", ">h1<", ">c1<", "cashier", "reviewer2"}) {
    EXPECT_THAT(page, Not(HasSubstr(id)));
  }
}

TEST(FundReport, EscapesWhatTitlesSay) {
  AuditStory story;
  const std::string hostile = R"(<script>alert("1")</script>&'救助)";
  story.write_by_two(
      fund("evil", "jinan", "370100").with([&](FundOpened& body) { body.title = {hostile}; }));
  const Seq gift = story.write(donation(5_yuan).in("evil"));
  story.write(confirmation(gift, gift, 1, 5_yuan).in("evil"));
  const std::string page = page_of(story);
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, HasSubstr("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;救助"));
  EXPECT_THAT(audit::bar_chart(hostile, hostile, {{hostile, 1}}), Not(HasSubstr("<script")));
}

TEST(FundReport, NeedsNothingFromOutside) {
  const std::string page = page_of(busy());
  EXPECT_THAT(page, HasSubstr("default-src 'none'; style-src 'sha256-"));
  for (const char* const sign : {"<link", "<img", " style=", "url(", "@import", "javascript:"}) {
    EXPECT_THAT(page, Not(HasSubstr(sign)));
  }
  EXPECT_THAT(page, Not(testing::ContainsRegex("<[^>]* on[a-z]+=")));
  EXPECT_THAT(page, HasSubstr("<svg viewBox"));
  EXPECT_THAT(page, HasSubstr("<desc>"));
}

TEST(Chart, ScalesWithIntegersUpToTheLargestSum) {
  const std::string chart = audit::bar_chart("t", "d", {{"all", Total::kSaturated}, {"one", 1}});
  EXPECT_THAT(chart, HasSubstr("width=\"220\""));
  EXPECT_THAT(chart, HasSubstr("width=\"1\"")) << "what is not nothing is seen";
}

}  // namespace fund_report_test
}  // namespace mingzhang::test
