#include "ledger/mirror.h"

#include "ledger/books.h"
#include "tests/fund/state_text.h"
#include "tests/ledger/desk.h"

namespace mingzhang::test {
namespace mirror_test {

/// A desk whose State is mirrored from the first entry on.
class MirrorTest : public testing::Test {
 protected:
  MirrorTest() {
    desk_.options.keep_changes = true;
    desk_.options.on_commit = [this](const Batch& batch) { mirror_.take(batch); };
  }

  /// What a reader sees now, as rows; and what anyone reads from the file.
  std::string mirrored() const {
    return mirror_.read([](const State& state, Seq) { return rows_text(state); });
  }
  std::string stored() const { return rows_text(Books::load(*desk_.rows()).state); }

  static std::string rows_text(const State& state) {
    std::string text;
    for (const std::string& line : row_lines(state)) text += line + "\n";
    return text;
  }

  Desk desk_;
  Mirror mirror_{[this] { return desk_.rows(); }};
};

TEST_F(MirrorTest, IsEqualToWhatIsStoredAfterEachBatch) {
  desk_.found();
  EXPECT_TRUE(same(mirrored(), stored()));
  const Seq first = desk_.written(gift(1));
  const Seq second = desk_.written(gift(2));
  EXPECT_TRUE(same(mirrored(), stored()));
  desk_.written(cancellation(first));
  EXPECT_TRUE(same(mirrored(), stored()));
  EXPECT_EQ(mirror_.read([&](const State& state, Seq) { return state.unconfirmed.all().size(); }),
            1U);
  EXPECT_EQ(mirror_.read([](const State&, Seq size) { return size; }), second + 2);
}

TEST_F(MirrorTest, KnowsTheTablesThatAreAdopted) {
  desk_.found();
  const Date day = moment("2026-11-23T08:00:00.000Z").date(480);
  const Tables read = Books::load(*desk_.rows()).state.tables;
  ASSERT_TRUE(read.has(TableName::causes, day));
  EXPECT_TRUE(mirror_.read(
      [&](const State& state, Seq) { return state.tables.has(TableName::causes, day); }));
}

TEST_F(MirrorTest, HasWhatWasWrittenBeforeTheAnswerLeaves) {
  desk_.found();
  std::atomic<std::size_t> behind = 0;
  std::vector<std::future<void>> waiting;
  for (int i = 0; i < 200; ++i) {
    auto seen = std::make_shared<std::promise<void>>();
    waiting.push_back(seen->get_future());
    const Result<void> queued =
        desk_->submit({gift(i), std::nullopt, false}, [this, seen, &behind](const Answer& answer) {
          const Seq size = mirror_.read([](const State&, Seq entries) { return entries; });
          if (!answer || size <= answer->seq) ++behind;
          seen->set_value();
        });
    ASSERT_TRUE(queued);
  }
  for (std::future<void>& one : waiting) one.wait();
  EXPECT_EQ(behind, 0U);
  EXPECT_TRUE(same(mirrored(), stored()));
}

TEST_F(MirrorTest, ReadsTheStoreWhereABatchIsMissing) {
  desk_.found();
  desk_.options.on_commit = {};
  desk_.open();
  desk_.written(gift(1));
  EXPECT_FALSE(same(mirrored(), stored()));
  desk_.options.on_commit = [this](const Batch& batch) { mirror_.take(batch); };
  desk_.open();
  desk_.written(gift(2));
  EXPECT_TRUE(same(mirrored(), stored()));
}

}  // namespace mirror_test
}  // namespace mingzhang::test
