#include <gmock/gmock.h>

#include <set>

#include "tests/fund/arbitrary.h"
#include "tests/fund/story.h"

/// The decoder accepts exactly what the encoder writes, for every kind.
namespace mingzhang::test {
namespace codec_test {

/// Empty when the bytes are refused or are their own re-encoding; else what is wrong.
std::string broken_promise(const std::string& bytes) {
  const Result<Entry> decoded = decode(bytes);
  if (!decoded) {
    const Refusal& refusal = decoded.error();
    const bool clean = refusal_class(refusal.code) == RefusalClass::malformed &&
                       is_printable_ascii(refusal.field) && is_printable_ascii(refusal.detail);
    return clean ? "" : "not a clean refusal: " + to_text(refusal);
  }
  const std::string again = encode(*decoded);
  return again == bytes ? "" : "accepted " + bytes + "\nbut writes " + again;
}

TEST(Codec, KnowsEveryKindByItsName) {
  std::set<std::string_view> names;
  each_kind([&]<class T>(const Kind& kind, std::type_identity<T>) {
    EXPECT_TRUE(names.insert(kind.name).second) << kind.name;
    EXPECT_EQ(find_kind(kind.name), &kind);
  });
  EXPECT_EQ(names.size(), all_kinds().size());
  EXPECT_EQ(body_makers().size(), all_kinds().size());
  for (const char* name : {"", "donation", "donation.received ", "zzz", "aaa"}) {
    EXPECT_EQ(find_kind(name), nullptr) << name;
  }
}

/// Fields compared one by one: a field that the encoder forgets is a difference.
template <class T>
bool same(const T& a, const T& b) {
  if constexpr (HasFields<T>) {
    return std::apply([&](const auto&... f) { return (same(a.*f.member, b.*f.member) && ...); },
                      T::fields());
  } else if constexpr (requires { a.has_value(); }) {
    return a.has_value() == b.has_value() && (!a.has_value() || same(*a, *b));
  } else if constexpr (requires { a.items; }) {
    return std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(),
                      [](const auto& x, const auto& y) { return same(x, y); });
  } else {
    return a == b;
  }
}

bool same_around(const Entry& a, const Entry& b) {
  return a.actor == b.actor && a.fund == b.fund && a.kind == b.kind &&
         a.commitments == b.commitments && a.prev == b.prev && a.salt == b.salt && a.seq == b.seq &&
         a.time == b.time;
}

TEST(Codec, DecodesWhatItEncodesForEveryKind) {
  Rng rng(1);
  each_kind([&]<class T>(const Kind& kind, std::type_identity<T>) {
    SCOPED_TRACE(kind.name);
    for (const BodyMaker& maker : body_makers()) {
      if (maker.kind != &kind) continue;
      for (int i = 0; i < 300; ++i) {
        const Entry entry = arbitrary_entry(rng, maker);
        const std::string bytes = encode(entry);
        const Result<Entry> decoded = decode(bytes);
        ASSERT_TRUE(decoded) << to_text(decoded.error()) << "\n" << bytes;
        ASSERT_TRUE(same_around(*decoded, entry)) << bytes;
        ASSERT_TRUE(same(decoded->as<T>(), entry.as<T>())) << bytes;
        ASSERT_EQ(encode(*decoded), bytes);
      }
    }
  });
}

/// Where a member lies in its struct.
template <class T, class M>
std::ptrdiff_t offset_of(const Field<T, M>& f) {
  static const T kValue{};
  return reinterpret_cast<const char*>(&(kValue.*f.member)) -
         reinterpret_cast<const char*>(&kValue);
}

TEST(Codec, ListsEachMemberOnce) {
  each_kind([&]<class T>(const Kind& kind, std::type_identity<T>) {
    std::set<std::ptrdiff_t> offsets;
    std::apply([&](const auto&... f) { (offsets.insert(offset_of(f)), ...); }, T::fields());
    EXPECT_EQ(offsets.size(), std::tuple_size_v<decltype(T::fields())>) << kind.name;
  });
}

TEST(Codec, HoldsTheLargestEntryOfEachKind) {
  for (const BodyMaker& maker : body_makers()) {
    const std::string bytes = encode(largest_entry(maker));
    EXPECT_LE(bytes.size(), kEntryBytesMax) << maker.kind->name;
    const Result<Entry> decoded = decode(bytes);
    ASSERT_TRUE(decoded) << maker.kind->name << " " << to_text(decoded.error());
    EXPECT_EQ(encode(*decoded), bytes);
    Rng rng(2);
    for (int i = 0; i < 50; ++i) {
      EXPECT_LE(encode(arbitrary_entry(rng, maker)).size(), bytes.size()) << maker.kind->name;
    }
  }
}

TEST(Codec, ThinksTheSameWhateverItIsHinted) {
  Rng rng(3);
  for (const BodyMaker& maker : body_makers()) {
    for (int i = 0; i < 40; ++i) {
      std::string bytes = encode(arbitrary_entry(rng, maker));
      if (one_in(rng, 2)) bytes[below(rng, bytes.size())] = static_cast<char>(rng());
      const Result<Entry> plain = decode(bytes);
      for (const Kind* const hint : all_kinds()) {
        const Result<Entry> hinted = decode(bytes, hint);
        ASSERT_EQ(hinted.has_value(), plain.has_value()) << hint->name << "\n" << bytes;
        if (!plain) {
          ASSERT_EQ(hinted.error(), plain.error()) << hint->name << "\n" << bytes;
        } else {
          ASSERT_EQ(encode(*hinted), encode(*plain));
        }
      }
    }
  }
}

/// Bytes that mean something in JSON, and a few that may not stand anywhere.
constexpr std::string_view kTelling{"\0\t\n \"\\/,:{}[]0159-+.eEaftnuz_~\x7F\x80\xC3\xE4\xFF", 36};

TEST(Codec, RefusesOrKeepsEveryEntryThatDiffersInOneByte) {
  Rng rng(4);
  for (const BodyMaker& maker : body_makers()) {
    const std::string good = encode(arbitrary_entry(rng, maker));
    const std::size_t step = 1 + good.size() / 900;
    for (std::size_t at = 0; at < good.size(); at += step) {
      for (const char c : kTelling) {
        std::string mutated = good;
        mutated[at] = c;
        ASSERT_EQ(broken_promise(mutated), "");
        std::string longer = good;
        longer.insert(at, 1, c);
        ASSERT_EQ(broken_promise(longer), "");
      }
      std::string near = good;
      near[at] = static_cast<char>(near[at] ^ (1 << below(rng, 8)));
      ASSERT_EQ(broken_promise(near), "");
      std::string shorter = good;
      shorter.erase(at, 1);
      ASSERT_EQ(broken_promise(shorter), "");
      ASSERT_EQ(broken_promise(good.substr(0, at)), "");
      std::string swapped = good;
      std::swap(swapped[at], swapped[std::min(at + 1, good.size() - 1)]);
      ASSERT_EQ(broken_promise(swapped), "");
    }
  }
}

TEST(Codec, RefusesOrKeepsEntriesGluedFromPieces) {
  Rng rng(5);
  for (int i = 0; i < 20000; ++i) {
    std::string one = encode(arbitrary_entry(rng, one_of(rng, body_makers())));
    const std::string other = encode(arbitrary_entry(rng, one_of(rng, body_makers())));
    const std::size_t from = below(rng, other.size());
    const std::size_t at = below(rng, one.size());
    one.replace(at, below(rng, 40), other, from, below(rng, 60));
    ASSERT_EQ(broken_promise(one), "");
  }
}

TEST(Codec, RefusesNoiseWithoutHarm) {
  static const std::vector<std::string> kTokens{"{",
                                                "}",
                                                "[",
                                                "]",
                                                ",",
                                                ":",
                                                "\"",
                                                "\\",
                                                "true",
                                                "false",
                                                "null",
                                                "-0",
                                                "0",
                                                "1",
                                                "1e9",
                                                "1.5",
                                                "\"a\"",
                                                "中",
                                                " ",
                                                "\"v\":1",
                                                "actor",
                                                "body",
                                                "title",
                                                "kind",
                                                "\xFF",
                                                "\"seq\":1,",
                                                "{\"actor\":\"a\",\"body\":{",
                                                "\"kind\":\"fund.opened\"",
                                                "9007199254740993"};
  Rng rng(6);
  for (int i = 0; i < 60000; ++i) {
    std::string noise;
    for (std::size_t left = length(rng, 60); left > 0; --left) {
      noise += one_in(rng, 5) ? std::string(1, static_cast<char>(rng())) : one_of(rng, kTokens);
    }
    ASSERT_EQ(broken_promise(noise), "");
    for (const Kind* const kind : all_kinds()) {
      ASSERT_FALSE(decode_body(*kind, noise));
    }
  }
}

}  // namespace codec_test
}  // namespace mingzhang::test
