// Queries: what the state says, to those who may see it. Each visits a bounded number of records.
#include "core/engine/decide.h"
#include "core/engine/held.h"
#include "core/engine/lifecycle.h"
#include "core/engine/view.h"

namespace tidegate {

bool MaySee(const Tables& tables, const Caller& caller, std::uint64_t owner_client, std::uint32_t agent) {
  switch (caller.role) {
    case Role::kFrontEnd:
      return owner_client == caller.client.raw();
    case Role::kAgent:
    case Role::kGateway:
      return agent != 0 && SpeaksFor(tables, caller, agent);
    default:
      return true;
  }
}

Verdict Decide(Emitter& emit, const Caller& caller, const FindTicket& command) {
  TicketView view;
  if (const Reject reject = FindView(emit.tables(), caller, command.ticket, command.key, view); reject != Reject::kNone) {
    return Refuse(reject);
  }
  auto reply = std::make_unique<TicketReply>();
  reply->session = caller.session;
  reply->correlation = caller.correlation;
  reply->view = std::move(view);
  emit.Tell(std::move(reply));
  return Told();
}

Verdict Decide(Emitter& emit, const Caller& caller, const ListAgents& command) {
  const Tables& tables = emit.tables();
  if (caller.role == Role::kFrontEnd) return Refuse(Reject::kNotAllowed);
  auto reply = std::make_unique<AgentsReply>();
  reply->session = caller.session;
  reply->correlation = caller.correlation;
  std::uint32_t agent = command.after.raw();
  while (reply->rows.size() < kPageRecordsMax && agent < tables.agents.size()) {
    ++agent;
    reply->rows.push_back(RowOf(tables, agent));
  }
  reply->more = agent < tables.agents.size();
  emit.Tell(std::move(reply));
  return Told();
}

Verdict Decide(Emitter& emit, const Caller& caller, const ListPool& command) {
  const Tables& tables = emit.tables();
  if (caller.role == Role::kFrontEnd) return Refuse(Reject::kNotAllowed);
  auto reply = std::make_unique<PoolReply>();
  reply->session = caller.session;
  reply->correlation = caller.correlation;
  constexpr std::uint32_t kLookedAtMax = 4'096;  // empty signatures cost little, but not nothing
  std::uint32_t signature = command.after;
  for (std::uint32_t looked_at = 0; looked_at < kLookedAtMax && reply->rows.size() < kPageRecordsMax; ++looked_at, ++signature) {
    if (signature >= tables.signatures.signatures_high_mark()) break;
    if (!tables.signatures.live(signature)) continue;
    PoolRow row;
    bool waits = false;
    for (int level = 1; level <= kLevelCount; ++level) {
      const std::uint32_t waiting = tables.pool.Waiting(signature, static_cast<Level>(level));
      row.waiting[static_cast<std::size_t>(level) - 1] = waiting;
      if (waiting == 0) continue;
      waits = true;
      const Micros received_at = tables.tickets.At(tables.pool.First(signature, static_cast<Level>(level))).received_at;
      if (row.oldest_received_at == 0 || received_at < row.oldest_received_at) row.oldest_received_at = received_at;
    }
    if (!waits) continue;
    const Signature& entry = tables.signatures.At(signature);
    row.signature = signature;
    row.requirement = entry.requirement;
    row.interval_ms = entry.interval_ms;
    for (std::uint32_t p = entry.profiles.FindNext(0); p != kNoBit; p = entry.profiles.FindNext(p + 1)) {
      row.eligible_on_duty += tables.signatures.StaffOf(p).online;
    }
    reply->rows.push_back(row);
  }
  reply->next = signature;
  reply->more = signature < tables.signatures.signatures_high_mark();
  emit.Tell(std::move(reply));
  return Told();
}

Verdict Decide(Emitter& emit, const Caller& caller, const AskStatus& command) {
  static_cast<void>(command);
  auto reply = std::make_unique<StatusReply>();
  reply->session = caller.session;
  reply->correlation = caller.correlation;
  reply->view = StatusOf(emit.tables(), emit.now());
  emit.Tell(std::move(reply));
  return Told();
}

Verdict Decide(Emitter& emit, const Caller& caller, const AskClock& command) {
  if (command.word == ClockWord::kAcceptStep && caller.role != Role::kOperator) return Refuse(Reject::kNotAllowed);
  emit.Tell(ClockReply{.session = caller.session,
                       .correlation = caller.correlation,
                       .now = emit.now(),
                       .source = emit.tables().time_source,
                       .command = static_cast<std::uint8_t>(CommandKind::kAskClock)});
  return Told();
}

}  // namespace tidegate
