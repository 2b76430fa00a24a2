#include "persistence/knowledge_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/ids.h"
#include "persistence/knowledge_words.h"
#include "tests/support/temp_directory.h"
#include "tests/unit/core/seed.h"
#include "tests/unit/persistence/reading.h"

using namespace std::string_view_literals;

namespace tidegate {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

using Reach = KnowledgeQuestion::Reach;
using Sense = KnowledgeQuestion::Sense;

KnowledgeArticle Article(std::uint32_t id, std::string_view title, std::string_view text, std::uint64_t seq = 0,
                         Visibility visibility = Visibility::kCustomer, std::vector<std::uint16_t> types = {},
                         std::string_view keywords = "") {
  ArticleText content{.title = title, .text = text, .keywords = keywords, .author = "小王", .types = std::move(types)};
  return {ArticleId(id), seq == 0 ? id : seq, 1, visibility, kTicketEpoch, EncodeArticle(content)};
}

class KnowledgeIndexTest : public ::testing::Test {
 protected:
  KnowledgeIndexTest() { Reopen(); }
  void Reopen() {
    index_.reset();
    index_ = KnowledgeIndex::Open(path()).value();
  }
  std::string path() const { return temp_ / "knowledge"; }
  void Put(const std::vector<KnowledgeArticle>& articles) { ASSERT_TRUE(index_->Put(articles, nullptr).ok()); }
  std::vector<std::uint32_t> Find(std::string_view text, Sense sense = Sense::kAll, Reach reach = Reach::kEveryone,
                                  std::uint16_t type = 0) {
    const auto hits = index_->Find({std::string(text), sense, reach, type, kKnowledgeHitsMax});
    EXPECT_TRUE(hits.ok()) << hits.status();
    std::vector<std::uint32_t> ids;
    if (hits.ok()) {
      for (const KnowledgeHit& hit : *hits) ids.push_back(hit.id.raw());
    }
    return ids;
  }

