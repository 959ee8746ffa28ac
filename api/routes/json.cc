#include "api/routes/json.h"

#include <array>
#include <charconv>

namespace mingzhang::routes {
namespace {

void append_escaped(std::string& out, char c) {
  constexpr std::string_view kHex = "0123456789abcdef";
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    default:
      out += "\\u00";
      out += kHex[static_cast<unsigned char>(c) >> 4];
      out += kHex[static_cast<unsigned char>(c) & 15];
  }
}

bool stands_as_it_is(char c) {
  return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\';
}

}  // namespace

void JsonText::comma() {
  if (!first_) out_ += ',';
  first_ = false;
}

JsonText& JsonText::open(char bracket) {
  comma();
  out_ += bracket;
  first_ = true;
  return *this;
}

JsonText& JsonText::close(char bracket) {
  out_ += bracket;
  first_ = false;
  return *this;
}

JsonText& JsonText::key(std::string_view name) {
  text(name);
  out_ += ':';
  first_ = true;
  return *this;
}

JsonText& JsonText::text(std::string_view value) {
  comma();
  out_ += '"';
  for (std::size_t from = 0; from < value.size();) {
    std::size_t to = from;
    while (to < value.size() && stands_as_it_is(value[to])) ++to;
    out_.append(value, from, to - from);
    if (to < value.size()) append_escaped(out_, value[to++]);
    from = to;
  }
  out_ += '"';
  return *this;
}

JsonText& JsonText::hex(ByteView bytes) {
  comma();
  JsonWriter(out_).hex(bytes);
  return *this;
}

JsonText& JsonText::number(std::int64_t value) {
  comma();
  std::array<char, 24> digits;
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  static_cast<void>(error);
  out_.append(digits.data(), end);
  return *this;
}

JsonText& JsonText::flag(bool value) { return raw(value ? "true" : "false"); }

JsonText& JsonText::raw(std::string_view json) {
  comma();
  out_ += json;
  return *this;
}

}  // namespace mingzhang::routes
