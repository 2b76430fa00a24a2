// RULES.md against the parser: what one knows the other describes, and its examples work.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "protocol/rules/parse_rule_set.h"

namespace tidegate {
namespace {

constexpr Micros kNow = 1'795'230'000 * kSecond;  // 2026-11-21

std::string Document() {
  std::ifstream file("protocol/rules/RULES.md");
  EXPECT_TRUE(file.good()) << "run from the root of the project";
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(RulesDocumentTest, EveryKeyOfTheParserIsDescribed) {
  // One unknown key in every kind of table: the parser answers with all the keys that it knows there.
  const ParsedRules parsed = ParseRuleSet(R"(zzzzzzzzzzzz = 1
dev.zzzzzzzzzzzz = 1
admission = { zzzzzzzzzzzz = 1, front_ends = [{ zzzzzzzzzzzz = 1 }] }
calendars.c.zzzzzzzzzzzz = 1
catalog = { zzzzzzzzzzzz = 1, types = [{ zzzzzzzzzzzz = 1 }], channels = [{ zzzzzzzzzzzz = 1 }] }
keywords.k = { zzzzzzzzzzzz = 1 }
classification = [{ zzzzzzzzzzzz = 1, when = { zzzzzzzzzzzz = 1 }, then = { zzzzzzzzzzzz = 1 } }]
flow = [{ zzzzzzzzzzzz = 1 }]
review.zzzzzzzzzzzz = 1
presets.p = [{ zzzzzzzzzzzz = 1 }]
sla.zzzzzzzzzzzz = 1
clocks.zzzzzzzzzzzz = 1
order_per_mille.zzzzzzzzzzzz = 1
ladders.zzzzzzzzzzzz = 1
offers.zzzzzzzzzzzz = 1
agents.zzzzzzzzzzzz = 1
relaxation.zzzzzzzzzzzz = 1
shares.zzzzzzzzzzzz = 1
matching.zzzzzzzzzzzz = 1
feedback.zzzzzzzzzzzz = 1
)",
                                          kNow);
  const std::string document = Document();
  const std::string_view prefix = "choose from ";
  int tables = 0;
  int keys = 0;
  for (const RuleError& error : parsed.errors) {
    if (error.key.find("zzzzzzzzzzzz") == std::string::npos) continue;
    ++tables;
    ASSERT_EQ(error.remedy.substr(0, prefix.size()), prefix);
    ASSERT_EQ(error.remedy.find(" more"), std::string::npos) << "not all keys are shown: " << error.remedy;
    std::stringstream list(error.remedy.substr(prefix.size()));
    for (std::string key; std::getline(list >> std::ws, key, ',');) {
      ++keys;
      const bool described = document.find('`' + key + '`') != std::string::npos || document.find("[" + key) != std::string::npos;
      EXPECT_TRUE(described) << error.key << ": RULES.md does not describe " << key;
    }
  }
  EXPECT_EQ(tables, 25);
  EXPECT_GT(keys, 50);
}

TEST(RulesDocumentTest, ExamplesOfTheDocumentWork) {
  std::vector<std::string> examples;
  const std::string document = Document();
  for (std::size_t at = 0; (at = document.find("```toml\n", at)) != std::string::npos;) {
    at += 8;
    const std::size_t end = document.find("```", at);
    ASSERT_NE(end, std::string::npos);
    examples.push_back(document.substr(at, end - at));
    at = end + 3;
  }
  ASSERT_EQ(examples.size(), 4u);
  const std::string head = "name = \"t\"\ntime_zone = \"UTC\"\ncatalog.types = [{ name = \"complaint\" }]\n";
  for (const std::string& toml : {examples[0], head + "sla.active = []\n" + examples[2], head + examples[1] + examples[3]}) {
    const ParsedRules parsed = ParseRuleSet(toml, kNow);
    EXPECT_TRUE(parsed.rules.has_value()) << FormatRuleErrors("RULES.md", parsed.errors) << toml;
  }
}

TEST(RulesDocumentTest, AYearOfTwoPeriodsADayIsAboutAsLargeAsTheDocumentSays) {
  const std::string head = "name = \"t\"\ntime_zone = \"UTC\"\nsla.active = []\n";
  const ParsedRules empty = ParseRuleSet(head, kNow);
  const ParsedRules daily = ParseRuleSet(head + "calendars.c.weekly.daily = [\"09:00-12:00\", \"13:00-18:00\"]\n", kNow);
  ASSERT_TRUE(empty.rules.has_value() && daily.rules.has_value());
  const std::size_t year_bytes = (EncodeRuleSet(*daily.rules).size() - EncodeRuleSet(*empty.rules).size()) / 4;
  EXPECT_NEAR(static_cast<double>(year_bytes), 5000, 500);
}

}  // namespace
}  // namespace tidegate
