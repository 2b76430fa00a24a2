#include "daemon/feed.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "core/base/check.h"
#include "core/model/turn_record.h"

namespace tidegate {
namespace {

constexpr std::size_t kProgressBytes = 128;  // an encoded piece without events

}  // namespace

Feed::Feed(SessionTable* sessions, Metrics* metrics, std::uint32_t partition, std::size_t outbox_bytes_max)
    : sessions_(sessions),
      metrics_(metrics),
      partition_(partition),
      window_bytes_(std::min(kFeedWindowBytes, outbox_bytes_max / 2)),
      frame_bytes_(std::min(kFeedFrameBytes, window_bytes_ / 2)) {}

void Feed::SetState(Follower& follower, Follower::State state) {
  if (follower.state == Follower::State::kLive) --live_;
  if (state == Follower::State::kLive) ++live_;
  follower.state = state;
}

Feed::Follower* Feed::Find(std::uint64_t session) {
  const auto found =
      std::find_if(followers_.begin(), followers_.end(), [session](const Follower& follower) { return follower.session == session; });
  return found == followers_.end() ? nullptr : &*found;
}

void Feed::Remove(std::uint64_t session) {
  std::erase_if(followers_, [&](Follower& follower) {
    if (follower.session != session) return false;
    SetState(follower, Follower::State::kBehind);
    return true;
  });
  metrics_->Set(Metric::kFollowers, static_cast<std::int64_t>(followers_.size()));
}

std::optional<Feed::Wrong> Feed::Begin(Session& session, std::uint64_t correlation, const FollowRequest& request) {
  const std::uint64_t now_seq = committed_seq_ + 1;
  if (request.from_seq > now_seq) {
    return Wrong{Reject::kMalformed, "from_seq",
                 fmt::format("{} has not happened yet, the next change is {}; is this the directory that was followed before?",
                             request.from_seq, now_seq)};
  }
  if (followers_.size() >= kFollowersMax && Find(session.number()) == nullptr) {
    return Wrong{Reject::kLimit, "", fmt::format("{} sessions follow already, more are not served: end one of them", kFollowersMax)};
  }
  Remove(session.number());
  Follower& follower = followers_.emplace_back();
  follower.number = ++last_number_;
  follower.session = session.number();
  follower.correlation = correlation;
  follower.role = session.role();
  follower.filter = request.filter;
  follower.next_seq = follower.told_next_seq = request.from_seq == 0 ? now_seq : request.from_seq;
  if (follower.next_seq == now_seq) SetState(follower, Follower::State::kLive);
  session.DeliverFollowing(correlation, partition_, follower.next_seq, committed_seq_);
  metrics_->Set(Metric::kFollowers, static_cast<std::int64_t>(followers_.size()));
  return std::nullopt;
}

void Feed::Taken(std::uint64_t session, std::uint64_t next_seq) {
  Follower* follower = Find(session);
  if (follower == nullptr) return;  // of a feed that ended with a gap
  while (!follower->untaken.empty() && follower->untaken.front().next_seq <= next_seq) {
    follower->untaken_bytes -= follower->untaken.front().bytes;
    follower->untaken.pop_front();
  }
}

void Feed::End(std::uint64_t session) {
  if (!followers_.empty()) Remove(session);
}

void Feed::Take(std::string_view record) {
  if (live_ == 0) return;
  TurnReader reader(record);
  std::uint64_t seq = reader.header().first_seq - 1;
  for (ChangeView change; reader.Next(change);) {
    ++seq;
    std::optional<Event> event = EventOf(change, seq, reader.header().at);
    if (!event) continue;
    live_bytes_ += FeedBytes(*event);
    live_events_.push_back(*std::move(event));
    live_next_seq_ = seq + 1;
    if (live_bytes_ >= frame_bytes_) FlushLive();
  }
  live_next_seq_ = seq + 1;
}

void Feed::FlushLive() {
  for (Follower& follower : followers_) {
    if (follower.state != Follower::State::kLive) continue;
    std::vector<Event> events;
    for (const Event& event : live_events_) {
      if (!follower.filter.Takes(event)) continue;
      events.push_back(event);
      MaskFor(follower.role, Sight::kMasked, events.back());
    }
    if (!events.empty() && !HasRoom(follower)) {
      SetState(follower, Follower::State::kBehind);
    } else {
      Tell(follower, std::move(events), live_next_seq_);
    }
  }
  live_events_.clear();
  live_bytes_ = 0;
}

void Feed::Committed(std::uint64_t seq) {
  committed_seq_ = seq;
  if (live_next_seq_ == 0) return;
  FlushLive();
  live_next_seq_ = 0;
  for (const Follower& follower : followers_) {
    if (follower.state == Follower::State::kLive) CHECK_EQ(follower.next_seq, committed_seq_ + 1);
  }
}

std::vector<FeedJob> Feed::TakeJobs() {
  std::vector<FeedJob> jobs;
  for (Follower& follower : followers_) {
    if (follower.state != Follower::State::kBehind || !HasRoom(follower)) continue;
    if (follower.next_seq > committed_seq_) {
      SetState(follower, Follower::State::kLive);
      continue;
    }
    SetState(follower, Follower::State::kReading);
    jobs.push_back({.session = follower.session,
                    .follower = follower.number,
                    .from_seq = follower.next_seq,
                    .to_seq = committed_seq_,
                    .bytes_max = window_bytes_ - follower.untaken_bytes,
                    .role = follower.role,
                    .filter = follower.filter});
  }
  if (!jobs.empty()) metrics_->Add(Metric::kFeedReads, static_cast<std::int64_t>(jobs.size()));
  return jobs;
}

void Feed::Read(const FeedJob& job, const FeedAnswer& answer) {
  Follower* follower = Find(job.session);
  if (follower == nullptr || follower->number != job.follower) return;
  Session* session = sessions_->Find(job.session);
  CHECK(session != nullptr);
  switch (answer.kind) {
    case FeedAnswer::Kind::kRead:
      SetState(*follower, Follower::State::kBehind);
      return Tell(*follower, answer.events, answer.next_seq);
    case FeedAnswer::Kind::kGap: {
      metrics_->Add(Metric::kFeedGaps);
      FeedView view;
      view.next_seq = follower->next_seq;
      view.gap_first_seq = answer.gap_first_seq;
      TellFrame(*follower, view);
      return Remove(job.session);
    }
    case FeedAnswer::Kind::kFailed:
      Remove(job.session);
      session->Close(Reject::kBusy, "the journal cannot be read for the feed: the daemon's log says why, an operator has to look",
                     "无法为订阅读取日志：原因见守护进程日志，请联系运维");
      touched_.push_back(job.session);
  }
}

void Feed::Tell(Follower& follower, std::vector<Event> events, std::uint64_t next_seq) {
  follower.next_seq = next_seq;
  metrics_->Add(Metric::kFeedEvents, static_cast<std::int64_t>(events.size()));
  FeedView view;
  std::size_t bytes = 0;
  for (Event& event : events) {
    const std::size_t more = FeedBytes(event);
    if (!view.events.empty() && bytes + more > frame_bytes_) {
      view.next_seq = event.seq;
      TellFrame(follower, view);
      view.events.clear();
      bytes = 0;
    }
    bytes += more;
    view.events.push_back(std::move(event));
  }
  if (view.events.empty()) return;  // how far it is will be told by Tick
  view.next_seq = next_seq;
  TellFrame(follower, view);
}

void Feed::TellFrame(Follower& follower, const FeedView& view) {
  Session* session = sessions_->Find(follower.session);
  CHECK(session != nullptr);
  FeedView told = view;
  told.follow = follower.correlation;
  told.committed_seq = std::max(committed_seq_, view.next_seq - 1);
  session->DeliverEvents(told);
  follower.told_next_seq = view.next_seq;
  std::size_t bytes = kProgressBytes;
  for (const Event& event : view.events) bytes += FeedBytes(event);
  follower.untaken.push_back({view.next_seq, bytes});
  follower.untaken_bytes += bytes;
  touched_.push_back(follower.session);
}

void Feed::Tick(Micros now) {
  if (followers_.empty() || now - progress_told_at_ < kFeedProgressEvery) return;
  progress_told_at_ = now;
  for (Follower& follower : followers_) {
    if (follower.told_next_seq == follower.next_seq || !HasRoom(follower)) continue;
    FeedView view;
    view.next_seq = follower.next_seq;
    TellFrame(follower, view);
  }
}

void Feed::TakeTouched(std::vector<std::uint64_t>& touched) {
  touched.insert(touched.end(), touched_.begin(), touched_.end());
  touched_.clear();
}

}  // namespace tidegate
