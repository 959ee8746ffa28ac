#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "ledger/base/result.h"

namespace mingzhang {

/// One record of a CSV (RFC 4180). A record is longer than a line when a quoted cell holds a break.
struct CsvRecord {
  std::uint32_t line = 0;  ///< 1-based, where it begins; a line ends with LF, CR LF or CR.
  std::vector<std::string_view> cells;
};

/// Calls `each` for every record that is not blank (nothing but blanks and commas), in order; stops
/// at the first refusal. Cells live as long as the call. Blanks around an unquoted cell are gone.
/// Errors: csv_malformed (a quote where none may be, or not closed within `record_bytes_max`),
/// text_too_long (a line of more bytes than that), what `each` refuses; the detail of the first two
/// names the line where the record begins.
Result<void> read_csv(std::string_view text, std::size_t record_bytes_max,
                      const std::function<Result<void>(const CsvRecord&)>& each);

}  // namespace mingzhang
