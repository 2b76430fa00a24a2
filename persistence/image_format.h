// Image format: the bytes around the canonical records (core/engine/image_record.h) in an image file. FORMAT.md describes the same bytes.
//
//   ImageHeader (96 bytes) | chunk | chunk | ... | ImageFooter (64 bytes)      chunk = ChunkHeader (24 bytes) | whole entries, packed
//
// Pure: encodes and checks, touches no file. Check... returns nullptr, or what is wrong.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

#include "core/base/time.h"
#include "core/engine/image_cut.h"

namespace tidegate {

inline constexpr std::uint32_t kImageMagic = 0x4D495447;   // "GTIM" in little-endian
inline constexpr std::uint32_t kChunkMagic = 0x48435447;   // "GTCH"
inline constexpr std::uint32_t kFooterMagic = 0x46495447;  // "GTIF"
inline constexpr std::uint16_t kImageFormat = 3;           // of the file and of the records in it; 1 and 2 had their chunks unpacked
// The entries of a chunk are about so many bytes; what one of them needs more (a rule set) it gets. What a reader holds at once.
inline constexpr std::uint32_t kImageChunkBytes = 256 * 1024;
inline constexpr std::uint32_t kImageChunkBytesMax = 9 << 20;  // a rule set is at most 8 MiB

struct ImageHeader {
  std::uint32_t magic = kImageMagic;
  std::uint16_t version = kImageFormat;
  std::uint16_t partition = 0;
  std::uint64_t checksum = 0;  // Hash64 of the header with this field zero
  std::uint64_t directory_id = 0;
  std::uint64_t seq = 0;  // the last change in it
  Micros at = 0;          // time of the turn that made it
  std::uint32_t epoch = 0;
  std::uint32_t tickets = 0;
  std::uint32_t recents = 0;
  std::uint32_t customers = 0;
  std::uint32_t agents = 0;
  std::uint32_t clients = 0;
  std::uint32_t declines = 0;
  std::uint32_t zero = 0;
  std::uint64_t outcomes = 0;
  std::array<std::uint8_t, 16> hash_key{};  // of the directory (DirectoryOpened); the engine does not know it
};
static_assert(sizeof(ImageHeader) == 96 && std::has_unique_object_representations_v<ImageHeader>);

struct ChunkHeader {
  std::uint32_t magic = kChunkMagic;
  std::uint32_t packed_bytes = 0;   // behind it (entry_packing.h)
  std::uint32_t entries_bytes = 0;  // of the entries that they are; a multiple of 8
  std::uint32_t zero = 0;
  std::uint64_t checksum = 0;  // Hash64 of the packed bytes, seeded with the chunk's number, from 1
};
static_assert(sizeof(ChunkHeader) == 24);

struct ImageFooter {
  std::uint32_t magic = kFooterMagic;
  std::uint32_t zero = 0;
  std::uint64_t chain = 0;        // chain value of the journal behind the header's seq
  std::uint64_t fingerprint = 0;  // of the state
  std::uint64_t records = 0;
  std::uint64_t chunks = 0;
  std::uint64_t bytes = 0;            // of the file
  std::uint64_t header_checksum = 0;  // so that head and tail belong together
  std::uint64_t checksum = 0;         // Hash64 of the footer with this field zero
};
static_assert(sizeof(ImageFooter) == 64 && std::has_unique_object_representations_v<ImageFooter>);

ImageHeader HeaderOf(const ImageStart& start, const std::array<std::uint8_t, 16>& hash_key);
ImageStart StartOf(const ImageHeader& header);

// Fills the checksum and gives the bytes.
std::string EncodeImageHeader(ImageHeader& header);
std::string EncodeImageFooter(ImageFooter& footer);
std::string EncodeChunkHeader(std::string_view packed, std::uint64_t entries_bytes, std::uint64_t number);

// The bytes must be those of the struct (CHECKed).
const char* CheckImageHeader(std::string_view bytes, ImageHeader& header);
const char* CheckImageFooter(std::string_view bytes, ImageFooter& footer);

}  // namespace tidegate
