#include "tools/tidegate/arguments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "tools/tidegate/exit_codes.h"
#include "tools/tidegate/skill_list.h"
#include "tools/tidegate/verbs.h"

namespace tidegate {
namespace {

constexpr OptionSpec kOptions[] = {{"speed", "N", ""}, {"json", "", ""}};
const std::array<std::span<const OptionSpec>, 1> kKnown = {std::span<const OptionSpec>(kOptions)};

std::string Problem(std::vector<std::string> words) {
  std::string problem;
  Arguments::Parse(words, kKnown, problem);
  return problem;
}

TEST(Arguments, OptionsAndWordsMayBeMixed) {
  std::string problem;
  const std::vector<std::string> words = {"a", "--speed", "5", "b", "--json", "--", "--c"};
  const Arguments arguments = Arguments::Parse(words, kKnown, problem);
  EXPECT_EQ(problem, "");
  EXPECT_EQ(arguments.Get("speed"), "5");
  EXPECT_TRUE(arguments.Has("json"));
  EXPECT_EQ(arguments.positional(), (std::vector<std::string>{"a", "b", "--c"}));
}

TEST(Arguments, ValuesMayFollowAnEqualsSign) {
  std::string problem;
  const std::vector<std::string> words = {"--speed=a=b"};
  EXPECT_EQ(Arguments::Parse(words, kKnown, problem).Get("speed"), "a=b");
}

TEST(Arguments, MistakesAreNamed) {
  EXPECT_THAT(Problem({"--colour"}), testing::HasSubstr("unknown option --colour"));
  EXPECT_THAT(Problem({"-j"}), testing::HasSubstr("unknown option -j"));
  EXPECT_THAT(Problem({"--speed"}), testing::HasSubstr("needs a value: N"));
  EXPECT_THAT(Problem({"--json=1"}), testing::HasSubstr("takes no value"));
  EXPECT_THAT(Problem({"--speed", "1", "--speed", "2"}), testing::HasSubstr("given twice"));
}

TEST(Arguments, NumbersMustBeWholeAndInRange) {
  EXPECT_EQ(ParseNumber("5", 1, 5), 5u);
  for (const char* wrong : {"", "6", "0", "5x", "-1", "99999999999999999999"}) EXPECT_FALSE(ParseNumber(wrong, 1, 5)) << wrong;
}

TEST(SkillList, NamesCarryLevels) {
  std::string problem;
  const SkillList list = SkillList::Parse("refund:2, billing", problem);
  EXPECT_EQ(problem, "");
  ASSERT_EQ(list.names().size(), 2u);
  EXPECT_EQ(list.names()[0].name, "refund");
  EXPECT_EQ(list.names()[0].level, 2);
  EXPECT_EQ(list.names()[1].name, "billing");
  EXPECT_EQ(list.names()[1].level, 1);
  SkillList::Parse("refund:6", problem);
  EXPECT_NE(problem, "");
}

TEST(Verbs, WrongUsageIsToldApartFromFailure) {
  const auto code = [](std::vector<std::string> words) { return RunTidegate(words); };
  EXPECT_EQ(code({"dance"}), kExitUsage);
  EXPECT_EQ(code({"ticket"}), kExitUsage);
  EXPECT_EQ(code({"ticket", "show"}), kExitUsage);
  EXPECT_EQ(code({"status", "--json", "--colour"}), kExitUsage);
  EXPECT_EQ(code({"status", "--role", "king"}), kExitUsage);
  EXPECT_EQ(code({"submit", "--key", "k", "--as", "chen"}), kExitUsage) << "a front end is no supervisor";
  EXPECT_EQ(code({"status", "--timeout", "soon"}), kExitUsage);
  EXPECT_EQ(code({"submit"}), kExitUsage);
  EXPECT_EQ(code({"submit", "--key", "k", "--level", "huge"}), kExitUsage);
  EXPECT_EQ(code({"desk", "anna", "--handle", "soon"}), kExitUsage);
  EXPECT_EQ(code({"replay", "x.csv"}), kExitUsage);
  EXPECT_EQ(code({"replay", "x.csv", "--map", "/nowhere.toml"}), kExitUsage);
  EXPECT_EQ(code({"--json"}), kExitUsage) << "no verb";
  EXPECT_EQ(code({"--connect"}), kExitUsage);
  EXPECT_EQ(code({"--json", "dance"}), kExitUsage);
  EXPECT_EQ(code({"--key", "k", "submit"}), kExitUsage) << "an option of the verb stands behind it";
  EXPECT_EQ(code({"--json", "status", "--json"}), kExitUsage) << "given twice";
  EXPECT_EQ(code({"help", "replay"}), kExitOk);
  EXPECT_EQ(code({"--help"}), kExitOk);
  EXPECT_EQ(code({"--lang", "zh", "--help"}), kExitOk);
  EXPECT_EQ(code({"--help", "status"}), kExitOk);
  EXPECT_EQ(code({"--lang=zh", "help", "status"}), kExitOk);
  EXPECT_EQ(code({"status", "--help"}), kExitOk);
  EXPECT_EQ(code({"replay", "tools/maps/sample_tickets.csv", "--map", "tools/maps/sample_tickets.toml", "--check"}), kExitOk);
}

TEST(Verbs, NobodyThereIsExitCodeThree) {
  EXPECT_EQ(RunTidegate(std::vector<std::string>{"status", "--connect", "127.0.0.1:1", "--timeout", "2s"}), kExitNoConnect);
  EXPECT_EQ(RunTidegate(std::vector<std::string>{"--connect", "127.0.0.1:1", "--timeout=2s", "status"}), kExitNoConnect);
  EXPECT_EQ(RunTidegate(std::vector<std::string>{"--connect=127.0.0.1:1", "ticket", "show", "--timeout", "2s", "K"}), kExitNoConnect);
}

}  // namespace
}  // namespace tidegate
