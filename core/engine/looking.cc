// Looking: who may see the personal data of a ticket unmasked, and the record of every such look (domain.md 14).
//
// The texts themselves never come here; whoever holds them shows them when the answer to LookAt is told, which is when its change is
// durable. So nobody has seen anything that the journal does not know of.
#include "core/engine/decide.h"
#include "core/engine/held.h"
#include "core/engine/view.h"

namespace tidegate {
namespace {

Reject WhyNotLook(const Tables& tables, const Caller& caller, const TicketView& view) {
  switch (caller.role) {
    case Role::kFrontEnd:
      return Reject::kNone;  // FindView gave it: it is his own
    case Role::kAgent:
    case Role::kGateway:
      // Whoever was only offered it sees what is masked: he may still decline.
      return view.status == Status::kOffered ? Reject::kNotYours : Reject::kNone;
    case Role::kSupervisor:
      return IsOfHisTeam(tables, caller, view.agent.raw()) ? Reject::kNone : Reject::kOtherTeam;
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
  if (const Reject reject = WhyNotLook(emit.tables(), caller, view); reject != Reject::kNone) {
    return Refuse(reject, view.status);
  }
  emit.Emit(Looked{.asker = {.client = caller.client.raw(), .request = caller.request},
                   .ticket = view.ticket.raw(),
                   .at = emit.now(),
                   .agent = view.agent.raw(),
                   .role = static_cast<std::uint8_t>(caller.role)},
            caller.name.substr(0, kKeyBytesMax));
  auto reply = std::make_unique<TicketReply>();
  reply->session = caller.session;
  reply->correlation = caller.correlation;
  reply->view = std::move(view);
  reply->looked = true;
  emit.Tell(std::move(reply));
  return Told();
}

}  // namespace tidegate
