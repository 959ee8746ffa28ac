#pragma once

#include <array>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/fund/codec.h"

namespace mingzhang {

/// What a receipts CSV can tell. Needed: number, one of time and date, one of amount_fen and
/// amount.
enum class Column : unsigned char { number, time, date, amount_fen, amount, channel };
template <>
struct EnumNames<Column> {
  static constexpr std::array<std::string_view, 6> names{"number",     "time",   "date",
                                                         "amount_fen", "amount", "channel"};
};
inline constexpr std::size_t kColumnCount = EnumNames<Column>::names.size();

/// How one sort of file is read (config/imports/receipts.toml, where the words are explained). A
/// value, loaded by `load_import_map`.
struct ImportMap {
  Id format;                                                   ///< What `import.recorded` calls it.
  Id channel;                                                  ///< Of rows that do not name one.
  std::array<std::vector<std::string>, kColumnCount> headers;  ///< Names, by Column.
  std::vector<std::string> formats;  ///< Of days, with or without a time; see `read_date`.
  std::map<std::string, Id, std::less<>> channels;  ///< `header_key` of a cell, and its code.
  std::vector<std::string> refused_headers;         ///< Signs of another sort of file.

  const std::vector<std::string>& names(Column column) const {
    return headers.at(static_cast<std::size_t>(column));
  }
};

}  // namespace mingzhang
