#include "persistence/knowledge_keeper.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/ids.h"
#include "persistence/memory_journal.h"
#include "persistence/memory_store.h"
#include "persistence/projector.h"
#include "persistence/testing/sample_records.h"
#include "tests/support/temp_directory.h"
#include "tests/unit/persistence/reading.h"

namespace tidegate {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::uint64_t kDirectory = 7;

// A journal into which articles and tickets are written, a store behind it, and a keeper beside both.
class KnowledgeKeeperTest : public ::testing::Test {
 protected:
  KnowledgeKeeperTest() { Restart(kDirectory); }

  void Restart(std::uint64_t directory) {
    keeper_.reset();
    keeper_ = std::make_unique<KnowledgeKeeper>(path(), directory, *journal_, use_store_ ? store_.get() : nullptr);
  }
  std::string path() const { return temp_ / "knowledge"; }

  // One more record with one article.
  KnowledgeArticle Put(std::uint32_t id, std::uint32_t version, std::string_view title) {
    KnowledgeArticle article{ArticleId(id), end_.seq + 1,
                             version,       Visibility::kCustomer,
                             kTicketEpoch,  EncodeArticle({.title = title, .text = "正文", .keywords = {}, .author = {}, .types = {}})};
    ArticlePut change;
    change.at = kTicketEpoch;
    change.article = id;
    change.version = version;
    change.visibility = static_cast<std::uint8_t>(Visibility::kCustomer);
    TurnHeader header;
    header.first_seq = end_.seq + 1;
    header.at = kTicketEpoch + static_cast<Micros>(header.first_seq);
    header.epoch = 1;
    header.change_count = 1;
    const EntryHeader entry{static_cast<std::uint8_t>(ChangeKind::kArticlePut), 0, 1, static_cast<std::uint32_t>(article.text.size())};
    std::string record(reinterpret_cast<const char*>(&header), sizeof header);
    record.append(reinterpret_cast<const char*>(&entry), sizeof entry);
    record.append(reinterpret_cast<const char*>(&change), sizeof change);
    record.append(article.text);
    record.resize(PaddedTo8(record.size()), '\0');
    header.bytes = static_cast<std::uint32_t>(record.size());
    std::memcpy(record.data(), &header, sizeof header);
    end_.chain = SealRecord(record.data(), record.size(), end_.chain);
    ++end_.seq;
    CHECK(AppendAll(*journal_, {record}).ok());
    return article;
  }

  void Project() {
    Projector projector(*journal_, *store_);
    projector.Hurry();
    while (*projector.Step(1) == Projector::Progress::kWorked) projector.Hurry();
    CHECK(projector.Finish().ok());
  }

  std::vector<std::uint32_t> Find(std::string_view text) {
    const auto hits = keeper_->Find({.text = std::string(text)});
    EXPECT_TRUE(hits.ok()) << hits.status();
    std::vector<std::uint32_t> ids;
    if (hits.ok()) {
      for (const KnowledgeHit& hit : *hits) ids.push_back(hit.id.raw());
    }
    return ids;
  }

