// What the desk of an agent says of himself and of the tickets that he has.
#include "protocol/requests/request_decoder.h"

namespace tidegate {

void RequestDecoder::Decoded(const wire::SignIn& in, FieldChecker& checker) {
  const std::string_view agent = checker.RequiredText(in.agent(), "agent", kNameBytesMax);
  if (checker.ok()) Add(frame_.header.correlation, in.request(), SignIn{arena_.Store(agent)});
}

void RequestDecoder::Decoded(const wire::SetStatus& in, FieldChecker& checker) {
  const AgentId agent(checker.Required(in.agent(), "agent"));
  const auto status = static_cast<AgentStatus>(in.status());
  if (status != AgentStatus::kOnline && status != AgentStatus::kBusy && status != AgentStatus::kBreak && status != AgentStatus::kOffline) {
    checker.Refuse(Reject::kMalformed, "status",
                   std::to_string(static_cast<int>(status)) + "; a desk may set offline, online, busy, break");
  }
  if (checker.ok()) Add(frame_.header.correlation, in.request(), SetAgentStatus{agent, status});
}

void RequestDecoder::Decoded(const wire::Accept& in, FieldChecker& checker) {
  if (in.item() == nullptr) return checker.Refuse(Reject::kMissingField, "item", "absent");
  Decoded(*in.item(), frame_.header.correlation, checker);
}

void RequestDecoder::Decoded(const wire::AcceptItem& in, std::uint64_t correlation, FieldChecker& checker) {
  const Accept body{AgentId(checker.Required(in.agent(), "agent")), TicketId(checker.Required(in.ticket(), "ticket")), in.token()};
  if (checker.ok()) Add(correlation, in.request(), body);
}

void RequestDecoder::Decoded(const wire::Decline& in, FieldChecker& checker) {
  const Decline body{AgentId(checker.Required(in.agent(), "agent")), TicketId(checker.Required(in.ticket(), "ticket")), in.token(),
                     in.reason()};
  if (checker.ok()) Add(frame_.header.correlation, in.request(), body);
}

void RequestDecoder::Decoded(const wire::Contact& in, FieldChecker& checker) {
  const ReportContact body{AgentId(checker.Required(in.agent(), "agent")), TicketId(checker.Required(in.ticket(), "ticket"))};
  if (checker.ok()) Add(frame_.header.correlation, in.request(), body);
}

void RequestDecoder::Decoded(const wire::Node& in, FieldChecker& checker) {
  const AgentId agent(checker.Required(in.agent(), "agent"));
  const TicketId ticket(checker.Required(in.ticket(), "ticket"));
  const auto status = checker.RequiredListed<Status>(static_cast<std::uint8_t>(in.status()), "status");
  if (checker.ok() && (status < Status::kToContact || status > Status::kWaitingDepartment)) {
    checker.Refuse(Reject::kMalformed, "status",
                   std::string(EnglishName(status)) +
                       " is no node; to-contact, in-progress, to-reply, waiting-for-customer and waiting-for-department are");
  }
  if (checker.ok()) Add(frame_.header.correlation, in.request(), ReportNode{agent, ticket, status});
}

void RequestDecoder::Decoded(const wire::Resolve& in, std::uint64_t correlation, FieldChecker& checker) {
  Resolve body;
  body.agent = AgentId(checker.Required(in.agent(), "agent"));
  body.ticket = TicketId(checker.Required(in.ticket(), "ticket"));
  body.result_code = checker.Required(in.result_code(), "result_code");
  body.solution = checker.RequiredText(in.solution(), "solution", kTextBytesMax);
  if (!checker.ok()) return;
  body.solution = arena_.Store(body.solution);
  body.overdue_reason = in.overdue_reason();
  Add(correlation, in.request(), body);
}

}  // namespace tidegate
