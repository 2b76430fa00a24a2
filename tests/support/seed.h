// TestSeed: the seed of a test that samples, printed first: the one given back in TIDEGATE_SEED, else the test's own, else a fresh one.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>

namespace tidegate {

// own = 0: a fresh one each run.
inline std::uint64_t TestSeed(std::uint64_t own = 0) {
  const char* given = std::getenv("TIDEGATE_SEED");
  const std::uint64_t seed = given != nullptr ? std::strtoull(given, nullptr, 10) : own != 0 ? own : std::random_device{}();
  std::printf("seed %llu (TIDEGATE_SEED=%llu repeats this run)\n", static_cast<unsigned long long>(seed),
              static_cast<unsigned long long>(seed));
  std::fflush(stdout);
  return seed;
}

}  // namespace tidegate
