// The feed: committed changes as others follow them: which events a follower wants, and the pieces in which they are told.
//
// Plain values. Events are numbered by the seq of their change; between two events there may be changes that are no event, so a follower
// goes on from next_seq, not from the seq of the last event. Not here: who may follow, and what is masked (daemon/feed.h).
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "core/model/event.h"

namespace tidegate {

struct FeedFilter {
  std::uint64_t ticket = 0;  // 0 = of all, and what is about no ticket
  std::uint64_t kinds = 0;   // bit n - 1 = EventKind n; 0 = all
  friend bool operator==(const FeedFilter&, const FeedFilter&) = default;

  // Not of kNone.
  static constexpr std::uint64_t KindBit(EventKind kind) { return std::uint64_t{1} << (static_cast<unsigned>(kind) - 1); }
  bool Takes(const Event& event) const {
    return (ticket == 0 || event.ticket == ticket) && (kinds == 0 || (kinds & KindBit(event.kind)) != 0);
  }
};
static_assert(std::all_of(NameTable<EventKind>::kRows.begin(), NameTable<EventKind>::kRows.end(),
                          [](const Name& row) { return row.number >= 1 && row.number <= 64; }),
              "a filter has a bit for each kind of event");

// A piece of the feed.
struct FeedView {
  std::uint64_t follow = 0;         // the follower's own number of his question
  std::vector<Event> events;        // ascending by seq; may be empty: then only next_seq has moved
  std::uint64_t next_seq = 0;       // where to go on: every event before it was told or not asked for
  std::uint64_t committed_seq = 0;  // the end of what is committed; more follows while next_seq is not beyond it
  // Not 0: what lies from next_seq up to before this is no longer kept, and nothing more comes: the follower has to take the present state
  // from elsewhere and to follow anew from here.
  std::uint64_t gap_first_seq = 0;
};

}  // namespace tidegate
