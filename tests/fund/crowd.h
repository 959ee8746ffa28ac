#pragma once

#include <string>
#include <vector>

#include "tests/fund/aid_crowd.h"

namespace mingzhang::test {

/// Random people who do random things, mostly plausible ones, often not allowed. Same seed, same
/// crowd.
class Crowd : private AidCrowd {
 public:
  explicit Crowd(std::uint64_t seed) : AidCrowd(seed) {}

  /// What somebody tries next.
  Command next(Story& story) {
    pass_time(story);
    Command command = choose(story);
    if (one_in(rng_, 12)) command.actor = one_of(rng_, people());
    if (one_in(rng_, 25)) command.fund = one_of(rng_, funds());
    return command;
  }

 private:
  static const std::vector<Id>& people() {
    static const std::vector<Id> kPeople{"admin",      "leader",     "approver",      "auditor",
                                         "cashier",    "cashier2",   "bookkeeper",    "reviewer",
                                         "caseworker", "cq.cashier", "cq.bookkeeper", "system",
                                         "nobody"};
    return kPeople;
  }
  static const std::vector<Id>& funds() {
    static const std::vector<Id> kFunds{"jinan", "jinan", "education", "changqing", "", "none"};
    return kFunds;
  }

  void pass_time(Story& story) {
    const std::int64_t second = 1000;
    if (one_in(rng_, 3)) story.pass_ms(between(rng_, 0, 100 * second));
    if (one_in(rng_, 60)) story.pass_ms(between(rng_, 0, 20 * 86'400 * second));
    if (one_in(rng_, 40)) story.pass_ms(-between(rng_, 0, 100 * second));
  }

  Command choose(Story& story) {
    if (!one_in(rng_, 3)) return one_in(rng_, 6) ? mend(story) : aid(story);
    switch (below(rng_, 16)) {
      case 0:
        return import_of(static_cast<int>(below(rng_, 200))).by(cashier());
      case 1:
      case 2:
        return grant();
      case 3:
      case 4:
        return confirm(story);
      case 5:
        return cancel(story);
      case 6:
      case 7:
        return propose(story);
      case 8:
      case 9:
        return second(story);
      case 10:
        return decline(story);
      default:
        return gift(story);
    }
  }

  Id cashier() { return one_in(rng_, 3) ? "cashier2" : "cashier"; }

  Money amount() {
    return *Money::of_fen(between(rng_, 1, one_in(rng_, 9) ? 1'000'000'000 : 50'000));
  }

  Date date(const Story& story) {
    if (one_in(rng_, 6)) return day("2019-06-30");
    if (one_in(rng_, 6)) return day("2025-12-31");
    return story.state.business_date(story.now).plus_days(
        static_cast<std::int32_t>(between(rng_, -90, 1)));
  }

  Purpose purpose() {
    static const std::vector<Purpose> kPurposes{{},
                                                {},
                                                {},
                                                {"illness", PurposeType::cause},
                                                {"370113", PurposeType::county},
                                                {"370113001001", PurposeType::village},
                                                {"boredom", PurposeType::cause},
                                                {"x", PurposeType::campaign},
                                                {"illness", PurposeType::none}};
    return one_of(rng_, kPurposes);
  }

  Command gift(const Story& story) {
    auto act = donation(amount()).by(cashier()).with([&](DonationReceived& body) {
      body.value_date = date(story);
      body.purpose = purpose();
      body.account = one_of(rng_, std::vector<Id>{"bank", "bank", "cash", "wechat", "treasury"});
      if (one_in(rng_, 2)) body.ref = Ref("r:" + std::to_string(below(rng_, 300)));
      if (one_in(rng_, 6) && !story.state.imports.all().empty()) {
        body.account = "wechat";
        body.import = story.state.imports.all().begin()->first;
      }
      if (one_in(rng_, 30)) body.book_date = date(story);
    });
    if (one_in(rng_, 5)) act = act.in("education");
    if (!one_in(rng_, 5)) return act;
    return act.in("changqing").by("cq.cashier").with([](DonationReceived& body) {
      body.account = "cq.bank";
    });
  }

  Command grant() {
    return injection(amount()).by(cashier()).with([&](InjectionReceived& body) {
      if (one_in(rng_, 8)) body.account = "bank";
      if (one_in(rng_, 4)) body.ref = Ref("r:" + std::to_string(below(rng_, 300)));
    });
  }

  /// Some unconfirmed income, or any number.
  Income::Key some_income(const Story& story) {
    const auto& all = story.state.unconfirmed.all();
    if (all.empty() || one_in(rng_, 10)) return {"jinan", below(rng_, story.link.size + 2)};
    auto it = all.begin();
    for (std::uint64_t left = below(rng_, all.size()); left > 0; --left) ++it;
    return it->key();
  }

  Command confirm(const Story& story) {
    const auto [fund, first] = some_income(story);
    IncomeConfirmed body = confirmation(first, first + below(rng_, 60), 1, 1_fen).body();
    if (one_in(rng_, 4)) body.except = List<Seq, 500>{{first}};
    std::int64_t sum = 0;
    std::int64_t count = 0;
    each_covered(story.state, fund, body, [&](const Income& income) {
      sum += income.amount.fen();
      ++count;
    });
    body.count = std::max<std::int64_t>(1, count);
    body.amount = *Money::of_fen(std::max<std::int64_t>(1, sum));
    if (one_in(rng_, 10)) body.amount = *Money::of_fen(body.amount.fen() + 1);
    return Act<IncomeConfirmed>(fund == "changqing" ? "cq.bookkeeper" : "bookkeeper", fund, body);
  }

  Command cancel(const Story& story) {
    const auto key = some_income(story);
    const std::optional<Income> income = story.state.unconfirmed.find(key);
    const bool by_maker = income && !one_in(rng_, 3);
    return cancellation(key.second).in(key.first).by(by_maker ? income->maker : "bookkeeper");
  }

  template <class T>
  Command by_admin(const Story& story, const Act<T>& target, const Id& second) {
    return put_forward(story, target, second, "admin");
  }

  Command propose(const Story& story) {
    const Id fresh("n" + std::to_string(below(rng_, 400)));
    switch (below(rng_, 7)) {
      case 0:
        return by_admin(story, entity(fresh, "370113"), "leader");
      case 1:
        return by_admin(story, account(fresh, "jinan", AccountType::bank), "approver");
      case 2:
        return by_admin(story, fund(fresh, "changqing", "370113"), "leader");
      case 3:
        return by_admin(story, enrolment(fresh, {{Duty::cashier}}), "approver");
      case 4: {
        const auto status = one_in(rng_, 3) ? PersonStatus::suspended : PersonStatus::active;
        return by_admin(story, change_of(one_in(rng_, 2) ? "cashier2" : "reviewer", status),
                        "leader");
      }
      case 5:
        return by_admin(story, crowd_policy(between(rng_, 1, 30)), "leader");
      default:
        return by_admin(story,
                        table(TableName::channels, "2026-01-01",
                              {code_row("wechat"), code_row("counter"), code_row(fresh)}),
                        "approver");
    }
  }

  Command second(const Story& story) {
    if (seconds_.empty()) return gift(story);
    const std::size_t at =
        seconds_.size() - 1 - below(rng_, std::min<std::size_t>(3, seconds_.size()));
    return seconds_[at];
  }

  Command decline(const Story& story) {
    const auto& open = story.state.proposals.all();
    if (open.empty() || !one_in(rng_, 3)) return gift(story);
    const Seq seq = open.begin()->first;
    return declining(seq).by(one_of(rng_, std::vector<Id>{"admin", "leader", "system"}));
  }
};

}  // namespace mingzhang::test
