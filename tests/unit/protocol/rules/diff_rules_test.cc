// What differs between two rule files is told by key, whatever their layout.
#include "protocol/rules/diff_rules.h"

#include <gtest/gtest.h>

namespace tidegate {
namespace {

std::vector<RuleDifference> Diff(std::string_view before, std::string_view after) {
  const auto differences = DiffRules(before, after);
  if (const auto* error = std::get_if<RuleError>(&differences)) {
    ADD_FAILURE() << error->problem;
    return {};
  }
  return std::get<std::vector<RuleDifference>>(differences);
}

TEST(DiffRules, LayoutCommentsAndTheOrderOfKeysMeanNothing) {
  EXPECT_TRUE(Diff("name = 'x'\n[offers]\nlive = '20 s' # seconds\nother = '3 min'\n",
                   "# a comment\nname = \"x\"\n\n[offers]\nother = \"3 min\"\nlive = \"20 s\"\n")
                  .empty());
}

TEST(DiffRules, AChangedAnAddedAndARemovedKeyAreTold) {
  const std::vector<RuleDifference> expected = {
      {"agents.wrap_up", "\"30 s\"", ""}, {"offers.live", "\"20 s\"", "\"15 s\""}, {"review.within", "", "\"5 min\""}};
  EXPECT_EQ(Diff("[offers]\nlive = '20 s'\n[agents]\nwrap_up = '30 s'\n", "[offers]\nlive = '15 s'\n[review]\nwithin = '5 min'\n"),
            expected);
}

TEST(DiffRules, RowsWithANameAreComparedByIt) {
  const std::vector<RuleDifference> expected = {{"flow[\"hotline\"].bots", "false", "true"}};
  EXPECT_EQ(Diff("[[flow]]\nname = 'hotline'\nbots = false\n[[flow]]\nname = 'app'\nbots = true\n",
                 "[[flow]]\nname = 'hotline'\nbots = true\n[[flow]]\nname = 'app'\nbots = true\n"),
            expected);
}

TEST(DiffRules, AnotherOrderOfNamedRowsIsADifferenceBecauseTheFirstMatchWins) {
  const std::vector<RuleDifference> expected = {{"flow (order)", "a, b", "b, a"}};
  EXPECT_EQ(Diff("[[flow]]\nname = 'a'\n[[flow]]\nname = 'b'\n", "[[flow]]\nname = 'b'\n[[flow]]\nname = 'a'\n"), expected);
}

TEST(DiffRules, RowsWithoutANameAreComparedByAllTheySay) {
  const std::vector<RuleDifference> expected = {{"presets.standard[]", "{ level = \"high\", respond = \"30 min\" }", ""},
                                                {"presets.standard[]", "", "{ level = \"high\", respond = \"40 min\" }"}};
  EXPECT_EQ(Diff("presets.standard = [{ level = 'urgent', respond = '15 min' }, { respond = '30 min', level = 'high' }]\n",
                 "presets.standard = [{ level = 'high', respond = '40 min' }, { level = 'urgent', respond = '15 min' }]\n"),
            expected);
}

TEST(DiffRules, TwoEqualRowsAreTwo) {
  const std::vector<RuleDifference> expected = {{"a[]", "{ x = 1 }", ""}};
  EXPECT_EQ(Diff("a = [{ x = 1 }, { x = 1 }]\n", "a = [{ x = 1 }]\n"), expected);
}

TEST(DiffRules, WhatIsNoTomlIsAnErrorWithItsLine) {
  const auto differences = DiffRules("a = 1\n", "a = 1\nb = = 2\n");
  const auto* error = std::get_if<RuleError>(&differences);
  ASSERT_NE(error, nullptr);
  EXPECT_EQ(error->line, 2);
}

}  // namespace
}  // namespace tidegate
