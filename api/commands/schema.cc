#include <fmt/format.h>

#include "api/commands/context.h"
#include "ledger/fund/kind.h"

namespace mingzhang {
namespace {

/// The JSON Schemas of the bodies as one object, keyed by kind.
int run_schema(const Context& context, const std::string& only) {
  std::string json;
  JsonWriter writer(json);
  char separator = '{';
  for (const Kind* const kind : all_kinds()) {
    if (!only.empty() && kind->name != only) continue;
    writer.raw(separator);
    writer.text(kind->name);
    writer.raw(':');
    kind->schema(writer);
    separator = ',';
  }
  if (json.empty()) return print_refusal(context, {Code::kind_unknown, "KIND", only});
  fmt::print("{}}}\n", json);
  return kDone;
}

}  // namespace

void add_schema(CLI::App& app, Context& context) {
  CLI::App* const command = app.add_subcommand(
      "schema", "Print the JSON Schema (2020-12) of every kind of entry's body.");
  auto kind = std::make_shared<std::string>();
  command->add_option("KIND", *kind, "only this kind, for example donation.received");
  command->callback(
      [&context, kind] { context.run = [&context, kind] { return run_schema(context, *kind); }; });
}

}  // namespace mingzhang
