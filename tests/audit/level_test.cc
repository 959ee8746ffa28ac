#include "audit/level.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "audit/report_text.h"
#include "ledger/fund/kinds/confirmation.h"
#include "ledger/fund/kinds/income.h"
#include "tests/audit/ledger_copy.h"

namespace mingzhang::test {
namespace level_test {

using audit::Level;
using audit::Span;
using testing::HasSubstr;
using testing::Not;

constexpr Seq kTile = 256;

/// Damage that only one level, and those above it, can see.
struct LevelDamage {
  const char* name;
  Level level;
  std::function<void(LedgerCopy&)> damage;
  std::string finding;
};

void PrintTo(const LevelDamage& damage, std::ostream* out) { *out << damage.name; }

/// A rule broken by a thief who has the key, so that all hashes and signatures are right.
void confirm_too_many(LedgerCopy& copy) {
  copy.rewrite([](std::vector<Entry>& entries) {
    Entry& entry = entries.at(real_ledger().confirmed);
    auto body = entry.as<IncomeConfirmed>();
    body.count = 11;
    entry.body = std::make_shared<BodyOf<IncomeConfirmed>>(std::move(body));
  });
  copy.recompute_nodes();
  copy.sign_again();
}

class OneLevel : public testing::TestWithParam<LevelDamage> {};

TEST_P(OneLevel, FindsItsDamageAndTheLevelBelowDoesNot) {
  LedgerCopy copy;
  GetParam().damage(copy);
  for (std::size_t i = 0; i < audit::kLevels.size(); ++i) {
    const auto level = static_cast<Level>(i);
    SCOPED_TRACE(audit::level_name(level).name);
    const audit::Report report = copy.verify({}, level);
    const std::string text = audit::to_text(report, false);
    if (level >= GetParam().level) {
      EXPECT_THAT(first_causes(report), HasSubstr(GetParam().finding)) << all_findings(report);
    } else {
      EXPECT_EQ(all_findings(report), "");
      EXPECT_THAT(text, HasSubstr("Not checked (level "));
    }
    EXPECT_EQ(text.find("Not checked (level ") == std::string::npos, level == Level::all);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Level, OneLevel,
    testing::Values(LevelDamage{"chain", Level::chain,
                                [](LedgerCopy& copy) { copy.flip_after(300, "\"prev\":\"", 5); },
                                "altered 300\n"},
                    LevelDamage{"tree", Level::tree,
                                [](LedgerCopy& copy) {
                                  copy.sql("UPDATE nodes SET hash=zeroblob(32) WHERE idx=1");
                                },
                                "projection_differs 256 node 1/1\n"},
                    LevelDamage{"signatures", Level::signatures,
                                [](LedgerCopy& copy) {
                                  copy.sql(
                                      "UPDATE checkpoints SET note=substr(note,1,length(note)-3)||"
                                      "CASE substr(note,-3,1) WHEN 'A' THEN 'E' ELSE 'A' END||'='||"
                                      "char(10) WHERE size=(SELECT max(size) FROM checkpoints)");
                                },
                                "forged "},
                    LevelDamage{"rules", Level::rules, confirm_too_many, "rule_broken "},
                    LevelDamage{"all", Level::all,
                                [](LedgerCopy& copy) {
                                  copy.sql("DELETE FROM state WHERE key='account/qrpos1'");
                                },
                                "state account/qrpos1"}),
    [](const auto& one) { return one.param.name; });

TEST(Slices, TogetherAreTheWholeAndEachFindsOnlyItsOwn) {
  constexpr std::uint64_t kCount = 4;
  const RealLedger& real = large_ledger();
  LedgerCopy whole(real);
  Seq next = 0;
  std::uint64_t least = real.size;
  for (std::uint64_t n = 1; n <= kCount; ++n) {
    const Span slice = whole.slice(n, kCount);
    EXPECT_EQ(slice.first, next);
    next = slice.last;
    const audit::Report report = whole.verify_part(slice);
    EXPECT_EQ(all_findings(report), "");
    EXPECT_EQ(report.checked, slice);
    least = std::min(least, report.entries);
  }
  EXPECT_EQ(next, real.size);
  EXPECT_LT(least, real.size / 2);

  for (const Seq seq : {Seq{3}, real.size / 2, real.size - 2}) {
    LedgerCopy copy(real);
    copy.flip_after(seq, "\"prev\":\"", 5);
    std::string found;
    for (std::uint64_t n = 1; n <= kCount; ++n) {
      const Span slice = copy.slice(n, kCount);
      const audit::Report report = copy.verify_part(slice);
      // The last tile is read every time, since the newest checkpoint ends in it.
      const bool read =
          (slice.first <= seq && seq < slice.last) || seq / kTile == real.size / kTile;
      EXPECT_EQ(!report.findings.empty(), read) << n << ": " << all_findings(report);
      found += first_causes(report);
    }
    EXPECT_THAT(found, HasSubstr("altered " + std::to_string(seq) + "\n"));
  }
}

TEST(Slices, DoNotBelieveTheStoredHashesOutsideThem) {
  const RealLedger& real = large_ledger();
  LedgerCopy copy(real);
  copy.sql("UPDATE nodes SET hash=zeroblob(32) WHERE level=1 AND idx=1");
  const Span slice = copy.slice(4, 4);
  const audit::Report report = copy.verify_part(slice);
  EXPECT_FALSE(report.part);
  EXPECT_EQ(first_causes(report), "projection_differs 256 node 1/1\n");
}

TEST(FromAKeptCheckpoint, NewEntriesAreCheckedAndTheOldOnesByTheirHashes) {
  const RealLedger& real = large_ledger();
  LedgerCopy whole(real);
  const std::vector<std::uint64_t> sizes = whole.checkpoint_sizes();
  const std::uint64_t kept_size =
      *std::find_if(sizes.begin(), sizes.end(), [](std::uint64_t size) { return size > 600; });
  const std::string kept = whole.checkpoint(kept_size);
  const Span part{kept_size, real.size};
  ASSERT_GT(kept_size, 2 * kTile);

  const audit::Report sound = whole.verify_part(part, {kept});
  EXPECT_EQ(all_findings(sound), "");
  EXPECT_EQ(sound.checked, (Span{kept_size / kTile * kTile, real.size}));
  EXPECT_LT(sound.entries, real.size - kTile);
  EXPECT_THAT(audit::to_text(sound, false), HasSubstr("were not read"));

  LedgerCopy new_altered(real);
  new_altered.flip_after(kept_size + 1, "\"prev\":\"", 5);
  EXPECT_THAT(first_causes(new_altered.verify_part(part, {kept})),
              HasSubstr("altered " + std::to_string(kept_size + 1) + "\n"));

  // Bytes of an old entry: this run cannot know, and says so.
  LedgerCopy old_altered(real);
  old_altered.flip_after(3, "\"prev\":\"", 5);
  EXPECT_EQ(all_findings(old_altered.verify_part(part, {kept})), "");

  // A history before it that was rewritten by who holds the key.
  LedgerCopy rewritten(real);
  rewritten.rewrite([&](std::vector<Entry>& entries) {
    Entry& entry = entries.at(real.first_gift);
    auto body = entry.as<DonationReceived>();
    body.amount = *Money::of_fen(9'999);
    entry.body = std::make_shared<BodyOf<DonationReceived>>(std::move(body));
  });
  rewritten.recompute_nodes();
  rewritten.sign_again();
  EXPECT_THAT(first_causes(rewritten.verify_part(part, {kept})), HasSubstr("forked "));
}

TEST(FindingText, TellsTheEntryItsMeaningAndWhatToDoInBothLanguages) {
  LedgerCopy copy;
  copy.flip_after(300, "\"prev\":\"", 5);
  const audit::Report report = copy.verify();
  const std::string en = audit::to_text(report, false);
  EXPECT_THAT(en, HasSubstr("entry 300 (donation.received, 20"));
  EXPECT_THAT(en, HasSubstr("[altered] This entry is not what was signed"));
  EXPECT_THAT(en, HasSubstr("docs/guide/after-tampering.md"));
  EXPECT_THAT(audit::to_text(report, true), HasSubstr("[altered] 这一条已不是当初签名的内容"));
  const std::string json = audit::to_json(report);
  EXPECT_THAT(json, HasSubstr("\"kind\": \"donation.received\""));
  EXPECT_THAT(json, HasSubstr("\"consequence\""));
  EXPECT_THAT(audit::to_text(LedgerCopy().verify(), false), Not(HasSubstr("after-tampering")));
}

}  // namespace level_test
}  // namespace mingzhang::test
