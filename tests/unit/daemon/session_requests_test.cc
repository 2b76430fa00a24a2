// What sessions do with requests: credits, batches, roles, sign-ins, names, rules, texts, a front door that is full.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/daemon/session_world.h"

namespace tidegate {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

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
  admin->encode.ActivateRules(admin->outgoing, "name = \"x\"\nnonsense = 1\n", RulesUse::kActivate, 1, 5);
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

}  // namespace
}  // namespace tidegate
