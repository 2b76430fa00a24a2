// Submit: from a front end's request to a ticket in its place.
#include <algorithm>

#include "core/engine/clocks.h"
#include "core/engine/deadlines.h"
#include "core/engine/decide.h"
#include "core/engine/dispatcher.h"

namespace tidegate {
namespace {

// The last 5 % of the ticket places are for urgent and high (design.md 4).
constexpr std::uint32_t kReservedPlacesDivisor = 20;
constexpr std::uint32_t kFullRetryAfterMs = 1'000;  // A full daemon resolves thousands a second; asking sooner only adds load.

// Room comes back when the journal is cut or an operator makes some: seconds at the least, and asking costs a place in the lane.
constexpr std::uint32_t kNoSpaceRetryAfterMs = 5'000;

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

Verdict RefuseFull() {
  Verdict verdict = Refuse(Reject::kFull);
  verdict.ack.retry_after_ms = kFullRetryAfterMs;
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

// A key that was seen before: the first answer again, or a refusal when the request differs.
Verdict AnswerKnown(const Tables& tables, const Submit& submit, std::uint32_t open, std::uint32_t recent) {
  Verdict verdict;
  if (open != kNoSlot) {
    if (tables.tickets.At(open).payload_hash != submit.payload_hash) return Refuse(Reject::kKeyReused);
    verdict = AnswerOpen(tables, open);
  } else {
    const RecentRecord& record = tables.recents.At(recent);
    if (record.payload_hash != static_cast<std::uint32_t>(submit.payload_hash)) return Refuse(Reject::kKeyReused);
    verdict.ack.ticket = record.id;
    verdict.ack.respond_by = record.due(Clock::kRespond);
    verdict.ack.resolve_by = record.due(Clock::kResolve);
    verdict.ack.status = static_cast<std::uint8_t>(Status::kResolved);
  }
  verdict.ack.duplicate = 1;
  return verdict;
}

Reject Check(const Tables& tables, const Submit& submit) {
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
  return Reject::kNone;
}

TicketId NextTicketId(const Tables& tables, Micros now) {
  const auto day = static_cast<std::uint32_t>((now + tables.rules->rules().day_offset - kTicketEpoch) / kDay);
  const std::uint32_t latest = std::max(day, tables.ticket_day);  // a changed zone never takes numbers back
  const std::uint64_t counter = latest == tables.ticket_day ? tables.ticket_counter + 1 : 1;
  return MakeTicketId(latest, tables.limits.partition, counter);
}

Classified Classify(const Tables& tables, const Submit& submit, TicketId ticket, Micros now) {
  const ActiveRules& rules = *tables.rules;
  const TicketFacts facts{.level = submit.claimed_level != Level::kNone ? submit.claimed_level : rules.DefaultLevel(submit.type),
                          .tier = submit.claimed_tier != CustomerTier::kNone ? submit.claimed_tier : CustomerTier::kOrdinary,
                          .type = submit.type,
                          .channel = submit.channel,
                          .received_at = now};
  const ClockPlan respond = PlanClock(rules, Clock::kRespond, facts);
  const ClockPlan resolve = PlanClock(rules, Clock::kResolve, facts);
  const std::uint16_t first_step = rules.rules().clock_steps.front();
  return Classified{.ticket = ticket.raw(),
                    .respond_due = respond.due,
                    .respond_next_at = StepAt(rules, respond, now, first_step),
                    .resolve_due = resolve.due,
                    .resolve_next_at = StepAt(rules, resolve, now, first_step),
                    .order_key = OrderKey(rules, facts, respond),
                    .rules_version = tables.rules_version,
                    .region = submit.region.raw(),
                    .channel = submit.channel.raw(),
                    .customer_tier = static_cast<std::uint8_t>(facts.tier),
                    .agent_tiers = rules.OpenTiers(facts.level, 0, rules.BotAllowed(submit.type) ? BotUse::kAllowed : BotUse::kRefused),
                    .level = static_cast<std::uint8_t>(facts.level),
                    .tier = static_cast<std::uint8_t>(facts.tier),
                    .order_level = static_cast<std::uint8_t>(facts.level),
                    .live = rules.Live(submit.channel) ? std::uint8_t{1} : std::uint8_t{0}};
}

}  // namespace

Standing StandingOf(const Tables& tables, std::uint32_t slot) {
  const TicketRecord& ticket = tables.tickets.At(slot);
  const std::uint32_t signature = tables.tickets.signature(slot);
  if (ticket.status != static_cast<std::uint8_t>(Status::kPooled) || signature == kNoSignature) return {};
  Standing standing;
  standing.place = tables.pool.Ahead(signature, static_cast<Level>(ticket.order_level), ticket.order_key);
  const Micros wait = static_cast<Micros>(standing.place + 1) * tables.signatures.At(signature).interval_ms;
  standing.wait_ms = static_cast<std::uint32_t>(std::min(wait, kWaitMax));
  return standing;
}

Verdict Decide(Emitter& emit, const Caller& caller, const Submit& submit) {
  const Tables& tables = emit.tables();
  if (caller.role != Role::kFrontEnd) return Refuse(Reject::kNotAllowed);
  const std::uint32_t open = tables.tickets.FindKey(submit.key);
  const std::uint32_t recent = open == kNoSlot ? tables.recents.FindKey(submit.key) : kNoSlot;
  if (open != kNoSlot || recent != kNoSlot) return AnswerKnown(tables, submit, open, recent);
  if (const Reject reject = Check(tables, submit); reject != Reject::kNone) return Refuse(reject);

  const std::uint32_t places = tables.limits.tickets_max;
  if (tables.tickets.size() >= places) return RefuseFull();
  const TicketId ticket = NextTicketId(tables, emit.now());
  Classified classified = Classify(tables, submit, ticket, emit.now());
  if (tables.tickets.size() >= places - places / kReservedPlacesDivisor && classified.level > static_cast<std::uint8_t>(Level::kHigh)) {
    return RefuseFull();
  }
  if (RefusesForSpace(tables.space_mark, static_cast<Level>(classified.level))) return RefuseForSpace();

  if (submit.customer && tables.customers.Find(submit.customer.raw()) == nullptr && tables.customers.full()) {
    emit.Emit(CustomerEvicted{.customer = tables.customers.Oldest()});
  }
  // The tail was laid out where it was decoded: skills, then the body.
  emit.Emit(Submitted{.ticket = ticket.raw(),
                      .key_high = submit.key.high,
                      .key_low = submit.key.low,
                      .payload_hash = submit.payload_hash,
                      .customer = submit.customer.raw(),
                      .client = caller.client.raw(),
                      .at = emit.now(),
                      .type = submit.type.raw(),
                      .region = submit.region.raw(),
                      .channel = submit.channel.raw(),
                      .claimed_level = static_cast<std::uint8_t>(submit.claimed_level),
                      .claimed_tier = static_cast<std::uint8_t>(submit.claimed_tier),
                      .skill_count = submit.skill_count},
            std::string_view(reinterpret_cast<const char*>(submit.skills.data()), submit.skill_count * sizeof(SkillLevel)), submit.body);
  emit.Emit(classified);
  StartRareClocks(emit, tables.tickets.FindId(ticket.raw()));
  const std::uint32_t slot = tables.tickets.FindId(ticket.raw());
  OfferTicket(emit, slot);
  return AnswerOpen(tables, slot);
}

}  // namespace tidegate
