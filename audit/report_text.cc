#include "audit/report_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

#include "terminal/text.h"

namespace mingzhang::audit {
namespace {

using Json = nlohmann::ordered_json;

/// "0 – 715"; empty ranges are "-".
std::string range_text(Span span) {
  return span.first >= span.last ? "-" : fmt::format("{} – {}", span.first, span.last - 1);
}

/// The levels above the one that was asked for.
std::span<const LevelName> levels_left_out(const Report& report) {
  return std::span(kLevels).subspan(static_cast<std::size_t>(report.level) + 1);
}

/// What the level, or the part, that was asked for leaves out.
std::string not_asked_for(const Report& report, bool zh) {
  std::string text;
  if (report.part) {
    text += zh ? fmt::format(
                     "未核对：第{}号以外的条目没有重读，只用已存的分块指纹代替；它们若与签名不符，"
                     "账本指纹就对不上。\n",
                     range_text(report.checked))
               : fmt::format(
                     "Not checked: entries outside {} were not read; the hashes stored for "
                     "their tiles stood for them: were these not what was signed, the "
                     "checkpoints would not be met.\n",
                     range_text(report.checked));
  }
  std::string names;
  for (const LevelName& level : levels_left_out(report)) {
    names += (names.empty() ? "" : zh ? "、" : ", ") + std::string(in_language(level.sentence, zh));
  }
  if (names.empty()) return text;
  return text + (zh ? "未核对（级别 " : "Not checked (level ") +
         std::string(level_name(report.level).name) + (zh ? "）：" : "): ") + names +
         (zh ? "。\n" : ".\n");
}

/// What a source that has only tiles does not show.
std::string not_in_tiles(const Report& report, bool zh) {
  std::string text;
  if (!report.rows_known && report.level == Level::all && !report.part) {
    text += zh ? "未核对：来源只有条目和指纹块，没有推算行（余额、索引）、请求编号；保密信息须用 "
                 "--vault "
                 "另行指定。\n"
               : "Not checked: derived rows (state, index) and request keys: tiles have none; "
                 "private details only with --vault DIR.\n";
  }
  if (report.bundle && !report.bundle->derived) {
    text += zh ? "未核对：交接包中的表格和流水账没有与条目比较，须完整核验至规则一级（--level "
                 "rules）。\n"
               : "Not checked: tables and journals of the bundle were not compared with the "
                 "entries; that needs all of it, to the level of rules (--level rules).\n";
  }
  if (!report.own_key) {
    text +=
        zh ? "注意：验证公钥由来源自己给出，只能说明前后一致；请用 --vkey 指定您另行取得的公钥。\n"
           : "Note: the log's key came from the source itself, so this shows only that it "
             "agrees with itself; name the key that you got elsewhere (--vkey).\n";
  }
  return text;
}

/// What was not looked at, by name.
Json names_not_checked(const Report& report) {
  Json names = Json::array();
  for (const LevelName& level : levels_left_out(report)) names.push_back(level.name);
  if (report.part) names.push_back("entries_outside");
  if (!report.rows_known) names.insert(names.end(), {"state_rows", "index_rows"});
  if (!report.vault) names.push_back("vault");
  if (report.kept == 0) names.push_back("kept_checkpoint");
  if (report.bundle && !report.bundle->derived) names.push_back("bundle_tables");
  if (!report.witnesses) names.push_back("witnesses");
  if (!report.timestamps) names.push_back("timestamps");
  names.push_back("request_keys");
  return names;
}

Json json_of(const WitnessReport& report) {
  Json json = {{"quorum", report.quorum},
               {"enough", report.enough},
               {"size", report.size},
               {"cosigned", report.cosigned},
               {"missing", report.missing}};
  if (report.time_s > 0) json["time_s"] = report.time_s;
  return json;
}

Json json_of(const TimestampReport& report) {
  Json json = {{"sound", report.sound}};
  if (report.sound > 0) {
    json["size"] = report.size;
    json["time_s"] = report.time_s;
    json["authority"] = report.authority;
  }
  return json;
}

Json json_of(const VaultReport& vault) {
  return {{"commitments", vault.commitments},
          {"details", vault.details},
          {"opened", vault.opened},
          {"erased", vault.erased},
          {"without_entry", vault.without_entry},
          {"ids", vault.ids},
          {"reads", vault.reads}};
}

Json meaning(Damage damage) {
  const auto both = [](const Sentence& sentence) {
    return Json{{"zh", sentence.zh}, {"en", sentence.en}};
  };
  return {{"consequence", both(damage_consequence(damage))}, {"next", both(damage_advice(damage))}};
}

Json json_of(const Finding& finding) {
  Json json;
  json["damage"] = damage_name(finding.damage);
  if (finding.seq) json["seq"] = *finding.seq;
  if (!finding.kind.empty()) {
    json["kind"] = finding.kind;
    json["time"] = finding.time;
  }
  if (finding.last) json["last"] = *finding.last;
  if (!finding.where.empty()) json["where"] = finding.where;
  if (finding.rule) json["rule"] = code_name(*finding.rule);
  if (!finding.expected.empty()) json["expected"] = finding.expected;
  if (!finding.found.empty()) json["found"] = finding.found;
  if (finding.follows) json["follows"] = true;
  return json;
}

}  // namespace

Lines checked_lines(const Report& report, bool zh) {
  Lines lines;
  const auto add = [&](std::string_view zh_label, std::string_view en_label, std::string value) {
    lines.emplace_back(zh ? zh_label : en_label, std::move(value));
  };
  if (!report.source.empty()) add("来源", "source", report.source);
  add("账本", "ledger", report.ledger.empty() ? "?" : report.ledger + "  " + report.origin);
  add("核验级别", "level", std::string(level_name(report.level).name));
  add("要求核验的条目", "entries asked for", range_text(report.asked));
  add("实际核验的条目", "entries checked", range_text(report.checked));
  add("已查条目", "entries read", grouped(report.entries));
  if (report.level >= Level::rules) {
    add("已重演规则", "rules replayed", grouped(report.replayed));
  }
  if (report.level >= Level::tree) {
    add("账本指纹相符", "checkpoints met", grouped(report.checkpoints));
  }
  if (report.unchecked_checkpoints > 0) {
    add("未能核对的指纹", "checkpoints not checked", grouped(report.unchecked_checkpoints));
  }
  if (report.rows_known) {
    add("核对的推算行", "derived rows compared",
        grouped(report.state_rows + report.index_rows + report.nodes));
  } else {
    add("核对的上层指纹", "upper hashes compared", grouped(report.nodes));
  }
  add("审计留存的指纹", "checkpoints you kept", grouped(report.kept));
  if (report.bundle) {
    add("交接包清单中的文件", "files of the bundle", grouped(report.bundle->files));
    add("由条目重新推算各表", "tables derived anew",
        std::string(report.bundle->derived ? (zh ? "是" : "yes") : (zh ? "否" : "no")));
  }
  if (report.witnesses)
    std::ranges::move(lines_of(*report.witnesses, zh), std::back_inserter(lines));
  if (report.timestamps)
    std::ranges::move(lines_of(*report.timestamps, zh), std::back_inserter(lines));
  if (report.vault) {
    const VaultReport& vault = *report.vault;
    add("条目中的保密承诺值", "commitments in entries", grouped(vault.commitments));
    add("保密信息相符", "details opened", grouped(vault.opened));
    add("保密信息已销毁", "details erased", grouped(vault.erased));
    add("无对应条目的保密信息", "details without entry", grouped(vault.without_entry));
    add("保密库中的代号", "ids of the vault", grouped(vault.ids));
    add("查阅记录", "reads in the log", grouped(vault.reads));
  }
  return lines;
}

std::string not_checked(const Report& report, bool zh) {
  std::string text = not_asked_for(report, zh) + not_in_tiles(report, zh);
  if (report.kept == 0) {
    text += zh ? "未核对：没有留存的账本指纹。整本换成旧的、或连同私钥重写，只有对照留存的指纹"
                 "(--expect)才能发现。\n"
               : "Not checked: no checkpoint of your own. Only one that you kept (--expect) "
                 "shows that a whole older copy, or a history rewritten with the log's key, was "
                 "put in its place.\n";
  }
  if (!report.witnesses) {
    text += zh ? "未核对：见证。别处是否另有一本账，只有见证人（--witness-policy）能说明。\n"
               : "Not checked: witnesses. Only they (--witness-policy) show that nobody was given "
                 "another history.\n";
  }
  if (!report.timestamps) {
    text +=
        zh ? "未核对：时间戳。条目写明的时间只有授时机构（--timestamp-certificates）能证明。\n"
           : "Not checked: time-stamps. Only an authority (--timestamp-certificates) attests the "
             "times that entries state.\n";
  }
  if (report.level < Level::rules) return text;
  if (!report.founded_at) {
    text += zh ? "注意：尚未发布制度，管理员仍可单独建账。\n"
               : "Note: no policy yet; the administrator still founds the ledger alone.\n";
  } else {
    text +=
        zh ? fmt::format("注意：第0至{}号为建账阶段，由管理员单独写入。\n", *report.founded_at - 1)
           : fmt::format(
                 "Note: entries 0 to {} are the founding, written by the administrator "
                 "alone.\n",
                 *report.founded_at - 1);
  }
  if (report.unknown_from) {
    text += zh ? fmt::format("规则只懂到第{}号之前。\n", *report.unknown_from)
               : fmt::format("Rules were understood only before entry {}.\n", *report.unknown_from);
  }
  return text;
}

Lines meanings(const Report& report, bool zh) {
  Lines lines;
  for (const Damage damage : kDamages) {
    if (report.findings.count(damage) == 0) continue;
    lines.emplace_back(damage_name(damage),
                       fmt::format("{} {}", in_language(damage_consequence(damage), zh),
                                   in_language(damage_advice(damage), zh)));
  }
  return lines;
}

std::string verdict(const Report& report, bool zh) {
  if (report.part) {
    return zh ? "结论：所查部分完好，没有发现问题。"
              : "Verdict: the part that was checked is sound. Nothing was found.";
  }
  if (report.findings.empty() && report.level < Level::all) {
    return zh ? "结论：所查级别没有发现问题。"
              : "Verdict: nothing was found at the level that was asked for.";
  }
  if (report.findings.empty()) {
    return zh ? "结论：完好，没有发现问题。" : "Verdict: sound. Nothing was found.";
  }
  const Seq sound = report.trustworthy();
  const std::string upto = sound == 0
                               ? (zh ? "没有可采信的条目" : "no entry is proved")
                               : (zh ? fmt::format("第{}号及以前的条目仍可采信", sound - 1)
                                     : fmt::format("entries up to {} are still proved", sound - 1));
  return zh ? fmt::format("结论：发现{}处问题；{}。", report.findings.total(), upto)
            : fmt::format("Verdict: {} findings; {}.", report.findings.total(), upto);
}

std::string to_text(const Report& report, bool zh) {
  std::string text = aligned(checked_lines(report, zh)) + not_checked(report, zh);
  for (const Finding& finding : report.findings.kept()) text += to_text(finding, zh) + "\n";
  const std::uint64_t more = report.findings.total() - report.findings.kept().size();
  if (more > 0) {
    text += zh ? fmt::format("……另有{}处\n", more) : fmt::format("… and {} more\n", more);
  }
  if (!report.findings.empty()) {
    text += zh ? "\n含义与处理（指南：docs/guide/after-tampering.md）\n"
               : "\nWhat it means and what to do (guide: docs/guide/after-tampering.md)\n";
  }
  for (const auto& [name, meaning] : meanings(report, zh)) {
    text += fmt::format("[{}] {}\n", name, meaning);
  }
  return text + (report.findings.empty() ? "" : "\n") + verdict(report, zh) + "\n";
}

std::string to_json(const Report& report) {
  Json json;
  json["sound"] = report.findings.empty();
  if (!report.source.empty()) json["source"] = report.source;
  if (!report.own_key) json["key_from_source"] = true;
  json["level"] = level_name(report.level).name;
  json["asked"] = {{"first", report.asked.first}, {"end", report.asked.last}};
  json["checked"] = {{"first", report.checked.first}, {"end", report.checked.last}};
  if (report.part) json["part"] = true;
  json["not_checked"] = names_not_checked(report);
  json["ledger"] = report.ledger;
  json["origin"] = report.origin;
  json["entries"] = report.entries;
  json["replayed"] = report.replayed;
  json["checkpoints"] = report.checkpoints;
  json["checkpoints_not_checked"] = report.unchecked_checkpoints;
  json["checkpoints_kept"] = report.kept;
  json["nodes"] = report.nodes;
  json["state_rows"] = report.state_rows;
  json["index_rows"] = report.index_rows;
  if (!report.part) json["trustworthy"] = report.trustworthy();
  if (report.last_sound) {
    json["last_checkpoint"] = {{"size", report.last_sound->size},
                               {"root", to_hex(report.last_sound->root.view())}};
  }
  if (report.vault) json["vault"] = json_of(*report.vault);
  if (report.bundle) {
    json["bundle"] = {{"files", report.bundle->files}, {"derived", report.bundle->derived}};
  }
  if (report.witnesses) json["witnesses"] = json_of(*report.witnesses);
  if (report.timestamps) json["timestamps"] = json_of(*report.timestamps);
  if (report.founded_at) json["founded_at"] = *report.founded_at;
  if (report.unknown_from) json["unknown_from"] = *report.unknown_from;
  json["findings_total"] = report.findings.total();
  json["findings"] = Json::array();
  for (const Finding& finding : report.findings.kept()) {
    json["findings"].push_back(json_of(finding));
  }
  json["meanings"] = Json::object();
  for (const Damage damage : kDamages) {
    if (report.findings.count(damage) > 0) json["meanings"][damage_name(damage)] = meaning(damage);
  }
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace mingzhang::audit
