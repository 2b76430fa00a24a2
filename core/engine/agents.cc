// Agents come and go: signed in, on a break, gone with their session.
#include <algorithm>
#include <utility>

#include "core/engine/decide.h"
#include "core/engine/dispatcher.h"
#include "core/engine/duty.h"

namespace tidegate {
namespace {

bool Speaks(Role role) { return role == Role::kAgent || role == Role::kGateway; }

Ramp FirstStep(const Tables& tables, const AgentRecord& agent, Micros now) {
  // Who was only cut off for a moment goes on where he was.
  const auto status = static_cast<AgentStatus>(agent.status);
  if (status != AgentStatus::kOffline && agent.open_capacity > 0) return {.open = agent.open_capacity, .next_at = agent.ramp_next_at};
  return BeginRamp(tables, agent, now);
}

}  // namespace

Verdict Decide(Emitter& emit, const Caller& caller, const SignIn& command) {
  const Tables& tables = emit.tables();
  if (!Speaks(caller.role)) return Refuse(Reject::kNotAllowed);
  const std::uint32_t agent = tables.agents.Find(command.agent);
  if (agent == 0) return Refuse(Reject::kUnknownAgent);
  if (tables.agents.IsRetired(agent)) return Refuse(Reject::kAgentRetired);
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
  if (!IsAtWork(before) && IsAtWork(tables.agents.At(agent))) WatchAgain(emit, agent);
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

Verdict Decide(Emitter& emit, const Caller& caller, const SessionEnded& command) {
  static_cast<void>(caller);
  if (emit.tables().agents.FirstOfSession(command.ended) != 0) QueueAgenda(emit, AgendaKind::kDropSession, command.ended);
  return Told();
}

}  // namespace tidegate
