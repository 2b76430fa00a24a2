#include "core/model/turn_record.h"

#include <cstddef>

namespace tidegate {

TurnReader::TurnReader(std::string_view record) : record_(record) {
  CHECK_GE(record.size(), sizeof(TurnHeader));
  std::memcpy(&header_, record.data(), sizeof header_);
}

bool TurnReader::Next(ChangeView& change) {
  if (at_ == record_.size() || damaged_) return false;
  EntryHeader entry;
  damaged_ = true;  // until this entry proves whole
  if (record_.size() - at_ < sizeof entry) return false;
  std::memcpy(&entry, record_.data() + at_, sizeof entry);
  const ChangeInfo info = InfoOf(entry.kind);
  if (info.kind == ChangeKind::kNone || entry.tail_bytes > info.tail_bytes_max) return false;
  const std::size_t bytes = sizeof entry + info.struct_bytes + PaddedTo8(entry.tail_bytes);
  if (record_.size() - at_ < bytes) return false;
  damaged_ = false;
  change.kind = info.kind;
  change.command = entry.command;
  change.data = record_.data() + at_ + sizeof entry;
  change.tail = record_.substr(at_ + sizeof entry + info.struct_bytes, entry.tail_bytes);
  at_ += bytes;
  return true;
}

std::uint64_t SealRecord(char* record, std::size_t bytes, std::uint64_t previous) {
  CHECK_GE(bytes, sizeof(TurnHeader));
  const std::uint64_t none = 0;
  std::memcpy(record + offsetof(TurnHeader, checksum), &none, sizeof none);
  std::memcpy(record + offsetof(TurnHeader, previous), &previous, sizeof previous);
  const std::uint64_t checksum = Hash64(record, bytes);
  std::memcpy(record + offsetof(TurnHeader, checksum), &checksum, sizeof checksum);
  return checksum;
}

const char* VerifyRecord(std::string_view record) {
  if (record.size() < sizeof(TurnHeader)) return "shorter than its header";
  TurnHeader header;
  std::memcpy(&header, record.data(), sizeof header);
  if (header.magic != kTurnMagic) return "not a turn record (magic)";
  if (header.version != kJournalVersion) return "a format version this program does not know";
  if (header.bytes != record.size()) return "length differs from its header";
  // The checksum was taken with its own field zero.
  const std::uint64_t stated = header.checksum;
  header.checksum = 0;
  std::string copy(record);
  std::memcpy(copy.data(), &header, sizeof header);
  if (Hash64(copy.data(), copy.size()) != stated) return "checksum differs";
  return nullptr;
}

}  // namespace tidegate
