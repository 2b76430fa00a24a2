#include "tools/tidegate/time_format.h"

#include <array>
#include <chrono>
#include <limits>

namespace tidegate {
namespace {

constexpr std::string_view kTokens = "YmdHMSyIpbz%";
constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Takes 1 to `digits_max` digits off the front.
std::optional<int> TakeNumber(std::string_view& text, int digits_max) {
  int value = 0;
  int digits = 0;
  while (digits < digits_max && !text.empty() && IsDigit(text.front())) {
    value = value * 10 + (text.front() - '0');
    text.remove_prefix(1);
    ++digits;
  }
  if (digits == 0) return std::nullopt;
  return value;
}

bool TakeChar(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

// Z, +08, +0800 or +08:00; minutes east of UTC.
std::optional<int> TakeOffset(std::string_view& text) {
  if (TakeChar(text, 'Z') || TakeChar(text, 'z')) return 0;
  if (text.empty() || (text.front() != '+' && text.front() != '-')) return std::nullopt;
  const int sign = text.front() == '-' ? -1 : 1;
  text.remove_prefix(1);
  const auto hours = TakeNumber(text, 2);
  if (!hours) return std::nullopt;
  int minutes = 0;
  if (TakeChar(text, ':') || (!text.empty() && IsDigit(text.front()))) {
    const auto given = TakeNumber(text, 2);
    if (!given) return std::nullopt;
    minutes = *given;
  }
  if (*hours > 14 || minutes > 59) return std::nullopt;
  return sign * (*hours * 60 + minutes);
}

struct Parts {
  int year = -1;
  int month = -1;
  int day = -1;
  int hour = 0;
  int minute = 0;
  int second = 0;
  int millisecond = 0;
  int half_day = -1;  // 0 = AM, 1 = PM
  int hour12 = -1;
  int offset_minutes = 0;
};

std::optional<std::int64_t> ToMs(Parts p) {
  if (p.half_day >= 0 && p.hour12 < 0) return std::nullopt;
  if (p.hour12 >= 0) {
    if (p.hour12 < 1 || p.hour12 > 12) return std::nullopt;
    p.hour = p.hour12 % 12 + (p.half_day == 1 ? 12 : 0);
  }
  const std::chrono::year_month_day date{std::chrono::year(p.year), std::chrono::month(static_cast<unsigned>(p.month)),
                                         std::chrono::day(static_cast<unsigned>(p.day))};
  if (p.year < 1 || p.month < 1 || p.day < 1 || !date.ok()) return std::nullopt;
  if (p.hour > 23 || p.minute > 59 || p.second > 60) return std::nullopt;
  const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
  const std::int64_t minutes = (days * 24 + p.hour) * 60 + p.minute - p.offset_minutes;
  return (minutes * 60 + p.second) * 1000 + p.millisecond;
}

std::optional<std::int64_t> ParseIso(std::string_view text) {
  Parts p;
  const auto take = [&](int digits, int& into) {
    const std::size_t before = text.size();
    const auto number = TakeNumber(text, digits);
    if (!number || before - text.size() != static_cast<std::size_t>(digits)) return false;
    into = *number;
    return true;
  };
  if (!take(4, p.year) || !TakeChar(text, '-') || !take(2, p.month) || !TakeChar(text, '-') || !take(2, p.day)) return std::nullopt;
  if (TakeChar(text, 'T') || TakeChar(text, ' ')) {
    if (!take(2, p.hour) || !TakeChar(text, ':') || !take(2, p.minute)) return std::nullopt;
    if (TakeChar(text, ':')) {
      if (!take(2, p.second)) return std::nullopt;
      if (TakeChar(text, '.')) {
        int scale = 100;
        int digits = 0;
        for (; !text.empty() && IsDigit(text.front()); text.remove_prefix(1), scale /= 10, ++digits) {
          p.millisecond += (text.front() - '0') * scale;
        }
        if (digits == 0) return std::nullopt;
      }
    }
    TakeChar(text, ' ');
    if (!text.empty()) {
      const auto offset = TakeOffset(text);
      if (!offset) return std::nullopt;
      p.offset_minutes = *offset;
    }
  }
  if (!text.empty()) return std::nullopt;
  return ToMs(p);
}

std::optional<std::int64_t> ParseEpoch(std::string_view text, std::int64_t ms_per_unit) {
  constexpr std::int64_t kUnitsMax = std::int64_t{1} << 42;  // the year 2109 in ms, far beyond as seconds: no overflow below
  std::int64_t value = 0;
  if (text.empty() || text.size() > 13) return std::nullopt;
  for (const char c : text) {
    if (!IsDigit(c)) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  if (value > kUnitsMax) return std::nullopt;
  return value * ms_per_unit;
}

std::optional<std::int64_t> ParsePattern(std::string_view pattern, std::string_view text) {
  Parts p;
  const auto take = [&](int digits_max, int& into) {
    const auto number = TakeNumber(text, digits_max);
    if (!number) return false;
    into = *number;
    return true;
  };
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c == ' ') {
      if (!TakeChar(text, ' ')) return std::nullopt;
      while (TakeChar(text, ' ')) {
      }
      continue;
    }
    if (c != '%') {
      if (!TakeChar(text, c)) return std::nullopt;
      continue;
    }
    bool ok = true;
    switch (pattern[++i]) {
      case 'Y':
        ok = take(4, p.year);
        break;
      case 'y':
        ok = take(2, p.year);
        p.year += 2000;
        break;
      case 'm':
        ok = take(2, p.month);
        break;
      case 'd':
        ok = take(2, p.day);
        break;
      case 'H':
        ok = take(2, p.hour);
        break;
      case 'I':
        ok = take(2, p.hour12);
        break;
      case 'M':
        ok = take(2, p.minute);
        break;
      case 'S':
        ok = take(2, p.second);
        break;
      case 'p':
        ok = text.size() >= 2 && Lower(text[1]) == 'm' && (Lower(text[0]) == 'a' || Lower(text[0]) == 'p');
        if (ok) {
          p.half_day = Lower(text[0]) == 'p' ? 1 : 0;
          text.remove_prefix(2);
        }
        break;
      case 'b': {
        ok = false;
        for (std::size_t m = 0; m < kMonths.size() && text.size() >= 3; ++m) {
          if (kMonths[m] == std::string{Lower(text[0]), Lower(text[1]), Lower(text[2])}) {
            p.month = static_cast<int>(m) + 1;
            ok = true;
          }
        }
        if (ok) text.remove_prefix(3);
        break;
      }
      case 'z': {
        const auto offset = TakeOffset(text);
        ok = offset.has_value();
        if (ok) p.offset_minutes = *offset;
        break;
      }
      default:
        ok = TakeChar(text, '%');
    }
    if (!ok) return std::nullopt;
  }
  if (!text.empty()) return std::nullopt;
  return ToMs(p);
}

}  // namespace

std::optional<TimeFormat> TimeFormat::Make(std::string_view pattern, std::string& problem) {
  if (pattern == "iso" || pattern == "epoch" || pattern == "epoch_ms") return TimeFormat(pattern);
  std::string seen;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '%') continue;
    if (++i == pattern.size() || kTokens.find(pattern[i]) == std::string_view::npos) {
      problem = "unknown token %" + std::string(pattern.substr(i, 1)) + "; known are %Y %m %d %H %M %S %y %I %p %b %z %%";
      return std::nullopt;
    }
    seen += pattern[i];
  }
  const auto has = [&](std::string_view any) { return seen.find_first_of(any) != std::string::npos; };
  if (!has("Yy") || !has("mb") || !has("d")) {
    problem = "a format needs a year (%Y), a month (%m) and a day (%d), or is iso, epoch or epoch_ms";
    return std::nullopt;
  }
  if (has("I") != has("p")) {
    problem = "%I and %p belong together";
    return std::nullopt;
  }
  return TimeFormat(pattern);
}

std::optional<std::int64_t> TimeFormat::ParseMs(std::string_view text) const {
  if (pattern_ == "iso") return ParseIso(text);
  if (pattern_ == "epoch") return ParseEpoch(text, 1000);
  if (pattern_ == "epoch_ms") return ParseEpoch(text, 1);
  return ParsePattern(pattern_, text);
}

}  // namespace tidegate
