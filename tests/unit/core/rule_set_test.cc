#include "core/model/rule_set.h"

#include <gtest/gtest.h>

#include <functional>
#include <random>
#include <set>
#include <string>

#include "tests/support/seed.h"
#include "tests/unit/core/rule_set_samples.h"

namespace tidegate {
namespace {

TEST(RuleSetTest, CompiledFormGivesBackEveryField) {
  std::mt19937_64 random(TestSeed());
  EXPECT_EQ(DecodeRuleSet(EncodeRuleSet(RuleSet())), RuleSet());
  EXPECT_EQ(DecodeRuleSet(EncodeRuleSet(SampleRuleSet())), SampleRuleSet());
  for (int round = 0; round < 200; ++round) {
    const RuleSet rules = RandomRuleSet(random);
    ASSERT_EQ(FindFlaw(rules), nullptr);
    const std::optional<RuleSet> back = DecodeRuleSet(EncodeRuleSet(rules));
    ASSERT_TRUE(back.has_value());
    ASSERT_EQ(*back, rules);
  }
}

TEST(RuleSetTest, CompiledFormKeepsAChangeOfTheClocks) {
  RuleSet rules;
  const Micros day = kSampleMonday;
  rules.calendars.push_back(
      Calendar("changing", {{day + kHour, day + 5 * kHour}}, {{day, day + 23 * kHour, kHour, day + 2 * kHour, 2 * kHour, day + kHour}}));
  EXPECT_EQ(DecodeRuleSet(EncodeRuleSet(rules)), rules);
}

TEST(RuleSetTest, EveryTruncationIsRefused) {
  const std::string bytes = EncodeRuleSet(SampleRuleSet());
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    ASSERT_FALSE(DecodeRuleSet(std::string_view(bytes).substr(0, length)).has_value()) << length << " of " << bytes.size();
  }
  EXPECT_FALSE(DecodeRuleSet(bytes + '\0').has_value()) << "a byte too many";
}

TEST(RuleSetTest, UnknownVersionsAndMagicsAreRefused) {
  std::string bytes = EncodeRuleSet(SampleRuleSet());
  ++bytes[4];
  EXPECT_FALSE(DecodeRuleSet(bytes).has_value());
  --bytes[4];
  ++bytes[0];
  EXPECT_FALSE(DecodeRuleSet(bytes).has_value());
}

// Whatever is decoded is sound, and the only spelling of what it means.
TEST(RuleSetTest, DamagedBytesAreRefusedOrAreTheFormOfAnotherRuleSet) {
  std::mt19937_64 random(TestSeed());
  const std::string bytes = EncodeRuleSet(SampleRuleSet());
  int refused = 0;
  int accepted = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string damaged = bytes;
    for (std::uint64_t hits = 1 + random() % 3; hits > 0; --hits) {
      const std::size_t at = random() % damaged.size();
      const std::uint64_t way = random() % 3;
      if (way == 0) damaged[at] = static_cast<char>(random());
      if (way == 1) damaged.erase(at, 1 + random() % 4);
      if (way == 2) damaged.insert(at, 1, static_cast<char>(random()));
    }
    const std::optional<RuleSet> rules = DecodeRuleSet(damaged);
    if (!rules.has_value()) {
      ++refused;
      continue;
    }
    ++accepted;
    ASSERT_EQ(FindFlaw(*rules), nullptr);
    ASSERT_EQ(EncodeRuleSet(*rules), damaged);
  }
  EXPECT_GT(refused, 0);
  EXPECT_GT(accepted, 0) << "a change inside a name is another rule set";
}

