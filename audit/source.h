#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "audit/tile_source.h"
#include "ledger/folder.h"
#include "ledger/store/store.h"
#include "ledger/tlog/note.h"

namespace mingzhang::audit {

/// A ledger that is looked at: a folder, or a copied database file. Nothing in it is believed.
struct Source {
  std::unique_ptr<store::Store> store;
  tlog::Verifier verifier;
  LedgerFolder folder;  ///< What is kept beside the database.
};

/// Opens `path`; the log's key is `vkey_file`'s if named, else that beside the database.
/// Errors: std::runtime_error with a sentence; StoreError.
Source open_source(const std::filesystem::path& path, const std::string& vkey_file);

/// Whether SOURCE is a folder of tiles, a hand-over bundle or the address of a server, and no
/// database.
bool is_tile_source(const std::string& source);
/// Opens it. `ca`, `token`: of a server; may be empty. Pre: is_tile_source(source).
/// Errors: client::HttpsError.
std::unique_ptr<TileSource> open_tile_source(const std::string& source,
                                             const std::filesystem::path& ca,
                                             const std::string& token);
/// The log's key: that of `vkey_file` if named, else what the source says itself.
/// Errors: std::runtime_error with a sentence.
tlog::Verifier verifier_for(TileSource& source, const std::string& vkey_file);

/// The text of a small file without its last line feed. Errors: std::runtime_error.
std::string read_text(const std::filesystem::path& path);

}  // namespace mingzhang::audit