  TempDirectory temp_;
  std::unique_ptr<KnowledgeIndex> index_;
};

TEST_F(KnowledgeIndexTest, FindsChineseWordsOfTwoCharactersInTextWithoutSpaces) {
  Put({Article(1, "七天无理由", "收到商品后七天内可以申请退款，原路返回。"), Article(2, "开具发票", "订单完成后可在我的订单里申请电子发票"),
       Article(3, "服务热线", "对服务不满意时可以投诉，主管会在一小时内回复")});
  EXPECT_THAT(Find("退款"), ElementsAre(1));
  EXPECT_THAT(Find("发票"), ElementsAre(2));
  EXPECT_THAT(Find("投诉"), ElementsAre(3));
  EXPECT_THAT(Find("申请"), UnorderedElementsAre(1, 2));
  EXPECT_THAT(Find("申请 电子发票"), ElementsAre(2));
  EXPECT_THAT(Find("款退"), IsEmpty());
}

TEST_F(KnowledgeIndexTest, FindsOneCharacterWhereverItStands) {
  Put({Article(1, "退", "无"), Article(2, "标题", "我要退"), Article(3, "标题", "退货"), Article(4, "标题", "可退可换"),
       Article(5, "别的", "无")});
  EXPECT_THAT(Find("退"), UnorderedElementsAre(1, 2, 3, 4));
}

TEST_F(KnowledgeIndexTest, FindsMixedTextWhateverItsCaseAndWidth) {
  Put({Article(1, "APP登录失败", "请升级到 v3.2"), Article(2, "网页", "在 App 里登录失败"), Article(3, "apple", "登录失败")});
  EXPECT_THAT(Find("app登录失败"), UnorderedElementsAre(1, 2));
  EXPECT_THAT(Find("ＡＰＰ"), UnorderedElementsAre(1, 2));
  EXPECT_THAT(Find("V3.2"), ElementsAre(1));
}

TEST_F(KnowledgeIndexTest, ATitleCountsMoreThanAText) {
  Put({Article(1, "物流", "退款也可以在这里问"), Article(2, "退款", "流程如下所述"),
       Article(3, "关键", "正文如下所述", 0, Visibility::kCustomer, {}, "退款")});
  EXPECT_THAT(Find("退款"), ElementsAre(2, 3, 1));
}

TEST_F(KnowledgeIndexTest, EqualsComeInTheOrderOfTheirNumbers) {
  Put({Article(3, "退款", "一"), Article(1, "退款", "一"), Article(2, "退款", "一")});
  EXPECT_THAT(Find("退款"), ElementsAre(1, 2, 3));
}

TEST_F(KnowledgeIndexTest, CustomersFindPublicArticlesOnlyAndNobodyWithdrawnOnes) {
  Put({Article(1, "退款", "公开", 0, Visibility::kCustomer), Article(2, "退款", "内部", 0, Visibility::kInternal),
       Article(3, "退款", "撤下", 0, Visibility::kWithdrawn)});
  EXPECT_THAT(Find("退款", Sense::kAll, Reach::kCustomers), ElementsAre(1));
  EXPECT_THAT(Find("退款"), UnorderedElementsAre(1, 2));
}

TEST_F(KnowledgeIndexTest, ATypeFindsItsArticlesAndThoseForEveryType) {
  Put({Article(1, "退款", "一", 0, Visibility::kCustomer, {1, 12}), Article(2, "退款", "二", 0, Visibility::kCustomer, {2}),
       Article(3, "退款", "三")});
  EXPECT_THAT(Find("退款", Sense::kAll, Reach::kEveryone, 2), UnorderedElementsAre(2, 3));
  EXPECT_THAT(Find("退款", Sense::kAll, Reach::kEveryone, 12), UnorderedElementsAre(1, 3));
}

TEST_F(KnowledgeIndexTest, LikenessPutsWhatSharesMoreFirst) {
  Put({Article(1, "退款多久到账", "原路退回"), Article(2, "发票抬头", "修改抬头"), Article(3, "退货地址", "寄回地址")});
  const auto found = Find("您好，我的退款三天了还没有到账，什么时候到账？", Sense::kLike);
  ASSERT_THAT(found, ::testing::Not(IsEmpty()));
  EXPECT_EQ(found.front(), 1u);
  EXPECT_THAT(found, ::testing::Not(::testing::Contains(2u)));
  EXPECT_THAT(Find("？！ 。", Sense::kLike), IsEmpty());
}

TEST_F(KnowledgeIndexTest, AQuestionIsNeverPartOfTheLanguageOfTheIndex) {
  Put({Article(1, "refund", "near body or not"), Article(2, "退款", "文本")});
  for (const std::string_view question :
       {"\"refund"sv, "refund\" OR \"退款"sv, "title:refund*"sv, "refund) OR (1"sv, "^refund"sv, "{title} : refund"sv, "-refund"sv,
        "refund + 1"sv, "NEAR(refund, 2)"sv, "'; DROP TABLE article; --"sv, "re\0fund"sv, "refund AND"sv, "%_*"sv}) {
    const auto hits = index_->Find({std::string(question), Sense::kAll, Reach::kEveryone, 0, 10});
    EXPECT_TRUE(hits.ok() || absl::IsInvalidArgument(hits.status())) << question << ": " << hits.status();
  }
  EXPECT_THAT(Find("\"refund"), ElementsAre(1));
  EXPECT_THAT(Find("refund\" OR \"退款"), IsEmpty());  // all of it: refund, or, 退款
  EXPECT_THAT(Find("NOT near"), ElementsAre(1));
  EXPECT_EQ(*index_->Count(), 2u);
}

TEST_F(KnowledgeIndexTest, AQuestionWithoutALetterIsRefused) {
  for (const std::string_view question : {""sv, "  "sv, "?!"sv, "\"\""sv, "*"sv, "\0"sv}) {
    const auto hits = index_->Find({std::string(question), Sense::kAll, Reach::kEveryone, 0, 10});
    EXPECT_TRUE(absl::IsInvalidArgument(hits.status())) << question;
  }
}

TEST_F(KnowledgeIndexTest, ANewVersionReplacesTheOldOneAndIsNotReplacedByIt) {
  Put({Article(1, "退款", "旧的说法", 5)});
  Put({Article(1, "退货", "新的规定", 9)});
  EXPECT_THAT(Find("退款"), IsEmpty());
  EXPECT_THAT(Find("说法"), IsEmpty());
  EXPECT_THAT(Find("规定"), ElementsAre(1));
  Put({Article(1, "退款", "旧的说法", 5)});
  EXPECT_THAT(Find("退款"), IsEmpty());
  EXPECT_EQ((*index_->Read(ArticleId(1)))->seq, 9u);
  EXPECT_EQ(*index_->Count(), 1u);
}

TEST_F(KnowledgeIndexTest, WhatWasPutAndTheMarkOutliveAReopening) {
  const KnowledgeMark mark{.seq = 77, .directory_id = 0xFEDCBA9876543210};
  ASSERT_TRUE(index_->Put({Article(1, "退款", "正文", 70)}, &mark).ok());
  Reopen();
  EXPECT_EQ(index_->mark(), mark);
  EXPECT_THAT(Find("退款"), ElementsAre(1));
  EXPECT_EQ(*index_->Read(ArticleId(2)), std::nullopt);
}

TEST_F(KnowledgeIndexTest, DamageIsToldAndAFreshIndexTakesItsPlace) {
  std::vector<KnowledgeArticle> articles;
  for (std::uint32_t i = 1; i <= 200; ++i) articles.push_back(Article(i, "退款" + std::to_string(i), "正文如下，请仔细阅读全部内容"));
  Put(articles);
  index_.reset();
  const std::string whole = ReadWhole(path());
  ASSERT_GT(whole.size(), 3 * 4096u);
  const std::string half = whole.substr(0, whole.size() / 2);
  std::string torn = whole;
  for (std::size_t i = 4096; i < torn.size(); ++i) torn[i] = static_cast<char>(i * 31);
  for (const std::string_view damaged : {std::string_view(half), std::string_view(torn),
                                         "not a database at all, but as long as a header is: 100 bytes or so, "
                                         "so that it is read as one and refused for its magic"sv}) {
    WriteWhole(path(), damaged);
    const auto opened = KnowledgeIndex::Open(path());
    ASSERT_TRUE(absl::IsDataLoss(opened.status())) << opened.status();
    EXPECT_THAT(Message(opened.status()), HasSubstr(path()));
  }
  ASSERT_TRUE(KnowledgeIndex::Remove(path()).ok());
  Reopen();
  EXPECT_EQ(index_->mark(), KnowledgeMark{});
  EXPECT_EQ(*index_->Count(), 0u);
}

TEST_F(KnowledgeIndexTest, AnotherFormatIsDamage) {
  index_.reset();
  std::string whole = ReadWhole(path());
  ASSERT_GT(whole.size(), 63u);
  whole[63] = 9;  // user_version
  WriteWhole(path(), whole);
  EXPECT_THAT(Message(KnowledgeIndex::Open(path()).status()), HasSubstr("its format is 9"));
}

TEST_F(KnowledgeIndexTest, RemovingWhatIsNotThereIsNoError) { EXPECT_TRUE(KnowledgeIndex::Remove(temp_ / "never").ok()); }

// The naive twin: every phrase of the question stands somewhere in title, keywords or text, as they are compared.
class NaiveKnowledge {
 public:
  void Put(std::uint32_t id, std::vector<std::string> fields) {
    for (std::string& field : fields) field = FoldedText(field);
    articles_[id] = std::move(fields);
  }
  std::vector<std::uint32_t> Find(std::string_view question) const {
    std::vector<std::uint32_t> found;
    for (const auto& [id, fields] : articles_) {
      bool all = true;
      for (const QueryPhrase& phrase : QueryPhrases(question)) {
        // A row of pairs is the first character of each, then the last pair.
        std::string row;
        for (const std::string& word : phrase.words) row = row.empty() ? word : row + word.substr(word.size() / 2);
        all &= std::any_of(fields.begin(), fields.end(), [&](const std::string& field) { return field.find(row) != std::string::npos; });
      }
      if (all) found.push_back(id);
    }
    return found;
  }

