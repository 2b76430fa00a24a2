#include "protocol/utc_text.h"

#include <array>
#include <chrono>
#include <cstdio>

namespace tidegate {
namespace {

// The number of `digits` digits at the front of `text`, which it leaves; -1 when they are none.
int TakeNumber(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return -1;
  int number = 0;
  for (const char digit : text.substr(0, digits)) {
    if (digit < '0' || digit > '9') return -1;
    number = number * 10 + (digit - '0');
  }
  text.remove_prefix(digits);
  return number;
}

bool TakeLetter(std::string_view& text, char letter) {
  if (text.empty() || text.front() != letter) return false;
  text.remove_prefix(1);
  return true;
}

}  // namespace

std::string UtcText(Micros at) {
  const std::chrono::sys_seconds second{std::chrono::floor<std::chrono::seconds>(std::chrono::microseconds(at))};
  const auto day = std::chrono::floor<std::chrono::days>(second);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(second - day);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()));
  return text.data();
}

std::optional<Micros> ParseUtc(std::string_view text) {
  const int year = TakeNumber(text, 4);
  if (year < 1970 || !TakeLetter(text, '-')) return std::nullopt;
  const int month = TakeNumber(text, 2);
  if (month < 0 || !TakeLetter(text, '-')) return std::nullopt;
  const int day = TakeNumber(text, 2);
  if (day < 0) return std::nullopt;
  int hour = 0;
  int minute = 0;
  int second = 0;
  if (!text.empty()) {
    if (!TakeLetter(text, 'T')) return std::nullopt;
    hour = TakeNumber(text, 2);
    if (hour < 0 || hour > 23 || !TakeLetter(text, ':')) return std::nullopt;
    minute = TakeNumber(text, 2);
    if (minute < 0 || minute > 59) return std::nullopt;
    if (TakeLetter(text, ':')) second = TakeNumber(text, 2);
    if (second < 0 || second > 59 || !TakeLetter(text, 'Z') || !text.empty()) return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date).time_since_epoch().count() * kDay + hour * kHour + minute * kMinute + second * kSecond;
}

}  // namespace tidegate
