#pragma once

#include <algorithm>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "ledger/fund/entry.h"
#include "tests/fund/kind_types.h"

/// Values of every type that a field list may hold: any (`arbitrary`), and one whose bytes are as
/// many as they can be (`largest`). Driven by the field lists alone.
namespace mingzhang::test {

using Rng = std::mt19937_64;

/// 0 … count - 1. Pre: count > 0.
inline std::uint64_t below(Rng& rng, std::uint64_t count) { return rng() % count; }
inline bool one_in(Rng& rng, std::uint64_t count) { return below(rng, count) == 0; }
/// low … high, with a liking for both ends.
inline std::int64_t between(Rng& rng, std::int64_t low, std::int64_t high) {
  if (one_in(rng, 8)) return low;
  if (one_in(rng, 8)) return high;
  return low + static_cast<std::int64_t>(below(rng, static_cast<std::uint64_t>(high - low) + 1));
}
template <class Items>
const auto& one_of(Rng& rng, const Items& items) {
  return items[static_cast<std::size_t>(below(rng, std::size(items)))];
}
/// A length of 1 … max: mostly short.
inline std::size_t length(Rng& rng, std::size_t max) {
  const std::size_t most = one_in(rng, 10) ? max : std::min<std::size_t>(max, 12);
  return static_cast<std::size_t>(between(rng, 1, static_cast<std::int64_t>(most)));
}

template <class T>
struct Arbitrary;
template <class T>
T arbitrary(Rng& rng) {
  return Arbitrary<T>::any(rng);
}
template <class T>
T largest() {
  return Arbitrary<T>::largest();
}

template <std::int64_t Low, std::int64_t High>
struct Arbitrary<Int<Low, High>> {
  static Int<Low, High> any(Rng& rng) { return between(rng, Low, High); }
  static Int<Low, High> largest() { return Low < -High ? Low : High; }
};
template <>
struct Arbitrary<Seq> {
  static Seq any(Rng& rng) {
    return static_cast<Seq>(between(rng, 0, one_in(rng, 2) ? kIntMax : 99));
  }
  static Seq largest() { return kIntMax; }
};
template <>
struct Arbitrary<Money> {
  static Money any(Rng& rng) { return *Money::of_fen(between(rng, 1, Money::kFenMax)); }
  static Money largest() { return *Money::of_fen(Money::kFenMax); }
};
template <>
struct Arbitrary<Total> {
  static Total any(Rng& rng) { return Total(between(rng, -Total::kSaturated, Total::kSaturated)); }
  static Total largest() { return Total(-Total::kSaturated); }
};
template <std::size_t N>
struct Arbitrary<ShortText<N, TextForm::id>> {
  using Text = ShortText<N, TextForm::id>;
  static Text any(Rng& rng) {
    constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz0123456789_.-";
    std::string text;
    for (std::size_t left = length(rng, N); left > 0; --left) {
      text += kLetters[below(rng, text.empty() ? 36 : kLetters.size())];
    }
    return Text(text);
  }
  static Text largest() { return Text(std::string(N, 'z')); }
};
template <std::size_t N>
struct Arbitrary<ShortText<N, TextForm::ascii>> {
  using Text = ShortText<N, TextForm::ascii>;
  static Text any(Rng& rng) {
    std::string text;
    for (std::size_t left = length(rng, N); left > 0; --left) {
      text += one_in(rng, 6) ? one_of(rng, std::string_view("\"\\/ ~,:{}[]"))
                             : static_cast<char>(between(rng, 0x20, 0x7E));
    }
    return Text(text);
  }
  static Text largest() { return Text(std::string(N, '"')); }  // Each takes two bytes.
};
template <std::size_t N>
struct Arbitrary<TitleText<N>> {
  static TitleText<N> any(Rng& rng) {
    static const std::vector<std::string> kPieces{"济", "南", "基金", "a",  "Z", "9", " ", "\"",
                                                  "\\", "/",  "é",    "😂", "€", "-", "·", "（"};
    std::string text = one_of(rng, kPieces);
    for (std::size_t left = length(rng, N); text.size() < left;) {
      const std::string& piece = one_of(rng, kPieces);
      if (text.size() + piece.size() > N) break;
      text += piece;
    }
    return {text};
  }
  static TitleText<N> largest() { return {std::string(N, '\\')}; }
};
template <std::size_t N>
struct Arbitrary<Block<N>> {
  static Block<N> any(Rng& rng) {
    Block<N> block;
    for (std::byte& b : block.bytes) b = static_cast<std::byte>(rng());
    return block;
  }
  static Block<N> largest() { return {}; }
};
template <>
struct Arbitrary<Date> {
  static Date any(Rng& rng) {
    const std::int64_t low = Date::parse("1900-01-01")->days;
    const std::int64_t high = Date::parse("9999-12-31")->days;
    return {static_cast<std::int32_t>(between(rng, low, high))};
  }
  static Date largest() { return {}; }
};
template <>
struct Arbitrary<Month> {
  static Month any(Rng& rng) { return arbitrary<Date>(rng).month(); }
  static Month largest() { return Date().month(); }
};
template <>
struct Arbitrary<Timestamp> {
  static Timestamp any(Rng& rng) {
    return {between(rng, 0, Timestamp::parse("9999-12-31T23:59:59.999Z")->ms)};
  }
  static Timestamp largest() { return {}; }
};
template <>
struct Arbitrary<Flag> {
  static Flag any(Rng& rng) { return {one_in(rng, 2)}; }
  static Flag largest() { return {true}; }
};
template <class E>
  requires std::is_enum_v<E>
struct Arbitrary<E> {
  static E any(Rng& rng) { return static_cast<E>(below(rng, EnumNames<E>::names.size())); }
  static E largest() {
    const auto& names = EnumNames<E>::names;
    const auto longest = std::max_element(names.begin(), names.end(),
                                          [](auto a, auto b) { return a.size() < b.size(); });
    return static_cast<E>(longest - names.begin());
  }
};
template <class T>
struct Arbitrary<std::optional<T>> {
  static std::optional<T> any(Rng& rng) {
    if (one_in(rng, 2)) return std::nullopt;
    return arbitrary<T>(rng);
  }
  static std::optional<T> largest() { return test::largest<T>(); }
};
template <class T, std::size_t Max>
struct Arbitrary<List<T, Max>> {
  static List<T, Max> any(Rng& rng) {
    List<T, Max> list;
    for (std::size_t left = length(rng, Max); left > 0; --left) {
      list.items.push_back(arbitrary<T>(rng));
    }
    return list;
  }
  static List<T, Max> largest() { return {std::vector<T>(Max, test::largest<T>())}; }
};
/// What is inside is another rule's business: see `make_valid`.
template <std::size_t N, char Open>
struct Arbitrary<Raw<N, Open>> {
  static Raw<N, Open> any(Rng&) { return {Open == '{' ? R"({"a":1})" : "[1]"}; }
  static Raw<N, Open> largest() { return {Open == '{' ? R"({"a":1})" : "[1]"}; }
};

/// Mends what a body's `validate` asks for beyond its field list.
template <class T>
void make_valid(Rng&, T&) {}
template <class T>
void make_largest_valid(T&) {}
void make_valid(Rng& rng, TableAdopted& body);
void make_largest_valid(TableAdopted& body);
void make_valid(Rng& rng, ActionProposed& body);
void make_largest_valid(ActionProposed& body);

template <HasFields T>
struct Arbitrary<T> {
  static T any(Rng& rng) {
    T value{};
    std::apply([&](const auto&... f) { (set(value.*f.member, rng), ...); }, T::fields());
    make_valid(rng, value);
    return value;
  }
  static T largest() {
    T value{};
    std::apply([&](const auto&... f) { (set(value.*f.member), ...); }, T::fields());
    make_largest_valid(value);
    return value;
  }

