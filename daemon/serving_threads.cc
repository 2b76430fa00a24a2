#include "daemon/serving_threads.h"

#include <pthread.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <type_traits>
#include <utility>

namespace tidegate {
namespace {

constexpr int kImageNice = 15;  // behind everybody else

}  // namespace

ServingThreads::ServingThreads(Pipeline* pipeline, Calls calls)
    : pipeline_(*pipeline),
      calls_(std::move(calls)),
      committer_([this] { RunCommitter(); }),
      engine_([this] { RunEngine(); }),
      image_([this] { RunImages(); }) {}

void ServingThreads::StopEngine() {
  stopping_.store(true, std::memory_order_release);
  pipeline_.mailbox().Wake();
  if (engine_.joinable()) engine_.join();
  pipeline_.WakeImages();
  if (image_.joinable()) image_.join();
}

void ServingThreads::Stop() {
  StopEngine();
  pipeline_.CloseCommits();
  if (committer_.joinable()) committer_.join();
}

void ServingThreads::RunEngine() {
  pthread_setname_np(pthread_self(), "tg-engine");
  while (!stopping_.load(std::memory_order_acquire)) {
    switch (pipeline_.StepEngine()) {
      case EngineStage::Progress::kTurn:
        break;
      case EngineStage::Progress::kIdle:
        pipeline_.mailbox().Wait(std::min(pipeline_.engine_idle_for(), kClockLookEvery));
        break;
      case EngineStage::Progress::kBlocked:
        pipeline_.mailbox().WaitForWake(kNever);  // commands that wait are no reason to look again
        break;
    }
  }
}

void ServingThreads::RunCommitter() {
  pthread_setname_np(pthread_self(), "tg-commit");
  for (;;) {
    const absl::StatusOr<bool> committed = pipeline_.CommitBlocking();
    if (!committed.ok()) return calls_.journal_failed(committed.status());
    if (!*committed) return;
    calls_.committed();
  }
}

void ServingThreads::RunImages() {
  pthread_setname_np(pthread_self(), "tg-image");
  setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), kImageNice);
  while (!stopping_.load(std::memory_order_acquire)) {
    const Micros wait = pipeline_.StepImages();
    for (const auto& news : pipeline_.image_stage().TakeNews()) {
      using Kind = std::remove_cvref_t<decltype(news.kind)>;
      news.kind == Kind::kGood ? spdlog::info("{}", news.text) : spdlog::error("{}", news.text);
    }
    if (wait > 0) pipeline_.WaitForImages(wait);
  }
}

}  // namespace tidegate
