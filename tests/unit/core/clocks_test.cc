#include "core/engine/clocks.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "tests/support/seed.h"
#include "tests/unit/core/rule_set_samples.h"

namespace tidegate {
namespace {

constexpr Micros At(int day, int hour, int minute = 0) { return kSampleMonday + day * kDay + hour * kHour + minute * kMinute; }

// Binds every name of the rule set to its place + 1, and one further type and channel that the rule set does not know.
ActiveRules Bind(const RuleSet& set) {
  ActiveRules rules(set, 1);
  for (std::size_t i = 0; i < set.types.size(); ++i) rules.Bind(CatalogKind::kType, set.types[i].name, static_cast<std::uint32_t>(i + 1));
  for (std::size_t i = 0; i < set.channels.size(); ++i) {
    rules.Bind(CatalogKind::kChannel, set.channels[i].name, static_cast<std::uint32_t>(i + 1));
  }
  for (std::size_t i = 0; i < set.tags.size(); ++i) rules.Bind(CatalogKind::kTag, set.tags[i], static_cast<std::uint32_t>(i + 1));
  rules.Bind(CatalogKind::kType, "unknown", static_cast<std::uint32_t>(set.types.size() + 1));
  rules.Bind(CatalogKind::kChannel, "unknown", static_cast<std::uint32_t>(set.channels.size() + 1));
  return rules;
}

constexpr TypeId kNoType;
constexpr TypeId kConsultation(1), kComplaint(2);
constexpr ChannelId kHotline(1);

// The naive twin: all rows, by name.
ClockPlan NaivePlan(const RuleSet& set, Clock clock, const TicketFacts& facts) {
  const std::string type = facts.type.raw() >= 1 && facts.type.raw() <= set.types.size() ? set.types[facts.type.raw() - 1].name : "";
  const ChannelRule* channel =
      facts.channel.raw() >= 1 && facts.channel.raw() <= set.channels.size() ? &set.channels[facts.channel.raw() - 1] : nullptr;
  const CustomerTier tier = facts.tier == CustomerTier::kNone ? CustomerTier::kOrdinary : facts.tier;
  ClockPlan plan;
  for (const SlaRow& row : set.sla) {
    const std::vector<std::string>* presets = &set.active_presets;
    for (const ChannelPresets& own : set.active_by_channel) {
      if (channel != nullptr && own.channel == channel->name) presets = &own.presets;
    }
    if (facts.scheme != 0) presets = &set.active_by_team[facts.scheme - 1u].presets;
    const std::vector<std::string>& active = *presets;
    if (row.clock != clock || std::find(active.begin(), active.end(), row.preset) == active.end()) continue;
    if (row.levels != 0 && (row.levels & Bit(facts.level)) == 0) continue;
    if (row.customer_tiers != 0 && (row.customer_tiers & Bit(tier)) == 0) continue;
    if (row.categories != 0 && (row.categories >> facts.category & 1) == 0) continue;
    bool tagged = row.tags.empty();
    for (std::size_t tag = 0; tag < set.tags.size(); ++tag) {
      const bool named = std::find(row.tags.begin(), row.tags.end(), set.tags[tag]) != row.tags.end();
      tagged = tagged || (named && (facts.tags >> tag & 1) != 0);
    }
    if (!tagged) continue;
    if (!row.types.empty() && std::find(row.types.begin(), row.types.end(), type) == row.types.end()) continue;
    if (!row.channels.empty() &&
        (channel == nullptr || std::find(row.channels.begin(), row.channels.end(), channel->name) == row.channels.end())) {
      continue;
    }
    const std::size_t place = row.calendar != kChannelHours ? row.calendar : channel != nullptr ? channel->calendar : 0;
    const Calendar& calendar = set.calendars[place];
    const Micros due =
        row.working_days > 0 ? calendar.AdvanceDays(facts.received_at, row.working_days) : calendar.Advance(facts.received_at, row.target);
    if (due < plan.due) plan = {due, &calendar, row.pauses};
  }
  return plan;
}

TEST(ClocksTest, PlanAgreesWithAScanOfAllRows) {
  std::mt19937_64 random(TestSeed());
  int planned = 0;
  for (int round = 0; round < 300; ++round) {
    const RuleSet set = RandomRuleSet(random);
    const ActiveRules rules = Bind(set);
    for (int question = 0; question < 60; ++question) {
      TicketFacts facts;
      facts.level = static_cast<Level>(1 + random() % kLevelCount);
      facts.tier = static_cast<CustomerTier>(random() % 5);
      facts.type = TypeId(static_cast<std::uint16_t>(random() % (set.types.size() + 2)));
      facts.channel = ChannelId(static_cast<std::uint8_t>(random() % (set.channels.size() + 2)));
      facts.category = static_cast<std::uint8_t>(random() % 5);
      facts.tags = random() % 4;
      facts.scheme = static_cast<std::uint8_t>(random() % (set.active_by_team.size() + 1));
      facts.received_at = kSampleMonday + static_cast<Micros>(random() % (21 * 96)) * 15 * kMinute;
      for (const Name& row : NameTable<Clock>::kRows) {
        const auto clock = static_cast<Clock>(row.number);
        const ClockPlan plan = PlanClock(rules, clock, facts);
        const ClockPlan naive = NaivePlan(set, clock, facts);
        ASSERT_EQ(plan.due, naive.due) << "round " << round << " question " << question;
        ASSERT_EQ(plan.calendar == nullptr, naive.calendar == nullptr);
        if (plan.calendar == nullptr) continue;
        ++planned;
        ASSERT_EQ(plan.calendar->name(), naive.calendar->name()) << "round " << round << " question " << question;
        Micros before = facts.received_at;
        for (const std::uint16_t step : {1, 300, 500, 800, 999, 1000, 1001, 1500, 10'000}) {
          const Micros at = StepAt(rules, plan, facts.received_at, step);
          ASSERT_GE(at, before) << "step " << step;
          ASSERT_TRUE(step > 1000 ? at >= plan.due : at <= plan.due) << "step " << step;
          before = at;
        }
      }
    }
  }
  EXPECT_GT(planned, 1000);
}

// Every row of `standard` and `statutory` (domain.md 5), worked out by hand. Received on Monday at 10:00.
TEST(ClocksTest, ShippedPresetsGiveTheInstantsOfTheTable) {
  const ActiveRules rules = Bind(SampleRuleSet());
  struct Case {
    Level level;
    CustomerTier tier;
    TypeId type;
    Micros received, respond, resolve;
  };
  const Case cases[] = {
      {Level::kUrgent, CustomerTier::kOrdinary, kConsultation, At(0, 10), At(0, 10, 15), At(0, 14)},
      {Level::kHigh, CustomerTier::kOrdinary, kConsultation, At(0, 10), At(0, 10, 30), At(1, 10)},
      {Level::kNormal, CustomerTier::kOrdinary, kConsultation, At(0, 10), At(0, 12), At(3, 10)},
      {Level::kLow, CustomerTier::kOrdinary, kConsultation, At(0, 10), At(1, 10), At(3, 10)},
      // VIP: 10 min at every level, resolve as everybody.
      {Level::kUrgent, CustomerTier::kVip, kConsultation, At(0, 10), At(0, 10, 10), At(0, 14)},
      {Level::kHigh, CustomerTier::kVip, kConsultation, At(0, 10), At(0, 10, 10), At(1, 10)},
      {Level::kNormal, CustomerTier::kVip, kConsultation, At(0, 10), At(0, 10, 10), At(3, 10)},
      {Level::kLow, CustomerTier::kVip, kConsultation, At(0, 10), At(0, 10, 10), At(3, 10)},
      // Other tiers have no row of their own.
      {Level::kNormal, CustomerTier::kEnterprise, kConsultation, At(0, 10), At(0, 12), At(3, 10)},
      {Level::kNormal, CustomerTier::kMember, kConsultation, At(0, 10), At(0, 12), At(3, 10)},
      {Level::kNormal, CustomerTier::kNone, kConsultation, At(0, 10), At(0, 12), At(3, 10)},
      {Level::kNormal, CustomerTier::kNone, kNoType, At(0, 10), At(0, 12), At(3, 10)},
      // Complaints: statutory 24 h and 72 h beside the standard; the earlier counts.
      {Level::kHigh, CustomerTier::kOrdinary, kComplaint, At(0, 10), At(0, 10, 30), At(1, 10)},
      {Level::kNormal, CustomerTier::kOrdinary, kComplaint, At(0, 10), At(0, 12), At(3, 10)},  // 72 h = 3 working days here
      {Level::kNormal, CustomerTier::kOrdinary, kComplaint, At(3, 10), At(3, 12), At(6, 10)},  // Thursday: 72 h is Sunday, 3 days Tuesday
      {Level::kNormal, CustomerTier::kOrdinary, kConsultation, At(3, 10), At(3, 12), At(8, 10)},
      {Level::kLow, CustomerTier::kOrdinary, kComplaint, At(7, 7), At(8, 7), At(10, 7)},  // 72 h; 3 days would count from 09:00
      {Level::kLow, CustomerTier::kOrdinary, kConsultation, At(7, 7), At(8, 7), At(10, 9)},
      {Level::kNormal, CustomerTier::kOrdinary, kConsultation, At(4, 20), At(4, 22), At(10, 9)},  // Friday evening: from Monday 09:00
  };
  for (const Case& c : cases) {
    const TicketFacts facts{c.level, c.tier, c.type, kHotline, c.received};
    const std::string text =
        std::string(EnglishName(c.level)) + " " + std::string(EnglishName(c.tier)) + " type " + std::to_string(c.type.raw());
    EXPECT_EQ(PlanClock(rules, Clock::kRespond, facts).due - c.received, c.respond - c.received) << text;
    EXPECT_EQ(PlanClock(rules, Clock::kResolve, facts).due - c.received, c.resolve - c.received) << text;
  }
}

TEST(ClocksTest, NoMatchingRowIsNoClock) {
  RuleSet set = SampleRuleSet();
  set.active_presets = {"statutory"};
  const ActiveRules rules = Bind(set);
  const TicketFacts facts{Level::kUrgent, CustomerTier::kVip, kConsultation, kHotline, At(0, 10)};
  const ClockPlan plan = PlanClock(rules, Clock::kRespond, facts);
  EXPECT_EQ(plan.due, kNever);
  EXPECT_EQ(StepAt(rules, plan, facts.received_at, 500), kNever);
  EXPECT_EQ(OrderKey(rules, facts, plan), kOrderLast);
  EXPECT_LT(kOrderLast, kNever);
}

TEST(ClocksTest, StepsCountWorkingTimeOnly) {
  const ActiveRules rules = Bind(SampleRuleSet());
  // 24x7: 15 minutes from 10:00.
  const TicketFacts urgent{Level::kUrgent, CustomerTier::kOrdinary, kConsultation, kHotline, At(0, 10)};
  const ClockPlan respond = PlanClock(rules, Clock::kRespond, urgent);
  EXPECT_EQ(StepAt(rules, respond, urgent.received_at, 500), At(0, 10, 7) + 30 * kSecond);
  EXPECT_EQ(StepAt(rules, respond, urgent.received_at, 800), At(0, 10, 12));
  EXPECT_EQ(StepAt(rules, respond, urgent.received_at, 1000), At(0, 10, 15));
  EXPECT_EQ(StepAt(rules, respond, urgent.received_at, 1500), At(0, 10, 22) + 30 * kSecond);
  // Three working days of 7 h 30 min from Monday 10:00 = 22 h 30 min of working time: half is 11 h 15 min. Monday has 6 h 30 min left.
  const TicketFacts normal{Level::kNormal, CustomerTier::kOrdinary, kConsultation, kHotline, At(0, 10)};
  const ClockPlan resolve = PlanClock(rules, Clock::kResolve, normal);
  EXPECT_EQ(resolve.due, At(3, 10));
  EXPECT_EQ(StepAt(rules, resolve, normal.received_at, 500), At(1, 15, 15));  // Tuesday 4 h 45 min: 3 h until noon, 1 h 45 min after 13:30
  EXPECT_EQ(StepAt(rules, resolve, normal.received_at, 800), At(2, 14, 30));  // 18 h: 4 h into Wednesday
  EXPECT_EQ(StepAt(rules, resolve, normal.received_at, 1000), At(3, 10));
  EXPECT_EQ(StepAt(rules, resolve, normal.received_at, 1500),
            At(4, 15, 15));  // 11 h 15 min on: 6 h 30 min of Thursday, 4 h 45 min of Friday
}

TEST(ClocksTest, OrderKeyIsAShareOfTheRespondTargetByTier) {
  const ActiveRules rules = Bind(SampleRuleSet());
  const auto key = [&](CustomerTier tier) {
    const TicketFacts facts{Level::kNormal, tier, kConsultation, kHotline, At(0, 10)};
    return OrderKey(rules, facts, PlanClock(rules, Clock::kRespond, facts)) - At(0, 10);
  };
  EXPECT_EQ(key(CustomerTier::kVip), 4 * kMinute);          // 400 per mille of 10 min
  EXPECT_EQ(key(CustomerTier::kEnterprise), 72 * kMinute);  // 600 of 2 h
  EXPECT_EQ(key(CustomerTier::kMember), 96 * kMinute);
  EXPECT_EQ(key(CustomerTier::kOrdinary), 120 * kMinute);
  EXPECT_EQ(key(CustomerTier::kNone), 120 * kMinute) << "not claimed counts as ordinary";
}

TEST(ClocksTest, OrderKeyFollowsTheHoursOfItsClock) {
  RuleSet set = SampleRuleSet();
  set.sla = {RowInTime("standard", Clock::kRespond, 0, 0, 2 * kHour)};
  set.sla[0].calendar = 1;
  const ActiveRules rules = Bind(set);
  const TicketFacts facts{Level::kNormal, CustomerTier::kEnterprise, kConsultation, kHotline, At(0, 11)};
  const ClockPlan plan = PlanClock(rules, Clock::kRespond, facts);
  EXPECT_EQ(plan.due, At(0, 14, 30));
  EXPECT_EQ(OrderKey(rules, facts, plan), At(0, 13, 42));  // 72 min: an hour until noon, 12 min after 13:30
}

TEST(ClocksTest, ARowMayFollowTheHoursOfTheChannel) {
  RuleSet set = SampleRuleSet();
  set.sla = {RowInTime("standard", Clock::kRespond, 0, 0, 10 * kMinute)};
  set.sla[0].calendar = kChannelHours;
  const ActiveRules rules = Bind(set);
  const auto due = [&](ChannelId channel) {
    return PlanClock(rules, Clock::kRespond, {Level::kNormal, CustomerTier::kOrdinary, kConsultation, channel, At(0, 22)}).due;
  };
  EXPECT_EQ(due(kHotline), At(0, 22, 10));
  EXPECT_EQ(due(ChannelId(2)), At(1, 9, 10)) << "social messages are served from 09:00";
  EXPECT_EQ(due(ChannelId()), At(0, 22, 10)) << "no channel, no hours";
  EXPECT_EQ(due(ChannelId(4)), At(0, 22, 10)) << "a channel that the rule set does not know";
}

}  // namespace
}  // namespace tidegate
