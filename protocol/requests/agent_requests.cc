// Records of agents, one or many, and looks at them.
#include <new>

#include "protocol/requests/request_decoder.h"
#include "protocol/submit_decoder.h"

namespace tidegate {

void RequestDecoder::Decoded(const wire::DeclareAgent& in, FieldChecker& checker) {
  DeclareAgent body;
  ReadRecord(in, checker, body);
  if (checker.ok()) Add(frame_.header.correlation, in.request(), body);
}

void RequestDecoder::Decoded(const wire::DeclareAgents& in, FieldChecker& checker) {
  const auto* agents = in.agents();
  if (agents == nullptr || agents->size() == 0) return checker.Refuse(Reject::kMissingField, "agents", "absent or empty");
  if (agents->size() > kRecordsAtOnceMax) {
    return checker.Refuse(Reject::kMalformed, "agents",
                          std::to_string(agents->size()) + " agents; at most " + std::to_string(kRecordsAtOnceMax) + " at once");
  }
  auto* bodies = reinterpret_cast<DeclareAgent*>(arena_.Allocate(agents->size() * sizeof(DeclareAgent)));
  std::size_t count = 0;
  for (const wire::DeclareAgent* agent : *agents) ReadRecord(*agent, checker, *new (bodies + count++) DeclareAgent{});
  if (!checker.ok()) return;
  Add(frame_.header.correlation, in.request(),
      DeclareAgents{.agents = {bodies, count}, .applying = in.check_only() ? Applying::kCheckOnly : Applying::kApply});
}

void RequestDecoder::ReadRecord(const wire::DeclareAgent& in, FieldChecker& checker, DeclareAgent& body) {
  auto* profile = new (arena_.Allocate(sizeof(Profile))) Profile{};
  body.profile = profile;
  body.name = checker.RequiredText(in.name(), "name", kNameBytesMax);
  body.capacity = checker.Required(in.capacity(), "capacity");
  body.cost_per_hour_cents = in.cost_per_hour_cents();
  profile->tier = static_cast<std::uint8_t>(checker.RequiredListed<AgentTier>(static_cast<std::uint8_t>(in.tier()), "tier"));
  profile->skill_count = DecodeSkills(in.skills(), names_, checker, profile->skills.data(), kProfileSkillsMax);
  profile->region_count = DecodeList(in.regions(), "regions", CatalogKind::kRegion, checker, profile->regions.data(), kProfileRegionsMax);
  profile->channel_count =
      DecodeList(in.channels(), "channels", CatalogKind::kChannel, checker, profile->channels.data(), kProfileChannelsMax);
  profile->customer_tiers = DecodeTiers(in.customer_tiers(), "customer_tiers", checker);
  body.team = checker.Text(in.team(), "team", kNameBytesMax);
  body.supervisor = checker.Text(in.supervisor(), "supervisor", kNameBytesMax);
  body.duty_supervisor = checker.Text(in.duty_supervisor(), "duty_supervisor", kNameBytesMax);
  body.shift = checker.Text(in.shift(), "shift", kNameBytesMax);
  body.tier_hours = checker.Text(in.tier_hours(), "tier_hours", kNameBytesMax);
  body.hours_tiers = DecodeTiers(in.hours_tiers(), "hours_tiers", checker);
  if ((body.hours_tiers != 0) != !body.tier_hours.empty()) {
    checker.Refuse(Reject::kMissingField, body.tier_hours.empty() ? "tier_hours" : "hours_tiers", "the two go together");
  }
  DecodeRooms(in.rooms(), checker, body);
  if (!checker.ok()) return;
  Canonicalize(*profile);
  for (std::string_view* text : {&body.name, &body.team, &body.supervisor, &body.duty_supervisor, &body.shift, &body.tier_hours}) {
    *text = arena_.Store(*text);
  }
}

std::uint8_t RequestDecoder::DecodeTiers(const flatbuffers::Vector<wire::CustomerTier>* in, std::string_view field, FieldChecker& checker) {
  std::uint8_t mask = 0;
  if (in == nullptr) return mask;
  for (const auto tier : *in) {
    const auto listed = checker.RequiredListed<CustomerTier>(static_cast<std::uint8_t>(tier), field);
    mask |= static_cast<std::uint8_t>(1u << static_cast<unsigned>(listed));
  }
  return mask;
}

void RequestDecoder::DecodeRooms(const flatbuffers::Vector<flatbuffers::Offset<wire::ChannelRoom>>* in, FieldChecker& checker,
                                 DeclareAgent& body) {
  if (in == nullptr) return;
  if (in->size() > kChannelRoomsMax) {
    return checker.Refuse(Reject::kMalformed, "rooms", std::to_string(in->size()) + " rooms; at most " + std::to_string(kChannelRoomsMax));
  }
  for (const wire::ChannelRoom* room : *in) {
    const std::uint16_t channel = checker.NamedId(room->channel(), "rooms.channel", CatalogKind::kChannel, names_);
    if (room->channel() == nullptr || room->channel()->size() == 0)
      checker.Refuse(Reject::kMissingField, "rooms.channel", "absent or empty");
    const std::uint16_t tickets_max = checker.Required(room->tickets_max(), "rooms.tickets_max");
    body.rooms[body.room_count++] = {static_cast<std::uint8_t>(channel), 0, tickets_max};
  }
}

void RequestDecoder::Decoded(const wire::RetireAgent& in, FieldChecker& checker) {
  RetireAgent body{checker.RequiredText(in.name(), "name", kNameBytesMax)};
  AddTalk(in.request(), body, body.name, checker);
}

void RequestDecoder::Decoded(const wire::ShowAgent& in, FieldChecker& checker) {
  const std::string_view name = checker.RequiredText(in.name(), "name", kNameBytesMax);
  if (checker.ok()) Add(frame_.header.correlation, 0, ShowAgent{arena_.Store(name)});
}

void RequestDecoder::Decoded(const wire::ListAgents& in, FieldChecker&) {
  Add(frame_.header.correlation, 0, ListAgents{AgentId(in.after())});
}

}  // namespace tidegate
