#include "audit/examine.h"

#include <fmt/format.h>

#include "audit/commands/any_source.h"

namespace mingzhang::audit {
namespace {

struct ExamineArguments {
  AnySource source;
  std::string as_of;
  int idle_months = ExamineOptions::kIdleMonths;
  std::string format = "text";
  bool list = false;
};

int run_examine(const Context& context, const ExamineArguments& arguments) {
  if (arguments.list) {
    fmt::print("{}", doubt_list(context.zh()));
    return kSound;
  }
  if (arguments.source.source.empty()) {
    fmt::print(stderr, "mingzhang-audit: SOURCE is required\n");
    return kUsage;
  }
  Examiner examiner({Date::parse(arguments.as_of), false, arguments.idle_months});
  const Report report = verify_watched(context, arguments.source, {&examiner});
  fmt::print("{}", arguments.format == "json" ? examination_json(report, examiner)
                                              : examination_text(report, examiner, context.zh()));
  return report.findings.empty() && examiner.doubts().empty() ? kSound : kFindings;
}

}  // namespace

void add_examine(CLI::App& app, Context& context) {
  auto arguments = std::make_shared<ExamineArguments>();
  CLI::App* const command = app.add_subcommand(
      "examine",
      "Verify the ledger and look for what an auditor would ask about (A01 to A27): overdue "
      "papers, "
      "split amounts, shared accounts, late entries, idle money. Exit: 0 none, 1 doubts or "
      "findings, 3 unreadable.");
  add_any_source(*command, arguments->source, false);
  command
      ->add_option("--as-of", arguments->as_of,
                   "the ledger as it stood at the end of this day; default: of its last entry's")
      ->check(day_error);
  command
      ->add_option("--idle-months", arguments->idle_months,
                   "money that no aid was paid from for longer is idle; default: 6")
      ->check(CLI::Range(1, 1200));
  command->add_option("--format", arguments->format, "text or json")
      ->check(CLI::IsMember({"text", "json"}));
  command->add_flag("--list", arguments->list,
                    "print what is asked, and how each question is answered, and stop");
  command->callback([&context, arguments] {
    context.run = [&context, arguments] { return run_examine(context, *arguments); };
  });
}

}  // namespace mingzhang::audit
