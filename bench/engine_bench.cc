// The engine alone, without sockets or disk: what a submit, a full cycle and a match cost, and how long the worst turn is.
//
// Each bench runs the public Step with turns of a given size and prints a checksum of the state, so that two runs that should do the same
// can be seen to. Memory is printed per open ticket.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "core/base/hash.h"
#include "core/engine/engine.h"
#include "core/engine/state.h"
#include "core/model/body.h"

namespace tidegate {
namespace {

constexpr Micros kBegin = 1'790'000'000 * kSecond;  // some day in 2026
constexpr std::uint64_t kDeskSession = 7;

std::int64_t ResidentBytes() {
  std::FILE* file = std::fopen("/proc/self/statm", "r");
  long total = 0, resident = 0;
  const int fields = std::fscanf(file, "%ld %ld", &total, &resident);
  std::fclose(file);
  return fields == 2 ? resident * std::int64_t{4096} : 0;
}

RuleSet BenchRules(int skills) {
  RuleSet rules;
  rules.name = "bench";
  rules.time_zone = "UTC";
  rules.calendars = {Calendar()};
  rules.active_presets = {"standard"};
  for (int level = 1; level <= kLevelCount; ++level) {
    for (const Clock clock : {Clock::kRespond, Clock::kResolve}) {
      SlaRow row;
      row.preset = "standard";
      row.levels = static_cast<std::uint8_t>(1u << level);
      row.clock = clock;
      row.target = (clock == Clock::kRespond ? 15 : 240) * level * kMinute;
      rules.sla.push_back(row);
    }
    rules.ladders[level - 1] = {static_cast<std::uint8_t>(0x3C)};
  }
  for (int i = 1; i <= skills; ++i) rules.skills.push_back("skill-" + std::to_string(i));
  rules.types = {{.name = "complaint", .chinese = "投诉"}, {.name = "consultation", .chinese = "咨询"}};
  rules.channels = {{.name = "app", .chinese = "应用"}, {.name = "mail", .chinese = "邮件"}};
  rules.wrap_up = 0;
  rules.ramp_up = 0;
  return rules;
}

class World {
 public:
  World(const EngineLimits& limits, int skills) : engine_(limits), skills_(skills) {
    const RuleSet rules = BenchRules(skills);
    compiled_ = EncodeRuleSet(rules);
    Run({Command{.caller = {}, .body = OpenDirectory{.directory_id = 1}}});
    Run({Command{.caller = {.role = Role::kDataAdmin}, .body = ActivateRules{.source = "bench", .compiled = compiled_}}});
    Run({Command{.caller = {}, .body = Start{}}});
    Body body;
    body[BodyField::kExternalKey] = "bench-key-0123456789";
    text_.assign(180, 'x');
    body[BodyField::kText] = text_;
    AppendBody(body, body_);
  }

  // Other rules: every target half as long.
  void ActivateShorter() {
    RuleSet rules = BenchRules(skills_);
    for (SlaRow& row : rules.sla) row.target /= 2;
    compiled_ = EncodeRuleSet(rules);
    Run({Command{.caller = {.role = Role::kDataAdmin}, .body = ActivateRules{.source = "shorter", .compiled = compiled_}}});
  }

  // Agents of mixed skills: three each, so that a ticket of one skill finds 3/skills of them.
  void AddAgents(int count, std::uint32_t capacity) {
    for (int i = 0; i < count; ++i) {
      Profile profile;
      profile.tier = static_cast<std::uint8_t>(AgentTier::kRegular);
      for (int s = 0; s < 3; ++s) {
        profile.skills[profile.skill_count++] = {.skill = static_cast<std::uint16_t>(1 + (i * 7 + s * 3) % skills_), .level = 3};
      }
      Canonicalize(profile);
      const std::string name = "agent-" + std::to_string(i);
      Run({Command{.caller = {.role = Role::kDataAdmin}, .body = DeclareAgent{.name = name, .profile = &profile, .capacity = capacity}}});
      Run({Command{.caller = {.session = kDeskSession, .role = Role::kGateway}, .body = SignIn{.agent = name}}});
    }
  }

