// Transfers: an agent asks to give a ticket away and keeps it, its load and its clocks, until a supervisor has decided (domain.md 8).
#include "core/engine/assigning.h"
#include "core/engine/decide.h"
#include "core/engine/held.h"
#include "core/engine/lifecycle.h"
#include "core/engine/places.h"

namespace tidegate {
namespace {

enum class TeamFound : std::uint8_t { kNobody, kAllFull, kChosen };

// The agent of a team who is online, has a free place and the least load, ties as everywhere; but not the one who gives it away.
// O(agents): a supervisor's word, not the path of a ticket.
TeamFound ChooseOfTeam(const Tables& tables, std::string_view team, std::uint8_t channel, std::uint32_t but, std::uint32_t& agent) {
  TeamFound found = TeamFound::kNobody;
  LoadKey least;
  for (std::uint32_t of = 1; of <= tables.agents.size(); ++of) {
    if (of == but || tables.agents.Texts(of).team != team || tables.agents.IsRetired(of)) continue;
    if (found == TeamFound::kNobody) found = TeamFound::kAllFull;
    if (!HasPlace(tables, of, channel)) continue;
    const AgentRecord& record = tables.agents.At(of);
    const LoadKey key{.relative = RelativeLoadOf(tables, of, tables.agents.Units(of)),
                      .idle_since = record.idle_since,
                      .cost = record.cost_per_hour_cents,
                      .agent = of};
    if (found == TeamFound::kChosen && !Before(key, least)) continue;
    least = key;
    agent = of;
    found = TeamFound::kChosen;
  }
  return found;
}

}  // namespace

Verdict Decide(Emitter& emit, const Caller& caller, const AskTransfer& command) {
  const Tables& tables = emit.tables();
  const Held held = LookHeld(tables, caller, command.agent, command.ticket);
  if (held.reject != Reject::kNone) return Refuse(held.reject, held.status);
  if (!IsLegal(CommandKind::kAskTransfer, held.status)) return Refuse(Reject::kIllegalState, held.status);
  if (tables.tickets.Rare(held.slot).transfer_asked != 0) return DoneBefore(command.ticket, held.status);
  if (command.reason.empty()) return Refuse(Reject::kMissingField, held.status);
  const bool both = !command.to.empty() && !command.team.empty();
  if (both || command.reason.size() > kTransferReasonBytesMax || command.team.size() > kKeyBytesMax) {
    return Refuse(Reject::kMalformed, held.status);
  }
  const std::uint32_t to = command.to.empty() ? 0 : tables.agents.Find(command.to);
  if (to == 0 && !command.to.empty()) return Refuse(Reject::kUnknownAgent, held.status);
  if (to == command.agent.raw()) return Refuse(Reject::kToOneself, held.status);
  std::uint32_t somebody = 0;
  if (!command.team.empty() &&
      ChooseOfTeam(tables, command.team, tables.tickets.At(held.slot).channel, 0, somebody) == TeamFound::kNobody) {
    return Refuse(Reject::kUnknownTeam, held.status);
  }
  if (tables.transfers.full()) return Refuse(Reject::kLimit, held.status);
  if (tables.agents.IsRetired(to)) return Refuse(Reject::kAgentRetired, held.status);
  const Micros alert_after = tables.rules->rules().transfer_alert;
  emit.Emit(TransferAsked{.asker = AskerOf(caller),
                          .ticket = command.ticket.raw(),
                          .at = emit.now(),
                          .alert_at = alert_after == 0 ? kNever : emit.now() + alert_after,
                          .agent = command.agent.raw(),
                          .to = to,
                          .team_bytes = command.team.size()},
            command.team, command.reason);
  emit.Tell(AlertPush{.ticket = command.ticket.raw(), .at = emit.now(), .agent = command.agent.raw(), .kind = AlertKind::kTransferAsked});
  return Done(command.ticket, held.status);
}

Verdict Decide(Emitter& emit, const Caller& caller, const SettleTransfer& command) {
  const Tables& tables = emit.tables();
  if (caller.role != Role::kSupervisor) return Refuse(Reject::kNotAllowed);
  if (!IsListed<TransferWord>(static_cast<std::uint8_t>(command.word))) return Refuse(Reject::kMalformed);
  const Held held = LookOpen(tables, caller, command.ticket, command.key);
  if (held.reject != Reject::kNone) return Refuse(held.reject, held.status);
  if (!IsLegal(CommandKind::kSettleTransfer, held.status)) return Refuse(Reject::kIllegalState, held.status);
  const TicketId ticket(tables.tickets.At(held.slot).id);
  const Transfer* asked = tables.transfers.Find(ticket.raw());
  if (asked == nullptr) return Refuse(Reject::kNoTransfer, held.status);
  const bool approved = command.word == TransferWord::kApprove;
  const bool named = !command.to.empty() || !command.team.empty();
  if (command.reason.size() > kTransferReasonBytesMax || (!command.to.empty() && !command.team.empty()) || (!approved && named)) {
    return Refuse(Reject::kMalformed, held.status);
  }
  if (!approved && command.reason.empty()) return Refuse(Reject::kMissingField, held.status);
  const std::uint32_t from = asked->record.agent;
  std::uint32_t to = 0;
  if (approved) {
    const std::string_view team = named ? command.team : std::string_view(asked->team);
    to = !command.to.empty() ? tables.agents.Find(command.to) : named ? 0 : asked->record.to;
    if (!command.to.empty() && to == 0) return Refuse(Reject::kUnknownAgent, held.status);
    if (to == from) return Refuse(Reject::kToOneself, held.status);
    if (to == 0 && team.empty()) return Refuse(Reject::kMissingField, held.status);  // the agent named nobody: the supervisor must
    if (to == 0) {
      const TeamFound found = ChooseOfTeam(tables, team, tables.tickets.At(held.slot).channel, from, to);
      if (found == TeamFound::kNobody) return Refuse(Reject::kUnknownTeam, held.status);
      if (found == TeamFound::kAllFull) return Refuse(Reject::kAtCapacity, held.status);
    }
    if (ExceedsCapacity(tables, held.slot, to)) return Refuse(Reject::kAtCapacity, held.status);
    if (tables.agents.IsRetired(to)) return Refuse(Reject::kAgentRetired, held.status);  // since it was asked for, perhaps
  }
  emit.Emit(TransferSettled{.asker = AskerOf(caller),
                            .ticket = ticket.raw(),
                            .at = emit.now(),
                            .agent = from,
                            .word = static_cast<std::uint32_t>(command.word)},
            command.reason);
  if (approved) {
    AssignTo(emit, {}, held.slot, to, ReturnReason::kTransferred);
    return Done(ticket, Status::kAssigned);
  }
  const std::uint64_t session = tables.agents.At(from).session;
  if (session != 0) {
    emit.Tell(AlertPush{.session = session, .ticket = ticket.raw(), .at = emit.now(), .agent = from, .kind = AlertKind::kTransferRefused});
  }
  return Done(ticket, held.status);
}

Verdict Decide(Emitter& emit, const Caller& caller, const ListTransfers& command) {
  const Tables& tables = emit.tables();
  if (caller.role != Role::kSupervisor) return Refuse(Reject::kNotAllowed);
  auto reply = std::make_unique<TransfersReply>();
  reply->session = caller.session;
  reply->correlation = caller.correlation;
  const Transfer* transfer = tables.transfers.After(command.after.raw());
  for (; transfer != nullptr && reply->rows.size() < kTransfersPerPageMax; transfer = tables.transfers.After(transfer->record.ticket)) {
    const TicketRecord& ticket = tables.tickets.At(tables.tickets.FindId(transfer->record.ticket));
    const std::uint32_t to = transfer->record.to;
    reply->rows.push_back({.ticket = TicketId(ticket.id),
                           .agent = AgentId(transfer->record.agent),
                           .to = AgentId(to),
                           .agent_name = std::string(tables.agents.Name(transfer->record.agent)),
                           .to_name = to == 0 ? std::string() : std::string(tables.agents.Name(to)),
                           .team = transfer->team,
                           .reason = transfer->reason,
                           .asked_at = transfer->record.asked_at,
                           .status = static_cast<Status>(ticket.status),
                           .level = static_cast<Level>(ticket.level)});
  }
  reply->more = transfer != nullptr;
  emit.Tell(std::move(reply));
  return Told();
}

}  // namespace tidegate
