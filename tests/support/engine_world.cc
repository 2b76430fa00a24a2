#include "tests/support/engine_world.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>
#include <variant>

#include "core/base/hash.h"
#include "core/engine/deadlines.h"
#include "core/engine/matching.h"
#include "core/model/turn_record.h"
#include "tests/support/matching_twin.h"
#include "tests/unit/core/rule_set_samples.h"

namespace tidegate {
namespace {

constexpr std::size_t kProblemsMax = 50;

std::uint64_t HashOf(std::string_view kind, std::string_view text) {
  return Hash64(text.data(), text.size(), Hash64(kind.data(), kind.size()));
}

KeyHash KeyOf(const std::string& key) { return {.high = HashOf("key high", key), .low = HashOf("key low", key)}; }

template <class T>
const T& Unwrap(const T& value) {
  return value;
}
template <class T>
const T& Unwrap(const std::unique_ptr<T>& value) {
  return *value;
}

// The ticket that a command is about; none when it is about no ticket.
TicketId TicketIn(const CommandBody& body) {
  return std::visit(
      [](const auto& command) {
        if constexpr (requires { TicketId(command.ticket); }) return TicketId(command.ticket);
        return TicketId();
      },
      body);
}

std::uint64_t SessionTold(const Output& output) {
  return std::visit([](const auto& told) { return Unwrap(told).session; }, output);
}

}  // namespace

RuleSet WorldRules() {
  RuleSet rules = SampleRuleSet();
  rules.wrap_up = 0;
  rules.ramp_up = 0;
  return rules;
}

EngineLimits WorldLimits() {
  EngineLimits limits;
  limits.tickets_max = 512;
  limits.recent_max = 64;
  limits.customers_max = 64;
  limits.agents_max = 128;
  limits.clients_max = 128;
  limits.outcomes_max = 8'192;
  limits.declines_max = 256;
  limits.articles_max = 64;
  limits.feedbacks_max = 64;
  return limits;
}

EngineWorld::EngineWorld(const Options& options)
    : options_(options),
      engine_(std::make_unique<Engine>(options.limits)),
      shadow_(std::make_unique<State>(options.limits)),
      now_(options.begins) {
  Begin(options.rules);
}

EngineWorld::~EngineWorld() = default;

void EngineWorld::Begin(const RuleSet& rules) {
  OpenDirectory open;
  open.directory_id = 7;
  Add({}, open);
  Activate(rules);
  Turn();
  Add({}, Start{});
  Settle();
}

std::string_view EngineWorld::Store(std::string text) { return texts_.emplace_back(std::move(text)); }

std::uint64_t EngineWorld::Add(Caller caller, CommandBody body) {
  if (caller.session == 0) caller.session = kSupervisorSession;
  if (caller.role == Role::kNone) caller.role = Role::kSupervisor;
  if (!caller.client) caller.client = ClientId(HashOf("client", "supervisor"));
  if (caller.role == Role::kSupervisor && caller.name.empty()) caller.name = Store(who_acts ? who_acts(TicketIn(body)) : supervisor_);
  caller.correlation = ++last_correlation_;
  waiting_.push_back({caller, body});
  return last_correlation_;
}

std::uint64_t EngineWorld::Activate(const RuleSet& rules) {
  ActivateRules activate;
  activate.source = Store("rules " + rules.name);
  activate.compiled = Store(EncodeRuleSet(rules));
  activate.author = "data administrator";
  return Add({.role = Role::kDataAdmin}, activate);
}

std::uint64_t EngineWorld::Try(const RuleSet& rules) {
  return Add({.role = Role::kDataAdmin}, ActivateRules{.source = Store("rules " + rules.name),
                                                       .compiled = Store(EncodeRuleSet(rules)),
                                                       .author = "data administrator",
                                                       .use = RulesUse::kTry});
}

std::uint64_t EngineWorld::Undo(std::uint32_t restore) {
  return Add({.role = Role::kDataAdmin}, UndoRules{.in_force = tables().rules_version, .restore = restore, .author = "data administrator"});
}

std::uint64_t EngineWorld::Assign(const std::string& ticket, const std::string& agent, CapacityUse capacity) {
  return Add({.request = std::exchange(next_request_, 0)},
             tidegate::Assign{.ticket = TicketOf(ticket), .agent = Store(agent), .capacity = capacity});
}

std::uint64_t EngineWorld::TakeBack(const std::string& ticket) {
  return Add({.request = std::exchange(next_request_, 0)}, tidegate::TakeBack{.ticket = TicketOf(ticket)});
}

std::uint64_t EngineWorld::SetManager(const std::string& customer, const std::string& manager, const std::string& deputy) {
  const CustomerId id(HashOf("customer", customer));
  customer_names_[id.raw()] = customer;
  return Add({}, tidegate::SetManager{.customer = id, .manager = Store(manager), .deputy = Store(deputy)});
}

// The number of a name; a new one is declared in a turn of its own, so that commands may carry numbers.
std::uint32_t EngineWorld::Named(CatalogKind kind, const std::string& name) {
  if (name.empty()) return 0;
  if (const std::uint32_t known = tables().catalog(kind).Find(name); known != 0) return known;
  // Gathered commands wait for their own turn, with the texts that they borrow.
  std::vector<Command> waiting = std::exchange(waiting_, {});
  std::deque<std::string> texts = std::exchange(texts_, {});
  std::deque<Profile> profiles = std::exchange(profiles_, {});
  std::deque<std::vector<DeclareAgent>> record_lists = std::exchange(record_lists_, {});
  tidegate::Declare declare;
  declare.kind = kind;
  declare.name = Store(name);
  Add({.role = Role::kDataAdmin}, declare);
  Turn();
  waiting_ = std::move(waiting);
  texts_ = std::move(texts);
  profiles_ = std::move(profiles);
  record_lists_ = std::move(record_lists);
  const std::uint32_t number = tables().catalog(kind).Find(name);
  CHECK_NE(number, 0u);
  return number;
}

DeclareAgent EngineWorld::RecordOf(const AgentSpec& agent) {
  Profile profile;
  for (const SkillNamed& skill : agent.skills) {
    profile.skills[profile.skill_count++] = {static_cast<std::uint16_t>(Named(CatalogKind::kSkill, skill.name)),
                                             static_cast<std::uint8_t>(skill.level)};
  }
  for (const std::string& region : agent.regions) {
    profile.regions[profile.region_count++] = static_cast<std::uint16_t>(Named(CatalogKind::kRegion, region));
  }
  for (const std::string& channel : agent.channels) {
    profile.channels[profile.channel_count++] = static_cast<std::uint8_t>(Named(CatalogKind::kChannel, channel));
  }
  for (const CustomerTier tier : agent.customer_tiers) profile.customer_tiers |= static_cast<std::uint8_t>(1u << static_cast<int>(tier));
  profile.tier = static_cast<std::uint8_t>(agent.tier);
  Canonicalize(profile);
  DeclareAgent declare;
  declare.name = Store(agent.name);
  declare.team = Store(agent.team);
  declare.supervisor = Store(agent.supervisor);
  declare.duty_supervisor = Store(agent.duty_supervisor);
  declare.profile = &profiles_.emplace_back(profile);
  declare.capacity = agent.capacity;
  declare.cost_per_hour_cents = agent.cost_per_hour_cents;
  declare.shift = Store(agent.shift);
  declare.tier_hours = Store(agent.tier_hours);
  for (const CustomerTier tier : agent.hours_tiers) declare.hours_tiers |= static_cast<std::uint8_t>(1u << static_cast<int>(tier));
  for (const auto& [channel, tickets_max] : agent.rooms) {
    declare.rooms[declare.room_count++] = {static_cast<std::uint8_t>(Named(CatalogKind::kChannel, channel)), 0,
                                           static_cast<std::uint16_t>(tickets_max)};
  }
  return declare;
}

std::uint64_t EngineWorld::Declare(const AgentSpec& agent, By by) {
  const DeclareAgent declare = RecordOf(agent);
  return by == By::kItsDesk ? Desk(agent.name, declare) : Add({.role = Role::kDataAdmin}, declare);
}

std::uint64_t EngineWorld::DeclareAll(const std::vector<AgentSpec>& agents, Applying applying) {
  std::vector<DeclareAgent>& declares = record_lists_.emplace_back();
  for (const AgentSpec& agent : agents) declares.push_back(RecordOf(agent));
  return Add({.role = Role::kDataAdmin}, DeclareAgents{.agents = declares, .applying = applying});
}

std::uint64_t EngineWorld::RetireAgent(const std::string& agent) {
  return Add({.session = kSupervisorSession, .role = Role::kDataAdmin}, tidegate::RetireAgent{.name = Store(agent)});
}

std::uint64_t EngineWorld::SignIn(const std::string& agent) { return SignIn(agent, "desk of " + agent); }

std::uint64_t EngineWorld::SignIn(const std::string& agent, const std::string& desk) {
  std::uint64_t& session = sessions_[desk];
  if (session == 0) session = ++last_session_;
  desks_[agent] = desk;
  const ClientId client(HashOf("client", desk));
  const Caller caller{.session = session, .client = client, .role = Role::kGateway};
  if (known_clients_.insert(client.raw()).second) {
    Hello hello;
    hello.name = Store(desk);
    hello.credits = kDeskCredits;
    Add(caller, hello);
  }
  tidegate::SignIn sign_in;
  sign_in.agent = Store(agent);
  return Add(caller, sign_in);
}

std::uint64_t EngineWorld::SessionOf(const std::string& agent) const {
  const auto desk = desks_.find(agent);
  if (desk == desks_.end()) return 0;
  const auto session = sessions_.find(desk->second);
  return session == sessions_.end() ? 0 : session->second;
}

// A command of the desk that spoke for the agent last.
std::uint64_t EngineWorld::Desk(const std::string& agent, CommandBody body) {
  const auto desk = desks_.find(agent);
  const std::string name = desk == desks_.end() ? "a stranger's desk" : desk->second;
  Caller caller{.session = SessionOf(agent), .client = ClientId(HashOf("client", name)), .request = next_request_, .role = Role::kGateway};
  if (caller.session == 0) caller.session = 99;  // a session that speaks for nobody
  if (desks_are_named_) {
    caller.role = Role::kAgent;
    caller.name = Store(agent);
  }
  next_request_ = 0;
  return Add(caller, body);
}

std::uint64_t EngineWorld::SetStatus(const std::string& agent, AgentStatus status) {
  return Desk(agent, SetAgentStatus{.agent = AgentOf(agent), .status = status});
}

std::uint64_t EngineWorld::Disconnect(const std::string& agent) {
  const std::uint64_t session = SessionOf(agent);
  if (const auto desk = desks_.find(agent); desk != desks_.end()) sessions_.erase(desk->second);
  return Add({}, SessionEnded{.ended = session});
}

std::uint64_t EngineWorld::Submit(const TicketSpec& ticket) {
  tidegate::Submit submit;
  submit.key = KeyOf(ticket.key);
  key_names_[submit.key.low] = ticket.key;
  submit.payload_hash = HashOf("payload", ticket.key) + ticket.payload;
  if (!ticket.customer.empty()) {
    submit.customer = CustomerId(HashOf("customer", ticket.customer));
    customer_names_[submit.customer.raw()] = ticket.customer;
  }
  submit.type = TypeId(static_cast<std::uint16_t>(Named(CatalogKind::kType, ticket.type)));
  submit.channel = ChannelId(static_cast<std::uint8_t>(Named(CatalogKind::kChannel, ticket.channel)));
  submit.region = RegionId(static_cast<std::uint16_t>(Named(CatalogKind::kRegion, ticket.region)));
  submit.claimed_level = ticket.level;
  submit.claimed_tier = ticket.tier;
  submit.admitted_level = ticket.admitted;
  for (const SkillNamed& skill : ticket.skills) {
    submit.skills[submit.skill_count++] = {static_cast<std::uint16_t>(Named(CatalogKind::kSkill, skill.name)),
                                           static_cast<std::uint8_t>(skill.level)};
  }
  submit.facts.category = static_cast<std::uint8_t>(ticket.category);
  submit.facts.impact_people = ticket.impact_people;
  submit.facts.impact_cents = ticket.impact_cents;
  submit.facts.complexity = ticket.complexity;
  submit.facts.keywords = ticket.keywords;
  submit.facts.keywords_version = tables().rules_version;
  submit.facts.not_before = ticket.not_before;
  submit.facts.order = OrderOf(ticket.order);
  for (const std::string& tag : ticket.tags) submit.facts.tags |= std::uint64_t{1} << (Named(CatalogKind::kTag, tag) - 1);
  std::string body;
  Body texts;
  texts[BodyField::kExternalKey] = std::string_view(ticket.key).substr(0, kKeyBytesMax);
  texts[BodyField::kText] = ticket.text;
  AppendBody(texts, body);
  submit.body = Store(std::move(body));
  return Add({.session = kFrontEndSession, .client = ClientId(HashOf("client", "front end")), .role = Role::kFrontEnd}, submit);
}

std::uint64_t EngineWorld::Look(const std::string& ticket, Role role, const std::string& who) {
  Caller caller{.session = kSupervisorSession, .role = role, .name = Store(who.empty() ? "front end" : who)};
  if (role == Role::kAgent || role == Role::kGateway) caller.session = SessionOf(who);
  if (role == Role::kFrontEnd) {
    caller.session = kFrontEndSession;
    caller.client = ClientId(HashOf("client", who.empty() ? "front end" : who));
  }
  return Add(caller, tidegate::LookAt{.ticket = TicketOf(ticket)});
}

std::uint32_t EngineWorld::TokenOf(TicketId ticket) {
  if (next_token_ != 0) return std::exchange(next_token_, 0);
  const std::uint32_t slot = tables().tickets.FindId(ticket.raw());
  return slot == kNoSlot ? 0 : tables().tickets.At(slot).offers;
}

std::uint64_t EngineWorld::Accept(const std::string& agent, const std::string& ticket) {
  return Desk(agent, tidegate::Accept{.agent = AgentOf(agent), .ticket = TicketOf(ticket), .token = TokenOf(TicketOf(ticket))});
}

std::uint64_t EngineWorld::Decline(const std::string& agent, const std::string& ticket) {
  return Desk(agent,
              tidegate::Decline{.agent = AgentOf(agent), .ticket = TicketOf(ticket), .token = TokenOf(TicketOf(ticket)), .reason = 1});
}

std::uint64_t EngineWorld::Contact(const std::string& agent, const std::string& ticket) {
  return Desk(agent, ReportContact{.agent = AgentOf(agent), .ticket = TicketOf(ticket)});
}

std::uint64_t EngineWorld::Node(const std::string& agent, const std::string& ticket, Status status) {
  return Desk(agent, ReportNode{.agent = AgentOf(agent), .ticket = TicketOf(ticket), .status = status});
}

std::uint64_t EngineWorld::FrontEnd(CommandBody body) {
  const std::uint64_t request = std::exchange(next_request_, 0);
  return Add({.session = kFrontEndSession, .client = ClientId(HashOf("client", "front end")), .request = request, .role = Role::kFrontEnd},
             body);
}

std::uint64_t EngineWorld::DeskOrSupervisor(const std::string& agent, CommandBody body) {
  if (!agent.empty()) return Desk(agent, body);
  const std::uint64_t request = std::exchange(next_request_, 0);
  return Add(
      {.session = kSupervisorSession, .client = ClientId(HashOf("client", "supervisor")), .request = request, .role = Role::kSupervisor},
      body);
}

std::uint64_t EngineWorld::MessageIn(const std::string& ticket, CustomerWord word) {
  return FrontEnd(tidegate::MessageIn{.ticket = TicketOf(ticket), .text = Store("any news?"), .word = word});
}

std::uint64_t EngineWorld::Abandon(const std::string& ticket) { return FrontEnd(tidegate::Abandon{.ticket = TicketOf(ticket)}); }

std::uint64_t EngineWorld::Cancel(const std::string& ticket, Side by) {
  const tidegate::Cancel cancel{.ticket = TicketOf(ticket), .reason = Store("not wanted any more")};
  return by == Side::kFrontEnd ? FrontEnd(cancel) : DeskOrSupervisor("", cancel);
}

std::uint64_t EngineWorld::Reopen(const std::string& ticket, Side by) {
  const tidegate::Reopen reopen{.ticket = TicketOf(ticket), .reason = Store("it is back")};
  return by == Side::kFrontEnd ? FrontEnd(reopen) : DeskOrSupervisor("", reopen);
}

std::uint64_t EngineWorld::Attach(const std::string& ticket, const std::string& to, Side by) {
  const tidegate::Attach attach{.ticket = TicketOf(ticket), .to = TicketOf(to)};
  return by == Side::kFrontEnd ? FrontEnd(attach) : DeskOrSupervisor("", attach);
}

std::uint64_t EngineWorld::LinkTicket(const std::string& ticket, const std::string& parent, Side by) {
  const tidegate::LinkTicket link{.ticket = TicketOf(ticket), .parent = TicketOf(parent)};
  return by == Side::kFrontEnd ? FrontEnd(link) : DeskOrSupervisor("", link);
}

std::uint64_t EngineWorld::OrderOf(const std::string& name) { return name.empty() ? 0 : HashOf("order", name); }

CustomerId EngineWorld::CustomerOf(const std::string& name) {
  const CustomerId id(HashOf("customer", name));
  customer_names_[id.raw()] = name;
  return id;
}

std::uint64_t EngineWorld::LinkIdentity(const std::string& customer, const std::string& identity, const std::string& channel) {
  const ChannelId on(static_cast<std::uint8_t>(Named(CatalogKind::kChannel, channel)));
  return DeskOrSupervisor("", tidegate::LinkIdentity{.customer = CustomerOf(customer), .identity = CustomerOf(identity), .channel = on});
}

std::uint64_t EngineWorld::UnlinkIdentity(const std::string& customer, const std::string& identity, const std::string& channel) {
  const ChannelId on(static_cast<std::uint8_t>(Named(CatalogKind::kChannel, channel)));
  return DeskOrSupervisor("", tidegate::UnlinkIdentity{.customer = CustomerOf(customer), .identity = CustomerOf(identity), .channel = on});
}

std::uint64_t EngineWorld::MergeCustomers(const std::string& from, const std::string& into) {
  return DeskOrSupervisor("", tidegate::MergeCustomers{.from = CustomerOf(from), .into = CustomerOf(into)});
}

std::uint64_t EngineWorld::ShowCustomer(const std::string& customer) {
  return DeskOrSupervisor("", tidegate::ShowCustomer{.customer = CustomerOf(customer)});
}

std::uint64_t EngineWorld::GiveFeedback(const std::string& ticket, const SurveyScores& scores, Solved solved, const std::string& text) {
  return FrontEnd(tidegate::GiveFeedback{.ticket = TicketOf(ticket), .key = {}, .scores = scores, .solved = solved, .text = Store(text)});
}

std::uint64_t EngineWorld::AskTransfer(const std::string& agent, const std::string& ticket, const std::string& to,
                                       const std::string& team) {
  return Desk(
      agent,
      tidegate::AskTransfer{
          .agent = AgentOf(agent), .ticket = TicketOf(ticket), .to = Store(to), .team = Store(team), .reason = Store("knows it better")});
}

std::uint64_t EngineWorld::SettleTransfer(const std::string& ticket, TransferWord word, const std::string& to, const std::string& team) {
  return DeskOrSupervisor("", tidegate::SettleTransfer{.ticket = TicketOf(ticket),
                                                       .word = word,
                                                       .to = Store(to),
                                                       .team = Store(team),
                                                       .reason = Store(word == TransferWord::kRefuse ? "finish it" : "")});
}

std::uint64_t EngineWorld::AskPart(const std::string& agent, const std::string& ticket, const std::string& department,
                                   const std::string& to, Micros due) {
  const auto number = static_cast<std::uint8_t>(Named(CatalogKind::kDepartment, department));
  return DeskOrSupervisor(agent, tidegate::AskPart{.agent = agent.empty() ? AgentId() : AgentOf(agent),
                                                   .ticket = TicketOf(ticket),
                                                   .department = number,
                                                   .to = Store(to),
                                                   .due = due,
                                                   .text = Store("look into it")});
}

std::uint64_t EngineWorld::AssignPart(const std::string& agent, const std::string& ticket, std::uint8_t part, const std::string& to) {
  return DeskOrSupervisor(
      agent,
      tidegate::AssignPart{.agent = agent.empty() ? AgentId() : AgentOf(agent), .ticket = TicketOf(ticket), .part = part, .to = Store(to)});
}

std::uint64_t EngineWorld::ReportPart(const std::string& agent, const std::string& ticket, std::uint8_t part, PartNode node,
                                      const std::string& text) {
  return DeskOrSupervisor(agent, tidegate::ReportPart{.agent = agent.empty() ? AgentId() : AgentOf(agent),
                                                      .ticket = TicketOf(ticket),
                                                      .part = part,
                                                      .node = node,
                                                      .text = Store(text)});
}

std::uint64_t EngineWorld::PutPlan(const PlanSpec& plan) {
  tidegate::PutPlan command;
  command.terms.type = static_cast<std::uint16_t>(Named(CatalogKind::kType, plan.type));
  command.terms.channel = static_cast<std::uint8_t>(Named(CatalogKind::kChannel, plan.channel));
  command.terms.every = plan.every;
  command.terms.unit = static_cast<std::uint8_t>(plan.unit);
  command.terms.first_at = plan.first_at;
  if (!plan.customer.empty()) {
    command.terms.customer = HashOf("customer", plan.customer);
    customer_names_[command.terms.customer] = plan.customer;
  }
  command.texts = {.name = Store(plan.name), .calendar = Store(plan.calendar), .title = Store("visit of " + plan.name), .text = {}};
  return DeskOrSupervisor("", command);
}

std::uint64_t EngineWorld::DropPlan(const std::string& name) { return DeskOrSupervisor("", tidegate::DropPlan{Store(name)}); }

std::uint64_t EngineWorld::Hold(const std::string& ticket) {
  return DeskOrSupervisor("", tidegate::Hold{.ticket = TicketOf(ticket), .reason = Store("wait for the recall")});
}

std::uint64_t EngineWorld::Release(const std::string& ticket) {
  return DeskOrSupervisor("", tidegate::Release{.ticket = TicketOf(ticket)});
}

std::uint64_t EngineWorld::Merge(const std::string& ticket, const std::string& into) {
  return DeskOrSupervisor("", tidegate::Merge{.ticket = TicketOf(ticket), .into = TicketOf(into), .reason = Store("the same matter")});
}

std::uint64_t EngineWorld::MessageOut(const std::string& agent, const std::string& ticket, MessageKind kind) {
  return Desk(agent, tidegate::MessageOut{.agent = AgentOf(agent), .ticket = TicketOf(ticket), .kind = kind, .text = Store("on it")});
}

std::uint64_t EngineWorld::Promise(const std::string& agent, const std::string& ticket, Micros at, const std::string& interim) {
  return Desk(agent, tidegate::Promise{.agent = AgentOf(agent), .ticket = TicketOf(ticket), .at = at, .interim = Store(interim)});
}

std::uint64_t EngineWorld::Confirm(const std::string& ticket) { return FrontEnd(tidegate::Confirm{.ticket = TicketOf(ticket)}); }

std::uint64_t EngineWorld::CallBack(const std::string& agent, const std::string& ticket) {
  const AgentId id = agent.empty() ? AgentId() : AgentOf(agent);
  return DeskOrSupervisor(agent, RecordCallBack{.agent = id, .ticket = TicketOf(ticket), .note = Store("content")});
}

std::uint64_t EngineWorld::Reason(const std::string& agent, const std::string& ticket, std::uint8_t reason, const std::string& text) {
  const AgentId id = agent.empty() ? AgentId() : AgentOf(agent);
  return DeskOrSupervisor(agent, SetOverdueReason{.agent = id, .ticket = TicketOf(ticket), .reason = reason, .text = Store(text)});
}

std::uint64_t EngineWorld::Level(const std::string& ticket, tidegate::Level level) {
  return DeskOrSupervisor("", ChangeLevel{.ticket = TicketOf(ticket), .level = level, .reason = Store("judged anew")});
}

std::uint64_t EngineWorld::Note(const std::string& agent, const std::string& ticket, TouchKind kind) {
  const AgentId id = agent.empty() ? AgentId() : AgentOf(agent);
  return DeskOrSupervisor(agent, AddNote{.agent = id, .ticket = TicketOf(ticket), .kind = kind, .text = Store("looked at it")});
}

std::uint64_t EngineWorld::Resolve(const std::string& agent, const std::string& ticket) { return Resolve(agent, ticket, 0); }

std::uint64_t EngineWorld::Resolve(const std::string& agent, const std::string& ticket, std::uint8_t overdue_reason) {
  tidegate::Resolve resolve;
  resolve.agent = AgentOf(agent);
  resolve.ticket = TicketOf(ticket);
  resolve.result_code = 1;
  resolve.overdue_reason = overdue_reason;
  resolve.solution = Store("solved");
  return Desk(agent, resolve);
}

std::uint64_t EngineWorld::Review(const std::string& ticket, ReviewWord word) { return Add({}, ReviewTicket{TicketOf(ticket), word}); }

std::uint64_t EngineWorld::Explain(const std::string& ticket) { return Add({}, ExplainTicket{.ticket = TicketOf(ticket)}); }

std::uint64_t EngineWorld::ShowAgent(const std::string& agent) { return Add({}, tidegate::ShowAgent{.name = Store(agent)}); }

void EngineWorld::Turn() {
  const tidegate::Turn turn{.now = now_, .commands = waiting_};
  engine_->Step(turn, out_);
  if (on_step) on_step(*engine_, turn, out_);
  ++turns_;
  next_at_ = out_.next_at;
  waiting_.clear();
  Follow();
  CheckExplanations();
  if (on_turn) on_turn(out_.outputs, now_);
  Keep();
  texts_.clear();
  profiles_.clear();
  record_lists_.clear();
}

// The shadow applies the record change by change; the twin judges each offer before it is applied.
void EngineWorld::Follow() {
  if (!out_.record.empty()) {
    SealRecord(out_.record.data(), out_.record.size(), 0);
    if (const char* wrong = VerifyRecord(out_.record)) Problem(std::string("the record of the turn: ") + wrong);
    TurnReader reader(out_.record);
    if (reader.header().first_seq != shadow_->tables().seq + 1) Problem("the record's first seq does not follow");
    std::uint32_t count = 0;
    for (ChangeView change; reader.Next(change); ++count) {
      const Tables& before = shadow_->tables();
      if (change.kind == ChangeKind::kSubmitted) {
        const auto submitted = change.As<Submitted>();
        if (submitted.client == 0) key_names_[submitted.key_low] = "M" + std::to_string(++made_);
        ticket_names_[submitted.ticket] = key_names_[submitted.key_low];
        tickets_[key_names_[submitted.key_low]] = submitted.ticket;
      }
      if (change.kind == ChangeKind::kOffered) {
        ++offers_;
        const auto offered = change.As<Offered>();
        if (checking_ == Checking::kEveryTurn) {
          if (const std::string fault = twin::FindFault(before, offered, offer_log_); !fault.empty()) {
            Problem("twin: " + TicketName(offered.ticket) + " offered to " + AgentName(offered.agent) + " as " +
                    std::string(EnglishName(static_cast<Choice>(offered.note.choice))) + ": " + fault);
          }
        }
      }
      if (change.kind == ChangeKind::kOffered) offer_log_.Add(before, change.As<Offered>());
      if (change.kind == ChangeKind::kClockFired) {
        const auto fired = change.As<ClockFired>();
        const std::uint16_t highest = ClockOf(before, before.tickets.FindId(fired.ticket), static_cast<Clock>(fired.clock)).fired_per_mille;
        if (fired.per_mille < highest) Problem("a clock of " + TicketName(fired.ticket) + " went back to an earlier step");
        if (fired.per_mille > highest) steps_fired_.insert({fired.ticket, fired.clock, fired.per_mille});
      }
      if (change.kind == ChangeKind::kFeedbackGiven) {
        const auto given = change.As<FeedbackGiven>();
        const FeedbackRecord* earlier = before.feedbacks.Find(given.ticket);
        const bool leads = given.follow_up != 0 && (earlier == nullptr || earlier->follow_up == 0);
        if (leads && !followed_up_.insert(given.ticket).second) Problem(TicketName(given.ticket) + " has two follow-ups");
        const int sum = given.scores[0] + given.scores[1] + given.scores[2];
        if (given.tenths != std::lround(sum * 10.0 / 3.0)) Problem("twin: the score of " + TicketName(given.ticket) + " is another");
      }
      if (change.kind != ChangeKind::kRefused) ++changes_;
      FollowMatters(before, change);
      if (on_change) on_change(before, change, now_);
      shadow_->Apply(change);
      if (change.kind == ChangeKind::kAgentDeclared || change.kind == ChangeKind::kDutyTurned) offer_log_.Forget(shadow_->tables());
    }
    if (reader.damaged() || count != reader.header().change_count) Problem("the record of the turn does not add up");
    shadow_->EndTurn(now_);
    records_.push_back(out_.record);
  }
  CheckClockPushes();
  CheckOffers();
  CheckLooks();
  if (checking_ != Checking::kEveryTurn || turns_ % options_.audit_every != 0) return;
  ++audits_;
  for (const std::string& violation : Audit(engine_->state(), next_at_, options_.capacity_history)) Problem("invariant " + violation);
  if (shadow_->Fingerprint() != Fingerprint()) Problem("the state rebuilt from the records has another fingerprint");
  if (out_.last_seq != tables().seq) Problem("the outputs carry another seq than the last applied");
}

// Invariant 90: whoever was given leave to look is on record in the same turn, and nobody else is; of a ticket that somebody has, who was
// only offered it gets no leave.
void EngineWorld::CheckLooks() {
  std::multiset<std::uint64_t> allowed;
  for (const Output& output : out_.outputs) {
    const auto* reply = std::get_if<std::unique_ptr<TicketReply>>(&output);
    if (reply == nullptr || !(*reply)->looked) continue;
    allowed.insert((*reply)->view.ticket.raw());
    if ((*reply)->view.status == Status::kOffered && (*reply)->session != kFrontEndSession && (*reply)->session != kSupervisorSession) {
      Problem("invariant 90: a desk may look at " + TicketName((*reply)->view.ticket.raw()) + ", which it is only offered");
    }
  }
  std::multiset<std::uint64_t> recorded;
  if (!out_.record.empty()) {
    TurnReader reader(out_.record);
    for (ChangeView change; reader.Next(change);) {
      if (change.kind != ChangeKind::kLooked) continue;
      const auto looked = change.As<Looked>();
      recorded.insert(looked.ticket);
      const auto role = static_cast<Role>(looked.role);
      if (role == Role::kDataAdmin || role == Role::kOperator || role == Role::kNone) Problem("invariant 90: this role never looks");
    }
  }
  looks_ += recorded.size();
  if (allowed != recorded) Problem("invariant 90: the looks on record are not those that were granted");
}

// A naive memory of what customers asked about, without bounds. As long as a customer has no more tickets than the table keeps, it counts
// the repeats of a submit as the engine does; later the engine may count fewer.
void EngineWorld::FollowMatters(const Tables& before, const ChangeView& change) {
  const auto contact = [&](std::uint64_t ticket, Micros at) {
    for (auto& [customer, matters] : matters_) {
      if (const auto found = matters.find(ticket); found != matters.end()) found->second.contact_at = at;
    }
  };
  switch (change.kind) {
    case ChangeKind::kSubmitted: {
      const auto submitted = change.As<Submitted>();
      if (submitted.customer == 0 || submitted.client == 0) return;
      SubmitFacts facts;
      std::memcpy(&facts, change.tail.data(), sizeof facts);
      ExpectOffer(before, submitted, facts);
      auto& matters = matters_[submitted.customer];
      std::size_t count = 0;
      for (const auto& [ticket, matter] : matters) {
        // The table keeps seconds.
        const Micros since = submitted.at - matter.contact_at / kSecond * kSecond;
        const bool same =
            (facts.order != 0 && matter.order == facts.order) || (matter.type == submitted.type && matter.category == facts.category);
        count += same && since <= before.rules->rules().repeat_within ? 1 : 0;
      }
      if (before.rules->rules().repeat_within == 0) count = 0;
      repeats_ += facts.repeats != 0 ? 1 : 0;
      const bool whole = matters.size() <= kRepeatsMax;
      if (checking_ == Checking::kEveryTurn && (whole ? facts.repeats != count : facts.repeats > count)) {
        Problem("twin: " + TicketName(submitted.ticket) + " counts " + std::to_string(facts.repeats) + " repeats of " +
                std::to_string(count));
      }
      matters[submitted.ticket] = {facts.order, submitted.type, facts.category, submitted.at};
      return;
    }
    case ChangeKind::kParentNoted:
      if (const auto found = offers_expected_.find(change.As<ParentNoted>().ticket); found != offers_expected_.end()) {
        found->second.parent = change.As<ParentNoted>().parent;
      }
      return;
    case ChangeKind::kCustomersMerged: {
      const auto merged = change.As<CustomersMerged>();
      const auto gone = matters_.find(merged.from);
      if (gone == matters_.end()) return;
      matters_[merged.into].merge(gone->second);
      matters_.erase(merged.from);
      return;
    }
    case ChangeKind::kCustomerEvicted:
      matters_.erase(change.As<CustomerEvicted>().customer);
      return;
    case ChangeKind::kMessageReceived:
      return contact(change.As<MessageReceived>().ticket, change.As<MessageReceived>().at);
    case ChangeKind::kMessageSent:
      return contact(change.As<MessageSent>().ticket, change.As<MessageSent>().at);
    case ChangeKind::kContactReported:
      return contact(change.As<ContactReported>().ticket, change.As<ContactReported>().at);
    case ChangeKind::kResolved:
      return contact(change.As<Resolved>().ticket, change.As<Resolved>().at);
    case ChangeKind::kWroteAfter:
      return contact(change.As<WroteAfter>().ticket, change.As<WroteAfter>().at);
    case ChangeKind::kReopened:
      return contact(change.As<Reopened>().ticket, change.As<Reopened>().at);
    default:
      return;
  }
}

// Which earlier ticket of the customer a submit is to be answered with: a walk over all that he ever asked about, each looked for among
// all tickets there are. Where he has more tickets than the table keeps, the engine may know less: nothing is expected then.
void EngineWorld::ExpectOffer(const Tables& before, const Submitted& submitted, const SubmitFacts& facts) {
  const RuleSet& rules = before.rules->rules();
  const auto& matters = matters_[submitted.customer];
  if (rules.repeat_within == 0 || matters.size() > kRepeatsMax) return;
  ExpectedOffer expected;
  Micros best_contact = 0;
  for (const auto& [first, matter] : matters) {
    const Micros contact = matter.contact_at / kSecond * kSecond;
    const bool same =
        (facts.order != 0 && matter.order == facts.order) || (matter.type == submitted.type && matter.category == facts.category);
    if (!same || submitted.at - contact > rules.repeat_within) continue;
    std::uint64_t ticket = first;
    RepeatOffer offer = RepeatOffer::kLinked;
    for (bool merged = true; merged;) {
      merged = false;
      for (std::uint32_t slot = 0; slot < before.tickets.high_mark(); ++slot) {
        if (!before.tickets.live(slot) || before.tickets.At(slot).id != ticket) continue;
        const TicketRecord& open = before.tickets.At(slot);
        const auto status = static_cast<Status>(open.status);
        if (status == Status::kResolved) {
          if (submitted.at - open.status_since <= rules.reopen_within) offer = RepeatOffer::kReopen;
        } else if (status != Status::kReceived) {
          offer = RepeatOffer::kAttach;
        }
      }
      for (std::uint32_t slot = 0; slot < before.recents.high_mark(); ++slot) {
        if (!before.recents.live(slot) || before.recents.At(slot).id != ticket) continue;
        const auto status = static_cast<Status>(before.recents.Ended(slot).status);
        if (status == Status::kResolved && submitted.at - before.recents.At(slot).ended_at() <= rules.reopen_within) {
          offer = RepeatOffer::kReopen;
        }
        if (status == Status::kMerged) {
          ticket = before.recents.Ended(slot).into;
          merged = true;
          break;
        }
      }
    }
    const bool better = expected.offer == RepeatOffer::kNone || offer < expected.offer ||
                        (offer == expected.offer && std::pair(contact, ticket) > std::pair(best_contact, expected.earlier));
    if (!better) continue;
    expected.earlier = ticket;
    expected.offer = offer;
    best_contact = contact;
  }
  offers_expected_[submitted.ticket] = expected;
}

// Every new ticket of this turn was answered with the earlier one that it repeats, and goes on from it when that is over.
void EngineWorld::CheckOffers() {
  std::map<std::uint64_t, const Ack*> told;
  for (const Output& output : out_.outputs) {
    const auto* ack = std::get_if<Ack>(&output);
    if (ack != nullptr && ack->duplicate == 0 && ack->offer != RepeatOffer::kNone) told[ack->ticket] = ack;
  }
  for (const auto& [ticket, expected] : offers_expected_) {
    const auto found = told.find(ticket);
    const std::uint64_t earlier = found == told.end() ? 0 : found->second->earlier;
    const RepeatOffer offer = found == told.end() ? RepeatOffer::kNone : found->second->offer;
    ++repeat_offers_;
    if (checking_ != Checking::kEveryTurn) continue;
    if (offer != expected.offer || earlier != expected.earlier) {
      Problem("twin: " + TicketName(ticket) + " was answered with " + std::string(EnglishName(offer)) + " " + std::to_string(earlier) +
              " and repeats " + std::to_string(expected.earlier) + ": " + std::string(EnglishName(expected.offer)));
    }
    if (expected.parent != (expected.offer == RepeatOffer::kLinked ? expected.earlier : 0)) {
      Problem("twin: " + TicketName(ticket) + " goes on from " + std::to_string(expected.parent));
    }
  }
  offers_expected_.clear();
}

// What was said of a ticket in a turn that changed nothing must be what a look at every agent says.
void EngineWorld::CheckExplanations() {
  if (checking_ != Checking::kEveryTurn || !out_.record.empty()) return;
  for (const Output& output : out_.outputs) {
    const auto* explained = std::get_if<std::unique_ptr<ExplainReply>>(&output);
    if (explained == nullptr) continue;
    const ExplainView& view = (*explained)->view;
    const std::uint32_t slot = tables().tickets.FindId(view.ticket.ticket.raw());
    if (slot == kNoSlot) continue;
    ++explanations_;
    if (const std::string fault = twin::FindExplainFault(tables(), slot, view); !fault.empty()) {
      Problem("twin: " + TicketName(view.ticket.ticket.raw()) + " was explained wrongly: " + fault);
    }
  }
}

// Each step of a clock speaks up once: in the turn in which it fires for the first time.
void EngineWorld::CheckClockPushes() {
  for (const Output& output : out_.outputs) {
    const auto* push = std::get_if<ClockPush>(&output);
    if (push == nullptr || steps_fired_.contains({push->ticket, static_cast<std::uint8_t>(push->clock), push->per_mille})) continue;
    Problem("a clock of " + TicketName(push->ticket) + " speaks up for a step that has fired before");
  }
  steps_fired_.clear();
}

void EngineWorld::Keep() {
  for (Output& output : out_.outputs) {
    if (const Ack* ack = std::get_if<Ack>(&output)) {
      if (!acks_.emplace(ack->correlation, *ack).second) Problem("command " + std::to_string(ack->correlation) + " was answered twice");
    }
    outputs_[SessionTold(output)].push_back(std::move(output));
  }
}

void EngineWorld::ForgetOutputs() {
  outputs_.clear();
  acks_.clear();
}

void EngineWorld::Settle() {
  int turns = 0;
  do {
    Turn();
    if (++turns > kSettleTurnsMax) {
      Problem("the engine still wants turns after " + std::to_string(turns));
      return;
    }
  } while (next_at_ <= now_);
}

void EngineWorld::AdvanceTo(Micros at) {
  CHECK_GE(at, now_);
  for (int turns = 0; next_at_ <= at; ++turns) {
    now_ = std::max(now_, next_at_);
    Turn();
    if (turns > 100 * kSettleTurnsMax) {
      Problem("the engine does not come to rest");
      break;
    }
  }
  now_ = at;
}

bool EngineWorld::AdvanceToNextEvent(Micros limit) {
  const Micros until = now_ + limit;
  const std::size_t records = records_.size();
  while (next_at_ <= until) {
    now_ = std::max(now_, next_at_);
    Turn();
    if (records_.size() != records) {
      while (next_at_ <= now_) Turn();
      return true;
    }
  }
  return false;
}

void EngineWorld::Restart(Settling settling) {
  waiting_.clear();
  const std::uint64_t fingerprint = Fingerprint();
  engine_ = std::make_unique<Engine>(options_.limits);
  for (const std::string& record : records_) {
    if (const char* wrong = engine_->Replay(record)) Problem(std::string("replay: ") + wrong);
  }
  if (Fingerprint() != fingerprint) Problem("the restarted engine has another fingerprint");
  sessions_.clear();
  Add({}, Start{});
  settling == Settling::kToRest ? Settle() : Turn();
}

void EngineWorld::Problem(const std::string& what) {
  if (problems_.size() < kProblemsMax) problems_.push_back("turn " + std::to_string(turns_) + ": " + what);
}

const Ack* EngineWorld::AckOf(std::uint64_t correlation) const {
  const auto found = acks_.find(correlation);
  return found == acks_.end() ? nullptr : &found->second;
}

const std::vector<Output>& EngineWorld::OutputsOf(std::uint64_t session) const {
  static const std::vector<Output> kNone;
  const auto found = outputs_.find(session);
  return found == outputs_.end() ? kNone : found->second;
}

AgentId EngineWorld::AgentOf(const std::string& name) const {
  const std::uint32_t agent = tables().agents.Find(name);
  CHECK_NE(agent, 0u);
  return AgentId(agent);
}

TicketId EngineWorld::TicketOf(const std::string& key) const {
  const auto found = tickets_.find(key);
  CHECK(found != tickets_.end());
  return TicketId(found->second);
}

const TicketRecord* EngineWorld::Open(const std::string& key) const {
  const auto found = tickets_.find(key);
  const std::uint32_t slot = found == tickets_.end() ? kNoSlot : tables().tickets.FindId(found->second);
  return slot == kNoSlot ? nullptr : &tables().tickets.At(slot);
}

std::string EngineWorld::AgentName(std::uint32_t agent) const {
  return shadow_->tables().agents.Has(agent) ? std::string(shadow_->tables().agents.Name(agent)) : "agent " + std::to_string(agent);
}

std::string EngineWorld::TicketName(std::uint64_t ticket) const {
  const auto found = ticket_names_.find(ticket);
  return found == ticket_names_.end() ? "ticket " + std::to_string(ticket) : found->second;
}

std::string EngineWorld::CustomerName(std::uint64_t customer) const {
  const auto found = customer_names_.find(customer);
  return found == customer_names_.end() ? "customer " + std::to_string(customer) : found->second;
}

}  // namespace tidegate
