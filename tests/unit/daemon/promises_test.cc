// Front ends hear when the times of their tickets have changed: all their sessions, nobody else's, after the commit; and not more than they
// read.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "daemon/client_sessions.h"
#include "tests/unit/daemon/session_world.h"

namespace tidegate {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

TEST(Promises, GoToTheSessionsOfTheFrontEndThatSubmittedTheTicket) {
  PipelineWorld world;
  auto front = world.Connect();
  front->Hello(Role::kFrontEnd, "web");
  auto beside = world.Connect();
  beside->Hello(Role::kFrontEnd, "web");
  auto other = world.Connect();
  other->Hello(Role::kFrontEnd, "app");
  auto boss = world.Connect();
  boss->Hello(Role::kSupervisor, "boss");
  front->encode.Submit(front->outgoing, Ticket("k1"), 1);
  front->Send();
  const TicketId ticket(world.engine().state().tables().tickets.At(0).id);
  for (auto* peer : {front.get(), beside.get(), other.get(), boss.get()}) {
    peer->Read();
    peer->TakeEvents();
  }
  client::ChangeLevelMessage level{{}, Level::kUrgent, "it burns", 1};
  level.name.ticket = ticket;
  boss->encode.ChangeLevel(boss->outgoing, level, 7);
  boss->Send();
  for (auto* peer : {front.get(), beside.get()}) {
    peer->Read();
    EXPECT_THAT(peer->TakeEvents(), Contains(StartsWith("promise respond in 900 s")));
  }
  for (auto* peer : {other.get(), boss.get()}) {
    peer->Read();
    EXPECT_THAT(peer->TakeEvents(), Not(Contains(StartsWith("promise"))));
  }
  // A session that ended is told nothing, one of the same client that is there is.
  world.HangUp(*beside);
  level.level = Level::kHigh;
  level.request = 2;
  boss->encode.ChangeLevel(boss->outgoing, level, 8);
  boss->Send();
  front->Read();
  EXPECT_THAT(front->TakeEvents(), Contains(StartsWith("promise respond in 1800 s")));
}

// Not inlined: gcc 12 sees an erase of an empty vector where it is.
[[gnu::noinline]] void Add(ClientSessions& sessions, std::uint64_t client, std::uint64_t session, std::uint64_t gone_below) {
  sessions.Add(client, session, [gone_below](std::uint64_t other) { return other < gone_below; });
}

TEST(ClientSessions, KeepTheLatestAndForgetWhoLeft) {
  ClientSessions sessions;
  for (std::uint64_t session = 1; session <= kSessionsOfClientMax + 5; ++session) Add(sessions, 7, session, 0);
  ASSERT_EQ(sessions.Of(7).size(), kSessionsOfClientMax);
  EXPECT_EQ(sessions.Of(7).front(), 6u);
  Add(sessions, 7, 1'000, 50);
  EXPECT_EQ(sessions.Of(7).front(), 50u);
  EXPECT_THAT(sessions.Of(8), IsEmpty());
  // Clients without a session do not gather.
  for (std::uint64_t client = 100; client < 10'000; ++client) Add(sessions, client, client, ~std::uint64_t{0});
  EXPECT_LT(sessions.clients(), 200u);
}

}  // namespace
}  // namespace tidegate
