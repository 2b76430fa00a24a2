#include "persistence/knowledge_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

using namespace std::string_view_literals;

namespace tidegate {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

using Reach = QueryPhrase::Reach;

TEST(KnowledgeWords, ChineseGoesInAsOverlappingPairsAndItsLastCharacter) {
  EXPECT_EQ(IndexWords("申请退款"), "申请 请退 退款 款");
  EXPECT_EQ(IndexWords("退"), "退");
  EXPECT_EQ(IndexWords("退款，发票"), "退款 款 发票 票");
}

TEST(KnowledgeWords, WordsOfOtherScriptsGoInWholeAndSmall) {
  EXPECT_EQ(IndexWords("The Refund-Policy v2"), "the refund policy v2");
  EXPECT_EQ(IndexWords("ÜBER Ελλάδα ПОЧТА"), "über ελλάδα почта");
}

TEST(KnowledgeWords, MixedTextIsCutWhereTheScriptChanges) {
  EXPECT_EQ(IndexWords("APP登录失败"), "app 登录 录失 失败 败");
  EXPECT_EQ(IndexWords("VIP用户24h"), "vip 用户 户 24h");
}

TEST(KnowledgeWords, FullWidthIsPlain) { EXPECT_EQ(IndexWords("ＡＰＰ１２３！退款"), "app123 退款 款"); }

TEST(KnowledgeWords, SignsAndPicturesSeparateAndAreNoWords) {
  EXPECT_EQ(IndexWords("“退”、(款)😀\"*'-^:+NEAR\n\t"), "退 款 near");
  EXPECT_EQ(IndexWords("a\0b"sv), "a b");
}

TEST(KnowledgeWords, WhatIsNoUtf8Separates) {
  EXPECT_EQ(IndexWords("ab\xFF\xC0\x80"
                       "cd"),
            "ab cd");
  EXPECT_EQ(IndexWords("退\xE6\xAC"), "退");
}

TEST(KnowledgeWords, AQuestionForCharactersInARowIsOnePhraseOfPairs) {
  EXPECT_THAT(QueryPhrases("退款申请"), ElementsAre(QueryPhrase{{"退款", "款申", "申请"}, Reach::kWords}));
  EXPECT_THAT(QueryPhrases("退 APP 退"), ElementsAre(QueryPhrase{{"退"}, Reach::kBeginnings}, QueryPhrase{{"app"}, Reach::kWords}));
  EXPECT_THAT(QueryPhrases(" ?！ "), IsEmpty());
}

TEST(KnowledgeWords, AQuestionHasABoundedNumberOfPhrases) {
  std::string question;
  for (int i = 0; i < 100; ++i) question += "w" + std::to_string(i) + " ";
  EXPECT_THAT(QueryPhrases(question), SizeIs(kQueryPhrasesMax));
  EXPECT_THAT(LikenessPhrases(question, 7), SizeIs(7));
}

TEST(KnowledgeWords, LikenessLeavesOutSingleCharacters) {
  EXPECT_THAT(LikenessPhrases("我要退款 a 我要", 9), ElementsAre(QueryPhrase{{"我要"}, Reach::kWords}, QueryPhrase{{"要退"}, Reach::kWords},
                                                                 QueryPhrase{{"退款"}, Reach::kWords}));
}

TEST(KnowledgeWords, AnExcerptShowsTheFirstPlaceInOneLineOfWholeCharacters) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "前";
  text += "面的\n退款流程";
  for (int i = 0; i < 100; ++i) text += "后";
  const std::string excerpt = ExcerptOf(text, QueryPhrases("退款"));
  EXPECT_TRUE(excerpt.starts_with("…前")) << excerpt;
  EXPECT_TRUE(excerpt.ends_with("后…")) << excerpt;
  EXPECT_NE(excerpt.find("面的 退款流程"), std::string::npos) << excerpt;
  EXPECT_EQ(ExcerptOf("短文", QueryPhrases("退款")), "短文");
}

}  // namespace
}  // namespace tidegate
