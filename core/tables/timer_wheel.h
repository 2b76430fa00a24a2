// TimerWheel: for every owner at most one instant at which it wants to be called, handed out in order when due.
//
// One owner (the engine), no locking. Owners are places in a table, 0 .. capacity - 1, and decide nothing: timers come out by (due, key),
// where the key is the caller's (the ticket's id), no two alike - the same order whatever the history of the wheel, so recovery may rebuild
// it from fields. A timer is never early; it comes with the first Expire at or after its due, unless `limit` or the bound on moves is used
// up: then NextAt() is in the past and the next call goes on.
//
// How: 7 levels of 256 lists by tick (1 ms), lists emptied towards lower levels as the frontier passes, empty stretches skipped by bitmap.
// What is due within kWheelLead is gathered ahead of time into a heap that knows the order inside a tick. Cascading and gathering are moves
// of one timer each; an Expire makes at most kWheelMovesMax of them, so that a million timers in one bucket cost many short calls and no
// long one (11-18 ms at 1 M otherwise: design.md 6), and are usually done with before they are due.
//
// Cost: Arm and Cancel O(1), O(log gathered) for what is already gathered; 16 bytes an owner, 24 more while it is among the gathered.
// Not here: reading time, calling back, owning tickets. Times come in, owners go out.
#pragma once

#include <array>
#include <cstdint>
#include <limits>

#include "core/base/check.h"
#include "core/base/time.h"
#include "core/tables/slot.h"
#include "core/tables/untouched_array.h"

namespace tidegate {

inline constexpr Micros kWheelTick = kMillisecond;
inline constexpr int kWheelLevelBits = 8;
inline constexpr int kWheelLevels = 7;
inline constexpr std::uint32_t kWheelWidth = 1u << kWheelLevelBits;
// Every instant of Micros has a place.
static_assert(std::numeric_limits<Micros>::max() / kWheelTick < (Micros{1} << (kWheelLevels * kWheelLevelBits)));

inline constexpr std::uint32_t kWheelMovesMax = 1'024;  // Expire at 1 M in one instant: 0.24 to 0.46 ms in the longest call: core_bench
// A crowd of 10 M in one bucket is moved once in about this time: gathering begins so early, and goes up to twice as far, so that quiet
// times wake for it at most once in kWheelLead.
inline constexpr Micros kWheelLead = 2 * kSecond;

class TimerWheel {
 public:
  // Reserves address space for `capacity` owners; touches what is used.
  explicit TimerWheel(std::uint32_t capacity);

  // From now on the owner's timer is due at `due`, whatever it was before. The past is allowed: it comes with the next Expire.
  // kNever = Cancel. While a timer is armed, its owner's key must not change.
  void Arm(std::uint32_t owner, Micros due);
  // Nothing happens when it is not armed.
  void Cancel(std::uint32_t owner);
  bool armed(std::uint32_t owner) const { return nodes_[NodeOf(owner)].next != 0; }
  // kNever when not armed.
  Micros due(std::uint32_t owner) const { return armed(owner) ? nodes_[NodeOf(owner)].due : kNever; }
  std::uint32_t size() const { return size_; }

  // Calls sink(owner) for up to `limit` owners whose due <= now, earliest first, equals by order(owner) -> uint64. An owner is no longer
  // armed when its sink is called, and the sink may arm and cancel anything. `now` must not go back. Returns how many were handed out.
  template <class Order, class Sink>
  std::uint32_t Expire(Micros now, std::uint32_t limit, Order&& order, Sink&& sink);

  // Does all moves that the next Expire(now) would want, without bound: for recovery, before anybody waits.
  template <class Order>
  void Prepare(Micros now, Order&& order);

  // A lower bound of the instant at which Expire has something to do: never after the earliest due; at or before `now` when the last call
  // left something undone; kNever when empty. Wakes at most once a level and kWheelLead without handing anything out.
  Micros NextAt() const;

  // Moves made since construction, for metrics and for the test of the bound.
  std::uint64_t moves_total() const { return moves_total_; }

 private:
  using Tick = std::uint64_t;

  // An owner's timer, or the head of a list (heads have the lower numbers). Neither armed: next 0. In a list: its neighbours.
  // Gathered: prev 0, next = place in ready_ + 1.
  struct Node {
    Micros due;
    std::uint32_t next;
    std::uint32_t prev;
  };
  static_assert(sizeof(Node) == 16);

