#pragma once

#include <atomic>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ledger/folder.h"
#include "ledger/sequencer.h"
#include "ledger/store/sqlite_store.h"
#include "tests/fund/story.h"
#include "tests/store/scratch_ledger.h"

/// A ledger in a scratch folder, its clock and its people, for the tests of this floor.
namespace mingzhang::test {

/// A clock that stands until it is set. Threads: any.
class SetClock final : public Clock {
 public:
  Timestamp now() override { return {now_ms_}; }
  std::int64_t monotonic_ms() override { return monotonic_ms_; }

  /// Time passes.
  void pass_ms(std::int64_t ms) {
    now_ms_ += ms;
    monotonic_ms_ += ms;
  }
  /// The wall clock alone is set.
  void step_ms(std::int64_t ms) { now_ms_ += ms; }

 private:
  std::atomic<std::int64_t> now_ms_ = moment("2026-11-23T08:00:00.000Z").ms;
  std::atomic<std::int64_t> monotonic_ms_ = 1'000'000;
};

/// Bytes that repeat from run to run; never the same twice within one.
class CountedRandom final : public Random {
 public:
  void fill(std::span<std::byte> out) override;

 private:
  std::uint64_t count_ = 0;
};

/// A gate that keeps the writer between two commands while it is shut: it waits for its salt there.
class GatedRandom final : public Random {
 public:
  void fill(std::span<std::byte> out) override {
    entered_ = true;
    entered_.notify_all();
    shut_.wait(true);
    random_.fill(out);
  }
  void shut() {
    entered_ = false;
    shut_ = true;
  }
  void open() {
    shut_ = false;
    shut_.notify_all();
  }
  /// Until the writer stands before it.
  void wait_for_writer() { entered_.wait(false); }

 private:
  CountedRandom random_;
  std::atomic<bool> shut_ = false;
  std::atomic<bool> entered_ = false;
};

inline const std::string kOrigin = "mingzhang.example/jinan";
tlog::Signer signer_of(int number);

/// Everything before the first gift, the policy's proposal cited by the place it will have.
std::vector<Command> founding(const tlog::Signer& signer);
inline const Seq kFounded = founding_acts().size() + 2;

/// Gift `number`, with a reference of its own.
Act<DonationReceived> gift(int number);
RequestKey request_key(int key, int body);

/// One answer that is waited for, with its proof made.
std::future<Answer> submit(Sequencer& sequencer, Submission submission);
Answer write(Sequencer& sequencer, Submission submission);
/// All at once; the answers in the order of the submissions.
std::vector<Answer> write_all(Sequencer& sequencer, const std::vector<Submission>& submissions);

/// The refusal of an answer; the test fails when there is none.
Code code_of(const Answer& answer);

/// Whether what a receipt says holds: its bytes are its leaf, and its path leads to the checkpoint.
testing::AssertionResult verifies(const Written& written, const tlog::Signer& signer);

class Desk {
 public:
  /// An empty ledger.
  Desk();
  /// A copy of a ledger that is closed, and of its guard if it has one.
  explicit Desk(const Desk& other);

  /// Changed before `open` as a test needs it.
  Sequencer::Options options;
  store::SqliteOptions sqlite;

  /// Starts a new sequencer, after ending the one there was.
  Sequencer& open();
  void close() { sequencer_.reset(); }
  Sequencer& operator*() { return *sequencer_; }
  Sequencer* operator->() { return sequencer_.get(); }

  /// Opens the ledger and founds it.
  Desk& found();
  Answer write(const Command& command) {
    return test::write(*sequencer_, {command, std::nullopt, false});
  }
  /// Pre: the command is in order; the test fails otherwise.
  Seq written(const Command& command);

  /// What is in the file, through a connection of its own.
  std::unique_ptr<store::Rows> rows() const;
  std::string dump() const { return store::dump(*rows()); }
  Seq size() const { return rows()->head().size; }

  std::string database() const { return folder.file("ledger.db"); }
  std::string guard() const { return folder.file("guard"); }

  store::ScratchFolder folder;
  SetClock clock;
  CountedRandom random;
  tlog::Signer signer = signer_of(1);

 private:
  void set_options();

  std::unique_ptr<Sequencer> sequencer_;
};

/// Whether two dumps are equal; else it shows the first line that differs.
testing::AssertionResult same(const std::string& found, const std::string& wanted);

/// Runs SQL past the store and its triggers, as a stranger would.
void forge(const std::string& database, const std::string& sql);

/// The kind of LedgerError that `action` throws. Fails the test when it throws none.
LedgerError::Kind ledger_error(const std::function<void()>& action);

}  // namespace mingzhang::test
