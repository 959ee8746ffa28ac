#include <nlohmann/json.hpp>

#include "audit/doubt_json.h"
#include "audit/fund_report_page.h"
#include "audit/fund_report_words.h"

namespace mingzhang::audit {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const Sum& sum) { return {{"fen", sum.fen}, {"count", sum.count}}; }

Json json_of(const SourceUse& use) {
  Json json{{"opening", use.opening}};
  json["in"] = Json::object();
  json["out"] = Json::object();
  for (const auto& [kind, sum] : use.flows) {
    json[is_inflow(kind) ? "in" : "out"][std::string(word_of(kind).name)] = json_of(sum);
  }
  json["closing"] = use.closing;
  json["adds_up"] = use.adds_up();
  if (!use.adds_up()) json["expected"] = use.expected();
  json["booked_in_other_months"] = use.other_month_fen;
  return json;
}

Json json_of(const AidUse& use) {
  Json json = json_of(use.paid);
  json["households"] = use.households.size();
  if (!use.title.empty()) json["title"] = use.title;
  return json;
}

template <class Parts, class Name>
Json json_of(const Parts& parts, Name name) {
  Json json = Json::object();
  for (const auto& [key, use] : parts) json[std::string(name(key))] = json_of(use);
  return json;
}

Json pools_json(const FundUse& use) {
  Json pools = Json::array();
  for (const PoolUse& pool : use.pools) {
    Json json{{"source", word_of(pool.source).name}, {"purpose", word_of(pool.purpose.type).name}};
    if (pool.purpose.code) json["code"] = pool.purpose.code->str();
    json["opening"] = pool.opening;
    json["closing"] = pool.closing;
    json["reserved"] = pool.reserved;
    pools.push_back(std::move(json));
  }
  return pools;
}

Json villages_json(const FundUse& use) {
  const VillageUse villages = village_use(use);
  Json json = Json::object();
  for (const auto& [code, part] : villages.told) json[code.str()] = json_of(*part);
  if (villages.others > 0) {
    json["others"] = json_of(villages.rest);
    json["others"]["villages"] = villages.others;
  }
  return json;
}

Json large_json(const FundUse& use) {
  Json large = Json::array();
  for (const LargeAward& award : use.large) {
    large.push_back({{"seq", award.seq},
                     {"day", award.day.text()},
                     {"cause", award.cause.str()},
                     {"fen", award.fen},
                     {"path", word_of(award.path).name}});
  }
  return large;
}

Json urgent_json(const FundUse& use) {
  Json urgent = Json::array();
  for (const UrgentAward& award : use.urgent) {
    Json json{{"seq", award.seq}, {"day", award.day.text()}, {"fen", award.fen}};
    if (award.released) json["released"] = award.released->text();
    if (award.due) json["due"] = award.due->text();
    if (award.decided) json["decided"] = award.decided->text();
    json["end"] = word_of(award.end).name;
    urgent.push_back(std::move(json));
  }
  return urgent;
}

Json json_of(const FundUse& use) {
  const auto id = [](const Id& code) { return code.view(); };
  Json json{{"fund", use.fund.str()}, {"title", use.title}};
  json["sources"] = Json::object();
  for (const auto& [source, part] : use.sources) {
    json["sources"][std::string(word_of(source).name)] = json_of(part);
  }
  json["adds_up"] = use.adds_up();
  json["months"] = Json::object();
  for (const auto& [month, part] : use.months) {
    json["months"][month.text()] = {{"in", part.in}, {"out", part.out}};
  }
  json["aid"] = {{"by_cause", json_of(use.causes, id)},
                 {"by_path", json_of(use.paths, [](AwardPath path) { return word_of(path).name; })},
                 {"by_county", json_of(use.counties, id)},
                 {"by_village", villages_json(use)}};
  json["pools"] = pools_json(use);
  json["held"] = json_of(use.held);
  json["unconfirmed"] = json_of(use.unconfirmed);
  json["above_limit"] = large_json(use);
  json["urgent"] = urgent_json(use);
  json["disclosures_due"] = Json::array();
  for (const Date day : use.disclosures) json["disclosures_due"].push_back(day.text());
  return json;
}

}  // namespace

std::vector<const Doubt*> doubts_of(const Examiner& examiner, const Id& only) {
  std::vector<const Doubt*> doubts;
  for (const Doubt& doubt : examiner.doubts().kept()) {
    if (only.empty() || doubt.fund.empty() || doubt.fund == only) doubts.push_back(&doubt);
  }
  return doubts;
}

std::string fund_report_json(const Report& verified, const FundReporter& reporter,
                             const Examiner& examiner, const Id& only) {
  Json json;
  json["verified"] = verification_json(verified);
  json["from"] = reporter.period().from.text();
  json["to"] = reporter.period().to.text();
  if (examiner.as_of()) json["as_of"] = examiner.as_of()->text();
  json["funds"] = Json::array();
  for (const FundUse* const use : reporter.funds()) json["funds"].push_back(json_of(*use));
  json["doubts_total"] = examiner.doubts().total();
  json["doubts"] = Json::array();
  for (const Doubt* const doubt : doubts_of(examiner, only)) {
    json["doubts"].push_back(json_of(*doubt));
  }
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace mingzhang::audit
