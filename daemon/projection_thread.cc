#include "daemon/projection_thread.h"

#include <pthread.h>
#include <sched.h>
#include <spdlog/spdlog.h>

#include <chrono>

namespace tidegate {
namespace {

constexpr auto kIdlePause = std::chrono::milliseconds(100);  // a segment waits for seconds; a look costs two locks

}  // namespace

ProjectionThread::ProjectionThread(ProjectionStage* stage)
    : stage_(stage), behind_([this] { Loop(StorePace::kBehindAll); }), ordinary_([this] { Loop(StorePace::kOrdinary); }) {}

void ProjectionThread::Stop() {
  {
    const std::lock_guard lock(mutex_);
    if (life_ == Life::kStopped) return;
    life_ = Life::kStopping;
  }
  stopping_.notify_all();
  behind_.join();
  ordinary_.join();
  stage_->Finish();
  if (const auto failure = stage_->TakeFailure()) spdlog::error("the projection stopped: {}", *failure);
  const std::lock_guard lock(mutex_);
  life_ = Life::kStopped;
}

void ProjectionThread::Loop(StorePace pace) {
  if (pace == StorePace::kBehindAll) {
    pthread_setname_np(pthread_self(), "tg-project");
    // Only what the others leave: it may lag. Even at the lowest nice value it delayed their wake-ups by its slices.
    const sched_param none{};
    if (pthread_setschedparam(pthread_self(), SCHED_IDLE, &none) != 0) spdlog::warn("the projection runs at ordinary priority");
  } else {
    pthread_setname_np(pthread_self(), "tg-project-now");
  }
  for (;;) {
    auto progress = ProjectionStage::Progress::kIdle;
    if (stage_->pace() == pace) {
      const std::lock_guard step(step_mutex_);
      progress = stage_->Step();
      if (const auto failure = stage_->TakeFailure()) spdlog::error("the projection stopped: {}", *failure);
    }
    std::unique_lock lock(mutex_);
    const auto pause = progress == ProjectionStage::Progress::kWorked ? std::chrono::milliseconds(0) : kIdlePause;
    if (stopping_.wait_for(lock, pause, [this] { return life_ != Life::kRunning; })) return;
  }
}

}  // namespace tidegate
