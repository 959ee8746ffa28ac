#include "audit/fund_report_words.h"

#include <array>

namespace mingzhang::audit {
namespace {

constexpr std::array<Word, kFlowKinds> kFlows{{
    {"donation", {"捐赠收入", "donations"}},
    {"injection", {"财政资金拨入", "government money"}},
    {"transfer_in", {"收到基金间拨款", "transfers received"}},
    {"aid_returned", {"退汇收回", "aid sent back by the bank"}},
    {"aid", {"救助支出", "aid paid"}},
    {"refund", {"退捐", "gifts refunded"}},
    {"reversal", {"冲销", "income reversed"}},
    {"transfer_out", {"拨付下级基金", "transfers sent"}},
}};
constexpr std::array<Word, kAwardPaths> kPaths{{
    {"township", {"乡镇小额审批", "township alone"}},
    {"county", {"县级一人审批", "one county approver"}},
    {"two", {"两人审批", "two approvers"}},
    {"meeting", {"集体研究（会议纪要）", "a meeting's minutes"}},
    {"urgent", {"先行救助", "urgent aid"}},
}};
constexpr std::array<Word, 7> kEnds{{
    {"unreleased", {"尚未放行", "not yet released"}},
    {"open", {"期限内待补办", "not yet due"}},
    {"overdue", {"逾期未补办", "overdue"}},
    {"ratified", {"按期补办", "ratified in time"}},
    {"late", {"逾期后补办", "ratified late"}},
    {"not_ratified", {"不予追认", "not ratified"}},
    {"ended", {"已撤回或失效", "withdrawn or lapsed"}},
}};
constexpr std::array<Word, 2> kSources{{
    {"donation", {"捐赠", "donations"}},
    {"gov", {"财政", "government"}},
}};
constexpr std::array<Word, 5> kPurposes{{
    {"campaign", {"募捐活动", "campaign"}},
    {"cause", {"救助事由", "cause"}},
    {"county", {"县（市）区", "county"}},
    {"none", {"不限用途", "any use"}},
    {"village", {"行政村", "village"}},
}};

}  // namespace

const Word& word_of(FlowKind kind) { return kFlows.at(static_cast<std::size_t>(kind)); }
const Word& word_of(AwardPath path) { return kPaths.at(static_cast<std::size_t>(path)); }
const Word& word_of(UrgentEnd end) { return kEnds.at(static_cast<std::size_t>(end)); }
const Word& word_of(mingzhang::Source source) {
  return kSources.at(static_cast<std::size_t>(source));
}
const Word& word_of(PurposeType type) { return kPurposes.at(static_cast<std::size_t>(type)); }

VillageUse village_use(const FundUse& use) {
  VillageUse villages;
  for (const auto& [code, part] : use.villages) {
    if (part.households.size() >= kVillageHouseholdsMin) {
      villages.told.emplace_back(code, &part);
      continue;
    }
    ++villages.others;
    villages.rest.paid.fen += part.paid.fen;
    villages.rest.paid.count += part.paid.count;
    villages.rest.households.insert(part.households.begin(), part.households.end());
  }
  return villages;
}

}  // namespace mingzhang::audit
