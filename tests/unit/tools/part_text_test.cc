// What people and programs read of parts and plans.
#include "tools/tidegate/part_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tidegate {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr Micros kNow = 1'795'262'400 * kSecond;  // 2026-11-21T12:00:00Z

CatalogView Names() {
  CatalogView names;
  names.names[static_cast<std::size_t>(CatalogKind::kDepartment)] = {"", "technical", "物流"};
  names.names[static_cast<std::size_t>(CatalogKind::kType)] = {"", "consultation"};
  names.names[static_cast<std::size_t>(CatalogKind::kChannel)] = {"", "hotline"};
  return names;
}

PartRow Part(PartNode node) {
  PartRow row;
  row.ticket = MakeTicketId(TicketDay(TicketId(0)) + 1, 0, 42);
  row.part = 3;
  row.department = 2;
  row.node = node;
  row.asked_at = kNow;
  row.due = kNow + kHour;
  row.node_since = kNow;
  row.text = "where is\nthe parcel \x1b[31m";
  return row;
}

TEST(PartText, SaysWhoDoesWhatUntilWhen) {
  PartRow open = Part(PartNode::kOpen);
  PartRow his = Part(PartNode::kWaiting);
  his.agent = AgentId(7);
  his.agent_name = "王芳";
  const std::string text = PartsText({open, his}, Names(), Language::kEnglish);
  EXPECT_THAT(text, HasSubstr("物流"));
  EXPECT_THAT(text, HasSubstr("waiting"));
  EXPECT_THAT(text, HasSubstr("王芳"));
  EXPECT_THAT(text, Not(HasSubstr("\x1b"))) << "texts of strangers do not reach a terminal as they are";
  EXPECT_THAT(PartsText({his}, Names(), Language::kChinese), HasSubstr("等待中"));
  EXPECT_EQ(PartsText({}, Names(), Language::kEnglish), "no part is open\n");
}

TEST(PartText, ATicketShowsItsPartsWithTheirResults) {
  PartRow done = Part(PartNode::kDone);
  done.agent = AgentId(7);
  done.agent_name = "bob";
  done.result = "comes on Friday";
  const auto lines = PartLines({Part(PartNode::kOpen), done}, Names(), Language::kEnglish);
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0].first, "part 3");
  EXPECT_THAT(lines[0].second, HasSubstr("物流, open, due "));
  EXPECT_THAT(lines[1].second, HasSubstr("done, bob: where is the parcel"));
  EXPECT_THAT(lines[1].second, HasSubstr("-> comes on Friday"));
  EXPECT_THAT(lines[1].second, Not(HasSubstr("due")));
}

TEST(PartText, JsonHasNullsForWhatIsNot) {
  PartRow row = Part(PartNode::kOpen);
  row.due = 0;
  const std::string json = PartsJson({row}, Names());
  EXPECT_THAT(json, HasSubstr(R"("part":3,"department":"物流","node":"open","agent":null,"asked_by":null)"));
  EXPECT_THAT(json, HasSubstr(R"("due":null)"));
  client::AckInfo ack;
  ack.ticket = row.ticket;
  ack.token = 3;
  EXPECT_THAT(PartAckJson(ack), HasSubstr(R"("ok":true,"duplicate":false)"));
  EXPECT_THAT(PartAckJson(ack), HasSubstr(R"("part":3)"));
}

TEST(PlanText, SaysHowOftenForWhomAndWhatCameOfIt) {
  PlanRow row;
  row.plan = 1;
  row.name = "vip-visits";
  row.title = "VIP visit";
  row.terms = {.first_at = kNow, .type = 1, .every = 6, .channel = 1, .unit = static_cast<std::uint8_t>(PlanUnit::kMonths)};
  row.next_at = kNow;
  row.made = 12;
  row.missed = 2;
  const std::string text = PlansText({row}, Language::kEnglish);
  EXPECT_THAT(text, HasSubstr("6 months"));
  EXPECT_THAT(text, HasSubstr("each with a manager"));
  row.terms.every = 1;
  row.terms.customer = 7;
  EXPECT_THAT(PlansText({row}, Language::kEnglish), HasSubstr("1 month "));
  EXPECT_THAT(PlansText({row}, Language::kEnglish), HasSubstr("one customer"));
  EXPECT_THAT(PlansText({row}, Language::kChinese), HasSubstr("每1月"));
  const std::string json = PlansJson({row}, Names());
  EXPECT_THAT(json, HasSubstr(R"("name":"vip-visits","every":1,"unit":"months","first_at":"2026-11-21T12:00:00.000Z")"));
  EXPECT_THAT(json, HasSubstr(R"("region":null,"level":null,"tier":null,"calendar":null)"));
  EXPECT_THAT(json, HasSubstr(R"("made":12,"missed":2,"last_ticket":null)"));
}

}  // namespace
}  // namespace tidegate