  Command MakeSubmit() {
    const std::uint64_t n = ++submitted_;
    Submit submit;
    submit.key = {.high = Mix64(n, 1), .low = Mix64(n, 2)};
    submit.payload_hash = n;
    submit.customer = CustomerId(1 + Mix64(n / 3, 3) % (std::uint64_t{1} << 60));
    submit.type = TypeId(1 + n % 2);
    submit.channel = ChannelId(2);
    submit.claimed_level = static_cast<Level>(1 + n % kLevelCount);
    submit.claimed_tier = static_cast<CustomerTier>(1 + n / 4 % 4);
    submit.skill_count = 1;
    submit.skills[0] = {.skill = static_cast<std::uint16_t>(1 + n % static_cast<std::uint64_t>(skills_)), .level = 2};
    submit.body = with_text ? std::string_view(body_) : std::string_view();
    return Command{.caller = {.session = 1, .correlation = n, .client = ClientId(9), .role = Role::kFrontEnd}, .body = submit};
  }

  void Run(const std::vector<Command>& commands) {
    now_ += 100;
    const auto begin = std::chrono::steady_clock::now();
    engine_.Step(Turn{.now = now_, .commands = commands}, out_);
    const auto end = std::chrono::steady_clock::now();
    last_turn_us_ = std::chrono::duration<double, std::micro>(end - begin).count();
    worst_turn_us_ = std::max(worst_turn_us_, last_turn_us_);
  }

  const TurnOutput& out() const { return out_; }
  const State& state() const { return engine_.state(); }
  double last_turn_us() const { return last_turn_us_; }
  double worst_turn_us() const { return worst_turn_us_; }
  void ForgetWorstTurn() { worst_turn_us_ = 0; }
  bool with_text = true;

