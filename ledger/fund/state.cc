#include "ledger/fund/state.h"

#include <algorithm>

namespace mingzhang {
namespace {

std::string joined(std::initializer_list<std::string_view> parts) {
  std::string text;
  for (const std::string_view part : parts) {
    if (!text.empty()) text += '/';
    text += part;
  }
  return text;
}

}  // namespace

std::string seq_text(Seq seq) {
  const std::string digits = std::to_string(seq);
  return std::string(16 - std::min<std::size_t>(16, digits.size()), '0') + digits;
}

Duties Person::duty_set() const {
  Duties set;
  for (const Duty duty : duties.items) set = set.with(duty);
  return set;
}

bool Person::serves(const Fund& fund) const {
  if (!scope) return !entity || *entity == fund.entity;
  return std::find(scope->items.begin(), scope->items.end(), fund.fund) != scope->items.end();
}

std::string TablePart::key_text(const Key& key) {
  return joined({key.pending ? "pending" : "adopted", name_of(key.table), key.from.text(),
                 seq_text(static_cast<Seq>(key.part))});
}

std::string Pool::key_text(const Key& key) {
  return joined({key.fund.view(), name_of(key.source), name_of(key.purpose.type),
                 key.purpose.code ? key.purpose.code->view() : "-"});
}

std::string Struck::key_text(const Key& key) {
  return joined({seq_text(static_cast<Seq>(key.first)), seq_text(static_cast<Seq>(key.second))});
}

std::string PayLine::key_text(const Key& key) {
  return joined({key.first.view(), seq_text(static_cast<Seq>(key.second))});
}

std::string Numbering::key_text(const Key& key) {
  return joined({key.first.view(), std::to_string(key.second)});
}

std::string BookBalance::key_text(const Key& key) {
  return joined({key.entity.view(), key.month.text(), key.code.view(),
                 key.fund ? key.fund->view() : "-", key.source ? name_of(*key.source) : "-"});
}

std::int32_t State::utc_offset_min() const {
  const LedgerInfo* const info = opened();
  return info == nullptr ? 0 : static_cast<std::int32_t>(info->utc_offset_min.value);
}

void State::take_changes(const RowChange& change) {
  each_noun(*this, [&](std::string_view noun, auto& rows) { rows.take_changes(noun, change); });
}

void State::forget_changes() {
  each_noun(*this, [](std::string_view, auto& rows) { rows.forget_changes(); });
}

void State::ignore_changes() {
  each_noun(*this, [](std::string_view, auto& rows) { rows.ignore_changes(); });
}

State State::changes() const {
  State changed;
  each_noun(*this, [&](std::string_view noun, const auto& rows) {
    each_noun(changed, [&](std::string_view other, auto& target) {
      if constexpr (std::is_same_v<std::decay_t<decltype(rows)>, std::decay_t<decltype(target)>>) {
        if (noun == other) target = rows.changes();
      }
    });
  });
  return changed;
}

void State::apply(const State& changed) {
  each_noun(changed, [&](std::string_view noun, const auto& rows) {
    each_noun(*this, [&](std::string_view other, auto& target) {
      if constexpr (std::is_same_v<std::decay_t<decltype(rows)>, std::decay_t<decltype(target)>>) {
        if (noun == other) target.apply(rows);
      }
    });
  });
  if (!changed.table_parts.has_changes()) return;
  tables = {};
  finish_loading();
}

void State::each_row(const RowChange& row) const {
  each_noun(*this, [&](std::string_view noun, const auto& rows) { rows.each_row(noun, row); });
}

Result<void> State::load(std::string_view key, std::string_view value) {
  const std::string_view wanted = key.substr(0, key.find('/'));
  Result<void> loaded = refuse(Code::key_unknown, key);
  each_noun(*this, [&](std::string_view noun, auto& rows) {
    if (noun == wanted) loaded = rows.load(value);
  });
  if (!loaded) loaded.error().field = key;
  return loaded;
}

void State::finish_loading() {
  std::vector<TableRow> rows;
  for (const auto& [key, part] : table_parts.all()) {
    if (key.pending) continue;
    const auto more = parse_table_rows(part.table, part.rows.json);
    if (more) rows.insert(rows.end(), more->begin(), more->end());
    if (part.part != part.parts) continue;
    tables.adopt(part.table, part.from, rows);
    rows.clear();
  }
}

}  // namespace mingzhang
