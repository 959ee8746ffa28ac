#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "ledger/fund/codec.h"
#include "ledger/fund/effects.h"
#include "ledger/fund/entry.h"
#include "ledger/fund/facts.h"
#include "ledger/fund/schema.h"
#include "ledger/fund/vocabulary.h"

namespace mingzhang {

struct State;

/// Where a kind belongs.
enum class Scope : unsigned char {
  ledger,  ///< The whole ledger; `fund` is absent.
  entity,  ///< One entity, named in the body; `fund` is absent.
  fund,    ///< One fund; `fund` is present.
};

/// Rules that an entry breaks, in the order in which they are tested.
using Violations = std::vector<Refusal>;

/// What the rules say about one kind of entry: a row of kinds.def, with the verbs that its file in
/// kinds/ gives it.
struct Kind {
  std::string_view name;
  Scope scope;
  Duties may;          ///< Who may write it alone; empty: only by proposal, or only the system.
  Duties may_propose;  ///< Who may propose it; empty: it is never proposed.
  Duties may_second;   ///< Who may write it to a proposal by another.
  bool founding;       ///< The administrator writes it alone until the first policy.

  std::shared_ptr<const Body> (*read)(JsonReader& reader, BodyArena* arena);
  void (*write)(JsonWriter& writer, const Body& body);
  void (*schema)(JsonWriter& writer);
  /// What a proposal of this kind holds in the place of the body: by default the body without its
  /// `proposal`.
  std::string (*target)(const Body& body);
  bool (*read_target)(JsonReader& reader);
  /// False for an entry after which its proposal stays open: all parts of a table but the last.
  bool (*finishes)(const Body& body);
  /// What index rows of the entry stand for, for the full compare on a hit: the reference of an
  /// income; the object that it opens or changes ("import:i0123…"), or empty.
  std::optional<Ref> (*ref)(const Body& body);
  std::string (*object)(const Body& body);
  /// The proposal that the body cites, if its kind has one.
  std::optional<Seq> (*proposal)(const Body& body);
  /// Fills what the caller may leave out; returns the body as it is when nothing is.
  std::shared_ptr<const Body> (*complete)(const State& state, const Command& command,
                                          Timestamp time);
  void (*wants)(const State& state, const Command& command, Wants& wants);
  void (*check)(const State& state, const Facts& facts, const Entry& entry, Violations& violations);
  void (*fold)(State& state, const Facts& facts, const Entry& entry, Effects& effects);
};

/// Every kind, in the order of kinds.def.
std::span<const Kind* const> all_kinds();
/// None when there is no such kind.
const Kind* find_kind(std::string_view name);

/// What `kinds.def` says of a kind.
struct KindRow {
  std::string_view name;
  Scope scope;
  Duties may;
  Duties may_propose;
  Duties may_second;
  bool founding;
};

template <class T>
void set_target_verbs(Kind& kind) {
  kind.target = [](const Body& body) {
    const T& value = static_cast<const BodyOf<T>&>(body).value;
    if constexpr (requires { T::target(value); }) {
      return to_json(T::target(value));
    } else {
      std::string out;
      JsonWriter writer(out);
      writer.omit_proposal = true;
      write_value(writer, value);
      return out;
    }
  };
  kind.read_target = [](JsonReader& reader) {
    if constexpr (requires { typename T::Target; }) {
      typename T::Target target{};
      return read_value(reader, target);
    } else {
      T value{};
      if (!read_value(reader, value)) return false;
      if constexpr (requires { value.proposal; }) {
        // The target cites the proposal; the proposal cannot know its own number.
        if (value.proposal) return reader.fail(Code::key_unknown) || reader.within("proposal");
      }
      return true;
    }
  };
  kind.finishes = [](const Body& body) {
    if constexpr (requires(const T& value) { T::finishes(value); }) {
      return T::finishes(static_cast<const BodyOf<T>&>(body).value);
    } else {
      static_cast<void>(body);
      return true;
    }
  };
}

template <class T>
void set_name_verbs(Kind& kind) {
  kind.ref = [](const Body& body) -> std::optional<Ref> {
    if constexpr (requires(const T& value) { value.ref; }) {
      return static_cast<const BodyOf<T>&>(body).value.ref;
    } else {
      static_cast<void>(body);
      return std::nullopt;
    }
  };
  kind.object = [](const Body& body) -> std::string {
    if constexpr (requires(const T& value) { T::object(value); }) {
      return T::object(static_cast<const BodyOf<T>&>(body).value);
    } else {
      static_cast<void>(body);
      return {};
    }
  };
}

/// Joins a row with the verbs of its body struct T. T gives `fields()` and may give, each as a
/// static function: `complete(const State&, const Command&, Timestamp, T&)`,
/// `wants(const State&, const T&, Wants&)`, `check(const State&, const Facts&, const Entry&,
/// const T&, Violations&)`, `fold(State&, const Facts&, const Entry&, const T&, Effects&)` and
/// `validate(const T&, JsonReader&)` for what a field list cannot say of the form, `Target` and
/// `target(const T&)`, `finishes(const T&)`, and `object(const T&)`.
template <class T>
Kind make_kind(const KindRow& row) {
  Kind kind{};
  kind.name = row.name;
  kind.scope = row.scope;
  kind.may = row.may;
  kind.may_propose = row.may_propose;
  kind.may_second = row.may_second;
  kind.founding = row.founding;
  kind.read = [](JsonReader& reader, BodyArena* arena) -> std::shared_ptr<const Body> {
    auto body = make_body<T>(arena);
    if (!read_value(reader, body->value)) return nullptr;
    if constexpr (requires { T::validate(body->value, reader); }) {
      if (!T::validate(body->value, reader)) return nullptr;
    }
    return body;
  };
  kind.write = [](JsonWriter& writer, const Body& body) {
    write_value(writer, static_cast<const BodyOf<T>&>(body).value);
  };
  set_target_verbs<T>(kind);
  set_name_verbs<T>(kind);
  kind.schema = [](JsonWriter& writer) { write_schema<T>(writer); };
  kind.proposal = [](const Body& body) -> std::optional<Seq> {
    if constexpr (requires(const T& t) { t.proposal; }) {
      return static_cast<const BodyOf<T>&>(body).value.proposal;
    } else {
      static_cast<void>(body);
      return std::nullopt;
    }
  };
  kind.complete = [](const State& state, const Command& command,
                     Timestamp time) -> std::shared_ptr<const Body> {
    if constexpr (requires(T& t) { T::complete(state, command, time, t); }) {
      auto body = std::make_shared<BodyOf<T>>(command.as<T>());
      T::complete(state, command, time, body->value);
      return body;
    } else {
      static_cast<void>(state);
      static_cast<void>(time);
      return command.body;
    }
  };
  kind.wants = [](const State& state, const Command& command, Wants& wants) {
    if constexpr (requires { T::wants(state, command.as<T>(), wants); }) {
      T::wants(state, command.as<T>(), wants);
    }
  };
  kind.check = [](const State& state, const Facts& facts, const Entry& entry,
                  Violations& violations) {
    if constexpr (requires { T::check(state, facts, entry, entry.as<T>(), violations); }) {
      T::check(state, facts, entry, entry.as<T>(), violations);
    }
  };
  kind.fold = [](State& state, const Facts& facts, const Entry& entry, Effects& effects) {
    T::fold(state, facts, entry, entry.as<T>(), effects);
  };
  return kind;
}

/// Defines a kind of kinds.def in its file in kinds/.
#define MZ_DEFINE_KIND(symbol, Struct)                             \
  const Kind& symbol() {                                           \
    static const Kind kind = make_kind<Struct>(kind_rows::symbol); \
    return kind;                                                   \
  }

namespace kind_rows {
#define MZ_KIND(symbol, name, scope, may, may_propose, may_second, founding) \
  inline constexpr KindRow symbol{name, Scope::scope, may, may_propose, may_second, founding};
#define MZ_DUTIES(...) \
  Duties { __VA_ARGS__ }
#include "ledger/fund/kinds.def"
#undef MZ_KIND
}  // namespace kind_rows

/// One function per kind: `kinds::donation_received()`.
namespace kinds {
#define MZ_KIND(symbol, ...) const Kind& symbol();
#include "ledger/fund/kinds.def"
#undef MZ_KIND
}  // namespace kinds

/// A command of a known kind.
template <class T>
Command make_command(const Kind& kind, const Id& actor, const Id& fund, T body) {
  Command command;
  command.actor = actor;
  command.fund = fund;
  command.kind = &kind;
  command.body = std::make_shared<BodyOf<T>>(std::move(body));
  return command;
}

}  // namespace mingzhang
