#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "audit/chunk.h"
#include "ledger/tlog/merkle.h"
#include "tests/audit/ledger_copy.h"

namespace mingzhang::test {
namespace tamper_entries_test {

using testing::HasSubstr;

std::string line(std::string_view damage, Seq seq) {
  return std::string(damage) + " " + std::to_string(seq) + "\n";
}

std::string line(std::string_view damage, Seq first, Seq last) {
  return std::string(damage) + " " + std::to_string(first) + "-" + std::to_string(last) + "\n";
}

Hash hash_of(std::string_view bytes) { return tlog::leaf_hash(bytes_of(bytes)); }

/// All checkpoints of the untouched ledger: what one damaged entry must not take away.
std::uint64_t all_checkpoints() {
  static const std::uint64_t count = LedgerCopy().checkpoint_sizes().size();
  return count;
}

/// Everything but what is at `seq` is still proved.
void expect_rest_is_sound(const audit::Report& report, Seq trustworthy) {
  EXPECT_EQ(report.trustworthy(), trustworthy);
  EXPECT_EQ(report.checkpoints, all_checkpoints());
  EXPECT_EQ(report.unchecked_checkpoints, 0);
}

TEST(UntouchedCopy, HasNoFindings) {
  LedgerCopy copy;
  const audit::Report report = copy.verify({copy.checkpoint()});
  EXPECT_EQ(all_findings(report), "");
  EXPECT_TRUE(report.findings.empty());
  EXPECT_EQ(report.entries, real_ledger().size);
  EXPECT_EQ(report.replayed, real_ledger().size);
  EXPECT_EQ(report.nodes, real_ledger().size / 256);
  EXPECT_GT(copy.checkpoint_sizes().size(), 36);
  EXPECT_GT(report.index_rows, 600);
  expect_rest_is_sound(report, real_ledger().size);
}

TEST(UntouchedCopy, OfSeveralChunksHasNoFindings) {
  LedgerCopy copy(large_ledger());
  const audit::Report report = copy.verify({copy.checkpoint()});
  EXPECT_EQ(all_findings(report), "");
  EXPECT_EQ(report.trustworthy(), large_ledger().size);
  EXPECT_GT(report.entries, 2 * 1024);
}

struct FieldTamper {
  const char* field;
  const char* before;
  std::size_t offset;
};

void PrintTo(const FieldTamper& tamper, std::ostream* out) { *out << tamper.field; }

class AlteredField : public testing::TestWithParam<FieldTamper> {};

TEST_P(AlteredField, IsFoundAtItsEntryAndTheRestStaysProved) {
  const RealLedger& real = real_ledger();
  for (const Seq seq : {real.first_gift, Seq{255}, Seq{256}, real.first_gift + 301, real.last_gift,
                        real.size - 1}) {
    SCOPED_TRACE("entry " + std::to_string(seq));
    LedgerCopy copy;
    copy.flip_after(seq, GetParam().before, GetParam().offset);
    const audit::Report report = copy.verify();
    EXPECT_THAT(first_causes(report),
                testing::ContainsRegex("altered " + std::to_string(seq) + "( [a-z.]+)?\n"))
        << all_findings(report);
    EXPECT_LE(report.trustworthy(), seq);
    if (seq + 1 < real.size) expect_rest_is_sound(report, seq);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Tampers, AlteredField,
    testing::Values(FieldTamper{"amount", "\"amount\":", 0}, FieldTamper{"prev", "\"prev\":\"", 9},
                    FieldTamper{"salt", "\"salt\":\"", 3}, FieldTamper{"kind", "\"kind\":\"", 2},
                    FieldTamper{"milliseconds", "\"time\":\"", 22},
                    FieldTamper{"ref", "\"ref\":\"qrpos:", 2}, FieldTamper{"brace", "", 0},
                    FieldTamper{"version", "\"v\":", 0}),
    [](const auto& one) { return one.param.field; });

TEST(AlteredEntry, IsFoundAtEveryKind) {
  const RealLedger& real = real_ledger();
  for (const Seq seq : {Seq{0}, Seq{1}, Seq{20}, Seq{33}, Seq{34}, real.injection, real.proposal,
                        real.declined, real.cancelled, real.import, real.confirmed}) {
    SCOPED_TRACE("entry " + std::to_string(seq));
    LedgerCopy copy;
    copy.flip_after(seq, "\"salt\":\"");
    const audit::Report report = copy.verify();
    EXPECT_EQ(first_causes(report), line("altered", seq)) << all_findings(report);
    expect_rest_is_sound(report, seq);
  }
}

TEST(AlteredEntry, IsFoundWhenItsHashWasRecomputed) {
  for (const Seq seq : {Seq{0}, Seq{255}, Seq{256}, Seq{400}, Seq{511}}) {
    SCOPED_TRACE("entry " + std::to_string(seq));
    LedgerCopy copy;
    copy.flip_after(seq, "\"salt\":\"");
    copy.put_leaf(seq, hash_of(copy.bytes(seq)));
    const audit::Report report = copy.verify();
    EXPECT_EQ(first_causes(report), line("altered", seq)) << all_findings(report);
    expect_rest_is_sound(report, seq);
  }
}

TEST(AlteredEntry, AtTheEndWithItsHashIsFoundByTheCheckpoint) {
  LedgerCopy copy;
  const Seq seq = real_ledger().size - 1;
  copy.flip_after(seq, "\"salt\":\"");
  copy.put_leaf(seq, hash_of(copy.bytes(seq)));
  const audit::Report report = copy.verify();
  const std::vector<std::uint64_t> sizes = copy.checkpoint_sizes();
  const Seq before = sizes[sizes.size() - 2];
  EXPECT_EQ(first_causes(report),
            "altered " + std::to_string(before) + "-" + std::to_string(seq) + " root\n");
  EXPECT_EQ(report.trustworthy(), before);
}

TEST(AlteredHash, IsFoundAtItsEntryAndTheRestStaysProved) {
  const RealLedger& real = real_ledger();
  for (const Seq seq : {Seq{0}, Seq{100}, Seq{255}, Seq{256}, real.size - 2, real.size - 1}) {
    SCOPED_TRACE("entry " + std::to_string(seq));
    LedgerCopy copy;
    copy.put_leaf(seq, Hash{});
    const audit::Report report = copy.verify();
    EXPECT_EQ(report.findings.count(audit::Damage::altered), 1) << all_findings(report);
    EXPECT_THAT(first_causes(report), HasSubstr("altered " + std::to_string(seq)));
    expect_rest_is_sound(report, seq);
  }
}

TEST(AlteredHash, OfAnotherLengthIsUnreadableFromThereOn) {
  LedgerCopy copy;
  copy.sql("UPDATE entries SET leaf=x'00' WHERE seq=300");
  const audit::Report report = copy.verify();
  EXPECT_EQ(first_causes(report),
            "unreadable 300-" + std::to_string(audit::kChunkEntries - 1) + " entries\n")
      << all_findings(report);
  EXPECT_LE(report.trustworthy(), 300);
}

TEST(AlteredHash, OfAnotherLengthAtTheEndLeavesTheRestProved) {
  LedgerCopy copy;
  const Seq last = real_ledger().size - 1;
  copy.sql("UPDATE entries SET leaf=x'00' WHERE seq=" + std::to_string(last));
  const audit::Report report = copy.verify();
  EXPECT_EQ(first_causes(report),
            "truncated " + std::to_string(last) + "-" + std::to_string(last) + " checkpoint\n")
      << all_findings(report);
  EXPECT_GT(report.trustworthy(), 600);
}

TEST(DeletedEntry, IsMissingAndTheRestStaysProved) {
  for (const Seq seq :
       {Seq{1}, Seq{34}, Seq{255}, Seq{256}, Seq{300}, Seq{511}, real_ledger().size - 2}) {
    SCOPED_TRACE("entry " + std::to_string(seq));
    LedgerCopy copy;
    copy.sql("DELETE FROM entries WHERE seq=" + std::to_string(seq));
    const audit::Report report = copy.verify();
    EXPECT_EQ(first_causes(report), line("missing", seq, seq)) << all_findings(report);
    expect_rest_is_sound(report, seq);
  }
}

TEST(DeletedEntry, AtTheBeginningIsMissing) {
  LedgerCopy copy;
  copy.sql("DELETE FROM entries WHERE seq=0");
  const audit::Report report = copy.verify();
  EXPECT_EQ(first_causes(report), line("missing", 0, 0)) << all_findings(report);
  expect_rest_is_sound(report, 0);
}

TEST(DeletedEntry, IsMissingWhenTheLaterOnesWereMovedUp) {
  for (const Seq seq : {Seq{0}, Seq{34}, Seq{255}, Seq{300}, Seq{512}}) {
    SCOPED_TRACE("entry " + std::to_string(seq));
    LedgerCopy copy;
    copy.sql("DELETE FROM entries WHERE seq=" + std::to_string(seq));
    copy.shift(seq, -1);
    const audit::Report report = copy.verify();
    EXPECT_THAT(first_causes(report), HasSubstr(line("missing", seq, seq)));
    EXPECT_EQ(report.findings.count(audit::Damage::altered), 0) << all_findings(report);
    EXPECT_LE(report.trustworthy(), seq);
  }
}

TEST(DeletedBlock, IsMissingAsARangeAndTheCheckpointsBehindItAreNotCheckedSilently) {
  for (const Seq first : {Seq{0}, Seq{1}, Seq{253}, Seq{254}, Seq{300}}) {
    SCOPED_TRACE("from entry " + std::to_string(first));
    LedgerCopy copy;
    copy.sql("DELETE FROM entries WHERE seq BETWEEN " + std::to_string(first) + " AND " +
             std::to_string(first + 4));
    const audit::Report report = copy.verify();
    EXPECT_EQ(first_causes(report), line("missing", first, first + 4)) << all_findings(report);
    EXPECT_LE(report.trustworthy(), first);
    EXPECT_EQ(report.checkpoints + report.unchecked_checkpoints, all_checkpoints());
    // The roots that are stored for their tiles stand for these: behind them all is proved.
    EXPECT_EQ(report.last_sound->size, real_ledger().size);
  }
}

TEST(DeletedBlock, IsNotMadeGoodByNodesThatWereChanged) {
  LedgerCopy copy;
  copy.sql("DELETE FROM entries WHERE seq BETWEEN 300 AND 304");
  copy.sql("UPDATE nodes SET hash=zeroblob(32) WHERE level=1 AND idx=1");
  const audit::Report report = copy.verify();
  EXPECT_THAT(all_findings(report), HasSubstr("[missing] entry 300 to 304"));
  EXPECT_THAT(all_findings(report), HasSubstr(" root: altered"));
  EXPECT_LE(report.last_sound->size, 300);
}

TEST(DeletedBlock, WithItsNodeIsBehindWhatIsProved) {
  LedgerCopy copy;
  copy.sql("DELETE FROM entries WHERE seq BETWEEN 300 AND 304");
  copy.sql("DELETE FROM nodes WHERE level=1 AND idx=1");
  const audit::Report report = copy.verify();
  EXPECT_EQ(first_causes(report), line("missing", 300, 304));
  EXPECT_LE(report.last_sound->size, 300);
  EXPECT_GT(report.unchecked_checkpoints, 0);
}

TEST(DeletedBlock, LeavesAKeptCheckpointWithinItUncheckedAndSaysSo) {
  LedgerCopy copy;
  const std::string kept =
      copy.text("SELECT note FROM checkpoints WHERE size BETWEEN 306 AND 511 LIMIT 1");
  copy.sql("DELETE FROM entries WHERE seq BETWEEN 300 AND 304");
  EXPECT_EQ(copy.verify({kept}).unchecked_checkpoints, copy.verify().unchecked_checkpoints + 1);
}

TEST(DeletedTail, IsTruncated) {
  const Seq size = real_ledger().size;
  for (const Seq left : {size - 1, size - 5, Seq{512}, Seq{256}, Seq{36}, Seq{1}}) {
    SCOPED_TRACE("left " + std::to_string(left));
    LedgerCopy copy;
    copy.sql("DELETE FROM entries WHERE seq>=" + std::to_string(left));
    const audit::Report report = copy.verify();
    EXPECT_THAT(first_causes(report),
                HasSubstr("truncated " + std::to_string(left) + "-" + std::to_string(size - 1)));
    EXPECT_EQ(report.findings.count(audit::Damage::truncated), 1) << all_findings(report);
    EXPECT_LE(report.trustworthy(), left);
    EXPECT_EQ(report.entries, left);
  }
}

TEST(DeletedTail, IsFoundWhenItsCheckpointsWentToo) {
  LedgerCopy copy;
  copy.sql("DELETE FROM entries WHERE seq>=300; DELETE FROM checkpoints WHERE size>300");
  const std::vector<std::uint64_t> sizes = copy.checkpoint_sizes();
  const audit::Report report = copy.verify();
  EXPECT_FALSE(report.findings.empty());
  EXPECT_EQ(report.trustworthy(), sizes.back());
}

TEST(AllEntries, AreMissedWhenNoneIsLeft) {
  LedgerCopy copy;
  copy.sql("DELETE FROM entries");
  const audit::Report report = copy.verify();
  EXPECT_THAT(first_causes(report),
              HasSubstr("truncated 0-" + std::to_string(real_ledger().size - 1)));
  EXPECT_EQ(report.trustworthy(), 0);
}

TEST(EveryRow, IsMissedByTheKeptCheckpointWhenNoneIsLeft) {
  LedgerCopy copy;
  const std::string kept = copy.checkpoint();
  copy.sql("DELETE FROM entries; DELETE FROM checkpoints; DELETE FROM nodes; DELETE FROM state");
  for (const char* const index : {"refs", "objects", "income", "numbers"}) {
    copy.sql("DELETE FROM index_" + std::string(index));
  }
  const audit::Report report = copy.verify({kept});
  EXPECT_THAT(first_causes(report),
              HasSubstr("truncated 0-" + std::to_string(real_ledger().size - 1)));
}

struct Pair {
  Seq a;
  Seq b;
};

TEST(SwappedEntries, AreBothOutOfPlaceAndTheRestStaysProved) {
  const Seq last = real_ledger().size - 1;
  for (const Pair pair : {Pair{100, 101}, Pair{255, 256}, Pair{100, 102}, Pair{100, 400},
                          Pair{0, last}, Pair{0, 1}, Pair{last - 1, last}}) {
    SCOPED_TRACE(std::to_string(pair.a) + " with " + std::to_string(pair.b));
    LedgerCopy copy;
    copy.swap(pair.a, pair.b);
    const audit::Report report = copy.verify();
    EXPECT_EQ(first_causes(report), line("reordered", pair.a) + line("reordered", pair.b))
        << all_findings(report);
    expect_rest_is_sound(report, pair.a);
  }
}

TEST(InsertedEntry, IsFoundWhereTheLaterOnesMadeRoom) {
  for (const Seq seq : {Seq{40}, Seq{255}, Seq{256}, Seq{400}}) {
    SCOPED_TRACE("at " + std::to_string(seq));
    LedgerCopy copy;
    Entry made = copy.entry(seq);
    made.salt = {};
    made.prev = hash_of(copy.bytes(seq - 1));
    const std::string bytes = encode(made);
    copy.shift(seq, 1);
    copy.insert(seq, bytes, hash_of(bytes));
    const audit::Report report = copy.verify();
    EXPECT_THAT(first_causes(report), HasSubstr(line("inserted", seq))) << all_findings(report);
    EXPECT_EQ(report.findings.count(audit::Damage::altered), 0) << all_findings(report);
    EXPECT_LE(report.trustworthy(), seq);
    EXPECT_EQ(report.checkpoints, all_checkpoints()) << all_findings(report);
  }
}

TEST(InsertedEntry, AtTheEndIsCoveredByNoCheckpoint) {
  LedgerCopy copy;
  const Seq seq = real_ledger().size;
  Entry made = copy.entry(seq - 1);
  made.seq = seq;
  made.prev = hash_of(copy.bytes(seq - 1));
  const std::string bytes = encode(made);
  copy.insert(seq, bytes, hash_of(bytes));
  const audit::Report report = copy.verify();
  EXPECT_THAT(first_causes(report), HasSubstr(line("inserted", seq, seq))) << all_findings(report);
  expect_rest_is_sound(report, seq);
}

TEST(DuplicatedEntry, IsFoundAsTheInsertedOneOfTheTwo) {
  LedgerCopy copy;
  const std::string bytes = copy.bytes(300);
  copy.shift(301, 1);
  copy.insert(301, bytes, hash_of(bytes));
  const audit::Report report = copy.verify();
  EXPECT_THAT(first_causes(report), HasSubstr("inserted 30")) << all_findings(report);
  EXPECT_EQ(report.checkpoints, all_checkpoints()) << all_findings(report);
}

TEST(TwoTampers, AreBothFound) {
  LedgerCopy copy;
  copy.flip_after(60, "\"amount\":");
  copy.sql("DELETE FROM entries WHERE seq=200");
  copy.flip_after(201, "\"salt\":\"");
  copy.flip_after(420, "\"salt\":\"");
  copy.swap(500, 501);
  const audit::Report report = copy.verify();
  for (const std::string& expected :
       {line("altered", 60), line("missing", 200, 200), line("altered", 201), line("altered", 420),
        line("reordered", 500), line("reordered", 501)}) {
    EXPECT_THAT(first_causes(report), HasSubstr(expected)) << all_findings(report);
  }
  EXPECT_EQ(report.trustworthy(), 60);
}

TEST(NeighboursAltered, AreBothFoundAndTheCheckpointsBehindThemAreStillMet) {
  LedgerCopy copy;
  copy.flip_after(300, "\"salt\":\"");
  copy.flip_after(301, "\"salt\":\"");
  const audit::Report report = copy.verify();
  EXPECT_EQ(first_causes(report), line("altered", 300) + line("altered", 301))
      << all_findings(report);
  EXPECT_EQ(report.trustworthy(), 300);
}

TEST(LastEntry, MovedFarAwayIsFoundWithoutWalkingTheGap) {
  for (const std::int64_t far : {std::int64_t{1'000'000'000'000}, std::int64_t{1} << 60}) {
    LedgerCopy copy;
    const Seq last = real_ledger().size - 1;
    copy.shift(last, far);
    const audit::Report report = copy.verify();
    EXPECT_THAT(first_causes(report),
                HasSubstr(line("missing", last, last + static_cast<Seq>(far) - 1)));
    EXPECT_LE(report.trustworthy(), last);
  }
}

TEST(LargeLedger, IsDamagedAtTheBorderOfAChunk) {
  for (const Seq seq : {Seq{2047}, Seq{2048}}) {
    SCOPED_TRACE("entry " + std::to_string(seq));
    LedgerCopy altered(large_ledger());
    altered.flip_after(seq, "\"salt\":\"");
    EXPECT_EQ(first_causes(altered.verify()), line("altered", seq));
    LedgerCopy missing(large_ledger());
    missing.sql("DELETE FROM entries WHERE seq=" + std::to_string(seq));
    EXPECT_EQ(first_causes(missing.verify()), line("missing", seq, seq));
  }
  LedgerCopy swapped(large_ledger());
  swapped.swap(2047, 2048);
  EXPECT_EQ(first_causes(swapped.verify()), line("reordered", 2047) + line("reordered", 2048));
}

}  // namespace tamper_entries_test
}  // namespace mingzhang::test
