// What people and programs read of tickets that wait for review.
#include "tools/tidegate/review_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "protocol/ticket_number.h"

namespace tidegate {
namespace {

using ::testing::AllOf;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr Micros kNow = 1'795'262'400 * kSecond;  // 2026-11-21T12:00:00Z

ReviewRow Row() {
  ReviewRow row;
  row.ticket = MakeTicketId(TicketDay(TicketId(0)) + 1, 0, 42);
  row.agent = AgentId(7);
  row.agent_name = "王芳";
  row.level = Level::kUrgent;
  row.status = Status::kAssigned;
  row.type = TypeId(1);
  row.channel = ChannelId(1);
  row.waits_since = kNow;
  row.respond_by = kNow + 15 * kMinute;
  row.resolve_by = kNow + 4 * kHour;
  return row;
}

ReviewRow Nobodys() {
  ReviewRow row = Row();
  row.agent = {};
  row.agent_name.clear();
  row.status = Status::kPooled;
  row.respond_by = row.resolve_by = 0;
  return row;
}

TEST(ReviewText, SaysWhoHasWhatUntilWhen) {
  const std::string text = ReviewsText({Row()}, Language::kEnglish);
  EXPECT_THAT(text, AllOf(HasSubstr(FormatTicketNumber(Row().ticket)), HasSubstr("urgent"), HasSubstr("assigned"), HasSubstr("王芳"),
                          HasSubstr("waits since"), HasSubstr("respond by"), HasSubstr("resolve by")));
  EXPECT_THAT(ReviewsText({Nobodys()}, Language::kEnglish), AllOf(ContainsRegex("pooled +-  .* -  +-\n"), Not(HasSubstr("王芳"))));
  EXPECT_THAT(ReviewsText({Row()}, Language::kChinese), AllOf(HasSubstr("等待起始"), HasSubstr("紧急")));
  EXPECT_EQ(ReviewsText({}, Language::kEnglish), "nothing waits for review\n");
  EXPECT_EQ(ReviewsText({}, Language::kChinese), "没有待复核的工单\n");
}

TEST(ReviewText, AsJson) {
  CatalogView names;
  names.names[static_cast<std::size_t>(CatalogKind::kType)] = {"", "consultation"};
  names.names[static_cast<std::size_t>(CatalogKind::kChannel)] = {"", "email"};
  const std::string number = FormatTicketNumber(Row().ticket);
  const std::string what = "\"type\":\"consultation\",\"channel\":\"email\",";
  EXPECT_EQ(ReviewsJson({Row(), Nobodys()}, names),
            "{\"reviews\":[{\"number\":\"" + number + "\",\"level\":\"urgent\",\"status\":\"assigned\"," + what +
                "\"agent\":\"王芳\",\"waits_since\":\"2026-11-21T12:00:00.000Z\",\"respond_by\":\"2026-11-21T12:15:00.000Z\","
                "\"resolve_by\":\"2026-11-21T16:00:00.000Z\"},{\"number\":\"" +
                number + "\",\"level\":\"urgent\",\"status\":\"pooled\"," + what +
                "\"agent\":null,\"waits_since\":\"2026-11-21T12:00:00.000Z\",\"respond_by\":null,\"resolve_by\":null}]}\n");
  EXPECT_EQ(ReviewsJson({}, names), "{\"reviews\":[]}\n");
}

}  // namespace
}  // namespace tidegate
