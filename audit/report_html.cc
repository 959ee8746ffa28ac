#include <fmt/format.h>

#include <string_view>

#include "audit/html.h"
#include "audit/report_text.h"
#include "terminal/text.h"

namespace mingzhang::audit {
namespace {

constexpr std::string_view kVerdictStyle = R"css(
body{margin:0 auto;max-width:64rem;padding:1.5rem;color:#1d2733;background:#fff;
font:15px/1.6 "Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei","PingFang SC",sans-serif}
h1{font-size:1.5rem;margin:.2rem 0}h2{font-size:1.15rem;margin:1.8rem 0 .4rem}
.verdict{padding:.6rem .9rem;border:1px solid #2f7d5b;border-left-width:6px;font-weight:600}
.verdict.bad{border-color:#b00020;color:#b00020}
table{border-collapse:collapse;width:100%}
th,td{padding:.28rem .5rem;border-bottom:1px solid #d5dbe2;text-align:left;vertical-align:top;
overflow-wrap:anywhere}
thead{display:table-header-group}th{border-bottom-color:#1d2733;white-space:nowrap}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
li{margin:.2rem 0}tr{break-inside:avoid}h2{break-after:avoid}
@page{size:A4;margin:15mm}@media print{body{max-width:none;padding:0;font-size:10pt}}
)css";

std::string place(const Finding& finding) {
  if (!finding.seq) return "";
  const bool range = finding.last && *finding.last != *finding.seq;
  return range ? fmt::format("{} – {}", *finding.seq, *finding.last) : std::to_string(*finding.seq);
}

std::string what(const Finding& finding, bool zh) {
  std::string text(in_language(damage_sentence(finding.damage), zh));
  if (finding.rule) {
    text += fmt::format(": {} ({})", in_language(code_sentence(*finding.rule), zh),
                        code_name(*finding.rule));
  }
  if (finding.follows) text += zh ? "（可能由前面的问题引起）" : " (may follow from the above)";
  return text;
}

std::string table_of_findings(const Report& report, bool zh) {
  const std::vector<std::string_view> heads =
      zh ? std::vector<std::string_view>{">账序号", "种类与时间", "问题", "位置", "应为", "实为"}
         : std::vector<std::string_view>{">entry", "kind and time", "finding",
                                         "where",  "expected",      "found"};
  HtmlTable table("", heads);
  for (const Finding& finding : report.findings.kept()) {
    table.row({place(finding), finding.kind + " " + finding.time, what(finding, zh), finding.where,
               finding.expected, finding.found});
  }
  return table.text();
}

std::string list_of_lines(std::string_view text) {
  std::string list = "<ul>\n";
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    list += "<li>" + escaped(text.substr(0, end)) + "</li>\n";
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return list + "</ul>\n";
}

std::string heading(std::string_view text) { return fmt::format("<h2>{}</h2>\n", text); }

std::string two_columns(const Lines& lines, std::string_view left, std::string_view right) {
  HtmlTable table("", {left, right});
  for (const auto& [label, value] : lines) table.row({label, value});
  return table.text();
}

}  // namespace

std::string to_html(const Report& report, bool zh) {
  const std::string_view title = zh ? "账本核验报告" : "Verification of a ledger";
  const bool sound = report.findings.empty();
  std::string body = fmt::format("<h1>{}</h1>\n<p class=\"verdict{}\">{}</p>\n", title,
                                 sound ? "" : " bad", escaped(verdict(report, zh)));
  if (!sound) {
    body += heading(zh ? "含义与处理" : "What it means and what to do") +
            two_columns(meanings(report, zh), zh ? "性质" : "damage", zh ? "说明" : "meaning");
    body += heading(zh ? "发现的问题" : "Findings") + table_of_findings(report, zh);
    const std::uint64_t more = report.findings.total() - report.findings.kept().size();
    if (more > 0) {
      body += fmt::format("<p>{}</p>\n",
                          zh ? fmt::format("另有{}处。", more) : fmt::format("And {} more.", more));
    }
  }
  body += heading(zh ? "核验了什么" : "What was checked") +
          two_columns(checked_lines(report, zh), zh ? "项目" : "item", zh ? "结果" : "result");
  body += heading(zh ? "没有核验什么" : "What was not") + list_of_lines(not_checked(report, zh));
  return html_page(zh ? "zh-CN" : "en", title, kVerdictStyle, body);
}

}  // namespace mingzhang::audit
