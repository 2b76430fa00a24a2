#include "core/engine/saturation.h"

#include "core/engine/dispatcher.h"
#include "core/engine/places.h"

namespace tidegate {
namespace {

constexpr std::uint32_t kGroupsLookedAtMax = 64;   // each a walk over the profiles of the group
constexpr std::uint32_t kGroupsWalkedMax = 1'024;  // a look whether anything of a group waits costs 20 ns

struct Numbers {
  std::uint32_t waiting = 0;
  std::uint32_t on_duty = 0;
  std::uint32_t available = 0;
};

Numbers NumbersOf(const Tables& tables, std::uint32_t signature) {
  Numbers numbers;
  const Bitset& profiles = tables.signatures.At(signature).profiles;
  const std::uint8_t channel = tables.signatures.At(signature).requirement.channel;
  for (std::uint32_t p = profiles.FindNext(0); p != kNoBit; p = profiles.FindNext(p + 1)) {
    numbers.on_duty += tables.signatures.StaffOf(p).on_duty;
    numbers.available += CountFree(tables, p, channel);
  }
  for (int level = 1; level <= kLevelCount; ++level) numbers.waiting += tables.pool.Waiting(signature, static_cast<Level>(level));
  return numbers;
}

void TellOfGroup(Emitter& emit, std::uint32_t signature, std::uint64_t ticket, const Numbers& numbers, AlertKind kind) {
  emit.Emit(SaturationNoted{.at = emit.now(),
                            .subject = signature,
                            .waiting = numbers.waiting,
                            .agents = numbers.on_duty,
                            .kind = static_cast<std::uint8_t>(SaturationOf::kGroup),
                            .full = kind == AlertKind::kGroupSaturated ? std::uint8_t{1} : std::uint8_t{0}});
  emit.Tell(AlertPush{
      .ticket = ticket, .at = emit.now(), .kind = kind, .signature = signature, .waiting = numbers.waiting, .agents = numbers.on_duty});
}

}  // namespace

void NoteLoad(Emitter& emit, std::uint32_t agent) {
  const Tables& tables = emit.tables();
  const AgentRecord& record = tables.agents.At(agent);
  const bool full = tables.agents.Units(agent) + kPlaceUnits > record.capacity * kPlaceUnits;
  const bool tells = tables.rules->rules().matching.saturation_alerts;
  if (full != (record.full_since_s != 0) && (tells || !full)) {
    emit.Emit(SaturationNoted{.at = emit.now(),
                              .subject = agent,
                              .agents = 1,
                              .kind = static_cast<std::uint8_t>(SaturationOf::kAgent),
                              .full = full ? std::uint8_t{1} : std::uint8_t{0}});
    if (full) emit.Tell(AlertPush{.at = emit.now(), .agent = agent, .kind = AlertKind::kAgentSaturated});
  }
  if (!HasAnyPlace(tables, agent)) {
    NoteGroups(emit, tables.agents.profile(agent));
    return;
  }
  if (tables.signatures.saturated_count() == 0) return;
  bool clears = false;
  ForEachCommon(tables.signatures.saturated(), tables.signatures.ProfileAt(tables.agents.profile(agent)).signatures,
                [&](std::uint32_t) { clears = true; });
  if (clears) QueueAgenda(emit, AgendaKind::kClearGroups, 0);
}

void NoteGroups(Emitter& emit, std::uint32_t profile) {
  const Tables& tables = emit.tables();
  if (!tables.rules->rules().matching.saturation_alerts || tables.pool.size() == 0 || !tables.signatures.profile_live(profile)) return;
  const Bitset& groups = tables.signatures.ProfileAt(profile).signatures;
  std::uint32_t walked = 0;
  std::uint32_t looked_at = 0;
  for (std::uint32_t s = groups.FindNext(0); s != kNoBit; s = groups.FindNext(s + 1)) {
    if (++walked > kGroupsWalkedMax || looked_at == kGroupsLookedAtMax) return;
    if (tables.signatures.At(s).saturated_since != 0) continue;
    std::uint32_t first = kNoSlot;
    for (int level = 1; level <= kLevelCount && first == kNoSlot; ++level) first = tables.pool.First(s, static_cast<Level>(level));
    if (first == kNoSlot) continue;
    ++looked_at;
    NoteNobodyFree(emit, first);
  }
}

void NoteNobodyFree(Emitter& emit, std::uint32_t slot) {
  const Tables& tables = emit.tables();
  const std::uint32_t signature = tables.tickets.signature(slot);
  if (signature == kNoSignature || !tables.rules->rules().matching.saturation_alerts ||
      tables.signatures.At(signature).saturated_since != 0)
    return;
  const Numbers numbers = NumbersOf(tables, signature);
  if (numbers.on_duty == 0 || numbers.available != 0) return;
  TellOfGroup(emit, signature, tables.tickets.At(slot).id, numbers, AlertKind::kGroupSaturated);
}

std::uint32_t ClearOneGroup(Emitter& emit, std::uint32_t cursor) {
  const Tables& tables = emit.tables();
  const Bitset& saturated = tables.signatures.saturated();
  std::uint32_t looked_at = 0;
  for (std::uint32_t s = saturated.FindNext(cursor); s != kNoBit; s = saturated.FindNext(s + 1)) {
    if (++looked_at > kGroupsLookedAtMax) return s;
    const Numbers numbers = NumbersOf(tables, s);
    if (numbers.available == 0) continue;
    TellOfGroup(emit, s, 0, numbers, AlertKind::kGroupCleared);
    return s + 1;
  }
  return 0;
}

}  // namespace tidegate
