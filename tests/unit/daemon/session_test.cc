// Sessions through the whole pipeline: torn frames, roles, credits, refusals, broken framing, slow and idle peers.
#include "daemon/session.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/daemon/pipeline_world.h"

namespace tidegate {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;
using ::testing::UnorderedElementsAre;

client::SubmitMessage Ticket(std::string_view key) {
  client::SubmitMessage message;
  message.external_key = key;
  message.channel = "email";
  message.type = "consultation";
  message.title = "title";
  message.text = "text";
  return message;
}

// One agent "ann" who can take everything, online at a gateway of its own.
std::unique_ptr<WorldPeer> BringUpDesk(PipelineWorld& world, std::string_view name, std::uint32_t capacity = 5) {
  auto admin = world.Connect();
  admin->Hello(Role::kDataAdmin, "admin");
  client::DeclareAgentMessage agent;
  agent.name = name;
  agent.capacity = capacity;
  admin->encode.DeclareAgent(admin->outgoing, agent, 1);
  admin->Send();
  EXPECT_THAT(admin->TakeEvents(), ElementsAre("1 ok"));
  world.HangUp(*admin);
  auto desk = world.Connect();
  desk->Hello(Role::kGateway, "gateway");
  desk->encode.SignIn(desk->outgoing, name, 0, 1, 2);
  desk->Send();
  EXPECT_THAT(desk->TakeEvents(), ElementsAre("2 signed in, 0 open"));
  return desk;
}

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

TEST(Session, CreditsAreTheLeastOfWishAndRole) {
  WorldOptions options;
  options.limits.desk_credits_max = 32;
  options.limits.front_end_credits_max = 100;
  PipelineWorld world(options);
  const auto credits = [&](Role role, std::uint32_t wanted) {
    auto peer = world.Connect();
    client::HelloMessage hello;
    hello.role = role;
    const std::string name = fmt::format("peer{}", peer->number());
    hello.name = name;
    hello.credits = wanted;
    peer->encode.Hello(peer->outgoing, hello, 1);
    peer->Send();
    return peer->TakeEvents().front();
  };
  EXPECT_EQ(credits(Role::kFrontEnd, 0), "hello credits 100");
  EXPECT_EQ(credits(Role::kFrontEnd, 7), "hello credits 7");
  EXPECT_EQ(credits(Role::kFrontEnd, 5000), "hello credits 100");
  EXPECT_EQ(credits(Role::kAgent, 0), "hello credits 32");
  EXPECT_EQ(credits(Role::kAgent, 33), "hello credits 32");
  EXPECT_EQ(credits(Role::kGateway, 99), "hello credits 99");
}

TEST(Session, MoreRequestsThanCreditsAreRefusedAndCreditsComeBack) {
  PipelineWorld world;
  auto front = world.Connect();
  front->Hello(Role::kFrontEnd, "web", 3);
  for (std::uint64_t tag = 1; tag <= 5; ++tag) front->encode.Submit(front->outgoing, Ticket(fmt::format("k{}", tag)), tag);
  front->encode.Ping(front->outgoing, "free", 6);  // costs no credit
  front->Send();
  EXPECT_THAT(front->TakeEvents(),
              testing::UnorderedElementsAre("4 refused limit credits", "5 refused limit credits", "6 pong free", "1 ok", "2 ok", "3 ok"));
  for (std::uint64_t tag = 7; tag <= 9; ++tag) front->encode.Submit(front->outgoing, Ticket(fmt::format("k{}", tag)), tag);
  front->Send();
  EXPECT_THAT(front->TakeEvents(), ElementsAre("7 ok", "8 ok", "9 ok"));
}

TEST(Session, ABatchBeyondTheCreditsIsTakenInPart) {
  PipelineWorld world;
  auto front = world.Connect();
  front->Hello(Role::kFrontEnd, "web", 2);
  std::vector<std::string> keys{"a", "b", "c"};
  std::vector<client::Tagged<client::SubmitMessage>> items;
  for (std::uint64_t i = 0; i < 3; ++i) items.push_back({i + 1, Ticket(keys[i])});
  front->encode.SubmitBatch(front->outgoing, items);
  front->Send();
  EXPECT_THAT(front->TakeEvents(), testing::UnorderedElementsAre("1 ok", "2 ok", "3 refused limit credits"));
}

TEST(Session, EveryRequestIsRefusedToEveryRoleThatMayNotSendIt) {
  PipelineWorld world;
  for (const Name& role : NameTable<Role>::kRows) {
    auto peer = world.Connect();
    peer->Hello(static_cast<Role>(role.number), fmt::format("peer-{}", role.english));
    for (const FrameKindRow& kind : kFrameKindRows) {
      if (kind.direction != Direction::kRequest || kind.kind == FrameKind::kHello) continue;
      if ((kind.roles & RoleBit(static_cast<Role>(role.number))) != 0) continue;
      FrameHeader header;
      header.kind = static_cast<std::uint8_t>(kind.kind);
      header.correlation = 77;
      AppendFrame(header, std::string(8, '\0'), peer->outgoing);  // who may not ask is not even read
      peer->Send();
      EXPECT_THAT(peer->TakeEvents(), ElementsAre("77 refused not-allowed")) << role.english << " " << kind.name;
    }
  }
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

TEST(Session, ADeskMaySignInOneAgentAGatewayMany) {
  PipelineWorld world;
  auto first = BringUpDesk(world, "ann");
  world.HangUp(*first);
  auto second = BringUpDesk(world, "ben");
  world.HangUp(*second);
  auto desk = world.Connect();
  desk->Hello(Role::kAgent, "desk");
  desk->encode.SignIn(desk->outgoing, "nobody", 0, 1, 1);
  desk->Send();
  EXPECT_THAT(desk->TakeEvents(), ElementsAre("1 refused unknown-agent")) << "and another name may be tried";
  desk->encode.SignIn(desk->outgoing, "ann", 0, 2, 2);
  desk->Send();
  EXPECT_THAT(desk->TakeEvents(), ElementsAre("2 signed in, 0 open"));
  desk->encode.SignIn(desk->outgoing, "ben", 0, 3, 3);
  desk->encode.SignIn(desk->outgoing, "ann", 0, 4, 4);
  desk->Send();
  EXPECT_THAT(desk->TakeEvents(), ElementsAre("3 refused not-allowed agent", "4 signed in, 0 open"));
}

TEST(Session, ADeclaredNameIsKnownToTheNextRequestOfAnybody) {
  PipelineWorld world;
  auto admin = world.Connect();
  admin->Hello(Role::kDataAdmin, "admin");
  auto front = world.Connect();
  front->Hello(Role::kFrontEnd, "web");
  client::SubmitMessage message = Ticket("k");
  message.region = "atlantis";
  front->encode.Submit(front->outgoing, message, 1);
  front->Send();
  EXPECT_THAT(front->TakeEvents(), ElementsAre("1 refused unknown-name region"));
  admin->encode.Declare(admin->outgoing, CatalogKind::kRegion, "atlantis", 1, 2);
  admin->encode.Declare(admin->outgoing, CatalogKind::kRegion, "atlantis", 2, 3);
  admin->Send();
  EXPECT_THAT(admin->TakeEvents(), ElementsAre("2 ok", "3 ok duplicate"));
  front->encode.Submit(front->outgoing, message, 4);
  front->Send();
  EXPECT_THAT(front->TakeEvents(), ElementsAre("4 ok"));
}

TEST(Session, BadRulesComeBackWithLineAndKey) {
  PipelineWorld world;
  auto admin = world.Connect();
  admin->Hello(Role::kDataAdmin, "admin");
  admin->encode.ActivateRules(admin->outgoing, "name = \"x\"\nnonsense = 1\n", 1, 5);
  admin->Send();
  EXPECT_THAT(admin->TakeEvents(), ElementsAre("5 refused bad-rules source"));
  admin->encode.Ping(admin->outgoing, "on", 6);
  admin->Send();
  EXPECT_THAT(admin->TakeEvents(), ElementsAre("6 pong on"));
}

TEST(Session, TextsAreFoundInTheRingAndThenInTheJournal) {
  for (const std::size_t ring : {std::size_t{1} << 20, std::size_t{1}}) {
    WorldOptions options;
    options.body_ring_bytes = ring;
    PipelineWorld world(options);
    auto desk = BringUpDesk(world, "ann");
    auto front = world.Connect();
    front->Hello(Role::kFrontEnd, "web");
    front->encode.Submit(front->outgoing, Ticket("k1"), 1);
    front->Send();
    front->TakeEvents();
    desk->Read();
    EXPECT_THAT(desk->TakeEvents(), ElementsAre(ring > 1 ? "offer k1 title" : "offer  "));
    const WorkItem item = desk->last_offer().item;
    desk->encode.AskBody(desk->outgoing, TicketId(item.ticket), 0, 7);
    desk->Send();
    EXPECT_THAT(desk->TakeEvents(), ElementsAre("7 body title|text"));
    front->encode.AskBody(front->outgoing, TicketId(item.ticket), 12345, 8);  // what the asker claims does not count
    front->Send();
    EXPECT_THAT(front->TakeEvents(), ElementsAre("8 body title|text"));
    auto stranger = world.Connect();
    stranger->Hello(Role::kFrontEnd, "other");
    stranger->encode.AskBody(stranger->outgoing, TicketId(item.ticket), item.submit_seq, 9);
    stranger->Send();
    EXPECT_THAT(stranger->TakeEvents(), ElementsAre(HasSubstr("9 refused"))) << "somebody else's ticket";
  }
}

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

TEST(Session, ABusyFrontDoorRefusesLowBeforeUrgentAndLetsDesksThrough) {
  WorldOptions options;
  options.admission = {65'536, 512, 64 << 20};
  PipelineWorld world(options);
  auto desk = BringUpDesk(world, "ann", 1);
  auto front = world.Connect();
  front->Hello(Role::kFrontEnd, "web", 1024);
  std::string bytes;
  for (std::uint64_t tag = 1; tag <= 600; ++tag) {
    const std::string key = fmt::format("k{}", tag);
    client::SubmitMessage message = Ticket(key);
    message.level = tag % 2 == 0 ? Level::kLow : Level::kUrgent;
    front->encode.Submit(bytes, message, tag);
  }
  // All of it before the engine has a turn.
  while (!bytes.empty()) {
    const std::span<char> free = front->session()->Free();
    const std::size_t taken = std::min(free.size(), bytes.size());
    std::memcpy(free.data(), bytes.data(), taken);
    world.io().Received(*front->session(), taken, world.clocks.Read().boot);
    bytes.erase(0, taken);
  }
  desk->encode.SetStatus(desk->outgoing, desk->last_agent(), AgentStatus::kBusy, 9, 9);
  desk->Send();
  EXPECT_THAT(desk->TakeEvents(), Contains("9 ok"));
  front->Read();
  int refused_low = 0;
  int refused_urgent = 0;
  int taken = 0;
  for (const std::string& event : front->TakeEvents()) {
    const std::uint64_t tag = std::stoull(event);
    if (event == fmt::format("{} ok", tag)) ++taken;
    if (event == fmt::format("{} refused busy", tag)) ++(tag % 2 == 0 ? refused_low : refused_urgent);
  }
  EXPECT_EQ(taken + refused_low + refused_urgent, 600) << "each is answered once";
  EXPECT_EQ(refused_urgent, 0);
  EXPECT_GT(refused_low, 100);
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
