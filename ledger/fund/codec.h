#pragma once

#include <array>
#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "ledger/base/bytes.h"
#include "ledger/base/money.h"
#include "ledger/base/short_text.h"
#include "ledger/base/time.h"
#include "ledger/fund/enum_names.h"
#include "ledger/fund/json.h"

/// One field list per struct drives everything: the encoder, the strict decoder, the JSON Schema,
/// and in the tests the fuzzing and the largest entry. A struct says what it holds:
///
///     struct Purpose {
///       std::optional<Id> code;
///       PurposeType type;
///       static constexpr auto fields() {
///         return std::tuple(field("code", &Purpose::code), field("type", &Purpose::type));
///       }
///     };
///
/// Fields stand in the order of their names, which is the order of the bytes (RFC 8785 §3.2.3).
namespace mingzhang {

template <class Struct, class Member>
struct Field {
  using Type = Member;
  std::string_view name;
  Member Struct::* member;
};

template <class Struct, class Member>
constexpr Field<Struct, Member> field(std::string_view name, Member Struct::* member) {
  return {name, member};
}

/// A whole number of a range.
template <std::int64_t Low, std::int64_t High>
struct Int {
  std::int64_t value = Low;

  Int() = default;
  constexpr Int(std::int64_t v) : value(v) {}
  operator std::int64_t() const { return value; }
  bool operator==(const Int&) const = default;
  template <std::integral I>
  bool operator==(I other) const {
    return value == static_cast<std::int64_t>(other);
  }
};

/// The place of an entry: 0-based, without gaps.
using Seq = std::uint64_t;

/// A choice that is written as `true`, or left out.
struct Flag {
  bool on = false;
  bool operator==(const Flag&) const = default;
};

/// A title for people, in any script, 1 to N bytes of UTF-8.
template <std::size_t N>
struct TitleText {
  std::string text;
  bool operator==(const TitleText&) const = default;
};
using Title = TitleText<200>;

/// 1 to Max items.
template <class T, std::size_t Max>
struct List {
  std::vector<T> items;
  bool operator==(const List&) const = default;
};

/// Canonical JSON of at most N bytes whose form another rule knows: an object or an array.
template <std::size_t N, char Open>
struct Raw {
  std::string json;
  bool operator==(const Raw&) const = default;
};

template <class T>
concept HasFields = requires { T::fields(); };

/// How one type is written and read. `absent` says that a field is left out.
template <class T>
struct Codec;

template <class T>
void write_value(JsonWriter& writer, const T& value) {
  Codec<T>::write(writer, value);
}
template <class T>
bool read_value(JsonReader& reader, T& value) {
  return Codec<T>::read(reader, value);
}

template <class T>
constexpr bool may_be_absent = requires(const T& value) { Codec<T>::absent(value); };

template <std::int64_t Low, std::int64_t High>
struct Codec<Int<Low, High>> {
  static void write(JsonWriter& w, const Int<Low, High>& v) { w.integer(v.value); }
  static bool read(JsonReader& r, Int<Low, High>& v) { return r.integer(Low, High, v.value); }
};

template <>
struct Codec<Seq> {
  static void write(JsonWriter& w, Seq v) { w.integer(static_cast<std::int64_t>(v)); }
  static bool read(JsonReader& r, Seq& v) {
    std::int64_t value = 0;
    if (!r.integer(0, kIntMax, value)) return false;
    v = static_cast<Seq>(value);
    return true;
  }
};

/// In an entry: 1 fen or more.
template <>
struct Codec<Money> {
  static void write(JsonWriter& w, Money v) { w.integer(v.fen()); }
  static bool read(JsonReader& r, Money& v) {
    std::int64_t fen = 0;
    if (!r.integer(-kIntMax, kIntMax, fen)) {
      return r.refusal().code == Code::number_out_of_range ? r.fail(Code::amount_out_of_range)
                                                           : false;
    }
    const Result<Money> money = Money::of_fen(fen);
    if (!money || fen < 1) return r.fail(Code::amount_out_of_range);
    v = *money;
    return true;
  }
};

/// Only in state rows.
template <>
struct Codec<Total> {
  static void write(JsonWriter& w, Total v) { w.integer(v.fen()); }
  static bool read(JsonReader& r, Total& v) {
    std::int64_t fen = 0;
    if (!r.integer(-Total::kSaturated, Total::kSaturated, fen)) return false;
    v = Total(fen);
    return true;
  }
};

template <std::size_t N, TextForm F>
struct Codec<ShortText<N, F>> {
  static void write(JsonWriter& w, const ShortText<N, F>& v) { w.text(v.view()); }
  static bool read(JsonReader& r, ShortText<N, F>& v) {
    std::string_view view;
    if constexpr (F == TextForm::id) {
      const bool taken = r.take_of(kIdChars, view);
      if (!taken && !r.plain(view)) return false;
      return assign(r, view, taken && is_in(kIdStart, view.empty() ? '\0' : view.front()), v);
    } else {
      if (r.take_ascii(view)) return assign(r, view, true, v);
      std::string undone;
      return r.text(N, undone) && assign(r, undone, is_printable_ascii(undone), v);
    }
  }

