// TestSeed: the seed of a test that samples: a fresh one each run, printed first, or the one given back in TIDEGATE_SEED.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>

namespace tidegate {

inline std::uint64_t TestSeed() {
  const char* given = std::getenv("TIDEGATE_SEED");
  const std::uint64_t seed = given != nullptr ? std::strtoull(given, nullptr, 10) : std::random_device{}();
  std::printf("seed %llu (TIDEGATE_SEED=%llu repeats this run)\n", static_cast<unsigned long long>(seed),
              static_cast<unsigned long long>(seed));
  std::fflush(stdout);
  return seed;
}

}  // namespace tidegate
