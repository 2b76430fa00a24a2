// Id<Tag, Raw>: an integer that says what it names, so that a ticket cannot be passed for an agent.
//
// Value type, no default meaning: a default-constructed Id is "none" (raw 0) and tests false.
#pragma once

#include <compare>
#include <cstdint>

namespace tidegate {

template <class Tag, class Raw = std::uint64_t>
class Id {
 public:
  using RawType = Raw;

  constexpr Id() = default;
  constexpr explicit Id(Raw raw) : raw_(raw) {}

  constexpr Raw raw() const { return raw_; }
  constexpr explicit operator bool() const { return raw_ != 0; }
  friend constexpr auto operator<=>(Id, Id) = default;  // NOLINT(modernize-use-nullptr): clang 14 means the 0 of a rewritten a < b

 private:
  Raw raw_ = 0;
};

}  // namespace tidegate
