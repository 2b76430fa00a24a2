#include "bench/load/status_board.h"

namespace tidegate::load {
namespace {

constexpr Micros kRefreshPatience = 10 * kSecond;  // a daemon that takes longer is not serving

}  // namespace

StatusBoard::StatusBoard(Loop& loop) : Peer(loop, {"tidegate-load-board", Role::kOperator, 0}) {}

void StatusBoard::Ask() {
  if (asked_ != answered_) return;
  ++asked_;
  Expect(client().AskStatus(0), "a status");
}

absl::Status StatusBoard::Refresh() {
  const std::uint64_t wanted = asked_ + 1;
  return loop_.RunUntil(
      [&] {
        if (asked_ < wanted) Ask();
        return answered_ >= wanted;
      },
      kRefreshPatience, "the status");
}

void StatusBoard::OnStatus(const client::StatusInfo& info) {
  status_ = info.view;
  ++answered_;
}

void StatusBoard::OnAck(const client::AckInfo& ack) { Fail("a status", ack); }

}  // namespace tidegate::load
