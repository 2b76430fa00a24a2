// Hash64 and Mix64: the one non-cryptographic hash of the project, for table places, fingerprints and record checksums.
//
// Pure and the same on every machine (little-endian loads). Not for hostile input: what comes from outside is hashed with a key at the
// edge (daemon, libsodium) before it reaches core. About 0.3 ns per byte: hash_bench. A change of this function is a change of
// persistence/FORMAT.md (record checksums) and makes older directories unreadable.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace tidegate {

// Folds the 128-bit product of two words: every input bit reaches every output bit.
inline std::uint64_t Mix64(std::uint64_t a, std::uint64_t b) {
  const unsigned __int128 product = static_cast<unsigned __int128>(a ^ 0x9E3779B97F4A7C15u) * (b ^ 0xD6E8FEB86659FD93u);
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

inline std::uint64_t Hash64(const void* data, std::size_t bytes, std::uint64_t seed = 0) {
  const auto* p = static_cast<const unsigned char*>(data);
  std::uint64_t low = seed ^ 0xA0761D6478BD642Fu;
  std::uint64_t high = Mix64(seed, bytes);
  std::size_t left = bytes;
  while (left >= 16) {
    std::uint64_t word[2];
    std::memcpy(word, p, 16);
    low = Mix64(low ^ word[0], high);
    high = Mix64(high ^ word[1], low + 0x8EBC6AF09C88C6E3u);
    p += 16;
    left -= 16;
  }
  std::uint64_t rest[2] = {0, 0};
  std::memcpy(rest, p, left);
  low = Mix64(low ^ rest[0], high);
  return Mix64(low ^ rest[1], high ^ bytes);
}

}  // namespace tidegate
