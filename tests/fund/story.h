#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <ostream>
#include <string>
#include <vector>

#include "ledger/base/sha256.h"
#include "ledger/fund/invariants.h"
#include "ledger/fund/rules.h"
#include "tests/fund/acts.h"

namespace mingzhang {

inline void PrintTo(Code code, std::ostream* out) { *out << code_name(code); }
inline void PrintTo(const Refusal& refusal, std::ostream* out) { *out << to_text(refusal); }

}  // namespace mingzhang

namespace mingzhang::test {

/// Matches a refusal by its code and field; what was found there is for people.
inline auto refused(Code code, std::string field) {
  return testing::AllOf(testing::Field("code", &Refusal::code, code),
                        testing::Field("field", &Refusal::field, std::move(field)));
}

/// Ledger facts from the index rows of the entries written, as a store answers them.
class RowFacts {
 public:
  void add(const Entry& entry, const Hash& leaf, const Effects& effects) {
    entries_.push_back(entry);
    leaves_.push_back(leaf);
    for (const IndexRow& row : effects.rows) {
      if (row.index == Index::refs && row.values[1] == row.values[2]) {
        standing_[row.values[0]].push_back(static_cast<Seq>(row.values[2]));
      } else if (row.index == Index::refs) {
        std::erase(standing_[row.values[0]], static_cast<Seq>(row.values[2]));
      } else if (row.index == Index::objects) {
        objects_[row.values[0]] = static_cast<Seq>(row.values[1]);
      } else if (row.index == Index::income) {
        places_[row.values[0]] = {row.values[1], row.values[2], 0};
      } else if (row.index == Index::against) {
        places_[row.values[0]].against += row.values[2];
      }
    }
  }
  Facts answer(const Wants& wants) const {
    Facts facts;
    for (const Ref& ref : wants.refs) {
      const auto hit = standing_.find(ref_key(ref.view()));
      const bool held = hit != standing_.end() && !hit->second.empty();
      facts.refs.push_back(held ? std::optional(hit->second.back()) : std::nullopt);
    }
    for (const std::string& object : wants.objects) {
      const auto hit = objects_.find(index_key("object", object));
      facts.objects.push_back(hit == objects_.end() ? std::nullopt : std::optional(hit->second));
    }
    for (const Seq seq : wants.entries) facts.entries.push_back(at(entries_, seq));
    for (const Seq seq : wants.leaves) facts.leaves.push_back(at(leaves_, seq));
    for (const Seq seq : wants.incomes) {
      const auto hit = places_.find(static_cast<std::int64_t>(seq));
      facts.incomes.push_back(hit == places_.end() ? std::nullopt : std::optional(hit->second));
    }
    return facts;
  }

 private:
  template <class T>
  static std::optional<T> at(const std::vector<T>& all, Seq seq) {
    return seq < all.size() ? std::optional(all[seq]) : std::nullopt;
  }

  std::vector<Entry> entries_;
  std::vector<Hash> leaves_;
  std::map<std::int64_t, IncomePlace> places_;
  std::map<std::int64_t, std::vector<Seq>> standing_;
  std::map<std::int64_t, Seq> objects_;
};

/// A ledger in memory over the pure core: no store, a clock that stands until it is set, salts
/// that repeat. Tests tell what people do and ask what came of it.
class Story {
 public:
  Story() = default;

  /// Opened, with tables, entities, accounts, funds and people, but no policy yet.
  Story& founded();
  /// Adopts a first policy by two people: from here on the founding is over.
  Story& governed();

  /// Sets the clock.
  Story& at(std::string_view time) {
    now = moment(time);
    return *this;
  }
  Story& pass_ms(std::int64_t ms) {
    now.ms += ms;
    return *this;
  }

