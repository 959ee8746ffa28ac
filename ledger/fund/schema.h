#pragma once

#include <string>

#include "ledger/fund/codec.h"

namespace mingzhang {

/// Writes the JSON Schema (2020-12) of T, from the same field list as its encoder.
template <class T>
void write_schema(JsonWriter& w);

namespace schema {

inline void string(JsonWriter& w, std::size_t low, std::size_t high, std::string_view pattern) {
  w.raw(R"({"type":"string","minLength":)");
  w.integer(static_cast<std::int64_t>(low));
  w.raw(",\"maxLength\":");
  w.integer(static_cast<std::int64_t>(high));
  if (!pattern.empty()) {
    w.raw(",\"pattern\":");
    w.text(pattern);
  }
  w.raw('}');
}

inline void integer(JsonWriter& w, std::int64_t low, std::int64_t high) {
  w.raw(R"({"type":"integer","minimum":)");
  w.integer(low);
  w.raw(",\"maximum\":");
  w.integer(high);
  w.raw('}');
}

template <class T>
struct Of;

template <std::int64_t Low, std::int64_t High>
struct Of<Int<Low, High>> {
  static void write(JsonWriter& w) { integer(w, Low, High); }
};
template <>
struct Of<Seq> {
  static void write(JsonWriter& w) { integer(w, 0, kIntMax); }
};
template <>
struct Of<Money> {
  static void write(JsonWriter& w) { integer(w, 1, Money::kFenMax); }
};
template <>
struct Of<Total> {
  static void write(JsonWriter& w) { integer(w, -Total::kSaturated, Total::kSaturated); }
};
template <std::size_t N, TextForm F>
struct Of<ShortText<N, F>> {
  static void write(JsonWriter& w) {
    string(w, 1, N, F == TextForm::id ? "^[a-z0-9][a-z0-9_.-]*$" : "^[ -~]*$");
  }
};
template <std::size_t N>
struct Of<TitleText<N>> {
  static void write(JsonWriter& w) { string(w, 1, N, ""); }
};
template <std::size_t N>
struct Of<Block<N>> {
  static void write(JsonWriter& w) { string(w, 2 * N, 2 * N, "^[0-9a-f]*$"); }
};
template <>
struct Of<Date> {
  static void write(JsonWriter& w) { string(w, 10, 10, "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"); }
};
template <>
struct Of<Month> {
  static void write(JsonWriter& w) { string(w, 7, 7, "^[0-9]{4}-[0-9]{2}$"); }
};
template <>
struct Of<Timestamp> {
  static void write(JsonWriter& w) {
    string(w, 24, 24, "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{3}Z$");
  }
};
template <>
struct Of<Flag> {
  static void write(JsonWriter& w) { w.raw(R"({"const":true})"); }
};
template <class E>
  requires std::is_enum_v<E>
struct Of<E> {
  static void write(JsonWriter& w) {
    char separator = '[';
    w.raw("{\"enum\":");
    for (const std::string_view name : EnumNames<E>::names) {
      w.raw(separator);
      w.text(name);
      separator = ',';
    }
    w.raw("]}");
  }
};
template <class T>
struct Of<std::optional<T>> {
  static void write(JsonWriter& w) { write_schema<T>(w); }
};
template <class T, std::size_t Max>
struct Of<List<T, Max>> {
  static void write(JsonWriter& w) {
    w.raw(R"({"type":"array","minItems":1,"maxItems":)");
    w.integer(Max);
    w.raw(",\"items\":");
    write_schema<T>(w);
    w.raw('}');
  }
};
template <std::size_t N, char Open>
struct Of<Raw<N, Open>> {
  static void write(JsonWriter& w) {
    w.raw(Open == '{' ? R"({"type":"object"})" : R"({"type":"array"})");
  }
};

template <HasFields T>
struct Of<T> {
  static void write(JsonWriter& w) {
    w.raw(R"({"type":"object","additionalProperties":false,"required":)");
    char separator = '[';
    std::apply([&](const auto&... f) { (required(w, f, separator), ...); }, T::fields());
    w.raw(separator == '[' ? "[]" : "]");
    w.raw(",\"properties\":");
    separator = '{';
    std::apply([&](const auto&... f) { (property(w, f, separator), ...); }, T::fields());
    w.raw("}}");
  }

 private:
  template <class M>
  static void required(JsonWriter& w, const Field<T, M>& f, char& separator) {
    if constexpr (!may_be_absent<M>) {
      w.raw(separator);
      w.text(f.name);
      separator = ',';
    }
  }
  template <class M>
  static void property(JsonWriter& w, const Field<T, M>& f, char& separator) {
    w.raw(separator);
    w.text(f.name);
    w.raw(':');
    write_schema<M>(w);
    separator = ',';
  }
};

}  // namespace schema

template <class T>
void write_schema(JsonWriter& w) {
  schema::Of<T>::write(w);
}

}  // namespace mingzhang
