#include "ledger/decider.h"

#include <algorithm>

#include "ledger/folder.h"
#include "ledger/fund/invariants.h"
#include "ledger/fund/timers.h"
#include "ledger/tlog/merkle.h"

namespace mingzhang {
namespace {

constexpr std::int64_t kDropRequestsEveryMs = 3'600'000;

std::string map_key(const Hash& hash) { return std::string(text_of(hash.view())); }

void stop_if_unsound(const Violations& violations) {
  if (violations.empty()) return;
  throw LedgerError(LedgerError::Kind::unsound, to_text(violations.front()));
}

}  // namespace

void Decider::load(store::Rows& rows) {
  facts_.clear();
  requests_.clear();
  books_ = Books::load(rows);
  requests_.read(rows, 0);
  const LedgerInfo* const info = books_.state.opened();
  if (info == nullptr) return;
  if (info->vkey.view() != signer_.verifier().vkey()) {
    throw LedgerError(LedgerError::Kind::wrong_key, "the signing key is not this ledger's");
  }
}

std::string Decider::ledger_id() const {
  const LedgerInfo* const info = books_.state.opened();
  return info == nullptr ? std::string() : to_hex(info->ledger.view());
}

store::CheckpointRow Decider::covering_checkpoint(store::Rows& rows) const {
  const std::optional<store::CheckpointRow> last = rows.last_checkpoint();
  const tlog::Checkpoint here{signer_.name(), books_.tree.size(), books_.tree.root()};
  const auto stored = last ? tlog::open_checkpoint(last->note, signer_.verifier())
                           : std::unexpected(tlog::NoteError::malformed);
  if (!stored || *stored != here) {
    throw LedgerError(LedgerError::Kind::damaged,
                      "the newest checkpoint does not cover the entries: run mingzhang-audit "
                      "verify");
  }
  return *last;
}

void Decider::catch_up(store::Rows& rows) {
  const store::Head head = rows.head();
  facts_.clear();
  requests_.read(rows, books_.link.size);
  bool sound = head.size > books_.link.size;
  std::vector<store::NodeRow> nodes;
  rows.scan_entries(books_.link.size, head.size, [&](const store::EntryRow& row) {
    const Result<Entry> entry = decode(row.bytes);
    sound = sound && entry && check_link(books_.link, *entry).empty() &&
            tlog::leaf_hash(bytes_of(row.bytes)) == row.leaf;
    if (!sound) return false;
    wants_.clear();
    wants(books_.state, *entry, wants_);
    facts_.set_end(entry->seq);
    facts_.find(wants_, rows, answers_);
    advance(books_, answers_, *entry, row.leaf, effects_, nodes);
    return true;
  });
  facts_.set_end(static_cast<Seq>(kIntMax));
  if (!sound || books_.link.size != head.size || books_.link.leaf != head.leaf) {
    throw LedgerError(LedgerError::Kind::rolled_back,
                      "the store is beside what this process knows");
  }
  books_.state.forget_changes();
  books_.tree.trim();
}

Batch Decider::open() {
  Batch batch;
  batch.before = {books_.link.size, books_.link.leaf};
  facts_.next_batch();
  return batch;
}

void Decider::fill(Batch& batch, std::span<const Submission* const> submissions,
                   std::optional<Timestamp> now, store::Rows& rows, const Batch* flying) {
  if (now) decide_due(*now, rows, flying, batch);
  for (const Submission* const submission : submissions) {
    if (batch.bytes > kBatchBytesMax || batch.answers.size() == kBatchEntriesMax) break;
    batch.answers.push_back(now ? decide_one(*submission, *now, rows, flying, batch)
                                : Answer(refuse(Code::clock_unsure)));
  }
  if (!batch.entries.empty() && now) forget_requests(*now, rows, batch);
}

/// What fell due comes first: who submits now sees the books as they are.
void Decider::decide_due(Timestamp now, store::Rows& rows, const Batch* flying, Batch& batch) {
  for (Command& command : due(books_.state, now, kBatchEntriesMax)) {
    decide_one({std::move(command), std::nullopt, false}, now, rows, flying, batch);
  }
}

std::optional<Timestamp> Decider::next_due() const { return mingzhang::next_due(books_.state); }

std::optional<Answer> Decider::remembered(const Submission& submission, store::Rows& rows,
                                          const Batch* flying, const Batch& batch) const {
  if (!submission.key) return std::nullopt;
  const std::string key = map_key(submission.key->key);
  const Batch* home = nullptr;
  std::optional<store::RequestRow> row;
  for (const Batch* const candidate : {&batch, flying}) {
    if (candidate == nullptr || row) continue;
    const auto place = candidate->keys.find(key);
    if (place == candidate->keys.end()) continue;
    row = candidate->requests[place->second];
    home = candidate;
  }
  if (!row) row = requests_.find(submission.key->key, rows);
  if (!row) return std::nullopt;
  if (row->body != submission.key->body) return Answer(refuse(Code::key_reused));
  Written written;
  written.seq = row->seq;
  written.repeated = true;
  if (home != nullptr) {
    written.leaf = home->entry(row->seq).leaf;
    if (submission.with_proof) written.bytes = home->entry(row->seq).bytes;
  } else {
    rows.leaves(row->seq, std::span(&written.leaf, 1));
    if (submission.with_proof) written.bytes = rows.entry(row->seq).value_or("");
  }
  return Answer(std::move(written));
}

/// The command with the commitments of its details, which are sealed into `sealed`.
Result<Command> Decider::with_details(const Submission& submission, Timestamp now,
                                      const Batch* flying, const Batch& batch, VaultBatch& sealed) {
  const Command& command = submission.command;
  const bool plain =
      submission.details.empty() && submission.ids.empty() && command.commitments.empty();
  if (plain) return command;
  if (vault_ == nullptr) return refuse(Code::vault_missing);
  const std::array<const VaultBatch*, 2> beside{&batch.vault,
                                                flying == nullptr ? nullptr : &flying->vault};
  for (const Hash& commitment : command.commitments) {
    if (!vault_->has(commitment, beside)) return refuse(Code::details_unknown, "private");
  }
  Command whole = command;
  const Result<void> done = vault_->seal(submission.details, books_.link.size, now, random_, beside,
                                         sealed, whole.commitments);
  if (!done) return std::unexpected(done.error());
  vault_->take_ids(submission.ids, sealed);
  return whole;
}

Answer Decider::decide_one(const Submission& submission, Timestamp now, store::Rows& rows,
                           const Batch* flying, Batch& batch) {
  if (std::optional<Answer> known = remembered(submission, rows, flying, batch)) return *known;
  VaultBatch private_rows;
  const Result<Command> command = with_details(submission, now, flying, batch, private_rows);
  if (!command) return std::unexpected(command.error());
  wants_.clear();
  wants(books_.state, *command, wants_);
  facts_.find(wants_, rows, answers_);
  const Outside outside{books_.link, now, random_.block<16>()};
  Result<Entry> entry = mingzhang::decide(books_.state, answers_, *command, outside);
  if (!entry) return std::unexpected(std::move(entry.error()));
  Sealed sealed = seal(*entry);
  if (sealed.bytes.size() > kEntryBytesMax) return refuse(Code::entry_too_large);

  advance(books_, answers_, *entry, sealed.leaf, effects_, batch.nodes);
  stop_if_unsound(check_entry_invariants(books_.state));
  batch.rows.insert(batch.rows.end(), effects_.rows.begin(), effects_.rows.end());
  batch.vault.add(std::move(private_rows));
  batch.bytes += sealed.bytes.size();
  if (submission.key) {
    batch.keys.emplace(map_key(submission.key->key), batch.requests.size());
    batch.requests.push_back({entry->seq, submission.key->key, submission.key->body, now.ms});
    requests_.add(submission.key->key, entry->seq);
  }
  Written written;
  written.seq = entry->seq;
  written.leaf = sealed.leaf;
  if (submission.with_proof) written.bytes = sealed.bytes;
  facts_.add(std::move(*entry), sealed.leaf, effects_.rows);
  batch.entries.push_back(std::move(sealed));
  return written;
}

/// Lets the store forget what is old, and memory what the store forgot the last time.
void Decider::forget_requests(Timestamp now, store::Rows& rows, Batch& batch) {
  if (now.ms - requests_dropped_ms_ <= kDropRequestsEveryMs) return;
  batch.drop_requests_before_ms = now.ms - kRequestsKeptMs;
  requests_dropped_ms_ = now.ms;
  requests_.forget_dropped(rows);
}

/// The rows that a batch as a whole becomes, its checkpoint, and what the proofs of its entries are
/// made of.
void Decider::close(Batch& batch) {
  if (batch.entries.empty()) return;
  stop_if_unsound(check_checkpoint_invariants(books_.state));
  if (keeps_changes_) batch.changes = std::make_shared<const State>(books_.state.changes());
  books_.state.take_changes([&](std::string key, std::string value) {
    store::StateChange& change = batch.state.emplace_back(std::move(key), std::nullopt);
    if (!value.empty()) change.value = std::move(value);
  });
  std::sort(batch.rows.begin(), batch.rows.end());
  batch.checkpoint = {signer_.name(), books_.tree.size(), books_.tree.root()};
  batch.note = tlog::sign_checkpoint(batch.checkpoint, signer_);
  std::shared_ptr<const BatchProofs> proofs;
  for (Answer& answer : batch.answers) {
    const bool with_proof = answer && !answer->bytes.empty();
    if (!with_proof || answer->seq < batch.before.size) continue;
    if (proofs == nullptr) proofs = std::make_shared<BatchProofs>(batch.note, books_.tree);
    answer->proofs = proofs;
  }
  books_.tree.trim();
}

}  // namespace mingzhang
