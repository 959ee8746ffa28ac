#include "audit/witness/witness.h"

#include <algorithm>

#include "ledger/base/random.h"
#include "ledger/base/sha256.h"
#include "ledger/folder.h"
#include "ledger/tlog/add_checkpoint.h"
#include "ledger/tlog/merkle.h"

namespace mingzhang::audit {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kText = "text/plain; charset=utf-8";

WitnessAnswer refusal(int status, std::string_view why) {
  return {status, kText, std::string(why) + "\n"};
}

WitnessAnswer conflict(std::uint64_t size) {
  return {409, tlog::kTreeSizeType, std::to_string(size) + "\n"};
}

store::LockFile lock_of(const WitnessFolder& folder) {
  auto lock = store::LockFile::acquire(folder.lock().string());
  if (lock) return std::move(*lock);
  throw LedgerError(LedgerError::Kind::locked, "process " + std::to_string(lock.error().pid) +
                                                   " is the witness of " + folder.root.string());
}

}  // namespace

fs::path WitnessFolder::checkpoint(std::string_view origin) const {
  return root / "logs" / to_hex(sha256(bytes_of(origin)).view());
}

tlog::Cosigner WitnessFolder::open_key(const std::string& name, Random& random) const {
  fs::create_directories(root / "logs");
  std::string known = name;
  if (fs::exists(vkey())) {
    std::string text = read_file(vkey());
    if (text.ends_with('\n')) text.pop_back();
    const auto verifier = tlog::CosignatureVerifier::parse(text);
    if (!verifier) throw std::runtime_error(vkey().string() + " is not the key of a witness");
    known = verifier->name();
    if (!name.empty() && name != known) {
      throw std::runtime_error("this witness is named " + known);
    }
    tlog::Cosigner cosigner(known, SigningKey::from_seed(read_secret(key())));
    if (cosigner.verifier() == *verifier) return cosigner;
    throw LedgerError(LedgerError::Kind::wrong_key,
                      "witness.key and witness.vkey do not belong together");
  }
  if (!tlog::is_key_name(known)) {
    throw std::runtime_error(
        "a new witness needs a name without spaces: --name, for example the "
        "address at which it is reached, without https://");
  }
  if (!fs::exists(key())) write_secret(key(), random.block<32>());
  tlog::Cosigner cosigner(known, SigningKey::from_seed(read_secret(key())));
  write_file(vkey(), cosigner.verifier().vkey() + "\n");
  return cosigner;
}

Witness::Witness(const WitnessFolder& folder, const tlog::LogKeys& logs, tlog::Cosigner cosigner,
                 Clock& clock)
    : lock_(lock_of(folder)), cosigner_(std::move(cosigner)), clock_(clock) {
  for (const auto& [origin, keys] : logs) {
    auto log = std::make_unique<Log>();
    log->keys = keys;
    log->file = folder.checkpoint(origin);
    load(*log, origin);
    logs_.emplace(origin, std::move(log));
  }
}

void Witness::load(Log& log, const std::string& origin) const {
  log.newest = {origin, 0, tlog::empty_root()};
  if (!fs::exists(log.file)) return;
  const auto note = tlog::parse_note(read_file(log.file));
  const auto checkpoint =
      note ? tlog::parse_checkpoint_body(note->text, tlog::Extensions::ignored) : std::nullopt;
  const auto time_s =
      note ? cosigner_.verifier().verify(note->text, note->signatures.back()) : std::nullopt;
  if (!checkpoint || checkpoint->origin != origin || !time_s) {
    throw LedgerError(LedgerError::Kind::damaged, log.file.string() +
                                                      " is not what this witness cosigned of " +
                                                      origin + ": put back what was there");
  }
  log.newest = *checkpoint;
  log.time_s = *time_s;
}

WitnessAnswer Witness::add_checkpoint(std::string_view request) {
  const auto asked = tlog::parse_add_checkpoint(request);
  const auto parsed = asked ? tlog::parse_note(asked->note) : std::nullopt;
  const auto checkpoint =
      parsed ? tlog::parse_checkpoint_body(parsed->text, tlog::Extensions::ignored) : std::nullopt;
  if (!checkpoint) return refusal(400, "this is not an add-checkpoint request");
  const auto found = logs_.find(checkpoint->origin);
  if (found == logs_.end()) return refusal(404, "this log is not known here");
  Log& log = *found->second;
  const auto opened = tlog::open_note(asked->note, log.keys);
  if (!opened) return refusal(403, tlog::to_text(opened.error()));
  if (asked->old_size > checkpoint->size) {
    return refusal(400, "the old size is above the checkpoint's");
  }
  const std::lock_guard lock(log.mutex);
  if (asked->old_size != log.newest.size) return conflict(log.newest.size);
  if (checkpoint->size == log.newest.size && checkpoint->root != log.newest.root) {
    return conflict(log.newest.size);
  }
  if (!tlog::verify_consistency(log.newest.size, log.newest.root, checkpoint->size,
                                checkpoint->root, asked->proof)) {
    return refusal(422, "the proof does not lead from the old checkpoint to this one");
  }
  return cosign(log, *checkpoint, *opened);
}

WitnessAnswer Witness::cosign(Log& log, const tlog::Checkpoint& checkpoint,
                              const tlog::OpenedNote& note) {
  // A clock that was set back does not make this one older than what was said before.
  const auto now_s = static_cast<std::uint64_t>(std::max<std::int64_t>(clock_.now().ms, 0)) / 1000;
  const std::uint64_t time_s = std::max(log.time_s, now_s);
  const std::string line = tlog::to_text(cosigner_.cosign(note.text, time_s));
  std::string kept = note.text + '\n';
  for (const tlog::SignatureLine& signature : note.verified) kept += tlog::to_text(signature);
  write_file(log.file, kept + line);
  log.newest = checkpoint;
  log.time_s = time_s;
  return {200, kText, line};
}

}  // namespace mingzhang::audit
