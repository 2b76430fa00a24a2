#include "persistence/journal_marks.h"

#include <cstring>
#include <type_traits>

#include "core/base/hash.h"

namespace tidegate {
namespace {

constexpr std::uint32_t kMagic = 0x4B4D5447;  // "GTMK" in little-endian
constexpr std::uint32_t kVersion = 1;

struct Bytes {
  std::uint32_t magic = kMagic;
  std::uint32_t version = kVersion;
  std::uint64_t base_seq = 0;
  std::uint64_t base_chain = 0;
  std::uint32_t promised_epoch = 0;
  std::uint32_t zero = 0;
  std::uint64_t checksum = 0;  // Hash64 of everything before
};
static_assert(sizeof(Bytes) == kJournalMarksBytes && std::has_unique_object_representations_v<Bytes>);

std::uint64_t ChecksumOf(const Bytes& bytes) { return Hash64(&bytes, offsetof(Bytes, checksum)); }

}  // namespace

std::string EncodeJournalMarks(const JournalMarks& marks) {
  Bytes bytes;
  bytes.base_seq = marks.base.seq;
  bytes.base_chain = marks.base.chain;
  bytes.promised_epoch = marks.promised_epoch;
  bytes.checksum = ChecksumOf(bytes);
  return std::string(reinterpret_cast<const char*>(&bytes), sizeof bytes);
}

std::optional<JournalMarks> DecodeJournalMarks(std::string_view data) {
  Bytes bytes;
  if (data.size() != sizeof bytes) return std::nullopt;
  std::memcpy(&bytes, data.data(), sizeof bytes);
  if (bytes.magic != kMagic || bytes.version != kVersion || bytes.checksum != ChecksumOf(bytes)) return std::nullopt;
  return JournalMarks{JournalPosition{bytes.base_seq, bytes.base_chain}, bytes.promised_epoch};
}

}  // namespace tidegate
