#include "ledger/fund/steps.h"

#include <algorithm>
#include <array>

namespace mingzhang {
namespace {

/// The names of steps.def: every stage, and `none` and `ended` for none.
struct CaseStages {
  static constexpr std::nullopt_t none = std::nullopt;
  static constexpr std::nullopt_t ended = std::nullopt;
  using enum CaseStage;
};
struct LineStages {
  static constexpr std::nullopt_t none = std::nullopt;
  static constexpr std::nullopt_t ended = std::nullopt;
  using enum LineStage;
};

constexpr std::array kCaseSteps{
#define MZ_CASE_STEP(kind, from, to) Step<CaseStage>{kind, CaseStages::from, CaseStages::to},
#define MZ_LINE_STEP(kind, from, to)
#include "ledger/fund/steps.def"
#undef MZ_CASE_STEP
#undef MZ_LINE_STEP
};

constexpr std::array kLineSteps{
#define MZ_CASE_STEP(kind, from, to)
#define MZ_LINE_STEP(kind, from, to) Step<LineStage>{kind, LineStages::from, LineStages::to},
#include "ledger/fund/steps.def"
#undef MZ_CASE_STEP
#undef MZ_LINE_STEP
};

template <class Steps, class Stage>
bool is_step(const Steps& steps, Stage from, std::string_view kind) {
  return std::any_of(steps.begin(), steps.end(),
                     [&](const auto& step) { return step.from == from && step.kind == kind; });
}

}  // namespace

std::span<const Step<CaseStage>> case_steps() { return kCaseSteps; }
std::span<const Step<LineStage>> line_steps() { return kLineSteps; }

bool may_step(CaseStage from, std::string_view kind) { return is_step(kCaseSteps, from, kind); }
bool may_step(LineStage from, std::string_view kind) { return is_step(kLineSteps, from, kind); }

}  // namespace mingzhang
