#include "ledger/store/sqlite_backup.h"

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/Column.h>
#include <sqlite3.h>

#include "ledger/store/sqlite_file.h"

namespace mingzhang::store {
namespace {

constexpr int kStepPages = 256;

std::uint64_t pages(int count) { return count < 0 ? 0 : static_cast<std::uint64_t>(count); }

void copy_pages(SQLite::Database& source, SQLite::Database& copy,
                const std::function<void(std::uint64_t, std::uint64_t)>& progress) {
  SQLite::Backup backup(copy, source);
  for (int result = SQLITE_OK; result != SQLITE_DONE;) {
    result = backup.executeStep(kStepPages);
    if (result == SQLITE_BUSY || result == SQLITE_LOCKED) {
      throw SQLite::Exception("the source or the copy is locked", result);
    }
    const std::uint64_t total = pages(backup.getTotalPageCount());
    if (progress) progress(total - pages(backup.getRemainingPageCount()), total);
  }
}

}  // namespace

void backup_sqlite(Connection& source, const std::string& path, const SqliteOptions& options,
                   const std::function<void(std::uint64_t, std::uint64_t)>& progress) {
  PartFile part(absolute_path(path));
  source.run([&] {
    Use(source.use(Query::begin_read))->exec();
    source.database().execAndGet("SELECT count(*) FROM sqlite_schema");  // The moment is now.
    {
      SQLite::Database copy(part.path(), SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX, 0,
                            options.vfs);
      copy.exec("PRAGMA journal_mode=OFF");
      copy.exec("PRAGMA synchronous=FULL");
      copy_pages(source.database(), copy, progress);
    }
    Use(source.use(Query::rollback))->exec();
  });
  part.publish();
}

}  // namespace mingzhang::store
