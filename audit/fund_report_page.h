#pragma once

#include <string>

#include "audit/examine.h"
#include "audit/fund_report.h"

namespace mingzhang::audit {

/// One page of HTML for people: the verdict of the verification, the money of each fund with charts
/// and tables, and the doubts. Nothing personal is in it. `doubts` of other funds than `only` are
/// left out; empty: none.
std::string fund_report_html(const Report& verified, const FundReporter& reporter,
                             const Examiner& examiner, const Id& only, bool zh);
/// The same as one JSON object; amounts in fen (docs/guide/audit-findings.md).
std::string fund_report_json(const Report& verified, const FundReporter& reporter,
                             const Examiner& examiner, const Id& only);

/// The doubts that concern `only`, or no fund in particular; all when it is empty.
std::vector<const Doubt*> doubts_of(const Examiner& examiner, const Id& only);

}  // namespace mingzhang::audit
