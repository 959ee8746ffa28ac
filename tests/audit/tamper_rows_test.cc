#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ledger/ledger.h"
#include "tests/audit/ledger_copy.h"

namespace mingzhang::test {
namespace tamper_rows_test {

using audit::Damage;
using testing::HasSubstr;
using testing::StartsWith;

std::string newest() { return std::to_string(real_ledger().size - 1); }

/// Derived rows are not what was signed: the entries stay proved.
std::string with_places(std::string text) {
  const auto put = [&](std::string_view name, const std::string& value) {
    const std::size_t place = text.find(name);
    if (place != std::string::npos) text.replace(place, name.size(), value);
  };
  put("@last", newest());
  put("@import", std::to_string(real_ledger().import));
  put("@confirmed", std::to_string(real_ledger().confirmed));
  return text;
}

void expect_entries_proved(const audit::Report& report) {
  EXPECT_EQ(report.trustworthy(), real_ledger().size);
  EXPECT_EQ(report.unchecked_checkpoints, 0);
}

struct RowTamper {
  const char* name;
  std::string sql;
  /// The only finding; "@last", "@confirmed" and "@import" stand for places in the ledger that
  /// are known when it is made.
  std::string expected;
};

void PrintTo(const RowTamper& tamper, std::ostream* out) { *out << tamper.name; }

class TamperedRow : public testing::TestWithParam<RowTamper> {};

TEST_P(TamperedRow, IsFoundByItsKeyAndNothingElseIs) {
  LedgerCopy copy;
  copy.sql(GetParam().sql);
  ASSERT_EQ(copy.number("SELECT changes()"), 1) << GetParam().sql;
  const audit::Report report = copy.verify();
  EXPECT_THAT(first_causes(report), StartsWith("projection_differs "));
  EXPECT_THAT(first_causes(report), HasSubstr(with_places(GetParam().expected)));
  EXPECT_EQ(report.findings.total(), 1) << all_findings(report);
  expect_entries_proved(report);
}

std::vector<RowTamper> state_tampers() {
  const auto differs = [](const std::string& key) {
    return "projection_differs @last state " + key + "\n";
  };
  const auto edited = [](const std::string& key, const std::string& from, const std::string& to) {
    return "UPDATE state SET value=replace(value,'" + from + "','" + to + "') WHERE key='" + key +
           "' AND value LIKE '%" + from + "%'";
  };
  const std::string book = "book_balance/jinan_charity/2026-01/100901/jinan/donation";
  return {
      {"account", edited("account/qrpos1", "\"balance\":", "\"balance\":9"),
       differs("account/qrpos1")},
      {"entity", edited("entity/jinan_charity", "\"pools\":", "\"pools\":1"),
       differs("entity/jinan_charity")},
      {"pool", edited("pool/jinan/donation/none/-", "\"balance\":", "\"balance\":9"),
       differs("pool/jinan/donation/none/-")},
      {"book_balance", edited(book, "\"debit\":", "\"debit\":9"), differs(book)},
      {"person_promoted", edited("person/cashier", "[\"cashier\"", "[\"approver\",\"cashier\""),
       differs("person/cashier")},
      {"deleted", "DELETE FROM state WHERE key='account/qrpos1'", differs("account/qrpos1")},
      {"added", "INSERT INTO state VALUES('account/zz9','{\"balance\":1}')",
       differs("account/zz9")},
      {"garbage", "UPDATE state SET value='?' WHERE key='entity/jinan_charity'",
       differs("entity/jinan_charity")},
  };
}

INSTANTIATE_TEST_SUITE_P(State, TamperedRow, testing::ValuesIn(state_tampers()),
                         [](const auto& one) { return one.param.name; });

/// Which gift an index row is about does not depend on the run: entries stand at the same numbers.
std::vector<RowTamper> index_tampers() {
  const auto differs = [](const char* seq, const char* table) {
    return std::string("projection_differs ") + seq + " index_" + table + "\n";
  };
  return {
      {"refs_deleted", "DELETE FROM index_refs WHERE seq=300", differs("300", "refs")},
      {"refs_inserted", "INSERT INTO index_refs VALUES(77,300,300)", differs("300", "refs")},
      {"objects_deleted", "DELETE FROM index_objects", differs("@import", "objects")},
      {"objects_inserted", "INSERT INTO index_objects VALUES(5,300)", differs("300", "objects")},
      {"income_altered", "UPDATE index_income SET start=start+1 WHERE income=38",
       differs("@confirmed", "income")},
      {"income_deleted", "DELETE FROM index_income WHERE income=38",
       differs("@confirmed", "income")},
      {"income_inserted", "INSERT INTO index_income VALUES(400,0,9,401)", differs("401", "income")},
      {"inflows_altered", "UPDATE index_inflows SET income=77 WHERE income=35",
       differs("@confirmed", "inflows")},
      {"inflows_deleted", "DELETE FROM index_inflows WHERE income=35",
       differs("@confirmed", "inflows")},
      {"outflows_inserted", "INSERT INTO index_outflows VALUES(0,0,44,5)",
       differs("44", "outflows")},
      {"taken_inserted", "INSERT INTO index_taken VALUES(44,0,0,5)", differs("44", "taken")},
      {"against_inserted", "INSERT INTO index_against VALUES(38,44,5)", differs("44", "against")},
      {"numbers_deleted", "DELETE FROM index_numbers WHERE number=1", differs("35", "numbers")},
      {"numbers_altered", "UPDATE index_numbers SET seq=36 WHERE number=1",
       differs("35", "numbers")},
      {"numbers_inserted", "INSERT INTO index_numbers VALUES(0,2026,9000,44)",
       differs("44", "numbers")},
  };
}

INSTANTIATE_TEST_SUITE_P(Index, TamperedRow, testing::ValuesIn(index_tampers()),
                         [](const auto& one) { return one.param.name; });

TEST(IndexRow, OfAnEntryThatIsNotThereIsFound) {
  for (const std::string row :
       {"refs VALUES(77,5000,5000)", "refs VALUES(77,77,-1)", "objects VALUES(5,690000)",
        "income VALUES(-9,0,0,-9)", "numbers VALUES(0,2026,9000,700000)"}) {
    SCOPED_TRACE(row);
    LedgerCopy copy;
    copy.sql("INSERT INTO index_" + row);
    const audit::Report report = copy.verify();
    EXPECT_EQ(report.findings.count(Damage::projection_differs), 1) << all_findings(report);
    EXPECT_EQ(report.findings.total(), 1) << all_findings(report);
  }
}

TEST(AlteredReference, IsFoundOnceAsMissingAndOnceAsMadeUp) {
  LedgerCopy copy;
  copy.sql("UPDATE index_refs SET key=key+1 WHERE seq=300");
  const audit::Report report = copy.verify();
  EXPECT_EQ(report.findings.count(Damage::projection_differs), 2) << all_findings(report);
  EXPECT_THAT(first_causes(report), HasSubstr("projection_differs 300 index_refs\n"));
  expect_entries_proved(report);
}

INSTANTIATE_TEST_SUITE_P(
    Nodes, TamperedRow,
    testing::Values(RowTamper{"altered", "UPDATE nodes SET hash=zeroblob(32) WHERE idx=1",
                              "projection_differs 256 node 1/1\n"},
                    RowTamper{"deleted", "DELETE FROM nodes WHERE idx=0",
                              "projection_differs 0 node 1/0\n"},
                    RowTamper{"inserted_too_high", "INSERT INTO nodes VALUES(2,0,zeroblob(32))",
                              "projection_differs 0 node 2/0\n"},
                    RowTamper{"inserted_too_far", "INSERT INTO nodes VALUES(1,900,zeroblob(32))",
                              "projection_differs 230400 node 1/900\n"}),
    [](const auto& one) { return one.param.name; });

TEST(SeveralRows, AreAllFound) {
  LedgerCopy copy;
  copy.sql(
      "DELETE FROM state WHERE key='account/cash1'; DELETE FROM nodes WHERE idx=0;"
      "DELETE FROM index_refs WHERE seq BETWEEN 300 AND 309");
  const audit::Report report = copy.verify();
  EXPECT_EQ(report.findings.count(Damage::projection_differs), 12) << all_findings(report);
  EXPECT_EQ(report.findings.total(), 12) << all_findings(report);
}

/// A checkpoint in the middle, and the one before it.
struct Middle {
  std::uint64_t before;
  std::uint64_t size;
  std::uint64_t last;
};

Middle middle_of(LedgerCopy& copy) {
  const std::vector<std::uint64_t> sizes = copy.checkpoint_sizes();
  return {sizes[sizes.size() - 3], sizes[sizes.size() - 2], sizes.back()};
}

std::string note_of(LedgerCopy& copy, std::uint64_t size) {
  return copy.text("SELECT note FROM checkpoints WHERE size=" + std::to_string(size));
}

void put_note(LedgerCopy& copy, std::uint64_t size, const std::string& note) {
  copy.sql("UPDATE checkpoints SET note='" + note + "' WHERE size=" + std::to_string(size));
}

std::string forged(std::uint64_t size) {
  return "forged " + std::to_string(size) + " checkpoint\n";
}

TEST(EditedCheckpoint, IsForgedWhereverOneByteIsChanged) {
  LedgerCopy copy;
  const Middle middle = middle_of(copy);
  const std::string note = note_of(copy, middle.size);
  for (std::size_t i = 0; i < note.size(); i += 7) {
    SCOPED_TRACE("byte " + std::to_string(i));
    std::string edited = note;
    edited[i] = edited[i] == 'A' ? 'B' : 'A';
    put_note(copy, middle.size, edited);
    const audit::Report report = copy.verify();
    EXPECT_EQ(first_causes(report), forged(middle.size));
    EXPECT_EQ(report.trustworthy(), middle.last);
  }
}

TEST(EditedCheckpoint, OfTheWholeLedgerLeavesTheOneBefore) {
  LedgerCopy copy;
  const Middle middle = middle_of(copy);
  std::string note = note_of(copy, middle.last);
  note[note.size() - 9] ^= 1;
  put_note(copy, middle.last, note);
  const audit::Report report = copy.verify();
  EXPECT_EQ(first_causes(report), forged(middle.last));
  EXPECT_EQ(report.trustworthy(), middle.size);
}

TEST(MovedCheckpoint, IsForgedAtTheSizeThatItClaims) {
  LedgerCopy copy;
  const Middle middle = middle_of(copy);
  put_note(copy, middle.size, note_of(copy, middle.last));
  EXPECT_EQ(first_causes(copy.verify()), forged(middle.size));
  LedgerCopy beyond;
  beyond.sql("UPDATE checkpoints SET size=size+1 WHERE size=" + std::to_string(middle.last));
  EXPECT_THAT(first_causes(beyond.verify()), HasSubstr(forged(middle.last + 1)));
}

TEST(DeletedCheckpoint, OfTheWholeLedgerLeavesEntriesThatNoneCovers) {
  LedgerCopy copy;
  const Middle middle = middle_of(copy);
  copy.sql("DELETE FROM checkpoints WHERE size=" + std::to_string(middle.last));
  const audit::Report report = copy.verify();
  EXPECT_EQ(first_causes(report), "inserted " + std::to_string(middle.size) + "-" +
                                      std::to_string(middle.last - 1) + "\n");
  EXPECT_EQ(report.trustworthy(), middle.size);
}

TEST(DeletedCheckpoint, OfEverySizeLeavesNothingProved) {
  LedgerCopy copy;
  copy.sql("DELETE FROM checkpoints");
  const audit::Report report = copy.verify();
  EXPECT_FALSE(report.findings.empty());
  EXPECT_EQ(report.trustworthy(), 0);
}

TEST(Checkpoint, OfAnotherKeyIsForged) {
  LedgerCopy copy;
  const Middle middle = middle_of(copy);
  const auto ours = *tlog::open_checkpoint(note_of(copy, middle.size),
                                           read_signer(LedgerFolder{copy.folder()}).verifier());
  const tlog::Signer stranger(ours.origin, SigningKey::from_seed(Block<32>{}));
  put_note(copy, middle.size, tlog::sign_checkpoint(ours, stranger));
  EXPECT_EQ(first_causes(copy.verify()), forged(middle.size));
}

TEST(VerifierKey, ReplacedMakesEveryCheckpointForgedAndIsNotTheLedgersOwn) {
  LedgerCopy copy;
  const tlog::Signer stranger("demo.mingzhang.example/jinan", SigningKey::from_seed(Block<32>{}));
  write_file(LedgerFolder{copy.folder()}.verifier_key(), stranger.verifier().vkey() + "\n");
  const audit::Report report = copy.verify();
  EXPECT_EQ(report.findings.count(Damage::forged), copy.checkpoint_sizes().size() + 1);
  EXPECT_THAT(first_causes(report), HasSubstr("forged 0 vkey\n"));
  EXPECT_EQ(report.trustworthy(), 0);
}

TEST(OlderCopy, IsTruncatedAgainstTheCheckpointThatWasKept) {
  LedgerCopy today;
  LedgerCopy older;
  older.sql(
      "DELETE FROM entries WHERE seq>=300; DELETE FROM checkpoints WHERE size>=300;"
      "DELETE FROM nodes WHERE idx>=1");
  older.rewrite([](std::vector<Entry>&) {});
  older.sign_again();
  older.rebuild_rows();
  ASSERT_EQ(all_findings(older.verify()), "");
  const audit::Report report = older.verify({today.checkpoint()});
  EXPECT_EQ(first_causes(report), "truncated 300-" + newest() + " kept checkpoint\n");
  EXPECT_EQ(report.trustworthy(), 300);
}

}  // namespace tamper_rows_test
}  // namespace mingzhang::test
