#include "protocol/keywords/keyword_scanner.h"

#include <gtest/gtest.h>

#include <thread>

namespace tidegate {
namespace {

std::vector<KeywordGroup> Groups() {
  return {{"safety", {"被盗", "account stolen", "C++ (beta)"}, {}},
          {"refund", {}, {"refund(ed|s)?", "退.{0,6}款"}},
          {"empty", {}, {}},
          {"anger", {"投诉你们", "LAWYER"}, {"[!！]{3,}"}}};
}

constexpr std::uint64_t kSafety = 1, kRefund = 2, kAnger = 8;

TEST(KeywordScanner, FindsWordsOfBothLanguagesInTitleAndText) {
  const auto scanner = KeywordScanner::Make(Groups());
  ASSERT_NE(scanner, nullptr);
  EXPECT_EQ(scanner->Scan("", ""), 0u);
  EXPECT_EQ(scanner->Scan("怀疑被盗", "请马上冻结账号"), kSafety);
  EXPECT_EQ(scanner->Scan("help", "my ACCOUNT Stolen yesterday"), kSafety) << "Latin letters in either case";
  EXPECT_EQ(scanner->Scan("", "my lawyer will refund me"), kRefund | kAnger);
  EXPECT_EQ(scanner->Scan("我要退这笔款", ""), kRefund);
  EXPECT_EQ(scanner->Scan("", "太差了！！！"), kAnger);
  EXPECT_EQ(scanner->Scan("", "太差了！"), 0u);
  EXPECT_EQ(scanner->Scan("退", "款"), 0u) << "title and text do not run into each other";
  EXPECT_EQ(scanner->fallbacks(), 0u);
}

TEST(KeywordScanner, AWordIsNoPattern) {
  const auto scanner = KeywordScanner::Make(Groups());
  EXPECT_EQ(scanner->Scan("", "the c++ (beta) crashes"), kSafety);
  EXPECT_EQ(scanner->Scan("", "the cc beta crashes"), 0u);
}

// A set that has used up its memory says "no match": the groups are then asked one by one, and nothing is missed.
TEST(KeywordScanner, AnExhaustedSetMissesNothing) {
  std::vector<KeywordGroup> groups = Groups();
  groups.push_back({"greedy", {}, {"(a|b|c|d|e){1,40}(x|y).{20}z", "(p|q){5,60}.{12}r"}});
  KeywordScanner::Options small;
  small.set_memory_bytes = 1 << 15;
  const auto scanner = KeywordScanner::Make(groups, small);
  ASSERT_NE(scanner, nullptr);
  const std::string noise(3'000, 'a');
  std::string text;
  for (int i = 0; i < 400; ++i) text += "abcdeedcbaxyabcdepqpqpqpqqpr" + std::to_string(i * 7919);
  EXPECT_EQ(scanner->Scan("被盗", text + " refunded") & (kSafety | kRefund | kAnger), kSafety | kRefund);
  EXPECT_GT(scanner->fallbacks(), 0u);
}

TEST(KeywordScanner, GivesTheSameAnswerFromManyThreads) {
  const auto scanner = KeywordScanner::Make(Groups());
  std::vector<std::thread> threads;
  std::vector<int> wrong(4);
  for (std::size_t t = 0; t < wrong.size(); ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 2'000; ++i) {
        if (scanner->Scan("被盗" + std::to_string(i), "refund") != (kSafety | kRefund)) ++wrong[t];
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, std::vector<int>(4));
}

TEST(KeywordScanner, WithoutGroupsThereIsNone) { EXPECT_EQ(KeywordScanner::Make({}), nullptr); }

TEST(KeywordScanner, ABadPatternIsSaid) {
  EXPECT_EQ(FindPatternFlaw("退.{0,6}款"), "");
  EXPECT_NE(FindPatternFlaw("refund("), "");
  EXPECT_NE(FindPatternFlaw("(?<=a)b"), "") << "RE2 has no look-behind";
  EXPECT_EQ(KeywordScanner::Make({{"bad", {}, {"("}}}), nullptr);
}

}  // namespace
}  // namespace tidegate
