#include "audit/commands/any_source.h"

#include <cstdlib>
#include <thread>

#include "audit/bundle.h"
#include "audit/tile_ledger.h"

namespace mingzhang::audit {
namespace {

std::string environment_token() {
  const char* const value = std::getenv("MINGZHANG_TOKEN");
  return value == nullptr ? "" : value;
}

/// An auditor's token. Never on the command line, where every user of the machine sees it.
std::string token_of(const AnySource& source) {
  return source.token_file.empty() ? environment_token() : read_text(source.token_file);
}

Report verify_tiles(const Context& context, const AnySource& from, const StoreVerifier& verify) {
  const std::unique_ptr<TileSource> source = open_tile_source(from.source, from.ca, token_of(from));
  const tlog::Verifier verifier = verifier_for(*source, from.vkey);
  std::vector<Finding> malformed;
  Progress progress = progress_bar(context, "取账", "fetch");
  TileLedger ledger(*source, verifier,
                    {std::filesystem::temp_directory_path(), progress.callback()}, malformed);
  progress.finish();
  if (is_bundle(from.source)) add_bundle_checkpoints(from.source, ledger.store(), malformed);
  Report report = verify(ledger.store(), verifier, true);
  for (Finding& finding : malformed) report.findings.add(std::move(finding));
  report.source = source->name();
  report.own_key = !from.vkey.empty();
  return report;
}

}  // namespace

void add_any_source(CLI::App& command, AnySource& source, bool required) {
  command
      .add_option("SOURCE", source.source,
                  "a ledger folder, a copied database file, a folder of tiles or a hand-over "
                  "bundle (export), or "
                  "https://HOST[:PORT] of a running server")
      ->required(required)
      ->check([](const std::string& text) {
        return text.starts_with("http://") ? "only https:// is safe enough" : "";
      });
  command.add_option("--vkey", source.vkey,
                     "file with the log's key, which you should have from elsewhere; default: "
                     "what is beside the ledger, or what the server gives");
  command.add_option("--ca", source.ca,
                     "PEM file: trust exactly this certificate of a server, or of its CA; "
                     "default: those the system trusts");
  command.add_option("--token-file", source.token_file,
                     "file with an auditor's token for the server's entries; default: the "
                     "environment's MINGZHANG_TOKEN");
}

Report verify_any(const Context& context, const AnySource& source, const StoreVerifier& verify) {
  if (is_tile_source(source.source)) return verify_tiles(context, source, verify);
  const Source opened = open_source(source.source, source.vkey);
  return verify(*opened.store, opened.verifier, false);
}

OpenedTree open_tree(const AnySource& source) {
  if (is_tile_source(source.source)) {
    std::unique_ptr<TileSource> tiles =
        open_tile_source(source.source, source.ca, token_of(source));
    const tlog::Verifier verifier = verifier_for(*tiles, source.vkey);
    return {verifier, std::make_unique<LogTree>(std::move(tiles))};
  }
  Source opened = open_source(source.source, source.vkey);
  return {opened.verifier, std::make_unique<LogTree>(std::move(opened.store))};
}

Report verify_store_watched(const Context& context, store::Store& store,
                            const tlog::Verifier& verifier, bool entries_only,
                            const std::vector<EntryWatcher*>& watchers,
                            const std::vector<tlog::Checkpoint>& kept) {
  SystemRandom random;
  Progress progress = progress_bar(context, "核验", "verify");
  const VerifyOptions options{verifier,
                              kept,
                              std::filesystem::temp_directory_path(),
                              std::max(1U, std::thread::hardware_concurrency()),
                              progress.callback(),
                              watchers};
  Report report = entries_only ? verify_entries(store, options) : verify(store, options, random);
  progress.finish();
  return report;
}

Report verify_watched(const Context& context, const AnySource& source,
                      const std::vector<EntryWatcher*>& watchers) {
  return verify_any(context, source,
                    [&](store::Store& store, const tlog::Verifier& verifier, bool entries_only) {
                      return verify_store_watched(context, store, verifier, entries_only, watchers);
                    });
}

}  // namespace mingzhang::audit
