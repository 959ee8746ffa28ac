#include "audit/commands/context.h"

namespace mingzhang::audit {

void add_source(CLI::App& command, SourceOptions& options) {
  command.add_option("SOURCE", options.source, "a ledger folder, or a copied database file")
      ->required();
  command.add_option("--vkey", options.vkey,
                     "file with the log's key; default: log.vkey beside the database");
}

std::string day_error(const std::string& text) {
  return Date::parse(text) ? "" : "a day is written as 2026-12-31";
}

Progress progress_bar(const Context& context, std::string_view zh, std::string_view en) {
  return Progress(standard_error(), system_clock(), context.language,
                  std::string(context.say(zh, en)));
}

}  // namespace mingzhang::audit
