#include "ledger/sequencer.h"

#include <set>
#include <thread>

#include "tests/ledger/desk.h"

namespace mingzhang::test {
namespace sequencer_test {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Sequencer, AnswersWhenTheBatchIsDurable) {
  Desk desk;
  desk.found();
  std::promise<std::optional<std::string>> seen;
  const auto submitted = desk->submit({gift(1), std::nullopt, true}, [&](const Answer& answer) {
    const auto bytes = answer ? desk.rows()->entry(answer->seq) : std::nullopt;
    seen.set_value(bytes && *bytes == answer->bytes ? bytes : std::nullopt);
  });
  ASSERT_TRUE(submitted);
  EXPECT_TRUE(seen.get_future().get()) << "another connection does not see the entry";
}

TEST(Sequencer, LetsABatchSeeItself) {
  Desk desk;
  GatedRandom gate;
  desk.options.random = &gate;
  desk.found();
  // While the writer stands before the gate with one gift, the other two wait: one batch.
  gate.shut();
  auto before = submit(*desk, {gift(1), std::nullopt, false});
  gate.wait_for_writer();
  auto first = submit(*desk, {gift(2), std::nullopt, false});
  auto second = submit(*desk, {gift(2), std::nullopt, false});
  gate.open();
  EXPECT_TRUE(before.get());
  EXPECT_TRUE(first.get());
  EXPECT_EQ(code_of(second.get()), Code::ref_standing);
  EXPECT_EQ(desk.size(), kFounded + 2);
  EXPECT_FALSE(desk.rows()->checkpoint(kFounded + 3));
}

TEST(Sequencer, WritesNothingForWhatItRefuses) {
  Desk desk;
  desk.found();
  const Seq taken = desk.written(gift(1));
  const std::string before = desk.dump();
  const std::vector<RefusedAct> acts{
      {"the same reference", gift(1), Code::ref_standing, "body.ref"},
      {"nobody", gift(2).by("nobody"), Code::actor_unknown, "actor"},
      {"not a cashier", gift(2).by("reviewer"), Code::duty_missing, "actor"},
      {"no such fund", gift(2).in("nowhere"), Code::fund_unknown, "fund"},
      {"no such account", gift(2).with([](auto& body) { body.account = "none"; }),
       Code::account_unknown, "body.account"},
      {"tomorrow", gift(2).with([](auto& body) { body.value_date = day("2026-11-25"); }),
       Code::date_in_future, "body.value_date"},
      {"opened twice", opening(), Code::exists_already, ""},
      {"without a proposal", policy(), Code::proposal_needed, "body.proposal"},
      {"nothing to confirm", confirmation(taken + 1, taken + 9, 1, 1_yuan), Code::income_unknown,
       "body.first"},
      {"a wrong total", confirmation(taken, taken, 1, 2_yuan), Code::amount_differs, "body.amount"},
  };
  for (const RefusedAct& row : acts) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(code_of(desk.write(row.act)), row.code);
  }
  EXPECT_TRUE(same(desk.dump(), before));
  EXPECT_EQ(desk.written(gift(3)), taken + 1);
}

