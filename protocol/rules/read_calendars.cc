#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "protocol/rules/read_dates.h"
#include "protocol/rules/rule_sections.h"
#include "protocol/rules/weekly_hours.h"
#include "protocol/time_zone.h"

namespace tidegate {
namespace {

constexpr std::string_view kDayNames[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
constexpr std::string_view kDaysRemedy = "write mon, tue, wed, thu, fri, sat, sun, a range such as mon-fri, or daily";
constexpr std::string_view kPeriodRemedy = "write for example \"09:00-18:00\"; the end of a day is 24:00";

std::optional<int> DayOf(std::string_view name) {
  for (int day = 0; day < 7; ++day) {
    if (kDayNames[day] == name) return day;
  }
  return std::nullopt;
}

// The days that a key of `weekly` names, first and last.
std::optional<std::pair<int, int>> DaysOf(std::string_view key) {
  if (key == "daily") return std::pair(0, 6);
  const std::size_t dash = key.find('-');
  const std::optional<int> first = DayOf(key.substr(0, dash));
  const std::optional<int> last = dash == std::string_view::npos ? first : DayOf(key.substr(dash + 1));
  if (!first.has_value() || !last.has_value() || *first > *last) return std::nullopt;
  return std::pair(*first, *last);
}

// "hh:mm" up to 24:00.
std::optional<int> MinuteOf(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  for (const int i : {0, 1, 3, 4}) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
  }
  const int hours = (text[0] - '0') * 10 + (text[1] - '0');
  const int minutes = (text[3] - '0') * 10 + (text[4] - '0');
  if (minutes > 59 || hours * 60 + minutes > kDayMinutes) return std::nullopt;
  return hours * 60 + minutes;
}

std::optional<Period> ReadPeriod(const Quoted& text, RuleNotes& notes) {
  const std::size_t dash = text.text.find('-');
  const std::string_view whole = text.text;
  const std::optional<int> from = MinuteOf(whole.substr(0, dash));
  const std::optional<int> to = dash == std::string_view::npos ? std::nullopt : MinuteOf(whole.substr(dash + 1));
  if (!from.has_value() || !to.has_value()) {
    notes.Add(text.line, text.key, '"' + text.text + "\" is not a period of the day", std::string(kPeriodRemedy));
    return std::nullopt;
  }
  if (*from >= *to) {
    notes.Add(text.line, text.key, '"' + text.text + "\" ends before it begins",
              "write two periods for one that passes midnight: to 24:00, and from 00:00 on the next day");
    return std::nullopt;
  }
  return Period{*from, *to};
}

}  // namespace

std::optional<int> WeekdayOf(std::string_view name) { return DayOf(name); }

std::vector<Period> ReadPeriods(const TomlValue& value, const std::string& path, RuleNotes& notes) {
  std::vector<Period> periods;
  for (const Quoted& text : ReadTexts(value, path, Section::Single::kAllowed, notes)) {
    if (const std::optional<Period> period = ReadPeriod(text, notes)) periods.push_back(*period);
  }
  if (periods.size() > kDayPeriodsMax) {
    notes.Add(value.line, path, std::to_string(periods.size()) + " periods in a day are more than " + std::to_string(kDayPeriodsMax),
              "join some of them");
    periods.resize(kDayPeriodsMax);
  }
  std::sort(periods.begin(), periods.end(), [](const Period& a, const Period& b) { return a.from_minute < b.from_minute; });
  for (std::size_t i = 1; i < periods.size(); ++i) {
    if (periods[i].from_minute >= periods[i - 1].to_minute) continue;
    notes.Add(value.line, path, "two periods overlap", "join them, or let one end where the other begins");
    return {};
  }
  return periods;
}

namespace {

// nullopt when something was noted.
std::optional<WeeklyHours> ReadWeekly(const Section& weekly) {
  RuleNotes& notes = weekly.notes();
  WeeklyHours hours;
  std::array<const std::string*, 7> named_by{};
  bool any = false;
  bool sound = true;
  for (const TomlMember& member : weekly.table().members) {
    const std::string path = weekly.PathOf(member.key);
    const auto days = DaysOf(member.key);
    if (!days.has_value()) {
      notes.Add(member.line, path, "does not name days of the week", std::string(kDaysRemedy));
      sound = false;
      continue;
    }
    const std::vector<Period> periods = ReadPeriods(member.value, path, notes);
    const bool closed = member.value.kind == TomlValue::Kind::kArray && member.value.items.empty();
    sound = sound && (closed || !periods.empty());
    any = any || !periods.empty();
    for (int day = days->first; day <= days->second; ++day) {
      if (named_by[day] != nullptr) {
        notes.Add(member.line, path, std::string(kDayNames[day]) + " has its hours from " + *named_by[day] + " already",
                  "name each day once");
        return std::nullopt;
      }
      named_by[day] = &member.key;
      hours.days[day] = periods;
    }
  }
  if (sound && !any) {
    notes.Add(weekly.table().line, weekly.path(), "has no hours at all, so that no clock would ever run",
              "name at least one day with a period, or use \"24x7\" instead of this calendar");
    sound = false;
  }
  return sound ? std::optional(hours) : std::nullopt;
}

std::optional<TimeZone> ReadZone(Section& calendar, const RuleSet& rules) {
  const std::optional<Quoted> own = calendar.Text("time_zone");
  const std::optional<TimeZone> zone = TimeZone::Find(own.has_value() ? own->text : rules.time_zone);
  // A wrong zone of the whole file was noted where it stands.
  if (own.has_value() && !zone.has_value()) {
    calendar.Note("time_zone", '"' + own->text + "\" is not a time zone of this machine",
                  "write an IANA name such as \"Asia/Shanghai\"; package tzdata brings them");
  }
  return zone;
}

}  // namespace

std::uint16_t FindCalendar(const Quoted& name, const RuleSet& rules, RuleNotes& notes) {
  for (std::size_t i = 0; i < rules.calendars.size(); ++i) {
    if (rules.calendars[i].name() == name.text) return static_cast<std::uint16_t>(i);
  }
  std::vector<std::string> known;
  for (const Calendar& calendar : rules.calendars) known.push_back(calendar.name());
  notes.Add(name.line, name.key, '"' + name.text + "\" is not a calendar of this file", Suggest(name.text, known, "calendar", notes));
  return 0;
}

void ReadCalendars(Section& root, Micros from, Micros to, RuleSet& rules) {
  const std::optional<Section> calendars = root.Table("calendars");
  if (!calendars.has_value()) return;
  RuleNotes& notes = root.notes();
  for (const TomlMember& member : calendars->table().members) {
    const Quoted name{member.key, member.line, calendars->PathOf(member.key)};
    if (!CheckName(name, notes)) continue;
    if (name.text == "24x7" || name.text == "channel") {
      notes.Add(name.line, name.key, "is a name with a meaning of its own", "choose another name for this calendar");
      continue;
    }
    if (rules.calendars.size() == kRuleCalendarsMax) {
      notes.Add(name.line, name.key, "is one calendar too many; at most " + std::to_string(kRuleCalendarsMax - 1) + " are possible",
                "share calendars");
      return;
    }
    if (member.value.kind != TomlValue::Kind::kTable) {
      notes.Add(name.line, name.key, Describe(member.value) + " stands here", "write a table: [" + name.key + "]");
      rules.calendars.emplace_back(name.text, std::vector<OpenInterval>(), std::vector<WorkingDay>());
      continue;
    }
    Section calendar(member.value, name.key, notes);
    const std::optional<TimeZone> zone = ReadZone(calendar, rules);
    std::optional<WeeklyHours> hours;
    if (const std::optional<Section> weekly = calendar.Table("weekly")) {
      hours = ReadWeekly(*weekly);
    } else if (calendar.Find("weekly") == nullptr) {
      calendar.Note("weekly", "is missing", "add the weekly hours: weekly = { mon-fri = \"09:00-18:00\" }");
    }
    ReadDates(calendar, hours);
    calendar.RefuseRest();
    if (!zone.has_value() || !hours.has_value()) {
      rules.calendars.emplace_back(name.text, std::vector<OpenInterval>(), std::vector<WorkingDay>());
      continue;
    }
    rules.calendars.push_back(CompileWeeklyHours(name.text, *hours, *zone, from, to));
    if (rules.calendars.back().always()) {
      calendar.Note("holidays", "leave no working time at all, so that no clock would ever run", "take some of them out");
    }
  }
}

}  // namespace tidegate
