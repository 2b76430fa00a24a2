#include "daemon/retention_thread.h"

#include <pthread.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <utility>

namespace tidegate {

RetentionThread::RetentionThread(Pipeline* pipeline, std::function<void(const absl::Status&)> journal_failed)
    : pipeline_(*pipeline), journal_failed_(std::move(journal_failed)), thread_([this] { Loop(); }) {}

void RetentionThread::Stop() {
  {
    const std::lock_guard lock(mutex_);
    life_ = Life::kStopping;
  }
  stopping_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void RetentionThread::Loop() {
  pthread_setname_np(pthread_self(), "tg-retain");
  for (;;) {
    const absl::StatusOr<Micros> wait = pipeline_.StepRetention();
    if (!wait.ok()) return journal_failed_(wait.status());
    for (const News& news : pipeline_.retention().TakeNews()) {
      news.kind == News::Kind::kGood ? spdlog::info("{}", news.text) : spdlog::error("{}", news.text);
    }
    std::unique_lock lock(mutex_);
    if (stopping_.wait_for(lock, std::chrono::microseconds(*wait), [this] { return life_ == Life::kStopping; })) return;
  }
}

}  // namespace tidegate
