#include "api/routes/gift_list.h"

#include "api/acts/receipt_code.h"
#include "tests/fund/money_acts.h"
#include "tests/routes/office_desk.h"

namespace mingzhang::test {
namespace gift_list_test {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

/// A gift by WeChat, with a reference of its own.
Act<DonationReceived> by_wechat(int number, Money amount, std::string_view date = "2026-11-20") {
  return donation(amount).with([&](DonationReceived& body) {
    body.account = Id("wechat");
    body.channel = Id("wechat");
    body.ref = Ref("wechat:wechat:" + std::to_string(number));
    body.value_date = day(date);
  });
}

class GiftList : public testing::Test {
 protected:
  std::vector<nlohmann::json> seqs(const std::string& query, const Id& person = "bookkeeper") {
    return each(desk.get(person, "/v1/donations?" + query).items(), "seq");
  }
  /// Follows `next` to the end; the pages that there were.
  std::vector<nlohmann::json> all(const std::string& query, std::size_t& pages) {
    std::vector<nlohmann::json> found;
    std::string cursor;
    for (pages = 1; pages < 100; ++pages) {
      const OfficeAnswer answer = desk.get("bookkeeper", "/v1/donations?" + query + cursor);
      for (const auto& item : answer.items()) found.push_back(item.at("seq"));
      if (!answer.json.contains("next")) break;
      cursor = "&cursor=" + answer.json.at("next").get<std::string>();
    }
    return found;
  }

  OfficeDesk desk;
  Seq old = desk.put(by_wechat(1, 10_yuan, "2026-10-01"));
  Seq waiting = desk.put(by_wechat(2, 20_yuan));
  Seq wrong = desk.put(by_wechat(3, 30_yuan));
  Seq cancelled = desk.put(cancellation(wrong));
  Seq injected = desk.put(injection(7_yuan));
  Seq other_fund = desk.put(by_wechat(4, 40_yuan).in("education"));
};

TEST_F(GiftList, IsNarrowedByEachFilter) {
  EXPECT_THAT(seqs("account=wechat"), ElementsAre(other_fund, wrong, waiting, old));
  EXPECT_THAT(seqs("channel=wechat&fund=jinan"), ElementsAre(wrong, waiting, old));
  EXPECT_THAT(seqs("standing=cancelled"), ElementsAre(wrong));
  EXPECT_THAT(seqs("standing=confirmed"), SizeIs(1));
  EXPECT_THAT(seqs("ref=wechat:wechat:2"), ElementsAre(waiting));
  EXPECT_THAT(seqs("ref=wechat:wechat"), IsEmpty());
  EXPECT_THAT(seqs("to=2026-10-01"), ElementsAre(old));
  EXPECT_THAT(seqs("from=2026-10-02&account=wechat"), ElementsAre(other_fund, wrong, waiting));
  EXPECT_THAT(seqs("amount_from=2000&amount_to=3000"), ElementsAre(wrong, waiting));
  EXPECT_THAT(seqs("import=i1"), IsEmpty());
}

TEST_F(GiftList, TellsWhatTwoPeopleReversedFromWhatWasRefunded) {
  const Seq wrong_amount = desk.put(by_wechat(5, 50_yuan));
  const Seq regretted = desk.put(by_wechat(6, 60_yuan));
  desk.put(confirmation(wrong_amount, regretted, 2, 110_yuan));
  const auto booked_on = [](std::string_view date) {
    return [date](auto& body) { body.book_date = day(date); };
  };
  desk.by_two(reversal(wrong_amount).with(booked_on("2026-11-23")));
  desk.by_two(refund(regretted, 60_yuan).with(booked_on("2026-11-22")));
  EXPECT_THAT(seqs("standing=reversed"), ElementsAre(wrong_amount));
  EXPECT_THAT(seqs("standing=confirmed&account=wechat"), ElementsAre(regretted));
  const OfficeAnswer page = desk.get("bookkeeper", "/v1/donations/" + std::to_string(wrong_amount));
  EXPECT_EQ(page.json.at("standing"), "reversed");
  EXPECT_EQ(page.json.at("trace").at("hops").at(0).at("became"), "reversed");
}

TEST_F(GiftList, FindsWhatIsUnconfirmedInStateAndGivesItFromTheNewestDown) {
  EXPECT_THAT(seqs("standing=unconfirmed"), ElementsAre(other_fund, waiting, old));
  EXPECT_THAT(seqs("standing=unconfirmed&fund=jinan"), ElementsAre(waiting, old));
  EXPECT_THAT(seqs("standing=unconfirmed&amount_to=1000"), ElementsAre(old));
  EXPECT_THAT(seqs("standing=unconfirmed&from=2026-11-01"), ElementsAre(other_fund, waiting));
}

TEST_F(GiftList, PagesHaveEveryGiftOnce) {
  for (const std::string query : {"standing=unconfirmed", "account=wechat", "channel=wechat"}) {
    std::size_t pages = 0;
    const auto whole = seqs(query);
    EXPECT_EQ(all(query + "&limit=1", pages), whole) << query;
    EXPECT_GE(pages, whole.size()) << query;
    EXPECT_EQ(all(query + "&limit=2", pages), whole) << query;
  }
}

TEST_F(GiftList, ShowsOnlyFundsThatThePersonServes) {
  EXPECT_THAT(seqs("", "cq.bookkeeper"), IsEmpty());
  EXPECT_THAT(seqs("standing=unconfirmed", "cq.bookkeeper"), IsEmpty());
  EXPECT_THAT(seqs("ref=wechat:wechat:2", "cq.bookkeeper"), IsEmpty());
}

TEST_F(GiftList, RefusesWhatIsNotOfItsForm) {
  for (const std::string query :
       {"standing=lost", "from=today", "to=2026-13-01", "amount_from=-1", "amount_to=1.5",
        "account=A", "import=", "channel=A%20b", "ref=", "ref=%E6%B5%8E", "cursor=x"}) {
    EXPECT_EQ(desk.get("bookkeeper", "/v1/donations?" + query).status, 400) << query;
  }
}

TEST_F(GiftList, EachGiftHasTheCodeOfItsReceipt) {
  const auto gift = desk.get("bookkeeper", "/v1/donations?ref=wechat:wechat:2").items().at(0);
  const auto entry = desk.get("bookkeeper", "/v1/entries/" + std::to_string(waiting)).json;
  const auto leaf = *block_from_hex<32>(entry.at("leaf").get<std::string>());
  EXPECT_EQ(gift.at("code"), to_text(receipt_code_of(waiting, leaf)));
  EXPECT_EQ(desk.get("bookkeeper", "/v1/donations/" + std::to_string(waiting)).json.at("code"),
            gift.at("code"));
}

}  // namespace gift_list_test
}  // namespace mingzhang::test
