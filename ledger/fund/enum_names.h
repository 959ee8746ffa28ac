#pragma once

#include <array>
#include <cstddef>
#include <cstring>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

namespace mingzhang {

/// The names of an enum, in the order of its values: specialise `names` per enum.
template <class E>
struct EnumNames;

template <class E>
  requires std::is_enum_v<E>
std::string_view name_of(E value) {
  return EnumNames<E>::names.at(static_cast<std::size_t>(value));
}

template <class E>
std::optional<E> parse_enum(std::string_view name) {
  std::optional<E> found;
  // By number, so that the compiler knows each name and compares it without a call.
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    const auto is = [&]<std::size_t K>() {
      constexpr std::string_view kName = EnumNames<E>::names[K];
      if (name.size() != kName.size()) return false;
      if (std::memcmp(name.data(), kName.data(), kName.size()) != 0) return false;
      found = static_cast<E>(K);
      return true;
    };
    static_cast<void>((is.template operator()<I>() || ...));
  }(std::make_index_sequence<EnumNames<E>::names.size()>());
  return found;
}

}  // namespace mingzhang
