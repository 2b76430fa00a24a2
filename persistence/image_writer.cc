#include "persistence/image_writer.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "core/base/check.h"
#include "persistence/entry_packing.h"

namespace tidegate {

absl::StatusOr<std::unique_ptr<ImageWriter>> ImageWriter::Begin(ImageStore& store, ImageHeader header) {
  absl::StatusOr<std::unique_ptr<ImageFile>> file = store.Create();
  if (!file.ok()) return file.status();
  const std::string bytes = EncodeImageHeader(header);
  std::unique_ptr<ImageWriter> writer(new ImageWriter(*std::move(file), header));
  if (absl::Status status = writer->Write(bytes); !status.ok()) return status;
  return writer;
}

absl::Status ImageWriter::Write(std::string_view bytes) {
  if (absl::Status status = file_->Append(bytes); !status.ok()) return status;
  bytes_ += bytes.size();
  if (bytes_ - synced_bytes_ < kImageSyncBytes) return absl::OkStatus();
  synced_bytes_ = bytes_;
  return file_->Sync();
}

absl::Status ImageWriter::WriteChunk(std::string_view entries) {
  CHECK_LE(entries.size(), kImageChunkBytesMax);
  sum_.Add(entries);
  PackEntries(entries, packed_);
  if (absl::Status status = Write(EncodeChunkHeader(packed_, entries.size(), ++chunks_)); !status.ok()) return status;
  return Write(packed_);
}

absl::Status ImageWriter::Add(std::string_view entries) {
  while (!entries.empty()) {
    // Whole entries up to a chunk's size, and at least one.
    std::size_t bytes = 0;
    while (bytes < entries.size()) {
      ImageEntry entry;
      CHECK_LE(sizeof entry, entries.size() - bytes);
      std::memcpy(static_cast<void*>(&entry), entries.data() + bytes, sizeof entry);
      const std::size_t with = bytes + sizeof entry + entry.bytes;
      CHECK_LE(with, entries.size());
      if (bytes != 0 && with > kImageChunkBytes) break;
      bytes = with;
    }
    if (absl::Status status = WriteChunk(entries.substr(0, bytes)); !status.ok()) return status;
    entries.remove_prefix(bytes);
  }
  return absl::OkStatus();
}

absl::Status ImageWriter::Finish(std::uint64_t chain) {
  ImageFooter footer{.chain = chain,
                     .fingerprint = sum_.fingerprint,
                     .records = sum_.records,
                     .chunks = chunks_,
                     .bytes = bytes_ + sizeof(ImageFooter),
                     .header_checksum = header_.checksum};
  if (absl::Status status = Write(EncodeImageFooter(footer)); !status.ok()) return status;
  return file_->Sync();
}

}  // namespace tidegate
