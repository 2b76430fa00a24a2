#include "tests/simulation/simulated_watcher.h"

#include <fmt/format.h>

#include "core/model/turn_record.h"

namespace tidegate {
namespace {

constexpr std::uint32_t kCredits = 4;

}  // namespace

SimulatedWatcher::SimulatedWatcher(ClientContext* context) : SimulatedClient(context, "warehouse", Role::kOperator, kCredits) {}

void SimulatedWatcher::Opened() {
  follow_ = ++last_tag_;
  encoder_.Follow(out, {next_seq_, {}}, follow_);
}

void SimulatedWatcher::Closed() { hand_ = Hand::kEmpty; }

void SimulatedWatcher::OnAck(const client::AckInfo& ack) {
  if (static_cast<CommandKind>(ack.command) == CommandKind::kHello) return;
  Problem(fmt::format("the follow from {} was refused: {}", next_seq_, ack.detail));
}

void SimulatedWatcher::OnFollowing(const client::FollowingInfo& info) {
  if (info.next_seq != next_seq_) Problem(fmt::format("follows from {} instead of {}", info.next_seq, next_seq_));
  if (info.committed_seq + 1 < next_seq_) Problem("what it was told is not committed any more");
}

void SimulatedWatcher::OnEvents(const client::EventsInfo& info) {
  const FeedView& view = info.view;
  if (view.follow != follow_) Problem("events of another follow");
  for (const Event& event : view.events) {
    if (event.seq < next_seq_) Problem(fmt::format("event {} was told twice", event.seq));
    told_[event.seq] = event.kind;
    next_seq_ = event.seq + 1;
    Count("event told to a follower");
  }
  if (view.next_seq < next_seq_) Problem(fmt::format("the feed goes back from {} to {}", next_seq_, view.next_seq));
  next_seq_ = view.next_seq;
  if (view.gap_first_seq != 0) {
    Count("follower told of a gap");
    next_seq_ = view.gap_first_seq;
    return Opened();
  }
  hand_ = Hand::kFull;
}

void SimulatedWatcher::Do() {
  if (hand_ == Hand::kEmpty || (!Calm() && !chance().OneIn(4))) return;
  hand_ = Hand::kEmpty;
  encoder_.FeedTaken(out, next_seq_);
}

void SimulatedWatcher::Compare(JournalSink& journal) {
  const std::uint64_t begin = journal.base().seq + 1;
  auto told = told_.lower_bound(begin);
  const absl::Status read = journal.ReadFrom(begin, [&](std::string_view record) {
    TurnReader reader(record);
    std::uint64_t seq = reader.header().first_seq - 1;
    for (ChangeView change; reader.Next(change);) {
      const auto event = EventOf(change, ++seq, reader.header().at);
      if (!event || seq >= next_seq_) continue;
      if (told == told_.end() || told->first != seq || told->second != event->kind) {
        Problem(fmt::format("event {} of the journal was not told, or as another", seq));
        return absl::CancelledError();
      }
      ++told;
    }
    return absl::OkStatus();
  });
  if (read.ok() && told != told_.end()) Problem(fmt::format("event {} was told and is not in the journal", told->first));
  Count("check: feed against the journal");
}

}  // namespace tidegate
