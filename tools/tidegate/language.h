// Language: in which language people are spoken to, and the two ways of saying a thing side by side.
#pragma once

#include <fmt/core.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "core/model/names.h"

namespace tidegate {

enum class Language : std::uint8_t { kEnglish, kChinese };

// Of LANG, LC_ALL and the like: Chinese when it begins with "zh".
constexpr Language LanguageOf(std::string_view locale) { return locale.starts_with("zh") ? Language::kChinese : Language::kEnglish; }

inline std::string Say(Language language, std::string_view english, std::string_view chinese) {
  return std::string(language == Language::kChinese ? chinese : english);
}

// Both texts take the same arguments; the Chinese one may take them in another order ({1} {0}).
template <class... Args>
std::string SayFormat(Language language, fmt::format_string<Args...> english, fmt::format_string<Args...> chinese, Args&&... args) {
  return fmt::format(language == Language::kChinese ? chinese : english, std::forward<Args>(args)...);
}

// The name of a value as people read it.
template <class Enum>
constexpr std::string_view NameIn(Language language, Enum value) {
  return language == Language::kChinese ? ChineseName(value) : EnglishName(value);
}

}  // namespace tidegate
