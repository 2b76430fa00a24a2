// Every request against every role, through real sessions: who may send it, and that the others are refused in words and on record.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "tests/unit/daemon/session_world.h"

namespace tidegate {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

// What the journal says of refusals, by the name of the client.
std::map<std::string, std::vector<Refused>> RefusalsByClient(PipelineWorld& world) {
  std::map<std::uint64_t, std::string> names;
  std::map<std::string, std::vector<Refused>> refusals;
  world.ForEachChange([&](const ChangeView& change, Micros) {
    if (change.kind == ChangeKind::kClientKnown) names[change.As<ClientKnown>().client] = std::string(change.tail);
    if (change.kind == ChangeKind::kRefused) refusals[names[change.As<Refused>().client]].push_back(change.As<Refused>());
  });
  return refusals;
}

void SendEmpty(WorldPeer& peer, const FrameKindRow& kind) {
  FrameHeader header;
  header.kind = static_cast<std::uint8_t>(kind.kind);
  header.correlation = 77;
  AppendFrame(header, std::string(8, '\0'), peer.outgoing);
  peer.Send();
}

TEST(Roles, EveryRequestIsTakenFromThoseWhoMaySendItAndRefusedToTheOthersOnRecord) {
  PipelineWorld world;
  std::set<std::string> refused;
  for (const Name& role_row : NameTable<Role>::kRows) {
    const auto role = static_cast<Role>(role_row.number);
    for (const FrameKindRow& kind : kFrameKindRows) {
      if (kind.direction != Direction::kRequest || kind.kind == FrameKind::kHello) continue;
      const std::string name = fmt::format("{}-{}", role_row.english, kind.name);
      auto peer = world.Connect();
      peer->Hello(role, name, 2);  // few credits each: what is remembered of all clients together is bounded
      SendEmpty(*peer, kind);
      const std::vector<std::string> events = peer->TakeEvents();
      if ((kind.roles & RoleBit(role)) == 0) {
        EXPECT_THAT(events, ElementsAre("77 refused not-allowed")) << name;
        EXPECT_THAT(peer->last_detail(), HasSubstr(fmt::format("{} is for ", kind.name)));
        EXPECT_THAT(peer->last_detail(), HasSubstr(fmt::format("this session is {}", role_row.english)));
        for (const Name& other : NameTable<Role>::kRows) {
          if ((kind.roles & RoleBit(static_cast<Role>(other.number))) == 0) continue;
          EXPECT_THAT(peer->last_detail(), HasSubstr(std::string(other.english))) << "who may, is said";
        }
        refused.insert(name);
      } else {
        EXPECT_THAT(events, Not(Contains(HasSubstr("not-allowed")))) << name;
      }
      world.HangUp(*peer);
    }
  }
  const auto recorded = RefusalsByClient(world);
  for (const std::string& name : refused) {
    ASSERT_TRUE(recorded.contains(name)) << name << " was refused, and the journal does not know";
    const Refused& record = recorded.at(name).front();
    EXPECT_EQ(static_cast<Reject>(record.code), Reject::kNotAllowed) << name;
    EXPECT_EQ(record.count, 1u) << name;
    const FrameKindRow* kind = FindFrameKind(record.frame);
    ASSERT_NE(kind, nullptr) << name;
    EXPECT_THAT(name, ::testing::EndsWith(std::string(kind->name)));
    EXPECT_EQ(record.command, static_cast<std::uint8_t>(kind->command)) << name;
  }
  EXPECT_EQ(world.metrics().rejects(Reject::kNotAllowed), static_cast<std::int64_t>(refused.size()));
}

TEST(Roles, RefusalsAreRecordedOnceAMinuteWithTheirCount) {
  PipelineWorld world;
  auto peer = world.Connect();
  peer->Hello(Role::kOperator, "ops");
  for (int minute = 0; minute < 2; ++minute) {
    for (int times = 0; times < 5; ++times) SendEmpty(*peer, FrameInfo(FrameKind::kHold));
    world.clocks.Advance(kMinute);
  }
  SendEmpty(*peer, FrameInfo(FrameKind::kHold));
  std::vector<std::uint32_t> counts;
  const auto refusals = RefusalsByClient(world);
  for (const Refused& record : refusals.at("ops")) counts.push_back(record.count);
  EXPECT_THAT(counts, ElementsAre(1u, 5u, 5u)) << "at once, then what came since the last record";
}

TEST(Roles, OneReadFullOfRefusedRequestsIsOneCommand) {
  PipelineWorld world;
  auto peer = world.Connect();
  peer->Hello(Role::kOperator, "ops");
  const std::int64_t before = world.metrics().commands(CommandKind::kNoteRefusals);
  for (int times = 0; times < 100; ++times) {
    FrameHeader header;
    header.kind = static_cast<std::uint8_t>(FrameKind::kSubmit);
    AppendFrame(header, std::string(8, '\0'), peer->outgoing);
  }
  peer->Send();
  EXPECT_EQ(peer->TakeEvents().size(), 100u);
  EXPECT_EQ(world.metrics().commands(CommandKind::kNoteRefusals) - before, 1);
  EXPECT_EQ(RefusalsByClient(world)["ops"].front().count, 100u);
}

TEST(Roles, ADeskThatAsksForAnotherAgentIsRefusedOnRecord) {
  PipelineWorld world;
  auto first = BringUpDesk(world, "ann");
  world.HangUp(*first);
  auto second = BringUpDesk(world, "ben");
  world.HangUp(*second);
  auto desk = world.Connect();
  desk->Hello(Role::kAgent, "desk");
  desk->encode.SignIn(desk->outgoing, "ann", 0, 1, 1);
  desk->encode.SignIn(desk->outgoing, "ben", 0, 2, 2);
  desk->Send();
  EXPECT_THAT(desk->TakeEvents(), Contains("2 refused not-allowed agent"));
  ASSERT_FALSE(RefusalsByClient(world)["desk"].empty());
  EXPECT_EQ(RefusalsByClient(world)["desk"].front().command, static_cast<std::uint8_t>(CommandKind::kSignIn));
}

}  // namespace
}  // namespace tidegate
