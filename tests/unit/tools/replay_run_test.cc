#include "tools/tidegate/replay_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <functional>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "tools/tidegate/exit_codes.h"
#include "tools/tidegate/replay_names.h"
#include "tools/tidegate/replay_report.h"

namespace tidegate {
namespace {

// A daemon in a few lines: it keeps tickets by key, offers them to desks that signed in, and answers when told to. What it is told can be
// bent by a test: refuse, stay silent, take offers back.
class SmallDaemon : public ReplayWire {
 public:
  struct Ticket {
    TicketId id;
    std::string key;
    Status status = Status::kPooled;
    AgentId agent;
    std::uint32_t token = 0;
  };

  std::map<std::string, Ticket> tickets;
  std::vector<std::string> desks;        // AgentId = place + 1
  std::size_t room = 8;                  // requests taken between two deliveries
  Reject submit_reject = Reject::kNone;  // for the next `submit_rejects` submits
  int submit_rejects = 0;
  bool offers = true;
  bool agents_exist = true;  // what explain says
  int accept_rejects = 0;
  Reject accept_reject = Reject::kNone;
  std::vector<std::string> declined;
  std::string detail = "because";

  // Hands out everything that is due, offers too.
  void Deliver(client::Handler& handler) {
    taken_ = 0;
    auto due = std::move(due_);
    due_.clear();
    for (const auto& answer : due) answer(handler);
    if (!offers || desks.empty()) return;
    for (auto& [key, t] : tickets) {
      if (t.status == Status::kPooled) Offer(t, handler);
    }
  }

  void Offer(Ticket& t, client::Handler& handler) {
    t.status = Status::kOffered;
    t.agent = AgentId(static_cast<std::uint32_t>(next_desk_++ % desks.size() + 1));
    t.token = ++last_token_;
    client::OfferInfo offer;
    offer.item.ticket = t.id.raw();
    offer.item.agent = t.agent.raw();
    offer.item.token = t.token;
    handler.OnOffer(offer);
  }

  Ticket& Add(const std::string& key, Status status) {
    Ticket& t = tickets[key];
    t.id = TicketId(++last_id_);
    t.key = key;
    t.status = status;
    return t;
  }

  Taken Query(std::string_view key, std::uint64_t tag) override {
    return Take([this, key = std::string(key), tag](client::Handler& h) {
      const auto at = tickets.find(key);
      if (at == tickets.end()) return Refuse(h, tag, Reject::kUnknownTicket);
      client::TicketInfo info;
      info.tag = tag;
      info.view.ticket = at->second.id;
      info.view.status = at->second.status;
      h.OnTicket(info);
    });
  }
  Taken Explain(std::string_view key, std::uint64_t tag) override {
    return Take([this, key = std::string(key), tag](client::Handler& h) {
      client::ExplainInfo info;
      info.tag = tag;
      info.view.ticket.ticket = tickets.at(key).id;
      info.view.ticket.status = tickets.at(key).status;
      info.view.off_duty = agents_exist ? 1 : 0;
      h.OnExplain(info);
    });
  }
  Taken Submit(const client::SubmitMessage& message, std::uint64_t tag) override {
    return Take([this, key = std::string(message.external_key), tag](client::Handler& h) {
      if (submit_rejects > 0) {
        --submit_rejects;
        return Refuse(h, tag, submit_reject);
      }
      const bool known = tickets.contains(key);
      if (!known) Add(key, Status::kPooled);
      client::AckInfo ack;
      ack.tag = tag;
      ack.ticket = tickets[key].id;
      ack.duplicate = known;
      ack.status = tickets[key].status;
      h.OnAck(ack);
    });
  }
  Taken SignIn(std::string_view agent, std::uint64_t tag) override {
    return Take([this, agent = std::string(agent), tag](client::Handler& h) {
      desks.push_back(agent);
      client::SignedInInfo info;
      info.tag = tag;
      info.agent = AgentId(static_cast<std::uint32_t>(desks.size()));
      for (auto& [key, t] : tickets) {
        if (t.agent != info.agent || t.status == Status::kPooled || t.status == Status::kResolved) continue;
        WorkItem item;
        item.ticket = t.id.raw();
        item.agent = t.agent.raw();
        item.token = t.token;
        item.status = static_cast<std::uint8_t>(t.status);
        info.work.push_back(item);
      }
      h.OnSignedIn(info);
    });
  }
  Taken SetStatus(AgentId, AgentStatus, std::uint64_t tag) override {
    return Take([tag](client::Handler& h) { Accepted(h, tag, TicketId()); });
  }
  Taken Accept(const client::AcceptMessage& m, std::uint64_t tag) override {
    return Take([this, m, tag](client::Handler& h) {
      Ticket& t = ById(m.ticket);
      if (accept_rejects > 0) {
        --accept_rejects;
        t.status = Status::kPooled;
        return Refuse(h, tag, accept_reject);
      }
      if (t.status != Status::kOffered || t.token != m.token) return Refuse(h, tag, Reject::kStaleOffer);
      t.status = Status::kAssigned;
      Accepted(h, tag, t.id);
    });
  }
  Taken Decline(const client::DeclineMessage& m, std::uint64_t tag) override {
    return Take([this, m, tag](client::Handler& h) {
      declined.push_back(ById(m.ticket).key);
      ById(m.ticket).status = Status::kReceived;  // and is not offered again here
      Accepted(h, tag, m.ticket);
    });
  }
  Taken Contact(AgentId, TicketId ticket, std::uint64_t tag) override {
    return Take([this, ticket, tag](client::Handler& h) {
      ById(ticket).status = Status::kInProgress;
      Accepted(h, tag, ticket);
    });
  }
  Taken Resolve(const client::ResolveMessage& message, std::uint64_t tag) override {
    EXPECT_NE(message.result_code, 0);
    EXPECT_NE(message.solution, "");
    return Take([this, ticket = message.ticket, tag](client::Handler& h) {
      ById(ticket).status = Status::kResolved;
      Accepted(h, tag, ticket);
    });
  }

