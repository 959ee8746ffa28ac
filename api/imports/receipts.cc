#include "api/imports/receipts.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "api/imports/cell.h"
#include "api/imports/csv_records.h"
#include "api/imports/header.h"
#include "api/imports/receipt_row.h"

namespace mingzhang {
namespace {

void add_good(ReceiptsFile& file, const Receipt& row) {
  file.total.add(row.amount.fen());
  file.first = std::min(file.first.value_or(row.value_date), row.value_date);
  file.last = std::max(file.last.value_or(row.value_date), row.value_date);
  file.rows.push_back(row);
}

void add_bad(ReceiptsFile& file, std::uint32_t line, Refusal refusal) {
  if (++file.bad_count > kBadRowsMax) return;
  std::string column = std::exchange(refusal.field, {});
  file.bad.push_back({line, std::move(column), std::move(refusal)});
}

/// Takes the records of a file one after the other: what stands before the header, the header,
/// rows.
class FileReader {
 public:
  FileReader(const ImportMap& map, const ReceiptsOptions& options, ReceiptsFile& file)
      : map_(map), options_(options), file_(file), finder_(map) {}

  Result<void> take(const CsvRecord& record) {
    if (!rows_) return take_preface(record);
    if (file_.rows.size() + file_.bad_count == kImportRowsMax) {
      return refuse(Code::list_too_long, {}, fmt::format("{} rows at most", kImportRowsMax));
    }
    Result<Receipt> row = rows_->read(record);
    if (row) {
      add_good(file_, *row);
    } else {
      add_bad(file_, record.line, std::move(row.error()));
    }
    return {};
  }

  Result<void> finish() const {
    if (!rows_) return std::unexpected(finder_.none_found());
    if (file_.total.saturated()) return refuse(Code::total_saturated);
    return {};
  }

 private:
  Result<void> take_preface(const CsvRecord& record) {
    auto header = finder_.look(record);
    if (!header) return std::unexpected(header.error());
    if (*header) {
      rows_.emplace(map_, options_, std::move(**header), file_.rows.capacity());
    } else if (++preface_count_ > kPrefaceRecordsMax) {
      return std::unexpected(finder_.none_found());
    }
    return {};
  }

  const ImportMap& map_;
  const ReceiptsOptions& options_;
  ReceiptsFile& file_;
  HeaderFinder finder_;
  std::optional<RowReader> rows_;
  std::size_t preface_count_ = 0;
};

}  // namespace

std::string to_text(const BadRow& row, bool zh) {
  const std::string line = std::to_string(row.line);
  std::string text = zh ? "第" + line + "行" : "line " + line;
  if (!row.column.empty()) text.append(zh ? ", " : ", column ").append(row.column);
  return text.append(": ").append(to_text(row.refusal, zh));
}

Result<ReceiptsFile> read_receipts(std::string_view bytes, const ImportMap& map,
                                   const ReceiptsOptions& options) {
  if (bytes.size() > kImportBytesMax) {
    return refuse(Code::text_too_long, {}, fmt::format("{} bytes at most", kImportBytesMax));
  }
  std::string converted;
  const Result<DecodedText> decoded = decode_text(bytes, converted);
  if (!decoded) return std::unexpected(decoded.error());
  ReceiptsFile file;
  file.account = options.account;
  file.format = map.format;
  file.encoding = decoded->encoding;
  const auto line_count = static_cast<std::size_t>(std::ranges::count(decoded->text, '\n'));
  file.rows.reserve(std::min(line_count + 1, kImportRowsMax));
  FileReader reader(map, options, file);
  const auto read = read_csv(decoded->text, kLineBytesMax,
                             [&](const CsvRecord& record) { return reader.take(record); });
  if (!read) return std::unexpected(read.error());
  if (const auto finished = reader.finish(); !finished) return std::unexpected(finished.error());
  return file;
}

Result<Ref> make_ref(const Id& channel, const Id& account, std::string_view number) {
  if (channel.empty() || account.empty() || number.empty()) return refuse(Code::value_empty, "ref");
  if (!is_printable_ascii(number)) return refuse(Code::text_malformed, "ref", quote_cell(number));
  const std::string text = fmt::format("{}:{}:{}", channel.view(), account.view(), number);
  const std::optional<Ref> ref = Ref::of(text);
  if (!ref) return refuse(Code::text_too_long, "ref", quote_cell(text));
  return *ref;
}

DonationReceived donation_of(const ReceiptsFile& file, const Receipt& row, const Id& import,
                             const Purpose& purpose) {
  const Result<Ref> ref = make_ref(row.channel, file.account, row.number.view());
  MZ_ASSERT(ref.has_value());
  DonationReceived gift;
  gift.account = file.account;
  gift.amount = row.amount;
  gift.channel = row.channel;
  gift.import = import;
  gift.purpose = purpose;
  gift.ref = *ref;
  gift.source = Source::donation;
  gift.value_date = row.value_date;
  return gift;
}

}  // namespace mingzhang
