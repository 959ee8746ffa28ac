#include "api/imports/encoding.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <memory>
#include <new>

#include "ledger/base/short_text.h"

namespace mingzhang {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

using Converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

/// How many bytes at the beginning are UTF-8 (RFC 3629).
std::size_t utf8_prefix(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      ++at;
      continue;
    }
    const std::optional<CodePoint> point = decode_utf8(text.substr(at));
    if (!point) break;
    at += point->size;
  }
  return at;
}

std::string line_of(std::string_view text, std::size_t at) {
  const auto line = 1 + std::ranges::count(text.substr(0, at), '\n');
  return "line " + std::to_string(line);
}

/// A converter that stops at the first byte it does not know instead of putting a mark there.
Converter open_converter(const char* name) {
  UErrorCode error = U_ZERO_ERROR;
  Converter converter(ucnv_open(name, &error), &ucnv_close);
  if (U_FAILURE(error)) throw std::bad_alloc();
  ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &error);
  ucnv_setFromUCallBack(converter.get(), UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr,
                        &error);
  return converter;
}

/// Turns GB18030 into UTF-8; false where it is not, `at` then being the byte. A character of two
/// bytes becomes three, so twice the size is always enough.
bool convert_gb18030(std::string_view bytes, std::string& out, std::size_t& at) {
  const Converter from = open_converter("gb18030");
  const Converter to = open_converter("UTF-8");
  out.resize(bytes.size() * 2);
  const char* source = bytes.data();
  char* target = out.data();
  UChar pivot[4096];
  UChar* pivot_source = pivot;
  UChar* pivot_target = pivot;
  UErrorCode error = U_ZERO_ERROR;
  ucnv_convertEx(to.get(), from.get(), &target, out.data() + out.size(), &source,
                 bytes.data() + bytes.size(), pivot, &pivot_source, &pivot_target,
                 pivot + std::size(pivot), true, true, &error);
  at = static_cast<std::size_t>(source - bytes.data());
  out.resize(static_cast<std::size_t>(target - out.data()));
  return U_SUCCESS(error);
}

}  // namespace

Result<DecodedText> decode_text(std::string_view bytes, std::string& converted) {
  converted.clear();
  const bool marked = bytes.starts_with(kByteOrderMark);
  if (marked) bytes.remove_prefix(kByteOrderMark.size());
  const std::size_t nul = bytes.find('\0');
  if (nul != std::string_view::npos) {
    return refuse(Code::encoding_unknown, {}, line_of(bytes, nul) + ", a NUL byte");
  }
  const std::size_t utf8_end = utf8_prefix(bytes);
  if (utf8_end == bytes.size()) return DecodedText{Encoding::utf8, bytes};
  std::size_t at = utf8_end;
  if (!marked && convert_gb18030(bytes, converted, at)) {
    return DecodedText{Encoding::gb18030, converted};
  }
  converted = {};
  return refuse(Code::encoding_unknown, {}, line_of(bytes, at));
}

}  // namespace mingzhang
