// Rounds of plans: dates, zones, calendars; and the bytes that terms and texts are kept as.
#include "core/model/plan.h"

#include <gtest/gtest.h>

#include <random>

#include "core/model/calendar.h"

namespace tidegate {
namespace {

constexpr Micros kMonday = 1'767'571'200 * kSecond;  // 2026-01-05T00:00:00Z

PlanTerms Terms(std::uint16_t every, PlanUnit unit, Micros first_at) {
  return {.first_at = first_at, .type = 1, .every = every, .channel = 1, .unit = static_cast<std::uint8_t>(unit)};
}

Micros Day(int days) { return kMonday + days * kDay; }

TEST(Plan, DaysAndWeeksCome) {
  const Micros nine = kMonday + 9 * kHour;
  EXPECT_EQ(RoundAt(Terms(3, PlanUnit::kDays, nine), 4, nullptr, 0), nine + 12 * kDay);
  EXPECT_EQ(RoundAt(Terms(2, PlanUnit::kWeeks, nine), 3, nullptr, 8 * kHour), nine + 42 * kDay);
}

TEST(Plan, AMonthThatIsTooShortHasTheRoundOnItsLastDayAndTheNextOnesDoNotForgetTheFirst) {
  const Micros last_of_january = Day(26) + 10 * kHour;  // 2026-01-31
  const PlanTerms terms = Terms(1, PlanUnit::kMonths, last_of_january);
  EXPECT_EQ(RoundAt(terms, 1, nullptr, 0), Day(54) + 10 * kHour);    // 2026-02-28
  EXPECT_EQ(RoundAt(terms, 2, nullptr, 0), Day(85) + 10 * kHour);    // 2026-03-31
  EXPECT_EQ(RoundAt(terms, 3, nullptr, 0), Day(115) + 10 * kHour);   // 2026-04-30
  EXPECT_EQ(RoundAt(terms, 12, nullptr, 0), Day(391) + 10 * kHour);  // 2027-01-31
  EXPECT_EQ(RoundAt(terms, 25, nullptr, 0), Day(785) + 10 * kHour);  // 2028-02-29, a leap year
}

TEST(Plan, TheLocalDayIsThatOfTheZone) {
  // 2026-01-30T17:00Z is the 31st in a zone eight hours ahead: a month later it is the 28th there.
  const Micros first = Day(25) + 17 * kHour;
  EXPECT_EQ(RoundAt(Terms(1, PlanUnit::kMonths, first), 1, nullptr, 8 * kHour), Day(53) + 17 * kHour);
  EXPECT_EQ(RoundAt(Terms(1, PlanUnit::kMonths, first), 1, nullptr, 0), Day(54) + 17 * kHour);
}

TEST(Plan, OutsideItsCalendarsHoursARoundComesWhenItOpensAndTheTimeOfDayKeepsThroughAChangeOfTheClocks) {
  // Open nine to five, local; from day 10 on the zone is an hour further ahead. Closed on day 7.
  std::vector<OpenInterval> intervals;
  std::vector<WorkingDay> days;
  for (int day = -2; day < 30; ++day) {
    const Micros offset = day < 10 ? kHour : 2 * kHour;
    const Micros midnight = Day(day) - offset;
    if (day == 7) continue;
    intervals.push_back({midnight + 9 * kHour, midnight + 17 * kHour});
    days.push_back({midnight, Day(day + 1) - (day + 1 < 10 ? kHour : 2 * kHour), offset, kNever, offset, midnight + 9 * kHour});
  }
  const Calendar office("office", intervals, days);
  const PlanTerms terms = Terms(1, PlanUnit::kDays, Day(0) + 10 * kHour - kHour);  // ten o'clock there
  EXPECT_EQ(RoundAt(terms, 1, &office, 0), Day(1) + 9 * kHour);
  EXPECT_EQ(RoundAt(terms, 7, &office, 0), Day(8) + 8 * kHour);    // closed: nine o'clock on the day after
  EXPECT_EQ(RoundAt(terms, 12, &office, 0), Day(12) + 8 * kHour);  // still ten o'clock there
  const PlanTerms evening = Terms(1, PlanUnit::kDays, Day(0) + 20 * kHour - kHour);
  EXPECT_EQ(RoundAt(evening, 2, &office, 0), Day(3) + 8 * kHour);
}

TEST(Plan, TheRoundAfterAnInstantIsTheFirstOneBeyondIt) {
  std::mt19937_64 random(11);
  for (int i = 0; i < 3'000; ++i) {
    const auto unit = static_cast<PlanUnit>(1 + random() % 3);
    const PlanTerms terms =
        Terms(static_cast<std::uint16_t>(1 + random() % 13), unit, kMonday + static_cast<Micros>(random() % 1'000) * kHour);
    const Micros offset = static_cast<Micros>(random() % 24) * kHour - 12 * kHour;
    const Micros now = kMonday + static_cast<Micros>(random() % 40'000) * kHour;
    std::uint32_t naive = 0;
    while (RoundAt(terms, naive, nullptr, offset) <= now) ++naive;
    ASSERT_EQ(RoundAfter(terms, now, nullptr, offset), naive) << static_cast<int>(unit) << " every " << terms.every << " at " << now;
  }
}

TEST(Plan, TermsAndTextsAreTheSameAgain) {
  const PlanTerms terms{
      .customer = 7, .first_at = kMonday, .type = 1, .region = 2, .every = 6, .channel = 3, .unit = 3, .level = 2, .tier = 1};
  const PlanTexts texts{"visits", "office", "客户回访", "ask how it goes"};
  const std::string bytes = EncodePlan(terms, texts);
  const auto plan = DecodePlan(bytes);
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->terms, terms);
  EXPECT_EQ(plan->texts, texts);
  for (std::size_t cut = 0; cut < bytes.size(); ++cut) EXPECT_FALSE(DecodePlan(std::string_view(bytes).substr(0, cut))) << cut;
  EXPECT_FALSE(DecodePlan(bytes + "x"));
}

}  // namespace
}  // namespace tidegate
