// Parts of tickets, and plans that make tickets.
#include "protocol/requests/request_decoder.h"

namespace tidegate {

void RequestDecoder::Decoded(const wire::AskPart& in, FieldChecker& checker) {
  AskPart body{.agent = AgentId(in.agent()), .ticket = TicketOf(in.name(), checker)};
  body.department = static_cast<std::uint8_t>(RequiredId(in.department(), "department", CatalogKind::kDepartment, checker));
  body.to = checker.Text(in.to(), "to", kNameBytesMax);
  body.due = in.due();
  body.text = checker.RequiredText(in.text(), "text", kPartTextBytesMax);
  if (!checker.ok()) return;
  body.to = arena_.Store(body.to);
  body.text = arena_.Store(body.text);
  Add(frame_.header.correlation, in.request(), body);
}

void RequestDecoder::Decoded(const wire::AssignPart& in, FieldChecker& checker) {
  AssignPart body{.agent = AgentId(in.agent()), .ticket = TicketOf(in.name(), checker)};
  body.part = checker.Required(in.part(), "part");
  body.to = checker.Text(in.to(), "to", kNameBytesMax);
  AddTalk(in.request(), body, body.to, checker);
}

void RequestDecoder::Decoded(const wire::ReportPart& in, FieldChecker& checker) {
  ReportPart body{.agent = AgentId(in.agent()), .ticket = TicketOf(in.name(), checker)};
  body.part = checker.Required(in.part(), "part");
  body.node = checker.RequiredListed<PartNode>(static_cast<std::uint8_t>(in.node()), "node");
  body.text = checker.Text(in.text(), "text", kPartTextBytesMax);
  AddTalk(in.request(), body, body.text, checker);
}

void RequestDecoder::Decoded(const wire::ListParts& in, FieldChecker& checker) {
  ListParts body{.agent = AgentId(in.agent()), .after = TicketId(in.after()), .after_part = in.after_part()};
  body.department = static_cast<std::uint8_t>(checker.NamedId(in.department(), "department", CatalogKind::kDepartment, names_));
  if (checker.ok()) Add(frame_.header.correlation, 0, body);
}

void RequestDecoder::Decoded(const wire::PutPlan& in, FieldChecker& checker) {
  PutPlan body;
  body.texts.name = checker.RequiredText(in.name(), "name", kNameBytesMax);
  const std::string_view customer = checker.Text(in.customer(), "customer", kKeyBytesMax);
  body.terms.type = RequiredId(in.type(), "type", CatalogKind::kType, checker);
  body.terms.region = checker.NamedId(in.region(), "region", CatalogKind::kRegion, names_);
  body.terms.channel = static_cast<std::uint8_t>(RequiredId(in.channel(), "channel", CatalogKind::kChannel, checker));
  if (in.level() != wire::Level::None) {
    body.terms.level = static_cast<std::uint8_t>(checker.RequiredListed<Level>(static_cast<std::uint8_t>(in.level()), "level"));
  }
  if (in.tier() != wire::CustomerTier::None) {
    body.terms.tier = static_cast<std::uint8_t>(checker.RequiredListed<CustomerTier>(static_cast<std::uint8_t>(in.tier()), "tier"));
  }
  body.terms.first_at = checker.Required(in.first_at(), "first_at");
  body.terms.every = checker.Required(in.every(), "every");
  body.terms.unit = static_cast<std::uint8_t>(checker.RequiredListed<PlanUnit>(static_cast<std::uint8_t>(in.unit()), "unit"));
  if (checker.ok() && body.terms.every > kPlanEveryMax) {
    checker.Refuse(Reject::kMalformed, "every", std::to_string(body.terms.every) + "; at most " + std::to_string(kPlanEveryMax));
  }
  body.texts.calendar = checker.Text(in.calendar(), "calendar", kNameBytesMax);
  body.texts.title = checker.RequiredText(in.title(), "title", kTitleBytesMax);
  body.texts.text = checker.Text(in.text(), "text", kPlanTextBytesMax);
  if (!checker.ok()) return;
  if (!customer.empty()) body.terms.customer = hasher_.Customer(identity_.workspace, customer).raw();
  for (std::string_view* text : {&body.texts.name, &body.texts.calendar, &body.texts.title, &body.texts.text}) *text = arena_.Store(*text);
  Add(frame_.header.correlation, in.request(), body);
}

void RequestDecoder::Decoded(const wire::DropPlan& in, FieldChecker& checker) {
  DropPlan body{checker.RequiredText(in.name(), "name", kNameBytesMax)};
  AddTalk(in.request(), body, body.name, checker);
}

void RequestDecoder::Decoded(const wire::ListPlans& in, FieldChecker&) { Add(frame_.header.correlation, 0, ListPlans{in.after()}); }

}  // namespace tidegate
