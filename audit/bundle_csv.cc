#include "audit/bundle_csv.h"

#include "audit/bundle_journal.h"

namespace mingzhang::audit {

void CsvRecord::field(std::string_view quoted) {
  if (!empty_) line_ += ',';
  empty_ = false;
  line_ += quoted;
}

CsvRecord& CsvRecord::text(std::string_view value) {
  constexpr std::string_view kFormula = "=+-@\t\r";
  const bool formula = !value.empty() && kFormula.find(value.front()) != std::string_view::npos;
  const bool quotes = value.find_first_of("\",\r\n") != std::string_view::npos;
  std::string written = formula ? "'" : "";
  for (const char c : value) {
    written += c;
    if (c == '"') written += '"';
  }
  field(quotes ? '"' + written + '"' : written);
  return *this;
}

CsvRecord& CsvRecord::number(std::int64_t value) {
  field(std::to_string(value));
  return *this;
}

CsvRecord& CsvRecord::money(std::int64_t fen) {
  field(plain_yuan(fen));
  return number(fen);
}

CsvRecord& CsvRecord::no_money() {
  field("");
  field("");
  return *this;
}

}  // namespace mingzhang::audit
