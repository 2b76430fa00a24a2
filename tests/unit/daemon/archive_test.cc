// Customers and the archive through the whole pipeline: from the journal, the projection and both; by role; over merged customers.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/daemon/pipeline_world.h"

namespace tidegate {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

class ArchiveTest : public ::testing::Test {
 protected:
  explicit ArchiveTest(const WorldOptions& options = {}) : world_(options) { Connect(); }

  void Connect() {
    front_ = world_.Connect();
    front_->Hello(Role::kFrontEnd, "web");
    boss_ = world_.Connect();
    boss_->Hello(Role::kSupervisor, "boss");
  }

  void Submit(std::string_view key, std::string_view customer, std::string_view order, std::string_view channel = "email") {
    client::SubmitMessage message;
    message.external_key = key;
    message.channel = channel;
    message.type = "consultation";
    message.customer = customer;
    message.order = order;
    front_->encode.Submit(front_->outgoing, message, 10);
    front_->Send();
    EXPECT_THAT(front_->TakeEvents(), ElementsAre("10 ok"));
  }
  std::string Ask(const client::AskArchiveMessage& message) {
    boss_->encode.AskArchive(boss_->outgoing, message, 20);
    boss_->Send();
    const std::vector<std::string> events = boss_->TakeEvents();
    return events.size() == 1 ? events[0] : fmt::format("{} answers", events.size());
  }
  static client::AskArchiveMessage OfCustomer(std::string_view customer) {
    client::AskArchiveMessage message;
    message.customer = customer;
    return message;
  }
  void Done() { EXPECT_THAT(boss_->TakeEvents(), ElementsAre("30 ok")); }

