// OpenLoop: submits at instants fixed beforehand, whether or not earlier ones were answered.
//
// One owner: the Loop's thread. A submit that finds no free place waits for one, and its wait counts: latency runs from the instant at
// which it should have been sent. So a stall of the daemon shows in every submit that it delayed, not only in those it caught in flight.
#pragma once

#include <absl/status/statusor.h>

#include <cstdint>

#include "bench/load/front_door.h"

namespace tidegate::load {

class OpenLoop {
 public:
  // `door` is open and does nothing else. `rate` a second, from 1.
  OpenLoop(Loop& loop, FrontDoor& door, std::uint32_t rate) : loop_(loop), door_(door), rate_(rate) {}

  // Sends `count` submits from now on; until every answer is there.
  absl::StatusOr<Round> Run(std::uint64_t count, LatencyHistogram& latency);
  std::uint64_t longest_wait_ns() const { return longest_wait_ns_; }

 private:
  std::uint64_t DueNs(std::uint64_t n) const;
  void SendDue();

  Loop& loop_;
  FrontDoor& door_;
  std::uint32_t rate_;
  std::uint64_t started_ns_ = 0;
  std::uint64_t count_ = 0;
  std::uint64_t sent_ = 0;
  std::size_t next_peer_ = 0;
  std::uint64_t longest_wait_ns_ = 0;
  bool timer_set_ = false;
};

}  // namespace tidegate::load
