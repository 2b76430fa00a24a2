// The articles that fit a ticket come with its offer, to the sessions that wished for them, as long as the searches keep up.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/daemon/session_world.h"

namespace tidegate {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::testing::StartsWith;

class SuggestionsTest : public ::testing::Test {
 protected:
  explicit SuggestionsTest(const WorldOptions& options = {}) : world_(options) {
    front_ = world_.Connect();
    front_->Hello(Role::kFrontEnd, "web");
  }
  void Put(std::string_view title, std::string_view text, Visibility visibility = Visibility::kInternal) {
    auto admin = world_.Connect();
    admin->Hello(Role::kDataAdmin, "小王");
    admin->encode.PutArticle(admin->outgoing, {{}, visibility, title, text, {}, {}, 0}, 10);
    admin->Send();
    EXPECT_THAT(admin->TakeEvents(), ElementsAre("10 ok"));
    world_.HangUp(*admin);
  }
  void Submit(std::string_view key, std::string_view title, std::string_view type = "consultation") {
    client::SubmitMessage message = Ticket(key);
    message.title = title;
    message.type = type;
    front_->encode.Submit(front_->outgoing, message, 10);
    front_->Send();
    EXPECT_THAT(front_->TakeEvents(), ElementsAre("10 ok"));
  }
  // At another gateway, so that what he has moves there.
  std::unique_ptr<WorldPeer> SignInAgain(std::string_view agent, std::uint8_t suggestions) {
    auto gateway = world_.Connect();
    gateway->Hello(Role::kGateway, "another", 0, suggestions);
    gateway->encode.SignIn(gateway->outgoing, agent, 0, 1, 2);
    gateway->Send();
    return gateway;
  }
  std::int64_t skipped() { return world_.metrics().Get(Metric::kSuggestionsSkipped); }
  static std::vector<std::string> Heard(WorldPeer& peer) {
    peer.Read();
    return peer.TakeEvents();
  }

  PipelineWorld world_;
  std::unique_ptr<WorldPeer> front_;
};

TEST_F(SuggestionsTest, ArticlesThatFitComeBehindTheOfferAsManyAsWereWishedFor) {
  Put("退款多久到账", "一至三个工作日");
  Put("退款退到哪里", "原路退回");
  Put("发票抬头怎么改", "联系客服");
  auto one = BringUpDesk(world_, "ann", 5, 1);
  Submit("k1", "我的退款还没有到账");
  EXPECT_THAT(Heard(*one), ElementsAre("offer k1 我的退款还没有到账", HasSubstr("1:退款多久到账(一至三个工作日)")));
  world_.HangUp(*one);
  auto two = BringUpDesk(world_, "bob", 5, 2);
  Submit("k2", "退款");
  EXPECT_THAT(Heard(*two),
              ElementsAre("offer k2 退款", AllOf(StartsWith("suggested "), HasSubstr("1:退款多久到账"), HasSubstr("2:退款退到哪里"))));
}

TEST_F(SuggestionsTest, WhoeverDidNotWishForThemGetsTheOfferAlone) {
  Put("退款多久到账", "一至三个工作日");
  auto desk = BringUpDesk(world_, "ann");
  Submit("k1", "退款");
  EXPECT_THAT(Heard(*desk), ElementsAre("offer k1 退款"));
}

TEST_F(SuggestionsTest, WhereNothingFitsNothingIsSaid) {
  Put("退款多久到账", "一至三个工作日");
  Put("物流", "已撤下", Visibility::kWithdrawn);
  auto desk = BringUpDesk(world_, "ann", 5, 3);
  Submit("k1", "物流");
  EXPECT_THAT(Heard(*desk), ElementsAre("offer k1 物流"));
  Submit("k2", "?!");  // no word that could be looked for
  EXPECT_THAT(Heard(*desk), ElementsAre("offer k2 ?!"));
}

TEST_F(SuggestionsTest, TheyComeBehindTheSnapshotOfWhatIsOfferedToo) {
  Put("投诉回访", "解决后回访");
  auto desk = BringUpDesk(world_, "ann", 5, 3);
  Submit("k1", "投诉", "complaint");
  EXPECT_THAT(Heard(*desk), ElementsAre("offer k1 投诉", "suggested 1:投诉回访(解决后回访)"));
  EXPECT_THAT(desk->last_offer_handling(), StartsWith("1. 致歉并复述诉求"));
  auto another = SignInAgain("ann", 3);
  EXPECT_THAT(another->TakeEvents(), ElementsAre("2 signed in, 1 open", "suggested 1:投诉回访(解决后回访)"));
  EXPECT_THAT(another->last_handling(), ElementsAre(StartsWith("1. 致歉并复述诉求")));
  auto plain = SignInAgain("ann", 0);
  EXPECT_THAT(plain->TakeEvents(), ElementsAre("2 signed in, 1 open"));
  EXPECT_THAT(plain->last_handling(), ElementsAre(StartsWith("1. 致歉并复述诉求"))) << "nothing has to be wished for";
  const WorkItem offered = desk->last_offer().item;
  plain->encode.Accept(plain->outgoing, {AgentId(offered.agent), TicketId(offered.ticket), offered.token, 0}, 3);
  plain->Send();
  EXPECT_THAT(plain->TakeEvents(), ElementsAre("3 ok"));
  auto last = SignInAgain("ann", 3);
  EXPECT_THAT(last->TakeEvents(), ElementsAre("2 signed in, 1 open")) << "he has read what helps with what he has accepted";
}

TEST_F(SuggestionsTest, BeyondTheSearchesThatMayWaitOffersComeAlone) {
  Put("退款多久到账", "一至三个工作日");
  auto desk = BringUpDesk(world_, "ann", 100, 1);
  constexpr std::size_t kOver = 5;
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < kSuggestionsMax + kOver; ++i) keys.push_back("k" + std::to_string(i));
  // All of them in one turn: no search ends between two offers.
  std::vector<client::Tagged<client::SubmitMessage>> items;
  for (const std::string& key : keys) {
    items.push_back({items.size() + 1, Ticket(key)});
    items.back().message.title = "退款";
  }
  front_->encode.SubmitBatch(front_->outgoing, items);
  front_->Send();
  EXPECT_THAT(front_->TakeEvents(), SizeIs(items.size()));
  const auto count = [](const std::vector<std::string>& events, std::string_view kind) {
    return std::count_if(events.begin(), events.end(), [&](const std::string& event) { return event.starts_with(kind); });
  };
  const std::vector<std::string> events = Heard(*desk);
  // Who has come online takes his room in steps.
  const std::int64_t offered = count(events, "offer ");
  ASSERT_GT(offered, std::int64_t{kSuggestionsMax}) << "the room of one turn: agents.ramp_up";
  EXPECT_EQ(count(events, "suggested "), std::int64_t{kSuggestionsMax});
  EXPECT_EQ(skipped(), offered - std::int64_t{kSuggestionsMax});
}

