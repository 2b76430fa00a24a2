// What a start makes of images that do not fit: refused or passed over, with file, seq and the next step, and nothing acknowledged lost.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/base/check.h"
#include "core/engine/state.h"
#include "daemon/boot.h"
#include "daemon/boot_image.h"
#include "daemon/status_text.h"
#include "tests/unit/daemon/pipeline_world.h"

namespace tidegate {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::SizeIs;

// A directory with two images and a journal that goes on behind them.
struct Directory {
  MemoryDisk journal;
  MemoryImages images;
  std::uint64_t older = 0;
  std::uint64_t newer = 0;
  std::uint64_t fingerprint = 0;  // at its end
  EngineLimits limits;
};

Directory MakeDirectory(const std::string& prefix) {
  PipelineWorld world({.image_every_bytes = 1 << 20});
  auto front = world.Connect();
  front->Hello(Role::kFrontEnd, "web", 1024);
  std::map<std::uint64_t, std::string> images;
  for (int part = 0; part < 3; ++part) {
    for (int i = 0; i < 40; ++i) {
      const std::string key = fmt::format("{}{}-{}", prefix, part, i);
      client::SubmitMessage message;
      message.external_key = key;
      message.type = "consultation";
      message.channel = "email";
      front->encode.Submit(front->outgoing, message, static_cast<std::uint64_t>(part * 100 + i + 1));
    }
    front->Send();
    if (part == 2) break;
    world.MakeImage();
    images.merge(std::map(world.images().disk().published));
  }
  Directory made;
  made.older = images.begin()->first;
  made.newer = images.rbegin()->first;
  made.images.published = std::move(images);
  made.journal = world.journal().bytes_after_kill();
  made.fingerprint = world.pipeline().engine().state().Fingerprint();
  made.limits = world.pipeline().engine().state().tables().limits;
  return made;
}

struct Outcome {
  absl::StatusOr<RecoveredImage> image;
  std::vector<std::string> warnings;
  std::uint64_t fingerprint = 0;  // with the journal behind it
};

Outcome Recover(const Directory& directory, std::uint64_t cut_before = 0, std::uint64_t cut_after = 0) {
  WorldClocks clocks;
  Engine engine(directory.limits);
  MemoryImageStore images(directory.images);
  std::unique_ptr<MemoryJournal> journal = *MemoryJournal::Open(directory.journal);
  if (cut_before != 0) CHECK(journal->CutBefore(cut_before).ok());
  if (cut_after != 0) CHECK(journal->CutAfter(cut_after, 9).ok());
  Outcome outcome;
  ImageBoot boot{.limits = directory.limits, .progress = nullptr, .clocks = &clocks};
  outcome.image = RecoverImage(boot, engine, &images, *journal, outcome.warnings);
  if (!outcome.image.ok()) return outcome;
  if (outcome.image->seq != journal->durable().seq) {
    const absl::Status read = journal->ReadFrom(outcome.image->seq + 1, [&](std::string_view record) {
      const char* flaw = engine.Replay(record);
      return flaw == nullptr ? absl::OkStatus() : absl::InternalError(flaw);
    });
    EXPECT_TRUE(read.ok()) << read;
  }
  outcome.fingerprint = engine.state().Fingerprint();
  return outcome;
}

TEST(ImageBoot, TheNewestImageAndTheTailAreTheState) {
  const Directory directory = MakeDirectory("a");
  const Outcome outcome = Recover(directory);
  ASSERT_TRUE(outcome.image.ok()) << outcome.image.status();
  EXPECT_EQ(outcome.image->seq, directory.newer);
  EXPECT_EQ(outcome.fingerprint, directory.fingerprint);
  EXPECT_THAT(outcome.warnings, SizeIs(0));
}

TEST(ImageBoot, ADamagedImageIsPassedOverForTheOneBefore) {
  Directory directory = MakeDirectory("a");
  std::string& bytes = directory.images.published.at(directory.newer);
  bytes[bytes.size() / 2] ^= 1;
  const Outcome outcome = Recover(directory);
  ASSERT_TRUE(outcome.image.ok()) << outcome.image.status();
  EXPECT_EQ(outcome.image->seq, directory.older);
  EXPECT_EQ(outcome.fingerprint, directory.fingerprint);
  ASSERT_THAT(outcome.warnings, SizeIs(1));
  EXPECT_THAT(outcome.warnings[0], AllOf(HasSubstr(fmt::format("seq {}", directory.newer)), HasSubstr("nothing is lost")));
}

TEST(ImageBoot, WithoutAWholeImageTheWholeJournalIsRead) {
  Directory directory = MakeDirectory("a");
  for (auto& [seq, bytes] : directory.images.published) bytes.resize(bytes.size() - 1);
  const Outcome outcome = Recover(directory);
  ASSERT_TRUE(outcome.image.ok()) << outcome.image.status();
  EXPECT_EQ(outcome.image->seq, 0u);
  EXPECT_EQ(outcome.fingerprint, directory.fingerprint);
  EXPECT_THAT(outcome.warnings, SizeIs(2));
}

TEST(ImageBoot, ADamagedImageBeforeWhichTheJournalWasCutIsRefused) {
  Directory directory = MakeDirectory("a");
  ASSERT_TRUE(Recover(directory, directory.older).image.ok()) << "the cut alone harms nothing";
  for (auto& [seq, bytes] : directory.images.published) bytes[200] ^= 1;
  const Outcome outcome = Recover(directory, directory.older);
  EXPECT_TRUE(absl::IsDataLoss(outcome.image.status()));
  EXPECT_THAT(StatusText(outcome.image.status()),
              AllOf(HasSubstr(fmt::format("{:020}.image", directory.newer)), HasSubstr("begins behind seq"), HasSubstr("Next:")));
  directory.images.published.clear();
  EXPECT_THAT(StatusText(Recover(directory, directory.older).image.status()), AllOf(HasSubstr("no image"), HasSubstr("Next:")));
}

TEST(ImageBoot, AnImageAheadOfTheJournalIsRefused) {
  const Directory directory = MakeDirectory("a");
  const Outcome outcome = Recover(directory, 0, directory.older);
  EXPECT_TRUE(absl::IsFailedPrecondition(outcome.image.status()));
  EXPECT_THAT(StatusText(outcome.image.status()), AllOf(HasSubstr(fmt::format("stands at seq {}", directory.newer)),
                                                        HasSubstr(fmt::format("ends at seq {}", directory.older)), HasSubstr("Next:")));
}

TEST(ImageBoot, AnImageOfAnotherPastIsRefused) {
  Directory directory = MakeDirectory("a");
  const Directory other = MakeDirectory("b");  // the same directory id, other tickets
  ASSERT_EQ(other.newer, directory.newer);
  directory.images = other.images;
  const Outcome outcome = Recover(directory);
  EXPECT_TRUE(absl::IsFailedPrecondition(outcome.image.status())) << outcome.image.status();
  EXPECT_THAT(StatusText(outcome.image.status()), AllOf(HasSubstr("not of this journal"), HasSubstr("chain"), HasSubstr("Next:")));
}

TEST(ImageBoot, AnImageThatNeedsLargerTablesNamesTheOption) {
  Directory directory = MakeDirectory("a");
  directory.limits.tickets_max = 64;
  EXPECT_THAT(StatusText(Recover(directory).image.status()), AllOf(HasSubstr("80 open tickets"), HasSubstr("--tickets-max 80")));
}

// With the image, and without it from the whole journal; and where only the journal behind the image needs more.
TEST(ImageBoot, AStartWithLowerLimitsIsRefusedByName) {
  PipelineWorld world({.image_every_bytes = 1 << 20});
  const auto submit = [&](int from, int to) {
    auto front = world.Connect();
    front->Hello(Role::kFrontEnd, "web", 1024);
    for (int i = from; i < to; ++i) {
      const std::string key = fmt::format("k{}", i);
      client::SubmitMessage message;
      message.external_key = key;
      message.customer = key;
      message.type = "consultation";
      message.channel = "email";
      front->encode.Submit(front->outgoing, message, static_cast<std::uint64_t>(i + 1));
    }
    front->Send();
    world.HangUp(*front);
  };
  submit(0, 100);
  world.MakeImage();
  submit(100, 130);
  const EngineLimits enough = world.engine().state().tables().limits;
  EXPECT_EQ(world.RefusalToRestart(enough, PipelineWorld::Images::kThere), "");
  EXPECT_EQ(world.RefusalToRestart(enough, PipelineWorld::Images::kGone), "");
  for (const auto& [option, bound] :
       {std::pair{"tickets-max", &EngineLimits::tickets_max}, std::pair{"customers-max", &EngineLimits::customers_max},
        std::pair{"outcomes-max", &EngineLimits::outcomes_max}}) {
    EngineLimits lower = enough;
    lower.*bound = 64;
    for (const auto images : {PipelineWorld::Images::kThere, PipelineWorld::Images::kGone}) {
      EXPECT_THAT(world.RefusalToRestart(lower, images), AllOf(HasSubstr(fmt::format("--{}", option)), HasSubstr("Next: start with")));
    }
    if (bound == &EngineLimits::outcomes_max) continue;
    lower.*bound = 110;  // the image fits, what came behind it does not
    EXPECT_THAT(world.RefusalToRestart(lower, PipelineWorld::Images::kThere),
                AllOf(HasSubstr("the journal's record at seq"), HasSubstr(fmt::format("--{} allows (110)", option))));
  }
}

TEST(ImageBoot, ImagesBeforeTheJournalsBeginAreNamedAsThat) {
  Directory directory = MakeDirectory("a");
  directory.images.published.erase(directory.newer);
  EXPECT_THAT(StatusText(Recover(directory, directory.newer + 1).image.status()),
              AllOf(HasSubstr("all 1 images in the directory lie before the journal's begin"), HasSubstr("Next:")));
}

// Whoever waits for a long start sees it move, in the image and in the journal, never backwards and never beyond the end.
TEST(ImageBoot, ALongStartTellsHowFarItIs) {
  PipelineWorld world({.tickets_max = 1 << 15, .image_every_bytes = 1 << 30});
  auto front = world.Connect();
  front->Hello(Role::kFrontEnd, "web", 1024);
  const auto submit = [&](int from, int to) {
    for (int i = from; i < to; ++i) {  // a turn each
      const std::string key = fmt::format("k{}", i);
      client::SubmitMessage message;
      message.external_key = key;
      message.type = "consultation";
      message.channel = "email";
      front->encode.Submit(front->outgoing, message, static_cast<std::uint64_t>(i + 1));
      front->Send();
    }
  };
  submit(0, 1'500);
  world.MakeImage();
  submit(1'500, 6'000);

  // A machine on which each look at the clock comes 600 ms after the one before.
  class SlowClocks : public WorldClocks {
   public:
    ClockReading Read() override {
      Advance(600 * kMillisecond);
      return WorldClocks::Read();
    }
  };
  SlowClocks clocks;
  BootPlan plan;
  plan.limits = world.engine().state().tables().limits;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> of_journal;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> of_image;
  plan.progress = [&](std::uint64_t done, std::uint64_t all) { of_journal.emplace_back(done, all); };
  plan.image_progress = [&](std::string_view name, std::uint64_t done, std::uint64_t all) {
    EXPECT_THAT(std::string(name), HasSubstr(".image"));
    of_image.emplace_back(done, all);
  };
  MemoryImageStore images(world.images().disk());
  const auto journal = MemoryJournal::Open(world.journal().bytes_after_kill()).value();
  Engine engine(plan.limits);
  const auto coordinator = SingleNodeCoordinator::Open(*journal).value();
  plan.limits.epoch = coordinator->Current().epoch;
  Committer committer(*journal, *coordinator);
  const absl::StatusOr<Booted> booted = Boot(plan, engine, &images, *journal, committer, clocks);
  ASSERT_TRUE(booted.ok()) << booted.status();
  for (const auto& told : {of_journal, of_image}) {
    EXPECT_GE(told.size(), 1u);
    for (std::size_t i = 0; i < told.size(); ++i) {
      EXPECT_GT(told[i].first, i == 0 ? 0 : told[i - 1].first);
      EXPECT_LE(told[i].first, told[i].second);
      EXPECT_EQ(told[i].second, told[0].second);
    }
  }
  EXPECT_EQ(of_journal.empty() ? 0 : of_journal[0].second, booted->recovered_changes);
}

TEST(ImageBoot, AnImageOfAnotherPartitionIsRefused) {
  Directory directory = MakeDirectory("a");
  directory.limits.partition = 5;
  EXPECT_THAT(StatusText(Recover(directory).image.status()), AllOf(HasSubstr("partition 0"), HasSubstr("--partition")));
}

}  // namespace
}  // namespace tidegate
