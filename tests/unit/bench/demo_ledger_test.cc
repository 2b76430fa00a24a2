#include "bench/load/demo_ledger.h"

#include <gtest/gtest.h>

namespace tidegate::load {
namespace {

TEST(DemoLedger, PromisesTheFurthestStateThatWasAcknowledged) {
  DemoLedger ledger("day");
  for (int i = 0; i < 4; ++i) ledger.Add({});
  for (std::uint64_t number = 0; number < 3; ++number) {
    ledger.Sent(number, 100);
    ledger.Acknowledged(number, 200);
  }
  ledger.Assigned(ledger.KeyOf(1), 300);
  ledger.Assigned(ledger.KeyOf(2), 300);
  ledger.Resolved(ledger.KeyOf(2));
  const std::vector<Promised> promised = ledger.Promises(0, 1);
  ASSERT_EQ(promised.size(), 3u) << "the fourth was never acknowledged";
  EXPECT_EQ(promised[0].at_least, Status::kPooled);
  EXPECT_EQ(promised[1].at_least, Status::kAssigned);
  EXPECT_EQ(promised[2].at_least, Status::kResolved);
  EXPECT_FALSE(ledger.AllResolved());
}

TEST(DemoLedger, AnAssignmentThatOvertakesTheAcknowledgementIsKept) {
  DemoLedger ledger("day");
  const std::uint64_t number = ledger.Add({});
  ledger.Sent(number, 100);
  ledger.Assigned(ledger.KeyOf(number), 150);
  ledger.Acknowledged(number, 200);
  EXPECT_EQ(ledger.Promises(0, 1)[0].at_least, Status::kAssigned);
  EXPECT_EQ(ledger.assigned(), 1u);
}

TEST(DemoLedger, WaitCountsFromTheFirstSend) {
  DemoLedger ledger("day");
  const std::uint64_t number = ledger.Add({});
  ledger.Sent(number, 1'000);
  ledger.Sent(number, 9'000);
  ledger.Acknowledged(number, 10'000);
  EXPECT_GE(ledger.acknowledge_latency().max_ns(), 9'000u);
}

TEST(DemoLedger, ATicketIsCountedOnceHoweverOftenItComes) {
  DemoLedger ledger("day");
  const std::uint64_t number = ledger.Add({});
  ledger.Sent(number, 1);
  ledger.Acknowledged(number, 2);
  for (int i = 0; i < 3; ++i) {
    ledger.Assigned(ledger.KeyOf(number), 3);
    ledger.Resolved(ledger.KeyOf(number));
  }
  EXPECT_EQ(ledger.assigned(), 1u);
  EXPECT_EQ(ledger.resolved(), 1u);
  EXPECT_TRUE(ledger.AllResolved());
}

TEST(DemoLedger, KeysOfAnotherDayAreIgnored) {
  DemoLedger yesterday("one");
  DemoLedger today("two");
  today.Add({});
  const std::string key = yesterday.KeyOf(yesterday.Add({}));
  EXPECT_EQ(today.Assigned(key, 1), nullptr);
  today.Resolved(key);
  today.Resolved("");
  EXPECT_EQ(today.resolved(), 0u);
}

TEST(DemoLedger, PromisesAreSplitByFrontEnd) {
  DemoLedger ledger("day");
  for (int i = 0; i < 10; ++i) ledger.Acknowledged(ledger.Add({}), 1);
  EXPECT_EQ(ledger.Promises(0, 4).size(), 3u);
  EXPECT_EQ(ledger.Promises(3, 4).size(), 2u);
  EXPECT_EQ(ledger.Promises(3, 4)[1].key, ledger.KeyOf(7));
}

}  // namespace
}  // namespace tidegate::load
