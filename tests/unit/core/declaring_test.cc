// Agents' records all at once: whole or nothing, with every flaw named.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/engine_world.h"

namespace tidegate {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr Caller kDataAdmin{.session = kSupervisorSession, .role = Role::kDataAdmin};

Profile Serves(AgentTier tier) {
  Profile profile;
  profile.tier = static_cast<std::uint8_t>(tier);
  return profile;
}

const RecordsReply& ReplyOf(EngineWorld& world) {
  const RecordsReply* reply = nullptr;
  for (const Output& output : world.OutputsOf(kSupervisorSession)) {
    if (const auto* told = std::get_if<std::unique_ptr<RecordsReply>>(&output)) reply = told->get();
  }
  CHECK(reply != nullptr);
  return *reply;
}

const RecordsReply& Send(EngineWorld& world, const std::vector<DeclareAgent>& agents, Applying applying,
                         const Caller& caller = kDataAdmin) {
  world.Add(caller, DeclareAgents{.agents = agents, .applying = applying});
  world.Settle();
  return ReplyOf(world);
}

TEST(DeclareAgents, AFileIsTakenWholeWithSupervisorsOfItsOwn) {
  EngineWorld world;
  world.Submit({.key = "T1", .level = Level::kNormal});
  const Profile senior = Serves(AgentTier::kSenior);
  std::vector<DeclareAgent> agents = {{.name = "A1", .profile = &senior, .capacity = 2, .supervisor = "boss"},
                                      {.name = "boss", .profile = &senior, .capacity = 5, .duty_supervisor = "A1"}};
  EXPECT_THAT(Send(world, agents, Applying::kCheckOnly).rows,
              ElementsAre(RecordVerdict{.place = 0, .news = RecordNews::kNew}, RecordVerdict{.place = 1, .news = RecordNews::kNew}));
  EXPECT_EQ(world.tables().agents.size(), 0u) << "it was only asked";
  EXPECT_TRUE(Send(world, agents, Applying::kApply).applied);
  ASSERT_EQ(world.tables().agents.size(), 2u);
  EXPECT_EQ(world.tables().agents.At(1).terms.supervisor, 2u);
  EXPECT_EQ(world.tables().agents.At(2).terms.duty_supervisor, 1u);
  const RecordsReply& again = Send(world, agents, Applying::kApply);
  EXPECT_TRUE(again.applied);
  EXPECT_THAT(again.rows, IsEmpty());

  world.SignIn("A1");
  world.Submit({.key = "T2", .level = Level::kNormal});
  world.Submit({.key = "T3", .level = Level::kNormal});
  world.Settle();
  EXPECT_EQ(world.Open("T3")->status, static_cast<std::uint8_t>(Status::kPooled));
  agents[0].capacity = 3;
  const RecordsReply& more = Send(world, agents, Applying::kApply);
  EXPECT_THAT(more.rows, ElementsAre(RecordVerdict{
                             .place = 0, .fields = 1u << static_cast<int>(RecordField::kCapacity), .news = RecordNews::kChanged}));
  EXPECT_EQ(world.Open("T3")->status, static_cast<std::uint8_t>(Status::kOffered)) << "the place that he has now is filled";
  EXPECT_THAT(world.problems(), IsEmpty());
}

TEST(DeclareAgents, OneFlawLeavesEverythingAsItIsAndAllAreTold) {
  EngineWorld world;
  world.Declare({.name = "A1", .capacity = 2});
  world.Settle();
  const std::uint64_t before = world.Fingerprint();
  const Profile senior = Serves(AgentTier::kSenior);
  const std::vector<DeclareAgent> agents = {{.name = "A1", .profile = &senior, .capacity = 7},
                                            {.name = "A2", .profile = &senior, .capacity = 2, .shift = "no such calendar"},
                                            {.name = "A3", .profile = &senior, .capacity = 0},
                                            {.name = "A4", .profile = &senior, .capacity = 2, .supervisor = "nobody"},
                                            {.name = "A1", .profile = &senior, .capacity = 8}};
  const RecordsReply& reply = Send(world, agents, Applying::kApply);
  EXPECT_FALSE(reply.applied);
  std::vector<Reject> rejects;
  for (const RecordVerdict& row : reply.rows) rejects.push_back(row.reject);
  EXPECT_THAT(rejects, ElementsAre(Reject::kNone, Reject::kUnknownName, Reject::kMalformed, Reject::kUnknownAgent, Reject::kMalformed));
  EXPECT_EQ(world.Fingerprint(), before);
  EXPECT_THAT(world.problems(), IsEmpty());
}

TEST(DeclareAgents, BeyondTheTableOfAgentsNothingIsDone) {
  EngineWorld::Options options;
  options.limits.agents_max = 2;
  EngineWorld world(options);
  const Profile senior = Serves(AgentTier::kSenior);
  const std::vector<DeclareAgent> agents = {{.name = "A1", .profile = &senior, .capacity = 1},
                                            {.name = "A2", .profile = &senior, .capacity = 1},
                                            {.name = "A3", .profile = &senior, .capacity = 1}};
  const RecordsReply& reply = Send(world, agents, Applying::kApply);
  EXPECT_FALSE(reply.applied);
  ASSERT_EQ(reply.rows.size(), 3u);
  EXPECT_EQ(reply.rows[2].reject, Reject::kLimit);
  EXPECT_EQ(world.tables().agents.size(), 0u);
}

TEST(DeclareAgents, OnlyTheDataAdministratorMay) {
  EngineWorld world;
  const Profile senior = Serves(AgentTier::kSenior);
  const std::vector<DeclareAgent> agents = {{.name = "A1", .profile = &senior, .capacity = 1}};
  const std::uint64_t asked = world.Add({.role = Role::kSupervisor}, DeclareAgents{.agents = agents});
  world.Settle();
  ASSERT_NE(world.AckOf(asked), nullptr);
  EXPECT_EQ(world.AckOf(asked)->reject, Reject::kNotAllowed);
}

// With open desks a desk declares whom nobody knows, and changes whom it declared itself; nobody else's record.
TEST(OpenDesks, ADeskChangesOnlyWhatItDeclared) {
  EngineWorld::Options options;
  options.rules.open_desks = true;
  EngineWorld world(options);
  world.Declare({.name = "boss", .capacity = 2});
  world.Settle();
  const Profile senior = Serves(AgentTier::kSenior);
  const Caller one{.session = 71, .client = ClientId(501), .role = Role::kAgent};
  const Caller other{.session = 72, .client = ClientId(502), .role = Role::kAgent};
  const auto says = [&](const Caller& caller, const char* name, std::uint32_t capacity) {
    const std::uint64_t asked = world.Add(caller, DeclareAgent{.name = name, .profile = &senior, .capacity = capacity});
    world.Turn();
    return world.AckOf(asked)->reject;
  };
  EXPECT_EQ(says(one, "A1", 2), Reject::kNone);
  EXPECT_EQ(says(one, "A1", 3), Reject::kNone);
  EXPECT_EQ(says(other, "A1", 3), Reject::kNone) << "it says what stands already";
  EXPECT_EQ(says(other, "A1", 4), Reject::kNotAllowed);
  EXPECT_EQ(says(one, "boss", 9), Reject::kNotAllowed);
  // What the data administrator says of him is the administrator's from then on.
  world.Declare({.name = "A1", .capacity = 5});
  world.Settle();
  EXPECT_EQ(says(one, "A1", 6), Reject::kNotAllowed);
  EXPECT_EQ(world.tables().agents.At(world.AgentOf("A1").raw()).capacity, 5u);
  EXPECT_THAT(world.problems(), IsEmpty());
}

}  // namespace
}  // namespace tidegate
