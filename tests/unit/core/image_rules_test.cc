// Versions of the rules that are larger than a step of a picture: copied in parts, whatever comes in between.
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/engine/engine.h"
#include "core/engine/image_record.h"
#include "core/engine/state.h"
#include "tests/support/engine_world.h"

namespace tidegate {
namespace {

// Of a source: two fit what is kept of versions, a third makes the oldest leave.
constexpr std::size_t kSourceBytes = kRuleVersionsBytesMax * 3 / 8;
constexpr std::size_t kPartsMin = kSourceBytes / kImageStepBytes;

class LargeRulesTest : public ::testing::Test {
 protected:
  LargeRulesTest() {
    Run(Command{.caller = {}, .body = OpenDirectory{.directory_id = 1}});
    Activate();
    Activate();
    Run(Command{.caller = {}, .body = Start{}});
  }

  void Run(const Command& command) {
    now_ += kMillisecond;
    engine_.Step(Turn{.now = now_, .commands = {&command, 1}}, out_);
  }
  void Activate() {
    const std::string source(kSourceBytes, static_cast<char>('a' + activated_++ % 26));
    Run(Command{.caller = {.role = Role::kDataAdmin}, .body = ActivateRules{.source = source, .compiled = compiled_}});
  }
  const RuleVersions& versions() const { return engine_.state().tables().rule_versions; }

  // The rest of the picture under way, and whether it is that of its begin.
  void Finish(const ImageStart& start, std::uint64_t fingerprint, std::vector<std::string> pieces) {
    while (engine_.CopyImage(kImageStepBytes, pieces.emplace_back()) != ImageProgress::kDone) {
    }
    ImageSum sum;
    Engine heir{EngineLimits{}};
    for (const std::string& piece : pieces) {
      sum.Add(piece);
      ASSERT_EQ(heir.LoadImage(piece), nullptr);
    }
    EXPECT_EQ(sum.fingerprint, fingerprint);
    EXPECT_EQ(heir.FinishImage(start, fingerprint), nullptr);
  }

  const std::string compiled_ = EncodeRuleSet(WorldRules());
  Engine engine_{EngineLimits{}};
  TurnOutput out_;
  Micros now_ = 1'790'000'000 * kSecond;
  int activated_ = 0;
};

TEST_F(LargeRulesTest, AreHandedOutWholeAfterAsManyStepsAsTheyTake) {
  const ImageStart start = engine_.BeginImage();
  const std::uint64_t fingerprint = engine_.state().Fingerprint();
  std::vector<std::string> pieces;
  std::vector<std::size_t> steps;  // in which a version came
  for (auto progress = ImageProgress::kMore; progress != ImageProgress::kDone;) {
    progress = engine_.CopyImage(kImageStepBytes, pieces.emplace_back());
    if (pieces.back().size() > kSourceBytes) {
      steps.push_back(pieces.size());
    } else {
      EXPECT_LT(pieces.back().size(), kImageStepBytes + 4'096);
    }
  }
  ASSERT_EQ(steps.size(), 2u);
  EXPECT_GT(steps[0], kPartsMin);
  EXPECT_GT(steps[1], steps[0] + kPartsMin);
  ImageSum sum;
  for (const std::string& piece : pieces) sum.Add(piece);
  EXPECT_EQ(sum.fingerprint, fingerprint);
  EXPECT_EQ(start.seq, engine_.state().tables().seq);
}

// Wherever the copying stands when new rules make the oldest version leave, or both.
TEST_F(LargeRulesTest, MayLeaveAtAnyMoment) {
  std::size_t copied = 0;
  for (auto progress = ImageProgress::kMore; progress != ImageProgress::kDone; ++copied) {
    for (const int activations : {1, 2}) {
      ASSERT_EQ(versions().all().size(), 2u);
      const ImageStart start = engine_.BeginImage();
      const std::uint64_t fingerprint = engine_.state().Fingerprint();
      std::vector<std::string> pieces;
      for (std::size_t step = 0; step < copied; ++step) progress = engine_.CopyImage(kImageStepBytes, pieces.emplace_back());
      if (progress == ImageProgress::kDone) break;
      for (int i = 0; i < activations; ++i) Activate();
      engine_.CopyImage(0, pieces.emplace_back());  // the writer has no room
      Finish(start, fingerprint, std::move(pieces));
      if (HasFatalFailure()) return;
    }
  }
  EXPECT_GT(copied, 2 * kPartsMin);
}

TEST_F(LargeRulesTest, AnAbandonedPictureLeavesNothingToTheNext) {
  engine_.BeginImage();
  std::string piece;
  for (int step = 0; step < 3; ++step) engine_.CopyImage(kImageStepBytes, piece);
  engine_.AbandonImage();
  const ImageStart start = engine_.BeginImage();
  Finish(start, engine_.state().Fingerprint(), {});
}

}  // namespace
}  // namespace tidegate
