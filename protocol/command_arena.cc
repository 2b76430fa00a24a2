#include "protocol/command_arena.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace tidegate {

char* CommandArena::Allocate(std::size_t bytes) {
  bytes = (bytes + 7) / 8 * 8;
  while (chunk_ < chunks_.size() && chunks_[chunk_].bytes - at_ < bytes) {
    ++chunk_;
    at_ = 0;
  }
  if (chunk_ == chunks_.size()) {
    const std::size_t chunk_bytes = std::max(bytes, kChunkBytes);
    chunks_.push_back({std::make_unique_for_overwrite<std::uint64_t[]>(chunk_bytes / 8), chunk_bytes});
  }
  char* memory = reinterpret_cast<char*>(chunks_[chunk_].memory.get()) + at_;
  at_ += bytes;
  used_ += bytes;
  return memory;
}

std::string_view CommandArena::Store(std::string_view text) {
  if (text.empty()) return {};
  char* memory = Allocate(text.size());
  std::memcpy(memory, text.data(), text.size());
  return {memory, text.size()};
}

void CommandArena::Reset() {
  std::size_t kept = 0;
  std::size_t count = 0;
  while (count < chunks_.size() && kept + chunks_[count].bytes <= kKeptBytesMax) kept += chunks_[count++].bytes;
  chunks_.resize(count);
  chunk_ = 0;
  at_ = 0;
  used_ = 0;
}

}  // namespace tidegate
