// Tells every *.story of this folder, one test each, and tells what happens when one is wrong.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "tests/stories/story.h"

namespace tidegate {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> StoryFiles() {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(TIDEGATE_STORIES_FOLDER)) {
    if (entry.path().extension() == ".story") files.push_back(entry.path().stem().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

class Stories : public ::testing::TestWithParam<std::string> {};

TEST_P(Stories, ComeTrue) {
  const std::string file = GetParam() + ".story";
  std::ifstream in(std::filesystem::path(TIDEGATE_STORIES_FOLDER) / file);
  ASSERT_TRUE(in) << file;
  std::ostringstream text;
  text << in.rdbuf();
  for (const std::string& failure : TellStory("tests/stories/" + file, text.str())) ADD_FAILURE() << failure;
}

INSTANTIATE_TEST_SUITE_P(Each, Stories, ::testing::ValuesIn(StoryFiles()), [](const auto& info) {
  std::string name = info.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

TEST(StoryRunner, FindsTheStoriesOfThisFolder) { EXPECT_GE(StoryFiles().size(), 20u); }

TEST(StoryRunner, AWrongExpectationShowsLineExpectedAndActual) {
  const auto failures = TellStory("x.story",
                                  "# a comment\n"
                                  "at 09:00:00  agent A1 online       -> online A1\n"
                                  "at 09:00:01  submit T1 low         -> offered T1 to A2\n");
  ASSERT_EQ(failures.size(), 1u);
  EXPECT_THAT(failures[0], HasSubstr("x.story:3: at 09:00:01  submit T1 low"));
  EXPECT_THAT(failures[0], HasSubstr("expected\n      offered T1 to A2\n    actual\n      offered T1 to A1, low"));
}

TEST(StoryRunner, AWrongDetailIsAFailure) {
  const auto failures = TellStory("x.story",
                                  "at 09:00:00  agent A1 online       -> online A1\n"
                                  "at 09:00:01  submit T1 urgent      -> offered T1 to A1, respond by 09:15:02\n");
  EXPECT_EQ(failures.size(), 1u);
}

TEST(StoryRunner, WhatIsNotSaidIsAFailure) {
  EXPECT_EQ(TellStory("x", "at 09:00:00  agent A1 online\n").size(), 1u);
  EXPECT_EQ(TellStory("x", "at 09:00:00  submit T1 urgent -> nothing\n").size(), 1u);
}

TEST(StoryRunner, WhatHappensBetweenLinesIsAFailure) {
  const auto failures = TellStory("x.story",
                                  "at 09:00:00  submit T1 urgent  -> waits T1\n"
                                  "at 09:14:00                    -> nothing\n");
  ASSERT_EQ(failures.size(), 3u);
  EXPECT_THAT(failures[0], HasSubstr("before it, at 09:07:30, unexpectedly: warned T1 respond 50%"));
  EXPECT_THAT(failures[1], HasSubstr("unexpectedly: alert nobody-on-duty T1 to supervisor"));
  EXPECT_THAT(failures[2], HasSubstr("before it, at 09:12:00, unexpectedly: warned T1 respond 80% to supervisor"));
}

TEST(StoryRunner, AMisspeltStoryNamesTheWord) {
  EXPECT_THAT(TellStory("x", "at 09:00:00 dance A1 T1\n"), ElementsAre(HasSubstr("'dance' was not understood")));
  EXPECT_THAT(TellStory("x", "at 9:00 submit T1\n"), ElementsAre(HasSubstr("'9:00' is not a time")));
  EXPECT_THAT(TellStory("x", "given luck 1\n"), ElementsAre(HasSubstr("'luck' is no setting")));
  EXPECT_THAT(TellStory("x", "at 09:00:00 submit T1 low -> waits T1\nat 08:59:59 -> nothing\n"),
              ElementsAre(HasSubstr("time does not go back")));
  EXPECT_THAT(TellStory("x", "at 09:00:00 submit T1 low -> waits T1, low\n"), IsEmpty());
}

}  // namespace
}  // namespace tidegate
