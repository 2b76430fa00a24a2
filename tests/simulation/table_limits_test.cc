// Tables whose bounds are options: a journal or a picture written under larger ones is refused by name, never ends the process, and is
// taken as soon as the option allows what it holds. On random floors, for each limit. TIDEGATE_SEED repeats a run.
#include "core/engine/table_limits.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "core/engine/state.h"
#include "tests/simulation/random_floor.h"
#include "tests/support/seed.h"

namespace tidegate {
namespace {

constexpr std::uint64_t kFloorSeed = 12;  // every table gets rows there

constexpr TableLimit kLimits[] = {
#define TIDEGATE_TABLE_LIMIT_LISTED(name, what, option, field, held) TableLimit::name,
    TIDEGATE_TABLE_LIMITS(TIDEGATE_TABLE_LIMIT_LISTED)
#undef TIDEGATE_TABLE_LIMIT_LISTED
};

class TableLimitsTest : public ::testing::Test {
 protected:
  TableLimitsTest() : floor_(TestSeed(kFloorSeed), {.agents = 20, .turns = 2'500, .commands_max = 10, .tickets_max = 100}, 1'000'000) {
    floor_.Run();
    State state(limits());
    for (const std::string& record : records()) {
      TurnReader reader(record);
      for (ChangeView change; reader.Next(change);) {
        state.Apply(change);
        for (const TableLimit limit : kLimits) peaks_[limit] = std::max(peaks_[limit], HeldOf(limit, state.tables()));
      }
      state.EndTurn(reader.header().at);
    }
    fingerprint_ = state.Fingerprint();
  }

  const EngineLimits& limits() { return floor_.world().tables().limits; }
  const std::vector<std::string>& records() { return floor_.world().records(); }
  EngineLimits With(TableLimit limit, std::uint64_t bound) {
    EngineLimits changed = limits();
    changed.*InfoOf(limit).bound = static_cast<std::uint32_t>(bound);
    return changed;
  }
  // The option for which the journal was refused; "" = it was taken, and gave the floor's state.
  std::string Replayed(const EngineLimits& bounds) {
    Engine engine(bounds);
    for (const std::string& record : records()) {
      const char* flaw = engine.Replay(record);
      if (flaw == nullptr) continue;
      EXPECT_NE(engine.passed(), TableLimit::kNone) << flaw;
      return engine.passed() == TableLimit::kNone ? flaw : std::string(InfoOf(engine.passed()).option);
    }
    EXPECT_EQ(engine.state().Fingerprint(), fingerprint_);
    return "";
  }

  RandomFloor floor_;
  std::map<TableLimit, std::uint64_t> peaks_;
  std::uint64_t fingerprint_ = 0;
};

TEST_F(TableLimitsTest, AJournalThatHoldsMoreIsRefusedByNameAndTakenWithEnough) {
  EXPECT_EQ(Replayed(limits()), "");
  for (const TableLimit limit : kLimits) {
    const std::string option(InfoOf(limit).option);
    ASSERT_GT(peaks_[limit], 0u) << option << ": the floor does not come to it";
    // Two rows may share an option: the larger need decides.
    std::uint64_t needed = 0;
    for (const TableLimit other : kLimits) {
      if (InfoOf(other).option == option) needed = std::max(needed, peaks_[other]);
    }
    EXPECT_EQ(Replayed(With(limit, needed)), "") << option << " " << needed;
    for (const std::uint64_t bound : {needed - 1, needed / 2}) {
      EXPECT_EQ(Replayed(With(limit, bound)), option) << bound << " of " << needed;
    }
  }
}

// Each limit where the floor comes nearest to it.
TEST_F(TableLimitsTest, APictureThatHoldsMoreIsRefusedByNameAndTakenWithEnough) {
  for (const TableLimit limit : kLimits) {
    const std::string option(InfoOf(limit).option);
    const auto needed_by = [&](const Engine& engine) {
      std::uint64_t needed = 0;
      for (const TableLimit other : kLimits) {
        if (InfoOf(other).option == option) needed = std::max(needed, HeldOf(other, engine.state().tables()));
      }
      return needed;
    };
    std::uint64_t needed = 0;
    std::size_t turns = 0;
    Engine whole(limits());
    for (std::size_t i = 0; i < records().size(); ++i) {
      ASSERT_EQ(whole.Replay(records()[i]), nullptr);
      if (needed_by(whole) <= needed) continue;
      needed = needed_by(whole);
      turns = i + 1;
    }
    ASSERT_GT(needed, 0u) << option << ": the floor does not come to it";
    Engine engine(limits());
    for (std::size_t i = 0; i < turns; ++i) ASSERT_EQ(engine.Replay(records()[i]), nullptr);
    const std::uint64_t fingerprint = engine.state().Fingerprint();
    const ImageStart start = engine.BeginImage();
    std::string picture;
    while (engine.CopyImage(kImageStepBytes, picture) != ImageProgress::kDone) {
    }
    for (const std::uint64_t bound : {needed, needed - 1}) {
      Engine heir(With(limit, bound));
      const char* flaw = heir.LoadImage(picture);
      if (flaw == nullptr) flaw = heir.FinishImage(start, fingerprint);
      EXPECT_EQ(flaw == nullptr, bound == needed) << option << " " << bound << " of " << needed << ": " << (flaw == nullptr ? "" : flaw);
      if (flaw == nullptr) continue;
      ASSERT_NE(heir.passed(), TableLimit::kNone) << option << ": " << flaw;
      EXPECT_EQ(InfoOf(heir.passed()).option, option);
    }
  }
}

}  // namespace
}  // namespace tidegate
