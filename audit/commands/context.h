#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <optional>
#include <string>

#include "audit/source.h"
#include "ledger/tlog/checkpoint.h"
#include "terminal/language.h"
#include "terminal/progress.h"

namespace mingzhang::audit {

/// What a command ends with (design §9).
enum ExitCode : int {
  kSound = 0,
  kFindings = 1,
  kUsage = 2,
  kUnreadable = 3,  ///< The source, or a file that was named, cannot be read.
};

/// What main() gives every command.
struct Context {
  Language language = Language::zh;
  /// Set by the command that was chosen; runs after the options are read.
  std::function<int()> run;

  bool zh() const { return language == Language::zh; }
  std::string_view say(std::string_view zh, std::string_view en) const {
    return pick(language, zh, en);
  }
};

void add_verify(CLI::App& app, Context& context);
void add_show(CLI::App& app, Context& context);
void add_examine(CLI::App& app, Context& context);
void add_report(CLI::App& app, Context& context);
void add_follow(CLI::App& app, Context& context);
void add_prove(CLI::App& app, Context& context);
void add_check(CLI::App& app, Context& context);
void add_consistency(CLI::App& app, Context& context);
void add_diff(CLI::App& app, Context& context);
void add_export(CLI::App& app, Context& context);
void add_witness(CLI::App& app, Context& context);

/// A database that a command looks into: a ledger folder, or a copied database file.
struct SourceOptions {
  std::string source;
  std::string vkey;

  Source open() const { return open_source(source, vkey); }
};
void add_source(CLI::App& command, SourceOptions& options);

/// Why a text is no day; empty when it is one. A check of options.
std::string day_error(const std::string& text);

/// "57" or "jinan/2026/3": an entry that a command is about.
void add_entry(CLI::App& command, std::string& what);
/// Which entry that is. Pre: `what` is an option of add_entry. Errors: std::runtime_error when
/// there is no such gift; StoreError.
Seq entry_named(store::Rows& rows, const std::string& what);

/// The key in a file. Errors: std::runtime_error with a sentence.
tlog::Verifier read_vkey(const std::string& path);

/// What an auditor kept as a checkpoint: the file, or, of a proof of an entry (.tlog-proof), the
/// checkpoint that it ends with. Errors: std::runtime_error, std::system_error.
std::string read_kept(const std::string& path);

/// A checkpoint that an auditor kept, and the signed note in which it stands.
struct KeptNote {
  std::string note;
  tlog::Checkpoint checkpoint;
};
/// The same, opened; none, said on standard error, when the log did not sign it. Errors: as
/// read_kept.
std::optional<KeptNote> open_kept(const Context& context, const std::string& path,
                                  const tlog::Verifier& log);
/// Says that two checkpoints are in the wrong order; the exit code of it.
int refuse_order(const Context& context);

/// A bar on standard error, where that is a terminal.
Progress progress_bar(const Context& context, std::string_view zh, std::string_view en);

}  // namespace mingzhang::audit
