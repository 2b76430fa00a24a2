// ServingThreads: the threads `tg-engine`, `tg-commit` and `tg-image` around a pipeline; the io thread is whoever calls IoRunner::Run.
//
// They begin with the object. A clean stop has two steps, because what the engine decided last is still to be committed: StopEngine ends
// engine and images, Stop lets the committer finish what is queued and ends it. The image thread has low priority: an image may take its
// time.
#pragma once

#include <atomic>
#include <functional>
#include <thread>

#include "absl/status/status.h"
#include "daemon/pipeline.h"

namespace tidegate {

class ServingThreads {
 public:
  // Called on the committer's thread.
  struct Calls {
    std::function<void()> committed;
    std::function<void(const absl::Status&)> journal_failed;  // the committer ends when it returns: nothing more may be told
  };
  // The pipeline, which has images, outlives the threads.
  ServingThreads(Pipeline* pipeline, Calls calls);
  ~ServingThreads() { Stop(); }

  void StopEngine();
  void Stop();

 private:
  void RunEngine();
  void RunCommitter();
  void RunImages();

  Pipeline& pipeline_;
  const Calls calls_;
  std::atomic<bool> stopping_{false};
  std::thread committer_;
  std::thread engine_;
  std::thread image_;
};

}  // namespace tidegate
