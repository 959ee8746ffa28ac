#pragma once

#include <functional>
#include <string>

#include "audit/commands/context.h"
#include "audit/verify.h"

namespace mingzhang::audit {

/// What is verified, wherever it lies: a folder, a copied database, a folder of tiles, a server.
struct AnySource {
  std::string source;
  std::string vkey;
  std::string ca;
  std::string token_file;
};
void add_any_source(CLI::App& command, AnySource& source, bool required = true);

/// Verifies the rows of `store`; `entries_only`: it came from tiles (`verify_entries`).
using StoreVerifier =
    std::function<Report(store::Store& store, const tlog::Verifier& verifier, bool entries_only)>;
/// Opens the source, fetching it where it is tiles, and has it verified.
/// Errors: std::runtime_error with a sentence; StoreError; client::HttpsError.
Report verify_any(const Context& context, const AnySource& source, const StoreVerifier& verify);

/// Verifies chain, tree, signatures and rules from beginning to end while `watchers` look on.
Report verify_watched(const Context& context, const AnySource& source,
                      const std::vector<EntryWatcher*>& watchers);

}  // namespace mingzhang::audit
