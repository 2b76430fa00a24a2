// Plans: put, dropped, listed; and what their rounds make (domain.md 8).
#include "core/engine/plans.h"

#include <algorithm>

#include "core/engine/assigning.h"
#include "core/engine/decide.h"
#include "core/engine/dispatcher.h"
#include "core/engine/held.h"
#include "core/engine/making.h"
#include "core/engine/timers.h"

namespace tidegate {
namespace {

constexpr Micros kTryAgainAfter = 10 * kMinute;  // no place for a ticket: a thousand plans ask again without a mark

bool MayPlan(const Caller& caller) { return caller.role == Role::kSupervisor || caller.role == Role::kDataAdmin; }

// nullptr when the rules in force have none of this name.
const Calendar* CalendarNamed(const Tables& tables, std::string_view name) {
  const std::vector<Calendar>& calendars = tables.rules->rules().calendars;
  const auto found = std::find_if(calendars.begin(), calendars.end(), [&](const Calendar& calendar) { return calendar.name() == name; });
  return name.empty() || found == calendars.end() ? nullptr : &*found;
}

// For a customer, to his manager at once, as far as he has a place; else as the rules match it, who keep it for him a while.
std::uint64_t Make(Emitter& emit, std::uint32_t id, std::uint64_t customer) {
  const Tables& tables = emit.tables();
  const Plan plan = tables.plans.Find(id)->plan();
  const CustomerRecord* known = tables.customers.Find(customer);
  const std::uint32_t manager = known == nullptr ? 0u : std::uint32_t{known->manager};
  const auto level = static_cast<Level>(plan.terms.level);
  const auto tier = static_cast<CustomerTier>(plan.terms.tier);
  const std::uint32_t slot = MakeTicket(emit, {.origin = TicketOrigin::kPlanned,
                                               .customer = CustomerId(known == nullptr ? customer : known->id),
                                               .type = TypeId(plan.terms.type),
                                               .region = RegionId(plan.terms.region),
                                               .channel = ChannelId(plan.terms.channel),
                                               .level = level == Level::kNone ? Level::kNormal : level,
                                               .tier = tier == CustomerTier::kNone ? CustomerTier::kOrdinary : tier,
                                               .plan = id,
                                               .title = plan.texts.title,
                                               .text = plan.texts.text});
  const std::uint64_t ticket = tables.tickets.At(slot).id;
  if (manager != 0 && !ExceedsCapacity(tables, slot, manager)) {
    AssignTo(emit, {}, slot, manager, ReturnReason::kNone);
  } else {
    OfferTicket(emit, slot);
  }
  return ticket;
}

}  // namespace

Verdict Decide(Emitter& emit, const Caller& caller, const PutPlan& command) {
  const Tables& tables = emit.tables();
  if (!MayPlan(caller)) return Refuse(Reject::kNotAllowed);
  const PlanTerms& terms = command.terms;
  const PlanTexts& texts = command.texts;
  if (texts.name.empty() || texts.title.empty() || terms.type == 0 || terms.channel == 0) return Refuse(Reject::kMissingField);
  const bool unknown_calendar = !texts.calendar.empty() && CalendarNamed(tables, texts.calendar) == nullptr;
  if (unknown_calendar || terms.type > tables.catalog(CatalogKind::kType).size() ||
      terms.channel > tables.catalog(CatalogKind::kChannel).size() || terms.region > tables.catalog(CatalogKind::kRegion).size()) {
    return Refuse(Reject::kUnknownName);
  }
  const bool near = terms.first_at > emit.now() - kRuleSpanMax && terms.first_at <= emit.now() + kRuleSpanMax && terms.first_at > 0;
  const bool short_enough = texts.name.size() <= kKeyBytesMax && texts.calendar.size() <= kKeyBytesMax &&
                            texts.title.size() <= kTitleBytesMax && texts.text.size() <= kPlanTextBytesMax;
  if (!near || !short_enough || terms.every == 0 || terms.every > kPlanEveryMax || !IsListed<PlanUnit>(terms.unit) ||
      (terms.level != 0 && !IsListed<Level>(terms.level)) || (terms.tier != 0 && !IsListed<CustomerTier>(terms.tier)) ||
      terms.zero != decltype(terms.zero){}) {
    return Refuse(Reject::kMalformed);
  }
  const std::string bytes = EncodePlan(terms, texts);
  const std::uint32_t known = tables.plans.Named(texts.name);
  Verdict verdict;
  if (known != 0 && tables.plans.Find(known)->bytes == bytes) {
    verdict.ack.token = known;
    verdict.ack.duplicate = 1;
    return verdict;
  }
  if (known == 0 && tables.plans.full()) return Refuse(Reject::kLimit);
  const auto plan = known != 0 ? known : static_cast<std::uint32_t>(tables.counters.plans_total + 1);
  const Calendar* calendar = CalendarNamed(tables, texts.calendar);
  const Micros day_offset = tables.rules->rules().day_offset;
  const std::uint32_t round = RoundAfter(terms, emit.now(), calendar, day_offset);
  emit.Emit(
      PlanPut{
          .asker = AskerOf(caller), .at = emit.now(), .next_at = RoundAt(terms, round, calendar, day_offset), .plan = plan, .round = round},
      bytes);
  verdict.ack.token = plan;
  return verdict;
}

Verdict Decide(Emitter& emit, const Caller& caller, const DropPlan& command) {
  if (!MayPlan(caller)) return Refuse(Reject::kNotAllowed);
  if (command.name.empty()) return Refuse(Reject::kMissingField);
  const std::uint32_t plan = emit.tables().plans.Named(command.name);
  if (plan == 0) return Refuse(Reject::kUnknownPlan);
  emit.Emit(PlanDropped{.asker = AskerOf(caller), .at = emit.now(), .plan = plan});
  Verdict verdict;
  verdict.ack.token = plan;
  return verdict;
}

Verdict Decide(Emitter& emit, const Caller& caller, const ListPlans& command) {
  const Tables& tables = emit.tables();
  if (!MayPlan(caller)) return Refuse(Reject::kNotAllowed);
  auto reply = std::make_unique<PlansReply>();
  reply->session = caller.session;
  reply->correlation = caller.correlation;
  const PlanEntry* entry = tables.plans.After(command.after);
  for (; entry != nullptr && reply->rows.size() < kPlansPerPageMax; entry = tables.plans.After(entry->record.id)) {
    const Plan plan = entry->plan();
    reply->rows.push_back({.plan = entry->record.id,
                           .terms = plan.terms,
                           .name = std::string(plan.texts.name),
                           .calendar = std::string(plan.texts.calendar),
                           .title = std::string(plan.texts.title),
                           .text = std::string(plan.texts.text),
                           .next_at = entry->record.next_at,
                           .made = entry->record.made,
                           .missed = entry->record.missed,
                           .last_ticket = TicketId(entry->record.last_ticket)});
  }
  reply->more = entry != nullptr;
  emit.Tell(std::move(reply));
  return Told();
}

void FirePlanTimer(Emitter& emit) {
  const Tables& tables = emit.tables();
  if (tables.plans.NextAt() > emit.now()) return;
  const std::uint32_t id = tables.plans.Next();
  const PlanRecord record = tables.plans.Find(id)->record;
  const Plan plan = tables.plans.Find(id)->plan();
  const PlanTerms terms = plan.terms;
  if (terms.customer != 0 && !HasPlaceForMade(tables)) {
    emit.Emit(PlanFired{.at = emit.now(), .next_at = emit.now() + kTryAgainAfter, .plan = id, .round = record.round});
    return;
  }
  const Calendar* calendar = CalendarNamed(tables, plan.texts.calendar);
  const Micros day_offset = tables.rules->rules().day_offset;
  // Under another calendar the round that is due may seem to lie ahead still: it has come all the same.
  const std::uint32_t round = std::max(RoundAfter(terms, emit.now(), calendar, day_offset), record.round + 1);
  // Rounds that its calendar moved to the same opening are one.
  const std::uint32_t following = std::clamp(RoundAfter(terms, record.next_at, calendar, day_offset), record.round + 1, round);
  const std::uint64_t ticket = terms.customer == 0 ? 0 : Make(emit, id, terms.customer);
  emit.Emit(PlanFired{.ticket = ticket,
                      .at = emit.now(),
                      .next_at = RoundAt(terms, round, calendar, day_offset),
                      .plan = id,
                      .round = round,
                      .missed = round - following});
  if (terms.customer == 0 && tables.customers.managed() != 0) QueueAgenda(emit, AgendaKind::kPlanRound, id);
}

std::uint64_t MakeNextOfRound(Emitter& emit, std::uint32_t id, std::uint64_t after) {
  const Tables& tables = emit.tables();
  const PlanEntry* entry = tables.plans.Find(id);
  const std::uint64_t customer = entry == nullptr ? 0 : tables.customers.ManagedAfter(after);
  if (customer == 0) return 0;
  const PlanRecord record = entry->record;
  PlanFired fired{.at = emit.now(), .next_at = record.next_at, .plan = id, .round = record.round};
  if (HasPlaceForMade(tables)) {
    fired.ticket = Make(emit, id, customer);
    emit.Emit(fired);
    return customer;
  }
  fired.missed = 1;  // the round ends here: where there is no place for one there is none for the others
  emit.Emit(fired);
  return 0;
}

}  // namespace tidegate
