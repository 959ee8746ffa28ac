#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ledger/store/sqlite_connection.h"
#include "ledger/store/store.h"

namespace mingzhang::store {

/// Reading, the same for a snapshot (`Interface` = Rows) and inside a batch (Transaction). Nothing
/// in the file is trusted: whatever is not of its form is StoreError corrupt.
template <class Interface>
class SqliteRows : public Interface {
 public:
  /// `connection` outlives this object.
  explicit SqliteRows(Connection& connection) : connection_(connection) {}

  Head head() override;
  std::optional<std::string> entry(std::uint64_t seq) override;
  void scan_entries(std::uint64_t first, std::uint64_t last,
                    const std::function<bool(const EntryRow&)>& row) override;
  void leaves(std::uint64_t first, std::span<Hash> out) override;
  std::optional<Hash> node(unsigned level, std::uint64_t index) override;
  void scan_nodes(const std::function<bool(const NodeRow&)>& row) override;

  std::optional<CheckpointRow> last_checkpoint() override;
  std::optional<CheckpointRow> checkpoint(std::uint64_t size) override;
  void scan_checkpoints(std::uint64_t first, std::uint64_t last,
                        const std::function<bool(const CheckpointRow&)>& row) override;

  void scan_state(
      const std::function<bool(std::string_view key, std::string_view value)>& row) override;

  std::vector<IndexRow> find(Index index, std::span<const std::int64_t> prefix,
                             std::size_t limit) override;
  std::optional<IndexRow> floor(Index index, std::span<const std::int64_t> prefix,
                                std::int64_t value) override;
  void scan_index(Index index, std::int64_t low, std::int64_t high,
                  const std::function<bool(const IndexRow&)>& row) override;

  std::optional<RequestRow> request(std::uint64_t seq) override;
  void scan_requests(std::uint64_t first,
                     const std::function<bool(const RequestRow&)>& row) override;

 protected:
  Connection& connection_;
};

extern template class SqliteRows<Rows>;
extern template class SqliteRows<Transaction>;

/// A number of ours as SQLite's; what does not fit is larger than any row's.
std::int64_t to_column(std::uint64_t value);

}  // namespace mingzhang::store
