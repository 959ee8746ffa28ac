#include "ledger/store/sqlite_vault.h"

#include <type_traits>

#include "ledger/store/sqlite_side_file.h"
#include "ledger/store/sqlite_vault_schema.h"

namespace mingzhang::store {
namespace {

std::string_view name_of(IdNoun noun) { return noun == IdNoun::subject ? "subject" : "account"; }

DetailsRow details_at(SQLite::Statement& row) {
  return {hash_at(row, 0), id_at(row, 1), number_at(row, 2), row.getColumn(3).getInt64(),
          bytes_at(row, 4)};
}

IdRow id_row_at(SQLite::Statement& row) {
  const std::string noun = row.getColumn(1).getString();
  if (noun != "subject" && noun != "account") throw_corrupt("an id in the vault has no noun");
  return {hash_at(row, 0), noun == "subject" ? IdNoun::subject : IdNoun::account, id_at(row, 2)};
}

KeyRow key_at(SQLite::Statement& row) {
  KeyRow key{id_at(row, 0), std::nullopt, 0};
  if (row.getColumn(1).isNull()) {
    key.destroyed_ms = row.getColumn(2).getInt64();
  } else {
    key.wrapped = bytes_at(row, 1);
  }
  return key;
}

ReadRow read_at(SQLite::Statement& row) {
  return {number_at(row, 0), row.getColumn(1).getInt64(),
          id_at(row, 2),     id_at(row, 3),
          hash_at(row, 4),   hash_at(row, 5),
          hash_at(row, 6)};
}

void put_one(Connection& file, const DetailsRow& row) {
  const Use put(file.use("INSERT INTO details VALUES(?1, ?2, ?3, ?4, ?5)"));
  bind_to(*put, 1, row.commitment.view());
  bind_to(*put, 2, row.subject);
  put->bind(3, static_cast<std::int64_t>(row.seq));
  put->bind(4, row.time_ms);
  bind_to(*put, 5, row.sealed);
  put->exec();
  const Use mark(file.use("INSERT INTO unsettled VALUES(?1)"));
  bind_to(*mark, 1, row.commitment.view());
  mark->exec();
}

void put_one(Connection& file, const IdRow& row) {
  const Use put(file.use("INSERT INTO ids VALUES(?1, ?2, ?3) ON CONFLICT(digest) DO NOTHING"));
  bind_to(*put, 1, row.digest.view());
  bind_to(*put, 2, name_of(row.noun));
  bind_to(*put, 3, row.id);
  if (put->exec() == 1) return;
  const Use same(file.use("SELECT digest, noun, id FROM ids WHERE digest = ?1"));
  bind_to(*same, 1, row.digest.view());
  if (!same->executeStep() || id_row_at(*same) != row) throw_corrupt("a number has two ids");
}

void put_one(Connection& file, const KeyRow& row) {
  const Use put(file.use("INSERT INTO keys VALUES(?1, ?2, NULL)"));
  bind_to(*put, 1, row.subject);
  bind_to(*put, 2, *row.wrapped);
  put->exec();
}

void put_one(Connection& file, const ReadRow& row) {
  const Use put(file.use("INSERT INTO reads VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)"));
  put->bind(1, static_cast<std::int64_t>(row.number));
  put->bind(2, row.time_ms);
  bind_to(*put, 3, row.person);
  bind_to(*put, 4, row.reason);
  bind_to(*put, 5, row.commitment.view());
  bind_to(*put, 6, row.prev.view());
  bind_to(*put, 7, row.hash.view());
  put->exec();
}

void drop_all(Connection& file, const char* sql, std::span<const Hash> commitments) {
  for (const Hash& commitment : commitments) {
    const Use drop(file.use(sql));
    bind_to(*drop, 1, commitment.view());
    drop->exec();
  }
}

constexpr const char* kSettle = "DELETE FROM unsettled WHERE commitment = ?1";

class SqliteVault final : public VaultStore {
 public:
  SqliteVault(const VaultPaths& paths, bool writes, const SqliteOptions& options)
      : keys_(absolute_path(paths.keys), writes, options, kKeysFile, create_keys_schema),
        details_(absolute_path(paths.details), writes, options, kVaultFile, create_vault_schema) {}

  std::optional<DetailsRow> details(const Hash& commitment) override {
    return details_.read([&](Connection& file) -> std::optional<DetailsRow> {
      const Use get(
          file.use("SELECT commitment, subject, seq, time_ms, sealed FROM details"
                   " WHERE commitment = ?1"));
      bind_to(*get, 1, commitment.view());
      if (!get->executeStep()) return std::nullopt;
      return details_at(*get);
    });
  }

  std::optional<std::string> id(IdNoun noun, const Hash& digest) override {
    return details_.read([&](Connection& file) -> std::optional<std::string> {
      const Use get(file.use("SELECT digest, noun, id FROM ids WHERE digest = ?1"));
      bind_to(*get, 1, digest.view());
      if (!get->executeStep()) return std::nullopt;
      const IdRow row = id_row_at(*get);
      if (row.noun != noun) throw_corrupt("an id in the vault stands for something else");
      return row.id;
    });
  }

