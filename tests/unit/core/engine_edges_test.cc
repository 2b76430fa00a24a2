// The engine at its edges: bounded turns, the agenda, full tables, refusals, and what is answered to whom.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include "core/engine/dispatcher.h"
#include "core/engine/view.h"
#include "core/model/turn_record.h"
#include "tests/support/engine_world.h"
#include "tests/support/matching_twin.h"
#include "tests/support/narrator.h"

namespace tidegate {
namespace {

using ::testing::IsEmpty;

EngineWorld::Options Wide(std::uint32_t tickets_max, std::uint32_t agents_max) {
  EngineWorld::Options options;
  options.limits.tickets_max = tickets_max;
  options.limits.agents_max = agents_max;
  options.limits.clients_max = agents_max + 2;
  options.limits.outcomes_max = (agents_max + 2) * kDeskCredits;
  return options;
}

std::string Key(int i) { return "t" + std::to_string(i); }
std::string Name(int i) { return "a" + std::to_string(i); }

AgentStatus StatusOf(const EngineWorld& world, const std::string& agent) {
  return static_cast<AgentStatus>(world.tables().agents.At(world.AgentOf(agent).raw()).status);
}

void SubmitMany(EngineWorld& world, int count, TicketSpec ticket = {.key = "", .level = Level::kLow}) {
  for (int i = 1; i <= count; ++i) {
    ticket.key = Key(i);
    world.Submit(ticket);
    if (i % static_cast<int>(kTurnCommandsMax / 2) == 0) world.Turn();
  }
  world.Settle();
}

TurnHeader HeaderOf(const std::string& record) { return TurnReader(record).header(); }

// --- Classification ------------------------------------------------------------------------------------------------------------------

// What another rule set looked for in the text decides nothing: the front end is to try again, and nothing was done.
TEST(EngineClassification, AStaleScanDecidesNothing) {
  EngineWorld::Options options;
  options.rules.keywords = {{"safety", {"stolen"}, {}}};
  ClassificationRule rule;
  rule.name = "safety";
  rule.keywords_any = 1;
  rule.level = Level::kUrgent;
  options.rules.classification = {rule};
  EngineWorld world(options);
  world.Submit({.key = "before", .level = Level::kLow, .keywords = 1});
  world.Turn();
  ASSERT_NE(world.Open("before"), nullptr);
  EXPECT_EQ(world.Open("before")->level, static_cast<std::uint8_t>(Level::kUrgent));
  // In one turn: other rules, and behind them a submit that was scanned under those of before.
  world.Activate(options.rules);
  const std::uint64_t stale = world.Submit({.key = "stale", .level = Level::kLow, .keywords = 1});
  world.Turn();
  ASSERT_NE(world.AckOf(stale), nullptr);
  EXPECT_EQ(world.AckOf(stale)->reject, Reject::kBusy);
  EXPECT_EQ(world.AckOf(stale)->retry_after_ms, 1u);
  const std::uint64_t again = world.Submit({.key = "stale", .level = Level::kLow, .keywords = 1});
  world.Settle();
  EXPECT_EQ(world.AckOf(again)->reject, Reject::kNone);
  EXPECT_THAT(world.problems(), IsEmpty());
}

TEST(EngineClassification, APlannedTicketOutlivesARestartAndMovedRules) {
  EngineWorld::Options options;
  EngineWorld world(options);
  world.Submit({.key = "later", .level = Level::kHigh, .skills = {{"refund", 2}}, .not_before = world.now() + kHour});
  world.Settle();
  EXPECT_EQ(world.Open("later")->status, static_cast<std::uint8_t>(Status::kReceived));
  EXPECT_EQ(world.Open("later")->due[0], kNever) << "outside clocks";
  world.Activate(options.rules);
  world.Settle();
  world.Restart();
  world.Declare({.name = "a", .skills = {{"refund", 1}}});
  world.SignIn("a");
  world.Declare({.name = "b", .skills = {{"refund", 2}}});
  world.SignIn("b");
  world.Advance(kHour);
  const TicketRecord* ticket = world.Open("later");
  EXPECT_EQ(ticket->status, static_cast<std::uint8_t>(Status::kOffered));
  EXPECT_EQ(world.tables().tickets.Work(world.tables().tickets.FindId(ticket->id))->agent, world.AgentOf("b").raw()) << "its skill stands";
  EXPECT_EQ(ticket->due[0], ticket->received_at + kHour + 30 * kMinute) << "the clock began when it came in";
  EXPECT_THAT(world.problems(), IsEmpty());
}

// --- Bounded turns -------------------------------------------------------------------------------------------------------------------

TEST(EngineTurns, ABigAgentIsFilledInBoundedTurns) {
  EngineWorld world(Wide(1'200, 4));
  SubmitMany(world, 1'000);
  world.Declare({.name = "bot", .capacity = 2'000});
  world.Turn();
  const std::uint64_t turns = world.turns();
  const std::size_t records = world.records().size();
  world.SignIn("bot");
  world.Settle();
  EXPECT_EQ(world.tables().counters.offered, 1'000u);
  const std::uint64_t offers = 1'000 - kFillInline;
  EXPECT_EQ(world.turns() - turns, offers / kTurnWorkMax + 1);
  for (std::size_t i = records; i < world.records().size(); ++i) {
    EXPECT_LE(HeaderOf(world.records()[i]).agenda_steps, kTurnWorkMax);
  }
  EXPECT_THAT(world.problems(), IsEmpty());
}

TEST(EngineTurns, ACrowdOfDeadlinesFiresInBoundedTurns) {
  EngineWorld world(Wide(600, 4));
  SubmitMany(world, 500);
  const std::size_t records = world.records().size();
  world.Advance(12 * kHour);  // 50 % of 24 h, of all of them at once
  std::uint64_t fired = 0;
  for (std::size_t i = records; i < world.records().size(); ++i) {
    const TurnHeader header = HeaderOf(world.records()[i]);
    EXPECT_LE(header.expirations, kTurnExpirationsMax);
    fired += header.expirations;
  }
  EXPECT_EQ(fired, 500u);
  EXPECT_GE(world.records().size() - records, 500 / kTurnExpirationsMax);
  EXPECT_THAT(world.problems(), IsEmpty());
}

TEST(EngineTurns, ATurnThatChangesNothingLeavesNoRecord) {
  EngineWorld world;
  const std::size_t records = world.records().size();
  const std::uint64_t fingerprint = world.Fingerprint();
  world.Add({}, AskStatus{});
  world.Add({}, ListAgents{});
  world.Add({}, FindTicket{.ticket = TicketId(5)});
  world.Advance(kMinute);
  const std::uint64_t refused = world.tables().counters.refused_total;
  world.Turn();
  EXPECT_EQ(world.tables().counters.refused_total, refused + 1) << "the unknown ticket";
  EXPECT_EQ(world.records().size(), records + 1) << "the record of that refusal";
  world.Add({}, AskStatus{});
  world.Turn();
  EXPECT_EQ(world.records().size(), records + 1);
  EXPECT_NE(world.Fingerprint(), fingerprint) << "refusals are history";
}

// --- Agenda --------------------------------------------------------------------------------------------------------------------------

TEST(EngineAgenda, ASecondStartInsideTheFirstGraceForgetsNobody) {
  constexpr int kAgents = kTurnWorkMax + 40;  // more than one turn can give their grace
  EngineWorld world(Wide(8, kAgents));
  for (int i = 1; i <= kAgents; ++i) world.Declare({.name = Name(i)});
  world.Settle();
  for (int i = 1; i <= kAgents; ++i) world.SignIn(Name(i), "hall");
  world.Settle();
  world.Restart(EngineWorld::Settling::kOneTurn);
  ASSERT_FALSE(world.tables().agenda.empty());
  world.Advance(kSecond);
  world.Restart();
  world.Advance(2 * kMinute);
  for (int i = 1; i <= kAgents; ++i) EXPECT_EQ(StatusOf(world, Name(i)), AgentStatus::kOffline) << Name(i);
  EXPECT_THAT(world.problems(), IsEmpty());
}

TEST(EngineAgenda, AnAgentWhoCameAndWentAgainKeepsNoOffer) {
  constexpr int kTickets = kTurnWorkMax + 100;
  EngineWorld world(Wide(1'000, 4));
  SubmitMany(world, kTickets);
  world.Declare({.name = "bot", .capacity = 1'000});
  world.Settle();
  world.SignIn("bot");
  world.Settle();
  ASSERT_EQ(world.tables().counters.offered, static_cast<std::uint64_t>(kTickets));
  world.SetStatus("bot", AgentStatus::kBreak);
  world.Turn();  // gives back the first of them
  ASSERT_FALSE(world.tables().agenda.empty());
  world.SetStatus("bot", AgentStatus::kOnline);  // gets the first ones again
  world.SetStatus("bot", AgentStatus::kBreak);
  world.Settle();
  EXPECT_EQ(world.tables().counters.offered, 0u);
  EXPECT_THAT(world.problems(), IsEmpty());
}

// A crowd has declined tickets that wait for one who is full; when he leaves, they are offered again in bounded turns.
TEST(EngineAgenda, ACrowdOfDeclinersIsAskedInBoundedTurns) {
  constexpr int kPairs = 700;  // each agent and his ticket ask for a skill of their own, which the one who is full has too, in parts
  EngineWorld::Options options = Wide(2 * kPairs, kPairs + 100);
  options.rules.misses_for_break = 100;
  options.rules.accept_other = 8 * kHour;
  options.limits.declines_max = 2 * kPairs;
  options.audit_every = 16;
  EngineWorld world(options);
  const auto skill = [](int i) { return "s" + std::to_string(i); };
  // The profile of one agent holds 64 skills: a dozen keepers, who all leave with one desk, hold them all.
  const int keepers = (kPairs + kProfileSkillsMax - 1) / kProfileSkillsMax;
  for (int k = 0; k < keepers; ++k) {
    AgentSpec keeper{.name = "keeper" + std::to_string(k)};
    for (int i = k * kProfileSkillsMax; i < std::min((k + 1) * kProfileSkillsMax, kPairs); ++i) keeper.skills.push_back({skill(i)});
    world.Declare(keeper);
    world.Settle();
    world.SignIn(keeper.name, "the keepers' desk");
    world.Settle();
    world.Submit({.key = "kept" + std::to_string(k), .level = Level::kLow, .skills = {keeper.skills.front()}});
    world.Settle();
    world.Accept(keeper.name, "kept" + std::to_string(k));
    world.Settle();
  }
  for (int i = 0; i < kPairs; ++i) {
    world.Declare({.name = Name(i), .skills = {{skill(i)}}});
    world.Settle();
    world.SignIn(Name(i), "hall");
    world.Submit({.key = Key(i), .level = Level::kLow, .skills = {{skill(i)}}});
    world.Turn();
    world.Decline(Name(i), Key(i));
    world.Settle();
  }
  ASSERT_EQ(world.tables().declines.size(), static_cast<std::size_t>(kPairs));
  ASSERT_EQ(world.tables().pool.size(), static_cast<std::uint64_t>(kPairs)) << "they wait for the keepers";
  const std::size_t records = world.records().size();
  world.Disconnect("keeper0");
  world.Settle();
  EXPECT_EQ(world.tables().pool.size(), 0u);
  EXPECT_EQ(world.tables().counters.offered, static_cast<std::uint64_t>(kPairs));
  std::uint64_t steps = 0;
  for (std::size_t i = records; i < world.records().size(); ++i) {
    EXPECT_LE(HeaderOf(world.records()[i]).agenda_steps, kTurnWorkMax);
    steps += HeaderOf(world.records()[i]).agenda_steps;
  }
  EXPECT_GE(world.records().size() - records, static_cast<std::size_t>(kPairs) / kTurnWorkMax) << "not in one turn";
  // Each offer is a step and a look at the same agent once more; a keeper who leaves while a walk is under way costs one more at most.
  EXPECT_LE(steps, 4u * kPairs) << "each was asked a bounded number of times";
  std::size_t alerts = 0;
  for (const Output& output : world.OutputsOf(0)) alerts += std::holds_alternative<AlertPush>(output) ? 1 : 0;
  EXPECT_EQ(alerts, static_cast<std::size_t>(kPairs));
  EXPECT_THAT(world.problems(), IsEmpty());
}

TEST(EngineAgenda, NothingSubmittedInTheTurnOvertakesWhatWaitsForAnAgentBeingFilled) {
  EngineWorld world;
  SubmitMany(world, static_cast<int>(kFillInline) + 1, {.key = "", .level = Level::kUrgent});
  world.Declare({.name = "A1", .capacity = kFillInline + 1});
  world.Settle();
  world.SignIn("A1");
  world.Submit({.key = "late", .level = Level::kLow});
  world.Settle();
  EXPECT_EQ(static_cast<Status>(world.Open("late")->status), Status::kPooled);
  EXPECT_EQ(world.tables().counters.offered, kFillInline + 1u);
  EXPECT_THAT(world.problems(), IsEmpty());
}

// --- Full tables ---------------------------------------------------------------------------------------------------------------------

std::uint64_t SayHello(EngineWorld& world, std::uint64_t client, std::uint32_t credits) {
  Hello hello;
  hello.name = "somebody";
  hello.credits = credits;
  const std::uint64_t correlation = world.Add({.session = 70 + client, .client = ClientId(client), .role = Role::kAgent}, hello);
  world.Settle();
  return correlation;
}

TEST(EngineBounds, AHelloThatIsRefusedForgetsNobody) {
  EngineWorld::Options options;
  options.limits.clients_max = 2;
  options.limits.outcomes_max = 64;
  EngineWorld world(options);
  SayHello(world, 1, 32);
  SayHello(world, 2, 32);
  const std::uint64_t changes = world.changes();
  EXPECT_EQ(world.AckOf(SayHello(world, 3, 33))->reject, Reject::kLimit);
  EXPECT_EQ(world.changes(), changes);
  EXPECT_NE(world.tables().clients.Find(1), nullptr);
  // With no more credits than the one longest without a hello had, there is room.
  EXPECT_EQ(world.AckOf(SayHello(world, 3, 32)), nullptr);
  EXPECT_EQ(world.tables().clients.Find(1), nullptr);
  EXPECT_NE(world.tables().clients.Find(3), nullptr);
  EXPECT_THAT(world.problems(), IsEmpty());
}

TEST(EngineBounds, AnAgentIsRememberedBySixteenDeclinesAtMostAndThenGetsThemAgain) {
  EngineWorld world(Wide(100, 4));
  world.Declare({.name = "A1"});
  world.Declare({.name = "busy", .capacity = 1});
  world.Settle();
  world.SignIn("busy");
  world.Submit({.key = "his", .level = Level::kLow});
  world.Settle();
  world.Accept("busy", "his");
  world.Settle();
  world.SignIn("A1");
  SubmitMany(world, 17);
  for (int i = 1; i <= 16; ++i) {
    world.Advance(kSecond);
    world.Decline("A1", Key(i));
    world.Settle();
    if (StatusOf(world, "A1") != AgentStatus::kBreak) continue;  // three in a row
    world.SetStatus("A1", AgentStatus::kOnline);
    world.Settle();
  }
  EXPECT_EQ(world.tables().agents.At(world.AgentOf("A1").raw()).remembered, kDeclinesPerAgentMax);
  EXPECT_EQ(world.tables().counters.declines_unremembered_total, 0u);
  world.Decline("A1", Key(17));
  world.Settle();
  EXPECT_EQ(static_cast<Status>(world.Open(Key(17))->status), Status::kOffered) << "not remembered: his again";
  EXPECT_EQ(world.tables().counters.declines_unremembered_total, 1u);
  world.Advance(11 * kMinute);
  EXPECT_EQ(world.tables().declines.size(), 0u);
  EXPECT_THAT(world.problems(), IsEmpty());
}

TEST(EngineBounds, ADeclineBeyondTheTableIsNotRememberedButCounted) {
  EngineWorld::Options options;
  options.limits.declines_max = 1;
  options.rules.misses_for_break = 100;
  EngineWorld world(options);
  world.Declare({.name = "A1", .capacity = 2});
  world.Settle();
  world.SignIn("A1");
  world.Submit({.key = "T1", .level = Level::kLow});
  world.Submit({.key = "T2", .level = Level::kLow});
  world.Settle();
  world.Decline("A1", "T1");
  world.Settle();
  EXPECT_EQ(world.tables().counters.declines_unremembered_total, 0u);
  world.Decline("A1", "T2");
  world.Settle();
  EXPECT_EQ(world.tables().counters.declines_unremembered_total, 1u);
  world.Add({}, AskStatus{});
  world.Settle();
  const auto* status = std::get_if<std::unique_ptr<StatusReply>>(&world.OutputsOf(kSupervisorSession).back());
  ASSERT_NE(status, nullptr);
  EXPECT_EQ((*status)->view.declines_unremembered_total, 1u);
  // Nor is it counted where nothing is to be remembered.
  options.rules.decline_memory = 0;
  world.Activate(options.rules);
  world.Settle();
  world.Decline("A1", "T2");
  world.Settle();
  EXPECT_EQ(world.tables().counters.declines_unremembered_total, 1u);
  world.Restart();
  EXPECT_EQ(world.tables().counters.declines_unremembered_total, 1u) << "it is part of the state";
  EXPECT_THAT(world.problems(), IsEmpty());
}

TEST(EngineBounds, ARepeatedDeclineIsRememberedAlsoWhenAllPlacesAreTaken) {
  EngineWorld::Options options;
  options.limits.declines_max = 2;
  options.rules.misses_for_break = 100;
  EngineWorld world(options);
  world.Declare({.name = "A1"});
  world.Declare({.name = "A2"});
  world.Settle();
  world.SignIn("A1");
  world.SignIn("A2");
  world.Submit({.key = "T", .level = Level::kLow});
  world.Settle();
  // To and fro: each time to the one who declined longest ago.
  for (const char* agent : {"A1", "A2", "A1", "A2", "A1"}) {
    world.Advance(kSecond);
    const WorkRecord* work = world.tables().tickets.Work(world.tables().tickets.FindId(world.TicketOf("T").raw()));
    ASSERT_EQ(world.AgentName(work->agent), agent);
    world.Decline(agent, "T");
    world.Settle();
  }
  EXPECT_THAT(world.problems(), IsEmpty());
}

TEST(EngineBounds, TicketsBeyondTheLastSignatureWaitInOneQueueInTheSameOrder) {
  constexpr int kOverflowing = 5;
  EngineWorld world(Wide(kSignaturesMax + 100, 4));
  world.SetChecking(Checking::kFollowOnly);
  world.Declare({.name = "A1", .skills = {{"s1", 5}, {"s2", 5}, {"s3", 5}, {"s4", 5}, {"s5", 5}, {"s6", 5}, {"s7", 5}, {"s8", 5}}});
  world.Settle();
  // 5 levels of 7 skills: 78 125 requirements.
  const auto ticket = [](int i) {
    TicketSpec spec{.key = Key(i), .level = Level::kHigh};  // the last places are not for normal and low
    for (int skill = 1; skill <= 7; ++skill, i /= 5) spec.skills.push_back({"s" + std::to_string(skill), 1 + i % 5});
    return spec;
  };
  for (int i = 0; i < static_cast<int>(kSignaturesMax) + kOverflowing; ++i) {
    world.Submit(ticket(i));
    if (i % 256 == 255) world.Turn();
  }
  world.Settle();
  EXPECT_EQ(world.tables().pool.overflow_size(), static_cast<std::size_t>(kOverflowing));
  // Somebody urgent who fits no signature either, and the most urgent of all.
  TicketSpec urgent = ticket(static_cast<int>(kSignaturesMax) + 50);
  urgent.level = Level::kUrgent;
  world.Submit(urgent);
  world.Settle();
  world.SetChecking(Checking::kEveryTurn);
  world.SignIn("A1");
  world.Settle();
  EXPECT_EQ(static_cast<Status>(world.Open(urgent.key)->status), Status::kOffered);
  world.Decline("A1", urgent.key);
  world.Settle();
  EXPECT_EQ(static_cast<Status>(world.Open(urgent.key)->status), Status::kPooled);
  EXPECT_EQ(static_cast<Status>(world.Open(Key(0))->status), Status::kOffered);
  world.Accept("A1", Key(0));
  world.Settle();
  world.Resolve("A1", Key(0));
  world.Settle();
  EXPECT_EQ(static_cast<Status>(world.Open(Key(1))->status), Status::kOffered);
  // The place of the signature that Key(0) left serves a new requirement.
  world.Submit(ticket(static_cast<int>(kSignaturesMax) + 60));
  world.Settle();
  EXPECT_EQ(world.tables().pool.overflow_size(), static_cast<std::size_t>(kOverflowing) + 1);
  EXPECT_THAT(world.problems(), IsEmpty());
}

TEST(EngineBounds, AnOfferLastsAtLeastAMillisecondAndAtMostItsField) {
  EngineWorld::Options options;
  options.rules.accept_live = 1;  // a microsecond
  options.rules.accept_other = 366 * kDay;
  EngineWorld world(options);
  world.Declare({.name = "A1", .capacity = 2});
  world.Settle();
  world.SignIn("A1");
  world.Submit({.key = "live", .level = Level::kLow, .channel = "hotline"});
  world.Submit({.key = "mail", .level = Level::kLow});
  world.Turn();
  const auto accept_by = [&](const char* key) {
    return world.tables().tickets.Work(world.tables().tickets.FindId(world.TicketOf(key).raw()))->accept_by;
  };
  EXPECT_EQ(accept_by("live"), world.now() + kMillisecond);
  EXPECT_EQ(accept_by("mail"), world.now() + Micros{0xFFFFFFFF} * kMillisecond);
}

// --- Refusals ------------------------------------------------------------------------------------------------------------------------

TEST(EngineRefusals, AreRecordedOncePerClientKindAndMinuteWithACount) {
  EngineWorld world;
  std::vector<std::uint32_t> counts;
  world.on_change = [&](const Tables&, const ChangeView& change, Micros) {
    if (change.kind == ChangeKind::kRefused) counts.push_back(change.As<Refused>().count);
  };
  for (int i = 0; i < 70; ++i) {
    world.Add({.session = 5, .client = ClientId(5), .role = Role::kAgent}, ActivateRules{});
    world.Turn();
    world.Advance(kSecond);
  }
  // The first at once; the others of its minute with the first of the next.
  EXPECT_EQ(counts, (std::vector<std::uint32_t>{1, 60}));
  world.Add({.session = 6, .client = ClientId(6), .role = Role::kAgent}, ActivateRules{});
  world.Add({.session = 5, .client = ClientId(5), .role = Role::kAgent}, SignIn{.agent = "nobody"});
  world.Turn();
  EXPECT_EQ(counts, (std::vector<std::uint32_t>{1, 60, 1, 1}));
  EXPECT_THAT(world.problems(), IsEmpty());
}

TEST(EngineRefusals, EverythingOfASubmitIsCheckedBeforeAnythingHappens) {
  EngineWorld world;
  const Caller front{.session = 2, .client = ClientId(2), .role = Role::kFrontEnd};
  Submit good;
  good.key = {.high = 1, .low = 2};
  good.type = TypeId(1);
  good.channel = ChannelId(1);
  const auto refused = [&](auto spoil) {
    Submit submit = good;
    spoil(submit);
    const std::uint64_t changes = world.changes();
    const std::uint64_t correlation = world.Add(front, submit);
    world.Settle();
    EXPECT_EQ(world.changes(), changes);
    return world.AckOf(correlation)->reject;
  };
  EXPECT_EQ(refused([](Submit& s) { s.key = {}; }), Reject::kMalformed);
  EXPECT_EQ(refused([](Submit& s) { s.skill_count = kRequirementSkillsMax + 1; }), Reject::kMalformed);
  EXPECT_EQ(refused([](Submit& s) { s.type = TypeId(); }), Reject::kMissingField);
  EXPECT_EQ(refused([](Submit& s) { s.channel = ChannelId(); }), Reject::kMissingField);
  EXPECT_EQ(refused([](Submit& s) { s.type = TypeId(99); }), Reject::kUnknownName);
  EXPECT_EQ(refused([](Submit& s) { s.channel = ChannelId(99); }), Reject::kUnknownName);
  EXPECT_EQ(refused([](Submit& s) { s.region = RegionId(99); }), Reject::kUnknownName);
  EXPECT_EQ(refused([](Submit& s) { s.skill_count = 1, s.skills[0] = {99, 1, 0}; }), Reject::kUnknownName);
  EXPECT_EQ(refused([](Submit& s) { s.skill_count = 1, s.skills[0] = {1, 0, 0}; }), Reject::kMalformed);
  EXPECT_EQ(refused([](Submit& s) { s.skill_count = 1, s.skills[0] = {1, kSkillLevelMax + 1, 0}; }), Reject::kMalformed);
  const std::uint64_t fine = world.Add(front, good);
  world.Settle();
  EXPECT_EQ(world.AckOf(fine)->reject, Reject::kNone);
}

TEST(EngineRefusals, OnlyAFrontEndSubmits) {
  EngineWorld world;
  Submit submit;
  submit.key = {.high = 1, .low = 2};
  submit.type = TypeId(1);
  submit.channel = ChannelId(1);
  for (const struct Name& role : NameTable<Role>::kRows) {
    const auto as = static_cast<Role>(role.number);
    const std::uint64_t correlation = world.Add({.session = 20u + role.number, .client = ClientId(20u + role.number), .role = as}, submit);
    world.Settle();
    EXPECT_EQ(world.AckOf(correlation)->reject, as == Role::kFrontEnd ? Reject::kNone : Reject::kNotAllowed) << role.english;
  }
  EXPECT_EQ(world.tables().counters.submitted_total, 1u);
  EXPECT_THAT(world.problems(), IsEmpty());
}

TEST(EngineRefusals, AResolveNeedsResultAndSolution) {
  EngineWorld world;
  world.Declare({.name = "A1"});
  world.Settle();
  world.SignIn("A1");
  world.Submit({.key = "T", .level = Level::kLow});
  world.Settle();
  world.Accept("A1", "T");
  world.Settle();
  const Caller desk{.session = world.SessionOf("A1"), .client = ClientId(4), .role = Role::kAgent};
  const std::string too_long(kSolutionBytesMax + 1, 'x');
  const auto answer = [&](std::uint16_t code, std::string_view solution) {
    const std::uint64_t correlation =
        world.Add(desk, Resolve{.agent = world.AgentOf("A1"), .ticket = world.TicketOf("T"), .result_code = code, .solution = solution});
    world.Settle();
    return world.AckOf(correlation)->reject;
  };
  EXPECT_EQ(answer(0, "solved"), Reject::kMissingField);
  EXPECT_EQ(answer(1, ""), Reject::kMissingField);
  EXPECT_EQ(answer(1, too_long), Reject::kMalformed);
  EXPECT_EQ(answer(1, std::string_view(too_long).substr(1)), Reject::kNone);
}

// --- Numbers -------------------------------------------------------------------------------------------------------------------------

TEST(EngineNumbers, CountAnewEachLocalDayAndNeverGoBack) {
  EngineWorld::Options options;
  options.rules.day_offset = 8 * kHour;
  options.begins = kWorldBegins - 8 * kHour + 15 * kHour + 30 * kMinute;  // 15:30 UTC is 23:30 there
  EngineWorld world(options);
  world.Submit({.key = "t1", .level = Level::kLow});
  world.Submit({.key = "t2", .level = Level::kLow});
  world.Settle();
  EXPECT_EQ(TicketCounter(world.TicketOf("t1")), 1u);
  EXPECT_EQ(TicketCounter(world.TicketOf("t2")), 2u);
  world.Advance(kHour);
  world.Submit({.key = "t3", .level = Level::kLow});
  world.Settle();
  EXPECT_EQ(TicketCounter(world.TicketOf("t3")), 1u);
  EXPECT_EQ(TicketDay(world.TicketOf("t3")), TicketDay(world.TicketOf("t1")) + 1);
  // A zone where it is still yesterday takes no number back.
  RuleSet west = options.rules;
  west.day_offset = -8 * kHour;
  world.Activate(west);
  world.Submit({.key = "t4", .level = Level::kLow});
  world.Settle();
  EXPECT_GT(world.TicketOf("t4"), world.TicketOf("t3"));
  EXPECT_EQ(TicketDay(world.TicketOf("t4")), TicketDay(world.TicketOf("t3")));
  EXPECT_THAT(world.problems(), IsEmpty());
}

// --- Answers -------------------------------------------------------------------------------------------------------------------------

template <class Reply>
const Reply* LastReply(const EngineWorld& world, std::uint64_t session) {
  const Reply* last = nullptr;
  for (const Output& output : world.OutputsOf(session)) {
    if (const auto* reply = std::get_if<std::unique_ptr<Reply>>(&output)) last = reply->get();
  }
  return last;
}

class EngineAnswers : public ::testing::Test {
 protected:
  EngineAnswers() {
    world.Declare({.name = "A1", .skills = {{"refund", 3}}, .capacity = 2});
    world.Declare({.name = "A2", .skills = {{"refund", 5}}, .regions = {"north"}});
    world.Declare({.name = "A3", .skills = {{"refund", 1}}});
    world.Declare({.name = "A4", .skills = {{"refund", 4}}, .channels = {"hotline"}});
    world.Declare({.name = "A5", .skills = {{"refund", 4}}, .customer_tiers = {CustomerTier::kVip}});
    world.Declare({.name = "A6", .skills = {{"refund", 4}}, .tier = AgentTier::kBot});
    world.Declare({.name = "A7", .skills = {{"refund", 4}}});
    world.Declare({.name = "A8", .skills = {{"refund", 4}}});
    world.Settle();
    for (const char* agent : {"A1", "A2", "A3", "A4", "A5", "A6", "A8"}) world.SignIn(agent);
    world.Settle();
  }
  TicketSpec Asking(const std::string& key, Level level = Level::kUrgent) {
    return {.key = key, .level = level, .skills = {{"refund", 3}}, .channel = "email", .region = "south", .customer = "Ann"};
  }

  EngineWorld world;
};

TEST_F(EngineAnswers, ExplainCountsEveryAgentOnce) {
  world.Submit(Asking("T1"));
  world.Submit(Asking("T2"));
  world.Submit(Asking("T3"));
  world.Settle();  // A1 and A8 take them: two places and one
  world.Submit(Asking("T4"));
  world.Settle();
  world.Add({}, ExplainTicket{.ticket = world.TicketOf("T4")});
  world.Settle();
  const auto* reply = LastReply<ExplainReply>(world, kSupervisorSession);
  ASSERT_NE(reply, nullptr);
  const ExplainView& view = reply->view;
  EXPECT_EQ(view.agents, 8u);
  EXPECT_EQ(view.available, 0u);
  EXPECT_EQ(view.at_capacity, 2u);
  EXPECT_EQ(view.off_duty, 1u);
  EXPECT_EQ(view.excluded[static_cast<std::size_t>(Exclusion::kSkill)], 1u);
  EXPECT_EQ(view.excluded[static_cast<std::size_t>(Exclusion::kRegion)], 1u);
  EXPECT_EQ(view.excluded[static_cast<std::size_t>(Exclusion::kChannel)], 1u);
  EXPECT_EQ(view.excluded[static_cast<std::size_t>(Exclusion::kCustomerTier)], 1u);
  EXPECT_EQ(view.excluded[static_cast<std::size_t>(Exclusion::kAgentTier)], 1u);
  EXPECT_EQ(view.next, NextEvent::kClockStep);
  EXPECT_EQ(view.next_at, world.now() + 15 * kMinute / 2);
  EXPECT_EQ(view.next_per_mille, 500);
  EXPECT_EQ(view.note.rules_version, 0u) << "never offered";
}

TEST_F(EngineAnswers, ExplainOfAnOfferShowsItsNoteAndItsEnd) {
  world.Submit(Asking("T1"));
  world.Settle();
  world.Add({}, ExplainTicket{.key = world.Open("T1")->key});
  world.Settle();
  const ExplainView& view = LastReply<ExplainReply>(world, kSupervisorSession)->view;
  EXPECT_EQ(view.ticket.agent_name, "A1");
  EXPECT_EQ(view.note.choice, static_cast<std::uint8_t>(Choice::kLeastLoaded));
  EXPECT_EQ(view.note.eligible, 2u);
  EXPECT_EQ(view.note.runner_up, world.AgentOf("A8").raw());
  EXPECT_EQ(view.note.off_duty, 1u);
  EXPECT_EQ(view.next, NextEvent::kOfferExpires);
  EXPECT_EQ(view.next_at, world.now() + 3 * kMinute);
}

TEST_F(EngineAnswers, AFrontEndSeesItsOwnTicketsAndNobodyElses) {
  world.Submit(Asking("T1"));
  world.Settle();
  const std::uint64_t own = world.Add({.session = 9, .client = ClientId(world.Open("T1")->client), .role = Role::kFrontEnd},
                                      FindTicket{.ticket = world.TicketOf("T1")});
  const std::uint64_t other =
      world.Add({.session = 10, .client = ClientId(12345), .role = Role::kFrontEnd}, FindTicket{.ticket = world.TicketOf("T1")});
  const std::uint64_t desk = world.Add({.session = world.SessionOf("A8"), .client = ClientId(3), .role = Role::kGateway},
                                       FindTicket{.ticket = world.TicketOf("T1")});
  const std::uint64_t holder = world.Add({.session = world.SessionOf("A1"), .client = ClientId(3), .role = Role::kGateway},
                                         FindTicket{.ticket = world.TicketOf("T1")});
  world.Settle();
  EXPECT_EQ(world.AckOf(own), nullptr);
  EXPECT_EQ(LastReply<TicketReply>(world, 9)->view.ticket, world.TicketOf("T1"));
  EXPECT_EQ(world.AckOf(other)->reject, Reject::kNotYours);
  EXPECT_EQ(world.AckOf(desk)->reject, Reject::kNotYours);
  EXPECT_EQ(world.AckOf(holder), nullptr);
}

TEST_F(EngineAnswers, SignInGivesTheOpenWork) {
  world.Submit(Asking("T1"));
  world.Settle();
  world.Accept("A1", "T1");
  world.Submit(Asking("T2"));
  world.Settle();
  world.SignIn("A1", "home");
  world.Settle();
  const auto* reply = LastReply<SignInReply>(world, world.SessionOf("A1"));
  ASSERT_NE(reply, nullptr);
  ASSERT_EQ(reply->work.size(), 1u);
  EXPECT_EQ(reply->work[0].ticket, world.TicketOf("T1").raw());
  EXPECT_EQ(reply->work[0].status, static_cast<std::uint8_t>(Status::kAssigned));
  EXPECT_EQ(reply->work[0].accept_by, 0);
}

TEST_F(EngineAnswers, PlaceCountsWhatStandsBeforeToWithinABucket) {
  constexpr Micros kBucket = Micros{1} << 31;
  for (const char* agent : {"A1", "A8"}) world.SetStatus(agent, AgentStatus::kBusy);
  world.Settle();
  std::vector<std::string> keys;
  const Level levels[] = {Level::kUrgent, Level::kHigh, Level::kNormal, Level::kLow};
  for (int i = 0; i < 60; ++i) {
    keys.push_back(Key(i));
    world.Submit(Asking(keys.back(), levels[i % 4]));
    world.Advance(7 * kMinute);
    world.Settle();
  }
  const Tables& tables = world.tables();
  for (const std::string& key : keys) {
    const TicketRecord& ticket = *world.Open(key);
    std::uint32_t before = 0;
    std::uint32_t beside = 0;
    for (const std::string& other_key : keys) {
      const TicketRecord& other = *world.Open(other_key);
      if (&other == &ticket || other.order_level > ticket.order_level) continue;
      // Levels whose ladders differ have signatures of their own: a place counts within one.
      if (tables.tickets.signature(tables.tickets.FindId(other.id)) != tables.tickets.signature(tables.tickets.FindId(ticket.id))) continue;
      const bool same_level = other.order_level == ticket.order_level;
      if (!same_level || other.order_key / kBucket < ticket.order_key / kBucket) ++before;
      if (same_level && other.order_key / kBucket == ticket.order_key / kBucket) ++beside;
    }
    const std::uint32_t place = tables.pool.Ahead(tables.tickets.signature(tables.tickets.FindId(ticket.id)),
                                                  static_cast<Level>(ticket.order_level), ticket.order_key);
    EXPECT_EQ(place, before + beside) << key;
  }
}

TEST_F(EngineAnswers, TheStatusIsTheCountOfWhatThereIs) {
  for (int i = 0; i < 5; ++i) world.Submit(Asking(Key(i), i < 2 ? Level::kUrgent : Level::kHigh));
  world.Settle();
  world.Accept("A1", Key(0));
  world.Settle();
  world.Add({}, AskStatus{});
  world.Settle();
  const StatusView& view = LastReply<StatusReply>(world, kSupervisorSession)->view;
  EXPECT_EQ(view.open, 5u);
  EXPECT_EQ(view.assigned, 1u);
  EXPECT_EQ(view.offered, 2u);
  EXPECT_EQ(view.pooled[1], 2u);
  EXPECT_EQ(view.agents, 8u);
  EXPECT_EQ(view.agents_online, 7u);
  EXPECT_EQ(view.submitted_total, 5u);
  EXPECT_EQ(view.seq, world.tables().seq);
}

TEST_F(EngineAnswers, PagesOfAgentsAndPoolGoOnWhereTheLastEnded) {
  world.Add({}, ListAgents{.after = AgentId(3)});
  world.Settle();
  const auto* agents = LastReply<AgentsReply>(world, kSupervisorSession);
  ASSERT_EQ(agents->rows.size(), 5u);
  EXPECT_EQ(agents->rows.front().name, "A4");
  EXPECT_FALSE(agents->more);
  const std::uint64_t refused = world.Add({.session = 3, .client = ClientId(3), .role = Role::kFrontEnd}, ListPool{});
  for (int i = 0; i < 9; ++i) world.Submit(Asking(Key(i), i < 4 ? Level::kUrgent : Level::kNormal));
  world.Settle();
  EXPECT_EQ(world.AckOf(refused)->reject, Reject::kNotAllowed);
  world.Add({}, ListPool{});
  world.Settle();
  const auto* pool = LastReply<PoolReply>(world, kSupervisorSession);
  std::uint32_t waiting = 0;
  for (const PoolRow& row : pool->rows) {
    for (const std::uint32_t count : row.waiting) waiting += count;
  }
  EXPECT_EQ(waiting, world.tables().pool.size());
  EXPECT_FALSE(pool->more);
}

// More requirements than a page looks at, and tickets wait for the last ones only: a page without a row, and none left out.
TEST(EnginePages, OfThePoolMayBeEmptyAndLeaveNothingOut) {
  EngineWorld world(Wide(6'000, 4));
  world.SetChecking(Checking::kFollowOnly);
  constexpr int kOffered = 5'000;
  AgentSpec agent{.name = "A1", .capacity = kOffered};
  for (int skill = 0; skill < kProfileSkillsMax - 1; ++skill) agent.skills.push_back({Name(skill), kSkillLevelMax});
  world.Declare(agent);
  world.Settle();
  world.SignIn("A1");
  world.Settle();
  const auto submit = [&](int i, const std::vector<SkillNamed>& skills) {
    world.Submit({.key = Key(i), .level = Level::kLow, .skills = skills});
    if (i % 256 == 0) world.Turn();
  };
  constexpr int kSkills = kProfileSkillsMax - 1;
  for (int i = 0; i < kOffered; ++i) {  // pairs of two skills, the first at each of its levels
    const int pair = i / kSkillLevelMax;
    const int first = pair / (kSkills - 1);
    const int second = (first + 1 + pair % (kSkills - 1)) % kSkills;
    submit(i, {{Name(first), 1 + i % kSkillLevelMax}, {Name(second)}});
  }
  world.Settle();
  ASSERT_EQ(world.tables().pool.size(), 0u);
  submit(kOffered, {{"nobody's"}});
  submit(kOffered + 1, {{"nobody's other"}});
  world.Settle();
  ASSERT_EQ(world.tables().pool.size(), 2u);

  std::vector<std::size_t> rows;
  std::uint32_t after = 0;
  for (bool more = true; more;) {
    world.Add({}, ListPool{.after = after});
    world.Settle();
    const auto* page = LastReply<PoolReply>(world, kSupervisorSession);
    rows.push_back(page->rows.size());
    more = page->more;
    ASSERT_GT(page->next, after);
    after = page->next;
    ASSERT_LT(rows.size(), 10u);
  }
  EXPECT_THAT(rows, ::testing::ElementsAre(0u, 2u));
  EXPECT_THAT(world.problems(), IsEmpty());
}

// --- Records -------------------------------------------------------------------------------------------------------------------------

TEST(EngineReplay, RefusesARecordThatDoesNotFollow) {
  EngineWorld world;
  world.Submit({.key = "T1", .level = Level::kLow});
  world.Settle();
  Engine engine(world.tables().limits);
  ASSERT_GE(world.records().size(), 3u);
  EXPECT_EQ(engine.Replay(world.records()[0]), nullptr);
  EXPECT_NE(engine.Replay(world.records()[0]), nullptr) << "twice";
  EXPECT_NE(engine.Replay(world.records()[2]), nullptr) << "one left out";
  EXPECT_EQ(engine.Replay(world.records()[1]), nullptr);
}

TEST(EngineReplay, ARebuiltEngineGoesOnAsTheOneThatLived) {
  EngineWorld world(Wide(400, 8));
  for (int i = 1; i <= 5; ++i) world.Declare({.name = Name(i), .capacity = 7});
  world.Settle();
  for (int i = 1; i <= 5; ++i) world.SignIn(Name(i));
  SubmitMany(world, 300);
  for (int i = 1; i <= 3; ++i) world.Disconnect(Name(i));
  world.Settle();
  Engine rebuilt(world.tables().limits);
  for (const std::string& record : world.records()) ASSERT_EQ(rebuilt.Replay(record), nullptr);

  // Timers alone drive both from here: offers missed, graces over, clocks of hundreds due in the same instant.
  TurnOutput out;
  std::uint64_t compared = 0;
  for (int turn = 0; turn < 2'000; ++turn) {
    const std::size_t records = world.records().size();
    world.Turn();
    rebuilt.Step({.now = world.now(), .commands = {}}, out);
    ASSERT_EQ(out.record.empty(), world.records().size() == records) << "turn " << turn;
    if (!out.record.empty()) {
      SealRecord(out.record.data(), out.record.size(), 0);
      ASSERT_EQ(out.record, world.records().back()) << "turn " << turn;
      ++compared;
    }
    if (turn % 4 == 3) world.SkipTo(world.now() + 10 * kMinute);
  }
  EXPECT_GT(compared, 20u);
  EXPECT_EQ(rebuilt.state().Fingerprint(), world.Fingerprint());
  EXPECT_THAT(world.problems(), IsEmpty());
}

}  // namespace
}  // namespace tidegate
