#include "bench/load/live_table.h"

#include <gtest/gtest.h>

#include "tools/tidegate/display_text.h"

namespace tidegate::load {
namespace {

DayView SomeView() {
  DayView view;
  view.clock = "19:32";
  view.minute = 19 * 60 + 32;
  view.address = "127.0.0.1:7415";
  view.elapsed_s = 14;
  view.pool = {2, 37, 412, 180};
  view.offered = 38;
  view.assigned = 271;
  view.resolved = 3'401;
  view.submit_rate = 398;
  view.p99_ns = 1'230'000;
  view.desks = {{AgentTier::kBot, 2, 2, 38, 40, 1'203}, {AgentTier::kRegular, 28, 27, 140, 140, 1'100}};
  view.recent = {{"CS20261121000042", Level::kUrgent, "hotline", "账号在异地登录，怀疑被盗", "李晓雯"},
                 {"CS20261121000043", Level::kHigh, "social-comment", std::string(300, 'x'), "欧阳晓峰"}};
  return view;
}

// The column at which `text` begins in a line.
std::size_t ColumnOf(const std::vector<std::string>& lines, std::string_view text) {
  for (const std::string& line : lines) {
    const std::size_t place = line.find(text);
    if (place != std::string::npos) return DisplayWidth(line.substr(0, place));
  }
  ADD_FAILURE() << "not shown: " << text;
  return 0;
}

TEST(LiveTable, NoLineIsWiderThanTheTerminal) {
  for (std::size_t columns = kTableColumnsMin; columns <= 200; ++columns) {
    for (const std::string& line : RenderDay(SomeView(), columns, 50, Colours::kNo)) {
      EXPECT_LE(DisplayWidth(line), columns) << line;
      EXPECT_LE(DisplayWidth(line), kTableColumnsMax) << line;
    }
  }
}

TEST(LiveTable, HasNoMoreLinesThanTheTerminal) {
  for (std::size_t rows = 5; rows < 40; ++rows) {
    EXPECT_LE(RenderDay(SomeView(), 80, rows, Colours::kNo).size(), rows);
  }
}

TEST(LiveTable, ChineseNamesDoNotPushTheColumnsAside) {
  const std::vector<std::string> lines = RenderDay(SomeView(), 80, 50, Colours::kNo);
  EXPECT_EQ(ColumnOf(lines, "urgent"), ColumnOf(lines, "low "));
  EXPECT_EQ(ColumnOf(lines, "→ 李晓雯"), ColumnOf(lines, "→ 欧阳晓峰"));
  EXPECT_EQ(ColumnOf(lines, "bot "), ColumnOf(lines, "regular"));
}

TEST(LiveTable, ShowsEveryFigureOfTheView) {
  std::string all;
  for (const std::string& line : RenderDay(SomeView(), 80, 50, Colours::kNo)) all += line + "\n";
  for (const char* figure :
       {"19:32", "412", "180", "38", "271", "3 401", "398", "1.23 ms", "27/28", "140/140", "CS20261121000042", "631"}) {
    EXPECT_NE(all.find(figure), std::string::npos) << figure << "\n" << all;
  }
}

TEST(LiveTable, EscapeSequencesInATitleDoNotReachTheTerminal) {
  DayView view = SomeView();
  view.recent[0].title = "\x1b[2Jgone";
  for (const std::string& line : RenderDay(view, 80, 50, Colours::kNo)) EXPECT_EQ(line.find('\x1b'), std::string::npos);
}

TEST(LiveTable, LineForALogHasThePoolByLevel) {
  EXPECT_NE(RenderLine(SomeView()).find("pool 631 (urgent 2, high 37, normal 412, low 180)"), std::string::npos);
}

}  // namespace
}  // namespace tidegate::load
