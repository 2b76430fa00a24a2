// What people and scripts read, held by golden files: help, JSON, tables and explanations in both languages.
#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>
#include <functional>

#include "tests/unit/tools/golden_file.h"
#include "tools/tidegate/agent_text.h"
#include "tools/tidegate/customer_text.h"
#include "tools/tidegate/event_text.h"
#include "tools/tidegate/explain_text.h"
#include "tools/tidegate/render_views.h"
#include "tools/tidegate/replay_report.h"
#include "tools/tidegate/rules_text.h"
#include "tools/tidegate/time_text.h"
#include "tools/tidegate/verbs.h"

namespace tidegate {
namespace {

constexpr Micros kNow = 1'795'245'300 * kSecond;  // 2026-11-21T07:15:00Z

class Render : public testing::Test {
 protected:
  Render() {
    setenv("TZ", "Asia/Shanghai", 1);
    tzset();
  }

  static CatalogView Names() {
    CatalogView names;
    names.names[static_cast<std::size_t>(CatalogKind::kSkill)] = {"", "refund", "billing"};
    names.names[static_cast<std::size_t>(CatalogKind::kRegion)] = {"", "华东"};
    names.names[static_cast<std::size_t>(CatalogKind::kType)] = {"", "complaint"};
    names.names[static_cast<std::size_t>(CatalogKind::kChannel)] = {"", "hotline"};
    names.chinese[static_cast<std::size_t>(CatalogKind::kType)] = {"", "投诉"};
    names.chinese[static_cast<std::size_t>(CatalogKind::kChannel)] = {"", "热线"};
    names.agents = {{1, "王敏"}, {2, "Anna Berg"}};
    return names;
  }

  static TicketView Ticket() {
    TicketView v;
    v.ticket = MakeTicketId(6168, 0, 42);
    v.status = Status::kPooled;
    v.level = Level::kHigh;
    v.order_level = Level::kHigh;
    v.tier = CustomerTier::kVip;
    v.type = TypeId(1);
    v.region = RegionId(1);
    v.channel = ChannelId(1);
    v.received_at = kNow - 5 * kMinute;
    v.status_since = kNow - 5 * kMinute;
    v.due = {kNow + 25 * kMinute, kNow + kDay};
    v.place = 3;
    v.wait_ms = 92'000;
    return v;
  }

  static ExplainView Explained() {
    ExplainView v;
    v.ticket = Ticket();
    v.requirement.skills[0] = {1, 2, 0};
    v.requirement.skills[1] = {2, 1, 0};
    v.requirement.skill_count = 2;
    v.requirement.region = 1;
    v.requirement.agent_tiers = 1u << static_cast<unsigned>(AgentTier::kRegular);
    v.agents = 9;
    v.at_capacity = 2;
    v.off_duty = 1;
    v.excluded = {0, 4, 1, 0, 0, 1};
    v.ahead = 3;
    v.next = NextEvent::kClockStep;
    v.next_at = kNow + 10 * kMinute;
    v.next_clock = Clock::kRespond;
    v.next_per_mille = 500;
    v.kept_for_urgent = 1;
    v.others = {{.agent = AgentId(3), .name = "Bo", .eligibility = Eligibility::kFull, .status = AgentStatus::kOnline, .load = 64},
                {.agent = AgentId(2), .name = "Anna Berg", .eligibility = Eligibility::kDeclined, .until = kNow + 8 * kMinute},
                {.agent = AgentId(4), .name = "陈", .eligibility = Eligibility::kOffDuty, .status = AgentStatus::kBreak}};
    v.upcoming = {{.event = NextEvent::kRelaxes, .at = kNow + 3 * kMinute},
                  {.event = NextEvent::kDeclineForgotten, .agent = 2, .at = kNow + 8 * kMinute},
                  {.event = NextEvent::kClockStep, .clock = Clock::kRespond, .per_mille = 500, .at = kNow + 10 * kMinute}};
    return v;
  }

