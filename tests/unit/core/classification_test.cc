// Classification: rule by rule, and against a naive twin that reads the rule set as a person would.
#include "core/engine/classification.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "core/engine/active_rules.h"
#include "tests/unit/core/classification_samples.h"
#include "tests/unit/core/rule_set_samples.h"
#include "tests/unit/core/seed.h"

namespace tidegate {
namespace {

// Every name of a rule set under an id: types and channels 1.., skills 11.., tags and departments 1...
struct Ids {
  std::map<std::string, std::uint32_t> types, channels, skills, tags, departments;
};

Ids BindAll(const RuleSet& rules, ActiveRules& active) {
  Ids ids;
  std::uint32_t id = 0;
  for (const TypeRule& type : rules.types) active.Bind(CatalogKind::kType, type.name, ids.types[type.name] = ++id);
  id = 0;
  for (const ChannelRule& channel : rules.channels) active.Bind(CatalogKind::kChannel, channel.name, ids.channels[channel.name] = ++id);
  id = 10;
  for (const std::string& skill : rules.skills) active.Bind(CatalogKind::kSkill, skill, ids.skills[skill] = ++id);
  id = 0;
  for (const std::string& tag : rules.tags) active.Bind(CatalogKind::kTag, tag, ids.tags[tag] = ++id);
  id = 0;
  for (const std::string& name : rules.departments) active.Bind(CatalogKind::kDepartment, name, ids.departments[name] = ++id);
  return ids;
}

struct Asked {
  std::string type;     // empty = one that the rule set does not know
  std::string channel;  // the same
  Level level = Level::kNone;
  CustomerTier tier = CustomerTier::kOrdinary;
  SubmitFacts facts;
  std::map<std::string, int> skills;
};

Classification Ask(const ActiveRules& active, const Ids& ids, const Asked& asked) {
  std::vector<SkillLevel> skills;
  for (const auto& [name, level] : asked.skills) {
    skills.push_back({static_cast<std::uint16_t>(ids.skills.at(name)), static_cast<std::uint8_t>(level), 0});
  }
  return active.Classify({.type = TypeId(static_cast<std::uint16_t>(asked.type.empty() ? 99 : ids.types.at(asked.type))),
                          .channel = ChannelId(static_cast<std::uint8_t>(asked.channel.empty() ? 99 : ids.channels.at(asked.channel))),
                          .claimed_level = asked.level,
                          .tier = asked.tier,
                          .facts = asked.facts,
                          .skills = skills});
}

// The page of the domain, word by word.
struct Naive {
  Level level;
  std::string type;
  int category;
  std::string department;
  std::set<std::string> tags;
  std::map<std::string, int> skills;
  bool alert = false;
  bool bots = false;
  bool owner_fixed = false;
  bool confirmation = false;
  bool review = false;
  std::set<std::string> fired;
};

bool Listed(const std::vector<std::string>& names, const std::string& name) {
  return names.empty() || std::find(names.begin(), names.end(), name) != names.end();
}

bool Matches(const ClassificationRule& rule, const Asked& asked) {
  if (!rule.types.empty() && asked.type.empty()) return false;
  if (!rule.channels.empty() && asked.channel.empty()) return false;
  if (!Listed(rule.types, asked.type) || !Listed(rule.channels, asked.channel)) return false;
  if (rule.categories != 0 && ((rule.categories >> asked.facts.category) & 1) == 0) return false;
  if (rule.tiers != 0 && ((rule.tiers >> static_cast<int>(asked.tier)) & 1) == 0) return false;
  if (rule.claimed_levels != 0 && ((rule.claimed_levels >> static_cast<int>(asked.level)) & 1) == 0) return false;
  if (asked.facts.repeats < rule.repeats_min) return false;
  if (asked.facts.impact_people < rule.impact_people_min || asked.facts.impact_cents < rule.impact_cents_min) return false;
  bool any = rule.keywords_any == 0;
  for (int g = 0; g < 64; ++g) {
    const bool found = ((asked.facts.keywords >> g) & 1) != 0;
    if (((rule.keywords_any >> g) & 1) != 0 && found) any = true;
    if (((rule.keywords_all >> g) & 1) != 0 && !found) return false;
  }
  return any;
}

Naive ClassifyNaively(const RuleSet& rules, const Asked& asked) {
  Naive out;
  out.type = asked.type;
  out.category = asked.facts.category;
  for (std::size_t tag = 0; tag < rules.tags.size(); ++tag) {
    if (((asked.facts.tags >> tag) & 1) != 0) out.tags.insert(rules.tags[tag]);
  }
  out.skills = asked.skills;
  const ClassificationRule* level = nullptr;
  const ClassificationRule* type = nullptr;
  const ClassificationRule* category = nullptr;
  const ClassificationRule* department = nullptr;
  for (const ClassificationRule& rule : rules.classification) {
    if (!Matches(rule, asked)) continue;
    out.fired.insert(rule.name);
    if (level == nullptr && rule.level != Level::kNone) level = &rule;
    if (type == nullptr && !rule.type.empty()) type = &rule;
    if (category == nullptr && rule.category != ComplaintCategory::kNone) category = &rule;
    if (department == nullptr && !rule.department.empty()) department = &rule;
    out.tags.insert(rule.tags.begin(), rule.tags.end());
    for (const RuleSkill& skill : rule.skills) out.skills[skill.name] = std::max<int>(out.skills[skill.name], skill.level);
    out.alert = out.alert || rule.alert_supervisor;
  }
  if (type != nullptr) out.type = type->type;
  if (category != nullptr) out.category = static_cast<int>(category->category);
  const auto known = std::find_if(rules.types.begin(), rules.types.end(), [&](const TypeRule& t) { return t.name == out.type; });
  const bool is_known = known != rules.types.end();
  out.department = department != nullptr ? department->department : is_known ? known->department : "";
  out.level = asked.level != Level::kNone ? asked.level : is_known ? known->level : Level::kNormal;
  if (level != nullptr) {
    const bool more_urgent = static_cast<int>(level->level) < static_cast<int>(out.level);
    if (asked.level == Level::kNone || level->level_change == LevelChange::kRaiseOrLower || more_urgent) out.level = level->level;
  }
  out.bots = is_known && known->bot_allowed;
  for (const FlowRule& flow : rules.flows) {
    if ((!flow.types.empty() && out.type.empty()) || (!flow.channels.empty() && asked.channel.empty())) continue;
    if (!Listed(flow.types, out.type) || !Listed(flow.channels, asked.channel)) continue;
    if (flow.bots != FlowBots::kByType) out.bots = flow.bots == FlowBots::kAllowed;
    if (flow.level_at_least != Level::kNone) out.level = std::min(out.level, flow.level_at_least);
    out.owner_fixed = flow.owner_fixed;
    out.confirmation = flow.confirmation;
    break;
  }
  out.review = ((rules.review.levels >> static_cast<int>(out.level)) & 1) != 0;
  return out;
}

void ExpectSame(const RuleSet& rules, const ActiveRules& active, const Ids& ids, const Asked& asked) {
  const Naive naive = ClassifyNaively(rules, asked);
  const Classification found = Ask(active, ids, asked);
  EXPECT_EQ(found.level, naive.level);
  if (!naive.type.empty()) {
    EXPECT_EQ(found.type.raw(), ids.types.at(naive.type));
  }
  EXPECT_EQ(found.category, naive.category);
  EXPECT_EQ(found.department, naive.department.empty() ? 0 : ids.departments.at(naive.department));
  std::uint64_t tags = 0;
  for (const std::string& tag : naive.tags) tags |= std::uint64_t{1} << (ids.tags.at(tag) - 1);
  EXPECT_EQ(found.tags, tags);
  ASSERT_EQ(found.skill_count, naive.skills.size());
  for (std::uint8_t i = 0; i < found.skill_count; ++i) {
    bool expected = false;
    for (const auto& [name, level] : naive.skills)
      expected |= ids.skills.at(name) == found.skills[i].skill && level == found.skills[i].level;
    EXPECT_TRUE(expected) << "skill " << found.skills[i].skill << " level " << int{found.skills[i].level};
  }
  EXPECT_EQ(found.alert_supervisor, naive.alert);
  EXPECT_EQ((found.flags & kOwnerFixed) != 0, naive.owner_fixed);
  EXPECT_EQ((found.flags & kConfirmationRequired) != 0, naive.confirmation);
  EXPECT_EQ((found.flags & kNeedsReview) != 0, naive.review);
  EXPECT_EQ(found.review_minutes, naive.review ? rules.review.within_minutes : 0);
  const ChannelId channel(static_cast<std::uint8_t>(asked.channel.empty() ? 99 : ids.channels.at(asked.channel)));
  EXPECT_EQ(active.Bots(found.type, channel) != BotUse::kRefused, naive.bots);
  for (std::size_t i = 0; i < rules.classification.size(); ++i) {
    EXPECT_EQ((found.fired[i / 8] >> (i % 8) & 1) != 0, naive.fired.contains(rules.classification[i].name)) << rules.classification[i].name;
  }
}

TEST(Classification, IsWhatTheNaiveTwinSaysUnderRandomRules) {
  std::mt19937_64 random(Seed());
  for (int world = 0; world < 400 && !testing::Test::HasFailure(); ++world) {
    RuleSet rules = SampleRuleSet();
    AddRandomClassification(random, rules);
    ASSERT_EQ(FindFlaw(rules), nullptr) << FindFlaw(rules);
    ActiveRules active(rules, 1);
    const Ids ids = BindAll(rules, active);
    for (int i = 0; i < 60; ++i) {
      Asked asked;
      if (random() % 8 != 0) asked.type = rules.types[random() % rules.types.size()].name;
      if (random() % 8 != 0) asked.channel = rules.channels[random() % rules.channels.size()].name;
      asked.level = static_cast<Level>(random() % (kLevelCount + 1));
      asked.tier = static_cast<CustomerTier>(1 + random() % 4);
      asked.facts.category = static_cast<std::uint8_t>(random() % 5);
      asked.facts.impact_people = static_cast<std::uint32_t>(random() % 12);
      asked.facts.impact_cents = static_cast<std::int64_t>(random() % 1200);
      asked.facts.repeats = static_cast<std::uint8_t>(random() % (kRepeatsMax + 1));
      asked.facts.keywords = random() % 8;
      asked.facts.tags = random() % 8;
      for (const std::string& skill : SomeNames(random, rules.skills, 3)) asked.skills[skill] = static_cast<int>(1 + random() % 5);
      ExpectSame(rules, active, ids, asked);
    }
  }
}

TEST(Classification, CompiledFormKeepsEveryRule) {
  std::mt19937_64 random(Seed());
  for (int i = 0; i < 200; ++i) {
    RuleSet rules = SampleRuleSet();
    AddRandomClassification(random, rules);
    const auto decoded = DecodeRuleSet(EncodeRuleSet(rules));
    ASSERT_TRUE(decoded.has_value());
    ASSERT_EQ(*decoded, rules);
  }
}

TEST(Classification, ASkillThatFindsNoRoomIsLeftOut) {
  RuleSet rules = SampleRuleSet();
  rules.skills = {"a", "b", "c", "d", "e", "f", "g", "h", "i"};
  ClassificationRule rule;
  rule.name = "more";
  rule.skills = {{"i", 2}, {"a", 5}};
  rules.classification = {rule};
  ActiveRules active(rules, 1);
  const Ids ids = BindAll(rules, active);
  Asked asked;
  for (const char* name : {"a", "b", "c", "d", "e", "f", "g", "h"}) asked.skills[name] = 1;
  const Classification found = Ask(active, ids, asked);
  ASSERT_EQ(found.skill_count, kRequirementSkillsMax);
  EXPECT_EQ(found.skills[0], (SkillLevel{static_cast<std::uint16_t>(ids.skills.at("a")), 5, 0}));
}

TEST(Classification, NamesThatAreNotBoundYetAreNotGiven) {
  RuleSet rules = SampleRuleSet();
  rules.tags = {"gold"};
  rules.departments = {"supply"};
  ClassificationRule rule;
  rule.name = "all";
  rule.tags = {"gold"};
  rule.department = "supply";
  rule.skills = {{"refund", 1}};
  rules.classification = {rule};
  const ActiveRules active(rules, 1);
  const Classification found = active.Classify({.type = TypeId(1), .channel = ChannelId(1), .facts = {}, .skills = {}});
  EXPECT_EQ(found.tags, 0u);
  EXPECT_EQ(found.department, 0);
  EXPECT_EQ(found.skill_count, 0);
  EXPECT_TRUE(found.any_fired());
}

TEST(Classification, FlawsOfRulesAreFound) {
  const auto flawed = [](auto change) {
    RuleSet rules = SampleRuleSet();
    rules.tags = {"gold"};
    rules.departments = {"supply"};
    rules.keywords = {{"safety", {"stolen"}, {}}};
    ClassificationRule rule;
    rule.name = "one";
    rules.classification = {rule};
    FlowRule flow;
    flow.name = "flow";
    rules.flows = {flow};
    EXPECT_EQ(FindFlaw(rules), nullptr);
    change(rules);
    return FindFlaw(rules) != nullptr;
  };
  EXPECT_TRUE(flawed([](RuleSet& r) { r.classification[0].name = ""; }));
  EXPECT_TRUE(flawed([](RuleSet& r) { r.classification.push_back(r.classification[0]); }));
  EXPECT_TRUE(flawed([](RuleSet& r) { r.classification[0].types = {"none such"}; }));
  EXPECT_TRUE(flawed([](RuleSet& r) { r.classification[0].channels = {"email", "email"}; }));
  EXPECT_TRUE(flawed([](RuleSet& r) { r.classification[0].categories = 1 << 5; }));
  EXPECT_TRUE(flawed([](RuleSet& r) { r.classification[0].keywords_any = 2; }));
  EXPECT_TRUE(flawed([](RuleSet& r) { r.classification[0].impact_cents_min = -1; }));
  EXPECT_TRUE(flawed([](RuleSet& r) { r.classification[0].repeats_min = kRepeatsMax + 1; }));
  EXPECT_TRUE(flawed([](RuleSet& r) { r.classification[0].level = static_cast<Level>(9); }));
  EXPECT_TRUE(flawed([](RuleSet& r) { r.classification[0].type = "none such"; }));
  EXPECT_TRUE(flawed([](RuleSet& r) { r.classification[0].department = "none such"; }));
  EXPECT_TRUE(flawed([](RuleSet& r) { r.classification[0].tags = {"none such"}; }));
  EXPECT_TRUE(flawed([](RuleSet& r) { r.classification[0].skills = {{"refund", 6}}; }));
  EXPECT_TRUE(flawed([](RuleSet& r) { r.classification[0].skills = {{"none such", 1}}; }));
  EXPECT_TRUE(flawed([](RuleSet& r) { r.flows[0].types = {"none such"}; }));
  EXPECT_TRUE(flawed([](RuleSet& r) { r.flows.push_back(r.flows[0]); }));
  EXPECT_TRUE(flawed([](RuleSet& r) { r.keywords[0].words = {""}; }));
  EXPECT_TRUE(flawed([](RuleSet& r) { r.keywords.push_back(r.keywords[0]); }));
  EXPECT_TRUE(flawed([](RuleSet& r) { r.types[0].department = "none such"; }));
  EXPECT_TRUE(flawed([](RuleSet& r) { r.review.levels = 1; }));
  EXPECT_TRUE(flawed([](RuleSet& r) { r.review.within_minutes = 0; }));
}

}  // namespace
}  // namespace tidegate
