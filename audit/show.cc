#include "audit/show.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <set>

#include "audit/field_title.h"
#include "audit/kind_title.h"
#include "ledger/ledger.h"
#include "ledger/tlog/merkle.h"
#include "terminal/text.h"

namespace mingzhang::audit {
namespace {

using Json = nlohmann::ordered_json;
using Lines = std::vector<std::pair<std::string, std::string>>;

/// A person reads so many lines; the bytes have the rest.
constexpr std::size_t kShownLinesMax = 200;

/// Fields in fen, wherever they stand in a body.
const std::set<std::string_view>& fen_fields() {
  static const std::set<std::string_view> fields{"amount",
                                                 "amount_asked",
                                                 "assistance",
                                                 "basic",
                                                 "cash_max",
                                                 "income_per_head_max",
                                                 "other",
                                                 "self",
                                                 "serious",
                                                 "single_voucher_from",
                                                 "small_aid_max",
                                                 "total",
                                                 "two_approvers_above",
                                                 "urgent_release_max"};
  return fields;
}

class Body {
 public:
  Body(Language language, Lines& lines) : language_(language), lines_(lines) {}

  void add(const Json& value, const std::string& key, const std::string& path) {
    if (value.is_object()) {
      for (const auto& [name, inner] : value.items()) {
        const std::string title = field_title(name, language_);
        add(inner, name, path.empty() ? title : path + " " + title);
      }
    } else if (value.is_array()) {
      std::size_t number = 0;
      for (const Json& inner : value) add(inner, key, path + " " + std::to_string(++number));
    } else if (lines_.size() < kShownLinesMax) {
      const bool fen = value.is_number_integer() && fen_fields().contains(key);
      const std::string yuan =
          fen ? to_yuan(value.get<std::int64_t>()) + std::string(pick(language_, "元", " yuan"))
              : "";
      lines_.emplace_back(path, fen                 ? yuan
                                : value.is_string() ? value.get<std::string>()
                                                    : value.dump());
    }
  }

 private:
  Language language_;
  Lines& lines_;
};

Json body_of(const Entry& entry) {
  std::string text;
  JsonWriter writer(text);
  entry.kind->write(writer, *entry.body);
  return Json::parse(text, nullptr, false);
}

void add_words(const Entry& entry, Language language, Lines& lines) {
  const auto add = [&](std::string_view zh, std::string_view en, std::string value) {
    lines.emplace_back(pick(language, zh, en), std::move(value));
  };
  add("账序号", "entry", std::to_string(entry.seq));
  add("录入时间", "time", entry.time.text());
  add("种类", "kind", kind_title(entry.kind, language) + "  " + std::string(entry.kind->name));
  add("经办人", "actor", entry.actor.str());
  if (!entry.fund.empty()) add("专项基金", "fund", entry.fund.str());
  if (!entry.commitments.empty()) {
    add("保密信息", "private details", std::to_string(entry.commitments.size()));
  }
  Body(language, lines).add(body_of(entry), "", "");
}

}  // namespace

Shown show(store::Rows& rows, Seq seq, const tlog::Verifier& log) {
  const std::optional<std::string> bytes = rows.entry(seq);
  if (!bytes) throw std::runtime_error("there is no entry " + std::to_string(seq));
  Shown shown{seq, *bytes, tlog::leaf_hash(bytes_of(*bytes)), {}, {}, {}};
  if (Result<Entry> entry = decode(*bytes)) shown.entry = std::move(*entry);
  std::optional<store::CheckpointRow> first;
  rows.scan_checkpoints(seq + 1, static_cast<std::uint64_t>(kIntMax),
                        [&](const store::CheckpointRow& row) {
                          first = row;
                          return false;
                        });
  if (!first) return shown;
  shown.covered = first->size;
  const std::optional<tlog::Proof> proof = prove(rows, seq, *first);
  const auto checkpoint = tlog::verify_proof(*proof, shown.leaf, log);
  if (!checkpoint) shown.wrong = tlog::to_text(checkpoint.error());
  return shown;
}

std::string in_words(const Entry& entry, Language language) {
  Lines lines;
  add_words(entry, language, lines);
  return aligned(lines);
}

std::string to_text(const Shown& shown, Language language) {
  Lines lines;
  const auto add = [&](std::string_view zh, std::string_view en, std::string value) {
    lines.emplace_back(pick(language, zh, en), std::move(value));
  };
  add("条目指纹", "leaf", to_hex(shown.leaf.view()));
  if (!shown.covered) {
    add("账本指纹", "checkpoint", std::string(pick(language, "尚无", "none covers it yet")));
  } else if (shown.wrong.empty()) {
    add("账本指纹", "checkpoint",
        fmt::format(fmt::runtime(pick(language, "首次见于共{}条的账本指纹，已证明",
                                      "first covered by that of {} entries; proved")),
                    grouped(*shown.covered)));
  } else {
    add("账本指纹", "checkpoint",
        fmt::format(fmt::runtime(pick(language, "共{}条的账本指纹不能证明它：{}",
                                      "that of {} entries does not prove it: {}")),
                    grouped(*shown.covered), shown.wrong));
  }
  if (shown.entry) {
    add_words(*shown.entry, language, lines);
  } else {
    add("内容", "contents", std::string(pick(language, "无法读取", "cannot be read")));
  }
  return aligned(lines);
}

std::string to_json(const Shown& shown) {
  Json json;
  json["entry"] = shown.seq;
  json["leaf"] = to_hex(shown.leaf.view());
  if (shown.covered) json["checkpoint"] = *shown.covered;
  json["proved"] = shown.covered && shown.wrong.empty();
  if (!shown.wrong.empty()) json["wrong"] = shown.wrong;
  if (shown.entry) {
    json["time"] = shown.entry->time.text();
    json["kind"] = shown.entry->kind->name;
    json["body"] = body_of(*shown.entry);
  }
  json["bytes"] = shown.bytes;
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace mingzhang::audit
