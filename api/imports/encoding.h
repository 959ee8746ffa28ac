#pragma once

#include <string>
#include <string_view>

#include "ledger/base/result.h"

namespace mingzhang {

enum class Encoding : unsigned char { utf8, gb18030 };

/// A text in UTF-8, without a byte order mark; a view, of the input or of what it was turned into.
struct DecodedText {
  Encoding encoding = Encoding::utf8;
  std::string_view text;
};

/// Finds the encoding: after a byte order mark UTF-8 and nothing else; otherwise UTF-8 where all of
/// it is; otherwise GB18030 (which holds GBK and GB2312) where all of it is. Nothing is guessed and
/// nothing replaced. `bytes` and `converted` must outlive the result; `converted` stays empty when
/// the input is UTF-8 already.
/// Errors: encoding_unknown, also for a NUL byte, the trace of UTF-16; the detail names the line.
Result<DecodedText> decode_text(std::string_view bytes, std::string& converted);

}  // namespace mingzhang
