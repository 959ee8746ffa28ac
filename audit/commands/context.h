#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

#include "audit/source.h"
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
void add_export_tiles(CLI::App& app, Context& context);

/// A database that a command looks into: a ledger folder, or a copied database file.
struct SourceOptions {
  std::string source;
  std::string vkey;

  Source open() const { return open_source(source, vkey); }
};
void add_source(CLI::App& command, SourceOptions& options);

/// Why a text is no day; empty when it is one. A check of options.
std::string day_error(const std::string& text);

/// A bar on standard error, where that is a terminal.
Progress progress_bar(const Context& context, std::string_view zh, std::string_view en);

}  // namespace mingzhang::audit
