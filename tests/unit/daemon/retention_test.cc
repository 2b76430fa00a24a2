// What is cut of the journal, and what is not: behind the older image, behind the flushed projection, as far as followers allow.
#include "daemon/retention.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "core/base/check.h"
#include "daemon/http_answers.h"
#include "tests/unit/daemon/pipeline_world.h"

namespace tidegate {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class RetentionTest : public testing::Test {
 protected:
  explicit RetentionTest(const WorldOptions& options = {.image_every_bytes = 1 << 30,
                                                        .retention = {.keep_bytes = 0, .keep_for = 0, .budget = 1 << 30}})
      : world(options), front_(world.Connect()) {
    front_->Hello(Role::kFrontEnd, "web", 1024);
  }

  void Submit(int count) {
    for (int i = 0; i < count; ++i) {
      const std::string key = fmt::format("k{}", ++keys_);
      client::SubmitMessage message;
      message.external_key = key;
      message.type = "consultation";
      message.channel = "email";
      front_->encode.Submit(front_->outgoing, message, static_cast<std::uint64_t>(keys_));
      front_->Send();
    }
    front_->TakeEvents();
  }
  void Project() {
    world.Project();
    CHECK(world.store().Flush().ok());
    world.Project();
  }
  // Steps until nothing more is cut.
  void Cut() {
    for (std::int64_t cuts = -1; cuts != world.metrics().Get(Metric::kJournalCuts);) {
      cuts = world.metrics().Get(Metric::kJournalCuts);
      const absl::StatusOr<Micros> wait = world.pipeline().StepRetention();
      ASSERT_TRUE(wait.ok()) << wait.status();
    }
  }
  std::uint64_t base() { return world.journal().base().seq; }
  std::uint64_t end() { return world.journal().durable().seq; }

