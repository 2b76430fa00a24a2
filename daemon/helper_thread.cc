#include "daemon/helper_thread.h"

#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>

#include <utility>

namespace tidegate {
namespace {

constexpr int kNice = 10;  // behind io, engine and committer on a machine with few cores

}  // namespace

HelperThread::HelperThread(std::string name) : name_(std::move(name)), thread_([this] { Loop(); }) {}

void HelperThread::Run(std::function<void()> job) {
  {
    const std::lock_guard lock(mutex_);
    jobs_.push_back(std::move(job));
  }
  filled_.notify_one();
}

void HelperThread::Stop() {
  {
    const std::lock_guard lock(mutex_);
    life_ = Life::kStopping;
  }
  filled_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void HelperThread::Loop() {
  pthread_setname_np(pthread_self(), name_.c_str());
  setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), kNice);
  for (;;) {
    std::function<void()> job;
    {
      std::unique_lock lock(mutex_);
      filled_.wait(lock, [this] { return life_ == Life::kStopping || !jobs_.empty(); });
      if (life_ == Life::kStopping) return;
      job = std::move(jobs_.front());
      jobs_.pop_front();
    }
    job();
  }
}

}  // namespace tidegate
