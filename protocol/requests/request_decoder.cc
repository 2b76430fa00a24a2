#include "protocol/requests/request_decoder.h"

#include "protocol/ticket_number.h"

namespace tidegate {

std::string RequestDecoder::RolesText(std::uint8_t roles) {
  std::string text;
  for (const Name& row : NameTable<Role>::kRows) {
    if ((roles & RoleBit(static_cast<Role>(row.number))) == 0) continue;
    if (!text.empty()) text += ", ";
    text += row.english;
  }
  return text;
}

void RequestDecoder::NameOf(const wire::TicketName* in, FieldChecker& checker, TicketId& ticket, KeyHash& key) {
  if (in == nullptr) return checker.Refuse(Reject::kMissingField, "name", "absent");
  const std::string_view number = checker.Text(in->number(), "name.number", kKeyBytesMax);
  const std::string_view external_key = checker.Text(in->external_key(), "name.external_key", kKeyBytesMax);
  const std::string_view front_end = checker.Text(in->front_end(), "name.front_end", kNameBytesMax);
  if (!checker.ok()) return;
  const int given = (in->ticket() != 0 ? 1 : 0) + (number.empty() ? 0 : 1) + (external_key.empty() ? 0 : 1);
  if (given != 1) {
    return checker.Refuse(given == 0 ? Reject::kMissingField : Reject::kMalformed, "name",
                          "give one of ticket, number, external_key; " + std::to_string(given) + " were given");
  }
  ticket = TicketId(in->ticket());
  if (!number.empty()) {
    const auto parsed = ParseTicketNumber(number, identity_.partition);
    if (!parsed)
      return checker.Refuse(Reject::kMalformed, "name.number", "\"" + std::string(number) + "\" is no number like CS20261121000042");
    ticket = *parsed;
  }
  if (!external_key.empty()) {
    key = hasher_.ExternalKey(front_end.empty() ? identity_.scope : hasher_.Scope(identity_.workspace, front_end), external_key);
  }
}

TicketId RequestDecoder::TicketOf(const wire::TicketName* in, FieldChecker& checker) {
  TicketId ticket;
  KeyHash key;
  NameOf(in, checker, ticket, key);
  if (checker.ok() && !ticket) checker.Refuse(Reject::kMalformed, "name.external_key", "name this ticket by its number or id");
  return ticket;
}

CustomerId RequestDecoder::CustomerIn(const flatbuffers::String* in, std::string_view field, FieldChecker& checker) {
  const std::string_view name = checker.RequiredText(in, field, kKeyBytesMax);
  return checker.ok() ? hasher_.Customer(identity_.workspace, name) : CustomerId();
}

Sight RequestDecoder::SightOf(bool unmask, FieldChecker& checker) const {
  if (!unmask) return Sight::kMasked;
  if ((kMayUnmask & RoleBit(identity_.role)) == 0) {
    checker.Refuse(
        Reject::kNotAllowed, "unmask",
        "personal data is shown to " + RolesText(kMayUnmask) + " only; this session is " + std::string(EnglishName(identity_.role)));
  }
  return Sight::kPlain;
}

std::uint16_t RequestDecoder::RequiredId(const flatbuffers::String* in, std::string_view field, CatalogKind kind, FieldChecker& checker) {
  if (in == nullptr || in->size() == 0) {
    checker.Refuse(Reject::kMissingField, field, "absent or empty");
    return 0;
  }
  return checker.NamedId(in, field, kind, names_);
}

Caller RequestDecoder::CallerOf(std::uint64_t correlation, std::uint64_t request) const {
  Caller caller{identity_.session, correlation, identity_.client, request, identity_.role};
  // A supervisor acts for the team whose agents' records name him.
  if (IsNamed(identity_.role)) caller.name = arena_.Store(identity_.name);
  return caller;
}

void RequestDecoder::Refuse(std::uint64_t correlation, FieldChecker& checker) {
  Refusal refusal = checker.Take();
  refusal.correlation = correlation;
  refusal.command = info_.command;
  result_.refusals.push_back(std::move(refusal));
}

}  // namespace tidegate
