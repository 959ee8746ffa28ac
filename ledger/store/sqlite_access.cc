#include "ledger/store/sqlite_access.h"

#include <SQLiteCpp/Column.h>
#include <sys/stat.h>

#include <filesystem>

#include "ledger/base/assert.h"
#include "ledger/base/short_text.h"
#include "ledger/store/sqlite_access_schema.h"
#include "ledger/store/sqlite_side_file.h"

namespace mingzhang::store {
namespace {

constexpr mode_t kMode = S_IRUSR | S_IWUSR;

std::int64_t time_at(SQLite::Statement& row, int column) {
  return static_cast<std::int64_t>(number_at(row, column));
}

bool flag_at(SQLite::Statement& row, int column) {
  const std::uint64_t number = number_at(row, column);
  if (number > 1) throw_corrupt("a flag that is neither 0 nor 1");
  return number == 1;
}

std::string_view name_of(SessionKind kind) {
  return kind == SessionKind::bearer ? "bearer" : "cookie";
}

SessionKind kind_at(SQLite::Statement& row, int column) {
  const std::string name = row.getColumn(column).getString();
  if (name != "bearer" && name != "cookie") throw_corrupt("a session of no kind");
  return name == "bearer" ? SessionKind::bearer : SessionKind::cookie;
}

bool is_hash(std::string_view text) {
  return text.starts_with("$argon2id$") && text.size() <= kPasswordHashBytesMax &&
         is_printable_ascii(text);
}

bool is_label(std::string_view text) {
  return text.size() <= kSessionLabelBytesMax && is_title(text);
}

CredentialRow credential_at(SQLite::Statement& row) {
  CredentialRow credential;
  credential.person = id_at(row, 0);
  credential.password = row.getColumn(1).getString();
  if (!is_hash(credential.password)) throw_corrupt("a password that is no hash");
  credential.must_change = flag_at(row, 2);
  credential.set_ms = time_at(row, 3);
  if (!row.getColumn(4).isNull()) {
    credential.totp = bytes_at(row, 4);
    const std::size_t size = credential.totp->size();
    if (size == 0 || size > kSealedTotpBytesMax) throw_corrupt("a second factor of no such size");
  }
  credential.totp_last_step = time_at(row, 5);
  return credential;
}

SessionRow session_at(SQLite::Statement& row) {
  SessionRow session;
  session.digest = hash_at(row, 0);
  session.person = id_at(row, 1);
  session.kind = kind_at(row, 2);
  session.second_factor = flag_at(row, 3);
  session.created_ms = time_at(row, 4);
  session.last_used_ms = time_at(row, 5);
  session.expires_ms = time_at(row, 6);
  session.label = row.getColumn(7).getString();
  if (!is_label(session.label)) throw_corrupt("a session's label is no title");
  return session;
}

void drop_sessions(Connection& file, std::string_view person, const std::optional<Hash>& kept) {
  const Use drop(file.use("DELETE FROM sessions WHERE person = ?1 AND digest IS NOT ?2"));
  // A statement keeps what was bound to it the last time.
  drop->clearBindings();
  bind_to(*drop, 1, person);
  if (kept) bind_to(*drop, 2, kept->view());
  drop->exec();
}

void drop_one(Connection& file, const Hash& digest) {
  const Use drop(file.use("DELETE FROM sessions WHERE digest = ?1"));
  bind_to(*drop, 1, digest.view());
  drop->exec();
}

class SqliteAccess final : public AccessStore {
 public:
  SqliteAccess(const std::string& path, bool writes, const SqliteOptions& options)
      : file_(absolute_path(path), writes, options, kAccessFile, create_access_schema) {}

  std::vector<CredentialRow> credentials() override {
    return all<CredentialRow>(
        "SELECT person, password, must_change, set_ms, totp, totp_last_step FROM credentials"
        " ORDER BY person",
        credential_at, kCredentialsMax);
  }

  std::vector<SessionRow> sessions() override {
    return all<SessionRow>(
        "SELECT digest, person, kind, second_factor, created_ms, last_used_ms, expires_ms, label"
        " FROM sessions ORDER BY digest",
        session_at, kSessionsMax);
  }

  void put_password(std::string_view person, std::string_view password, bool must_change,
                    std::int64_t set_ms, const std::optional<Hash>& kept) override {
    MZ_ASSERT(is_id(person) && is_hash(password));
    write([&](Connection& file) {
      const Use put(
          file.use("INSERT INTO credentials VALUES(?1, ?2, ?3, ?4, NULL, 0) ON CONFLICT(person)"
                   " DO UPDATE SET password = ?2, must_change = ?3, set_ms = ?4"));
      bind_to(*put, 1, person);
      bind_to(*put, 2, password);
      put->bind(3, must_change ? 1 : 0);
      put->bind(4, set_ms);
      put->exec();
      drop_sessions(file, person, kept);
    });
  }

