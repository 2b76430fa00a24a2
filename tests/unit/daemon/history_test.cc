// Histories and texts through the whole pipeline: from the journal, the projection and both; by role; when the projection stops.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "daemon/projection_stage.h"
#include "protocol/ticket_number.h"
#include "tests/unit/daemon/pipeline_world.h"

namespace tidegate {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class HistoryTest : public ::testing::Test {
 protected:
  explicit HistoryTest(const WorldOptions& options = {}) : world_(options) {
    admin_ = world_.Connect();
    admin_->Hello(Role::kDataAdmin, "admin");
    client::DeclareAgentMessage agent;
    agent.name = "ann";
    admin_->encode.DeclareAgent(admin_->outgoing, agent, 1);
    admin_->Send();
    SignIn();
    front_ = world_.Connect();
    front_->Hello(Role::kFrontEnd, "web");
  }

  void SignIn() {
    desk_ = world_.Connect();
    desk_->Hello(Role::kGateway, "gateway");
    desk_->encode.SignIn(desk_->outgoing, "ann", 0, 1, 2);
    desk_->Send();
  }
  TicketId Submit(std::string_view key) {
    client::SubmitMessage message;
    message.external_key = key;
    message.channel = "email";
    message.type = "consultation";
    message.title = "title";
    message.text = "text";
    front_->encode.Submit(front_->outgoing, message, 10);
    front_->Send();
    EXPECT_THAT(front_->TakeEvents(), ElementsAre("10 ok"));
    desk_->Read();
    desk_->TakeEvents();
    return TicketId(desk_->last_offer().item.ticket);
  }
  void Accept(std::uint64_t request = 3) {
    const WorkItem item = desk_->last_offer().item;
    desk_->encode.Accept(desk_->outgoing, {AgentId(item.agent), TicketId(item.ticket), item.token, request}, 11);
    desk_->Send();
    EXPECT_THAT(desk_->TakeEvents(), ElementsAre("11 ok"));
  }
  void Resolve(std::uint64_t request = 4) {
    const WorkItem item = desk_->last_offer().item;
    desk_->encode.Resolve(desk_->outgoing, {AgentId(item.agent), TicketId(item.ticket), 5, "called 13800000827", request}, 12);
    desk_->Send();
    EXPECT_THAT(desk_->TakeEvents(), ElementsAre("12 ok"));
  }
  std::string Ask(Role role, const client::TicketNameMessage& name) {
    auto board = world_.Connect();
    board->Hello(role, "board");
    board->encode.AskHistory(board->outgoing, name, 0, 20);
    board->Send();
    const std::vector<std::string> events = board->TakeEvents();
    world_.HangUp(*board);
    EXPECT_EQ(events.size(), 1u);
    return events.empty() ? "" : events[0];
  }

