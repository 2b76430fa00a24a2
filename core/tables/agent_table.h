// AgentTable: the declared agents by number and by name, what each has in hand, and who speaks for whom.
//
// Owned by the State; one thread. Numbers count from 1 and are never given again. Find O(1); sessions O(log agents); WorkOf gives slots of
// tickets in no order that may decide.
#pragma once

#include <cstdint>
#include <deque>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/check.h"
#include "core/tables/catalog.h"
#include "core/tables/image_tap.h"
#include "core/tables/records.h"
#include "core/tables/signature_table.h"

namespace tidegate {

inline constexpr std::uint32_t kAgentCapacityMax = 65'536;  // open tickets at once; people have 5, bots many

// Who works, though he may have no free place or be writing up his last ticket. Who is on a break, busy, offline or cut off is not there
// for new work, and nobody waits for him.
constexpr bool IsOnDuty(AgentStatus status) { return status == AgentStatus::kOnline || status == AgentStatus::kWrapUp; }

// The same with his hours: who is off shift, or in its last minutes, is not there for new work either.
constexpr Presence PresenceOf(AgentStatus status, std::uint8_t duty) {
  if ((duty & kRetired) != 0) return Presence::kRetired;
  if (!IsOnDuty(status)) return Presence::kAway;
  if (!TakesNewWork(duty)) return Presence::kOffShift;
  return status == AgentStatus::kOnline ? Presence::kOnline : Presence::kWrapUp;
}
inline bool IsOnDuty(const AgentRecord& agent) { return IsOnDuty(static_cast<AgentStatus>(agent.status)) && TakesNewWork(agent.duty); }

// Who is there for the work that he has: signed in, and in his shift to its very end.
inline bool IsAtWork(const AgentRecord& agent) {
  const auto status = static_cast<AgentStatus>(agent.status);
  return status != AgentStatus::kOffline && status != AgentStatus::kDisconnected && (agent.duty & kOffShift) == 0;
}

class AgentTable {
 public:
  explicit AgentTable(std::uint32_t agents_max) : names_(agents_max), tap_(agents_max) {}

  std::uint32_t size() const { return names_.size(); }
  bool Has(std::uint32_t agent) const { return agent >= 1 && agent <= names_.size(); }
  // Whether his record was taken back; nobody (0) is not retired.
  bool IsRetired(std::uint32_t agent) const { return agent != 0 && (At(agent).duty & kRetired) != 0; }
  // 0 = nobody of that name.
  std::uint32_t Find(std::string_view name) const { return names_.Find(name); }
  std::string_view Name(std::uint32_t agent) const { return names_.Name(agent); }
  const AgentRecord& At(std::uint32_t agent) const { return entries_[agent - 1].record; }
  AgentRecord& At(std::uint32_t agent) {
    tap_.BeforeChange(agent - 1);
    return entries_[agent - 1].record;
  }
  std::uint32_t profile(std::uint32_t agent) const { return entries_[agent - 1].profile; }
  // Before the agent's profile changes: a picture under way may need the old one while it is still there.
  void BeforeProfileChange(std::uint32_t agent) { tap_.BeforeChange(agent - 1); }
  void SetProfile(std::uint32_t agent, std::uint32_t profile) {
    BeforeProfileChange(agent);
    entries_[agent - 1].profile = profile;
  }
  // The load of an agent: what his offered and assigned tickets weigh together, in kPlaceUnits-ths of a place (domain.md 7). Derived.
  std::uint32_t Units(std::uint32_t agent) const { return entries_[agent - 1].units; }
  void AddUnits(std::uint32_t agent, std::uint32_t units) { entries_[agent - 1].units += units; }
  void TakeUnits(std::uint32_t agent, std::uint32_t units) {
    CHECK_GE(entries_[agent - 1].units, units);
    entries_[agent - 1].units -= units;
  }

  // Of the channels for which he has a room of its own: how many of their tickets he has. Derived; the State counts.
  void SetRooms(std::uint32_t agent, std::span<const ChannelRoom> rooms) {
    entries_[agent - 1].rooms.clear();
    for (const ChannelRoom& room : rooms) entries_[agent - 1].rooms.push_back({room, 0});
  }
  // Nothing happens when the channel has no room of its own. `difference`: 1, or less one.
  void CountRoom(std::uint32_t agent, std::uint8_t channel, std::uint32_t difference) {
    for (RoomUse& use : entries_[agent - 1].rooms) {
      if (use.room.channel == channel) use.taken += difference;
    }
  }
  // Whether the room of a channel takes another ticket; a channel without one does.
  bool HasRoom(std::uint32_t agent, std::uint8_t channel) const {
    for (const RoomUse& use : entries_[agent - 1].rooms) {
      if (use.room.channel == channel) return use.taken < use.room.tickets_max;
    }
    return true;
  }
  bool HasRooms(std::uint32_t agent) const { return !entries_[agent - 1].rooms.empty(); }

