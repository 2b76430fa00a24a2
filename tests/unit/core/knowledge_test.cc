// Articles in the engine: put, reviewed, used, stale; who may; what is remembered and what a restart keeps.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <variant>
#include <vector>

#include "core/model/article.h"
#include "tests/support/engine_world.h"

namespace tidegate {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string Text(std::string_view title, std::vector<std::uint16_t> types = {}) {
  return EncodeArticle({.title = title, .text = "text", .keywords = {}, .author = "w", .types = std::move(types)});
}

const Caller kAdmin{.session = kSupervisorSession, .client = ClientId(9), .role = Role::kDataAdmin};
const Caller kFrontEnd{.session = kFrontEndSession, .client = ClientId(8), .role = Role::kFrontEnd};

class EngineKnowledge : public ::testing::Test {
 protected:
  const Ack& Do(const Caller& caller, const CommandBody& body) {
    const std::uint64_t correlation = world_.Add(caller, body);
    world_.Turn();
    const Ack* ack = world_.AckOf(correlation);
    CHECK(ack != nullptr);
    return *ack;
  }
  const Ack& Put(std::uint32_t article, Visibility visibility = Visibility::kCustomer) {
    return Do(kAdmin, PutArticle{.article = ArticleId(article), .visibility = visibility, .text = text_});
  }
  const ArticlesReply* Ask(const Caller& caller, const CommandBody& body) {
    world_.ForgetOutputs();
    world_.Add(caller, body);
    world_.Turn();
    const auto& outputs = world_.OutputsOf(caller.session);
    if (outputs.empty()) return nullptr;
    const auto* reply = std::get_if<std::unique_ptr<ArticlesReply>>(&outputs.back());
    return reply == nullptr ? nullptr : reply->get();
  }
  std::vector<std::uint32_t> Listed(ArticleScope scope) {
    std::vector<std::uint32_t> ids;
    const ArticlesReply* reply = Ask(kAdmin, ListArticles{.article = {}, .after = {}, .scope = scope});
    EXPECT_NE(reply, nullptr);
    if (reply != nullptr) {
      for (const ArticleRow& row : reply->rows) ids.push_back(row.article.raw());
    }
    return ids;
  }
  std::vector<std::uint32_t> Alerts() {
    std::vector<std::uint32_t> articles;
    for (const Output& output : world_.OutputsOf(0)) {
      const auto* alert = std::get_if<AlertPush>(&output);
      if (alert != nullptr && alert->kind == AlertKind::kArticleStale) articles.push_back(alert->article);
    }
    return articles;
  }
  const ArticleRecord& At(std::uint32_t article) { return world_.tables().articles.At(article); }
  void TearDown() override { EXPECT_THAT(world_.problems(), IsEmpty()); }

  const std::string text_ = Text("title");
  static EngineWorld::Options ManyArticles() {
    EngineWorld::Options options;
    options.limits.articles_max = 2 * kArticlesPerPageMax;
    return options;
  }

