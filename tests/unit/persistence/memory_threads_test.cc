// The journal and the store in memory with readers beside their owner: for the thread sanitizer, and for what a reader may find.
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "persistence/memory_journal.h"
#include "persistence/memory_store.h"
#include "persistence/testing/sample_records.h"

namespace tidegate {
namespace {

constexpr std::uint64_t kCommits = 400;
constexpr std::uint64_t kCutEvery = 50;

TEST(MemoryThreads, AReaderOfTheJournalSeesWholeRecordsInOrderOrThatTheyWereCut) {
  const std::unique_ptr<MemoryJournal> journal = MemoryJournal::Open().value();
  std::atomic<bool> done{false};
  std::uint64_t read = 0;
  std::thread reader([&] {
    do {
      std::uint64_t next = journal->base().seq + 1;
      const std::uint64_t end = journal->durable().seq;
      const absl::Status status = journal->ReadFrom(next, [&](std::string_view record) {
        const TurnHeader header = TurnReader(record).header();
        EXPECT_EQ(header.first_seq, next);
        next = header.first_seq + header.change_count;
        ++read;
        return absl::OkStatus();
      });
      if (absl::IsOutOfRange(status)) continue;
      EXPECT_TRUE(status.ok()) << status;
      EXPECT_GT(next, end) << "what was durable before is there";
    } while (!done.load() || read == 0);  // at the end nothing is cut any more: whoever came too late reads what is left
  });
  SampleRecords samples;
  for (std::uint64_t i = 1; i <= kCommits; ++i) {
    const std::vector<std::string> commit = {samples.Sealed(2, 40), samples.Sealed(1, 0)};
    ASSERT_TRUE(AppendAll(*journal, commit).ok());
    if (i % kCutEvery == 0) {
      ASSERT_TRUE(journal->CutBefore(journal->durable().seq - 10).ok());
    }
  }
  done.store(true);
  reader.join();
  EXPECT_GT(read, 0u);
  EXPECT_EQ(journal->durable().seq, kCommits * 3);
}

TEST(MemoryThreads, AReaderOfTheStoreSeesWholeWritesOnly) {
  MemoryStore store;
  std::atomic<bool> done{false};
  std::thread reader([&] {
    do {
      const std::uint64_t seq = store.written().position.seq;
      const std::optional<std::string> record = store.Get(StoreTable::kRecord, "r").value();
      EXPECT_GE(record ? std::stoull(*record) : 0, seq) << "the row of a write is there with its mark";
      const std::uint64_t flushed = store.flushed().position.seq;  // asked first: the other goes on meanwhile
      EXPECT_LE(flushed, store.written().position.seq);
    } while (!done.load());
  });
  for (std::uint64_t i = 1; i <= kCommits; ++i) {
    store.Put(StoreTable::kRecord, "r", std::to_string(i));
    StoreMark mark;
    mark.position.seq = i;
    ASSERT_TRUE(store.Write(&mark).ok());
    if (i % kCutEvery == 0) {
      ASSERT_TRUE(store.Flush().ok());
    }
  }
  done.store(true);
  reader.join();
}

}  // namespace
}  // namespace tidegate
