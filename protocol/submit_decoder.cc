#include "protocol/submit_decoder.h"

#include <cstring>

#include "core/base/hash.h"
#include "core/model/body.h"

namespace tidegate {

std::uint8_t DecodeSkills(const flatbuffers::Vector<flatbuffers::Offset<wire::Skill>>* in, const CatalogNames& names, FieldChecker& checker,
                          SkillLevel* out, std::size_t count_max) {
  if (in == nullptr) return 0;
  if (in->size() > count_max) {
    checker.Refuse(Reject::kMalformed, "skills", std::to_string(in->size()) + " skills; at most " + std::to_string(count_max));
    return 0;
  }
  std::uint8_t count = 0;
  for (const wire::Skill* skill : *in) {
    const std::uint16_t id = checker.NamedId(skill->name(), "skills.name", CatalogKind::kSkill, names);
    if (skill->name() == nullptr || skill->name()->size() == 0) checker.Refuse(Reject::kMissingField, "skills.name", "absent or empty");
    if (skill->level() < 1 || skill->level() > kSkillLevelMax) {
      checker.Refuse(Reject::kMalformed, "skills.level", std::to_string(skill->level()) + "; 1 to " + std::to_string(kSkillLevelMax));
    }
    out[count++] = {id, skill->level(), 0};
  }
  return count;
}

std::uint64_t PayloadHash(const Submit& submit) {
  struct Claims {
    std::uint16_t type;
    std::uint16_t region;
    std::uint8_t channel;
    std::uint8_t level;
    std::uint8_t tier;
    std::uint8_t skill_count;
    std::array<SkillLevel, kRequirementSkillsMax> skills;
  };
  static_assert(std::has_unique_object_representations_v<Claims>);
  const Claims claims{submit.type.raw(),
                      submit.region.raw(),
                      submit.channel.raw(),
                      static_cast<std::uint8_t>(submit.claimed_level),
                      static_cast<std::uint8_t>(submit.claimed_tier),
                      submit.skill_count,
                      submit.skills};
  return Hash64(submit.body.data(), submit.body.size(), Hash64(&claims, sizeof claims));
}

bool DecodeSubmit(const wire::Submit& in, const SessionIdentity& identity, const CatalogNames& names, const KeyHasher& hasher,
                  CommandArena& arena, FieldChecker& checker, Submit& out) {
  Body body;
  body[BodyField::kExternalKey] = checker.RequiredText(in.external_key(), "external_key", kKeyBytesMax);
  body[BodyField::kCustomer] = checker.Text(in.customer(), "customer", kKeyBytesMax);
  body[BodyField::kOrder] = checker.Text(in.order(), "order", kKeyBytesMax);
  body[BodyField::kTitle] = checker.Text(in.title(), "title", kTitleBytesMax);
  body[BodyField::kText] = checker.Text(in.text(), "text", kTextBytesMax);
  body[BodyField::kRecordedAt] = checker.Text(in.recorded_at(), "recorded_at", kRecordedAtBytesMax);
  out.type = TypeId(checker.NamedId(in.type(), "type", CatalogKind::kType, names));
  out.region = RegionId(checker.NamedId(in.region(), "region", CatalogKind::kRegion, names));
  out.channel = ChannelId(static_cast<std::uint8_t>(checker.NamedId(in.channel(), "channel", CatalogKind::kChannel, names)));
  out.claimed_level = checker.Listed<Level>(static_cast<std::uint8_t>(in.level()), "level");
  out.claimed_tier = checker.Listed<CustomerTier>(static_cast<std::uint8_t>(in.tier()), "tier");

  Requirement skills;
  skills.skill_count = DecodeSkills(in.skills(), names, checker, skills.skills.data(), kRequirementSkillsMax);
  if (!checker.ok()) return false;

  if (skills.skill_count > 0) Canonicalize(skills);
  out.skills = skills.skills;
  out.skill_count = skills.skill_count;
  out.key = hasher.ExternalKey(identity.scope, body[BodyField::kExternalKey]);
  if (!body[BodyField::kCustomer].empty()) out.customer = hasher.Customer(identity.workspace, body[BodyField::kCustomer]);
  const std::size_t bytes = EncodedBodyBytes(body);
  char* memory = arena.Allocate(bytes);
  EncodeBody(body, memory);
  out.body = {memory, bytes};
  out.payload_hash = PayloadHash(out);
  return true;
}

}  // namespace tidegate
