// How sessions end, and what others notice of it: idle and slow peers, restarts, draining, bounds.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/daemon/session_world.h"

namespace tidegate {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

TEST(Session, AnIdlePeerIsClosedAndAHeartbeatKeepsOneAlive) {
  PipelineWorld world;
  auto idle = world.Connect();
  idle->Hello(Role::kFrontEnd, "idle");
  auto alive = world.Connect();
  alive->Hello(Role::kFrontEnd, "alive");
  for (int i = 0; i < 13; ++i) {
    world.clocks.Advance(5 * kSecond);
    alive->encode.Heartbeat(alive->outgoing);
    alive->Send();
    EXPECT_EQ(alive->session()->Check(world.clocks.Read().boot), Session::Health::kGood);
    idle->session()->Check(world.clocks.Read().boot);
  }
  EXPECT_EQ(alive->session()->state(), SessionState::kOpen);
  EXPECT_THAT(alive->TakeEvents(), IsEmpty());
  idle->Read();
  EXPECT_THAT(idle->TakeEvents(), ElementsAre("good-bye limit"));
  EXPECT_EQ(idle->session()->state(), SessionState::kClosing);
}

TEST(Session, OnlyTheSlowPeerIsClosed) {
  WorldOptions options;
  options.limits.outbox_bytes_max = 16 * 1024;
  PipelineWorld world(options);
  auto slow = world.Connect();
  slow->Hello(Role::kFrontEnd, "slow");
  auto good = world.Connect();
  good->Hello(Role::kFrontEnd, "good");
  const std::string ping(4000, 'p');
  const auto ask = [&](WorldPeer& peer) {
    std::string bytes;
    for (std::uint64_t tag = 1; tag <= 6; ++tag) peer.encode.Ping(bytes, ping, tag);
    const std::span<char> free = peer.session()->Free();
    ASSERT_GE(free.size(), bytes.size());
    std::memcpy(free.data(), bytes.data(), bytes.size());
    world.io().Received(*peer.session(), bytes.size(), world.clocks.Read().boot);
  };
  ask(*slow);
  ask(*good);
  good->Read();
  EXPECT_EQ(good->TakeEvents().size(), 6u) << "a large batch of answers trips nothing";
  const auto health = [&](WorldPeer& peer) { return peer.session()->Check(world.clocks.Read().boot); };
  EXPECT_EQ(health(*slow), Session::Health::kGood) << "it has a while";
  EXPECT_FALSE(slow->session()->wants_bytes()) << "but may ask for no more";
  EXPECT_EQ(health(*good), Session::Health::kGood);
  EXPECT_TRUE(good->session()->wants_bytes());
  world.clocks.Advance(options.limits.outbox_patience);
  EXPECT_EQ(health(*slow), Session::Health::kGood);
  world.clocks.Advance(1);
  EXPECT_EQ(health(*slow), Session::Health::kDrop);
  EXPECT_EQ(health(*good), Session::Health::kGood);
}

TEST(Session, APeerThatReadsAgainIsServedOn) {
  WorldOptions options;
  options.limits.outbox_bytes_max = 16 * 1024;
  PipelineWorld world(options);
  auto peer = world.Connect();
  peer->Hello(Role::kFrontEnd, "web");
  std::string bytes;
  for (std::uint64_t tag = 1; tag <= 7; ++tag) peer->encode.Ping(bytes, std::string(4000, 'p'), tag);
  const std::span<char> free = peer->session()->Free();
  std::memcpy(free.data(), bytes.data(), bytes.size());
  world.io().Received(*peer->session(), bytes.size(), world.clocks.Read().boot);
  peer->session()->Check(world.clocks.Read().boot);
  EXPECT_FALSE(peer->session()->wants_bytes());
  world.clocks.Advance(kSecond);
  peer->Read();
  EXPECT_EQ(peer->TakeEvents().size(), 7u);
  EXPECT_EQ(peer->session()->Check(world.clocks.Read().boot), Session::Health::kGood);
  EXPECT_TRUE(peer->session()->wants_bytes());
  world.clocks.Advance(options.limits.outbox_patience + 1);
  EXPECT_EQ(peer->session()->Check(world.clocks.Read().boot), Session::Health::kGood) << "the count began anew";
}

TEST(Session, AFloodBeyondTheHardBoundIsClosedAtOnce) {
  WorldOptions options;
  options.limits.outbox_bytes_max = 16 * 1024;
  PipelineWorld world(options);
  auto peer = world.Connect();
  peer->Hello(Role::kFrontEnd, "web");
  const std::string ping(4000, 'p');
  for (std::size_t bytes = 0; bytes <= kOutboxHardFactor * options.limits.outbox_bytes_max; bytes += 4000) {
    std::string frame;
    peer->encode.Ping(frame, ping, 1);
    const std::span<char> free = peer->session()->Free();
    std::memcpy(free.data(), frame.data(), frame.size());
    world.io().Received(*peer->session(), frame.size(), world.clocks.Read().boot);
  }
  EXPECT_EQ(peer->session()->Check(world.clocks.Read().boot), Session::Health::kDrop);
}

TEST(Session, WhenASessionEndsItsAgentsAreTold) {
  PipelineWorld world;
  auto desk = BringUpDesk(world, "ann");
  auto board = world.Connect();
  board->Hello(Role::kSupervisor, "board");
  world.HangUp(*desk);
  auto front = world.Connect();
  front->Hello(Role::kFrontEnd, "web");
  front->encode.Submit(front->outgoing, Ticket("k1"), 1);
  front->Send();
  client::TicketNameMessage name;
  name.external_key = "k1";
  front->encode.Query(front->outgoing, name, 2);
  front->Send();
  EXPECT_THAT(front->TakeEvents(), ElementsAre("1 ok", "2 ticket pooled")) << "nobody is there any more";
}

TEST(Session, AnAlertGoesToSupervisorsAndNobodyElse) {
  PipelineWorld world;
  auto desk = BringUpDesk(world, "ann");
  auto board = world.Connect();
  board->Hello(Role::kSupervisor, "board");
  board->TakeEvents();
  auto front = world.Connect();
  front->Hello(Role::kFrontEnd, "web");
  front->encode.Submit(front->outgoing, Ticket("k1"), 1);
  front->Send();
  desk->Read();
  EXPECT_THAT(desk->TakeEvents(), ElementsAre("offer k1 title"));
  const WorkItem item = desk->last_offer().item;
  desk->encode.Decline(desk->outgoing, {AgentId(item.agent), TicketId(item.ticket), item.token, 1, 2}, 11);
  desk->Send();
  EXPECT_THAT(desk->TakeEvents(), UnorderedElementsAre("11 ok", "offer k1 title")) << "nobody else is there";
  board->Read();
  EXPECT_THAT(board->TakeEvents(), ElementsAre("alert only-decliners 1"));
  front->Read();
  EXPECT_THAT(front->TakeEvents(), ElementsAre("1 ok"));
}

TEST(Session, AnOutputForASessionThatEndedReachesNobodyElse) {
  PipelineWorld world;
  auto first = world.Connect();
  first->Hello(Role::kFrontEnd, "web");
  std::string bytes;
  first->encode.Submit(bytes, Ticket("k1"), 1);
  const std::span<char> free = first->session()->Free();
  std::memcpy(free.data(), bytes.data(), bytes.size());
  world.io().Received(*first->session(), bytes.size(), world.clocks.Read().boot);
  world.io().End(first->number());
  auto second = world.Connect();  // takes the same place
  EXPECT_EQ(second->number() & 0xFFFF, first->number() & 0xFFFF);
  EXPECT_NE(second->number(), first->number());
  world.Settle();
  second->Read();
  EXPECT_THAT(second->TakeEvents(), IsEmpty());
}

TEST(Session, ARestartRemembersWhatWasAcknowledged) {
  PipelineWorld world;
  {
    auto front = world.Connect();
    front->Hello(Role::kFrontEnd, "web");
    front->encode.Submit(front->outgoing, Ticket("k1"), 1);
    front->Send();
    EXPECT_THAT(front->TakeEvents(), ElementsAre("1 ok"));
  }
  world.Restart();
  EXPECT_GT(world.pipeline().booted().recovered_changes, 0u);
  EXPECT_EQ(world.pipeline().booted().status.open, 1u);
  auto front = world.Connect();
  front->Hello(Role::kFrontEnd, "web");
  front->encode.Submit(front->outgoing, Ticket("k1"), 2);
  front->Send();
  EXPECT_THAT(front->TakeEvents(), ElementsAre("2 ok duplicate")) << "the hash key and the catalog came back too";
}

TEST(Session, WhileDrainingWhatWasTakenIsAnsweredAndNoMoreIsTaken) {
  PipelineWorld world;
  auto front = world.Connect();
  front->Hello(Role::kFrontEnd, "web");
  std::string bytes;
  front->encode.Submit(bytes, Ticket("k1"), 1);
  const std::span<char> free = front->session()->Free();
  std::memcpy(free.data(), bytes.data(), bytes.size());
  world.io().Received(*front->session(), bytes.size(), world.clocks.Read().boot);
  world.io().StopIntake();
  EXPECT_FALSE(front->session()->wants_bytes());
  world.io().AskOwnStatus(Lane::kWork);
  world.io().AskOwnStatus(Lane::kSubmits);
  world.Settle();
  EXPECT_EQ(world.io().own_answers(), 2u);
  front->Read();
  EXPECT_THAT(front->TakeEvents(), ElementsAre("1 ok"));
}

TEST(Session, TooManySessionsAreRefused) {
  WorldOptions options;
  options.sessions_max = 2;
  PipelineWorld world(options);
  auto first = world.Connect();
  auto second = world.Connect();
  EXPECT_EQ(world.io().Open(0), nullptr);
  world.HangUp(*first);
  EXPECT_NE(world.io().Open(0), nullptr);
}

TEST(Session, TheEngineWaitsForTheDiskAtItsBoundAndLosesNothing) {
  WorldOptions options;
  options.unsynced.changes_max = 10;
  PipelineWorld world(options);
  auto front = world.Connect();
  front->Hello(Role::kFrontEnd, "web");
  for (std::uint64_t tag = 1; tag <= 1000; ++tag) {
    front->encode.Submit(front->outgoing, Ticket(fmt::format("k{}", tag)), tag);
  }
  std::string bytes = std::move(front->outgoing);
  front->outgoing.clear();
  while (!bytes.empty()) {
    const std::span<char> free = front->session()->Free();
    const std::size_t taken = std::min(free.size(), bytes.size());
    std::memcpy(free.data(), bytes.data(), taken);
    world.io().Received(*front->session(), taken, world.clocks.Read().boot);
    bytes.erase(0, taken);
  }
  world.io().PushBatch();
  EXPECT_EQ(world.pipeline().StepEngine(), EngineStage::Progress::kTurn);
  EXPECT_EQ(world.pipeline().StepEngine(), EngineStage::Progress::kBlocked);
  world.Settle();
  front->Read();
  EXPECT_EQ(front->TakeEvents().size(), 1000u);
}

}  // namespace
}  // namespace tidegate
