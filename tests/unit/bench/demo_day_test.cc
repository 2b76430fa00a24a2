#include "bench/load/demo_day.h"

#include <gtest/gtest.h>

#include <set>

#include "bench/load/demo_staff.h"
#include "bench/load/demo_tickets.h"

namespace tidegate::load {
namespace {

constexpr std::uint64_t kSecond = 1'000'000'000;

TEST(DemoDay, ArrivalsNeverFallAndStopWithTheDay) {
  const DemoDay day(16 * kSecond, 100);
  std::uint64_t before = 0;
  for (std::uint64_t at = 0; at <= 17 * kSecond; at += kSecond / 50) {
    const std::uint64_t arrived = day.ArrivedAt(at);
    EXPECT_GE(arrived, before);
    before = arrived;
  }
  EXPECT_EQ(day.ArrivedAt(16 * kSecond), day.ArrivedAt(20 * kSecond));
  EXPECT_GT(before, 0u);
}

TEST(DemoDay, TheEveningPeakIsTheBusiestAndReachesTheRateAsked) {
  const DemoDay day(16 * kSecond, 1'000);
  EXPECT_EQ(day.ClockAt(12 * kSecond), "20:00");
  EXPECT_EQ(DemoDay::BusyPerMille(20 * 60), 1000u);
  // The hour around the peak lasts one second here.
  const std::uint64_t peak = day.ArrivedAt(12 * kSecond + kSecond / 2) - day.ArrivedAt(12 * kSecond - kSecond / 2);
  EXPECT_GT(peak, 850u);
  EXPECT_LE(peak, 1'000u);
  for (int minute = 8 * 60; minute <= 24 * 60; ++minute) EXPECT_LE(DemoDay::BusyPerMille(minute), 1000u) << minute;
}

TEST(DemoDay, ClockRunsFromEightToMidnight) {
  const DemoDay day(10 * kSecond, 1);
  EXPECT_EQ(day.ClockAt(0), "08:00");
  EXPECT_EQ(day.ClockAt(10 * kSecond), "24:00");
  EXPECT_EQ(day.ClockAt(99 * kSecond), "24:00");
  EXPECT_FALSE(day.OverAt(10 * kSecond - 1));
  EXPECT_TRUE(day.OverAt(10 * kSecond));
}

Catalog SomeCatalog() {
  Catalog catalog;
  catalog.types = {"consultation", "complaint", "technical-support", "after-sales"};
  catalog.channels = {"hotline",        "app",         "mini_program", "web-chat", "social message",
                      "social-comment", "social-post", "email",        "store",    "kiosk"};
  catalog.skills = DemoSkills();
  return catalog;
}

TEST(DemoTickets, NamesMatchWhateverStandsBetweenTheirLetters) {
  const Catalog catalog = SomeCatalog();
  EXPECT_EQ(NameLike(catalog.types, "technical support"), "technical-support");
  EXPECT_EQ(NameLike(catalog.channels, "Mini-Program"), "mini_program");
  EXPECT_EQ(NameLike(catalog.channels, "fax"), "");
}

TEST(DemoTickets, SameSeedSameDay) {
  const Catalog catalog = SomeCatalog();
  DemoTickets one(catalog, 5);
  DemoTickets two(catalog, 5);
  for (int i = 0; i < 200; ++i) {
    const DemoTicket left = one.Next();
    const DemoTicket right = two.Next();
    EXPECT_EQ(left.title, right.title);
    EXPECT_EQ(left.text, right.text);
    EXPECT_EQ(left.customer, right.customer);
  }
}

TEST(DemoTickets, MixIsTheOneOfTheDomain) {
  const Catalog catalog = SomeCatalog();
  DemoTickets tickets(catalog, 11);
  constexpr int kDrawn = 20'000;
  int vip = 0;
  std::set<std::string_view> channels;
  std::set<std::string> titles;
  for (int i = 0; i < kDrawn; ++i) {
    const DemoTicket ticket = tickets.Next();
    if (ticket.tier == CustomerTier::kVip) ++vip;
    channels.insert(ticket.channel);
    titles.insert(ticket.title);
    EXPECT_EQ(ticket.text.find('{'), std::string::npos) << ticket.text;
    EXPECT_NE(ticket.level, Level::kNone);
  }
  EXPECT_NEAR(vip, kDrawn / 10, kDrawn / 100);
  EXPECT_EQ(channels.size(), 10u);
  EXPECT_GE(titles.size(), 20u);
}

TEST(DemoStaff, NamesAreDistinctAndEveryTierIsThere) {
  const std::vector<AgentRecord> staff = DemoStaff(500);
  std::set<std::string> names;
  std::set<AgentTier> tiers;
  for (const AgentRecord& agent : staff) {
    names.insert(agent.name);
    tiers.insert(agent.tier);
    EXPECT_FALSE(agent.skills.empty());
    EXPECT_GE(agent.capacity, 1u);
  }
  EXPECT_EQ(names.size(), staff.size());
  EXPECT_EQ(tiers.size(), 5u);
}

TEST(MixedStaff, EverySkillHasAgentsAndTheyAreTheSameEveryTime) {
  const std::vector<std::string> skills{"a", "b", "c", "d", "e"};
  const std::vector<AgentRecord> staff = MixedStaff("x", 40, skills);
  const std::vector<AgentRecord> again = MixedStaff("x", 40, skills);
  std::set<std::string_view> covered;
  for (std::size_t n = 0; n < staff.size(); ++n) {
    ASSERT_EQ(staff[n].skills.size(), again[n].skills.size());
    std::set<std::string_view> own;
    for (const client::SkillName& skill : staff[n].skills) own.insert(skill.name);
    EXPECT_EQ(own.size(), staff[n].skills.size()) << "a skill twice";
    covered.insert(own.begin(), own.end());
  }
  EXPECT_EQ(covered.size(), skills.size());
}

}  // namespace
}  // namespace tidegate::load
