#pragma once

#include <SQLiteCpp/Database.h>
#include <sqlite3.h>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace mingzhang::store {

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using StatementPtr = std::unique_ptr<sqlite3_stmt, Finalize>;

/// The prepared statements of a connection that no scan uses now, by their text. A scan may begin
/// within another of the same text: then it prepares its own.
using IdleScans = std::map<std::string, StatementPtr, std::less<>>;

/// A statement for scans of millions of rows: SQLite itself, because a column of SQLiteCpp costs as
/// much as the row it is read from. Errors: SQLite::Exception. Threads: one at a time.
class Cursor {
 public:
  Cursor(SQLite::Database& database, IdleScans& idle, std::string_view sql)
      : database_(database.getHandle()), place_(idle.find(sql)) {
    if (place_ == idle.end()) place_ = idle.emplace(sql, nullptr).first;
    statement_ = std::move(place_->second);
    if (statement_) return;
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v2(database_, sql.data(), static_cast<int>(sql.size()), &statement,
                             nullptr));
    statement_.reset(statement);
  }
  ~Cursor() {
    if (sqlite3_reset(statement_.get()) == SQLITE_OK) place_->second = std::move(statement_);
  }
  Cursor(const Cursor&) = delete;
  Cursor& operator=(const Cursor&) = delete;

  void bind(int parameter, std::int64_t value) {
    check(sqlite3_bind_int64(statement_.get(), parameter, value));
  }
  /// False when there are no more rows.
  bool step() {
    const int result = sqlite3_step(statement_.get());
    if (result != SQLITE_ROW && result != SQLITE_DONE) check(result);
    return result == SQLITE_ROW;
  }

  sqlite3_stmt* statement() const { return statement_.get(); }
  std::int64_t integer(int column) const { return sqlite3_column_int64(statement_.get(), column); }
  /// Valid until the next step.
  std::string_view blob(int column) const {
    const auto* const data =
        static_cast<const char*>(sqlite3_column_blob(statement_.get(), column));
    if (data == nullptr) return {};
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
  }

 private:
  void check(int result) {
    if (result != SQLITE_OK) throw SQLite::Exception(database_, result);
  }

  sqlite3* database_;
  IdleScans::iterator place_;  ///< Where the statement rests when the scan has ended.
  StatementPtr statement_;
};

}  // namespace mingzhang::store
