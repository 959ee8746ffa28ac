#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "audit/source.h"
#include "ledger/base/ed25519.h"
#include "ledger/fund/kinds/income.h"
#include "tests/api/run_command.h"
#include "tests/audit/exported_tiles.h"
#include "tests/audit/ledger_copy.h"

/// `mingzhang-audit consistency`, and `check` of what it prints.
namespace mingzhang::test {
namespace consistency_test {

using testing::HasSubstr;

/// A ledger, what a thief who holds its key made of it from entry 400 on, and a shorter copy.
class TwoHistories : public testing::Test {
 protected:
  TwoHistories() {
    thief_.rewrite([](std::vector<Entry>& entries) {
      DonationReceived body = entries[400].as<DonationReceived>();
      body.amount = *Money::of_fen(9'999);
      entries[400].body = std::make_shared<BodyOf<DonationReceived>>(std::move(body));
    });
    thief_.recompute_nodes();
    thief_.sign_again();
    older_ = note(honest_, "size<400", "size DESC");
    middle_ = note(honest_, "size>401", "size");
    newest_ = honest_.checkpoint();
    forged_middle_ = note(thief_, "size>401", "size");
    forged_newest_ = thief_.checkpoint();
  }

  static std::string note(LedgerCopy& copy, const std::string& where, const std::string& order) {
    return copy.text("SELECT note FROM checkpoints WHERE " + where + " ORDER BY " + order +
                     " LIMIT 1");
  }
  std::string write(const std::string& name, const std::string& text) const {
    const std::string path = (temp_.path() / name).string();
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }
  std::string vkey() const { return (honest_.folder() / "log.vkey").string(); }
  Ran consistency(const std::string& older, const std::string& newer,
                  std::vector<std::string> more) const {
    std::vector<std::string> all{"mingzhang-audit", "consistency", write("old", older),
                                 write("new", newer)};
    all.insert(all.end(), more.begin(), more.end());
    return run(all);
  }
  Ran from(const LedgerCopy& source, const std::string& older, const std::string& newer) const {
    return consistency(older, newer, {source.folder().string()});
  }
  /// Without the ledger, by the key alone.
  Ran check(const std::string& proof, std::vector<std::string> more = {}) const {
    std::vector<std::string> all{"mingzhang-audit", "check", write("proof", proof), "--vkey",
                                 vkey()};
    all.insert(all.end(), more.begin(), more.end());
    return run(all);
  }
  void expect_fork(const Ran& ran) const {
    EXPECT_EQ(ran.code, 1) << ran.err;
    EXPECT_THAT(ran.err, HasSubstr("FORK: "));
    const Ran checked = check(ran.out, {"--format", "json"});
    EXPECT_EQ(checked.code, 1);
    const auto json = nlohmann::json::parse(checked.out);
    EXPECT_EQ(json.at("proved"), true);
    EXPECT_EQ(json.at("what"), "fork");
  }

  TempFolder temp_;
  LedgerCopy honest_;
  LedgerCopy thief_;
  std::string older_;
  std::string middle_;
  std::string newest_;
  std::string forged_middle_;
  std::string forged_newest_;
};

TEST_F(TwoHistories, OfOneLedgerContinue) {
  for (const auto& [older, newer] : {std::pair{older_, middle_}, std::pair{older_, newest_},
                                     std::pair{middle_, newest_}, std::pair{newest_, newest_}}) {
    const Ran ran = from(honest_, older, newer);
    EXPECT_EQ(ran.code, 0) << ran.err;
    EXPECT_THAT(ran.err, HasSubstr("NEW continues OLD"));
    const Ran checked = check(ran.out);
    EXPECT_EQ(checked.code, 0) << checked.out;
    EXPECT_THAT(checked.out, HasSubstr("continues: "));
  }
  // The thief's books begin as the honest ones do.
  EXPECT_EQ(from(thief_, older_, forged_newest_).code, 0);
}

TEST_F(TwoHistories, OfOneSizeExcludeEachOtherByThemselves) {
  expect_fork(consistency(newest_, forged_newest_, {"--vkey", vkey()}));
}

TEST_F(TwoHistories, OfDifferentSizesAreShownToExcludeEachOtherByTheLaterOnesTree) {
  expect_fork(from(thief_, middle_, forged_newest_));
  expect_fork(from(honest_, forged_middle_, newest_));
}

TEST_F(TwoHistories, AreAForkOfTheSourceWhereItHasOnlyTheOlderOnesTree) {
  const Ran ran = from(honest_, middle_, forged_newest_);
  EXPECT_THAT(ran.err, HasSubstr("source's own newest checkpoint"));
  expect_fork(ran);
}

TEST_F(TwoHistories, AreNotConnectedByASourceThatIsTooShort) {
  LedgerCopy shorter;
  shorter.sql("DELETE FROM checkpoints WHERE size>=400");
  const Ran ran = from(shorter, older_, newest_);
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.out, "");
  EXPECT_THAT(ran.err, HasSubstr("That proves no fork"));
}

TEST_F(TwoHistories, AreNotConnectedByDamagedHashes) {
  LedgerCopy damaged;
  damaged.put_leaf(600, Hash{});
  const Ran ran = from(damaged, older_, newest_);
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.out, "");
  EXPECT_THAT(ran.err, HasSubstr("That proves no fork"));
}

TEST_F(TwoHistories, AreNotComparedWhereTheQuestionIsWrong) {
  EXPECT_EQ(from(honest_, newest_, older_).code, 2);
  EXPECT_EQ(consistency(older_, newest_, {"--vkey", vkey()}).code, 2);
  EXPECT_EQ(consistency(newest_, newest_, {}).code, 3);
  const Ran unsigned_note = from(honest_, "not signed\n", newest_);
  EXPECT_EQ(unsigned_note.code, 1);
  EXPECT_EQ(unsigned_note.out, "");
}

TEST_F(TwoHistories, AreConnectedByTilesAsByTheLedger) {
  const ExportedTiles tiles;
  const Ran ran = consistency(older_, newest_, {tiles.folder(), "--vkey", tiles.vkey()});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.out, from(honest_, older_, newest_).out);
  expect_fork(consistency(forged_middle_, newest_, {tiles.folder(), "--vkey", tiles.vkey()}));
  tiles.remove(tiles.leaves_of(tiles.size() - 1));
  const Ran broken = consistency(older_, newest_, {tiles.folder(), "--vkey", tiles.vkey()});
  EXPECT_EQ(broken.code, 3);
  EXPECT_EQ(broken.out, "");
  EXPECT_THAT(broken.err, HasSubstr("tile/0/"));
}

