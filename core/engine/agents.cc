// Agents come and go: declared, signed in, on a break, gone with their session.
#include <algorithm>
#include <string>
#include <utility>

#include "core/engine/decide.h"
#include "core/engine/dispatcher.h"

namespace tidegate {
namespace {

bool Speaks(Role role) { return role == Role::kAgent || role == Role::kGateway; }

// How much of the capacity opens with each step of the ramp-up, and when the next step comes.
struct Ramp {
  std::uint32_t open = 0;
  Micros next_at = kNever;
};

Ramp FirstStep(const Tables& tables, const AgentRecord& agent, Micros now) {
  const Micros ramp_up = tables.rules->rules().ramp_up;
  // Who was only cut off for a moment goes on where he was.
  const auto status = static_cast<AgentStatus>(agent.status);
  if (status != AgentStatus::kOffline && agent.open_capacity > 0) return {.open = agent.open_capacity, .next_at = agent.ramp_next_at};
  if (ramp_up <= 0 || agent.capacity <= 1) return {.open = agent.capacity};
  return {.open = 1, .next_at = now + ramp_up / agent.capacity};
}

// The terms of a record, checked: whoever and whatever it names is there.
Reject ReadTerms(const Tables& tables, const DeclareAgent& command, const AgentTexts& texts, AgentTerms& terms) {
  for (const std::string_view text : {texts.team, texts.shift, texts.tier_hours}) {
    if (text.size() > kKeyBytesMax) return Reject::kMalformed;
  }
  if (command.room_count > kChannelRoomsMax || (command.hours_tiers != 0) != !texts.tier_hours.empty()) return Reject::kMalformed;
  for (const auto& [name, agent] :
       {std::pair(command.supervisor, &terms.supervisor), std::pair(command.duty_supervisor, &terms.duty_supervisor)}) {
    if (name.empty()) continue;
    *agent = tables.agents.Find(name);
    if (*agent == 0) return Reject::kUnknownAgent;
  }
  const auto& calendars = tables.rules->rules().calendars;
  for (const std::string_view hours : {texts.shift, texts.tier_hours}) {
    if (!hours.empty() && std::none_of(calendars.begin(), calendars.end(), [&](const Calendar& c) { return c.name() == hours; })) {
      return Reject::kUnknownName;
    }
  }
  std::copy_n(command.rooms.begin(), command.room_count, terms.rooms.begin());
  const auto end = terms.rooms.begin() + command.room_count;
  std::sort(terms.rooms.begin(), end, [](const ChannelRoom& a, const ChannelRoom& b) { return a.channel < b.channel; });
  for (auto room = terms.rooms.begin(); room != end; ++room) {
    if (room->channel == 0 || room->channel > tables.catalog(CatalogKind::kChannel).size()) return Reject::kUnknownName;
    room->zero = 0;
    if (room->tickets_max == 0 || (room + 1 != end && room[1].channel == room->channel)) return Reject::kMalformed;
  }
  terms.room_count = command.room_count;
  terms.hours_tiers = command.hours_tiers;
  SetLengths(texts, terms);
  return Reject::kNone;
}

std::string TermsTail(const AgentTerms& terms, const AgentTexts& texts) {
  std::string tail(reinterpret_cast<const char*>(&terms), sizeof terms);
  for (const std::string_view text : {texts.name, texts.team, texts.shift, texts.tier_hours}) tail.append(text);
  return tail;
}

}  // namespace

Verdict Decide(Emitter& emit, const Caller& caller, const SignIn& command) {
  const Tables& tables = emit.tables();
  if (!Speaks(caller.role)) return Refuse(Reject::kNotAllowed);
  const std::uint32_t agent = tables.agents.Find(command.agent);
  if (agent == 0) return Refuse(Reject::kUnknownAgent);
  const AgentRecord before = tables.agents.At(agent);
  const Ramp ramp = FirstStep(tables, before, emit.now());
  if (before.session != 0 && before.session != caller.session) {
    // The newest desk speaks for the agent; the one before learns that it does no longer.
    emit.Tell(AgentPush{.session = before.session, .until = 0, .agent = agent, .status = AgentStatus::kOffline});
  }
  emit.Emit(SignedIn{.asker = {.client = caller.client.raw(), .request = caller.request},
                     .at = emit.now(),
                     .session = caller.session,
                     .agent = agent,
                     .open_capacity = ramp.open,
                     .ramp_next_at = ramp.next_at});
  auto reply = std::make_unique<SignInReply>();
  reply->session = caller.session;
  reply->correlation = caller.correlation;
  reply->seq = tables.seq;
  reply->agent = agent;
  reply->capacity = before.capacity;
  for (const std::uint32_t slot : tables.agents.WorkOf(agent)) reply->work.push_back(WorkItemOf(tables, slot));
  std::sort(reply->work.begin(), reply->work.end(), [](const WorkItem& a, const WorkItem& b) { return a.ticket < b.ticket; });
  emit.Tell(std::move(reply));
  FillAgent(emit, agent);
  return Told();
}

Verdict Decide(Emitter& emit, const Caller& caller, const SetAgentStatus& command) {
  const Tables& tables = emit.tables();
  const std::uint32_t agent = command.agent.raw();
  if (!tables.agents.Has(agent)) return Refuse(Reject::kUnknownAgent);
  if (tables.agents.At(agent).session != caller.session) return Refuse(Reject::kNotSignedIn);
  switch (command.status) {
    case AgentStatus::kOnline:
    case AgentStatus::kBusy:
    case AgentStatus::kBreak:
    case AgentStatus::kOffline:
      SetStatus(emit, agent, command.status, kNever);
      break;
    default:
      return Refuse(Reject::kMalformed);  // wrap-up and disconnected are what the engine finds
  }
  Verdict verdict;
  verdict.ack.token = agent;
  return verdict;
}

Verdict Decide(Emitter& emit, const Caller& caller, const DeclareAgent& command) {
  const Tables& tables = emit.tables();
  const bool by_desk = Speaks(caller.role) && tables.rules->rules().open_desks;  // domain.md 6: dev.open_desks
  if (caller.role != Role::kDataAdmin && !by_desk) return Refuse(Reject::kNotAllowed);
  if (command.name.empty()) return Refuse(Reject::kMissingField);
  if (command.name.size() > kKeyBytesMax || command.capacity == 0 || command.capacity > kAgentCapacityMax) {
    return Refuse(Reject::kMalformed);
  }
  const AgentTexts texts{.name = command.name, .team = command.team, .shift = command.shift, .tier_hours = command.tier_hours};
  AgentTerms terms;
  if (const Reject reject = ReadTerms(tables, command, texts, terms); reject != Reject::kNone) return Refuse(reject);
  Verdict verdict;
  std::uint32_t agent = tables.agents.Find(command.name);
  if (agent != 0) {
    const AgentRecord& record = tables.agents.At(agent);
    if (record.capacity == command.capacity && record.cost_per_hour_cents == command.cost_per_hour_cents && record.terms == terms &&
        tables.agents.Texts(agent) == texts && tables.signatures.ProfileAt(tables.agents.profile(agent)).profile == *command.profile) {
      verdict.ack.duplicate = 1;
      verdict.ack.token = agent;
      return verdict;
    }
  } else {
    if (tables.agents.size() >= tables.limits.agents_max) return Refuse(Reject::kLimit);
    agent = static_cast<std::uint32_t>(tables.agents.size()) + 1;
  }
  if (!tables.signatures.ProfileFits(*command.profile)) return Refuse(Reject::kLimit);
  const bool on_duty = tables.agents.Has(agent) && IsOnDuty(static_cast<AgentStatus>(tables.agents.At(agent).status));
  const std::uint32_t profile_before = on_duty ? tables.agents.profile(agent) : kNoProfile;
  emit.Emit(AgentDeclared{.agent = agent, .capacity = command.capacity, .cost_per_hour_cents = command.cost_per_hour_cents},
            std::string_view(reinterpret_cast<const char*>(command.profile), sizeof(Profile)), TermsTail(terms, texts));
  FillAgent(emit, agent);
  if (on_duty) AskDecliners(emit, profile_before);  // what he could take before may be only for decliners now
  verdict.ack.token = agent;
  return verdict;
}

Verdict Decide(Emitter& emit, const Caller& caller, const SessionEnded& command) {
  static_cast<void>(caller);
  if (emit.tables().agents.FirstOfSession(command.ended) != 0) QueueAgenda(emit, AgendaKind::kDropSession, command.ended);
  return Told();
}

}  // namespace tidegate
