#pragma once

#include <optional>
#include <string_view>

namespace mingzhang {

/// The languages a person is spoken to in.
enum class Language : unsigned char { zh, en };

/// "zh" or "en", what `--lang` takes; none for anything else.
std::optional<Language> parse_language(std::string_view name);

/// The language to speak: `chosen` if there is one; otherwise what the first of LC_ALL, LC_MESSAGES
/// and LANG says that is set and not empty (POSIX.1-2017 §8.2). Chinese where that names no
/// language (unset, "C", "POSIX"), English where it names any other than Chinese. Pure: the caller
/// reads the environment.
Language choose_language(std::optional<Language> chosen, std::string_view lc_all,
                         std::string_view lc_messages, std::string_view lang);

/// The text of the language in hand.
constexpr std::string_view pick(Language language, std::string_view zh, std::string_view en) {
  return language == Language::zh ? zh : en;
}

}  // namespace mingzhang
