#include "tools/tidegate/table.h"

#include <gtest/gtest.h>

#include "tools/tidegate/display_text.h"

namespace tidegate {
namespace {

TEST(Table, ChineseCellsTakeTwoColumnsEach) {
  Table table({{"level"}, {"name"}, {"waiting", Align::kRight}});
  table.Add({"urgent", "紧急", "3"});
  table.Add({"high", "Müller", "1200"});
  EXPECT_EQ(table.Render(),
            "level   name    waiting\n"
            "urgent  紧急          3\n"
            "high    Müller     1200\n");
}

TEST(Table, ChineseTitlesWidenTheirColumn) {
  Table table({{"客服专员"}, {"状态"}});
  table.Add({"a", "在线"});
  EXPECT_EQ(table.Render(), "客服专员  状态\na         在线\n");
}

TEST(Table, EscapeSequencesOfStrangersReachNoTerminal) {
  Table table({{"title"}});
  table.Add({"\x1B[2Jgone\r\n\x07\u202Eevil\xFF"});
  EXPECT_EQ(table.Render(), "title\n [2Jgone    evil?\n");
}

TEST(Table, LongCellsAreCutAtACharacter) {
  EXPECT_EQ(Shorten("退款没有到账", 7), "退款没…");
  EXPECT_EQ(Shorten("退款没有到账", 12), "退款没有到账");
  EXPECT_EQ(DisplayWidth(Shorten(std::string(200, 'x'), kCellColumnsMax)), kCellColumnsMax);
}

TEST(Table, PairsAlignTheirValues) {
  EXPECT_EQ(RenderPairs({{"状态", "在线"}, {"respond by", "10:00"}}), "状态        在线\nrespond by  10:00\n");
}

TEST(DisplayWidth, CountsColumnsNotBytes) {
  EXPECT_EQ(DisplayWidth("abc"), 3u);
  EXPECT_EQ(DisplayWidth("工单"), 4u);
  EXPECT_EQ(DisplayWidth("e\u0301"), 1u);   // a combining accent
  EXPECT_EQ(DisplayWidth("ｆｕｌｌ"), 8u);  // fullwidth letters
  EXPECT_EQ(DisplayWidth("\xE5\xB7"), 2u);  // a torn character: one column a byte
}

}  // namespace
}  // namespace tidegate
