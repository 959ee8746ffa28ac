#include "terminal/language.h"

namespace mingzhang {

std::optional<Language> parse_language(std::string_view name) {
  if (name == "zh") return Language::zh;
  if (name == "en") return Language::en;
  return std::nullopt;
}

Language choose_language(std::optional<Language> chosen, std::string_view lc_all,
                         std::string_view lc_messages, std::string_view lang) {
  if (chosen) return *chosen;
  const std::string_view locale = !lc_all.empty()        ? lc_all
                                  : !lc_messages.empty() ? lc_messages
                                                         : lang;
  const std::string_view name = locale.substr(0, locale.find_first_of("_.@"));
  const bool none = name.empty() || name == "C" || name == "POSIX";
  return none || name == "zh" ? Language::zh : Language::en;
}

}  // namespace mingzhang
