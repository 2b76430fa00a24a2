#include "persistence/image_format.h"

#include <cstring>

#include "core/base/check.h"
#include "core/base/hash.h"

namespace tidegate {
namespace {

template <class Struct>
std::uint64_t ChecksumOf(Struct value) {
  value.checksum = 0;
  return Hash64(&value, sizeof value);
}

template <class Struct>
std::string Sealed(Struct& value) {
  value.checksum = ChecksumOf(value);
  return std::string(reinterpret_cast<const char*>(&value), sizeof value);
}

template <class Struct>
void Read(std::string_view bytes, Struct& value) {
  CHECK_EQ(bytes.size(), sizeof value);
  std::memcpy(static_cast<void*>(&value), bytes.data(), sizeof value);
}

}  // namespace

ImageHeader HeaderOf(const ImageStart& start, const std::array<std::uint8_t, 16>& hash_key) {
  return ImageHeader{.partition = static_cast<std::uint16_t>(start.partition),
                     .directory_id = start.directory_id,
                     .seq = start.seq,
                     .at = start.at,
                     .epoch = start.epoch,
                     .tickets = start.counts.tickets,
                     .recents = start.counts.recents,
                     .customers = start.counts.customers,
                     .agents = start.counts.agents,
                     .clients = start.counts.clients,
                     .declines = start.counts.declines,
                     .outcomes = start.counts.outcomes,
                     .hash_key = hash_key};
}

ImageStart StartOf(const ImageHeader& header) {
  return ImageStart{.seq = header.seq,
                    .at = header.at,
                    .directory_id = header.directory_id,
                    .partition = header.partition,
                    .epoch = header.epoch,
                    .counts = {.tickets = header.tickets,
                               .recents = header.recents,
                               .customers = header.customers,
                               .agents = header.agents,
                               .clients = header.clients,
                               .declines = header.declines,
                               .outcomes = header.outcomes}};
}

std::string EncodeImageHeader(ImageHeader& header) { return Sealed(header); }
std::string EncodeImageFooter(ImageFooter& footer) { return Sealed(footer); }

std::string EncodeChunkHeader(std::string_view packed, std::uint64_t entries_bytes, std::uint64_t number) {
  const ChunkHeader header{.packed_bytes = static_cast<std::uint32_t>(packed.size()),
                           .entries_bytes = static_cast<std::uint32_t>(entries_bytes),
                           .checksum = Hash64(packed.data(), packed.size(), number)};
  return std::string(reinterpret_cast<const char*>(&header), sizeof header);
}

const char* CheckImageHeader(std::string_view bytes, ImageHeader& header) {
  Read(bytes, header);
  if (header.magic != kImageMagic) return "it does not begin like an image";
  if (header.version != kImageFormat) return "it has a format version that this program does not know";
  if (header.checksum != ChecksumOf(header)) return "the checksum of its header differs";
  return nullptr;
}

const char* CheckImageFooter(std::string_view bytes, ImageFooter& footer) {
  Read(bytes, footer);
  if (footer.magic != kFooterMagic) return "it does not end like an image: its end is missing";
  if (footer.checksum != ChecksumOf(footer)) return "the checksum of its end differs";
  return nullptr;
}

}  // namespace tidegate
