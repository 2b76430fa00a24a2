// Verifier: proves, offline, that a directory is whole: the journal to itself, every image and the projection to the journal.
//
// Works on the seams (the disk's or their twins in memory), on one thread, and writes nothing. What it does: every record of the journal is
// read (checksum, chain, dense seqs; the high-water mark was compared when the journal was opened); every image is loaded and must have the
// fingerprint it names, and where the journal reaches back that far, the fingerprint of the journal's replay at its seq; every row of the
// projection is read, and for a sample of its tickets, or all, record, texts, key and history must be what a fold of the journal gives.
// After a cut, what is left is proved the same way, from the oldest image on.
//
// Cost: one pass over the journal at about 2 million changes a second, one load an image, and one more pass for each tickets_per_pass
// tickets compared. Memory: the engine's state once, twice while an image is loaded, and some 250 bytes for each ticket of a pass. Findings
// are in words, with file and seq where the part below knows them, and with the next step. Not here: opening the parts, repair.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/engine/limits.h"
#include "persistence/image_store.h"
#include "persistence/journal_sink.h"
#include "persistence/store.h"

namespace tidegate {

enum class VerifyStage : std::uint8_t { kImages, kJournal, kProjection };
enum class VerifyDepth : std::uint8_t { kSample, kDeep };
inline constexpr std::size_t kVerifyFindingsMax = 20;  // more tell nothing new; the number of all is counted

struct VerifyOptions {
  // At least as large as the daemon's. Raised by what the images say of themselves; whether a journal holds more is seen on the way.
  EngineLimits limits;
  VerifyDepth depth = VerifyDepth::kSample;
  std::uint64_t tickets_per_pass = 131'072;  // 32 MiB; of a sample: so many in all
  // Now and then: the stage, how much of it is done, and of how much.
  std::function<void(VerifyStage, std::uint64_t, std::uint64_t)> progress;
};

struct VerifyFinding {
  VerifyStage part = VerifyStage::kJournal;
  std::string what;
};

struct VerifiedImage {
  std::uint64_t seq = 0;
  std::string name;
  enum class Proof : std::uint8_t {
    kDamaged,    // there is a finding
    kWhole,      // as it was written; the journal does not reach back to it
    kReplayed,   // and equal to the journal's replay
    kBegun,      // and the replay began with it
    kNotProved,  // it needs larger limits
  } proof = Proof::kDamaged;
};

struct VerifiedProjection {
  std::uint64_t projected_seq = 0;
  std::uint64_t tickets = 0;   // records in it
  std::uint64_t compared = 0;  // tickets compared with the journal
  std::array<std::uint64_t, kStoreTableCount> rows{};
};

struct VerifyReport {
  JournalPosition base;  // the journal's first change is base.seq + 1
  JournalPosition end;
  std::uint64_t records = 0;
  std::uint64_t changes = 0;
  std::uint64_t bytes = 0;
  std::uint64_t fingerprint = 0;  // of the state at the end; 0 when it could not be made
  std::vector<VerifiedImage> images;
  std::optional<VerifiedProjection> projection;  // nullopt = there is none
  std::vector<VerifyFinding> findings;
  std::uint64_t finding_count = 0;
  // Not empty: the limits were too small for a state of this directory, so that not everything was proved; which, and what to do.
  std::string limit;

  bool sound() const { return finding_count == 0; }
  void Add(VerifyStage part, std::string what);
};

// `images` and `store` may be nullptr: there are none.
VerifyReport Verify(JournalSink& journal, ImageStore* images, const Store* store, const VerifyOptions& options);

}  // namespace tidegate