TEST(Sequencer, CommitsWhatWaitsTogether) {
  Desk desk;
  desk.found();
  constexpr int kThreads = 4;
  constexpr int kEach = 250;
  std::vector<std::vector<Seq>> seqs(kThreads);
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      std::vector<std::future<Answer>> waiting;
      for (int i = 0; i < kEach; ++i) {
        waiting.push_back(submit(*desk, {gift(t * kEach + i), std::nullopt, false}));
      }
      for (auto& answer : waiting) {
        const Answer given = answer.get();
        if (given) seqs[static_cast<std::size_t>(t)].push_back(given->seq);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::set<Seq> all;
  for (const std::vector<Seq>& of_thread : seqs) {
    EXPECT_TRUE(std::ranges::is_sorted(of_thread));
    all.insert(of_thread.begin(), of_thread.end());
  }
  constexpr Seq kGifts = kThreads * kEach;
  EXPECT_EQ(all.size(), kGifts);
  EXPECT_EQ(*all.begin(), kFounded);
  EXPECT_EQ(*all.rbegin(), kFounded + kGifts - 1);
  std::size_t checkpoints = 0;
  const auto rows = desk.rows();
  rows->scan_checkpoints(kFounded + 1, kFounded + kGifts, [&](const store::CheckpointRow&) {
    ++checkpoints;
    return true;
  });
  EXPECT_EQ(rows->head().size, kFounded + kGifts);
  EXPECT_LT(checkpoints, kGifts / 4);
}

TEST(Sequencer, RefusesMoreThanItsQueueHolds) {
  Desk desk;
  GatedRandom gate;
  desk.options.random = &gate;
  desk.found();
  gate.shut();
  auto first = submit(*desk, {gift(0), std::nullopt, false});
  gate.wait_for_writer();
  const Submission cheap{gift(0), std::nullopt, false};  // Refused when it is decided.
  std::atomic<std::size_t> answered = 0;
  for (std::size_t i = 0; i < kQueueMax; ++i) {
    ASSERT_TRUE(desk->submit(cheap, [&](const Answer&) { ++answered; }));
  }
  const auto over = desk->submit(cheap, [&](const Answer&) { ADD_FAILURE() << "answered"; });
  ASSERT_FALSE(over);
  EXPECT_EQ(over.error().code, Code::queue_full);
  gate.open();
  EXPECT_TRUE(first.get());
  desk.close();
  EXPECT_EQ(answered, kQueueMax);
}

TEST(Sequencer, DecidesWhatWaitsBeforeItEnds) {
  Desk desk;
  GatedRandom gate;
  desk.options.random = &gate;
  desk.found();
  gate.shut();
  auto first = submit(*desk, {gift(0), std::nullopt, false});
  gate.wait_for_writer();
  auto waiting = submit(*desk, {gift(1), std::nullopt, false});
  Sequencer& sequencer = *desk;
  std::thread closing([&] { desk.close(); });
  // The end has begun when nothing more is taken.
  Code refused = Code::queue_full;
  while (refused != Code::stopping) {
    const auto queued = sequencer.submit({gift(2), std::nullopt, false}, [](const Answer&) {});
    if (!queued) refused = queued.error().code;
  }
  gate.open();
  closing.join();
  EXPECT_TRUE(first.get());
  EXPECT_TRUE(waiting.get());
}

/// A table of villages in force from day `number` on, of about 20 KB.
Command large_table(int number) {
  std::vector<TableRow> rows;
  for (int i = 0; i < 150; ++i) {
    rows.push_back(code_row(Id("v" + std::to_string(1000 + i)), std::string(100, 'x')));
  }
  const Date from = day("2020-01-01").plus_days(number);
  return table(TableName::villages, from.text(), rows);
}

TEST(Sequencer, SplitsABatchThatIsTooLarge) {
  Desk desk;
  GatedRandom gate;
  desk.options.random = &gate;
  desk.open();
  desk.written(founding(desk.signer).front());
  gate.shut();
  auto first = submit(*desk, {large_table(0), std::nullopt, true});
  gate.wait_for_writer();
  constexpr int kCount = kBatchBytesMax / 15'000;
  std::vector<std::future<Answer>> waiting;
  for (int i = 1; i <= kCount; ++i) waiting.push_back(submit(*desk, {large_table(i), {}, false}));
  gate.open();
  const Answer one = first.get();
  ASSERT_TRUE(one) << to_text(one.error());
  for (auto& answer : waiting) EXPECT_TRUE(answer.get());
  std::vector<Seq> sizes;
  desk.rows()->scan_checkpoints(3, 2 + kCount, [&](const store::CheckpointRow& row) {
    sizes.push_back(row.size);
    return true;
  });
  const Seq first_batch = kBatchBytesMax / one->bytes.size() + 1;
  ASSERT_LT(first_batch, Seq{kCount});
  EXPECT_THAT(sizes, ElementsAre(2 + first_batch, Seq{2 + kCount}));
}

TEST(Sequencer, StopsWritingWhileTheClockIsUnsure) {
  Desk desk;
  desk.found();
  desk.clock.step_ms(2 * ClockWatch::kStepMsMax);
  EXPECT_EQ(code_of(desk.write(gift(1))), Code::clock_unsure);
  EXPECT_EQ(desk.size(), kFounded);
  desk->confirm_clock();
  EXPECT_TRUE(desk.write(gift(1)));
}

TEST(Sequencer, TellsTheNewSizeAfterEachDurableBatch) {
  Desk desk;
  std::vector<Seq> told;
  desk.options.on_commit = [&](const Batch& batch) { told.push_back(batch.size()); };
  desk.found();
  desk.written(gift(1));
  desk.write(gift(1));  // Refused: nothing new.
  desk.written(gift(2));
  desk.close();
  ASSERT_GE(told.size(), 2U);
  EXPECT_THAT(std::vector<Seq>(told.end() - 2, told.end()),
              ElementsAre(kFounded + 1, kFounded + 2));
}

}  // namespace sequencer_test
}  // namespace mingzhang::test