  PipelineWorld world;
  std::unique_ptr<WorldPeer> front_;
  int keys_ = 0;
};

TEST_F(RetentionTest, NothingIsCutBeforeThereAreTwoImages) {
  Submit(20);
  Project();
  Cut();
  EXPECT_EQ(base(), 0u);
  world.MakeImage();
  const std::uint64_t first = world.images().disk().published.begin()->first;
  Submit(20);
  Project();
  Cut();
  EXPECT_EQ(base(), 0u) << "were the only image damaged, the journal would be needed whole";
  world.MakeImage();
  Project();
  Cut();
  EXPECT_EQ(base(), first);
  EXPECT_THAT(world.images().disk().published, SizeIs(2));
}

TEST_F(RetentionTest, WhatTheStoreHasNotFlushedStays) {
  Submit(20);
  world.MakeImage();
  Submit(20);
  world.MakeImage();
  Cut();
  EXPECT_EQ(base(), 0u);
  Project();
  const std::uint64_t older = world.images().disk().published.begin()->first;
  Cut();
  EXPECT_EQ(base(), older) << "then the older image counts";
  const std::uint64_t flushed = world.store().flushed().position.seq;
  Submit(20);
  world.MakeImage();
  Submit(5);
  world.MakeImage();
  Cut();
  EXPECT_EQ(base(), flushed) << "and now the store again: images went on, it did not";
}

TEST_F(RetentionTest, AfterACutAStartAndEveryQuestionGoOn) {
  for (int part = 0; part < 4; ++part) {
    Submit(20);
    world.MakeImage();
    Project();
    Cut();
  }
  EXPECT_GT(base(), 20u);
  const std::uint64_t open = world.engine().state().tables().tickets.size();
  world.Restart();
  EXPECT_EQ(world.pipeline().booted().status.open, open);
  EXPECT_THAT(world.pipeline().booted().warnings, IsEmpty());
  // The first ticket's history is in the store, its journal is gone.
  Project();
  auto supervisor = world.Connect();
  supervisor->Hello(Role::kSupervisor, "lead");
  client::TicketNameMessage first;
  first.front_end = "web";
  first.external_key = "k1";
  supervisor->encode.AskHistory(supervisor->outgoing, first, 0, 7);
  supervisor->Send();
  EXPECT_THAT(supervisor->TakeEvents(), testing::Contains(HasSubstr("7 history submitted")));
}

TEST_F(RetentionTest, ADamagedNewestImageIsNoLossAfterACut) {
  for (int part = 0; part < 3; ++part) {
    Submit(20);
    world.MakeImage();
    Project();
    Cut();
  }
  ASSERT_GT(base(), 0u);
  const std::uint64_t open = world.engine().state().tables().tickets.size();
  MemoryImages images = world.images().disk();
  const std::uint64_t older = images.published.begin()->first;
  const std::uint64_t newest = images.published.rbegin()->first;
  images.published.rbegin()->second[100] ^= 1;
  world.RestartWith(images);
  EXPECT_EQ(world.pipeline().booted().image.seq, older);
  EXPECT_EQ(world.pipeline().booted().status.open, open);
  EXPECT_THAT(world.pipeline().booted().warnings, testing::ElementsAre(HasSubstr("tidegate verify")));
  // The damaged one is no image that the cut may rely on, and the next image takes its place.
  EXPECT_EQ(world.metrics().Get(Metric::kImageKeptSeq), 0);
  world.MakeImage();
  EXPECT_EQ(world.images().disk().published.count(newest), 0u);
  EXPECT_EQ(static_cast<std::uint64_t>(world.metrics().Get(Metric::kImageKeptSeq)), older);
}

TEST_F(RetentionTest, NothingIsCutWhileAPartHasFailed) {
  Submit(20);
  world.MakeImage();
  Submit(20);
  world.MakeImage();
  Project();
  world.metrics().Set(Metric::kImageFailing, 1);
  Cut();
  EXPECT_EQ(base(), 0u);
  world.metrics().Set(Metric::kImageFailing, 0);
  world.metrics().Set(Metric::kProjectionState, static_cast<std::int64_t>(ProjectionState::kStopped));
  Cut();
  EXPECT_EQ(base(), 0u);
  world.metrics().Set(Metric::kProjectionState, static_cast<std::int64_t>(ProjectionState::kRunning));
  Cut();
  EXPECT_GT(base(), 0u);
}

class RetentionForFollowers : public RetentionTest {
 protected:
  RetentionForFollowers()
      : RetentionTest({.image_every_bytes = 1 << 30, .retention = {.keep_bytes = 6'000, .keep_for = kHour, .budget = 1 << 30}}) {}
  void MakeAllNeedless() {
    world.MakeImage();
    Submit(1);
    world.MakeImage();
    Project();
  }
  std::uint64_t KeptBytes() {
    std::uint64_t bytes = 0;
    for (const JournalPiece& piece : world.journal().Pieces()) bytes += piece.bytes;
    return bytes;
  }
};

TEST_F(RetentionForFollowers, KeepsTheLatestBytes) {
  Submit(100);
  MakeAllNeedless();
  Cut();
  EXPECT_GT(base(), 0u);
  EXPECT_GE(KeptBytes(), 6'000u);
  EXPECT_LT(KeptBytes(), 8'000u) << "one piece more than asked for at most";
}

TEST_F(RetentionForFollowers, ButNothingOlderThanItsTime) {
  Submit(3);
  MakeAllNeedless();
  world.clocks.Advance(kHour - kMinute);
  Submit(1);
  Cut();
  const std::uint64_t before = base();
  world.clocks.Advance(2 * kMinute);
  Submit(1);
  Cut();
  EXPECT_GT(base(), before);
  EXPECT_LT(KeptBytes(), 6'000u);
}

TEST_F(RetentionForFollowers, NeverMoreThanAShareOfTheBudget) {
  Retention small({.keep_bytes = 1 << 30, .keep_for = kHour, .budget = 6'000 * kFeedShare}, &world.journal(), &world.metrics(),
                  &world.clocks);
  Submit(100);
  MakeAllNeedless();
  ASSERT_TRUE(small.Step().ok());
  EXPECT_GE(KeptBytes(), 6'000u);
  EXPECT_LT(KeptBytes(), 8'000u);
}

TEST_F(RetentionForFollowers, NothingWhileSubmitsAreRefusedForWantOfSpace) {
  Submit(100);
  MakeAllNeedless();
  world.metrics().Set(Metric::kSpaceMark, static_cast<std::int64_t>(SpaceMark::kHalf));
  Cut();
  EXPECT_GE(KeptBytes(), 6'000u);
  const std::uint64_t older_image = world.images().disk().published.begin()->first;
  world.metrics().Set(Metric::kSpaceMark, static_cast<std::int64_t>(SpaceMark::kRefuseLow));
  Cut();
  EXPECT_EQ(base(), older_image) << "a refused customer can ask nobody else, a follower the projection";
}

TEST_F(RetentionTest, AProjectionThatHoldsBackAShareOfTheBudgetIsPressed) {
  Project();
  Retention small({.keep_bytes = 0, .keep_for = 0, .budget = 100'000}, &world.journal(), &world.metrics(), &world.clocks);
  ASSERT_TRUE(small.Step().ok());
  EXPECT_EQ(world.metrics().Get(Metric::kProjectionPressed), 0);
  Submit(60);
  ASSERT_TRUE(small.Step().ok());
  EXPECT_EQ(world.metrics().Get(Metric::kProjectionPressed), 1);
  EXPECT_EQ(world.pipeline().projection().pace(), StorePace::kOrdinary);
  Project();
  ASSERT_TRUE(small.Step().ok());
  EXPECT_EQ(world.metrics().Get(Metric::kProjectionPressed), 0);
  world.metrics().Set(Metric::kProjectionState, static_cast<std::int64_t>(ProjectionState::kStopped));
  Submit(60);
  ASSERT_TRUE(small.Step().ok());
  EXPECT_EQ(world.metrics().Get(Metric::kProjectionPressed), 0) << "nobody is there to be pressed";
}

TEST_F(RetentionTest, AFailedCutIsTheEndOfTheJournal) {
  Submit(20);
  world.MakeImage();
  Submit(20);
  world.MakeImage();
  Project();
  MemoryDisk disk = world.journal().bytes_after_kill();
  auto journal = *MemoryJournal::Open(disk, FaultPlan{.fail_sync_at = 1});
  Retention retention({.keep_bytes = 0, .keep_for = 0, .budget = 1 << 30}, journal.get(), &world.metrics(), &world.clocks);
  const absl::StatusOr<Micros> step = retention.Step();
  EXPECT_FALSE(step.ok());
  EXPECT_FALSE(absl::IsDataLoss(step.status()));
}

TEST_F(RetentionTest, DamageInAnOldPartEndsTheCuttingAndNothingElse) {
  Submit(20);
  world.MakeImage();
  Submit(20);
  world.MakeImage();
  Project();
  world.metrics().Set(Metric::kReady, 1);

  // Whoever reads finds damage; whoever writes does not.
  class Damaged final : public JournalSink {
   public:
    explicit Damaged(JournalSink* journal) : journal_(journal) {}
    absl::Status Append(const JournalCommit& commit) override { return journal_->Append(commit); }
    JournalPosition durable() const override { return journal_->durable(); }
    JournalPosition base() const override { return journal_->base(); }
    absl::Status ReadFrom(std::uint64_t seq, RecordCallback) override { return absl::DataLossError(fmt::format("damaged at seq {}", seq)); }
    absl::Status CutBefore(std::uint64_t seq) override { return journal_->CutBefore(seq); }
    std::vector<JournalPiece> Pieces() const override { return journal_->Pieces(); }
    absl::Status CutAfter(std::uint64_t seq, std::uint32_t epoch) override { return journal_->CutAfter(seq, epoch); }
    absl::Status PromiseEpoch(std::uint32_t epoch) override { return journal_->PromiseEpoch(epoch); }
    std::uint32_t promised_epoch() const override { return journal_->promised_epoch(); }
    absl::Status SyncNow() override { return journal_->SyncNow(); }
    bool synced() const override { return journal_->synced(); }

   private:
    JournalSink* journal_;
  };
  Damaged damaged(&world.journal());
  Retention retention({.keep_bytes = 1 << 20, .keep_for = 0, .budget = 1 << 30}, &damaged, &world.metrics(), &world.clocks);
  for (int step = 0; step < 3; ++step) ASSERT_TRUE(retention.Step().ok());
  const std::vector<News> news = retention.TakeNews();
  ASSERT_THAT(news, SizeIs(1)) << "said once";
  EXPECT_THAT(news[0].text, HasSubstr("damaged at seq"));
  EXPECT_EQ(base(), 0u);
  EXPECT_THAT(AnswerHttp("/readyz", world.metrics(), world.clocks.Read().boot).body, HasSubstr("degraded: an old part of the journal"));
}

}  // namespace
}  // namespace tidegate
