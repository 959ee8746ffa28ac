#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ledger/base/bytes.h"
#include "ledger/store/store.h"

/// The contract of what keeps private details: rows only. What is sealed in them, and under which
/// key, is the business of the floors above.
namespace mingzhang::store {

/// Sealed details of one subject, found by their commitment.
struct DetailsRow {
  Hash commitment;
  std::string subject;
  std::uint64_t seq = 0;  ///< The entry that they were sealed for.
  std::int64_t time_ms = 0;
  Bytes sealed;

  bool operator==(const DetailsRow&) const = default;
};

/// What an id stands for.
enum class IdNoun { subject, account };

/// A number, as a keyed digest, and the opaque id that stands for it.
struct IdRow {
  Hash digest;
  IdNoun noun = IdNoun::subject;
  std::string id;

  bool operator==(const IdRow&) const = default;
};

/// A subject's data key, wrapped; without it: it was destroyed, then.
struct KeyRow {
  std::string subject;
  std::optional<Bytes> wrapped;
  std::int64_t destroyed_ms = 0;

  bool operator==(const KeyRow&) const = default;
};

/// One read of details in the clear. The rows are numbered from 0 and never changed.
struct ReadRow {
  std::uint64_t number = 0;
  std::int64_t time_ms = 0;
  std::string person;
  std::string reason;
  Hash commitment;
  Hash prev;  ///< Of row number - 1; zeros before the first.
  Hash hash;

  bool operator==(const ReadRow&) const = default;
};

/// What one batch adds to the vault.
struct DetailsBatch {
  std::vector<DetailsRow> details;
  std::vector<IdRow> ids;  ///< Those that are there already, the same, are left alone.
  /// Details of earlier batches whose entries are now known to be in the ledger.
  std::vector<Hash> settled;
};

/// Two databases: the sealed details with the ids, and the keys. Every write is one transaction of
/// its own, synced. After an outcome other than durable, or an error other than busy, all further
/// writes throw io: drop this object and open it again. Errors of all: StoreError; a row that is
/// not of its form is corrupt, so is one that is put and there already.
/// Threads: any.
class VaultStore {
 public:
  virtual ~VaultStore() = default;

  virtual std::optional<DetailsRow> details(const Hash& commitment) = 0;
  virtual std::optional<std::string> id(IdNoun noun, const Hash& digest) = 0;
  virtual std::optional<KeyRow> key(std::string_view subject) = 0;
  /// What was given at creation, by which the master key is known.
  virtual Hash proof() = 0;
  /// Details that are not known to belong to an entry of the ledger.
  virtual std::vector<DetailsRow> unsettled() = 0;

  /// In the order of the commitment. `row` may ask for `key`, and nothing else of this object.
  virtual void scan_details(const std::function<void(const DetailsRow&)>& row) = 0;
  /// In the order of the id. `row` asks nothing of this object.
  virtual void scan_ids(const std::function<void(const IdRow&)>& row) = 0;
  /// In the order of the number. `row` asks nothing of this object.
  virtual void scan_reads(const std::function<void(const ReadRow&)>& row) = 0;

  [[nodiscard]] virtual Outcome put_keys(std::span<const KeyRow> rows) = 0;
  [[nodiscard]] virtual Outcome put_details(const DetailsBatch& batch) = 0;
  /// Forgets that the first are unsettled, and drops the others.
  [[nodiscard]] virtual Outcome settle(std::span<const Hash> settled,
                                       std::span<const Hash> orphans) = 0;
  /// Leaves the row without its key, on the disk as well; then drops the ids that stand for the
  /// subject. Done already, it changes nothing. A subject without a row gets one. Errors also: busy
  /// when a reader kept the old key in the log; do it again.
  [[nodiscard]] virtual Outcome destroy_key(std::string_view subject, std::int64_t time_ms) = 0;
  /// Appends what `make` makes of the last row, under the lock of the file's writers.
  [[nodiscard]] virtual Outcome put_read(
      const std::function<ReadRow(const std::optional<ReadRow>& last)>& make) = 0;

  /// Copies of both files, the details first: what they need is then in the keys.
  virtual void backup(const std::string& details_path, const std::string& keys_path) = 0;
};

}  // namespace mingzhang::store
