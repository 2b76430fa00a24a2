#include "protocol/rules/read_dates.h"

#include <cstddef>
#include <map>
#include <utility>

namespace tidegate {
namespace {

constexpr std::string_view kDateRemedy = "write a date of the calendar as \"2026-10-01\", in quotes";
constexpr std::string_view kRangeRemedy = "write dates of the calendar as \"2026-10-01\" or \"2026-10-01..2026-10-07\", in quotes";
constexpr DayNumber kRangeDaysMax = 366;  // a longer pause is a calendar of its own

bool IsLeap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int DaysOfMonth(int year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && IsLeap(year) ? 29 : kDays[month - 1];
}

std::optional<int> NumberOf(std::string_view digits) {
  int number = 0;
  for (const char digit : digits) {
    if (digit < '0' || digit > '9') return std::nullopt;
    number = number * 10 + (digit - '0');
  }
  return number;
}

// "yyyy-mm-dd" between 1971 and 2111: what a calendar can hold.
std::optional<DayNumber> DateOf(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const std::optional<int> year = NumberOf(text.substr(0, 4));
  const std::optional<int> month = NumberOf(text.substr(5, 2));
  const std::optional<int> day = NumberOf(text.substr(8, 2));
  if (!year || !month || !day || *year < 1971 || *year > 2111 || *month < 1 || *month > 12) return std::nullopt;
  if (*day < 1 || *day > DaysOfMonth(*year, *month)) return std::nullopt;
  DayNumber days = *day - 1;
  for (int before = 1970; before < *year; ++before) days += IsLeap(before) ? 366 : 365;
  for (int before = 1; before < *month; ++before) days += DaysOfMonth(*year, before);
  return days;
}

using Dated = std::map<DayNumber, std::vector<Period>>;

// False when there is no room for another; told once.
bool HasRoom(const Dated& dated, int line, const std::string& key, bool& told, RuleNotes& notes) {
  if (dated.size() < kDatedDaysMax) return true;
  if (!std::exchange(told, true)) {
    notes.Add(line, key, "names more than " + std::to_string(kDatedDaysMax) + " dates in this calendar", "leave out the years gone by");
  }
  return false;
}

void ReadHolidays(Section& calendar, Dated& dated) {
  RuleNotes& notes = calendar.notes();
  bool told = false;
  for (const Quoted& text : calendar.Texts("holidays")) {
    const std::string_view whole = text.text;
    const std::size_t dots = whole.find("..");
    const std::optional<DayNumber> first = DateOf(whole.substr(0, dots));
    const std::optional<DayNumber> last = dots == std::string_view::npos ? first : DateOf(whole.substr(dots + 2));
    if (!first.has_value() || !last.has_value()) {
      notes.Add(text.line, text.key, '"' + text.text + "\" is not a date, nor a range of dates", std::string(kRangeRemedy));
      continue;
    }
    if (*last < *first || *last - *first >= kRangeDaysMax) {
      notes.Add(text.line, text.key, '"' + text.text + (*last < *first ? "\" ends before it begins" : "\" is longer than a year"),
                std::string(kRangeRemedy));
      continue;
    }
    bool twice = false;
    for (DayNumber day = *first; day <= *last; ++day) {
      if (!HasRoom(dated, text.line, text.key, told, notes)) return;
      twice = !dated.try_emplace(day).second || twice;
    }
    if (twice) notes.Add(text.line, text.key, '"' + text.text + "\" names a date that is a holiday already", "name each date once");
  }
}

void ReadWorkdays(Section& calendar, const std::optional<WeeklyHours>& hours, Dated& dated) {
  RuleNotes& notes = calendar.notes();
  const std::optional<Section> workdays = calendar.Table("workdays");
  if (!workdays.has_value()) return;
  bool told = false;
  for (const TomlMember& member : workdays->table().members) {
    const std::string path = workdays->PathOf(member.key);
    const std::optional<DayNumber> day = DateOf(member.key);
    if (!day.has_value()) {
      notes.Add(member.line, path, "is not a date", std::string(kDateRemedy));
      continue;
    }
    std::vector<Period> periods;
    const std::optional<int> like = member.value.kind == TomlValue::Kind::kText ? WeekdayOf(member.value.text) : std::nullopt;
    if (!like.has_value()) {
      periods = ReadPeriods(member.value, path, notes);
      if (member.value.kind == TomlValue::Kind::kArray && member.value.items.empty()) {
        notes.Add(member.line, path, "has no hours", "write a day of the week whose hours it takes, or periods; a closed day is a holiday");
      }
    } else if (hours.has_value()) {
      periods = hours->days[static_cast<std::size_t>(*like)];
      if (periods.empty()) {
        notes.Add(member.line, path, "takes the hours of " + member.value.text + ", which has none",
                  "name a day of the week with hours, or write the periods");
      }
    }
    if (!HasRoom(dated, member.line, path, told, notes)) return;
    if (!dated.try_emplace(*day, std::move(periods)).second) {
      notes.Add(member.line, path, "is a holiday of this calendar too", "take it out of one of the two");
    }
  }
}

}  // namespace

void ReadDates(Section& calendar, std::optional<WeeklyHours>& hours) {
  Dated dated;
  ReadHolidays(calendar, dated);
  ReadWorkdays(calendar, hours, dated);
  if (hours.has_value()) hours->dated = std::move(dated);
}

}  // namespace tidegate
