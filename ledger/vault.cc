#include "ledger/vault.h"

#include <algorithm>

#include "ledger/base/aead.h"
#include "ledger/base/sha256.h"
#include "ledger/fund/entry.h"
#include "ledger/master_key.h"
#include "ledger/store/sqlite_vault.h"

namespace mingzhang {
namespace {

constexpr std::string_view kDetailsLabel = "mingzhang/details/1\n";
constexpr std::string_view kDataKeyLabel = "mingzhang/datakey/1\n";
constexpr std::string_view kReadLabel = "mingzhang/read/1\n";

/// One key for each use, so that what one of them leaks says nothing of the others.
Block<32> derive(const Block<32>& master, std::string_view use) {
  return hmac_sha256(master.view(), bytes_of("mingzhang/vault/" + std::string(use) + "/1\n"));
}

std::string key_label(std::string_view subject) {
  return std::string(kDataKeyLabel) + std::string(subject);
}

Bytes join(ByteView first, ByteView second) {
  Bytes all(first.begin(), first.end());
  all.insert(all.end(), second.begin(), second.end());
  return all;
}

std::optional<Block<32>> block_of(ByteView bytes) {
  Block<32> block;
  if (bytes.size() != Block<32>::kSize) return std::nullopt;
  std::copy(bytes.begin(), bytes.end(), block.bytes.begin());
  return block;
}

template <class Row>
void move_to_end(std::vector<Row>& to, std::vector<Row>&& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

enum class Whereabouts { in, not_in, unclear };

/// Whether the entry that a row was sealed for bears its commitment.
Whereabouts whereabouts_of(store::Rows& ledger, const store::DetailsRow& row) {
  const std::optional<std::string> bytes = ledger.entry(row.seq);
  if (!bytes) return Whereabouts::not_in;
  const Result<Entry> entry = decode(*bytes);
  if (!entry) return Whereabouts::unclear;
  const auto& commitments = entry->commitments;
  return std::ranges::find(commitments, row.commitment) == commitments.end() ? Whereabouts::not_in
                                                                             : Whereabouts::in;
}

void require_durable(store::Outcome outcome, const char* what) {
  if (outcome == store::Outcome::durable) return;
  throw store::StoreError(
      outcome == store::Outcome::full ? store::StoreError::Kind::full : store::StoreError::Kind::io,
      what);
}

store::VaultPaths paths_of(const LedgerFolder& folder) {
  for (const auto& path : {folder.vault(), folder.keys()}) {
    if (std::filesystem::exists(path)) continue;
    throw LedgerError(LedgerError::Kind::damaged, path.string() + " is missing");
  }
  return {folder.vault().string(), folder.keys().string()};
}

}  // namespace

void VaultBatch::add(VaultBatch&& other) {
  move_to_end(keys, std::move(other.keys));
  move_to_end(details, std::move(other.details));
  move_to_end(ids, std::move(other.ids));
}

Hash commitment_of(const Block<32>& key, std::string_view json) {
  return hmac_sha256(key.view(), bytes_of(std::string(kDetailsLabel) + std::string(json)));
}

Hash read_hash(const store::ReadRow& row) {
  return sha256(bytes_of(std::string(kReadLabel) + std::to_string(row.number) + "\n" +
                         std::to_string(row.time_ms) + "\n" + row.person + "\n" + row.reason +
                         "\n" + to_hex(row.commitment.view()) + "\n" + to_hex(row.prev.view()) +
                         "\n"));
}

Vault::Vault(OpenStore open_store, const Block<32>& master)
    : open_store_(std::move(open_store)),
      subjects_key_(derive(master, "subject")),
      accounts_key_(derive(master, "account")),
      wrapping_key_(derive(master, "wrap")),
      proof_(proof_of(master)),
      store_(open_store_()) {
  if (store_->proof() == proof_) return;
  throw LedgerError(LedgerError::Kind::wrong_key, "the master key is not the one of this vault");
}

Hash Vault::proof_of(const Block<32>& master) { return derive(master, "proof"); }

std::shared_ptr<store::VaultStore> Vault::store() const {
  const std::lock_guard lock(mutex_);
  return store_;
}

Result<Id> Vault::subject_id(std::string_view identity_number, Random& random) {
  return id_of(store::IdNoun::subject, subjects_key_, identity_number, random);
}

Result<Id> Vault::account_tag(std::string_view account_number, Random& random) {
  return id_of(store::IdNoun::account, accounts_key_, account_number, random);
}

Result<Id> Vault::id_of(store::IdNoun noun, const Block<32>& key, std::string_view number,
                        Random& random) {
  if (number.empty() || number.size() > kNumberBytesMax || !is_printable_ascii(number)) {
    return refuse(Code::text_malformed, noun == store::IdNoun::subject ? "identity" : "account");
  }
  const Hash digest = hmac_sha256(key.view(), bytes_of(number));
  const std::lock_guard lock(mutex_);
  if (const auto found = pending_.find(digest); found != pending_.end()) return found->second;
  if (const std::optional<std::string> id = store_->id(noun, digest)) return Id(*id);
  if (pending_.size() >= kPendingIdsMax) return refuse(Code::queue_full);
  const Id id((noun == store::IdNoun::subject ? "s" : "a") + to_hex(random.block<8>().view()));
  pending_.emplace(digest, id);
  pending_rows_.emplace(id, store::IdRow{digest, noun, id.str()});
  return id;
}

void Vault::take_ids(std::span<const Id> ids, VaultBatch& out) const {
  const std::lock_guard lock(mutex_);
  for (const Id& id : ids) {
    const auto row = pending_rows_.find(id);
    if (row != pending_rows_.end()) out.ids.push_back(row->second);
  }
}

Result<void> Vault::seal(std::span<const Details> details, Seq seq, Timestamp time, Random& random,
                         std::span<const VaultBatch* const> beside, VaultBatch& out,
                         std::vector<Hash>& commitments) {
  if (commitments.size() + details.size() > kCommitmentsMax) {
    return refuse(Code::list_too_long, "private");
  }
  std::vector<Id> subjects;
  for (const Details& one : details) {
    if (const Result<void> fine = check_details(one.json); !fine) return fine;
    if (one.subject.empty()) return refuse(Code::value_empty, "details");
    if (std::ranges::find(subjects, one.subject) != subjects.end()) {
      return refuse(Code::key_duplicate, "details", one.subject.view());
    }
    subjects.push_back(one.subject);
    const Result<Block<32>> data_key = this->data_key(one.subject, random, beside, out);
    if (!data_key) return std::unexpected(data_key.error());
    const auto key = random.block<32>();
    const Hash commitment = commitment_of(key, one.json);
    const Bytes plain = join(key.view(), bytes_of(one.json));
    out.details.push_back(
        {commitment, one.subject.str(), seq, time.ms,
         aead_seal(*data_key, random.block<kNonceBytes>(), commitment.view(), plain)});
    commitments.push_back(commitment);
  }
  take_ids(subjects, out);
  return {};
}

/// The key of a subject; a new one, which goes to `out`, for a new subject.
Result<Block<32>> Vault::data_key(const Id& subject, Random& random,
                                  std::span<const VaultBatch* const> beside, VaultBatch& out) {
  std::optional<store::KeyRow> row;
  for (const VaultBatch* const batch : beside) {
    if (batch == nullptr || row) continue;
    const auto same = [&](const store::KeyRow& key) { return key.subject == subject.view(); };
    const auto found = std::ranges::find_if(batch->keys, same);
    if (found != batch->keys.end()) row = *found;
  }
  if (!row) row = store()->key(subject.view());
  if (row) {
    if (!row->wrapped) return refuse(Code::details_erased, "details", subject.view());
    const std::optional<Block<32>> key = unwrap(*row);
    if (!key) return refuse(Code::details_damaged, "details", subject.view());
    return *key;
  }
  const auto key = random.block<32>();
  const Bytes wrapped = aead_seal(wrapping_key_, random.block<kNonceBytes>(),
                                  bytes_of(key_label(subject.view())), key.view());
  out.keys.push_back({subject.str(), wrapped, 0});
  return key;
}

std::optional<Block<32>> Vault::unwrap(const store::KeyRow& row) const {
  if (!row.wrapped) return std::nullopt;
  const auto key = aead_open(wrapping_key_, bytes_of(key_label(row.subject)), *row.wrapped);
  return key ? block_of(*key) : std::nullopt;
}

bool Vault::has(const Hash& commitment, std::span<const VaultBatch* const> beside) {
  for (const VaultBatch* const batch : beside) {
    if (batch == nullptr) continue;
    const auto same = [&](const store::DetailsRow& row) { return row.commitment == commitment; };
    if (std::ranges::any_of(batch->details, same)) return true;
  }
  return store()->details(commitment).has_value();
}

store::Outcome Vault::write(const VaultBatch& batch) {
  if (batch.empty()) return store::Outcome::durable;
  const std::shared_ptr<store::VaultStore> rows = store();
  if (!batch.keys.empty()) {
    const store::Outcome kept = rows->put_keys(batch.keys);
    if (kept != store::Outcome::durable) return kept;
  }
  store::DetailsBatch details{batch.details, batch.ids, {}};
  {
    const std::lock_guard lock(mutex_);
    details.settled.swap(landed_);
  }
  return rows->put_details(details);
}

void Vault::landed(const VaultBatch& batch) {
  const std::lock_guard lock(mutex_);
  for (const store::DetailsRow& row : batch.details) landed_.push_back(row.commitment);
  for (const store::IdRow& row : batch.ids) {
    pending_.erase(row.digest);
    pending_rows_.erase(Id(row.id));
  }
}

void Vault::reload(store::Rows& ledger, Timestamp now) {
  {
    const std::lock_guard lock(mutex_);
    store_.reset();
    store_ = open_store_();
    landed_.clear();
  }
  std::vector<Hash> settled;
  std::vector<Hash> orphans;
  const std::shared_ptr<store::VaultStore> rows = store();
  for (const store::DetailsRow& row : rows->unsettled()) {
    const Whereabouts place = whereabouts_of(ledger, row);
    if (place == Whereabouts::in) settled.push_back(row.commitment);
    const bool old = now.ms - row.time_ms > kOrphansKeptMs;
    if (place == Whereabouts::not_in && old) orphans.push_back(row.commitment);
  }
  if (settled.empty() && orphans.empty()) return;
  require_durable(rows->settle(settled, orphans), "the vault could not be settled");
}

std::expected<Opened, Unopened> Vault::open(const Hash& commitment) {
  const std::optional<store::DetailsRow> row = store()->details(commitment);
  if (!row) return std::unexpected(Unopened::not_there);
  return open(*row);
}

std::expected<Opened, Unopened> Vault::open(const store::DetailsRow& row) {
  const std::optional<store::KeyRow> key_row = store()->key(row.subject);
  if (!key_row) return std::unexpected(Unopened::damaged);
  if (!key_row->wrapped) return std::unexpected(Unopened::destroyed);
  const std::optional<Block<32>> data_key = unwrap(*key_row);
  if (!data_key) return std::unexpected(Unopened::damaged);
  const std::optional<Bytes> plain = aead_open(*data_key, row.commitment.view(), row.sealed);
  if (!plain || plain->size() < Block<32>::kSize) return std::unexpected(Unopened::damaged);
  const ByteView view(*plain);
  Opened opened{Id(row.subject), row.seq, *block_of(view.first(Block<32>::kSize)),
                std::string(text_of(view.subspan(Block<32>::kSize)))};
  const bool same = commitment_of(opened.key, opened.json) == row.commitment;
  if (!same || !check_details(opened.json)) return std::unexpected(Unopened::differs);
  return opened;
}

void Vault::destroy(const Id& subject, Timestamp now) {
  const std::shared_ptr<store::VaultStore> rows = store();
  require_durable(rows->destroy_key(subject.view(), now.ms), "the key could not be destroyed");
}

void Vault::log_read(const Hash& commitment, const Id& person, const Id& reason, Timestamp now) {
  const auto make = [&](const std::optional<store::ReadRow>& last) {
    store::ReadRow row;
    row.number = last ? last->number + 1 : 0;
    row.time_ms = now.ms;
    row.person = person.str();
    row.reason = reason.str();
    row.commitment = commitment;
    row.prev = last ? last->hash : Hash{};
    row.hash = read_hash(row);
    return row;
  };
  require_durable(store()->put_read(make), "the log of reads could not be written");
}

std::unique_ptr<Vault> open_vault(const LedgerFolder& folder) {
  const store::VaultPaths paths = paths_of(folder);
  return std::make_unique<Vault>([paths] { return store::open_sqlite_vault(paths); },
                                 read_master_key(folder));
}

std::unique_ptr<Vault> open_vault_readonly(const LedgerFolder& folder) {
  const store::VaultPaths paths = paths_of(folder);
  return std::make_unique<Vault>([paths] { return store::open_sqlite_vault_readonly(paths); },
                                 read_master_key(folder));
}

}  // namespace mingzhang
