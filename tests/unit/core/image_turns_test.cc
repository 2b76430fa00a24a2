// How long turns take while a picture of a million open tickets is copied, how much memory that takes, and how fast it becomes an engine.
//
// Times are the thread's own CPU time, so that a busy machine does not fail it; a bound holds when it holds in two of three pictures.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

#include "core/base/hash.h"
#include "core/engine/engine.h"
#include "core/engine/image_record.h"
#include "core/engine/state.h"
#include "core/model/rule_set.h"

namespace tidegate {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::uint32_t kOpenTickets = 20'000;
constexpr double kTurnMicrosMax = 50'000;  // ten times slower
constexpr double kBeginMicrosMax = 20'000;
#else
constexpr std::uint32_t kOpenTickets = 1'000'000;
constexpr double kTurnMicrosMax = 5'000;   // issue 3: no turn over 5 ms while an image is written
constexpr double kBeginMicrosMax = 1'500;  // nothing large is copied in one go
#endif
constexpr double kOverheadShareMax = 0.2;  // issue 3: of the memory without one
constexpr std::uint32_t kAgents = 2'000;
constexpr std::uint64_t kDesk = 7;

double CpuMicros() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

std::uint64_t ResidentBytes() {
  std::FILE* file = std::fopen("/proc/self/statm", "r");
  unsigned long total = 0, resident = 0;
  const int fields = std::fscanf(file, "%lu %lu", &total, &resident);
  std::fclose(file);
  return fields == 2 ? resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE)) : 0;
}

EngineLimits Limits() {
  EngineLimits limits;
  limits.tickets_max = kOpenTickets + kOpenTickets / 4;
  // Soon full, so that memory grows for nothing but the picture.
  limits.recent_max = kOpenTickets / 10;
  limits.customers_max = kOpenTickets / 3;
  return limits;
}

// Two versions of the rules as large as they may be: a picture holds both.
constexpr int kLargeVersions = 2;
constexpr std::size_t kLargePieceBytes = 1 << 20;

// A floor where everybody has all he can have, and whoever ends a ticket gets the next of those that wait.
class Floor {
 public:
  Floor() : engine_(Limits()) {
    RuleSet rules;
    rules.name = "turns";
    rules.time_zone = "UTC";
    rules.calendars = {Calendar()};
    rules.active_presets = {"standard"};
    for (int level = 1; level <= kLevelCount; ++level) {
      for (const Clock clock : {Clock::kRespond, Clock::kResolve}) {
        SlaRow row;
        row.preset = "standard";
        row.levels = static_cast<std::uint8_t>(1u << level);
        row.clock = clock;
        row.target = 24 * level * kHour;
        rules.sla.push_back(row);
      }
    }
    for (int i = 1; i <= 64; ++i) rules.skills.push_back("skill-" + std::to_string(i));
    rules.types = {{.name = "consultation", .chinese = ""}};
    rules.channels = {{.name = "mail", .chinese = ""}};
    rules.wrap_up = 0;
    rules.ramp_up = 0;
    const std::string compiled = EncodeRuleSet(rules);
    Run({Command{.caller = {}, .body = OpenDirectory{.directory_id = 1}}});
    for (int version = 0; version < kLargeVersions; ++version) {
      const std::string source(kRuleSetBytesMax - compiled.size() - 1 - static_cast<std::size_t>(version), 'r');
      Run({Command{.caller = {.role = Role::kDataAdmin}, .body = ActivateRules{.source = source, .compiled = compiled}}});
    }
    Run({Command{.caller = {}, .body = Start{}}});
    for (std::uint32_t i = 0; i < kAgents; ++i) {
      Profile profile;
      profile.tier = static_cast<std::uint8_t>(AgentTier::kRegular);
      for (std::uint16_t s = 1; s <= 64; ++s) profile.skills[profile.skill_count++] = {.skill = s, .level = 3};
      const std::string name = "agent-" + std::to_string(i);
      Run({Command{.caller = {.role = Role::kDataAdmin}, .body = DeclareAgent{.name = name, .profile = &profile, .capacity = 5}},
           Command{.caller = {.session = kDesk, .client = ClientId(3), .role = Role::kGateway}, .body = SignIn{.agent = name}}});
    }
    Run({Command{.caller = {.session = kDesk, .client = ClientId(3), .role = Role::kGateway},
                 .body = Hello{.name = "gateway", .credits = 1024}}});
    std::vector<Command> commands;
    while (tables().tickets.size() < kOpenTickets) {
      commands.clear();
      for (int i = 0; i < 256; ++i) commands.push_back(NextSubmit());
      Run(commands);
    }
  }

