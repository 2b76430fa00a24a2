#include "bench/load/open_loop.h"

#include <algorithm>

namespace tidegate::load {
namespace {

constexpr std::uint64_t kNsPerSecond = 1'000'000'000;
constexpr Micros kAnswersPatience = 60 * kSecond;  // for the last answers, after the last send

}  // namespace

std::uint64_t OpenLoop::DueNs(std::uint64_t n) const {
  return started_ns_ + static_cast<std::uint64_t>(static_cast<unsigned __int128>(n) * kNsPerSecond / rate_);
}

void OpenLoop::SendDue() {
  const std::uint64_t now = Loop::NowNs();
  const auto& peers = door_.peers();
  while (sent_ < count_ && DueNs(sent_) <= now) {
    std::size_t tried = 0;
    while (tried < peers.size() && (peers[next_peer_]->idle() == 0 || peers[next_peer_]->client().room() == 0)) {
      next_peer_ = (next_peer_ + 1) % peers.size();
      ++tried;
    }
    if (tried == peers.size()) return;  // every window is full: an answer will free a place
    longest_wait_ns_ = std::max(longest_wait_ns_, now - DueNs(sent_));
    peers[next_peer_]->SendOne(DueNs(sent_));
    next_peer_ = (next_peer_ + 1) % peers.size();
    ++sent_;
  }
  if (sent_ < count_ && !timer_set_) {
    timer_set_ = true;
    loop_.At(DueNs(sent_), [this] { timer_set_ = false; });
  }
}

absl::StatusOr<Round> OpenLoop::Run(std::uint64_t count, LatencyHistogram& latency) {
  RequestRound& round = door_.round();
  round.request = Request::kSubmit;
  round.to_send = 0;  // the peers send nothing by themselves
  round.to_answer = count;
  round.latency = &latency;
  count_ = count;
  sent_ = 0;
  started_ns_ = Loop::NowNs();
  const Micros patience = static_cast<Micros>(count / rate_) * kSecond + kAnswersPatience;
  absl::Status status = loop_.RunUntil(
      [&] {
        SendDue();
        return round.to_answer == 0;
      },
      patience, "the submits at a fixed rate");
  if (!status.ok()) return status;
  return Round{count, Loop::NowNs() - started_ns_};
}

}  // namespace tidegate::load
