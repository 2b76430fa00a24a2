// FileImageStore: images as files of one folder: NNNNNNNNNNNNNNNNNNNN.image (its seq), `writing`, and `retired-N` on the way out.
//
// See ImageStore. Owner: one thread at a time. Bytes go through the page cache and are synced by the caller in small steps, so that the
// journal's sync never waits behind a large one. Retire renames and syncs the folder before a byte is freed, so that a shortened file never
// carries an image's name.
#pragma once

#include <memory>
#include <string>

#include "persistence/image_store.h"

namespace tidegate {

class FileImageStore final : public ImageStore {
 public:
  // Makes the folder when it is not there; what a process before left unfinished is retired.
  static absl::StatusOr<std::unique_ptr<FileImageStore>> Open(const std::string& folder);
  // Only to read: touches no file. NotFound when there is no folder.
  static absl::StatusOr<std::unique_ptr<FileImageStore>> Look(const std::string& folder);

  absl::StatusOr<std::vector<std::uint64_t>> List() override;
  std::string NameOf(std::uint64_t seq) const override;
  absl::StatusOr<std::unique_ptr<ImageBytes>> Open(std::uint64_t seq) override;
  absl::StatusOr<std::unique_ptr<ImageFile>> Create() override;
  absl::Status Publish(std::uint64_t seq) override;
  absl::Status Drop() override;
  absl::StatusOr<std::uint64_t> FreeBytes() override;
  absl::Status Retire(std::uint64_t seq) override;
  absl::StatusOr<bool> Trim() override;
  void TrimAgain() override;

 private:
  explicit FileImageStore(std::string folder) : folder_(std::move(folder)) {}

  std::string WritingPath() const { return folder_ + "/writing"; }
  absl::Status RetireFile(const std::string& path);
  absl::Status PassOver(int error_number, std::string_view doing);

  std::string folder_;
  std::uint64_t retired_ = 0;             // number of the latest retired-N
  std::vector<std::string> to_trim_;      // paths
  std::vector<std::string> passed_over_;  // paths that could not be trimmed
};

}  // namespace tidegate
