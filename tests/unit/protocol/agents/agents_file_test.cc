#include "protocol/agents/agents_file.h"

#include <gtest/gtest.h>

namespace tidegate {
namespace {

ParsedAgents Parse(std::string_view toml, const KnownForAgents& known = {}) { return ParseAgentsFile(toml, known); }

TEST(AgentsFile, EveryKeyIsRead) {
  const ParsedAgents parsed = Parse(R"(
[teams.east]
supervisor = "李姐"
duty_supervisor = "老周"

[[agents]]
name = "李姐"
tier = "supervisor"
team = "east"

[[agents]]
name = "老周"
tier = "专家"

[[agents]]
name = "王芳"
team = "east"
tier = "senior"
skills = ["refund:3", "billing"]
regions = "north"
channels = ["hotline", "app"]
customer_tiers = ["vip", "member"]
exclusive = { customer_tiers = "vip", hours = "evening" }
capacity = 7
channel_capacity = { hotline = 1 }
shift = "early"
cost_per_hour_yuan = 80
)");
  ASSERT_TRUE(parsed.errors.empty()) << FormatRuleErrors("a.toml", parsed.errors);
  ASSERT_EQ(parsed.agents.size(), 3u);
  EXPECT_EQ(parsed.agents[0].supervisor, "") << "nobody supervises himself";
  EXPECT_EQ(parsed.agents[0].duty_supervisor, "老周");
  EXPECT_EQ(parsed.agents[1].tier, AgentTier::kExpert);
  EXPECT_EQ(parsed.agents[1].capacity, 5u);
  AgentEntry expected;
  expected.line = parsed.agents[2].line;
  expected.name = "王芳";
  expected.team = "east";
  expected.supervisor = "李姐";
  expected.duty_supervisor = "老周";
  expected.tier = AgentTier::kSenior;
  expected.skills = {{"refund", 3}, {"billing", 1}};
  expected.regions = {"north"};
  expected.channels = {"hotline", "app"};
  expected.customer_tiers = {CustomerTier::kVip, CustomerTier::kMember};
  expected.hours_tiers = {CustomerTier::kVip};
  expected.tier_hours = "evening";
  expected.capacity = 7;
  expected.rooms = {{"hotline", 1}};
  expected.shift = "early";
  expected.cost_per_hour_cents = 8'000;
  EXPECT_EQ(parsed.agents[2], expected);
}

TEST(AgentsFile, InternsAreNew) {
  const ParsedAgents parsed = Parse("[[agents]]\nname = \"a\"\ntier = \"实习生\"\n[[agents]]\nname = \"b\"\ntier = \"intern\"\n", {});
  ASSERT_EQ(parsed.agents.size(), 2u);
  EXPECT_EQ(parsed.agents[0].tier, AgentTier::kNew);
  EXPECT_EQ(parsed.agents[1].tier, AgentTier::kNew);
}

TEST(AgentsFile, EveryMistakeIsToldAtOnceWithLineAndRemedy) {
  KnownForAgents known;
  known.skills = {"refund"};
  known.channels = {"hotline"};
  known.calendars = {"early"};
  const ParsedAgents parsed = Parse(R"([teams.east]
supervisor = "李妹"
[[agents]]
name = "李姐"
tier = "boss"
team = "est"
skills = ["refnd", "refund:7"]
[[agents]]
name = "李姐"
tier = "new"
capacity = 0
exclusive = { customer_tiers = "vip" }
channel_capacity = { hotlin = 1 }
shift = "erly"
salary = 3
)",
                                    known);
  EXPECT_TRUE(parsed.agents.empty()) << "nothing of a wrong file is taken";
  EXPECT_EQ(FormatRuleErrors("a.toml", parsed.errors),
            R"(a.toml:1: teams.east.supervisor: "李妹" is no agent of this file; did you mean "李姐"?
a.toml:5: agents[1].tier: "boss" is not a tier of agents; write bot, new, regular, senior, expert or supervisor
a.toml:6: agents[1].team: "est" is not a team of this file; did you mean "east"?
a.toml:7: agents[1].skills[1]: "refnd" is not a skill of the catalog; did you mean "refund"?
a.toml:7: agents[1].skills[2]: "refund:7" has no level from 1 to 5 behind its colon; write for example "refund:2"
a.toml:9: agents[2].name: "李姐" is another agent already, in line 3; give each a name of his own
a.toml:11: agents[2].capacity: 0 is out of bounds; write a whole number from 1 to 65536
a.toml:12: agents[2].exclusive: needs both whom and when; write exclusive = { customer_tiers = "vip", hours = "a calendar" }
a.toml:13: agents[2].channel_capacity.hotlin: "hotlin" is not a channel of the catalog; did you mean "hotline"?
a.toml:14: agents[2].shift: "erly" is not a calendar of the rule set; did you mean "early"?
a.toml:15: agents[2].salary: is not a key of this place; choose from name, tier, team, skills, regions, channels, customer_tiers, exclusive, capacity, channel_capacity, shift, cost_per_hour_yuan
a.toml: 11 errors
)");
}

TEST(AgentsFile, ASyntaxErrorIsToldAlone) {
  const ParsedAgents parsed = Parse("[[agents]]\nname = \"x\n");
  ASSERT_EQ(parsed.errors.size(), 1u);
  EXPECT_EQ(parsed.errors[0].line, 2);
}

}  // namespace
}  // namespace tidegate