  /// Writes what somebody does; the test fails when it is refused or an invariant breaks.
  Seq write(const Command& command) {
    const Result<Seq> written = try_write(command);
    EXPECT_TRUE(written) << command.kind->name << ": " << to_text(written.error());
    return written.value_or(0);
  }
  /// Writes it if the rules allow it.
  Result<Seq> try_write(const Command& command) {
    const Result<Entry> entry = decide(state, facts_for(command), command, outside());
    if (!entry) return std::unexpected(entry.error());
    force(*entry);
    EXPECT_THAT(check_checkpoint_invariants(state), testing::IsEmpty());
    return entry->seq;
  }
  /// Folds an entry whatever the rules say, as an auditor does.
  void force(const Entry& entry) {
    Effects yielded;
    fold(state, facts_for(entry), entry, yielded);
    link.size = entry.seq + 1;
    link.leaf = leaf_of(encode(entry));
    facts.add(entry, link.leaf, yielded);
    link.time = entry.time;
    entries.push_back(entry);
    effects.push_back(std::move(yielded));
  }

  /// Every rule that the act breaks; nothing is written.
  Violations violations(const Command& command) const {
    return violations_of(complete(state, command, outside()));
  }
  Violations violations_of(const Entry& entry) const {
    return check(state, facts_for(entry), entry);
  }
  /// The refusal of an act, when it is the only rule that the act breaks; the test fails otherwise.
  Refusal refusal(const Command& command) const {
    const Violations broken = violations(command);
    EXPECT_THAT(broken, testing::SizeIs(1)) << command.kind->name;
    if (broken.empty()) return {Code::stopping, "not refused", {}};
    return broken.front();
  }

  /// A proposal by the administrator and its target by another.
  template <class T>
  Seq write_by_two(const Act<T>& target, const Id& second = "leader") {
    return write(target.by(second).citing(write(proposal_of(target))));
  }

  Facts facts_for(const Command& command) const {
    Wants wanted;
    wants(state, command, wanted);
    return facts.answer(wanted);
  }
  Outside outside() const {
    Salt salt;
    const Hash digest = sha256(bytes_of("salt " + std::to_string(link.size)));
    std::copy_n(digest.bytes.begin(), salt.bytes.size(), salt.bytes.begin());
    return {link, now, salt};
  }

  /// All index rows of one table, in the order in which they came.
  std::vector<IndexRow> rows(Index index) const {
    std::vector<IndexRow> found;
    for (const Effects& yielded : effects) {
      for (const IndexRow& row : yielded.rows) {
        if (row.index == index) found.push_back(row);
      }
    }
    return found;
  }

  static Hash leaf_of(const std::string& bytes) {
    constexpr std::byte kLeaf{0};
    return sha256({ByteView(&kLeaf, 1), bytes_of(bytes)});
  }

