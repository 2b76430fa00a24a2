#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "core/engine/active_rules.h"
#include "core/engine/clocks.h"
#include "protocol/rules/parse_rule_set.h"

namespace tidegate {
namespace {

constexpr Micros kNow = 1'795'230'000 * kSecond;     // 2026-11-21 03:00 UTC
constexpr Micros kMonday = 1'795'363'200 * kSecond;  // 2026-11-23 00:00 in Shanghai
static_assert((kMonday + 8 * kHour) % kDay == 0);

RuleSet Load(const std::string& path) {
  std::ifstream file(path);
  EXPECT_TRUE(file.good()) << path << ": run from the root of the project";
  std::stringstream text;
  text << file.rdbuf();
  ParsedRules parsed = ParseRuleSet(text.str(), kNow);
  EXPECT_TRUE(parsed.rules.has_value()) << FormatRuleErrors(path, parsed.errors);
  return parsed.rules.value_or(RuleSet());
}

TEST(SampleRulesTest, SampleHasTheTypesChannelsAndPresetsOfTheDomain) {
  const RuleSet rules = Load("deploy/sample/rules.toml");
  EXPECT_EQ(rules.time_zone, "Asia/Shanghai");
  EXPECT_EQ(rules.day_offset, 8 * kHour);
  EXPECT_TRUE(rules.open_desks);
  EXPECT_EQ(rules.wrap_up, 0);
  EXPECT_EQ(rules.ramp_up, 0);
  EXPECT_EQ(rules.active_presets, (std::vector<std::string>{"standard", "statutory"}));
  EXPECT_EQ(rules.types.size(), 6u);
  ASSERT_EQ(rules.channels.size(), 10u);
  int live = 0;
  for (const ChannelRule& channel : rules.channels) live += channel.live ? 1 : 0;
  EXPECT_EQ(live, 3);
  EXPECT_TRUE(rules.calendars[rules.channels[0].calendar].always()) << "the hotline is served around the clock";
  EXPECT_EQ(rules.calendars[rules.channels[4].calendar].name(), "social-hours");
}

// The table of domain.md 5 with real calendars: Shanghai, Monday to Friday 09:00-18:00.
TEST(SampleRulesTest, SampleGivesTheDeadlinesOfTheDomain) {
  ActiveRules rules(Load("deploy/sample/rules.toml"), 1);
  const TypeId consultation(1), complaint(2);
  rules.Bind(CatalogKind::kType, "consultation", consultation.raw());
  rules.Bind(CatalogKind::kType, "complaint", complaint.raw());
  struct Case {
    Level level;
    CustomerTier tier;
    TypeId type;
    Micros received, respond, resolve;  // from kMonday
  };
  const Case cases[] = {
      {Level::kUrgent, CustomerTier::kOrdinary, consultation, 10 * kHour, 10 * kHour + 15 * kMinute, 14 * kHour},
      {Level::kHigh, CustomerTier::kMember, consultation, 10 * kHour, 10 * kHour + 30 * kMinute, 34 * kHour},
      {Level::kNormal, CustomerTier::kOrdinary, consultation, 10 * kHour, 12 * kHour, 3 * kDay + 10 * kHour},
      {Level::kLow, CustomerTier::kOrdinary, consultation, 10 * kHour, 34 * kHour, 3 * kDay + 10 * kHour},
      {Level::kLow, CustomerTier::kVip, consultation, 10 * kHour, 10 * kHour + 10 * kMinute, 3 * kDay + 10 * kHour},
      // Thursday: three working days pass the weekend.
      {Level::kNormal, CustomerTier::kOrdinary, consultation, 3 * kDay + 10 * kHour, 3 * kDay + 12 * kHour, 8 * kDay + 10 * kHour},
      {Level::kNormal, CustomerTier::kOrdinary, complaint, 3 * kDay + 10 * kHour, 3 * kDay + 12 * kHour, 8 * kDay + 10 * kHour},
      // Evening: working days count from the next opening.
      {Level::kNormal, CustomerTier::kOrdinary, consultation, 20 * kHour, 22 * kHour, 4 * kDay + 9 * kHour},
  };
  for (const Case& c : cases) {
    const TicketFacts facts{c.level, c.tier, c.type, ChannelId(), kMonday + c.received};
    EXPECT_EQ(PlanClock(rules, Clock::kRespond, facts).due - kMonday, c.respond) << EnglishName(c.level);
    EXPECT_EQ(PlanClock(rules, Clock::kResolve, facts).due - kMonday, c.resolve) << EnglishName(c.level);
  }
  // The statutory 72 hours do not wait for the weekend to pass.
  const TicketFacts facts{Level::kNormal, CustomerTier::kOrdinary, complaint, ChannelId(), kMonday + 3 * kDay + 10 * kHour};
  EXPECT_EQ(PlanClock(rules, Clock::kStatutory, facts).due - kMonday, 6 * kDay + 10 * kHour);
  EXPECT_EQ(rules.OpenTiers(Level::kHigh, 0, BotUse::kAllowed), 1 << 3 | 1 << 4) << "all rungs are open from the start";
  MatchingRules matching;
  matching.waiting_customer_percent = 50;
  EXPECT_EQ(rules.rules().matching, matching);
}

TEST(SampleRulesTest, BenchRulesAreTheSampleWithoutWhatIsNotMeasured) {
  const RuleSet bench = Load("deploy/sample/bench.toml");
  const RuleSet sample = Load("deploy/sample/rules.toml");
  EXPECT_EQ(bench.name, "bench");
  EXPECT_EQ(bench.active_presets, sample.active_presets);
  EXPECT_EQ(bench.types, sample.types);
  EXPECT_EQ(bench.channels, sample.channels);
  EXPECT_EQ(bench.skills, sample.skills);
  EXPECT_EQ(bench.regions, sample.regions);
  EXPECT_EQ(bench.ladders, sample.ladders);
  EXPECT_EQ(bench.order_per_mille, sample.order_per_mille);
  EXPECT_EQ(bench.clock_steps, sample.clock_steps);
  EXPECT_EQ(bench.wrap_up, 0);
  EXPECT_EQ(bench.ramp_up, 0);
  EXPECT_EQ(bench.open_rungs, kLadderRungsMax);
  EXPECT_EQ(bench.matching.relaxation, (std::array<RelaxationStep, kRelaxationCount>{}));
  EXPECT_FALSE(bench.matching.saturation_alerts);
}

TEST(SampleRulesTest, SampleIsCompiledForAYearBackAndThreeAhead) {
  const RuleSet rules = Load("deploy/sample/rules.toml");
  ASSERT_GE(rules.calendars.size(), 2u);
  EXPECT_LE(rules.calendars[1].intervals().front().open, kNow - 362 * kDay);
  EXPECT_GE(rules.calendars[1].valid_until(), kNow + 3 * 365 * kDay);
}

}  // namespace
}  // namespace tidegate
