// Whose ticket it is among supervisors, through the real daemon and the tool: the name that --as gives arrives with the act. Model:
// domain.md 14.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/end_to_end/replay/tool_steps.h"

namespace tidegate {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class TeamSteps : public ToolSteps {};

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
  // Its history says who did what, also after a stop.
  for (int life = 0; life < 2; ++life) {
    const std::string history = Run({"ticket", "history", "web-1"}).out;
    EXPECT_THAT(history, AllOf(HasSubstr("front-end tidegate"), HasSubstr("supervisor 老周"), HasSubstr("supervisor 李姐"))) << life;
    EXPECT_THAT(Run({"ticket", "history", "web-1", "--json"}).out, HasSubstr("\"asked_by\":\"李姐\",\"asked_by_role\":\"supervisor\""));
    if (life == 0) KillAndRestart();
  }
  EXPECT_EQ(Run({"ticket", "assign", "web-2", "--agent", "小潮"}).code, 0);
  EXPECT_EQ(Run({"ticket", "take-back", "web-2"}).code, 0) << "his record names nobody";
  EXPECT_EQ(Run({"ticket", "attach", "web-2", "web-1", "--as", "李姐"}).code, 2) << "a front end is no supervisor";
}

}  // namespace
}  // namespace tidegate
