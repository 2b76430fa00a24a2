// PlanTable: the plans by which tickets come again and again, by number, and which of them comes next.
//
// Owned by the State; one thread. Numbers are never given again. At most kPlansMax, beyond which the decision refuses. O(log plans); a name
// is found by looking at all, which only their owners' commands do.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/check.h"
#include "core/model/plan.h"
#include "core/tables/image_tap.h"
#include "core/tables/records.h"

namespace tidegate {

struct PlanEntry {
  PlanRecord record;
  std::string bytes;  // EncodePlan
  Plan plan() const {
    const std::optional<Plan> decoded = DecodePlan(bytes);
    CHECK(decoded.has_value());
    return *decoded;
  }
};

class PlanTable {
 public:
  std::size_t size() const { return entries_.size(); }
  bool full() const { return entries_.size() >= kPlansMax; }
  // nullptr when there is none.
  const PlanEntry* Find(std::uint32_t plan) const {
    const auto found = entries_.find(plan);
    return found == entries_.end() ? nullptr : &found->second;
  }
  // 0 when none has this name.
  std::uint32_t Named(std::string_view name) const {
    for (const auto& [id, entry] : entries_) {
      if (entry.plan().texts.name == name) return id;
    }
    return 0;
  }
  // The next one behind a number; nullptr at the end.
  const PlanEntry* After(std::uint32_t plan) const {
    const auto found = entries_.upper_bound(plan);
    return found == entries_.end() ? nullptr : &found->second;
  }
  // Whose round comes first; kNever and 0 when there is none.
  Micros NextAt() const { return rounds_.empty() ? kNever : rounds_.begin()->first; }
  std::uint32_t Next() const { return rounds_.empty() ? 0 : rounds_.begin()->second; }

  // A new one, or another wording of one: what it has made stays with it.
  void Put(PlanEntry entry) {
    const std::uint32_t plan = entry.record.id;
    const auto found = entries_.find(plan);
    if (found == entries_.end()) {
      tap_.BeforeNew(plan);
      rounds_.insert({entry.record.next_at, plan});
      entries_.emplace(plan, std::move(entry));
      return;
    }
    tap_.BeforeChange(plan);
    rounds_.erase({found->second.record.next_at, plan});
    rounds_.insert({entry.record.next_at, plan});
    found->second = std::move(entry);
  }
  void Erase(std::uint32_t plan) {
    const auto found = entries_.find(plan);
    CHECK(found != entries_.end());
    tap_.BeforeChange(plan);
    rounds_.erase({found->second.record.next_at, plan});
    entries_.erase(found);
  }

  // For pictures, as ClockTable.
  const PlanEntry& At(std::uint32_t plan) const { return entries_.at(plan); }
  KeyTap<std::uint32_t>& tap() { return tap_; }
  std::optional<std::uint32_t> TakeForImage(std::uint32_t& looks) { return tap_.Take(entries_, looks); }

 private:
  std::map<std::uint32_t, PlanEntry> entries_;
  std::set<std::pair<Micros, std::uint32_t>> rounds_;  // derived
  KeyTap<std::uint32_t> tap_;
};

}  // namespace tidegate
