#include "terminal/progress.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "terminal/text.h"

namespace mingzhang {
namespace {

constexpr std::int64_t kDrawMs = 100;
/// Below this the rate says nothing yet.
constexpr std::int64_t kRateMs = 500;
constexpr std::size_t kBarColumnsMax = 30;
constexpr std::size_t kBarColumnsMin = 10;
constexpr std::string_view kEraseLine = "\r\x1b[K";

std::string duration(std::uint64_t seconds, Language language) {
  const bool zh = language == Language::zh;
  const std::uint64_t h = seconds / 3600;
  const std::uint64_t m = seconds / 60 % 60;
  const std::uint64_t s = seconds % 60;
  if (h > 0) return fmt::format(fmt::runtime(zh ? "{}小时{}分" : "{}h {}m"), h, m);
  if (m > 0) return fmt::format(fmt::runtime(zh ? "{}分{}秒" : "{}m {}s"), m, s);
  return fmt::format(fmt::runtime(zh ? "{}秒" : "{}s"), s);
}

std::string bar(std::uint64_t done, std::uint64_t total, std::size_t columns) {
  const double part = static_cast<double>(done) / static_cast<double>(total);
  const auto full = static_cast<std::size_t>(part * static_cast<double>(columns));
  return "[" + std::string(full, '#') + std::string(columns - full, '-') + "]";
}

}  // namespace

Screen standard_error() {
  Screen screen;
  screen.write = [](std::string_view text) {
    while (!text.empty()) {
      const ssize_t size = ::write(STDERR_FILENO, text.data(), text.size());
      if (size <= 0) return;  // A bar that cannot be drawn is no reason to stop.
      text.remove_prefix(static_cast<std::size_t>(size));
    }
  };
  const char* const term = std::getenv("TERM");
  const bool dumb = term == nullptr || std::string_view(term) == "dumb";
  screen.is_terminal = !dumb && ::isatty(STDERR_FILENO) == 1;
  winsize size{};
  if (screen.is_terminal && ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    screen.columns = size.ws_col;
  }
  return screen;
}

Progress::Progress(Screen screen, Clock& clock, Language language, std::string label)
    : screen_(std::move(screen)),
      clock_(clock),
      language_(language),
      label_(std::move(label)),
      started_ms_(clock.monotonic_ms()) {}

Progress::~Progress() { finish(); }

void Progress::update(std::uint64_t done, std::uint64_t total) {
  done_ = done;
  total_ = total;
  if (!screen_.is_terminal || finished_) return;
  if (drawn_ && clock_.monotonic_ms() - drawn_ms_ < kDrawMs) return;
  draw(false);
}

void Progress::finish() {
  if (drawn_ && !finished_) draw(true);
  finished_ = true;
}

Progress::Callback Progress::callback() {
  return [this](std::uint64_t done, std::uint64_t total) { update(done, total); };
}

void Progress::draw(bool last) {
  drawn_ = true;
  drawn_ms_ = clock_.monotonic_ms();
  // One column stays free: a full line makes some terminals wrap.
  const std::size_t columns = screen_.columns > 1 ? screen_.columns - 1 : 1;
  std::string text(kEraseLine);
  text.append(cut_to_columns(line(last, columns), columns)).append(last ? "\n" : "");
  screen_.write(text);
}

/// Label and count always; then, as far as there is room, time, rate, bar.
std::string Progress::line(bool last, std::size_t columns_max) const {
  const std::int64_t passed_ms = std::max<std::int64_t>(clock_.monotonic_ms() - started_ms_, 0);
  const auto passed = static_cast<std::uint64_t>(passed_ms);
  const bool known = total_ > 0 && done_ <= total_;
  std::string head = label_ + " ";
  if (known) {
    const double part = static_cast<double>(done_) / static_cast<double>(total_);
    head += fmt::format("{:3}% ", static_cast<int>(100.0 * part));
  }
  head += grouped(done_) + (known ? "/" + grouped(total_) : "");
  std::string tail;
  const auto append = [&](const std::string& text) {
    if (columns_of(head) + columns_of(tail) + columns_of(text) + 2 <= columns_max) {
      tail += "  " + text;
    }
  };
  const double rate = static_cast<double>(done_) * 1000.0 / static_cast<double>(passed + 1);
  const bool rate_known = passed_ms >= kRateMs && done_ > 0;
  if (last) {
    append(duration(passed / 1000, language_));
  } else if (known && rate_known) {
    const auto left = static_cast<std::uint64_t>(static_cast<double>(total_ - done_) / rate);
    append(std::string(pick(language_, "剩余", "left ")) + duration(left, language_));
  }
  if (rate_known) {
    append(grouped(static_cast<std::uint64_t>(rate)) + std::string(pick(language_, "/秒", "/s")));
  }
  const std::size_t used = columns_of(head) + columns_of(tail) + 3;
  const std::size_t room = columns_max > used ? columns_max - used : 0;
  if (known && room >= kBarColumnsMin) {
    head.insert(label_.size() + 1, bar(done_, total_, std::min(room, kBarColumnsMax)) + " ");
  }
  return head + tail;
}

}  // namespace mingzhang
