#include "daemon/boot_image.h"

#include <fmt/format.h>

#include <optional>

#include "core/engine/table_limits.h"
#include "core/model/turn_record.h"
#include "daemon/status_text.h"
#include "persistence/image_reader.h"
#include "persistence/journal_chain.h"

namespace tidegate {
namespace {

constexpr std::string_view kMoveIt = "Next: move that file out of the directory and start again";
constexpr std::string_view kRestore =
    "Nothing was changed. Next: copy the data directory as it is, check the disk, and restore the whole directory from a backup";

class Recovery {
 public:
  Recovery(const ImageBoot& boot, Engine& engine, ImageStore& images, JournalSink& journal)
      : boot_(boot), engine_(engine), images_(images), journal_(journal) {}

  // DataLoss: this image is damaged, another may do. Every other error is for the operator.
  absl::StatusOr<RecoveredImage> Load(std::uint64_t seq) {
    absl::StatusOr<std::unique_ptr<ImageReader>> opened = ImageReader::Open(images_, seq);
    if (!opened.ok()) return opened.status();
    ImageReader& reader = **opened;
    if (absl::Status status = CheckPlace(reader); !status.ok()) return status;
    if (absl::Status status = CheckLimits(reader); !status.ok()) return status;
    if (absl::Status status = ReadInto(reader); !status.ok()) {
      engine_.Reset();
      return status;
    }
    return RecoveredImage{
        .seq = seq, .at = reader.header().at, .bytes = reader.footer().bytes, .hash_key = HashKey(reader.header().hash_key)};
  }

 private:
  // Whether the image is a picture of this journal's past.
  absl::Status CheckPlace(const ImageReader& reader) {
    const ImageHeader& header = reader.header();
    const std::uint64_t end = journal_.durable().seq;
    if (header.seq > end) {
      return absl::FailedPreconditionError(fmt::format(
          "image {} stands at seq {}, but the journal beside it ends at seq {}: the journal lost its end, or the image is another "
          "directory's. {}; if the image is this directory's, what was acknowledged behind seq {} is lost: restore a backup first",
          reader.name(), header.seq, end, kMoveIt, end));
    }
    if (header.partition != boot_.limits.partition) {
      return absl::FailedPreconditionError(
          fmt::format("image {} (seq {}) belongs to partition {}, this daemon was started for {}: see --partition", reader.name(),
                      header.seq, header.partition, boot_.limits.partition));
    }
    if (const auto id = DirectoryId(); id && *id != header.directory_id) {
      return absl::FailedPreconditionError(fmt::format("image {} (seq {}) belongs to the directory {:016x}, this one is {:016x}. {}",
                                                       reader.name(), header.seq, header.directory_id, *id, kMoveIt));
    }
    absl::StatusOr<JournalPosition> position = PositionAt(header.seq);
    if (!position.ok()) return position.status();
    if (*position == JournalPosition{header.seq, reader.footer().chain}) return absl::OkStatus();
    return absl::FailedPreconditionError(
        fmt::format("image {} is not of this journal: at seq {} its chain is {:016x}, the journal's is {:016x} (seq {}): it is another "
                    "directory's, or one "
                    "of the two was replaced. {}",
                    reader.name(), header.seq, reader.footer().chain, position->chain, position->seq, kMoveIt));
  }

  // What the journal's first record says; nullopt once that was cut.
  std::optional<std::uint64_t> DirectoryId() {
    if (journal_.base().seq != 0) return std::nullopt;
    std::optional<std::uint64_t> id;
    const absl::Status read = journal_.ReadFrom(1, [&](std::string_view record) {
      TurnReader changes(record);
      ChangeView change;
      if (changes.Next(change) && change.kind == ChangeKind::kDirectoryOpened) id = change.As<DirectoryOpened>().directory_id;
      return absl::CancelledError();
    });
    return absl::IsCancelled(read) ? id : std::nullopt;
  }

  // The journal's position behind `seq`, as near as it has one.
  absl::StatusOr<JournalPosition> PositionAt(std::uint64_t seq) {
    if (seq == journal_.durable().seq) return journal_.durable();
    if (seq < journal_.base().seq) {
      return absl::DataLossError(
          fmt::format("image {} (seq {}) lies before the journal, which begins behind seq {}: changes between are missing",
                      images_.NameOf(seq), seq, journal_.base().seq));
    }
    JournalPosition position;
    const absl::Status read = journal_.ReadFrom(seq + 1, [&](std::string_view record) {
      position = PositionBefore(record);
      return absl::CancelledError();
    });
    return absl::IsCancelled(read) ? absl::StatusOr<JournalPosition>(position) : read;
  }

