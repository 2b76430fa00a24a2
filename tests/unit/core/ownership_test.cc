// Whose ticket it is: every command and every question that names a ticket, asked by another front end and by another agent's desk.
//
// The list is the list of commands itself: a new one that names a ticket is tried here without anybody thinking of it.
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "protocol/frame.h"
#include "tests/support/engine_world.h"

namespace tidegate {
namespace {

constexpr ClientId kOtherFrontEnd{0xF00D};
constexpr std::uint64_t kOtherSession = 900'001;

// Which roles may send something that becomes this command.
std::uint8_t RolesOf(CommandKind kind) {
  std::uint8_t roles = 0;
  for (const FrameKindRow& row : kFrameKindRows) {
    if (row.command == kind && kind != CommandKind::kNone) roles |= row.roles;
  }
  // These come of frames that the session answers with their help.
  if (kind == CommandKind::kLookAt) roles |= kMayUnmask;
  return roles;
}

constexpr bool Mutates(CommandKind kind) {
  switch (kind) {
#define TIDEGATE_MUTATES(name, number, english, mutates) \
  case CommandKind::k##name:                             \
    return mutates;
    TIDEGATE_COMMANDS(TIDEGATE_MUTATES)
#undef TIDEGATE_MUTATES
    case CommandKind::kNone:
      break;
  }
  return false;
}

// A command about the ticket that is complete but for who asks.
template <class Body>
Body About(TicketId ticket, AgentId agent) {
  Body body{};
  body.ticket = ticket;
  if constexpr (requires { body.agent = agent; }) body.agent = agent;
  if constexpr (requires { body.agent = std::string_view(); }) body.agent = "A2";
  if constexpr (requires { body.word = TransferWord::kApprove; }) body.word = TransferWord::kApprove;
  if constexpr (requires { body.text = std::string_view(); }) body.text = "text";
  if constexpr (requires { body.reason = std::string_view(); }) body.reason = "reason";
  if constexpr (requires { body.solution = std::string_view(); }) body.solution = "solution";
  if constexpr (requires { body.result_code = 1; }) body.result_code = 1;
  if constexpr (requires { body.token = 1; }) body.token = 1;
  return body;
}

class Ownership : public ::testing::Test {
 protected:
  Ownership() {
    world_.Declare({.name = "chen"});
    world_.Declare({.name = "zhou"});
    world_.Declare({.name = "A1", .capacity = 9, .team = "day", .supervisor = "chen"});
    world_.Declare({.name = "A2", .capacity = 1, .team = "night"});
    world_.Settle();
    world_.SignIn("A1");
    world_.Settle();
    world_.Submit({.key = "T", .channel = "hotline", .customer = "c"});
    world_.Settle();
    world_.Accept("A1", "T");
    world_.Settle();
    world_.SignIn("A2", "the other desk");
    world_.Settle();
  }

  // What is said to a command of this caller; kNone = done, or answered.
  Reject Ask(Caller caller, const CommandBody& body) {
    const std::uint64_t correlation = world_.Add(caller, body);
    world_.Settle();
    const Ack* ack = world_.AckOf(correlation);
    return ack == nullptr ? Reject::kNone : ack->reject;
  }

  template <class Visitor>
  void ForEachThatNamesATicket(Visitor&& visit) {
    ForEach(std::forward<Visitor>(visit), std::make_index_sequence<std::variant_size_v<CommandBody>>());
  }
  template <class Visitor, std::size_t... kPlaces>
  void ForEach(Visitor&& visit, std::index_sequence<kPlaces...>) {
    (Visit<std::variant_alternative_t<kPlaces, CommandBody>, kPlaces>(visit), ...);
  }
  template <class Body, std::size_t kPlace, class Visitor>
  void Visit(Visitor& visit) {
    if constexpr (requires(Body body) { body.ticket = TicketId(); })
      visit(kCommandKinds[kPlace], [](TicketId ticket, AgentId agent) -> CommandBody { return About<Body>(ticket, agent); });
  }

