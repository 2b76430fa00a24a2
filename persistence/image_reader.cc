#include "persistence/image_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "core/base/hash.h"
#include "persistence/entry_packing.h"

namespace tidegate {
namespace {

constexpr std::uint64_t kReadBytes = 1 << 20;  // of one read: beyond it nothing is gained
static_assert(kReadBytes >= PackedBytesMax(kImageChunkBytes) + sizeof(ChunkHeader));

}  // namespace

absl::Status ImageDamage(std::string_view name, std::uint64_t seq, std::string_view what) {
  return absl::DataLossError(fmt::format("image {} (seq {}) is damaged: {}", name, seq, what));
}

absl::StatusOr<std::unique_ptr<ImageReader>> ImageReader::Open(ImageStore& store, std::uint64_t seq) {
  absl::StatusOr<std::unique_ptr<ImageBytes>> file = store.Open(seq);
  if (!file.ok()) return file.status();
  std::unique_ptr<ImageReader> reader(new ImageReader(*std::move(file), store.NameOf(seq), seq));
  if (absl::Status status = reader->ReadEnds(); !status.ok()) return status;
  return reader;
}

absl::Status ImageReader::ReadEnds() {
  const std::uint64_t size = file_->size();
  if (size < sizeof(ImageHeader) + sizeof(ImageFooter)) return Damage("it is shorter than its head and end");
  std::string bytes(sizeof(ImageHeader), '\0');
  if (absl::Status status = file_->ReadAt(0, bytes.size(), bytes.data()); !status.ok()) return status;
  if (const char* flaw = CheckImageHeader(bytes, header_)) return Damage(flaw);
  bytes.resize(sizeof(ImageFooter));
  if (absl::Status status = file_->ReadAt(size - bytes.size(), bytes.size(), bytes.data()); !status.ok()) return status;
  if (const char* flaw = CheckImageFooter(bytes, footer_)) return Damage(flaw);
  if (footer_.bytes != size) return Damage(fmt::format("it has {} bytes, its end says {}", size, footer_.bytes));
  if (footer_.header_checksum != header_.checksum) return Damage("its head and end are of two images");
  if (header_.seq != seq_) return Damage(fmt::format("it was made at seq {}: somebody gave it another name", header_.seq));
  return absl::OkStatus();
}

absl::Status ImageReader::ReadChunks(ChunkCallback callback) {
  const std::uint64_t end = footer_.bytes - sizeof(ImageFooter);
  std::uint64_t read = sizeof(ImageHeader);  // of the file, into the buffer
  std::string buffer;
  std::string entries;  // of the chunk at hand
  std::size_t at = 0;   // in the buffer: where the next chunk begins
  // Makes `bytes` from `at` on stand in the buffer.
  const auto fill = [&](std::uint64_t bytes) {
    if (buffer.size() - at >= bytes) return absl::OkStatus();
    buffer.erase(0, at);
    at = 0;
    const std::uint64_t more = std::min(std::max(bytes - buffer.size(), kReadBytes), end - read);
    const std::size_t before = buffer.size();
    buffer.resize(before + more);
    absl::Status status = file_->ReadAt(read, more, buffer.data() + before);
    read += more;
    return status;
  };
  for (std::uint64_t number = 1; number <= footer_.chunks; ++number) {
    const std::uint64_t left = end - read + (buffer.size() - at);
    ChunkHeader chunk;
    if (left < sizeof chunk) return Damage(fmt::format("chunk {} is missing", number));
    if (absl::Status status = fill(sizeof chunk); !status.ok()) return status;
    std::memcpy(&chunk, buffer.data() + at, sizeof chunk);
    if (chunk.magic != kChunkMagic || chunk.zero != 0 || chunk.entries_bytes > kImageChunkBytesMax || chunk.entries_bytes % 8 != 0 ||
        chunk.packed_bytes > PackedBytesMax(chunk.entries_bytes) || chunk.packed_bytes > left - sizeof chunk) {
      return Damage(fmt::format("chunk {} does not begin like one", number));
    }
    if (absl::Status status = fill(sizeof chunk + chunk.packed_bytes); !status.ok()) return status;
    const std::string_view packed = std::string_view(buffer).substr(at + sizeof chunk, chunk.packed_bytes);
    if (Hash64(packed.data(), packed.size(), number) != chunk.checksum) {
      return Damage(fmt::format("the checksum of chunk {} differs", number));
    }
    if (!UnpackEntries(packed, chunk.entries_bytes, entries)) return Damage(fmt::format("chunk {} does not add up", number));
    at += sizeof chunk + chunk.packed_bytes;
    if (absl::Status status = callback(entries, read - (buffer.size() - at)); !status.ok()) return status;
  }
  return at == buffer.size() && read == end ? absl::OkStatus() : Damage("there is more in it than its end says");
}

}  // namespace tidegate