  std::optional<KeyRow> key(std::string_view subject) override {
    return keys_.read([&](Connection& file) -> std::optional<KeyRow> {
      const Use get(file.use("SELECT subject, wrapped, destroyed_ms FROM keys WHERE subject = ?1"));
      bind_to(*get, 1, subject);
      if (!get->executeStep()) return std::nullopt;
      return key_at(*get);
    });
  }

  Hash proof() override {
    return keys_.read([&](Connection& file) {
      const Use get(file.use("SELECT proof FROM master"));
      if (!get->executeStep()) throw_corrupt("the keys do not say of which master key they are");
      return hash_at(*get, 0);
    });
  }

  std::vector<DetailsRow> unsettled() override {
    std::vector<DetailsRow> rows;
    scan(details_,
         "SELECT commitment, subject, seq, time_ms, sealed FROM unsettled JOIN details"
         " USING(commitment) ORDER BY seq",
         details_at, [&](const DetailsRow& row) { rows.push_back(row); });
    return rows;
  }

  void scan_details(const std::function<void(const DetailsRow&)>& row) override {
    scan(details_,
         "SELECT commitment, subject, seq, time_ms, sealed FROM details ORDER BY commitment",
         details_at, row);
  }
  void scan_ids(const std::function<void(const IdRow&)>& row) override {
    scan(details_, "SELECT digest, noun, id FROM ids ORDER BY id", id_row_at, row);
  }
  void scan_reads(const std::function<void(const ReadRow&)>& row) override {
    scan(details_,
         "SELECT number, time_ms, person, reason, commitment, prev, hash FROM reads"
         " ORDER BY number",
         read_at, row);
  }

  Outcome put_keys(std::span<const KeyRow> rows) override {
    return keys_.write([&](Connection& file) {
      for (const KeyRow& row : rows) put_one(file, row);
    });
  }

  Outcome put_details(const DetailsBatch& batch) override {
    return details_.write([&](Connection& file) {
      for (const IdRow& row : batch.ids) put_one(file, row);
      for (const DetailsRow& row : batch.details) put_one(file, row);
      drop_all(file, kSettle, batch.settled);
    });
  }

  Outcome settle(std::span<const Hash> settled, std::span<const Hash> orphans) override {
    return details_.write([&](Connection& file) {
      drop_all(file, kSettle, settled);
      drop_all(file, kSettle, orphans);
      drop_all(file, "DELETE FROM details WHERE commitment = ?1", orphans);
    });
  }

  Outcome destroy_key(std::string_view subject, std::int64_t time_ms) override {
    const Outcome destroyed = keys_.write([&](Connection& file) {
      const Use put(
          file.use("INSERT INTO keys VALUES(?1, NULL, ?2) ON CONFLICT(subject) DO UPDATE"
                   " SET wrapped = NULL, destroyed_ms = ?2 WHERE wrapped IS NOT NULL"));
      bind_to(*put, 1, subject);
      put->bind(2, time_ms);
      put->exec();
    });
    if (destroyed != Outcome::durable) return destroyed;
    keys_.empty_log();
    const Outcome dropped = details_.write([&](Connection& file) {
      const Use drop(file.use("DELETE FROM ids WHERE id = ?1"));
      bind_to(*drop, 1, subject);
      drop->exec();
    });
    if (dropped == Outcome::durable) details_.empty_log();
    return dropped;
  }

  Outcome put_read(
      const std::function<ReadRow(const std::optional<ReadRow>& last)>& make) override {
    return details_.write([&](Connection& file) {
      std::optional<ReadRow> last;
      {
        const Use get(
            file.use("SELECT number, time_ms, person, reason, commitment, prev, hash"
                     " FROM reads ORDER BY number DESC LIMIT 1"));
        if (get->executeStep()) last = read_at(*get);
      }
      put_one(file, make(last));
    });
  }

  void backup(const std::string& details_path, const std::string& keys_path) override {
    details_.backup(details_path, kVaultFile);
    keys_.backup(keys_path, kKeysFile);
  }

 private:
  template <class Row>
  static void scan(SideFile& file, const char* sql, Row (*row_at)(SQLite::Statement&),
                   const std::type_identity_t<std::function<void(const Row&)>>& row) {
    file.read([&](Connection& connection) {
      const Use get(connection.use(sql));
      while (get->executeStep()) row(row_at(*get));
    });
  }

  SideFile keys_;
  SideFile details_;
};

SqliteOptions vault_options(SqliteOptions options) {
  options.busy_timeout_ms = kVaultBusyTimeoutMs;
  return options;
}

}  // namespace

void create_sqlite_vault(const VaultPaths& paths, const Hash& proof, const SqliteOptions& options) {
  create_database(absolute_path(paths.keys), options, [&](SQLite::Database& database) {
    create_keys_schema(database);
    SQLite::Statement put(database, "INSERT INTO master VALUES(1, ?1)");
    bind_to(put, 1, proof.view());
    put.exec();
  });
  create_database(absolute_path(paths.details), options, create_vault_schema);
}

std::unique_ptr<VaultStore> open_sqlite_vault(const VaultPaths& paths,
                                              const SqliteOptions& options) {
  return std::make_unique<SqliteVault>(paths, true, vault_options(options));
}

std::unique_ptr<VaultStore> open_sqlite_vault_readonly(const VaultPaths& paths,
                                                       const SqliteOptions& options) {
  return std::make_unique<SqliteVault>(paths, false, vault_options(options));
}

}  // namespace mingzhang::store
