// image_bench: what packing the records of an image costs, and what it leaves (label: bytes an entry becomes).
//
// Open tickets of one minute, as the engine keeps them: keys and customers of any bytes, the rest alike. Bytes a second are those of the
// entries.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <string>

#include "core/base/hash.h"
#include "core/engine/image_record.h"
#include "persistence/entry_packing.h"
#include "persistence/image_format.h"

namespace tidegate {
namespace {

constexpr Micros kBegin = 1'790'000'000 * kSecond;  // some day in 2026

// A chunk's worth.
std::string Tickets() {
  std::string entries;
  for (std::uint64_t n = 1; entries.size() < kImageChunkBytes; ++n) {
    ImageTicket ticket;
    ticket.record.id = (std::uint64_t{6'000} << 50) + n;
    ticket.record.key = {.high = Mix64(n, 1), .low = Mix64(n, 2)};
    ticket.record.customer = Mix64(n / 3, 3);
    ticket.record.client = Mix64(9, 4);
    ticket.record.received_at = ticket.record.status_since = ticket.record.resolve_from = kBegin + static_cast<Micros>(n) * kMillisecond;
    ticket.record.order_key = ticket.record.due[0] = ticket.record.received_at + 30 * kMinute;
    ticket.record.due[1] = ticket.record.received_at + kDay;
    ticket.record.next_at = {ticket.record.received_at + 15 * kMinute, ticket.record.received_at + kDay / 2};
    ticket.record.payload_hash = static_cast<std::uint32_t>(Mix64(n, 5));
    ticket.record.submit_seq = 6 * n;
    ticket.record.rules_version = 1;
    ticket.record.type = static_cast<std::uint16_t>(1 + n % 4);
    ticket.record.channel = static_cast<std::uint8_t>(1 + n % 10);
    ticket.record.level = ticket.record.order_level = static_cast<std::uint8_t>(1 + n % kLevelCount);
    ticket.signature = static_cast<std::uint32_t>(n % 100);
    const ImageEntry entry{ImageKind::kTicket, sizeof ticket};
    entries.append(reinterpret_cast<const char*>(&entry), sizeof entry);
    entries.append(reinterpret_cast<const char*>(&ticket), sizeof ticket);
  }
  return entries;
}

void BM_Pack(benchmark::State& bench) {
  const std::string entries = Tickets();
  std::string packed;
  for (auto _ : bench) {
    PackEntries(entries, packed);
    benchmark::DoNotOptimize(packed.data());
  }
  bench.SetBytesProcessed(static_cast<std::int64_t>(entries.size()) * bench.iterations());
  bench.SetLabel(fmt::format("{} become {}", sizeof(ImageEntry) + sizeof(ImageTicket),
                             packed.size() * (sizeof(ImageEntry) + sizeof(ImageTicket)) / entries.size()));
}
BENCHMARK(BM_Pack)->Unit(benchmark::kMicrosecond);

void BM_Unpack(benchmark::State& bench) {
  const std::string entries = Tickets();
  std::string packed;
  PackEntries(entries, packed);
  std::string back;
  for (auto _ : bench) {
    const bool whole = UnpackEntries(packed, entries.size(), back);
    if (!whole) bench.SkipWithError("it does not come back");
    benchmark::DoNotOptimize(back.data());
  }
  bench.SetBytesProcessed(static_cast<std::int64_t>(entries.size()) * bench.iterations());
}
BENCHMARK(BM_Unpack)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace tidegate

BENCHMARK_MAIN();