  PipelineWorld world_;
  std::unique_ptr<WorldPeer> admin_;
  std::unique_ptr<WorldPeer> desk_;
  std::unique_ptr<WorldPeer> front_;
};

TEST_F(HistoryTest, IsTheSameFromTheJournalFromBothAndFromTheProjection) {
  const TicketId ticket = Submit("k1");
  Accept();
  world_.Project();
  const std::string before = Ask(Role::kSupervisor, {ticket, {}, {}, {}});
  EXPECT_EQ(before, "20 history submitted classified offered accepted");
  Resolve();
  const std::string whole = Ask(Role::kSupervisor, {ticket, {}, {}, {}});
  EXPECT_THAT(whole, HasSubstr("accepted resolved(called 138****0827)"));
  EXPECT_EQ(Ask(Role::kSupervisor, {{}, FormatTicketNumber(ticket), {}, {}}), whole);
  EXPECT_EQ(Ask(Role::kSupervisor, {{}, {}, "k1", "web"}), whole);
  world_.Project();
  EXPECT_EQ(world_.store().written().position, world_.journal().durable());
  EXPECT_EQ(Ask(Role::kSupervisor, {ticket, {}, {}, {}}), whole);
  EXPECT_EQ(Ask(Role::kSupervisor, {{}, {}, "k1", "web"}), whole);
  world_.Restart();
  EXPECT_EQ(Ask(Role::kSupervisor, {{}, {}, "k1", "web"}), whole);
}

TEST_F(HistoryTest, OperatorsSeeNoTexts) {
  const TicketId ticket = Submit("k1");
  Accept();
  Resolve();
  const std::string masked = Ask(Role::kOperator, {ticket, {}, {}, {}});
  EXPECT_THAT(masked, HasSubstr("accepted resolved"));
  EXPECT_THAT(masked, ::testing::Not(HasSubstr("1380000")));
}

TEST_F(HistoryTest, AnUnknownTicketIsRefused) {
  EXPECT_EQ(Ask(Role::kSupervisor, {{}, {}, "never", "web"}), "20 refused unknown-ticket name");
  EXPECT_EQ(Ask(Role::kSupervisor, {MakeTicketId(9, 0, 9), {}, {}, {}}), "20 refused unknown-ticket name");
}

TEST_F(HistoryTest, FrontEndsMayNotAsk) {
  front_->encode.AskHistory(front_->outgoing, {{}, {}, "k1", {}}, 0, 20);
  front_->Send();
  EXPECT_THAT(front_->TakeEvents(), ElementsAre("20 refused not-allowed"));
}

TEST_F(HistoryTest, AStoppedProjectionLeavesServingAndHistoriesAsTheyWere) {
  const TicketId ticket = Submit("k1");
  world_.store().FailAt(1);
  world_.Project();
  EXPECT_EQ(world_.metrics().Get(Metric::kProjectionState), static_cast<std::int64_t>(ProjectionState::kStopped));
  const auto failure = world_.pipeline().projection().TakeFailure();
  ASSERT_TRUE(failure.has_value());
  EXPECT_THAT(*failure, HasSubstr("fails as ordered"));
  EXPECT_FALSE(world_.pipeline().projection().TakeFailure().has_value());
  Accept();
  EXPECT_EQ(Ask(Role::kSupervisor, {ticket, {}, {}, {}}), "20 history submitted classified offered accepted");
  world_.clocks.Advance(30 * kSecond);
  world_.Project();
  EXPECT_GT(world_.metrics().Get(Metric::kProjectionLag), 0);
  EXPECT_GE(world_.metrics().Get(Metric::kProjectionLagMicros), 30 * kSecond);
}

// store/ was removed, or an older one restored, and the journal no longer reaches back.
class LostStoreTest : public HistoryTest {
 protected:
  LostStoreTest() : HistoryTest({.image_every_bytes = 1 << 30}) {}
};

TEST_F(LostStoreTest, WhatIsLeftIsTold) {
  const TicketId gone = Submit("gone");
  Accept();
  Resolve();
  const TicketId ticket = Submit("k1");
  Accept(5);
  world_.Project();
  world_.MakeImage();
  const std::uint64_t cut = world_.journal().durable().seq;
  ASSERT_TRUE(world_.journal().CutBefore(cut + 1).ok());
  Resolve(6);
  world_.RestartWithoutStore();
  world_.Project();
  EXPECT_EQ(world_.metrics().Get(Metric::kProjectionState), static_cast<std::int64_t>(ProjectionState::kStopped));
  EXPECT_THAT(Ask(Role::kSupervisor, {ticket, {}, {}, {}}), HasSubstr("history resolved"));
  const HistoryReader reader(world_.journal(), &world_.store());
  EXPECT_EQ(reader.Read({.ticket = ticket}).value().complete_from, cut + 1);
  EXPECT_EQ(reader.Read({.ticket = ticket}).value().ticket->ticket, ticket.raw());
  // Nothing is left of this one; that is no reason to ask again.
  EXPECT_THAT(Ask(Role::kSupervisor, {gone, {}, {}, {}}), HasSubstr("refused unknown-ticket"));
  EXPECT_EQ(reader.Read({.ticket = gone}).value().complete_from, cut + 1);
  // And of what came later nothing is missing.
  front_ = world_.Connect();
  front_->Hello(Role::kFrontEnd, "web");
  SignIn();
  const TicketId later = Submit("k2");
  EXPECT_THAT(Ask(Role::kSupervisor, {later, {}, {}, {}}), HasSubstr("history submitted classified offered"));
  EXPECT_EQ(reader.Read({.ticket = later}).value().complete_from, 0u);
}

TEST_F(HistoryTest, TheMetricsSayHowFarItIsBehind) {
  Submit("k1");
  EXPECT_EQ(world_.metrics().Get(Metric::kProjectionState), static_cast<std::int64_t>(ProjectionState::kRunning));
  world_.Project();
  EXPECT_EQ(world_.metrics().Get(Metric::kProjectionLag), 0);
  EXPECT_EQ(world_.metrics().Get(Metric::kProjectionLagMicros), 0);
  EXPECT_EQ(world_.metrics().Get(Metric::kProjectedSeq), static_cast<std::int64_t>(world_.journal().durable().seq));
  EXPECT_GT(world_.metrics().Get(Metric::kProjectionRows), 0);
}

// The ring is too small for anything here: texts come from the projection, and before that from the journal.
class SmallRingTest : public HistoryTest {
 protected:
  SmallRingTest() : HistoryTest(SmallRing()) {}
  static WorldOptions SmallRing() {
    WorldOptions options;
    options.body_ring_bytes = 1;
    return options;
  }
  std::string AskBody(TicketId ticket) {
    auto board = world_.Connect();
    board->Hello(Role::kSupervisor, "board");
    board->encode.AskBody(board->outgoing, ticket, 0, 21);
    board->Send();
    return board->TakeEvents().at(0);
  }
};

TEST_F(SmallRingTest, TextsComeFromTheProjectionOrTheJournal) {
  const TicketId ticket = Submit("k1");
  EXPECT_EQ(AskBody(ticket), "21 body title|text");
  world_.Project();
  EXPECT_EQ(AskBody(ticket), "21 body title|text");
  // That it asks the projection first shows when the projection has another text.
  Body body;
  body[BodyField::kTitle] = "of the store";
  std::string encoded;
  AppendBody(body, encoded);
  world_.store().Put(StoreTable::kBody, TicketKey(ticket.raw()), encoded);
  ASSERT_TRUE(world_.store().Write(nullptr).ok());
  EXPECT_EQ(AskBody(ticket), "21 body of the store|");
}

}  // namespace
}  // namespace tidegate
