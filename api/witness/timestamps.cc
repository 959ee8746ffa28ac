#include "api/witness/timestamps.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "ledger/base/sha256.h"
#include "ledger/base/time.h"

namespace mingzhang::witness {
namespace {

constexpr std::int64_t kMsPerMinute = 60'000;

Timestamp beginning_of(Date day, std::int32_t utc_offset_min) {
  return {day.days * kDayMs - utc_offset_min * kMsPerMinute};
}

}  // namespace

Timestamps::Timestamps(Options options) : options_(std::move(options)) {
  const auto sizes = stamped_sizes(options_.folder.timestamps());
  if (!sizes.empty()) stamped_size_ = sizes.back();
  thread_ = std::thread([this] { work(); });
}

Timestamps::~Timestamps() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void Timestamps::work() {
  std::chrono::milliseconds pause = options_.look;
  std::unique_lock lock(mutex_);
  while (!ending_) {
    lock.unlock();
    const bool done = attempt(options_.clock.now().date(options_.utc_offset_min));
    lock.lock();
    failing_ = !done;
    pause = done ? options_.look : std::min(pause * 2, options_.pause_max);
    wake_.wait_for(lock, pause, [this] { return ending_; });
  }
}

/// At the beginning the newest checkpoint, later the last of the day before; none where it, or a
/// later one, is stamped.
std::optional<store::CheckpointRow> Timestamps::due(Date today) {
  if (settled_ == today) return std::nullopt;
  const auto rows = options_.rows();
  auto row = settled_ ? last_checkpoint_before(*rows, beginning_of(today, options_.utc_offset_min))
                      : rows->last_checkpoint();
  return row && row->size > stamped_size() ? row : std::nullopt;
}

bool Timestamps::attempt(Date today) {
  std::string complaint;
  try {
    if (const auto row = due(today)) stamp(*row);
    settled_ = today;
  } catch (const std::exception& error) {
    complaint = error.what();
  }
  // Once, not at every attempt of a day.
  if (complaint != complaint_) {
    fmt::print(stderr, "mingzhang: time-stamp authority: {}\n",
               complaint.empty() ? "stamps again" : complaint);
    complaint_ = complaint;
  }
  return complaint.empty();
}

void Timestamps::stamp(const store::CheckpointRow& row) {
  const Hash digest = sha256(bytes_of(row.note));
  const auto nonce = random_.block<TimestampNonce::kSize>();
  const std::string response = options_.ask(timestamp_query(digest, nonce));
  const auto token = read_timestamp(bytes_of(response), digest, nonce);
  if (!token) throw std::runtime_error(token.error());
  write_stamped(options_.folder.timestamps(), {row.size, row.note, response});
  const std::lock_guard lock(mutex_);
  stamped_size_ = row.size;
}

std::uint64_t Timestamps::stamped_size() const {
  const std::lock_guard lock(mutex_);
  return stamped_size_;
}

bool Timestamps::failing() const {
  const std::lock_guard lock(mutex_);
  return failing_;
}

}  // namespace mingzhang::witness
