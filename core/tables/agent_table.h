// AgentTable: the declared agents by number and by name, what each has in hand, and who speaks for whom.
//
// Owned by the State; one thread. Numbers count from 1 and are never given again. Find O(1); sessions O(log agents); WorkOf gives slots of
// tickets in no order that may decide.
#pragma once

#include <cstdint>
#include <deque>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/check.h"
#include "core/tables/catalog.h"
#include "core/tables/image_tap.h"
#include "core/tables/records.h"

namespace tidegate {

inline constexpr std::uint32_t kAgentCapacityMax = 65'536;  // open tickets at once; people have 5, bots many

// Who works, though he may have no free place or be writing up his last ticket. Who is on a break, busy, offline or cut off is not there
// for new work, and nobody waits for him.
constexpr bool IsOnDuty(AgentStatus status) { return status == AgentStatus::kOnline || status == AgentStatus::kWrapUp; }

class AgentTable {
 public:
  explicit AgentTable(std::uint32_t agents_max) : names_(agents_max), tap_(agents_max) {}

  std::uint32_t size() const { return names_.size(); }
  bool Has(std::uint32_t agent) const { return agent >= 1 && agent <= names_.size(); }
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
  // Open tickets that count as load: offered and assigned (domain.md 7).
  std::uint32_t Units(std::uint32_t agent) const { return At(agent).offered + At(agent).assigned; }

  // The names in an agent's record. Of a new agent `texts.name` is his name for ever.
  AgentTexts Texts(std::uint32_t agent) const {
    const Entry& entry = entries_[agent - 1];
    return {.name = Name(agent), .team = entry.team, .shift = entry.shift, .tier_hours = entry.tier_hours};
  }
  void SetTexts(std::uint32_t agent, const AgentTexts& texts) {
    tap_.BeforeChange(agent - 1);
    Entry& entry = entries_[agent - 1];
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
  struct Entry {
    AgentRecord record;
    std::uint32_t profile = 0;
    std::uint32_t reserve_places = 0;
    std::string team;
    std::string shift;                // name of a calendar
    std::string tier_hours;           // the same
    std::vector<std::uint32_t> work;  // slots of tickets offered or assigned
  };

  Catalog names_;
  std::deque<Entry> entries_;  // [agent - 1]; a deque, so that growing moves nothing
  std::set<std::pair<std::uint64_t, std::uint32_t>> sessions_;
  SlotTap tap_;
};

}  // namespace tidegate
