#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "ledger/base/time.h"
#include "terminal/language.h"

namespace mingzhang {

/// Where a bar is drawn. A value; `write` must not throw.
struct Screen {
  std::function<void(std::string_view)> write;
  bool is_terminal = false;
  std::size_t columns = 80;
};

/// The standard error of this process, as it is now; no terminal when TERM is "dumb".
Screen standard_error();

/// A bar on a terminal: how much is done, the rate and the time left; nothing at all elsewhere. It
/// is drawn at most ten times a second, however often it is told. Threads: one at a time.
///
///     Progress progress(standard_error(), system_clock(), language, "导入");
///     import(file, progress.callback());
///     progress.finish();
class Progress {
 public:
  /// What lower floors take, so that they need not know this class: how many are done, of how
  /// many; 0 of an unknown number.
  using Callback = std::function<void(std::uint64_t done, std::uint64_t total)>;

  /// `clock` must outlive the bar.
  Progress(Screen screen, Clock& clock, Language language, std::string label);
  /// Ends the line.
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void update(std::uint64_t done, std::uint64_t total);
  /// Draws the last state with the time taken and ends the line, so that what is printed next
  /// begins on its own. Without any update, and the second time, does nothing.
  void finish();
  /// Calls `update`; must not outlive the bar.
  Callback callback();

 private:
  void draw(bool last);
  std::string line(bool last, std::size_t columns_max) const;

  Screen screen_;
  Clock& clock_;
  Language language_;
  std::string label_;
  std::int64_t started_ms_;
  std::int64_t drawn_ms_ = 0;
  std::uint64_t done_ = 0;
  std::uint64_t total_ = 0;
  bool drawn_ = false;
  bool finished_ = false;
};

}  // namespace mingzhang