 private:
  Engine engine_;
  int skills_;
  std::string compiled_;
  std::string text_;
  std::string body_;
  TurnOutput out_;
  Micros now_ = kBegin;
  std::uint64_t submitted_ = 0;
  double last_turn_us_ = 0;
  double worst_turn_us_ = 0;
};

EngineLimits BigLimits() {
  EngineLimits limits;
  limits.tickets_max = 4'000'000;
  limits.customers_max = 2'000'000;
  limits.recent_max = 1'000'000;
  return limits;
}

// Submits that wait: nobody is online. Turns of 256.
void SubmitIntoPool(benchmark::State& bench) {
  World world(BigLimits(), 32);
  world.with_text = bench.range(0) != 0;
  std::vector<Command> commands;
  std::int64_t submitted = 0;
  const std::int64_t before = ResidentBytes();
  for (auto _ : bench) {
    if (world.state().tables().tickets.size() > 3'700'000) {
      bench.SkipWithError("the table is full: fewer iterations");
      break;
    }
    commands.clear();
    for (int i = 0; i < 256; ++i) commands.push_back(world.MakeSubmit());
    world.Run(commands);
    submitted += 256;
  }
  bench.SetItemsProcessed(submitted);
  bench.counters["bytes_per_ticket"] =
      static_cast<double>(ResidentBytes() - before) / static_cast<double>(std::max<std::int64_t>(submitted, 1));
  bench.counters["worst_turn_us"] = world.worst_turn_us();
}
BENCHMARK(SubmitIntoPool)->Arg(1)->Arg(0)->Iterations(4'000)->Unit(benchmark::kMicrosecond);

// The full cycle with agents who have room: submit, offer, accept, resolve.
void FullCycle(benchmark::State& bench) {
  World world(BigLimits(), 32);
  world.AddAgents(static_cast<int>(bench.range(0)), 64);
  world.ForgetWorstTurn();
  std::vector<Command> commands;
  std::vector<Command> next;
  std::uint64_t cycles = 0;
  for (auto _ : bench) {
    commands.swap(next);
    next.clear();
    for (int i = 0; i < 64; ++i) commands.push_back(world.MakeSubmit());
    world.Run(commands);
    for (const Output& output : world.out().outputs) {
      const Caller desk{.session = kDeskSession, .client = ClientId(3), .role = Role::kGateway};
      if (const auto* offer = std::get_if<OfferPush>(&output)) {
        next.push_back(
            {.caller = desk,
             .body = Accept{.agent = AgentId(offer->item.agent), .ticket = TicketId(offer->item.ticket), .token = offer->item.token}});
        next.push_back(
            {.caller = desk,
             .body = Resolve{
                 .agent = AgentId(offer->item.agent), .ticket = TicketId(offer->item.ticket), .result_code = 1, .solution = "done"}});
      }
      if (const auto* ack = std::get_if<Ack>(&output); ack != nullptr && ack->reject != Reject::kNone) bench.SkipWithError("refused");
    }
    if (next.size() > 400) next.resize(400);
    cycles += 64;
  }
  bench.SetItemsProcessed(static_cast<std::int64_t>(cycles));
  bench.counters["worst_turn_us"] = world.worst_turn_us();
  bench.counters["resolved"] = static_cast<double>(world.state().tables().counters.resolved_total);
}
BENCHMARK(FullCycle)->Arg(1'000)->Iterations(10'000)->Unit(benchmark::kMicrosecond);

// A freed agent takes the head of a deep pool: accept, resolve and the next offer, with 1 M waiting.
void FreedAgentWithDeepPool(benchmark::State& bench) {
  World world(BigLimits(), 32);
  std::vector<Command> commands;
  for (int i = 0; i < 4'000; ++i) {
    commands.clear();
    for (int k = 0; k < 256; ++k) commands.push_back(world.MakeSubmit());
    world.Run(commands);
  }
  world.AddAgents(1'000, 1);
  world.ForgetWorstTurn();
  std::vector<WorkItem> offers;
  const Tables& tables = world.state().tables();
  for (std::uint32_t agent = 1; agent <= tables.agents.size(); ++agent) {
    for (const std::uint32_t slot : tables.agents.WorkOf(agent)) {
      offers.push_back(WorkItem{.ticket = tables.tickets.At(slot).id, .agent = agent, .token = tables.tickets.At(slot).offers});
    }
  }
  std::size_t head = 0;
  std::int64_t resolved = 0;
  for (auto _ : bench) {
    commands.clear();
    for (int i = 0; i < 128 && head < offers.size(); ++i, ++head) {
      const Caller desk{.session = kDeskSession, .client = ClientId(3), .role = Role::kGateway};
      const WorkItem& item = offers[head];
      commands.push_back(
          {.caller = desk, .body = Accept{.agent = AgentId(item.agent), .ticket = TicketId(item.ticket), .token = item.token}});
      commands.push_back(
          {.caller = desk,
           .body = Resolve{.agent = AgentId(item.agent), .ticket = TicketId(item.ticket), .result_code = 1, .solution = "done"}});
    }
    world.Run(commands);
    resolved += static_cast<std::int64_t>(commands.size() / 2);
    for (const Output& output : world.out().outputs) {
      if (const auto* offer = std::get_if<OfferPush>(&output)) offers.push_back(offer->item);
    }
  }
  bench.SetItemsProcessed(resolved);
  bench.counters["worst_turn_us"] = world.worst_turn_us();
}
BENCHMARK(FreedAgentWithDeepPool)->Iterations(5'000)->Unit(benchmark::kMicrosecond);

// Another rule set moves 1 M open tickets while 64 submits come each turn: how long turns are meanwhile. One iteration is the whole move.
void MoveOpenTickets(benchmark::State& bench) {
  World world(BigLimits(), 32);
  std::vector<Command> commands;
  for (int i = 0; i < 4'000; ++i) {
    commands.clear();
    for (int k = 0; k < 256; ++k) commands.push_back(world.MakeSubmit());
    world.Run(commands);
  }
  std::vector<double> turns_us;
  const Tables& tables = world.state().tables();
  for (auto _ : bench) {
    world.ForgetWorstTurn();
    world.ActivateShorter();
    while (!tables.agenda.empty()) {
      commands.clear();
      for (int k = 0; k < 64; ++k) commands.push_back(world.MakeSubmit());
      world.Run(commands);
      turns_us.push_back(world.last_turn_us());
    }
  }
  std::sort(turns_us.begin(), turns_us.end());
  bench.counters["turns"] = static_cast<double>(turns_us.size());
  bench.counters["p50_turn_us"] = turns_us[turns_us.size() / 2];
  bench.counters["p99_turn_us"] = turns_us[turns_us.size() * 99 / 100];
  bench.counters["worst_turn_us"] = world.worst_turn_us();
}
BENCHMARK(MoveOpenTickets)->Iterations(1)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace tidegate

BENCHMARK_MAIN();