 private:
  static bool assign(JsonReader& r, std::string_view view, bool well_formed, ShortText<N, F>& v) {
    if (view.empty()) return r.fail(Code::value_empty);
    if (view.size() > N) return r.fail(Code::text_too_long);
    if (!well_formed) return r.fail(Code::text_malformed);
    v = ShortText<N, F>(view);
    return true;
  }
};

template <std::size_t N>
struct Codec<TitleText<N>> {
  static void write(JsonWriter& w, const TitleText<N>& v) { w.text(v.text); }
  static bool read(JsonReader& r, TitleText<N>& v) {
    if (!r.text(N, v.text)) return false;
    if (v.text.empty()) return r.fail(Code::value_empty);
    return is_title(v.text) || r.fail(Code::text_malformed);
  }
};

template <std::size_t N>
struct Codec<Block<N>> {
  static void write(JsonWriter& w, const Block<N>& v) { w.hex(v.view()); }
  static bool read(JsonReader& r, Block<N>& v) { return r.hex(v.bytes); }
};

template <class T>
  requires std::is_same_v<T, Date> || std::is_same_v<T, Month> || std::is_same_v<T, Timestamp>
struct Codec<T> {
  static void write(JsonWriter& w, const T& v) {
    if constexpr (requires(char* out) { v.write(out); }) {
      std::array<char, 24> digits;
      w.text({digits.data(), v.write(digits.data())});
    } else {
      w.text(v.text());
    }
  }
  static bool read(JsonReader& r, T& v) {
    const char* const place = r.place();
    std::string_view view;
    std::optional<T> parsed;
    if (r.take_sized(T::kTextBytes, view)) parsed = T::parse(view);
    if (!parsed) {
      r.go_back(place);
      return r.plain(view) && r.fail(Code::date_malformed);
    }
    v = *parsed;
    return true;
  }
};

template <>
struct Codec<Flag> {
  static bool absent(const Flag& v) { return !v.on; }
  static void write(JsonWriter& w, const Flag&) { w.raw("true"); }
  static bool read(JsonReader& r, Flag& v) {
    if (!r.take("true")) return r.fail(Code::type_wrong);
    v.on = true;
    return true;
  }
};

template <class E>
  requires std::is_enum_v<E>
struct Codec<E> {
  static void write(JsonWriter& w, E v) { w.text(name_of(v)); }
  static bool read(JsonReader& r, E& v) {
    std::string_view view;
    if (!r.plain(view)) return false;
    const std::optional<E> parsed = parse_enum<E>(view);
    if (!parsed) return r.fail(Code::value_unknown);
    v = *parsed;
    return true;
  }
};

template <class T>
struct Codec<std::optional<T>> {
  static bool absent(const std::optional<T>& v) { return !v.has_value(); }
  static void write(JsonWriter& w, const std::optional<T>& v) { write_value(w, *v); }
  static bool read(JsonReader& r, std::optional<T>& v) { return read_value(r, v.emplace()); }
};

template <class T, std::size_t Max>
struct Codec<List<T, Max>> {
  static void write(JsonWriter& w, const List<T, Max>& v) {
    char separator = '[';
    for (const T& item : v.items) {
      w.raw(separator);
      write_value(w, item);
      separator = ',';
    }
    w.raw(']');
  }
  static bool read(JsonReader& r, List<T, Max>& v) {
    if (!r.take('[')) return r.fail(Code::type_wrong);
    if (r.peek() == ']') return r.fail(Code::value_empty);
    v.items.clear();
    do {
      if (v.items.size() == Max) return r.fail(Code::list_too_long);
      if (!read_value(r, v.items.emplace_back())) return false;
    } while (r.take(','));
    return r.take(']') || r.fail(Code::json_malformed);
  }
};

/// Depth at which the values of a body's fields stand: entry, body, value.
inline constexpr int kFieldDepth = 3;

template <std::size_t N, char Open>
struct Codec<Raw<N, Open>> {
  static void write(JsonWriter& w, const Raw<N, Open>& v) { w.raw(v.json); }
  static bool read(JsonReader& r, Raw<N, Open>& v) {
    if (r.peek() != Open) return r.fail(Code::type_wrong);
    std::string_view raw;
    if (!r.value(kFieldDepth, raw)) return false;
    if (raw.size() > N) return r.fail(Code::text_too_long);
    v.json = raw;
    return true;
  }
};

template <class T>
consteval bool fields_are_sorted() {
  return std::apply(
      [](const auto&... f) {
        const std::array names{f.name...};
        for (std::size_t i = 1; i < names.size(); ++i) {
          if (names[i - 1] >= names[i]) return false;
        }
        return true;
      },
      T::fields());
}

template <HasFields T>
struct Codec<T> {
  static_assert(fields_are_sorted<T>());

