// DaemonProcess: the real tidegated on a directory and free ports, up when the constructor returns; killed with SIGKILL when it goes.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "tests/end_to_end/replay/child_process.h"

namespace tidegate {

class DaemonProcess {
 public:
  // Its log goes to `directory`/daemon.log, its data to `directory`/data.
  explicit DaemonProcess(const std::string& directory) : child_(Words(directory), directory + "/daemon.log") {
    ready_ = child_.ReadLine();
    EXPECT_EQ(ready_.rfind("ready ", 0), 0u) << "tidegated did not come up (`" << ready_ << "`), see " << directory << "/daemon.log";
  }

  static std::vector<std::string> Words(const std::string& directory) {
    return {TIDEGATED_PATH, "--data", directory + "/data", "--listen", "127.0.0.1:0", "--http", "127.0.0.1:0", "--rules",
            "deploy/sample/rules.toml", "--image-every", "65536",
            // Folded, flushed and cut as soon as can be; each start makes a file of the journal of what the one before wrote.
            // The budget is for busy cores: behind a sixteenth of it the projection does not wait for what others leave it.
            "--projection-segment-age", "0", "--projection-flush-age", "0", "--keep-journal-bytes", "0", "--disk-budget", "1GiB"};
  }

  bool serves() const { return ready_.rfind("ready ", 0) == 0; }
  std::string address() const { return Field("listen="); }
  std::size_t open_tickets() const { return std::strtoull(Field("tickets=").c_str(), nullptr, 10); }

  void Kill() { child_.Kill(); }
  // SIGTERM; the exit code.
  int Stop() {
    child_.Signal(SIGTERM);
    return child_.Wait();
  }

 private:
  std::string Field(const std::string& name) const {
    const std::size_t at = ready_.find(name);
    if (at == std::string::npos) return "";
    return ready_.substr(at + name.size(), ready_.find(' ', at) - at - name.size());
  }

  ChildProcess child_;
  std::string ready_;
};

}  // namespace tidegate