TEST_F(SuggestionsTest, AnAnswerForASessionThatHasEndedMakesRoomForOthers) {
  Put("退款多久到账", "一至三个工作日");
  for (std::uint32_t i = 0; i < kSuggestionsMax + 3; ++i) {
    const std::string name = "a" + std::to_string(i);
    auto desk = BringUpDesk(world_, name, 1, 1);
    world_.HoldSearches();
    Submit(name, "退款");
    EXPECT_THAT(Heard(*desk), ElementsAre("offer " + name + " 退款"));
    world_.HangUp(*desk);
    world_.LetSearchesGo();
  }
  auto desk = BringUpDesk(world_, "last", 100, 1);
  Submit("k1", "退款");
  EXPECT_THAT(Heard(*desk), Contains("suggested 1:退款多久到账(一至三个工作日)"));
  EXPECT_EQ(skipped(), 0);
}

TEST_F(SuggestionsTest, WhereTheArticlesCannotBeSearchedItIsTriedAgainAfterAWhile) {
  Put("退款多久到账", "一至三个工作日");
  auto desk = BringUpDesk(world_, "ann", 5, 1);
  world_.FailSearches();
  Submit("k1", "退款");
  EXPECT_THAT(Heard(*desk), ElementsAre("offer k1 退款"));
  world_.LetSearchesGo();
  Submit("k2", "退款");
  EXPECT_THAT(Heard(*desk), ElementsAre("offer k2 退款")) << "nobody looked";
  EXPECT_EQ(skipped(), 1);
  const Micros now = world_.clocks.Read().boot;
  world_.io().Tick(now);
  world_.io().Tick(now + kSuggestionsPause);
  Submit("k3", "退款");
  EXPECT_THAT(Heard(*desk), ElementsAre("offer k3 退款", "suggested 1:退款多久到账(一至三个工作日)"));
  EXPECT_EQ(skipped(), 1);
}

class SlowSuggestionsTest : public SuggestionsTest {
 protected:
  SlowSuggestionsTest() : SuggestionsTest(Options()) {}
  static WorldOptions Options() {
    WorldOptions options;
    options.limits.outbox_bytes_max = 64;  // one offer that waits is more
    return options;
  }
};

TEST_F(SlowSuggestionsTest, WhoeverDoesNotReadGetsNone) {
  Put("退款多久到账", "一至三个工作日");
  auto desk = BringUpDesk(world_, "ann", 5, 3);
  Submit("k1", "退款");
  Submit("k2", "退款");
  EXPECT_THAT(Heard(*desk), ElementsAre("offer k1 退款", "offer  "));
  EXPECT_EQ(skipped(), 0) << "nothing was searched for him in vain";
}

}  // namespace
}  // namespace tidegate
