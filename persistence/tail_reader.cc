#include "persistence/tail_reader.h"

#include <fmt/format.h>

#include <algorithm>

namespace tidegate {

TailBegin TailReader::Begin(const Store* store) const {
  // In this order: since only what the store has is cut, a mark that lies before a base that was seen before it has lost what it had.
  const std::uint64_t base_seq = journal_.base().seq;
  const std::uint64_t written_seq = store == nullptr ? 0 : store->written().position.seq;
  return {.mark_seq = std::max(base_seq, written_seq), .complete_from = written_seq < base_seq ? base_seq + 1 : 0};
}

absl::StatusOr<std::uint64_t> TailReader::Read(std::uint64_t mark_seq, std::uint64_t end_seq, ChangeCallback callback) const {
  if (end_seq <= mark_seq) return end_seq;
  std::uint64_t complete_to = end_seq;
  std::uint64_t looked_at = 0;
  const absl::Status read = journal_.ReadFrom(mark_seq + 1, [&](std::string_view record) {
    TurnReader reader(record);
    const TurnHeader& header = reader.header();
    if (header.first_seq > end_seq) return absl::CancelledError();
    if (looked_at >= changes_max_) {
      complete_to = header.first_seq - 1;
      return absl::CancelledError();
    }
    looked_at += header.change_count;
    std::uint64_t seq = header.first_seq - 1;
    for (ChangeView change; reader.Next(change);) {
      absl::Status status = callback(change, ++seq, header.at);
      if (status.ok()) continue;
      complete_to = seq;
      return status;
    }
    if (!reader.damaged()) return absl::OkStatus();
    return absl::DataLossError(fmt::format("the journal's record at seq {} does not add up behind seq {}", header.first_seq, seq));
  });
  if (!read.ok() && !absl::IsCancelled(read)) return read;
  return complete_to;
}

}  // namespace tidegate
