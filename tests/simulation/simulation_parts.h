// The small parts that the simulation and its clients share: chance, clocks, what went wrong, what was told.
//
// One thread. Everything is a function of the seed.
#pragma once

#include <cstdint>
#include <map>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/base/hash.h"
#include "core/model/ids.h"
#include "daemon/clock_source.h"
#include "tests/simulation/care_ledger.h"

namespace tidegate {

// The one source of chance of a run.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : engine_(seed) {}
  // 0 .. bound - 1. The bias of the remainder does not matter here; the same numbers on every platform do.
  std::uint64_t Below(std::uint64_t bound) { return engine_() % bound; }
  bool OneIn(std::uint64_t count) { return Below(count) == 0; }

 private:
  std::mt19937_64 engine_;
};

// Virtual time: moves when the simulation says so.
class SimulatedClocks final : public ClockSource {
 public:
  ClockReading Read() override { return reading_; }
  void Advance(Micros span) {
    reading_.wall += span;
    reading_.boot += span;
  }
  // Somebody set the machine's date.
  void JumpWall(Micros span) { reading_.wall += span; }
  // The machine was switched on again.
  void RestartBoot() { reading_.boot = kSecond; }

 private:
  ClockReading reading_{1'767'600'000 * kSecond, 100 * kSecond};
};

// What does not hold. A run goes on after the first, up to a bound.
class Problems {
 public:
  static constexpr std::size_t kMax = 20;
  void Add(std::string what) {
    if (list_.size() < kMax) list_.push_back(std::move(what));
  }
  const std::vector<std::string>& list() const { return list_; }

 private:
  std::vector<std::string> list_;
};

// Answers of customers that the simulated daemon keeps; of more, those about the oldest tickets are forgotten.
inline constexpr std::uint32_t kAnswersKept = 16;

// What clients were told, and may rely on for ever.
struct ToldSubmit {
  TicketId ticket;
  Micros respond_by = 0;
  Micros resolve_by = 0;
};
struct Ledger {
  std::map<std::string, ToldSubmit> submits;                         // by external key, first answer
  std::map<std::pair<std::uint64_t, std::uint32_t>, AgentId> taken;  // by ticket and token: accepts
  std::set<std::uint64_t> resolved;                                  // tickets
  CareLedger care;

  // It was told that this one was resolved, and nobody has asked for anything else since.
  bool StaysResolved(std::uint64_t ticket) const { return resolved.contains(ticket) && !care.reopened.contains(ticket); }
};

// How often each thing happened, by name; printed at the end of a run, and a test fails when a stage is at 0.
class Tally {
 public:
  void Count(const std::string& what, std::uint64_t times = 1) { counts_[what] += times; }
  std::uint64_t Of(const std::string& what) const {
    const auto found = counts_.find(what);
    return found == counts_.end() ? 0 : found->second;
  }
  void Add(const Tally& other) {
    for (const auto& [what, times] : other.counts_) counts_[what] += times;
  }
  const std::map<std::string, std::uint64_t>& counts() const { return counts_; }
  friend bool operator==(const Tally&, const Tally&) = default;

 private:
  std::map<std::string, std::uint64_t> counts_;
};

}  // namespace tidegate
