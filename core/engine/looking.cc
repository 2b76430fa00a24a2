// Looking: who may see the personal data of a ticket unmasked, and the record of every such look (domain.md 14).
//
// The texts themselves never come here; whoever holds them shows them when the answer to LookAt is told, which is when its change is
// durable. So nobody has seen anything that the journal does not know of.
#include "core/engine/decide.h"
#include "core/engine/view.h"

namespace tidegate {
namespace {

// A team is looked after by the supervisors whom its agents' records name; where a record names none, by every supervisor, as is a ticket
// that nobody has: it belongs to no team yet.
bool IsOfHisTeam(const Tables& tables, std::uint32_t agent, std::string_view viewer) {
  if (agent == 0) return true;
  const AgentTerms& terms = tables.agents.At(agent).terms;
  const auto named = [&](std::uint32_t by) { return by != 0 && !tables.agents.IsRetired(by); };
  if (!named(terms.supervisor) && !named(terms.duty_supervisor)) return true;
  const std::uint32_t supervisor = tables.agents.Find(viewer);
  return supervisor != 0 && (supervisor == terms.supervisor || supervisor == terms.duty_supervisor || supervisor == agent);
}

Reject WhyNotLook(const Tables& tables, const Caller& caller, const TicketView& view, std::string_view viewer) {
  switch (caller.role) {
    case Role::kFrontEnd:
      return Reject::kNone;  // FindView gave it: it is his own
    case Role::kAgent:
    case Role::kGateway:
      // Whoever was only offered it sees what is masked: he may still decline.
      return view.status == Status::kOffered ? Reject::kNotYours : Reject::kNone;
    case Role::kSupervisor:
      return IsOfHisTeam(tables, view.agent.raw(), viewer) ? Reject::kNone : Reject::kOtherTeam;
    case Role::kNone:
    case Role::kDataAdmin:
    case Role::kOperator:
      break;
  }
  return Reject::kNotAllowed;
}

}  // namespace

Verdict Decide(Emitter& emit, const Caller& caller, const LookAt& command) {
  TicketView view;
  if (const Reject reject = FindView(emit.tables(), caller, command.ticket, command.key, view); reject != Reject::kNone) {
    return Refuse(reject);
  }
  if (const Reject reject = WhyNotLook(emit.tables(), caller, view, command.viewer); reject != Reject::kNone) {
    return Refuse(reject, view.status);
  }
  emit.Emit(Looked{.asker = {.client = caller.client.raw(), .request = caller.request},
                   .ticket = view.ticket.raw(),
                   .at = emit.now(),
                   .agent = view.agent.raw(),
                   .role = static_cast<std::uint8_t>(caller.role)},
            command.viewer.substr(0, kKeyBytesMax));
  auto reply = std::make_unique<TicketReply>();
  reply->session = caller.session;
  reply->correlation = caller.correlation;
  reply->view = std::move(view);
  reply->looked = true;
  emit.Tell(std::move(reply));
  return Told();
}

}  // namespace tidegate
