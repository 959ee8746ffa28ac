#include "audit/finding.h"

#include <algorithm>

#include "ledger/fund/kind.h"

namespace mingzhang::audit {
namespace {

struct Row {
  std::string_view name;
  Sentence sentence;
  Sentence consequence;
  Sentence advice;
};

constexpr std::array<Row, 15> kRows{{
    {"altered",
     {"被改动", "altered"},
     {"这一条已不是当初签名的内容；其他条目仍然成立。",
      "This entry is not what was signed; all the others still hold."},
     {"封存现状，从备份取回原条目，再核验一次（指南第2节）。",
      "Keep the files as they are, take the entry back from a backup, verify again (guide, 2)."}},
    {"missing",
     {"缺失", "missing"},
     {"这些条目的内容无从得知；其后的条目仍与签名相符。",
      "What these entries said cannot be known; those after them are still what was signed."},
     {"封存现状，从备份补回，再核验一次（指南第2节）。",
      "Keep the files as they are, put them back from a backup, verify again (guide, 2)."}},
    {"inserted",
     {"被插入", "inserted"},
     {"这一条没有经过账本签名，不能作数；其他条目仍然成立。",
      "The log never signed this entry, so it counts for nothing; the others still hold."},
     {"查明由谁写入；从备份恢复后再核验（指南第2节）。",
      "Find out who wrote it; restore from a backup and verify again (guide, 2)."}},
    {"reordered",
     {"次序被调换", "out of its place"},
     {"内容未必有假，但先后次序不可信。", "What it says may be true; when it came is not."},
     {"从备份恢复原来的次序，再核验一次（指南第2节）。",
      "Restore the order from a backup, verify again (guide, 2)."}},
    {"truncated",
     {"尾部被截去", "cut off at the end"},
     {"现存的条目仍然成立，但最新的一段不在了。",
      "What is there still holds, but the newest part is gone."},
     {"要求提供完整账本或更新的备份；拿不出的，按第3节上报。",
      "Demand the whole ledger or a newer backup; where there is none, report it (guide, 3)."}},
    {"forked",
     {"与留存的账本指纹不符", "another history than the kept checkpoint"},
     {"账本曾给您看过另一段历史：至少有一段是假的。此后的条目都不可采信。",
      "You were shown another history before: one of the two is false. Believe no entry of the "
      "range."},
     {"留好两份账本指纹，这就是证据；按第3节宣告分叉并上报。",
      "Keep both checkpoints, they are the evidence; declare a fork and report it (guide, 3)."}},
    {"forged",
     {"账本指纹的签名不符", "the checkpoint is not what the log signed"},
     {"这份账本指纹什么也证明不了；其他指纹不受影响。",
      "This checkpoint proves nothing; the others do as before."},
     {"核对所用公钥是否正确；公钥无误的，按第3节查私钥与权限。",
      "Check that the key is the right one; if it is, look into keys and access (guide, 3)."}},
    {"rule_broken",
     {"违反规则", "breaks a rule"},
     {"条目确是当初签名的内容，但这笔业务不合规定，余额可能受其影响。",
      "The entry is what was signed, but it was not allowed; balances may be wrong from here on."},
     {"按规则编号查原始凭证；在账上用冲正更正，不得改动原条目（指南第4节）。",
      "Look up the papers by the rule's code; correct it by a reversal, never by a change of the "
      "entry (guide, 4)."}},
    {"projection_differs",
     {"与条目推算的结果不符", "is not what the entries yield"},
     {"条目不受影响；但由它算出的余额或索引被动过，界面上的数字不可信。",
      "The entries are not touched; but balances or indexes were, so figures on screens may be "
      "false."},
     {"封存现状，用 mingzhang rebuild 从条目重新推算，再核验一次（指南第2节）。",
      "Keep the files as they are, derive them anew (mingzhang rebuild), verify again (guide, "
      "2)."}},
    {"details_differ",
     {"保密信息与承诺值不符", "details are not what was committed to"},
     {"账目不受影响；但这份个人资料不是当时登记的那一份。",
      "The books are not touched; but these details are not those that were recorded."},
     {"从备份取回保密信息，再核验一次（指南第2节）。",
      "Take the details back from a backup, verify again (guide, 2)."}},
    {"bundle_differs",
     {"与账本条目或清单不符", "is not what the entries, or the manifest, say"},
     {"签名的条目不受影响；但交接包里的这份文件不可采信。",
      "The signed entries are not touched; but do not believe this file of the bundle."},
     {"请对方用同一账本重新导出；自己也可从 tiles/ 重新推算（交接指南）。",
      "Have it exported anew from the same ledger; what is in tiles/ still tells the books (guide "
      "hand-over.md)."}},
    {"unwitnessed",
     {"见证不足", "not witnessed"},
     {"条目与签名相符；但没有足够的见证人看过，别处是否另有一本账，无从得知。",
      "It is what was signed; but not enough witnesses saw it, so nobody knows whether another "
      "history is shown elsewhere."},
     {"向见证人查问他们见到的账本指纹；一直得不到见证的，按第3节上报。",
      "Ask the witnesses which checkpoint they saw; where none comes, report it (guide, 3)."}},
    {"unstamped",
     {"时间未得到证明", "time not attested"},
     {"条目与签名相符；但它写明的时间只是本系统自己的说法，或与时间戳矛盾。",
      "It is what was signed; but the time it states is the system's own word, or a time-stamp "
      "belies it."},
     {"向对方索取时间戳文件，或到授时机构查证；时间矛盾的按第3节上报。",
      "Ask for the time-stamps, or ask the authority; where times are belied, report it (guide, "
      "3)."}},
    {"unknown",
     {"本程序不认识", "not understood by this program"},
     {"签名相符，但这一条的规则无法检查。",
      "It is what was signed, but its rules cannot be checked."},
     {"换用与账本同版本或更新的审计工具。",
      "Use an audit tool as new as the program that wrote the ledger."}},
    {"unreadable",
     {"无法读取", "cannot be read"},
     {"这一段既不能说对，也不能说错。", "Of this part nothing can be said, for or against."},
     {"先复制一份再查磁盘；从备份读取这一段（指南第2节）。",
      "Make a copy, then look at the disk; read this part from a backup (guide, 2)."}},
}};

/// Damage to the chain itself, after which what follows may only follow from it.
bool is_damage(Damage damage) { return damage <= Damage::forked || damage == Damage::unreadable; }

std::string place_of(const Finding& finding, bool zh) {
  std::string place;
  if (finding.seq) {
    place = zh ? "第" + std::to_string(*finding.seq) : std::to_string(*finding.seq);
    if (finding.last && *finding.last != *finding.seq) {
      place += (zh ? "至" : " to ") + std::to_string(*finding.last);
    }
    place = zh ? place + "号" : "entry " + place;
  }
  if (!finding.kind.empty()) place += " (" + finding.kind + ", " + finding.time + ")";
  if (!finding.where.empty()) place += (place.empty() ? "" : " ") + finding.where;
  return place.empty() ? (zh ? "账本" : "ledger") : place;
}

}  // namespace

std::string_view damage_name(Damage damage) {
  return kRows.at(static_cast<std::size_t>(damage)).name;
}

Sentence damage_sentence(Damage damage) {
  return kRows.at(static_cast<std::size_t>(damage)).sentence;
}

Sentence damage_consequence(Damage damage) {
  return kRows.at(static_cast<std::size_t>(damage)).consequence;
}

Sentence damage_advice(Damage damage) { return kRows.at(static_cast<std::size_t>(damage)).advice; }

void Findings::add(Finding finding) {
  ++total_;
  const std::uint64_t count = ++counts_[finding.damage];
  if (is_damage(finding.damage) && finding.seq &&
      (!first_damaged_ || *finding.seq < *first_damaged_)) {
    first_damaged_ = finding.seq;
  }
  if (count <= kFindingsKeptMax) kept_.push_back(std::move(finding));
}

std::uint64_t Findings::count(Damage damage) const {
  const auto it = counts_.find(damage);
  return it == counts_.end() ? 0 : it->second;
}

void Findings::sort() {
  std::stable_sort(kept_.begin(), kept_.end(), [](const Finding& a, const Finding& b) {
    return a.seq.value_or(static_cast<Seq>(kIntMax)) < b.seq.value_or(static_cast<Seq>(kIntMax));
  });
}

void Findings::name_entries(const std::function<std::optional<Entry>(Seq)>& entry_at) {
  for (Finding& finding : kept_) {
    // Where a checkpoint is meant, the number is its size; derived rows are not one entry's.
    const bool is_entry =
        finding.damage != Damage::forged && finding.damage != Damage::projection_differs;
    if (!finding.seq || !is_entry) continue;
    const std::optional<Entry> entry = entry_at(*finding.seq);
    if (!entry) continue;
    finding.time = entry->time.text();
    finding.kind = entry->kind->name;
  }
}

std::string to_text(const Finding& finding, bool zh) {
  const Sentence sentence = damage_sentence(finding.damage);
  std::string text = "[" + std::string(damage_name(finding.damage)) + "] " + place_of(finding, zh) +
                     (zh ? "：" : ": ");
  text += zh ? sentence.zh : sentence.en;
  if (finding.rule) {
    const Sentence rule = code_sentence(*finding.rule);
    text += zh ? "，规则 " : ", rule ";
    text += std::string(code_name(*finding.rule)) + (zh ? "（" : " (");
    text += zh ? rule.zh : rule.en;
    text += zh ? "）" : ")";
  }
  if (!finding.expected.empty()) {
    text += (zh ? "；应为 " : "; expected ") + finding.expected;
  }
  if (!finding.found.empty()) text += (zh ? "；实为 " : "; found ") + finding.found;
  if (finding.follows) text += zh ? "（可能由前面的问题引起）" : " (may follow from the above)";
  return text;
}

}  // namespace mingzhang::audit
