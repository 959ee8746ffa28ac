#include "audit/diff.h"

#include <fmt/format.h>

#include "audit/commands/any_source.h"

namespace mingzhang::audit {
namespace {

struct DiffArguments {
  std::string older;
  std::string newer;
  AnySource source;
  std::string format = "text";
};

/// Both checkpoints opened with the log's key, in order; else the exit code.
std::expected<Between, int> open_both(const Context& context, const DiffArguments& arguments,
                                      const tlog::Verifier& log) {
  const auto older = open_kept(context, arguments.older, log);
  const auto newer = open_kept(context, arguments.newer, log);
  if (!older || !newer) return std::unexpected<int>(kFindings);
  if (older->checkpoint.size > newer->checkpoint.size) {
    return std::unexpected(refuse_order(context));
  }
  return Between{older->checkpoint, newer->checkpoint, {}};
}

int run_diff(const Context& context, const DiffArguments& arguments) {
  std::expected<Between, int> between = std::unexpected(kFindings);
  std::optional<Difference> difference;
  Report verified =
      verify_any(context, arguments.source,
                 [&](store::Store& store, const tlog::Verifier& verifier, bool entries_only) {
                   between = open_both(context, arguments, verifier);
                   if (!between) return Report{};
                   difference.emplace(between->older.size, between->newer.size);
                   return verify_store_watched(context, store, verifier, entries_only,
                                               {&*difference}, {between->older, between->newer});
                 });
  if (!between) return between.error();
  verified.findings.sort();
  between->verified = std::move(verified);
  fmt::print("{}", arguments.format == "json" ? to_json(*between, *difference)
                                              : to_text(*between, *difference, context.language));
  const bool good =
      between->proved() && between->verified.findings.empty() && difference->adds_up();
  return good ? kSound : kFindings;
}

}  // namespace

void add_diff(CLI::App& app, Context& context) {
  auto arguments = std::make_shared<DiffArguments>();
  CLI::App* const command = app.add_subcommand(
      "diff",
      "What happened between two checkpoints: their signatures and that the ledger contains both "
      "are verified first, with every rule; then entries by kind, money by fund and purpose, new "
      "cases, households and payments, and what changed of people, policy and set-up. Exit: 0 "
      "verified and every sum adds up, 1 not, 3 unreadable.\n\n"
      "  mingzhang-audit diff last-audit.txt today.txt demo");
  command
      ->add_option("OLD", arguments->older,
                   "file of a checkpoint, or a .tlog-proof, as it was kept")
      ->required();
  command->add_option("NEW", arguments->newer, "file of a later checkpoint")->required();
  add_any_source(*command, arguments->source);
  command->add_option("--format", arguments->format, "text or json")
      ->check(CLI::IsMember({"text", "json"}));
  command->callback([&context, arguments] {
    context.run = [&context, arguments] { return run_diff(context, *arguments); };
  });
}

}  // namespace mingzhang::audit