  TempDirectory temp_;
  std::unique_ptr<MemoryJournal> journal_ = MemoryJournal::Open().value();
  std::unique_ptr<MemoryStore> store_ = std::make_unique<MemoryStore>();
  bool use_store_ = true;
  JournalPosition end_;
  std::unique_ptr<KnowledgeKeeper> keeper_;
};

TEST_F(KnowledgeKeeperTest, WhatStandsInTheJournalIsFoundAfterAStart) {
  Put(1, 1, "退款");
  Put(2, 1, "发票");
  EXPECT_THAT(Find("退款"), ElementsAre(1));
  EXPECT_THAT(Find("发票"), ElementsAre(2));
}

TEST_F(KnowledgeKeeperTest, WhatWasCutFromTheJournalIsFoundInTheStore) {
  Put(1, 1, "退款");
  Put(1, 2, "退货");
  Put(2, 1, "发票");
  Project();
  ASSERT_TRUE(journal_->CutBefore(4).ok());
  ASSERT_EQ(journal_->base().seq, 3u);
  Put(3, 1, "投诉");
  EXPECT_THAT(Find("退货"), ElementsAre(1));
  EXPECT_THAT(Find("退款"), IsEmpty());
  EXPECT_THAT(Find("发票"), ElementsAre(2));
  EXPECT_THAT(Find("投诉"), ElementsAre(3));
}

TEST_F(KnowledgeKeeperTest, WhatIsTakenIsFoundAtOnceAndOnce) {
  Put(1, 1, "退款");
  ASSERT_TRUE(keeper_->CatchUp().ok());
  const KnowledgeArticle second = Put(1, 2, "退货");
  ASSERT_TRUE(keeper_->Take({second}).ok());
  EXPECT_THAT(Find("退货"), ElementsAre(1));
  ASSERT_TRUE(keeper_->Take({second}).ok());
  EXPECT_THAT(Find("退货"), ElementsAre(1));
  EXPECT_THAT(Find("退款"), IsEmpty());
}

TEST_F(KnowledgeKeeperTest, ADeathBetweenJournalAndIndexLosesNothing) {
  Put(1, 1, "退款");
  ASSERT_TRUE(keeper_->CatchUp().ok());
  Put(2, 1, "发票");  // committed, never taken
  Restart(kDirectory);
  EXPECT_THAT(Find("发票"), ElementsAre(2));
  EXPECT_THAT(keeper_->TakeNews(), IsEmpty());
}

TEST_F(KnowledgeKeeperTest, ADeathBetweenStoreAndIndexLosesNothing) {
  Put(1, 1, "退款");
  ASSERT_TRUE(keeper_->CatchUp().ok());
  Put(2, 1, "发票");
  Project();
  ASSERT_TRUE(journal_->CutBefore(3).ok());
  Restart(kDirectory);
  EXPECT_THAT(Find("发票"), ElementsAre(2));
}

TEST_F(KnowledgeKeeperTest, AStoreThatLostItsLatestWritesIsNoLoss) {
  Put(1, 1, "退款");
  Project();
  Put(2, 1, "发票");
  ASSERT_TRUE(keeper_->CatchUp().ok());
  store_ = std::make_unique<MemoryStore>(store_->surviving());
  Restart(kDirectory);
  Put(3, 1, "投诉");
  Project();
  Restart(kDirectory);
  EXPECT_THAT(Find("退款"), ElementsAre(1));
  EXPECT_THAT(Find("发票"), ElementsAre(2));
  EXPECT_THAT(Find("投诉"), ElementsAre(3));
}

TEST_F(KnowledgeKeeperTest, ADamagedIndexIsMadeAnewAndThatIsSaid) {
  Put(1, 1, "退款");
  Project();
  Put(2, 1, "发票");
  ASSERT_TRUE(keeper_->CatchUp().ok());
  keeper_.reset();
  WriteWhole(path(), "this was a database once; now it is so many bytes of something else that nobody can take for one any more......");
  Restart(kDirectory);
  EXPECT_THAT(Find("退款"), ElementsAre(1));
  EXPECT_THAT(Find("发票"), ElementsAre(2));
  EXPECT_THAT(keeper_->TakeNews(), ElementsAre(HasSubstr("made anew")));
}

TEST_F(KnowledgeKeeperTest, ALostIndexIsMadeAnew) {
  Put(1, 1, "退款");
  ASSERT_TRUE(keeper_->CatchUp().ok());
  keeper_.reset();
  ASSERT_TRUE(KnowledgeIndex::Remove(path()).ok());
  Restart(kDirectory);
  EXPECT_THAT(Find("退款"), ElementsAre(1));
}

TEST_F(KnowledgeKeeperTest, AnIndexOfAnotherDirectoryIsMadeAnew) {
  Put(1, 1, "退款");
  ASSERT_TRUE(keeper_->CatchUp().ok());
  Restart(kDirectory + 1);
  EXPECT_THAT(Find("退款"), ElementsAre(1));
  EXPECT_THAT(keeper_->TakeNews(), ElementsAre(HasSubstr("another directory")));
}

TEST_F(KnowledgeKeeperTest, AnIndexAheadOfTheJournalIsMadeAnew) {
  Put(1, 1, "退款");
  Put(2, 1, "发票");
  ASSERT_TRUE(keeper_->CatchUp().ok());
  keeper_.reset();
  ASSERT_TRUE(journal_->CutAfter(1, 1).ok());
  Restart(kDirectory);
  EXPECT_THAT(Find("发票"), IsEmpty());
  EXPECT_THAT(Find("退款"), ElementsAre(1));
  EXPECT_THAT(keeper_->TakeNews(), ElementsAre(HasSubstr("further than the journal")));
}

TEST_F(KnowledgeKeeperTest, WithoutAStoreTheJournalIsEnough) {
  use_store_ = false;
  Restart(kDirectory);
  Put(1, 1, "退款");
  EXPECT_THAT(Find("退款"), ElementsAre(1));
  Restart(kDirectory);
  Put(1, 2, "退货");
  Restart(kDirectory);
  EXPECT_THAT(Find("退货"), ElementsAre(1));
  EXPECT_THAT(Find("退款"), IsEmpty());
}

TEST_F(KnowledgeKeeperTest, AFolderThatCannotBeWrittenIsToldWithTheRemedy) {
  keeper_ = std::make_unique<KnowledgeKeeper>(temp_ / "nowhere/knowledge", kDirectory, *journal_, nullptr);
  EXPECT_THAT(Message(keeper_->CatchUp()), HasSubstr("who may write there"));
  EXPECT_FALSE(keeper_->Find({.text = "退款"}).ok());
}

TEST_F(KnowledgeKeeperTest, ManyArticlesGoInByBatches) {
  for (std::uint32_t i = 1; i <= 250; ++i) Put(i, 1, "退款" + std::to_string(i));
  Project();
  for (std::uint32_t i = 251; i <= 270; ++i) Put(i, 1, "退款" + std::to_string(i));
  for (const std::uint32_t id : {1u, 100u, 101u, 250u, 251u, 270u}) EXPECT_THAT(Find("退款" + std::to_string(id)), ElementsAre(id));
}

}  // namespace
}  // namespace tidegate
