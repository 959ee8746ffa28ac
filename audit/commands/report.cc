#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "audit/commands/any_source.h"
#include "audit/fund_report_page.h"

namespace mingzhang::audit {
namespace {

struct ReportArguments {
  AnySource source;
  std::string from;
  std::string to;
  std::string fund;
  std::string format = "html";
  std::string out;
};

void write_out(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (!file) throw std::runtime_error("cannot write " + path);
}

int run_report(const Context& context, const ReportArguments& arguments) {
  const Period period{*Date::parse(arguments.from), *Date::parse(arguments.to)};
  if (period.to < period.from) {
    fmt::print(stderr, "mingzhang-audit: the period ends before it begins\n");
    return kUsage;
  }
  const Id only(arguments.fund);
  FundReporter reporter(period, only);
  Examiner examiner({period.to, true, ExamineOptions::kIdleMonths});
  const Report verified = verify_watched(context, arguments.source, {&reporter, &examiner});
  if (!only.empty() && !reporter.knows(only)) {
    throw std::runtime_error("there is no fund " + arguments.fund);
  }
  const std::string text = arguments.format == "json"
                               ? fund_report_json(verified, reporter, examiner, only)
                               : fund_report_html(verified, reporter, examiner, only, context.zh());
  if (arguments.out.empty()) {
    fmt::print("{}", text);
  } else {
    write_out(arguments.out, text);
    fmt::print(stderr, "{}\n", verdict_line(verified, context.zh()));
  }
  const auto funds = reporter.funds();
  const bool adds_up =
      std::all_of(funds.begin(), funds.end(), [](const FundUse* use) { return use->adds_up(); });
  return verified.findings.empty() && adds_up ? kSound : kFindings;
}

}  // namespace

void add_report(CLI::App& app, Context& context) {
  auto arguments = std::make_shared<ReportArguments>();
  CLI::App* const command = app.add_subcommand(
      "report",
      "Verify the ledger and report what became of its money in a period: one page of HTML without "
      "scripts, or JSON. Exit: 0 verified and every sum adds up (doubts are listed in it), 1 not, "
      "3 unreadable.");
  add_any_source(*command, arguments->source);
  command->add_option("--from", arguments->from, "the first day")->required()->check(day_error);
  command->add_option("--to", arguments->to, "the last day")->required()->check(day_error);
  command->add_option("--fund", arguments->fund, "one fund; default: each by itself")
      ->check(
          [](const std::string& text) { return is_id(text) && text.size() <= 23 ? "" : "no id"; });
  command->add_option("--format", arguments->format, "html or json")
      ->check(CLI::IsMember({"html", "json"}));
  command->add_option("--out", arguments->out, "file to write; default: standard output");
  command->callback([&context, arguments] {
    context.run = [&context, arguments] { return run_report(context, *arguments); };
  });
}

}  // namespace mingzhang::audit