  PipelineWorld world_;
  std::unique_ptr<WorldPeer> front_;
  std::unique_ptr<WorldPeer> boss_;
};

TEST_F(ArchiveTest, IsTheSameFromTheJournalFromBothAndFromTheProjection) {
  Submit("k1", "c17", "o1");
  Submit("k2", "c18", "o2");
  Submit("k3", "c17", "o2");
  client::AskArchiveMessage of_order;
  of_order.order = "o2";
  client::AskArchiveMessage one_row = OfCustomer("c17");
  one_row.rows = 1;
  const auto ask_all = [&] {
    EXPECT_EQ(Ask(OfCustomer("c17")), "20 archive 3:pooled 1:pooled");
    EXPECT_EQ(Ask(OfCustomer("nobody")), "20 archive");
    EXPECT_EQ(Ask(of_order), "20 archive 3:pooled 2:pooled");
    EXPECT_EQ(Ask({}), "20 archive 1:pooled 2:pooled 3:pooled");
    client::AskArchiveMessage page = one_row;
    EXPECT_EQ(Ask(page), "20 archive 3:pooled ...");
    page.after = boss_->last_archive().next;
    EXPECT_EQ(Ask(page), "20 archive 1:pooled");
    client::AskArchiveMessage by_number;
    by_number.name.ticket = boss_->last_archive().rows.at(0).ticket;
    EXPECT_EQ(Ask(by_number), "20 archive 1:pooled");
    EXPECT_EQ(boss_->last_archive().complete_to, boss_->last_archive().committed_seq);
  };
  ask_all();
  world_.Project();
  ask_all();
  client::TicketWordMessage cancel;
  cancel.name.external_key = "k3";
  front_->encode.Cancel(front_->outgoing, cancel, 11);
  front_->Send();
  EXPECT_THAT(front_->TakeEvents(), ElementsAre("11 ok"));
  EXPECT_EQ(Ask(OfCustomer("c17")), "20 archive 3:cancelled 1:pooled");
  Submit("k4", "c17", "o9");
  EXPECT_EQ(Ask(one_row), "20 archive 4:pooled ...");
}

TEST_F(ArchiveTest, IsForSupervisorsAndDataAdministrators) {
  front_->encode.AskArchive(front_->outgoing, OfCustomer("c17"), 21);
  front_->Send();
  EXPECT_THAT(front_->TakeEvents(), ElementsAre("21 refused not-allowed"));
  client::AskArchiveMessage both = OfCustomer("c17");
  both.order = "o1";
  EXPECT_EQ(Ask(both), "20 refused malformed customer");
}

TEST_F(ArchiveTest, ACustomerIsFoundUnderAllHisNames) {
  Submit("k1", "c17", "o1");
  Submit("k2", "c18", "o2");
  boss_->encode.LinkIdentity(boss_->outgoing, {"c17", "wx9", "app", 0}, 30);
  boss_->Send();
  Done();
  Submit("k3", "wx9", "o3", "app");
  Submit("k4", "wx9", "o4", "email");  // not on this channel
  EXPECT_EQ(Ask(OfCustomer("c17")), "20 archive 3:pooled 1:pooled");
  boss_->encode.MergeCustomers(boss_->outgoing, {"c18", "c17", 0}, 30);
  boss_->Send();
  Done();
  boss_->encode.ShowCustomer(boss_->outgoing, "c18", {}, 31);
  boss_->Send();
  EXPECT_THAT(boss_->TakeEvents(), ElementsAre("31 customer, 2 identities"));
  const CustomerView view = boss_->last_customer();
  EXPECT_THAT(view.matters, SizeIs(3));
  for (const IdentityRow& row : view.identities) {
    client::AskArchiveMessage message;
    message.customer_id = row.identity;
    EXPECT_EQ(Ask(message), row.merged != 0 ? "20 archive 2:pooled" : "20 archive 4:pooled");
  }
  Submit("k5", "c18", "o5");
  EXPECT_EQ(Ask(OfCustomer("c17")), "20 archive 5:pooled 3:pooled 1:pooled");
  boss_->encode.UnlinkIdentity(boss_->outgoing, {"c17", "wx9", {}, 0}, 32);
  boss_->Send();
  EXPECT_THAT(boss_->TakeEvents(), ElementsAre("32 refused not-linked"));
}

TEST_F(ArchiveTest, ARepeatIsOfferedToBeAttachedAndIs) {
  Submit("k1", "c17", "o1");
  Submit("k2", "c17", "o1");
  client::AttachMessage attach;
  attach.name.external_key = "k2";
  attach.to.external_key = "k1";
  front_->encode.Attach(front_->outgoing, attach, 12);
  front_->Send();
  EXPECT_THAT(front_->TakeEvents(), ElementsAre("12 ok"));
  EXPECT_EQ(Ask(OfCustomer("c17")), "20 archive 2:merged 1:pooled");
}

// store/ was removed, or an older one restored, and the journal no longer reaches back.
class LostArchiveTest : public ArchiveTest {
 protected:
  LostArchiveTest() : ArchiveTest({.image_every_bytes = 1 << 30}) {}
};

TEST_F(LostArchiveTest, SaysFromWhereOnNothingIsMissing) {
  Submit("k1", "c17", "o1");
  world_.Project();
  world_.MakeImage();
  const std::uint64_t cut = world_.journal().durable().seq;
  ASSERT_TRUE(world_.journal().CutBefore(cut + 1).ok());
  EXPECT_EQ(Ask(OfCustomer("c17")), "20 archive 1:pooled");
  EXPECT_EQ(boss_->last_archive().complete_from, 0u);
  world_.RestartWithoutStore();
  world_.Project();
  Connect();
  EXPECT_EQ(Ask(OfCustomer("c17")), "20 archive");
  EXPECT_EQ(boss_->last_archive().complete_from, cut + 1);
  Submit("k2", "c17", "o2");
  EXPECT_EQ(Ask(OfCustomer("c17")), "20 archive 2:pooled");
  EXPECT_EQ(boss_->last_archive().complete_from, cut + 1);
  EXPECT_EQ(boss_->last_archive().complete_to, boss_->last_archive().committed_seq);
  EXPECT_EQ(Ask({}), "20 archive 2:pooled");
  EXPECT_EQ(boss_->last_archive().complete_from, cut + 1);
  // Of one ticket that began later nothing is missing.
  client::AskArchiveMessage by_number;
  by_number.name.ticket = boss_->last_archive().rows.at(0).ticket;
  EXPECT_EQ(Ask(by_number), "20 archive 2:pooled");
  EXPECT_EQ(boss_->last_archive().complete_from, 0u);
}

}  // namespace
}  // namespace tidegate