TEST(RuleSetTest, EveryFlawIsFoundByName) {
  struct Case {
    const char* flaw;
    std::function<void(RuleSet&)> spoil;
  };
  const std::string long_name(65, 'x');
  const Case cases[] = {
      {"a name or time zone that is too long or not UTF-8", [&](RuleSet& r) { r.name = long_name; }},
      {"a name or time zone that is too long or not UTF-8", [](RuleSet& r) { r.time_zone = "\xFF"; }},
      {"day_offset out of bounds", [](RuleSet& r) { r.day_offset = kDay + 1; }},
      {"calendars must be 1 to kRuleCalendarsMax", [](RuleSet& r) { r.calendars.clear(); }},
      {"calendars must be 1 to kRuleCalendarsMax", [](RuleSet& r) { r.calendars.resize(kRuleCalendarsMax + 1); }},
      {"the first calendar must be 24x7", [](RuleSet& r) { std::swap(r.calendars[0], r.calendars[1]); }},
      {"two calendars of one name", [](RuleSet& r) { r.calendars.push_back(r.calendars[1]); }},
      {"a calendar without a name", [](RuleSet& r) { r.calendars.push_back(Calendar("", {}, {})); }},
      {"active_presets has doubles or too many", [](RuleSet& r) { r.active_presets.push_back("standard"); }},
      {"skills has doubles or too many", [](RuleSet& r) { r.skills.push_back("refund"); }},
      {"skills has doubles or too many", [](RuleSet& r) { r.skills.push_back(""); }},
      {"regions has doubles or too many", [](RuleSet& r) { r.regions.push_back("north"); }},
      {"types has doubles or too many",
       [](RuleSet& r) {
         r.types.push_back({"another", "投诉"});
       }},
      {"channels has doubles or too many",
       [](RuleSet& r) {
         r.channels.push_back({"hotline", ""});
       }},
      {"a type without a level", [](RuleSet& r) { r.types[0].level = Level::kNone; }},
      {"a channel with a calendar that is none", [](RuleSet& r) { r.channels[0].calendar = kChannelHours; }},
      {"more SLA rows than kRuleRowsMax", [](RuleSet& r) { r.sla.resize(kRuleRowsMax + 1, r.sla[0]); }},
      {"an SLA row without a preset", [](RuleSet& r) { r.sla[0].preset.clear(); }},
      {"an SLA row with a level that is none", [](RuleSet& r) { r.sla[0].levels |= 1; }},
      {"an SLA row with a customer tier that is none", [](RuleSet& r) { r.sla[0].customer_tiers |= 1 << 5; }},
      {"an SLA row that names a type or channel twice",
       [](RuleSet& r) {
         r.sla[0].types = {"complaint", "complaint"};
       }},
      {"an SLA row with a type or channel that is not declared", [](RuleSet& r) { r.sla[0].channels = {"fax"}; }},
      {"an SLA row with a clock that is none", [](RuleSet& r) { r.sla[0].clock = static_cast<Clock>(kClockCount); }},
      {"an SLA row with a target out of bounds", [](RuleSet& r) { r.sla[0].target = kRuleSpanMax + 1; }},
      {"an SLA row with a target out of bounds", [](RuleSet& r) { r.sla[0].working_days = kWorkingDaysMax + 1; }},
      {"an SLA row needs a target either in time or in working days", [](RuleSet& r) { r.sla[0].working_days = 1; }},
      {"an SLA row needs a target either in time or in working days", [](RuleSet& r) { r.sla[0].target = 0; }},
      {"an SLA row with a calendar that is none", [](RuleSet& r) { r.sla[0].calendar = 3; }},
      {"order_per_mille beyond kPerMilleMax", [](RuleSet& r) { r.order_per_mille[4] = kPerMilleMax + 1; }},
      {"a ladder with more rungs than kLadderRungsMax", [](RuleSet& r) { r.ladders[0].resize(kLadderRungsMax + 1, 2); }},
      {"a rung without a tier of agents", [](RuleSet& r) { r.ladders[0][0] = 0; }},
      {"a rung without a tier of agents", [](RuleSet& r) { r.ladders[0][0] = 0x80; }},
      {"a tier of agents on two rungs of a ladder", [](RuleSet& r) { r.ladders[1][1] = r.ladders[1][0]; }},
      {"open_rungs out of bounds", [](RuleSet& r) { r.open_rungs = 0; }},
      {"clock_steps needs 1 to kClockStepsMax steps", [](RuleSet& r) { r.clock_steps.clear(); }},
      {"clock_steps must ascend and stay within kPerMilleMax",
       [](RuleSet& r) {
         r.clock_steps = {800, 500, 1000};
       }},
      {"clock_steps lacks 1000, the deadline itself",
       [](RuleSet& r) {
         r.clock_steps = {500, 1500};
       }},
      {"supervisor_per_mille out of bounds", [](RuleSet& r) { r.supervisor_per_mille = 0; }},
      {"supervisor_per_mille out of bounds", [](RuleSet& r) { r.supervisor_per_mille = kPerMilleMax + 1; }},
      {"a duration out of bounds", [](RuleSet& r) { r.repeat_within = kRuleSpanMax + 1; }},
      {"a duration out of bounds", [](RuleSet& r) { r.wrap_up = -1; }},
      {"a duration out of bounds", [](RuleSet& r) { r.same_agent_within = kRuleSpanMax + 1; }},
      {"an offer that nobody has time to accept", [](RuleSet& r) { r.accept_live = 0; }},
      {"misses_for_break out of bounds", [](RuleSet& r) { r.misses_for_break = 0; }},
  };
  for (const Case& c : cases) {
    RuleSet rules = SampleRuleSet();
    ASSERT_EQ(FindFlaw(rules), nullptr);
    c.spoil(rules);
    EXPECT_STREQ(FindFlaw(rules), c.flaw);
  }
}

}  // namespace
}  // namespace tidegate