  // Half submits, half endings of tickets that may be anywhere in the tables.
  void BusyTurn() {
    std::vector<Command> commands;
    for (int i = 0; i < 170 && !offers_.empty(); ++i) {
      const std::size_t at = Mix64(submitted_, static_cast<std::uint64_t>(i)) % offers_.size();
      const WorkItem item = offers_[at];
      offers_[at] = offers_.back();
      offers_.pop_back();
      Caller desk{.session = kDesk, .client = ClientId(3), .role = Role::kGateway};
      desk.request = ++request_;
      commands.push_back(
          {.caller = desk, .body = Accept{.agent = AgentId(item.agent), .ticket = TicketId(item.ticket), .token = item.token}});
      desk.request = ++request_;
      commands.push_back(
          {.caller = desk,
           .body = Resolve{.agent = AgentId(item.agent), .ticket = TicketId(item.ticket), .result_code = 1, .solution = "x"}});
    }
    while (commands.size() < 510) commands.push_back(NextSubmit());
    Run(commands);
  }

  Engine& engine() { return engine_; }
  const Tables& tables() const { return engine_.state().tables(); }

 private:
  Command NextSubmit() {
    const std::uint64_t n = ++submitted_;
    Submit submit;
    submit.key = {.high = Mix64(n, 1), .low = Mix64(n, 2)};
    submit.payload_hash = n;
    submit.customer = CustomerId(1 + Mix64(n / 2, 3) % (std::uint64_t{1} << 60));
    submit.type = TypeId(1);
    submit.channel = ChannelId(1);
    submit.claimed_level = static_cast<Level>(1 + n % kLevelCount);
    submit.skill_count = 1;
    submit.skills[0] = {.skill = static_cast<std::uint16_t>(1 + Mix64(n, 4) % 64), .level = 2};
    return Command{.caller = {.session = 1, .correlation = n, .client = ClientId(9), .role = Role::kFrontEnd}, .body = submit};
  }

  void Run(const std::vector<Command>& commands) {
    now_ += 200;
    engine_.Step(Turn{.now = now_, .commands = commands}, out_);
    for (const Output& output : out_.outputs) {
      if (const auto* offer = std::get_if<OfferPush>(&output)) offers_.push_back(offer->item);
    }
  }

  Engine engine_;
  TurnOutput out_;
  std::vector<WorkItem> offers_;
  Micros now_ = 1'790'000'000 * kSecond;
  std::uint64_t submitted_ = 0;
  std::uint64_t request_ = 0;
};

struct Times {
  double worst = 0;
  double sum = 0;
  int turns = 0;
  void Add(double micros) {
    worst = std::max(worst, micros);
    sum += micros;
    ++turns;
  }
};

