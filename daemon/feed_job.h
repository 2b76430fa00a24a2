// FeedJob and FeedAnswer: a stretch of the journal on its way to a follower of the feed that is not at its end.
//
// ReadFeed reads it, on any thread beside the committer; only what was committed when the job was made. Bounded in events, bytes and
// changes looked at, so that a follower who wants few things, or is far behind, holds up no other for more than some 20 ms.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "core/model/feed.h"
#include "core/model/names.h"
#include "persistence/journal_sink.h"
#include "protocol/masking/sight.h"

namespace tidegate {

inline constexpr std::uint64_t kFeedJobChangesMax = 65'536;  // 3 million are read a second

struct FeedJob {
  std::uint64_t session = 0;
  std::uint64_t follower = 0;  // which of the session's, if it follows anew meanwhile
  std::uint64_t from_seq = 0;
  std::uint64_t to_seq = 0;   // the end of what was committed
  std::size_t bytes_max = 0;  // of events (FeedBytes); one always fits
  Role role = Role::kNone;
  FeedFilter filter;
};

struct FeedAnswer {
  enum class Kind : std::uint8_t { kRead, kGap, kFailed } kind = Kind::kRead;
  std::vector<Event> events;
  std::uint64_t next_seq = 0;       // everything before was looked at
  std::uint64_t gap_first_seq = 0;  // kGap: the first that is kept
};

// What an event counts in the bounds of the feed: at least what it takes when encoded.
std::size_t FeedBytes(const Event& event);

// Takes out of an event what this role may not see: operators see no texts, data administrators none of tickets; nobody sees personal data
// in the texts of tickets who was not granted it (domain.md 14).
void MaskFor(Role role, Sight sight, Event& event);

// An error is the journal's: damage, or a disk that cannot be read.
absl::StatusOr<FeedAnswer> ReadFeed(JournalSink& journal, const FeedJob& job);

}  // namespace tidegate