 private:
  template <class M>
  static void set(M& member, Rng& rng) {
    member = arbitrary<M>(rng);
  }
  template <class M>
  static void set(M& member) {
    member = test::largest<M>();
  }
};

/// What makes the bodies of one kind.
struct BodyMaker {
  const Kind* kind;
  std::shared_ptr<const Body> (*any)(Rng& rng);
  std::shared_ptr<const Body> (*largest)();
};

/// One per kind, in the order of kinds.def.
inline const std::vector<BodyMaker>& body_makers() {
  static const std::vector<BodyMaker> kMakers = [] {
    std::vector<BodyMaker> makers;
    each_kind([&]<class T>(const Kind& kind, std::type_identity<T>) {
      makers.push_back({&kind,
                        [](Rng& rng) -> std::shared_ptr<const Body> {
                          return std::make_shared<BodyOf<T>>(arbitrary<T>(rng));
                        },
                        []() -> std::shared_ptr<const Body> {
                          return std::make_shared<BodyOf<T>>(largest<T>());
                        }});
    });
    return makers;
  }();
  return kMakers;
}

/// Takes columns from a full row until the table accepts it: the table itself says which.
inline TableRow fitting_row(TableName table, TableRow row) {
  while (true) {
    const auto parsed = parse_table_rows(table, "[" + to_json(row) + "]");
    if (parsed) return row;
    const std::string column = parsed.error().field.substr(parsed.error().field.find('.') + 1);
    std::apply(
        [&](const auto&... f) { ((f.name == column ? (row.*f.member).reset() : void()), ...); },
        TableRow::fields());
  }
}

inline void make_valid(Rng& rng, TableAdopted& body) {
  body.rows.json = "[";
  for (std::size_t left = length(rng, 9); left > 0; --left) {
    TableRow row{};
    std::apply(
        [&](const auto&... f) {
          ((row.*f.member =
                arbitrary<typename std::decay_t<decltype(row.*f.member)>::value_type>(rng)),
           ...);
        },
        TableRow::fields());
    body.rows.json += to_json(fitting_row(body.table, row)) + (left > 1 ? "," : "]");
  }
}

inline void make_largest_valid(TableAdopted& body) {
  const std::string row = to_json(fitting_row(body.table, largest<TableRow>()));
  body.rows.json = "[" + row;
  while (body.rows.json.size() + row.size() + 2 <= kTablePartBytesMax) {
    body.rows.json += "," + row;
  }
  body.rows.json += "]";
}

inline void make_valid(Rng& rng, ActionProposed& body) {
  std::vector<BodyMaker> proposable;
  for (const BodyMaker& maker : body_makers()) {
    if (!maker.kind->may_propose.empty()) proposable.push_back(maker);
  }
  const BodyMaker& maker = one_of(rng, proposable);
  body.target_kind = ShortText<40>(maker.kind->name);
  body.target_body.json = maker.kind->target(*maker.any(rng));
}

inline void make_largest_valid(ActionProposed& body) {
  body.target_body.json.clear();
  for (const BodyMaker& maker : body_makers()) {
    if (maker.kind->may_propose.empty()) continue;
    const std::string target = maker.kind->target(*maker.largest());
    if (target.size() <= body.target_body.json.size()) continue;
    body.target_kind = ShortText<40>(maker.kind->name);
    body.target_body.json = target;
  }
}

/// Any entry of one kind.
inline Entry arbitrary_entry(Rng& rng, const BodyMaker& maker) {
  Entry entry;
  entry.actor = arbitrary<Id>(rng);
  entry.kind = maker.kind;
  entry.body = maker.any(rng);
  if (one_in(rng, 2)) entry.fund = arbitrary<Id>(rng);
  if (one_in(rng, 4)) entry.commitments = arbitrary<List<Hash, kCommitmentsMax>>(rng).items;
  entry.prev = arbitrary<Hash>(rng);
  entry.salt = arbitrary<Salt>(rng);
  entry.seq = arbitrary<Seq>(rng);
  entry.time = arbitrary<Timestamp>(rng);
  return entry;
}

/// The entry of one kind that takes the most bytes.
inline Entry largest_entry(const BodyMaker& maker) {
  Entry entry;
  entry.actor = largest<Id>();
  entry.kind = maker.kind;
  entry.body = maker.largest();
  entry.fund = largest<Id>();
  entry.commitments = largest<List<Hash, kCommitmentsMax>>().items;
  entry.seq = largest<Seq>();
  return entry;
}

}  // namespace mingzhang::test
