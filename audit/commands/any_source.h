#pragma once

#include <functional>
#include <memory>
#include <string>

#include "audit/commands/context.h"
#include "audit/log_tree.h"
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

/// The key of a log, and its tree.
struct OpenedTree {
  tlog::Verifier verifier;
  std::unique_ptr<LogTree> tree;
};
/// Opens the tree of the source, of which nothing is verified here. Errors: as LogTree;
/// std::runtime_error with a sentence; client::HttpsError.
OpenedTree open_tree(const AnySource& source);

/// Verifies a store from beginning to end, against checkpoints that were kept, while `watchers`
/// look on. Pre: the log signed `kept`; the smallest is first. Errors: StoreError.
Report verify_store_watched(const Context& context, store::Store& store,
                            const tlog::Verifier& verifier, bool entries_only,
                            const std::vector<EntryWatcher*>& watchers,
                            const std::vector<tlog::Checkpoint>& kept = {});

/// Verifies chain, tree, signatures and rules from beginning to end while `watchers` look on.
Report verify_watched(const Context& context, const AnySource& source,
                      const std::vector<EntryWatcher*>& watchers);

}  // namespace mingzhang::audit
