#include "ledger/vault.h"

#include "ledger/base/aead.h"
#include "ledger/base/sha256.h"
#include "tests/ledger/vault_desk.h"

/// Private details, from a submission to what can be read of them.
namespace mingzhang::test {
namespace vault_test {

class VaultTest : public testing::Test {
 protected:
  VaultTest() { desk_.found(); }

  Vault& vault() { return *desk_.vault; }
  Seq written(const Submission& submission) {
    const Answer answer = desk_.write(submission);
    EXPECT_TRUE(answer) << to_text(answer.error());
    return answer ? answer->seq : 0;
  }
  std::vector<Hash> commitments_of(Seq seq) {
    return decode(*desk_.desk.rows()->entry(seq))->commitments;
  }
  Unopened reason_for(const Hash& commitment) {
    const auto opened = vault().open(commitment);
    EXPECT_FALSE(opened);
    return opened ? Unopened{} : opened.error();
  }

  VaultDesk desk_;
};

TEST_F(VaultTest, GivesBackWhatAnEntryCommitsTo) {
  Submission submission = VaultDesk::gift_of(1, "donor1");
  submission.details.push_back({Id("donor2"), R"({"name":"李"})"});
  const Seq seq = written(submission);
  const std::vector<Hash> commitments = commitments_of(seq);
  ASSERT_EQ(commitments.size(), 2U);
  const auto opened = vault().open(commitments[0]);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->json, VaultDesk::details_of(1));
  EXPECT_EQ(opened->subject, Id("donor1"));
  EXPECT_EQ(opened->seq, seq);
  const std::string text = "mingzhang/details/1\n" + VaultDesk::details_of(1);
  EXPECT_EQ(hmac_sha256(opened->key.view(), bytes_of(text)), commitments[0]);
  EXPECT_EQ(vault().open(commitments[1])->json, R"({"name":"李"})");
  desk_.open();
  EXPECT_EQ(vault().open(commitments[0])->json, VaultDesk::details_of(1));
}

TEST_F(VaultTest, CommitsToTheSameDetailsDifferentlyEachTime) {
  const Seq first = written(VaultDesk::gift_of(1, "donor1"));
  Submission again = VaultDesk::gift_of(2, "donor1");
  again.details[0].json = VaultDesk::details_of(1);
  EXPECT_NE(commitments_of(first), commitments_of(written(again)));
}

TEST_F(VaultTest, KeepsOneKeyForASubjectAlsoWithinABatch) {
  std::vector<Submission> submissions;
  for (int i = 0; i < 40; ++i) submissions.push_back(VaultDesk::gift_of(i, "donor1"));
  for (const Answer& answer : write_all(*desk_.desk, submissions)) ASSERT_TRUE(answer);
  for (const auto& [commitment, seq] : desk_.committed()) {
    const auto opened = vault().open(commitment);
    ASSERT_TRUE(opened);
    EXPECT_EQ(opened->seq, seq);
  }
  EXPECT_EQ(desk_.committed().size(), 40U);
}

TEST_F(VaultTest, HoldsNothingOfARefusal) {
  written(VaultDesk::gift_of(1, "donor1"));
  const auto id = vault().subject_id("370105194912310021", desk_.desk.random);
  Submission refused = VaultDesk::gift_of(1, "donor2");  // The reference stands.
  refused.ids = {*id};
  EXPECT_EQ(code_of(desk_.write(refused)), Code::ref_standing);
  EXPECT_EQ(desk_.rows().size(), 1U);
  EXPECT_EQ(vault().rows().key("donor2"), std::nullopt);
  vault().rows().scan_ids([](const store::IdRow& row) { ADD_FAILURE() << row.id; });
}

TEST_F(VaultTest, RefusesDetailsThatAreNotOfTheForm) {
  const auto code_with = [&](std::vector<Details> details) {
    Submission submission = VaultDesk::gift_of(1, "donor1");
    submission.details = std::move(details);
    return code_of(desk_.write(submission));
  };
  EXPECT_EQ(code_with({{Id("s"), R"({"b":1,"a":1})"}}), Code::key_order);
  EXPECT_EQ(code_with({{Id(), R"({"a":1})"}}), Code::value_empty);
  EXPECT_EQ(code_with({{Id("s"), R"({"a":1})"}, {Id("s"), R"({"a":1})"}}), Code::key_duplicate);
  std::vector<Details> many;
  for (int i = 0; i < 33; ++i) many.push_back({Id("s" + std::to_string(i)), R"({"a":1})"});
  EXPECT_EQ(code_with(many), Code::list_too_long);
  many.pop_back();
  EXPECT_EQ(commitments_of(written({gift(1), std::nullopt, false, many, {}})).size(), 32U);
}

TEST_F(VaultTest, LetsAnEntryCiteOnlyDetailsThatAreThere) {
  Submission submission{gift(1), std::nullopt, false, {}, {}};
  submission.command.commitments = {store::hash_of_number(1)};
  EXPECT_EQ(code_of(desk_.write(submission)), Code::details_unknown);
  submission.command.commitments = commitments_of(written(VaultDesk::gift_of(2, "donor1")));
  EXPECT_EQ(commitments_of(written(submission)), submission.command.commitments);
}

TEST_F(VaultTest, IsNeededForDetails) {
  desk_.desk.options.vault = nullptr;
  desk_.desk.open();
  EXPECT_EQ(code_of(desk_.write(VaultDesk::gift_of(1, "donor1"))), Code::vault_missing);
}

TEST_F(VaultTest, SealsNothingAnewForARepeatedRequest) {
  Submission submission = VaultDesk::gift_of(1, "donor1");
  submission.key = request_key(1, 1);
  const Seq seq = written(submission);
  EXPECT_EQ(written(submission), seq);
  EXPECT_EQ(desk_.rows().size(), 1U);
}

TEST_F(VaultTest, GivesTheSameNumberTheSameIdForEver) {
  Random& random = desk_.desk.random;
  const Result<Id> id = vault().subject_id("370105194912310021", random);
  ASSERT_TRUE(id);
  EXPECT_EQ(id->view().front(), 's');
  EXPECT_EQ(id->size(), 17U);
  EXPECT_EQ(vault().subject_id("370105194912310021", random), id);
  EXPECT_NE(vault().subject_id("370105194912310022", random), id);
  const Result<Id> tag = vault().account_tag("6226000000005669", random);
  EXPECT_EQ(tag->view().front(), 'a');
  EXPECT_NE(vault().account_tag("370105194912310021", random)->view().substr(1),
            id->view().substr(1));
  Submission submission = VaultDesk::gift_of(1, id->str());
  submission.ids = {*tag};
  written(submission);
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(vault().subject_id("370105194912310021", random), id);
    EXPECT_EQ(vault().account_tag("6226000000005669", random), tag);
    desk_.open();
  }
  EXPECT_FALSE(vault().subject_id("", random));
  EXPECT_FALSE(vault().subject_id("王", random));
}

