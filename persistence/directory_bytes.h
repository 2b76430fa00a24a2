// How much disk a directory takes, and how much is left around it: what is allocated, not what the files' lengths say.
//
// One stat a file, no file is opened. Files that go meanwhile count or do not. Any thread.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"

namespace tidegate {

// Sum of the allocated blocks of all files below `path`.
absl::StatusOr<std::uint64_t> DirectoryBytes(const std::string& path);

// What the file system still gives to this user.
absl::StatusOr<std::uint64_t> FreeBytes(const std::string& path);

}  // namespace tidegate