  bool answers_wait() const { return !due_.empty(); }

  Ticket& ById(TicketId id) {
    for (auto& [key, t] : tickets) {
      if (t.id == id) return t;
    }
    ADD_FAILURE() << "no ticket " << id.raw();
    return tickets.begin()->second;
  }

 private:
  Taken Take(std::function<void(client::Handler&)> answer) {
    if (taken_ == room) return Taken::kNoRoom;
    ++taken_;
    due_.push_back(std::move(answer));
    return Taken::kYes;
  }
  static void Accepted(client::Handler& h, std::uint64_t tag, TicketId ticket) {
    client::AckInfo ack;
    ack.tag = tag;
    ack.ticket = ticket;
    h.OnAck(ack);
  }
  void Refuse(client::Handler& h, std::uint64_t tag, Reject reject) const {
    client::AckInfo ack;
    ack.tag = tag;
    ack.reject = reject;
    ack.detail = detail;
    h.OnAck(ack);
  }

  std::vector<std::function<void(client::Handler&)>> due_;
  std::size_t taken_ = 0;
  std::size_t next_desk_ = 0;
  std::uint64_t last_id_ = 0;
  std::uint32_t last_token_ = 0;
};

ReplayPlan PlanOf(std::size_t count, std::int64_t gap_ms, std::int64_t handling_ms) {
  ReplayPlan plan;
  for (std::size_t i = 0; i < count; ++i) {
    PlannedTicket t;
    t.line = i + 2;
    t.key = "K" + std::to_string(i);
    t.opened_ms = static_cast<std::int64_t>(i) * gap_ms;
    t.handling_ms = handling_ms;
    plan.tickets.push_back(t);
  }
  return plan;
}

const std::vector<PlannedDesk> kTwoDesks = {{"a", AgentTier::kRegular, {}, 5}, {"b", AgentTier::kRegular, {}, 5}};

struct World {
  // `before`: what the daemon has already.
  explicit World(ReplayPlan p, ReplayOptions options = {}, const SmallDaemon& before = {})
      : plan(std::move(p)), daemon(before), found(Look()), run(plan, found, kTwoDesks, options, daemon, now) {}

  KeysFound Look() {
    KeysFound all;
    for (const PlannedTicket& t : plan.tickets) {
      const auto at = daemon.tickets.find(t.key);
      all.push_back(at == daemon.tickets.end() ? std::nullopt : std::optional<KeyFound>({at->second.id, at->second.status}));
    }
    return all;
  }