  static void write(JsonWriter& w, const T& v) {
    char separator = '{';
    std::apply([&](const auto&... f) { (write_field(w, v, f, separator), ...); }, T::fields());
    w.raw('}');
  }
  static bool read(JsonReader& r, T& v) {
    const char* const object = r.place();
    if (!r.take('{')) return r.fail(Code::type_wrong);
    bool first = true;
    const bool read = [&]<std::size_t... I>(std::index_sequence<I...>) {
      return (read_field<I>(r, v, object, first) && ...);
    }(std::make_index_sequence<kKeys.size()>());
    return read && (r.take('}') || r.fail_keys(object, kKeys));
  }

 private:
  template <class M>
  static void write_field(JsonWriter& w, const T& v, const Field<T, M>& f, char& separator) {
    if constexpr (may_be_absent<M>) {
      if (Codec<M>::absent(v.*f.member)) return;
    }
    if (w.omit_proposal && f.name == "proposal") return;
    w.raw(separator);
    w.raw('"');
    w.raw(f.name);
    w.raw("\":");
    write_value(w, v.*f.member);
    separator = ',';
  }

  /// By number, so that the name is a constant.
  template <std::size_t I>
  static bool read_field(JsonReader& r, T& v, const char* object, bool& first) {
    constexpr auto f = std::get<I>(T::fields());
    using M = typename decltype(f)::Type;
    if (r.template take_key<KeyText(f.name)>(first)) {
      first = false;
      return read_value(r, v.*f.member) || r.within(f.name);
    }
    if constexpr (may_be_absent<M>) {
      v.*f.member = M{};
      return true;
    } else {
      return r.fail_keys(object, kKeys);
    }
  }

  template <class M>
  static constexpr KeyName key_name(const Field<T, M>& f) {
    return {f.name, !may_be_absent<M>};
  }
  static constexpr auto kKeys =
      std::apply([](const auto&... f) { return std::array{key_name(f)...}; }, T::fields());
};

/// The canonical bytes of a value with fields.
template <class T>
std::string to_json(const T& value) {
  std::string out;
  JsonWriter writer(out);
  write_value(writer, value);
  return out;
}

/// Errors: any of the class malformed; `field` is the path from the value.
template <class T>
Result<T> from_json(std::string_view json) {
  JsonReader reader(json);
  T value{};
  if (!read_value(reader, value)) return std::unexpected(reader.refusal());
  if (!reader.done()) return refuse(Code::json_malformed);
  return value;
}

}  // namespace mingzhang
