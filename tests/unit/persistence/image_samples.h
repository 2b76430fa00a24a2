// Images of a few made-up entries, for tests of the file around them.
#pragma once

#include <cstring>
#include <string>
#include <vector>

#include "core/base/check.h"
#include "core/engine/image_record.h"
#include "persistence/image_reader.h"
#include "persistence/image_writer.h"

namespace tidegate {

// An entry of a record of `bytes` bytes (a multiple of 8) that all are `fill`.
inline std::string SampleEntry(ImageKind kind, std::uint32_t bytes, char fill) {
  const ImageEntry entry{kind, bytes};
  std::string text(reinterpret_cast<const char*>(&entry), sizeof entry);
  return text.append(bytes, fill);
}

inline ImageHeader SampleHeader(std::uint64_t seq) {
  const ImageStart start{.seq = seq,
                         .at = 1'262'304'000'000'000,
                         .directory_id = 0x1122334455667788,
                         .partition = 3,
                         .epoch = 2,
                         .counts = {.tickets = 5, .recents = 6, .customers = 7, .agents = 8, .clients = 9, .declines = 10, .outcomes = 11}};
  return HeaderOf(start, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16});
}

// Written, synced and published.
inline absl::Status WriteImage(ImageStore& store, std::uint64_t seq, const std::vector<std::string>& pieces, std::uint64_t chain = 77) {
  absl::StatusOr<std::unique_ptr<ImageWriter>> writer = ImageWriter::Begin(store, SampleHeader(seq));
  if (!writer.ok()) return writer.status();
  for (const std::string& piece : pieces) {
    if (absl::Status status = (*writer)->Add(piece); !status.ok()) return status;
  }
  if (absl::Status status = (*writer)->Finish(chain); !status.ok()) return status;
  return store.Publish(seq);
}

struct ImageRead {
  absl::Status status;
  ImageHeader header;
  ImageFooter footer;
  std::string entries;
  std::vector<std::size_t> chunks;  // sizes
};

inline ImageRead ReadImage(ImageStore& store, std::uint64_t seq) {
  ImageRead read;
  absl::StatusOr<std::unique_ptr<ImageReader>> reader = ImageReader::Open(store, seq);
  read.status = reader.status();
  if (!reader.ok()) return read;
  read.header = (*reader)->header();
  read.footer = (*reader)->footer();
  read.status = (*reader)->ReadChunks([&](std::string_view entries, std::uint64_t) {
    read.entries.append(entries);
    read.chunks.push_back(entries.size());
    return absl::OkStatus();
  });
  return read;
}

}  // namespace tidegate
