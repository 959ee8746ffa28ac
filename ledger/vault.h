#pragma once

#include <expected>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ledger/base/random.h"
#include "ledger/base/time.h"
#include "ledger/details.h"
#include "ledger/folder.h"
#include "ledger/fund/codec.h"
#include "ledger/store/vault.h"

namespace mingzhang {

/// Ids that were given and belong to no entry yet; they live in memory.
inline constexpr std::size_t kPendingIdsMax = 1'000'000;
/// The largest identity or account number.
inline constexpr std::size_t kNumberBytesMax = 64;
/// How long details without an entry are kept.
inline constexpr std::int64_t kOrphansKeptMs = kDayMs;

/// What one batch of entries adds to the vault.
struct VaultBatch {
  std::vector<store::KeyRow> keys;
  std::vector<store::DetailsRow> details;
  std::vector<store::IdRow> ids;

  bool empty() const { return keys.empty() && details.empty() && ids.empty(); }
  void add(VaultBatch&& other);
};

/// Why details cannot be read.
enum class Unopened {
  not_there,  ///< the vault has no such commitment
  destroyed,  ///< the subject's key was destroyed, as an erasure asks
  damaged,    ///< key or details do not open: not what was sealed
  differs,    ///< they open, and are not what was committed to
};

struct Opened {
  Id subject;
  Seq seq = 0;
  Block<32> key;  ///< Of the commitment.
  std::string json;
};

/// HMAC-SHA-256(key, "mingzhang/details/1\n" || json): what an entry says of private details.
Hash commitment_of(const Block<32>& key, std::string_view json);

/// The hash of one read, over all its other fields (docs/format.md, "Private details").
Hash read_hash(const store::ReadRow& row);

/// The private details of a ledger, and the ids that stand for people and accounts (design §6).
/// It gives ids and seals; `write` is the first half of committing a batch. Threads: any.
class Vault {
 public:
  using OpenStore = std::function<std::unique_ptr<store::VaultStore>()>;

  /// Errors: StoreError; LedgerError wrong_key when the vault has another master key.
  Vault(OpenStore open_store, const Block<32>& master);

  /// By which a vault knows its master key.
  static Hash proof_of(const Block<32>& master);

  /// The opaque id of a natural person or bank account: the same for the same number, for ever.
  /// A new one is written with the batch of a submission that names it. Pre: normalised, so that
  /// one person has one number. Errors: text_malformed; queue_full above kPendingIdsMax.
  Result<Id> subject_id(std::string_view identity_number, Random& random);
  Result<Id> account_tag(std::string_view account_number, Random& random);

  /// Seals details for entry `seq` into `out`, and adds their commitments to `commitments`.
  /// `beside`: batches that are not in the store yet, whose data keys count. Writes nothing.
  /// Errors: those of check_details; key_duplicate for two details of one subject;
  /// details_erased; list_too_long.
  Result<void> seal(std::span<const Details> details, Seq seq, Timestamp time, Random& random,
                    std::span<const VaultBatch* const> beside, VaultBatch& out,
                    std::vector<Hash>& commitments);
  /// Whether there are details for this commitment, in the store or beside it.
  bool has(const Hash& commitment, std::span<const VaultBatch* const> beside);
  /// Adds those of `ids` that are new.
  void take_ids(std::span<const Id> ids, VaultBatch& out) const;

  /// Commits keys, then details and ids. Whatever is not durable leaves nothing that matters: the
  /// same ids and keys are found or made again. Errors: StoreError.
  store::Outcome write(const VaultBatch& batch);
  /// The entries of a written batch are durable too.
  void landed(const VaultBatch& batch);
  /// Opens the store again and settles what no batch settled: details whose entry is there, and
  /// those, older than a day, whose entry is not; these go. Pre: nobody else writes the ledger.
  /// Errors: StoreError.
  void reload(store::Rows& ledger, Timestamp now);

  std::expected<Opened, Unopened> open(const Hash& commitment);
  std::expected<Opened, Unopened> open(const store::DetailsRow& row);
  /// Makes the details of a subject unreadable for good, and frees its numbers. Errors: StoreError.
  void destroy(const Id& subject, Timestamp now);
  /// Appends one read to the log of reads, before anything is shown. Errors: StoreError.
  void log_read(const Hash& commitment, const Id& person, const Id& reason, Timestamp now);

  /// The rows, for those who list and check them.
  store::VaultStore& rows() { return *store(); }

 private:
  std::shared_ptr<store::VaultStore> store() const;
  Result<Id> id_of(store::IdNoun noun, const Block<32>& key, std::string_view number,
                   Random& random);
  Result<Block<32>> data_key(const Id& subject, Random& random,
                             std::span<const VaultBatch* const> beside, VaultBatch& out);
  std::optional<Block<32>> unwrap(const store::KeyRow& row) const;

  const OpenStore open_store_;
  const Block<32> subjects_key_;
  const Block<32> accounts_key_;
  const Block<32> wrapping_key_;
  const Hash proof_;

  mutable std::mutex mutex_;
  std::shared_ptr<store::VaultStore> store_;
  std::map<Hash, Id> pending_;  ///< By the number's digest.
  std::map<Id, store::IdRow> pending_rows_;
  std::vector<Hash> landed_;  ///< In the ledger, and still unsettled in the store.
};

/// The vault of a folder. Errors: as Vault, read_master_key.
std::unique_ptr<Vault> open_vault(const LedgerFolder& folder);
/// For reading only; `folder` holds vault and keys, the master key is sought there as well.
std::unique_ptr<Vault> open_vault_readonly(const LedgerFolder& folder);

}  // namespace mingzhang
