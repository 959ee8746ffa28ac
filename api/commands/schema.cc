#include "ledger/fund/schema.h"

#include <fmt/format.h>

#include "api/commands/context.h"
#include "api/routes/json.h"
#include "api/routes/problem.h"
#include "api/routes/route.h"
#include "ledger/fund/kind.h"
#include "ledger/fund/state.h"

namespace mingzhang {
namespace {

using routes::JsonText;

struct SchemaArguments {
  std::string kind;
  bool rows = false;
  bool routes = false;
  bool refusals = false;
};

template <class Write>
std::string schema_text(const Write& write) {
  std::string json;
  JsonWriter writer(json);
  write(writer);
  return json;
}

/// The JSON Schemas of the bodies as one object, keyed by kind.
int print_kinds(const Context& context, const std::string& only) {
  JsonText json;
  json.open('{');
  bool any = false;
  for (const Kind* const kind : all_kinds()) {
    if (!only.empty() && kind->name != only) continue;
    json.key(kind->name).raw(schema_text(kind->schema));
    any = true;
  }
  if (!any) return print_refusal(context, {Code::kind_unknown, "KIND", only});
  fmt::print("{}\n", json.close('}').take());
  return kDone;
}

/// The same of the state rows, keyed by noun.
int print_rows() {
  JsonText json;
  json.open('{');
  State state;
  State::each_noun(state, [&]<class V, class S>(std::string_view noun, const Rows<V, S>&) {
    json.key(noun).raw(schema_text([](JsonWriter& writer) { write_schema<V>(writer); }));
  });
  fmt::print("{}\n", json.close('}').take());
  return kDone;
}

int print_routes() {
  constexpr std::array<std::string_view, 3> kTakes{"nothing", "json", "file"};
  JsonText json;
  json.open('[');
  for (const routes::Route& route : routes::all_routes()) {
    json.open('{')
        .member("method", route.method)
        .member("pattern", route.pattern)
        .member("operation", route.operation)
        .member("access", routes::name_of(route.access))
        .member("takes", kTakes.at(static_cast<std::size_t>(route.takes)));
    if (!route.kind.empty()) {
      constexpr std::array<std::string_view, 3> kScopes{"ledger", "entity", "fund"};
      const Scope scope = find_kind(route.kind)->scope;
      json.member("kind", route.kind).member("scope", kScopes.at(static_cast<std::size_t>(scope)));
    }
    const Duties duties = routes::duties_of(route.access);
    json.key("duties").open('[');
    for (const std::string_view name : EnumNames<Duty>::names) {
      if (duties.has(*parse_enum<Duty>(name))) json.text(name);
    }
    json.close(']').close('}');
  }
  fmt::print("{}\n", json.close(']').take());
  return kDone;
}

/// Every code that a problem may have, with its status.
int print_refusals() {
  JsonText json;
  json.open('{');
#define MZ_REFUSAL(code, cls, zh, en) json.member(#code, routes::status_of({Code::code, {}, {}}));
#include "ledger/base/refusals.def"
#undef MZ_REFUSAL
  for (const routes::Fault& fault : routes::all_faults()) json.member(fault.code, fault.status);
  fmt::print("{}\n", json.close('}').take());
  return kDone;
}

int run_schema(const Context& context, const SchemaArguments& arguments) {
  if (arguments.rows) return print_rows();
  if (arguments.routes) return print_routes();
  if (arguments.refusals) return print_refusals();
  return print_kinds(context, arguments.kind);
}

}  // namespace

void add_schema(CLI::App& app, Context& context) {
  CLI::App* const command = app.add_subcommand(
      "schema", "Print the JSON Schema (2020-12) of every kind of entry's body.");
  auto arguments = std::make_shared<SchemaArguments>();
  command->add_option("KIND", arguments->kind, "only this kind, for example donation.received");
  command->add_flag("--rows", arguments->rows, "of the state rows instead, by noun");
  command->add_flag("--routes", arguments->routes, "the addresses of the server, as JSON");
  command->add_flag("--refusals", arguments->refusals, "the codes of problems and their statuses");
  command->callback([&context, arguments] {
    context.run = [&context, arguments] { return run_schema(context, *arguments); };
  });
}

}  // namespace mingzhang
