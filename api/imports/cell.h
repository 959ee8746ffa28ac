#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/base/money.h"
#include "ledger/base/time.h"

/// What one cell of an imported file says. Pure; any bytes are safe.
namespace mingzhang {

/// Without what bills and spreadsheets put around a value: blanks, tabs, line breaks, backticks,
/// no-break and full-width spaces, byte order marks.
std::string_view trim_cell(std::string_view cell);

/// A header as it is compared: trimmed, ASCII letters in lower case.
std::string header_key(std::string_view cell);

/// A beginning of `cell` fit for a message: at most 60 bytes of valid UTF-8, "?" for the rest.
std::string quote_cell(std::string_view cell);

/// Yuan, with what Money::parse takes, and blanks after a currency sign. Range: 1 fen and more.
/// Errors: field_missing (empty), amount_malformed, amount_out_of_range.
Result<Money> read_yuan(std::string_view cell);
/// Whole fen, digits only. Errors as above.
Result<Money> read_fen(std::string_view cell);

/// The day of the first format that fits. In a format, runs of Y M D h m s stand for digits: two
/// or more letters for exactly as many, one letter for one or two; every other character stands
/// for itself. Pre: every format passes `is_date_format`.
/// Errors: field_missing (empty), date_malformed.
Result<Date> read_date(std::string_view cell, const std::vector<std::string>& formats);

/// True when `format` has year, month and day once each, and hour and minute too if `time`.
bool is_date_format(std::string_view format, bool time);

}  // namespace mingzhang
