#include "ledger/details.h"

#include <array>
#include <optional>

#include "ledger/base/assert.h"
#include "ledger/fund/json.h"

namespace mingzhang {
namespace {

constexpr std::string_view kHidden = "*";

std::string stars(std::size_t count) { return std::string(count, '*'); }

/// The surname as written; how long the rest is stays hidden. A name of one sign is all hidden.
std::string mask_name(std::string_view name) {
  const std::optional<CodePoint> first = decode_utf8(name);
  const bool hidden = !first || first->value < 0x20 || first->size == name.size();
  if (hidden) return std::string(kHidden);
  return std::string(name.substr(0, first->size)) + "*";
}

std::string mask_identity_number(std::string_view number) {
  if (number.size() < 15 || !is_printable_ascii(number)) return std::string(kHidden);
  return number.front() + stars(number.size() - 2) + number.back();
}

std::string mask_bank_account(std::string_view number) {
  if (number.size() < 12 || !is_printable_ascii(number)) return std::string(kHidden);
  return std::string(number.substr(0, 4)) + stars(6) +
         std::string(number.substr(number.size() - 4));
}

std::string mask_phone(std::string_view number) {
  if (number.size() != 11 || !is_printable_ascii(number)) return std::string(kHidden);
  return std::string(number.substr(0, 3)) + stars(4) + std::string(number.substr(7));
}

struct MaskRule {
  std::string_view key;
  std::string (*mask)(std::string_view text);
};
constexpr std::array kMaskRules{
    MaskRule{"bank_account", mask_bank_account},
    MaskRule{"identity_number", mask_identity_number},
    MaskRule{"name", mask_name},
    MaskRule{"phone", mask_phone},
};

std::string mask(std::string_view key, std::string_view text) {
  for (const MaskRule& rule : kMaskRules) {
    if (rule.key == key) return rule.mask(text);
  }
  return std::string(kHidden);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

/// Controls have no place in a text but for line feeds and tabs; the others that must not be there
/// could make it look like another text.
bool is_allowed(char32_t c) {
  const bool bidirectional = c == 0x61C || c == 0x200E || c == 0x200F ||
                             (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  const bool none = (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
  return c >= 0x20 && !(c >= 0x7F && c <= 0x9F) && !bidirectional && !none;
}

/// One pass over the text: it checks the form, and writes the masked form where that is wanted.
class Walk {
 public:
  Walk(std::string_view json, std::string* out) : json_(json), out_(out) {}

  Result<void> run() {
    if (json_.size() > kDetailsBytesMax) return refuse(Code::text_too_long, "details");
    if (peek() != '{') fail(Code::type_wrong);
    if (ok()) value(1, {});
    if (ok() && at_ != json_.size()) fail(Code::json_malformed);
    if (ok()) return {};
    return refuse(*code_, "details", "byte " + std::to_string(at_));
  }

 private:
  bool ok() const { return !code_; }
  void fail(Code code) {
    if (!code_) code_ = code;
  }
  char peek() const { return at_ < json_.size() ? json_[at_] : '\0'; }
  bool take(char c) {
    if (peek() != c || at_ == json_.size()) return false;
    ++at_;
    return true;
  }
  void expect(char c) {
    if (!take(c)) fail(Code::json_malformed);
  }
  void copy(std::string_view text) {
    if (out_ != nullptr) out_->append(text);
  }
  void leaf(std::string_view key, std::string_view text) {
    if (out_ == nullptr) return;
    JsonWriter(*out_).text(mask(key, text));
  }

  void value(int depth, std::string_view key) {
    if (depth > kDepthMax) return fail(Code::too_deep);
    const char c = peek();
    if (c == '{') {
      object(depth);
    } else if (c == '[') {
      array(depth, key);
    } else if (c == '"') {
      leaf(key, string());
    } else if (c == '-' || is_digit(c)) {
      integer();
      leaf({}, {});
    } else {
      word();
      leaf({}, {});
    }
  }

  void object(int depth) {
    expect('{');
    copy("{");
    if (peek() == '}') fail(Code::value_empty);
    std::string_view before;
    while (ok()) {
      const std::string_view key = take_key();
      if (ok() && key == before) fail(Code::key_duplicate);
      if (ok() && key < before) fail(Code::key_order);
      if (!ok()) return;
      copy("\"");
      copy(key);
      copy("\":");
      value(depth + 1, key);
      before = key;
      if (!take(',')) break;
      copy(",");
    }
    if (ok()) expect('}');
    copy("}");
  }

  void array(int depth, std::string_view key) {
    expect('[');
    copy("[");
    if (peek() == ']') fail(Code::value_empty);
    while (ok()) {
      value(depth + 1, key);
      if (!take(',')) break;
      copy(",");
    }
    if (ok()) expect(']');
    copy("]");
  }

  /// [a-z][a-z0-9_]*, so that the order of bytes is the order of RFC 8785.
  std::string_view take_key() {
    expect('"');
    const std::size_t start = at_;
    while (is_letter(peek()) || (at_ > start && (is_digit(peek()) || peek() == '_'))) ++at_;
    const std::string_view key = json_.substr(start, at_ - start);
    if (key.empty()) fail(Code::key_unknown);
    expect('"');
    expect(':');
    return key;
  }

  void integer() {
    const bool negative = take('-');
    const std::size_t start = at_;
    std::int64_t value = 0;
    while (ok() && is_digit(peek())) {
      value = value * 10 + (peek() - '0');
      if (value > kIntMax) fail(Code::number_out_of_range);
      ++at_;
    }
    const std::size_t count = at_ - start;
    const bool zero_first = count > 0 && json_[start] == '0' && (count > 1 || negative);
    if (count == 0 || zero_first) fail(Code::number_malformed);
  }

  void word() {
    for (const std::string_view word : {"true", "false"}) {
      if (!json_.substr(at_).starts_with(word)) continue;
      at_ += word.size();
      return;
    }
    fail(Code::json_malformed);
  }

  /// A string in the form of RFC 8785 §3.2.2.2, escapes undone.
  std::string string() {
    expect('"');
    std::string text;
    while (ok() && peek() != '"') {
      if (take('\\')) {
        escape(text);
        continue;
      }
      const std::optional<CodePoint> sign = decode_utf8(json_.substr(at_));
      if (!sign || !is_allowed(sign->value)) {
        fail(Code::text_malformed);
        break;
      }
      text.append(json_.substr(at_, sign->size));
      at_ += sign->size;
    }
    if (ok()) expect('"');
    if (ok() && text.empty()) fail(Code::value_empty);
    return text;
  }

  void escape(std::string& text) {
    if (take('"')) return text.push_back('"');
    if (take('\\')) return text.push_back('\\');
    if (take('n')) return text.push_back('\n');
    if (take('t')) return text.push_back('\t');
    fail(Code::text_malformed);
  }

  std::string_view json_;
  std::string* out_;
  std::size_t at_ = 0;
  std::optional<Code> code_;
};

}  // namespace

Result<void> check_details(std::string_view json) { return Walk(json, nullptr).run(); }

std::string masked(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  MZ_ASSERT(Walk(json, &out).run());
  return out;
}

}  // namespace mingzhang
