// Images as the daemon makes them: when, in which order with the journal, and what happens when they cannot be made.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>

#include "core/engine/image_record.h"
#include "core/engine/state.h"
#include "daemon/http_answers.h"
#include "tests/unit/daemon/pipeline_world.h"

namespace tidegate {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

client::SubmitMessage Ticket(std::string_view key) {
  client::SubmitMessage message;
  message.external_key = key;
  message.type = "consultation";
  message.channel = "email";
  message.title = "title";
  return message;
}

void Submit(PipelineWorld& world, WorldPeer& front, const std::string& prefix, int count) {
  for (int i = 0; i < count; ++i) {
    front.encode.Submit(front.outgoing, Ticket(fmt::format("{}{}", prefix, i)), static_cast<std::uint64_t>(100 + i));
  }
  front.Send();
  world.Settle();
  front.TakeEvents();
}

std::unique_ptr<WorldPeer> FrontEnd(PipelineWorld& world) {
  auto front = world.Connect();
  front->Hello(Role::kFrontEnd, "web", 1024);
  return front;
}

// Steps of images and of everything else until nothing more comes of it.
void SettleImages(PipelineWorld& world) {
  for (int i = 0; i < 200; ++i) {
    world.StepImages();
    world.Settle();
  }
}

TEST(ImageStage, MakesAnImageWheneverTheJournalHasGrown) {
  PipelineWorld world({.image_every_bytes = 20'000});
  auto front = FrontEnd(world);
  SettleImages(world);
  const std::int64_t at_first = world.metrics().Get(Metric::kImages);
  EXPECT_LE(at_first, 1) << "rules and names of a new directory may be enough for one";
  for (int round = 1; round <= 4; ++round) {
    Submit(world, *front, fmt::format("r{}-", round), 200);
    SettleImages(world);
    EXPECT_EQ(world.metrics().Get(Metric::kImages), at_first + round);
    const std::vector<std::uint64_t> seqs = *world.images().List();
    EXPECT_EQ(seqs.back(), static_cast<std::uint64_t>(world.metrics().Get(Metric::kImageSeq)));
    EXPECT_THAT(seqs, SizeIs(std::min<std::size_t>(static_cast<std::size_t>(world.metrics().Get(Metric::kImages)), kImagesKept)));
    EXPECT_EQ(world.metrics().Get(Metric::kImageKeptSeq), seqs.size() < 2 ? 0 : static_cast<std::int64_t>(seqs.front()));
    EXPECT_EQ(world.images().retired_bytes(), 0u) << "those before are gone, byte by byte";
  }
  EXPECT_EQ(static_cast<std::uint64_t>(world.metrics().Get(Metric::kImageSeq)), world.journal().durable().seq);
  EXPECT_GT(world.metrics().Get(Metric::kImageTime), 0);
}

// Otherwise low tickets would be refused until others make the journal grow: with nobody else to come, for ever.
TEST(ImageStage, IsMadeEarlierWhileTheDiskRefusesSubmits) {
  PipelineWorld world({.tickets_max = 1 << 15, .image_every_bytes = 1 << 30});
  auto front = FrontEnd(world);
  for (int i = 0; world.metrics().Get(Metric::kJournalBytes) < static_cast<std::int64_t>(kImagePressedBytes); ++i) {
    Submit(world, *front, fmt::format("r{}-", i), 300);
  }
  SettleImages(world);
  EXPECT_EQ(world.metrics().Get(Metric::kImages), 0) << "there is space";
  world.metrics().Set(Metric::kSpaceMark, static_cast<std::int64_t>(SpaceMark::kRefuseLow));
  world.clocks.Advance(kImagePressedEvery);
  SettleImages(world);
  EXPECT_EQ(world.metrics().Get(Metric::kImages), 1);
  world.clocks.Advance(kImagePressedEvery);
  SettleImages(world);
  EXPECT_EQ(world.metrics().Get(Metric::kImages), 1) << "nothing came since";
}

// While it is written there are three: the disk's marks know of the third from its wish on.
TEST(ImageStage, SaysWhatTheOneUnderWayWillStillTake) {
  PipelineWorld world({.image_every_bytes = 1 << 30});
  auto front = FrontEnd(world);
  Submit(world, *front, "first", 400);
  world.MakeImage();
  const std::int64_t first = world.metrics().Get(Metric::kImageBytes);
  ASSERT_GT(first, 0);
  EXPECT_EQ(world.metrics().Get(Metric::kImageComing), 0) << "it is there";
  Submit(world, *front, "more", 400);
  world.pipeline().image_stage().WishNow();
  world.StepImages();
  EXPECT_EQ(world.metrics().Get(Metric::kImageComing), first);
  std::int64_t before = first;
  while (world.metrics().Get(Metric::kImages) < 2) {
    world.StepImages();
    world.Settle();
    EXPECT_LE(world.metrics().Get(Metric::kImageComing), before) << "what is written is measured";
    before = world.metrics().Get(Metric::kImageComing);
  }
  EXPECT_EQ(before, 0);
  EXPECT_GT(world.metrics().Get(Metric::kImageBytes), first);
}

TEST(ImageStage, IsNotPublishedBeforeTheJournalCoversIt) {
  PipelineWorld world({.image_every_bytes = 1 << 20});
  auto front = FrontEnd(world);
  front->encode.Submit(front->outgoing, Ticket("k"), 1);
  const std::string bytes = std::exchange(front->outgoing, {});
  std::copy(bytes.begin(), bytes.end(), front->session()->Free().begin());
  world.io().Received(*front->session(), bytes.size(), world.clocks.Read().boot);
  world.SettleWithoutCommits();
  world.pipeline().image_stage().WishNow();
  for (int i = 0; i < 50; ++i) {
    world.StepImages();
    world.SettleWithoutCommits();
  }
  EXPECT_EQ(world.metrics().Get(Metric::kImages), 0) << "its last change is not durable yet";
  EXPECT_THAT(*world.images().List(), SizeIs(0));
  world.Settle();
  SettleImages(world);
  EXPECT_EQ(world.metrics().Get(Metric::kImages), 1);
}

TEST(ImageStage, AStartReadsTheNewestImageAndOnlyWhatCameAfter) {
  PipelineWorld world({.image_every_bytes = 1 << 20});
  auto front = FrontEnd(world);
  Submit(world, *front, "before", 300);
  world.MakeImage();
  const auto image_seq = static_cast<std::uint64_t>(world.metrics().Get(Metric::kImageSeq));
  Submit(world, *front, "after", 20);
  const std::uint64_t durable = world.journal().durable().seq;
  world.Restart();
  const Booted& booted = world.pipeline().booted();
  EXPECT_EQ(booted.image.seq, image_seq);
  EXPECT_EQ(booted.recovered_changes, durable - image_seq);
  EXPECT_EQ(booted.status.open, 320u);
  EXPECT_THAT(booted.warnings, SizeIs(0));
  EXPECT_EQ(world.metrics().Get(Metric::kImageSeq), static_cast<std::int64_t>(image_seq));
  // The same external keys still name the same tickets: the hash key came with the image.
  auto again = FrontEnd(world);
  Submit(world, *again, "before", 300);
  EXPECT_EQ(world.pipeline().engine().state().tables().tickets.size(), 320u);
  // And an image can be made of what an image made.
  world.MakeImage();
  world.Restart();
  EXPECT_EQ(world.pipeline().booted().status.open, 320u);
}

TEST(ImageStage, AFailingDiskDegradesReadyzAndNothingElse) {
  PipelineWorld world({.image_every_bytes = 1 << 20, .image_faults = {.fail_append_at = 3}});
  auto front = FrontEnd(world);
  world.metrics().Set(Metric::kReady, 1);
  const auto ready = [&] { return AnswerHttp("/readyz", world.metrics(), world.clocks.Read().boot); };
  Submit(world, *front, "a", 10);
  world.MakeImage();
  EXPECT_EQ(world.metrics().Get(Metric::kImageFailures), 1);
  EXPECT_EQ(ready().status, 200);
  EXPECT_THAT(ready().body, HasSubstr("degraded: no image could be made"));
  const std::vector<News> news = world.pipeline().image_stage().TakeNews();
  ASSERT_THAT(news, SizeIs(1));
  EXPECT_THAT(news[0].text, HasSubstr("memory/writing"));
  Submit(world, *front, "b", 10);
  EXPECT_EQ(world.pipeline().engine().state().tables().tickets.size(), 20u);

  world.pipeline().image_stage().WishNow();
  SettleImages(world);
  EXPECT_EQ(world.metrics().Get(Metric::kImages), 0) << "not before the time is up";
  world.clocks.Advance(kImageRetryAfter);
  SettleImages(world);
  EXPECT_EQ(world.metrics().Get(Metric::kImages), 1);
  EXPECT_THAT(ready().body, testing::Not(HasSubstr("degraded")));
}

TEST(ImageStage, WhatFailedGivesItsSpaceBackAtOnce) {
  PipelineWorld world({.image_every_bytes = 1 << 20, .image_faults = {.fail_append_at = 3}});
  auto front = FrontEnd(world);
  Submit(world, *front, "a", 10);
  world.MakeImage();
  EXPECT_EQ(world.metrics().Get(Metric::kImageFailures), 1);
  EXPECT_GT(world.images().retired_bytes(), 0u);
  SettleImages(world);
  EXPECT_EQ(world.metrics().Get(Metric::kImages), 0) << "not before the time is up";
  EXPECT_EQ(world.images().retired_bytes(), 0u);
}

TEST(ImageStage, LeavesTheJournalItsRoomOnAFullDisk) {
  PipelineWorld world({.image_every_bytes = 1 << 20});
  auto front = FrontEnd(world);
  Submit(world, *front, "a", 10);
  world.metrics().Set(Metric::kSpaceBudget, 256 << 20);
  world.images().SetFreeBytes(2 << 20);  // a share of kImageReserveShare
  world.MakeImage();
  EXPECT_EQ(world.metrics().Get(Metric::kImageFailures), 1);
  const std::vector<News> news = world.pipeline().image_stage().TakeNews();
  ASSERT_THAT(news, SizeIs(1));
  EXPECT_THAT(news[0].text, HasSubstr("the disk has 2 MiB left"));
  world.images().SetFreeBytes(3 << 20);
  world.clocks.Advance(kImageRetryAfter);
  world.MakeImage();
  EXPECT_EQ(world.metrics().Get(Metric::kImages), 1);
}

TEST(ImageStage, AFailingSyncIsAsGoodAsAFailingWrite) {
  PipelineWorld world({.image_every_bytes = 1 << 20, .image_faults = {.fail_sync_at = 1}});
  auto front = FrontEnd(world);
  Submit(world, *front, "a", 10);
  world.MakeImage();
  EXPECT_EQ(world.metrics().Get(Metric::kImageFailures), 1);
  EXPECT_THAT(*world.images().List(), SizeIs(0));
  world.clocks.Advance(kImageRetryAfter);
  world.MakeImage();
  EXPECT_EQ(world.metrics().Get(Metric::kImages), 1);
}

TEST(ImageStage, ARetiredFileThatCannotBeRemovedIsSaidOnceAndStopsNothing) {
  PipelineWorld world({.image_every_bytes = 1 << 20, .image_faults = {.fail_trim_at = 1}});
  auto front = FrontEnd(world);
  std::vector<News> bad;
  const auto listen = [&] {
    for (News& news : world.pipeline().image_stage().TakeNews()) {
      if (news.kind == News::Kind::kBad) bad.push_back(std::move(news));
    }
  };
  for (int image = 1; image <= 8; ++image) {
    Submit(world, *front, fmt::format("r{}-", image), 20);
    world.MakeImage();
    SettleImages(world);
    EXPECT_EQ(world.metrics().Get(Metric::kImages), image);
    world.clocks.Advance(kImageTrimAgainAfter / 3);  // it is tried again, in vain
    listen();
  }
  EXPECT_EQ(world.metrics().Get(Metric::kImageFailing), 0);
  EXPECT_EQ(world.metrics().Get(Metric::kImageFailures), 0);
  ASSERT_THAT(bad, SizeIs(1));
  EXPECT_THAT(bad[0].text, HasSubstr("cannot remove memory/retired"));
  EXPECT_GT(world.images().retired_bytes(), 0u) << "that one stays";
  EXPECT_LT(world.images().retired_bytes(), 100'000u) << "and only that one";
}

TEST(ImageStage, WhatCannotBeWrittenInTimeIsAbandonedAndTriedAgain) {
  PipelineWorld world({.image_every_bytes = 1 << 20, .image_bounds = {.ahead_bytes = 100'000, .backlog_max = 100'000}});
  auto front = FrontEnd(world);
  Submit(world, *front, "a", 600);
  world.pipeline().image_stage().WishNow();
  world.StepImages();  // wishes, and then does nothing any more: a disk that hangs
  Submit(world, *front, "b", 300);
  EXPECT_EQ(world.metrics().Get(Metric::kImagesAbandoned), 0);
  world.StepImages();
  EXPECT_EQ(world.metrics().Get(Metric::kImagesAbandoned), 1) << "the pieces copied ahead are more than what may wait here";
  EXPECT_EQ(world.metrics().Get(Metric::kImageFailing), 1);
  EXPECT_EQ(world.pipeline().engine().state().tables().tickets.size(), 900u) << "the engine goes on";
}

TEST(ImageFeed, PiecesOfAnImageThatWasGivenUpAreNotTakenForTheNextOnes) {
  ImageFeed feed({});
  const std::uint64_t first = feed.Want();
  feed.Begun(first, {.seq = 1, .counts = {}});
  feed.Push(first, "first");
  feed.GiveUp();
  const std::uint64_t second = feed.Want();
  EXPECT_EQ(feed.Push(first, "late"), 0u);
  feed.Ended(first, ImageFeed::Taken::End::kComplete);
  feed.Begun(second, {.seq = 2, .counts = {}});
  feed.Push(second, "second");
  const ImageFeed::Taken taken = feed.Take();
  EXPECT_EQ(taken.start->seq, 2u);
  EXPECT_THAT(taken.pieces, ElementsAre("second"));
  EXPECT_EQ(taken.end, ImageFeed::Taken::End::kOpen);
  EXPECT_EQ(feed.queued_bytes(), 6u) << "until it is written";
  feed.Wrote(6);
  EXPECT_EQ(feed.queued_bytes(), 0u);
}

// A writer that hangs holds what it took: it counts, so that both together stay within the bound.
TEST(ImageFeed, WhatTheWriterHoldsCountsUntilItIsWritten) {
  ImageFeed feed({.ahead_bytes = 1'000, .backlog_max = 5'000});
  const std::uint64_t image = feed.Want();
  feed.Begun(image, {.seq = 1, .counts = {}});
  EXPECT_EQ(feed.Push(image, std::string(3'000, 'a')), 3'000u);
  EXPECT_THAT(feed.Take().pieces, SizeIs(1));
  EXPECT_EQ(feed.Push(image, std::string(3'000, 'b')), 6'000u) << "beyond backlog_max: the copier abandons";
  feed.AwaitRoom();
  const ImageFeed::Taken taken = feed.Take();
  EXPECT_FALSE(taken.engine_waits) << "there is no room yet";
  EXPECT_FALSE(feed.Wrote(3'000));
  EXPECT_TRUE(feed.Wrote(3'000)) << "now there is";
  EXPECT_FALSE(feed.Wrote(0)) << "said once";
}

// The engine's thread and the image's, as in the daemon; for the thread sanitizer too.
TEST(ImageFeed, TwoThreadsHandOverTheStateOfTheBeginning) {
  PipelineWorld world;
  auto front = FrontEnd(world);
  Submit(world, *front, "a", 900);
  Engine engine(world.pipeline().engine().state().tables().limits);
  ASSERT_TRUE(world.journal()
                  .ReadFrom(1,
                            [&](std::string_view record) {
                              return engine.Replay(record) == nullptr ? absl::OkStatus() : absl::InternalError("replay");
                            })
                  .ok());
  const std::uint64_t fingerprint = engine.state().Fingerprint();
  ImageFeed feed({.ahead_bytes = 10'000, .backlog_max = 1 << 20});
  std::atomic<bool> stop{false};
  std::thread engine_thread([&] {
    ImageCopier copier(&engine, &feed);
    while (!stop.load(std::memory_order_acquire)) copier.Step();
  });
  for (int image = 0; image < 20; ++image) {
    feed.Want();
    ImageSum sum;
    for (ImageFeed::Taken taken; taken.end == ImageFeed::Taken::End::kOpen;) {
      feed.Wait(kSecond);
      taken = feed.Take();
      for (const std::string& piece : taken.pieces) {
        sum.Add(piece);
        feed.Wrote(piece.size());
      }
      ASSERT_NE(taken.end, ImageFeed::Taken::End::kAbandoned);
    }
    EXPECT_EQ(sum.fingerprint, fingerprint);
    feed.GiveUp();
  }
  stop.store(true, std::memory_order_release);
  engine_thread.join();
}

}  // namespace
}  // namespace tidegate
