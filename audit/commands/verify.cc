#include "audit/verify.h"

#include <fmt/format.h>

#include <thread>

#include "audit/commands/any_source.h"
#include "audit/report_text.h"
#include "ledger/ledger.h"

namespace mingzhang::audit {
namespace {

struct Arguments {
  AnySource source;
  std::string format = "text";
  std::vector<std::string> checkpoints;
  bool with_vault = false;
  std::string vault;
};

/// The checkpoints that the auditor kept. One that this log did not sign is a finding.
std::vector<tlog::Checkpoint> read_kept(const Arguments& arguments, const tlog::Verifier& verifier,
                                        std::vector<Finding>& findings) {
  std::vector<tlog::Checkpoint> kept;
  for (const std::string& path : arguments.checkpoints) {
    const auto checkpoint =
        tlog::open_checkpoint(read_file(path), verifier, tlog::Extensions::ignored);
    if (checkpoint) {
      kept.push_back(*checkpoint);
    } else {
      findings.push_back({Damage::forged,
                          {},
                          {},
                          path,
                          {},
                          verifier.vkey(),
                          std::string(tlog::to_text(checkpoint.error())),
                          false});
    }
  }
  std::sort(kept.begin(), kept.end(), [](const auto& a, const auto& b) { return a.size < b.size; });
  return kept;
}

/// Where the vault lies: as named, or beside the database.
LedgerFolder vault_folder(const Arguments& arguments) {
  if (!arguments.vault.empty()) return {arguments.vault};
  const std::filesystem::path source = arguments.source.source;
  return {std::filesystem::is_directory(source) ? source : source.parent_path()};
}

/// Verifies a ledger, wherever its rows are.
Report verify_store(const Context& context, const Arguments& arguments,
                    const tlog::Verifier& verifier, store::Store& store, bool entries_only) {
  const std::unique_ptr<Vault> vault =
      arguments.with_vault ? open_vault_readonly(vault_folder(arguments)) : nullptr;
  SystemRandom random;
  std::vector<Finding> unkept;
  Progress progress = progress_bar(context, "核验", "verify");
  const VerifyOptions options{
      verifier, read_kept(arguments, verifier, unkept), std::filesystem::temp_directory_path(),
      std::max(1U, std::thread::hardware_concurrency()), progress.callback()};
  Report report = entries_only ? verify_entries(store, options) : verify(store, options, random);
  progress.finish();
  for (Finding& finding : unkept) report.findings.add(std::move(finding));
  if (vault) report.vault = check_vault(store, *vault, report.findings);
  return report;
}

int run_verify(const Context& context, const Arguments& arguments) {
  const bool tiles = is_tile_source(arguments.source.source);
  if (tiles && arguments.with_vault && arguments.vault.empty()) {
    fmt::print(stderr, "mingzhang-audit: tiles have no vault beside them: name it (--vault DIR)\n");
    return kUsage;
  }
  Report report =
      verify_any(context, arguments.source,
                 [&](store::Store& store, const tlog::Verifier& verifier, bool entries_only) {
                   return verify_store(context, arguments, verifier, store, entries_only);
                 });
  report.findings.sort();
  fmt::print("{}", arguments.format == "json" ? to_json(report) : to_text(report, context.zh()));
  return report.findings.empty() ? kSound : kFindings;
}

}  // namespace

void add_verify(CLI::App& app, Context& context) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* const command = app.add_subcommand(
      "verify",
      "Check bytes, chain, tree, checkpoints, every rule, and every derived row. A folder of "
      "tiles, or a server, has no derived rows: the report says so.");
  add_any_source(*command, arguments->source);
  command->add_option("--format", arguments->format, "text or json")
      ->check(CLI::IsMember({"text", "json"}));
  command->add_option("--checkpoint", arguments->checkpoints,
                      "a checkpoint that you kept (may be given more than once)");
  CLI::Option* const vault =
      command
          ->add_option("--vault", arguments->vault,
                       "also the private details; folder of vault.db, keys.db and the master key, "
                       "default: the ledger's")
          ->expected(0, 1);
  command->callback([&context, arguments, vault] {
    arguments->with_vault = vault->count() > 0;
    context.run = [&context, arguments] { return run_verify(context, *arguments); };
  });
}

}  // namespace mingzhang::audit
