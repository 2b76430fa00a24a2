// What supervisors decide by hand: who has a ticket, and who looks after a customer.
#include "core/engine/assigning.h"
#include "core/engine/deadlines.h"
#include "core/engine/decide.h"
#include "core/engine/dispatcher.h"
#include "core/engine/ending.h"
#include "core/engine/held.h"
#include "core/engine/lifecycle.h"
#include "core/engine/making.h"
#include "core/engine/places.h"
#include "core/engine/saturation.h"
#include "core/engine/timers.h"

namespace tidegate {
namespace {

// The open ticket that a supervisor names.
template <class Command>
Held FindOpen(const Emitter& emit, const Caller& caller, const Command& command) {
  return LookOpen(emit.tables(), caller, command.ticket, command.key);
}

}  // namespace

bool ExceedsCapacity(const Tables& tables, std::uint32_t slot, std::uint32_t agent) {
  const TicketRecord& ticket = tables.tickets.At(slot);
  if (IsForSupervisors(ticket.made_as())) return false;  // it takes no place
  const std::uint8_t weight = tables.rules->Weight(ChannelId(ticket.channel));
  const WorkRecord* work = tables.tickets.Work(slot);
  const std::uint32_t units = tables.agents.Units(agent);
  if (work == nullptr || work->agent != agent) return !FitsCapacity(tables, agent, units, weight, ticket.channel);
  return units - ticket.units() + weight > tables.agents.At(agent).capacity * kPlaceUnits;
}

void AssignTo(Emitter& emit, const Asker& asker, std::uint32_t slot, std::uint32_t agent, ReturnReason reason) {
  const Tables& tables = emit.tables();
  ResumeClocks(emit, slot);
  const std::uint64_t ticket = tables.tickets.At(slot).id;
  const std::uint32_t token = tables.tickets.At(slot).offers + 1;
  const WorkRecord* work = tables.tickets.Work(slot);
  const std::uint32_t from = work == nullptr ? 0 : work->agent;
  // An offer of the ticket to the same agent has its place already.
  const std::uint32_t units = tables.agents.Units(agent) - (from == agent ? tables.tickets.At(slot).units() : 0);
  const bool exceeds = ExceedsCapacity(tables, slot, agent);
  const AgentRecord& record = tables.agents.At(agent);
  Weigh(emit, slot);
  emit.Emit(AssignedByHand{.asker = asker,
                           .ticket = ticket,
                           .at = emit.now(),
                           .stale_at = StaleAt(tables, emit.now()),
                           .agent = agent,
                           .from = from,
                           .token = token,
                           .rules_version = tables.rules_version,
                           .load = RelativeLoadOf(tables, agent, units),
                           .over_capacity = exceeds ? std::uint8_t{1} : std::uint8_t{0}});
  MoveToTeam(emit, slot);
  AskForPromise(emit, slot);
  if (record.session != 0) emit.Tell(OfferPush{.session = record.session, .item = WorkItemOf(tables, slot)});
  NoteLoad(emit, agent);
  // His last free place may have been what a ticket waited for that only decliners are left for.
  if (record.remembered != 0) AskDecliners(emit, tables.agents.profile(agent));
  if (from != 0 && from != agent) ReleaseFrom(emit, from, ticket, token - 1, reason);
}

Verdict Decide(Emitter& emit, const Caller& caller, const Assign& command) {
  const Tables& tables = emit.tables();
  if (caller.role != Role::kSupervisor) return Refuse(Reject::kNotAllowed);
  const std::uint32_t agent = tables.agents.Find(command.agent);
  if (agent == 0) return Refuse(Reject::kUnknownAgent);
  const Held held = FindOpen(emit, caller, command);
  if (held.reject != Reject::kNone) return Refuse(held.reject, held.status);
  const std::uint32_t slot = held.slot;
  const TicketId ticket(tables.tickets.At(slot).id);
  const auto status = static_cast<Status>(tables.tickets.At(slot).status);
  if (!IsLegal(CommandKind::kAssign, status)) return Refuse(Reject::kIllegalState, status);
  const bool with_agent = status == Status::kOffered || IsWithAgent(status);
  const std::uint32_t token = tables.tickets.At(slot).offers + 1;
  const std::uint32_t from = with_agent ? tables.tickets.Work(slot)->agent : 0;
  if (from == agent && status != Status::kOffered) {
    Verdict verdict = Done(ticket, status, token - 1);
    verdict.ack.duplicate = 1;
    return verdict;
  }
  if (command.capacity == CapacityUse::kWithin && ExceedsCapacity(tables, slot, agent)) return Refuse(Reject::kAtCapacity, status);
  if (tables.agents.IsRetired(agent)) return Refuse(Reject::kAgentRetired, status);
  AssignTo(emit, AskerOf(caller), slot, agent, ReturnReason::kTakenBack);
  return Done(ticket, Status::kAssigned, token);
}

Verdict Decide(Emitter& emit, const Caller& caller, const TakeBack& command) {
  const Tables& tables = emit.tables();
  if (caller.role != Role::kSupervisor) return Refuse(Reject::kNotAllowed);
  const Held held = FindOpen(emit, caller, command);
  if (held.reject != Reject::kNone) return Refuse(held.reject, held.status);
  const std::uint32_t slot = held.slot;
  const TicketId ticket(tables.tickets.At(slot).id);
  const auto status = static_cast<Status>(tables.tickets.At(slot).status);
  if (status == Status::kPooled) {
    Verdict verdict = Done(ticket, status, tables.tickets.At(slot).offers);
    verdict.ack.duplicate = 1;
    return verdict;
  }
  if (!IsLegal(CommandKind::kTakeBack, status)) return Refuse(Reject::kIllegalState, status);
  const std::uint32_t token = tables.tickets.At(slot).offers;
  ReturnTicket(emit, slot, {.reason = ReturnReason::kTakenBack, .asker = AskerOf(caller)});
  return Done(ticket, Status::kPooled, token);
}

Verdict Decide(Emitter& emit, const Caller& caller, const SetManager& command) {
  const Tables& tables = emit.tables();
  if (caller.role != Role::kSupervisor && caller.role != Role::kDataAdmin) return Refuse(Reject::kNotAllowed);
  if (!command.customer) return Refuse(Reject::kMissingField);
  const std::uint32_t manager = command.manager.empty() ? 0 : tables.agents.Find(command.manager);
  const std::uint32_t deputy = command.deputy.empty() ? 0 : tables.agents.Find(command.deputy);
  if ((manager == 0 && !command.manager.empty()) || (deputy == 0 && !command.deputy.empty())) return Refuse(Reject::kUnknownAgent);
  if (manager == 0 && deputy != 0) return Refuse(Reject::kMissingField);  // a deputy of nobody
  const CustomerRecord* known = tables.customers.Find(command.customer.raw());
  Verdict verdict;
  if (known != nullptr ? known->manager == manager && known->deputy == deputy : manager == 0) {
    verdict.ack.duplicate = 1;
    return verdict;
  }
  const bool one_more = manager != 0 && (known == nullptr || known->manager == 0);
  if (one_more && tables.customers.managed() >= tables.customers.managed_max()) return Refuse(Reject::kLimit);
  if (tables.agents.IsRetired(manager) || tables.agents.IsRetired(deputy)) return Refuse(Reject::kAgentRetired);
  if (known == nullptr && tables.customers.full()) emit.Emit(CustomerEvicted{.customer = tables.customers.Oldest()});
  emit.Emit(
      ManagerSet{.asker = AskerOf(caller), .customer = command.customer.raw(), .at = emit.now(), .manager = manager, .deputy = deputy});
  return verdict;
}

}  // namespace tidegate
