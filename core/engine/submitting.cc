// Submit: from a front end's request to a ticket in its place.
#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <span>

#include "core/engine/clocks.h"
#include "core/engine/deadlines.h"
#include "core/engine/decide.h"
#include "core/engine/dispatcher.h"
#include "core/engine/effects.h"
#include "core/engine/intake.h"
#include "core/engine/making.h"
#include "core/engine/promises.h"
#include "core/engine/repeats.h"

namespace tidegate {
namespace {

// The last 5 % of the ticket places are for urgent and high (design.md 4).
constexpr std::uint32_t kReservedPlacesDivisor = 20;
constexpr std::uint32_t kFullRetryAfterMs = 1'000;  // A full daemon resolves thousands a second; asking sooner only adds load.

// Room comes back when the journal is cut or an operator makes some: seconds at the least, and asking costs a place in the lane.
constexpr std::uint32_t kNoSpaceRetryAfterMs = 5'000;
constexpr std::uint32_t kStaleRetryAfterMs = 1;    // A new rule set is in force: the next scan uses it.
constexpr Micros kPlannedAheadMax = kRuleSpanMax;  // As every other span that somebody may ask for: a year.

constexpr Micros kWaitMax = 0xFFFFFFFFll;

Verdict AnswerOpen(const Tables& tables, std::uint32_t slot) {
  const TicketRecord& ticket = tables.tickets.At(slot);
  const Standing standing = StandingOf(tables, slot);
  Verdict verdict;
  verdict.ack.ticket = ticket.id;
  verdict.ack.respond_by = ticket.due[static_cast<std::size_t>(Clock::kRespond)];
  verdict.ack.resolve_by = ticket.due[static_cast<std::size_t>(Clock::kResolve)];
  verdict.ack.place = standing.place;
  verdict.ack.wait_ms = standing.wait_ms;
  verdict.ack.status = ticket.status;
  return verdict;
}

Verdict RefuseForSpace() {
  Verdict verdict = Refuse(Reject::kNoSpace);
  verdict.ack.retry_after_ms = kNoSpaceRetryAfterMs;
  return verdict;
}

// Low tickets first, then all (design.md 5). What is accepted goes on to its end: that is what the rest of the disk is for.
bool RefusesForSpace(SpaceMark mark, Level level) {
  return mark >= SpaceMark::kRefuseAll || (mark >= SpaceMark::kRefuseLow && level >= Level::kLow);
}

Verdict RefuseStale() {
  Verdict verdict = Refuse(Reject::kBusy);
  verdict.ack.retry_after_ms = kStaleRetryAfterMs;
  return verdict;
}

// A key that was seen before: the first answer again, or a refusal when the request differs.
Verdict AnswerKnown(const Tables& tables, const Submit& submit, std::uint32_t open, std::uint32_t recent, Micros now) {
  Verdict verdict;
  if (open != kNoSlot) {
    const TicketRecord& ticket = tables.tickets.At(open);
    if (ticket.payload_hash != static_cast<std::uint32_t>(submit.payload_hash)) return Refuse(Reject::kKeyReused);
    verdict = AnswerOpen(tables, open);
    TellEarlier(EarlierOfOpen(tables, open, now), verdict);
  } else {
    const RecentRecord& record = tables.recents.At(recent);
    if (record.payload_hash != static_cast<std::uint32_t>(submit.payload_hash)) return Refuse(Reject::kKeyReused);
    verdict.ack.ticket = record.id;
    verdict.ack.respond_by = record.due(Clock::kRespond);
    verdict.ack.resolve_by = record.due(Clock::kResolve);
    verdict.ack.status = tables.recents.Ended(recent).status;
  }
  verdict.ack.duplicate = 1;
  return verdict;
}

Reject Check(const Tables& tables, const Submit& submit, Micros now) {
  if (submit.key == KeyHash{} || submit.skill_count > kRequirementSkillsMax) return Reject::kMalformed;
  if (!submit.type || !submit.channel) return Reject::kMissingField;
  if (submit.type.raw() > tables.catalog(CatalogKind::kType).size() ||
      submit.channel.raw() > tables.catalog(CatalogKind::kChannel).size() ||
      submit.region.raw() > tables.catalog(CatalogKind::kRegion).size()) {
    return Reject::kUnknownName;
  }
  for (std::uint8_t i = 0; i < submit.skill_count; ++i) {
    const SkillLevel& skill = submit.skills[i];
    if (skill.skill == 0 || skill.skill > tables.catalog(CatalogKind::kSkill).size()) return Reject::kUnknownName;
    if (skill.level < 1 || skill.level > kSkillLevelMax) return Reject::kMalformed;
  }
  const SubmitFacts& facts = submit.facts;
  if ((facts.category != 0 && !IsListed<ComplaintCategory>(facts.category)) || facts.complexity > kComplexityMax ||
      facts.impact_people > kImpactPeopleMax || facts.impact_cents < 0 || facts.impact_cents > kImpactCentsMax || facts.not_before < 0 ||
      facts.not_before > now + kPlannedAheadMax) {
    return Reject::kMalformed;
  }
  if (static_cast<std::uint32_t>(std::bit_width(facts.tags)) > tables.catalog(CatalogKind::kTag).size()) return Reject::kUnknownName;
  return Reject::kNone;
}

// Whether the rules said anything of the ticket beside its level.
bool SaysAnything(const Classification& classification, const Submit& submit) {
  return classification.any_fired() || classification.flow_rule != 0 || classification.flags != 0 || classification.department != 0 ||
         classification.type != submit.type;
}

void EmitTagged(Emitter& emit, TicketId ticket, const Classification& classification) {
  emit.Emit(Tagged{.ticket = ticket.raw(),
                   .tags = classification.tags,
                   .fired = classification.fired,
                   .type = classification.type.raw(),
                   .category = classification.category,
                   .department = classification.department,
                   .flags = classification.flags,
                   .review_minutes = classification.review_minutes,
                   .level_rule = classification.level_rule,
                   .type_rule = classification.type_rule,
                   .category_rule = classification.category_rule,
                   .department_rule = classification.department_rule,
                   .flow_rule = classification.flow_rule,
                   .skill_count = classification.skill_count,
                   .rules_version = emit.tables().rules_version},
            std::string_view(reinterpret_cast<const char*>(classification.skills.data()), classification.skill_count * sizeof(SkillLevel)));
}

void AlertSupervisors(Emitter& emit, std::uint64_t ticket, AlertKind kind) {
  emit.Tell(AlertPush{.ticket = ticket, .at = emit.now(), .kind = kind});
}

// At once, also what a supervisor is still to look at.
void Dispatch(Emitter& emit, std::uint32_t slot) {
  const TicketRecord& ticket = emit.tables().tickets.At(slot);
  if ((ticket.flags & kNeedsReview) != 0) AlertSupervisors(emit, ticket.id, AlertKind::kNeedsReview);
  OfferTicket(emit, slot);
}

}  // namespace

// As what it is given a place: at its level, but what is claimed beyond the front end's quota counts for less there (domain.md 4). The
// ticket keeps the level that was claimed.
Level PlaceLevel(const ActiveRules& rules, const Submit& submit, CustomerTier tier, const SubmitFacts& facts,
                 const Classification& classification) {
  if (submit.admitted_level == Level::kNone) return classification.level;
  return rules
      .Classify({.type = submit.type,
                 .channel = submit.channel,
                 .claimed_level = submit.admitted_level,
                 .tier = tier,
                 .facts = facts,
                 .skills = std::span(submit.skills).first(submit.skill_count)})
      .level;
}

TicketId NextTicketId(const Tables& tables, Micros now) {
  const auto day = static_cast<std::uint32_t>((now + tables.rules->rules().day_offset - kTicketEpoch) / kDay);
  const std::uint32_t latest = std::max(day, tables.ticket_day);  // a changed zone never takes numbers back
  const std::uint64_t counter = latest == tables.ticket_day ? tables.ticket_counter + 1 : 1;
  return MakeTicketId(latest, tables.limits.partition, counter);
}

Classified EntryOf(const Tables& tables, const Intake& intake) {
  const ActiveRules& rules = *tables.rules;
  const TicketFacts facts{.level = intake.level,
                          .tier = intake.tier,
                          .type = intake.type,
                          .channel = intake.channel,
                          .received_at = intake.counts_from,
                          .category = intake.category,
                          .tags = intake.tags,
                          .origin = intake.origin};
  const ClockPlan respond = PlanClock(rules, Clock::kRespond, facts);
  const ClockPlan resolve = PlanClock(rules, Clock::kResolve, facts);
  const std::uint16_t first_step = rules.rules().clock_steps.front();
  const bool for_supervisors = IsForSupervisors(intake.origin);  // then whatever else it would ask for does not matter
  return Classified{.ticket = intake.ticket.raw(),
                    .respond_due = respond.due,
                    .respond_next_at = StepAt(rules, respond, intake.counts_from, first_step),
                    .resolve_due = resolve.due,
                    .resolve_next_at = StepAt(rules, resolve, intake.counts_from, first_step),
                    .order_key = OrderKey(rules, facts, respond),
                    .rules_version = tables.rules_version,
                    .region = for_supervisors ? std::uint16_t{0} : intake.region.raw(),
                    .channel = intake.channel.raw(),  // by it free places are told apart
                    .customer_tier = for_supervisors ? std::uint8_t{0} : static_cast<std::uint8_t>(facts.tier),
                    .agent_tiers = OpenTiersOf(rules, intake.origin, facts.level, 0, rules.Bots(intake.type, intake.channel)),
                    .level = static_cast<std::uint8_t>(facts.level),
                    .tier = static_cast<std::uint8_t>(facts.tier),
                    .order_level = static_cast<std::uint8_t>(facts.level),
                    .live = IsLive(rules, intake.origin, intake.channel) ? std::uint8_t{1} : std::uint8_t{0},
                    .level_from = static_cast<std::uint8_t>(intake.level_from)};
}

Verdict RefuseFull() {
  Verdict verdict = Refuse(Reject::kFull);
  verdict.ack.retry_after_ms = kFullRetryAfterMs;
  return verdict;
}

Standing StandingOf(const Tables& tables, std::uint32_t slot) {
  const TicketRecord& ticket = tables.tickets.At(slot);
  const std::uint32_t signature = tables.tickets.signature(slot);
  if (ticket.status != static_cast<std::uint8_t>(Status::kPooled) || signature == kNoSignature) return {};
  Standing standing;
  standing.place = tables.pool.Ahead(signature, static_cast<Level>(ticket.order_level), QueueKeyOf(ticket));
  const Micros wait = static_cast<Micros>(standing.place + 1) * tables.signatures.At(signature).interval_ms;
  standing.wait_ms = static_cast<std::uint32_t>(std::min(wait, kWaitMax));
  return standing;
}

Verdict Decide(Emitter& emit, const Caller& caller, const Submit& submit) {
  const Tables& tables = emit.tables();
  if (caller.role != Role::kFrontEnd) return Refuse(Reject::kNotAllowed);
  const std::uint32_t open = tables.tickets.FindKey(submit.key);
  const std::uint32_t recent = open == kNoSlot ? tables.recents.FindKey(submit.key) : kNoSlot;
  if (open != kNoSlot || recent != kNoSlot) return AnswerKnown(tables, submit, open, recent, emit.now());
  if (const Reject reject = Check(tables, submit, emit.now()); reject != Reject::kNone) return Refuse(reject);

  const std::uint32_t places = tables.limits.tickets_max;
  if (tables.tickets.size() >= places) return RefuseFull();
  const TicketId ticket = NextTicketId(tables, emit.now());
  // Rules must not decide by what another rule set looked for in the text: the front end's next try brings what this one found.
  const ActiveRules& rules = *tables.rules;
  if (rules.wants_keywords() && submit.facts.keywords_version != tables.rules_version) return RefuseStale();
  const CustomerTier tier = submit.claimed_tier != CustomerTier::kNone ? submit.claimed_tier : CustomerTier::kOrdinary;
  SubmitFacts facts = submit.facts;
  // What he is called on this channel may be somebody's identity.
  const std::uint64_t customer = tables.identities.CustomerOf(submit.customer.raw(), submit.channel.raw());
  const Earlier earlier = FindEarlier(
      tables,
      {.customer = customer, .order = static_cast<std::uint32_t>(facts.order), .type = submit.type.raw(), .category = facts.category},
      emit.now());
  facts.repeats = earlier.repeats;
  const Classification classification = rules.Classify({.type = submit.type,
                                                        .channel = submit.channel,
                                                        .claimed_level = submit.claimed_level,
                                                        .tier = tier,
                                                        .facts = facts,
                                                        .skills = std::span(submit.skills).first(submit.skill_count)});
  if (tables.tickets.size() >= places - places / kReservedPlacesDivisor &&
      PlaceLevel(rules, submit, tier, facts, classification) > Level::kHigh) {
    return RefuseFull();
  }
  if (RefusesForSpace(tables.space_mark, classification.level)) return RefuseForSpace();

  if (customer != 0 && tables.customers.Find(customer) == nullptr && tables.customers.full()) {
    emit.Emit(CustomerEvicted{.customer = tables.customers.Oldest()});
  }
  // What the tickets that it repeats were answered with has not solved them.
  std::array<std::uint64_t, kRepeatsMax> repeated{};
  const bool judges = earlier.repeats != 0 && !tables.uses.empty();
  const Matter matter{
      .customer = customer, .order = static_cast<std::uint32_t>(facts.order), .type = submit.type.raw(), .category = facts.category};
  const std::uint8_t repeated_count = judges ? AllEarlier(tables, matter, emit.now(), repeated) : std::uint8_t{0};
  // The tail: facts and skills, then the body as it was laid out where it was decoded.
  std::array<char, SubmitClaimsBytes(kRequirementSkillsMax)> claims;
  std::memcpy(claims.data(), &facts, sizeof facts);
  std::memcpy(claims.data() + sizeof facts, submit.skills.data(), submit.skill_count * sizeof(SkillLevel));
  emit.Emit(Submitted{.ticket = ticket.raw(),
                      .key_high = submit.key.high,
                      .key_low = submit.key.low,
                      .payload_hash = submit.payload_hash,
                      .customer = customer,
                      .client = caller.client.raw(),
                      .at = emit.now(),
                      .type = submit.type.raw(),
                      .region = submit.region.raw(),
                      .channel = submit.channel.raw(),
                      .claimed_level = static_cast<std::uint8_t>(submit.claimed_level),
                      .claimed_tier = static_cast<std::uint8_t>(submit.claimed_tier),
                      .skill_count = submit.skill_count},
            std::string_view(claims.data(), SubmitClaimsBytes(submit.skill_count)), submit.body);
  if (earlier.offer == RepeatOffer::kLinked) emit.Emit(ParentNoted{.ticket = ticket.raw(), .parent = earlier.ticket});
  for (std::uint8_t i = 0; i < repeated_count; ++i) JudgeUnsolved(emit, repeated[i]);
  if (SaysAnything(classification, submit)) EmitTagged(emit, ticket, classification);
  if (submit.facts.not_before > emit.now()) {
    emit.Emit(Planned{.ticket = ticket.raw(),
                      .after_s = static_cast<std::uint32_t>((submit.facts.not_before - emit.now() + kSecond - 1) / kSecond),
                      .rules_version = tables.rules_version,
                      .level = static_cast<std::uint8_t>(classification.level),
                      .tier = static_cast<std::uint8_t>(tier),
                      .level_from = static_cast<std::uint8_t>(classification.level_from)});
  } else {
    emit.Emit(EntryOf(tables, {.ticket = ticket,
                               .level = classification.level,
                               .tier = tier,
                               .type = classification.type,
                               .region = submit.region,
                               .channel = submit.channel,
                               .counts_from = emit.now(),
                               .category = classification.category,
                               .tags = classification.tags,
                               .level_from = classification.level_from}));
    StartRareClocks(emit, tables.tickets.FindId(ticket.raw()));
  }
  if (classification.alert_supervisor) AlertSupervisors(emit, ticket.raw(), AlertKind::kComplaintReceived);
  const std::uint32_t slot = tables.tickets.FindId(ticket.raw());
  if (submit.facts.not_before <= emit.now()) Dispatch(emit, slot);
  Verdict verdict = AnswerOpen(tables, slot);
  TellEarlier(earlier, verdict);
  return verdict;
}

void EnterPlanned(Emitter& emit, std::uint32_t slot) {
  const Tables& tables = emit.tables();
  const TicketRecord ticket = tables.tickets.At(slot);
  emit.Emit(EntryOf(tables, {.ticket = TicketId(ticket.id),
                             .level = static_cast<Level>(ticket.level),
                             .tier = static_cast<CustomerTier>(ticket.tier),
                             .type = TypeId(ticket.type),
                             .region = RegionId(ticket.region),
                             .channel = ChannelId(ticket.channel),
                             .counts_from = ticket.counts_from(),
                             .category = static_cast<std::uint8_t>(ticket.category()),
                             .tags = ticket.tags,
                             .level_from = ticket.level_from()}));
  StartRareClocks(emit, slot);
  TellPromises(emit, slot, Promises{});  // its front end was told of no times yet
  Dispatch(emit, slot);
}

}  // namespace tidegate
