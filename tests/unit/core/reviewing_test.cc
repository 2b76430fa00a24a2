// Which tickets wait for review: who sees them, until when each is among them, and in which pages.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "tests/support/engine_world.h"

namespace tidegate {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::uint32_t kTickets = 2 * kPageRecordsMax + 1;

// What is urgent is reviewed.
EngineWorld::Options Options() {
  EngineWorld::Options options;
  options.rules.review.levels = 1u << static_cast<int>(Level::kUrgent);
  options.limits.tickets_max = 2 * kTickets;
  return options;
}

class Reviewing : public ::testing::Test {
 protected:
  Reviewing() : world_(Options()) {
    Step(world_.Declare({.name = "A1", .capacity = 9}));
    Step(world_.SignIn("A1"));
  }
  ~Reviewing() override { EXPECT_THAT(world_.problems(), IsEmpty()); }

  void Step(std::uint64_t) { world_.Settle(); }
  ReviewsReply Page(TicketId after = {}) {
    world_.ForgetOutputs();
    Step(world_.Add({}, ListReviews{.after = after}));
    ReviewsReply page;
    int pages = 0;
    for (const Output& output : world_.OutputsOf(kSupervisorSession)) {
      const auto* reply = std::get_if<std::unique_ptr<ReviewsReply>>(&output);
      if (reply != nullptr) page = **reply, ++pages;
    }
    EXPECT_EQ(pages, 1);
    return page;
  }
  std::vector<std::string> Waiting() {
    std::vector<std::string> names;
    for (const ReviewRow& row : Page().rows) names.push_back(world_.TicketName(row.ticket.raw()));
    return names;
  }

  EngineWorld world_;
};

TEST_F(Reviewing, SaysWhoHasATicketSinceWhenItWaitsAndUntilWhen) {
  EXPECT_THAT(Waiting(), IsEmpty());
  const Micros submitted_at = world_.now();
  Step(world_.Submit({.key = "T1", .level = Level::kUrgent}));
  Step(world_.Submit({.key = "T2", .level = Level::kNormal}));
  world_.Advance(kMinute);
  Step(world_.Accept("A1", "T1"));
  Step(world_.Submit({.key = "T3", .level = Level::kUrgent, .skills = {{"nobody has it"}}}));
  const ReviewsReply page = Page();
  EXPECT_FALSE(page.more);
  ASSERT_EQ(page.rows.size(), 2u);
  const ReviewRow& row = page.rows[0];
  const TicketRecord* ticket = world_.Open("T1");
  ASSERT_NE(ticket, nullptr);
  EXPECT_EQ(row.ticket, world_.TicketOf("T1"));
  EXPECT_EQ(row.agent, world_.AgentOf("A1"));
  EXPECT_EQ(row.agent_name, "A1");
  EXPECT_EQ(row.level, Level::kUrgent);
  EXPECT_EQ(row.status, Status::kAssigned);
  EXPECT_EQ(row.type, TypeId(ticket->type));
  EXPECT_EQ(row.channel, ChannelId(ticket->channel));
  EXPECT_GE(row.waits_since, submitted_at);
  EXPECT_EQ(row.waits_since, ticket->received_at);
  EXPECT_EQ(row.respond_by, ticket->due[static_cast<std::size_t>(Clock::kRespond)]);
  EXPECT_EQ(row.resolve_by, ticket->due[static_cast<std::size_t>(Clock::kResolve)]);
  EXPECT_EQ(page.rows[1].ticket, world_.TicketOf("T3"));
  EXPECT_EQ(page.rows[1].status, Status::kPooled);
  EXPECT_EQ(page.rows[1].agent, AgentId());
  EXPECT_EQ(page.rows[1].agent_name, "");
}

TEST_F(Reviewing, ATicketIsListedUntilItIsReviewedOrEnds) {
  for (const char* key : {"confirmed", "redirected", "resolved", "cancelled", "late"}) {
    Step(world_.Submit({.key = key, .level = Level::kUrgent}));
    Step(world_.Accept("A1", key));
  }
  EXPECT_THAT(Waiting(), ElementsAre("confirmed", "redirected", "resolved", "cancelled", "late"));
  Step(world_.Review("confirmed", ReviewWord::kConfirm));
  EXPECT_THAT(Waiting(), ElementsAre("redirected", "resolved", "cancelled", "late"));
  Step(world_.Review("redirected", ReviewWord::kRedirect));
  EXPECT_THAT(Waiting(), ElementsAre("resolved", "cancelled", "late"));
  Step(world_.Resolve("A1", "resolved"));
  EXPECT_THAT(Waiting(), ElementsAre("cancelled", "late"));
  Step(world_.Cancel("cancelled", EngineWorld::Side::kSupervisor));
  EXPECT_THAT(Waiting(), ElementsAre("late"));
  world_.Advance(10 * kMinute);
  world_.Settle();
  EXPECT_THAT(Waiting(), ElementsAre("late")) << "the alert was repeated, and still nobody has looked";
  Step(world_.Reopen("resolved", EngineWorld::Side::kSupervisor));
  EXPECT_THAT(Waiting(), ElementsAre("late")) << "reopened it goes on, and is not dispatched at once";
  world_.Restart();
  EXPECT_THAT(Waiting(), ElementsAre("late"));
}

TEST_F(Reviewing, OnlySupervisorsSeeThem) {
  Step(world_.Submit({.key = "T1", .level = Level::kUrgent}));
  for (const Role role : {Role::kFrontEnd, Role::kAgent, Role::kGateway, Role::kDataAdmin, Role::kOperator}) {
    const std::uint64_t asked = world_.Add({.session = 70, .role = role}, ListReviews{});
    world_.Turn();
    const Ack* ack = world_.AckOf(asked);
    ASSERT_NE(ack, nullptr) << EnglishName(role);
    EXPECT_EQ(ack->reject, Reject::kNotAllowed) << EnglishName(role);
  }
  world_.ActAs("a stranger");
  EXPECT_THAT(Waiting(), ElementsAre("T1")) << "of whatever team";
}

TEST_F(Reviewing, PagesComeOneBehindTheOtherToTheEnd) {
  for (std::uint32_t i = 0; i < kTickets; ++i) {
    world_.Submit({.key = "T" + std::to_string(i), .level = Level::kUrgent, .skills = {{"nobody has it"}}});
    if (i % 64 == 63) world_.Settle();
  }
  world_.Settle();
  ASSERT_EQ(world_.tables().counters.to_review, kTickets);
  std::vector<TicketId> seen;
  std::vector<std::size_t> sizes;
  for (bool more = true; more;) {
    const ReviewsReply page = Page(seen.empty() ? TicketId() : seen.back());
    for (const ReviewRow& row : page.rows) {
      EXPECT_TRUE(seen.empty() || seen.back() < row.ticket) << "ascending, and none twice";
      seen.push_back(row.ticket);
    }
    sizes.push_back(page.rows.size());
    more = page.more;
  }
  EXPECT_EQ(seen.size(), kTickets);
  EXPECT_THAT(sizes, ElementsAre(kPageRecordsMax, kPageRecordsMax, 1u));
}

}  // namespace
}  // namespace tidegate
