// What is asked about the life of a ticket: by supervisors, and by agents who give one away.
#include "protocol/requests/request_decoder.h"

namespace tidegate {

void RequestDecoder::Decoded(const wire::Assign& in, FieldChecker& checker) {
  Assign body;
  NameOf(in.name(), checker, body.ticket, body.key);
  body.agent = checker.RequiredText(in.agent(), "agent", kNameBytesMax);
  body.capacity = in.over_capacity() ? CapacityUse::kExceed : CapacityUse::kWithin;
  if (!checker.ok()) return;
  body.agent = arena_.Store(body.agent);
  Add(frame_.header.correlation, in.request(), body);
}

void RequestDecoder::Decoded(const wire::TakeBack& in, FieldChecker& checker) {
  TakeBack body;
  NameOf(in.name(), checker, body.ticket, body.key);
  if (checker.ok()) Add(frame_.header.correlation, in.request(), body);
}

void RequestDecoder::Decoded(const wire::ReviewTicket& in, FieldChecker& checker) {
  const ReviewTicket body{TicketId(checker.Required(in.ticket(), "ticket")),
                          checker.RequiredListed<ReviewWord>(static_cast<std::uint8_t>(in.word()), "word")};
  if (checker.ok()) Add(frame_.header.correlation, in.request(), body);
}

void RequestDecoder::Decoded(const wire::Attach& in, FieldChecker& checker) {
  Attach body;
  NameOf(in.name(), checker, body.ticket, body.key);
  NameOf(in.to(), checker, body.to, body.to_key);
  if (checker.ok()) Add(frame_.header.correlation, in.request(), body);
}

void RequestDecoder::Decoded(const wire::LinkTicket& in, FieldChecker& checker) {
  LinkTicket body;
  NameOf(in.name(), checker, body.ticket, body.key);
  NameOf(in.parent(), checker, body.parent, body.parent_key);
  if (checker.ok()) Add(frame_.header.correlation, in.request(), body);
}

void RequestDecoder::Decoded(const wire::Hold& in, FieldChecker& checker) {
  Hold body;
  NameOf(in.name(), checker, body.ticket, body.key);
  body.reason = checker.RequiredText(in.reason(), "reason", kTextBytesMax);
  AddTalk(in.request(), body, body.reason, checker);
}

void RequestDecoder::Decoded(const wire::Release& in, FieldChecker& checker) {
  Release body;
  NameOf(in.name(), checker, body.ticket, body.key);
  if (checker.ok()) Add(frame_.header.correlation, in.request(), body);
}

void RequestDecoder::Decoded(const wire::Cancel& in, FieldChecker& checker) {
  Cancel body;
  NameOf(in.name(), checker, body.ticket, body.key);
  body.reason = checker.Text(in.reason(), "reason", kTextBytesMax);
  AddTalk(in.request(), body, body.reason, checker);
}

void RequestDecoder::Decoded(const wire::Abandon& in, FieldChecker& checker) {
  Abandon body;
  NameOf(in.name(), checker, body.ticket, body.key);
  if (checker.ok()) Add(frame_.header.correlation, in.request(), body);
}

void RequestDecoder::Decoded(const wire::Merge& in, FieldChecker& checker) {
  Merge body;
  NameOf(in.name(), checker, body.ticket, body.key);
  if (checker.ok()) NameOf(in.into(), checker, body.into, body.into_key);
  body.reason = checker.Text(in.reason(), "reason", kTextBytesMax);
  AddTalk(in.request(), body, body.reason, checker);
}

void RequestDecoder::Decoded(const wire::Reopen& in, FieldChecker& checker) {
  Reopen body;
  NameOf(in.name(), checker, body.ticket, body.key);
  body.reason = checker.Text(in.reason(), "reason", kTextBytesMax);
  AddTalk(in.request(), body, body.reason, checker);
}

void RequestDecoder::Decoded(const wire::AskTransfer& in, FieldChecker& checker) {
  AskTransfer body{.agent = AgentId(checker.Required(in.agent(), "agent")), .ticket = TicketOf(in.name(), checker)};
  body.to = checker.Text(in.to(), "to", kNameBytesMax);
  body.team = checker.Text(in.team(), "team", kNameBytesMax);
  body.reason = checker.RequiredText(in.reason(), "reason", kTransferReasonBytesMax);
  AddTransfer(in.request(), body, checker);
}

void RequestDecoder::Decoded(const wire::SettleTransfer& in, FieldChecker& checker) {
  SettleTransfer body;
  NameOf(in.name(), checker, body.ticket, body.key);
  body.word = checker.RequiredListed<TransferWord>(static_cast<std::uint8_t>(in.word()), "word");
  body.to = checker.Text(in.to(), "to", kNameBytesMax);
  body.team = checker.Text(in.team(), "team", kNameBytesMax);
  body.reason = checker.Text(in.reason(), "reason", kTransferReasonBytesMax);
  AddTransfer(in.request(), body, checker);
}

void RequestDecoder::Decoded(const wire::ListTransfers& in, FieldChecker&) {
  Add(frame_.header.correlation, 0, ListTransfers{TicketId(in.after())});
}

void RequestDecoder::Decoded(const wire::ListReviews& in, FieldChecker&) {
  Add(frame_.header.correlation, 0, ListReviews{TicketId(in.after())});
}

}  // namespace tidegate
