// ToolSteps: a daemon with the sample's rules on a directory of its own, and the operators' tool to walk through something with, step by
// step. The programs are TIDEGATED_PATH and TIDEGATE_PATH.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tests/end_to_end/replay/child_process.h"
#include "tests/end_to_end/replay/tool_run.h"
#include "tests/support/temp_directory.h"

namespace tidegate {

class ToolSteps : public testing::Test {
 protected:
  // `options` of the daemon, behind those that every one has.
  explicit ToolSteps(std::vector<std::string> options = {}) : options_(std::move(options)) { StartDaemon(); }

  void KillAndRestart() {
    daemon_->Kill();
    daemon_.reset();
    StartDaemon();
  }
  ToolRun Run(std::vector<std::string> words) const { return RunTool(TIDEGATE_PATH, std::move(words), address_, root_ / "tool.log"); }
  const std::string& address() const { return address_; }

 private:
  void StartDaemon() {
    std::vector<std::string> words = {TIDEGATED_PATH, "--data",      root_ / "data",
                                      "--listen",     "127.0.0.1:0", "--http",
                                      "127.0.0.1:0",  "--rules",     "deploy/sample/rules.toml"};
    words.insert(words.end(), options_.begin(), options_.end());
    daemon_ = std::make_unique<ChildProcess>(words, root_ / "daemon.log");
    const std::string ready = daemon_->ReadLine();
    const std::size_t at = ready.find("listen=");
    ASSERT_EQ(ready.rfind("ready ", 0), 0u) << ready << "\n" << ReadWhole(root_ / "daemon.log");
    ASSERT_NE(at, std::string::npos) << ready;
    address_ = ready.substr(at + 7, ready.find(' ', at) - at - 7);
  }

  const std::vector<std::string> options_;
  TempDirectory root_;
  std::string address_;
  std::unique_ptr<ChildProcess> daemon_;
};

}  // namespace tidegate