  struct Ready {
    Micros due;
    std::uint64_t key;
    std::uint32_t owner;
  };
  // The ready heap, as four_heap.h wants it.
  struct ReadyHeap;

  // Where the lists that are not empty begin.
  struct Occupied {
    Tick start;
    int level;
  };

  static constexpr Tick kNoTick = std::numeric_limits<Tick>::max();
  static constexpr std::uint32_t kPastList = 1;  // armed behind the frontier, or before there was one; list 0 would be "not armed"
  static constexpr std::uint32_t kFirstList = 2;
  static constexpr std::uint32_t kFirstOwner = kFirstList + kWheelLevels * kWheelWidth;
  static constexpr Tick kLeadTicks = kWheelLead / kWheelTick;

  static std::uint32_t NodeOf(std::uint32_t owner) { return kFirstOwner + owner; }
  static Tick TickOf(Micros at) { return at <= 0 ? 0 : static_cast<Tick>(at / kWheelTick); }
  static Tick HorizonOf(Micros now) { return TickOf(now) + 2 * kLeadTicks; }
  std::uint32_t FrontierSlot(int level) const { return frontier_ >> (level * kWheelLevelBits) & (kWheelWidth - 1); }
  static std::uint32_t ListOf(int level, std::uint32_t slot) { return kFirstList + level * kWheelWidth + slot; }
  bool ListIsEmpty(std::uint32_t list) const { return nodes_[list].next == list; }

  void Link(std::uint32_t node);
  void Unlink(std::uint32_t node);
  Occupied NextOccupied() const;
  void AdvanceFrontier(Tick horizon);
  // Moves timers up to the horizon until one has to be put among the ready: returns its owner. kNoSlot: nothing left, or no moves left.
  std::uint32_t TakeNear(Tick horizon, std::uint32_t& moves);
  template <class Order>
  void Gather(Tick horizon, std::uint32_t& moves, Order&& order);
  void PushReady(std::uint32_t owner, std::uint64_t key);
  // The owner to hand out, no longer armed; kNoSlot when nothing is due, or something that might come before it has not been moved yet.
  std::uint32_t PopReady(Micros now);

  std::uint32_t capacity_;
  std::uint32_t size_ = 0;
  UntouchedArray<Node> nodes_;
  UntouchedArray<Ready> ready_;
  std::uint32_t ready_size_ = 0;
  // Every timer in a list of a level is due at or after this tick; those before it are ready or in the past list. The first Expire puts it
  // at its now; what was armed before (recovery) waits in the past list until then.
  Tick frontier_ = kNoTick;
  int cascading_ = 0;          // level of the list that begins at the frontier and is being emptied; 0 = none
  Micros past_from_ = kNever;  // not after any due of the past list
  std::uint64_t moves_total_ = 0;
  std::array<std::array<std::uint64_t, kWheelWidth / 64>, kWheelLevels> occupied_{};  // bit = list not empty
};

template <class Order, class Sink>
std::uint32_t TimerWheel::Expire(Micros now, std::uint32_t limit, Order&& order, Sink&& sink) {
  std::uint32_t moves = kWheelMovesMax;
  std::uint32_t handed_out = 0;
  while (handed_out < limit) {
    Gather(TickOf(now), moves, order);
    const std::uint32_t owner = PopReady(now);
    if (owner == kNoSlot) {
      // Only a call that found no more to hand out works ahead: calls with a small limit, many to a turn, then move no more than one call.
      Gather(HorizonOf(now), moves, order);
      break;
    }
    ++handed_out;
    sink(owner);
  }
  return handed_out;
}

template <class Order>
void TimerWheel::Prepare(Micros now, Order&& order) {
  std::uint32_t moves;
  do {
    moves = kWheelMovesMax;
    Gather(HorizonOf(now), moves, order);
  } while (moves == 0);
}

template <class Order>
void TimerWheel::Gather(Tick horizon, std::uint32_t& moves, Order&& order) {
  for (std::uint32_t owner; (owner = TakeNear(horizon, moves)) != kNoSlot;) PushReady(owner, order(owner));
}

}  // namespace tidegate
