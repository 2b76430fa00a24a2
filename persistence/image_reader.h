// ImageReader: reads one published image and proves it whole: header, footer, every chunk.
//
// One thread. Open reads head and end only, and refuses what is no image, was cut short, or is of another version; ReadChunks gives every
// chunk's entries, verified, in the order of the file. Errors are DataLoss and name the file and its seq. About 1 GB of entries a second;
// memory: two chunks. Not here: whether the image fits the journal beside it (boot), what the records mean (core).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "persistence/image_format.h"
#include "persistence/image_store.h"

namespace tidegate {

// "image NAME (seq N) is damaged: WHAT".
absl::Status ImageDamage(std::string_view name, std::uint64_t seq, std::string_view what);

class ImageReader {
 public:
  static absl::StatusOr<std::unique_ptr<ImageReader>> Open(ImageStore& store, std::uint64_t seq);

  const ImageHeader& header() const { return header_; }
  const ImageFooter& footer() const { return footer_; }
  const std::string& name() const { return name_; }

  // An error of the callback stops the reading and is handed back. Gets the entries and how many bytes of the file are read.
  using ChunkCallback = absl::FunctionRef<absl::Status(std::string_view entries, std::uint64_t bytes_read)>;
  absl::Status ReadChunks(ChunkCallback callback);

 private:
  ImageReader(std::unique_ptr<ImageBytes> file, std::string name, std::uint64_t seq)
      : file_(std::move(file)), name_(std::move(name)), seq_(seq) {}

  absl::Status ReadEnds();
  absl::Status Damage(std::string_view what) const { return ImageDamage(name_, seq_, what); }

  std::unique_ptr<ImageBytes> file_;
  std::string name_;
  std::uint64_t seq_;
  ImageHeader header_;
  ImageFooter footer_;
};

}  // namespace tidegate
