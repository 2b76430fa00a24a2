#include "tools/tidegate/replay_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "core/model/requirement.h"
#include "tools/tidegate/desk_plan.h"

namespace tidegate {
namespace {

using testing::HasSubstr;

// The traits of a log exported from a ticket system: several rows a ticket, `?` for unknown, an end that is sometimes only a closing.
constexpr char kMap[] = R"(
front_end = "log"
[csv]
absent = ["?"]
[time]
format = "%d-%m-%Y %H:%M"
[columns]
key = "number"
opened_at = "opened_at"
ended_at = ["resolved_at", "closed_at"]
level = "priority"
type = "category"
channel = "contact_type"
region = "location"
skills = "group"
customer = "caller"
agent = "assigned_to"
[values.level]
"1 - Critical" = "urgent"
"3 - Moderate" = "normal"
[values.channel]
"Phone" = "hotline"
[declare]
skills = true
)";

constexpr char kLog[] =
    "number,opened_at,contact_type,location,category,priority,group,assigned_to,caller,resolved_at,closed_at\n"
    "INC2,29-02-2016 04:40,Phone,Location 165,Category 40,3 - Moderate,Group 70,?,Caller 1,?,?\n"
    "INC2,29-02-2016 04:40,Phone,Location 165,Category 40,1 - Critical,Group 24,Resolver 31,Caller 1,29-02-2016 05:40,05-03-2016 12:00\n"
    "INC1,29-02-2016 01:16,Phone,?,Category 55,1 - Critical,Group 56,?,?,?,29-02-2016 03:16\n"
    "INC3,29-02-2016 05:00,Phone,Location 1,Category 55,3 - Moderate,?,Resolver 31,Caller 2,?,?\n";

ReplayMap MapOf(const std::string& toml) {
  MapParse parse = ParseReplayMap(toml);
  for (const MapProblem& p : parse.problems) ADD_FAILURE() << p.line << ": " << p.key << ": " << p.message;
  return parse.map ? *std::move(parse.map) : ReplayMap{};
}

ReplayPlan PlanOf(const std::string& toml, const std::string& csv) {
  std::istringstream in(csv);
  return PlanReplay(MapOf(toml), in);
}

TEST(ReplayPlan, SeveralRowsOfAKeyAreOneTicketOpenedByTheFirst) {
  const ReplayPlan plan = PlanOf(kMap, kLog);
  EXPECT_EQ(plan.fatal, "");
  EXPECT_EQ(plan.rows, 4u);
  ASSERT_EQ(plan.tickets.size(), 3u);
  const PlannedTicket& t = plan.tickets[1];
  EXPECT_EQ(t.key, "INC2");
  EXPECT_EQ(t.line, 2u);
  EXPECT_EQ(t.level, Level::kNormal);
  EXPECT_EQ(t.skills, (SkillSet{{"Group 70", 1}}));
  EXPECT_EQ(t.recorded_at, "29-02-2016 04:40");
  EXPECT_EQ(t.channel, "hotline");
}

TEST(ReplayPlan, TicketsComeInTheOrderInWhichTheyWereOpened) {
  const ReplayPlan plan = PlanOf(kMap, kLog);
  ASSERT_EQ(plan.tickets.size(), 3u);
  EXPECT_EQ(plan.tickets[0].key, "INC1");
  EXPECT_EQ(plan.tickets[2].key, "INC3");
}

TEST(ReplayPlan, LastRowEndsATicketByTheFirstColumnThatIsThere) {
  const ReplayPlan plan = PlanOf(kMap, kLog);
  ASSERT_EQ(plan.tickets.size(), 3u);
  EXPECT_EQ(plan.tickets[0].handling_ms, 2 * 3600 * 1000);  // only closed
  EXPECT_EQ(plan.tickets[1].handling_ms, 1 * 3600 * 1000);  // resolved comes before closed
  EXPECT_EQ(plan.tickets[2].handling_ms, 0);                // neither
}

TEST(ReplayPlan, AbsentCellsAskForNothing) {
  const ReplayPlan plan = PlanOf(kMap, kLog);
  ASSERT_EQ(plan.tickets.size(), 3u);
  EXPECT_EQ(plan.tickets[0].region, "");
  EXPECT_EQ(plan.tickets[0].customer, "");
  EXPECT_TRUE(plan.tickets[2].skills.empty());
  EXPECT_FALSE(plan.agents.contains("?"));
  EXPECT_FALSE(plan.names_of(CatalogKind::kSkill).contains("?"));
}

TEST(ReplayPlan, AgentsHaveTheSkillsOfTheirRows) {
  const ReplayPlan plan = PlanOf(kMap, kLog);
  ASSERT_EQ(plan.agents.size(), 1u);
  EXPECT_EQ(plan.agents.at("Resolver 31").skills, (SkillSet{{"Group 24", 1}}));
  EXPECT_EQ(plan.names_of(CatalogKind::kSkill), (std::set<std::string>{"Group 24", "Group 56", "Group 70"}));
}

TEST(ReplayPlan, UnreadableRowsAreToldWithTheirLineAndTheRestServedOn) {
  const ReplayPlan plan = PlanOf(kMap, std::string(kLog) +
                                           "INC4,29-02-2016 05:00\n"
                                           "INC5,31-02-2016 05:00,Phone,L,C,3 - Moderate,G,?,?,?,?\n"
                                           "INC6,29-02-2016 05:00,Phone,\"L\"x,C,3 - Moderate,G,?,?,?,?\n"
                                           "INC7,29-02-2016 05:00,Phone,L,C,9 - Whatever,G,?,?,?,?\n"
                                           "INC8,29-02-2016 05:00,Phone,\xB9\xA4,C,3 - Moderate,G,?,?,?,?\n"
                                           "?,29-02-2016 05:00,Phone,L,C,3 - Moderate,G,?,?,?,?\n"
                                           "INC9,29-02-2016 05:00,Phone,L," +
                                           std::string(65, 'c') +
                                           ",3 - Moderate,G,?,?,?,?\n"
                                           "INC10,?,Phone,L,C,3 - Moderate,G,?,?,?,?\n"
                                           "INC11,29-02-2016 06:00,Phone,L,C,3 - Moderate,G,?,?,?,?\n");
  EXPECT_EQ(plan.fatal, "");
  EXPECT_EQ(plan.rows, 13u);
  EXPECT_EQ(plan.problem_count, 8u);
  std::vector<std::string> told;
  for (const RowProblem& p : plan.problems) told.push_back(std::to_string(p.line) + ": " + p.message);
  EXPECT_THAT(told, testing::ElementsAre(
                        AllOf(HasSubstr("6: "), HasSubstr("2 columns, the header has 11")),
                        AllOf(HasSubstr("7: "), HasSubstr("`31-02-2016 05:00` is no date")),
                        AllOf(HasSubstr("8: "), HasSubstr("closing quote")), AllOf(HasSubstr("9: "), HasSubstr("[values.level]")),
                        AllOf(HasSubstr("10: "), HasSubstr("UTF-8")), AllOf(HasSubstr("11: "), HasSubstr("no key")),
                        AllOf(HasSubstr("12: "), HasSubstr("65 bytes, at most 64")), AllOf(HasSubstr("13: "), HasSubstr("no opened_at"))));
  ASSERT_EQ(plan.tickets.size(), 4u);
  EXPECT_EQ(plan.tickets[3].key, "INC11");
}

TEST(ReplayPlan, NextReadableRowOpensATicketWhoseFirstRowIsNot) {
  const ReplayPlan plan = PlanOf(kMap,
                                 "number,opened_at,contact_type,location,category,priority,group,assigned_to,caller,resolved_at,closed_at\n"
                                 "INC1,bad,Phone,L,C,3 - Moderate,G,?,?,?,?\n"
                                 "INC1,29-02-2016 05:00,Phone,L,C,3 - Moderate,G,?,?,?,?\n");
  ASSERT_EQ(plan.tickets.size(), 1u);
  EXPECT_EQ(plan.tickets[0].line, 3u);
  EXPECT_EQ(plan.problem_count, 1u);
}

TEST(ReplayPlan, MissingColumnsAreToldAllAtOnce) {
  const ReplayPlan plan = PlanOf(kMap, "number,opened_at,category\n");
  EXPECT_THAT(plan.fatal, AllOf(HasSubstr("`priority`"), HasSubstr("`group`"), HasSubstr("it has `number` `opened_at` `category`")));
}

TEST(ReplayPlan, EmptyFileIsTold) { EXPECT_THAT(PlanOf(kMap, "").fatal, HasSubstr("empty")); }

TEST(ReplayPlan, MoreNamesThanTheMapDeclaresAreTold) {
  std::string csv = "id,at,group\n";
  for (int i = 0; i < 4; ++i) csv += std::to_string(i) + ",2016-01-01,G" + std::to_string(i) + "\n";
  const std::string map =
      "front_end='x'\ntime.format='iso'\ncolumns={key='id',opened_at='at',skills='group'}\ndeclare={skills=true,names_max=3}\n";
  EXPECT_THAT(PlanOf(map, csv).fatal, AllOf(HasSubstr("4 names"), HasSubstr("at most 3"), HasSubstr("[values.skills]")));
}

TEST(ReplayPlan, OneTimeIsPutTogetherFromTwoColumns) {
  const ReplayPlan plan = PlanOf(
      "front_end='x'\ntime.format='%Y/%m/%d %H:%M:%S'\n[columns]\nkey='id'\nopened_at={join=['day','hour']}\nhandling_seconds='took'\n",
      "id,day,hour,took\n1,2016/02/29,10:00:05,90.5\n2,2016/02/29,,1\n3,2016/02/29,11:00:00,\n");
  ASSERT_EQ(plan.tickets.size(), 2u);
  EXPECT_EQ(plan.tickets[0].recorded_at, "2016/02/29 10:00:05");
  EXPECT_EQ(plan.tickets[0].handling_ms, 90'500);
  EXPECT_EQ(plan.problem_count, 1u);  // a time without its second half is absent
}

TEST(ReplayPlan, SkillListsCarryLevels) {
  const ReplayPlan plan = PlanOf(
      "front_end='x'\ntime.format='iso'\ncsv.skill_separator=';'\ncolumns={key='id',opened_at='at',skills='s'}\nvalues.skills={'退'='"
      "refund'}\n",
      "id,at,s\n1,2016-01-01,退:2; billing ;billing:3;\n2,2016-01-01,a;b;c;d;e;f;g;h;i\n");
  ASSERT_EQ(plan.tickets.size(), 1u);
  EXPECT_EQ(plan.tickets[0].skills, (SkillSet{{"billing", 3}, {"refund", 2}}));
  ASSERT_EQ(plan.problems.size(), 1u);
  EXPECT_THAT(plan.problems[0].message, HasSubstr("9 skills, at most 8"));
}

TEST(DeskPlan, FileAgentsComeUpAndStandInsTakeWhatNobodyMay) {
  const ReplayMap map = MapOf(kMap);
  std::istringstream in(kLog);
  const ReplayPlan plan = PlanReplay(map, in);
  const DeskPlan desks = PlanDesks(map, plan, std::nullopt);
  ASSERT_EQ(desks.desks.size(), 3u);
  EXPECT_EQ(desks.stand_ins, 2u);
  EXPECT_EQ(desks.desks[0].name, "Resolver 31");
  EXPECT_EQ(desks.desks[1].tier, AgentTier::kSenior);  // INC1 is urgent, and the file knows no senior
  EXPECT_EQ(desks.desks[1].skills, (SkillSet{{"Group 56", 1}}));
  EXPECT_EQ(desks.desks[2].tier, AgentTier::kRegular);  // nobody of Group 70
  EXPECT_EQ(desks.desks[2].skills, (SkillSet{{"Group 70", 1}}));
}

// Every ticket finds a desk that may take it, whatever the file holds: checked with the matching of core itself.
TEST(DeskPlan, EveryTicketFitsSomeDesk) {
  std::string csv = "id,at,level,s,agent,tier\n";
  for (int i = 0; i < 400; ++i) {
    csv += std::to_string(i) + ",2016-01-01," +
           (i % 4 == 0   ? "urgent"
            : i % 4 == 1 ? "high"
            : i % 4 == 2 ? "low"
                         : "") +
           ",s" + std::to_string(i * 7 % 150) + ":" + std::to_string(i % 5 + 1) + ";t" + std::to_string(i * 11 % 90) + "," +
           (i % 3 == 0 ? "" : "agent " + std::to_string(i % 20)) + "," + (i % 20 == 0 ? "expert" : "") + "\n";
  }
  const ReplayMap map = MapOf(
      "front_end='x'\ntime.format='iso'\ncsv.skill_separator=';'\n[columns]\nkey='id'\nopened_at='at'\nlevel='level'\nskills='s'\nagent='"
      "agent'\n"
      "agent_tier='tier'\n");
  std::istringstream in(csv);
  const ReplayPlan plan = PlanReplay(map, in);
  ASSERT_EQ(plan.tickets.size(), 400u);
  for (const std::optional<std::uint32_t> own :
       {std::optional<std::uint32_t>(), std::optional<std::uint32_t>(1), std::optional<std::uint32_t>(7)}) {
    const DeskPlan desks = PlanDesks(map, plan, own);
    std::map<std::string, std::uint16_t> ids;
    const auto id = [&](const std::string& name) {
      return ids.try_emplace(name, static_cast<std::uint16_t>(ids.size() + 1)).first->second;
    };
    for (const PlannedTicket& t : plan.tickets) {
      Requirement requirement;
      for (const auto& [skill, level] : t.skills) requirement.skills[requirement.skill_count++] = {id(skill), level, 0};
      const Level level = t.level == Level::kNone ? Level::kNormal : t.level;
      for (const AgentTier tier : map.ladders[static_cast<std::size_t>(level) - 1]) {
        requirement.agent_tiers = static_cast<std::uint8_t>(requirement.agent_tiers | (1u << static_cast<unsigned>(tier)));
      }
      Canonicalize(requirement);
      bool fits = false;
      for (const PlannedDesk& desk : desks.desks) {
        ASSERT_LE(desk.skills.size(), static_cast<std::size_t>(kProfileSkillsMax));
        Profile profile;
        profile.tier = static_cast<std::uint8_t>(desk.tier);
        for (const auto& [skill, skill_level] : desk.skills) profile.skills[profile.skill_count++] = {id(skill), skill_level, 0};
        Canonicalize(profile);
        fits = fits || Examine(requirement, profile) == Exclusion::kNone;
      }
      EXPECT_TRUE(fits) << t.key;
    }
  }
}

TEST(DeskPlan, NamesOfStandInsNeverMeetAnAgentOfTheFile) {
  const ReplayMap map = MapOf("front_end='x'\ntime.format='iso'\n[columns]\nkey='id'\nopened_at='at'\nlevel='l'\nagent='a'\n");
  std::istringstream in("id,at,l,a\n1,2016-01-01,urgent,desk-stand-in-1\n");
  const DeskPlan desks = PlanDesks(map, PlanReplay(map, in), std::nullopt);
  ASSERT_EQ(desks.desks.size(), 2u);
  EXPECT_NE(desks.desks[0].name, desks.desks[1].name);
}

TEST(DeskPlan, MoreDesksThanASessionCarriesAreTold) {
  EXPECT_THAT(PlanDesks(ReplayMap{}, ReplayPlan{}, kMapDesksMax + 1).fatal, HasSubstr("--desks"));
}

}  // namespace
}  // namespace tidegate
