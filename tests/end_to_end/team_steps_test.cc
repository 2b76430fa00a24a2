// Whose ticket it is among supervisors, through the real daemon and the tool: the name that --as gives arrives with the act. Model:
// domain.md 14.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tests/end_to_end/replay/child_process.h"
#include "tests/end_to_end/replay/tool_run.h"
#include "tests/support/temp_directory.h"

namespace tidegate {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class TeamSteps : public testing::Test {
 protected:
  TeamSteps() {
    const std::vector<std::string> words = {TIDEGATED_PATH, "--data",      root_ / "data",
                                            "--listen",     "127.0.0.1:0", "--http",
                                            "127.0.0.1:0",  "--rules",     "deploy/sample/rules.toml"};
    daemon_ = std::make_unique<ChildProcess>(words, root_ / "daemon.log");
    const std::string ready = daemon_->ReadLine();
    const std::size_t at = ready.find("listen=");
    EXPECT_EQ(ready.rfind("ready ", 0), 0u) << ready << "\n" << ReadWhole(root_ / "daemon.log");
    if (at != std::string::npos) address_ = ready.substr(at + 7, ready.find(' ', at) - at - 7);
  }

  ToolRun Run(std::vector<std::string> words) const { return RunTool(TIDEGATE_PATH, std::move(words), address_, root_ / "tool.log"); }

  TempDirectory root_;
  std::string address_;
  std::unique_ptr<ChildProcess> daemon_;
};

// 王芳 is of the front desk, which 李姐 supervises, and 老周 when she is not there; 小潮 is of no team.
TEST_F(TeamSteps, ASupervisorActsOnHisOwnTeamAndSaysWhoHeIs) {
  const ToolRun applied = Run({"agents", "apply", "deploy/sample/agents.toml"});
  ASSERT_EQ(applied.code, 0) << applied.errors;
  for (const char* key : {"web-1", "web-2"}) {
    const ToolRun submitted = Run({"submit", "--key", key, "--channel", "email", "--type", "consultation", "--title", "where is it"});
    ASSERT_EQ(submitted.code, 0) << submitted.out << submitted.errors;
  }
  EXPECT_EQ(Run({"ticket", "assign", "web-1", "--agent", "王芳"}).code, 0) << "nobody has it yet: every supervisor's";
  for (const char* as : {"王芳的朋友", "小潮"}) {
    const ToolRun other = Run({"ticket", "take-back", "web-1", "--as", as, "--json"});
    EXPECT_EQ(other.code, 1) << as;
    EXPECT_THAT(other.out, AllOf(HasSubstr("\"ok\":false"), HasSubstr("\"reject\":\"other-team\""))) << as;
  }
  const ToolRun unnamed = Run({"ticket", "take-back", "web-1"});
  EXPECT_EQ(unnamed.code, 1);
  EXPECT_THAT(unnamed.errors, AllOf(HasSubstr("other-team"), HasSubstr("--as NAME"), HasSubstr("supervisor or duty supervisor")));
  EXPECT_EQ(Run({"ticket", "take-back", "web-1", "--as", "老周"}).code, 0) << "the duty supervisor's";
  EXPECT_EQ(Run({"ticket", "assign", "web-1", "--agent", "王芳"}).code, 0);
  EXPECT_EQ(Run({"ticket", "hold", "web-1", "--reason", "wait", "--as", "李姐"}).code, 0) << "the supervisor's";
  EXPECT_EQ(Run({"ticket", "assign", "web-2", "--agent", "小潮"}).code, 0);
  EXPECT_EQ(Run({"ticket", "take-back", "web-2"}).code, 0) << "his record names nobody";
  EXPECT_EQ(Run({"ticket", "attach", "web-2", "web-1", "--as", "李姐"}).code, 2) << "a front end is no supervisor";
}

}  // namespace
}  // namespace tidegate
