#pragma once

#include "ledger/fund/kind.h"
#include "ledger/fund/kinds/common.h"

/// Blocks of fields that many kinds share (office §2: P and D), and their checks.
namespace mingzhang {

/// A document beside the entry: its keyed digest, and where the paper lies.
struct Doc {
  Hash digest;
  Int<1, 10'000> pages;
  std::optional<ShortText<40>> place;  ///< Volume and page of the paper original.
  Id type;

  static constexpr auto fields() {
    return std::tuple(field("digest", &Doc::digest), field("pages", &Doc::pages),
                      field("place", &Doc::place), field("type", &Doc::type));
  }
};
using Docs = List<Doc, 32>;

/// Done on paper first, and typed later (补录, office M17): who signed, when, and the scan.
struct Paper {
  Date date;
  Hash doc;
  Id signer;

  static constexpr auto fields() {
    return std::tuple(field("date", &Paper::date), field("doc", &Paper::doc),
                      field("signer", &Paper::signer));
  }
};

/// The natural person who did it: of an act on paper its signer, not the typist (office M17).
inline Id doer(const State& state, const Entry& entry, const std::optional<Paper>& paper) {
  return subject_of(state, paper ? paper->signer : entry.actor);
}

inline void check_paper(const State& state, const Entry& entry, const std::optional<Paper>& paper,
                        Violations& violations) {
  if (!paper) return;
  if (state.people.find(paper->signer) == nullptr) {
    add(violations, Code::person_unknown, "body.paper.signer", paper->signer.view());
  }
  if (paper->date > state.business_date(entry.time)) {
    add(violations, Code::date_in_future, "body.paper.date", paper->date.text());
  }
}

inline void check_docs(const State& state, const Entry& entry, const std::optional<Docs>& docs,
                       Violations& violations) {
  if (!docs) return;
  for (const Doc& doc : docs->items) {
    check_code(state, state.business_date(entry.time), TableName::doc_types, doc.type,
               "body.docs.type", violations);
  }
}

/// A day on which something happened is not after today.
inline void check_day(const State& state, const Entry& entry, Date day, std::string_view field,
                      Violations& violations) {
  if (day > state.business_date(entry.time)) {
    add(violations, Code::date_in_future, field, day.text());
  }
}

inline void check_reason(const State& state, const Entry& entry, const Id& reason,
                         Violations& violations) {
  check_code(state, state.business_date(entry.time), TableName::reasons, reason, "body.reason",
             violations);
}

/// The row that lets an object's entries be found by its name, as in "case:c17".
inline void name_object(const Entry& entry, std::string_view object, Effects& effects) {
  effects.rows.push_back(
      {Index::objects, {index_key("object", object), static_cast<std::int64_t>(entry.seq)}});
}

inline std::string object_name(std::string_view noun, const Id& id) {
  return std::string(noun) + ":" + id.str();
}
inline std::string object_name(std::string_view noun, Seq seq) {
  return std::string(noun) + ":" + std::to_string(seq);
}

}  // namespace mingzhang
