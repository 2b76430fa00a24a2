#include "persistence/archive_keeper.h"

#include <algorithm>
#include <optional>

#include "core/model/ids.h"
#include "persistence/ticket_record.h"

namespace tidegate {
namespace {

constexpr int kRangesMax = 64;  // of one Step: each leaves marks that readers pass until a compaction takes them

// A ticket of this number or a higher one was accepted after `at`; a day of reserve for the time zones of workspaces.
std::uint64_t AcceptedAfter(Micros at) {
  const Micros days = std::max<Micros>(at - kTicketEpoch, 0) / kDay + 2;
  return MakeTicketId(static_cast<std::uint32_t>(days), 0, 0).raw();
}

}  // namespace

absl::StatusOr<ArchiveKeeper::Progress> ArchiveKeeper::Step() {
  if (pass_ == Pass::kNone) {
    Begin();
    if (pass_ == Pass::kNone) return Progress::kIdle;
  }
  if (absl::Status status = Look(); !status.ok()) return status;
  return Progress::kWorked;
}

void ArchiveKeeper::Begin() {
  const Micros at = store_.written().at;
  const bool all_again = at - passed_at_ >= kPassEvery;
  if (bounds_.keep_for != kNever && all_again && at != 0) {
    pass_ = Pass::kByTime;
  } else if (store_.flushed().position.seq == store_.written().position.seq && owes_ == Owes::kNothing && MustFree()) {
    pass_ = Pass::kByBytes;
    of_pass_ = std::min(to_free_, bounds_.pass_bytes);
  } else {
    return;
  }
  if (all_again) {
    cursor_ = 0;
    passed_at_ = at;
  }
}

bool ArchiveKeeper::MustFree() {
  if (to_free_ != 0) return true;
  const std::uint64_t flushed = store_.flushed().position.seq;
  if (flushed == looked_bytes_seq_) return false;  // only a flush changes what the store takes
  looked_bytes_seq_ = flushed;
  const std::uint64_t bytes = store_.Bytes();
  if (bytes > bounds_.keep_bytes) to_free_ = bytes - bounds_.keep_bytes + bounds_.keep_bytes / kSlackShare;
  return to_free_ != 0;
}

absl::Status ArchiveKeeper::Look() {
  StoreMark mark = store_.written();
  const std::uint64_t durable_seq = store_.flushed().position.seq;
  const Micros ended_before = pass_ == Pass::kByTime ? mark.at - bounds_.keep_for : kNever;
  const std::uint64_t end = pass_ == Pass::kByTime ? AcceptedAfter(ended_before) : ~std::uint64_t{0};
  const std::uint64_t first = cursor_;
  std::vector<TicketRange> ranges;
  std::uint64_t erased = 0;
  int looked_at = 0;
  bool in_range = false;
  absl::Status flaw;
  absl::Status scanned = store_.Scan(StoreTable::kRecord, {}, TicketKey(cursor_), [&](std::string_view key, std::string_view value) {
    const std::optional<ProjectedTicket> ticket = DecodeProjectedTicket(value);
    if (!ticket || key.size() != sizeof(std::uint64_t)) {
      flaw = absl::DataLossError("a record of the store is damaged: nothing is erased. Next: `tidegate verify` of this directory");
      return false;
    }
    const std::uint64_t id = ReadBigEndian(key);
    const bool goes = ticket->ended_at() != 0 && ticket->ended_at() < ended_before && ticket->last_seq <= durable_seq;
    if (id >= end || looked_at == kLookMax || (goes && !in_range && ranges.size() == kRangesMax)) return false;
    ++looked_at;
    cursor_ = id + 1;
    if (goes && in_range) {
      ranges.back().end = id + 1;
    } else if (goes) {
      ranges.push_back({id, id + 1});
    }
    if (goes) ++erased;
    in_range = goes;
    return true;
  });
  if (!flaw.ok()) return flaw;
  if (!scanned.ok()) return scanned;
  if (!ranges.empty()) {
    if (pass_ == Pass::kByBytes) {
      const std::uint64_t freed = store_.BytesOf({first, cursor_});
      to_free_ -= std::min(to_free_, freed);
      of_pass_ -= std::min(of_pass_, freed);
    }
    for (const TicketRange& range : ranges) {
      store_.EraseTickets(range);
      // What was erased before in a row with it lies in the same files.
      if (!erased_.empty() && range.first == first && erased_.back().end == first) {
        erased_.back().end = range.end;
      } else if (range.end - range.first >= kWorthReclaiming) {
        erased_.push_back(range);
      }
    }
    mark.whole_from = std::max(mark.whole_from, ranges.back().end);
    if (absl::Status status = store_.Write(&mark); !status.ok()) return status;
    tickets_erased_ += erased;
    owes_ = Owes::kReclaim;
  }
  if (looked_at == 0) to_free_ = 0;  // there is nothing more
  if (looked_at == 0 || (pass_ == Pass::kByBytes && of_pass_ == 0)) pass_ = Pass::kNone;
  return absl::OkStatus();
}

absl::Status ArchiveKeeper::AfterFlush() {
  if (!wants_flush()) return absl::OkStatus();
  std::uint64_t first_kept = store_.written().whole_from;
  absl::Status scanned = store_.Scan(StoreTable::kRecord, {}, {}, [&](std::string_view key, std::string_view) {
    first_kept = std::min(first_kept, ReadBigEndian(key));
    return false;
  });
  if (!scanned.ok()) return scanned;
  absl::Status status = store_.Reclaim(erased_, first_kept);
  erased_.clear();
  owes_ = Owes::kNothing;
  return status;
}

}  // namespace tidegate
