// KeySweep: asks for every key of a plan once, pipelined, and gives what was found: before a replay to learn what is there already, after
// it to see that nothing acknowledged is missing.
//
// One owner. Step sends as much as the wire takes; the answers come as to any client::Handler. A busy daemon is asked again.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <vector>

#include "core/base/time.h"
#include "protocol/client/messages.h"
#include "tools/tidegate/replay_plan.h"
#include "tools/tidegate/replay_wire.h"

namespace tidegate {

struct KeyFound {
  TicketId ticket;
  Status status = Status::kNone;
  Level level = Level::kNone;
  std::array<bool, kMainClockCount> overdue{};  // by Clock: its deadline was missed
};
// By place in the plan; nullopt = the daemon does not know the key.
using KeysFound = std::vector<std::optional<KeyFound>>;

class KeySweep : public client::Handler {
 public:
  // `plan` and `wire` outlive the sweep.
  KeySweep(const ReplayPlan& plan, ReplayWire& wire);

  void Step(Micros now);
  void OnTicket(const client::TicketInfo& info) override;
  void OnAck(const client::AckInfo& ack) override;

  bool done() const { return answered_ == found_.size(); }
  std::uint64_t answered() const { return answered_; }
  const KeysFound& found() const { return found_; }
  // The first refusal that is not "unknown ticket"; kNone = there was none.
  Reject refusal() const { return refusal_; }

 private:
  struct Again {
    Micros at;
    std::uint64_t index;
  };
  const ReplayPlan& plan_;
  ReplayWire& wire_;
  std::uint64_t next_ = 0;
  std::uint64_t answered_ = 0;
  std::deque<Again> again_;
  Micros now_ = 0;
  KeysFound found_;
  Reject refusal_ = Reject::kNone;
};

}  // namespace tidegate
