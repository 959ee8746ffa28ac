#include "audit/doubt.h"

#include <fmt/format.h>

#include <algorithm>

namespace mingzhang::audit {
namespace {

constexpr DoubtSpec kDoubts[] = {
#define MZ_DOUBT(id, zh, en, law_zh, law_en, rules, open_zh, open_en) \
  {#id, {zh, en}, {law_zh, law_en}, rules, {open_zh, open_en}},
#define MZ_SIGN(...)
#include "audit/doubts.def"
#undef MZ_DOUBT
#undef MZ_SIGN
};

constexpr SignSpec kSigns[] = {
#define MZ_DOUBT(...)
#define MZ_SIGN(name, doubt, zh, en, next_zh, next_en) \
  {#name, DoubtId::doubt, {zh, en}, {next_zh, next_en}},
#include "audit/doubts.def"
#undef MZ_DOUBT
#undef MZ_SIGN
};

struct MarkRow {
  std::string_view name;
  Sentence sentence;
};
constexpr std::array<MarkRow, 8> kMarks{{{"count", {"次数", "times"}},
                                         {"day", {"日期", "day"}},
                                         {"due", {"期限", "due"}},
                                         {"expected", {"应为", "expected"}},
                                         {"found", {"实为", "found"}},
                                         {"households", {"户数", "households"}},
                                         {"limit", {"限额", "limit"}},
                                         {"since", {"自", "since"}}}};

std::string_view pick(const Sentence& sentence, bool zh) { return zh ? sentence.zh : sentence.en; }

std::string entries_text(const Doubt& doubt, bool zh) {
  std::string text;
  for (const Seq seq : doubt.entries) text += (text.empty() ? "" : ", ") + std::to_string(seq);
  if (doubt.count > doubt.entries.size()) {
    text += fmt::format(fmt::runtime(zh ? " 等{}笔" : " … {} in all"), doubt.count);
  }
  return text;
}

/// The signs by which a doubt is examined, comma separated.
std::string signs_of(DoubtId id) {
  std::string text;
  for (const SignSpec& sign : kSigns) {
    if (sign.doubt == id) text += (text.empty() ? "" : ", ") + std::string(sign.name);
  }
  return text;
}

}  // namespace

std::span<const DoubtSpec> doubt_specs() { return kDoubts; }
const DoubtSpec& spec_of(DoubtId id) { return kDoubts[static_cast<std::size_t>(id)]; }
std::span<const SignSpec> sign_specs() { return kSigns; }
const SignSpec& spec_of(Sign sign) { return kSigns[static_cast<std::size_t>(sign)]; }
std::string_view mark_name(Mark mark) { return kMarks.at(static_cast<std::size_t>(mark)).name; }
Sentence mark_sentence(Mark mark) { return kMarks.at(static_cast<std::size_t>(mark)).sentence; }

void Doubt::involve(Seq seq) {
  ++count;
  if (entries.size() < kDoubtEntriesMax) entries.push_back(seq);
}

void Doubts::add(Doubt doubt) {
  Sum& sum = sums_[doubt.sign];
  sum.fen = Total(sum.fen).add(doubt.fen).fen();
  if (++sum.count <= kKeptMax) kept_.push_back(std::move(doubt));
}

std::uint64_t Doubts::total() const {
  std::uint64_t total = 0;
  for (const auto& [sign, sum] : sums_) total += sum.count;
  return total;
}

void Doubts::sort() {
  const auto place = [](const Doubt& doubt) {
    return std::pair(doubt.sign, doubt.entries.empty() ? 0 : doubt.entries.front());
  };
  std::stable_sort(kept_.begin(), kept_.end(),
                   [&](const Doubt& a, const Doubt& b) { return place(a) < place(b); });
}

std::string doubt_list(bool zh) {
  std::string text;
  const auto line = [&](std::string_view label_zh, std::string_view label_en,
                        std::string_view value) {
    if (value.empty()) return;
    text += fmt::format("     {}{}\n", zh ? label_zh : label_en, value);
  };
  for (std::size_t i = 0; i < std::size(kDoubts); ++i) {
    const DoubtSpec& spec = kDoubts[i];
    text += fmt::format("{}  {}\n", spec.name, pick(spec.what, zh));
    line("依据：", "law: ", pick(spec.law, zh));
    line("verify 查：", "verify: ", spec.rules);
    line("examine 查：", "examine: ", signs_of(static_cast<DoubtId>(i)));
    line("账本没有：", "not in the ledger: ", pick(spec.open, zh));
  }
  return text;
}

std::string to_text(const Doubt& doubt, bool zh) {
  const SignSpec& sign = spec_of(doubt.sign);
  const DoubtSpec& spec = spec_of(sign.doubt);
  std::string text = fmt::format("[{} {}] {}\n", spec.name, sign.name, pick(sign.what, zh));
  const auto line = [&](std::string_view label_zh, std::string_view label_en,
                        std::string_view value) {
    if (value.empty()) return;
    text += fmt::format("    {}{}\n", zh ? label_zh : label_en, value);
  };
  line("基金：", "fund: ", doubt.fund.view());
  line("余额行：", "row: ", doubt.where);
  line("账序号：", "entries: ", entries_text(doubt, zh));
  if (doubt.fen != 0) line("金额（元）：", "yuan: ", to_yuan(doubt.fen));
  for (const auto& [mark, value] : doubt.marks) {
    const std::string_view label = pick(mark_sentence(mark), zh);
    text += fmt::format("    {}{}{}\n", label, zh ? "：" : ": ", value);
  }
  line("依据：", "law: ", pick(spec.law, zh));
  line("下一步：", "next: ", pick(sign.next, zh));
  return text;
}

}  // namespace mingzhang::audit
