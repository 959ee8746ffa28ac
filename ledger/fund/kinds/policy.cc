#include "ledger/fund/kinds/policy.h"

#include "ledger/base/sha256.h"
#include "ledger/fund/kinds/common.h"

namespace mingzhang {
namespace {

using PartKey = TablePart::Key;

/// The part that came last of a table that is still coming; null when none.
const TablePart* last_pending(const State& state, const TableAdopted& body) {
  const TablePart* last = nullptr;
  for (std::int64_t part = 1;; ++part) {
    const TablePart* const next =
        state.table_parts.find(PartKey{true, body.table, body.from, part});
    if (next == nullptr) return last;
    last = next;
  }
}

void erase_parts(State& state, bool pending, const TableAdopted& body) {
  std::vector<PartKey> old;
  const auto& all = state.table_parts.all();
  const PartKey last{pending, body.table, body.from, TablePart::kPartsMax};
  for (auto it = all.lower_bound({pending, body.table, body.from, 0});
       it != all.end() && it->first <= last; ++it) {
    old.push_back(it->first);
  }
  for (const PartKey& key : old) state.table_parts.erase(key);
}

/// The rows of the parts before this one, and its own.
std::vector<std::string_view> all_rows(const State& state, const TableAdopted& body) {
  std::vector<std::string_view> rows;
  for (std::int64_t part = 1; part < body.part.value; ++part) {
    const TablePart* const earlier =
        state.table_parts.find(PartKey{true, body.table, body.from, part});
    if (earlier != nullptr) rows.emplace_back(earlier->rows.json);
  }
  rows.emplace_back(body.rows.json);
  return rows;
}

TablePart part_of(const TableAdopted& body, bool pending) {
  TablePart part;
  part.digest = body.digest;
  part.from = body.from;
  part.part = body.part;
  part.parts = body.parts;
  part.pending.on = pending;
  part.rows = body.rows;
  part.table = body.table;
  return part;
}

/// The last part is there: the pending parts become the table in force.
void put_in_force(State& state, const TableAdopted& body) {
  std::vector<TablePart> parts;
  for (std::int64_t part = 1; part < body.part.value; ++part) {
    const TablePart* const earlier =
        state.table_parts.find(PartKey{true, body.table, body.from, part});
    if (earlier != nullptr) parts.push_back(*earlier);
  }
  parts.push_back(part_of(body, false));
  erase_parts(state, true, body);
  erase_parts(state, false, body);
  std::vector<TableRow> rows;
  for (TablePart& part : parts) {
    part.pending.on = false;
    const auto more = parse_table_rows(part.table, part.rows.json);
    if (more) rows.insert(rows.end(), more->begin(), more->end());
    state.table_parts.put(std::move(part));
  }
  state.tables.adopt(body.table, body.from, rows);
}

}  // namespace

Hash table_digest(const std::vector<std::string_view>& parts) {
  std::string joined;
  for (const std::string_view part : parts) {
    joined += joined.empty() ? '[' : ',';
    joined += part.substr(1, part.size() - 2);
  }
  joined += ']';
  return sha256(bytes_of(joined));
}

void PolicyAdopted::check(const State& state, const Facts&, const Entry&, const PolicyAdopted& body,
                          Violations& violations) {
  const PolicyInForce* const before = state.policy_in_force();
  if (before != nullptr && body.rules < before->rules) {
    add(violations, Code::rules_decrease, "body.rules");
  }
  if (body.rules > kRulesUnderstood) add(violations, Code::rules_unknown, "body.rules");
  const auto& order = body.limits.source_order.items;
  if (order.size() == 2 && order[0] == order[1]) {
    add(violations, Code::value_unknown, "body.limits.source_order");
  }
}

void PolicyAdopted::fold(State& state, const Facts&, const Entry& entry, const PolicyAdopted& body,
                         Effects&) {
  PolicyInForce policy;
  policy.by = entry.actor;
  policy.limits = body.limits;
  policy.rules = body.rules;
  policy.seq = entry.seq;
  state.policy.put(std::move(policy));
}

bool TableAdopted::validate(const TableAdopted& body, JsonReader& reader) {
  const auto rows = parse_table_rows(body.table, body.rows.json);
  if (rows) return true;
  reader.fail(rows.error());
  return reader.within("rows");
}

void TableAdopted::check(const State& state, const Facts&, const Entry&, const TableAdopted& body,
                         Violations& violations) {
  const TablePart* const last = body.part == 1 ? nullptr : last_pending(state, body);
  const bool next = body.part == 1 || (last != nullptr && last->part + 1 == body.part &&
                                       last->digest == body.digest && last->parts == body.parts);
  if (!next || body.part > body.parts) {
    add(violations, Code::part_out_of_order, "body.part", std::to_string(body.part.value));
  } else if (body.part == body.parts && table_digest(all_rows(state, body)) != body.digest) {
    add(violations, Code::digest_differs, "body.digest");
  }
}

void TableAdopted::fold(State& state, const Facts&, const Entry&, const TableAdopted& body,
                        Effects&) {
  if (body.part == 1) erase_parts(state, true, body);
  if (body.part == body.parts) {
    put_in_force(state, body);
  } else {
    state.table_parts.put(part_of(body, true));
  }
}

namespace kinds {
MZ_DEFINE_KIND(policy_adopted, PolicyAdopted)
MZ_DEFINE_KIND(table_adopted, TableAdopted)
}  // namespace kinds

}  // namespace mingzhang
