#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "audit/verify.h"

namespace mingzhang::audit {

/// The report for people: what was checked, every finding, what is still trustworthy.
std::string to_text(const Report& report, bool zh);

/// The report as one JSON object (docs/format.md, "Report of a verification").
std::string to_json(const Report& report);

/// The report as one HTML file that needs no other and runs nothing, for the screen and for paper.
std::string to_html(const Report& report, bool zh);

inline std::string_view in_language(const Sentence& sentence, bool zh) {
  return zh ? sentence.zh : sentence.en;
}

using Lines = std::vector<std::pair<std::string, std::string>>;

// Parts of a report, for the forms that people read.
/// Label and value of what was checked.
Lines checked_lines(const Report& report, bool zh);
/// What was not, and what an offline look at one copy can never tell: a line each.
std::string not_checked(const Report& report, bool zh);
/// For each kind of damage that was found its name; what still holds, and what to do.
Lines meanings(const Report& report, bool zh);
/// The last word, one line.
std::string verdict(const Report& report, bool zh);

}  // namespace mingzhang::audit
