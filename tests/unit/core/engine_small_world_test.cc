// Two agents, two tickets, and everything that can be done to them in a few steps: every world is audited after every turn, every offer is
// judged by the matching twin, and the state rebuilt from the records must be the live one (docs/INVARIANTS.md 1-17).
#include <gtest/gtest.h>

#include <array>
#include <cctype>
#include <cstdint>
#include <cstdio>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/engine_world.h"
#include "tests/support/narrator.h"

namespace tidegate {
namespace {

constexpr Micros kQuietFor = 2 * kHour;  // beyond it nothing but late steps of clocks happens by itself
constexpr int kFailuresMax = 3;
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int kSteps = 4;  // ten times slower; the fifth step is a matter of the engine, not of memory
#else
constexpr int kSteps = 5;  // 160 000 worlds, 35 s
#endif

enum class Act { kSubmit, kSignIn, kBreak, kBusy, kOffline, kDisconnect, kAccept, kDecline, kContact, kResolve, kTimePasses, kRestart };

// How a family of worlds begins.
struct Beginning {
  std::string_view name;
  std::array<TicketSpec, 2> tickets;
  std::uint32_t capacity = 1;
  int skill_of_second = 3;  // tickets ask for skill 3 at most
  enum class Floor { kEmpty, kOnline, kOffered } floor = Floor::kEmpty;
  std::vector<Act> leaving{Act::kBreak, Act::kDisconnect};  // what agents do besides signing in
  Micros ramp_up = 0;
  Micros wrap_up = 0;
  const char* region_of_second = "";
  MatchingRules matching = WorldRules().matching;
};

struct Step {
  Act act;
  std::string agent;
  std::string ticket;
};

std::vector<Step> StepsOf(const Beginning& beginning) {
  std::vector<Step> steps{{Act::kTimePasses, "", ""}, {Act::kRestart, "", ""}, {Act::kSubmit, "", "T1"}, {Act::kSubmit, "", "T2"}};
  for (const char* agent : {"A1", "A2"}) {
    steps.push_back({Act::kSignIn, agent, ""});
    for (const Act act : beginning.leaving) steps.push_back({act, agent, ""});
    for (const char* ticket : {"T1", "T2"}) {
      for (const Act act : {Act::kAccept, Act::kDecline, Act::kContact, Act::kResolve}) steps.push_back({act, agent, ticket});
    }
  }
  return steps;
}

// Whether the step can change anything, by a plain reading of the rules.
bool IsLegal(const EngineWorld& world, const Step& step) {
  const Tables& tables = world.tables();
  const auto record_of = [&] { return tables.agents.At(world.AgentOf(step.agent).raw()); };
  const auto status_of = [&] { return static_cast<AgentStatus>(record_of().status); };
  switch (step.act) {
    case Act::kTimePasses:
    case Act::kRestart:
      return true;
    case Act::kSubmit:
      return !world.Knows(step.ticket) ||
             (world.Open(step.ticket) == nullptr && tables.recents.FindId(world.TicketOf(step.ticket).raw()) == kNoSlot);
    case Act::kSignIn:  // again at the same desk: nothing new
      return status_of() != AgentStatus::kOnline;
    case Act::kBreak:
      return record_of().session != 0 && status_of() != AgentStatus::kBreak;
    case Act::kBusy:
      return record_of().session != 0 && status_of() != AgentStatus::kBusy;
    case Act::kOffline:
    case Act::kDisconnect:
      return record_of().session != 0;
    case Act::kAccept:
    case Act::kDecline:
    case Act::kContact:
    case Act::kResolve:
      break;
  }
  const TicketRecord* ticket = world.Knows(step.ticket) ? world.Open(step.ticket) : nullptr;
  if (ticket == nullptr || record_of().session == 0) return false;
  const WorkRecord* work = tables.tickets.Work(tables.tickets.FindId(ticket->id));
  if (work == nullptr || work->agent != world.AgentOf(step.agent).raw()) return false;
  const bool offered = static_cast<Status>(ticket->status) == Status::kOffered;
  if (step.act == Act::kAccept || step.act == Act::kDecline) return offered;
  return !offered && (step.act == Act::kResolve || ticket->first_response_at == 0);
}

std::string TextOf(const Step& step) {
  constexpr std::string_view kNames[] = {"submit", "sign in", "break",   "busy",    "offline",     "disconnect",
                                         "accept", "decline", "contact", "resolve", "time passes", "restart"};
  std::string text(kNames[static_cast<int>(step.act)]);
  if (!step.agent.empty()) text += " " + step.agent;
  if (!step.ticket.empty()) text += " " + step.ticket;
  return text;
}

void PrintTo(const Beginning& beginning, std::ostream* out) { *out << beginning.name; }

class SmallWorlds {
 public:
  explicit SmallWorlds(const Beginning& beginning) : beginning_(beginning), steps_(StepsOf(beginning)) {}

