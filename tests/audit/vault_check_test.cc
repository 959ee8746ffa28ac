#include "audit/vault_check.h"

#include "tests/ledger/vault_desk.h"

/// A vault is damaged by somebody who can write its files; whatever they do, it is found.
namespace mingzhang::test {
namespace vault_check_test {

using audit::Damage;
using audit::Finding;
using audit::Findings;

class VaultCheckTest : public testing::Test {
 protected:
  VaultCheckTest() {
    desk_.found();
    id_ = *vault().subject_id("370105194912310021", desk_.desk.random);
    tag_ = *vault().account_tag("6226000000005669", desk_.desk.random);
    for (int i = 0; i < 3; ++i) {
      Submission submission = VaultDesk::gift_of(i, i == 0 ? id_.str() : "donor");
      submission.ids = {tag_};
      EXPECT_TRUE(desk_.write(submission));
    }
    for (int i = 0; i < 3; ++i) {
      vault().log_read(commitment(0), Id("auditor"), Id("audit"), desk_.desk.clock.now());
    }
  }

  Vault& vault() { return *desk_.vault; }
  Hash commitment(std::size_t i) { return desk_.committed().at(i).first; }
  Seq seq(std::size_t i) { return desk_.committed().at(i).second; }
  std::string blob(std::size_t i) { return "x'" + to_hex(commitment(i).view()) + "'"; }

  /// Runs SQL past the triggers, then checks.
  std::vector<Finding> after(const std::string& sql) {
    forge(desk_.paths.details, sql);
    return check();
  }
  std::vector<Finding> check() {
    Findings findings;
    const auto ledger = store::open_sqlite_readonly(desk_.desk.database());
    report_ = audit::check_vault(*ledger, vault(), findings);
    return findings.kept();
  }
  static std::string only(const std::vector<Finding>& findings) {
    if (findings.size() != 1) return std::to_string(findings.size()) + " findings";
    const Finding& finding = findings[0];
    return std::string(damage_name(finding.damage)) + " " +
           (finding.seq ? std::to_string(*finding.seq) : "-") + " " + finding.where + ": " +
           finding.found;
  }
  std::string at(std::size_t i) {
    return "details_differ " + std::to_string(seq(i)) + " private " + to_hex(commitment(i).view()) +
           ": ";
  }

  VaultDesk desk_;
  Id id_;
  Id tag_;
  audit::VaultReport report_;
};

TEST_F(VaultCheckTest, FindsNothingInASoundVault) {
  EXPECT_TRUE(check().empty());
  EXPECT_EQ(report_.commitments, 3U);
  EXPECT_EQ(report_.details, 3U);
  EXPECT_EQ(report_.opened, 3U);
  EXPECT_EQ(report_.erased, 0U);
  EXPECT_EQ(report_.without_entry, 0U);
  EXPECT_EQ(report_.ids, 2U);
  EXPECT_EQ(report_.reads, 3U);
}

TEST_F(VaultCheckTest, CountsWhatWasErased) {
  vault().destroy(id_, desk_.desk.clock.now());
  EXPECT_TRUE(check().empty());
  EXPECT_EQ(report_.opened, 2U);
  EXPECT_EQ(report_.erased, 1U);
  EXPECT_EQ(report_.ids, 1U);
}

TEST_F(VaultCheckTest, FindsDetailsThatAreNotThere) {
  EXPECT_EQ(only(after("DELETE FROM details WHERE commitment = " + blob(1))),
            at(1) + "not in the vault");
}

TEST_F(VaultCheckTest, FindsDetailsOfAnother) {
  EXPECT_EQ(
      only(after("UPDATE details SET sealed = (SELECT sealed FROM details WHERE commitment = " +
                 blob(2) + ") WHERE commitment = " + blob(1))),
      at(1) + "does not open");
}

TEST_F(VaultCheckTest, FindsDetailsPutDownToAnotherSubject) {
  EXPECT_EQ(
      only(after("UPDATE details SET subject = '" + id_.str() + "' WHERE commitment = " + blob(1))),
      at(1) + "does not open");
}

TEST_F(VaultCheckTest, FindsAKeyThatIsGoneWithoutAnErasure) {
  forge(desk_.paths.keys, "DELETE FROM keys WHERE subject = '" + id_.str() + "'");
  EXPECT_EQ(only(check()), at(0) + "does not open");
}

TEST_F(VaultCheckTest, CountsDetailsOfNoEntry) {
  EXPECT_TRUE(after("UPDATE details SET seq = seq - 1 WHERE commitment = " + blob(0)).empty());
  EXPECT_EQ(report_.without_entry, 1U);
}

TEST_F(VaultCheckTest, FindsTwoNumbersWithOneId) {
  EXPECT_EQ(only(after("DROP INDEX ids_id; INSERT INTO ids VALUES(randomblob(32), 'subject', '" +
                       id_.str() + "')")),
            "details_differ - id " + id_.str() + ": two numbers");
}

TEST_F(VaultCheckTest, FindsAnIdOfAnotherForm) {
  EXPECT_EQ(only(after("UPDATE ids SET noun = 'account' WHERE noun = 'subject'")),
            "details_differ - id " + id_.str() + ": not of the form of an id");
}

TEST_F(VaultCheckTest, FindsEveryChangeToTheLogOfReads) {
  for (const std::string change :
       {"person = 'boss'", "reason = 'none'", "time_ms = time_ms + 1",
        "commitment = randomblob(32)", "hash = randomblob(32)", "prev = randomblob(32)"}) {
    forge(desk_.paths.details, "CREATE TABLE kept AS SELECT * FROM reads");
    EXPECT_FALSE(after("UPDATE reads SET " + change + " WHERE number = 1").empty()) << change;
    forge(desk_.paths.details,
          "DELETE FROM reads; INSERT INTO reads SELECT * FROM kept; DROP TABLE kept");
    EXPECT_TRUE(check().empty());
  }
  EXPECT_FALSE(after("DELETE FROM reads WHERE number = 1").empty());
  EXPECT_FALSE(after("DELETE FROM reads WHERE number = 0").empty());
}

TEST_F(VaultCheckTest, FindsReadsTakenOutByOneWhoKnowsTheHash) {
  std::vector<store::ReadRow> rows;
  vault().rows().scan_reads([&](const store::ReadRow& row) { rows.push_back(row); });
  const auto with_last = [&](std::uint64_t number, const Hash& prev) {
    store::ReadRow row = rows[2];
    row.number = number;
    row.prev = prev;
    return "DELETE FROM reads WHERE number > 0; INSERT INTO reads SELECT " +
           std::to_string(number) + ", time_ms, person, reason, commitment, x'" +
           to_hex(prev.view()) + "', x'" + to_hex(read_hash(row).view()) + "' FROM reads";
  };
  EXPECT_FALSE(after(with_last(1, rows[1].hash)).empty());  // Follows what is not there.
  EXPECT_FALSE(after(with_last(2, rows[0].hash)).empty());  // Leaves a number out.
  EXPECT_TRUE(after(with_last(1, rows[0].hash)).empty());   // What only a kept hash shows.
}

TEST_F(VaultCheckTest, CallsRowsThatCannotBeReadUnreadableAndGoesOn) {
  const auto findings = after(
      "UPDATE ids SET id = 'NO ID' WHERE noun = 'subject'; DELETE FROM details WHERE commitment "
      "= " +
      blob(1));
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_EQ(findings[0].damage, Damage::details_differ);
  EXPECT_EQ(findings[1].damage, Damage::unreadable);
  EXPECT_EQ(findings[1].where, "ids");
}

}  // namespace vault_check_test
}  // namespace mingzhang::test
