// Which tickets leave the archive, when, and what a projector does with those that left.
#include "persistence/archive_keeper.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <set>
#include <string>

#include "core/model/ids.h"
#include "persistence/memory_store.h"
#include "persistence/ticket_record.h"

namespace tidegate {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::uint32_t kDayOne = 6'000;  // since 2010
constexpr Micros kBegin = kTicketEpoch + Micros{kDayOne} * kDay;

std::uint64_t Ticket(std::uint32_t day, std::uint64_t counter) { return MakeTicketId(kDayOne + day, 0, counter).raw(); }

class ArchiveKeeperTest : public ::testing::Test {
 protected:
  // A ticket in the store; ended_at 0 = open.
  void Put(std::uint64_t id, Micros ended_at, std::uint64_t last_seq = 1, std::size_t text_bytes = 10) {
    ProjectedTicket ticket;
    ticket.ticket = id;
    ticket.resolved_at = ended_at;
    ticket.last_seq = last_seq;
    store_.Put(StoreTable::kRecord, TicketKey(id), BytesOf(ticket));
    store_.Put(StoreTable::kBody, TicketKey(id), std::string(text_bytes, 'x'));
    store_.Put(StoreTable::kHistory, HistoryKey(id, 1), "h");
    store_.Put(StoreTable::kKey, HashKeyOf({id, id}), TicketKey(id));
  }
  // The projection has come to this time, durably.
  void Come(Micros at, std::uint64_t seq) {
    StoreMark mark = store_.written();
    mark.at = at;
    mark.position.seq = seq;
    ASSERT_TRUE(store_.Write(&mark).ok());
    ASSERT_TRUE(store_.Flush().ok());
  }
  // Steps until it is idle, with the flush that it asks for. How many steps did something.
  int Rest(ArchiveKeeper& keeper) {
    for (int steps = 0;; ++steps) {
      const absl::StatusOr<ArchiveKeeper::Progress> progress = keeper.Step();
      EXPECT_TRUE(progress.ok()) << progress.status();
      if (!progress.ok()) return steps;
      if (keeper.wants_flush()) {
        EXPECT_TRUE(store_.Flush().ok());
        EXPECT_TRUE(keeper.AfterFlush().ok());
      }
      if (*progress == ArchiveKeeper::Progress::kIdle) return steps;
    }
  }
  std::set<std::uint64_t> Kept(StoreTable table) const {
    std::set<std::uint64_t> tickets;
    EXPECT_TRUE(store_
                    .Scan(table, {}, {},
                          [&](std::string_view key, std::string_view value) {
                            tickets.insert(ReadBigEndian(table == StoreTable::kKey ? value : key));
                            return true;
                          })
                    .ok());
    return tickets;
  }