  void Explore() {
    std::vector<Step> path;
    Visit(path);
    std::printf("%.*s, %d steps: %llu worlds, %llu turns audited, %llu offers, %llu illegal steps\n",
                static_cast<int>(beginning_.name.size()), beginning_.name.data(), kSteps, static_cast<unsigned long long>(worlds_),
                static_cast<unsigned long long>(audits_), static_cast<unsigned long long>(offers_),
                static_cast<unsigned long long>(refused_));
  }
  std::uint64_t worlds() const { return worlds_; }

 private:
  EngineWorld::Options OptionsOf() const {
    EngineWorld::Options options;
    options.rules.ramp_up = beginning_.ramp_up;
    options.rules.wrap_up = beginning_.wrap_up;
    options.rules.matching = beginning_.matching;
    options.limits.tickets_max = 4;
    options.limits.agents_max = 2;
    options.limits.recent_max = 1;  // of two tickets that ended one is forgotten
    options.limits.customers_max = 2;
    options.limits.clients_max = 4;
    options.limits.declines_max = 4;
    options.limits.articles_max = 1;  // a table at its bound, and thousands of worlds a second
    return options;
  }

  void Begin(EngineWorld& world) const {
    world.Declare({.name = "A1", .skills = {{"refund", 3}}, .capacity = beginning_.capacity});
    AgentSpec second{.name = "A2", .skills = {{"refund", beginning_.skill_of_second}}, .capacity = beginning_.capacity};
    if (*beginning_.region_of_second != '\0') second.regions = {beginning_.region_of_second};
    world.Declare(second);
    world.Settle();
    if (beginning_.floor == Beginning::Floor::kEmpty) return;
    world.SignIn("A1");
    world.SignIn("A2");
    world.Settle();
    if (beginning_.floor == Beginning::Floor::kOnline) return;
    for (const TicketSpec& ticket : beginning_.tickets) world.Submit(ticket);
    world.Settle();
  }

  // Whether it changed anything. `after` = how long the world waits first.
  bool Take(EngineWorld& world, const Step& step, Micros after = kSecond) const {
    const std::uint64_t before = world.changes();
    if (step.act == Act::kTimePasses) return world.AdvanceToNextEvent(kQuietFor);
    if (step.act == Act::kRestart) {
      world.Restart();
      return true;
    }
    if (step.act != Act::kSubmit && !step.ticket.empty() && !world.Knows(step.ticket)) return false;
    world.Advance(after);
    switch (step.act) {
      case Act::kSubmit:
        world.Submit(beginning_.tickets[step.ticket == "T1" ? 0 : 1]);
        break;
      case Act::kSignIn:
        world.SignIn(step.agent);
        break;
      case Act::kBreak:
        world.SetStatus(step.agent, AgentStatus::kBreak);
        break;
      case Act::kBusy:
        world.SetStatus(step.agent, AgentStatus::kBusy);
        break;
      case Act::kOffline:
        world.SetStatus(step.agent, AgentStatus::kOffline);
        break;
      case Act::kDisconnect:
        world.Disconnect(step.agent);
        break;
      case Act::kAccept:
        world.Accept(step.agent, step.ticket);
        break;
      case Act::kDecline:
        world.Decline(step.agent, step.ticket);
        break;
      case Act::kContact:
        world.Contact(step.agent, step.ticket);
        break;
      case Act::kResolve:
        world.Resolve(step.agent, step.ticket);
        break;
      case Act::kTimePasses:
      case Act::kRestart:
        break;
    }
    world.Settle();
    return world.changes() != before;
  }

  // Runs the path, its last step with all checks: the others were checked as the last of shorter paths. Gives the steps that are legal
  // after it; those that are not must change nothing.
  std::vector<Step> Run(const std::vector<Step>& path) {
    EngineWorld world(OptionsOf());
    world.SetChecking(path.empty() ? Checking::kEveryTurn : Checking::kFollowOnly);
    Begin(world);
    bool changed = true;
    for (std::size_t i = 0; i < path.size(); ++i) {
      if (i + 1 == path.size()) world.SetChecking(Checking::kEveryTurn);
      changed = Take(world, path[i]);
    }
    ++worlds_;
    audits_ += world.audits();
    offers_ += world.offers();
    std::vector<Step> legal;
    std::vector<Step> refused;
    for (const Step& step : steps_) (IsLegal(world, step) ? legal : refused).push_back(step);
    std::string problem = world.problems().empty() ? "" : world.problems().front();
    if (!changed && path.back().act != Act::kTimePasses) problem += "a legal step changed nothing";
    world.SetChecking(Checking::kFollowOnly);
    for (const Step& step : refused) {
      if (step.act != Act::kSignIn && Take(world, step, 0)) problem += TextOf(step) + " is not legal and changed something";
      ++refused_;
    }
    if (!problem.empty()) {
      ++failures_;
      ADD_FAILURE() << beginning_.name << ": " << problem << "\n" << Trace(path);
    }
    return changed ? legal : std::vector<Step>();
  }

