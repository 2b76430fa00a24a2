// FrontDoor: a front end with many connections to one daemon, and the rounds of requests that it sends.
//
// One owner: the Loop's thread; the loop must outlive it. All connections speak for one client, as a real front end's do.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "bench/load/figure.h"
#include "bench/load/request_peer.h"

namespace tidegate::load {

class FrontDoor {
 public:
  static constexpr std::string_view kName = "tidegate-load";

  FrontDoor(Loop& loop, Proof& proof) : loop_(loop) {
    round_.proof = &proof;
    round_.latency = &latency_;
  }

  // Connects. `run`: the prefix of this run's keys.
  absl::Status Open(std::string_view address, std::uint32_t connections, std::uint32_t window, const TicketShape& shape,
                    std::string_view run);

  // `count` requests, full windows, until every answer is there. Latencies go to `latency`.
  absl::StatusOr<Round> Run(Request request, std::uint64_t count, LatencyHistogram& latency);
  // `rounds` of `count` after `warm_up` requests that are not measured.
  absl::Status RunRounds(Request request, std::uint64_t warm_up, std::uint64_t count, std::uint32_t rounds, Figure& figure);

  RequestRound& round() { return round_; }
  const std::vector<std::unique_ptr<RequestPeer>>& peers() const { return peers_; }
  const std::string& run() const { return run_; }
  std::size_t frame_bytes() const { return stamps_.front().frame_bytes(); }

  // Asks for `sample` of the tickets submitted so far, evenly spread, on a new connection.
  absl::Status Verify(std::string_view address, std::uint64_t first_number, std::uint64_t sample, Status at_least);

 private:
  Loop& loop_;
  LatencyHistogram latency_;
  RequestRound round_;
  std::string run_;
  std::vector<SubmitStamp> stamps_;
  std::vector<std::unique_ptr<RequestPeer>> peers_;
};

// A prefix that no run had before: the wall clock in letters.
std::string NewRunName();

}  // namespace tidegate::load
