#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "audit/doubt_json.h"
#include "audit/examine.h"
#include "terminal/text.h"

namespace mingzhang::audit {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const Sentence& sentence) {
  return {{"zh", std::string(sentence.zh)}, {"en", std::string(sentence.en)}};
}

}  // namespace

nlohmann::ordered_json json_of(const Doubt& doubt) {
  const SignSpec& sign = spec_of(doubt.sign);
  const DoubtSpec& spec = spec_of(sign.doubt);
  Json json{{"id", spec.name}, {"sign", sign.name}, {"what", json_of(sign.what)}};
  if (!spec.law.en.empty()) json["law"] = json_of(spec.law);
  if (!doubt.fund.empty()) json["fund"] = doubt.fund.str();
  if (!doubt.where.empty()) json["row"] = doubt.where;
  json["entries"] = doubt.entries;
  json["entries_count"] = doubt.count;
  if (doubt.fen != 0) json["fen"] = doubt.fen;
  for (const auto& [mark, value] : doubt.marks) json[std::string(mark_name(mark))] = value;
  json["next"] = json_of(sign.next);
  return json;
}

nlohmann::ordered_json verification_json(const Report& report) {
  Json json{{"sound", report.findings.empty()},
            {"findings", report.findings.total()},
            {"entries", report.entries},
            {"rules_replayed", report.replayed},
            {"trustworthy", report.trustworthy()}};
  json["ledger"] = report.ledger;
  json["origin"] = report.origin;
  return json;
}

std::string verdict_line(const Report& report, bool zh) {
  if (report.findings.empty()) {
    return fmt::format(fmt::runtime(zh ? "本次已核验账本：{}条账目的链、指纹、签名和规则全部相符。"
                                       : "The ledger was verified in this run: chain, tree, "
                                         "signatures and rules of all {} entries hold."),
                       grouped(report.entries));
  }
  return fmt::format(
      fmt::runtime(
          zh ? "本次核验账本发现{}处问题，以下数字不可采信，请先运行 mingzhang-audit verify。"
             : "The ledger was verified in this run and has {} findings: do not rely on "
               "what follows; run mingzhang-audit verify first."),
      grouped(report.findings.total()));
}

std::string examination_text(const Report& report, const Examiner& examiner, bool zh) {
  std::string text = verdict_line(report, zh) + "\n";
  if (examiner.as_of()) {
    text += (zh ? "截至：" : "as of: ") + examiner.as_of()->text() + "\n";
  }
  const Doubts& doubts = examiner.doubts();
  for (const Doubt& doubt : doubts.kept()) text += "\n" + to_text(doubt, zh);
  if (doubts.total() > doubts.kept().size()) {
    text += fmt::format(fmt::runtime(zh ? "\n……另有{}处\n" : "\n… and {} more\n"),
                        grouped(doubts.total() - doubts.kept().size()));
  }
  if (doubts.empty()) return text + (zh ? "没有疑点。\n" : "No doubts.\n");
  return text + fmt::format(fmt::runtime(zh ? "\n共{}处疑点。疑点是要问的事，不等于违规。\n"
                                            : "\n{} doubts. A doubt is to be asked about; it is "
                                              "not yet a fault.\n"),
                            grouped(doubts.total()));
}

std::string examination_json(const Report& report, const Examiner& examiner) {
  Json json;
  json["verified"] = verification_json(report);
  if (examiner.as_of()) json["as_of"] = examiner.as_of()->text();
  json["doubts_total"] = examiner.doubts().total();
  json["doubts"] = Json::array();
  for (const Doubt& doubt : examiner.doubts().kept()) json["doubts"].push_back(json_of(doubt));
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace mingzhang::audit
