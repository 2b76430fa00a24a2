#include "core/engine/active_rules.h"

#include <gtest/gtest.h>

#include "tests/unit/core/rule_set_samples.h"

namespace tidegate {
namespace {

constexpr TypeId kConsultation(7);
constexpr TypeId kComplaint(3);
constexpr TypeId kDeclaredLater(500);
constexpr ChannelId kHotline(9);
constexpr ChannelId kSocial(255);
constexpr ChannelId kFax(12);

ActiveRules Bound(RuleSet set = SampleRuleSet()) {
  ActiveRules rules(std::move(set), 4);
  rules.Bind(CatalogKind::kType, "consultation", kConsultation.raw());
  rules.Bind(CatalogKind::kType, "投诉", kComplaint.raw());  // by its Chinese name
  rules.Bind(CatalogKind::kChannel, "hotline", kHotline.raw());
  rules.Bind(CatalogKind::kChannel, "social-message", kSocial.raw());
  rules.Bind(CatalogKind::kSkill, "consultation", 99);
  return rules;
}

TEST(ActiveRulesTest, BoundNamesHaveTheirRules) {
  const ActiveRules rules = Bound();
  EXPECT_EQ(rules.version(), 4u);
  EXPECT_EQ(rules.rules(), SampleRuleSet());
  EXPECT_EQ(rules.DefaultLevel(kConsultation), Level::kNormal);
  EXPECT_EQ(rules.DefaultLevel(kComplaint), Level::kHigh);
  EXPECT_EQ(rules.Bots(kConsultation, kHotline), BotUse::kAllowed);
  EXPECT_EQ(rules.Bots(kComplaint, kHotline), BotUse::kRefused);
  EXPECT_TRUE(rules.Live(kHotline));
  EXPECT_FALSE(rules.Live(kSocial));
  EXPECT_TRUE(rules.Hours(kHotline).always());
  EXPECT_EQ(rules.Hours(kSocial).name(), "social-hours");
}

TEST(ActiveRulesTest, UnknownNamesHaveTheDefaults) {
  ActiveRules rules = Bound();
  rules.Bind(CatalogKind::kType, "declared later", kDeclaredLater.raw());
  rules.Bind(CatalogKind::kChannel, "fax", kFax.raw());
  for (const TypeId type : {TypeId(), TypeId(1), kDeclaredLater, TypeId(99), TypeId(0xFFFF)}) {
    EXPECT_EQ(rules.DefaultLevel(type), Level::kNormal);
    EXPECT_EQ(rules.Bots(type, kHotline), BotUse::kRefused);
    EXPECT_TRUE(rules.TypeRows(Clock::kRespond, type).empty());
  }
  for (const ChannelId channel : {ChannelId(), kFax, ChannelId(254)}) {
    EXPECT_FALSE(rules.Live(channel));
    EXPECT_TRUE(rules.Hours(channel).always());
  }
}

TEST(ActiveRulesTest, LaddersOpenRungByRungAndBotsOnlyWhereAllowed) {
  const std::uint8_t bot = Bit(AgentTier::kBot), fresh = Bit(AgentTier::kNew), regular = Bit(AgentTier::kRegular);
  const std::uint8_t senior = Bit(AgentTier::kSenior), expert = Bit(AgentTier::kExpert);
  RuleSet set = SampleRuleSet();
  set.open_rungs = 1;
  const ActiveRules one = Bound(set);
  EXPECT_EQ(one.OpenTiers(Level::kUrgent, 0, BotUse::kAllowed), senior | expert);
  EXPECT_EQ(one.OpenTiers(Level::kUrgent, 3, BotUse::kAllowed), senior | expert) << "the ladder has no further rung";
  EXPECT_EQ(one.OpenTiers(Level::kHigh, 0, BotUse::kAllowed), regular);
  EXPECT_EQ(one.OpenTiers(Level::kHigh, 1, BotUse::kAllowed), regular | senior);
  EXPECT_EQ(one.OpenTiers(Level::kNormal, 0, BotUse::kAllowed), bot | fresh | regular);
  EXPECT_EQ(one.OpenTiers(Level::kNormal, 0, BotUse::kRefused), fresh | regular);
  EXPECT_EQ(one.OpenTiers(Level::kLow, 1, BotUse::kRefused), fresh | regular | senior);

  set.open_rungs = kLadderRungsMax;
  const ActiveRules all = Bound(set);
  EXPECT_EQ(all.OpenTiers(Level::kHigh, 0, BotUse::kAllowed), regular | senior);
  EXPECT_EQ(all.OpenTiers(Level::kNormal, 0, BotUse::kRefused), fresh | regular | senior);

  set.ladders[0] = {static_cast<std::uint8_t>(bot | expert)};
  set.ladders[3].clear();
  const ActiveRules odd = Bound(set);
  EXPECT_EQ(odd.OpenTiers(Level::kUrgent, 0, BotUse::kAllowed), expert) << "bots never get urgent tickets";
  EXPECT_EQ(odd.OpenTiers(Level::kLow, 0, BotUse::kRefused), 0b1111100) << "no ladder = every tier, bots where allowed";
  EXPECT_EQ(odd.OpenTiers(Level::kLow, 0, BotUse::kAllowed), 0b1111110);
}

TEST(ActiveRulesTest, BeatenRowsAreLeftOut) {
  RuleSet set = SampleRuleSet();
  set.sla.push_back(RowInTime("standard", Clock::kRespond, 0, 0, 48 * kHour));  // always beaten
  set.sla.push_back(RowInTime("inactive", Clock::kRespond, 0, 0, kMinute));
  const ActiveRules rules = Bound(set);
  const auto rows = rules.GeneralRows(Clock::kRespond, Level::kUrgent, CustomerTier::kVip);
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].target, 10 * kMinute);
  EXPECT_EQ(rules.TypeRows(Clock::kRespond, kComplaint).size(), 1u);
}

TEST(ActiveRulesDeathTest, AFlawIsOurMistake) {
  RuleSet set = SampleRuleSet();
  set.open_rungs = 0;
  EXPECT_DEATH(ActiveRules(set, 1), "open_rungs out of bounds");
}

}  // namespace
}  // namespace tidegate
