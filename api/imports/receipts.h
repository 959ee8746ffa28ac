#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/imports/encoding.h"
#include "api/imports/import_map.h"
#include "ledger/fund/kinds/income.h"

namespace mingzhang {

inline constexpr std::size_t kImportBytesMax = 256UL << 20;
inline constexpr std::size_t kImportRowsMax = 1'000'000;
/// Of one record, its line breaks included, in UTF-8.
inline constexpr std::size_t kLineBytesMax = 65'536;
/// How many bad rows are kept; all are counted.
inline constexpr std::size_t kBadRowsMax = 1'000;
/// How many records may stand before the header.
inline constexpr std::size_t kPrefaceRecordsMax = 100;

/// One row of a receipts file: money that has arrived.
struct Receipt {
  std::uint32_t line = 0;  ///< Of the file, 1-based, where the record begins.
  Date value_date;
  Money amount;
  Id channel;
  Number number;

  bool operator==(const Receipt&) const = default;
};

/// A row that cannot be taken, and why: the first thing wrong with it, in the order number, date,
/// amount, channel. `column` is the name in the file's header, or empty for the row as a whole.
struct BadRow {
  std::uint32_t line = 0;
  std::string column;
  Refusal refusal;

  bool operator==(const BadRow&) const = default;
};

/// "line 7, column 金额: amount_malformed: … (1x0)".
std::string to_text(const BadRow& row, bool zh = false);

struct ReceiptsOptions {
  Id account;
  std::optional<Id> channel;  ///< Of rows that do not name one; otherwise the map's.
  std::optional<Date> today;  ///< If given, a later day is a bad row.
};

/// A whole file, read. It may be imported when `bad_count` is 0, or when the person who imports it
/// said to leave the bad rows out.
struct ReceiptsFile {
  Id account;
  Id format;
  Encoding encoding = Encoding::utf8;
  std::vector<Receipt> rows;  ///< The good ones, in the order of the file. May be none.
  std::vector<BadRow> bad;    ///< In the order of the file, at most kBadRowsMax.
  std::uint64_t bad_count = 0;
  Total total;  ///< Of `rows`; not saturated.
  std::optional<Date> first;
  std::optional<Date> last;
};

/// Reads a CSV of receipts, first to last byte, whatever it holds; one row per gift.
/// A number that comes twice is a bad row at its second place, whatever else that row says.
/// Errors, for the file as a whole: text_too_long (larger than kImportBytesMax, or a line than
/// kLineBytesMax), encoding_unknown, csv_malformed (a quote out of place or not closed; the detail
/// names the line; such a file is not even taken without its bad rows, since where the rows after
/// it begin is not sure), field_missing (no header; the detail names the columns and their accepted
/// names), key_duplicate (a column twice), key_unknown (a column that marks a bill or statement),
/// list_too_long (more than kImportRowsMax rows), total_saturated.
/// `bytes` need not outlive the call.
Result<ReceiptsFile> read_receipts(std::string_view bytes, const ImportMap& map,
                                   const ReceiptsOptions& options);

/// "channel:account:number". Errors: value_empty, text_malformed (not printable ASCII),
/// text_too_long.
Result<Ref> make_ref(const Id& channel, const Id& account, std::string_view number);

/// The gift of one row. Pre: `row` is one of `file`.
DonationReceived donation_of(const ReceiptsFile& file, const Receipt& row, const Id& import,
                             const Purpose& purpose = {});

}  // namespace mingzhang
