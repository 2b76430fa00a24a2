// Identities, merged customers and repeats at their bounds, by role, and after a restart.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "tests/support/engine_world.h"

namespace tidegate {
namespace {

using ::testing::IsEmpty;
using Side = EngineWorld::Side;

Reject Answer(EngineWorld& world, std::uint64_t correlation) {
  world.Turn();
  const Ack* ack = world.AckOf(correlation);
  return ack == nullptr ? Reject::kMalformed : ack->reject;
}

TEST(CustomersTest, OneHasAtMost32NamesAndMergingCountsThem) {
  EngineWorld world;
  for (std::uint32_t i = 0; i < kIdentitiesPerCustomerMax; ++i) {
    EXPECT_EQ(Answer(world, world.LinkIdentity("Ann", "a" + std::to_string(i), "app")), Reject::kNone);
  }
  EXPECT_EQ(Answer(world, world.LinkIdentity("Ann", "one more", "app")), Reject::kLimit);
  EXPECT_EQ(Answer(world, world.MergeCustomers("Bob", "Ann")), Reject::kLimit);
  EXPECT_EQ(Answer(world, world.UnlinkIdentity("Ann", "a3", "app")), Reject::kNone);
  EXPECT_EQ(Answer(world, world.MergeCustomers("Bob", "Ann")), Reject::kNone);
  EXPECT_EQ(world.tables().identities.CountOf(world.CustomerOf("Ann").raw()), kIdentitiesPerCustomerMax);
  world.Restart();
  EXPECT_EQ(world.tables().identities.Survivor(world.CustomerOf("Bob").raw()), world.CustomerOf("Ann").raw());
  EXPECT_THAT(world.problems(), IsEmpty());
}

TEST(CustomersTest, WhatIsLinkedWhereIsSaidByTheRefusals) {
  EngineWorld world;
  EXPECT_EQ(Answer(world, world.LinkIdentity("Ann", "wx9", "app")), Reject::kNone);
  EXPECT_EQ(Answer(world, world.LinkIdentity("Bob", "wx9", "app")), Reject::kLinkedElsewhere);
  EXPECT_EQ(Answer(world, world.LinkIdentity("Bob", "wx9", "email")), Reject::kNone) << "on another channel he is somebody else";
  EXPECT_EQ(Answer(world, world.LinkIdentity("Cai", "Ann", "")), Reject::kLinkedElsewhere) << "she is a customer: merge them";
  EXPECT_EQ(Answer(world, world.LinkIdentity("Ann", "Ann", "app")), Reject::kSameCustomer);
  EXPECT_EQ(Answer(world, world.UnlinkIdentity("Bob", "wx9", "app")), Reject::kNotLinked);
  EXPECT_EQ(Answer(world, world.LinkIdentity("Ann", "old", "")), Reject::kNone);
  EXPECT_EQ(Answer(world, world.MergeCustomers("old", "Bob")), Reject::kLinkedElsewhere) << "an identity is no customer";
  EXPECT_EQ(Answer(world, world.MergeCustomers("Ann", "Ann")), Reject::kSameCustomer);
  EXPECT_EQ(Answer(world, world.MergeCustomers("Ann", "Bob")), Reject::kNone);
  EXPECT_EQ(Answer(world, world.UnlinkIdentity("Bob", "Ann", "")), Reject::kCustomerMerged) << "that is for good";
  EXPECT_EQ(Answer(world, world.UnlinkIdentity("Bob", "wx9", "app")), Reject::kNone) << "what was hers is his";
  EXPECT_THAT(world.problems(), IsEmpty());
}

TEST(CustomersTest, ANameThatIsNothingButSomebodysShowsWhose) {
  EngineWorld world;
  std::string told;
  world.on_turn = [&](const std::vector<Output>& outputs, Micros) {
    for (const Output& output : outputs) {
      const auto* reply = std::get_if<std::unique_ptr<CustomerReply>>(&output);
      if (reply != nullptr) told = world.CustomerName((*reply)->view.customer.raw());
    }
  };
  const auto shown = [&](const std::string& name) {
    told.clear();
    world.ShowCustomer(name);
    world.Turn();
    return told;
  };
  EXPECT_EQ(Answer(world, world.LinkIdentity("Ann", "old", "")), Reject::kNone);
  EXPECT_EQ(Answer(world, world.LinkIdentity("Ann", "wx9", "app")), Reject::kNone);
  world.Submit({.key = "of Cai", .customer = "Cai"});
  world.Turn();
  EXPECT_EQ(Answer(world, world.LinkIdentity("Ann", "Cai", "")), Reject::kNone);
  EXPECT_EQ(shown("Ann"), "Ann");
  EXPECT_EQ(shown("old"), "Ann");
  EXPECT_EQ(shown("wx9"), "wx9") << "elsewhere he may be somebody else";
  EXPECT_EQ(shown("Cai"), "Cai") << "tickets from before the link stay whose they were";
  EXPECT_EQ(shown("nobody"), "nobody");
  EXPECT_EQ(Answer(world, world.MergeCustomers("Ann", "Bob")), Reject::kNone);
  EXPECT_EQ(shown("Ann"), "Bob");
  EXPECT_EQ(shown("old"), "Bob");
  EXPECT_THAT(world.problems(), IsEmpty());
}

TEST(CustomersTest, AreLinkedByTheRolesThatMay) {
  EngineWorld world;
  for (const Name& row : NameTable<Role>::kRows) {
    const auto role = static_cast<Role>(row.number);
    const bool may = role == Role::kSupervisor || role == Role::kDataAdmin;
    const Caller caller{.session = 70, .role = role};
    const CustomerId ann = world.CustomerOf("Ann");
    const CustomerId name = world.CustomerOf("of a " + std::string(row.english));
    EXPECT_EQ(Answer(world, world.Add(caller, LinkIdentity{.customer = ann, .identity = name})), may ? Reject::kNone : Reject::kNotAllowed);
    EXPECT_EQ(Answer(world, world.Add(caller, UnlinkIdentity{.customer = ann, .identity = name})),
              may ? Reject::kNone : Reject::kNotAllowed);
    const CustomerId other = world.CustomerOf("other of a " + std::string(row.english));
    EXPECT_EQ(Answer(world, world.Add(caller, MergeCustomers{.from = other, .into = ann})), may ? Reject::kNone : Reject::kNotAllowed);
  }
  EXPECT_THAT(world.problems(), IsEmpty());
}

TEST(CustomersTest, MergedOnesShareWhatWasKnownOfBoth) {
  EngineWorld world;
  world.Declare({.name = "A1", .capacity = 9});
  world.Declare({.name = "A2", .capacity = 9});
  world.SignIn("A1");
  world.Settle();
  world.SetManager("Bob", "A2");
  world.Submit({.key = "T1", .customer = "Ann", .order = "o1"});
  world.Settle();
  world.Accept("A1", "T1");
  world.Settle();
  world.Resolve("A1", "T1");
  for (int i = 0; i < 4; ++i) world.Submit({.key = "B" + std::to_string(i), .customer = "Bob", .order = "b" + std::to_string(i)});
  world.Settle();
  world.Advance(kSecond);
  world.Submit({.key = "T2", .customer = "Ann", .order = "o2"});
  world.Settle();
  EXPECT_EQ(Answer(world, world.MergeCustomers("Bob", "Ann")), Reject::kNone);
  const CustomerRecord* ann = world.tables().customers.Find(world.CustomerOf("Ann").raw());
  ASSERT_NE(ann, nullptr);
  EXPECT_EQ(world.tables().customers.Find(world.CustomerOf("Bob").raw()), ann);
  EXPECT_EQ(ann->manager, world.AgentOf("A2").raw()) << "she had none";
  EXPECT_EQ(ann->last_agent, world.AgentOf("A1").raw());
  EXPECT_EQ(world.tables().customers.size(), 1u);
  EXPECT_EQ(world.tables().customers.managed(), 1u);
  // Of six tickets the four contacted last are kept, in the order of their numbers.
  std::uint64_t before = 0;
  for (const CustomerMatter& matter : ann->matters) {
    EXPECT_GT(matter.ticket, before);
    before = matter.ticket;
  }
  EXPECT_EQ(ann->matters.back().ticket, world.TicketOf("T2").raw());
  world.Restart();
  EXPECT_THAT(world.problems(), IsEmpty());
}

TEST(RepeatsTest, AnotherFrontEndsTicketIsAttachedToButNotAttached) {
  EngineWorld world;
  world.Submit({.key = "T1", .customer = "Ann", .order = "o1"});
  world.Submit({.key = "T2", .customer = "Ann", .order = "o1"});
  world.Settle();
  const Caller stranger{.session = 71, .client = ClientId(77), .role = Role::kFrontEnd};
  const Attach attach{.ticket = world.TicketOf("T2"), .to = world.TicketOf("T1")};
  EXPECT_EQ(Answer(world, world.Add(stranger, attach)), Reject::kNotYours);
  EXPECT_EQ(Answer(world, world.Add({.session = 72, .role = Role::kDataAdmin}, attach)), Reject::kNotAllowed);
  EXPECT_EQ(Answer(world, world.Attach("T2", "T1", Side::kFrontEnd)), Reject::kNone);
  EXPECT_EQ(world.tables().counters.merged_total, 1u);
  EXPECT_EQ(world.tables().counters.repeats_total, 1u);
  EXPECT_THAT(world.problems(), IsEmpty());
}

TEST(RepeatsTest, AParentCameEarlier) {
  EngineWorld world;
  world.Submit({.key = "T1", .customer = "Ann"});
  world.Submit({.key = "T2", .customer = "Ann"});
  world.Settle();
  EXPECT_EQ(Answer(world, world.LinkTicket("T1", "T2", Side::kSupervisor)), Reject::kMalformed);
  EXPECT_EQ(Answer(world, world.LinkTicket("T1", "T1", Side::kSupervisor)), Reject::kSameTicket);
  EXPECT_EQ(Answer(world, world.LinkTicket("T2", "T1", Side::kFrontEnd)), Reject::kNone);
  const TicketTable& tickets = world.tables().tickets;
  EXPECT_EQ(tickets.Rare(tickets.FindId(world.TicketOf("T2").raw())).parent, world.TicketOf("T1").raw());
  EXPECT_THAT(world.problems(), IsEmpty());
}

}  // namespace
}  // namespace tidegate
