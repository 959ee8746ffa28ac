#include "api/routes/trace_json.h"

#include "ledger/fund/kind.h"

namespace mingzhang::routes {
namespace {

void add_hop(JsonText& json, const Hop& hop) {
  json.open('{').member("fen", hop.fen).member("became", name_of(hop.became));
  if (hop.entry) json.member("entry", *hop.entry);
  if (hop.kind != nullptr) json.member("kind", hop.kind->name);
  if (!hop.case_id.empty()) json.member("case", hop.case_id.view());
  if (!hop.household.empty()) json.member("household", hop.household.view());
  if (hop.delivered) json.member("delivered", true);
  if (!hop.hops.empty()) {
    json.key("hops").open('[');
    for (const Hop& next : hop.hops) add_hop(json, next);
    json.close(']');
  }
  json.close('}');
}

}  // namespace

void add_trace(JsonText& json, const Trace& trace) {
  json.open('{')
      .member("way", trace.way == Way::forward ? "forward" : "back")
      .member("fen", trace.fen)
      .member("holds", trace.holds());
  if (trace.returned > 0) json.member("returned", trace.returned);
  json.key("hops").open('[');
  for (const Hop& hop : trace.hops) add_hop(json, hop);
  json.close(']').close('}');
}

}  // namespace mingzhang::routes
