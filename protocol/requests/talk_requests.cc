// What is said with a customer about a ticket, and noted beside it.
#include "protocol/requests/request_decoder.h"

namespace tidegate {

void RequestDecoder::Decoded(const wire::MessageIn& in, FieldChecker& checker) {
  MessageIn body;
  NameOf(in.name(), checker, body.ticket, body.key);
  body.text = checker.RequiredText(in.text(), "text", kTextBytesMax);
  body.word = checker.Listed<CustomerWord>(static_cast<std::uint8_t>(in.word()), "word");
  AddTalk(in.request(), body, body.text, checker);
}

void RequestDecoder::Decoded(const wire::MessageOut& in, FieldChecker& checker) {
  MessageOut body{.agent = AgentId(in.agent()), .ticket = TicketOf(in.name(), checker)};
  body.kind = checker.RequiredListed<MessageKind>(static_cast<std::uint8_t>(in.kind()), "kind");
  body.text = checker.RequiredText(in.text(), "text", kTextBytesMax);
  AddTalk(in.request(), body, body.text, checker);
}

void RequestDecoder::Decoded(const wire::Promise& in, FieldChecker& checker) {
  Promise body{.agent = AgentId(in.agent()), .ticket = TicketOf(in.name(), checker)};
  body.at = checker.Required(in.at(), "at");
  body.interim = checker.Text(in.interim(), "interim", kTextBytesMax);
  AddTalk(in.request(), body, body.interim, checker);
}

void RequestDecoder::Decoded(const wire::Confirm& in, FieldChecker& checker) {
  Confirm body;
  NameOf(in.name(), checker, body.ticket, body.key);
  if (checker.ok()) Add(frame_.header.correlation, in.request(), body);
}

void RequestDecoder::Decoded(const wire::CallBack& in, FieldChecker& checker) {
  RecordCallBack body{.agent = AgentId(in.agent()), .ticket = TicketOf(in.name(), checker)};
  body.note = checker.Text(in.note(), "note", kTextBytesMax);
  AddTalk(in.request(), body, body.note, checker);
}

void RequestDecoder::Decoded(const wire::OverdueReason& in, FieldChecker& checker) {
  SetOverdueReason body{.agent = AgentId(in.agent()), .ticket = TicketOf(in.name(), checker)};
  body.reason = checker.Required(in.reason(), "reason");
  body.text = checker.Text(in.text(), "text", kTextBytesMax);
  AddTalk(in.request(), body, body.text, checker);
}

void RequestDecoder::Decoded(const wire::ChangeLevel& in, FieldChecker& checker) {
  ChangeLevel body{.ticket = TicketOf(in.name(), checker)};
  body.level = checker.RequiredListed<Level>(static_cast<std::uint8_t>(in.level()), "level");
  body.reason = checker.RequiredText(in.reason(), "reason", kTextBytesMax);
  AddTalk(in.request(), body, body.reason, checker);
}

void RequestDecoder::Decoded(const wire::AddNote& in, FieldChecker& checker) {
  AddNote body{.agent = AgentId(in.agent()), .ticket = TicketOf(in.name(), checker)};
  body.kind = checker.RequiredListed<TouchKind>(static_cast<std::uint8_t>(in.kind()), "kind");
  body.text = checker.Text(in.text(), "text", kTextBytesMax);
  AddTalk(in.request(), body, body.text, checker);
}

}  // namespace tidegate
