#include "core/engine/duty.h"

#include <algorithm>
#include <string_view>

#include "core/engine/deadlines.h"
#include "core/engine/dispatcher.h"
#include "core/engine/lifecycle.h"
#include "core/engine/places.h"
#include "core/engine/saturation.h"

namespace tidegate {
namespace {

// Whose exclusive hours wait for a place among the profiles looks again so often: the places are freed by other agents' changes.
constexpr Micros kHoursWaitAgain = kMinute;

// The calendar of that name, if it ever closes.
const Calendar* HoursOf(const Tables& tables, std::string_view name) {
  const Calendar* calendar = name.empty() ? nullptr : tables.rules->FindCalendar(name);
  return calendar == nullptr || calendar->always() ? nullptr : calendar;
}

std::uint8_t TiersOf(const AgentRecord& record, std::uint8_t flags) {
  return (flags & kInTierHours) != 0 ? record.terms.hours_tiers : record.own_customer_tiers;
}

// Whether the profile that the agent has from now on finds a place; his own counts when nobody shares it.
bool ProfileFits(const Tables& tables, std::uint32_t agent, std::uint8_t customer_tiers) {
  const std::uint32_t place = tables.agents.profile(agent);
  Profile profile = tables.signatures.ProfileAt(place).profile;
  if (profile.customer_tiers == customer_tiers || tables.signatures.StaffOf(place).agents == 1) return true;
  profile.customer_tiers = customer_tiers;
  return tables.signatures.ProfileFits(profile);
}

}  // namespace

Duty DutyAt(const Tables& tables, std::uint32_t agent, Micros now) {
  Duty duty;
  const auto turns = [&](std::uint8_t flag, Micros at) {
    duty.flags |= flag;
    duty.next_at = std::min(duty.next_at, at);
  };
  const AgentTexts texts = tables.agents.Texts(agent);
  if (const Calendar* shift = HoursOf(tables, texts.shift); shift != nullptr) {
    const Micros ends = shift->NextClose(now);
    const Micros last = ends == kNever ? kNever : ends - tables.rules->rules().matching.shift_end;
    if (ends == now) {
      turns(kOffShift, shift->NextOpen(now));
    } else {
      now < last ? turns(0, last) : turns(kShiftEnding, ends);
    }
  }
  if (texts.tier_hours.empty()) return duty;
  const Calendar* hours = tables.rules->FindCalendar(texts.tier_hours);
  if (hours == nullptr) return duty;
  hours->IsOpen(now) ? turns(kInTierHours, hours->NextClose(now)) : turns(0, hours->NextOpen(now));
  return duty;
}

Micros NextShiftAt(const Tables& tables, std::uint32_t agent, Micros now) {
  const Calendar* shift = HoursOf(tables, tables.agents.Texts(agent).shift);
  if (shift == nullptr) return kNever;
  const Micros ends = shift->NextClose(now);
  return ends == kNever ? kNever : shift->NextOpen(ends);
}

Ramp BeginRamp(const Tables& tables, const AgentRecord& agent, Micros now) {
  const Micros ramp_up = tables.rules->rules().ramp_up;
  if (ramp_up <= 0 || agent.capacity <= 1 || IsBot(tables, agent.id)) return {.open = agent.capacity};
  return {.open = 1, .next_at = now + ramp_up / agent.capacity};
}

void TurnDuty(Emitter& emit, std::uint32_t agent) {
  const Tables& tables = emit.tables();
  const AgentRecord before = tables.agents.At(agent);
  Duty duty = DutyAt(tables, agent, emit.now());
  const std::uint32_t profile_before = tables.agents.profile(agent);
  std::uint8_t tiers = TiersOf(before, duty.flags);
  if (!ProfileFits(tables, agent, tiers)) {
    tiers = tables.signatures.ProfileAt(profile_before).profile.customer_tiers;
    duty.flags |= kHoursWait;
    duty.next_at = std::min(duty.next_at, emit.now() + kHoursWaitAgain);
  }
  if (duty.flags == before.duty && duty.next_at == before.duty_next_at) return;
  // Not by the profile's number: one that nobody else had may get the number of the one before.
  const bool serves_others = tiers != tables.signatures.ProfileAt(profile_before).profile.customer_tiers;
  const bool begins = (before.duty & kOffShift) != 0 && (duty.flags & kOffShift) == 0;
  const bool ends = (before.duty & kOffShift) == 0 && (duty.flags & kOffShift) != 0;
  const bool ramps = begins && before.status != static_cast<std::uint8_t>(AgentStatus::kOffline);  // who signs in later has his own then
  const Ramp ramp = ramps ? BeginRamp(tables, before, emit.now()) : Ramp{before.open_capacity, before.ramp_next_at};
  emit.Emit(DutyTurned{.at = emit.now(),
                       .next_at = duty.next_at,
                       .ramp_next_at = ramp.next_at,
                       .agent = agent,
                       .open_capacity = ramp.open,
                       .duty = duty.flags,
                       .customer_tiers = tiers});
  const AgentRecord& after = tables.agents.At(agent);
  if (ends || (duty.flags & kShiftEnding) != 0) FreeKept(emit, agent);
  if (IsAtWork(after) && !IsAtWork(before)) WatchAgain(emit, agent);
  // What he could take before may be only for decliners now.
  if (IsOnDuty(before) && (!IsOnDuty(after) || serves_others)) AskDecliners(emit, profile_before);
  if (IsOnDuty(before) && !IsOnDuty(after)) NoteGroups(emit, tables.agents.profile(agent));
  // Under another record or other calendars, what he left behind may not wait for him any more.
  const bool anew = before.duty_next_at == kDutyUnknown && before.terms.shift_bytes != 0 && !IsAtWork(after);
  if ((ends || anew) && !tables.agents.WorkOf(agent).empty()) QueueAgenda(emit, AgendaKind::kReleaseAgent, agent);
  FillAgent(emit, agent);
}

Micros NextDueOf(const Tables& tables, std::uint32_t slot) {
  Micros next = kNever;
  for (int i = 0; i < kClockCount; ++i) {
    const auto clock = static_cast<Clock>(i);
    const ClockState state = StateOf(tables, slot, clock);
    if (state == ClockState::kRunning || state == ClockState::kOverdue) next = std::min(next, ClockOf(tables, slot, clock).due);
  }
  return next;
}

bool CannotWaitForOwner(const Tables& tables, std::uint32_t slot, Micros now) {
  const WorkRecord* work = tables.tickets.Work(slot);
  if (work == nullptr || !IsWithAgent(static_cast<Status>(tables.tickets.At(slot).status))) return false;
  const AgentRecord& owner = tables.agents.At(work->agent);
  if (owner.status != static_cast<std::uint8_t>(AgentStatus::kOffline) && (owner.duty & kOffShift) == 0) return false;
  const Micros back = NextShiftAt(tables, work->agent, now);
  const Micros due = NextDueOf(tables, slot);
  return back == kNever ? due <= now : due < back;
}

void GiveToTeam(Emitter& emit, std::uint32_t slot) {
  const Tables& tables = emit.tables();
  const AlertPush alert{
      .ticket = tables.tickets.At(slot).id, .at = emit.now(), .agent = tables.tickets.Work(slot)->agent, .kind = AlertKind::kMovedToTeam};
  ReturnTicket(emit, slot, {.reason = ReturnReason::kOwnerAway});
  emit.Tell(alert);
}

void LookAfterOwner(Emitter& emit, std::uint32_t slot) {
  if (CannotWaitForOwner(emit.tables(), slot, emit.now())) GiveToTeam(emit, slot);
}

}  // namespace tidegate
