// What a match costs on a small floor and on the largest: 1 000 agents in 10 profiles with 1 000 tickets, and 100 000 agents in 1 000
// profiles with 4 096 signatures and 1 M waiting tickets, where an agent may take 64 signatures in the median and 1 024 at p99 (issue 4).
//
// `instructions` need a machine that counts them; where none does, run one case under callgrind with --toggle-collect='*MeasuredTurn*'.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/base/hash.h"
#include "core/engine/engine.h"
#include "core/engine/matching.h"
#include "core/engine/state.h"

namespace tidegate {
namespace {

constexpr Micros kBegin = 1'790'000'000 * kSecond;  // some day in 2026
constexpr std::uint64_t kDeskSession = 7;
constexpr int kTurnMatches = 64;

// A floor of `side` skills x `side` regions: each pair is a signature. A profile has some skills and some regions, so it may take their
// product.
struct FloorSize {
  int agents;
  int profiles;
  int side;
  int waiting;
  // Skills, and regions, of a profile, by its number: what of a hundred have how many.
  int (*width)(int profile);
};

// 16, 64, 128, 256 and 1 024 signatures: 64 in the median, 1 024 at p99.
int LargeWidth(int profile) {
  const int percent = profile % 100;
  return percent < 30 ? 4 : percent < 80 ? 8 : percent < 90 ? 11 : percent < 98 ? 16 : 32;
}
int SmallWidth(int) { return 4; }

constexpr FloorSize kSmall{.agents = 1'000, .profiles = 10, .side = 8, .waiting = 1'000, .width = SmallWidth};
constexpr FloorSize kLarge{.agents = 100'000, .profiles = 1'000, .side = 64, .waiting = 1'000'000, .width = LargeWidth};

RuleSet FloorRules(int side) {
  RuleSet rules;
  rules.name = "bench";
  rules.time_zone = "UTC";
  rules.calendars = {Calendar()};
  rules.active_presets = {"standard"};
  for (int level = 1; level <= kLevelCount; ++level) {
    SlaRow row;
    row.preset = "standard";
    row.levels = static_cast<std::uint8_t>(1u << level);
    row.clock = Clock::kRespond;
    row.target = 6 * level * kHour;
    rules.sla.push_back(row);
    rules.ladders[static_cast<std::size_t>(level - 1)] = {static_cast<std::uint8_t>(0x3C)};
  }
  for (int i = 1; i <= side; ++i) rules.skills.push_back("skill-" + std::to_string(i));
  for (int i = 1; i <= side; ++i) rules.regions.push_back("region-" + std::to_string(i));
  rules.types = {{.name = "consultation", .chinese = "咨询"}};
  rules.channels = {{.name = "app", .chinese = "应用"}};
  rules.wrap_up = 0;
  rules.ramp_up = 0;
  return rules;
}

EngineLimits FloorLimits(const FloorSize& size) {
  EngineLimits limits;
  limits.tickets_max = static_cast<std::uint32_t>(size.waiting + size.agents) * 5 / 4 + 10'000;
  limits.agents_max = static_cast<std::uint32_t>(size.agents) + 1;
  limits.customers_max = limits.tickets_max;
  limits.recent_max = 200'000;
  return limits;
}

class Floor {
 public:
  explicit Floor(const FloorSize& size) : size_(size), engine_(FloorLimits(size)) {
    const std::string compiled = EncodeRuleSet(FloorRules(size.side));
    Run({Command{.caller = {}, .body = OpenDirectory{.directory_id = 1}}});
    Run({Command{.caller = {.role = Role::kDataAdmin}, .body = ActivateRules{.source = "bench", .compiled = compiled}}});
    Run({Command{.caller = {}, .body = Start{}}});
  }