  // Steps and delivers until the run ends; time goes to what the run waits for. False when it does not end.
  bool Play() {
    for (int i = 0; i < 100'000 && run.end() == ReplayEnd::kRunning; ++i) Turn();
    return run.end() != ReplayEnd::kRunning;
  }
  void Turn() {
    run.Step(now);
    const bool soon = daemon.answers_wait() || run.next_at() == kNever;
    now = soon ? now + kMillisecond : std::clamp(run.next_at(), now + kMillisecond, now + kSecond);
    run.set_now(now);
    daemon.Deliver(run);
  }

  ReplayPlan plan;
  SmallDaemon daemon;
  KeysFound found;
  Micros now = kDay;
  ReplayRun run;
};

TEST(ReplayRun, EveryTicketIsSubmittedAcceptedAndResolved) {
  World world(PlanOf(100, 1000, 5000));
  ASSERT_TRUE(world.Play());
  EXPECT_EQ(world.run.end(), ReplayEnd::kAllResolved);
  EXPECT_EQ(world.run.counts().submitted, 100u);
  EXPECT_EQ(world.run.counts().duplicates, 0u);
  EXPECT_EQ(world.run.counts().assigned, 100u);
  EXPECT_EQ(world.run.counts().resolved, 100u);
  EXPECT_EQ(world.run.waiting(), 0u);
  for (const auto& [key, t] : world.daemon.tickets) EXPECT_EQ(t.status, Status::kResolved) << key;
}

TEST(ReplayRun, SecondRunCountsDuplicatesAndChangesNothing) {
  World first(PlanOf(30, 0, 0));
  ASSERT_TRUE(first.Play());
  SmallDaemon after;
  after.tickets = first.daemon.tickets;
  World second(PlanOf(30, 0, 0), {}, after);
  ASSERT_TRUE(second.Play());
  EXPECT_EQ(second.run.end(), ReplayEnd::kAllResolved);
  EXPECT_EQ(second.run.counts().submitted, 30u);
  EXPECT_EQ(second.run.counts().duplicates, 30u);
  EXPECT_EQ(second.run.counts().resolved, 30u);
  EXPECT_EQ(second.run.counts().resolved_now, 0u);
  EXPECT_EQ(second.run.counts().assigned, 0u);
  EXPECT_TRUE(WaitsOf(second.run.tickets()).empty());
}

TEST(ReplayRun, WhatAnEarlierRunLeftOpenIsFinished) {
  SmallDaemon before;
  before.Add("K0", Status::kPooled);
  before.Add("K1", Status::kInProgress).agent = AgentId(1);
  SmallDaemon::Ticket& offered = before.Add("K2", Status::kOffered);
  offered.agent = AgentId(2);
  offered.token = 77;
  before.Add("K3", Status::kResolved);
  World world(PlanOf(4, 0, 0), {}, before);
  ASSERT_TRUE(world.Play());
  EXPECT_EQ(world.run.end(), ReplayEnd::kAllResolved);
  EXPECT_EQ(world.run.counts().duplicates, 4u);
  EXPECT_EQ(world.run.counts().resolved, 4u);
  EXPECT_EQ(world.run.counts().resolved_now, 3u);
  for (const auto& [key, t] : world.daemon.tickets) EXPECT_EQ(t.status, Status::kResolved) << key;
}

TEST(ReplayRun, PaceFollowsTheRecordedTimesDividedBySpeed) {
  World world(PlanOf(3, 60'000, 120'000), {60, kMinute});
  const Micros started = world.now;
  ASSERT_TRUE(world.Play());
  EXPECT_EQ(world.run.counts().resolved, 3u);
  EXPECT_GE(world.now - started, 2 * kSecond + 2 * kSecond);  // two minutes to the last one's opening, two of work
  EXPECT_LE(world.now - started, 5 * kSecond);
  for (std::size_t i = 1; i < 3; ++i) {
    const Micros gap = world.run.tickets()[i].acknowledged_at - world.run.tickets()[i - 1].acknowledged_at;
    EXPECT_NEAR(static_cast<double>(gap), 1e6, 2e4);
  }
}

TEST(ReplayRun, BusyAndFullPutASubmitOffAndLoseNothing) {
  for (const Reject reject : {Reject::kBusy, Reject::kFull, Reject::kNoSpace}) {
    World world(PlanOf(20, 0, 0));
    world.daemon.submit_reject = reject;
    world.daemon.submit_rejects = 15;
    ASSERT_TRUE(world.Play());
    EXPECT_EQ(world.run.end(), ReplayEnd::kAllResolved);
    EXPECT_EQ(world.run.counts().retried, 15u);
    EXPECT_EQ(world.run.counts().refused, 0u);
    EXPECT_EQ(world.run.counts().resolved, 20u);
  }
}

TEST(ReplayRun, RefusedRowsAreToldWithTheirLineAndTheRestServedOn) {
  World world(PlanOf(20, 0, 0));
  world.daemon.submit_reject = Reject::kKeyReused;
  world.daemon.submit_rejects = 3;
  ASSERT_TRUE(world.Play());
  EXPECT_EQ(world.run.end(), ReplayEnd::kAllResolved);
  EXPECT_EQ(world.run.counts().refused, 3u);
  EXPECT_EQ(world.run.counts().resolved, 17u);
  ASSERT_EQ(world.run.refused().size(), 3u);
  EXPECT_EQ(world.run.refused()[0].line, 2u);
  EXPECT_EQ(world.run.refused()[0].key, "K0");
  EXPECT_EQ(world.run.refused()[0].detail, "because");
}

TEST(ReplayRun, FieldThatTheDaemonRequiresIsNamedWithItsRemedy) {
  World world(PlanOf(1, 0, 0));
  world.daemon.submit_reject = Reject::kMissingField;
  world.daemon.submit_rejects = 1;
  world.daemon.detail = "";
  ASSERT_TRUE(world.Play());
  ASSERT_EQ(world.run.refused().size(), 1u);
  EXPECT_EQ(world.run.refused()[0].field, "type");
  EXPECT_THAT(world.run.refused()[0].detail, testing::HasSubstr("[defaults]"));
}

TEST(ReplayRun, ExpiredOffersComeAgain) {
  World world(PlanOf(20, 0, 0));
  world.daemon.accept_reject = Reject::kStaleOffer;
  world.daemon.accept_rejects = 12;
  ASSERT_TRUE(world.Play());
  EXPECT_EQ(world.run.end(), ReplayEnd::kAllResolved);
  EXPECT_EQ(world.run.counts().assigned, 20u);
  EXPECT_EQ(world.run.counts().desk_refusals, 0u);
}

TEST(ReplayRun, StopsAtOnceWhenNobodyAtAllMayTakeWhatWaits) {
  World world(PlanOf(3, 0, 0));
  world.daemon.offers = false;
  world.daemon.agents_exist = false;
  const Micros started = world.now;
  ASSERT_TRUE(world.Play());
  EXPECT_EQ(world.run.end(), ReplayEnd::kNothingMoves);
  EXPECT_LT(world.now - started, 10 * kSecond);
  EXPECT_EQ(world.run.waiting(), 3u);
  EXPECT_EQ(world.run.explained().size(), 3u);
}

TEST(ReplayRun, WaitsForItsPatienceWhenSomebodyMightComeOnDuty) {
  World world(PlanOf(3, 0, 0));
  world.daemon.offers = false;
  const Micros started = world.now;
  ASSERT_TRUE(world.Play());
  EXPECT_EQ(world.run.end(), ReplayEnd::kNothingMoves);
  EXPECT_GE(world.now - started, 60 * kSecond);
  EXPECT_EQ(world.run.explained().size(), 3u);
}

TEST(ReplayRun, OffersThatComeLateWithinPatienceAreStillTaken) {
  World world(PlanOf(3, 0, 0));
  world.daemon.offers = false;
  for (const Micros until = world.now + 40 * kSecond; world.now < until;) world.Turn();
  world.daemon.offers = true;
  ASSERT_TRUE(world.Play());
  EXPECT_EQ(world.run.end(), ReplayEnd::kAllResolved);
}

TEST(ReplayRun, StrangersTicketsAreDeclinedAndNeverResolved) {
  World world(PlanOf(2, 60'000, 0), {2, kMinute});
  world.daemon.Add("not ours", Status::kPooled);
  ASSERT_TRUE(world.Play());
  EXPECT_EQ(world.run.end(), ReplayEnd::kAllResolved);
  EXPECT_EQ(world.daemon.declined, (std::vector<std::string>{"not ours"}));
  EXPECT_NE(world.daemon.tickets["not ours"].status, Status::kResolved);
  EXPECT_EQ(world.run.counts().foreign, 1u);
}

TEST(ReplayRun, OfferThatOvertakesItsAcknowledgementIsTaken) {
  World world(PlanOf(2, 60'000, 0), {60, kMinute});
  while (!world.run.playing()) world.Turn();
  world.daemon.Offer(world.daemon.Add("K1", Status::kPooled), world.run);  // before the run has submitted it
  ASSERT_TRUE(world.Play());
  EXPECT_EQ(world.run.end(), ReplayEnd::kAllResolved);
  EXPECT_EQ(world.run.counts().assigned, 2u);
  EXPECT_EQ(world.run.counts().foreign, 0u);
}

TEST(ReplayRun, WithdrawnWorkGoesBackAndIsDoneAtItsNextOffer) {
  World world(PlanOf(1, 0, 3'600'000), {60, kMinute});
  while (world.run.counts().assigned == 0) world.Turn();
  SmallDaemon::Ticket& t = world.daemon.tickets["K0"];
  client::WithdrawalInfo withdrawal;
  withdrawal.ticket = t.id;
  withdrawal.agent = t.agent;
  world.run.OnWithdrawn(withdrawal);
  t.status = Status::kPooled;
  ASSERT_TRUE(world.Play());
  EXPECT_EQ(world.run.end(), ReplayEnd::kAllResolved);
  EXPECT_EQ(world.run.counts().assigned, 2u);
}

// Whatever order refusals, expiries and withdrawals come in: all is resolved in the end, and nothing acknowledged is lost.
TEST(ReplayRun, EverythingIsResolvedUnderRandomTrouble) {
  const char* given = std::getenv("TIDEGATE_SEED");
  const std::uint64_t seed = given != nullptr ? std::strtoull(given, nullptr, 10) : 7;
  std::printf("TIDEGATE_SEED=%llu\n", static_cast<unsigned long long>(seed));
  std::mt19937_64 random(seed);
  for (int round = 0; round < 60; ++round) {
    World world(PlanOf(40, 500, 20'000), {random() % 2 == 0 ? 0.0 : 10.0, kMinute});
    world.daemon.room = 1 + random() % 6;
    world.daemon.submit_reject = Reject::kBusy;
    world.daemon.accept_reject = random() % 2 == 0 ? Reject::kStaleOffer : Reject::kBusy;
    for (int i = 0; i < 400 && world.run.end() == ReplayEnd::kRunning; ++i) {
      world.Turn();
      if (random() % 10 == 0) world.daemon.submit_rejects = static_cast<int>(random() % 3);
      if (random() % 10 == 0) world.daemon.accept_rejects = static_cast<int>(random() % 3);
      for (auto& [key, t] : world.daemon.tickets) {
        if (random() % 40 != 0 || (t.status != Status::kOffered && t.status != Status::kAssigned && t.status != Status::kInProgress))
          continue;
        client::WithdrawalInfo withdrawal;
        withdrawal.ticket = t.id;
        withdrawal.agent = t.agent;
        t.status = Status::kPooled;
        world.run.OnWithdrawn(withdrawal);
      }
    }
    world.daemon.submit_rejects = world.daemon.accept_rejects = 0;
    ASSERT_TRUE(world.Play());
    ASSERT_EQ(world.run.end(), ReplayEnd::kAllResolved) << "round " << round;
    ASSERT_EQ(world.run.counts().submitted, 40u);
  }
}

TEST(KeySweep, FindsWhatIsThereAndWhatIsNot) {
  const ReplayPlan plan = PlanOf(50, 0, 0);
  SmallDaemon daemon;
  for (int i = 0; i < 50; i += 2) daemon.Add("K" + std::to_string(i), Status::kResolved);
  KeySweep sweep(plan, daemon);
  for (int i = 0; i < 100 && !sweep.done(); ++i) {
    sweep.Step(0);
    daemon.Deliver(sweep);
  }
  ASSERT_TRUE(sweep.done());
  for (std::size_t i = 0; i < 50; ++i) EXPECT_EQ(sweep.found()[i].has_value(), i % 2 == 0) << i;
}

TEST(ReplayReport, LostIsWhatIsNotFoundAsFarAsItWasAcknowledged) {
  const ReplayPlan plan = PlanOf(7, 0, 0);
  std::vector<ReplayTicket> tickets(7);
  KeysFound found(7);
  for (std::size_t i = 0; i < 7; ++i) tickets[i].id = TicketId(i + 1);
  const auto found_as = [&](std::size_t i, Status status) { found[i] = KeyFound{TicketId(i + 1), status}; };
  tickets[0].acknowledged = Status::kPooled;  // not found: lost
  tickets[1].acknowledged = Status::kPooled;
  found_as(1, Status::kResolved);
  tickets[2].acknowledged = Status::kResolved;  // found open: lost
  found_as(2, Status::kAssigned);
  tickets[3].acknowledged = Status::kAssigned;  // moved on
  found_as(3, Status::kWaitingCustomer);
  tickets[4].acknowledged = Status::kAssigned;  // found unassigned: lost
  found_as(4, Status::kPooled);
  tickets[5].acknowledged = Status::kPooled;  // another ticket under its key: lost
  found[5] = KeyFound{TicketId(99), Status::kPooled};
  // 6 was never acknowledged, and is not found: no loss.
  std::set<std::string> lost;
  for (const LostTicket& t : FindLost(plan, tickets, found)) lost.insert(t.key);
  EXPECT_EQ(lost, (std::set<std::string>{"K0", "K2", "K4", "K5"}));
}

TEST(ReplayReport, PercentilesAreNearestRank) {
  std::vector<Micros> sorted;
  for (int i = 1; i <= 100; ++i) sorted.push_back(i);
  EXPECT_EQ(Percentile(sorted, 50), 50);
  EXPECT_EQ(Percentile(sorted, 99), 99);
  EXPECT_EQ(Percentile({7}, 99), 7);
  EXPECT_EQ(Percentile({}, 50), 0);
}

TEST(ReplayReport, ExitCodeSaysWhatWentWrong) {
  ReplayReport good;
  good.outcome = ReplayOutcome::kAllResolved;
  good.verified = true;
  EXPECT_EQ(ExitCodeOf(good, UnreadableRows::kFail), kExitOk);
  ReplayReport unreadable = good;
  unreadable.unreadable_count = 1;
  EXPECT_EQ(ExitCodeOf(unreadable, UnreadableRows::kFail), kExitRefused);
  EXPECT_EQ(ExitCodeOf(unreadable, UnreadableRows::kTolerate), kExitOk);
  ReplayReport refused = good;
  refused.counts.refused = 1;
  EXPECT_EQ(ExitCodeOf(refused, UnreadableRows::kTolerate), kExitRefused);
  ReplayReport broken = good;
  broken.outcome = ReplayOutcome::kConnectionLost;
  EXPECT_EQ(ExitCodeOf(broken, UnreadableRows::kFail), kExitNoConnect);
  ReplayReport unverified = good;
  unverified.verified = false;
  EXPECT_EQ(ExitCodeOf(unverified, UnreadableRows::kFail), kExitNoConnect);
  ReplayReport lost = broken;
  lost.lost.push_back({});
  EXPECT_EQ(ExitCodeOf(lost, UnreadableRows::kFail), kExitLost);
}

TEST(ReplayNames, UnknownNamesAreDeclaredOrTheirRowsRefused) {
  ReplayPlan plan = PlanOf(4, 0, 0);
  plan.tickets[0].type = "known";
  plan.tickets[1].type = "unknown";
  plan.tickets[2].skills = {{"s1", 1}, {"s2", 1}};
  plan.tickets[3].channel = "c";
  plan.names[static_cast<std::size_t>(CatalogKind::kType)] = {"known", "unknown"};
  plan.names[static_cast<std::size_t>(CatalogKind::kSkill)] = {"s1", "s2"};
  plan.names[static_cast<std::size_t>(CatalogKind::kChannel)] = {"c"};
  KnownNames known;
  known[static_cast<std::size_t>(CatalogKind::kType)] = {"known"};
  known[static_cast<std::size_t>(CatalogKind::kSkill)] = {"s1"};
  ReplayMap map;
  map.declare[static_cast<std::size_t>(CatalogKind::kChannel)] = true;
  EXPECT_EQ(NamesToDeclare(map, plan, known), (std::vector<std::pair<CatalogKind, std::string>>{{CatalogKind::kChannel, "c"}}));
  const auto refused = DropUnknown(map, known, plan);
  ASSERT_EQ(refused.size(), 2u);
  EXPECT_EQ(refused[0].line, 3u);
  EXPECT_THAT(refused[0].detail, testing::HasSubstr("types = true"));
  EXPECT_THAT(refused[1].detail, testing::HasSubstr("`s2`"));
  EXPECT_EQ(plan.tickets.size(), 2u);
  std::vector<PlannedDesk> desks = {{"a", AgentTier::kRegular, {{"s1", 1}, {"s2", 1}}, 5}};
  DropUnknown(map, known, desks);
  EXPECT_EQ(desks[0].skills, (SkillSet{{"s1", 1}}));
}

}  // namespace
}  // namespace tidegate
