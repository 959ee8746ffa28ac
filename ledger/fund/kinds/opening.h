#pragma once

#include "ledger/fund/codec.h"
#include "ledger/fund/kind.h"

namespace mingzhang {

using Origin = ShortText<96>;
/// A C2SP signed-note verifier key: name+id+base64.
using VkeyText = ShortText<160>;

/// A person of the founding: `subject` is the opaque id of the natural person.
struct Founder {
  Id person;
  Id subject;

  static constexpr auto fields() {
    return std::tuple(field("person", &Founder::person), field("subject", &Founder::subject));
  }
};

enum class Suite : unsigned char { sha256_ed25519 };
template <>
struct EnumNames<Suite> {
  static constexpr std::array<std::string_view, 1> names{"sha256-ed25519"};
};

enum class Currency : unsigned char { cny };
template <>
struct EnumNames<Currency> {
  static constexpr std::array<std::string_view, 1> names{"cny"};
};

/// The ledger that this one continues after a disaster (design §4).
struct Continues {
  Origin origin;
  Hash root;
  Seq size = 0;

  static constexpr auto fields() {
    return std::tuple(field("origin", &Continues::origin), field("root", &Continues::root),
                      field("size", &Continues::size));
  }
};

/// Entry 0, and only entry 0, written by the first administrator.
struct LedgerOpened {
  Founder administrator;
  Founder approver;
  Founder auditor;
  std::optional<Continues> continues;
  Currency currency = Currency::cny;
  Salt ledger;  ///< 16 random bytes that name the ledger.
  Origin origin;
  Founder responsible;
  Suite suite = Suite::sha256_ed25519;
  Title title;
  Int<-720, 840> utc_offset_min{480};
  VkeyText vkey;

  static constexpr auto fields() {
    return std::tuple(
        field("administrator", &LedgerOpened::administrator),
        field("approver", &LedgerOpened::approver), field("auditor", &LedgerOpened::auditor),
        field("continues", &LedgerOpened::continues), field("currency", &LedgerOpened::currency),
        field("ledger", &LedgerOpened::ledger), field("origin", &LedgerOpened::origin),
        field("responsible", &LedgerOpened::responsible), field("suite", &LedgerOpened::suite),
        field("title", &LedgerOpened::title),
        field("utc_offset_min", &LedgerOpened::utc_offset_min), field("vkey", &LedgerOpened::vkey));
  }
  static void check(const State& state, const Facts& facts, const Entry& entry,
                    const LedgerOpened& body, Violations& violations);
  static void fold(State& state, const Facts& facts, const Entry& entry, const LedgerOpened& body,
                   Effects& effects);
};

}  // namespace mingzhang
