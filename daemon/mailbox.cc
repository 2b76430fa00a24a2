#include "daemon/mailbox.h"

#include <concurrentqueue/concurrentqueue.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>

#include "core/base/check.h"

namespace tidegate {
namespace {

using BatchQueue = moodycamel::ConcurrentQueue<CommandBatch*>;

constexpr std::size_t kQueueBlocks = 64;  // batches that need no further allocation; more is allowed

// A day is as good as never, and keeps the clock's arithmetic from overflowing.
std::chrono::microseconds LimitOf(Micros timeout) { return std::chrono::microseconds(std::min(timeout, kDay)); }

}  // namespace

struct Mailbox::Queues {
  BatchQueue full{kQueueBlocks, 1, 0};
  BatchQueue used{kQueueBlocks, 1, 0};
  moodycamel::ConsumerToken full_consumer{full};
  moodycamel::ProducerToken used_producer{used};

  // The sleeper says so, then looks once more; the waker enqueues, then looks whether somebody sleeps. A full fence stands between the two
  // steps of each, so that at least one of them sees the other.
  std::atomic<bool> sleeping{false};
  std::mutex mutex;
  std::condition_variable woken;
  bool wake = false;  // guarded by mutex
};

struct Mailbox::Producer::Tokens {
  explicit Tokens(Queues& queues) : full(queues.full), used(queues.used) {}
  moodycamel::ProducerToken full;
  moodycamel::ConsumerToken used;
};

Mailbox::Producer::Producer(Mailbox& mailbox) : mailbox_(mailbox), tokens_(std::make_unique<Tokens>(*mailbox.queues_)) {}
Mailbox::Producer::~Producer() = default;

std::unique_ptr<CommandBatch> Mailbox::Producer::NewBatch() {
  CommandBatch* batch = nullptr;
  if (mailbox_.queues_->used.try_dequeue(tokens_->used, batch)) return std::unique_ptr<CommandBatch>(batch);
  return std::make_unique<CommandBatch>();
}

void Mailbox::Producer::Push(std::unique_ptr<CommandBatch> batch) {
  CHECK(!batch->empty());
  std::uint64_t text_bytes = 0;
  for (std::size_t lane = 0; lane < kLaneCount; ++lane) {
    for (const Command& command : batch->lanes[lane]) text_bytes += TextBytes(command);
    if (!batch->lanes[lane].empty()) mailbox_.commands_[lane].fetch_add(batch->lanes[lane].size(), std::memory_order_relaxed);
  }
  mailbox_.text_bytes_.fetch_add(text_bytes, std::memory_order_relaxed);
  Queues& queues = *mailbox_.queues_;
  CHECK(queues.full.enqueue(tokens_->full, batch.release()));
  std::atomic_thread_fence(std::memory_order_seq_cst);
  if (queues.sleeping.load(std::memory_order_relaxed)) mailbox_.Wake();
}

Mailbox::Mailbox() : queues_(std::make_unique<Queues>()) {}

Mailbox::~Mailbox() {
  CommandBatch* batch = nullptr;
  while (queues_->full.try_dequeue(queues_->full_consumer, batch)) delete batch;
  while (queues_->used.try_dequeue(batch)) delete batch;
}

LaneDepths Mailbox::depths() const {
  LaneDepths depths;
  for (std::size_t lane = 0; lane < kLaneCount; ++lane) depths.commands[lane] = commands_[lane].load(std::memory_order_relaxed);
  depths.text_bytes = text_bytes_.load(std::memory_order_relaxed);
  return depths;
}

void Mailbox::Wait(Micros timeout) {
  if (timeout <= 0) return;
  Queues& queues = *queues_;
  std::unique_lock lock(queues.mutex);
  queues.sleeping.store(true, std::memory_order_relaxed);
  std::atomic_thread_fence(std::memory_order_seq_cst);
  if (queues.full.size_approx() == 0) {
    queues.woken.wait_for(lock, LimitOf(timeout), [&] { return queues.wake; });
  }
  queues.wake = false;
  queues.sleeping.store(false, std::memory_order_relaxed);
}

void Mailbox::WaitForWake(Micros timeout) {
  Queues& queues = *queues_;
  std::unique_lock lock(queues.mutex);
  queues.woken.wait_for(lock, LimitOf(timeout), [&] { return queues.wake; });
  queues.wake = false;
}

std::unique_ptr<CommandBatch> Mailbox::Pop() {
  CommandBatch* batch = nullptr;
  if (!queues_->full.try_dequeue(queues_->full_consumer, batch)) return nullptr;
  return std::unique_ptr<CommandBatch>(batch);
}

void Mailbox::Took(Lane lane, std::uint64_t commands, std::uint64_t text_bytes) {
  commands_[static_cast<std::size_t>(lane)].fetch_sub(commands, std::memory_order_relaxed);
  text_bytes_.fetch_sub(text_bytes, std::memory_order_relaxed);
}

void Mailbox::Recycle(std::unique_ptr<CommandBatch> batch) {
  batch->Reset();
  CHECK(queues_->used.enqueue(queues_->used_producer, batch.release()));
}

void Mailbox::Wake() {
  {
    const std::lock_guard lock(queues_->mutex);
    queues_->wake = true;
  }
  queues_->woken.notify_one();
}

}  // namespace tidegate
