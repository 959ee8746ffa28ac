#include "audit/witness_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <tuple>

#include "audit/chunk.h"
#include "ledger/base/time.h"
#include "ledger/folder.h"

namespace mingzhang::audit {
namespace {

namespace fs = std::filesystem;

tlog::WitnessPolicy read_policy(const fs::path& path) {
  auto policy = tlog::WitnessPolicy::parse(read_file(path));
  if (policy) return *std::move(policy);
  throw std::runtime_error(
      fmt::format("{}:{}: {}", path.string(), policy.error().line, policy.error().why));
}

std::string joined(const std::vector<std::string>& names) {
  return names.empty() ? "-" : fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace

std::vector<std::pair<std::string, std::string>> lines_of(const WitnessReport& report, bool zh) {
  std::vector<std::pair<std::string, std::string>> lines;
  const auto add = [&](std::string_view zh_label, std::string_view en_label, std::string value) {
    lines.emplace_back(zh ? zh_label : en_label, std::move(value));
  };
  add("见证人要求", "witnesses wanted", report.quorum);
  add("见证到", "witnessed up to",
      !report.enough ? (zh ? "没有足够的见证" : "not by enough witnesses")
                     : fmt::format(fmt::runtime(zh ? "共{}条时" : "{} entries"), report.size));
  add("已见证", "witnessed by", joined(report.cosigned));
  add("未见证", "not witnessed by", joined(report.missing));
  if (report.time_s > 0) {
    add("最近一次见证", "last witnessed",
        Timestamp{static_cast<std::int64_t>(report.time_s) * 1000}.text());
  }
  return lines;
}

WitnessCheck::WitnessCheck(const fs::path& policy) : policy_(read_policy(policy)) {}

void WitnessCheck::take_file(const fs::path& path) {
  if (fs::exists(path)) notes_.push_back({path.filename().string(), read_file(path)});
}

void WitnessCheck::look_beside(const fs::path& database_or_folder) {
  const bool folder = fs::is_directory(database_or_folder);
  const LedgerFolder beside{folder ? database_or_folder : database_or_folder.parent_path()};
  take_file(beside.cosigned());
  take_file(beside.witnessed());
}

void WitnessCheck::look_at(TileSource& source) {
  if (std::optional<std::string> note = source.witnessed()) {
    notes_.push_back({"witnessed", *std::move(note)});
  }
}

void WitnessCheck::add_checkpoints(const tlog::Verifier& log,
                                   std::vector<tlog::Checkpoint>& kept) const {
  for (const Note& note : notes_) {
    const auto checkpoint = tlog::open_checkpoint(note.text, log, tlog::Extensions::ignored);
    if (checkpoint) kept.push_back(*checkpoint);
  }
  std::ranges::sort(kept, {}, &tlog::Checkpoint::size);
}

std::optional<WitnessCheck::Judged> WitnessCheck::judge(const Note& note, const tlog::Verifier& log,
                                                        Findings& findings) const {
  const auto checkpoint = tlog::open_checkpoint(note.text, log, tlog::Extensions::ignored);
  if (!checkpoint) {
    const std::string reason(tlog::to_text(checkpoint.error()));
    findings.add({Damage::forged, {}, {}, note.from, {}, log.vkey(), reason});
    return std::nullopt;
  }
  Judged judged{checkpoint->size, policy_.check(*tlog::parse_note(note.text))};
  for (std::size_t i = 0; i < policy_.witnesses().size(); ++i) {
    const tlog::Witnessed::Seen& seen = judged.witnessed.seen[i];
    if (!seen.named || seen.time_s) continue;
    const std::string who = note.from + " " + policy_.witnesses()[i].name;
    findings.add({Damage::forged,
                  judged.size,
                  {},
                  who,
                  {},
                  policy_.witnesses()[i].key.vkey(),
                  "bad_signature"});
  }
  return judged;
}

WitnessReport WitnessCheck::report_of(const Judged& judged) const {
  WitnessReport report;
  report.quorum = policy_.quorum();
  report.enough = judged.witnessed.enough;
  report.size = judged.size;
  for (std::size_t i = 0; i < policy_.witnesses().size(); ++i) {
    const std::optional<std::uint64_t>& time_s = judged.witnessed.seen[i].time_s;
    (time_s ? report.cosigned : report.missing).push_back(policy_.witnesses()[i].name);
    report.time_s = std::max(report.time_s, time_s.value_or(0));
  }
  return report;
}

WitnessReport WitnessCheck::report(store::Rows& rows, const tlog::Verifier& log,
                                   Findings& findings) const {
  const auto& logs = policy_.logs();
  if (!logs.empty() && std::ranges::find(logs, log) == logs.end()) {
    findings.add({Damage::forged, {}, {}, "log.vkey", {}, logs.front().vkey(), log.vkey()});
  }
  // What tiles bring is stored as it was served, with its cosignatures.
  std::vector<Note> notes = notes_;
  if (const auto last = rows.last_checkpoint()) notes.push_back({"checkpoint", last->note});
  Judged best;
  for (const Note& note : notes) {
    const std::optional<Judged> judged = judge(note, log, findings);
    if (!judged) continue;
    const auto rank = [](const Judged& each) {
      const auto cosigned = std::ranges::count_if(
          each.witnessed.seen, [](const auto& seen) { return seen.time_s.has_value(); });
      return std::tuple(each.witnessed.enough, each.size, cosigned);
    };
    if (rank(*judged) >= rank(best)) best = *judged;
  }
  if (best.witnessed.seen.empty()) best.witnessed.seen.resize(policy_.witnesses().size());
  WitnessReport report = report_of(best);
  const Seq size = rows.head().size;
  if (!report.enough) {
    findings.add({Damage::unwitnessed,
                  size == 0 ? 0 : size - 1,
                  {},
                  report.quorum,
                  {},
                  joined(report.missing),
                  joined(report.cosigned)});
  } else if (report.size < size) {
    const auto first = entry_at(rows, report.size);
    const auto last = entry_at(rows, size - 1);
    if (first && last && last->time.ms - first->time.ms > kUnwitnessedMsMax) {
      findings.add({Damage::unwitnessed,
                    report.size,
                    size - 1,
                    report.quorum,
                    {},
                    std::to_string(size),
                    std::to_string(report.size)});
    }
  }
  return report;
}

}  // namespace mingzhang::audit
