#include "bench/load/front_door.h"

#include <fmt/format.h>

#include <chrono>

#include "bench/load/verifier.h"
#include "protocol/frame.h"

namespace tidegate::load {
namespace {

constexpr Micros kRoundPatience = 10 * kMinute;  // 100 million requests at the figure's rate

}  // namespace

std::string NewRunName() {
  return fmt::format("{:x}",
                     std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::system_clock::now().time_since_epoch()).count());
}

absl::Status FrontDoor::Open(std::string_view address, std::uint32_t connections, std::uint32_t window, const TicketShape& shape,
                             std::string_view run) {
  run_ = run;
  stamps_ = MakeStamps(shape, run_);
  round_.stamps = &stamps_;
  // An echo as long as a submit: the comparison is about what happens between the two.
  round_.ping = std::string(frame_bytes() - kFrameHeaderBytes, '.');
  std::vector<Peer*> peers;
  for (std::uint32_t n = 0; n < connections; ++n) {
    peers_.push_back(std::make_unique<RequestPeer>(loop_, PeerName{std::string(kName), Role::kFrontEnd, window}, window, round_));
    peers.push_back(peers_.back().get());
  }
  return ConnectAll(loop_, address, peers);
}

absl::StatusOr<Round> FrontDoor::Run(Request request, std::uint64_t count, LatencyHistogram& latency) {
  round_.request = request;
  round_.to_send = count;
  round_.to_answer = count;
  round_.latency = &latency;
  const std::uint64_t started = Loop::NowNs();
  for (const auto& peer : peers_) peer->Pump();
  absl::Status status = loop_.RunUntil([this] { return round_.to_answer == 0; }, kRoundPatience, "a round");
  round_.latency = &latency_;
  if (!status.ok()) return status;
  return Round{count, Loop::NowNs() - started};
}

absl::Status FrontDoor::RunRounds(Request request, std::uint64_t warm_up, std::uint64_t count, std::uint32_t rounds, Figure& figure) {
  LatencyHistogram unmeasured;
  if (const auto warm = Run(request, warm_up, unmeasured); !warm.ok()) return warm.status();
  for (std::uint32_t n = 0; n < rounds; ++n) {
    const absl::StatusOr<Round> round = Run(request, count, figure.latency);
    if (!round.ok()) return round.status();
    figure.rounds.push_back(*round);
  }
  return absl::OkStatus();
}

absl::Status FrontDoor::Verify(std::string_view address, std::uint64_t first_number, std::uint64_t sample, Status at_least) {
  std::vector<Promised> promised;
  for (const std::uint64_t number : SpreadNumbers(first_number, round_.next_number, sample)) {
    promised.push_back({KeyOf(run_, number), at_least});
  }
  return VerifyKeys(loop_, address, kName, promised, *round_.proof);
}

}  // namespace tidegate::load
