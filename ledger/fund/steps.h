#pragma once

#include <span>
#include <string_view>

#include "ledger/fund/case_state.h"

/// How cases and payment lines may go: steps.def.
namespace mingzhang {

/// One step; absent `from`: it begins; absent `to`: it ends.
template <class Stage>
struct Step {
  std::string_view kind;
  std::optional<Stage> from;
  std::optional<Stage> to;
};

std::span<const Step<CaseStage>> case_steps();
std::span<const Step<LineStage>> line_steps();

/// Whether an entry of `kind` may come where a case, or a line, stands.
bool may_step(CaseStage from, std::string_view kind);
bool may_step(LineStage from, std::string_view kind);

}  // namespace mingzhang