  // How many agents' records name a shift or exclusive hours.
  std::uint32_t timed() const { return timed_; }

  // The names in an agent's record. Of a new agent `texts.name` is his name for ever.
  AgentTexts Texts(std::uint32_t agent) const {
    const Entry& entry = entries_[agent - 1];
    return {.name = Name(agent), .team = entry.team, .shift = entry.shift, .tier_hours = entry.tier_hours};
  }
  void SetTexts(std::uint32_t agent, const AgentTexts& texts) {
    tap_.BeforeChange(agent - 1);
    Entry& entry = entries_[agent - 1];
    timed_ -= entry.shift.empty() && entry.tier_hours.empty() ? 0 : 1;
    timed_ += texts.shift.empty() && texts.tier_hours.empty() ? 0 : 1;
    entry.team = texts.team;
    entry.shift = texts.shift;
    entry.tier_hours = texts.tier_hours;
  }

  void Add(std::uint32_t agent, const AgentTexts& texts, std::uint32_t profile) {
    CHECK_EQ(names_.Add(texts.name), agent);
    entries_.emplace_back();
    entries_.back().record.id = agent;
    entries_.back().record.until = kNever;
    entries_.back().record.ramp_next_at = kNever;
    entries_.back().record.duty_next_at = kNever;
    entries_.back().profile = profile;
    SetTexts(agent, texts);
  }

  // Free places of his that count towards the reserve; derived, the State keeps it.
  std::uint32_t reserve_places(std::uint32_t agent) const { return entries_[agent - 1].reserve_places; }
  void SetReservePlaces(std::uint32_t agent, std::uint32_t places) { entries_[agent - 1].reserve_places = places; }

  const std::vector<std::uint32_t>& WorkOf(std::uint32_t agent) const { return entries_[agent - 1].work; }
  void AddWork(std::uint32_t agent, std::uint32_t slot) { entries_[agent - 1].work.push_back(slot); }
  // O(open tickets of the agent): five for a person; bots pay a scan of 4 bytes a ticket.
  void RemoveWork(std::uint32_t agent, std::uint32_t slot) {
    std::vector<std::uint32_t>& work = entries_[agent - 1].work;
    for (std::uint32_t& held : work) {
      if (held != slot) continue;
      held = work.back();
      work.pop_back();
      return;
    }
    CHECK(false);
  }

  // The session that speaks for the agent; 0 = nobody.
  void SetSession(std::uint32_t agent, std::uint64_t session) {
    AgentRecord& record = At(agent);
    if (record.session != 0) sessions_.erase({record.session, agent});
    record.session = session;
    if (session != 0) sessions_.insert({session, agent});
  }
  // The agent with the lowest number for whom the session speaks; 0 = none.
  std::uint32_t FirstOfSession(std::uint64_t session) const {
    const auto found = sessions_.lower_bound({session, 0});
    return found == sessions_.end() || found->first != session ? 0 : found->second;
  }

  // Pictures copy agents by place: agent - 1.
  SlotTap& tap() { return tap_; }
  // From a picture, in the order of numbers; the session is taken from the record.
  void Restore(const AgentRecord& record, const AgentTexts& texts, std::uint32_t profile) {
    Add(record.id, texts, profile);
    At(record.id) = record;
    if (record.session != 0) sessions_.insert({record.session, record.id});
  }

 private:
  struct RoomUse {
    ChannelRoom room;
    std::uint32_t taken = 0;
  };
  struct Entry {
    AgentRecord record;
    std::uint32_t profile = 0;
    std::uint32_t reserve_places = 0;
    std::uint32_t units = 0;
    std::vector<RoomUse> rooms;
    std::string team;
    std::string shift;                // name of a calendar
    std::string tier_hours;           // the same
    std::vector<std::uint32_t> work;  // slots of tickets offered or assigned
  };

  Catalog names_;
  std::deque<Entry> entries_;  // [agent - 1]; a deque, so that growing moves nothing
  std::set<std::pair<std::uint64_t, std::uint32_t>> sessions_;
  std::uint32_t timed_ = 0;
  SlotTap tap_;
};

}  // namespace tidegate
