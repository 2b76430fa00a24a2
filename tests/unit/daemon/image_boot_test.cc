// What a start makes of images that do not fit: refused or passed over, with file, seq and the next step, and nothing acknowledged lost.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/base/check.h"
#include "core/engine/state.h"
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

TEST(ImageBoot, AnImageOfAnotherPartitionIsRefused) {
  Directory directory = MakeDirectory("a");
  directory.limits.partition = 5;
  EXPECT_THAT(StatusText(Recover(directory).image.status()), AllOf(HasSubstr("partition 0"), HasSubstr("--partition")));
}

}  // namespace
}  // namespace tidegate
