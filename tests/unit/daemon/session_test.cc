// Sessions through the whole pipeline: torn frames, hellos, unknown and broken framing.
#include "daemon/session.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/daemon/session_world.h"

namespace tidegate {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Session, TheWholePathFromSubmitToResolve) {
  PipelineWorld world;
  auto desk = BringUpDesk(world, "ann");
  auto front = world.Connect();
  front->Hello(Role::kFrontEnd, "web");
  front->encode.Submit(front->outgoing, Ticket("k1"), 10);
  front->Send();
  EXPECT_THAT(front->TakeEvents(), ElementsAre("10 ok"));
  desk->Read();
  EXPECT_THAT(desk->TakeEvents(), ElementsAre("offer k1 title"));
  EXPECT_EQ(desk->last_offer_text(), "text");
  const WorkItem item = desk->last_offer().item;
  desk->encode.Accept(desk->outgoing, {AgentId(item.agent), TicketId(item.ticket), item.token, 2}, 11);
  desk->encode.Resolve(desk->outgoing, {AgentId(item.agent), TicketId(item.ticket), 1, "done", 3}, 12);
  desk->Send();
  EXPECT_THAT(desk->TakeEvents(), ElementsAre("11 ok", "12 ok"));
  client::TicketNameMessage name;
  name.external_key = "k1";
  front->encode.Query(front->outgoing, name, 13);
  front->Send();
  EXPECT_THAT(front->TakeEvents(), ElementsAre("13 ticket resolved"));
}

TEST(Session, NothingIsToldBeforeItIsCommitted) {
  PipelineWorld world;
  auto front = world.Connect();
  front->Hello(Role::kFrontEnd, "web");
  Session* session = front->session();
  std::string bytes;
  front->encode.Submit(bytes, Ticket("k1"), 10);
  front->encode.AskStatus(bytes, 11);  // a read waits as well: it may show what is not durable
  const std::span<char> free = session->Free();
  std::memcpy(free.data(), bytes.data(), bytes.size());
  world.io().Received(*session, bytes.size(), 0);
  world.SettleWithoutCommits();
  EXPECT_EQ(session->unwritten_bytes(), 0u);
  world.Settle();
  front->Read();
  EXPECT_EQ(front->events().size(), 2u);
}

TEST(Session, AFrameMayBeTornAtEveryByte) {
  PipelineWorld world;
  auto front = world.Connect();
  front->Hello(Role::kFrontEnd, "web");
  std::string one;
  front->encode.Submit(one, Ticket("k0"), 1);
  for (std::size_t at = 1; at < one.size(); ++at) {
    const std::string key = fmt::format("k{:04}", at);
    std::string bytes;
    front->encode.Submit(bytes, Ticket(key), at);
    front->outgoing = bytes.substr(0, at);
    front->Send();
    ASSERT_THAT(front->TakeEvents(), IsEmpty()) << at;
    front->outgoing = bytes.substr(at);
    front->Send();
    ASSERT_THAT(front->TakeEvents(), ElementsAre(fmt::format("{} ok", at)));
  }
}

TEST(Session, ManyFramesMayComeByteByByte) {
  PipelineWorld world;
  auto front = world.Connect();
  client::HelloMessage hello;
  hello.role = Role::kFrontEnd;
  hello.name = "web";
  front->encode.Hello(front->outgoing, hello, 1);
  front->encode.Submit(front->outgoing, Ticket("a"), 2);
  front->encode.Ping(front->outgoing, "xyz", 3);
  front->encode.Submit(front->outgoing, Ticket("a"), 4);
  front->Send(1);
  EXPECT_THAT(front->TakeEvents(), ElementsAre("hello credits 1024", "3 pong xyz", "2 ok", "4 ok duplicate")) << "a pong needs no turn";
}

TEST(Session, RequestsBehindAHelloWaitForItsAnswer) {
  PipelineWorld world;
  auto front = world.Connect();
  client::HelloMessage hello;
  hello.role = Role::kFrontEnd;
  hello.name = "web";
  front->encode.Hello(front->outgoing, hello, 1);
  front->encode.Ping(front->outgoing, "early", 2);
  front->encode.Submit(front->outgoing, Ticket("a"), 3);
  front->Send();
  EXPECT_THAT(front->TakeEvents(), ElementsAre("hello credits 1024", "2 pong early", "3 ok"));
}

