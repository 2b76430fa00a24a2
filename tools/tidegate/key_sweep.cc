#include "tools/tidegate/key_sweep.h"

#include <algorithm>

#include "core/model/rule_set.h"

namespace tidegate {
namespace {
constexpr Micros kAgainMin = 10 * kMillisecond;  // a busy daemon that names no time is not asked in a circle
}

KeySweep::KeySweep(const ReplayPlan& plan, ReplayWire& wire) : plan_(plan), wire_(wire), found_(plan.tickets.size()) {}

void KeySweep::Step(Micros now) {
  now_ = now;
  while (!again_.empty() && again_.front().at <= now) {
    const std::uint64_t index = again_.front().index;
    if (wire_.Query(plan_.tickets[index].key, PackTag({ReplayAsk::kQuery, index})) == Taken::kNoRoom) return;
    again_.pop_front();
  }
  while (next_ < found_.size()) {
    if (wire_.Query(plan_.tickets[next_].key, PackTag({ReplayAsk::kQuery, next_})) == Taken::kNoRoom) return;
    ++next_;
  }
}

void KeySweep::OnTicket(const client::TicketInfo& info) {
  const ReplayTag tag = UnpackTag(info.tag);
  if (tag.ask != ReplayAsk::kQuery || tag.index >= found_.size()) return;
  KeyFound& found = found_[tag.index].emplace();
  found.ticket = info.view.ticket;
  found.status = info.view.status;
  found.level = info.view.level;
  for (std::size_t clock = 0; clock < kMainClockCount; ++clock) found.overdue[clock] = info.view.fired_per_mille[clock] >= kOverduePerMille;
  ++answered_;
}

void KeySweep::OnAck(const client::AckInfo& ack) {
  const ReplayTag tag = UnpackTag(ack.tag);
  if (tag.ask != ReplayAsk::kQuery || tag.index >= found_.size()) return;
  if (ack.reject == Reject::kBusy) {
    again_.push_back({now_ + std::max<Micros>(kAgainMin, ack.retry_after_ms * kMillisecond), tag.index});
    return;
  }
  if (ack.reject != Reject::kUnknownTicket && refusal_ == Reject::kNone) refusal_ = ack.reject;
  ++answered_;
}

}  // namespace tidegate
