#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "audit/diff.h"
#include "audit/fund_report_words.h"
#include "audit/kind_title.h"
#include "audit/report_text.h"
#include "terminal/text.h"

namespace mingzhang::audit {
namespace {

using Json = nlohmann::ordered_json;
using Cells = std::vector<std::vector<std::string>>;

/// A person reads so many lines of one theme; more are in the JSON.
constexpr std::size_t kDiffLinesMax = 40;

struct ThemeName {
  std::string_view name;  ///< In JSON.
  Sentence sentence;
};
constexpr std::array<ThemeName, kThemes> kThemeNames{{
    {"office", {"人员、制度与设置的变动", "People, policy and set-up"}},
    {"cases", {"新受理的救助申请", "New requests for aid"}},
    {"households", {"新登记的救助对象家庭", "New households"}},
    {"payments", {"发放", "Payments"}},
}};

class DiffPage {
 public:
  DiffPage(const Difference& difference, Language language)
      : difference_(difference), zh_(language == Language::zh), language_(language) {}

  std::string kinds() const {
    Cells rows;
    for (const auto& [name, kind] : difference_.kinds()) {
      const std::int64_t fen = kind.sum.fen;
      rows.push_back({kind_title(kind.kind, language_), grouped(kind.sum.count),
                      fen == 0 ? "" : to_yuan(fen)});
    }
    if (rows.empty()) return zh_ ? "其间没有条目。\n" : "No entry lies between them.\n";
    return (zh_ ? "按种类（笔数，金额：元）\n" : "By kind (count, yuan)\n") +
           in_columns(rows, "  ");
  }

  std::string funds() const {
    std::string text;
    for (const auto& [id, fund] : difference_.funds()) {
      text += fmt::format("{}{}{}\n", zh_ ? "专项基金 " : "Fund ", id.str(),
                          zh_ ? "（元）" : " (yuan)");
      for (const auto& [source, use] : fund.sources) text += source_rows(word_of(source), use);
      text += pools(fund);
    }
    return text;
  }

  std::string theme(Theme theme) const {
    const ThemeUse& use = difference_.theme(theme);
    if (use.count == 0) return {};
    const ThemeName& name = kThemeNames.at(static_cast<std::size_t>(theme));
    Cells rows;
    for (const ToldEntry& told : use.first) {
      if (rows.size() == kDiffLinesMax) break;
      rows.push_back({std::to_string(told.seq), told.time.text(), kind_title(told.kind, language_),
                      told.about, told.fund.str(), told.actor.str(),
                      told.fen ? to_yuan(*told.fen) : ""});
    }
    std::string text = fmt::format("{}{}{}{}\n", in_language(name.sentence, zh_), zh_ ? "：" : ": ",
                                   grouped(use.count), zh_ ? "条" : "");
    text += in_columns(rows, "  ");
    if (use.count > rows.size()) {
      text += fmt::format("  … {}{}\n", grouped(use.count - rows.size()),
                          zh_ ? "条未列出，见 --format json" : " more: see --format json");
    }
    return text;
  }

 private:
  std::string source_rows(const Word& source, const SourceUse& use) const {
    Cells rows{{zh_ ? "期初" : "opening", to_yuan(use.opening)}};
    for (const auto& [kind, sum] : use.flows) {
      rows.push_back({std::string(say(word_of(kind), zh_)),
                      (is_inflow(kind) ? "+" : "-") + to_yuan(sum.fen),
                      grouped(sum.count) + (zh_ ? "笔" : "")});
    }
    rows.push_back({zh_ ? "期末" : "closing", to_yuan(use.closing)});
    if (!use.adds_up()) {
      rows.push_back({zh_ ? "不平，应为" : "DOES NOT ADD UP to", to_yuan(use.expected())});
    }
    return "  " + std::string(say(source, zh_)) + "\n" + in_columns(rows, "    ");
  }

  std::string pools(const FundDifference& fund) const {
    Cells rows;
    for (const PoolUse& pool : fund.pools) {
      rows.push_back({std::string(say(word_of(pool.source), zh_)),
                      std::string(say(word_of(pool.purpose.type), zh_)),
                      pool.purpose.code ? pool.purpose.code->str() : "", to_yuan(pool.opening), "→",
                      to_yuan(pool.closing)});
    }
    if (rows.empty()) return {};
    return (zh_ ? "  按用途的余额变动\n" : "  Balances by purpose that changed\n") +
           in_columns(rows, "    ");
  }

