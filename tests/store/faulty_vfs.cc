#include "tests/store/faulty_vfs.h"

#include <sqlite3.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <new>
#include <optional>
#include <utility>

namespace mingzhang::store {

/// What the shim's functions share.
struct FaultyDisk {
  std::string name;
  sqlite3_vfs* real = nullptr;
  sqlite3_vfs shim{};

  mutable std::mutex mutex;
  FaultyVfs::Fault fault{.ops = 0};
  std::uint64_t calls = 0;
  bool fired = false;
  bool crashed = false;
  /// What each file held at its last sync; none: it did not exist then.
  std::map<std::string, std::optional<std::string>> synced;

  void reset(const FaultyVfs::Fault& next) {
    const std::lock_guard lock(mutex);
    fault = next;
    calls = 0;
    fired = crashed = false;
  }

  bool dead() const {
    const std::lock_guard lock(mutex);
    return crashed;
  }

  enum class Verdict { pass, fail, dead };

  Verdict count(FaultyVfs::Op op) {
    const std::lock_guard lock(mutex);
    if (crashed) return Verdict::dead;
    if ((fault.ops & op) == 0) return Verdict::pass;
    ++calls;
    if (calls != fault.nth && !(fault.forever && calls > fault.nth)) return Verdict::pass;
    fired = true;
    crashed = fault.failure == FaultyVfs::Failure::crash;
    return Verdict::fail;
  }

  int error_of(int io_code) const {
    return fault.failure == FaultyVfs::Failure::full ? SQLITE_FULL : io_code;
  }
};

namespace {

/// An open file as SQLite sees it; the real one lies right behind it.
struct OpenFile {
  sqlite3_file base;
  FaultyDisk* disk;
  const char* path;  // null: a temporary file; else SQLite keeps it until the file is closed
  sqlite3_file* real;
};

OpenFile* ours(sqlite3_file* file) { return reinterpret_cast<OpenFile*>(file); }
sqlite3_file* real(sqlite3_file* file) { return ours(file)->real; }
FaultyDisk* disk_of(sqlite3_vfs* vfs) { return static_cast<FaultyDisk*>(vfs->pAppData); }

/// Through SQLite's own handle: closing another one would drop the locks of this process.
std::string content_of(sqlite3_file* file) {
  sqlite3_int64 size = 0;
  file->pMethods->xFileSize(file, &size);
  std::string content(static_cast<std::size_t>(size), '\0');
  if (size > 0) file->pMethods->xRead(file, content.data(), static_cast<int>(size), 0);
  return content;
}

void remember(OpenFile& file) {
  if (file.path == nullptr) return;
  std::string content = content_of(file.real);
  const std::lock_guard lock(file.disk->mutex);
  file.disk->synced[file.path] = std::move(content);
}

int close_file(sqlite3_file* file) { return real(file)->pMethods->xClose(real(file)); }

int read_file(sqlite3_file* file, void* data, int size, sqlite3_int64 offset) {
  return real(file)->pMethods->xRead(real(file), data, size, offset);
}

int write_file(sqlite3_file* file, const void* data, int size, sqlite3_int64 offset) {
  switch (ours(file)->disk->count(FaultyVfs::kWrite)) {
    case FaultyDisk::Verdict::pass:
      return real(file)->pMethods->xWrite(real(file), data, size, offset);
    case FaultyDisk::Verdict::fail:
      real(file)->pMethods->xWrite(real(file), data, size / 2, offset);
      break;
    case FaultyDisk::Verdict::dead:
      break;
  }
  return ours(file)->disk->error_of(SQLITE_IOERR_WRITE);
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
  if (ours(file)->disk->count(FaultyVfs::kTruncate) != FaultyDisk::Verdict::pass) {
    return ours(file)->disk->error_of(SQLITE_IOERR_TRUNCATE);
  }
  return real(file)->pMethods->xTruncate(real(file), size);
}

int sync_file(sqlite3_file* file, int) {
  if (ours(file)->disk->count(FaultyVfs::kSync) != FaultyDisk::Verdict::pass) {
    return ours(file)->disk->error_of(SQLITE_IOERR_FSYNC);
  }
  remember(*ours(file));
  return SQLITE_OK;
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
  return real(file)->pMethods->xFileSize(real(file), size);
}

int lock_file(sqlite3_file* file, int level) {
  return real(file)->pMethods->xLock(real(file), level);
}

int unlock_file(sqlite3_file* file, int level) {
  return real(file)->pMethods->xUnlock(real(file), level);
}

int check_reserved_lock(sqlite3_file* file, int* result) {
  return real(file)->pMethods->xCheckReservedLock(real(file), result);
}

int file_control(sqlite3_file* file, int op, void* argument) {
  // A hint to grow the file would change it past our count.
  if (op == SQLITE_FCNTL_SIZE_HINT) return SQLITE_OK;
  return real(file)->pMethods->xFileControl(real(file), op, argument);
}

int sector_size(sqlite3_file* file) { return real(file)->pMethods->xSectorSize(real(file)); }

// None of the real disk's promises, such as that a write is atomic or never tears its neighbours.
int device_characteristics(sqlite3_file*) { return 0; }

int shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** data) {
  return real(file)->pMethods->xShmMap(real(file), page, size, extend, data);
}

int shm_lock(sqlite3_file* file, int offset, int count, int flags) {
  return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}

void shm_barrier(sqlite3_file* file) { real(file)->pMethods->xShmBarrier(real(file)); }

int shm_unmap(sqlite3_file* file, int remove) {
  return real(file)->pMethods->xShmUnmap(real(file), remove);
}

constexpr sqlite3_io_methods kMethods = {2,
                                         close_file,
                                         read_file,
                                         write_file,
                                         truncate_file,
                                         sync_file,
                                         file_size,
                                         lock_file,
                                         unlock_file,
                                         check_reserved_lock,
                                         file_control,
                                         sector_size,
                                         device_characteristics,
                                         shm_map,
                                         shm_lock,
                                         shm_barrier,
                                         shm_unmap,
                                         nullptr,
                                         nullptr};

int open_file(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* out_flags) {
  FaultyDisk* const disk = disk_of(vfs);
  auto* const opened =
      new (file) OpenFile{{nullptr}, disk, path, reinterpret_cast<sqlite3_file*>(ours(file) + 1)};
  int exists = 1;
  if (path != nullptr) disk->real->xAccess(disk->real, path, SQLITE_ACCESS_EXISTS, &exists);
  if (exists == 0 && disk->dead()) return SQLITE_CANTOPEN;
  const int result = disk->real->xOpen(disk->real, path, opened->real, flags, out_flags);
  if (opened->real->pMethods == nullptr) return result;
  opened->base.pMethods = &kMethods;
  if (result != SQLITE_OK || path == nullptr) return result;
  bool known = false;
  {
    const std::lock_guard lock(disk->mutex);
    known = disk->synced.contains(path);
    if (!known && exists == 0) disk->synced[path] = std::nullopt;
  }
  if (!known && exists != 0) remember(*opened);
  return SQLITE_OK;
}

int remove_file(sqlite3_vfs* vfs, const char* path, int sync) {
  FaultyDisk* const disk = disk_of(vfs);
  if (disk->dead()) return SQLITE_IOERR_DELETE;
  const int result = disk->real->xDelete(disk->real, path, sync);
  const std::lock_guard lock(disk->mutex);
  if (result == SQLITE_OK) disk->synced.erase(path);
  return result;
}

int access(sqlite3_vfs* vfs, const char* path, int flags, int* result) {
  return disk_of(vfs)->real->xAccess(disk_of(vfs)->real, path, flags, result);
}

int full_path(sqlite3_vfs* vfs, const char* path, int size, char* out) {
  return disk_of(vfs)->real->xFullPathname(disk_of(vfs)->real, path, size, out);
}

}  // namespace