TEST(Session, TheFirstFrameMustBeAHello) {
  PipelineWorld world;
  auto front = world.Connect();
  front->encode.Submit(front->outgoing, Ticket("a"), 3);
  front->Send();
  EXPECT_THAT(front->TakeEvents(), ElementsAre("3 refused malformed", "good-bye malformed"));
  EXPECT_EQ(front->session()->state(), SessionState::kClosing);
}

TEST(Session, ASecondHelloIsRefusedAndTheSessionGoesOn) {
  PipelineWorld world;
  auto front = world.Connect();
  front->Hello(Role::kFrontEnd, "web");
  client::HelloMessage hello;
  hello.name = "web";
  front->encode.Hello(front->outgoing, hello, 5);
  front->encode.Ping(front->outgoing, "still here", 6);
  front->Send();
  EXPECT_THAT(front->TakeEvents(), ElementsAre("5 refused malformed", "6 pong still here"));
}

TEST(Session, HellosOfOthersAreTurnedAway) {
  PipelineWorld world;
  const auto answer = [&](const client::HelloMessage& hello) {
    auto peer = world.Connect();
    peer->encode.Hello(peer->outgoing, hello, 1);
    peer->Send();
    return peer->TakeEvents();
  };
  client::HelloMessage hello;
  hello.name = "web";
  hello.workspace = "elsewhere";
  EXPECT_THAT(answer(hello), ElementsAre("1 refused moved workspace", "good-bye moved"));
  hello.workspace = "";
  hello.partition = 9;
  EXPECT_THAT(answer(hello), ElementsAre("1 refused moved partition", "good-bye moved"));
  hello.partition = 0;
  hello.epoch = 99;
  EXPECT_THAT(answer(hello), ElementsAre("1 refused not-leader epoch", "good-bye not-leader"));
  hello.epoch = 1;
  EXPECT_THAT(answer(hello), ElementsAre("hello credits 1024"));
  hello.name = "";
  EXPECT_THAT(answer(hello), ElementsAre("1 refused missing-field name", "good-bye missing-field"));
}

TEST(Session, AnUnknownKindIsRefusedAndTheSessionGoesOn) {
  PipelineWorld world;
  auto front = world.Connect();
  front->Hello(Role::kFrontEnd, "web");
  FrameHeader header;
  header.kind = 200;
  header.length = 8;
  header.correlation = 9;
  front->outgoing.resize(kFrameHeaderBytes);
  StoreHeader(header, front->outgoing.data());
  front->outgoing += std::string(8, '\0');
  front->encode.Ping(front->outgoing, "x", 10);
  front->Send();
  EXPECT_THAT(front->TakeEvents(), ElementsAre("9 refused malformed header.kind", "10 pong x"));
}

TEST(Session, AnOversizeFrameClosesAfterSayingWhy) {
  PipelineWorld world;
  for (const std::uint32_t length : {static_cast<std::uint32_t>(kFrameBodyBytesMax + 8), 12u, 0xFFFFFFF8u}) {
    auto front = world.Connect();
    front->Hello(Role::kFrontEnd, "web");
    FrameHeader header;
    header.kind = static_cast<std::uint8_t>(FrameKind::kSubmit);
    header.length = length;
    header.correlation = 9;
    front->outgoing.resize(kFrameHeaderBytes);
    StoreHeader(header, front->outgoing.data());
    front->encode.Ping(front->outgoing, "lost", 10);
    front->Send();
    EXPECT_THAT(front->TakeEvents(), ElementsAre("9 refused malformed header.length", "good-bye malformed")) << length;
  }
  EXPECT_EQ(world.metrics().Get(Metric::kSessionsBroken), 3);
}

TEST(Session, OneBadRequestGetsOneRefusalAndHarmsNobody) {
  PipelineWorld world;
  auto front = world.Connect();
  front->Hello(Role::kFrontEnd, "web");
  client::SubmitMessage bad = Ticket("bad");
  bad.type = "no such type";
  front->encode.Submit(front->outgoing, bad, 1);
  front->encode.Submit(front->outgoing, Ticket("good"), 2);
  bad = Ticket("");
  front->encode.Submit(front->outgoing, bad, 3);
  bad = Ticket("utf8");
  bad.title = "\xFF";
  front->encode.Submit(front->outgoing, bad, 4);
  front->Send();
  EXPECT_THAT(front->TakeEvents(), testing::UnorderedElementsAre("1 refused unknown-name type", "3 refused missing-field external_key",
                                                                 "4 refused malformed title", "2 ok"));
}

}  // namespace
}  // namespace tidegate
