// Seed: where a test's random numbers begin. Printed first; TIDEGATE_SEED=n runs the same again.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>

namespace tidegate {

// Every run takes another seed unless TIDEGATE_SEED is set.
inline std::uint64_t Seed() {
  const char* given = std::getenv("TIDEGATE_SEED");
  const std::uint64_t seed = given != nullptr ? std::strtoull(given, nullptr, 10) : std::random_device{}();
  std::printf("seed: TIDEGATE_SEED=%llu\n", static_cast<unsigned long long>(seed));
  std::fflush(stdout);
  return seed;
}

// Numbers below a bound, the same on every machine.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  // 0 .. below - 1.
  std::uint64_t Below(std::uint64_t below) { return engine_() % below; }
  bool OneIn(std::uint64_t n) { return Below(n) == 0; }

 private:
  std::mt19937_64 engine_;
};

}  // namespace tidegate
