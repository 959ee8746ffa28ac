#pragma once

#include <span>
#include <vector>

#include "ledger/store/sqlite_rows.h"

namespace mingzhang::store {

/// The one connection that writes, and how its last batch ended.
struct Writer {
  Connection connection;
  /// A Transaction is open.
  bool taken = false;
  /// A commit or a rollback failed: only opening the file anew tells what is in it.
  bool unknown = false;

  /// Begins a transaction or a view; forgives what failed in the one before. Errors: io, busy.
  void take(Query begin);
  /// Ends it; what was not committed is gone. Twice is as once.
  void end();
};

class SqliteTransaction final : public SqliteRows<Transaction> {
 public:
  /// Takes the lock. `writer` outlives this object. Errors: as Store::begin.
  explicit SqliteTransaction(Writer& writer);
  ~SqliteTransaction() override;
  SqliteTransaction(const SqliteTransaction&) = delete;
  SqliteTransaction& operator=(const SqliteTransaction&) = delete;

  void put_entry(const EntryRow& row) override;
  void put_node(const NodeRow& row) override;
  void put_checkpoint(const CheckpointRow& row) override;
  void put_state(const StateChange& change) override;
  void put_index(std::span<const IndexRow> rows) override;
  void put_request(const RequestRow& row) override;
  void drop_requests_before(std::int64_t time_ms) override;
  void drop_projections() override;
  Outcome commit() override;

 private:
  Writer& writer_;
  std::vector<IndexRow> sorted_;
};

}  // namespace mingzhang::store
