#include "core/tables/queue_links.h"

#include <cstring>

#include "core/base/check.h"

namespace tidegate {

QueueLinks::QueueLinks(std::uint32_t slots_max) : places_(slots_max) { free_.fill(kNoBlock); }

std::uint32_t QueueLinks::AllocateBlock(int block_class) {
  std::uint32_t& free = free_[block_class];
  if (free != kNoBlock) {
    const std::uint32_t block = free;
    std::memcpy(&free, Block(block), sizeof free);
    return block;
  }
  if (block_class == kPageClass) {
    if (pages_ % kSegmentPages == 0) segments_.emplace_back(std::size_t{kSegmentPages} * kPageBytes);
    CHECK_LT(pages_, kNoBlock / kSmallestPerPage);
    return pages_++ * kSmallestPerPage;
  }
  // Cuts a block of the next size into four: the first is for the caller.
  const std::uint32_t block = AllocateBlock(block_class + 1);
  const std::uint32_t step = kBlockEntries[block_class] / kBlockEntries[0];
  const std::uint32_t count = kBlockEntries[block_class + 1] / kBlockEntries[block_class];
  for (std::uint32_t i = count - 1; i > 0; --i) FreeBlock(block_class, block + i * step);
  return block;
}

void QueueLinks::FreeBlock(int block_class, std::uint32_t block) {
  std::memcpy(Block(block), &free_[block_class], sizeof(std::uint32_t));
  free_[block_class] = block;
}

}  // namespace tidegate
