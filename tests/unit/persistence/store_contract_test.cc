// The contract of Store, tried on every implementation: what holds for the disk holds for its simulated twin.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "persistence/memory_journal.h"
#include "persistence/memory_store.h"
#include "persistence/projector.h"
#include "persistence/rocksdb_store.h"
#include "persistence/testing/sample_records.h"
#include "persistence/ticket_record.h"
#include "tests/support/temp_directory.h"
#include "tests/unit/persistence/reading.h"

namespace tidegate {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Optional;

// A store whose process can die: what was not flushed is gone.
class Place {
 public:
  virtual ~Place() = default;
  virtual Store& Open() = 0;  // dies first
};

class MemoryPlace final : public Place {
 public:
  Store& Open() override {
    store_ = std::make_unique<MemoryStore>(store_ ? store_->surviving() : MemoryStoreDisk{});
    return *store_;
  }

 private:
  std::unique_ptr<MemoryStore> store_;
};

class RocksdbPlace final : public Place {
 public:
  Store& Open() override {
    store_.reset();
    store_ = RocksdbStore::Open(*directory_).value();
    return *store_;
  }

 private:
  TempDirectory temp_;
  std::unique_ptr<DataDirectory> directory_ = DataDirectory::Open(temp_ / "data").value();
  std::unique_ptr<RocksdbStore> store_;
};

struct Kind {
  const char* name;
  std::function<std::unique_ptr<Place>()> make;
};

class StoreContract : public ::testing::TestWithParam<Kind> {
 protected:
  StoreContract() : place_(GetParam().make()), store_(&place_->Open()) {}
  Store& store() { return *store_; }
  void Die() { store_ = &place_->Open(); }
  std::optional<std::string> Get(StoreTable table, std::string_view key) { return store().Get(table, key).value(); }
  std::vector<std::string> Scan(std::string_view prefix, std::string_view from) {
    std::vector<std::string> rows;
    EXPECT_TRUE(store()
                    .Scan(StoreTable::kHistory, prefix, from,
                          [&](std::string_view key, std::string_view value) {
                            rows.push_back(std::string(key) + "=" + std::string(value));
                            return rows.size() < 3;
                          })
                    .ok());
    return rows;
  }