  EngineWorld world_;
};

TEST_F(Ownership, AnotherFrontEndIsToldThatItIsNotIts) {
  const Caller other{.session = kOtherSession, .client = kOtherFrontEnd, .role = Role::kFrontEnd};
  int tried = 0;
  ForEachThatNamesATicket([&](CommandKind kind, auto&& make) {
    const Reject reject = Ask(other, make(world_.TicketOf("T"), AgentId()));
    if ((RolesOf(kind) & kForFrontEnds) != 0) {
      EXPECT_EQ(reject, Reject::kNotYours) << CommandName(kind);
      ++tried;
    } else {
      EXPECT_NE(reject, Reject::kNone) << CommandName(kind) << " is for no front end";
    }
  });
  EXPECT_GE(tried, 8);
}

TEST_F(Ownership, AnotherAgentsDeskIsToldThatItIsNotHis) {
  const Caller desk{.session = world_.SessionOf("A2"), .role = Role::kGateway};
  int tried = 0;
  ForEachThatNamesATicket([&](CommandKind kind, auto&& make) {
    if ((RolesOf(kind) & kForDesks) == 0) return;
    ++tried;
    const Reject reject = Ask(desk, make(world_.TicketOf("T"), world_.AgentOf("A2")));
    // An offer is named by its token: there is none of his.
    const bool offer = kind == CommandKind::kAccept || kind == CommandKind::kDecline;
    EXPECT_EQ(reject, offer ? Reject::kStaleOffer : Reject::kNotYours) << CommandName(kind);
  });
  EXPECT_GE(tried, 10);
}

TEST_F(Ownership, NobodySpeaksForAnAgentWhoIsSignedInElsewhere) {
  const Caller desk{.session = world_.SessionOf("A2"), .role = Role::kGateway};
  ForEachThatNamesATicket([&](CommandKind kind, auto&& make) {
    if ((RolesOf(kind) & kForDesks) == 0) return;
    const CommandBody body = make(world_.TicketOf("T"), world_.AgentOf("A1"));
    const Reject reject = Ask(desk, body);
    EXPECT_TRUE(reject == Reject::kNotSignedIn || reject == Reject::kNotYours) << CommandName(kind) << ": " << RejectInfo(reject).english;
  });
}

TEST_F(Ownership, AnotherTeamsSupervisorIsToldThatItIsAnotherTeams) {
  int tried = 0;
  for (const std::string_view name : {"zhou", "nobody's name", ""}) {
    const Caller supervisor{.session = kOtherSession, .role = Role::kSupervisor, .name = name};
    ForEachThatNamesATicket([&](CommandKind kind, auto&& make) {
      if ((RolesOf(kind) & RoleBit(Role::kSupervisor)) == 0) return;
      ++tried;
      EXPECT_EQ(Ask(supervisor, make(world_.TicketOf("T"), AgentId())), Mutates(kind) ? Reject::kOtherTeam : Reject::kNone)
          << CommandName(kind) << " by '" << name << "'";
    });
  }
  EXPECT_GE(tried, 3 * 20);
}

// A supervisor's commands are nobody else's, whatever the ticket. (Questions are refused by role at the door: roles_test.)
TEST_F(Ownership, WhatIsForSupervisorsIsRefusedToEverybodyElse) {
  ForEachThatNamesATicket([&](CommandKind kind, auto&& make) {
    if (!Mutates(kind)) return;
    for (const Name& row : NameTable<Role>::kRows) {
      const auto role = static_cast<Role>(row.number);
      if ((RolesOf(kind) & RoleBit(role)) != 0) continue;
      const Caller caller{.session = kOtherSession, .client = kOtherFrontEnd, .role = role};
      EXPECT_NE(Ask(caller, make(world_.TicketOf("T"), AgentId())), Reject::kNone) << CommandName(kind) << " as " << row.english;
    }
  });
}

}  // namespace
}  // namespace tidegate
