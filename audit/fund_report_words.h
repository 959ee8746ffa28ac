#pragma once

#include "audit/fund_report.h"

/// What the parts of a fund report are called: in JSON, and by people.
namespace mingzhang::audit {

struct Word {
  std::string_view name;  ///< In JSON.
  Sentence sentence;
};
const Word& word_of(FlowKind kind);
const Word& word_of(AwardPath path);
const Word& word_of(UrgentEnd end);
const Word& word_of(mingzhang::Source source);
const Word& word_of(PurposeType type);

inline std::string_view say(const Word& word, bool zh) {
  return zh ? word.sentence.zh : word.sentence.en;
}

/// Villages with fewer households than this are told together: one family's sum is its own affair.
inline constexpr std::size_t kVillageHouseholdsMin = 3;
/// The villages that may be told, and the rest in one (`others`: how many).
struct VillageUse {
  std::vector<std::pair<Id, const AidUse*>> told;
  AidUse rest;
  std::size_t others = 0;
};
VillageUse village_use(const FundUse& use);

}  // namespace mingzhang::audit
