#include "api/routes/written_on.h"

#include "tests/routes/office_desk.h"

namespace mingzhang::test {
namespace written_on_test {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Entries, AreListedByTheDayOnWhichTheyWereWrittenAndByWhom) {
  OfficeDesk desk;
  const Seq founded = desk.size();
  desk.clock.pass_days(1);  // 2026-11-24
  const Seq first = desk.put(donation(1_yuan));
  const Seq second = desk.put(donation(2_yuan).by("cashier2"));
  desk.clock.pass_days(2);  // 2026-11-26
  const Seq third = desk.put(donation(3_yuan));

  const auto seqs = [&](const std::string& query) {
    std::vector<nlohmann::json> found;
    std::string cursor;
    for (int page = 0; page < 100; ++page) {
      const auto answer = desk.get("auditor", "/v1/entries?" + query + cursor);
      for (const auto& item : answer.items()) found.push_back(item.at("entry").at("seq"));
      if (!answer.json.contains("next")) break;
      cursor = "&cursor=" + answer.json.at("next").get<std::string>();
    }
    return found;
  };
  for (const std::string limit : {"&limit=1", "&limit=2", ""}) {
    SCOPED_TRACE(limit);
    EXPECT_THAT(seqs("from=2026-11-24" + limit), ElementsAre(first, second, third));
    EXPECT_THAT(seqs("from=2026-11-24&order=desc" + limit), ElementsAre(third, second, first));
    EXPECT_THAT(seqs("from=2026-11-24&to=2026-11-25" + limit), ElementsAre(first, second));
    EXPECT_THAT(seqs("from=2026-11-25&to=2026-11-26" + limit), ElementsAre(third));
    EXPECT_THAT(seqs("from=2026-11-24&actor=cashier2" + limit), ElementsAre(second));
    EXPECT_THAT(seqs("from=2026-11-24&actor=cashier&order=desc" + limit),
                ElementsAre(third, first));
  }
  EXPECT_THAT(seqs("from=2026-11-27"), IsEmpty());
  EXPECT_THAT(seqs("from=2026-11-26&to=2026-11-24"), IsEmpty());
  EXPECT_EQ(seqs("to=2026-11-23").size(), founded);
  EXPECT_EQ(seqs("to=9999-12-31").size(), third + 1);
  EXPECT_EQ(desk.get("auditor", "/v1/entries?from=2026-02-30").status, 400);
  EXPECT_EQ(desk.get("auditor", "/v1/entries?actor=Nobody").status, 400);
}

}  // namespace written_on_test
}  // namespace mingzhang::test
