// Boot: from an image and the journal behind it to an engine that may serve: reads them back, opens a fresh directory, seeds the rules,
// begins with Start.
//
// Runs once, on one thread, before any stage. A directory without a turn gets its identity and its first rule set in one commit, so that a
// crash leaves either nothing or all of it. Refusals say what to do. No file, socket or randomness here: those come in the plan, so that
// the simulator boots the same way.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "core/engine/engine.h"
#include "daemon/boot_image.h"
#include "daemon/clock_source.h"
#include "daemon/committer.h"
#include "daemon/turn_clock.h"
#include "persistence/journal_sink.h"
#include "protocol/catalog_names.h"
#include "protocol/key_hasher.h"

namespace tidegate {

enum class ClockAhead : std::uint8_t { kRefuse, kAccept };

struct BootPlan {
  EngineLimits limits;
  std::optional<std::string> rules_source;  // the text of --rules
  std::string rules_name;                   // its file, for messages
  ClockAhead clock_ahead = ClockAhead::kRefuse;
  TimeSource time_source = TimeSource::kWall;
  std::optional<Micros> driven_from;  // where driven time begins in an empty directory; nullopt = at the wall clock
  // Identity of a directory that is empty.
  std::uint64_t fresh_directory_id = 0;
  HashKey fresh_hash_key{};
  // Told about once a second while the journal is read: changes so far, and in all.
  std::function<void(std::uint64_t, std::uint64_t)> progress;
  // And while an image is read: its name, bytes so far, and in all.
  std::function<void(std::string_view, std::uint64_t, std::uint64_t)> image_progress;
};

struct Booted {
  HashKey hash_key{};
  CatalogNames::Lists names;
  StatusView status;                    // as of the Start
  Micros now = 0;                       // of the last turn
  TurnClock clock = TurnClock(0, {});   // unless time is driven
  Micros next_at = kNever;              // when the engine wants its next turn
  RecoveredImage image;                 // seq 0 = none
  std::uint64_t recovered_changes = 0;  // from the journal
  std::uint64_t tail_bytes = 0;         // of their records
  std::vector<std::string> warnings;
};

// `images` may be nullptr: there are none. FailedPrecondition and InvalidArgument are the operator's to mend; DataLoss is the disk's.
absl::StatusOr<Booted> Boot(const BootPlan& plan, Engine& engine, ImageStore* images, JournalSink& journal, Committer& committer,
                            ClockSource& clocks);

}  // namespace tidegate
