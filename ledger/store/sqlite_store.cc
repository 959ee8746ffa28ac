#include "ledger/store/sqlite_store.h"

#include <sqlite3.h>

#include <mutex>

#include "ledger/store/sqlite_backup.h"
#include "ledger/store/sqlite_transaction.h"

namespace mingzhang::store {
namespace {

/// Opening costs a millisecond and a cache, so a few readers are kept for the next snapshots.
constexpr std::size_t kIdleReadersMax = 4;

/// Where snapshots get their connections. Threads: any.
class Readers {
 public:
  Readers(std::string path, Connection::Mode mode, SqliteOptions options)
      : path_(std::move(path)), mode_(mode), options_(std::move(options)) {}

  std::unique_ptr<Connection> open() const {
    return std::make_unique<Connection>(path_, mode_, options_);
  }

  std::unique_ptr<Connection> take() {
    {
      const std::lock_guard lock(mutex_);
      if (!idle_.empty()) {
        std::unique_ptr<Connection> connection = std::move(idle_.back());
        idle_.pop_back();
        return connection;
      }
    }
    return open();
  }

  void give_back(std::unique_ptr<Connection> connection) {
    const std::lock_guard lock(mutex_);
    if (idle_.size() < kIdleReadersMax) idle_.push_back(std::move(connection));
  }

  const SqliteOptions& options() const { return options_; }
  const std::string& path() const { return path_; }

 private:
  const std::string path_;
  const Connection::Mode mode_;
  const SqliteOptions options_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Connection>> idle_;
};

class Snapshot final : public SqliteRows<Rows> {
 public:
  Snapshot(std::shared_ptr<Readers> readers, std::unique_ptr<Connection> connection)
      : SqliteRows(*connection), readers_(std::move(readers)), owned_(std::move(connection)) {
    owned_->run([&] { Use(owned_->use(Query::begin_read))->exec(); });
  }

  ~Snapshot() override {
    if (!owned_->failed() && ended()) readers_->give_back(std::move(owned_));
  }

  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

 private:
  bool ended() {
    try {
      return Use(owned_->use(Query::rollback))->tryExecuteStep() == SQLITE_DONE;
    } catch (const SQLite::Exception&) {
      return false;
    }
  }

  std::shared_ptr<Readers> readers_;
  std::unique_ptr<Connection> owned_;
};

class WriterSnapshot final : public SqliteRows<Rows> {
 public:
  explicit WriterSnapshot(Writer& writer) : SqliteRows(writer.connection), writer_(writer) {
    writer.take(Query::begin_read);
  }
  ~WriterSnapshot() override { writer_.end(); }
  WriterSnapshot(const WriterSnapshot&) = delete;
  WriterSnapshot& operator=(const WriterSnapshot&) = delete;

 private:
  Writer& writer_;
};

class SqliteStore final : public Store {
 public:
  SqliteStore(const std::string& path, bool for_writing, const SqliteOptions& options)
      : writer_(for_writing
                    ? std::make_unique<Writer>(Connection(path, Connection::Mode::write, options))
                    : nullptr),
        readers_(std::make_shared<Readers>(
            path, for_writing ? Connection::Mode::read : Connection::Mode::read_alone, options)) {
    std::unique_ptr<Connection> reader = readers_->open();
    reader->run([&] { check_schema(reader->database(), for_writing); });
    readers_->give_back(std::move(reader));
    if (writer_) writer_->connection.run([&] { sync_log(writer_->connection.database()); });
  }

  std::unique_ptr<Transaction> begin() override {
    if (!writer_) throw StoreError(StoreError::Kind::io, "the ledger is open for reading only");
    return std::make_unique<SqliteTransaction>(*writer_);
  }

  std::unique_ptr<Rows> writer_snapshot() override {
    if (!writer_) return snapshot();
    return std::make_unique<WriterSnapshot>(*writer_);
  }

  std::unique_ptr<Rows> snapshot() override {
    return std::make_unique<Snapshot>(readers_, readers_->take());
  }

  void backup(const std::string& path,
              const std::function<void(std::uint64_t, std::uint64_t)>& progress) override {
    backup_sqlite(*readers_->open(), path, readers_->options(), progress);
  }

 private:
  // Closed last: of a file's connections only one that writes can copy its log back and remove it.
  std::unique_ptr<Writer> writer_;
  std::shared_ptr<Readers> readers_;
};

}  // namespace

std::unique_ptr<Store> create_sqlite(const std::string& path, const SqliteOptions& options) {
  const std::string name = absolute_path(path);
  create_database(name, options, create_schema);
  return open_sqlite(name, options);
}

std::unique_ptr<Store> open_sqlite(const std::string& path, const SqliteOptions& options) {
  return std::make_unique<SqliteStore>(absolute_path(path), true, options);
}

std::unique_ptr<Store> open_sqlite_readonly(const std::string& path, const SqliteOptions& options) {
  return std::make_unique<SqliteStore>(absolute_path(path), false, options);
}

}  // namespace mingzhang::store
