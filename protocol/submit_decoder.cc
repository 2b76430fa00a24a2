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

namespace {

template <class Number>
Number AtMost(Number number, Number max, std::string_view field, FieldChecker& checker) {
  if (number >= 0 && number <= max) return number;
  checker.Refuse(Reject::kMalformed, field, std::to_string(number) + "; 0 to " + std::to_string(max));
  return 0;
}

std::uint64_t DecodeTags(const flatbuffers::Vector<flatbuffers::Offset<flatbuffers::String>>* in, const CatalogNames& names,
                         FieldChecker& checker) {
  std::uint64_t tags = 0;
  if (in == nullptr) return tags;
  if (in->size() > kTagsMax) {
    checker.Refuse(Reject::kMalformed, "tags", std::to_string(in->size()) + " tags; at most " + std::to_string(kTagsMax));
    return tags;
  }
  for (const flatbuffers::String* name : *in) {
    if (name->size() == 0) checker.Refuse(Reject::kMissingField, "tags", "an empty name");
    const std::uint16_t tag = checker.NamedId(name, "tags", CatalogKind::kTag, names);
    if (tag != 0 && tag <= kTagsMax) tags |= std::uint64_t{1} << (tag - 1);
  }
  return tags;
}

// But the order, whose hash needs the hasher, and the keywords.
void DecodeFacts(const wire::Submit& in, const CatalogNames& names, FieldChecker& checker, SubmitFacts& out) {
  out.category = static_cast<std::uint8_t>(checker.Listed<ComplaintCategory>(static_cast<std::uint8_t>(in.category()), "category"));
  out.impact_people = AtMost(in.impact_people(), kImpactPeopleMax, "impact_people", checker);
  out.impact_cents = AtMost(in.impact_cents(), kImpactCentsMax, "impact_cents", checker);
  out.complexity = static_cast<std::uint8_t>(AtMost<int>(in.complexity(), kComplexityMax, "complexity", checker));
  out.not_before = AtMost(in.not_before(), kNever - 1, "not_before", checker);
  out.tags = DecodeTags(in.tags(), names, checker);
}

}  // namespace

std::uint64_t PayloadHash(const Submit& submit) {
  struct Claims {
    std::uint16_t type;
    std::uint16_t region;
    std::uint8_t channel;
    std::uint8_t level;
    std::uint8_t tier;
    std::uint8_t skill_count;
    std::array<SkillLevel, kRequirementSkillsMax> skills;
    std::uint64_t tags;
    Micros not_before;
    std::int64_t impact_cents;
    std::uint32_t impact_people;
    std::uint16_t category;
    std::uint16_t complexity;
  };
  static_assert(std::has_unique_object_representations_v<Claims>);
  const Claims claims{submit.type.raw(),
                      submit.region.raw(),
                      submit.channel.raw(),
                      static_cast<std::uint8_t>(submit.claimed_level),
                      static_cast<std::uint8_t>(submit.claimed_tier),
                      submit.skill_count,
                      submit.skills,
                      submit.facts.tags,
                      submit.facts.not_before,
                      submit.facts.impact_cents,
                      submit.facts.impact_people,
                      submit.facts.category,
                      submit.facts.complexity};
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
  DecodeFacts(in, names, checker, out.facts);

  Requirement skills;
  skills.skill_count = DecodeSkills(in.skills(), names, checker, skills.skills.data(), kRequirementSkillsMax);
  if (!checker.ok()) return false;

  if (skills.skill_count > 0) Canonicalize(skills);
  out.skills = skills.skills;
  out.skill_count = skills.skill_count;
  out.key = hasher.ExternalKey(identity.scope, body[BodyField::kExternalKey]);
  if (!body[BodyField::kCustomer].empty()) out.customer = hasher.Customer(identity.workspace, body[BodyField::kCustomer]);
  if (!body[BodyField::kOrder].empty()) out.facts.order = hasher.Order(identity.workspace, body[BodyField::kOrder]);
  const std::size_t bytes = EncodedBodyBytes(body);
  char* memory = arena.Allocate(bytes);
  EncodeBody(body, memory);
  out.body = {memory, bytes};
  out.payload_hash = PayloadHash(out);
  return true;
}

}  // namespace tidegate
