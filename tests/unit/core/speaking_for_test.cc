// Who speaks for an agent while he is at no desk: whoever says hello as agent in his name, about what he has; and nothing of his moves by
// it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string_view>

#include "tests/support/engine_world.h"

namespace tidegate {
namespace {

using ::testing::IsEmpty;

class SpeakingFor : public ::testing::Test {
 protected:
  SpeakingFor() {
    world_.Declare({.name = "A1", .capacity = 3});
    world_.Declare({.name = "A2"});
    world_.Settle();
    for (const char* key : {"live", "mail"}) {
      world_.Submit({.key = key, .channel = key == std::string_view("live") ? "hotline" : "email"});
      world_.Settle();
      world_.Assign(key, "A1");
      world_.Settle();
    }
    EXPECT_EQ(StatusOf("live"), Status::kAssigned) << "a supervisor gives it to whom he wants";
  }
  ~SpeakingFor() override { EXPECT_THAT(world_.problems(), IsEmpty()); }

  static Caller Voice(std::string_view name) { return {.session = 900'002, .client = ClientId(77), .role = Role::kAgent, .name = name}; }
  Reject Ask(const Caller& caller, const CommandBody& body) {
    const std::uint64_t correlation = world_.Add(caller, body);
    world_.Settle();
    const Ack* ack = world_.AckOf(correlation);
    return ack == nullptr ? Reject::kNone : ack->reject;
  }
  Status StatusOf(const char* key) const { return static_cast<Status>(world_.Open(key)->status); }
  std::uint32_t HolderOf(const char* key) const {
    const TicketRecord* ticket = world_.Open(key);
    const WorkRecord* work = ticket == nullptr ? nullptr : world_.tables().tickets.Work(world_.tables().tickets.FindId(ticket->id));
    return work == nullptr ? 0 : work->agent;
  }
  ReportContact Contact(const char* key) const { return {world_.AgentOf("A1"), world_.TicketOf(key)}; }
  AgentStatus Now(const char* agent) const {
    return static_cast<AgentStatus>(world_.tables().agents.At(world_.AgentOf(agent).raw()).status);
  }

  EngineWorld world_;
};

TEST_F(SpeakingFor, HisNameIsAskedForAndTheRole) {
  Caller gateway = Voice("A1");
  gateway.role = Role::kGateway;
  for (const Caller& caller : {Voice("A2"), Voice(""), Voice("nobody"), gateway}) {
    EXPECT_EQ(Ask(caller, Contact("mail")), Reject::kNotSignedIn) << caller.name;
  }
  EXPECT_EQ(Ask(Voice("A1"), Contact("mail")), Reject::kNone);
  EXPECT_EQ(Ask(Voice("A1"), Resolve{world_.AgentOf("A2"), world_.TicketOf("mail"), 1, 0, "done"}), Reject::kNotSignedIn);
}

// Live work too: nobody came and nobody went.
TEST_F(SpeakingFor, HeStaysOfflineAndKeepsWhatHeHas) {
  world_.Submit({.key = "waits"});
  world_.Advance(kMinute);
  for (const char* key : {"live", "mail"}) {
    EXPECT_EQ(Ask(Voice("A1"), Contact(key)), Reject::kNone) << key;
    EXPECT_EQ(Ask(Voice("A1"), ReportNode{world_.AgentOf("A1"), world_.TicketOf(key), Status::kToReply}), Reject::kNone) << key;
  }
  EXPECT_EQ(Now("A1"), AgentStatus::kOffline);
  world_.Advance(2 * kMinute);
  for (const char* key : {"live", "mail"}) {
    EXPECT_EQ(HolderOf(key), world_.AgentOf("A1").raw()) << key;
    EXPECT_EQ(StatusOf(key), Status::kToReply) << key;
  }
  EXPECT_EQ(StatusOf("waits"), Status::kPooled) << "an offer that nobody would see";
  EXPECT_EQ(Ask(Voice("A1"), Resolve{world_.AgentOf("A1"), world_.TicketOf("live"), 1, 0, "done"}), Reject::kNone);
  EXPECT_EQ(Now("A1"), AgentStatus::kOffline) << "nobody wraps up at no desk";
  EXPECT_EQ(Ask(Voice("A1"), SetAgentStatus{world_.AgentOf("A1"), AgentStatus::kOnline}), Reject::kNotSignedIn);
}

TEST_F(SpeakingFor, WhoIsAtADeskSpeaksThereAlone) {
  world_.SignIn("A1");
  world_.Settle();
  EXPECT_EQ(Ask(Voice("A1"), Contact("mail")), Reject::kNotSignedIn);
  world_.Contact("A1", "mail");
  world_.Settle();
  EXPECT_EQ(StatusOf("mail"), Status::kInProgress);
  world_.Disconnect("A1");
  world_.Settle();
  EXPECT_EQ(Now("A1"), AgentStatus::kDisconnected);
  EXPECT_EQ(Ask(Voice("A1"), ReportNode{world_.AgentOf("A1"), world_.TicketOf("mail"), Status::kToReply}), Reject::kNone);
  EXPECT_EQ(Now("A1"), AgentStatus::kDisconnected);
}

}  // namespace
}  // namespace tidegate
