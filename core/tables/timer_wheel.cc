#include "core/tables/timer_wheel.h"

#include <algorithm>
#include <bit>

#include "core/tables/four_heap.h"

namespace tidegate {

struct TimerWheel::ReadyHeap {
  TimerWheel& wheel;

  std::uint32_t size() const { return wheel.ready_size_; }
  const Ready& Get(std::uint32_t i) const { return wheel.ready_[i]; }
  void Put(std::uint32_t i, const Ready& ready) {
    wheel.ready_[i] = ready;
    wheel.nodes_[NodeOf(ready.owner)].next = i + 1;
  }
  void Shrink() { --wheel.ready_size_; }
  static bool Before(const Ready& a, const Ready& b) { return (a.due < b.due) | ((a.due == b.due) & (a.key < b.key)); }
  const Ready* Children(std::uint32_t first) const { return &wheel.ready_[first]; }
  static bool BeforeIn(const Ready* children, std::uint32_t a, std::uint32_t b) { return Before(children[a], children[b]); }
};

TimerWheel::TimerWheel(std::uint32_t capacity) : capacity_(capacity), nodes_(std::size_t{kFirstOwner} + capacity), ready_(capacity) {
  CHECK_LT(capacity, kNoSlot - kFirstOwner);
  for (std::uint32_t list = kPastList; list < kFirstOwner; ++list) nodes_[list] = {0, list, list};
}

void TimerWheel::Arm(std::uint32_t owner, Micros due) {
  CHECK_LT(owner, capacity_);
  Cancel(owner);
  if (due == kNever) return;
  const std::uint32_t node = NodeOf(owner);
  nodes_[node].due = due;
  Link(node);
  ++size_;
}

void TimerWheel::Cancel(std::uint32_t owner) {
  CHECK_LT(owner, capacity_);
  Node& node = nodes_[NodeOf(owner)];
  if (node.next == 0) return;
  if (node.prev == 0) {
    const std::uint32_t position = node.next - 1;
    ReadyHeap ready{*this};
    heap::RemoveAt(ready, position);
    node.next = 0;
  } else {
    Unlink(NodeOf(owner));
  }
  --size_;
}

void TimerWheel::Link(std::uint32_t node) {
  const Micros due = nodes_[node].due;
  const Tick tick = TickOf(due);
  std::uint32_t list = kPastList;
  if (tick >= frontier_) {
    const Tick differs = tick ^ frontier_;
    const int level = differs == 0 ? 0 : (63 - std::countl_zero(differs)) / kWheelLevelBits;
    const std::uint32_t slot = tick >> (level * kWheelLevelBits) & (kWheelWidth - 1);
    list = ListOf(level, slot);
    occupied_[level][slot / 64] |= std::uint64_t{1} << (slot % 64);
  } else {
    past_from_ = ListIsEmpty(kPastList) ? due : std::min(past_from_, due);
  }
  const std::uint32_t last = nodes_[list].prev;
  nodes_[node].next = list;
  nodes_[node].prev = last;
  nodes_[last].next = node;
  nodes_[list].prev = node;
}

void TimerWheel::Unlink(std::uint32_t node) {
  const std::uint32_t next = nodes_[node].next;
  const std::uint32_t prev = nodes_[node].prev;
  nodes_[prev].next = next;
  nodes_[next].prev = prev;
  nodes_[node].next = 0;
  nodes_[node].prev = 0;
  if (next == prev && next >= kFirstList && next < kFirstOwner) {  // only the head is left
    const std::uint32_t slot = (next - kFirstList) % kWheelWidth;
    occupied_[(next - kFirstList) / kWheelWidth][slot / 64] &= ~(std::uint64_t{1} << (slot % 64));
  }
}

TimerWheel::Occupied TimerWheel::NextOccupied() const {
  if (cascading_ != 0) return {frontier_, cascading_};
  // Lists of a lower level all begin before those of a higher one, which lie outside the frontier's own slot there.
  for (int level = 0; level < kWheelLevels; ++level) {
    const std::uint32_t from = FrontierSlot(level) + (level == 0 ? 0 : 1);
    for (std::uint32_t at = from / 64; at < kWheelWidth / 64; ++at) {
      std::uint64_t word = occupied_[level][at];
      if (at == from / 64) word &= ~std::uint64_t{0} << (from % 64);
      if (word == 0) continue;
      const Tick slot = at * 64 + static_cast<Tick>(std::countr_zero(word));
      const int above = (level + 1) * kWheelLevelBits;
      return {(frontier_ >> above << above) | slot << (level * kWheelLevelBits), level};
    }
  }
  return {kNoTick, 0};
}

void TimerWheel::AdvanceFrontier(Tick horizon) {
  const Occupied next = NextOccupied();
  frontier_ = std::min(next.start, horizon + 1);
  if (frontier_ == next.start) cascading_ = next.level;
}

std::uint32_t TimerWheel::TakeNear(Tick horizon, std::uint32_t& moves) {
  if (frontier_ == kNoTick) frontier_ = horizon;
  while (moves > 0) {
    std::uint32_t list = kPastList;
    if (ListIsEmpty(kPastList)) {
      if (frontier_ > horizon) return kNoSlot;
      list = ListOf(cascading_, FrontierSlot(cascading_));
      if (ListIsEmpty(list)) {
        if (cascading_ != 0) {
          cascading_ = 0;
        } else {
          AdvanceFrontier(horizon);
        }
        continue;
      }
    }
    --moves;
    ++moves_total_;
    const std::uint32_t node = nodes_[list].next;
    __builtin_prefetch(&nodes_[nodes_[node].next]);
    Unlink(node);
    const bool near = list == kPastList ? TickOf(nodes_[node].due) < frontier_ : cascading_ == 0;
    if (near) return node - kFirstOwner;
    Link(node);
  }
  return kNoSlot;
}

void TimerWheel::PushReady(std::uint32_t owner, std::uint64_t key) {
  const Ready ready{nodes_[NodeOf(owner)].due, key, owner};
  ReadyHeap array{*this};
  heap::SiftUp(array, ready_size_++, ready);
}

std::uint32_t TimerWheel::PopReady(Micros now) {
  if (ready_size_ == 0 || !ListIsEmpty(kPastList)) return kNoSlot;
  const Ready& first = ready_[0];
  if (first.due > now || TickOf(first.due) >= frontier_) return kNoSlot;
  const std::uint32_t owner = first.owner;
  Cancel(owner);
  return owner;
}

Micros TimerWheel::NextAt() const {
  Micros at = ListIsEmpty(kPastList) ? kNever : past_from_;
  if (ready_size_ != 0) at = std::min(at, ready_[0].due);
  const Occupied next = NextOccupied();
  if (next.start != kNoTick) at = std::min(at, (static_cast<Micros>(next.start) - static_cast<Micros>(kLeadTicks)) * kWheelTick);
  return at;
}

}  // namespace tidegate