  absl::Status CheckLimits(const ImageReader& reader) {
    const CountedLimit passed = PassedBy(StartOf(reader.header()).counts, boot_.limits);
    if (passed.limit == TableLimit::kNone) return absl::OkStatus();
    const TableLimitInfo& row = InfoOf(passed.limit);
    return absl::FailedPreconditionError(fmt::format("image {} (seq {}) holds {} {}, --{} allows {}. Next: start with --{} {} or more",
                                                     reader.name(), reader.header().seq, passed.held, row.what, row.option,
                                                     boot_.limits.*row.bound, row.option, passed.held));
  }

  absl::Status ReadInto(ImageReader& reader) {
    // What its header does not count is met on the way.
    const auto damage = [&](const char* flaw) {
      if (engine_.passed() == TableLimit::kNone) return ImageDamage(reader.name(), reader.header().seq, flaw);
      return absl::FailedPreconditionError(fmt::format("image {} (seq {}) holds {}. Next: {}", reader.name(), reader.header().seq,
                                                       LimitText(engine_.passed(), boot_.limits),
                                                       LimitRemedy(engine_.passed(), boot_.limits)));
    };
    Micros told_at = boot_.clocks->Read().boot;
    absl::Status read = reader.ReadChunks([&](std::string_view entries, std::uint64_t bytes_read) {
      if (const char* flaw = engine_.LoadImage(entries)) return damage(flaw);
      if (const Micros now = boot_.clocks->Read().boot; boot_.progress && now - told_at >= kSecond) {
        told_at = now;
        boot_.progress(reader.name(), bytes_read, reader.footer().bytes);
      }
      return absl::OkStatus();
    });
    if (!read.ok()) return read;
    if (const char* flaw = engine_.FinishImage(StartOf(reader.header()), reader.footer().fingerprint)) return damage(flaw);
    return absl::OkStatus();
  }

  const ImageBoot& boot_;
  Engine& engine_;
  ImageStore& images_;
  JournalSink& journal_;
};

}  // namespace

absl::StatusOr<RecoveredImage> RecoverImage(const ImageBoot& boot, Engine& engine, ImageStore* images, JournalSink& journal,
                                            std::vector<std::string>& warnings) {
  std::vector<std::uint64_t> seqs;
  std::size_t before_base = 0;
  if (images != nullptr) {
    absl::StatusOr<std::vector<std::uint64_t>> listed = images->List();
    if (!listed.ok()) return listed.status();
    seqs = *std::move(listed);
    // What lies before the journal's begin is no start any more: it stayed because its removal failed.
    before_base = std::erase_if(seqs, [&](std::uint64_t seq) { return seq < journal.base().seq; });
  }
  std::vector<std::string> damaged;
  for (auto seq = seqs.rbegin(); seq != seqs.rend(); ++seq) {
    absl::StatusOr<RecoveredImage> loaded = Recovery(boot, engine, *images, journal).Load(*seq);
    if (!loaded.ok() && !absl::IsDataLoss(loaded.status())) return loaded.status();
    if (loaded.ok()) {
      for (const std::string& what : damaged) {
        warnings.push_back(
            fmt::format("{}; recovered from the image at seq {} and the journal behind it: nothing is lost. Check the disk; tidegate "
                        "verify DIR, while no daemon runs, says what else is damaged. The next image replaces it",
                        what, *seq));
      }
      loaded->kept.assign(seqs.begin(), seq.base());
      return loaded;
    }
    damaged.emplace_back(StatusText(loaded.status()));
  }
  if (journal.base().seq != 0) {
    const std::string what = !damaged.empty()   ? damaged.front()
                             : before_base != 0 ? fmt::format("all {} images in the directory lie before the journal's begin", before_base)
                                                : "there is no image in the directory";
    return absl::DataLossError(fmt::format("{}, and the journal begins behind seq {}: the state cannot be made again from what is left. {}",
                                           what, journal.base().seq, kRestore));
  }
  for (const std::string& what : damaged) {
    warnings.push_back(fmt::format(
        "{}; recovered from the whole journal instead: nothing is lost, it only took longer. Check the disk; tidegate verify DIR, while no "
        "daemon runs, says what else is damaged. The next image replaces it",
        what));
  }
  return RecoveredImage{};
}

}  // namespace tidegate
