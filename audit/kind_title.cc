#include "audit/kind_title.h"

#include <array>

namespace mingzhang::audit {
namespace {

struct KindTitle {
  std::string_view name;
  Sentence title;
};

constexpr std::array<KindTitle, 41> kTitles{{
    {"ledger.opened", {"开立账本", "ledger opened"}},
    {"policy.adopted", {"发布管理参数", "policy adopted"}},
    {"table.adopted", {"发布参数表", "table adopted"}},
    {"entity.opened", {"设立会计主体", "entity opened"}},
    {"account.opened", {"开立账户", "account opened"}},
    {"fund.opened", {"设立专项基金", "fund opened"}},
    {"person.enrolled", {"登记人员", "person enrolled"}},
    {"person.changed", {"人员变动", "person changed"}},
    {"action.proposed", {"提请复核", "proposal"}},
    {"action.declined", {"不予通过", "proposal declined"}},
    {"import.recorded", {"导入", "import"}},
    {"donation.received", {"捐赠", "gift"}},
    {"injection.received", {"财政资金拨入", "government money"}},
    {"transfer.received", {"收到拨入", "transfer received"}},
    {"income.confirmed", {"入账确认", "income confirmed"}},
    {"income.cancelled", {"作废", "income cancelled"}},
    {"household.registered", {"登记救助对象家庭", "household registered"}},
    {"household.changed", {"家庭情况变更", "household changed"}},
    {"case.opened", {"受理救助申请", "request for aid"}},
    {"case.surveyed", {"入户调查", "survey"}},
    {"case.reviewed", {"乡镇审核", "township's review"}},
    {"case.returned", {"退回补正", "returned for completion"}},
    {"case.rejected", {"不予批准", "rejected case"}},
    {"case.withdrawn", {"撤回申请", "withdrawn case"}},
    {"case.lapsed", {"逾期失效", "lapsed award"}},
    {"case.approved", {"审批", "award"}},
    {"case.ratified", {"补办手续", "urgent aid: ratification"}},
    {"evidence.attached", {"补充材料", "papers attached"}},
    {"payee.set", {"登记领款人", "payee set"}},
    {"batch.built", {"编制发放批次", "payment batch built"}},
    {"batch.released", {"复核放行", "payment batch released"}},
    {"aid.paid", {"发放", "payment"}},
    {"aid.failed", {"发放失败", "failed payment"}},
    {"aid.returned", {"退汇", "payment sent back"}},
    {"aid.delivered", {"签收", "signed for"}},
    {"transfer.sent", {"拨付下级基金", "transfer sent"}},
    {"money.moved", {"账户间划转", "money moved"}},
    {"period.closed", {"结账", "month closed"}},
    {"entry.reversed", {"冲销", "reversal"}},
    {"donation.refunded", {"退捐", "refund"}},
    {"purpose.changed", {"变更捐赠用途", "change of purpose"}},
}};

}  // namespace

std::string kind_title(const Kind* kind, Language language) {
  if (kind == nullptr) return "?";
  for (const KindTitle& known : kTitles) {
    if (known.name == kind->name)
      return std::string(pick(language, known.title.zh, known.title.en));
  }
  return std::string(kind->name);
}

}  // namespace mingzhang::audit
