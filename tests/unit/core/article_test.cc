// Articles: their bytes, and what the engine does with them.
#include "core/model/article.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace tidegate {
namespace {

using ::testing::ElementsAre;

TEST(Article, ReadsBackAsItWasWritten) {
  const ArticleText article{.title = "退款", .text = "正文", .keywords = "钱 退", .author = "小王", .types = {1, 300, 65535}};
  const std::string bytes = EncodeArticle(article);
  const auto read = DecodeArticle(bytes);
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->title, "退款");
  EXPECT_EQ(read->text, "正文");
  EXPECT_EQ(read->keywords, "钱 退");
  EXPECT_EQ(read->author, "小王");
  EXPECT_THAT(read->types, ElementsAre(1, 300, 65535));
}

TEST(Article, TheLargestKeepsItsBound) {
  const std::string title(kTitleBytesMax, 't'), text(kTextBytesMax, 'x'), keywords(kKeywordsBytesMax, 'k'), author(kKeyBytesMax, 'a');
  const ArticleText article{
      .title = title, .text = text, .keywords = keywords, .author = author, .types = std::vector<std::uint16_t>(kArticleTypesMax, 0xFFFF)};
  const std::string bytes = EncodeArticle(article);
  EXPECT_LE(bytes.size(), kArticleBytesMax);
  EXPECT_TRUE(DecodeArticle(bytes).has_value());
}

TEST(Article, BytesThatAreNoneAreRefused) {
  const std::string bytes = EncodeArticle({.title = "t", .text = "x", .keywords = {}, .author = {}, .types = {1}});
  for (std::size_t length = 0; length < bytes.size(); ++length) EXPECT_FALSE(DecodeArticle(bytes.substr(0, length)).has_value());
  EXPECT_FALSE(DecodeArticle(bytes + "x").has_value());
  const std::string long_title(kTitleBytesMax + 1, 't');
  EXPECT_FALSE(DecodeArticle(EncodeArticle({.title = long_title, .text = "x", .keywords = {}, .author = {}, .types = {}})).has_value());
}

}  // namespace
}  // namespace tidegate
