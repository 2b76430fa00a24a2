#include "core/engine/promises.h"

namespace tidegate {

Promises PromisesOf(const Tables& tables, std::uint32_t slot) {
  const TicketRecord& ticket = tables.tickets.At(slot);
  Promises promises;
  if (ticket.first_response_at == 0) promises.respond_by = ticket.due[static_cast<std::size_t>(Clock::kRespond)];
  promises.resolve_by = ticket.due[static_cast<std::size_t>(Clock::kResolve)];
  const ClockRecord* promised = ticket.rare_clocks == 0 ? nullptr : tables.clocks.Find(ticket.id, Clock::kPromise);
  if (promised != nullptr) promises.promised_by = promised->due;
  return promises;
}

void TellPromises(Emitter& emit, std::uint32_t slot, const Promises& before) {
  const TicketRecord& ticket = emit.tables().tickets.At(slot);
  const Promises now = PromisesOf(emit.tables(), slot);
  if (ticket.client == 0 || now == before) return;
  emit.Tell(PromisePush{.client = ticket.client,
                        .ticket = ticket.id,
                        .at = emit.now(),
                        .respond_by = now.respond_by,
                        .resolve_by = now.resolve_by,
                        .promised_by = now.promised_by});
}

}  // namespace tidegate
