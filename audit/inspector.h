#pragma once

#include "audit/doubt.h"
#include "ledger/fund/effects.h"
#include "ledger/fund/facts.h"
#include "ledger/fund/kind.h"
#include "ledger/fund/state.h"

namespace mingzhang::audit {

/// The case that an entry is about; empty when it is about none.
inline Id case_of(const Entry& entry) {
  constexpr std::string_view kNoun = "case:";
  const std::string object = entry.kind->object(*entry.body);
  return object.starts_with(kNoun) ? Id(std::string_view(object).substr(kNoun.size())) : Id();
}

/// One group of questions of an examination. It sees each entry once and in order, and keeps no
/// more than it needs to answer: what is open, and keyed sums.
class Inspector {
 public:
  explicit Inspector(Doubts& doubts) : doubts_(doubts) {}
  virtual ~Inspector() = default;
  Inspector(const Inspector&) = delete;
  Inspector& operator=(const Inspector&) = delete;

  /// `day`: the business day of the entry; `state`: as it stood before.
  virtual void before(const Entry& entry, Date day, const Facts& facts, const State& state) = 0;
  /// `state`: with the entry in it.
  virtual void after(const Entry&, Date, const Effects&, const State&) {}
  /// After the last entry of `as_of`.
  virtual void finish(const State& state, Date as_of) = 0;

 protected:
  /// A doubt about these entries.
  Doubt doubt(Sign sign, const Id& fund, std::initializer_list<Seq> entries, std::int64_t fen = 0) {
    Doubt made;
    made.sign = sign;
    made.fund = fund;
    made.fen = fen;
    for (const Seq seq : entries) made.involve(seq);
    return made;
  }
  void raise(Doubt made) { doubts_.add(std::move(made)); }

 private:
  Doubts& doubts_;
};

}  // namespace mingzhang::audit
