#include "persistence/verifier.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include "core/engine/engine.h"
#include "core/engine/state.h"
#include "core/engine/table_limits.h"
#include "core/model/turn_record.h"
#include "persistence/image_reader.h"
#include "persistence/journal_chain.h"
#include "persistence/projection_check.h"

namespace tidegate {
namespace {

constexpr std::uint64_t kProgressEveryRecords = 256;
constexpr std::string_view kDropImage = "Next: move that file out of the directory; the daemon makes a new one";
constexpr std::string_view kRestore = "Next: copy the directory as it is, check the disk, and restore the whole directory from a backup";

// Reads images and journal into one report.
class JournalCheck {
 public:
  JournalCheck(JournalSink& journal, ImageStore* images, const VerifyOptions& options, VerifyReport& report)
      : journal_(journal), images_(images), options_(options), report_(report) {}

  // The directory's id, as far as anything says it.
  std::uint64_t Run() {
    report_.base = journal_.base();
    report_.end = journal_.durable();
    LearnDirectory();
    LearnLimits();
    CheckImages();
    Begin();
    Replay();
    for (VerifiedImage& image : report_.images) {
      if (image.proof == VerifiedImage::Proof::kWhole && image.seq > report_.base.seq && engine_ != nullptr) {
        Bad(image, fmt::format("image {} stands at seq {}, where no turn of the journal ends. {}", image.name, image.seq, kDropImage));
      }
    }
    return directory_id_;
  }

 private:
  struct Footer {
    std::uint64_t chain = 0;
    std::uint64_t fingerprint = 0;
  };

  void Bad(VerifiedImage& image, std::string what) {
    image.proof = VerifiedImage::Proof::kDamaged;
    report_.Add(VerifyStage::kImages, std::move(what));
  }

  // The journal's first record says whose directory it is.
  void LearnDirectory() {
    limits_ = options_.limits;
    if (report_.base.seq != 0 || report_.end.seq == 0) return;
    const absl::Status read = journal_.ReadFrom(1, [&](std::string_view record) {
      TurnReader changes(record);
      limits_.partition = changes.header().partition;
      ChangeView change;
      if (changes.Next(change) && change.kind == ChangeKind::kDirectoryOpened) {
        directory_id_ = change.As<DirectoryOpened>().directory_id;
        limits_.partition = change.As<DirectoryOpened>().partition;
      }
      return absl::CancelledError();
    });
    read.IgnoreError();  // the pass over all of it will say what is wrong
  }

  // As much again as the largest picture holds: what the journal adds behind it is less, or a limit is told.
  void LearnLimits() {
    if (images_ == nullptr) return;
    const absl::StatusOr<std::vector<std::uint64_t>> seqs = images_->List();
    if (!seqs.ok()) return;  // CheckImages will say so
    for (const std::uint64_t seq : *seqs) {
      const absl::StatusOr<std::unique_ptr<ImageReader>> reader = ImageReader::Open(*images_, seq);
      if (!reader.ok()) continue;  // the same
      const ImageCounts counts = StartOf((*reader)->header()).counts;
      const auto raise = [](std::uint32_t& limit, std::uint32_t held, std::uint32_t max) {
        if (held <= max) limit = std::max(limit, std::min(max, 2 * held));
      };
      raise(limits_.tickets_max, counts.tickets, kEngineLimitsMax.tickets_max);
      raise(limits_.recent_max, counts.recents, kEngineLimitsMax.recent_max);
      raise(limits_.customers_max, counts.customers, kEngineLimitsMax.customers_max);
    }
  }

  // Whether a limit of ours is what an engine refused for: no word about the directory.
  bool NotesLimit(const Engine& engine, std::string_view what) {
    if (engine.passed() == TableLimit::kNone) return false;
    const TableLimitInfo& row = InfoOf(engine.passed());
    report_.limit = fmt::format("{} holds {}: it could not be proved. Next: verify with --{} of the daemon's configuration", what,
                                LimitText(engine.passed(), limits_), row.option);
    return true;
  }