  void Visit(std::vector<Step>& path) {
    if (failures_ >= kFailuresMax) return;
    const std::vector<Step> legal = Run(path);
    if (static_cast<int>(path.size()) == kSteps) return;
    for (const Step& step : legal) {
      path.push_back(step);
      Visit(path);
      path.pop_back();
    }
  }

  // The path once more, told.
  std::string Trace(const std::vector<Step>& path) const {
    EngineWorld world(OptionsOf());
    Narrator narrator(world);
    Begin(world);
    std::string text = narrator.Text();
    for (const Step& step : path) {
      narrator.Take();
      Take(world, step);
      text += TextOf(step) + "\n" + narrator.Text();
    }
    return text;
  }

  const Beginning beginning_;
  const std::vector<Step> steps_;
  std::uint64_t worlds_ = 0;
  std::uint64_t audits_ = 0;
  std::uint64_t offers_ = 0;
  std::uint64_t refused_ = 0;
  int failures_ = 0;
};

class SmallWorldTest : public ::testing::TestWithParam<Beginning> {};

TEST_P(SmallWorldTest, EveryInvariantHoldsInEveryWorld) {
  SmallWorlds worlds(GetParam());
  worlds.Explore();
  EXPECT_GT(worlds.worlds(), 1'000u);
}

// Small times, so that what waiting does comes within a few steps; one place is kept for urgent tickets.
MatchingRules QuickMatching() {
  MatchingRules matching;
  matching.relaxation = {{{.after = kMinute}, {.after = 2 * kMinute}, {.after = 3 * kMinute}}};
  matching.reserve = 1;
  return matching;
}

TicketSpec InRegion(TicketSpec ticket, const char* region) {
  ticket.region = region;
  return ticket;
}

TicketSpec Ticket(const char* key, Level level, const char* channel, int skill = 0, const char* customer = "") {
  TicketSpec ticket{.key = key, .level = level, .channel = channel, .customer = customer};
  if (skill > 0) ticket.skills = {{"refund", skill}};
  return ticket;
}

const Beginning kBeginnings[] = {
    {.name = "nobody is there", .tickets = {Ticket("T1", Level::kLow, "email", 1, "Ann"), Ticket("T2", Level::kUrgent, "email", 1, "Ann")}},
    {.name = "one place each",
     .tickets = {Ticket("T1", Level::kLow, "email"), Ticket("T2", Level::kUrgent, "email")},
     .floor = Beginning::Floor::kOnline},
    {.name = "two places each, live",
     .tickets = {Ticket("T1", Level::kNormal, "hotline", 0, "Ann"), Ticket("T2", Level::kNormal, "hotline", 0, "Ann")},
     .capacity = 2,
     .floor = Beginning::Floor::kOffered},
    {.name = "only the first can, live",
     .tickets = {Ticket("T1", Level::kHigh, "hotline", 3), Ticket("T2", Level::kLow, "email", 3)},
     .skill_of_second = 1,
     .floor = Beginning::Floor::kOffered},
    {.name = "offline and busy",
     .tickets = {Ticket("T1", Level::kLow, "hotline"), Ticket("T2", Level::kHigh, "email")},
     .floor = Beginning::Floor::kOffered,
     .leaving = {Act::kOffline, Act::kBusy}},
    {.name = "wrap-up and ramp-up",
     .tickets = {Ticket("T1", Level::kLow, "hotline"), Ticket("T2", Level::kLow, "email")},
     .capacity = 2,
     .floor = Beginning::Floor::kOffered,
     .ramp_up = 2 * kMinute,
     .wrap_up = 30 * kSecond},
    {.name = "relaxation and reserve",
     .tickets = {InRegion(Ticket("T1", Level::kHigh, "hotline", 3), "north"), Ticket("T2", Level::kUrgent, "email", 3)},
     .skill_of_second = 2,
     .floor = Beginning::Floor::kOnline,
     .region_of_second = "south",
     .matching = QuickMatching()},
};

INSTANTIATE_TEST_SUITE_P(Each, SmallWorldTest, ::testing::ValuesIn(kBeginnings), [](const auto& info) {
  std::string name(info.param.name);
  for (char& c : name) {
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
  }
  return name;
});

}  // namespace
}  // namespace tidegate