 private:
  std::unique_ptr<Place> place_;
  Store* store_;
};

constexpr StoreMark MarkAt(std::uint64_t seq) { return {{seq, seq * 7}, static_cast<Micros>(seq), 5}; }

TEST_P(StoreContract, NothingIsSeenBeforeTheWriteAndAllOfItAfter) {
  EXPECT_EQ(store().pending_bytes(), 0u);
  store().Put(StoreTable::kRecord, "a", "1");
  store().Put(StoreTable::kBody, "a", "text");
  EXPECT_GT(store().pending_bytes(), 0u);
  EXPECT_EQ(Get(StoreTable::kRecord, "a"), std::nullopt);
  const StoreMark mark = MarkAt(9);
  ASSERT_TRUE(store().Write(&mark).ok());
  EXPECT_EQ(store().pending_bytes(), 0u);
  EXPECT_THAT(Get(StoreTable::kRecord, "a"), Optional(std::string("1")));
  EXPECT_THAT(Get(StoreTable::kBody, "a"), Optional(std::string("text")));
  EXPECT_EQ(Get(StoreTable::kKey, "a"), std::nullopt);
  EXPECT_EQ(store().written(), mark);
}

TEST_P(StoreContract, AWriteWithoutAMarkLeavesTheMark) {
  const StoreMark mark = MarkAt(9);
  ASSERT_TRUE(store().Write(&mark).ok());
  store().Put(StoreTable::kKey, "k", "v");
  ASSERT_TRUE(store().Write(nullptr).ok());
  EXPECT_EQ(store().written(), mark);
  EXPECT_THAT(Get(StoreTable::kKey, "k"), Optional(std::string("v")));
}

TEST_P(StoreContract, ErasedTicketsAreGoneFromRecordTextAndHistoryAndNobodyElse) {
  for (std::uint64_t ticket = 1; ticket <= 6; ++ticket) {
    store().Put(StoreTable::kRecord, TicketKey(ticket), "r");
    store().Put(StoreTable::kBody, TicketKey(ticket), "b");
    store().Put(StoreTable::kHistory, HistoryKey(ticket, 9), "h");
    store().Put(StoreTable::kKey, "key-" + std::to_string(ticket), TicketKey(ticket));
  }
  const StoreMark before = MarkAt(10);
  ASSERT_TRUE(store().Write(&before).ok());
  ASSERT_TRUE(store().Flush().ok());
  store().EraseTickets({2, 5});
  EXPECT_THAT(Get(StoreTable::kRecord, TicketKey(3)), Optional(std::string("r")));  // not before the Write
  StoreMark after = before;
  after.whole_from = 5;
  ASSERT_TRUE(store().Write(&after).ok());
  const auto look = [&] {
    for (std::uint64_t ticket = 1; ticket <= 6; ++ticket) {
      const bool there = ticket < 2 || ticket >= 5;
      EXPECT_EQ(Get(StoreTable::kRecord, TicketKey(ticket)).has_value(), there) << ticket;
      EXPECT_EQ(Get(StoreTable::kBody, TicketKey(ticket)).has_value(), there) << ticket;
      EXPECT_EQ(Get(StoreTable::kHistory, HistoryKey(ticket, 9)).has_value(), there) << ticket;
    }
  };
  look();
  Die();
  EXPECT_EQ(store().written(), before);
  EXPECT_THAT(Get(StoreTable::kRecord, TicketKey(3)), Optional(std::string("r")));  // nor before it is durable
  store().EraseTickets({2, 5});
  ASSERT_TRUE(store().Write(&after).ok());
  ASSERT_TRUE(store().Flush().ok());
  const TicketRange erased{2, 5};
  ASSERT_TRUE(store().Reclaim({&erased, 1}, 1).ok());
  look();
  Die();
  EXPECT_EQ(store().written().whole_from, 5u);
  look();
  EXPECT_THAT(Get(StoreTable::kKey, "key-6"), Optional(TicketKey(6)));
}

TEST_P(StoreContract, AnErasedRowIsGoneWithTheWriteUnlessItIsPutAgain) {
  store().Put(StoreTable::kClient, "a", "1");
  store().Put(StoreTable::kClient, "b", "1");
  store().Put(StoreTable::kArticle, "a", "1");
  store().Erase(StoreTable::kClient, "b");
  store().Put(StoreTable::kClient, "b", "2");
  ASSERT_TRUE(store().Write(nullptr).ok());
  EXPECT_THAT(Get(StoreTable::kClient, "b"), Optional(std::string("2")));
  store().Erase(StoreTable::kClient, "a");
  store().Erase(StoreTable::kClient, "never");
  EXPECT_GT(store().pending_bytes(), 0u);
  EXPECT_THAT(Get(StoreTable::kClient, "a"), Optional(std::string("1")));
  ASSERT_TRUE(store().Write(nullptr).ok());
  EXPECT_EQ(store().pending_bytes(), 0u);
  EXPECT_EQ(Get(StoreTable::kClient, "a"), std::nullopt);
  EXPECT_THAT(Get(StoreTable::kArticle, "a"), Optional(std::string("1")));
  ASSERT_TRUE(store().Flush().ok());
  Die();
  EXPECT_EQ(Get(StoreTable::kClient, "a"), std::nullopt);
  EXPECT_THAT(Get(StoreTable::kClient, "b"), Optional(std::string("2")));
}

TEST_P(StoreContract, ADeathTakesWhatWasNotFlushedFromAllTablesAtOnce) {
  const StoreMark first = MarkAt(10);
  store().Put(StoreTable::kRecord, "a", "old");
  store().Put(StoreTable::kHistory, "a1", "x");
  ASSERT_TRUE(store().Write(&first).ok());
  EXPECT_EQ(store().flushed(), StoreMark{});
  ASSERT_TRUE(store().Flush().ok());
  EXPECT_EQ(store().flushed(), first);
  const StoreMark second = MarkAt(20);
  store().Put(StoreTable::kRecord, "a", "new");
  store().Put(StoreTable::kHistory, "a2", "y");
  ASSERT_TRUE(store().Write(&second).ok());
  EXPECT_EQ(store().flushed(), first);
  Die();
  EXPECT_EQ(store().written(), first);
  EXPECT_EQ(store().flushed(), first);
  EXPECT_THAT(Get(StoreTable::kRecord, "a"), Optional(std::string("old")));
  EXPECT_THAT(Scan("a", "a"), ElementsAre("a1=x"));
}

TEST_P(StoreContract, ScansByPrefixInTheOrderOfBytesUntilToldToStop) {
  for (const char* key : {"b1", "a2", "a1", "a\xff", "a3", "b"}) store().Put(StoreTable::kHistory, key, std::string_view(key).substr(1));
  ASSERT_TRUE(store().Write(nullptr).ok());
  EXPECT_THAT(Scan("a", "a"), ElementsAre("a1=1", "a2=2", "a3=3"));
  EXPECT_THAT(Scan("a", "a3"), ElementsAre("a3=3", "a\xff=\xff"));
  EXPECT_THAT(Scan("a", ""), ElementsAre("a1=1", "a2=2", "a3=3"));
  EXPECT_THAT(Scan("c", "c"), IsEmpty());
}

TEST_P(StoreContract, PartsAreLaidOneBehindTheOther) {
  const std::vector<std::string_view> parts = {"one", "", "two"};
  store().Put(StoreTable::kHistory, "k", parts);
  ASSERT_TRUE(store().Write(nullptr).ok());
  EXPECT_THAT(Get(StoreTable::kHistory, "k"), Optional(std::string("onetwo")));
}

INSTANTIATE_TEST_SUITE_P(All, StoreContract,
                         ::testing::Values(Kind{"Memory", [] { return std::make_unique<MemoryPlace>(); }},
                                           Kind{"Rocksdb", [] { return std::make_unique<RocksdbPlace>(); }}),
                         [](const auto& info) { return info.param.name; });

std::string Hex(std::string_view bytes) {
  std::string text;
  for (const char byte : bytes) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    text += kDigits[static_cast<unsigned char>(byte) >> 4];
    text += kDigits[static_cast<unsigned char>(byte) & 15];
  }
  return text;
}