  State state;
  RowFacts facts;
  Link link;
  Timestamp now = moment("2026-11-23T08:00:00.000Z");
  std::vector<Entry> entries;
  std::vector<Effects> effects;  ///< Of each entry.
};

/// The tables of the founding. Income is posted under the chart of 2004 until 2025-12-31.
inline std::vector<Command> founding_tables() {
  TableRow illness = code_row("illness", "重病");
  illness.path = "any";
  TableRow accident = code_row("accident", "意外事故");
  accident.path = "any";
  TableRow other = code_row("other", "其他事由");
  other.path = "county";
  TableRow asset = code_row("1002", "银行存款");
  asset.side = "debit";
  asset.type = "asset";
  TableRow wrong = code_row("wrong_amount", "金额录错");
  wrong.use = "cancel";
  TableRow not_agreed = code_row("not_agreed", "不同意");
  not_agreed.use = "decline";
  const std::vector<TableRow> map_2004{
      use_row("account_bank", "1002"),    use_row("account_cash", "1001"),
      use_row("account_channel", "1009"), use_row("account_treasury", "100202"),
      use_row("income_donation", "4101"), use_row("income_gov", "4401"),
      use_row("aid_accident", "5101"),    use_row("aid_illness", "5102"),
      use_row("aid_other", "5103"),       use_row("payable_returned", "2209"),
      use_row("transfer_out", "5105")};
  const std::vector<TableRow> map_2024{
      use_row("account_bank", "100201"),    use_row("account_cash", "1001"),
      use_row("account_channel", "100901"), use_row("account_treasury", "100202"),
      use_row("income_donation", "410102"), use_row("income_gov", "440102"),
      use_row("aid_accident", "510101"),    use_row("aid_illness", "510103"),
      use_row("aid_other", "510104"),       use_row("payable_returned", "220901"),
      use_row("transfer_out", "510105")};
  return {
      table(TableName::causes, "2014-01-01", {accident, illness, other}),
      table(TableName::channels, "2014-01-01", {code_row("wechat", "微信"), code_row("counter")}),
      table(TableName::chart, "2005-01-01", {asset}),
      table(TableName::chart_map, "2005-01-01", map_2004),
      table(TableName::chart_map, "2026-01-01", map_2024),
      table(TableName::reasons, "2014-01-01", {wrong, not_agreed}),
      table(TableName::regions, "2014-01-01",
            {code_row("370100", "济南市"), code_row("370113", "长清区"),
             code_row("370124", "平阴县")}),
      table(TableName::villages, "2014-01-01",
            {code_row("370113001001", "某村"), code_row("370113001002", "邻村"),
             code_row("370124001001", "远村"), code_row("370900001001", "外市村")}),
  };
}

/// What an administrator writes before the first policy, in order; the first is the opening.
inline std::vector<Command> founding_acts() {
  std::vector<Command> acts{opening()};
  for (Command& adopted : founding_tables()) acts.push_back(std::move(adopted));
  const std::vector<Command> rest{
      entity("jinan", "370100", Level::city),
      entity("changqing", "370113"),
      entity("pingyin", "370124"),
      account("bank", "jinan", AccountType::bank),
      account("cash", "jinan", AccountType::cash),
      account("wechat", "jinan", AccountType::channel),
      account("treasury", "jinan", AccountType::treasury).with([](AccountOpened& body) {
        body.bound_source = Source::gov;
      }),
      account("warehouse", "jinan", AccountType::store),
      account("cq.bank", "changqing", AccountType::bank),
      fund("jinan", "jinan", "370100"),
      fund("education", "jinan", "370100"),
      fund("changqing", "changqing", "370113"),
      enrolment("cashier", {{Duty::cashier}}),
      enrolment("cashier2", {{Duty::cashier}}),
      enrolment("bookkeeper", {{Duty::bookkeeper}}),
      enrolment("caseworker", {{Duty::caseworker}}),
      enrolment("reviewer", {{Duty::reviewer}}),
      enrolment("cq.cashier", {{Duty::cashier}}, "changqing"),
      enrolment("cq.bookkeeper", {{Duty::bookkeeper}}, "changqing"),
  };
  acts.insert(acts.end(), rest.begin(), rest.end());
  return acts;
}

inline Story& Story::founded() {
  for (const Command& act : founding_acts()) write(act);
  return *this;
}

inline Story& Story::governed() {
  if (link.size == 0) founded();
  write_by_two(policy());
  return *this;
}

/// One act that breaks exactly one rule.
struct RefusedAct {
  std::string name;
  Command act;
  Code code;
  std::string field;
};

/// Each act is refused with its code and field, and for no other reason.
inline void expect_refused(const Story& story, const std::vector<RefusedAct>& acts) {
  for (const RefusedAct& row : acts) {
    SCOPED_TRACE(row.name);
    EXPECT_THAT(story.refusal(row.act), refused(row.code, row.field));
  }
}

/// Each act is allowed where the story stands; every one is tried on its own.
struct AllowedAct {
  std::string name;
  Command act;
};
inline void expect_allowed(const Story& story, const std::vector<AllowedAct>& acts) {
  for (const AllowedAct& row : acts) {
    SCOPED_TRACE(row.name);
    EXPECT_THAT(story.violations(row.act), testing::IsEmpty());
  }
}

}  // namespace mingzhang::test
