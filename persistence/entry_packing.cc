#include "persistence/entry_packing.h"

#include <array>
#include <bit>
#include <cstring>
#include <utility>

#include "core/base/check.h"
#include "core/engine/image_record.h"

namespace tidegate {
namespace {

using Word = std::uint64_t;

constexpr std::size_t kWordBytes = sizeof(Word);
constexpr Word kLowBits = 0x0101010101010101;
constexpr Word kGather = 0x0102040810204080;  // times a word of low bits: bit i of the highest byte is that of byte i

static_assert(std::endian::native == std::endian::little);

Word ReadWord(const char* from) {
  Word word = 0;
  std::memcpy(&word, from, kWordBytes);
  return word;
}

// Bit i: byte i of the word is not zero.
std::uint8_t BytesThere(Word word) {
  word |= word >> 4;
  word |= word >> 2;
  word |= word >> 1;
  return static_cast<std::uint8_t>(((word & kLowBits) * kGather) >> 56);
}

// The bytes of the word that are there, one behind the other.
char* PutBytes(Word word, std::uint8_t there, char* out) {
  for (; there != 0; there &= static_cast<std::uint8_t>(there - 1)) {
    *out++ = static_cast<char>(word >> (8 * std::countr_zero(there)));
  }
  return out;
}

// How four bytes spread to where a half word has them, without a branch: byte k is shifted by as many places as lie empty before it.
struct Spread {
  std::uint32_t count = 0;
  std::array<std::uint32_t, 4> shifted{};  // by places of the shift: which of the bytes
};
constexpr std::array<Spread, 16> MakeSpreads() {
  std::array<Spread, 16> spreads{};
  for (std::uint32_t there = 0; there < spreads.size(); ++there) {
    Spread& spread = spreads[there];
    for (std::uint32_t place = 0; place < 4; ++place) {
      if ((there >> place & 1) == 0) continue;
      spread.shifted[place - spread.count] |= std::uint32_t{0xFF} << (8 * spread.count);
      ++spread.count;
    }
  }
  return spreads;
}
constexpr std::array<Spread, 16> kSpreads = MakeSpreads();

std::uint32_t SpreadOut(const char* from, const Spread& spread) {
  std::uint32_t bytes = 0;
  std::memcpy(&bytes, from, sizeof bytes);
  return (bytes & spread.shifted[0]) | (bytes & spread.shifted[1]) << 8 | (bytes & spread.shifted[2]) << 16 |
         (bytes & spread.shifted[3]) << 24;
}

// Takes the bytes of words from a packed chunk.
class ByteTaker {
 public:
  explicit ByteTaker(std::string_view packed) : at_(packed.data()), end_(packed.data() + packed.size()) {}

  // The next `count` bytes that say which bytes are there; nullptr: there are not so many.
  const char* Marks(std::size_t count) {
    if (left() < count) return nullptr;
    return std::exchange(at_, at_ + count);
  }
  bool Take(std::uint8_t there, Word& word) {
    const Spread& low = kSpreads[there & 15];
    const Spread& high = kSpreads[there >> 4];
    if (left() >= kWordBytes) {
      word = SpreadOut(at_, low) | Word{SpreadOut(at_ + low.count, high)} << 32;
    } else {
      std::array<char, 2 * kWordBytes> rest{};  // near the end: what follows may not be read
      if (left() < low.count + high.count) return false;
      std::memcpy(rest.data(), at_, left());
      word = SpreadOut(rest.data(), low) | Word{SpreadOut(rest.data() + low.count, high)} << 32;
    }
    at_ += low.count + high.count;
    return true;
  }
  bool AtEnd() const { return at_ == end_; }

 private:
  std::size_t left() const { return static_cast<std::size_t>(end_ - at_); }

  const char* at_;
  const char* end_;
};

// Where the latest entry of a kind lies in the chunk. Kinds are few and small; a number beyond shares a place, which costs bytes only.
class Latest {
 public:
  struct Place {
    std::size_t at = 0;
    std::size_t bytes = 0;  // 0 = there was none
  };
  Place Replace(std::uint32_t kind, Place by) { return std::exchange(places_[kind % places_.size()], by); }

 private:
  std::array<Place, 128> places_{};
};

struct EntryHead {
  std::uint32_t kind = 0;
  std::uint32_t bytes = 0;
};
static_assert(sizeof(EntryHead) == kWordBytes && sizeof(ImageEntry) == kWordBytes);

}  // namespace

void PackEntries(std::string_view entries, std::string& packed) {
  packed.resize(PackedBytesMax(entries.size()));
  char* out = packed.data();
  Latest latest;
  for (std::size_t at = 0; at < entries.size();) {
    CHECK_LE(kWordBytes, entries.size() - at);
    const Word head_word = ReadWord(entries.data() + at);
    const auto head = std::bit_cast<EntryHead>(head_word);
    at += kWordBytes;
    CHECK_LE(head.bytes, entries.size() - at);
    CHECK_EQ(head.bytes % kWordBytes, std::size_t{0});
    *out++ = static_cast<char>(BytesThere(head_word));
    out = PutBytes(head_word, BytesThere(head_word), out);
    const Latest::Place before = latest.Replace(head.kind, {at, head.bytes});
    char* marks = out;
    out += head.bytes / kWordBytes;
    for (std::size_t i = 0; i < head.bytes; i += kWordBytes) {
      const Word like = i < before.bytes ? ReadWord(entries.data() + before.at + i) : 0;
      const Word word = ReadWord(entries.data() + at + i) ^ like;
      const std::uint8_t there = BytesThere(word);
      *marks++ = static_cast<char>(there);
      out = PutBytes(word, there, out);
    }
    at += head.bytes;
  }
  packed.resize(static_cast<std::size_t>(out - packed.data()));
}

bool UnpackEntries(std::string_view packed, std::uint64_t bytes, std::string& entries) {
  entries.resize(bytes);
  ByteTaker taker(packed);
  Latest latest;
  for (std::size_t at = 0; at < bytes;) {
    if (bytes - at < kWordBytes) return false;
    Word word = 0;
    const char* marks = taker.Marks(1);
    if (marks == nullptr || !taker.Take(static_cast<std::uint8_t>(*marks), word)) return false;
    std::memcpy(entries.data() + at, &word, kWordBytes);
    at += kWordBytes;
    const auto head = std::bit_cast<EntryHead>(word);
    if (head.bytes > bytes - at || head.bytes % kWordBytes != 0) return false;
    marks = taker.Marks(head.bytes / kWordBytes);
    if (marks == nullptr) return false;
    const Latest::Place before = latest.Replace(head.kind, {at, head.bytes});
    for (std::size_t i = 0; i < head.bytes; i += kWordBytes) {
      if (!taker.Take(static_cast<std::uint8_t>(*marks++), word)) return false;
      if (i < before.bytes) word ^= ReadWord(entries.data() + before.at + i);
      std::memcpy(entries.data() + at + i, &word, kWordBytes);
    }
    at += head.bytes;
  }
  return taker.AtEnd();
}

}  // namespace tidegate
