// Articles through the whole pipeline: put and found at once, by role, for a ticket, after a restart, when the index is damaged.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/daemon/pipeline_world.h"

namespace tidegate {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class ArticlesTest : public ::testing::Test {
 protected:
  ArticlesTest() { Connect(); }
  void Connect() {
    admin_ = world_.Connect();
    admin_->Hello(Role::kDataAdmin, "小王");
    front_ = world_.Connect();
    front_->Hello(Role::kFrontEnd, "web");
    supervisor_ = world_.Connect();
    supervisor_->Hello(Role::kSupervisor, "boss");
  }
  std::vector<std::string> Put(std::string_view title, std::string_view text, Visibility visibility = Visibility::kCustomer,
                               std::uint32_t id = 0, std::vector<std::string_view> types = {}) {
    admin_->encode.PutArticle(admin_->outgoing, {ArticleId(id), visibility, title, text, {}, types, 0}, 10);
    admin_->Send();
    return admin_->TakeEvents();
  }
  std::string Find(WorldPeer& peer, std::string_view text) {
    peer.encode.FindArticles(peer.outgoing, {text, {}, {}, 0}, 20);
    peer.Send();
    const std::vector<std::string> events = peer.TakeEvents();
    EXPECT_EQ(events.size(), 1u);
    return events.empty() ? "" : events.front();
  }
  std::string Show(WorldPeer& peer, std::uint32_t id) {
    peer.encode.AskArticle(peer.outgoing, ArticleId(id), 21);
    peer.Send();
    const std::vector<std::string> events = peer.TakeEvents();
    EXPECT_EQ(events.size(), 1u);
    return events.empty() ? "" : events.front();
  }

