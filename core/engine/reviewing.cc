// Review: a supervisor looks at what was dispatched at once, and lets it stand or sends it to others (domain.md 4).
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

}  // namespace tidegate