  // Everybody has a place, of `capacity`.
  void SignIn(std::uint32_t capacity) {
    std::vector<Command> commands;
    for (int i = 0; i < size_.agents; ++i) {
      const int number = i % size_.profiles;
      const int width = size_.width(number);
      Profile profile;
      profile.tier = static_cast<std::uint8_t>(AgentTier::kRegular);
      // Profiles of one width begin at every place in turn, so that together they may take every signature.
      for (int s = 0; s < width; ++s) {
        profile.skills[profile.skill_count++] = {.skill = Place(number, s, width), .level = 3};
        profile.regions[profile.region_count++] = Place(number / std::max(1, size_.side / width), s, width);
      }
      std::sort(profile.regions.begin(), profile.regions.begin() + profile.region_count);
      Canonicalize(profile);
      const std::string name = "agent-" + std::to_string(i);
      Run({Command{.caller = {.role = Role::kDataAdmin}, .body = DeclareAgent{.name = name, .profile = &profile, .capacity = capacity}}});
      Run({Command{.caller = {.session = kDeskSession, .role = Role::kGateway}, .body = tidegate::SignIn{.agent = name}}});
    }
  }

  Command MakeSubmit() {
    const std::uint64_t n = ++submitted_;
    Submit submit;
    submit.key = {.high = Mix64(n, 1), .low = Mix64(n, 2)};
    submit.payload_hash = n;
    submit.customer = CustomerId(1 + Mix64(n, 3) % (std::uint64_t{1} << 60));
    submit.type = TypeId(1);
    submit.channel = ChannelId(1);
    submit.claimed_level = static_cast<Level>(2 + n % 3);
    submit.claimed_tier = CustomerTier::kOrdinary;
    const auto side = static_cast<std::uint64_t>(size_.side);
    const std::uint64_t pair = Mix64(n, 4);
    submit.skill_count = 1;
    submit.skills[0] = {.skill = static_cast<std::uint16_t>(1 + pair % side), .level = 2};
    submit.region = RegionId(static_cast<std::uint16_t>(1 + pair / side % side));
    return Command{.caller = {.session = 1, .correlation = n, .client = ClientId(9), .role = Role::kFrontEnd}, .body = submit};
  }

  // Submits until so many wait and everybody who can have a ticket has one.
  void Fill() {
    std::vector<Command> commands;
    while (state().tables().pool.size() < static_cast<std::uint64_t>(size_.waiting)) {
      commands.clear();
      for (int i = 0; i < kTurnMatches; ++i) commands.push_back(MakeSubmit());
      Run(commands);
    }
  }

  void Run(const std::vector<Command>& commands) {
    now_ += 50;
    engine_.Step(Turn{.now = now_, .commands = commands}, out_);
  }

  const TurnOutput& out() const { return out_; }
  const State& state() const { return engine_.state(); }
  const FloorSize& size() const { return size_; }
  Micros now() const { return now_; }

 private:
  // The i-th of `width` skills, or regions, evenly spread from a beginning on.
  std::uint16_t Place(int beginning, int i, int width) const {
    const int stride = std::max(1, size_.side / width);
    return static_cast<std::uint16_t>(1 + (beginning % stride + i * stride) % size_.side);
  }

