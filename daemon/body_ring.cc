#include "daemon/body_ring.h"

#include <algorithm>
#include <cstring>

#include "core/base/check.h"
#include "core/model/turn_record.h"

namespace tidegate {
namespace {

// The body in the tail of a Submitted that stands at `offset` of a record that was walked before.
std::optional<std::string_view> BodyAt(std::string_view record, std::size_t offset, TicketId ticket) {
  EntryHeader entry;
  std::memcpy(&entry, record.data() + offset - sizeof entry, sizeof entry);
  Submitted submitted;
  std::memcpy(&submitted, record.data() + offset, sizeof submitted);
  if (submitted.ticket != ticket.raw()) return std::nullopt;
  const std::string_view tail = record.substr(offset + sizeof submitted, entry.tail_bytes);
  const std::size_t claims = SubmitClaimsBytes(submitted.skill_count);
  if (claims > tail.size()) return std::nullopt;
  return tail.substr(claims);
}

}  // namespace

std::optional<std::string_view> BodyInRecord(std::string_view record, std::uint64_t submit_seq, TicketId ticket) {
  TurnReader reader(record);
  std::uint64_t seq = reader.header().first_seq;
  for (ChangeView change; reader.Next(change); ++seq) {
    if (seq != submit_seq) continue;
    if (change.kind != ChangeKind::kSubmitted) return std::nullopt;
    return BodyAt(record, static_cast<std::size_t>(change.data - record.data()), ticket);
  }
  return std::nullopt;
}

void BodyRing::Add(std::string& record) {
  TurnHeader header;
  CHECK_GE(record.size(), sizeof header);
  std::memcpy(&header, record.data(), sizeof header);
  if (!kept_.empty()) CHECK_GT(header.first_seq, kept_.back().last_seq);
  Kept kept;
  kept.record.swap(record);
  record.swap(spare_record_);
  record.clear();
  kept.first_seq = header.first_seq;
  kept.last_seq = header.first_seq + header.change_count - 1;
  kept.submits.swap(spare_places_);
  kept.submits.clear();
  bytes_ += kept.record.capacity();
  kept_.push_back(std::move(kept));
  while (bytes_ > bytes_max_ && !kept_.empty()) DropOldest();
}

void BodyRing::DropOldest() {
  Kept& oldest = kept_.front();
  bytes_ -= oldest.record.capacity();
  spare_record_.swap(oldest.record);
  spare_places_.swap(oldest.submits);
  kept_.pop_front();
}

void BodyRing::IndexSubmits(Kept& kept) {
  TurnReader reader(kept.record);
  std::uint64_t seq = kept.first_seq;
  for (ChangeView change; reader.Next(change); ++seq) {
    if (change.kind == ChangeKind::kSubmitted) {
      kept.submits.push_back({seq, static_cast<std::uint32_t>(change.data - kept.record.data())});
    }
  }
  kept.indexed = true;
}

std::optional<std::string_view> BodyRing::FindBody(std::uint64_t submit_seq, TicketId ticket) {
  auto kept =
      std::upper_bound(kept_.begin(), kept_.end(), submit_seq, [](std::uint64_t seq, const Kept& row) { return seq < row.first_seq; });
  if (kept == kept_.begin()) return std::nullopt;
  --kept;
  if (submit_seq > kept->last_seq) return std::nullopt;
  if (!kept->indexed) IndexSubmits(*kept);
  const auto place = std::lower_bound(kept->submits.begin(), kept->submits.end(), submit_seq,
                                      [](const Place& row, std::uint64_t seq) { return row.seq < seq; });
  if (place == kept->submits.end() || place->seq != submit_seq) return std::nullopt;
  return BodyAt(kept->record, place->offset, ticket);
}

}  // namespace tidegate
