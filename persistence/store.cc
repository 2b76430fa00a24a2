#include "persistence/store.h"

#include <cstring>
#include <type_traits>

#include "core/base/hash.h"

namespace tidegate {
namespace {

constexpr std::uint32_t kMagic = 0x54535447;  // "GTST" in little-endian
constexpr std::uint32_t kVersion = 2;         // of everything in the store: FORMAT.md 10

struct Bytes {
  std::uint32_t magic = kMagic;
  std::uint32_t version = kVersion;
  std::uint64_t seq = 0;
  std::uint64_t chain = 0;
  Micros at = 0;
  std::uint64_t directory_id = 0;
  std::uint64_t whole_from = 0;
  std::uint64_t checksum = 0;  // Hash64 of everything before
};
static_assert(sizeof(Bytes) == kStoreMarkBytes && std::has_unique_object_representations_v<Bytes>);

std::uint64_t ChecksumOf(const Bytes& bytes) { return Hash64(&bytes, offsetof(Bytes, checksum)); }

}  // namespace

std::string EncodeStoreMark(const StoreMark& mark) {
  Bytes bytes;
  bytes.seq = mark.position.seq;
  bytes.chain = mark.position.chain;
  bytes.at = mark.at;
  bytes.directory_id = mark.directory_id;
  bytes.whole_from = mark.whole_from;
  bytes.checksum = ChecksumOf(bytes);
  return std::string(reinterpret_cast<const char*>(&bytes), sizeof bytes);
}

std::optional<StoreMark> DecodeStoreMark(std::string_view data) {
  Bytes bytes;
  if (data.size() != sizeof bytes) return std::nullopt;
  std::memcpy(&bytes, data.data(), sizeof bytes);
  if (bytes.magic != kMagic || bytes.version != kVersion || bytes.checksum != ChecksumOf(bytes)) return std::nullopt;
  return StoreMark{JournalPosition{bytes.seq, bytes.chain}, bytes.at, bytes.directory_id, bytes.whole_from};
}

}  // namespace tidegate
