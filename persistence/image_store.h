// ImageStore: where images lie: one being written, those published, and what is left of those that went. The seam to the disk.
//
// Implementations: FileImageStore (a folder of the data directory), MemoryImageStore (its simulated twin). One thread at a time. A name
// appears only by Publish, so whoever finds one finds a whole image; nothing large is ever removed whole, because its removal would hold up
// the journal's sync (30 ms for 64 MiB): Retire takes the name, Trim the bytes in small steps.
//
// Failure: a call that fails leaves the published images as they were; what was being written is given up by Drop, or the next Create.
// Not here: what is in an image (image_format.h), when to make one (the image stage).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace tidegate {

inline constexpr std::uint64_t kImageTrimBytes = 1 << 20;  // given back at once: 0.1 ms of the file system's time

// An image that is being written.
class ImageFile {
 public:
  virtual ~ImageFile() = default;
  virtual absl::Status Append(std::string_view bytes) = 0;
  virtual absl::Status Sync() = 0;
};

// A published image, for reading. Stays readable while it is open, whatever becomes of its name - but not of its bytes (Trim).
class ImageBytes {
 public:
  virtual ~ImageBytes() = default;
  virtual std::uint64_t size() const = 0;
  // All of the bytes asked for, into `to` of that size; DataLoss when the file ends before.
  virtual absl::Status ReadAt(std::uint64_t offset, std::uint64_t bytes, char* to) = 0;
};

class ImageStore {
 public:
  virtual ~ImageStore() = default;

  // Seqs of the published images, ascending.
  virtual absl::StatusOr<std::vector<std::uint64_t>> List() = 0;
  // How an image is called in messages: its path.
  virtual std::string NameOf(std::uint64_t seq) const = 0;
  virtual absl::StatusOr<std::unique_ptr<ImageBytes>> Open(std::uint64_t seq) = 0;

  // A new empty one; what an earlier Create left unfinished is retired.
  virtual absl::StatusOr<std::unique_ptr<ImageFile>> Create() = 0;
  // Gives what the last Create made, synced to its end, its name; durable on return. Replaces one of the same seq.
  virtual absl::Status Publish(std::uint64_t seq) = 0;

  // What the last Create made and nobody published is retired: a disk that it filled gets room again. The file must be closed.
  virtual absl::Status Drop() = 0;
  // What the disk still takes, from anybody.
  virtual absl::StatusOr<std::uint64_t> FreeBytes() = 0;

  // NotFound when there is none. Durable with the next Publish, or never: then it is there again, whole or damaged.
  virtual absl::Status Retire(std::uint64_t seq) = 0;
  // Frees up to kImageTrimBytes of what was retired or left unfinished by an earlier process. False = nothing is left to free. An error is
  // of one file, which is passed over from then on: the next call goes on with the others.
  virtual absl::StatusOr<bool> Trim() = 0;
  // What was passed over is no longer.
  virtual void TrimAgain() = 0;
};

}  // namespace tidegate
