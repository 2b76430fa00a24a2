// RecoverImage: the newest image that fits the journal beside it, made into an engine; the first part of a boot.
//
// An image fits when it is whole, of this partition, within the limits, not ahead of the journal, and ends at a record whose chain value it
// names: then it is a picture of this very past. A damaged one is passed over with a warning as long as the journal still holds what it
// held; a foreign one, or one ahead of the journal, is refused: nobody can say which of the two is right but the operator. Messages name
// the file, the seq, and what to do next.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "core/engine/engine.h"
#include "daemon/clock_source.h"
#include "persistence/image_store.h"
#include "persistence/journal_sink.h"
#include "protocol/key_hasher.h"

namespace tidegate {

struct ImageBoot {
  EngineLimits limits;
  // Told about once a second: name, bytes so far, and in all.
  std::function<void(std::string_view, std::uint64_t, std::uint64_t)> progress;
  ClockSource* clocks = nullptr;
};

struct RecoveredImage {
  std::uint64_t seq = 0;  // 0 = there was none: the journal tells everything
  Micros at = 0;
  std::uint64_t bytes = 0;
  HashKey hash_key{};
  std::vector<std::uint64_t> kept{};  // seqs ascending: older ones, not looked at, then this; without those that are damaged
};

// The engine is new. `images` may be nullptr.
absl::StatusOr<RecoveredImage> RecoverImage(const ImageBoot& boot, Engine& engine, ImageStore* images, JournalSink& journal,
                                            std::vector<std::string>& warnings);

}  // namespace tidegate
