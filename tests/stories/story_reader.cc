#include "tests/stories/story_reader.h"

#include <charconv>
#include <sstream>

namespace tidegate::story {

std::string Trimmed(std::string_view text) {
  const auto from = text.find_first_not_of(" \t\r");
  if (from == std::string_view::npos) return {};
  return std::string(text.substr(from, text.find_last_not_of(" \t\r") - from + 1));
}

Words Split(const std::string& text) {
  std::istringstream in(text);
  Words words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

std::uint64_t NumberOf(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) throw Misspelt{"'" + std::string(text) + "' is not a number"};
  return number;
}

Micros SpanOf(std::string_view text) {
  constexpr std::pair<char, Micros> kUnits[] = {{'s', kSecond}, {'m', kMinute}, {'h', kHour}, {'d', kDay}};
  for (const auto& [unit, span] : kUnits) {
    if (!text.empty() && text.back() == unit) return static_cast<Micros>(NumberOf(text.substr(0, text.size() - 1))) * span;
  }
  if (text == "0") return 0;
  throw Misspelt{"'" + std::string(text) + "' is not a span like 30s, 3m, 2h or 7d"};
}

Micros TimeOf(std::string_view text) {
  if (text.size() < 8 || text[2] != ':' || text[5] != ':') throw Misspelt{"'" + std::string(text) + "' is not a time like 09:15:01"};
  Micros at = static_cast<Micros>(NumberOf(text.substr(0, 2))) * kHour + static_cast<Micros>(NumberOf(text.substr(3, 2))) * kMinute +
              static_cast<Micros>(NumberOf(text.substr(6, 2))) * kSecond;
  if (text.size() == 12 && text[8] == '.') at += static_cast<Micros>(NumberOf(text.substr(9))) * kMillisecond;
  return at;
}

SkillNamed SkillOf(const std::string& word) {
  const auto colon = word.find(':');
  if (colon == std::string::npos) return {.name = word};
  return {.name = word.substr(0, colon), .level = static_cast<int>(NumberOf(std::string_view(word).substr(colon + 1)))};
}

Words NamesOf(const std::string& word) {
  const auto dots = word.find("..");
  if (dots == std::string::npos) return {word};
  const std::string first = word.substr(0, dots);
  const std::string last = word.substr(dots + 2);
  const auto digits = first.find_last_not_of("0123456789") + 1;
  const std::string stem = first.substr(0, digits);
  if (!last.starts_with(stem)) throw Misspelt{"'" + word + "' does not count"};
  Words names;
  for (std::uint64_t i = NumberOf(first.substr(digits)); i <= NumberOf(last.substr(digits)); ++i) names.push_back(stem + std::to_string(i));
  return names;
}

}  // namespace tidegate::story
