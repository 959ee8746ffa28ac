#include <fmt/format.h>

#include <map>

#include "audit/follow.h"
#include "audit/kind_title.h"
#include "terminal/text.h"

namespace mingzhang::audit {
namespace {

/// A person reads so many lines; the rest is in the JSON.
constexpr std::size_t kHopLinesMax = 400;

constexpr std::array<Sentence, 14> kBecame{{
    {"已发放", "paid out"},
    {"退汇，待重新发放", "sent back by the bank, to be paid again"},
    {"已退还捐赠人", "refunded to the giver"},
    {"垫付其他捐赠的退款", "used to refund another gift"},
    {"已冲销", "reversed"},
    {"已拨付，对方尚未入账", "sent to another fund, not confirmed there"},
    {"尚未使用（可用或已预留）", "not spent (free or reserved)"},
    {"待入账确认", "not confirmed yet"},
    {"已作废", "cancelled before it was confirmed"},
    {"来自", "from"},
    {"来自其他账本", "from another ledger"},
    {"转入专项余额", "came in again"},
    {"拨付", "transferred"},
    {"去向不明，见下", "lost: see below"},
}};

/// What lets money in again is called by what it did, not by its kind.
struct MoneyTitle {
  std::string_view name;
  Sentence title;
};
constexpr std::array<MoneyTitle, 2> kMoneyTitles{{
    {"aid.returned", {"退汇核减", "payment sent back for good"}},
    {"case.ratified", {"未予追认", "urgent aid not ratified"}},
}};

class FollowPage {
 public:
  explicit FollowPage(Language language) : language_(language) {}

  std::string said(const Sentence& sentence) const {
    return std::string(pick(language_, sentence.zh, sentence.en));
  }
  std::string said(std::string_view zh, std::string_view en) const {
    return said(Sentence{zh, en});
  }
  std::string yuan(std::int64_t fen) const {
    return to_yuan(fen) + std::string(pick(language_, "元", " yuan"));
  }
  std::string title(const Kind* kind) const {
    for (const MoneyTitle& known : kMoneyTitles) {
      if (kind != nullptr && known.name == kind->name) return said(known.title);
    }
    return kind_title(kind, language_);
  }
  std::string place(Seq seq) const {
    return zh() ? fmt::format("第{}号", seq) : fmt::format("entry {}", seq);
  }
  bool zh() const { return language_ == Language::zh; }