  void rehash(std::string_view person, std::string_view password) override {
    MZ_ASSERT(is_hash(password));
    write([&](Connection& file) {
      const Use put(file.use("UPDATE credentials SET password = ?2 WHERE person = ?1"));
      bind_to(*put, 1, person);
      bind_to(*put, 2, password);
      put->exec();
    });
  }

  void put_second_factor(std::string_view person, ByteView totp, std::int64_t step,
                         const Hash& kept) override {
    MZ_ASSERT(!totp.empty() && totp.size() <= kSealedTotpBytesMax);
    write([&](Connection& file) {
      const Use put(
          file.use("UPDATE credentials SET totp = ?2, totp_last_step = ?3 WHERE person = ?1"));
      bind_to(*put, 1, person);
      bind_to(*put, 2, totp);
      put->bind(3, step);
      MZ_ASSERT(put->exec() == 1);
      const Use mark(file.use("UPDATE sessions SET second_factor = 1 WHERE digest = ?1"));
      bind_to(*mark, 1, kept.view());
      mark->exec();
      drop_sessions(file, person, kept);
    });
  }

  void drop_second_factor(std::string_view person) override {
    write([&](Connection& file) {
      const Use drop(
          file.use("UPDATE credentials SET totp = NULL, totp_last_step = 0 WHERE person = ?1"));
      bind_to(*drop, 1, person);
      drop->exec();
      drop_sessions(file, person, std::nullopt);
    });
  }

  bool advance_totp(std::string_view person, std::int64_t step) override {
    bool advanced = false;
    write([&](Connection& file) {
      const Use put(
          file.use("UPDATE credentials SET totp_last_step = ?2 WHERE person = ?1"
                   " AND totp IS NOT NULL AND totp_last_step < ?2"));
      bind_to(*put, 1, person);
      put->bind(2, step);
      advanced = put->exec() == 1;
    });
    return advanced;
  }

  void put_session(const SessionRow& row, std::span<const Hash> dropped) override {
    MZ_ASSERT(is_id(row.person) && is_label(row.label));
    write([&](Connection& file) {
      for (const Hash& digest : dropped) drop_one(file, digest);
      const Use put(file.use("INSERT INTO sessions VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"));
      bind_to(*put, 1, row.digest.view());
      bind_to(*put, 2, row.person);
      bind_to(*put, 3, name_of(row.kind));
      put->bind(4, row.second_factor ? 1 : 0);
      put->bind(5, row.created_ms);
      put->bind(6, row.last_used_ms);
      put->bind(7, row.expires_ms);
      bind_to(*put, 8, row.label);
      put->exec();
    });
  }

  void touch_sessions(std::span<const SessionUse> uses) override {
    write([&](Connection& file) {
      for (const SessionUse& use : uses) {
        const Use put(file.use("UPDATE sessions SET last_used_ms = ?2 WHERE digest = ?1"));
        bind_to(*put, 1, use.digest.view());
        put->bind(2, use.last_used_ms);
        put->exec();
      }
    });
  }

  void drop_session(const Hash& digest) override {
    write([&](Connection& file) { drop_one(file, digest); });
  }

  void drop_sessions_of(std::string_view person, const std::optional<Hash>& kept) override {
    write([&](Connection& file) { drop_sessions(file, person, kept); });
  }

  void drop_sessions_before(std::int64_t time_ms) override {
    write([&](Connection& file) {
      const Use drop(file.use("DELETE FROM sessions WHERE expires_ms < ?1"));
      drop->bind(1, time_ms);
      drop->exec();
    });
  }

 private:
  template <class Row>
  std::vector<Row> all(const char* sql, Row (*row_at)(SQLite::Statement&), std::size_t count_max) {
    return file_.read([&](Connection& connection) {
      std::vector<Row> rows;
      const Use get(connection.use(sql));
      while (get->executeStep()) {
        if (rows.size() == count_max) throw_corrupt("there are more rows than can be");
        rows.push_back(row_at(*get));
      }
      return rows;
    });
  }

  template <class Action>
  void write(Action&& action) {
    const Outcome outcome = file_.write(action);
    if (outcome == Outcome::durable) return;
    const bool full = outcome == Outcome::full;
    throw StoreError(full ? StoreError::Kind::full : StoreError::Kind::io,
                     "passwords and sessions could not be written");
  }

  SideFile file_;
};

SqliteOptions access_options(SqliteOptions options) {
  options.busy_timeout_ms = kAccessBusyTimeoutMs;
  return options;
}

}  // namespace

void create_sqlite_access(const std::string& path, const SqliteOptions& options) {
  create_database(absolute_path(path), options, create_access_schema, kMode);
}

std::unique_ptr<AccessStore> open_sqlite_access(const std::string& path,
                                                const SqliteOptions& options) {
  if (!std::filesystem::exists(path)) create_sqlite_access(path, options);
  return std::make_unique<SqliteAccess>(path, true, access_options(options));
}

std::unique_ptr<AccessStore> open_sqlite_access_readonly(const std::string& path,
                                                         const SqliteOptions& options) {
  return std::make_unique<SqliteAccess>(path, false, access_options(options));
}

}  // namespace mingzhang::store
