// The verb `verify`: opens a data directory that nobody uses, without writing to it, and proves it whole.
#include <fmt/core.h>
#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>

#include "persistence/data_directory.h"
#include "persistence/file_image_store.h"
#include "persistence/rocksdb_journal.h"
#include "persistence/rocksdb_store.h"
#include "persistence/verifier.h"
#include "tools/tidegate/exit_codes.h"
#include "tools/tidegate/verbs.h"
#include "tools/tidegate/verify_text.h"

namespace tidegate {
namespace {

constexpr std::uint32_t kStateMax = 4'194'304;  // of tickets; address space, touched only as it fills
constexpr auto kTellEvery = std::chrono::seconds(1);

// What the parts say they could not open: a finding like the others when it is damage.
VerifyReport Damaged(VerifyStage part, const absl::Status& status) {
  VerifyReport report;
  report.Add(part, std::string(status.message()));
  return report;
}

absl::StatusOr<VerifyReport> VerifyDirectory(const std::string& path, const VerifyOptions& options) {
  absl::StatusOr<std::unique_ptr<DataDirectory>> directory = DataDirectory::Open(path);
  if (!directory.ok()) return directory.status();
  RocksdbJournalOptions journal_options;
  journal_options.access = JournalAccess::kLook;
  absl::StatusOr<std::unique_ptr<RocksdbJournal>> journal = RocksdbJournal::Open(**directory, journal_options);
  if (!journal.ok()) return Damaged(VerifyStage::kJournal, journal.status());
  absl::StatusOr<std::unique_ptr<FileImageStore>> images = FileImageStore::Look((*directory)->image_path());
  if (!images.ok() && !absl::IsNotFound(images.status())) return images.status();
  RocksdbStoreOptions store_options;
  store_options.access = StoreAccess::kLook;
  absl::StatusOr<std::unique_ptr<RocksdbStore>> store = RocksdbStore::Open(**directory, store_options);
  VerifyReport report = Verify(**journal, images.ok() ? images->get() : nullptr, store.ok() ? store->get() : nullptr, options);
  if (!store.ok() && !absl::IsNotFound(store.status())) report.Add(VerifyStage::kProjection, std::string(store.status().message()));
  return report;
}

bool ReadLimit(const Arguments& arguments, std::string_view option, std::uint32_t& limit) {
  limit = kStateMax;
  if (!arguments.Has(option)) return true;
  const auto number = ParseNumber(arguments.Get(option), 1, 1u << 30);
  if (number) limit = std::max(kStateMax, static_cast<std::uint32_t>(*number));
  if (!number) fmt::print(stderr, "tidegate: --{} is a number from 1 to 2^30; see `tidegate help verify`\n", option);
  return number.has_value();
}

}  // namespace

int RunVerify(const Invocation& invocation) {
  VerifyOptions options;
  const Arguments& arguments = invocation.arguments;
  if (!ReadLimit(arguments, "tickets-max", options.limits.tickets_max)) return kExitUsage;
  if (!ReadLimit(arguments, "recent-max", options.limits.recent_max)) return kExitUsage;
  options.limits.customers_max = options.limits.outcomes_max = kStateMax;
  if (arguments.Has("deep")) options.depth = VerifyDepth::kDeep;
  auto told_at = std::chrono::steady_clock::now();
  options.progress = [&](VerifyStage stage, std::uint64_t done, std::uint64_t of) {
    const auto now = std::chrono::steady_clock::now();
    if (now - told_at < kTellEvery) return;
    told_at = now;
    fmt::print(stderr, "{}", VerifyProgressText(stage, done, of, invocation.language));
  };
  const std::string& path = arguments.positional()[0];
  // Opening makes what is not there; who verifies wants it to be there.
  struct stat info {};
  if (::stat((path + "/VERSION").c_str(), &info) != 0) {
    fmt::print(
        stderr, "tidegate: {}\n",
        SayFormat(invocation.language, "{} has no VERSION file: it is no data directory. Name the directory given to tidegated --data",
                  "{} 中没有 VERSION 文件，不是数据目录；请给出 tidegated --data 所用的目录", path));
    return kExitUsage;
  }
  const absl::StatusOr<VerifyReport> report = VerifyDirectory(path, options);
  if (!report.ok()) {
    fmt::print(stderr, "tidegate: {}\n", std::string(report.status().message()));
    return absl::IsFailedPrecondition(report.status()) ? kExitUsage : kExitNoConnect;
  }
  fmt::print("{}", invocation.format == Format::kJson ? VerifyJson(*report, path) : VerifyText(*report, path, invocation.language));
  return report->sound() ? kExitOk : kExitRefused;
}

}  // namespace tidegate
