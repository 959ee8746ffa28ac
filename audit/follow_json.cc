#include <nlohmann/json.hpp>

#include "audit/follow.h"

namespace mingzhang::audit {
namespace {

using Json = nlohmann::ordered_json;

std::string_view name_of(RowFault fault) {
  constexpr std::array<std::string_view, 6> kNames{"missing",     "differs",      "unreadable",
                                                   "sum_differs", "out_of_order", "too_many"};
  return kNames.at(static_cast<std::size_t>(fault));
}

Json json_of(const Hop& hop) {
  Json json;
  json["fen"] = hop.fen;
  json["became"] = mingzhang::name_of(hop.became);
  if (hop.entry) json["entry"] = *hop.entry;
  if (hop.kind != nullptr) json["kind"] = hop.kind->name;
  if (hop.place.fen() > 0) {
    json["pool"] = hop.place.pool;
    json["start"] = hop.place.start;
    json["end"] = hop.place.end;
  }
  if (!hop.case_id.empty()) json["case"] = hop.case_id.view();
  if (!hop.household.empty()) json["household"] = hop.household.view();
  if (hop.delivered) json["delivered"] = true;
  for (const Hop& next : hop.hops) json["hops"].push_back(json_of(next));
  return json;
}

Json json_of(const Trace& trace) {
  Json json;
  std::int64_t fen = 0;
  for (const Hop* const leaf : leaves_of(trace.hops)) fen += leaf->fen;
  json["way"] = trace.way == Way::forward ? "forward" : "back";
  json["fen"] = trace.fen;
  json["leaves_fen"] = fen;
  if (trace.returned > 0) json["returned"] = trace.returned;
  json["hops"] = Json::array();
  for (const Hop& hop : trace.hops) json["hops"].push_back(json_of(hop));
  return json;
}

Json json_of(const RowDamage& damage) {
  Json json;
  json["fault"] = name_of(damage.fault);
  json["row"] = damage.row;
  if (damage.fault == RowFault::sum_differs) {
    json["expected"] = damage.expected;
    json["found"] = damage.found;
  }
  return json;
}

}  // namespace

std::string to_json(const Followed& followed) {
  Json json;
  json["sound"] = followed.holds();
  if (followed.seq) json["entry"] = *followed.seq;
  if (followed.kind != nullptr) json["kind"] = followed.kind->name;
  if (!followed.case_id.empty()) json["case"] = followed.case_id.view();
  json["traces"] = Json::array();
  for (const Trace& trace : followed.traces) json["traces"].push_back(json_of(trace));
  if (followed.company) {
    json["households"] = followed.company->households;
    json["other_gifts"] = followed.company->other_gifts;
  }
  json["damages"] = Json::array();
  for (const RowDamage& damage : followed.damages) json["damages"].push_back(json_of(damage));
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace mingzhang::audit
