// CommandArena: memory for the texts that the commands of one batch borrow; freed all at once.
//
// One owner at a time: it travels with its batch from the io thread through the engine's turn and back. Addresses stay until Reset. Bump
// allocation from chunks that are kept and reused; Reset is O(chunks) and gives back what a rare big batch needed.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace tidegate {

class CommandArena {
 public:
  static constexpr std::size_t kChunkBytes = 64 * 1024;          // a turn's texts: kTurnBytesMax
  static constexpr std::size_t kKeptBytesMax = 4 * kChunkBytes;  // kept over a Reset

  // `bytes` bytes, 8-aligned, uninitialised.
  char* Allocate(std::size_t bytes);
  std::string_view Store(std::string_view text);
  void Reset();
  // Given out since the last Reset: what bounds a batch.
  std::size_t used() const { return used_; }

 private:
  struct Chunk {
    std::unique_ptr<std::uint64_t[]> memory;
    std::size_t bytes = 0;
  };
  std::vector<Chunk> chunks_;
  std::size_t chunk_ = 0;  // the one in use
  std::size_t at_ = 0;     // first free byte in it
  std::size_t used_ = 0;
};

}  // namespace tidegate