  void CheckImages() {
    if (images_ == nullptr) return;
    const absl::StatusOr<std::vector<std::uint64_t>> seqs = images_->List();
    if (!seqs.ok()) return report_.Add(VerifyStage::kImages, std::string(seqs.status().message()));
    for (const std::uint64_t seq : *seqs) {
      if (options_.progress) options_.progress(VerifyStage::kImages, report_.images.size(), seqs->size());
      VerifiedImage& image = report_.images.emplace_back();
      image.seq = seq;
      image.name = images_->NameOf(seq);
      const absl::StatusOr<std::unique_ptr<Engine>> loaded = Load(seq);
      if (absl::IsResourceExhausted(loaded.status())) {
        image.proof = VerifiedImage::Proof::kNotProved;
      } else if (!loaded.ok()) {
        Bad(image, fmt::format("{}. {}", std::string(loaded.status().message()), kDropImage));
      } else if (seq > report_.end.seq) {
        Bad(image, fmt::format("image {} stands at seq {}, but the journal ends at seq {}: the journal lost its end, or the image is "
                               "another directory's. {}",
                               image.name, seq, report_.end.seq, kRestore));
      } else {
        image.proof = VerifiedImage::Proof::kWhole;
      }
    }
  }

  // An engine of the image, whose fingerprint is the one that the image names. ResourceExhausted: it needs larger limits.
  absl::StatusOr<std::unique_ptr<Engine>> Load(std::uint64_t seq) {
    absl::StatusOr<std::unique_ptr<ImageReader>> reader = ImageReader::Open(*images_, seq);
    if (!reader.ok()) return reader.status();
    const ImageHeader& header = (*reader)->header();
    if (directory_id_ == 0) {
      directory_id_ = header.directory_id;
      limits_.partition = header.partition;
    } else if (header.directory_id != directory_id_) {
      return absl::FailedPreconditionError(fmt::format("image {} (seq {}) belongs to the directory {:016x}, this one is {:016x}",
                                                       (*reader)->name(), seq, header.directory_id, directory_id_));
    }
    auto engine = std::make_unique<Engine>(limits_);
    const auto flawed = [&](const char* flaw) {
      if (NotesLimit(*engine, fmt::format("image {} (seq {})", (*reader)->name(), seq))) return absl::ResourceExhaustedError(report_.limit);
      return ImageDamage((*reader)->name(), seq, flaw);
    };
    absl::Status read = (*reader)->ReadChunks([&](std::string_view entries, std::uint64_t) {
      const char* flaw = engine->LoadImage(entries);
      return flaw == nullptr ? absl::OkStatus() : flawed(flaw);
    });
    if (!read.ok()) return read;
    if (const char* flaw = engine->FinishImage(StartOf(header), (*reader)->footer().fingerprint)) return flawed(flaw);
    footers_[seq] = {(*reader)->footer().chain, (*reader)->footer().fingerprint};
    return engine;
  }

  // The state from which the journal is replayed: nothing, or the oldest whole image that the journal reaches back to.
  void Begin() {
    if (report_.base.seq == 0) {
      engine_ = std::make_unique<Engine>(limits_);
      return;
    }
    for (VerifiedImage& image : report_.images) {
      if (image.proof != VerifiedImage::Proof::kWhole || image.seq < report_.base.seq) continue;
      absl::StatusOr<std::unique_ptr<Engine>> loaded = Load(image.seq);
      if (!loaded.ok()) continue;  // it could be read a moment ago: whoever reads it next will say what happened
      engine_ = *std::move(loaded);
      replayed_seq_ = image.seq;
      image.proof = VerifiedImage::Proof::kBegun;
      if (image.seq == report_.base.seq) CompareChain(image, report_.base.chain);
      return;
    }
    if (!report_.limit.empty()) return;  // one that could not be loaded may be it
    report_.Add(VerifyStage::kImages,
                fmt::format("the journal begins behind seq {}, and no whole image stands at or behind it: the state cannot be made again "
                            "from what is left. {}",
                            report_.base.seq, kRestore));
  }

