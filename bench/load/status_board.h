// StatusBoard: an operator's connection that keeps the daemon's status at hand.
//
// One owner: the Loop's thread. At most one question is under way.
#pragma once

#include <absl/status/status.h>

#include <cstdint>

#include "bench/load/peer.h"

namespace tidegate::load {

class StatusBoard : public Peer {
 public:
  explicit StatusBoard(Loop& loop);

  // Asks, unless a question is under way already.
  void Ask();
  // Asks and waits for an answer that was asked for after the call.
  absl::Status Refresh();
  // The last answer; `now` is 0 before the first.
  const StatusView& status() const { return status_; }

  void OnStatus(const client::StatusInfo& info) override;
  void OnAck(const client::AckInfo& ack) override;

 private:
  StatusView status_;
  std::uint64_t asked_ = 0;
  std::uint64_t answered_ = 0;
};

}  // namespace tidegate::load
