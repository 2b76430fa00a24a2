#include "daemon/projection_thread.h"

#include <pthread.h>
#include <sched.h>
#include <spdlog/spdlog.h>

#include <chrono>

namespace tidegate {
namespace {

constexpr auto kIdlePause = std::chrono::milliseconds(100);  // a segment waits for seconds; a look costs two locks

}  // namespace

ProjectionThread::ProjectionThread(ProjectionStage* stage) : stage_(stage), thread_([this] { Loop(); }) {}

void ProjectionThread::Stop() {
  {
    const std::lock_guard lock(mutex_);
    life_ = Life::kStopping;
  }
  stopping_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void ProjectionThread::Loop() {
  pthread_setname_np(pthread_self(), "tg-project");
  // Only what the others leave: it may lag. Even at the lowest nice value it delayed their wake-ups by its slices.
  const sched_param none{};
  if (pthread_setschedparam(pthread_self(), SCHED_IDLE, &none) != 0) spdlog::warn("the projection runs at ordinary priority");
  for (;;) {
    const ProjectionStage::Progress progress = stage_->Step();
    if (const auto failure = stage_->TakeFailure()) spdlog::error("the projection stopped: {}", *failure);
    const bool worked = progress == ProjectionStage::Progress::kWorked;
    std::unique_lock lock(mutex_);
    const auto pause = worked ? std::chrono::milliseconds(0) : kIdlePause;
    if (stopping_.wait_for(lock, pause, [this] { return life_ == Life::kStopping; })) break;
  }
  stage_->Finish();
  if (const auto failure = stage_->TakeFailure()) spdlog::error("the projection stopped: {}", *failure);
}

}  // namespace tidegate
