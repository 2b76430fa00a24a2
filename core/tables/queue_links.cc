#include "core/tables/queue_links.h"

#include <cstring>

namespace tidegate {
namespace {

// A free block begins with the address of the next one.
constexpr std::size_t kAddressBytes = sizeof(char*);

}  // namespace

QueueLinks::QueueLinks(std::uint32_t slots_max) : places_(slots_max) {}

char* QueueLinks::AllocateBlock(int block_class) {
  if (char* block = free_[block_class]; block != nullptr) {
    std::memcpy(&free_[block_class], block, kAddressBytes);
    return block;
  }
  if (block_class == kPageClass) {
    if (pages_ % kSegmentPages == 0) segments_.emplace_back(std::size_t{kSegmentPages} * kPageBytes);
    return segments_.back().data() + std::size_t{pages_++ % kSegmentPages} * kPageBytes;
  }
  // Cuts a block of the next size: the first part is for the caller.
  char* block = AllocateBlock(block_class + 1);
  const std::size_t part_bytes = std::size_t{kBlockEntries[block_class]} * kEntryBytes;
  for (std::uint32_t i = kBlockEntries[block_class + 1] / kBlockEntries[block_class] - 1; i > 0; --i) {
    FreeBlock(block_class, block + i * part_bytes);
  }
  return block;
}

void QueueLinks::FreeBlock(int block_class, char* block) {
  std::memcpy(block, &free_[block_class], kAddressBytes);
  free_[block_class] = block;
}

}  // namespace tidegate
