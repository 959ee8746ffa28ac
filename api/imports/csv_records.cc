#include "api/imports/csv_records.h"

#include <csv.h>

#include <algorithm>
#include <new>
#include <string>

#include "api/imports/cell.h"

namespace mingzhang {
namespace {

/// libcsv says neither line nor column, so it is fed line by line, and what it reports belongs to
/// the line where nothing was pending.
class Parser {
 public:
  explicit Parser(std::size_t record_bytes_max) : record_bytes_max_(record_bytes_max) {
    if (csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI) != 0) throw std::bad_alloc();
    csv_set_blk_size(&parser_, kBlockBytes);
    // All of it now: the callbacks are called from C and must not throw.
    bytes_.reserve(record_bytes_max);
    ends_.reserve(record_bytes_max + 1);
  }
  ~Parser() { csv_free(&parser_); }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  bool pending() const { return pending_; }
  bool complete() const { return complete_; }

  /// Takes one physical line with its end. Pre: the last record was taken.
  Result<void> feed(std::string_view text, std::uint32_t line) {
    if (!pending_) {
      record_.line = line;
      fed_bytes_ = 0;
    }
    fed_bytes_ += text.size();
    if (fed_bytes_ > record_bytes_max_) {
      return fail(pending_ ? Code::csv_malformed : Code::text_too_long);
    }
    pending_ = true;
    const std::size_t read = csv_parse(&parser_, text.data(), text.size(), &on_cell, &on_end, this);
    return read == text.size() ? Result<void>() : fail(Code::csv_malformed);
  }

  /// There are no more lines.
  Result<void> finish() {
    const bool good = csv_fini(&parser_, &on_cell, &on_end, this) == 0;
    return good ? Result<void>() : fail(Code::csv_malformed);
  }

  const CsvRecord& take() {
    const std::string_view bytes = bytes_;
    record_.cells.clear();
    std::size_t begin = 0;
    for (const std::size_t end : ends_) {
      record_.cells.push_back(bytes.substr(begin, end - begin));
      begin = end;
    }
    ends_.clear();
    pending_ = complete_ = false;
    return record_;
  }

 private:
  static constexpr std::size_t kBlockBytes = 4096;

  static void on_cell(void* cell, std::size_t size, void* self) {
    auto& parser = *static_cast<Parser*>(self);
    if (!parser.pending_ || parser.complete_) return;
    if (parser.ends_.empty()) parser.bytes_.clear();
    parser.bytes_.append(static_cast<const char*>(cell), size);
    parser.ends_.push_back(parser.bytes_.size());
  }
  static void on_end(int, void* self) { static_cast<Parser*>(self)->complete_ = true; }

  Result<void> fail(Code code) {
    if (csv_error(&parser_) == CSV_ENOMEM) throw std::bad_alloc();
    return refuse(code, {}, "line " + std::to_string(record_.line));
  }

  csv_parser parser_{};
  std::size_t record_bytes_max_;
  std::size_t fed_bytes_ = 0;
  std::string bytes_;
  std::vector<std::size_t> ends_;
  CsvRecord record_;
  bool pending_ = false;
  bool complete_ = false;
};

/// The first line of `text` with its end; of a line longer than `bytes_max`, a piece that is too.
std::string_view first_line(std::string_view text, std::size_t bytes_max) {
  const std::string_view window = text.substr(0, bytes_max + 1);
  // Two searches for one byte are several times faster than one for either.
  const std::size_t cr = window.substr(0, window.find('\n')).find('\r');
  const std::size_t end = cr == std::string_view::npos ? window.find('\n') : cr;
  if (end == std::string_view::npos) return window;
  return text.substr(0, end + (text.substr(end).starts_with("\r\n") ? 2 : 1));
}

bool is_blank(const CsvRecord& record) {
  return std::ranges::all_of(record.cells,
                             [](std::string_view cell) { return trim_cell(cell).empty(); });
}

}  // namespace

Result<void> read_csv(std::string_view text, std::size_t record_bytes_max,
                      const std::function<Result<void>(const CsvRecord&)>& each) {
  Parser parser(record_bytes_max);
  const auto hand_over = [&]() -> Result<void> {
    const CsvRecord& record = parser.take();
    return is_blank(record) ? Result<void>() : each(record);
  };
  for (std::uint32_t line = 1; !text.empty(); ++line) {
    const std::string_view next = first_line(text, record_bytes_max);
    text.remove_prefix(next.size());
    const bool whole = next.size() <= record_bytes_max;
    if (!parser.pending() && whole && trim_cell(next).empty()) continue;
    if (const auto fed = parser.feed(next, line); !fed) return fed;
    if (!parser.complete()) continue;
    if (const auto taken = hand_over(); !taken) return taken;
  }
  if (const auto finished = parser.finish(); !finished) return finished;
  return parser.complete() ? hand_over() : Result<void>();
}

}  // namespace mingzhang
