#include "ledger/store/guard.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <string_view>

#include "ledger/base/assert.h"
#include "ledger/store/sqlite_error.h"
#include "ledger/store/sqlite_file.h"

namespace mingzhang::store {
namespace {

constexpr std::size_t kGuardBytesMax = 256;
constexpr std::string_view kFirstLine = "mingzhang guard 1\n";
constexpr std::size_t kLedgerDigits = 32;

/// A file descriptor that is closed at the end of its scope.
struct File {
  int number;
  ~File() {
    if (number >= 0) ::close(number);
  }
};

std::string encode(const Guard& guard) {
  return std::string(kFirstLine) + "ledger " + guard.ledger + "\nsize " +
         std::to_string(guard.size) + "\nroot " + to_hex(guard.root.view()) + "\n";
}

bool is_ledger_id(std::string_view text) {
  std::array<std::byte, kLedgerDigits / 2> bytes;
  return read_hex(text, bytes);
}

/// Cuts "label value\n" off the front of `text`.
std::optional<std::string_view> take_line(std::string_view& text, std::string_view label) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos || !text.starts_with(label)) return std::nullopt;
  const std::string_view value = text.substr(label.size(), end - label.size());
  text.remove_prefix(end + 1);
  return value;
}

/// Lenient about numbers; the caller compares with the encoding.
std::optional<Guard> decode(std::string_view text) {
  if (!text.starts_with(kFirstLine)) return std::nullopt;
  text.remove_prefix(kFirstLine.size());
  const auto ledger = take_line(text, "ledger ");
  const auto size = ledger ? take_line(text, "size ") : std::nullopt;
  const auto root = size ? take_line(text, "root ") : std::nullopt;
  if (!root || !is_ledger_id(*ledger)) return std::nullopt;
  Guard guard{std::string(*ledger), 0, {}};
  std::from_chars(size->data(), size->data() + size->size(), guard.size);
  if (!read_hex(*root, guard.root.bytes)) return std::nullopt;
  return guard;
}

void write_all(const File& file, std::string_view text, const std::string& path) {
  while (!text.empty()) {
    const ssize_t written = ::write(file.number, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) throw system_error("cannot write " + path);
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace

std::optional<Guard> Guard::load(const std::string& path) {
  const File file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (file.number < 0) {
    if (errno == ENOENT) return std::nullopt;
    throw system_error("cannot open " + path);
  }
  std::array<char, kGuardBytesMax> buffer;
  const ssize_t size = ::read(file.number, buffer.data(), buffer.size());
  if (size < 0) throw system_error("cannot read " + path);
  const std::string_view text(buffer.data(), static_cast<std::size_t>(size));
  std::optional<Guard> guard = decode(text);
  if (!guard || encode(*guard) != text) throw_corrupt("the guard file " + path);
  return guard;
}

void Guard::save(const std::string& path) const {
  MZ_ASSERT(is_ledger_id(ledger));
  const std::string part = path + ".part";
  {
    const File file{::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640)};
    if (file.number < 0) throw system_error("cannot create " + part);
    write_all(file, encode(*this), part);
    if (::fsync(file.number) != 0) throw system_error("cannot sync " + part);
  }
  if (std::rename(part.c_str(), path.c_str()) != 0) throw system_error("cannot name " + path);
  sync_folder_of(path);
}

}  // namespace mingzhang::store
