// The verb `verify`: opens a data directory that nobody uses, without writing to it, and proves it whole.
#include <fmt/core.h>

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

constexpr std::uint32_t kStateMax = 4'194'304;  // of tickets, or customers; address space, touched only as it fills
constexpr auto kTellEvery = std::chrono::seconds(1);

// What the parts say they could not open: a finding like the others when it is damage.
VerifyReport Damaged(VerifyStage part, const absl::Status& status) {
  VerifyReport report;
  report.Add(part, std::string(status.message()));
  return report;
}

absl::StatusOr<VerifyReport> VerifyDirectory(const std::string& path, const VerifyOptions& options) {
  absl::StatusOr<std::unique_ptr<DataDirectory>> directory = DataDirectory::Look(path);
  if (!directory.ok()) return directory.status();
  RocksdbJournalOptions journal_options;
  journal_options.access = JournalAccess::kLook;
  absl::StatusOr<std::unique_ptr<RocksdbJournal>> journal = RocksdbJournal::Open(**directory, journal_options);
  if (absl::IsPermissionDenied(journal.status())) return journal.status();
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
  options.limits = kEngineLimitsMax;  // those that take no memory for what is not there
  const Arguments& arguments = invocation.arguments;
  if (!ReadLimit(arguments, "tickets-max", options.limits.tickets_max)) return kExitUsage;
  if (!ReadLimit(arguments, "recent-max", options.limits.recent_max)) return kExitUsage;
  if (!ReadLimit(arguments, "customers-max", options.limits.customers_max)) return kExitUsage;
  if (arguments.Has("deep")) options.depth = VerifyDepth::kDeep;
  auto told_at = std::chrono::steady_clock::now();
  options.progress = [&](VerifyStage stage, std::uint64_t done, std::uint64_t of) {
    const auto now = std::chrono::steady_clock::now();
    if (now - told_at < kTellEvery) return;
    told_at = now;
    fmt::print(stderr, "{}", VerifyProgressText(stage, done, of, invocation.language));
  };
  const std::string& path = arguments.positional()[0];
  const absl::StatusOr<VerifyReport> report = VerifyDirectory(path, options);
  if (!report.ok()) {
    fmt::print(stderr, "tidegate: {}\n", std::string(report.status().message()));
    return absl::IsFailedPrecondition(report.status()) ? kExitUsage : kExitNoConnect;
  }
  fmt::print("{}", invocation.format == Format::kJson ? VerifyJson(*report, path) : VerifyText(*report, path, invocation.language));
  if (!report->sound()) return kExitRefused;
  return report->limit.empty() ? kExitOk : kExitUsage;
}

}  // namespace tidegate
