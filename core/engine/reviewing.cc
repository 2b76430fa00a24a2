// Review: a supervisor looks at what was dispatched at once, and lets it stand or sends it to others (domain.md 4).
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "core/engine/decide.h"
#include "core/engine/dispatcher.h"
#include "core/engine/held.h"
#include "core/engine/lifecycle.h"

namespace tidegate {

Verdict Decide(Emitter& emit, const Caller& caller, const ReviewTicket& command) {
  const Tables& tables = emit.tables();
  if (caller.role != Role::kSupervisor) return Refuse(Reject::kNotAllowed);
  if (!IsListed<ReviewWord>(static_cast<std::uint8_t>(command.word))) return Refuse(Reject::kMalformed);
  const Held held = LookOpen(tables, caller, command.ticket, {});
  if (held.reject != Reject::kNone) return Refuse(held.reject, held.status);
  const std::uint32_t slot = held.slot;
  const TicketRecord& ticket = tables.tickets.At(slot);
  const bool asked_for = (ticket.flags & (kNeedsReview | kReviewed)) != 0;
  const bool has_agent = tables.tickets.Work(slot) != nullptr;
  const bool redirect = command.word == ReviewWord::kRedirect;
  if (!asked_for || (redirect && !has_agent)) return Refuse(Reject::kIllegalState, held.status);
  Verdict verdict;
  verdict.ack.ticket = ticket.id;
  verdict.ack.status = ticket.status;
  if (!redirect && (ticket.flags & kReviewed) != 0) {
    verdict.ack.duplicate = 1;
    return verdict;
  }
  const auto flags = static_cast<std::uint8_t>((ticket.flags & ~kNeedsReview) | kReviewed | (redirect ? kRedirected : 0));
  emit.Emit(Reviewed{.asker = {caller.client.raw(), caller.request}, .ticket = ticket.id, .at = emit.now(), .flags = flags});
  if (redirect) ReturnTicket(emit, slot, {.reason = ReturnReason::kTakenBack});
  verdict.ack.status = tables.tickets.At(slot).status;
  return verdict;
}

Verdict Decide(Emitter& emit, const Caller& caller, const ListReviews& command) {
  const Tables& tables = emit.tables();
  if (caller.role != Role::kSupervisor) return Refuse(Reject::kNotAllowed);
  auto reply = std::make_unique<ReviewsReply>();
  reply->session = caller.session;
  reply->correlation = caller.correlation;
  auto waiting = tables.to_review.upper_bound(command.after.raw());
  for (; waiting != tables.to_review.end() && reply->rows.size() < kPageRecordsMax; ++waiting) {
    const std::uint32_t slot = tables.tickets.FindId(*waiting);
    const TicketRecord& ticket = tables.tickets.At(slot);
    const WorkRecord* work = tables.tickets.Work(slot);
    reply->rows.push_back({.ticket = TicketId(ticket.id),
                           .agent = AgentId(work == nullptr ? 0 : work->agent),
                           .agent_name = std::string(work == nullptr ? std::string_view() : tables.agents.Name(work->agent)),
                           .level = static_cast<Level>(ticket.level),
                           .status = static_cast<Status>(ticket.status),
                           .type = TypeId(ticket.type),
                           .channel = ChannelId(ticket.channel),
                           .waits_since = ticket.counts_from(),
                           .respond_by = ticket.due[static_cast<std::size_t>(Clock::kRespond)],
                           .resolve_by = ticket.due[static_cast<std::size_t>(Clock::kResolve)]});
  }
  reply->more = waiting != tables.to_review.end();
  emit.Tell(std::move(reply));
  return Told();
}

}  // namespace tidegate