  MemoryStore store_;
};

TEST_F(ArchiveKeeperTest, WithoutBoundsNothingIsErased) {
  Put(Ticket(0, 1), kBegin);
  Come(kBegin + 5'000 * kDay, 9);
  ArchiveKeeper keeper(store_, {});
  EXPECT_EQ(Rest(keeper), 0);
  EXPECT_THAT(Kept(StoreTable::kRecord), ElementsAre(Ticket(0, 1)));
}

TEST_F(ArchiveKeeperTest, WhatEndedLongerAgoThanItIsKeptGoesAndOpenTicketsStay) {
  const Micros now = kBegin + 40 * kDay;
  Put(Ticket(0, 1), kBegin + kHour);                // ended 40 days ago
  Put(Ticket(0, 2), 0);                             // open
  Put(Ticket(0, 3), now - 30 * kDay);               // ended 30 days ago: not longer
  Put(Ticket(0, 4), now - 30 * kDay - kSecond, 3);  // longer
  Put(Ticket(35, 1), now - kDay);
  Come(now, 9);
  ArchiveKeeper keeper(store_, {.keep_for = 30 * kDay});
  EXPECT_GT(Rest(keeper), 0);
  for (const StoreTable table : {StoreTable::kRecord, StoreTable::kBody, StoreTable::kHistory}) {
    EXPECT_THAT(Kept(table), ElementsAre(Ticket(0, 2), Ticket(0, 3), Ticket(35, 1)));
  }
  EXPECT_EQ(store_.written().whole_from, Ticket(0, 4) + 1);
  EXPECT_EQ(store_.written().position.seq, 9u);
  EXPECT_EQ(keeper.tickets_erased(), 2u);
  // The name of a ticket that stands before an open one stays until that one goes.
  EXPECT_THAT(Kept(StoreTable::kKey), ElementsAre(Ticket(0, 2), Ticket(0, 3), Ticket(0, 4), Ticket(35, 1)));
}

TEST_F(ArchiveKeeperTest, ATicketThatEndsLateIsFoundInALaterPass) {
  Put(Ticket(0, 1), 0);
  Come(kBegin + 40 * kDay, 9);
  ArchiveKeeper keeper(store_, {.keep_for = 30 * kDay});
  Rest(keeper);
  EXPECT_THAT(Kept(StoreTable::kRecord), ElementsAre(Ticket(0, 1)));
  Put(Ticket(0, 1), kBegin + 40 * kDay, 10);
  Come(kBegin + 70 * kDay, 12);
  Rest(keeper);
  EXPECT_THAT(Kept(StoreTable::kRecord), ElementsAre(Ticket(0, 1)));
  Come(kBegin + 70 * kDay + ArchiveKeeper::kPassEvery, 13);
  Rest(keeper);
  EXPECT_THAT(Kept(StoreTable::kRecord), IsEmpty());
  EXPECT_THAT(Kept(StoreTable::kKey), IsEmpty());
}

// Otherwise a crash would fold the last changes of a ticket that has no record any more.
TEST_F(ArchiveKeeperTest, WhatIsNotDurableYetIsNotErased) {
  Put(Ticket(0, 1), kBegin, 10);
  Come(kBegin + 40 * kDay, 9);
  StoreMark ahead = store_.written();
  ahead.position.seq = 10;
  ASSERT_TRUE(store_.Write(&ahead).ok());
  ArchiveKeeper keeper(store_, {.keep_for = 30 * kDay});
  Rest(keeper);
  EXPECT_THAT(Kept(StoreTable::kRecord), ElementsAre(Ticket(0, 1)));
}

TEST_F(ArchiveKeeperTest, BeyondItsBytesTheOldestEndedGoFirstUntilThereIsRoom) {
  constexpr std::uint64_t kTickets = 10 * ArchiveKeeper::kLookMax;
  for (std::uint64_t i = 1; i <= kTickets; ++i) Put(Ticket(0, i), i % 4'096 == 0 ? 0 : kBegin);
  Come(kBegin + kDay, 9);
  const std::uint64_t all = store_.Bytes();
  ArchiveKeeper keeper(store_, {.keep_bytes = all / 2});
  Rest(keeper);
  EXPECT_LE(store_.Bytes(), all / 2);
  EXPECT_GE(store_.Bytes(), all / 4);
  const std::set<std::uint64_t> kept = Kept(StoreTable::kRecord);
  for (std::uint64_t i = 4'096; i <= kTickets; i += 4'096) EXPECT_TRUE(kept.contains(Ticket(0, i))) << i;  // open
  EXPECT_FALSE(kept.contains(Ticket(0, 1)));
  EXPECT_TRUE(kept.contains(Ticket(0, kTickets - 1)));
  // Nothing more, however often it looks.
  Come(kBegin + 2 * kDay, 10);
  EXPECT_EQ(Rest(keeper), 0);
  EXPECT_EQ(Kept(StoreTable::kRecord), kept);
}

// Old rows that went and new ones in one file would have everything between them rewritten.
TEST_F(ArchiveKeeperTest, APassByBytesStandsBetweenTwoFlushes) {
  for (std::uint64_t i = 1; i <= 2 * ArchiveKeeper::kLookMax; ++i) Put(Ticket(0, i), kBegin);
  Come(kBegin + kHour, 9);
  ArchiveKeeper keeper(store_, {.keep_bytes = 1'000});
  StoreMark mark = store_.written();
  mark.position.seq = 10;
  ASSERT_TRUE(store_.Write(&mark).ok());
  EXPECT_EQ(keeper.Step().value(), ArchiveKeeper::Progress::kIdle) << "new rows wait to be flushed";
  EXPECT_FALSE(keeper.wants_store_alone());
  ASSERT_TRUE(store_.Flush().ok());
  int steps = 0;
  for (; !keeper.wants_flush(); ++steps) {
    EXPECT_EQ(keeper.Step().value(), ArchiveKeeper::Progress::kWorked);
    EXPECT_NE(keeper.wants_store_alone(), keeper.wants_flush()) << "from its begin on, until it asks for the flush";
  }
  EXPECT_GT(steps, 1);
  EXPECT_GT(keeper.tickets_erased(), 0u);
}

// An archive that is to become much smaller must not hold up the projection until it is.
TEST_F(ArchiveKeeperTest, MuchIsErasedInPassesWithRoomForOthersInBetween) {
  constexpr std::uint64_t kTickets = 20 * ArchiveKeeper::kLookMax;
  for (std::uint64_t i = 1; i <= kTickets; ++i) Put(Ticket(0, i), kBegin);
  Come(kBegin + kHour, 9);
  const std::uint64_t all = store_.Bytes();
  const std::uint64_t keep = all / 4;
  ArchiveKeeper keeper(store_, {.keep_bytes = keep, .pass_bytes = all / 10});
  std::uint64_t before = all;
  int passes = 0;
  for (std::uint64_t seq = 10;; ++seq) {
    ASSERT_EQ(keeper.Step().value(), ArchiveKeeper::Progress::kWorked);
    while (keeper.busy()) ASSERT_EQ(keeper.Step().value(), ArchiveKeeper::Progress::kWorked);
    ASSERT_TRUE(keeper.wants_flush());
    ++passes;
    ASSERT_TRUE(store_.Flush().ok());
    ASSERT_TRUE(keeper.AfterFlush().ok());
    const std::uint64_t left = store_.Bytes();
    EXPECT_LT(before - left, all / 5) << "one pass erases about a tenth, whatever there is to be erased";
    before = left;
    // The projection goes on; until it has flushed there is no other pass.
    StoreMark mark = store_.written();
    mark.position.seq = seq;
    ASSERT_TRUE(store_.Write(&mark).ok());
    ASSERT_EQ(keeper.Step().value(), ArchiveKeeper::Progress::kIdle);
    ASSERT_FALSE(keeper.wants_store_alone());
    ASSERT_TRUE(store_.Flush().ok());
    if (left <= keep) break;
  }
  EXPECT_GE(passes, 5);
  Rest(keeper);
  EXPECT_GE(store_.Bytes(), keep / 2) << "and then it is enough";
}

TEST_F(ArchiveKeeperTest, ManyTicketsTakeManySteps) {
  constexpr std::uint64_t kTickets = 3 * ArchiveKeeper::kLookMax;
  for (std::uint64_t i = 1; i <= kTickets; ++i) Put(Ticket(0, i), kBegin, 1, 1);
  Come(kBegin + 40 * kDay, 9);
  ArchiveKeeper keeper(store_, {.keep_for = kDay});
  EXPECT_GE(Rest(keeper), 3);
  EXPECT_THAT(Kept(StoreTable::kRecord), IsEmpty());
  EXPECT_EQ(keeper.tickets_erased(), kTickets);
}

TEST_F(ArchiveKeeperTest, ADamagedRecordEndsTheErasing) {
  Put(Ticket(0, 1), kBegin);
  store_.Put(StoreTable::kRecord, TicketKey(Ticket(0, 2)), "too short");
  Come(kBegin + 40 * kDay, 9);
  ArchiveKeeper keeper(store_, {.keep_for = kDay});
  EXPECT_TRUE(absl::IsDataLoss(keeper.Step().status()));
  EXPECT_THAT(Kept(StoreTable::kRecord), ElementsAre(Ticket(0, 1), Ticket(0, 2)));
}

}  // namespace
}  // namespace tidegate
