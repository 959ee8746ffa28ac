#include "api/imports/header.h"

#include <fmt/format.h>

#include "api/imports/cell.h"

namespace mingzhang {
namespace {

std::string header_place(std::uint32_t line, const std::string& name) {
  return fmt::format("line {}: {}", line, name);
}

/// One of each list must be there.
const std::vector<std::vector<Column>> kNeeded{
    {Column::number}, {Column::time, Column::date}, {Column::amount_fen, Column::amount}};

bool has_any(const Header& header, const std::vector<Column>& columns) {
  for (const Column column : columns) {
    if (header.place(column)) return true;
  }
  return false;
}

bool is_whole(const Header& header) {
  for (const auto& columns : kNeeded) {
    if (!has_any(header, columns)) return false;
  }
  return true;
}

Refusal other_sort(std::uint32_t line, const std::string& name) {
  return {Code::key_unknown, "header", header_place(line, name) + " (bill or statement)"};
}

}  // namespace

HeaderFinder::HeaderFinder(const ImportMap& map) : map_(map) {
  for (std::size_t i = 0; i < kColumnCount; ++i) {
    for (const std::string& name : map.headers[i]) {
      keys_.insert_or_assign(header_key(name), static_cast<Column>(i));
    }
  }
  for (const std::string& name : map.refused_headers) {
    keys_.insert_or_assign(header_key(name), std::nullopt);
  }
}

HeaderFinder::Candidate HeaderFinder::read(const CsvRecord& record) const {
  Candidate candidate;
  candidate.header.line = record.line;
  for (std::size_t i = 0; i < record.cells.size(); ++i) {
    const std::string_view cell = trim_cell(record.cells[i]);
    if (!cell.empty()) candidate.header.cell_count = i + 1;
    const auto key = keys_.find(header_key(cell));
    if (key == keys_.end()) continue;
    if (!key->second) {
      candidate.refused = quote_cell(cell);
      continue;
    }
    const auto column = static_cast<std::size_t>(*key->second);
    if (candidate.header.places[column]) {
      candidate.twice = quote_cell(cell);
      continue;
    }
    candidate.header.places[column] = i;
    candidate.header.names[column] = cell;
    ++candidate.found_count;
  }
  return candidate;
}

Result<std::optional<Header>> HeaderFinder::look(const CsvRecord& record) {
  Candidate candidate = read(record);
  if (is_whole(candidate.header)) {
    if (!candidate.refused.empty()) {
      return std::unexpected(other_sort(record.line, candidate.refused));
    }
    if (!candidate.twice.empty()) {
      return refuse(Code::key_duplicate, "header", header_place(record.line, candidate.twice));
    }
    return std::move(candidate.header);
  }
  if (candidate.found_count > nearest_.found_count) nearest_ = std::move(candidate);
  return std::nullopt;
}

Refusal HeaderFinder::none_found() const {
  if (!nearest_.refused.empty()) return other_sort(nearest_.header.line, nearest_.refused);
  std::string detail;
  for (const auto& columns : kNeeded) {
    if (has_any(nearest_.header, columns)) continue;
    detail += detail.empty() ? "" : "; ";
    std::string_view between;
    for (const Column column : columns) {
      for (const std::string& name : map_.names(column)) {
        detail.append(between).append(name);
        between = " | ";
      }
    }
  }
  if (nearest_.found_count > 0) detail = header_place(nearest_.header.line, detail);
  return {Code::field_missing, "header", detail};
}

}  // namespace mingzhang
