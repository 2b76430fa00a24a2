// Who a customer is, who looks after him, and what he thinks.
#include "protocol/requests/request_decoder.h"

namespace tidegate {

void RequestDecoder::Decoded(const wire::SetManager& in, FieldChecker& checker) {
  SetManager body;
  const std::string_view customer = checker.RequiredText(in.customer(), "customer", kKeyBytesMax);
  body.manager = checker.Text(in.manager(), "manager", kNameBytesMax);
  body.deputy = checker.Text(in.deputy(), "deputy", kNameBytesMax);
  if (!checker.ok()) return;
  body.customer = hasher_.Customer(identity_.workspace, customer);
  body.manager = arena_.Store(body.manager);
  body.deputy = arena_.Store(body.deputy);
  Add(frame_.header.correlation, in.request(), body);
}

void RequestDecoder::Decoded(const wire::LinkIdentity& in, FieldChecker& checker) {
  LinkIdentity body;
  if (IdentityIn(in, checker, body)) Add(frame_.header.correlation, in.request(), body);
}

void RequestDecoder::Decoded(const wire::UnlinkIdentity& in, FieldChecker& checker) {
  UnlinkIdentity body;
  if (IdentityIn(in, checker, body)) Add(frame_.header.correlation, in.request(), body);
}

void RequestDecoder::Decoded(const wire::MergeCustomers& in, FieldChecker& checker) {
  MergeCustomers body;
  body.from = CustomerIn(in.from(), "from", checker);
  body.into = CustomerIn(in.into(), "into", checker);
  if (checker.ok()) Add(frame_.header.correlation, in.request(), body);
}

void RequestDecoder::Decoded(const wire::ShowCustomer& in, FieldChecker& checker) {
  ShowCustomer body;
  if (in.ticket() == 0) body.customer = CustomerIn(in.customer(), "customer", checker);
  body.ticket = TicketId(in.ticket());
  if (checker.ok()) Add(frame_.header.correlation, 0, body);
}

void RequestDecoder::Decoded(const wire::GiveFeedback& in, FieldChecker& checker) {
  GiveFeedback body{.scores = {in.speed(), in.professionalism(), in.resolution()}, .solved = static_cast<Solved>(in.solved())};
  NameOf(in.name(), checker, body.ticket, body.key);
  body.text = checker.Text(in.text(), "text", kFeedbackTextBytesMax);
  AddTalk(in.request(), body, body.text, checker);
}

void RequestDecoder::Decoded(const wire::ListFeedback& in, FieldChecker& checker) {
  ListFeedback body{.after = TicketId(in.after()), .scope = in.flagged() ? FeedbackScope::kFlagged : FeedbackScope::kAll};
  if (in.name() != nullptr) NameOf(in.name(), checker, body.ticket, body.key);
  if (checker.ok()) Add(frame_.header.correlation, 0, body);
}

}  // namespace tidegate
