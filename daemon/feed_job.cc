#include "daemon/feed_job.h"

#include <optional>
#include <utility>

#include "core/model/turn_record.h"
#include "protocol/masking/personal_data.h"
#include "protocol/reply_encoder.h"

namespace tidegate {

std::size_t FeedBytes(const Event& event) { return kEventBytesMax + event.text.size(); }

void MaskFor(Role role, Sight sight, Event& event) {
  if (event.text.empty()) return;
  if (role == Role::kOperator || (role == Role::kDataAdmin && event.ticket != 0)) {
    event.text.clear();
  } else if (sight == Sight::kMasked && event.ticket != 0) {
    event.text = Masked(event.text);
  }
}

absl::StatusOr<FeedAnswer> ReadFeed(JournalSink& journal, const FeedJob& job) {
  FeedAnswer answer;
  answer.next_seq = job.from_seq;
  std::size_t bytes = 0;
  std::uint64_t looked_at = 0;
  const absl::Status read = journal.ReadFrom(job.from_seq, [&](std::string_view record) {
    TurnReader reader(record);
    std::uint64_t seq = reader.header().first_seq - 1;
    for (ChangeView change; reader.Next(change);) {
      if (++seq < job.from_seq) continue;
      if (seq > job.to_seq || looked_at == kFeedJobChangesMax) return absl::CancelledError();
      if (std::optional<Event> event = EventOf(change, seq, reader.header().at); event && job.filter.Takes(*event)) {
        MaskFor(job.role, Sight::kMasked, *event);
        bytes += FeedBytes(*event);
        if (!answer.events.empty() && bytes > job.bytes_max) return absl::CancelledError();
        answer.events.push_back(*std::move(event));
      }
      ++looked_at;
      answer.next_seq = seq + 1;
    }
    return absl::OkStatus();
  });
  if (absl::IsOutOfRange(read)) {
    answer.kind = FeedAnswer::Kind::kGap;
    answer.gap_first_seq = journal.base().seq + 1;
    return answer;
  }
  if (!read.ok() && !absl::IsCancelled(read)) return read;
  return answer;
}

}  // namespace tidegate
