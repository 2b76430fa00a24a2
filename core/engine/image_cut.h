// ImageCut: the exact picture of the state at one turn boundary, copied in small steps while turns go on.
//
// Owned by the State; the engine's thread. Begin marks every table; from then on what is about to change is kept first (image_tap.h), and
// each Copy, between two turns, hands out what was kept and some of the rest. What Copy gave from Begin to kDone, in whatever order, are
// the canonical records (image_record.h) of the state as it was at Begin. Reads only: no change, no output, no seq comes of it, so turns
// are the same with and without.
//
// Cost: Begin a bit for each place in use; Copy `bytes_max` at about 3 GB/s and what was kept; a change to a record not yet copied one more
// copy of it. Kept records wait in memory until the next Copy: at most what two turns touch, and all of them together the picture. A
// version of the rules (up to 8 MiB) is put together over as many steps as it takes, and moved out in one of its own: copying it in a
// single step made a turn of 7 ms. Abandon is O(1).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/time.h"
#include "core/engine/tables.h"

namespace tidegate {

inline constexpr std::size_t kImageStepBytes = 64 * 1024;  // 20 to 50 us: image_turns_test
inline constexpr std::uint32_t kImageLooksMax = 8'192;     // empty places passed in a step, 1 to 2 ns each

// How many of each there are, so that whoever loads a picture knows at once whether it fits.
struct ImageCounts {
  std::uint32_t tickets = 0;
  std::uint32_t recents = 0;
  std::uint32_t customers = 0;
  std::uint32_t agents = 0;
  std::uint32_t clients = 0;
  std::uint32_t declines = 0;
  std::uint64_t outcomes = 0;
  friend bool operator==(const ImageCounts&, const ImageCounts&) = default;
};

struct ImageStart {
  std::uint64_t seq = 0;  // the last change in it
  Micros at = 0;          // of the last turn that changed something
  std::uint64_t directory_id = 0;
  std::uint32_t partition = 0;
  std::uint32_t epoch = 0;
  ImageCounts counts;
};

enum class ImageProgress : std::uint8_t { kMore, kDone };

class ImageCut {
 public:
  explicit ImageCut(Tables& tables);
  ~ImageCut();
  ImageCut(const ImageCut&) = delete;
  ImageCut& operator=(const ImageCut&) = delete;

  // None may be under way (CHECKed).
  ImageStart Begin();
  // Appends what was kept since the last call, all of it, and up to about `bytes_max` of what was not copied yet (0 = only what was kept);
  // or a large version of the rules that is whole by now, and nothing else: it moves when `records` is empty. One must be under way
  // (CHECKed); after kDone none is.
  ImageProgress Copy(std::size_t bytes_max, std::string& records);
  // Nothing happens when none is under way.
  void Abandon();
  bool under_way() const { return under_way_; }

 private:
  struct Keepers;

  bool CopyNames(std::size_t until_bytes, std::string& records);
  bool CopyRules(std::size_t until_bytes, std::string& records);
  bool CopyRest(std::size_t until_bytes, std::string& records);
  template <class Live, class Put>
  bool CopySlots(SlotTap& tap, Live&& live, Put&& put, std::size_t until_bytes, std::string& records);
  template <class Table, class Put>
  bool CopyKeys(Table& table, Put&& put, std::size_t until_bytes, std::string& records);
  void StopTaps();

  Tables& tables_;
  bool under_way_ = false;
  std::string kept_;
  std::string large_;          // the entry of a version of the rules that no step had room for
  std::uint32_t growing_ = 0;  // that version, while it is not whole
  std::unique_ptr<Keepers> keepers_;
  std::array<std::uint32_t, kCatalogKindCount> names_end_{};  // per catalog, as at Begin: names are only ever added
  std::size_t names_catalog_ = 0;
  std::uint32_t names_copied_ = 0;  // of that catalog
  std::uint32_t looks_ = 0;         // left in this step
};

}  // namespace tidegate
