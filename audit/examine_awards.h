#pragma once

#include <map>
#include <vector>

#include "audit/award_path.h"
#include "audit/inspector.h"

namespace mingzhang::audit {

/// Who was granted what, by whom, when: urgent aid (A10), limits (A11), repeats (A12), surveys
/// (A15), notices (A17).
class AwardInspector final : public Inspector {
 public:
  /// At least this part of a limit, in percent, is just under it; so many in a row are too many
  /// when none comes more than so many days after the one before.
  static constexpr std::int64_t kJustUnderPercent = 95;
  static constexpr std::size_t kJustUnderMin = 3;
  static constexpr std::int32_t kJustUnderDays = 30;
  static constexpr std::int32_t kSplitDays = 365;

  using Inspector::Inspector;
  void before(const Entry& entry, Date day, const Facts& facts, const State& state) override;
  void after(const Entry& entry, Date day, const Effects& effects, const State& state) override;
  void finish(const State& state, Date as_of) override;

 private:
  /// An award of the last year.
  struct Award {
    Id case_id;
    Seq seq = 0;
    Date day;
    Id fund;
    Id cause;
    AwardPath path = AwardPath::county;
    std::int64_t fen = 0;
  };
  /// What an open case has shown so far.
  struct Open {
    Seq award = 0;
    std::optional<Date> surveyed;
    bool notice = false;
  };
  /// Awards just under one limit, by one person, in short order.
  struct Run {
    Date last;
    Doubt doubt;
  };

  void take_survey(const Entry& entry, const State& state);
  void take_award(const Entry& entry, Date day, const State& state);
  void take_ratification(const Entry& entry, Date day, const State& state);
  void look_at_notice(const Entry& entry, Date day, const State& state, const Open& open);
  void look_at_limit(const Entry& entry, const Award& award, std::int64_t limit);
  void look_at_split(const std::vector<Award>& awards, std::int64_t limit);
  void look_at_repeats(const std::vector<Award>& awards);
  void look_at_members(const Award& award, const Household& household);
  void end_run(Run& run);

  std::map<Id, Open> open_;
  std::map<Id, std::vector<Award>> by_household_;
  std::map<Id, std::pair<Id, Seq>> household_of_;  ///< Of each person in a household with an award.
  std::map<std::pair<Id, AwardPath>, Run> runs_;
};

}  // namespace mingzhang::audit
