// What the tool makes of "in two hours" where the daemon's time is driven, and not the machine's: it counts from the daemon's.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/end_to_end/replay/tool_steps.h"

namespace tidegate {
namespace {

using ::testing::HasSubstr;

class DrivenSteps : public ToolSteps {
 protected:
  DrivenSteps() : ToolSteps({"--clock", "driven", "--driven-from", "2035-03-01T09:00Z"}) {}

  std::string Done(std::vector<std::string> words) const {
    const ToolRun run = Run(std::move(words));
    EXPECT_EQ(run.code, 0) << run.out << run.errors;
    return run.out;
  }
};

TEST_F(DrivenSteps, SpansCountFromTheDaemonsTime) {
  Done({"agents", "apply", "deploy/sample/agents.toml"});
  Done({"submit", "--key", "later", "--channel", "email", "--type", "consultation", "--title", "t", "--not-before", "+2h"});
  EXPECT_THAT(Done({"ticket", "show", "later", "--json"}), HasSubstr("\"planned_until\":\"2035-03-01T11:00:00.000Z\""));
  Done({"submit", "--key", "now", "--channel", "email", "--type", "consultation", "--title", "t"});
  EXPECT_THAT(Done({"ticket", "show", "now"}), HasSubstr("(in 2 h)")) << "the respond deadline, two hours ahead";
  Done({"ticket", "assign", "now", "--agent", "王芳"});
  Done({"ticket", "promise", "now", "+3h", "--as", "李姐"});
  EXPECT_THAT(Done({"ticket", "history", "now", "--json"}), HasSubstr("\"until\":\"2035-03-01T12:00:00.000Z\""));
  Done({"ticket", "part", "add", "now", "look", "--department", "technical", "--due", "+4h", "--as", "李姐"});
  EXPECT_THAT(Done({"parts", "--json"}), HasSubstr("2035-03-01T13:00:00.000Z"));
  Done({"plan", "add", "p", "--every", "1 day", "--from", "+1h", "--type", "consultation", "--channel", "email", "--title", "t"});
  EXPECT_THAT(Done({"plan", "list", "--json"}), HasSubstr("2035-03-01T10:00:00.000Z"));
}

}  // namespace
}  // namespace tidegate
