// Agents' records are taken back: of who is signed out, has nothing in hand, and is named nowhere any more (domain.md 6).
//
// Nothing leaves a table: the history names him, his number and name stay his, and declaring him again brings him back. O(agents), and what
// he has: a data administrator's word, not the path of a ticket.
#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/engine/decide.h"
#include "core/engine/held.h"

namespace tidegate {
namespace {

// One more of what the row is about; the first ones are named.
void Count(TieRow& row, std::uint64_t number) {
  ++row.count;
  if (row.numbers.size() < kTiesNamedMax) row.numbers.push_back(number);
}

TieRow SessionOf(const Tables& tables, std::uint32_t agent) {
  const bool offline = tables.agents.At(agent).status == static_cast<std::uint8_t>(AgentStatus::kOffline);
  return {.tie = AgentTie::kSignedIn, .count = offline ? 0u : 1u};
}

TieRow TicketsOf(const Tables& tables, std::uint32_t agent) {
  TieRow row{.tie = AgentTie::kTickets};
  std::vector<std::uint64_t> tickets;
  for (const std::uint32_t slot : tables.agents.WorkOf(agent)) tickets.push_back(tables.tickets.At(slot).id);
  std::sort(tickets.begin(), tickets.end());
  for (const std::uint64_t ticket : tickets) Count(row, ticket);
  return row;
}

TieRow PartsDoneBy(const Tables& tables, std::uint32_t agent) {
  TieRow row{.tie = AgentTie::kParts};
  tables.parts.ForEach([&](const Part& part) {
    if (part.record.open() && part.record.agent == agent) Count(row, part.record.ticket);
  });
  return row;
}

TieRow KeptFor(const Tables& tables, std::uint32_t agent) {
  TieRow row{.tie = AgentTie::kKept};
  for (auto at = tables.held.lower_bound({agent, 0}); at != tables.held.end() && at->first == agent; ++at) Count(row, at->second);
  return row;
}

// Records of others, not of those who were retired themselves.
TieRow SupervisedBy(const Tables& tables, std::uint32_t agent) {
  TieRow row{.tie = AgentTie::kSupervises};
  for (std::uint32_t of = 1; of <= tables.agents.size(); ++of) {
    const AgentTerms& terms = tables.agents.At(of).terms;
    if (of == agent || (terms.supervisor != agent && terms.duty_supervisor != agent) || tables.agents.IsRetired(of)) continue;
    ++row.count;
    if (row.names.size() < kTiesNamedMax) row.names.emplace_back(tables.agents.Name(of));
  }
  return row;
}

TieRow ManagedBy(const Tables& tables, std::uint32_t agent) {
  TieRow row{.tie = AgentTie::kManages};
  tables.customers.ForEachLookedAfterBy(agent, [&](std::uint64_t customer) { Count(row, customer); });
  return row;
}

std::vector<TieRow> TiesOf(const Tables& tables, std::uint32_t agent) {
  std::vector<TieRow> ties;
  for (const auto look : {SessionOf, TicketsOf, PartsDoneBy, KeptFor, SupervisedBy, ManagedBy}) {
    if (TieRow row = look(tables, agent); row.count != 0) ties.push_back(std::move(row));
  }
  return ties;
}

}  // namespace

Verdict Decide(Emitter& emit, const Caller& caller, const RetireAgent& command) {
  const Tables& tables = emit.tables();
  if (caller.role != Role::kDataAdmin) return Refuse(Reject::kNotAllowed);
  if (command.name.empty()) return Refuse(Reject::kMissingField);
  const std::uint32_t agent = tables.agents.Find(command.name);
  if (agent == 0) return Refuse(Reject::kUnknownAgent);
  Verdict verdict;
  verdict.ack.token = agent;
  if (tables.agents.IsRetired(agent)) {
    verdict.ack.duplicate = 1;
    return verdict;
  }
  if (std::vector<TieRow> ties = TiesOf(tables, agent); !ties.empty()) {
    auto reply = std::make_unique<AgentTiedReply>();
    reply->session = caller.session;
    reply->correlation = caller.correlation;
    reply->ties = std::move(ties);
    emit.Tell(std::move(reply));
    verdict = Told();
    verdict.ack.reject = Reject::kAgentTied;
    return verdict;
  }
  emit.Emit(AgentRetired{.asker = AskerOf(caller), .at = emit.now(), .agent = agent});
  return verdict;
}

}  // namespace tidegate
