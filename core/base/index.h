// Index<Key, Value>: a map that can be asked but not iterated, because hash order differs from run to run and would become history.
//
// For small and rare tables; the big ones have SlotIndex, which holds no keys. One owner. O(1) each, one allocation an Insert. A pointer
// from Find stays valid until its key is erased.
#pragma once

#include <cstddef>
#include <functional>
#include <unordered_map>
#include <utility>

#include "core/base/check.h"

namespace tidegate {

template <class Key, class Value, class Hash = std::hash<Key>>
class Index {
 public:
  std::size_t size() const { return entries_.size(); }
  // nullptr when the key is not there.
  Value* Find(const Key& key) {
    const auto found = entries_.find(key);
    return found == entries_.end() ? nullptr : &found->second;
  }
  const Value* Find(const Key& key) const { return const_cast<Index*>(this)->Find(key); }
  // The key must not be there (CHECKed).
  Value& Insert(const Key& key, Value value) {
    const auto [place, inserted] = entries_.emplace(key, std::move(value));
    CHECK(inserted);
    return place->second;
  }
  // Does nothing when the key is not there.
  void Erase(const Key& key) { entries_.erase(key); }

 private:
  std::unordered_map<Key, Value, Hash> entries_;
};

}  // namespace tidegate
