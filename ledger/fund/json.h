#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>

#include "ledger/base/bytes.h"
#include "ledger/base/result.h"
#include "ledger/base/short_text.h"

namespace mingzhang {

/// The largest whole number in an entry: |n| < 2^53, so that every JSON reader keeps it exact.
inline constexpr std::int64_t kIntMax = (std::int64_t{1} << 53) - 1;
/// How deep objects and arrays may nest, the outermost counted.
inline constexpr int kDepthMax = 8;

/// Writes canonical JSON (RFC 8785) into a string: the only encoder of hashed bytes.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  void raw(std::string_view text) { out_.append(text); }
  void raw(char c) { out_.push_back(c); }
  void integer(std::int64_t value);
  /// A string of valid UTF-8 without control characters: only `"` and `\` are escaped.
  void text(std::string_view value);
  void hex(ByteView bytes);

  /// When set, a body's `proposal` field is left out: what a proposal and its target share.
  bool omit_proposal = false;

 private:
  std::string& out_;
};

/// Printable ASCII that is written without an escape.
inline constexpr CharSet kPlainAscii = [] {
  CharSet set{};
  for (unsigned c = 0x20; c <= 0x7E; ++c) set[c] = c != '"' && c != '\\';
  return set;
}();

/// `,"name":` as a constant of the program: to find a key is to compare a few words.
struct KeyText {
  std::array<char, 44> bytes{};
  std::size_t size = 0;

  consteval KeyText(std::string_view name) {
    const auto append = [&](std::string_view text) {
      for (const char c : text) bytes.at(size++) = c;
    };
    append(",\"");
    append(name);
    append("\":");
  }
  consteval KeyText(const char* name) : KeyText(std::string_view(name)) {}
  constexpr std::string_view text() const { return {bytes.data(), size}; }
  constexpr std::string_view name() const { return text().substr(2, size - 4); }
};

/// A key that an object has, or may have.
struct KeyName {
  std::string_view name;
  bool required;
};

/// Reads canonical JSON strictly: it accepts exactly what JsonWriter writes, and says where the
/// first difference lies. Any input is safe.
class JsonReader {
 public:
  explicit JsonReader(std::string_view bytes)
      : at_(bytes.data()), end_(bytes.data() + bytes.size()) {}

  bool done() const { return at_ == end_; }
  char peek() const { return at_ == end_ ? '\0' : *at_; }
  bool take(char c) {
    if (at_ == end_ || *at_ != c) return false;
    ++at_;
    return true;
  }
  /// Always inline: constants are then compared without a call.
  [[gnu::always_inline]] bool take(std::string_view text) {
    if (static_cast<std::size_t>(end_ - at_) < text.size() ||
        std::memcmp(at_, text.data(), text.size()) != 0) {
      return false;
    }
    at_ += text.size();
    return true;
  }
  /// Takes `,"name":`, without the comma when `first`; otherwise takes nothing.
  template <KeyText Key>
  [[gnu::always_inline]] bool take_key(bool first) {
    constexpr std::string_view kText = Key.text();
    return first ? take(kText.substr(1)) : take(kText);
  }
  /// Where the reader stands, for `fail_keys` and `go_back`.
  const char* place() const { return at_; }
  /// Pre: `place` is where this reader has been.
  void go_back(const char* place) { at_ = place; }

  bool integer(std::int64_t low, std::int64_t high, std::int64_t& value);
  /// A string without escapes, as a view into the input.
  bool plain(std::string_view& value);
  /// Takes a string of characters of `set`, which has neither quote nor backslash, as a view into
  /// the input; otherwise takes nothing.
  bool take_of(const CharSet& set, std::string_view& value) {
    if (at_ == end_ || *at_ != '"') return false;
    const char* const start = at_ + 1;
    const char* p = start;
    while (p != end_ && is_in(set, *p)) ++p;
    if (p == end_ || *p != '"') return false;
    value = {start, static_cast<std::size_t>(p - start)};
    at_ = p + 1;
    return true;
  }
  /// Takes what stands between two quotes `size` bytes apart, whatever it is; otherwise takes
  /// nothing.
  bool take_sized(std::size_t size, std::string_view& value) {
    if (static_cast<std::size_t>(end_ - at_) < size + 2 || at_[0] != '"' || at_[size + 1] != '"') {
      return false;
    }
    value = {at_ + 1, size};
    at_ += size + 2;
    return true;
  }
  /// Takes a string of printable ASCII without escapes.
  bool take_ascii(std::string_view& value) { return take_of(kPlainAscii, value); }
  /// A string of UTF-8, escapes undone, at most `bytes_max` bytes.
  bool text(std::size_t bytes_max, std::string& value);
  bool hex(std::span<std::byte> out);
  /// One whole value of the general form of design "Bytes" (no null, nothing empty, sorted keys,
  /// only integers; strings in printable ASCII, but UTF-8 under the key `title`), as a view.
  bool value(int depth, std::string_view& raw);
  /// Skips one value, checking only that brackets and quotes match. Post: `raw` is not empty.
  bool skip(std::string_view& raw);

  /// Notes the refusal and returns false.
  bool fail(Code code, std::string_view detail = {});
  /// Notes a refusal that another reader found; returns false.
  bool fail(Refusal refusal);
  /// Notes why the object that begins at `object` does not have the keys of `names`, which are
  /// sorted: key_unknown, key_duplicate, key_order, field_missing, with the key as the path; else
  /// json_malformed. Returns false.
  bool fail_keys(const char* object, std::span<const KeyName> names);
  /// Puts `name` before the path of a noted refusal; returns false.
  bool within(std::string_view name);
  const Refusal& refusal() const { return refusal_; }

 private:
  bool value_body(int depth, bool title);
  bool object_body(int depth);
  bool array_body(int depth);
  bool fail_key(Code code, std::string_view key);
  bool skip_scalar();

  const char* at_;
  const char* end_;
  Refusal refusal_{Code::json_malformed, {}, {}};
};

}  // namespace mingzhang