  EngineWorld world_{ManyArticles()};
};

TEST_F(EngineKnowledge, ANewArticleHasTheNextNumberAndAnotherVersionKeepsIt) {
  EXPECT_EQ(Put(0).token, 1u);
  EXPECT_EQ(Put(0).token, 2u);
  EXPECT_EQ(Put(1, Visibility::kWithdrawn).token, 1u);
  EXPECT_EQ(At(1).version, 2u);
  EXPECT_EQ(At(1).visibility, static_cast<std::uint8_t>(Visibility::kWithdrawn));
  EXPECT_EQ(At(2).version, 1u);
}

TEST_F(EngineKnowledge, OnlyDataAdministratorsAndSupervisorsWrite) {
  for (const Role role : {Role::kFrontEnd, Role::kAgent, Role::kGateway, Role::kOperator}) {
    Caller caller = kAdmin;
    caller.role = role;
    EXPECT_EQ(Do(caller, PutArticle{.article = ArticleId(), .visibility = Visibility::kInternal, .text = text_}).reject,
              Reject::kNotAllowed);
    EXPECT_EQ(Do(caller, ReviewArticle{ArticleId(1)}).reject, Reject::kNotAllowed);
  }
  Caller supervisor = kAdmin;
  supervisor.role = Role::kSupervisor;
  EXPECT_EQ(Do(supervisor, PutArticle{.article = ArticleId(), .visibility = Visibility::kInternal, .text = text_}).reject, Reject::kNone);
}

TEST_F(EngineKnowledge, WhatIsNoArticleIsRefused) {
  const std::string empty = EncodeArticle({.title = "", .text = "x", .keywords = {}, .author = {}, .types = {}});
  const std::string strange = Text("t", {4'000});
  EXPECT_EQ(Do(kAdmin, PutArticle{.article = ArticleId(), .visibility = Visibility::kInternal, .text = "?"}).reject, Reject::kMalformed);
  EXPECT_EQ(Do(kAdmin, PutArticle{.article = ArticleId(), .visibility = Visibility::kNone, .text = text_}).reject, Reject::kMalformed);
  EXPECT_EQ(Do(kAdmin, PutArticle{.article = ArticleId(), .visibility = Visibility::kInternal, .text = empty}).reject,
            Reject::kMissingField);
  EXPECT_EQ(Do(kAdmin, PutArticle{.article = ArticleId(), .visibility = Visibility::kInternal, .text = strange}).reject,
            Reject::kMalformed);
  EXPECT_EQ(Put(7).reject, Reject::kUnknownArticle);
  EXPECT_EQ(Do(kAdmin, ReviewArticle{ArticleId(7)}).reject, Reject::kUnknownArticle);
  EXPECT_EQ(world_.tables().articles.size(), 0u);
}

TEST_F(EngineKnowledge, ARepeatedRequestIsAnsweredAndNotDoneAgain) {
  Caller caller = kAdmin;
  world_.Add(caller, Hello{.name = "admin", .credits = 8});
  world_.Turn();
  caller.request = 3;
  const PutArticle put{.article = ArticleId(), .visibility = Visibility::kInternal, .text = text_};
  EXPECT_EQ(Do(caller, put).token, 1u);
  const Ack again = Do(caller, put);
  EXPECT_EQ(again.token, 1u);
  EXPECT_EQ(again.duplicate, 1);
  EXPECT_EQ(world_.tables().articles.size(), 1u);
}

TEST_F(EngineKnowledge, AMonthWithoutReviewIsToldOnce) {
  Put(0);
  world_.Advance(kDay);
  Put(0);
  world_.Advance(29 * kDay);
  EXPECT_THAT(Alerts(), ElementsAre(1));
  EXPECT_THAT(Listed(ArticleScope::kStale), ElementsAre(1));
  world_.ForgetOutputs();
  EXPECT_EQ(Do(kAdmin, ReviewArticle{ArticleId(1)}).reject, Reject::kNone);
  EXPECT_THAT(Listed(ArticleScope::kStale), IsEmpty());
  world_.ForgetOutputs();
  world_.Advance(kDay);
  EXPECT_THAT(Alerts(), ElementsAre(2));
  world_.ForgetOutputs();
  world_.Advance(28 * kDay);
  EXPECT_THAT(Alerts(), IsEmpty());
  world_.Advance(kDay);
  EXPECT_THAT(Alerts(), ElementsAre(1)) << "a month after its review";
  EXPECT_THAT(Listed(ArticleScope::kStale), ElementsAre(1, 2));
  EXPECT_THAT(Listed(ArticleScope::kAll), ElementsAre(1, 2));
}

TEST_F(EngineKnowledge, WhereTheRulesSayNoneEverIsNoArticleGoesStale) {
  RuleSet rules = WorldRules();
  rules.article_review = 0;
  world_.Activate(rules);
  world_.Turn();
  Put(0);
  world_.Advance(400 * kDay);
  EXPECT_THAT(Alerts(), IsEmpty());
}

TEST_F(EngineKnowledge, AnArticleThatWentStaleWhileTheProcessWasDownIsToldOnceAfterIt) {
  Put(0);
  world_.SkipTo(world_.now() + 31 * kDay);
  world_.Restart();
  EXPECT_THAT(Alerts(), ElementsAre(1));
  world_.ForgetOutputs();
  world_.Restart();
  world_.Advance(kDay);
  EXPECT_THAT(Alerts(), IsEmpty());
  EXPECT_EQ(At(1).told_stale, 1);
}

TEST_F(EngineKnowledge, TheDeskOfTheTicketsAgentRecordsAUse) {
  world_.Declare({.name = "A1"});
  world_.Declare({.name = "A2"});
  world_.Settle();
  world_.SignIn("A1");
  world_.Submit({.key = "T1"});
  world_.Settle();
  Put(0);
  const UseArticle use{.agent = world_.AgentOf("A1"), .ticket = world_.TicketOf("T1"), .article = ArticleId(1)};
  const Caller desk{.session = world_.SessionOf("A1"), .client = ClientId(5), .role = Role::kAgent};
  EXPECT_EQ(Do(desk, use).reject, Reject::kIllegalState) << "only offered";
  world_.Accept("A1", "T1");
  world_.Turn();
  EXPECT_EQ(Do(desk, use).token, 1u);
  EXPECT_EQ(At(1).uses, 1u);
  UseArticle other = use;
  other.article = ArticleId(2);
  EXPECT_EQ(Do(desk, other).reject, Reject::kUnknownArticle);
  other = use;
  other.ticket = TicketId(1);
  EXPECT_EQ(Do(desk, other).reject, Reject::kUnknownTicket);
  other = use;
  other.agent = world_.AgentOf("A2");
  EXPECT_EQ(Do(desk, other).reject, Reject::kNotSignedIn);
  other.agent = AgentId(99);
  EXPECT_EQ(Do(desk, other).reject, Reject::kUnknownAgent);
  world_.Resolve("A1", "T1");
  world_.Turn();
  EXPECT_EQ(Do(desk, use).reject, Reject::kIllegalState);
  EXPECT_EQ(At(1).uses, 1u);
  world_.Restart();
  EXPECT_EQ(At(1).uses, 1u);
}

TEST_F(EngineKnowledge, FrontEndsSeePublicArticlesOnly) {
  Put(0, Visibility::kInternal);
  Put(0, Visibility::kCustomer);
  Put(0, Visibility::kWithdrawn);
  EXPECT_EQ(Do(kFrontEnd, ListArticles{.article = ArticleId(1)}).reject, Reject::kUnknownArticle);
  EXPECT_EQ(Do(kFrontEnd, ListArticles{.article = ArticleId(3)}).reject, Reject::kUnknownArticle);
  EXPECT_EQ(Do(kFrontEnd, ListArticles{.article = ArticleId(4)}).reject, Reject::kUnknownArticle);
  EXPECT_EQ(Do(kFrontEnd, ListArticles{}).reject, Reject::kNotAllowed);
  const ArticlesReply* seen = Ask(kFrontEnd, ListArticles{.article = ArticleId(2)});
  ASSERT_NE(seen, nullptr);
  EXPECT_EQ(seen->rows.front().article, ArticleId(2));
  EXPECT_NE(Ask(kAdmin, ListArticles{.article = ArticleId(3)}), nullptr);
}

TEST_F(EngineKnowledge, ALongListComesInPages) {
  for (std::uint32_t i = 0; i < kArticlesPerPageMax + 3; ++i)
    world_.Add(kAdmin, PutArticle{.article = ArticleId(), .visibility = Visibility::kInternal, .text = text_});
  world_.Turn();
  const ArticlesReply* first = Ask(kAdmin, ListArticles{});
  ASSERT_NE(first, nullptr);
  EXPECT_EQ(first->rows.size(), kArticlesPerPageMax);
  EXPECT_TRUE(first->more);
  const ArticlesReply* second = Ask(kAdmin, ListArticles{.article = {}, .after = first->next});
  ASSERT_NE(second, nullptr);
  EXPECT_EQ(second->rows.size(), 3u);
  EXPECT_FALSE(second->more);
}

}  // namespace
}  // namespace tidegate
