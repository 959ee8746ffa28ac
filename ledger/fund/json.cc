#include "ledger/fund/json.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <vector>

#include "ledger/base/short_text.h"

namespace mingzhang {
namespace {

constexpr std::size_t kTitleBytesMax = 600;
constexpr std::size_t kStringBytesMax = 65535;
/// Of one name in the path of a refusal.
constexpr std::size_t kNameBytesMax = 40;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_key(std::string_view key) {
  if (key.empty() || key[0] < 'a' || key[0] > 'z') return false;
  for (const char c : key) {
    if (!(c >= 'a' && c <= 'z') && !is_digit(c) && c != '_') return false;
  }
  return true;
}

}  // namespace

void JsonWriter::integer(std::int64_t value) {
  char digits[24];
  const auto [end, error] = std::to_chars(digits, digits + sizeof digits, value);
  out_.append(digits, end);
}

void JsonWriter::text(std::string_view value) {
  out_.push_back('"');
  for (std::size_t stop; (stop = value.find_first_of("\"\\")) != std::string_view::npos;) {
    out_.append(value.substr(0, stop)).push_back('\\');
    out_.push_back(value[stop]);
    value.remove_prefix(stop + 1);
  }
  out_.append(value).push_back('"');
}

void JsonWriter::hex(ByteView bytes) {
  const std::size_t at = out_.size();
  out_.resize(at + 2 * bytes.size() + 2);
  char* const start = out_.data() + at;
  *start = '"';
  *write_hex(bytes, start + 1) = '"';
}

bool JsonReader::integer(std::int64_t low, std::int64_t high, std::int64_t& value) {
  const char* p = at_;
  const bool negative = p != end_ && *p == '-';
  if (negative) ++p;
  const char* const digits = p;
  std::int64_t magnitude = 0;
  for (; p != end_ && is_digit(*p); ++p) {
    if (p - digits >= 16) return fail(Code::number_out_of_range);
    magnitude = magnitude * 10 + (*p - '0');
  }
  const bool leading_zero = p - digits > 1 && *digits == '0';
  if (p == digits) {
    return fail(negative ? Code::number_malformed : Code::type_wrong);
  }
  if (leading_zero || (negative && magnitude == 0)) return fail(Code::number_malformed);
  if (p != end_ && (*p == '.' || *p == 'e' || *p == 'E')) return fail(Code::number_malformed);
  value = negative ? -magnitude : magnitude;
  if (value < low || value > high) return fail(Code::number_out_of_range);
  at_ = p;
  return true;
}

bool JsonReader::plain(std::string_view& value) {
  if (at_ == end_ || *at_ != '"') return fail(Code::type_wrong);
  const char* const start = at_ + 1;
  const char* p = start;
  while (p != end_ && *p != '"' && *p != '\\') ++p;
  if (p == end_) return fail(Code::json_malformed);
  if (*p == '\\') return fail(Code::text_malformed);
  value = {start, static_cast<std::size_t>(p - start)};
  at_ = p + 1;
  return true;
}

bool JsonReader::text(std::size_t bytes_max, std::string& value) {
  if (!take('"')) return fail(Code::type_wrong);
  value.clear();
  while (at_ != end_ && *at_ != '"') {
    if (static_cast<unsigned char>(*at_) < 0x20) return fail(Code::text_malformed);
    if (*at_ == '\\') {
      ++at_;
      if (at_ == end_ || (*at_ != '"' && *at_ != '\\')) return fail(Code::text_malformed);
    }
    value.push_back(*at_++);
    if (value.size() > bytes_max) return fail(Code::text_too_long);
  }
  if (!take('"')) return fail(Code::json_malformed);
  return true;
}

bool JsonReader::hex(std::span<std::byte> out) {
  const std::size_t count = 2 * out.size();
  // Where the closing quote must be is known; what is not so is looked at more closely below.
  const char* const place = at_;
  std::string_view digits;
  if (take_sized(count, digits) && read_hex(digits, out)) return true;
  at_ = place;
  if (!plain(digits)) return false;
  return read_hex(digits, out) || fail(Code::text_malformed);
}

bool JsonReader::value(int depth, std::string_view& raw) {
  const char* const start = at_;
  if (!value_body(depth, false)) return false;
  raw = {start, static_cast<std::size_t>(at_ - start)};
  return true;
}

bool JsonReader::value_body(int depth, bool title) {
  if (peek() == '{') return object_body(depth);
  if (peek() == '[') return array_body(depth);
  if (take("true") || take("false")) return true;
  if (peek() == '"') {
    std::string string;
    if (!text(title ? kTitleBytesMax : kStringBytesMax, string)) return false;
    if (string.empty()) return fail(Code::value_empty);
    return (title ? is_title(string) : is_printable_ascii(string)) || fail(Code::text_malformed);
  }
  std::int64_t number = 0;
  return integer(-kIntMax, kIntMax, number);
}

bool JsonReader::object_body(int depth) {
  if (depth > kDepthMax) return fail(Code::too_deep);
  take('{');
  if (peek() == '}') return fail(Code::value_empty);
  std::string previous;
  for (bool first = true; first || peek() == ','; first = false) {
    if (!first) take(',');
    std::string_view key;
    if (!plain(key)) return false;
    if (!is_key(key)) return fail_key(Code::key_unknown, key);
    if (!first && key == previous) return fail_key(Code::key_duplicate, key);
    if (!first && key < previous) return fail_key(Code::key_order, key);
    previous = key;
    if (!take(':')) return fail(Code::json_malformed);
    if (!value_body(depth + 1, key == "title")) return within(key);
  }
  return take('}') || fail(Code::json_malformed);
}

bool JsonReader::array_body(int depth) {
  if (depth > kDepthMax) return fail(Code::too_deep);
  take('[');
  if (peek() == ']') return fail(Code::value_empty);
  for (bool first = true; first || peek() == ','; first = false) {
    if (!first) take(',');
    if (!value_body(depth + 1, false)) return false;
  }
  return take(']') || fail(Code::json_malformed);
}

bool JsonReader::skip(std::string_view& raw) {
  const char* const start = at_;
  int depth = 0;
  do {
    if (take('{') || take('[')) {
      ++depth;
    } else if (take('}') || take(']')) {
      --depth;
    } else if (depth == 0 || (!take(',') && !take(':'))) {
      if (!skip_scalar()) return fail(Code::json_malformed);
    }
  } while (depth > 0);
  raw = {start, static_cast<std::size_t>(at_ - start)};
  return (depth == 0 && !raw.empty()) || fail(Code::json_malformed);
}

/// A string up to its closing quote, or what else stands before the next mark.
bool JsonReader::skip_scalar() {
  const char* const start = at_;
  if (!take('"')) {
    while (at_ != end_ && std::memchr(",:{}[]\"", *at_, 7) == nullptr) ++at_;
    return at_ != start;
  }
  while (at_ != end_ && *at_ != '"') at_ += *at_ == '\\' && at_ + 1 != end_ ? 2 : 1;
  return take('"');
}

bool JsonReader::fail(Code code, std::string_view detail) {
  refusal_ = {code, {}, std::string(detail)};
  return false;
}

bool JsonReader::fail(Refusal refusal) {
  refusal_ = std::move(refusal);
  return false;
}

bool JsonReader::fail_key(Code code, std::string_view key) {
  fail(code);
  return is_key(key) ? within(key) : false;
}

bool JsonReader::fail_keys(const char* object, std::span<const KeyName> names) {
  at_ = object;
  std::vector<bool> seen(names.size());
  std::size_t last = 0;
  take('{');
  for (bool first = true; peek() != '}' && (first || take(',')); first = false) {
    std::string_view key;
    std::string_view value;
    if (!plain(key)) return fail(Code::json_malformed);
    const auto it = std::find_if(names.begin(), names.end(),
                                 [&](const KeyName& known) { return known.name == key; });
    if (it == names.end()) return fail_key(Code::key_unknown, key);
    const auto at = static_cast<std::size_t>(it - names.begin());
    if (seen[at]) return fail_key(Code::key_duplicate, key);
    if (at < last) return fail_key(Code::key_order, key);
    seen[at] = true;
    last = at;
    if (!take(':') || !skip(value)) return fail(Code::json_malformed);
  }
  if (!take('}')) return fail(Code::json_malformed);
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i].required && !seen[i]) return fail_key(Code::field_missing, names[i].name);
  }
  return fail(Code::json_malformed);
}

bool JsonReader::within(std::string_view name) {
  std::string path(name.substr(0, kNameBytesMax));
  if (!refusal_.field.empty()) path.append(".").append(refusal_.field);
  refusal_.field = std::move(path);
  return false;
}

}  // namespace mingzhang
