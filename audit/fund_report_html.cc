#include <fmt/format.h>

#include <map>

#include "audit/chart.h"
#include "audit/fund_report_page.h"
#include "audit/fund_report_words.h"
#include "audit/html.h"
#include "terminal/text.h"

namespace mingzhang::audit {
namespace {

constexpr std::string_view kStyle = R"css(
:root{--ink:#1d2733;--soft:#5a6675;--line:#d5dbe2;--in:#2f7d5b;--out:#b4532a;--paper:#fff}
*{box-sizing:border-box}
body{margin:0 auto;max-width:62rem;padding:1.5rem;color:var(--ink);background:var(--paper);
font:15px/1.6 "Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei","PingFang SC",sans-serif}
h1{font-size:1.6rem;margin:.2rem 0}h2{font-size:1.3rem;margin:2.2rem 0 .4rem;
border-bottom:2px solid var(--ink);padding-bottom:.2rem}
h3{font-size:1.05rem;margin:1.6rem 0 .4rem}p{margin:.4rem 0}
.soft{color:var(--soft);font-size:.88rem}
.verdict{padding:.6rem .9rem;border:1px solid var(--in);border-left-width:6px;font-weight:600}
.verdict.bad{border-color:#b00020;color:#b00020}
table{border-collapse:collapse;width:100%;margin:.5rem 0}caption{text-align:left;font-weight:600}
th,td{padding:.28rem .5rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top;
overflow-wrap:anywhere}
thead{display:table-header-group}
th{border-bottom-color:var(--ink);font-weight:600;white-space:nowrap}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.sum td{font-weight:600;border-top:1px solid var(--ink)}
.pair{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:1.2rem;align-items:start}
svg{width:100%;max-width:34rem;height:auto;margin:.6rem 0;
font:13px "Noto Sans CJK SC","Microsoft YaHei",sans-serif}
svg text{fill:var(--ink)}.in{fill:var(--in)}.out{fill:var(--out)}.axis{fill:var(--line)}
tr,svg{break-inside:avoid}h2,h3,h2+p,caption{break-after:avoid}
@media(max-width:46rem){.pair{grid-template-columns:1fr}}
@page{size:A4;margin:15mm}
@media print{body{max-width:none;padding:0;font-size:10.5pt}
.pair{display:block}.pair svg{max-width:28rem}
.in,.out,.axis{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
)css";

/// Writes the page in one language.
class ReportPage {
 public:
  explicit ReportPage(bool zh) : zh_(zh) {}

  std::string_view say(std::string_view zh, std::string_view en) const { return zh_ ? zh : en; }
  template <class T>
  std::string word(T of) const {
    return std::string(audit::say(word_of(of), zh_));
  }
  void heading(int level, std::string_view text) {
    out += fmt::format("<h{0}>{1}</h{0}>\n", level, escaped(text));
  }
  void text(std::string_view sentence, std::string_view kind = {}) {
    out += fmt::format("<p{}>{}</p>\n", kind.empty() ? "" : fmt::format(" class=\"{}\"", kind),
                       escaped(sentence));
  }
  /// A table, or a sentence where there is nothing.
  void table(const HtmlTable& table) {
    if (table.empty()) return text(say("没有。", "None."));
    out += table.text();
  }
  void beside(const std::string& chart, const HtmlTable& table) {
    out +=
        "<div class=\"pair\">\n<div>" + chart + "</div>\n<div>" + table.text() + "</div>\n</div>\n";
  }
  bool zh() const { return zh_; }

  std::string out;

 private:
  const bool zh_;
};

std::string day_text(const std::optional<Date>& day) { return day ? day->text() : "—"; }
std::string named(std::string_view title, const Id& code) {
  return title.empty() ? code.str() : std::string(title);
}
std::string purpose_text(const ReportPage& page, const PoolUse& pool) {
  std::string text = page.word(pool.source) + " · " + page.word(pool.purpose.type);
  if (pool.purpose.code) text += " " + named(pool.title, *pool.purpose.code);
  return text;
}

// --- What came and what went ---

void balance_rows(const FundUse& use, const ReportPage& page, HtmlTable& table) {
  const auto row = [&](const std::string& label, auto of, bool strong) {
    std::vector<std::string> cells{label};
    std::int64_t total = 0;
    for (const mingzhang::Source source : {mingzhang::Source::donation, mingzhang::Source::gov}) {
      const auto it = use.sources.find(source);
      const std::int64_t fen = it == use.sources.end() ? 0 : of(it->second);
      cells.push_back(to_yuan(fen));
      total += fen;
    }
    cells.push_back(to_yuan(total));
    table.row(cells, strong);
  };
  row(
      std::string(page.say("期初余额", "Opening balance")),
      [](const SourceUse& one) { return one.opening; }, true);
  for (std::size_t i = 0; i < kFlowKinds; ++i) {
    const auto kind = static_cast<FlowKind>(i);
    row((is_inflow(kind) ? "+ " : "− ") + page.word(kind),
        [&](const SourceUse& one) {
          const auto flow = one.flows.find(kind);
          return flow == one.flows.end() ? 0 : flow->second.fen;
        },
        false);
  }
  row(
      std::string(page.say("期末余额", "Closing balance")),
      [](const SourceUse& one) { return one.closing; }, true);
}

void write_balance(const FundUse& use, ReportPage& page) {
  page.heading(3, page.say("一、收支与余额（元）", "1. Money in and out (yuan)"));
  HtmlTable table("", {page.say("项目", "item"), page.say(">捐赠", ">donations"),
                       page.say(">财政", ">government"), page.say(">合计", ">total")});
  balance_rows(use, page, table);
  page.table(table);
  std::int64_t other = 0;
  for (const auto& [source, one] : use.sources) {
    other += one.other_month_fen;
    if (one.adds_up()) continue;
    page.text(fmt::format(
                  fmt::runtime(page.say("{}资金收支不平：按条目推算期末应为 {} 元，账面为 {} 元。",
                                        "{} do not add up: by the entries {} yuan should be "
                                        "left, the books have {}.")),
                  page.word(source), to_yuan(one.expected()), to_yuan(one.closing)),
              "verdict bad");
  }
  if (use.adds_up()) {
    page.text(page.say("期初余额加收入减支出等于期末余额，与账面一致。",
                       "Opening balance plus money in less money out is the closing balance of "
                       "the books."));
  }
  page.text(fmt::format(
                fmt::runtime(page.say(
                    "按录入日期汇总；收入在会计确认后计入。其中记账日期在其他月份的 {} 元。余额含"
                    "已批待付，含银行退汇待重发 {} 元；另有待确认收入 {} 笔 {} 元，不在余额内。",
                    "By the day of entry; income counts once it is confirmed. Of it, {} yuan are "
                    "booked in other months. Balances hold what is approved and not yet paid, and "
                    "{} yuan that the bank sent back; {} incomes of {} yuan wait for confirmation "
                    "and are not in them.")),
                to_yuan(other), to_yuan(use.held.fen), grouped(use.unconfirmed.count),
                to_yuan(use.unconfirmed.fen)),
            "soft");
}

void write_months(const FundUse& use, ReportPage& page) {
  if (use.months.empty()) return;
  std::vector<Columns> columns;
  HtmlTable table("",
                  {page.say("月份", "month"), page.say(">收入", ">in"), page.say(">支出", ">out")});
  const Month last = use.months.rbegin()->first;
  for (Month month = use.months.begin()->first; month <= last; ++month.count) {
    const auto it = use.months.find(month);
    const MonthUse one = it == use.months.end() ? MonthUse{} : it->second;
    columns.push_back({month.text(), one.in, one.out});
    table.row({month.text(), to_yuan(one.in), to_yuan(one.out)});
  }
  page.heading(3, page.say("二、各月收支（元）", "2. Month by month (yuan)"));
  page.beside(
      column_chart(page.say("各月收支", "Money in and out by month"),
                   page.say("每月收入和支出，数字见旁边的表",
                            "In and out in each month; the table beside it has the numbers"),
                   page.say("收入", "in"), page.say("支出", "out"), columns),
      table);
}

// --- What it was spent on ---

class AidTable {
 public:
  AidTable(const ReportPage& page, std::string_view head)
      : table_("", {head, page.say(">户数", ">households"), page.say(">笔数", ">payments"),
                    page.say(">金额", ">yuan")}) {}
  void add(const std::string& label, const AidUse& use) {
    bars_.push_back({label, use.paid.fen});
    table_.row(
        {label, grouped(use.households.size()), grouped(use.paid.count), to_yuan(use.paid.fen)});
  }
  void write(ReportPage& page, std::string_view title) const {
    page.heading(3, title);
    if (table_.empty()) return page.table(table_);
    page.beside(
        bar_chart(title, page.say("数字见旁边的表", "The table beside it has the numbers"), bars_),
        table_);
  }

 private:
  HtmlTable table_;
  std::vector<Bar> bars_;
};

void write_aid(const FundUse& use, ReportPage& page) {
  AidTable causes(page, page.say("救助事由", "cause"));
  for (const auto& [code, part] : use.causes) causes.add(named(part.title, code), part);
  causes.write(page, page.say("三、救助支出：按事由（元）", "3. Aid by cause (yuan)"));
  AidTable paths(page, page.say("审批方式", "who decided"));
  for (const auto& [path, part] : use.paths) paths.add(page.word(path), part);
  paths.write(page, page.say("四、救助支出：按审批方式（元）", "4. Aid by who decided (yuan)"));
  AidTable counties(page, page.say("县（市）区", "county"));
  for (const auto& [code, part] : use.counties) counties.add(named(part.title, code), part);
  counties.write(page, page.say("五、救助支出：按县（市）区（元）", "5. Aid by county (yuan)"));
  const VillageUse villages = village_use(use);
  AidTable rows(page, page.say("行政村", "village"));
  for (const auto& [code, part] : villages.told) rows.add(named(part->title, code), *part);
  if (villages.others > 0) {
    rows.add(fmt::format(fmt::runtime(page.say("其他{}个村（各不足{}户）",
                                               "{} other villages (below {} households each)")),
                         villages.others, kVillageHouseholdsMin),
             villages.rest);
  }
  rows.write(page, page.say("六、救助支出：按村（元）", "6. Aid by village (yuan)"));
  page.text(page.say("以上已减去银行退回的款项；不足3户的村合并列示，以免看出是哪一家。",
                     "Less what the bank sent back; villages with fewer than three households are "
                     "told together, so that no family can be made out."),
            "soft");
}

void write_pools(const FundUse& use, ReportPage& page) {
  page.heading(3, page.say("七、期末未用：按资金来源和用途（元）",
                           "7. Not spent at the end, by source and purpose (yuan)"));
  HtmlTable table("", {page.say("来源和用途", "source and purpose"), page.say(">期初", ">opening"),
                       page.say(">期末", ">closing"), page.say(">已批待付", ">approved"),
                       page.say(">可用", ">free")});
  std::vector<Bar> bars;
  for (const PoolUse& pool : use.pools) {
    const std::string label = purpose_text(page, pool);
    bars.push_back({label, pool.closing});
    table.row({label, to_yuan(pool.opening), to_yuan(pool.closing), to_yuan(pool.reserved),
               to_yuan(pool.closing - pool.reserved)});
  }
  if (!bars.empty()) {
    page.out += bar_chart(page.say("期末未用", "Not spent at the end"),
                          page.say("数字见下表", "The table below has the numbers"), bars);
  }
  page.table(table);
}

// --- What is to be looked at ---

void write_large(const FundUse& use, ReportPage& page) {
  page.heading(3,
               page.say("八、超过单人审批限额的审批", "8. Awards above the limit of one approver"));
  HtmlTable table(
      "", {page.say("账序号", "entry"), page.say("日期", "day"), page.say("救助事由", "cause"),
           page.say("审批方式", "who decided"), page.say(">金额（元）", ">yuan")});
  for (const LargeAward& award : use.large) {
    const auto it = use.causes.find(award.cause);
    table.row({std::to_string(award.seq), award.day.text(),
               named(it == use.causes.end() ? "" : it->second.title, award.cause),
               page.word(award.path), to_yuan(award.fen)});
  }
  page.table(table);
}

void write_urgent(const FundUse& use, ReportPage& page) {
  page.heading(3, page.say("九、先行救助及补办手续", "9. Urgent aid and its ratification"));
  HtmlTable table(
      "", {page.say("账序号", "entry"), page.say("批准", "granted"), page.say("放行", "released"),
           page.say("补办期限", "due"), page.say("补办", "ratified"), page.say("结果", "outcome"),
           page.say(">金额（元）", ">yuan")});
  for (const UrgentAward& award : use.urgent) {
    table.row({std::to_string(award.seq), award.day.text(), day_text(award.released),
               day_text(award.due), day_text(award.decided), page.word(award.end),
               to_yuan(award.fen)});
  }
  page.table(table);
}

void write_disclosures(const FundUse& use, ReportPage& page) {
  page.heading(3, page.say("十、应公开信息的日期", "10. Days on which to publish"));
  std::string days;
  for (const Date day : use.disclosures) days += (days.empty() ? "" : ", ") + day.text();
  if (days.empty()) return page.text(page.say("本期没有。", "None in this period."));
  page.text(days);
  page.text(
      page.say("慈善法第七十九条：项目超过六个月的，每三个月公开一次（自基金设立日起算）。账本尚不"
               "记载何时公开，请向基金核实。",
               "Charity Law art. 79: every three months, counted from the opening of the "
               "fund. The ledger does not yet record what was published: ask the fund."),
      "soft");
}

void write_fund(const FundUse& use, ReportPage& page) {
  page.heading(2, named(use.title, use.fund));
  write_balance(use, page);
  write_months(use, page);
  write_aid(use, page);
  write_pools(use, page);
  write_large(use, page);
  write_urgent(use, page);
  write_disclosures(use, page);
}

std::string entries_of(const std::vector<const Doubt*>& doubts) {
  constexpr std::size_t kShownMax = 12;
  std::string text;
  std::size_t shown = 0;
  for (const Doubt* const doubt : doubts) {
    for (const Seq seq : doubt->entries) {
      if (++shown > kShownMax) return text + " …";
      text += (text.empty() ? "" : ", ") + std::to_string(seq);
    }
  }
  return text;
}

void write_doubts(const Examiner& examiner, const Id& only, ReportPage& page) {
  page.heading(2, page.say("疑点", "Doubts"));
  std::map<Sign, std::vector<const Doubt*>> by_sign;
  for (const Doubt* const doubt : doubts_of(examiner, only)) by_sign[doubt->sign].push_back(doubt);
  HtmlTable table("", {page.say("编号", "no."), page.say("疑点", "doubt"),
                       page.say(">处数", ">count"), page.say(">金额（元）", ">yuan"),
                       page.say("账序号", "entries"), page.say("下一步", "next")});
  std::string none;
  for (std::size_t i = 0; i < sign_specs().size(); ++i) {
    const SignSpec& spec = sign_specs()[i];
    const auto it = by_sign.find(static_cast<Sign>(i));
    if (it == by_sign.end()) {
      none += (none.empty() ? "" : page.say("；", "; "));
      none += page.zh() ? spec.what.zh : spec.what.en;
      continue;
    }
    Total fen;
    for (const Doubt* const doubt : it->second) fen.add(doubt->fen);
    table.row({std::string(spec_of(spec.doubt).name),
               std::string(page.zh() ? spec.what.zh : spec.what.en), grouped(it->second.size()),
               fen.fen() == 0 ? "" : to_yuan(fen.fen()), entries_of(it->second),
               std::string(page.zh() ? spec.next.zh : spec.next.en)});
  }
  page.text(
      fmt::format(fmt::runtime(page.say(
                      "截至 {}，不限于本期。疑点是要问的事，不等于违规；逐条见 "
                      "mingzhang-audit examine。",
                      "As of {}, of any period. A doubt is to be asked about; it is not yet a "
                      "fault. One by one: mingzhang-audit examine.")),
                  day_text(examiner.as_of())));
  page.table(table);
  if (!none.empty()) {
    page.text(std::string(page.say("查过而没有的：", "Looked for and not there: ")) + none +
                  std::string(page.say("。", ".")),
              "soft");
  }
}

}  // namespace

std::string fund_report_html(const Report& verified, const FundReporter& reporter,
                             const Examiner& examiner, const Id& only, bool zh) {
  ReportPage page(zh);
  const std::string_view title = page.say("基金使用情况报告", "Use of the fund's money");
  const Period& period = reporter.period();
  page.heading(1, title);
  page.text(verdict_line(verified, zh), verified.findings.empty() ? "verdict" : "verdict bad");
  page.text(fmt::format(fmt::runtime(page.say("期间：{} 至 {}", "Period: {} to {}")),
                        period.from.text(), period.to.text()));
  page.text(fmt::format(fmt::runtime(page.say("账本 {}；本报告取自账序号 0 至 {}。",
                                              "Ledger {}; this report is of entries 0 to {}.")),
                        verified.origin, reporter.last().value_or(0)),
            "soft");
  const std::vector<const FundUse*> funds = reporter.funds();
  for (const FundUse* const use : funds) write_fund(*use, page);
  if (funds.empty()) page.text(page.say("本期没有资金往来，也没有余额。", "No money moved."));
  write_doubts(examiner, only, page);
  return html_page(zh ? "zh-CN" : "en", title, kStyle, page.out);
}

}  // namespace mingzhang::audit
