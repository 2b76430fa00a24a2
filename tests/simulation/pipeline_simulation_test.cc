// The whole pipeline in a seeded world that wishes it ill: see simulation.h.
//
// TIDEGATE_SEED=n begins with that seed, TIDEGATE_SEEDS=k runs k seeds from there on.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "core/model/command.h"
#include "tests/simulation/simulation.h"

namespace tidegate {
namespace {

constexpr std::uint64_t kFirstSeed = 1;
constexpr std::uint64_t kSeeds = 64;  // some seconds; the rarest happening below comes about once in ten seeds

constexpr std::string_view kStages[] = {"stage: boot",      "stage: session", "stage: mailbox", "stage: engine",
                                        "stage: committer", "stage: outbox",  "stage: tick",    "stage: session writes"};
// Rarer: some seed must have done them.
constexpr std::string_view kHappenings[] = {
    "ticket held",
    "ticket released",
    "stage: rules helper",
    "stage: image",
    "image published",
    "boot from an image",
    "stage: body helper",
    "stage: feed reader",
    "event told to a follower",
    "check: feed against the journal",
    "stage: projection",
    "check: histories",
    "crash: killed",
    "crash: power lost",
    "crash: disk failed",
    "crash: while starting",
    "check: audit",
    "check: audit of the sleep",
    "check: rebuilt after a crash",
    "accepted",
    "declined",
    "offer withdrawn",
    "submit sent again",
    "desk request sent again",
    "desk request answered again",
    "engine blocked by the disk",
    "submit refused as busy",
    "session dropped by the daemon",
    "submit acknowledged as duplicate first",
    "rules activated",
    "rules refused",
    "clock alert",
    "wall clock jumped",
    "crash: commit under way survived",
    "stage: retention",
    "journal cut",
    "newest image damaged",
    "boot from the older image",
    "check: rebuilt from a cut journal",
    "space reported",
    "submit refused as no-space",
    "stage: knowledge",
    "disk: survey requested",
    "feedback given",
    "feedback replaced",
    "feedback read",
    "answers listed",
    "disk: answer forgotten",
    "care refused as bad-score",
    "care refused as illegal-state",
    "disk: follow-up ticket made",
    "repeat attached",
    "identity linked",
    "identity unlinked",
    "customers merged",
    "customer shown",
    "part asked",
    "part given",
    "part reported",
    "part done",
    "plan put",
    "plan dropped",
    "plans listed",
    "disk: plan fired",
    "disk: planned ticket made",
    "transfer asked",
    "transfer approved",
    "transfer refused",
    "ticket reviewed",
    "ticket redirected",
    "reviews listed",
    "article put",
    "article reviewed",
    "article used",
    "article read",
    "articles found",
    "articles suggested",
    "care request sent again",
    "care request answered again",
    "desk's message-out",
    "desk's promise",
    "desk's add-note",
    "desk's set-overdue-reason",
    "desk's record-call-back",
    "desk's ask-part",
    "desk's assign-part",
    "desk's report-part",
    "customer's message-in",
    "customer's message: not solved",
    "customer's reopen",
    "customer's confirm",
    "customer's cancel",
    "customer's abandon",
    "customer's link-ticket",
    "overseer's assign",
    "overseer's take-back",
    "overseer's change-level",
    "overseer's merge",
    "overseer's link-ticket",
    "overseer's cancel",
    "overseer's reopen",
    "overseer's set-manager",
    "overseer's message-out",
    "overseer's promise",
    "overseer's add-note",
    "overseer's record-call-back",
    "overseer's set-overdue-reason",
    "overseer's request sent again",
    "overseer's request answered again",
    "overseer refused as not-allowed",
    "disk: what a role may not do recorded",
    "errand declare",
    "errand retire-agent",
    "errand undo-rules",
    "errand refused as agent-tied",
    "records applied",
    "rules shown",
};

// What nobody connected may send; each has a happening above, or is the beginning of every run. set-time is for daemons whose time is
// driven: replay_test.
constexpr CommandKind kOfTheDaemon[] = {CommandKind::kSessionEnded, CommandKind::kStart,        CommandKind::kOpenDirectory,
                                        CommandKind::kReportSpace,  CommandKind::kNoteRefusals, CommandKind::kSetTime};

// Every command there is was carried out and answered in some seed.
void ExpectAllCommands(const Tally& tally) {
  for (const CommandKind kind : kCommandKinds) {
    const bool own = std::find(std::begin(kOfTheDaemon), std::end(kOfTheDaemon), kind) != std::end(kOfTheDaemon);
    if (kind == CommandKind::kNone || own) continue;
    EXPECT_GT(tally.Of("done: " + std::string(CommandName(kind))), 0u) << "never carried out: " << CommandName(kind);
  }
}

std::uint64_t FromEnvironment(const char* name, std::uint64_t otherwise) {
  const char* given = std::getenv(name);
  return given != nullptr ? std::strtoull(given, nullptr, 10) : otherwise;
}

// What stands in a text once, replaced.
void Replace(std::string& text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  ASSERT_NE(at, std::string::npos) << "the sample rules have no " << from;
  text.replace(at, from.size(), to);
}

// The sample, with loops that are closed by a call to the customer.
std::string SampleRules() {
  std::ifstream file(TIDEGATE_SAMPLE_RULES);
  std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  EXPECT_FALSE(text.empty()) << "cannot read " << TIDEGATE_SAMPLE_RULES;
  Replace(text, "active = [\"standard\",", "active = [\"loops\", \"standard\",");
  Replace(text, "\n[presets]\n", "\n[presets]\nloops = [{ type = [\"complaint\", \"after-sales\"], close-loop = \"48 h\" }]\n");
  return text;
}

SimulationResult RunSeed(std::uint64_t seed) {
  SimulationOptions options;
  options.seed = seed;
  options.rules = SampleRules();
  return Simulation(options).Run();
}

void Print(const Tally& tally) {
  for (const auto& [what, times] : tally.counts()) fmt::print("  {:>8} {}\n", times, what);
}

TEST(PipelineSimulation, KeepsItsPromisesInAnIllWorld) {
  const std::uint64_t first = FromEnvironment("TIDEGATE_SEED", kFirstSeed);
  const std::uint64_t seeds = FromEnvironment("TIDEGATE_SEEDS", std::getenv("TIDEGATE_SEED") != nullptr ? 1 : kSeeds);
  fmt::print("seeds {} to {} (TIDEGATE_SEED=n repeats one of them)\n", first, first + seeds - 1);
  ASSERT_GT(seeds, 0u);
  Tally all;
  for (std::uint64_t seed = first; seed < first + seeds; ++seed) {
    const SimulationResult result = RunSeed(seed);
    ASSERT_THAT(result.problems, testing::IsEmpty()) << "seed " << seed;
    for (const std::string_view stage : kStages) EXPECT_GT(result.tally.Of(std::string(stage)), 0u) << stage << ", seed " << seed;
    all.Add(result.tally);
  }
  Print(all);
  if (seeds < kSeeds) return;
  for (const std::string_view what : kHappenings) EXPECT_GT(all.Of(std::string(what)), 0u) << "never happened: " << what;
  ExpectAllCommands(all);
}

TEST(PipelineSimulation, TheSameSeedIsTheSameRun) {
  const std::uint64_t seed = FromEnvironment("TIDEGATE_SEED", kFirstSeed);
  fmt::print("seed {}\n", seed);
  const SimulationResult once = RunSeed(seed);
  const SimulationResult again = RunSeed(seed);
  EXPECT_THAT(once.problems, testing::IsEmpty());
  EXPECT_EQ(once.fingerprint, again.fingerprint);
  EXPECT_EQ(once.told, again.told);
  EXPECT_EQ(once.tally, again.tally);
}

TEST(PipelineSimulation, DifferentSeedsAreDifferentRuns) {
  fmt::print("seeds {} and {}\n", kFirstSeed, kFirstSeed + 1);
  EXPECT_NE(RunSeed(kFirstSeed).told, RunSeed(kFirstSeed + 1).told);
}

// Not a guess where it hurts: every sync of a short day, with nothing, some and all of the commit under way on the disk.
TEST(PipelineSimulation, SurvivesACrashAtEverySyncThereIs) {
  constexpr std::uint64_t kSeed = 42;
  fmt::print("seed {}\n", kSeed);
  Tally all;
  for (const std::uint64_t torn : {std::uint64_t{0}, std::uint64_t{100}, FaultPlan::kAllBytes}) {
    std::uint64_t sync = 1;
    for (;; ++sync) {
      SimulationOptions options;
      options.seed = kSeed;
      options.front_ends = 1;
      options.keys = 6;
      options.gateways = 1;
      options.agents = 2;
      options.wild_steps = 3'500;
      options.only_fault = FaultPlan{.crash_at_sync = sync, .torn_bytes = torn};
      options.rules = SampleRules();
      const SimulationResult result = Simulation(options).Run();
      ASSERT_THAT(result.problems, testing::IsEmpty()) << "crash at sync " << sync << ", " << torn << " bytes of the commit on disk";
      all.Add(result.tally);
      if (!result.fired) break;
    }
    fmt::print("crashed at each of {} syncs\n", sync - 1);
    EXPECT_GT(sync, 20u);
  }
  // Each of these was cut off in the middle by one of the crashes.
  for (const std::string_view what :
       {"feedback given", "identity linked", "part asked", "part done", "plan put", "transfer asked", "article put",
        "care request sent again", "care request answered again", "customer's message-in", "disk: ticket reopened", "customer's cancel",
        "desk's message-out", "desk's promise", "overseer's assign", "overseer's take-back", "overseer's change-level",
        "overseer's request answered again"}) {
    EXPECT_GT(all.Of(std::string(what)), 0u) << "never happened: " << what;
  }
}

// The same where images are made and the journal is cut all the time: some of the syncs are those of cuts.
TEST(PipelineSimulation, SurvivesACrashAtEverySyncWhileTheJournalIsCut) {
  constexpr std::uint64_t kSeed = 7;
  fmt::print("seed {}\n", kSeed);
  std::uint64_t cuts = 0;
  std::uint64_t crashed_cutting = 0;
  std::uint64_t sync = 1;
  for (;; ++sync) {
    SimulationOptions options;
    options.seed = kSeed;
    options.front_ends = 1;
    options.keys = 8;
    options.gateways = 1;
    options.agents = 2;
    options.wild_steps = 1'500;
    options.only_fault = FaultPlan{.crash_at_sync = sync};
    options.retaining = SimulationOptions::Retaining::kEagerly;
    options.rules = SampleRules();
    const SimulationResult result = Simulation(options).Run();
    ASSERT_THAT(result.problems, testing::IsEmpty()) << "crash at sync " << sync;
    cuts += result.tally.Of("journal cut");
    crashed_cutting += result.tally.Of("crash: power lost while cutting");
    if (!result.fired) break;
  }
  fmt::print("crashed at each of {} syncs, {} of them of a cut; {} cuts\n", sync - 1, crashed_cutting, cuts);
  EXPECT_GT(cuts, 20u);
  EXPECT_GT(crashed_cutting, 0u);
}

}  // namespace
}  // namespace tidegate
