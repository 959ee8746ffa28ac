#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include "tests/fund/money_acts.h"
#include "tests/fund/state_text.h"

/// The golden ledger of rules 1 must fold to the same state for ever (design §4). Its files:
///   entries.jsonl  one canonical entry a line      state.txt     the state rows after the last
///   effects.txt    index rows and postings of each entry        digests.txt   SHA-256 of each file
/// Made anew with MZ_WRITE_GOLDEN=1 in the environment: the test writes the files and fails, so
/// that it never happens unseen. Once rules 1 are released: never; a correction is rules 2.
namespace mingzhang::test {
namespace golden_test {

const std::filesystem::path kFolder =
    std::filesystem::path(MZ_SOURCE_DIR) / "tests/fund/golden_rules1";

/// A little of everything: founding, two funds, an import, gifts over the change of the chart and
/// of the year, confirmations, cancellations, proposals seconded, declined and expired.
void tell_income(Story& story) {
  story.at("2025-12-30T02:00:00.000Z").write(import_of(1));
  const auto imported = donation(150_yuan).with([](DonationReceived& body) {
    body.account = "wechat";
    body.channel = "wechat";
    body.import = import_of(1).body().import;
    body.value_date = day("2025-12-29");
  });
  const auto called = [](std::string_view ref) {
    return [=](DonationReceived& body) { body.ref = Ref(ref); };
  };
  const Seq first = story.write(imported.with(called("wechat:a:1")));
  const Seq wrong = story.write(imported.with(called("wechat:a:2")).sealed(sha256(bytes_of("d"))));
  story.write(cancellation(wrong));
  const Seq last = story.write(imported.with(called("wechat:a:2")));
  story.write(confirmation(first, last, 2, 300_yuan).with([](IncomeConfirmed& body) {
    body.import = import_of(1).body().import;
    body.against = "statement 2025-12-30 line 1";
  }));
  story.at("2025-12-31T16:00:00.000Z");
  const Seq grant = story.write(injection(10000_yuan).with([](InjectionReceived& body) {
    body.budget_item = "2082001";
    body.document_no = "JCB[2026]1";
    body.value_date = day("2026-01-01");
  }));
  const Seq gift = story.write(donation(66_yuan).in("education").with([](DonationReceived& body) {
    body.anonymous.on = true;
    body.donor = "d1";
    body.purpose = {"illness", PurposeType::cause};
    body.receipt_wanted.on = true;
    body.value_date = day("2019-12-31");
  }));
  story.write(confirmation(gift, gift, 1, 66_yuan).in("education"));
  const Seq late = story.write(
      donation(1_fen).with([](DonationReceived& body) { body.value_date = day("2026-01-01"); }));
  story.write(confirmation(grant, late, 1, 10000_yuan).with([&](IncomeConfirmed& body) {
    body.except = List<Seq, 500>{{late}};
  }));
}

void tell_office(Story& story) {
  story.write_by_two(account("box", "jinan", AccountType::cash).with([](AccountOpened& body) {
    body.custodian = "cashier2";
    body.bound_source = Source::donation;
  }),
                     "approver");
  story.write_by_two(
      enrolment("temp", {{Duty::caseworker, Duty::cashier}}).with([](PersonEnrolled& body) {
        body.scope = FundList{{"education"}};
      }));
  story.write_by_two(change_of("temp", PersonStatus::left));
  const auto rows = std::vector<TableRow>{code_row("bridge", "桥"), code_row("counter", "柜台"),
                                          code_row("wechat", "微信\"支付\"")};
  story.write_by_two(table(TableName::channels, "2026-01-01", rows));
  story.write(declining(story.write(proposal_of(entity("laiwu", "370100")))));
  const Seq expired = story.write(proposal_of(fund("laiwu", "jinan", "370100")));
  story.pass_ms(8 * 86'400'000LL).write(declining(expired).by(kSystemActor));
  story.write_by_two(fund("pingyin", "pingyin", "370124"));
  story.write(proposal_of(policy()));
}

/// Limits, a household and money: what aid needs.
void tell_means(AidStory& story) {
  story.at("2026-11-23T08:00:00.000Z");
  story.write_by_two(policy().with([](PolicyAdopted& body) {
    body.limits.aid_per_year_count = 9;
    body.limits.award_valid_days = 30;
    body.limits.cash_max = 100000;
    body.limits.small_aid_max = 200000;
    body.limits.source_order.items = {Source::donation, Source::gov};
    body.limits.two_approvers_above = 2000000;
    body.limits.urgent_release_max = 500000;
  }));
  story.gift(3000_yuan);
  story.gift(500_yuan, {"370113001001", PurposeType::village});
  story.grant(400_yuan, {"accident", PurposeType::cause});
  story.write(household("h1"));
  story.write(household_change("h1"));
}

/// A case of each end: signed for, sent back, failed, lapsed, withdrawn, rejected, urgent and
/// ratified or not.
void tell_aid(AidStory& story) {
  story.write(request("c1", "h1", 1200_yuan));
  story.write(survey("c1"));
  story.write(supplement("c1"));
  story.write(survey("c1").with([](CaseSurveyed& body) { body.round = 2; }));
  story.write(review("c1", 1200_yuan));
  story.write(minutes("c1"));
  story.write(meeting("c1", 1200_yuan));
  story.write(payee("c1"));
  story.write(story.proposed(payee("c1").with([](PayeeSet& body) { body.account_tag = "a2"; }),
                             "caseworker", "bookkeeper"));
  story.pay_line("c1", "b1", 800_yuan);
  story.write(sent_back("b1", "c1", 300_yuan));
  story.write(sent_back("b1", "c1", 100_yuan).with([](AidReturned& body) {
    body.next = AfterReturn::cancel;
  }));
  story.write(delivery("b1", "c1"));
  story.write(batch("b2", "c1", 200_yuan));
  story.write(releasing("b2"));
  story.write(failure("b2", "c1"));
  story.pay_line("c1", "b3", 300_yuan);
  story.write(delivery("b3", "c1"));
  story.write(request("c2", "h1"));
  story.write(rejection("c2"));
  story.approved("c3");
  story.write(withdrawal("c3"));
  story.urgent("c4", 50_yuan);
  story.pay_line("c4", "b4", 50_yuan);
  story.write(survey("c4"));
  story.write(review("c4"));
  story.write(ratification("c4"));
  story.urgent("c5", 60_yuan);
  story.pay_line("c5", "b5", 40_yuan);
  story.write(no_ratification("c5"));
  story.approved("c6", 20_yuan);
  story.write(batch("b6", "c6", 10_yuan));
}

/// Money goes on, moves, and is mended; months close; an award lapses.
void tell_corrections(AidStory& story) {
  const Seq sent = story.write_money(sending(200_yuan));
  const Seq arrived = story.write(arrival(sent, 200_yuan));
  story.write(confirmation(arrived, arrived, 1, 200_yuan).in("changqing").by("cq.bookkeeper"));
  story.write(moving(10_yuan));
  const Seq gift = story.gift(90_yuan);
  const Seq wrong = story.gift(7_yuan);
  story.gift(5_yuan);
  story.write_money(refund(gift, 20_yuan));
  story.write_money(new_purpose(gift, 30_yuan, {"370113", PurposeType::county}));
  story.write_money(reversal(wrong));
  close_until(story, "2020-03");
  story.pass_days(31);
  story.write(releasing("b6"));
  story.write(failure("b6", "c6"));
  story.write(lapse("c6"));
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

std::vector<std::string> read_lines(const std::string& name) {
  std::ifstream file(kFolder / name, std::ios::binary);
  EXPECT_TRUE(file) << name;
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

/// What a ledger of these entries folds to.
struct Folded {
  std::vector<std::string> entries, state, effects, digests;

  explicit Folded(const Story& story) {
    for (std::size_t i = 0; i < story.entries.size(); ++i) {
      entries.push_back(encode(story.entries[i]));
      for (const std::string& line : lines_of(story.effects[i])) {
        effects.push_back(std::to_string(i) + " " + line);
      }
    }
    state = row_lines(story.state);
    const auto digest = [&](std::string_view name, const std::vector<std::string>& lines) {
      const Hash hash = sha256(bytes_of(joined(lines)));
      digests.push_back(to_hex(hash.view()) + "  " + std::string(name));
    };
    digest("entries.jsonl", entries);
    digest("state.txt", state);
    digest("effects.txt", effects);
  }

  void write() const {
    const auto put = [](const char* name, const std::vector<std::string>& lines) {
      std::ofstream(kFolder / name, std::ios::binary) << joined(lines);
    };
    std::filesystem::create_directories(kFolder);
    put("entries.jsonl", entries);
    put("state.txt", state);
    put("effects.txt", effects);
    put("digests.txt", digests);
  }
};

TEST(GoldenRules1, FoldToTheSameStateForEver) {
  if (std::getenv("MZ_WRITE_GOLDEN") != nullptr) {
    Story told;
    told.at("2025-12-29T01:00:00.000Z").governed();
    tell_income(told);
    tell_office(told);
    AidStory aided(told);
    tell_means(aided);
    tell_aid(aided);
    tell_corrections(aided);
    Folded(aided).write();
    FAIL() << "written anew to " << kFolder << ": read the difference, then run without "
           << "MZ_WRITE_GOLDEN";
  }
  Story replayed;
  for (const std::string& line : read_lines("entries.jsonl")) {
    const Result<Entry> entry = decode(line);
    ASSERT_TRUE(entry) << to_text(entry.error()) << "\n" << line;
    ASSERT_THAT(check_link(replayed.link, *entry), testing::IsEmpty()) << line;
    ASSERT_THAT(replayed.violations_of(*entry), testing::IsEmpty()) << line;
    replayed.force(*entry);
  }
  const Folded folded(replayed);
  EXPECT_EQ(folded.entries, read_lines("entries.jsonl"));
  EXPECT_EQ(folded.state, read_lines("state.txt"));
  EXPECT_EQ(folded.effects, read_lines("effects.txt"));
  EXPECT_EQ(folded.digests, read_lines("digests.txt"));
  EXPECT_THAT(check_all_invariants(replayed.state), testing::IsEmpty());
}

TEST(GoldenRules1, UseEveryKind) {
  std::set<std::string_view> used;
  for (const std::string& line : read_lines("entries.jsonl")) {
    const Result<Entry> entry = decode(line);
    if (entry) used.insert(entry->kind->name);
  }
  EXPECT_EQ(used.size(), all_kinds().size());
}

}  // namespace golden_test
}  // namespace mingzhang::test
