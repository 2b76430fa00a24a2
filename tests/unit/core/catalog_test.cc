#include "core/tables/catalog.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tidegate {
namespace {

TEST(Catalog, NumbersNamesFromOneInTheOrderOfDeclaration) {
  Catalog catalog(10);
  EXPECT_EQ(catalog.Find("refund"), 0u);
  EXPECT_EQ(catalog.Add("refund"), 1u);
  EXPECT_EQ(catalog.Add("退款"), 2u);
  EXPECT_EQ(catalog.Find("refund"), 1u);
  EXPECT_EQ(catalog.Find("退款"), 2u);
  EXPECT_EQ(catalog.Find("refun"), 0u);
  EXPECT_EQ(catalog.Find(""), 0u);
  EXPECT_EQ(catalog.Name(1), "refund");
  EXPECT_EQ(catalog.Name(2), "退款");
  EXPECT_EQ(catalog.size(), 2u);
  EXPECT_EQ(catalog.max(), 10u);
}

TEST(Catalog, ViewsOfNamesSurviveGrowth) {
  constexpr std::uint32_t kNames = 4'096;
  Catalog catalog(kNames);
  std::vector<std::string_view> views;
  for (std::uint32_t i = 1; i <= kNames; ++i) {
    ASSERT_EQ(catalog.Add("name-" + std::to_string(i)), i);
    views.push_back(catalog.Name(i));
  }
  for (std::uint32_t i = 1; i <= kNames; ++i) {
    ASSERT_EQ(views[i - 1], "name-" + std::to_string(i));
    ASSERT_EQ(catalog.Find(views[i - 1]), i);
  }
}

TEST(CatalogDeathTest, ANameTwiceOrOneTooManyEndsTheProcess) {
  Catalog catalog(1);
  catalog.Add("a");
  EXPECT_DEATH(catalog.Add("a"), "CHECK failed");
  EXPECT_DEATH(catalog.Add("b"), "CHECK failed");
  EXPECT_DEATH((void)catalog.Name(0), "CHECK failed");
  EXPECT_DEATH((void)catalog.Name(2), "CHECK failed");
}

}  // namespace
}  // namespace tidegate
