#include "ledger/store/sqlite_rows.h"

#include <SQLiteCpp/Column.h>

#include <algorithm>
#include <cstring>
#include <limits>

#include "ledger/store/sqlite_cursor.h"
#include "ledger/store/sqlite_visit.h"

namespace mingzhang::store {
namespace {

constexpr std::int64_t kNodeLevelMax = 8;

std::int64_t int_of(const SQLite::Statement& row, int column) {
  return row.getColumn(column).getInt64();
}

std::int64_t int_of(const Cursor& row, int column) { return row.integer(column); }

template <class Row>
std::uint64_t count_of(const Row& row, int column) {
  const std::int64_t value = int_of(row, column);
  if (value < 0) throw_corrupt("a number is negative");
  return static_cast<std::uint64_t>(value);
}

std::string_view blob_of(const Cursor& row, int column) { return row.blob(column); }

/// Valid until the next step.
std::string_view blob_of(const SQLite::Statement& row, int column) {
  const SQLite::Column value = row.getColumn(column);
  const auto* const data = static_cast<const char*>(value.getBlob());
  return {data, data == nullptr ? 0 : static_cast<std::size_t>(value.getBytes())};
}

template <class Row>
Hash hash_of(const Row& row, int column) {
  const std::string_view blob = blob_of(row, column);
  if (blob.size() != Hash::kSize) throw_corrupt("a hash has not 32 bytes");
  Hash hash;
  std::memcpy(hash.bytes.data(), blob.data(), Hash::kSize);
  return hash;
}

template <class Row>
CheckpointRow checkpoint_of(const Row& row) {
  return {count_of(row, 0), std::string(blob_of(row, 1))};
}

template <class Row>
RequestRow request_of(const Row& row) {
  return {count_of(row, 0), hash_of(row, 1), hash_of(row, 2), int_of(row, 3)};
}

IndexRow index_row_of(const SQLite::Statement& row, const IndexSpec& spec) {
  IndexRow result{spec.index, {}};
  const std::size_t columns = spec.columns.size();
  for (std::size_t i = 0; i < columns; ++i) {
    result.values[i] = int_of(row, static_cast<int>(i));
  }
  return result;
}

int bind_prefix(SQLite::Statement& statement, std::span<const std::int64_t> prefix) {
  int parameter = 1;
  for (const std::int64_t value : prefix) statement.bind(parameter++, value);
  return parameter;
}

}  // namespace

std::int64_t to_column(std::uint64_t value) {
  constexpr auto kMax = std::numeric_limits<std::int64_t>::max();
  return static_cast<std::int64_t>(std::min(value, static_cast<std::uint64_t>(kMax)));
}

template <class Interface>
Head SqliteRows<Interface>::head() {
  return connection_.run([&]() -> Head {
    const Use query(connection_.use(Query::head));
    if (!query->executeStep()) return {};
    return {count_of(*query, 0) + 1, hash_of(*query, 1)};
  });
}

template <class Interface>
std::optional<std::string> SqliteRows<Interface>::entry(std::uint64_t seq) {
  return connection_.run([&]() -> std::optional<std::string> {
    const Use query(connection_.use(Query::entry));
    query->bind(1, to_column(seq));
    if (!query->executeStep()) return std::nullopt;
    return std::string(blob_of(*query, 0));
  });
}

// The scans have statements of their own, so that a callback may scan as well.
template <class Interface>
void SqliteRows<Interface>::scan_entries(std::uint64_t first, std::uint64_t last,
                                         const std::function<bool(const EntryRow&)>& row) {
  connection_.run([&] {
    Cursor query = connection_.scan(
        "SELECT seq, bytes, leaf FROM entries WHERE seq >= ?1 AND seq < ?2 ORDER BY seq");
    query.bind(1, to_column(first));
    query.bind(2, to_column(last));
    while (query.step()) {
      if (!row({count_of(query, 0), blob_of(query, 1), hash_of(query, 2)})) return;
    }
  });
}

template <class Interface>
void SqliteRows<Interface>::leaves(std::uint64_t first, std::span<Hash> out) {
  connection_.run([&] {
    const Use query(connection_.use(Query::leaves));
    query->bind(1, to_column(first));
    query->bind(2, to_column(first + out.size()));
    std::uint64_t seq = first;
    for (Hash& hash : out) {
      if (!query->executeStep() || count_of(*query, 0) != seq) {
        throw_corrupt("entry " + std::to_string(seq) + " is missing");
      }
      hash = hash_of(*query, 1);
      ++seq;
    }
  });
}

template <class Interface>
std::optional<Hash> SqliteRows<Interface>::node(unsigned level, std::uint64_t index) {
  return connection_.run([&]() -> std::optional<Hash> {
    const Use query(connection_.use(Query::node));
    query->bind(1, static_cast<std::int64_t>(level));
    query->bind(2, to_column(index));
    if (!query->executeStep()) return std::nullopt;
    return hash_of(*query, 0);
  });
}

template <class Interface>
void SqliteRows<Interface>::scan_nodes(const std::function<bool(const NodeRow&)>& row) {
  connection_.run([&] {
    Cursor query = connection_.scan("SELECT level, idx, hash FROM nodes ORDER BY level, idx");
    while (query.step()) {
      const std::int64_t level = int_of(query, 0);
      if (level < 1 || level > kNodeLevelMax) throw_corrupt("a node has no such level");
      if (!row({static_cast<unsigned>(level), count_of(query, 1), hash_of(query, 2)})) return;
    }
  });
}

template <class Interface>
std::optional<CheckpointRow> SqliteRows<Interface>::last_checkpoint() {
  return connection_.run([&]() -> std::optional<CheckpointRow> {
    const Use query(connection_.use(Query::last_checkpoint));
    if (!query->executeStep()) return std::nullopt;
    return checkpoint_of(*query);
  });
}

template <class Interface>
std::optional<CheckpointRow> SqliteRows<Interface>::checkpoint(std::uint64_t size) {
  return connection_.run([&]() -> std::optional<CheckpointRow> {
    const Use query(connection_.use(Query::checkpoint));
    query->bind(1, to_column(size));
    if (!query->executeStep()) return std::nullopt;
    return checkpoint_of(*query);
  });
}

template <class Interface>
void SqliteRows<Interface>::scan_checkpoints(std::uint64_t first, std::uint64_t last,
                                             const std::function<bool(const CheckpointRow&)>& row) {
  connection_.run([&] {
    Cursor query = connection_.scan(
        "SELECT size, note FROM checkpoints WHERE size BETWEEN ?1 AND ?2 ORDER BY size");
    query.bind(1, to_column(first));
    query.bind(2, to_column(last));
    while (query.step()) {
      if (!row(checkpoint_of(query))) return;
    }
  });
}

template <class Interface>
void SqliteRows<Interface>::scan_state(
    const std::function<bool(std::string_view, std::string_view)>& row) {
  connection_.run([&] {
    Cursor query = connection_.scan("SELECT key, value FROM state ORDER BY key");
    while (query.step()) {
      if (!row(blob_of(query, 0), blob_of(query, 1))) return;
    }
  });
}

template <class Interface>
std::vector<IndexRow> SqliteRows<Interface>::find(Index index, std::span<const std::int64_t> prefix,
                                                  std::size_t limit) {
  return connection_.run([&] {
    const Use query(connection_.use_find(index, prefix.size()));
    query->bind(bind_prefix(*query, prefix), to_column(limit));
    std::vector<IndexRow> rows;
    while (query->executeStep()) rows.push_back(index_row_of(*query, spec_of(index)));
    return rows;
  });
}

template <class Interface>
std::optional<IndexRow> SqliteRows<Interface>::floor(Index index,
                                                     std::span<const std::int64_t> prefix,
                                                     std::int64_t value) {
  return connection_.run([&]() -> std::optional<IndexRow> {
    const Use query(connection_.use_floor(index, prefix.size()));
    query->bind(bind_prefix(*query, prefix), value);
    if (!query->executeStep()) return std::nullopt;
    return index_row_of(*query, spec_of(index));
  });
}

template <class Interface>
void SqliteRows<Interface>::scan_index(Index index, std::int64_t low, std::int64_t high,
                                       const std::function<bool(const IndexRow&)>& row) {
  connection_.run([&] {
    const IndexSpec& spec = spec_of(index);
    Visit visit{spec, row};
    Cursor query = connection_.scan(visit_sql(spec, scan_index_sql(spec)));
    query.bind(1, low);
    query.bind(2, high);
    bind_visit(query.statement(), visit);
    query.step();
    if (visit.failure) std::rethrow_exception(visit.failure);
  });
}

template <class Interface>
std::optional<RequestRow> SqliteRows<Interface>::request(std::uint64_t seq) {
  return connection_.run([&]() -> std::optional<RequestRow> {
    const Use query(connection_.use(Query::request));
    query->bind(1, to_column(seq));
    return query->executeStep() ? std::optional(request_of(*query)) : std::nullopt;
  });
}

template <class Interface>
void SqliteRows<Interface>::scan_requests(std::uint64_t first,
                                          const std::function<bool(const RequestRow&)>& row) {
  connection_.run([&] {
    Cursor query = connection_.scan(
        "SELECT seq, key, body, time_ms FROM requests WHERE seq >= ?1 ORDER BY seq");
    query.bind(1, to_column(first));
    while (query.step()) {
      if (!row(request_of(query))) return;
    }
  });
}

template class SqliteRows<Rows>;
template class SqliteRows<Transaction>;

}  // namespace mingzhang::store
