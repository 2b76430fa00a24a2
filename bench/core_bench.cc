// What the engine's tables cost: nanoseconds an operation at 1 M and 10 M records, and the longest single call of the timer wheel.
//
// Every bench uses its table as the engine does (random slots, so that the cache helps no more than it will in service). Counters that
// begin with "worst" are the longest of all calls, in microseconds: a pause that the others would have to wait for.
#include <benchmark/benchmark.h>
#include <time.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <random>
#include <vector>

#include "core/base/hash.h"
#include "core/tables/load_index.h"
#include "core/tables/slab.h"
#include "core/tables/slot_index.h"
#include "core/tables/ticket_queue.h"
#include "core/tables/timer_wheel.h"

namespace tidegate {
namespace {

constexpr Micros kStart = 1'780'000'000 * kSecond;

// How long single calls took: processor time of this thread, so that what other processes do is not taken for a pause of ours. The longest
// of all still holds what the machine itself does (interrupts, first touches of memory in a virtual machine); one in 10 000 hardly does.
class CallTimes {
 public:
  explicit CallTimes(std::size_t calls) { us_.reserve(calls); }
  template <class Fn>
  void Time(Fn&& fn) {
    const double before = NowUs();
    fn();
    us_.push_back(static_cast<float>(NowUs() - before));
  }
  void Report(benchmark::State& state) {
    if (us_.empty()) return;
    std::sort(us_.begin(), us_.end());
    state.counters["worst_us"] = us_.back();
    state.counters["worst_of_10000_us"] = us_[us_.size() - 1 - us_.size() / 10'000];
  }

 private:
  static double NowUs() {
    timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
  }
  std::vector<float> us_;
};

// 0 .. n - 1 in random order: a slot is not where its neighbour in time is.
std::vector<std::uint32_t> Shuffled(std::uint32_t n) {
  std::vector<std::uint32_t> order(n);
  for (std::uint32_t i = 0; i < n; ++i) order[i] = i;
  std::mt19937_64 random(n);
  for (std::uint32_t i = n; i > 1; --i) std::swap(order[i - 1], order[random() % i]);
  return order;
}

std::uint64_t KeyOf(std::uint32_t owner) { return Mix64(owner, 1); }

// Arm over a running timer (cancels it), due in 1 s .. 3 days: the standing work on a full table.
void WheelArm(benchmark::State& state) {
  const auto owners = static_cast<std::uint32_t>(state.range(0));
  TimerWheel wheel(owners);
  wheel.Expire(kStart, 1, KeyOf, [](std::uint32_t) {});
  std::mt19937_64 random(1);
  const auto due = [&random] { return kStart + 10 * kSecond + static_cast<Micros>(random() % (3 * kDay)); };
  for (std::uint32_t owner = 0; owner < owners; ++owner) wheel.Arm(owner, due());
  for (auto _ : state) wheel.Arm(static_cast<std::uint32_t>(random() % owners), due());
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(WheelArm)->Arg(1'000'000)->Arg(10'000'000);

void WheelCancelAndArm(benchmark::State& state) {
  const auto owners = static_cast<std::uint32_t>(state.range(0));
  TimerWheel wheel(owners);
  wheel.Expire(kStart, 1, KeyOf, [](std::uint32_t) {});
  std::mt19937_64 random(1);
  for (std::uint32_t owner = 0; owner < owners; ++owner) wheel.Arm(owner, kStart + 20 * kSecond + owner);
  for (auto _ : state) {
    const auto owner = static_cast<std::uint32_t>(random() % owners);
    wheel.Cancel(owner);
    wheel.Arm(owner, kStart + 20 * kSecond + owner);
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(WheelCancelAndArm)->Arg(1'000'000)->Arg(10'000'000);

// All timers of a full table come due, spread over ten minutes (or in one instant), handed out 128 a call: all costs of a timer but arming.
void WheelExpire(benchmark::State& state, Micros spread) {
  const auto owners = static_cast<std::uint32_t>(state.range(0));
  const std::vector<std::uint32_t> order = Shuffled(owners);
  CallTimes calls(2 * std::size_t{owners});
  std::uint64_t moves = 0;
  for (auto _ : state) {
    state.PauseTiming();
    auto wheel = std::make_unique<TimerWheel>(owners);
    wheel->Expire(kStart, 1, KeyOf, [](std::uint32_t) {});
    for (std::uint32_t i = 0; i < owners; ++i) wheel->Arm(order[i], kStart + 2 * kHour + (spread == 0 ? 0 : Micros{i} * spread / owners));
    state.ResumeTiming();
    Micros now = kStart;
    while (wheel->size() != 0) {
      now = std::max(now, wheel->NextAt());
      calls.Time([&] { wheel->Expire(now, 128, KeyOf, [](std::uint32_t owner) { benchmark::DoNotOptimize(owner); }); });
    }
    state.PauseTiming();
    moves += wheel->moves_total();
    wheel.reset();
    state.ResumeTiming();
  }
  state.SetItemsProcessed(state.iterations() * owners);
  calls.Report(state);
  state.counters["moves_a_timer"] = static_cast<double>(moves) / static_cast<double>(state.iterations()) / owners;
}
BENCHMARK_CAPTURE(WheelExpire, TenMinutes, 10 * kMinute)->Arg(1'000'000)->Arg(10'000'000)->Iterations(1)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(WheelExpire, OneInstant, Micros{0})->Arg(1'000'000)->Arg(10'000'000)->Iterations(1)->Unit(benchmark::kMillisecond);

// A pair of pop and push on a standing queue, keys going forward as received times do.
void QueuePopPush(benchmark::State& state) {
  const auto waiting = static_cast<std::uint32_t>(state.range(0));
  const std::vector<std::uint32_t> order = Shuffled(waiting);
  QueueLinks links(waiting);
  TicketQueue queue(&links);
  std::mt19937_64 random(1);
  Micros now = kStart;
  CallTimes calls(waiting);
  const auto key = [&] { return now + static_cast<Micros>(random() % kHour); };
  for (const std::uint32_t slot : order) calls.Time([&] { queue.Push(slot, key(), slot + 1); });
  for (auto _ : state) {
    const QueueEntry top = queue.Pop();
    now += kMillisecond;
    queue.Push(top.slot, key(), top.id);
  }
  state.SetItemsProcessed(state.iterations());
  calls.Report(state);  // of the pushes that filled it
  state.counters["bytes_a_ticket"] = static_cast<double>(links.page_bytes()) / waiting + sizeof(std::uint32_t);
}
BENCHMARK(QueuePopPush)->Arg(1'000)->Arg(1'000'000)->Arg(10'000'000);

// Removal from anywhere (an offer to a chosen agent, a cancelled ticket) and back.
void QueueRemovePush(benchmark::State& state) {
  const auto waiting = static_cast<std::uint32_t>(state.range(0));
  QueueLinks links(waiting);
  TicketQueue queue(&links);
  std::mt19937_64 random(1);
  for (const std::uint32_t slot : Shuffled(waiting)) queue.Push(slot, static_cast<Micros>(random() % kHour), slot + 1);
  for (auto _ : state) {
    const auto slot = static_cast<std::uint32_t>(random() % waiting);
    queue.Remove(slot);
    queue.Push(slot, static_cast<Micros>(random() % kHour), slot + 1);
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(QueueRemovePush)->Arg(1'000)->Arg(1'000'000)->Arg(10'000'000);

// The least loaded agent gets a ticket: its key gets worse; every second time somebody else's gets better.
void LoadIndexUpdate(benchmark::State& state) {
  const auto agents = static_cast<std::uint32_t>(state.range(0));
  constexpr std::uint32_t kCapacity = 5;
  LoadIndex index(agents, 1);
  std::vector<std::uint32_t> units(agents + 1);
  Micros now = kStart;
  const auto put = [&](std::uint32_t agent) {
    index.Put(0, {.relative = RelativeLoad(units[agent], kCapacity), .idle_since = now++, .cost = agent % 7, .agent = agent});
  };
  for (std::uint32_t agent = 1; agent <= agents; ++agent) put(agent);
  std::mt19937_64 random(1);
  for (auto _ : state) {
    const std::uint32_t least = index.Least(0)->agent;
    if (units[least] < kCapacity) ++units[least];
    put(least);
    const auto other = static_cast<std::uint32_t>(1 + random() % agents);
    if (units[other] > 0) --units[other];
    put(other);
  }
  state.SetItemsProcessed(2 * state.iterations());
}
BENCHMARK(LoadIndexUpdate)->Arg(1'000)->Arg(100'000);

void LoadIndexLeastExceptThree(benchmark::State& state) {
  constexpr std::uint32_t kAgents = 1'000;
  LoadIndex index(kAgents, 1);
  for (std::uint32_t agent = 1; agent <= kAgents; ++agent) index.Put(0, {.relative = agent % 64, .idle_since = agent, .agent = agent});
  std::vector<std::uint32_t> excluded;
  for (int i = 0; i < 3; ++i) excluded.push_back(index.LeastExcept(0, excluded)->agent);
  for (auto _ : state) benchmark::DoNotOptimize(index.LeastExcept(0, excluded));
}
BENCHMARK(LoadIndexLeastExceptThree);

struct IndexedRecord {
  std::uint64_t key_high = 0;
  std::uint64_t key_low = 0;
  std::uint64_t rest[14] = {};
};
struct IndexedKeyOf {
  const Slab<IndexedRecord>* slab;
  std::uint64_t operator()(std::uint32_t slot) const { return (*slab)[slot].key_low; }
};

// A full table of records of 128 bytes: find one that is there, by key.
void SlotIndexFind(benchmark::State& state) {
  const auto records = static_cast<std::uint32_t>(state.range(0));
  Slab<IndexedRecord> slab(records);
  SlotIndex<IndexedKeyOf> index(records, IndexedKeyOf{&slab});
  CallTimes calls(records);
  for (std::uint64_t i = 0; i < records; ++i) {
    const std::uint32_t slot = slab.Allocate();
    slab[slot].key_low = Mix64(i, 3);
    calls.Time([&] { index.Insert(slab[slot].key_low, slot); });
  }
  std::mt19937_64 random(1);
  for (auto _ : state) {
    const std::uint64_t key = Mix64(random() % records, 3);
    benchmark::DoNotOptimize(index.Find(key, key));
  }
  state.SetItemsProcessed(state.iterations());
  calls.Report(state);  // of the inserts that filled it
}
BENCHMARK(SlotIndexFind)->Arg(1'000'000)->Arg(10'000'000);

// On a full table: the oldest goes, a new one comes - what a bounded table does all day.
void SlotIndexEraseInsert(benchmark::State& state) {
  const auto records = static_cast<std::uint32_t>(state.range(0));
  Slab<IndexedRecord> slab(records);
  SlotIndex<IndexedKeyOf> index(records, IndexedKeyOf{&slab});
  for (std::uint64_t i = 0; i < records; ++i) index.Insert(i, slab.Allocate());
  std::uint64_t oldest = 0;
  for (auto _ : state) {
    const auto slot = static_cast<std::uint32_t>(oldest % records);
    index.Erase(oldest, slot);
    index.Insert(oldest + records, slot);
    ++oldest;
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(SlotIndexEraseInsert)->Arg(1'000'000)->Arg(10'000'000);

}  // namespace
}  // namespace tidegate

BENCHMARK_MAIN();
