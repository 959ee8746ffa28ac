#include "tests/ledger/desk.h"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <algorithm>
#include <filesystem>

#include "ledger/tlog/merkle.h"

namespace mingzhang::test {

void CountedRandom::fill(std::span<std::byte> out) {
  const Hash block = sha256(bytes_of("random " + std::to_string(count_++)));
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = block.bytes[i % block.bytes.size()];
}

tlog::Signer signer_of(int number) {
  Block<32> seed{};
  seed.bytes[0] = static_cast<std::byte>(number);
  return {kOrigin, SigningKey::from_seed(seed)};
}

std::vector<Command> founding(const tlog::Signer& signer) {
  std::vector<Command> acts = founding_acts();
  acts.front() = opening().with([&](LedgerOpened& body) {
    body.origin = Origin(kOrigin);
    body.vkey = VkeyText(signer.verifier().vkey());
  });
  acts.push_back(proposal_of(policy()));
  acts.push_back(policy().by("leader").citing(acts.size() - 1));
  return acts;
}

Act<DonationReceived> gift(int number) {
  return donation(1_yuan).with([&](DonationReceived& body) {
    body.account = Id("wechat");
    body.channel = Id("wechat");
    body.ref = Ref("wechat:wechat:" + std::to_string(number));
  });
}

RequestKey request_key(int key, int body) {
  return {store::hash_of_number(static_cast<std::uint64_t>(key)),
          store::hash_of_number(1'000'000 + static_cast<std::uint64_t>(body))};
}

std::future<Answer> submit(Sequencer& sequencer, Submission submission) {
  const auto promise = std::make_shared<std::promise<Answer>>();
  const Result<void> queued = sequencer.submit(std::move(submission), [promise](Answer given) {
    if (given) given->prove();
    promise->set_value(std::move(given));
  });
  if (!queued) promise->set_value(std::unexpected(queued.error()));
  return promise->get_future();
}

Answer write(Sequencer& sequencer, Submission submission) {
  return submit(sequencer, std::move(submission)).get();
}

std::vector<Answer> write_all(Sequencer& sequencer, const std::vector<Submission>& submissions) {
  std::vector<std::future<Answer>> waiting;
  for (const Submission& submission : submissions) waiting.push_back(submit(sequencer, submission));
  std::vector<Answer> answers;
  for (std::future<Answer>& answer : waiting) answers.push_back(answer.get());
  return answers;
}

Code code_of(const Answer& answer) {
  EXPECT_FALSE(answer) << "not refused";
  return answer ? Code{} : answer.error().code;
}

testing::AssertionResult verifies(const Written& written, const tlog::Signer& signer) {
  if (tlog::leaf_hash(bytes_of(written.bytes)) != written.leaf) {
    return testing::AssertionFailure() << "the bytes are not the leaf's";
  }
  const auto checkpoint = tlog::open_checkpoint(written.checkpoint, signer.verifier());
  if (!checkpoint) return testing::AssertionFailure() << "no checkpoint: " << written.checkpoint;
  if (!tlog::verify_inclusion(written.leaf, written.seq, checkpoint->size, written.path,
                              checkpoint->root)) {
    return testing::AssertionFailure() << written.seq << " is not in " << checkpoint->size;
  }
  return testing::AssertionSuccess();
}

Desk::Desk() {
  store::create_sqlite(database());
  set_options();
}

Desk::Desk(const Desk& other) {
  std::filesystem::copy_file(other.database(), database());
  if (std::filesystem::exists(other.guard())) {
    std::filesystem::copy_file(other.guard(), guard());
  }
  set_options();
}

void Desk::set_options() {
  options.open_store = [this] { return store::open_sqlite(database(), sqlite); };
  options.signer = &signer;
  options.clock = &clock;
  options.random = &random;
  options.guard_path = guard();
}

Sequencer& Desk::open() {
  close();
  sequencer_ = std::make_unique<Sequencer>(options);
  return *sequencer_;
}

Desk& Desk::found() {
  open();
  std::vector<Submission> submissions;
  for (Command& act : founding(signer)) submissions.push_back({std::move(act), {}, false});
  for (const Answer& answer : test::write_all(*sequencer_, submissions)) {
    EXPECT_TRUE(answer) << to_text(answer.error());
  }
  return *this;
}

Seq Desk::written(const Command& command) {
  const Answer answer = write(command);
  EXPECT_TRUE(answer) << command.kind->name << ": " << to_text(answer.error());
  return answer ? answer->seq : 0;
}

std::unique_ptr<store::Rows> Desk::rows() const {
  return store::open_sqlite_readonly(database())->snapshot();
}

testing::AssertionResult same(const std::string& found, const std::string& wanted) {
  if (found == wanted) return testing::AssertionSuccess();
  const auto at = std::ranges::mismatch(found, wanted).in1 - found.begin();
  const std::size_t line = found.rfind('\n', static_cast<std::size_t>(at)) + 1;
  return testing::AssertionFailure()
         << "found: " << found.substr(line, 300) << "\nwanted: " << wanted.substr(line, 300);
}

void forge(const std::string& database, const std::string& sql) {
  SQLite::Database file(database, SQLite::OPEN_READWRITE);
  std::string drop;
  std::string restore;
  SQLite::Statement triggers(file, "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'");
  while (triggers.executeStep()) {
    drop += "DROP TRIGGER " + triggers.getColumn(0).getString() + ";";
    restore += triggers.getColumn(1).getString() + ";";
  }
  triggers.reset();
  file.exec(drop + sql + ";" + restore);
}

LedgerError::Kind ledger_error(const std::function<void()>& action) {
  try {
    action();
  } catch (const LedgerError& error) {
    return error.kind();
  }
  ADD_FAILURE() << "no LedgerError";
  return LedgerError::Kind{};
}

}  // namespace mingzhang::test