TEST(ImageTurns, NoTurnIsLongWhileAMillionTicketsArePictured) {
  Floor floor;
  for (int i = 0; i < 200; ++i) floor.BusyTurn();  // offers in flight, memory touched
  Times without;
  for (int i = 0; i < 500; ++i) {
    const double begin = CpuMicros();
    floor.BusyTurn();
    without.Add(CpuMicros() - begin);
  }
  std::printf("%u open, %u ended, %u customers; without a picture: turns of 510 commands, %.0f us on average, %.0f us at most\n",
              floor.tables().tickets.size(), floor.tables().recents.size(), floor.tables().customers.size(), without.sum / without.turns,
              without.worst);

  ASSERT_EQ(floor.tables().rule_versions.all().size(), static_cast<std::size_t>(kLargeVersions));
  std::vector<double> worsts;
  const std::uint64_t resident_before = ResidentBytes();
  std::uint64_t resident_most = 0;
  for (int picture = 0; picture < 3; ++picture) {
    const std::uint64_t fingerprint = floor.engine().state().Fingerprint();
    Times with;
    int larges = 0;
    ImageSum sum;
    std::uint64_t bytes = 0;
    std::size_t largest_piece = 0;
    const double begin = CpuMicros();
    floor.engine().BeginImage();
    const double begun = CpuMicros() - begin;
    with.Add(begun);
    for (ImageProgress progress = ImageProgress::kMore; progress != ImageProgress::kDone;) {
      std::string piece;
      const double turn_begin = CpuMicros();
      floor.BusyTurn();
      progress = floor.engine().CopyImage(kImageStepBytes, piece);
      with.Add(CpuMicros() - turn_begin);
      larges += piece.size() > kLargePieceBytes ? 1 : 0;
      sum.Add(piece);
      bytes += piece.size();
      largest_piece = std::max(largest_piece, piece.size());
      if (with.turns % 256 == 0) resident_most = std::max(resident_most, ResidentBytes());
    }
    EXPECT_EQ(sum.fingerprint, fingerprint) << "not the state of its beginning";
    std::printf("picture %d: %d turns, %.0f us on average, %.0f us at most (beginning %.0f us); %.0f MiB, the largest piece %.0f KiB\n",
                picture, with.turns, with.sum / with.turns, with.worst, begun, static_cast<double>(bytes) / (1 << 20),
                static_cast<double>(largest_piece) / 1024);
    worsts.push_back(with.worst);
    EXPECT_EQ(larges, kLargeVersions) << "each version is handed out whole, in a step of its own";
    EXPECT_LT(begun, kBeginMicrosMax) << "picture " << picture;
  }
  std::sort(worsts.begin(), worsts.end());
  EXPECT_LT(worsts[1], kTurnMicrosMax);

  // What waits for the writer is bounded by the daemon (32 MiB); what the engine itself adds is measured.
  constexpr double kBacklogMax = 32 << 20;
  const double grown = resident_most > resident_before ? static_cast<double>(resident_most - resident_before) : 0;
  std::printf("memory: %.0f MiB before, %.0f MiB more while pictured, and at most 32 MiB waiting: %.1f %%\n",
              static_cast<double>(resident_before) / (1 << 20), grown / (1 << 20),
              100 * (grown + kBacklogMax) / static_cast<double>(resident_before));
  if (kOpenTickets >= 1'000'000) {
    EXPECT_LT(grown + kBacklogMax, kOverheadShareMax * static_cast<double>(resident_before));
  }
}

// A writer that hangs: what is kept for it is bounded by the daemon; a turn is as long as without it.
TEST(ImageTurns, NoTurnIsLongWhileTheWriterIsStuck) {
  Floor floor;
  for (int i = 0; i < 200; ++i) floor.BusyTurn();
  Times with;
  std::vector<std::string> kept(500);
  std::size_t kept_bytes = 0;
  floor.engine().BeginImage();
  for (std::string& piece : kept) {
    const double begin = CpuMicros();
    floor.BusyTurn();
    floor.engine().CopyImage(0, piece);  // only what must be kept
    with.Add(CpuMicros() - begin);
    kept_bytes += piece.size();
  }
  const double begin = CpuMicros();
  floor.engine().AbandonImage();
  const double abandoned = CpuMicros() - begin;
  std::printf("stuck: %.0f us on average, %.0f us at most, %.1f MiB kept, abandoned in %.0f us\n", with.sum / with.turns, with.worst,
              static_cast<double>(kept_bytes) / (1 << 20), abandoned);
  EXPECT_LT(with.worst, kTurnMicrosMax);
  EXPECT_LT(abandoned, kBeginMicrosMax);
}

TEST(ImageTurns, AMillionTicketsBecomeAnEngine) {
  Floor floor;
  for (int i = 0; i < 2'000; ++i) floor.BusyTurn();
  const ImageStart start = floor.engine().BeginImage();
  std::vector<std::string> pieces;
  ImageProgress progress = ImageProgress::kMore;
  while (progress != ImageProgress::kDone) progress = floor.engine().CopyImage(kImageStepBytes, pieces.emplace_back());
  const std::uint64_t fingerprint = floor.engine().state().Fingerprint();
  Engine engine(Limits());
  const double begin = CpuMicros();
  for (const std::string& piece : pieces) ASSERT_EQ(engine.LoadImage(piece), nullptr);
  const double taken = CpuMicros();
  ASSERT_EQ(engine.FinishImage(start, fingerprint), nullptr);
  const double finished = CpuMicros();
  std::printf("%u open, %u ended, %u customers: taken in %.0f ms, finished in %.0f ms\n", start.counts.tickets, start.counts.recents,
              start.counts.customers, (taken - begin) / 1e3, (finished - taken) / 1e3);
}

}  // namespace
}  // namespace tidegate
