// journal_bench: what a synced commit costs, and how long the longest ones take.
//
// One commit after another, without pause, on a fresh directory below $TMPDIR (else /tmp): commits of 16, 128 and 1 024 changes of 352
// bytes in records of at most 128. Sealing is part of it, as in the committer. Look at p99 and max: a 30 ms stall (design.md 6) would show
// there.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/base/check.h"
#include "core/model/turn_record.h"
#include "persistence/data_directory.h"
#include "persistence/journal_chain.h"
#include "persistence/rocksdb_journal.h"
#include "persistence/testing/sample_records.h"

namespace tidegate {
namespace {

constexpr std::uint32_t kRecordChanges = 128;
constexpr std::uint32_t kTailBytes = 280;  // with struct and entry header 352 bytes a change
constexpr double kSeconds = 5;

std::string FreshDirectory() {
  const char* above = std::getenv("TMPDIR");
  std::string path = fmt::format("{}/journal_bench.XXXXXX", above != nullptr ? above : "/tmp");
  CHECK(::mkdtemp(path.data()) != nullptr);
  return path;
}

// The engine's work, without the engine: a record made once gets its next seq.
void Renumber(std::string& record, std::uint64_t first_seq) {
  std::memcpy(record.data() + offsetof(TurnHeader, first_seq), &first_seq, sizeof first_seq);
}

double Percentile(std::vector<double>& micros, double share) {
  const auto place = micros.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(micros.size() - 1));
  std::nth_element(micros.begin(), place, micros.end());
  return *place;
}

void BM_Commit(benchmark::State& state) {
  const auto changes = static_cast<std::uint32_t>(state.range(0));
  const std::string path = FreshDirectory();
  {
    auto directory = DataDirectory::Open(path).value();
    auto journal = RocksdbJournal::Open(*directory).value();
    std::vector<std::string> records;
    SampleRecords samples;
    for (std::uint32_t left = changes; left > 0; left -= std::min(left, kRecordChanges)) {
      records.push_back(samples.Unsealed(std::min(left, kRecordChanges), kTailBytes));
    }
    std::vector<std::string_view> views;
    std::vector<double> micros;
    micros.reserve(1 << 20);
    for (auto _ : state) {
      const auto begin = std::chrono::steady_clock::now();
      JournalPosition end = journal->durable();
      for (std::string& record : records) {
        Renumber(record, end.seq + 1);
        end.chain = SealRecord(record.data(), record.size(), end.chain);
        end.seq = PositionAfter(record).seq;
      }
      const absl::Status status = AppendAll(*journal, records);
      CHECK(status.ok());
      micros.push_back(std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begin).count());
    }
    const auto total = static_cast<double>(micros.size()) * changes;
    state.counters["changes/s"] = benchmark::Counter(total, benchmark::Counter::kIsRate);
    state.counters["MB/s"] = benchmark::Counter(total * 352 / 1e6, benchmark::Counter::kIsRate);
    state.counters["p50_us"] = Percentile(micros, 0.5);
    state.counters["p99_us"] = Percentile(micros, 0.99);
    state.counters["p99.9_us"] = Percentile(micros, 0.999);
    state.counters["max_us"] = Percentile(micros, 1.0);
    const RocksdbJournalFacts facts = journal->Facts();
    state.counters["stalled_us"] = static_cast<double>(facts.stalled_micros);
    state.counters["rewritten_MB"] = static_cast<double>(facts.rewritten_bytes) / 1e6;
  }
  std::filesystem::remove_all(path);
}
BENCHMARK(BM_Commit)->Arg(16)->Arg(128)->Arg(1024)->MinTime(kSeconds)->UseRealTime()->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace tidegate

BENCHMARK_MAIN();
