// A record is taken back: what it waits for, who is counted meanwhile, and what is left of him.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/engine_world.h"

namespace tidegate {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr Caller kDataAdmin{.session = kSupervisorSession, .role = Role::kDataAdmin};

class Retiring : public ::testing::Test {
 protected:
  ~Retiring() override { EXPECT_THAT(world_.problems(), IsEmpty()); }

  void Step(std::uint64_t) { world_.Settle(); }
  Reject Answer(std::uint64_t correlation) {
    world_.Settle();
    const Ack* ack = world_.AckOf(correlation);
    return ack == nullptr ? Reject::kNone : ack->reject;
  }
  // What ties an agent: "has tickets 2". Nothing: he is retired now.
  std::vector<std::string> Ties(const std::string& agent) {
    Step(world_.RetireAgent(agent));
    std::vector<std::string> ties;
    if (IsRetired(agent)) return ties;
    for (const TieRow& row : Last<AgentTiedReply>().ties) {
      ties.push_back(std::string(EnglishName(row.tie)) + " " + std::to_string(row.count));
    }
    return ties;
  }
  bool IsRetired(const std::string& agent) { return world_.tables().agents.IsRetired(world_.AgentOf(agent).raw()); }
  template <class Reply>
  const Reply& Last() {
    const Reply* last = nullptr;
    for (const Output& output : world_.OutputsOf(kSupervisorSession)) {
      if (const auto* reply = std::get_if<std::unique_ptr<Reply>>(&output)) last = reply->get();
    }
    CHECK(last != nullptr);
    return *last;
  }
  void SignOut(const std::string& agent) { Step(world_.SetStatus(agent, AgentStatus::kOffline)); }

