// Catalog: names to numbers and back; numbers count from 1 in the order of declaration and are never given again.
//
// One owner, no locking. Find O(1), Add O(1), Name O(1). A view from Name lives as long as the catalog. At most `max` names. Names are
// bytes that were checked at the edge; here they only have to differ. There is no walk over the hash: walk numbers 1..size().
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

#include "core/tables/slot_index.h"

namespace tidegate {

class Catalog {
 public:
  explicit Catalog(std::uint32_t max);
  Catalog(const Catalog&) = delete;
  Catalog& operator=(const Catalog&) = delete;

  // The number of a name; 0 when it was never added.
  std::uint32_t Find(std::string_view name) const;
  // The name's number, from now on. The name must be new, and fewer than max() are there (CHECKed).
  std::uint32_t Add(std::string_view name);
  // The number must have been given (CHECKed).
  std::string_view Name(std::uint32_t number) const;

  std::uint32_t size() const { return static_cast<std::uint32_t>(names_.size()); }
  std::uint32_t max() const { return index_.capacity(); }

 private:
  struct NameAt {
    const std::deque<std::string>* names;
    std::string_view operator()(std::uint32_t slot) const { return (*names)[slot]; }
  };

  std::deque<std::string> names_;  // [number - 1]; a deque, so that growing moves no name
  SlotIndex<NameAt> index_;
};

}  // namespace tidegate
