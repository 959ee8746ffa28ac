#include "audit/finding.h"

#include <algorithm>

namespace mingzhang::audit {
namespace {

struct Row {
  std::string_view name;
  Sentence sentence;
};

constexpr std::array<Row, 12> kRows{{
    {"altered", {"被改动", "altered"}},
    {"missing", {"缺失", "missing"}},
    {"inserted", {"被插入", "inserted"}},
    {"reordered", {"次序被调换", "out of its place"}},
    {"truncated", {"尾部被截去", "cut off at the end"}},
    {"forked", {"与留存的账本指纹不符", "another history than the kept checkpoint"}},
    {"forged", {"账本指纹的签名不符", "the checkpoint is not what the log signed"}},
    {"rule_broken", {"违反规则", "breaks a rule"}},
    {"projection_differs", {"与条目推算的结果不符", "is not what the entries yield"}},
    {"details_differ", {"保密信息与承诺值不符", "details are not what was committed to"}},
    {"unknown", {"本程序不认识", "not understood by this program"}},
    {"unreadable", {"无法读取", "cannot be read"}},
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

std::string to_text(const Finding& finding, bool zh) {
  const Sentence sentence = damage_sentence(finding.damage);
  std::string text = "[" + std::string(damage_name(finding.damage)) + "] " + place_of(finding, zh) +
                     (zh ? ":" : ": ");
  text += zh ? sentence.zh : sentence.en;
  if (finding.rule) {
    const Sentence rule = code_sentence(*finding.rule);
    text += zh ? ",规则 " : ", rule ";
    text += std::string(code_name(*finding.rule)) + (zh ? "(" : " (");
    text += zh ? rule.zh : rule.en;
    text += zh ? ")" : ")";
  }
  if (!finding.expected.empty()) {
    text += (zh ? ";应为 " : "; expected ") + finding.expected;
  }
  if (!finding.found.empty()) text += (zh ? ";实为 " : "; found ") + finding.found;
  if (finding.follows) text += zh ? "(可能由前面的问题引起)" : " (may follow from the above)";
  return text;
}

}  // namespace mingzhang::audit