  EngineWorld world_;
};

TEST_F(Retiring, OnlyTheDataAdministratorMayAndOnlyWhomThereIs) {
  Step(world_.Declare({.name = "A1", .capacity = 1}));
  for (const Role role : {Role::kSupervisor, Role::kOperator, Role::kGateway, Role::kFrontEnd}) {
    EXPECT_EQ(Answer(world_.Add({.session = kSupervisorSession, .role = role}, RetireAgent{"A1"})), Reject::kNotAllowed);
  }
  EXPECT_EQ(Answer(world_.Add(kDataAdmin, RetireAgent{"A9"})), Reject::kUnknownAgent);
  EXPECT_EQ(Answer(world_.Add(kDataAdmin, RetireAgent{})), Reject::kMissingField);
  EXPECT_FALSE(IsRetired("A1"));
}

TEST_F(Retiring, EveryTieIsToldWithItsNumbers) {
  Step(world_.Declare({.name = "A1", .capacity = 3}));
  Step(world_.Declare({.name = "A2", .capacity = 1, .supervisor = "A1"}));
  Step(world_.Declare({.name = "A3", .capacity = 1, .duty_supervisor = "A1"}));
  Step(world_.SignIn("A1"));
  for (const char* key : {"T1", "T2"}) Step(world_.Submit({.key = key, .level = Level::kNormal}));
  Step(world_.Accept("A1", "T1"));
  Step(world_.AskPart("", "T1", "logistics", "A1", 0));
  Step(world_.SetManager("c1", "A1", ""));
  Step(world_.SetManager("c2", "A2", "A1"));
  EXPECT_THAT(Ties("A1"), ElementsAre("signed in 1", "has tickets 2", "has parts 1", "is supervisor of 2", "looks after customers 2"));
  const AgentTiedReply& reply = Last<AgentTiedReply>();
  EXPECT_THAT(reply.ties[1].numbers, ElementsAre(world_.TicketOf("T1").raw(), world_.TicketOf("T2").raw()));
  EXPECT_THAT(reply.ties[2].numbers, ElementsAre(world_.TicketOf("T1").raw()));
  EXPECT_THAT(reply.ties[3].names, ElementsAre("A2", "A3"));
  EXPECT_EQ(reply.ties[4].numbers.size(), 2u);

  // One after the other is untied.
  Step(world_.Decline("A1", "T2"));
  Step(world_.ReportPart("A1", "T1", 1, PartNode::kDone, "sent"));
  Step(world_.Resolve("A1", "T1"));
  SignOut("A1");
  EXPECT_THAT(Ties("A1"), ElementsAre("is supervisor of 2", "looks after customers 2"));
  Step(world_.SetManager("c1", "", ""));
  Step(world_.SetManager("c2", "A2", ""));
  Step(world_.Declare({.name = "A3", .capacity = 1}));
  EXPECT_THAT(Ties("A1"), ElementsAre("is supervisor of 1"));
  Step(world_.Declare({.name = "A2", .capacity = 1}));
  EXPECT_THAT(Ties("A1"), IsEmpty());
  EXPECT_TRUE(IsRetired("A1"));
}

TEST_F(Retiring, WhoWasCutOffIsStillSignedIn) {
  Step(world_.Declare({.name = "A1", .capacity = 1}));
  Step(world_.SignIn("A1"));
  Step(world_.Disconnect("A1"));
  EXPECT_THAT(Ties("A1"), ElementsAre("signed in 1"));
  world_.Advance(kHour);
  EXPECT_THAT(Ties("A1"), IsEmpty());
}

TEST_F(Retiring, NobodyCountsHimUntilHeIsBack) {
  Step(world_.Declare({.name = "A1", .capacity = 1}));
  Step(world_.Declare({.name = "A2", .capacity = 1}));
  Step(world_.Submit({.key = "T1", .level = Level::kNormal}));
  const auto explained = [&] {
    Step(world_.Add({.session = kSupervisorSession, .role = Role::kSupervisor}, ExplainTicket{.ticket = world_.TicketOf("T1")}));
    const ExplainView& view = Last<ExplainReply>().view;
    std::vector<std::string> names{std::to_string(view.agents) + " agents, " + std::to_string(view.off_duty) + " off duty"};
    for (const AgentVerdict& verdict : view.others) names.push_back(verdict.name);
    return names;
  };
  EXPECT_THAT(explained(), ElementsAre("2 agents, 2 off duty", "A1", "A2"));
  EXPECT_THAT(Ties("A1"), IsEmpty());
  EXPECT_THAT(explained(), ElementsAre("1 agents, 1 off duty", "A2"));
  Step(world_.Add({.session = kSupervisorSession, .role = Role::kSupervisor}, AskStatus{}));
  EXPECT_EQ(Last<StatusReply>().view.agents, 1u);
  Step(world_.Add({.session = kSupervisorSession, .role = Role::kSupervisor}, ListAgents{}));
  const std::vector<AgentRow>& rows = Last<AgentsReply>().rows;
  ASSERT_EQ(rows.size(), 2u) << "whoever shows a history needs his name";
  EXPECT_TRUE(rows[0].retired);
  EXPECT_FALSE(rows[1].retired);
  Step(world_.SignIn("A1"));
  EXPECT_EQ(world_.tables().agents.At(1).session, 0u);

  Step(world_.DeclareAll({{.name = "A1", .capacity = 1}}, Applying::kCheckOnly));
  EXPECT_TRUE(IsRetired("A1")) << "it was only asked";
  Step(world_.DeclareAll({{.name = "A1", .capacity = 1}}, Applying::kApply));
  EXPECT_FALSE(IsRetired("A1"));
  EXPECT_THAT(explained(), ElementsAre("2 agents, 2 off duty", "A1", "A2"));
}

TEST_F(Retiring, AFileSaysWhoIsBackAndMayBringTheSupervisorAlong) {
  Step(world_.DeclareAll({{.name = "boss", .capacity = 2}, {.name = "A1", .capacity = 2, .supervisor = "boss"}}, Applying::kApply));
  EXPECT_THAT(Ties("A1"), IsEmpty());
  EXPECT_THAT(Ties("boss"), IsEmpty()) << "only a retired agent's record names him";
  const auto send = [&](const std::vector<AgentSpec>& agents) -> const std::vector<RecordVerdict>& {
    const Profile profile{.tier = static_cast<std::uint8_t>(AgentTier::kSenior)};
    std::vector<DeclareAgent> records;
    for (const AgentSpec& agent : agents) {
      records.push_back({.name = agent.name, .profile = &profile, .capacity = agent.capacity, .supervisor = agent.supervisor});
    }
    Step(world_.Add(kDataAdmin, DeclareAgents{.agents = records, .applying = Applying::kApply}));
    return Last<RecordsReply>().rows;
  };
  EXPECT_THAT(send({{.name = "A1", .capacity = 3, .supervisor = "boss"}}),
              ElementsAre(RecordVerdict{.place = 0,
                                        .fields = 1u << static_cast<int>(RecordField::kCapacity),
                                        .reject = Reject::kAgentRetired,
                                        .news = RecordNews::kBack}));
  EXPECT_TRUE(IsRetired("A1"));
  EXPECT_THAT(send({{.name = "A1", .capacity = 2, .supervisor = "boss"}, {.name = "boss", .capacity = 2}}),
              ElementsAre(RecordVerdict{.place = 0, .news = RecordNews::kBack}, RecordVerdict{.place = 1, .news = RecordNews::kBack}));
  EXPECT_FALSE(IsRetired("A1"));
  EXPECT_FALSE(IsRetired("boss"));
}

TEST_F(Retiring, NobodyIsNamedWhoWasRetired) {
  Step(world_.Declare({.name = "A1", .capacity = 3, .team = "day"}));
  Step(world_.Declare({.name = "A2", .capacity = 3}));
  Step(world_.SignIn("A2"));
  Step(world_.Submit({.key = "T1", .level = Level::kNormal}));
  Step(world_.Accept("A2", "T1"));
  // A transfer that was asked for before cannot be granted to him any more.
  EXPECT_EQ(Answer(world_.AskTransfer("A2", "T1", "A1", "")), Reject::kNone);
  EXPECT_THAT(Ties("A1"), IsEmpty());
  EXPECT_EQ(Answer(world_.SettleTransfer("T1", TransferWord::kApprove)), Reject::kAgentRetired);
  EXPECT_EQ(Answer(world_.SettleTransfer("T1", TransferWord::kApprove, "", "day")), Reject::kUnknownTeam);
  EXPECT_EQ(Answer(world_.Assign("T1", "A1")), Reject::kAgentRetired);
  EXPECT_EQ(Answer(world_.SetManager("c1", "A2", "A1")), Reject::kAgentRetired);
  EXPECT_EQ(Answer(world_.AskPart("", "T1", "logistics", "A1", 0)), Reject::kAgentRetired);
  EXPECT_EQ(Answer(world_.AskPart("", "T1", "logistics", "", 0)), Reject::kNone);
  EXPECT_EQ(Answer(world_.AssignPart("", "T1", 1, "A1")), Reject::kAgentRetired);
}

TEST(RetiringOpenDesks, NoDeskBringsBackWhomTheAdministratorRetired) {
  EngineWorld::Options options;
  options.rules.open_desks = true;
  EngineWorld world(options);
  const Profile profile{.tier = static_cast<std::uint8_t>(AgentTier::kSenior)};
  const Caller desk{.session = 71, .client = ClientId(501), .role = Role::kAgent};
  const auto declares = [&] {
    const std::uint64_t asked = world.Add(desk, DeclareAgent{.name = "A1", .profile = &profile, .capacity = 2});
    world.Turn();
    return world.AckOf(asked)->reject;
  };
  EXPECT_EQ(declares(), Reject::kNone);
  world.RetireAgent("A1");
  world.Settle();
  EXPECT_EQ(declares(), Reject::kAgentRetired);
  EXPECT_THAT(world.problems(), IsEmpty());
}

// Every day, from the day before the world begins on.
Calendar Early() {
  const Micros begins = kWorldBegins - kWorldBegins % kDay;
  std::vector<OpenInterval> intervals;
  std::vector<WorkingDay> days;
  for (int day = -1; day < 30; ++day) {
    const Micros midnight = begins + day * kDay;
    intervals.push_back({midnight + 6 * kHour, midnight + 14 * kHour});
    days.push_back({midnight, midnight + kDay, 0, kNever, 0, midnight + 6 * kHour});
  }
  return Calendar("early", std::move(intervals), std::move(days));
}

TEST(RetiringCalendars, RulesNeedNotKeepTheCalendarOfWhoWasRetired) {
  EngineWorld::Options options;
  options.rules.calendars.push_back(Early());
  EngineWorld world(options);
  world.Declare({.name = "A1", .capacity = 2, .shift = "early"});
  world.Settle();
  const std::uint32_t before = world.tables().rules_version;
  RuleSet without = world.tables().rules->rules();
  without.calendars.pop_back();
  world.Activate(without);
  world.Settle();
  EXPECT_EQ(world.tables().rules_version, before) << "his shift is named";
  world.RetireAgent("A1");
  world.Settle();
  world.Activate(without);
  world.Settle();
  EXPECT_EQ(world.tables().rules_version, before + 1);
  EXPECT_EQ(world.tables().agents.At(1).duty, kRetired);
  EXPECT_EQ(world.tables().agents.At(1).duty_next_at, kNever);
  EXPECT_THAT(world.problems(), IsEmpty());
}

}  // namespace
}  // namespace tidegate