  void Replay() {
    const absl::Status read = report_.end.seq == report_.base.seq
                                  ? absl::OkStatus()
                                  : journal_.ReadFrom(report_.base.seq + 1, [&](std::string_view record) { return Take(record); });
    if (!read.ok()) {
      report_.Add(VerifyStage::kJournal, std::string(read.message()));
      engine_.reset();
    }
    if (engine_ != nullptr) report_.fingerprint = engine_->state().Fingerprint();
  }

  absl::Status Take(std::string_view record) {
    const TurnHeader header = TurnReader(record).header();
    const JournalPosition after = PositionAfter(record);
    ++report_.records;
    report_.changes += header.change_count;
    report_.bytes += record.size();
    if (engine_ != nullptr && header.first_seq == replayed_seq_ + 1) {
      if (const char* flaw = engine_->Replay(record)) {
        if (NotesLimit(*engine_, fmt::format("the journal's record at seq {}", header.first_seq))) {
          engine_.reset();
          return absl::OkStatus();
        }
        report_.Add(VerifyStage::kJournal,
                    fmt::format("journal: the record at seq {} is whole, but cannot be applied: {}. {}", header.first_seq, flaw, kRestore));
        engine_.reset();
      } else {
        replayed_seq_ = after.seq;
      }
    }
    for (VerifiedImage& image : report_.images) {
      if (image.seq == after.seq) CompareImage(image, after);
    }
    if (options_.progress && report_.records % kProgressEveryRecords == 0) {
      options_.progress(VerifyStage::kJournal, report_.changes, report_.end.seq - report_.base.seq);
    }
    return absl::OkStatus();
  }

  void CompareImage(VerifiedImage& image, const JournalPosition& at) {
    if (image.proof == VerifiedImage::Proof::kDamaged || image.proof == VerifiedImage::Proof::kNotProved) return;
    if (!CompareChain(image, at.chain) || image.proof == VerifiedImage::Proof::kBegun) return;
    if (engine_ == nullptr || replayed_seq_ != at.seq) return;
    image.proof = VerifiedImage::Proof::kReplayed;
    const std::uint64_t replayed = engine_->state().Fingerprint();
    const std::uint64_t named = footers_[image.seq].fingerprint;
    if (replayed == named) return;
    Bad(image, fmt::format("image {} (seq {}) is not what the journal gives: its state has the fingerprint {:016x}, the replay {:016x}. {}",
                           image.name, image.seq, named, replayed, kDropImage));
  }

  bool CompareChain(VerifiedImage& image, std::uint64_t chain) {
    const std::uint64_t named = footers_[image.seq].chain;
    if (named == chain) return true;
    Bad(image, fmt::format("image {} is not of this journal: at seq {} its chain is {:016x}, the journal's {:016x}. {}", image.name,
                           image.seq, named, chain, kDropImage));
    return false;
  }

  JournalSink& journal_;
  ImageStore* images_;
  const VerifyOptions& options_;
  VerifyReport& report_;
  EngineLimits limits_;
  std::uint64_t directory_id_ = 0;  // 0 = not known
  std::map<std::uint64_t, Footer> footers_;
  std::unique_ptr<Engine> engine_;  // nullptr = the state is not known
  std::uint64_t replayed_seq_ = 0;
};

}  // namespace

void VerifyReport::Add(VerifyStage part, std::string what) {
  ++finding_count;
  if (findings.size() < kVerifyFindingsMax) findings.push_back({part, std::move(what)});
}

VerifyReport Verify(JournalSink& journal, ImageStore* images, const Store* store, const VerifyOptions& options) {
  VerifyReport report;
  const std::uint64_t directory_id = JournalCheck(journal, images, options, report).Run();
  if (store != nullptr) CheckProjection(journal, *store, directory_id, options, report);
  return report;
}

}  // namespace tidegate
