#pragma once

#include <string>
#include <vector>

#include "ledger/fund/timers.h"
#include "tests/fund/arbitrary.h"
#include "tests/fund/money_acts.h"

/// The part of a crowd that asks for aid, gives it, and mends what was wrong.
namespace mingzhang::test {

/// Limits under which random aid goes far, and sometimes too far.
inline Act<PolicyAdopted> crowd_policy(std::int64_t proposal_days = 7) {
  return policy().with([&](PolicyAdopted& body) {
    body.limits.aid_per_year_count = 3;
    body.limits.award_valid_days = 20;
    body.limits.cash_max = 9000;
    body.limits.medical_remainder.on = true;
    body.limits.proposal_days = proposal_days;
    body.limits.small_aid_max = 5000;
    body.limits.two_approvers_above = 15000;
    body.limits.urgent_release_max = 10000;
  });
}

class AidCrowd {
 public:
  explicit AidCrowd(std::uint64_t seed) : rng_(seed) {}

 protected:
  /// What somebody does about some household, case or payment.
  Command aid(const Story& story) {
    const State& state = story.state;
    const std::vector<Command> fallen = due(state, story.now, 3);
    if (!fallen.empty() && one_in(rng_, 4)) return one_of(rng_, fallen);
    if (state.households.all().size() < 3 || one_in(rng_, 30)) return put_on_file(state);
    if (!state.lines.all().empty() && !one_in(rng_, 3)) return go_on(story, any(state.lines));
    if (state.cases.all().size() < 4 || one_in(rng_, 12)) return ask(state);
    return decide_on(story, any(state.cases));
  }

  /// What somebody does about money that is there already.
  Command mend(const Story& story) {
    const Seq income = below(rng_, story.link.size + 1);
    switch (below(rng_, 7)) {
      case 0:
        return moving(amount_up_to(90000), one_of(rng_, accounts()), one_of(rng_, accounts()));
      case 1:
        return closing(story.state.entities.find("jinan")->open_from.text());
      case 2:
        return put_forward(story, sending(amount_up_to(20000)).with([&](TransferSent& body) {
          if (one_in(rng_, 3)) body.source = Source::gov;
        }));
      case 3:
        return arrive_from(story);
      case 4:
        return put_forward(story, reversal(some_gift(story, income)));
      case 5:
        return put_forward(story, refund(some_gift(story, income), amount_up_to(9000)));
      default:
        return put_forward(story, new_purpose(some_gift(story, income), amount_up_to(9000),
                                              {"accident", PurposeType::cause}));
    }
  }

  /// Proposes something new, and remembers what the second will write.
  template <class T>
  Command put_forward(const Story& story, const Act<T>& act, const Id& second = "bookkeeper",
                      const Id& first = "cashier") {
    const Command command = act;
    const Act<T> target = act.with(
        [&](T& body) { body = complete(story.state, command, story.outside()).template as<T>(); });
    seconds_.push_back(target.by(second).citing(story.link.size));
    return proposal_of(target).by(first);
  }

  Money amount_up_to(std::int64_t fen) { return *Money::of_fen(between(rng_, 1, fen)); }

  Rng rng_;
  std::vector<Command> seconds_;

 private:
  static const std::vector<Id>& accounts() {
    static const std::vector<Id> kAccounts{"bank", "cash", "wechat", "treasury"};
    return kAccounts;
  }

  template <class T>
  const T& any(const Rows<T>& rows) {
    const auto& all = rows.all();
    return std::next(all.begin(), static_cast<std::ptrdiff_t>(below(rng_, all.size())))->second;
  }

  /// A gift of this fund near `near`, confirmed or not; any entry when there is none.
  Seq some_gift(const Story& story, Seq near) {
    for (Seq seq = near; seq < story.link.size; ++seq) {
      const Entry& entry = story.entries[seq];
      if (entry.kind == &kinds::donation_received() && entry.fund == Id("jinan")) return seq;
    }
    return near;
  }

  Command arrive_from(const Story& story) {
    for (std::size_t i = story.entries.size(); i-- > 0;) {
      if (story.entries[i].kind != &kinds::transfer_sent()) continue;
      const TransferSent& sent = story.entries[i].as<TransferSent>();
      return arrival(i, sent.amount).with([&](TransferReceived& body) {
        body.source = sent.source;
      });
    }
    return arrival(below(rng_, story.link.size), 1_yuan);
  }