FaultyVfs::FaultyVfs(std::string name) : disk_(std::make_unique<FaultyDisk>()) {
  disk_->name = std::move(name);
  disk_->real = sqlite3_vfs_find(nullptr);
  // The rest (clock, randomness, sleep) does not look at its first argument in SQLite's own VFS.
  disk_->shim = *disk_->real;
  disk_->shim.szOsFile = static_cast<int>(sizeof(OpenFile)) + disk_->real->szOsFile;
  disk_->shim.pNext = nullptr;
  disk_->shim.zName = disk_->name.c_str();
  disk_->shim.pAppData = disk_.get();
  disk_->shim.xOpen = open_file;
  disk_->shim.xDelete = remove_file;
  disk_->shim.xAccess = access;
  disk_->shim.xFullPathname = full_path;
  sqlite3_vfs_register(&disk_->shim, 0);
}

FaultyVfs::~FaultyVfs() { sqlite3_vfs_unregister(&disk_->shim); }

const std::string& FaultyVfs::name() const { return disk_->name; }

void FaultyVfs::arm(const Fault& fault) { disk_->reset(fault); }

void FaultyVfs::disarm() { disk_->reset(Fault{.ops = 0}); }

bool FaultyVfs::fired() const {
  const std::lock_guard lock(disk_->mutex);
  return disk_->fired;
}

std::uint64_t FaultyVfs::calls() const {
  const std::lock_guard lock(disk_->mutex);
  return disk_->calls;
}

void FaultyVfs::settle() {
  const std::lock_guard lock(disk_->mutex);
  disk_->synced.clear();
}

void FaultyVfs::forget_unsynced() {
  const std::lock_guard lock(disk_->mutex);
  for (const auto& [path, content] : disk_->synced) {
    if (content) {
      std::ofstream(path, std::ios::binary | std::ios::trunc) << *content;
    } else {
      std::filesystem::remove(path);
    }
  }
}

}  // namespace mingzhang::store