TEST_F(VaultTest, ForgetsAnErasedSubjectForGood) {
  Random& random = desk_.desk.random;
  const Id id = *vault().subject_id("370105194912310021", random);
  const Seq seq = written(VaultDesk::gift_of(1, id.str()));
  const Seq other = written(VaultDesk::gift_of(2, "donor2"));
  vault().destroy(id, desk_.desk.clock.now());
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(reason_for(commitments_of(seq)[0]), Unopened::destroyed);
    EXPECT_TRUE(vault().open(commitments_of(other)[0]));
    EXPECT_EQ(code_of(desk_.write(VaultDesk::gift_of(3, id.str()))), Code::details_erased);
    EXPECT_NE(*vault().subject_id("370105194912310021", random), id);
    desk_.open();
  }
}

TEST_F(VaultTest, GivesNoErasedNumberBackItsId) {
  Random& random = desk_.desk.random;
  const Id id = *vault().subject_id("370105194912310021", random);
  written(VaultDesk::gift_of(1, id.str()));
  vault().destroy(id, desk_.desk.clock.now());
  Submission late{gift(2), std::nullopt, false, {}, {id}};
  written(late);
  EXPECT_NE(*vault().subject_id("370105194912310021", random), id);
}

TEST_F(VaultTest, LooksAtAStartOnlyAtWhatTheLastBatchLeft) {
  for (int i = 0; i < 3; ++i) written(VaultDesk::gift_of(i, "donor"));
  EXPECT_EQ(vault().rows().unsettled().size(), 1U);
  desk_.open();
  EXPECT_TRUE(vault().rows().unsettled().empty());
}

TEST_F(VaultTest, KeepsDetailsOfAnEntryHoweverLateItStartsAgain) {
  const Hash commitment = commitments_of(written(VaultDesk::gift_of(1, "donor1")))[0];
  desk_.close();
  desk_.desk.clock.pass_ms(3 * kOrphansKeptMs);
  desk_.open();
  EXPECT_TRUE(vault().open(commitment));
}