  const FloorSize size_;
  Engine engine_;
  TurnOutput out_;
  Micros now_ = kBegin;
  std::uint64_t submitted_ = 0;
};

[[gnu::noinline]] void MeasuredTurn(Floor& floor, const std::vector<Command>& commands) { floor.Run(commands); }

// A floor whose agents all have a ticket, with a deep pool; made once for a size.
Floor& FullFloor(const FloorSize& size) {
  static std::vector<std::pair<const FloorSize*, std::unique_ptr<Floor>>> floors;
  for (const auto& [made, floor] : floors) {
    if (made == &size) return *floor;
  }
  auto floor = std::make_unique<Floor>(size);
  floor->SignIn(1);
  floor->Fill();
  floors.emplace_back(&size, std::move(floor));
  return *floors.back().second;
}

// The decision alone: the ticket for an agent, anyone of the floor.
void DecideTicket(benchmark::State& bench, const FloorSize& size) {
  Floor& floor = FullFloor(size);
  const Tables& tables = floor.state().tables();
  std::uint64_t n = 0;
  std::uint64_t sum = 0;
  for (auto _ : bench) {
    const auto agent = static_cast<std::uint32_t>(1 + Mix64(++n, 5) % static_cast<std::uint64_t>(size.agents));
    const std::optional<TicketMatch> match = ChooseTicket(tables, agent);
    sum += match ? match->slot : 0;
  }
  benchmark::DoNotOptimize(sum);
}

// Freed agents take what stands first for them: accept, resolve, offer of the next; and a submit for each, untimed, so that the pool stays
// as deep. 64 agents a turn, anywhere on the floor.
void FreedAgents(benchmark::State& bench, const FloorSize& size) {
  Floor& floor = FullFloor(size);
  const Tables& tables = floor.state().tables();
  std::vector<Command> commands;
  std::uint64_t n = 0;
  std::uint64_t matches = 0;
  for (auto _ : bench) {
    bench.PauseTiming();
    commands.clear();
    for (int i = 0; i < kTurnMatches; ++i) commands.push_back(floor.MakeSubmit());
    floor.Run(commands);
    commands.clear();
    std::vector<std::uint32_t> chosen;
    while (chosen.size() < kTurnMatches) {
      const auto agent = static_cast<std::uint32_t>(1 + Mix64(++n, 6) % static_cast<std::uint64_t>(size.agents));
      if (std::find(chosen.begin(), chosen.end(), agent) != chosen.end()) continue;
      chosen.push_back(agent);
      const Caller desk{.session = kDeskSession, .client = ClientId(3), .role = Role::kGateway};
      for (const std::uint32_t slot : tables.agents.WorkOf(agent)) {
        const TicketRecord& ticket = tables.tickets.At(slot);
        commands.push_back(
            {.caller = desk, .body = Accept{.agent = AgentId(agent), .ticket = TicketId(ticket.id), .token = ticket.offers}});
        commands.push_back({.caller = desk,
                            .body = Resolve{.agent = AgentId(agent), .ticket = TicketId(ticket.id), .result_code = 1, .solution = "done"}});
      }
    }
    bench.ResumeTiming();
    MeasuredTurn(floor, commands);
    for (const Output& output : floor.out().outputs) matches += std::holds_alternative<OfferPush>(output) ? 1 : 0;
  }
  bench.SetItemsProcessed(static_cast<std::int64_t>(matches));
  bench.counters["matches_a_turn"] = static_cast<double>(matches) / static_cast<double>(bench.iterations());
}

BENCHMARK_CAPTURE(DecideTicket, small, kSmall)->Iterations(200'000);
BENCHMARK_CAPTURE(DecideTicket, large, kLarge)->Iterations(200'000);
BENCHMARK_CAPTURE(FreedAgents, small, kSmall)->Iterations(2'000)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(FreedAgents, large, kLarge)->Iterations(2'000)->Unit(benchmark::kMicrosecond);

// Tickets that find free agents: submit, offer; then accepted and resolved, untimed, so that there are always as many free.
void ArrivingTickets(benchmark::State& bench, const FloorSize& size) {
  Floor floor(size);
  floor.SignIn(64);
  std::vector<Command> commands;
  std::uint64_t matches = 0;
  for (auto _ : bench) {
    bench.PauseTiming();
    commands.clear();
    for (int i = 0; i < kTurnMatches; ++i) commands.push_back(floor.MakeSubmit());
    bench.ResumeTiming();
    MeasuredTurn(floor, commands);
    bench.PauseTiming();
    commands.clear();
    for (const Output& output : floor.out().outputs) {
      const auto* offer = std::get_if<OfferPush>(&output);
      if (offer == nullptr) continue;
      ++matches;
      const Caller desk{.session = kDeskSession, .client = ClientId(3), .role = Role::kGateway};
      const WorkItem& item = offer->item;
      commands.push_back(
          {.caller = desk, .body = Accept{.agent = AgentId(item.agent), .ticket = TicketId(item.ticket), .token = item.token}});
      commands.push_back(
          {.caller = desk,
           .body = Resolve{.agent = AgentId(item.agent), .ticket = TicketId(item.ticket), .result_code = 1, .solution = "done"}});
    }
    floor.Run(commands);
    bench.ResumeTiming();
  }
  bench.SetItemsProcessed(static_cast<std::int64_t>(matches));
  bench.counters["matches_a_turn"] = static_cast<double>(matches) / static_cast<double>(bench.iterations());
}
BENCHMARK_CAPTURE(ArrivingTickets, small, kSmall)->Iterations(2'000)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(ArrivingTickets, large, kLarge)->Iterations(2'000)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace tidegate

BENCHMARK_MAIN();