 private:
  std::map<std::uint32_t, std::vector<std::string>> articles_;
};

TEST_F(KnowledgeIndexTest, FindsWhatANaiveSearchFindsForPairsAndNeverMore) {
  Dice dice(Seed());
  const std::vector<std::string> pieces = {"退", "款", "发", "票", "投", "诉", "app", "APP", "apple",
                                           "v2", " ",  "，", "\n", "Ａ", "😀",  "客",  "服"};
  const auto sample = [&](std::uint64_t pieces_max) {
    std::string text;
    for (std::uint64_t i = dice.Below(pieces_max) + 1; i != 0; --i) text += pieces[dice.Below(pieces.size())];
    return text;
  };
  NaiveKnowledge twin;
  std::map<std::uint32_t, int> versions;
  std::uint64_t pair_hits = 0;
  for (std::uint64_t seq = 1; seq <= 400; ++seq) {
    const auto id = static_cast<std::uint32_t>(dice.Below(40) + 1);
    const std::string title = sample(4), keywords = sample(2), text = sample(12);
    Put({Article(id, title, text, seq, Visibility::kCustomer, {}, keywords)});
    twin.Put(id, {title, keywords, text});
    if (seq % 10 != 0) continue;
    if (seq % 100 == 0) Reopen();
    const std::string question = dice.OneIn(2) ? pieces[dice.Below(6)] + pieces[dice.Below(6)] : sample(4);
    if (QueryPhrases(question).empty()) continue;
    std::vector<std::uint32_t> found = Find(question);
    std::sort(found.begin(), found.end());
    const std::vector<std::uint32_t> expected = twin.Find(question);
    const std::vector<QueryPhrase> phrases = QueryPhrases(question);
    const bool paired = std::none_of(phrases.begin(), phrases.end(), [](const QueryPhrase& phrase) {
      return static_cast<unsigned char>(phrase.words.front().front()) < 0x80;
    });
    if (paired) {
      EXPECT_EQ(found, expected) << question;
      pair_hits += found.size();
    } else {
      EXPECT_TRUE(std::includes(expected.begin(), expected.end(), found.begin(), found.end())) << question;
    }
  }
  EXPECT_GT(pair_hits, 0u);
}

}  // namespace
}  // namespace tidegate
