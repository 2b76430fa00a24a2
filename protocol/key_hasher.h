// KeyHasher: turns names from outside (external keys, customers, clients) into the numbers by which core knows them.
//
// SipHash-2-4 with a key of 16 bytes that is made once per directory and stands in its first journal record: whoever does not know the key
// cannot make two names meet. Immutable, any thread. Every hash has its own domain, and its parts are length-prefixed, so ("a", "bc") and
// ("ab", "c") differ. About 30 ns a hash (codec_bench). Core never sees the key act.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "core/model/ids.h"
#include "core/model/names.h"

namespace tidegate {

using HashKey = std::array<std::uint8_t, 16>;

// (workspace, front end), hashed once per session: keys of a front end are then short to hash.
struct KeyScope {
  std::array<std::uint8_t, 16> bytes{};
};

class KeyHasher {
 public:
  explicit KeyHasher(const HashKey& key) : key_(key) {}

  // Names are at most kNameBytesMax each (CHECKed).
  KeyScope Scope(std::string_view workspace, std::string_view front_end) const;
  KeyHash ExternalKey(const KeyScope& scope, std::string_view external_key) const;
  ClientId Client(std::string_view workspace, Role role, std::string_view name) const;
  CustomerId Customer(std::string_view workspace, std::string_view customer) const;
  std::uint64_t Order(std::string_view workspace, std::string_view order) const;

 private:
  HashKey key_;
};

}  // namespace tidegate
