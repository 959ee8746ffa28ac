#pragma once

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "ledger/base/assert.h"
#include "ledger/base/short_text.h"

/// RFC 8785 written down as it stands there, over a foreign parser: slow, and plain to see. It
/// shares nothing with the codec. Numbers: whole ones only.
namespace mingzhang::test {

using Json = nlohmann::json;

/// §3.2.3: names are compared as arrays of UTF-16 code units.
inline std::u16string utf16(std::string_view text) {
  std::u16string units;
  while (!text.empty()) {
    const auto point = decode_utf8(text);
    MZ_ASSERT(point.has_value());
    text.remove_prefix(point->size);
    if (point->value < 0x10000) {
      units += static_cast<char16_t>(point->value);
    } else {
      units += static_cast<char16_t>(0xD800 + ((point->value - 0x10000) >> 10));
      units += static_cast<char16_t>(0xDC00 + ((point->value - 0x10000) & 0x3FF));
    }
  }
  return units;
}

/// §3.2.2.2.
inline std::string canonical_string(std::string_view text) {
  static constexpr std::string_view kHex = "0123456789abcdef";
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    switch (c) {
      case '\b':
        out += "\\b";
        break;
      case '\t':
        out += "\\t";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\f':
        out += "\\f";
        break;
      case '\r':
        out += "\\r";
        break;
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      default:
        if (byte < 0x20) {
          out += "\\u00";
          out += kHex[byte >> 4];
          out += kHex[byte & 15];
        } else {
          out += c;
        }
    }
  }
  return out + "\"";
}

inline std::string canonical(const Json& value) {
  if (value.is_string()) return canonical_string(value.get<std::string>());
  if (value.is_boolean()) return value.get<bool>() ? "true" : "false";
  if (value.is_number_integer()) return std::to_string(value.get<std::int64_t>());
  if (value.is_array()) {
    std::string out;
    for (const Json& item : value) out += (out.empty() ? "[" : ",") + canonical(item);
    return out.empty() ? "[]" : out + "]";
  }
  MZ_ASSERT(value.is_object());
  std::vector<std::pair<std::u16string, std::string>> members;
  for (const auto& [name, member] : value.items()) {
    members.emplace_back(utf16(name), canonical_string(name) + ":" + canonical(member));
  }
  std::sort(members.begin(), members.end());
  std::string out;
  for (const auto& [name, text] : members) out += (out.empty() ? "{" : ",") + text;
  return out.empty() ? "{}" : out + "}";
}

}  // namespace mingzhang::test