// Bytes in the store, as FORMAT.md 10 promises them. A failure here is a change of format: read the version policy before making it pass.
TEST(StoreFormat, BytesOfASmallStoreAreAsTheFormatSays) {
  TempDirectory temp;
  const std::unique_ptr<DataDirectory> directory = DataDirectory::Open(temp / "data").value();
  const std::unique_ptr<MemoryJournal> journal = MemoryJournal::Open().value();
  SampleRecords samples;
  ASSERT_TRUE(AppendAll(*journal, {samples.Sealed(1, 5), samples.Sealed(2, 0)}).ok());
  const std::unique_ptr<RocksdbStore> store = RocksdbStore::Open(*directory).value();
  Projector projector(*journal, *store);
  projector.Hurry();
  while (store->written().position != journal->durable()) ASSERT_TRUE(projector.Step(kSecond).ok());
  std::string text = "mark " + Hex(EncodeStoreMark(store->written())) + "\n";
  constexpr std::array<const char*, kStoreTableCount> kNames = {"record",  "body",     "key",   "history",
                                                                "article", "customer", "order", "client"};
  for (std::size_t table = 0; table < kStoreTableCount; ++table) {
    const absl::Status scanned = store->Scan(static_cast<StoreTable>(table), "", "", [&](std::string_view key, std::string_view value) {
      text += std::string(kNames[table]) + " " + Hex(key) + "\n";
      for (std::size_t at = 0; at < value.size(); at += 32) text += "  " + Hex(value.substr(at, 32)) + "\n";
      return true;
    });
    ASSERT_TRUE(scanned.ok()) << scanned;
  }
  const std::string golden = "tests/unit/persistence/golden/store.txt";
  if (std::getenv("TIDEGATE_WRITE_GOLDEN") != nullptr) WriteWhole(golden, text);
  EXPECT_EQ(text, ReadWhole(golden)) << "run with TIDEGATE_WRITE_GOLDEN=1 only after reading the version policy in persistence/FORMAT.md";
}

TEST(StoreMark, EveryChangedByteAndLengthIsRefused) {
  const std::string whole = EncodeStoreMark(MarkAt(77));
  EXPECT_THAT(DecodeStoreMark(whole), Optional(MarkAt(77)));
  EXPECT_EQ(DecodeStoreMark(whole + "x"), std::nullopt);
  EXPECT_EQ(DecodeStoreMark(std::string_view(whole).substr(1)), std::nullopt);
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    EXPECT_EQ(DecodeStoreMark(damaged), std::nullopt) << at;
  }
}

TEST(RocksdbStore, ADamagedOneIsRefusedWithWhatToDo) {
  TempDirectory temp;
  const std::unique_ptr<DataDirectory> directory = DataDirectory::Open(temp / "data").value();
  {
    const std::unique_ptr<RocksdbStore> store = RocksdbStore::Open(*directory).value();
    const StoreMark mark = MarkAt(3);
    ASSERT_TRUE(store->Write(&mark).ok());
    ASSERT_TRUE(store->Flush().ok());
  }
  WriteWhole(directory->store_path() + "/CURRENT", "MANIFEST-999999\n");
  const absl::Status status = RocksdbStore::Open(*directory).status();
  EXPECT_THAT(Message(status), HasSubstr(directory->store_path()));
  EXPECT_THAT(Message(status), HasSubstr("Next:"));
}

}  // namespace
}  // namespace tidegate
