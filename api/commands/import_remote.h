#pragma once

#include <filesystem>
#include <string>

#include "api/commands/context.h"

namespace mingzhang {

/// A file of gifts for a running server.
struct RemoteImport {
  std::string server;        ///< https://HOST[:PORT]
  std::filesystem::path ca;  ///< PEM of its certificate; empty: the system's.
  std::string token_file;    ///< Empty: MINGZHANG_TOKEN.
  std::filesystem::path file;
  std::string fund;
  std::string account;
  std::string channel;
  bool dry_run = false;
  bool skip_bad = false;
};

/// What an import came to, printed alike wherever it ran.
struct ImportSummary {
  std::string import;
  std::uint64_t fresh = 0;
  std::int64_t fresh_fen = 0;
  std::uint64_t known = 0;
  std::uint64_t bad = 0;
  bool dry_run = false;
};
void print_summary(const Context& context, const ImportSummary& summary);
/// The sentence that nothing was imported for the sake of bad rows; returns kRefused.
int print_has_bad_rows(const Context& context);

/// Sends the file, shows the answer. Errors: client::HttpsError.
int run_remote_import(const Context& context, const RemoteImport& import);

}  // namespace mingzhang