  static ExplainView Offered() {
    ExplainView v = Explained();
    v.ticket.status = Status::kOffered;
    v.ticket.agent = AgentId(1);
    v.ticket.agent_name = "王敏";
    v.ticket.offers = 2;
    v.note.rules_version = 3;
    v.note.eligible = 4;
    v.note.choice = static_cast<std::uint8_t>(Choice::kLeastLoaded);
    v.note.load = 13;
    v.note.runner_up = 2;
    v.note.runner_up_load = 26;
    v.note.by_skill = 4;
    v.note.by_capacity = 1;
    v.next = NextEvent::kOfferExpires;
    v.next_at = kNow + 12 * kSecond;
    v.available = 3;
    v.may_have = {{.agent = AgentId(2), .name = "Anna Berg", .eligibility = Eligibility::kFree, .load = 26},
                  {.agent = AgentId(5), .name = "Eva", .eligibility = Eligibility::kFree, .load = 32}};
    v.upcoming = {{.event = NextEvent::kOfferExpires, .agent = 1, .at = kNow + 12 * kSecond},
                  {.event = NextEvent::kClockStep, .clock = Clock::kRespond, .per_mille = 1000, .at = kNow + 25 * kMinute}};
    return v;
  }

  static ExplainView Hopeless() {
    ExplainView v = Explained();
    v.agents = 5;
    v.at_capacity = v.off_duty = v.kept_for_urgent = v.ahead = 0;
    v.excluded = {0, 5, 0, 0, 0, 0};
    v.others.clear();
    v.upcoming.clear();
    return v;
  }