 private:
  Language language_;
};

/// "50.00元 已发放 第80号发放 救助申请c1 家庭h1 已签收".
std::string line_of(const FollowPage& page, const Hop& hop) {
  std::string text = page.yuan(hop.fen) + "  ";
  text += page.said(kBecame.at(static_cast<std::size_t>(hop.became)));
  if (hop.entry) text += page.zh() || hop.became == Became::given ? " " : ", ";
  if (hop.entry) {
    text += page.zh() ? page.place(*hop.entry) + page.title(hop.kind)
                      : fmt::format("{} (entry {})", page.title(hop.kind), *hop.entry);
  }
  if (!hop.case_id.empty()) text += page.said(" 救助申请", ", case ") + hop.case_id.str();
  if (!hop.household.empty()) text += page.said(" 家庭", ", household ") + hop.household.str();
  if (hop.became == Became::paid) {
    text += hop.delivered ? page.said(" 已签收", ", signed for")
                          : page.said(" 未签收", ", not signed for");
  }
  return text + "\n";
}

void add_lines(const FollowPage& page, const std::vector<Hop>& hops, std::size_t depth,
               std::size_t& lines, std::string& text) {
  for (const Hop& hop : hops) {
    if (++lines <= kHopLinesMax) text += std::string(2 + 2 * depth, ' ') + line_of(page, hop);
    add_lines(page, hop.hops, depth + 1, lines, text);
  }
}

/// How much became of it in all, sort by sort.
std::string sums(const FollowPage& page, const Trace& trace) {
  std::map<Became, std::int64_t> sums;
  for (const Hop* const leaf : leaves_of(trace.hops)) sums[leaf->became] += leaf->fen;
  std::vector<std::pair<std::string, std::string>> lines;
  for (const auto& [became, fen] : sums) {
    const bool given = became == Became::given;
    lines.emplace_back(given ? page.said("捐赠和财政资金", "gifts and government money")
                             : page.said(kBecame.at(static_cast<std::size_t>(became))),
                       page.yuan(fen));
  }
  return aligned(lines);
}

std::string paragraph_of(const FollowPage& page, const Trace& trace) {
  std::string text =
      trace.way == Way::forward
          ? page.said("资金去向（按先进先出归集）：", "Attributed to (first in, first out):")
          : page.said("资金来源（按先进先出归集）：", "Attributed from (first in, first out):");
  text += "\n";
  std::size_t lines = 0;
  add_lines(page, trace.hops, 0, lines, text);
  if (lines > kHopLinesMax) {
    text += fmt::format("  … {} {}\n", grouped(lines - kHopLinesMax),
                        page.said("行未显示，见 --format json", "more lines: see --format json"));
  }
  text += sums(page, trace);
  if (trace.returned > 0) {
    text +=
        page.said("其中银行退回：", "sent back by the bank: ") + page.yuan(trace.returned) + "\n";
  }
  return text;
}

std::string asked(const FollowPage& page, const Followed& followed) {
  std::string text;
  if (followed.seq) {
    text = page.zh() ? page.place(*followed.seq) + page.title(followed.kind)
                     : fmt::format("{} (entry {})", page.title(followed.kind), *followed.seq);
  } else {
    text = page.said("救助申请", "case ") + followed.case_id.str();
  }
  if (followed.gift) {
    text += fmt::format(" {}/{}/{}", followed.gift->fund.view(), followed.gift->year,
                        followed.gift->number);
  }
  if (!followed.traces.empty()) text += "  " + page.yuan(followed.traces.front().fen);
  return text + "\n";
}

/// The donor's sentence.
std::string company_text(const FollowPage& page, const Company& company) {
  if (company.households == 0) {
    return page.said("这笔捐赠还没有归集到任何救助。\n",
                     "No aid is attributed to this gift yet.\n");
  }
  const std::string others = grouped(company.other_gifts);
  const std::string households = grouped(company.households);
  if (page.zh()) {
    return company.other_gifts == 0
               ? fmt::format("按先进先出归集，这笔捐赠救助了{}户。\n", households)
               : fmt::format("按先进先出归集，这笔捐赠与其他{}笔捐款一起，救助了{}户。\n", others,
                             households);
  }
  const std::string whom = households + (company.households == 1 ? " household" : " households");
  if (company.other_gifts == 0) {
    return fmt::format("First in, first out, the help of {} is attributed to this gift.\n", whom);
  }
  return fmt::format(
      "First in, first out, the help of {} is attributed to this gift and {} other{}.\n", whom,
      others, company.other_gifts == 1 ? "" : "s");
}

std::string paragraph_of(const FollowPage& page, const RowDamage& damage) {
  constexpr std::array<Sentence, 6> kFaults{{
      {"缺失", "missing"},
      {"与其他记录不符", "does not agree with the others"},
      {"无法读取", "cannot be read"},
      {"合计不符", "its parts do not make up the whole"},
      {"先后颠倒", "money was taken before it came"},
      {"超出限度", "more than a sound ledger has"},
  }};
  std::string text = fmt::format("[{}] {}", damage.row,
                                 page.said(kFaults.at(static_cast<std::size_t>(damage.fault))));
  if (damage.fault == RowFault::sum_differs) {
    text +=
        page.zh()
            ? fmt::format("：应为{}，实为{}", page.yuan(damage.expected), page.yuan(damage.found))
            : fmt::format(": {} of {}", page.yuan(damage.found), page.yuan(damage.expected));
  }
  return text + "\n";
}

std::string verdict(const FollowPage& page, const Followed& followed) {
  if (followed.holds()) {
    return page.said("结论：每一分都对得上。是否有人改动过账本，由 verify 核验。\n",
                     "Verdict: every fen is accounted for. Whether the ledger was altered, verify "
                     "tells.\n");
  }
  return page.zh()
             ? fmt::format("结论：对不上，{}处记录有误；请用 verify 核验整本账。\n",
                           followed.damages.size())
             : fmt::format("Verdict: it does not add up; {} rows are wrong. Verify the ledger.\n",
                           followed.damages.size());
}

}  // namespace

std::string to_text(const Followed& followed, Language language) {
  const FollowPage page(language);
  std::string text = asked(page, followed);
  for (const Trace& trace : followed.traces) text += paragraph_of(page, trace);
  if (followed.company) text += company_text(page, *followed.company);
  for (const RowDamage& damage : followed.damages) text += paragraph_of(page, damage);
  return text + verdict(page, followed);
}

}  // namespace mingzhang::audit
