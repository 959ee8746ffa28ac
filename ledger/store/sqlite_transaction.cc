#include "ledger/store/sqlite_transaction.h"

#include <sqlite3.h>

#include <algorithm>
#include <utility>

#include "ledger/store/sqlite_schema.h"

namespace mingzhang::store {
namespace {

void bind_hash(SQLite::Statement& statement, int parameter, const Hash& hash) {
  statement.bindNoCopy(parameter, hash.bytes.data(), static_cast<int>(Hash::kSize));
}

}  // namespace

void Writer::take(Query begin) {
  if (unknown) {
    throw StoreError(StoreError::Kind::io,
                     "the outcome of a commit is not known: open the ledger again");
  }
  if (taken) throw StoreError(StoreError::Kind::busy, "a batch is being written");
  connection.forgive();
  connection.run([&] { Use(connection.use(begin))->exec(); });
  taken = true;
}

void Writer::end() {
  if (!std::exchange(taken, false) || !connection.in_transaction()) return;
  if (connection.database().tryExec("ROLLBACK") != SQLITE_OK) unknown = true;
}

SqliteTransaction::SqliteTransaction(Writer& writer)
    : SqliteRows(writer.connection), writer_(writer) {
  writer.take(Query::begin_write);
}

SqliteTransaction::~SqliteTransaction() { writer_.end(); }

void SqliteTransaction::put_entry(const EntryRow& row) {
  connection_.run([&] {
    const Use insert(connection_.use(Query::put_entry));
    insert->bind(1, to_column(row.seq));
    // SQLite takes a null pointer for NULL, which an empty view may be.
    insert->bindNoCopy(2, row.bytes.empty() ? "" : row.bytes.data(),
                       static_cast<int>(row.bytes.size()));
    bind_hash(*insert, 3, row.leaf);
    insert->exec();
  });
}

void SqliteTransaction::put_node(const NodeRow& row) {
  connection_.run([&] {
    const Use insert(connection_.use(Query::put_node));
    insert->bind(1, static_cast<std::int64_t>(row.level));
    insert->bind(2, to_column(row.index));
    bind_hash(*insert, 3, row.hash);
    insert->exec();
  });
}

void SqliteTransaction::put_checkpoint(const CheckpointRow& row) {
  connection_.run([&] {
    const Use insert(connection_.use(Query::put_checkpoint));
    insert->bind(1, to_column(row.size));
    insert->bindNoCopy(2, row.note);
    insert->exec();
  });
}

void SqliteTransaction::put_state(const StateChange& change) {
  connection_.run([&] {
    const Use put(connection_.use(change.value ? Query::put_state : Query::drop_state));
    put->bindNoCopy(1, change.key);
    if (change.value) put->bindNoCopy(2, *change.value);
    put->exec();
  });
}

void SqliteTransaction::put_index(std::span<const IndexRow> rows) {
  sorted_.assign(rows.begin(), rows.end());
  std::ranges::sort(sorted_);
  connection_.run([&] {
    for (const IndexRow& row : sorted_) {
      const Use insert(connection_.use_insert(row.index));
      const int count = static_cast<int>(spec_of(row.index).columns.size());
      for (int i = 0; i < count; ++i) {
        insert->bind(i + 1, row.values[static_cast<std::size_t>(i)]);
      }
      insert->exec();
    }
  });
}

void SqliteTransaction::put_request(const RequestRow& row) {
  connection_.run([&] {
    const Use insert(connection_.use(Query::put_request));
    insert->bind(1, to_column(row.seq));
    bind_hash(*insert, 2, row.key);
    bind_hash(*insert, 3, row.body);
    insert->bind(4, row.time_ms);
    insert->exec();
  });
}

void SqliteTransaction::drop_requests_before(std::int64_t time_ms) {
  connection_.run([&] {
    const Use drop(connection_.use(Query::drop_requests));
    drop->bind(1, time_ms);
    drop->exec();
  });
}

void SqliteTransaction::drop_projections() {
  connection_.run([&] {
    SQLite::Database& database = connection_.database();
    database.exec("DELETE FROM state");
    database.exec("DELETE FROM nodes");
    for (const IndexSpec& spec : index_specs()) database.exec("DELETE FROM " + index_table(spec));
    write_identity(database, kLedgerFile);
  });
}

Outcome SqliteTransaction::commit() {
  if (!writer_.taken) return Outcome::failed;
  Outcome outcome = Outcome::failed;
  // After some errors SQLite has rolled back on its own; a COMMIT would then commit nothing.
  if (!connection_.failed() && connection_.in_transaction()) {
    const Use commit(connection_.use(Query::commit));
    const int code = commit->tryExecuteStep();
    outcome = outcome_of(code, connection_.database().getExtendedErrorCode());
  }
  writer_.unknown = outcome != Outcome::durable;
  writer_.end();
  return outcome;
}

}  // namespace mingzhang::store