  const Difference& difference_;
  bool zh_;
  Language language_;
};

/// What the verification came to, and what may be concluded.
std::string verdict_text(const Between& between, const Difference& difference, bool zh) {
  std::string text;
  const Findings& findings = between.verified.findings;
  for (const Finding& finding : findings.kept()) text += to_text(finding, zh) + "\n";
  for (const auto& [name, meaning] : meanings(between.verified, zh)) {
    text += fmt::format("[{}] {}\n", name, meaning);
  }
  if (!between.proved()) {
    return text + (zh ? "结论：两枚指纹不都属于这个账本，或其间的条目已被改动；不能说明其间发生了"
                        "什么。请用 verify 核验，用 consistency 取证。\n"
                      : "Verdict: the two checkpoints are not both of this ledger, or entries were "
                        "altered: what happened between them cannot be said. Run verify; "
                        "consistency makes the evidence.\n");
  }
  if (!findings.empty()) {
    return text + (zh ? "结论：两枚指纹都属于这个账本，但账本有上列问题。\n"
                      : "Verdict: both checkpoints are of this ledger, but it has the findings "
                        "above.\n");
  }
  if (!difference.adds_up()) {
    return text + (zh ? "结论：未被改动，但收支与余额不平（见上）。\n"
                      : "Verdict: nothing was altered, but the money does not add up (see "
                        "above).\n");
  }
  return text + (zh ? "结论：两枚指纹都属于这个账本，旧账原样包含在新账中，收支相符。\n"
                    : "Verdict: both checkpoints are of this ledger, the old books are in the new "
                      "ones unchanged, and the money adds up.\n");
}

Json diff_json(const tlog::Checkpoint& checkpoint) {
  return {{"size", checkpoint.size}, {"root", to_hex(checkpoint.root.view())}};
}

Json diff_json(const Sum& sum) { return {{"count", sum.count}, {"fen", sum.fen}}; }

Json diff_json(const SourceUse& use) {
  Json json{{"opening", use.opening}, {"in", Json::object()}, {"out", Json::object()}};
  for (const auto& [kind, sum] : use.flows) {
    json[is_inflow(kind) ? "in" : "out"][std::string(word_of(kind).name)] = diff_json(sum);
  }
  json["closing"] = use.closing;
  json["adds_up"] = use.adds_up();
  return json;
}

Json diff_json(const FundDifference& fund) {
  Json json{{"sources", Json::object()}, {"pools", Json::array()}};
  for (const auto& [source, use] : fund.sources) {
    json["sources"][std::string(word_of(source).name)] = diff_json(use);
  }
  for (const PoolUse& pool : fund.pools) {
    Json one{{"source", word_of(pool.source).name}, {"purpose", word_of(pool.purpose.type).name}};
    if (pool.purpose.code) one["code"] = pool.purpose.code->str();
    one["opening"] = pool.opening;
    one["closing"] = pool.closing;
    json["pools"].push_back(std::move(one));
  }
  return json;
}

Json diff_json(const ThemeUse& use) {
  Json json{{"count", use.count}, {"first", Json::array()}};
  for (const ToldEntry& told : use.first) {
    Json one{{"seq", told.seq}, {"time", told.time.text()}, {"kind", told.kind->name}};
    one["actor"] = told.actor.str();
    if (!told.fund.empty()) one["fund"] = told.fund.str();
    if (!told.about.empty()) one["about"] = told.about;
    if (told.fen) one["fen"] = *told.fen;
    json["first"].push_back(std::move(one));
  }
  return json;
}

}  // namespace

std::string to_text(const Between& between, const Difference& difference, Language language) {
  const bool zh = language == Language::zh;
  const Seq older = between.older.size;
  const Seq newer = between.newer.size;
  std::string text = aligned({
      {zh ? "账本" : "ledger", between.newer.origin},
      {zh ? "旧指纹" : "old checkpoint",
       fmt::format("{}  {}", grouped(older), to_hex(between.older.root.view()))},
      {zh ? "新指纹" : "new checkpoint",
       fmt::format("{}  {}", grouped(newer), to_hex(between.newer.root.view()))},
      {zh ? "其间条目" : "entries between",
       older == newer ? "0"
                      : fmt::format("{} ({} – {})", grouped(newer - older), older, newer - 1)},
  });
  if (between.proved()) {
    const DiffPage page(difference, language);
    text += "\n" + page.kinds();
    if (!difference.funds().empty()) text += "\n" + page.funds();
    for (const Theme theme : {Theme::office, Theme::cases, Theme::households, Theme::payments}) {
      const std::string told = page.theme(theme);
      if (!told.empty()) text += "\n" + told;
    }
  }
  return text + "\n" + verdict_text(between, difference, zh);
}

std::string to_json(const Between& between, const Difference& difference) {
  Json json;
  json["proved"] = between.proved();
  json["old"] = diff_json(between.older);
  json["new"] = diff_json(between.newer);
  if (between.proved()) {
    json["entries"] = between.newer.size - between.older.size;
    json["adds_up"] = difference.adds_up();
    json["kinds"] = Json::object();
    for (const auto& [name, kind] : difference.kinds()) {
      json["kinds"][std::string(name)] = diff_json(kind.sum);
    }
    json["funds"] = Json::object();
    for (const auto& [id, fund] : difference.funds()) json["funds"][id.str()] = diff_json(fund);
    for (std::size_t i = 0; i < kThemes; ++i) {
      json[std::string(kThemeNames.at(i).name)] =
          diff_json(difference.theme(static_cast<Theme>(i)));
    }
  }
  json["verified"] = Json::parse(to_json(between.verified));
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace mingzhang::audit