  PipelineWorld world_;
  std::unique_ptr<WorldPeer> admin_;
  std::unique_ptr<WorldPeer> front_;
  std::unique_ptr<WorldPeer> supervisor_;
};

TEST_F(ArticlesTest, WhatWasPutIsFoundAtOnce) {
  EXPECT_THAT(Put("退款多久到账", "原路退回"), ElementsAre("10 ok"));
  EXPECT_EQ(Find(*supervisor_, "退款"), "20 hits 1:退款多久到账(原路退回)");
  EXPECT_THAT(Put("退货", "寄回", Visibility::kCustomer, 1), ElementsAre("10 ok"));
  EXPECT_EQ(Find(*supervisor_, "退货"), "20 hits 1:退货(寄回)");
  EXPECT_EQ(Show(*supervisor_, 1), "21 articles 1v2:退货(寄回) uses 0 by 小王");
}

// The ring of texts keeps the record of a turn with a submit: what else is in it must have been taken before.
TEST_F(ArticlesTest, WhatWasPutInOneTurnWithASubmitIsFound) {
  const auto bring = [this](WorldPeer& peer) {
    Session* session = peer.session();
    ASSERT_NE(session, nullptr);
    const std::span<char> free = session->Free();
    ASSERT_GE(free.size(), peer.outgoing.size());
    std::memcpy(free.data(), peer.outgoing.data(), peer.outgoing.size());
    world_.io().Received(*session, peer.outgoing.size(), world_.clocks.Read().boot);
    peer.outgoing.clear();
  };
  client::SubmitMessage message;
  message.external_key = "k1";
  message.channel = "email";
  message.type = "consultation";
  message.title = "我的退款还没有到账";
  front_->encode.Submit(front_->outgoing, message, 30);
  admin_->encode.PutArticle(admin_->outgoing, {{}, Visibility::kCustomer, "退款多久到账", "原路退回", {}, {}, 0}, 10);
  bring(*front_);
  bring(*admin_);
  world_.Settle();
  front_->Read();
  admin_->Read();
  EXPECT_THAT(front_->TakeEvents(), ElementsAre("30 ok"));
  EXPECT_THAT(admin_->TakeEvents(), ElementsAre("10 ok"));
  EXPECT_EQ(Find(*supervisor_, "退款"), "20 hits 1:退款多久到账(原路退回)");
}

TEST_F(ArticlesTest, WhereNoneHasAllOfItThoseThatHaveSomethingOfItAreTold) {
  Put("退款多久到账", "原路退回");
  EXPECT_EQ(Find(*supervisor_, "退款去哪了呢"), "20 hits loose 1:退款多久到账(原路退回)");
  EXPECT_EQ(Find(*supervisor_, "发票"), "20 hits");
}

TEST_F(ArticlesTest, FrontEndsFindAndSeePublicArticlesOnly) {
  Put("退款内部口径", "内部");
  Put("退款内部口径", "内部", Visibility::kInternal, 1);
  Put("退款说明", "公开");
  EXPECT_EQ(Find(*front_, "退款"), "20 hits 2:退款说明(公开)");
  EXPECT_THAT(Show(*front_, 1), HasSubstr("refused unknown-article"));
  EXPECT_EQ(Show(*front_, 2), "21 articles 2v1:退款说明(公开) uses 0 by 小王");
  front_->encode.ListArticles(front_->outgoing, {}, ArticleScope::kAll, 22);
  front_->Send();
  EXPECT_THAT(front_->TakeEvents(), ElementsAre(HasSubstr("22 refused not-allowed")));
  front_->encode.PutArticle(front_->outgoing, {{}, Visibility::kCustomer, "t", "x", {}, {}, 0}, 23);
  front_->Send();
  EXPECT_THAT(front_->TakeEvents(), ElementsAre(HasSubstr("23 refused not-allowed")));
}

TEST_F(ArticlesTest, AQuestionOfSignsAloneIsRefused) { EXPECT_THAT(Find(*supervisor_, "?!\"*"), HasSubstr("refused malformed text")); }

TEST_F(ArticlesTest, ATicketFindsArticlesForItsTypeByItsTexts) {
  Put("发票抬头怎么改", "联系客服改抬头");
  Put("退款多久到账", "一至三个工作日", Visibility::kInternal, 0, {"consultation"});
  Put("退款多久到账", "只用于投诉", Visibility::kInternal, 0, {"complaint"});
  client::SubmitMessage message;
  message.external_key = "k1";
  message.channel = "email";
  message.type = "consultation";
  message.title = "我的退款还没有到账";
  message.text = "已经等了多久了";
  front_->encode.Submit(front_->outgoing, message, 30);
  front_->Send();
  EXPECT_THAT(front_->TakeEvents(), ElementsAre("30 ok"));
  const TicketId ticket(world_.engine().state().tables().tickets.At(0).id);
  const auto ask = [&](WorldPeer& peer, TicketId which) {
    peer.encode.FindArticles(peer.outgoing, {{}, which, {}, 0}, 31);
    peer.Send();
    return peer.TakeEvents();
  };
  EXPECT_THAT(ask(*supervisor_, ticket), ElementsAre("31 hits 2:退款多久到账(一至三个工作日)"));
  EXPECT_THAT(ask(*front_, ticket), ElementsAre("31 hits")) << "the one that fits is internal";
  EXPECT_THAT(ask(*supervisor_, TicketId(99)), ElementsAre(HasSubstr("refused unknown-ticket")));
  auto stranger = world_.Connect();
  stranger->Hello(Role::kFrontEnd, "another");
  EXPECT_THAT(ask(*stranger, ticket), ElementsAre(HasSubstr("refused not-yours")));
}

TEST_F(ArticlesTest, ADeskIsToldHowTicketsOfTheTypeAreHandled) {
  Put("投诉回访", "解决后回访");
  client::SubmitMessage message;
  message.external_key = "k1";
  message.channel = "email";
  message.type = "complaint";
  message.title = "投诉";
  front_->encode.Submit(front_->outgoing, message, 30);
  message.external_key = "k2";
  message.type = "consultation";
  message.title = {};
  front_->encode.Submit(front_->outgoing, message, 31);
  front_->Send();
  front_->TakeEvents();
  const auto of_slot = [&](std::uint32_t slot) { return TicketId(world_.engine().state().tables().tickets.At(slot).id); };
  const TicketId complaint = of_slot(0);
  const TicketId consultation = of_slot(1);
  const auto ask = [&](WorldPeer& peer, TicketId ticket) {
    peer.encode.FindArticles(peer.outgoing, {{}, ticket, {}, 0}, 32);
    peer.Send();
    return peer.TakeEvents();
  };
  EXPECT_THAT(ask(*supervisor_, complaint),
              ElementsAre(StartsWith("alert complaint-received"), HasSubstr("32 hits 1:投诉回访(解决后回访) handled 1. 致歉并复述诉求")));
  EXPECT_THAT(ask(*front_, complaint), ElementsAre("32 hits 1:投诉回访(解决后回访)"));
  EXPECT_THAT(ask(*supervisor_, consultation), ElementsAre("32 hits")) << "no words, and no template";
  world_.Restart();
  Connect();
  EXPECT_THAT(ask(*supervisor_, complaint), ElementsAre(HasSubstr("handled 1. 致歉并复述诉求")));
}

TEST_F(ArticlesTest, AfterARestartAllIsFoundFromJournalAndProjection) {
  Put("退款", "一");
  world_.Project();
  Put("发票", "二");
  world_.Restart();
  Connect();
  EXPECT_EQ(Find(*supervisor_, "退款"), "20 hits 1:退款(一)");
  EXPECT_EQ(Find(*supervisor_, "发票"), "20 hits 2:发票(二)");
  EXPECT_EQ(Show(*supervisor_, 2), "21 articles 2v1:发票(二) uses 0 by 小王");
}

TEST_F(ArticlesTest, ADamagedIndexIsMadeAnewBehindTheAsker) {
  Put("退款", "一");
  world_.Project();
  world_.Restart();
  ASSERT_TRUE(KnowledgeIndex::Remove(world_.knowledge_path()).ok());
  WriteWhole(world_.knowledge_path(), std::string(4096, '?'));
  Connect();
  EXPECT_EQ(Find(*supervisor_, "退款"), "20 hits 1:退款(一)");
}

TEST_F(ArticlesTest, AListHasTitlesAndNoTexts) {
  Put("退款", "一");
  Put("发票", "二", Visibility::kWithdrawn);
  supervisor_->encode.ListArticles(supervisor_->outgoing, {}, ArticleScope::kAll, 40);
  supervisor_->Send();
  EXPECT_THAT(supervisor_->TakeEvents(), ElementsAre("40 articles 1v1:退款() uses 0 by  2v1:发票() uses 0 by "));
  supervisor_->encode.ListArticles(supervisor_->outgoing, {}, ArticleScope::kStale, 41);
  supervisor_->Send();
  EXPECT_THAT(supervisor_->TakeEvents(), ElementsAre("41 articles"));
}

}  // namespace
}  // namespace tidegate
