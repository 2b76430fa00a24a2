#include "tools/tidegate/replay_map.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "tests/unit/tools/golden_file.h"

namespace tidegate {
namespace {

std::string Told(const std::vector<MapProblem>& problems) {
  std::string text;
  for (const MapProblem& p : problems) text += std::to_string(p.line) + ": " + p.key + ": " + p.message + "\n";
  return text;
}

TEST(ReplayMap, SmallestMapIsAccepted) {
  const MapParse parse = ParseReplayMap(R"(
front_end = "shop"
time.format = "iso"
columns = { key = "id", opened_at = "at" }
)");
  ASSERT_TRUE(parse.map) << Told(parse.problems);
  EXPECT_EQ(parse.map->front_end, "shop");
  EXPECT_EQ(parse.map->separator, ',');
  EXPECT_EQ(parse.map->desk_tier, AgentTier::kRegular);
  EXPECT_FALSE(parse.map->declares(CatalogKind::kSkill));
}

TEST(ReplayMap, EveryKeyIsUnderstood) {
  const MapParse parse = ParseReplayMap(R"(
front_end = "shop"
[csv]
separator = ";"
absent = ["?", "n/a"]
skill_separator = "|"
[time]
format = ["%d.%m.%Y %H:%M", "iso"]
[columns]
key = "id"
opened_at = { join = ["date", "time"], with = "T" }
ended_at = ["solved", { join = ["end date", "end time"] }]
skills = "group"
[values.level]
"1 - Critical" = "urgent"
"随便" = "低"
"none" = ""
[defaults]
handling_seconds = 90
channel = "hotline"
agent_tier = "new"
[declare]
skills = true
channels = false
names_max = 12
[desks]
tier = "专家"
capacity = 7
prefix = "night"
[desks.ladder]
urgent = ["expert", "senior"]
low = "bot"
)");
  ASSERT_TRUE(parse.map) << Told(parse.problems);
  const ReplayMap& map = *parse.map;
  EXPECT_EQ(map.separator, ';');
  EXPECT_EQ(map.skill_separator, '|');
  EXPECT_TRUE(map.absent.contains("?") && map.absent.contains("n/a") && map.absent.contains(""));
  EXPECT_EQ(map.time_formats.size(), 2u);
  EXPECT_EQ(map.source(MapField::kOpenedAt)[0].with, "T");
  EXPECT_EQ(map.source(MapField::kEndedAt)[1].columns, (std::vector<std::string>{"end date", "end time"}));
  EXPECT_EQ(map.source(MapField::kEndedAt)[1].with, " ");
  EXPECT_EQ(map.values[static_cast<std::size_t>(MapField::kLevel)].at("1 - Critical"), "urgent");
  EXPECT_EQ(map.fallback(MapField::kHandlingSeconds), "90");
  EXPECT_TRUE(map.declares(CatalogKind::kSkill));
  EXPECT_FALSE(map.declares(CatalogKind::kChannel));
  EXPECT_EQ(map.declare_max, 12u);
  EXPECT_EQ(map.desk_tier, AgentTier::kExpert);
  EXPECT_EQ(map.desk_capacity, 7u);
  EXPECT_EQ(map.ladders[0], (std::vector<AgentTier>{AgentTier::kExpert, AgentTier::kSenior}));
  EXPECT_EQ(map.ladders[3], (std::vector<AgentTier>{AgentTier::kBot}));
}

TEST(ReplayMap, AllErrorsAreToldAtOnceWithLineAndKey) {
  const MapParse parse = ParseReplayMap(R"(colour = "red"
[csv]
separator = "ab"
absent = ["?", 7]
quote = "'"
[time]
format = ["%d-%m", "%Y-%m-%d %q"]
zone = "UTC"
[columns]
key = 3
ended_at = []
opened = "at"
title = { joins = ["a"] }
[values]
level = { "P1" = "critical", "P2" = 2 }
tier = { gold = "platinum" }
colour = { red = "blue" }
[defaults]
key = "x"
level = "huge"
handling_seconds = -5
[declare]
skills = "yes"
colours = true
names_max = 0
[desks]
tier = "boss"
capacity = 0
size = 3
[desks.ladder]
urgent = []
top = "senior"
)");
  EXPECT_FALSE(parse.map);
  ExpectGolden("map_errors.txt", Told(parse.problems));
}

TEST(ReplayMap, FirstSyntaxErrorIsToldWithItsLine) {
  const MapParse parse = ParseReplayMap("front_end = \"a\"\n[columns\nkey = 1\n");
  ASSERT_EQ(parse.problems.size(), 1u);
  EXPECT_EQ(parse.problems[0].line, 2u);
  EXPECT_NE(parse.problems[0].message, "");
}

TEST(ReplayMap, EmptyMapSaysWhatIsMissing) {
  const MapParse parse = ParseReplayMap("");
  EXPECT_THAT(Told(parse.problems), testing::AllOf(testing::HasSubstr("front_end"), testing::HasSubstr("columns.key"),
                                                   testing::HasSubstr("columns.opened_at"), testing::HasSubstr("time.format")));
}

TEST(ReplayMap, ShippedMapsAreAccepted) {
  for (const char* name : {"incident_event_log.toml", "sample_tickets.toml"}) {
    std::ifstream in(std::string("tools/maps/") + name);
    std::stringstream text;
    text << in.rdbuf();
    const MapParse parse = ParseReplayMap(text.str());
    EXPECT_TRUE(parse.map) << name << "\n" << Told(parse.problems);
  }
}

}  // namespace
}  // namespace tidegate
