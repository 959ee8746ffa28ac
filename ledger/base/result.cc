#include "ledger/base/result.h"

#include <array>

namespace mingzhang {
namespace {

struct Row {
  std::string_view name;
  RefusalClass refusal_class;
  Sentence sentence;
};

constexpr std::array kRows = {
#define MZ_REFUSAL(code, cls, zh, en) Row{#code, RefusalClass::cls, {zh, en}},
#include "ledger/base/refusals.def"
#undef MZ_REFUSAL
};

const Row& row_of(Code code) { return kRows.at(static_cast<std::size_t>(code)); }

}  // namespace

std::string_view code_name(Code code) { return row_of(code).name; }
RefusalClass refusal_class(Code code) { return row_of(code).refusal_class; }
Sentence code_sentence(Code code) { return row_of(code).sentence; }

std::string to_text(const Refusal& refusal, bool zh) {
  const Sentence sentence = code_sentence(refusal.code);
  std::string text(code_name(refusal.code));
  text.append(": ").append(zh ? sentence.zh : sentence.en);
  if (refusal.field.empty() && refusal.detail.empty()) return text;
  text.append(" (").append(refusal.field);
  if (!refusal.field.empty() && !refusal.detail.empty()) text.append(": ");
  return text.append(refusal.detail).append(")");
}

}  // namespace mingzhang
