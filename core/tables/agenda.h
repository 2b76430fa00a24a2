// Agenda: work on many tickets, waiting to be done in bounded steps; part of the state.
//
// Owned by the State; one thread. Entries are taken in the order of their numbers. Each (kind, subject) stands at most once, so the size is
// bounded by the subjects there are. Queue, Advance and Finish are O(log entries). Numbers are never given again.
#pragma once

#include <cstdint>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

#include "core/base/check.h"
#include "core/model/names.h"
#include "core/tables/image_tap.h"

namespace tidegate {

// X(enumerator, number, english, chinese)
#define TIDEGATE_AGENDA_KINDS(X)                       \
  X(kFillAgent, 1, "fill-agent", "给客服派单")         \
  X(kReleaseAgent, 2, "release-agent", "收回客服工单") \
  X(kDropSession, 3, "drop-session", "会话断开")       \
  X(kGraceAgents, 4, "grace-agents", "重启宽限")       \
  X(kAskDecliners, 5, "ask-decliners", "重问拒绝者")   \
  X(kFillReserve, 6, "fill-reserve", "预留名额放开")   \
  X(kClearGroups, 7, "clear-groups", "解除满载")       \
  X(kFillAll, 8, "fill-all", "给所有客服派单")         \
  X(kMoveTickets, 10, "move-tickets", "更新工单时限")  \
  X(kPlanRound, 11, "plan-round", "计划派生工单")      \
  X(kFreeKept, 12, "free-kept", "不再为其保留")

#define TIDEGATE_ENUM_ENTRY(name, number, english, chinese) name = number,
enum class AgendaKind : std::uint8_t { kNone = 0, TIDEGATE_AGENDA_KINDS(TIDEGATE_ENUM_ENTRY) };
#undef TIDEGATE_ENUM_ENTRY

template <>
struct NameTable<AgendaKind> {
#define TIDEGATE_NAME_ROW(name, number, english, chinese) Name{number, english, chinese},
  static constexpr auto kRows = std::to_array<Name>({TIDEGATE_AGENDA_KINDS(TIDEGATE_NAME_ROW)});
#undef TIDEGATE_NAME_ROW
};

struct AgendaEntry {
  std::uint64_t item = 0;
  std::uint64_t subject = 0;  // agent or session, by kind
  std::uint64_t cursor = 0;   // where the next step begins
  std::uint32_t moved = 0;    // tickets or agents touched so far
  AgendaKind kind = AgendaKind::kNone;
};

class Agenda {
 public:
  bool empty() const { return entries_.empty(); }
  std::size_t size() const { return entries_.size(); }
  std::uint64_t next_item() const { return last_item_ + 1; }
  std::uint64_t last_item() const { return last_item_; }
  bool Contains(AgendaKind kind, std::uint64_t subject) const { return subjects_.contains({kind, subject}); }
  // nullptr when it does not stand there.
  const AgendaEntry* Find(AgendaKind kind, std::uint64_t subject) const {
    const auto found = subjects_.find({kind, subject});
    return found == subjects_.end() ? nullptr : &entries_.at(found->second);
  }

  void Queue(const AgendaEntry& entry) {
    CHECK_GT(entry.item, last_item_);
    CHECK((subjects_.insert({{entry.kind, entry.subject}, entry.item}).second));
    last_item_ = entry.item;
    tap_.BeforeNew(entry.item);
    entries_.emplace(entry.item, entry);
  }
  // The next to be worked on: the first, but moving tickets to other rules, which may take seconds, lets everything else go before.
  const AgendaEntry& Front() const {
    const auto first = entries_.begin();
    const bool waits = first->second.kind == AgendaKind::kMoveTickets && entries_.size() > 1;
    return waits ? std::next(first)->second : first->second;  // it stands there at most once
  }
  void Advance(std::uint64_t item, std::uint64_t cursor, std::uint32_t moved) {
    tap_.BeforeChange(item);
    AgendaEntry& entry = entries_.at(item);
    entry.cursor = cursor;
    entry.moved = moved;
  }
  void Finish(std::uint64_t item) {
    const auto found = entries_.find(item);
    CHECK(found != entries_.end());
    tap_.BeforeChange(item);
    subjects_.erase({found->second.kind, found->second.subject});
    entries_.erase(found);
  }
  template <class Visitor>
  void ForEach(Visitor&& visit) const {
    for (const auto& [item, entry] : entries_) visit(entry);
  }

  // For pictures: At of an item that is there, and the next one still to be copied.
  const AgendaEntry& At(std::uint64_t item) const { return entries_.at(item); }
  KeyTap<std::uint64_t>& tap() { return tap_; }
  std::optional<std::uint64_t> TakeForImage(std::uint32_t& looks) { return tap_.Take(entries_, looks); }
  // From a picture, in any order. False when the item or its subject is there already, or lies behind the last.
  bool Restore(const AgendaEntry& entry) {
    return entry.item <= last_item_ && subjects_.insert({{entry.kind, entry.subject}, entry.item}).second &&
           entries_.emplace(entry.item, entry).second;
  }
  void RestoreLastItem(std::uint64_t item) { last_item_ = item; }

 private:
  std::map<std::uint64_t, AgendaEntry> entries_;
  std::map<std::pair<AgendaKind, std::uint64_t>, std::uint64_t> subjects_;  // to the entry's item
  std::uint64_t last_item_ = 0;
  KeyTap<std::uint64_t> tap_;
};

}  // namespace tidegate
