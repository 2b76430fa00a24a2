#include "tests/simulation/random_floor.h"

#include <initializer_list>
#include <iterator>
#include <random>
#include <set>
#include <variant>
#include <vector>

#include "tests/unit/core/classification_samples.h"
#include "tests/unit/core/rule_set_samples.h"

namespace tidegate {
namespace {

// Of some names the rule set knows nothing.
constexpr const char* kSkills[] = {"refund", "billing", "退款", "network", "device", "vip-care", "english"};
constexpr const char* kRegions[] = {"north", "south", "west", "华东"};
constexpr const char* kTypes[] = {"consultation", "complaint", "technical-support", "after-sales", "survey"};
constexpr const char* kChannels[] = {"hotline", "social-message", "email", "kiosk"};
constexpr const char* kTeams[] = {"day", "night", "nobody's"};
constexpr Level kLevels[] = {Level::kNone, Level::kUrgent, Level::kHigh, Level::kNormal, Level::kLow};

// Open for `open_minutes` of every hour, from an hour of the world's first day on, for 20 days.
Calendar PulseCalendar(const std::string& name, int open_minutes) {
  std::vector<OpenInterval> intervals;
  std::vector<WorkingDay> days;
  for (int day = -1; day < 20; ++day) {
    const Micros midnight = kSampleMonday + day * kDay;
    for (int hour = 0; hour < 24; ++hour) {
      intervals.push_back({midnight + hour * kHour, midnight + hour * kHour + open_minutes * kMinute});
    }
    days.push_back({midnight, midnight + kDay, 0, kNever, 0, midnight});
  }
  return Calendar(name, intervals, days);
}

// Shifts and exclusive hours that turn often; and one that half of the rule sets do not know.
void AddHours(RuleSet& rules, std::uint64_t draw) {
  rules.calendars.push_back(PulseCalendar("day-shift", 50));
  rules.calendars.push_back(PulseCalendar("late-shift", 25));
  if (draw % 2 == 0) rules.calendars.push_back(PulseCalendar("peak", 35));
  rules.matching.shift_end = static_cast<Micros>(draw / 2 % 4) * 5 * kMinute;
}

// Channels that weigh more or less than a place, and less while the customer is waited for.
void AddWeights(RuleSet& rules, std::uint64_t draw) {
  rules.matching.waiting_customer_percent = static_cast<std::uint8_t>(draw % 3 * 50);
  for (ChannelRule& channel : rules.channels) {
    draw /= 3;
    if (draw % 3 == 0) channel.weight_percent = static_cast<std::uint16_t>(50 + draw / 3 % 3 * 70);
  }
}

// With wrap-up, ramp-up and everything that waiting does.
RuleSet BusyRules() {
  RuleSet rules = SampleRuleSet();
  AddHours(rules, 6);
  rules.open_rungs = 1;
  rules.matching = MatchingRules();
  rules.matching.reserve = 2;
  rules.close_silence = 4 * kHour;
  rules.reopen_within = 10 * kHour;
  rules.call_back_after = kHour;
  rules.feedback.survey = true;
  return rules;
}

}  // namespace

EngineWorld::Options RandomFloor::OptionsOf(const FloorSize& size, std::uint32_t audit_every) {
  EngineWorld::Options options;
  options.rules = BusyRules();
  std::mt19937_64 fixed(7);
  AddRandomClassification(fixed, options.rules);
  options.limits.tickets_max = size.tickets_max;
  options.limits.recent_max = 50;
  options.limits.feedbacks_max = 25;
  options.limits.customers_max = 20;
  options.limits.clients_max = static_cast<std::uint32_t>(size.agents) / 2 + 2;
  options.limits.outcomes_max = options.limits.clients_max * kDeskCredits * 2 / 3;
  options.limits.declines_max = 24;
  options.limits.agents_max = static_cast<std::uint32_t>(size.agents) + 5;
  options.capacity_history = CapacityHistory::kMayBeLowered;
  options.audit_every = audit_every;
  return options;
}

RandomFloor::RandomFloor(std::uint64_t seed, const FloorSize& size, std::uint32_t audit_every)
    : random_(seed), size_(size), world_(OptionsOf(size, audit_every)) {
  world_.on_change = [this](const Tables&, const ChangeView& change, Micros) { ++seen_[static_cast<int>(change.kind)]; };
  world_.NameDesks();
  world_.who_acts = [this](TicketId ticket) { return AnySupervisor(ticket); };
  world_.on_turn = [this](const std::vector<Output>& outputs, Micros) {
    for (const Output& output : outputs) {
      if (const auto* ack = std::get_if<Ack>(&output); ack != nullptr && ack->reject != Reject::kNone)
        ++refused_[static_cast<int>(ack->reject)];
    }
  };
}

std::string RandomFloor::AnySupervisor(TicketId ticket) {
  constexpr std::uint64_t kOtherTeamEvery = 9;  // acts
  ++acts_;
  if (acts_ % kOtherTeamEvery == 0 && agents_ > 0) return "a" + std::to_string(1 + acts_ % static_cast<std::uint64_t>(agents_));
  const Tables& tables = world_.tables();
  const std::uint32_t open = tables.tickets.FindId(ticket.raw());
  const std::uint32_t recent = open == kNoSlot ? tables.recents.FindId(ticket.raw()) : kNoSlot;
  const WorkRecord* work = open == kNoSlot ? nullptr : tables.tickets.Work(open);
  const std::uint32_t agent = work != nullptr     ? std::uint32_t{work->agent}
                              : recent != kNoSlot ? std::uint32_t{tables.recents.At(recent).agent}
                                                  : 0;
  if (agent == 0) return "";
  const AgentTerms& terms = tables.agents.At(agent).terms;
  const std::uint32_t supervisor = terms.supervisor != 0 && acts_ % 2 == 0 ? terms.supervisor : terms.duty_supervisor;
  return world_.AgentName(supervisor != 0 ? supervisor : terms.supervisor != 0 ? terms.supervisor : agent);
}

AgentSpec RandomFloor::AnyAgent(const std::string& name) {
  AgentSpec agent{.name = name};
  for (const char* skill : kSkills) {
    if (!OneIn(3)) agent.skills.push_back({skill, static_cast<int>(1 + Below(5))});
  }
  if (OneIn(2)) agent.team = Any(kTeams);
  if (name != "a1" && OneIn(2)) agent.supervisor = agents_ > 0 ? AnyName() : "a1";
  if (name != "a1" && OneIn(4)) agent.duty_supervisor = agents_ > 0 ? AnyName() : "a1";
  if (OneIn(3)) agent.regions = {Any(kRegions), Any(kRegions)};
  if (OneIn(4)) agent.channels = {Any(kChannels), Any(kChannels), Any(kChannels)};
  if (OneIn(6)) agent.customer_tiers = {CustomerTier::kVip, CustomerTier::kOrdinary};
  agent.tier = static_cast<AgentTier>(1 + Below(6));
  agent.capacity = OneIn(10) ? static_cast<std::uint32_t>(1 + Below(40)) : static_cast<std::uint32_t>(1 + Below(5));
  agent.cost_per_hour_cents = static_cast<std::uint32_t>(Below(3) * 1000);
  const auto& calendars = world_.tables().rules->rules().calendars;
  const auto calendar = [&] { return calendars[Below(calendars.size())].name(); };
  if (OneIn(3)) agent.shift = calendar();
  if (OneIn(4)) {
    agent.tier_hours = calendar();
    agent.hours_tiers = {Any({CustomerTier::kVip, CustomerTier::kMember}), CustomerTier::kEnterprise};
  }
  if (OneIn(4)) agent.rooms.emplace_back(kChannels[0], static_cast<int>(1 + Below(2)));
  if (OneIn(5)) agent.rooms.emplace_back(kChannels[2], static_cast<int>(1 + Below(3)));
  return agent;
}

TicketSpec RandomFloor::AnyTicket() {
  TicketSpec ticket{.key = "t" + std::to_string(++tickets_)};
  ticket.level = Any(kLevels);
  ticket.tier = static_cast<CustomerTier>(Below(5));
  ticket.type = Any(kTypes);
  ticket.channel = Any(kChannels);
  for (std::uint64_t count = Below(3); count > 0; --count) ticket.skills.push_back({Any(kSkills), static_cast<int>(1 + Below(4))});
  if (OneIn(3)) ticket.region = Any(kRegions);
  if (!OneIn(3)) ticket.customer = "c" + std::to_string(Below(30));
  if (OneIn(4)) ticket.order = "o" + std::to_string(Below(12));
  ticket.keywords = Below(8);
  ticket.category = static_cast<ComplaintCategory>(Below(5));
  ticket.complexity = static_cast<std::uint8_t>(Below(5));
  ticket.impact_people = static_cast<std::uint32_t>(Below(12));
  ticket.impact_cents = static_cast<std::int64_t>(Below(1'200));
  if (OneIn(15)) ticket.not_before = world_.now() + static_cast<Micros>(Below(90 * 60)) * kSecond;
  return ticket;
}

std::string RandomFloor::AnyKey() { return "t" + std::to_string(1 + Below(static_cast<std::uint64_t>(std::max(tickets_, 1)))); }

std::string RandomFloor::HeldBy(const std::string& agent) {
  const auto& tables = world_.tables();
  // By ticket id: the list itself has no order that may decide, here neither.
  std::map<std::uint64_t, std::string> held;
  for (const std::uint32_t slot : tables.agents.WorkOf(world_.AgentOf(agent).raw())) {
    held.emplace(tables.tickets.At(slot).id, world_.TicketName(tables.tickets.At(slot).id));
  }
  if (held.empty()) return {};
  auto chosen = held.begin();
  std::advance(chosen, static_cast<std::ptrdiff_t>(Below(held.size())));
  return chosen->second;
}

void RandomFloor::DoDeskWork(const std::string& agent) {
  std::string ticket = OneIn(12) ? AnyKey() : HeldBy(agent);
  if (ticket.empty() || !world_.Knows(ticket)) return;
  if (OneIn(15)) world_.NextToken(static_cast<std::uint32_t>(1 + Below(4)));
  if (OneIn(3)) world_.NextRequest(1 + Below(200));
  const TicketRecord* open = world_.Open(ticket);
  const bool offered = open != nullptr && static_cast<Status>(open->status) == Status::kOffered;
  const std::uint64_t what = Below(10);
  if (offered ? what < 6 : OneIn(12)) {
    world_.Accept(agent, ticket);
  } else if (offered ? what < 9 : OneIn(12)) {
    world_.Decline(agent, ticket);
  } else if (what < 3) {
    world_.Contact(agent, ticket);
  } else if (what < 5) {
    world_.Node(agent, ticket, static_cast<Status>(Below(12)));
  } else if (what < 6) {
    world_.MessageOut(agent, ticket, static_cast<MessageKind>(1 + Below(3)));
  } else if (what < 7) {
    Talk(agent, ticket);
  } else {
    world_.Resolve(agent, ticket, static_cast<std::uint8_t>(Below(4)));
  }
}

// What is said to the customer and by him, and what settles a ticket; most of it legal.
void RandomFloor::Talk(const std::string& agent, const std::string& ticket) {
  const std::string by = OneIn(3) ? "" : agent;
  switch (Below(8)) {
    case 0: {
      const std::string resolved = OneIn(2) ? AnyIn(Status::kResolved) : std::string();
      world_.MessageIn(resolved.empty() ? ticket : resolved, OneIn(3) ? CustomerWord::kNotSolved : CustomerWord::kNone);
      break;
    }
    case 1:
      world_.Promise(agent, ticket, world_.now() + static_cast<Micros>(Below(40)) * 10 * kMinute, OneIn(2) ? "a way around" : "");
      break;
    case 2:
      world_.Confirm(ticket);
      break;
    case 3:
      world_.CallBack(by, ticket);
      break;
    case 4:
      world_.Reason(by, ticket, static_cast<std::uint8_t>(Below(4)), OneIn(2) ? "so it was" : "");
      break;
    case 5:
      world_.Level(ticket, Any(kLevels));
      break;
    default:
      world_.Note(agent, ticket, OneIn(2) ? TouchKind::kNote : TouchKind::kCallEnded);
  }
}

// What nobody should send.
void RandomFloor::DoWrong() {
  Submit submit;
  submit.key = {.high = random_(), .low = random_()};
  submit.type = TypeId(1);
  submit.channel = ChannelId(1);
  const Caller front{.session = kFrontEndSession, .client = ClientId(9), .role = Role::kFrontEnd};
  const std::string agent = AnyName();
  const Caller stranger{.session = 77, .client = ClientId(8), .role = Role::kAgent};
  switch (Below(14)) {
    case 0:
      submit.key = {};
      break;
    case 1:
      submit.type = TypeId();
      break;
    case 2:
      submit.type = TypeId(4'000);
      break;
    case 3:
      submit.skill_count = 1;
      submit.skills[0] = {1, 9, 0};
      break;
    case 4:
      submit.skill_count = 1;
      submit.skills[0] = {4'001, 1, 0};
      break;
    case 5:
      submit.skill_count = 200;
      break;
    case 6:
      submit.region = RegionId(4'000);
      break;
    case 7:
      world_.Add(stranger, SetAgentStatus{.agent = world_.AgentOf(agent), .status = AgentStatus::kOffline});
      return;
    case 8:
      world_.SetStatus(agent, static_cast<AgentStatus>(Below(8)));
      return;
    case 9:
      world_.Add(front, SignIn{.agent = "a1"});
      return;
    case 10:
      world_.Add(stranger, SignIn{.agent = "nobody"});
      return;
    case 11:
      world_.Add(stranger, Accept{.agent = AgentId(4'000), .ticket = TicketId(5), .token = 1});
      return;
    case 12: {
      Hello hello;
      hello.name = "somebody";
      hello.credits = static_cast<std::uint32_t>(Below(3) * 200);
      world_.Add({.session = 78, .client = ClientId(1 + Below(40)), .role = Role::kAgent}, hello);
      return;
    }
    default:
      world_.Add(stranger, ActivateRules{});
      return;
  }
  world_.Add(front, submit);
}

void RandomFloor::Ask() {
  const Caller caller{.session = kSupervisorSession, .role = OneIn(4) ? Role::kFrontEnd : Role::kSupervisor};
  const std::string key = AnyKey();
  const TicketId ticket = world_.Knows(key) ? world_.TicketOf(key) : TicketId(1);
  if (OneIn(10)) {
    world_.Add(caller, ListReviews{});
    OneIn(2) ? world_.Add(caller, ListPlans{}) : world_.Add(caller, ListParts{.department = static_cast<std::uint8_t>(Below(4))});
    return;
  }
  switch (Below(8)) {
    case 5:
      world_.ShowAgent(AnyName());
      break;
    case 6:
      world_.Add(caller, ListSaturated{.after_agent = AgentId(static_cast<std::uint32_t>(Below(10)))});
      break;
    case 7:
      world_.Add(caller, ShowRules{.version = static_cast<std::uint32_t>(Below(6))});
      break;
    case 0:
      world_.Add(caller, FindTicket{.ticket = ticket});
      break;
    case 1:
      world_.Add(caller, ExplainTicket{.ticket = ticket});
      break;
    case 2:
      world_.Add(caller, ListAgents{.after = AgentId(static_cast<std::uint32_t>(Below(10)))});
      break;
    case 3:
      world_.Add(caller, ListPool{});
      break;
    default:
      OneIn(2) ? DoKnowledge(caller) : static_cast<void>(world_.Add(caller, AskStatus{}));
      break;
  }
}

void RandomFloor::DoKnowledge(const Caller& caller) {
  static const std::string kText = EncodeArticle({.title = "title", .text = "text", .keywords = {}, .author = {}, .types = {}});
  const ArticleId article(static_cast<std::uint32_t>(Below(world_.tables().articles.size() + 2)));
  switch (Below(5)) {
    case 0:
      world_.Add(caller, ListArticles{.article = {}, .after = article, .scope = OneIn(2) ? ArticleScope::kStale : ArticleScope::kAll});
      break;
    case 1:
      world_.Add(caller, ListArticles{.article = article});
      break;
    case 2:
      world_.Add(caller, ReviewArticle{.article = article});
      break;
    default:
      world_.Add(caller, PutArticle{.article = article, .visibility = static_cast<Visibility>(Below(4)), .text = kText});
      break;
  }
}

// A ticket in a status, open or ended; empty when there is none.
std::string RandomFloor::AnyIn(Status status) {
  const auto& tables = world_.tables();
  std::set<std::uint64_t> found;  // by id: places may decide nothing, here neither
  for (std::uint32_t slot = 0; slot < tables.tickets.high_mark(); ++slot) {
    if (tables.tickets.live(slot) && tables.tickets.At(slot).status == static_cast<std::uint8_t>(status)) {
      found.insert(tables.tickets.At(slot).id);
    }
  }
  for (std::uint32_t slot = 0; slot < tables.recents.high_mark(); ++slot) {
    if (tables.recents.live(slot) && tables.recents.Ended(slot).status == static_cast<std::uint8_t>(status)) {
      found.insert(tables.recents.At(slot).id);
    }
  }
  if (found.empty()) return {};
  auto chosen = found.begin();
  std::advance(chosen, static_cast<std::ptrdiff_t>(Below(found.size())));
  return world_.TicketName(*chosen);
}

// A customer answers about a ticket, mostly one that is over; or a desk answers one with an article.
void RandomFloor::Answer(const std::string& ticket) {
  const auto& tables = world_.tables();
  if (OneIn(3)) {
    const std::string worked_on = AnyIn(OneIn(2) ? Status::kAssigned : Status::kInProgress);
    if (worked_on.empty()) return;
    const std::uint32_t slot = tables.tickets.FindId(world_.TicketOf(worked_on).raw());
    const WorkRecord* work = slot == kNoSlot ? nullptr : tables.tickets.Work(slot);  // its key may name a later ticket
    if (work == nullptr || tables.agents.At(work->agent).session == 0) return;
    const ArticleId article(static_cast<std::uint32_t>(1 + Below(tables.articles.size() + 1)));
    world_.Add({.session = tables.agents.At(work->agent).session, .role = Role::kAgent},
               UseArticle{AgentId(work->agent), world_.TicketOf(worked_on), article});
    return;
  }
  constexpr Status kOver[] = {Status::kResolved, Status::kResolved, Status::kClosed, Status::kClosedUnconfirmed};
  const std::string over = OneIn(10) ? ticket : AnyIn(Any(kOver));
  if (over.empty()) return;
  SurveyScores scores{};
  for (std::uint8_t& score : scores) score = static_cast<std::uint8_t>(OneIn(30) ? Below(9) : 1 + Below(5));
  world_.GiveFeedback(over, scores, OneIn(4) ? Solved::kNo : Solved::kYes, OneIn(6) ? "Too SLOW." : "");
}

// Departments work on parts of tickets; two of them have teams.
void RandomFloor::Collaborate(const std::string& ticket) {
  constexpr const char* kDepartments[] = {"day", "night", "logistics"};
  constexpr PartNode kNodes[] = {PartNode::kInProgress, PartNode::kWaiting, PartNode::kDone,
                                 PartNode::kDone,       PartNode::kDropped, PartNode::kOpen};
  const auto& tables = world_.tables();
  if (tables.parts.open() == 0 || OneIn(3)) {
    const std::string worked_on = OneIn(4) ? ticket : AnyIn(OneIn(2) ? Status::kAssigned : Status::kInProgress);
    if (worked_on.empty()) return;
    const Micros due = OneIn(2) ? 0 : world_.now() + static_cast<Micros>(Below(5 * 60)) * kMinute;
    const std::uint32_t slot = tables.tickets.FindId(world_.TicketOf(worked_on).raw());
    const WorkRecord* work = slot == kNoSlot || OneIn(3) ? nullptr : tables.tickets.Work(slot);
    const std::string by = work == nullptr ? "" : world_.AgentName(work->agent);
    world_.AskPart(by, worked_on, Any(kDepartments), OneIn(2) ? AnyName() : "", due);
    return;
  }
  // One that is open: the next behind a key that lies anywhere.
  std::vector<const Part*> open;
  tables.parts.ForEach([&](const Part& part) {
    if (part.record.open()) open.push_back(&part);
  });
  const PartRecord part = open[Below(open.size())]->record;
  const std::string of = world_.TicketName(part.ticket);
  if (!world_.Knows(of) || world_.TicketOf(of).raw() != part.ticket) return;  // made by the engine, or its key names a later ticket
  if (OneIn(5)) {  // what becomes of parts when their ticket ends otherwise, or is to be resolved
    const std::string into = AnyIn(OneIn(2) ? Status::kPooled : Status::kAssigned);
    const WorkRecord* work = tables.tickets.Work(tables.tickets.FindId(part.ticket));
    if (OneIn(2) && !into.empty()) {
      world_.Merge(of, into);
    } else if (work != nullptr) {
      world_.Resolve(world_.AgentName(work->agent), of);
    }
    return;
  }
  const std::string by = part.agent != 0 && !OneIn(4) ? world_.AgentName(part.agent) : OneIn(3) ? AnyName() : "";
  if (part.agent == 0 && OneIn(2)) {
    OneIn(4) ? world_.AssignPart(AnyName(), of, part.part) : world_.AssignPart("", of, part.part, AnyName());
    return;
  }
  world_.ReportPart(by, of, part.part, Any(kNodes), OneIn(8) ? "" : "so it is");
}

// Plans come and go; few rounds, or their tickets would take all places.
void RandomFloor::PlanAhead() {
  const std::string name = "plan " + std::to_string(Below(4));
  if (OneIn(3)) {
    world_.DropPlan(name);
    return;
  }
  constexpr PlanUnit kUnits[] = {PlanUnit::kDays, PlanUnit::kWeeks, PlanUnit::kMonths};
  const auto& calendars = world_.tables().rules->rules().calendars;
  world_.PutPlan({.name = name,
                  .customer = OneIn(5) ? "" : "c" + std::to_string(Below(30)),
                  .every = static_cast<std::uint16_t>(OneIn(10) ? 0 : 3 + Below(9)),
                  .unit = Any(kUnits),
                  .first_at = world_.now() + (static_cast<Micros>(Below(20)) - 10) * kHour,
                  .calendar = OneIn(2) ? "" : calendars[Below(calendars.size())].name()});
}

// What becomes of a ticket beside its work.
void RandomFloor::Live(const std::string& ticket) {
  const auto by = OneIn(2) ? EngineWorld::Side::kFrontEnd : EngineWorld::Side::kSupervisor;
  const std::string team = OneIn(2) ? "" : Any(kTeams);
  if (OneIn(8)) {
    constexpr Role kLookers[] = {Role::kFrontEnd, Role::kGateway, Role::kSupervisor, Role::kDataAdmin, Role::kOperator};
    const Role role = Any(kLookers);
    world_.Look(ticket, role, role == Role::kGateway || OneIn(2) ? AnyName() : "");
  }
  if (OneIn(4)) world_.NextRequest(1 + Below(200));
  switch (Below(16)) {
    case 0:
      world_.Hold(ticket);
      return;
    case 14:
    case 15:
      Answer(ticket);
      return;
    case 11:
      if (const std::string to = AnyKey(); world_.Knows(to)) world_.Attach(ticket, to, by);
      return;
    case 12:
      if (const std::string parent = AnyKey(); world_.Knows(parent)) world_.LinkTicket(ticket, parent, by);
      return;
    case 13:
      return Befriend();
    case 10:
      if (const std::string resolved = AnyIn(Status::kResolved); !resolved.empty()) world_.MessageIn(resolved);
      return;
    case 1:
    case 2:
      if (const std::string kept = AnyIn(Status::kHeld); !kept.empty()) world_.Release(kept);
      return;
    case 3:
      OneIn(3) ? world_.Cancel(ticket, by) : world_.Abandon(ticket);
      return;
    case 4:
      if (const std::string into = AnyKey(); world_.Knows(into)) world_.Merge(ticket, into);
      return;
    case 5:
    case 6:
      if (const std::string resolved = AnyIn(Status::kResolved); !resolved.empty()) world_.Reopen(resolved, by);
      return;
    case 7:
      if (const Transfer* asked = world_.tables().transfers.After(0); asked != nullptr && OneIn(2)) {
        world_.SettleTransfer(world_.TicketName(asked->record.ticket), TransferWord::kRefuse);
        return;
      }
      world_.SettleTransfer(ticket, OneIn(3) ? TransferWord::kRefuse : TransferWord::kApprove, OneIn(2) ? AnyName() : "", team);
      return;
    default:
      // Whatever is with an agent: on a floor as big as this a given agent seldom has anything.
      constexpr Status kWorkedOn[] = {Status::kAssigned, Status::kToContact, Status::kInProgress, Status::kToReply,
                                      Status::kWaitingCustomer};
      for (const Status status : kWorkedOn) {
        const std::string worked_on = AnyIn(status);
        if (worked_on.empty()) continue;
        const auto& tables = world_.tables();
        const std::uint32_t slot = tables.tickets.FindId(world_.TicketOf(worked_on).raw());
        const WorkRecord* work = slot == kNoSlot ? nullptr : tables.tickets.Work(slot);  // its key may name a later ticket
        if (work == nullptr) continue;
        world_.AskTransfer(world_.AgentName(work->agent), worked_on, team.empty() && OneIn(2) ? AnyName() : "", team);
        if (OneIn(3)) world_.SettleTransfer(worked_on, TransferWord::kApprove, OneIn(2) ? AnyName() : "", "");
        if (OneIn(2)) break;
      }
      return;
  }
}

// Who a customer is.
void RandomFloor::Befriend() {
  const auto anybody = [this] { return "c" + std::to_string(Below(30)); };
  const std::string channel = OneIn(2) ? "" : Any(kChannels);
  switch (Below(4)) {
    case 0:
      // Seldom, or all would be one in the end.
      if (OneIn(6)) world_.MergeCustomers(anybody(), anybody());
      return;
    case 1:
      world_.UnlinkIdentity(anybody(), anybody(), channel);
      return;
    case 2:
      world_.ShowCustomer(anybody());
      return;
    default:
      world_.LinkIdentity(anybody(), anybody(), channel);
      return;
  }
}

void RandomFloor::Supervise() {
  const std::string ticket = AnyKey();
  const std::string agent = AnyName();
  if (world_.Knows(ticket) && OneIn(2)) return OneIn(4) ? Collaborate(ticket) : Live(ticket);
  if (OneIn(25)) return PlanAhead();
  switch (Below(4)) {
    case 0:
      world_.SetManager("c" + std::to_string(Below(30)), agent, OneIn(2) ? AnyName() : "");
      return;
    case 1:
      if (world_.Knows(ticket)) world_.TakeBack(ticket);
      return;
    default:
      if (world_.Knows(ticket)) world_.Assign(ticket, agent, OneIn(4) ? CapacityUse::kExceed : CapacityUse::kWithin);
      return;
  }
}

// A record is taken back: mostly of who has signed out and has nothing in hand, as far as that shows.
void RandomFloor::Retire() {
  std::string agent = AnyName();
  const auto& agents = world_.tables().agents;
  for (std::uint32_t of = 1; of <= agents.size() && !OneIn(20); ++of) {
    const bool offline = agents.At(of).status == static_cast<std::uint8_t>(AgentStatus::kOffline);
    if (offline && agents.WorkOf(of).empty() && OneIn(3)) agent = world_.AgentName(of);
  }
  world_.RetireAgent(agent);
}

void RandomFloor::DoSomething() {
  const std::uint64_t what = Below(100);
  const std::string agent = AnyName();
  if (what < 30) {
    world_.Submit(AnyTicket());
  } else if (what < 33) {
    TicketSpec again = AnyTicket();
    --tickets_;
    again.key = AnyKey();
    again.payload = 1 + Below(2);
    world_.Submit(again);
  } else if (what < 72) {
    // Mostly somebody who has something in hand: of a whole floor a given agent seldom has.
    std::string busy = agent;
    if (const std::string ticket = OneIn(3) ? "" : AnyIn(Any({Status::kOffered, Status::kAssigned, Status::kInProgress}));
        !ticket.empty()) {
      const std::uint32_t slot = world_.tables().tickets.FindId(world_.TicketOf(ticket).raw());
      const WorkRecord* work = slot == kNoSlot ? nullptr : world_.tables().tickets.Work(slot);  // its key may name a later ticket
      if (work != nullptr) busy = world_.AgentName(work->agent);
    }
    DoDeskWork(busy);
  } else if (what < 75) {
    const std::string key = AnyKey();
    if (OneIn(2)) {
      Answer(world_.Knows(key) ? key : "");
    } else if (world_.Knows(key)) {
      OneIn(3) ? static_cast<void>(world_.Review(key, static_cast<ReviewWord>(1 + Below(2)))) : Talk(agent, key);
    }
  } else if (what < 84) {
    OneIn(3) ? world_.SignIn(agent, "hall " + std::to_string(Below(4))) : world_.SignIn(agent);
  } else if (what < 88) {
    world_.SetStatus(agent, OneIn(2) ? AgentStatus::kBreak : OneIn(2) ? AgentStatus::kBusy : AgentStatus::kOnline);
  } else if (what < 89) {
    world_.SetStatus(agent, AgentStatus::kOffline);
  } else if (what < 91) {
    world_.Disconnect(agent);
  } else if (what < 92) {
    if (OneIn(12)) return Retire();
    AgentSpec one = AnyAgent(OneIn(20) ? "a" + std::to_string(agents_ + 1) : agent);
    if (OneIn(3)) {
      // Now and then two of one name: nothing is done then.
      world_.DeclareAll({one, AnyAgent(AnyName()), AnyAgent(AnyName())}, OneIn(4) ? Applying::kCheckOnly : Applying::kApply);
    } else {
      world_.Declare(one);
    }
    if (world_.tables().agents.size() > static_cast<std::uint32_t>(agents_)) agents_ = static_cast<int>(world_.tables().agents.size());
  } else if (what < 95) {
    Supervise();
  } else if (what < 96) {
    DoWrong();
  } else {
    Ask();
  }
  // The disk fills and is relieved: mostly there is enough.
  if (OneIn(150)) {
    const auto mark = OneIn(2) ? SpaceMark::kEnough : static_cast<SpaceMark>(Below(kSpaceMarkCount));
    world_.Add({}, ReportSpace{.mark = mark, .used_bytes = Below(1'000), .budget_bytes = 1'000});
  }
}

void RandomFloor::PassTime() {
  const std::uint64_t how = Below(100);
  if (how < 50) {
    world_.Advance(static_cast<Micros>(Below(3'000)) * kMillisecond);
  } else if (how < 80) {
    world_.AdvanceToNextEvent(kHour);
  } else if (how < 97) {
    world_.Advance(static_cast<Micros>(Below(120)) * kSecond);
  } else if (how < 99) {
    world_.Advance(static_cast<Micros>(Below(60)) * kMinute);
  } else {
    world_.Advance(static_cast<Micros>(Below(30)) * kHour);
  }
}

void RandomFloor::Run() {
  for (int i = 1; i <= size_.agents; ++i) world_.Declare(AnyAgent("a" + std::to_string(i)));
  world_.Settle();
  agents_ = size_.agents;
  for (int turn = 0; turn < size_.turns && world_.problems().empty(); ++turn) {
    world_.ForgetOutputs();
    if (OneIn(400)) {
      world_.Restart();
    } else if (OneIn(300)) {
      RuleSet rules = OneIn(2) ? RandomRuleSet(random_) : BusyRules();
      rules.decline_memory = static_cast<Micros>(Below(3)) * 5 * kMinute;
      rules.wrap_up = static_cast<Micros>(Below(2)) * 30 * kSecond;
      rules.ramp_up = static_cast<Micros>(Below(3)) * 5 * kMinute;
      if (!OneIn(3)) AddRandomClassification(random_, rules);
      if (!OneIn(2)) AddWeights(rules, random_());
      if (rules.name != "sample") AddHours(rules, random_());
      OneIn(6) ? world_.Try(rules) : world_.Activate(rules);
    } else if (OneIn(900)) {
      world_.Undo(OneIn(3) ? static_cast<std::uint32_t>(Below(8)) : 0);
    }
    // Now and then a crowd comes at once.
    const std::uint64_t commands = OneIn(60) ? kTurnCommandsMax / 2 : Below(static_cast<std::uint64_t>(size_.commands_max) + 1);
    for (std::uint64_t i = 0; i < commands; ++i) DoSomething();
    world_.Turn();
    if (OneIn(25)) {
      const std::string key = AnyKey();
      world_.Settle();
      if (world_.Knows(key)) world_.Explain(key);
      world_.Turn();
    }
    PassTime();
  }
}

}  // namespace tidegate
