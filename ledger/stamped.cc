#include "ledger/stamped.h"

#include <algorithm>
#include <charconv>

#include "ledger/base/timestamp_token.h"
#include "ledger/folder.h"
#include "ledger/fund/entry.h"

namespace mingzhang {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kResponse = ".tsr";
constexpr std::string_view kNote = ".checkpoint";

/// The size that a name begins with; none where it does not end as it must.
std::optional<std::uint64_t> size_of(std::string_view name, std::string_view ending) {
  if (!name.ends_with(ending)) return std::nullopt;
  name.remove_suffix(ending.size());
  std::uint64_t size = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), size);
  const bool plain = error == std::errc() && std::to_string(size) == name;
  return plain && size > 0 && size <= static_cast<std::uint64_t>(kIntMax) ? std::optional(size)
                                                                          : std::nullopt;
}

/// Pre: `seq` is below the size.
Timestamp time_of(store::Rows& rows, Seq seq) {
  const std::optional<std::string> bytes = rows.entry(seq);
  const Result<Entry> entry = bytes ? decode(*bytes) : refuse(Code::json_malformed);
  if (!entry) {
    throw store::StoreError(store::StoreError::Kind::corrupt,
                            "entry " + std::to_string(seq) + " cannot be read");
  }
  return entry->time;
}

}  // namespace

std::string stamped_response_name(std::uint64_t size) {
  return std::to_string(size) + std::string(kResponse);
}

std::string stamped_note_name(std::uint64_t size) {
  return std::to_string(size) + std::string(kNote);
}

bool is_stamped_name(std::string_view name) {
  return size_of(name, kResponse) || size_of(name, kNote);
}

std::vector<std::uint64_t> stamped_sizes(const fs::path& folder) {
  std::vector<std::uint64_t> sizes;
  if (!fs::is_directory(folder)) return sizes;
  for (const fs::directory_entry& file : fs::directory_iterator(folder)) {
    if (const auto size = size_of(file.path().filename().string(), kResponse)) {
      sizes.push_back(*size);
    }
  }
  std::ranges::sort(sizes);
  return sizes;
}

std::vector<Stamped> read_all_stamped(const fs::path& folder) {
  const auto read = [&](const std::string& name, std::size_t bytes_max) -> std::string {
    const fs::path path = folder / name;
    if (!fs::exists(path)) return {};
    if (!fs::is_regular_file(path) || fs::file_size(path) > bytes_max) {
      throw std::runtime_error(path.string() + " is no file of at most " +
                               std::to_string(bytes_max) + " bytes");
    }
    return read_file(path);
  };
  std::vector<Stamped> all;
  for (const std::uint64_t size : stamped_sizes(folder)) {
    all.push_back({size, read(stamped_note_name(size), tlog::kNoteBytesMax),
                   read(stamped_response_name(size), kTimestampBytesMax)});
  }
  return all;
}

void write_stamped(const fs::path& folder, const Stamped& stamped) {
  fs::create_directories(folder);
  write_file(folder / stamped_note_name(stamped.size), stamped.note);
  write_file(folder / stamped_response_name(stamped.size), stamped.response);
}

std::optional<store::CheckpointRow> last_checkpoint_before(store::Rows& rows, Timestamp moment) {
  const std::optional<store::CheckpointRow> newest = rows.last_checkpoint();
  if (!newest) return std::nullopt;
  Seq first = 0;  // Of those that are not before it.
  for (Seq count = newest->size; count > 0;) {
    const Seq half = count / 2;
    if (time_of(rows, first + half) < moment) {
      first += half + 1;
      count -= half + 1;
    } else {
      count = half;
    }
  }
  // A batch has one checkpoint: the one before the batch that midnight fell in is not far.
  for (Seq size = first; size > 0; --size) {
    if (auto row = rows.checkpoint(size)) return row;
  }
  return std::nullopt;
}

}  // namespace mingzhang
