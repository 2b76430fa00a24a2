// SlotTap and KeyTap: let a table change while a picture of it is being copied; what was not copied yet is kept first.
//
// A picture shows the table as it was when Begin was called. Whoever copies takes places one after the other, in as many steps as he likes;
// a table calls BeforeChange before it alters or drops an entry, and BeforeNew when it puts one where none was. An entry that is still to
// be copied is then handed to the keeper, as it is, and left out later; a new one is no part of the picture. The calls stand in the
// tables' mutable accessors, so that no code that alters an entry can forget them. One owner, no locking.
//
// Cost: while no picture is made one branch that is always the same; else a bit (SlotTap) or a set entry (KeyTap) per entry changed.
#pragma once

#include <cstdint>
#include <cstring>
#include <map>
#include <optional>
#include <set>

#include "core/base/check.h"
#include "core/tables/slot.h"
#include "core/tables/untouched_array.h"

namespace tidegate {

// Gets what is about to change and was not copied yet. Called in the middle of a change: it reads the entry and nothing else.
template <class Place>
class Keeper {
 public:
  virtual void Keep(const Place& place) = 0;

 protected:
  ~Keeper() = default;
};

// For tables whose entries lie in numbered slots.
class SlotTap {
 public:
  explicit SlotTap(std::uint32_t capacity) : done_(capacity / 64 + 1) {}

  void BeforeChange(std::uint32_t slot) {
    if (slot - next_ < left_) [[unlikely]]
      KeepFirst(slot);
  }
  void BeforeNew(std::uint32_t slot) {
    if (slot - next_ < left_) [[unlikely]]
      SetDone(slot);
  }

  // The picture holds slots 0 .. end - 1. Clears a bit for each: 60 us for 10 M.
  void Begin(std::uint32_t end, Keeper<std::uint32_t>* keeper) {
    CHECK_LE(end / 64, done_.size());
    std::memset(static_cast<void*>(done_.data()), 0, (end / 64 + 1) * sizeof(std::uint64_t));
    keeper_ = keeper;
    next_ = 0;
    left_ = end;
  }
  // The next slot that may hold an entry still to be copied; kNoSlot when there is none. Looks at most at `looks`, which it counts down.
  std::uint32_t Take(std::uint32_t& looks) {
    while (left_ != 0 && looks != 0) {
      const std::uint32_t slot = next_++;
      --left_;
      --looks;
      if (!IsDone(slot)) return slot;
    }
    return kNoSlot;
  }
  bool complete() const { return left_ == 0; }
  void Stop() { left_ = 0; }

 private:
  bool IsDone(std::uint32_t slot) const { return (done_[slot / 64] >> (slot % 64) & 1) != 0; }
  void SetDone(std::uint32_t slot) { done_[slot / 64] |= std::uint64_t{1} << (slot % 64); }
  void KeepFirst(std::uint32_t slot) {
    if (IsDone(slot)) return;
    SetDone(slot);
    keeper_->Keep(slot);
  }

  // Slots next_ .. next_ + left_ - 1 are still to be copied, those with a bit excepted. Nothing left = no picture is being made.
  std::uint32_t next_ = 0;
  std::uint32_t left_ = 0;
  UntouchedArray<std::uint64_t> done_;
  Keeper<std::uint32_t>* keeper_ = nullptr;
};

// For tables that are ordered by a key.
template <class Key>
class KeyTap {
 public:
  // Before the entry of a key that is there changes or goes.
  void BeforeChange(const Key& key) {
    if (keeper_ != nullptr && Ahead(key) && done_.insert(key).second) [[unlikely]]
      keeper_->Keep(key);
  }
  void BeforeNew(const Key& key) {
    if (keeper_ != nullptr && Ahead(key)) [[unlikely]]
      done_.insert(key);
  }

  void Begin(Keeper<Key>* keeper) {
    keeper_ = keeper;
    passed_.reset();
    done_.clear();
  }
  // The next key of an ordered map or set whose entry is still to be copied; nullopt when there is none. Looks at most at `looks` entries,
  // which it counts down. O(log entries) and what it looks at.
  template <class Ordered>
  std::optional<Key> Take(const Ordered& ordered, std::uint32_t& looks) {
    const std::optional<Key> key = Peek(ordered, looks);
    if (key) Pass(*key);
    return key;
  }
  // The same in two calls, for an entry that is copied in parts: until Pass it counts as not copied, and is kept whole before it changes.
  template <class Ordered>
  std::optional<Key> Peek(const Ordered& ordered, std::uint32_t& looks) {
    if (keeper_ == nullptr) return std::nullopt;
    for (auto at = passed_ ? ordered.upper_bound(*passed_) : ordered.begin(); at != ordered.end(); ++at) {
      if (looks == 0) return std::nullopt;
      --looks;
      if (done_.erase(KeyOf(*at)) == 0) return KeyOf(*at);
      passed_ = KeyOf(*at);
    }
    Stop();
    return std::nullopt;
  }
  void Pass(const Key& key) { passed_ = key; }
  bool complete() const { return keeper_ == nullptr; }
  void Stop() {
    keeper_ = nullptr;
    done_.clear();
  }

 private:
  static const Key& KeyOf(const Key& key) { return key; }
  template <class Value>
  static const Key& KeyOf(const std::pair<const Key, Value>& entry) {
    return entry.first;
  }
  bool Ahead(const Key& key) const { return !passed_ || *passed_ < key; }

  Keeper<Key>* keeper_ = nullptr;  // nullptr = no picture is being made
  std::optional<Key> passed_;      // keys up to this one were copied
  std::set<Key> done_;             // ahead of it: kept already, or no part of the picture
};

}  // namespace tidegate
