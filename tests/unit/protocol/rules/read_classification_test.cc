// [keywords], [[classification]], [[flow]] and [review]: what they take, and what is said about what they do not take.
#include <gtest/gtest.h>

#include <string>

#include "protocol/rules/parse_rule_set.h"

namespace tidegate {
namespace {

constexpr Micros kNow = 1'795'230'000 * kSecond;  // 2026-11-21

// A sound head in lines 1 to 8; what a test adds begins in line 9.
std::string Headed(std::string_view text) {
  return R"(name = "t"
time_zone = "UTC"
sla = { active = [] }
[catalog]
skills = ["refund", "security"]
tags = ["gold", "大促"]
departments = ["supply"]
types = [{ name = "complaint", chinese = "投诉", department = "supply" }, { name = "inquiry" }]
)" + std::string(text);
}

RuleSet Parsed(std::string_view text) {
  ParsedRules parsed = ParseRuleSet(Headed(text), kNow);
  EXPECT_TRUE(parsed.rules.has_value()) << FormatRuleErrors("r.toml", parsed.errors);
  return parsed.rules.value_or(RuleSet());
}

std::string ErrorsOf(std::string_view text) {
  const ParsedRules parsed = ParseRuleSet(Headed(text), kNow);
  EXPECT_FALSE(parsed.rules.has_value());
  return FormatRuleErrors("r.toml", parsed.errors);
}

void ExpectError(std::string_view text, std::string_view words) {
  const std::string errors = ErrorsOf(text);
  EXPECT_NE(errors.find(words), std::string::npos) << text << "\n" << errors;
}

TEST(ReadClassificationTest, EveryKeyIsRead) {
  const RuleSet rules = Parsed(R"(
[keywords]
safety = ["被盗", "stolen"]
anger = { words = "lawyer", patterns = ["[!！]{3,}"] }

[[classification]]
name = "safety first"
[classification.when]
type = ["投诉", "inquiry"]
category = ["price", "none"]
tier = "vip"
claimed_level = ["none", "低"]
impact_people = 5
impact_yuan = 200
repeats = 3
keywords = ["safety", "anger"]
keywords_all = "anger"
[classification.then]
level = "紧急"
lower = true
type = "inquiry"
category = "服务性"
department = "supply"
skills = ["security:3", "refund"]
tags = ["大促"]
alert_supervisor = true

[[flow]]
name = "plain"
type = "complaint"
bots = "refused"
level_at_least = "high"
owner_fixed = true
confirmation = true

[review]
levels = ["urgent", "high"]
within = "7 min"
)");
  EXPECT_EQ(rules.tags, (std::vector<std::string>{"gold", "大促"}));
  EXPECT_EQ(rules.departments, (std::vector<std::string>{"supply"}));
  EXPECT_EQ(rules.types[0].department, "supply");
  ASSERT_EQ(rules.keywords.size(), 2u);
  EXPECT_EQ(rules.keywords[0], (KeywordGroup{"safety", {"被盗", "stolen"}, {}}));
  EXPECT_EQ(rules.keywords[1], (KeywordGroup{"anger", {"lawyer"}, {"[!！]{3,}"}}));
  ClassificationRule rule;
  rule.name = "safety first";
  rule.types = {"complaint", "inquiry"};
  rule.categories = 1 << 3 | 1 << 0;
  rule.tiers = 1 << 1;
  rule.claimed_levels = 1 << 0 | 1 << 4;
  rule.impact_people_min = 5;
  rule.impact_cents_min = 20'000;
  rule.repeats_min = 3;
  rule.keywords_any = 3;
  rule.keywords_all = 2;
  rule.level = Level::kUrgent;
  rule.level_change = LevelChange::kRaiseOrLower;
  rule.type = "inquiry";
  rule.category = ComplaintCategory::kService;
  rule.department = "supply";
  rule.skills = {{"security", 3}, {"refund", 1}};
  rule.tags = {"大促"};
  rule.alert_supervisor = true;
  ASSERT_EQ(rules.classification.size(), 1u);
  EXPECT_EQ(rules.classification[0], rule);
  ASSERT_EQ(rules.flows.size(), 1u);
  EXPECT_EQ(rules.flows[0], (FlowRule{"plain", {"complaint"}, {}, FlowBots::kRefused, Level::kHigh, true, true}));
  EXPECT_EQ(rules.review, (ReviewRule{1 << 1 | 1 << 2, 7}));
}

TEST(ReadClassificationTest, LevelsMayBeNamedAsInASchemeOfThree) {
  const RuleSet rules = Parsed(R"([[classification]]
name = "three"
when = { claimed_level = ["general", "none"] }
then = { level = "important" }
[[flow]]
name = "all"
level_at_least = "一般"
[review]
levels = ["重要"]
)");
  EXPECT_EQ(rules.classification[0].claimed_levels, 1 << 0 | 1 << 3 | 1 << 4);
  EXPECT_EQ(rules.classification[0].level, Level::kHigh);
  EXPECT_EQ(rules.flows[0].level_at_least, Level::kNormal);
  EXPECT_EQ(rules.review.levels, 1 << 2);
}

TEST(ReadClassificationTest, UrgentIsReviewedByDefault) {
  EXPECT_EQ(Parsed("").review, (ReviewRule{1 << 1, 5}));
  EXPECT_EQ(Parsed("[review]\nlevels = []\n").review.levels, 0);
}

TEST(ReadClassificationTest, EveryMistakeIsToldAtOnceWithLineAndRemedy) {
  EXPECT_EQ(
      ErrorsOf(R"([keywords]
bad = { patterns = ["refund("] }
[[classification]]
name = "one"
when = { type = "complant", keywords = "bda", tier = "gold" }
then = { level = "high", skills = ["refund:9"], tags = ["golden"], department = "suply" }
[[classification]]
name = "one"
then = {}
[[classification]]
then = { lower = true }
[[flow]]
name = "f"
bots = "maybe"
)"),
      R"(r.toml:10: keywords.bad.patterns[1]: "refund(" is no RE2 pattern: missing ): refund(; correct it, or write it as a word, which needs no escapes
r.toml:13: classification[1].when.type: "complant" is not a type of the catalog; did you mean "complaint"?
r.toml:13: classification[1].when.tier: "gold" is not a tier; write vip, enterprise, member or ordinary
r.toml:13: classification[1].when.keywords: "bda" is not a group of [keywords]; choose from bad
r.toml:14: classification[1].then.department: "suply" is not a department of the catalog; did you mean "supply"?
r.toml:14: classification[1].then.skills[1]: "refund:9" has no level from 1 to 5 behind its colon; write for example "refund:2"
r.toml:14: classification[1].then.tags[1]: "golden" is not a tag of the catalog; did you mean "gold"?
r.toml:16: classification[2].name: "one" names another rule already; rename one of them
r.toml:17: classification[2].then: says nothing; add what the rule gives, such as level = "high", or remove the rule
r.toml:18: classification[3].name: is missing; add it; RULES.md describes it
r.toml:19: classification[3].then.lower: stands without a level; add level, to which a claim may be lowered
r.toml:22: flow[1].bots: "maybe" stands here; write allowed, refused, or by-type
r.toml: 12 errors
)");
}

TEST(ReadClassificationTest, BoundsAreNamed) {
  std::string words = "[keywords]\nmany = [";
  for (int i = 0; i <= 1024; ++i) words += "\"w" + std::to_string(i) + "\",";
  ExpectError(words + "]\n", "has more than 1024 words or patterns");
  ExpectError("[keywords]\nlong = [\"" + std::string(257, 'x') + "\"]\n", "is empty or longer than 256 bytes");
  std::string groups = "[keywords]\n";
  for (int i = 0; i < 65; ++i) groups += "g" + std::to_string(i) + " = [\"x\"]\n";
  ExpectError(groups, "has 65 groups, more than 64");
  std::string rules;
  for (int i = 0; i < 256; ++i) rules += "[[classification]]\nname = \"r" + std::to_string(i) + "\"\nthen = { level = \"low\" }\n";
  ExpectError(rules, "has 256 rules, more than 255");
  ExpectError("[review]\nwithin = \"5 h\"\n", "is out of bounds; write 1 min to 4 h");
  ExpectError("[review]\nwithin = \"90 s\"\n", "is no whole number of minutes");
  ExpectError("[review]\nlevels = [\"top\"]\n", "\"top\" is not a level;");
  ExpectError("[[classification]]\nname = \"x\"\n", "classification[1].then: is missing");
  ExpectError("[[classification]]\nname = \"x\"\nwhen = { impact_yuan = -1 }\nthen = { level = \"low\" }\n",
              "classification[1].when.impact_yuan");
}

}  // namespace
}  // namespace tidegate
