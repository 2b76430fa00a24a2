// RetentionThread: the thread `tg-retain`: steps a pipeline's retention and measures the disk, at ordinary priority, and logs what they
// say.
//
// Ordinary, because under lasting load nothing would be cut by what others leave; a step is some syncs of small files. Begins with the
// object, ends with Stop or the destructor; Stop waits for the step under way.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "absl/status/status.h"
#include "daemon/clock_watch.h"
#include "daemon/pipeline.h"

namespace tidegate {

class RetentionThread {
 public:
  struct Calls {
    std::function<void(const ReportSpace&)> report;           // to the io thread
    std::function<void(const absl::Status&)> journal_failed;  // ends the process
  };
  // The pipeline outlives the thread, on which the calls are made. `path` is the data directory.
  RetentionThread(Pipeline* pipeline, std::string path, std::uint64_t budget_bytes, Calls calls);
  ~RetentionThread() { Stop(); }

  void Stop();

 private:
  void Loop();
  void Measure();

  Pipeline& pipeline_;
  const std::string path_;
  const std::uint64_t budget_bytes_;
  Calls calls_;
  ClockWatch clock_watch_;
  bool measures_ = true;  // the last measure succeeded
  std::mutex mutex_;
  std::condition_variable stopping_;
  enum class Life : std::uint8_t { kRunning, kStopping } life_ = Life::kRunning;  // guarded by mutex_
  std::thread thread_;
};

}  // namespace tidegate
