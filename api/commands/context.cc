#include "api/commands/context.h"

#include <cstdio>

namespace mingzhang {

int print_refusal(const Context& context, const Refusal& refusal) {
  const std::string text = to_text(refusal, context.language == Language::zh);
  std::fprintf(stderr, "%s%s\n", context.say("不能办理：", "refused: ").data(), text.c_str());
  return kRefused;
}

}  // namespace mingzhang
