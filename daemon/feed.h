// Feed: tells followers what was committed, as events: each from the seq he asked for, none of them faster than he takes it.
//
// A stage behind the outbox; one owner (the io stage), used on its thread. A follower who has everything up to the present is *live*: he is
// told of each committed turn at once, in the same step as its replies. Every other one is *behind*: a job reads for him from the journal,
// on a thread of low priority, one job at a time, until he has caught up. What was sent and not yet taken (FeedTaken) is bounded by a
// window below the outbox bound; a follower whose window is full falls behind, and is read for when he has taken something. So a slow
// follower costs nobody memory, is never closed for it, and misses nothing - unless the journal is cut meanwhile: then he is told where it
// begins.
//
// Only committed seqs are told. Cost for the path of a ticket: one branch a turn while nobody is live; with a live follower about 0.3 us an
// event. Personal data is masked for everybody. Not here: reading (feed_job.h), the front door (Session), words.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/feed_job.h"
#include "daemon/metrics.h"
#include "daemon/session_table.h"

namespace tidegate {

inline constexpr std::size_t kFeedWindowBytes = 128 << 10;  // half of the outbox bound: the feed alone makes no peer a slow one
inline constexpr std::size_t kFeedFrameBytes = 32 << 10;    // of events in one frame, unless a single one is larger
static_assert(kFeedFrameBytes <= kFrameBodyBytesMax && kEventBytesMax + kSolutionBytesMax <= kFrameBodyBytesMax);
// Followers at once. Each has a window of its own, and each that is behind reads the journal: so many programs follow, not people.
inline constexpr std::size_t kFollowersMax = 64;
inline constexpr Micros kFeedProgressEvery = kSecond;  // so often a follower hears of what was not for him, to resume behind it

class Feed {
 public:
  // Everything handed in outlives the feed. `partition`: this daemon's. `outbox_bytes_max`: of a session.
  Feed(SessionTable* sessions, Metrics* metrics, std::uint32_t partition, std::size_t outbox_bytes_max);

  // The end of what was committed before the first turn is taken.
  void Start(std::uint64_t committed_seq) { committed_seq_ = committed_seq; }

  // A session's requests. Begin answers (Following), or says why it does not: the question is wrong, or kFollowersMax others follow. A
  // session follows once: what it followed before ends.
  struct Wrong {
    Reject code = Reject::kMalformed;
    std::string field;
    std::string text;
  };
  std::optional<Wrong> Begin(Session& session, std::uint64_t correlation, const FollowRequest& request);
  void Taken(std::uint64_t session, std::uint64_t next_seq);
  void End(std::uint64_t session);

  // Committed turns, in order: Take of each record, then Committed with the end of the last.
  bool watched() const { return live_ != 0; }
  void Take(std::string_view record);
  void Committed(std::uint64_t seq);

  // What is to be read, and what came of it.
  std::vector<FeedJob> TakeJobs();
  void Read(const FeedJob& job, const FeedAnswer& answer);

  // Now and then: tells followers how far the feed is, when nothing of it was for them. `now` is the boot clock.
  void Tick(Micros now);

  // Sessions that have bytes to write since the last call are appended.
  void TakeTouched(std::vector<std::uint64_t>& touched);

 private:
  struct Sent {
    std::uint64_t next_seq = 0;
    std::size_t bytes = 0;
  };
  struct Follower {
    std::uint64_t number = 0;  // of this follow, never used again
    std::uint64_t session = 0;
    std::uint64_t correlation = 0;
    Role role = Role::kNone;
    FeedFilter filter;
    enum class State : std::uint8_t { kLive, kBehind, kReading } state = State::kBehind;
    std::uint64_t next_seq = 0;       // everything before it was looked at for him
    std::uint64_t told_next_seq = 0;  // as he knows it
    std::deque<Sent> untaken;
    std::size_t untaken_bytes = 0;
  };

  bool HasRoom(const Follower& follower) const { return follower.untaken_bytes < window_bytes_; }
  void SetState(Follower& follower, Follower::State state);
  void Remove(std::uint64_t session);
  Follower* Find(std::uint64_t session);
  // Tells the events, in frames, and that everything before `next_seq` was looked at.
  void Tell(Follower& follower, std::vector<Event> events, std::uint64_t next_seq);
  void TellFrame(Follower& follower, const FeedView& view);
  void FlushLive();

  SessionTable* sessions_;
  Metrics* metrics_;
  const std::uint32_t partition_;
  const std::size_t window_bytes_;
  const std::size_t frame_bytes_;
  std::vector<Follower> followers_;  // few; in the order in which they began
  std::size_t live_ = 0;
  std::uint64_t last_number_ = 0;
  std::uint64_t committed_seq_ = 0;
  Micros progress_told_at_ = 0;
  // Taken, and not yet told to those who are live: from where they all stand to live_next_seq_.
  std::vector<Event> live_events_;
  std::size_t live_bytes_ = 0;
  std::uint64_t live_next_seq_ = 0;  // 0 = nothing was taken
  std::vector<std::uint64_t> touched_;
};

}  // namespace tidegate
