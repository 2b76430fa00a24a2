#include "tools/tidegate/knowledge_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "core/base/time.h"

namespace tidegate {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr Micros kNow = 1'795'262'400 * kSecond;

ArticleRow Row() {
  ArticleRow row;
  row.article = ArticleId(12);
  row.version = 3;
  row.visibility = Visibility::kCustomer;
  row.reviewed_at = kNow - 40 * kDay;
  row.stale_at = kNow - 10 * kDay;
  row.uses = 7;
  row.title = "退款多久到账";
  row.keywords = "refund";
  row.author = "小王";
  row.text = "原路退回。\n一至三个\x1b[31m工作日。";
  row.types = {1};
  return row;
}

TEST(KnowledgeText, AFileBeginsWithItsTitle) {
  std::string problem;
  const ArticleFile article = SplitArticle("# 退款多久到账\r\n\n原路退回。\n一至三个工作日。\n", "", problem);
  EXPECT_EQ(problem, "");
  EXPECT_EQ(article.title, "退款多久到账");
  EXPECT_EQ(article.text, "原路退回。\n一至三个工作日。");
}

TEST(KnowledgeText, ATitleGivenLeavesTheFileWhole) {
  std::string problem;
  const ArticleFile article = SplitArticle("first\nsecond\n", "title", problem);
  EXPECT_EQ(problem, "");
  EXPECT_EQ(article.title, "title");
  EXPECT_EQ(article.text, "first\nsecond");
}

TEST(KnowledgeText, WhatIsMissingIsNamed) {
  std::string problem;
  SplitArticle("", "", problem);
  EXPECT_THAT(problem, HasSubstr("--title"));
  problem.clear();
  SplitArticle("only a title\n\n", "", problem);
  EXPECT_THAT(problem, HasSubstr("--text"));
  problem.clear();
  SplitArticle(" \n", "title", problem);
  EXPECT_THAT(problem, HasSubstr("--text"));
}

TEST(KnowledgeText, HitsAreToldInBothLanguages) {
  const ArticleHitsView view{{{ArticleId(12), 3, Visibility::kInternal, "退款", "…原路…"}}, true, "1. 致歉"};
  EXPECT_THAT(HitsText(view, Language::kEnglish), HasSubstr("something of it"));
  EXPECT_THAT(HitsText(view, Language::kEnglish), HasSubstr("internal"));
  EXPECT_THAT(HitsText(view, Language::kChinese), HasSubstr("部分匹配"));
  EXPECT_THAT(HitsText({}, Language::kEnglish), HasSubstr("kb list"));
  EXPECT_EQ(HitsJson(view),
            "{\"loose\":true,\"articles\":[{\"article\":12,\"version\":3,\"visibility\":\"internal\",\"title\":\"退款\",\"excerpt\":"
            "\"…原路…\"}],\"handling\":\"1. 致歉\"}\n");
  EXPECT_THAT(HitsText(view, Language::kEnglish), HasSubstr("handled:\n1. 致歉"));
}

TEST(KnowledgeText, AnArticleIsShownWholeAndHarmless) {
  CatalogView names;
  names.names[static_cast<std::size_t>(CatalogKind::kType)] = {"", "after-sales"};
  const std::string text = ArticleText(Row(), names, kNow, Language::kEnglish);
  EXPECT_THAT(text, HasSubstr("after-sales"));
  EXPECT_THAT(text, HasSubstr("原路退回。\n一至三个"));
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
  EXPECT_THAT(text, HasSubstr("review it again"));
  const std::string json = ArticleJson(Row(), names, kNow);
  EXPECT_THAT(json, HasSubstr("\"types\":[\"after-sales\"]"));
  EXPECT_THAT(json, HasSubstr("\"stale\":true"));
}

TEST(KnowledgeText, AListSaysWhichAreToBeReviewed) {
  ArticleRow fresh = Row();
  fresh.article = ArticleId(13);
  fresh.stale_at = kNever;
  const std::string text = ArticlesText({Row(), fresh}, kNow, Language::kEnglish);
  EXPECT_EQ(text.find("review it"), text.rfind("review it"));
  EXPECT_THAT(ArticlesJson({fresh}, kNow), HasSubstr("\"stale_at\":null,\"stale\":false"));
  EXPECT_EQ(ArticlesText({}, kNow, Language::kEnglish), "no articles\n");
}

}  // namespace
}  // namespace tidegate
