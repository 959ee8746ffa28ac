#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "terminal/language.h"

namespace mingzhang::audit {

/// One record of RFC 4180. Texts that a spreadsheet would take for a formula (they begin with = + -
/// @ or a tab) get an apostrophe before them; numbers are written as they are.
class CsvRecord {
 public:
  CsvRecord& text(std::string_view value);
  CsvRecord& number(std::int64_t value);
  /// Two fields: yuan with two decimals, and fen.
  CsvRecord& money(std::int64_t fen);
  /// The same where there is no amount: two empty fields.
  CsvRecord& no_money();
  /// The line, with CR LF.
  std::string line() const { return line_ + "\r\n"; }

 private:
  void field(std::string_view quoted);

  std::string line_;
  bool empty_ = true;
};

/// A heading in both languages.
struct Heading {
  std::string_view zh;
  std::string_view en;
};

/// The first line of a table: a byte order mark, for Excel takes it for another encoding without,
/// and the headings.
template <class Headings>
std::string heading_line(const Headings& headings, Language language) {
  CsvRecord record;
  for (const Heading& heading : headings) record.text(pick(language, heading.zh, heading.en));
  return "\xEF\xBB\xBF" + record.line();
}

}  // namespace mingzhang::audit