  Command put_on_file(const State& state) {
    const Id id("h" + std::to_string(below(rng_, 6)));
    if (state.households.find(id) != nullptr) return household_change(id);
    return household(id).with([&](HouseholdRegistered& body) {
      if (one_in(rng_, 3)) body.village = Id(kNextVillage);
    });
  }

  Command ask(const State& state) {
    const Id id("c" + std::to_string(below(rng_, 400)));
    return request(id, any(state.households).household).with([&](CaseOpened& body) {
      body.event_date = day("2026-11-01").plus_days(static_cast<std::int32_t>(below(rng_, 20)));
      if (one_in(rng_, 4)) body.cause = "illness";
      if (one_in(rng_, 12)) body.cause = "other";
      body.urgent.on = one_in(rng_, 3);
    });
  }

  Command look(const Case& request) {
    return survey(request.id).with([&](CaseSurveyed& body) {
      if (one_in(rng_, 9)) body.income = 800001;
      if (request.cause != Id("illness")) return;
      body.medical.emplace();
      body.medical->total = 30000;
      body.medical->self = 30000;
    });
  }

  Command award(const Story& story, const Case& request) {
    const auto act = approval(request.id, amount_up_to(18000));
    if (request.minutes_by) return meeting(request.id, act.body().amount);
    if (one_in(rng_, 8)) return put_forward(story, act, "approver", "approver2");
    if (one_in(rng_, 8)) return act.by("reviewer2");
    return act;
  }

  Command decide_on(const Story& story, const Case& request) {
    if (one_in(rng_, 25)) return minutes(request.id);
    if (one_in(rng_, 30)) return rejection(request.id);
    if (one_in(rng_, 30)) return withdrawal(request.id);
    if (one_in(rng_, 20)) return supplement(request.id);
    switch (request.stage) {
      case CaseStage::opened:
        return request.urgent.on && !one_in(rng_, 4) ? award(story, request) : look(request);
      case CaseStage::surveyed:
        return one_in(rng_, 5) ? award(story, request) : Command(review(request.id));
      case CaseStage::reviewed:
        return award(story, request);
      case CaseStage::urgent:
        if (one_in(rng_, 2)) return send(story, request);
        if (!request.found) return look(request);
        if (!request.reviewed.on) return review(request.id);
        return one_in(rng_, 4) ? no_ratification(request.id) : ratification(request.id);
      case CaseStage::approved:
      case CaseStage::recovering:
        return send(story, request);
    }
    return look(request);
  }

  /// Names the payee, then builds a list of payments.
  Command send(const Story& story, const Case& request) {
    if (!request.payee) return payee(request.id);
    if (one_in(rng_, 12)) return put_forward(story, payee(request.id), "bookkeeper", "caseworker");
    const Award* const donated = award_of(request, Source::donation);
    const Source source =
        donated != nullptr && donated->unlined() > 0 ? Source::donation : Source::gov;
    const Award* const award = award_of(request, source);
    const std::int64_t left = award == nullptr ? 0 : award->unlined();
    const std::int64_t fen = one_in(rng_, 2) ? left : between(rng_, 1, left + 1);
    return batch(Id("b" + std::to_string(below(rng_, 900))), request.id,
                 *Money::of_fen(std::max<std::int64_t>(1, fen)))
        .with([&](BatchBuilt& body) {
          body.source = source;
          if (source == Source::gov) body.account = "treasury";
        });
  }

  Command go_on(const Story& story, const PayLine& line) {
    const State& state = story.state;
    const Id account = state.batches.find(line.batch)->account;
    const Money fen = *Money::of_fen(line.amount.value);
    const auto money = [&](auto& body) { body.account = account; };
    switch (line.stage) {
      case LineStage::built:
        return releasing(line.batch);
      case LineStage::released:
        if (one_in(rng_, 4)) return failure(line.batch, line.case_id);
        return payment(line.batch, line.case_id, fen).with([&](AidPaid& body) {
          body.account = account;
          body.source = line.source;
        });
      case LineStage::paid:
        if (one_in(rng_, 2)) return delivery(line.batch, line.case_id);
        return sent_back(line.batch, line.case_id,
                         one_in(rng_, 2) ? fen : amount_up_to(line.amount.value))
            .with(money)
            .with([&](AidReturned& body) {
              if (one_in(rng_, 3)) body.next = AfterReturn::cancel;
            });
    }
    return releasing(line.batch);
  }
};

}  // namespace mingzhang::test
