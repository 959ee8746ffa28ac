#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/base/bytes.h"
#include "ledger/fund/codec.h"

namespace mingzhang::routes {

/// Writes an answer's JSON from the front to the end; what the ledger has as canonical JSON goes in
/// as it is. Unlike JsonWriter it escapes control characters too.
class JsonText {
 public:
  JsonText& open(char bracket);
  JsonText& close(char bracket);
  /// The next member of the open object.
  JsonText& key(std::string_view name);
  JsonText& text(std::string_view value);
  /// Bytes as a text of hex digits.
  JsonText& hex(ByteView bytes);
  JsonText& number(std::int64_t value);
  JsonText& flag(bool value);
  /// A value that is JSON already.
  JsonText& raw(std::string_view json);

  /// A member whose value has a field list, is text, a number or a truth.
  template <class T>
  JsonText& member(std::string_view name, const T& value) {
    key(name);
    if constexpr (std::is_same_v<T, bool>) {
      return flag(value);
    } else if constexpr (std::is_integral_v<T>) {
      return number(static_cast<std::int64_t>(value));
    } else if constexpr (std::is_convertible_v<const T&, std::string_view>) {
      return text(value);
    } else {
      return raw(to_json(value));
    }
  }

  void reserve(std::size_t bytes) { out_.reserve(bytes); }
  std::string take() { return std::move(out_); }

 private:
  void comma();

  std::string out_;
  bool first_ = true;
};

/// Values with a codec as a JSON array; unlike in an entry it may be empty.
template <class T>
std::string to_json_list(const std::vector<T>& items) {
  std::string out = "[";
  JsonWriter writer(out);
  for (const T& item : items) {
    if (out.size() > 1) out += ',';
    write_value(writer, item);
  }
  return out += ']';
}

}  // namespace mingzhang::routes
