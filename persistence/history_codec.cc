#include "persistence/history_codec.h"

#include <cstring>
#include <limits>

#include "core/base/check.h"

namespace tidegate {

std::size_t AppendHistoryEntry(const HistoryEntry& entry, std::uint64_t segment_seq, std::string& out) {
  CHECK_GE(entry.seq, segment_seq);
  CHECK_LE(entry.seq - segment_seq, std::numeric_limits<std::uint32_t>::max());
  CHECK_LE(entry.change.tail.size(), std::numeric_limits<std::uint16_t>::max());
  HistoryEntryHeader header;
  header.at = entry.at;
  header.seq_offset = static_cast<std::uint32_t>(entry.seq - segment_seq);
  header.tail_bytes = static_cast<std::uint16_t>(entry.change.tail.size());
  header.kind = static_cast<std::uint8_t>(entry.change.kind);
  const std::size_t struct_bytes = InfoOf(header.kind).struct_bytes;
  const std::size_t bytes = sizeof header + struct_bytes + PaddedTo8(header.tail_bytes);
  const std::size_t padding = PaddedTo8(header.tail_bytes) - header.tail_bytes;
  out.append(reinterpret_cast<const char*>(&header), sizeof header);
  out.append(entry.change.data, struct_bytes);
  out.append(entry.change.tail);
  out.append(padding, '\0');
  return bytes;
}

bool HistoryWalk::Next(HistoryEntry& entry) {
  if (rest_.empty() || damaged_) return false;
  damaged_ = true;  // until this entry proves whole
  HistoryEntryHeader header;
  if (rest_.size() < sizeof header) return false;
  std::memcpy(&header, rest_.data(), sizeof header);
  const ChangeInfo info = InfoOf(header.kind);
  if (info.kind == ChangeKind::kNone || header.tail_bytes > info.tail_bytes_max) return false;
  const std::size_t bytes = sizeof header + info.struct_bytes + PaddedTo8(header.tail_bytes);
  if (rest_.size() < bytes) return false;
  damaged_ = false;
  entry.seq = segment_seq_ + header.seq_offset;
  entry.at = header.at;
  entry.change.kind = info.kind;
  entry.change.command = 0;
  entry.change.data = rest_.data() + sizeof header;
  entry.change.tail = rest_.substr(sizeof header + info.struct_bytes, header.tail_bytes);
  rest_.remove_prefix(bytes);
  return true;
}

}  // namespace tidegate