TEST_F(VaultTest, NoticesDetailsThatAreNotWhatWasSealed) {
  const Hash commitment = commitments_of(written(VaultDesk::gift_of(1, "donor1")))[0];
  const Hash other = commitments_of(written(VaultDesk::gift_of(2, "donor1")))[0];
  EXPECT_EQ(reason_for(store::hash_of_number(1)), Unopened::not_there);
  const std::string hex = to_hex(commitment.view());
  store::tamper(desk_.paths.details,
                "UPDATE details SET sealed = (SELECT sealed FROM details WHERE "
                "commitment = x'" +
                    to_hex(other.view()) + "') WHERE commitment = x'" + hex + "'");
  EXPECT_EQ(reason_for(commitment), Unopened::damaged);
  EXPECT_TRUE(vault().open(other));
  store::tamper(desk_.paths.keys, "DELETE FROM keys");
  EXPECT_EQ(reason_for(other), Unopened::damaged);
}

TEST_F(VaultTest, NoticesDetailsSealedWithTheKeysUnderAnothersCommitment) {
  const Hash commitment = commitments_of(written(VaultDesk::gift_of(1, "donor1")))[0];
  // Who holds the master key can seal anything, but not make it what the entry says.
  Random& random = desk_.desk.random;
  const Bytes wrapped = *vault().rows().key("donor1")->wrapped;
  const Hash wrap = hmac_sha256(desk_.master.view(), bytes_of("mingzhang/vault/wrap/1\n"));
  const auto key = aead_open(wrap, bytes_of("mingzhang/datakey/1\ndonor1"), wrapped);
  ASSERT_TRUE(key);
  Block<32> data_key;
  std::copy(key->begin(), key->end(), data_key.bytes.begin());
  const std::string forged = std::string(32, 'k') + R"({"name":"赵"})";
  const Bytes sealed =
      aead_seal(data_key, random.block<kNonceBytes>(), commitment.view(), bytes_of(forged));
  store::tamper(desk_.paths.details, "UPDATE details SET sealed = x'" + to_hex(sealed) + "'");
  EXPECT_EQ(reason_for(commitment), Unopened::differs);
}

/// The expected values were computed from docs/format.md with another program.
TEST(VaultFormat, IsWhatThePageSays) {
  Block<32> key;
  for (std::size_t i = 0; i < key.kSize; ++i) key.bytes[i] = static_cast<std::byte>(i);
  EXPECT_EQ(to_hex(commitment_of(key, R"({"name":"王小明"})").view()),
            "a97a458f1c59c718b8130678dcb14aba385c8b04b741e6108df02e8c9be29e68");
  EXPECT_EQ(to_hex(Vault::proof_of(key).view()),
            "a2f7548d70a86e313d9dba13092088183771189796f2f48f7b0ad951c48baddf");
  store::ReadRow row;
  row.number = 7;
  row.time_ms = 1'769'000'000'123;
  row.person = "auditor";
  row.reason = "audit";
  row.commitment.bytes.fill(std::byte{0x11});
  row.prev.bytes.fill(std::byte{0x22});
  EXPECT_EQ(to_hex(read_hash(row).view()),
            "47e0ddfbce3d6637f6340179604a44c6f24a536e8cb7d58499b9d1258fd63afd");
}

TEST_F(VaultTest, OpensWithItsOwnMasterKeyOnly) {
  desk_.close();
  desk_.master.bytes[0] ^= std::byte{1};
  EXPECT_EQ(ledger_error([&] { desk_.open(); }), LedgerError::Kind::wrong_key);
}

TEST_F(VaultTest, ServesAnotherProcessBesideTheWriter) {
  Vault other([&] { return store::open_sqlite_vault(desk_.paths); }, desk_.master);
  for (int i = 0; i < 3; ++i) {
    const Hash commitment = commitments_of(written(VaultDesk::gift_of(i, "donor")))[0];
    EXPECT_EQ(other.open(commitment)->json, VaultDesk::details_of(i));
    other.log_read(commitment, Id("auditor"), Id("audit"), desk_.desk.clock.now());
  }
  std::uint64_t count = 0;
  vault().rows().scan_reads([&](const store::ReadRow&) { ++count; });
  EXPECT_EQ(count, 3U);
}

TEST_F(VaultTest, ChainsTheLogOfReads) {
  const Hash commitment = commitments_of(written(VaultDesk::gift_of(1, "donor1")))[0];
  for (int i = 0; i < 3; ++i) {
    vault().log_read(commitment, Id("auditor"), Id("audit"), desk_.desk.clock.now());
  }
  Hash prev{};
  std::uint64_t count = 0;
  vault().rows().scan_reads([&](const store::ReadRow& row) {
    EXPECT_EQ(row.number, count++);
    EXPECT_EQ(row.prev, prev);
    EXPECT_EQ(row.hash, read_hash(row));
    prev = row.hash;
  });
  EXPECT_EQ(count, 3U);
}

}  // namespace vault_test
}  // namespace mingzhang::test