  static std::string InBoth(const std::function<std::string(Language)>& text) {
    return text(Language::kEnglish) + "\n" + text(Language::kChinese);
  }
};

TEST_F(Render, HelpShowsEveryVerbWithItsExamples) {
  std::string all = InBoth(GeneralHelp);
  for (const Verb& verb : Verbs()) {
    all += "----\n" + VerbHelp(verb, Language::kEnglish);
    EXPECT_NE(verb.examples, "") << verb.name;
    EXPECT_NE(verb.summary_zh, "") << verb.name;
  }
  ExpectGolden("help.txt", all);
}

TEST_F(Render, ExplanationsSayWhoWhyAndWhatNext) {
  const CatalogView names = Names();
  std::string all;
  for (const ExplainView& view : {Explained(), Offered(), Hopeless()}) {
    all += InBoth([&](Language language) { return ExplainText(view, names, kNow, language); }) + "----\n";
  }
  Event decided;
  decided.at = kNow;
  decided.agent = 1;
  decided.note = Offered().note;
  all += InBoth([&](Language language) { return DecisionsText({decided, Event()}, names, language); });
  ExpectGolden("explain.txt", all);
}

TEST_F(Render, JsonKeepsItsNames) {
  const CatalogView names = Names();
  std::string all;
  StatusView status;
  status.now = kNow;
  status.seq = 99;
  status.open = 12;
  status.pooled = {1, 2, 3, 4};
  client::ServerInfo server;
  server.server = "tidegated 0.1.0";
  server.durability = 1;
  all += StatusJson(status, server, nullptr);
  client::BodyText body;
  body.fields = {"web-1", "c17", "A1001", "退款未到账", "two\nlines", "29-02-2016 01:16"};
  all += TicketJson(Ticket(), &body, names);
  all += TicketJson(Ticket(), nullptr, names);
  Event decided;
  decided.at = kNow;
  decided.agent = 1;
  decided.note = Offered().note;
  all += ExplainJson(Offered(), {decided, Event()}, names);
  AgentRow agent;
  agent.agent = AgentId(1);
  agent.name = "王敏";
  agent.tier = AgentTier::kRegular;
  agent.status = AgentStatus::kWrapUp;
  agent.until = kNow + 20 * kSecond;
  agent.capacity = agent.open_capacity = 5;
  all += AgentsJson({agent});
  PoolRow pool;
  pool.signature = 7;
  pool.requirement = Explained().requirement;
  pool.waiting = {0, 3, 0, 0};
  pool.oldest_received_at = kNow - kHour;
  all += PoolJson({pool}, names);
  client::AckInfo ack;
  ack.ticket = Ticket().ticket;
  ack.status = Status::kPooled;
  ack.respond_by = kNow + 25 * kMinute;
  ack.place = 3;
  all += SubmitJson(ack);
  all += AckJson(ack);
  client::RefusalText refusal;
  refusal.code = Reject::kUnknownName;
  refusal.name = "unknown-name";
  refusal.field = "type";
  refusal.detail = "\"foo\"";
  refusal.advice = "declare it";
  all += RefusalJson(refusal, Role::kFrontEnd);
  ExpectGolden("json.txt", all);
}

TEST_F(Render, AnAgentAndWhoIsFullInBothLanguagesAndJson) {
  const CatalogView names = Names();
  AgentView agent;
  agent.row = {AgentId(2), "Anna Berg", AgentTier::kSenior, AgentStatus::kWrapUp, 1, 1, 3, 2, 77, kNow - kMinute, kNow + 20 * kSecond};
  agent.profile.skills[0] = {1, 3, 0};
  agent.profile.skill_count = 1;
  agent.profile.regions[0] = 1;
  agent.profile.region_count = 1;
  agent.profile.customer_tiers = 1u << static_cast<unsigned>(CustomerTier::kVip);
  agent.team = "east";
  agent.supervisor = "王敏";
  agent.shift = "early";
  agent.tier_hours = "vip-hours";
  agent.hours_tiers = 1u << static_cast<unsigned>(CustomerTier::kVip);
  agent.rooms = {{.channel = 1, .tickets_max = 2}};
  agent.cost_per_hour_cents = 6'005;
  agent.misses = 1;
  agent.signed_in = true;
  agent.full_since = kNow - 3 * kMinute;
  agent.ramp_next_at = kNow + 2 * kMinute;
  WorkItem item;
  item.ticket = MakeTicketId(6168, 0, 42).raw();
  item.respond_by = kNow + 5 * kMinute;
  item.level = static_cast<std::uint8_t>(Level::kUrgent);
  item.status = static_cast<std::uint8_t>(Status::kAssigned);
  agent.work = {item};
  agent.excluded = {{MakeTicketId(6168, 0, 43), kNow + 9 * kMinute}};
  AgentView plain;
  plain.row.name = "new";
  plain.row.agent = AgentId(9);
  AgentView gone = plain;
  gone.row.name = "gone";
  gone.row.retired = true;
  SaturationReply full;
  full.watched = true;
  full.agents = {{AgentId(2), "Anna Berg", 3, 3, kNow - 3 * kMinute}};
  full.groups = {{.signature = 4, .requirement = Explained().requirement, .waiting = 12, .on_duty = 2, .since = kNow - kMinute}};
  SaturationReply nobody;
  nobody.watched = true;
  std::string all = InBoth([&](Language language) {
    return AgentText(agent, names, kNow, language) + "\n" + AgentText(plain, names, kNow, language) + "\n" +
           AgentText(gone, names, kNow, language) + "\n" + SaturationText(full, names, kNow, language) + "\n" +
           SaturationText(nobody, names, kNow, language) + SaturationText(SaturationReply(), names, kNow, language);
  });
  ExpectGolden("agent.txt", all + AgentJson(agent, names) + AgentJson(plain, names) + AgentJson(gone, names) + SaturationJson(full, names));
}

TEST_F(Render, RulesInBothLanguagesAndJson) {
  const std::vector<RuleDifference> differences = {{"agents.wrap_up", "\"30 s\"", "\"1 min\""},
                                                   {"flow[\"hotline\"].bots", "\"refused\"", ""},
                                                   {"presets.standard[]", "", "{ level = \"high\", respond = \"40 min\" }"},
                                                   {"review.within", "\"5 min\"", "\"6 min\""}};
  const std::vector<ListedRules> rows = {
      {{.version = 3, .cause = RuleCause::kSeeded, .at = kNow - kDay, .source_bytes = 900, .author = "tidegated"}, {}, true},
      {{.version = 4, .cause = RuleCause::kApplied, .at = kNow - kHour, .source_bytes = 950, .author = "chen"}, differences, false},
      {{.version = 5, .restored = 3, .cause = RuleCause::kRestored, .at = kNow, .source_bytes = 900, .author = "li"}, {}, false}};
  client::AckInfo ack;
  ack.token = 6;
  ack.place = 1'234;
  RulesReply shown;
  shown.versions = {rows[0].row, rows[1].row};
  shown.version = 4;
  shown.part = "name = \"a\"\n";
  std::string all = InBoth([&](Language language) {
    return DifferencesText(differences, 4, language) + DifferencesText({}, 4, language) + "\n" + RuleVersionsText(rows, language);
  });
  ExpectGolden("rules.txt", all + DifferencesJson(differences, 4) + TriedJson(ack, differences) + UndoneJson(ack, 5, {}) +
                                RuleVersionsJson(rows) + RulesJson(shown));
}

TEST_F(Render, TablesAndPairsForPeople) {
  const CatalogView names = Names();
  StatusView status;
  status.now = kNow;
  status.open = 12;
  status.open_max = 1'000'000;
  status.pooled = {1, 2, 3, 4};
  client::ServerInfo server;
  server.server = "tidegated 0.1.0";
  AgentRow one;
  one.name = "王敏";
  one.tier = AgentTier::kRegular;
  one.status = AgentStatus::kOnline;
  one.assigned = 2;
  one.capacity = one.open_capacity = 5;
  AgentRow two = one;
  two.name = "Anna Berg";
  two.status = AgentStatus::kWrapUp;
  two.open_capacity = 1;
  two.until = kNow + 20 * kSecond;
  AgentRow gone;
  gone.name = "gone";
  gone.retired = true;
  PoolRow pool;
  pool.requirement = Explained().requirement;
  pool.waiting = {0, 3, 0, 12};
  pool.eligible_on_duty = 2;
  pool.oldest_received_at = kNow - kHour - 5 * kMinute;
  client::BodyText body;
  body.fields = {"web-1", "c17", "", "退款未到账", "line\nline", ""};
  std::string all = InBoth([&](Language language) {
    return StatusText(status, server, language) + "\n" + AgentsText({one, two, gone}, kNow, language) + "\n" +
           PoolText({pool}, names, kNow, language) + "\n" + TicketText(Ticket(), &body, names, kNow, language);
  });
  ExpectGolden("tables.txt", all);
}

TEST_F(Render, AnEndedTicketShowsWhetherItsDeadlinesWereKept) {
  TicketView v = Ticket();
  v.status = Status::kResolved;
  v.status_since = v.resolved_at = kNow - kMinute;
  v.first_response_at = kNow - 2 * kMinute;
  v.due = {kNow - 3 * kMinute, kNow + kDay};
  v.result_code = 7;
  const std::string text = TicketText(v, nullptr, Names(), kNow, Language::kEnglish);
  const std::size_t respond = text.find("respond by");
  const std::size_t resolve = text.find("resolve by");
  ASSERT_NE(respond, std::string::npos);
  ASSERT_NE(resolve, std::string::npos);
  EXPECT_NE(text.find(", missed", respond), std::string::npos);
  EXPECT_NE(text.find(", kept", resolve), std::string::npos);
  EXPECT_EQ(text.find("offers"), std::string::npos) << "how often it was offered is not kept";
  v.due = {0, 0};
  EXPECT_EQ(TicketText(v, nullptr, Names(), kNow, Language::kEnglish).find("deadline"), std::string::npos);
}

// One of each kind, with what EventOf fills for it.
std::vector<Event> EventsOfEachKind() {
  std::vector<Event> events;
  for (const Name& row : NameTable<EventKind>::kRows) {
    Event event;
    event.seq = 100u + row.number;
    event.at = kNow + row.number * kSecond;
    event.kind = static_cast<EventKind>(row.number);
    if (row.number < 32) event.ticket = MakeTicketId(6168, 0, 42).raw();
    events.push_back(event);
  }
  const auto of = [&](EventKind kind) -> Event& {
    return *std::find_if(events.begin(), events.end(), [kind](const Event& event) { return event.kind == kind; });
  };
  Event& submitted = of(EventKind::kSubmitted);
  submitted.status = Status::kReceived;
  submitted.level = Level::kHigh;
  submitted.tier = CustomerTier::kVip;
  submitted.client = 0xABC;
  submitted.type = submitted.region = submitted.channel = 1;
  Event& classified = of(EventKind::kClassified);
  classified.status = Status::kPooled;
  classified.level = Level::kHigh;
  classified.respond_by = kNow + 30 * kMinute;
  classified.resolve_by = kNow + 24 * kHour;
  classified.rules_version = 3;
  Event& offered = of(EventKind::kOffered);
  offered.status = Status::kOffered;
  offered.agent = 7;
  offered.token = 2;
  offered.until = kNow + 3 * kMinute;
  offered.note.rules_version = 3;
  offered.note.eligible = 5;
  offered.note.runner_up = 8;
  offered.note.choice = static_cast<std::uint8_t>(Choice::kLeastLoaded);
  of(EventKind::kAccepted).agent = of(EventKind::kSignedIn).agent = of(EventKind::kDeclineForgotten).agent = 7;
  Event& returned = of(EventKind::kReturned);
  returned.status = Status::kPooled;
  returned.agent = 7;
  returned.reason = ReturnReason::kDeclined;
  returned.decline_code = 4;
  returned.until = kNow + 10 * kMinute;
  of(EventKind::kContactReported).status = of(EventKind::kNodeReported).status = Status::kInProgress;
  Event& resolved = of(EventKind::kResolved);
  resolved.status = Status::kResolved;
  resolved.agent = 7;
  resolved.result_code = 12;
  resolved.text = "已退款\x1b[31m";
  Event& clock = of(EventKind::kClockFired);
  clock.clock = Clock::kResolve;
  clock.per_mille = 800;
  of(EventKind::kRulesActivated).rules_version = 3;
  Event& declared = of(EventKind::kDeclared);
  declared.catalog = CatalogKind::kRegion;
  declared.type = 2;
  declared.text = "华东";
  Event& agent = of(EventKind::kAgentDeclared);
  agent.agent = 7;
  agent.text = "王敏";
  of(EventKind::kAgentRetired).agent = 7;
  Event& status = of(EventKind::kAgentStatusChanged);
  status.agent = 7;
  status.agent_status = AgentStatus::kWrapUp;
  status.until = kNow + 30 * kSecond;
  return events;
}

TEST_F(Render, HistoryInBothLanguagesAndJson) {
  HistoryView view;
  view.ticket.ticket = MakeTicketId(6168, 0, 42);
  view.ticket.status = Status::kResolved;
  view.ticket.received_at = kNow;
  view.ticket.status_since = kNow + 9 * kSecond;
  for (const Event& event : EventsOfEachKind()) {
    if (event.ticket != 0) view.events.push_back(event);
  }
  view.complete_to = 200;
  view.committed_seq = 210;
  view.complete_from = 3;
  view.clients = {{0xABC, Role::kFrontEnd, "web"}, {0xABE, Role::kSupervisor, "老周"}, {0xABF, Role::kAgent, "王敏"}};
  view.events[1].client = 0xABD;  // whom nobody knows any more
  view.events[2].client = 0xABE;
  view.events[3].client = 0xABF;
  view.events[3].agent = 7;  // himself
  CatalogView names = Names();
  names.agents[7] = "王敏";
  ExpectGolden("history.txt",
               HistoryText(view, names, Language::kEnglish) + HistoryText(view, names, Language::kChinese) + HistoryJson(view, names));
}

TEST_F(Render, WhatTheArchiveHasInBothLanguagesAndJson) {
  FoundTickets found;
  TicketView& row = found.rows.emplace_back();
  row.ticket = MakeTicketId(6168, 0, 42);
  row.status = Status::kResolved;
  row.level = Level::kHigh;
  row.tier = CustomerTier::kVip;
  row.customer = 0xABC;
  row.agent = AgentId(7);
  row.received_at = kNow;
  row.status_since = row.resolved_at = kNow + 9 * kSecond;
  found.more = true;
  found.complete_to = found.committed_seq = 210;
  FoundTickets lost = found;
  lost.complete_to = 200;
  lost.complete_from = 120;
  FoundTickets nothing;
  nothing.complete_to = nothing.committed_seq = 210;
  nothing.complete_from = 120;
  CatalogView names = Names();
  names.agents[7] = "王敏";
  std::string text;
  for (const FoundTickets& one : {found, lost, nothing}) {
    for (const Language language : {Language::kEnglish, Language::kChinese}) text += FoundText(one, names, language) + "\n";
    text += FoundJson(one, names) + "\n";
  }
  ExpectGolden("archive.txt", text);
}

TEST_F(Render, TheFeedInBothLanguagesAndJson) {
  CatalogView names = Names();
  names.agents[7] = "王敏";
  std::string text;
  const std::vector<Event> events = EventsOfEachKind();
  for (const Language language : {Language::kEnglish, Language::kChinese}) {
    for (const Event& event : events) text += EventLine(event, names, language);
    text += GapText(100, 4'712, language) + ResumeText(4'713, language);
  }
  for (const Event& event : events) text += EventJson(event, 3, names);
  ExpectGolden("watch.txt", text + GapJson(3, 100, 4'712));
  EXPECT_EQ(text.find('\x1b'), std::string::npos) << "a stranger's text must not steer the terminal";
}

TEST_F(Render, ReplayReportInJsonAndWords) {
  ReplayReport r;
  r.file = "history.csv";
  r.front_end = "log";
  r.outcome = ReplayOutcome::kNothingMoves;
  r.rows = 12;
  r.tickets = 9;
  r.counts.submitted = 8;
  r.counts.duplicates = 1;
  r.counts.assigned = 6;
  r.counts.resolved = 7;
  r.counts.resolved_now = 6;
  r.counts.refused = 1;
  r.waiting = 1;
  r.verified = true;
  r.verified_keys = 9;
  r.lost.push_back({"K7", MakeTicketId(6168, 0, 7), Status::kResolved, Status::kNone});
  r.waits = {250, 1'500, 40'000};
  r.refused.push_back({5, "K3", Reject::kUnknownName, "type", "the daemon does not know `x`"});
  r.unreadable_count = 1;
  r.unreadable.push_back({9, "2 columns, the header has 11"});
  r.waiting_tickets.push_back({"K8", Hopeless()});
  r.names = Names();
  r.desks = 3;
  r.stand_ins = 1;
  r.elapsed = 1'250 * kMillisecond;
  ExpectGolden("replay_report.txt", ReportJson(r) + InBoth([&](Language language) { return ReportText(r, language); }));
}

TEST_F(Render, SpansAreShortAndRound) {
  EXPECT_EQ(SpanText(250, Language::kEnglish), "250 us");
  EXPECT_EQ(SpanText(840 * kMillisecond, Language::kEnglish), "840 ms");
  EXPECT_EQ(SpanText(1'550 * kMillisecond, Language::kEnglish), "1.5 s");
  EXPECT_EQ(SpanText(2 * kHour + 5 * kMinute, Language::kEnglish), "2 h 5 min");
  EXPECT_EQ(SpanText(3 * kDay, Language::kChinese), "3天");
  EXPECT_EQ(SpanText(-kMinute, Language::kEnglish), "-1 min");
  EXPECT_EQ(RelativeText(kNow + kMinute, kNow, Language::kEnglish), "in 1 min");
  EXPECT_EQ(RelativeText(kNow - kMinute, kNow, Language::kChinese), "1分前");
  EXPECT_EQ(IsoText(kNow + 250 * kMillisecond), "2026-11-21T07:15:00.250Z");
  EXPECT_EQ(InstantText(kNow), "2026-11-21 15:15:00");
}

TEST_F(Render, SpansAreReadWithTheirUnit) {
  EXPECT_EQ(ParseSpan("2s"), 2 * kSecond);
  EXPECT_EQ(ParseSpan("250ms"), 250 * kMillisecond);
  EXPECT_EQ(ParseSpan("1.5 min"), 90 * kSecond);
  EXPECT_EQ(ParseSpan("1h"), kHour);
  for (const char* wrong : {"", "2", "s", "2 parsecs", "-1s", "400d", "1.5.5s", "99999999999s"}) EXPECT_FALSE(ParseSpan(wrong)) << wrong;
}

}  // namespace
}  // namespace tidegate