TEST_F(TwoHistories, AreConnectedByAProofThatExists) {
  const auto by = [&](const std::string& older, const std::string& newer,
                      const std::string& proof) {
    return consistency(older, newer, {"--vkey", vkey(), "--proof", write("there", proof)});
  };
  const std::string continues = from(honest_, older_, newest_).out;
  const std::string forked = from(thief_, middle_, forged_newest_).out;
  EXPECT_EQ(by(older_, newest_, continues).code, 0);
  EXPECT_EQ(by(older_, newest_, continues).out, continues);
  expect_fork(by(middle_, forged_newest_, forked));
  const Ran others = by(middle_, newest_, continues);
  EXPECT_EQ(others.code, 1);
  EXPECT_EQ(others.out, "");
  EXPECT_THAT(others.err, HasSubstr("other checkpoints"));
  EXPECT_EQ(by(older_, forged_newest_, continues).code, 1);
  // What proves that it continues does not prove a fork, whoever writes so above it.
  std::string renamed = continues;
  renamed.replace(0, renamed.find('\n'), "mingzhang/fork/1");
  EXPECT_THAT(by(older_, newest_, renamed).err, HasSubstr("not_shown"));
}

TEST_F(TwoHistories, AreComparedForPrograms) {
  const auto relation = [&](const LedgerCopy& source, const std::string& older,
                            const std::string& newer) {
    const Ran ran = consistency(older, newer, {source.folder().string(), "--format", "json"});
    const auto json = nlohmann::json::parse(ran.out);
    const std::string proof = json.value("proof", "");
    EXPECT_EQ(proof, from(source, older, newer).out);
    EXPECT_EQ(ran.code, json.at("relation") == "continues" ? 0 : 1);
    return json.at("relation").get<std::string>();
  };
  EXPECT_EQ(relation(honest_, older_, newest_), "continues");
  EXPECT_EQ(relation(honest_, forged_middle_, newest_), "forked");
  EXPECT_EQ(relation(honest_, middle_, forged_newest_), "source_forked");
}

TEST_F(TwoHistories, ProveNothingToTheHolderOfAnotherKey) {
  const tlog::Verifier stranger(tlog::Verifier::parse(audit::read_text(vkey()))->name(),
                                SigningKey::from_seed(Block<32>{}).public_key());
  const std::string other = write("other.vkey", stranger.vkey() + "\n");
  const std::string proof = from(thief_, middle_, forged_newest_).out;
  const Ran checked = run({"mingzhang-audit", "check", write("proof", proof), "--vkey", other});
  EXPECT_EQ(checked.code, 1);
  EXPECT_THAT(checked.out, HasSubstr("no_known_signature"));
  EXPECT_EQ(consistency(newest_, forged_newest_, {"--vkey", other}).code, 1);
}

TEST_F(TwoHistories, ProveNothingWhereTheyStandInTheWrongOrder) {
  const std::string proof = from(honest_, older_, newest_).out;
  const std::size_t notes = proof.find("\n\n") + 2;
  const std::string turned = proof.substr(0, notes) + newest_ + "\n" + older_;
  const Ran checked = check(turned);
  EXPECT_EQ(checked.code, 1);
  EXPECT_THAT(checked.out, HasSubstr("not_in_order"));
}

TEST_F(TwoHistories, ProveNothingWhereAFileWasChanged) {
  const std::string proof = from(thief_, middle_, forged_newest_).out;
  for (std::size_t i = 0; i < proof.size(); i += 97) {
    std::string changed = proof;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    const Ran checked = check(changed);
    EXPECT_EQ(checked.code, 1) << i;
    EXPECT_THAT(checked.out, HasSubstr("not proved")) << i;
  }
}

}  // namespace consistency_test
}  // namespace mingzhang::test
