#include "protocol/rules/duration.h"

#include <charconv>
#include <iterator>
#include <utility>

namespace tidegate {
namespace {

struct Unit {
  std::string_view name;
  Micros span;
};
constexpr Unit kUnits[] = {{"d", kDay}, {"h", kHour}, {"min", kMinute}, {"s", kSecond}, {"ms", kMillisecond}};

constexpr std::uint64_t kNumberMax = 100'000'000;  // times a day it still fits into 64 bits of microseconds
constexpr Micros kSumMax = 1000 * kDay;            // beyond every bound of a rule set, and far from an overflow

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

template <class Predicate>
std::string_view TakeWhile(std::string_view& rest, Predicate predicate) {
  std::size_t length = 0;
  while (length < rest.size() && predicate(rest[length])) ++length;
  const std::string_view taken = rest.substr(0, length);
  rest.remove_prefix(length);
  return taken;
}

void SkipSpaces(std::string_view& rest) {
  TakeWhile(rest, [](char c) { return c == ' '; });
}

ParsedDuration Wrong(std::string problem) { return {std::nullopt, std::move(problem)}; }

}  // namespace

ParsedDuration ParseDuration(std::string_view text) {
  std::string_view rest = text;
  Duration sum;
  int last_unit = -1;
  do {
    const std::string_view digits = TakeWhile(rest, IsDigit);
    if (digits.empty()) return Wrong("is not a duration");
    std::uint64_t number = 0;
    if (std::from_chars(digits.data(), digits.data() + digits.size(), number).ec != std::errc() || number > kNumberMax) {
      return Wrong("has too large a number");
    }
    SkipSpaces(rest);
    if (last_unit < 0 && (rest == "working days" || rest == "working day")) {
      if (number == 0) return Wrong("is no time at all");
      return {Duration{0, static_cast<std::int32_t>(number)}, {}};
    }
    const std::string_view name = TakeWhile(rest, IsLetter);
    if (name.empty()) return Wrong(rest.empty() ? "has no unit" : "is not a duration in whole numbers");
    int unit = 0;
    while (unit < static_cast<int>(std::size(kUnits)) && kUnits[unit].name != name) ++unit;
    if (unit == static_cast<int>(std::size(kUnits))) return Wrong("has the unknown unit \"" + std::string(name) + "\"");
    if (unit <= last_unit) return Wrong("does not name its units from large to small");
    last_unit = unit;
    sum.time += static_cast<Micros>(number) * kUnits[unit].span;
    if (sum.time > kSumMax) return Wrong("is too long");
    if (!rest.empty() && rest.front() != ' ') return Wrong("is not a duration");
    SkipSpaces(rest);
  } while (!rest.empty());
  return {sum, {}};
}

std::string FormatDuration(Micros time) {
  std::string text;
  for (const Unit& unit : kUnits) {
    const Micros number = time / unit.span;
    if (number == 0) continue;
    time -= number * unit.span;
    if (!text.empty()) text += ' ';
    text += std::to_string(number) + ' ' + std::string(unit.name);
  }
  return text.empty() ? "0 s" : text;
}

}  // namespace tidegate
