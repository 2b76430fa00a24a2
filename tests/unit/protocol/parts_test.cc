// The small parts under the codec: names, hashes, arena, ticket numbers.
#include <gtest/gtest.h>

#include <cstring>
#include <map>
#include <set>

#include "protocol/catalog_names.h"
#include "protocol/command_arena.h"
#include "protocol/key_hasher.h"
#include "protocol/ticket_number.h"
#include "protocol/utc_text.h"
#include "tests/unit/core/seed.h"
#include "tests/unit/protocol/samples.h"

namespace tidegate {
namespace {

TEST(CatalogNames, FindsWhatAMapFinds) {
  Dice dice(Seed());
  for (const std::size_t count : {0u, 1u, 2u, 3u, 7u, 8u, 9u, 255u, 4'096u}) {
    CatalogNames::Lists lists;
    std::map<std::string, std::uint16_t> twin;
    std::vector<std::string>& skills = lists[static_cast<std::size_t>(CatalogKind::kSkill)];
    while (skills.size() < count) {
      const std::string name = "skill-" + std::to_string(dice.Below(1'000'000));
      if (twin.emplace(name, skills.size() + 1).second) skills.push_back(name);
    }
    const CatalogNames names(std::move(lists));
    EXPECT_EQ(names.count(CatalogKind::kSkill), count);
    for (const auto& [name, id] : twin) {
      EXPECT_EQ(names.Find(CatalogKind::kSkill, name), id);
      EXPECT_EQ(names.NameOf(CatalogKind::kSkill, id), name);
      EXPECT_EQ(names.Find(CatalogKind::kRegion, name), 0) << "kinds do not mix";
    }
    for (int i = 0; i < 1'000; ++i) {
      const std::string name = "skill-" + std::to_string(dice.Below(1'000'000));
      EXPECT_EQ(names.Find(CatalogKind::kSkill, name), twin.contains(name) ? twin[name] : 0);
    }
    EXPECT_EQ(names.NameOf(CatalogKind::kSkill, 0), "");
    EXPECT_EQ(names.NameOf(CatalogKind::kSkill, static_cast<std::uint16_t>(count + 1)), "");
  }
}

TEST(CatalogNames, AChineseNameIsAsGoodUnlessItIsANameOfItsOwn) {
  const auto type = static_cast<std::size_t>(CatalogKind::kType);
  CatalogNames::Lists lists;
  lists[type] = {"consultation", "complaint", "suggestion", "投诉"};
  ChineseNames chinese;
  chinese[type] = {{"consultation", "咨询"}, {"complaint", "投诉"}, {"suggestion", "suggestion"}, {"not-declared", "查询"}};
  const CatalogNames names(std::move(lists), chinese);
  EXPECT_EQ(names.Find(CatalogKind::kType, "咨询"), 1);
  EXPECT_EQ(names.Find(CatalogKind::kType, "consultation"), 1);
  EXPECT_EQ(names.Find(CatalogKind::kType, "投诉"), 4) << "whoever declared it means his own";
  EXPECT_EQ(names.Find(CatalogKind::kType, "complaint"), 2);
  EXPECT_EQ(names.Find(CatalogKind::kType, "suggestion"), 3);
  EXPECT_EQ(names.Find(CatalogKind::kType, "查询"), 0) << "the catalog does not know what it stands for";
  EXPECT_EQ(names.Find(CatalogKind::kType, ""), 0);
  EXPECT_EQ(names.Find(CatalogKind::kChannel, "咨询"), 0) << "kinds do not mix";
  EXPECT_EQ(names.NameOf(CatalogKind::kType, 1), "consultation");
  EXPECT_EQ(names.ChineseOf(CatalogKind::kType, 1), "咨询");
  EXPECT_EQ(names.ChineseOf(CatalogKind::kType, 4), "");
  EXPECT_EQ(names.ChineseOf(CatalogKind::kType, 5), "");
  EXPECT_EQ(names.count(CatalogKind::kType), 4u);
}

TEST(KeyHasher, PartsDoNotRunIntoEachOther) {
  const KeyHasher& hasher = SampleHasher();
  std::set<std::pair<std::uint64_t, std::uint64_t>> keys;
  for (const auto& [workspace, front_end, key] :
       {std::tuple{"a", "b", "c"}, {"ab", "", "c"}, {"", "ab", "c"}, {"a", "bc", ""}, {"a", "", "bc"}, {"", "", "abc"}}) {
    const KeyHash hash = hasher.ExternalKey(hasher.Scope(workspace, front_end), key);
    EXPECT_TRUE(keys.emplace(hash.high, hash.low).second) << workspace << "|" << front_end << "|" << key;
  }
}

TEST(KeyHasher, DomainsDoNotMeet) {
  const KeyHasher& hasher = SampleHasher();
  EXPECT_NE(hasher.Client("w", Role::kFrontEnd, "x").raw(), hasher.Client("w", Role::kAgent, "x").raw());
  EXPECT_NE(hasher.Client("w", Role::kFrontEnd, "x").raw(), hasher.Customer("w", "x").raw());
  EXPECT_NE(hasher.Customer("w", "x").raw(), hasher.Customer("v", "x").raw());
}

TEST(KeyHasher, AnotherKeyGivesOtherHashes) {
  const KeyHasher other({1});
  EXPECT_NE(other.Customer("w", "x"), SampleHasher().Customer("w", "x"));
  EXPECT_NE(other.ExternalKey(other.Scope("w", "f"), "x"), SampleHasher().ExternalKey(SampleHasher().Scope("w", "f"), "x"));
  EXPECT_EQ(SampleHasher().Customer("w", "x"), KeyHasher({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}).Customer("w", "x"));
}

TEST(CommandArena, KeepsEveryTextWhereItWasUntilReset) {
  Dice dice(Seed());
  CommandArena arena;
  for (int round = 0; round < 20; ++round) {
    std::vector<std::pair<std::string_view, std::string>> stored;
    std::size_t bytes = 0;
    for (int i = 0; i < 300; ++i) {
      const std::string text(dice.OneIn(50) ? dice.Below(200'000) : dice.Below(600), static_cast<char>('a' + i % 26));
      stored.emplace_back(arena.Store(text), text);
      bytes += text.size();
      EXPECT_EQ(reinterpret_cast<std::uintptr_t>(arena.Allocate(1)) % 8, 0u);
    }
    for (const auto& [view, text] : stored) EXPECT_EQ(view, text);
    EXPECT_GE(arena.used(), bytes);
    arena.Reset();
    EXPECT_EQ(arena.used(), 0u);
  }
}

TEST(CommandArena, GivesTheSameMemoryAgainAfterReset) {
  CommandArena arena;
  const char* first = arena.Allocate(100);
  arena.Reset();
  EXPECT_EQ(arena.Allocate(100), first);
}

TEST(TicketNumber, IsTheDayAndTheCounterOfTheId) {
  EXPECT_EQ(FormatTicketNumber(MakeTicketId(0, 0, 1)), "CS20100101000001");
  EXPECT_EQ(FormatTicketNumber(MakeTicketId(58, 0, 999'999)), "CS20100228999999");
  EXPECT_EQ(FormatTicketNumber(MakeTicketId(789, 5, 1'000'000)), "CS201202291000000") << "six digits may grow; 2012 is a leap year";
  EXPECT_EQ(FormatTicketNumber(MakeTicketId(6'168, 0, 42)), "CS20261121000042");
}

TEST(TicketNumber, ParsesWhatItFormats) {
  Dice dice(Seed());
  for (int i = 0; i < 20'000; ++i) {
    const auto partition = static_cast<std::uint32_t>(dice.Below(1'024));
    const std::uint64_t bound = std::uint64_t{1} << (1 + dice.Below(kTicketCounterBits));
    const TicketId id = MakeTicketId(static_cast<std::uint32_t>(dice.Below(1 << kTicketDayBits)), partition, 1 + dice.Below(bound - 1));
    EXPECT_EQ(ParseTicketNumber(FormatTicketNumber(id), partition), id);
  }
}

TEST(TicketNumber, RefusesWhatIsNone) {
  for (const char* text : {"", "CS", "CS20261121", "CS2026112100042", "cs20261121000042", "20261121000042", "CS20261121000000",
                           "CS20261321000042", "CS20260230000042", "CS20091231000042", "CS20990101000042", "CS20261121000042x",
                           "CS20261121 00042", "CS202611210000042", "CS20261121999999999999999", "CS-0261121000042", "CS+0261121000042"}) {
    EXPECT_EQ(ParseTicketNumber(text, 0), std::nullopt) << text;
  }
}

TEST(UtcText, IsReadAsItIsWritten) {
  EXPECT_EQ(UtcText(0), "1970-01-01T00:00:00Z");
  EXPECT_EQ(UtcText(1'456'736'399'999'999), "2016-02-29T08:59:59Z");
  EXPECT_EQ(ParseUtc("2016-02-29T08:59:59Z"), 1'456'736'399 * kSecond);
  EXPECT_EQ(ParseUtc("2016-02-29T09:00Z"), 1'456'736'400 * kSecond);
  EXPECT_EQ(ParseUtc("2016-02-29"), 1'456'704'000 * kSecond);
  for (const char* wrong :
       {"", "2016", "2015-02-29", "2016-13-01", "1969-12-31", "2016-02-29T24:00Z", "2016-02-29T09:60Z", "2016-02-29T09:00",
        "2016-02-29T09:00:61Z", "2016-02-29T09:00:00+08:00", "2016-02-29 09:00Z", "29-02-2016", "2016-02-29T9:00Z"}) {
    EXPECT_EQ(ParseUtc(wrong), std::nullopt) << wrong;
  }
}

}  // namespace
}  // namespace tidegate
