#include "core/model/plan.h"

#include <algorithm>
#include <cstring>

#include "core/base/check.h"
#include "core/base/compact.h"
#include "core/model/calendar.h"

namespace tidegate {
namespace {

// Days since 1970-01-01, and back: the proleptic Gregorian calendar, whose years are taken to begin in March, so that the leap day is last.
struct Date {
  std::int64_t year = 0;
  std::int64_t month = 0;  // 1..12
  std::int64_t day = 0;    // 1..31
};
constexpr std::int64_t kDaysOfFourCenturies = 146'097;
constexpr std::int64_t kEpochFromMarch0 = 719'468;  // days from 0000-03-01 to 1970-01-01

std::int64_t FloorDiv(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

Date DateOf(std::int64_t days) {
  const std::int64_t shifted = days + kEpochFromMarch0;
  const std::int64_t era = FloorDiv(shifted, kDaysOfFourCenturies);
  const std::int64_t of_era = shifted - era * kDaysOfFourCenturies;
  const std::int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  const std::int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
  const std::int64_t from_march = (5 * of_year + 2) / 153;
  const std::int64_t month = from_march < 10 ? from_march + 3 : from_march - 9;
  return {.year = year + era * 400 + (month <= 2 ? 1 : 0), .month = month, .day = of_year - (153 * from_march + 2) / 5 + 1};
}

std::int64_t DaysOf(const Date& date) {
  const std::int64_t year = date.year - (date.month <= 2 ? 1 : 0);
  const std::int64_t era = FloorDiv(year, 400);
  const std::int64_t of_era = year - era * 400;
  const std::int64_t of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
  return era * kDaysOfFourCenturies + of_era * 365 + of_era / 4 - of_era / 100 + of_year - kEpochFromMarch0;
}

// The day so many months later; of a month that is too short its last one.
std::int64_t MonthsLater(std::int64_t days, std::int64_t months) {
  Date date = DateOf(days);
  const std::int64_t since = date.year * 12 + date.month - 1 + months;
  const Date first{.year = since / 12, .month = since % 12 + 1, .day = 1};
  const std::int64_t next = since + 1;
  const std::int64_t length = DaysOf({.year = next / 12, .month = next % 12 + 1, .day = 1}) - DaysOf(first);
  return DaysOf(first) + std::min(date.day, length) - 1;
}

// Local minus UTC at an instant, as the latest compiled day before it has it: the first day's for what lies before them all.
Micros OffsetAt(const Calendar* calendar, Micros day_offset, Micros at) {
  if (calendar == nullptr || calendar->days().empty()) return day_offset;
  const std::vector<WorkingDay>& days = calendar->days();
  auto after = std::upper_bound(days.begin(), days.end(), at, [](Micros instant, const WorkingDay& day) { return instant < day.midnight; });
  if (after != days.begin()) --after;
  return at >= after->offset_changes ? after->later_offset : after->utc_offset;
}

}  // namespace

std::string EncodePlan(const PlanTerms& terms, const PlanTexts& texts) {
  CHECK(texts.name.size() <= kKeyBytesMax && texts.calendar.size() <= kKeyBytesMax && texts.title.size() <= kTitleBytesMax &&
        texts.text.size() <= kPlanTextBytesMax);
  std::string bytes(reinterpret_cast<const char*>(&terms), sizeof terms);
  CompactWriter writer(bytes);
  for (const std::string_view text : {texts.name, texts.calendar, texts.title, texts.text}) writer.Text(text);
  return bytes;
}

std::optional<Plan> DecodePlan(std::string_view bytes) {
  Plan plan;
  if (bytes.size() < sizeof plan.terms) return std::nullopt;
  std::memcpy(&plan.terms, bytes.data(), sizeof plan.terms);
  CompactReader reader(bytes.substr(sizeof plan.terms));
  plan.texts.name = reader.Text(kKeyBytesMax);
  plan.texts.calendar = reader.Text(kKeyBytesMax);
  plan.texts.title = reader.Text(kTitleBytesMax);
  plan.texts.text = reader.Text(kPlanTextBytesMax);
  if (!reader.complete()) return std::nullopt;
  return plan;
}

Micros RoundAt(const PlanTerms& terms, std::uint32_t round, const Calendar* calendar, Micros day_offset) {
  const std::int64_t steps = std::int64_t{round} * terms.every;
  const Micros local = terms.first_at + OffsetAt(calendar, day_offset, terms.first_at);
  const std::int64_t first_day = FloorDiv(local, kDay);
  std::int64_t day = first_day;
  switch (static_cast<PlanUnit>(terms.unit)) {
    case PlanUnit::kMonths:
      day = MonthsLater(first_day, steps);
      break;
    case PlanUnit::kWeeks:
      day = first_day + 7 * steps;
      break;
    case PlanUnit::kDays:
    case PlanUnit::kNone:
      day = first_day + steps;
      break;
  }
  const Micros same_time = day * kDay + local - first_day * kDay;
  // The offset of the day before midnight of that day would be as good: where the two differ, the time of day is what was asked for.
  const Micros at = same_time - OffsetAt(calendar, day_offset, same_time - OffsetAt(calendar, day_offset, same_time));
  return calendar == nullptr ? at : calendar->NextOpen(at);
}

std::uint32_t RoundAfter(const PlanTerms& terms, Micros now, const Calendar* calendar, Micros day_offset) {
  if (RoundAt(terms, 0, calendar, day_offset) > now) return 0;
  // A lower bound by the longest units there are, then one by one: a few steps, because a year's error makes a dozen months.
  constexpr Micros kLongest[] = {kDay, kDay, 7 * kDay, 31 * kDay};
  const Micros span = kLongest[terms.unit <= 3 ? terms.unit : 0] * terms.every;
  // A day less: calendars move a round on, never back, but a change of the clocks does by an hour.
  auto round = static_cast<std::uint32_t>(std::max<Micros>(0, now - terms.first_at - kDay) / span);
  round -= round != 0 ? 1 : 0;
  while (RoundAt(terms, round, calendar, day_offset) <= now) ++round;
  return round;
}

}  // namespace tidegate
