// ImageWriter: writes one image into a store: header, packed chunks with checksums, footer; synced every few MiB.
//
// One thread. Begin, then Add for each piece of records, then Finish, then ImageStore::Publish. After an error the image is given up.
// Memory: nothing beyond the piece at hand and a packed chunk. Cost: a hash over the entries (fingerprint, 0.3 ns a byte), their packing
// (0.7 ns a byte), one over what it leaves, one write, one sync every kImageSyncBytes: small, because a large one holds up the journal's
// sync on the same disk.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "core/engine/image_record.h"
#include "persistence/image_format.h"
#include "persistence/image_store.h"

namespace tidegate {

inline constexpr std::uint64_t kImageSyncBytes = 2 << 20;  // 5 to 20 ms of a disk; the journal waits behind one at most

class ImageWriter {
 public:
  static absl::StatusOr<std::unique_ptr<ImageWriter>> Begin(ImageStore& store, ImageHeader header);

  // Whole entries (CHECKed).
  absl::Status Add(std::string_view entries);
  // `chain` is the journal's chain value behind the header's seq. Synced to the end on return.
  absl::Status Finish(std::uint64_t chain);

  const ImageHeader& header() const { return header_; }
  std::uint64_t bytes() const { return bytes_; }

 private:
  ImageWriter(std::unique_ptr<ImageFile> file, const ImageHeader& header) : file_(std::move(file)), header_(header) {}

  absl::Status Write(std::string_view bytes);
  absl::Status WriteChunk(std::string_view entries);

  std::unique_ptr<ImageFile> file_;
  ImageHeader header_;
  ImageSum sum_;
  std::uint64_t chunks_ = 0;
  std::string packed_;       // of the chunk at hand
  std::uint64_t bytes_ = 0;  // of the file
  std::uint64_t synced_bytes_ = 0;
};

}  // namespace tidegate
