#include "daemon/retention_thread.h"

#include <pthread.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

#include "daemon/status_text.h"
#include "persistence/directory_bytes.h"

namespace tidegate {
namespace {

void Log(const std::vector<News>& all) {
  for (const News& news : all) news.kind == News::Kind::kGood ? spdlog::info("{}", news.text) : spdlog::warn("{}", news.text);
}

}  // namespace

RetentionThread::RetentionThread(Pipeline* pipeline, std::string path, std::uint64_t budget_bytes, Calls calls)
    : pipeline_(*pipeline),
      path_(std::move(path)),
      budget_bytes_(budget_bytes),
      calls_(std::move(calls)),
      clock_watch_(&pipeline->metrics()),
      thread_([this] { Loop(); }) {}

void RetentionThread::Stop() {
  {
    const std::lock_guard lock(mutex_);
    life_ = Life::kStopping;
  }
  stopping_.notify_one();
  if (thread_.joinable()) thread_.join();
}

// Others may fill the disk too: what is left of it counts beside the budget.
void RetentionThread::Measure() {
  const absl::StatusOr<std::uint64_t> used = DirectoryBytes(path_);
  const absl::StatusOr<std::uint64_t> free = FreeBytes(path_);
  const bool measured = used.ok() && free.ok();
  if (!measured && measures_) spdlog::error("cannot measure the data directory: {}", StatusText(used.ok() ? free.status() : used.status()));
  measures_ = measured;
  if (!measured) return;
  const std::uint64_t budget = std::max<std::uint64_t>(1, std::min(budget_bytes_, *used + *free));
  if (const auto report = pipeline_.space_watch().Step(*used, budget)) calls_.report(*report);
  Log(pipeline_.space_watch().TakeNews());
}

void RetentionThread::Loop() {
  pthread_setname_np(pthread_self(), "tg-retain");
  Micros measured_at = -kSpaceMeasureEvery;
  for (;;) {
    const absl::StatusOr<Micros> wait = pipeline_.StepRetention();
    if (!wait.ok()) return calls_.journal_failed(wait.status());
    Log(pipeline_.retention().TakeNews());
    Log(clock_watch_.Step());
    if (const Micros now = pipeline_.clocks().Read().boot; now - measured_at >= kSpaceMeasureEvery) {
      measured_at = now;
      Measure();
    }
    std::unique_lock lock(mutex_);
    if (stopping_.wait_for(lock, std::chrono::microseconds(*wait), [this] { return life_ == Life::kStopping; })) return;
  }
}

}  // namespace tidegate
