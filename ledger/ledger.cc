#include "ledger/ledger.h"

#include <future>

#include "ledger/master_key.h"
#include "ledger/store/sqlite_store.h"
#include "ledger/store/sqlite_vault.h"

namespace mingzhang {
namespace {

namespace fs = std::filesystem;

}  // namespace

store::LockFile take_lock(const LedgerFolder& folder) {
  if (!fs::exists(folder.database())) {
    throw LedgerError(LedgerError::Kind::not_there, "no ledger in " + folder.root.string());
  }
  auto lock = store::LockFile::acquire(folder.lock().string());
  if (!lock) {
    throw LedgerError(LedgerError::Kind::locked,
                      "process " + std::to_string(lock.error().pid) + " is writing this ledger");
  }
  return std::move(*lock);
}

tlog::Signer read_signer(const LedgerFolder& folder) {
  std::string vkey = read_file(folder.verifier_key());
  if (vkey.ends_with('\n')) vkey.pop_back();
  const std::optional<tlog::Verifier> verifier = tlog::Verifier::parse(vkey);
  SigningKey key = SigningKey::from_seed(read_secret(folder.signing_key()));
  if (!verifier || verifier->public_key() != key.public_key()) {
    throw LedgerError(LedgerError::Kind::wrong_key, "log.key and log.vkey do not belong together");
  }
  return {verifier->name(), std::move(key)};
}

void Ledger::create(const LedgerFolder& folder, std::string_view origin, Random& random) {
  if (fs::exists(folder.database())) {
    throw LedgerError(LedgerError::Kind::exists,
                      "there is a ledger in " + folder.root.string() + " already");
  }
  fs::create_directories(folder.root);
  fs::create_directories(folder.guard().parent_path());
  if (fs::exists(folder.guard())) {
    throw LedgerError(LedgerError::Kind::exists,
                      folder.guard().string() + " guards a ledger that was here before");
  }
  const Block<32> seed = random.block<32>();
  write_secret(folder.signing_key(), seed);
  write_secret(folder.digest_key(), random.block<32>());
  write_file(folder.verifier_key(),
             tlog::make_vkey(origin, SigningKey::from_seed(seed).public_key()) + "\n");
  store::create_sqlite_vault({folder.vault().string(), folder.keys().string()},
                             Vault::proof_of(make_master_key(folder, random)));
  store::create_sqlite(folder.database().string());
}

Ledger::Ledger(const LedgerFolder& folder, const Options& options)
    : lock_(take_lock(folder)),
      signer_(read_signer(folder)),
      reader_(store::open_sqlite_readonly(folder.database().string())),
      vault_(open_vault(folder)) {
  fs::create_directories(folder.guard().parent_path());
  Sequencer::Options sequencer;
  sequencer.open_store = [path = folder.database().string()] { return store::open_sqlite(path); };
  sequencer.vault = vault_.get();
  sequencer.signer = &signer_;
  sequencer.clock = &options.clock;
  sequencer.random = &options.random;
  sequencer.guard_path = folder.guard().string();
  sequencer.confirm_clock = options.confirm_clock;
  if (options.mirrored) {
    sequencer.keep_changes = true;
    sequencer.on_commit = [this](const Batch& batch) { mirror_->take(batch); };
    mirror_ = std::make_unique<Mirror>([this] { return reader_->snapshot(); });
  }
  sequencer_ = std::make_unique<Sequencer>(std::move(sequencer));
}

Ledger::~Ledger() {
  sequencer_->stop();
  // Those who only read go first: the last of a database's connections copies its log back, and
  // only one that writes can.
  mirror_.reset();
  reader_.reset();
}

Result<void> Ledger::submit(Submission submission, OnAnswer on_answer) {
  return sequencer_->submit(std::move(submission), std::move(on_answer));
}

Answer Ledger::write(Submission submission) {
  // Shared: the waiter may be gone before set_value has returned.
  const auto promise = std::make_shared<std::promise<Answer>>();
  std::future<Answer> answer = promise->get_future();
  const Result<void> queued = submit(
      std::move(submission), [promise](Answer given) { promise->set_value(std::move(given)); });
  if (!queued) return std::unexpected(queued.error());
  Answer given = answer.get();
  if (given) given->prove();
  return given;
}

std::optional<tlog::Proof> prove(store::Rows& rows, Seq seq) {
  const std::optional<store::CheckpointRow> last = rows.last_checkpoint();
  return last ? prove(rows, seq, *last) : std::nullopt;
}

std::optional<tlog::Proof> prove(store::Rows& rows, Seq seq, const store::CheckpointRow& at) {
  const std::optional<std::string> bytes = rows.entry(seq);
  if (!bytes || seq >= at.size) return std::nullopt;
  tlog::Proof proof;
  const ByteView view = bytes_of(*bytes);
  proof.extra = Bytes(view.begin(), view.end());
  proof.index = seq;
  proof.path = tlog::prove_inclusion(seq, at.size, StoredTree(rows));
  proof.checkpoint = at.note;
  return proof;
}

}  // namespace mingzhang
