// The projection on random floors: the same histories, records and texts as a naive walk over the journal gives, wherever segments end,
// whatever a crash leaves, however far the projector is behind. TIDEGATE_SEED repeats a run.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "core/engine/lifecycle.h"
#include "core/engine/view.h"
#include "core/model/turn_record.h"
#include "persistence/archive_reader.h"
#include "persistence/client_news.h"
#include "persistence/history_reader.h"
#include "persistence/memory_journal.h"
#include "persistence/memory_store.h"
#include "persistence/projector.h"
#include "persistence/rocksdb_store.h"
#include "persistence/testing/sample_records.h"
#include "tests/simulation/naive_archive.h"
#include "tests/simulation/naive_history.h"
#include "tests/simulation/random_floor.h"
#include "tests/support/seed.h"
#include "tests/support/temp_directory.h"

namespace tidegate {
namespace {

using ::testing::IsEmpty;

// A store that can lose what was not flushed.
class CrashingStore {
 public:
  virtual ~CrashingStore() = default;
  virtual Store& store() = 0;
  virtual void Crash(bool flushed_by_itself) = 0;
};

class CrashingMemoryStore final : public CrashingStore {
 public:
  Store& store() override { return *store_; }
  void Crash(bool flushed_by_itself) override {
    if (flushed_by_itself) store_->FlushByItself();
    store_ = std::make_unique<MemoryStore>(store_->surviving());
  }

 private:
  std::unique_ptr<MemoryStore> store_ = std::make_unique<MemoryStore>();
};

class CrashingRocksdbStore final : public CrashingStore {
 public:
  Store& store() override { return *store_; }
  void Crash(bool) override {
    store_.reset();  // does not flush
    store_ = RocksdbStore::Open(*directory_).value();
  }

 private:
  TempDirectory temp_;
  std::unique_ptr<DataDirectory> directory_ = DataDirectory::Open(temp_ / "data").value();
  std::unique_ptr<RocksdbStore> store_ = RocksdbStore::Open(*directory_).value();
};

// What the engine knows of a ticket while it is in memory, the record says too.
void ExpectRecordIsTheEnginesView(const ProjectedTicket& record, const TicketView& view) {
  EXPECT_EQ(record.ticket, view.ticket.raw());
  EXPECT_EQ(record.key, view.key);
  EXPECT_EQ(record.client, view.client);
  EXPECT_EQ(record.customer, view.customer);
  EXPECT_EQ(record.submit_seq, view.submit_seq);
  EXPECT_EQ(record.received_at, view.received_at);
  EXPECT_EQ(record.status, static_cast<std::uint8_t>(view.status));
  EXPECT_EQ(record.status_since, view.status_since);
  EXPECT_EQ(record.first_response_at, view.first_response_at);
  EXPECT_EQ(record.resolved_at, view.resolved_at);
  EXPECT_EQ(record.agent, view.agent.raw());
  EXPECT_EQ(record.type, view.type.raw());
  EXPECT_EQ(record.region, view.region.raw());
  EXPECT_EQ(record.channel, view.channel.raw());
  EXPECT_EQ(record.level, static_cast<std::uint8_t>(view.level));
  EXPECT_EQ(record.tier, static_cast<std::uint8_t>(view.tier));
  EXPECT_EQ(record.result_code, view.result_code);
  EXPECT_EQ(record.parent, view.parent.raw());
  if (IsOver(view.status)) return;  // an ended ticket keeps fewer facts in memory
  EXPECT_EQ(record.due, view.due);
  EXPECT_EQ(record.fired_per_mille, view.fired_per_mille);
  EXPECT_EQ(record.order_level, static_cast<std::uint8_t>(view.order_level));
  EXPECT_EQ(record.offers, view.offers);
}

class ProjectionRun {
 public:
  ProjectionRun(std::uint64_t seed, CrashingStore* store, const ArchiveBounds& archive = {})
      : random_(seed), store_(store), archive_(archive) {
    journal_ = MemoryJournal::Open().value();
    NewProjector();
  }

  void Run(const std::vector<std::string>& records) {
    std::size_t next = 0;
    std::uint64_t chain = 0;
    while (next < records.size() && !::testing::Test::HasFailure()) {
      switch (random_() % 16) {
        default: {  // a commit
          std::vector<std::string> commit;
          for (std::uint64_t left = 1 + random_() % 4; left != 0 && next < records.size(); --left) {
            commit.push_back(records[next++]);
            chain = SealRecord(commit.back().data(), commit.back().size(), chain);
            naive_.Follow(commit.back());
          }
          ASSERT_TRUE(AppendAll(*journal_, commit).ok());
          break;
        }
        case 0:
        case 1:
        case 2:
        case 3:
        case 4:
        case 5:
          Step();
          break;
        case 6:
          now_ += static_cast<Micros>(random_() % 4'000) * kMillisecond;
          break;
        case 7:
          if (random_() % 8 != 0) break;
          ++crashes;
          store_->Crash(random_() % 2 == 0);
          NewProjector();
          break;
        case 8:
          if (random_() % 16 == 0) Check();
      }
    }
    projector_->Hurry();
    while (store_->store().written().position != journal_->durable()) Step();
    Check();
    segments += projector_->facts().segments;
  }

  // Ended tickets leave the archive as far as its bounds say.
  void KeepArchive() {
    NewProjector();
    ASSERT_TRUE(store_->store().Flush().ok());
    for (int idle = 0; idle < 2;) {
      const absl::StatusOr<Projector::Progress> progress = projector_->Step(now_);
      ASSERT_TRUE(progress.ok()) << progress.status();
      idle = *progress == Projector::Progress::kIdle ? idle + 1 : 0;
    }
  }

  void Check() {
    if (archive_.any()) return;  // tickets may be missing
    ++checks;
    const HistoryReader reader(*journal_, &store_->store());
    EXPECT_THAT(Compare(naive_, reader, 1 + random_() % 12), IsEmpty());
    const ArchiveReader archive(*journal_, &store_->store());
    EXPECT_THAT(CompareArchive(naive_, archive, 1 + random_() % 9, [](std::uint64_t) { return true; }), IsEmpty());
  }

  // Of an archive from which tickets were erased: what is left is found, and nothing else.
  void CheckKept() {
    const ArchiveReader archive(*journal_, &store_->store());
    const auto is_kept = [this](std::uint64_t ticket) {
      return store_->store().Get(StoreTable::kRecord, TicketKey(ticket)).value().has_value();
    };
    EXPECT_THAT(CompareArchive(naive_, archive, 1 + random_() % 9, is_kept), IsEmpty());
  }

  const NaiveHistory& naive() const { return naive_; }
  Store& store() { return store_->store(); }

  std::uint64_t crashes = 0;
  std::uint64_t checks = 0;
  std::uint64_t segments = 0;

 private:
  // Small bounds, other ones after each crash: what was begun is cut in another way.
  void NewProjector() {
    if (projector_) segments += projector_->facts().segments;
    ProjectorBounds bounds;
    bounds.segment_bytes = 1 + random_() % 20'000;
    bounds.segment_changes = 1 + random_() % 200;
    bounds.segment_age = 2 * kSecond;
    bounds.batch_bytes = 1 + random_() % 2'000;
    bounds.flush_bytes = 1 + random_() % 50'000;
    bounds.flush_age = 20 * kSecond;
    bounds.archive = archive_;
    projector_ = std::make_unique<Projector>(*journal_, store_->store(), bounds);
  }
  void Step() {
    const absl::StatusOr<Projector::Progress> progress = projector_->Step(now_);
    ASSERT_TRUE(progress.ok()) << progress.status();
    if (auto* memory = dynamic_cast<MemoryStore*>(&store_->store()); memory != nullptr && random_() % 8 == 0) memory->FlushByItself();
  }

  std::mt19937_64 random_;
  CrashingStore* store_;
  const ArchiveBounds archive_;
  std::unique_ptr<MemoryJournal> journal_;
  std::unique_ptr<Projector> projector_;
  NaiveHistory naive_;
  Micros now_ = kSecond;
};

void ExpectRecordsAndTexts(ProjectionRun& run, const Tables& tables) {
  std::uint64_t open = 0;
  std::uint64_t recent = 0;
  std::uint64_t reused = 0;
  for (const auto& [ticket, entries] : run.naive().tickets()) {
    SCOPED_TRACE(ticket);
    const auto record = DecodeProjectedTicket(run.store().Get(StoreTable::kRecord, TicketKey(ticket)).value().value_or(""));
    ASSERT_TRUE(record.has_value());
    if (const std::uint32_t slot = tables.tickets.FindId(ticket); slot != kNoSlot) {
      ++open;
      ExpectRecordIsTheEnginesView(*record, ViewOfOpen(tables, slot));
    } else if (const std::uint32_t ended = tables.recents.FindId(ticket); ended != kNoSlot) {
      ++recent;
      ExpectRecordIsTheEnginesView(*record, ViewOfRecent(tables, ended));
    }
    const KeyHash key = run.naive().KeyOf(ticket);
    if (run.naive().TicketUnder(key) != ticket) ++reused;
    EXPECT_EQ(run.store().Get(StoreTable::kBody, TicketKey(ticket)).value().value_or("none"), run.naive().BodyOf(ticket));
    if (::testing::Test::HasFailure()) return;
  }
  EXPECT_GT(open, 0u);
  EXPECT_GT(recent, 0u);
  std::printf("%llu open, %llu recent, %llu keys used again\n", static_cast<unsigned long long>(open),
              static_cast<unsigned long long>(recent), static_cast<unsigned long long>(reused));
}

// The store names whom the engine knows, and nobody else. As many as there are.
std::size_t ExpectClients(ProjectionRun& run) {
  std::map<std::uint64_t, ClientName> clients;
  const absl::Status scanned = run.store().Scan(StoreTable::kClient, {}, {}, [&](std::string_view key, std::string_view value) {
    clients.emplace(ReadBigEndian(key), DecodeClientName(key, value).value());
    return true;
  });
  EXPECT_TRUE(scanned.ok()) << scanned;
  EXPECT_EQ(clients, run.naive().clients());
  return clients.size();
}

TEST(ProjectionRandom, HistoryEqualsANaiveFoldWhereverSegmentsEndAndCrashesFall) {
  const std::uint64_t seed = TestSeed();
  std::uint64_t crashes = 0;
  std::uint64_t segments = 0;
  std::size_t clients = 0;
  for (std::uint64_t i = 0; i < 12; ++i) {
    SCOPED_TRACE("seed " + std::to_string(seed + i));
    RandomFloor floor(seed + i, {.agents = 8, .turns = 500, .commands_max = 5, .tickets_max = 60}, 1'000);
    floor.Run();
    CrashingMemoryStore store;
    ProjectionRun run(seed + i, &store);
    run.Run(floor.world().records());
    ExpectRecordsAndTexts(run, floor.world().tables());
    clients += ExpectClients(run);
    if (::testing::Test::HasFailure()) return;
    crashes += run.crashes;
    segments += run.segments;
  }
  std::printf("%llu segments, %llu crashes\n", static_cast<unsigned long long>(segments), static_cast<unsigned long long>(crashes));
  EXPECT_GT(crashes, 12u);
  EXPECT_GT(segments, 100u);
  EXPECT_GT(clients, 12u);
}

TEST(ProjectionRandom, TheDiskStoreSaysTheSame) {
  const std::uint64_t seed = TestSeed();
  RandomFloor floor(seed, {.agents = 12, .turns = 800, .commands_max = 6, .tickets_max = 80}, 1'000);
  floor.Run();
  CrashingRocksdbStore store;
  ProjectionRun run(seed, &store);
  run.Run(floor.world().records());
  ExpectRecordsAndTexts(run, floor.world().tables());
  ExpectClients(run);
}

// Whether a ticket was over at some time before: what happened to it later, and even that it was reopened, an archive does not wait for.
bool WasOverBefore(const std::vector<NaiveHistory::Entry>& entries, Micros at) {
  return std::any_of(entries.begin(), entries.end(), [at](const NaiveHistory::Entry& entry) {
    const auto kind = static_cast<ChangeKind>(entry.kind);
    return entry.at < at && (kind == ChangeKind::kResolved || kind == ChangeKind::kTicketEnded);
  });
}

// Erased while it is made, flushed and lost in crashes: what is missing in the end ended long enough ago, and the rest is whole.
TEST(ProjectionRandom, WhatTheArchiveErasesHasEndedAndNothingElseIsTouched) {
  constexpr Micros kKeptFor = 10 * kMinute;
  const std::uint64_t seed = TestSeed();
  std::uint64_t erased = 0;
  std::uint64_t ended = 0;
  for (std::uint64_t i = 0; i < 6; ++i) {
    SCOPED_TRACE("seed " + std::to_string(seed + i));
    RandomFloor floor(seed + i, {.agents = 8, .turns = 500, .commands_max = 5, .tickets_max = 60}, 1'000);
    floor.Run();
    CrashingMemoryStore store;
    ProjectionRun run(seed + i, &store, {.keep_for = kKeptFor});
    run.Run(floor.world().records());
    run.KeepArchive();
    run.CheckKept();
    const StoreMark mark = run.store().written();
    const Tables& tables = floor.world().tables();
    for (const auto& [ticket, entries] : run.naive().tickets()) {
      SCOPED_TRACE(ticket);
      const auto record = DecodeProjectedTicket(run.store().Get(StoreTable::kRecord, TicketKey(ticket)).value().value_or(""));
      if (tables.tickets.FindId(ticket) != kNoSlot) {
        ASSERT_TRUE(record.has_value() || WasOverBefore(entries, mark.at - kKeptFor));
        if (record) ExpectRecordIsTheEnginesView(*record, ViewOfOpen(tables, tables.tickets.FindId(ticket)));
        continue;
      }
      ++ended;
      std::uint64_t rows = 0;
      ASSERT_TRUE(run.store()
                      .Scan(StoreTable::kHistory, TicketKey(ticket), TicketKey(ticket),
                            [&](std::string_view, std::string_view) {
                              ++rows;
                              return true;
                            })
                      .ok());
      const bool text = run.store().Get(StoreTable::kBody, TicketKey(ticket)).value().has_value();
      if (record) {
        EXPECT_GE(record->ended_at(), mark.at - kKeptFor);
        EXPECT_EQ(record->changes, entries.size());
        EXPECT_GT(rows, 0u);
        EXPECT_TRUE(text);
      } else {
        ++erased;
        EXPECT_LT(ticket, mark.whole_from);
        EXPECT_TRUE(WasOverBefore(entries, mark.at - kKeptFor));
        EXPECT_EQ(rows, 0u);
        EXPECT_FALSE(text);
      }
      if (::testing::Test::HasFailure()) return;
    }
  }
  std::printf("%llu of %llu ended tickets erased\n", static_cast<unsigned long long>(erased), static_cast<unsigned long long>(ended));
  EXPECT_GT(erased, 0u);
}

TEST(ProjectionRandom, WithoutAStoreTheJournalSaysTheSame) {
  const std::uint64_t seed = TestSeed();
  RandomFloor floor(seed, {.agents = 6, .turns = 200, .commands_max = 4, .tickets_max = 40}, 1'000);
  floor.Run();
  const std::unique_ptr<MemoryJournal> journal = MemoryJournal::Open().value();
  NaiveHistory naive;
  std::uint64_t chain = 0;
  for (std::string record : floor.world().records()) {
    chain = SealRecord(record.data(), record.size(), chain);
    ASSERT_TRUE(AppendAll(*journal, {record}).ok());
    naive.Follow(record);
  }
  EXPECT_THAT(Compare(naive, HistoryReader(*journal, nullptr), 5), IsEmpty());
  EXPECT_THAT(CompareArchive(naive, ArchiveReader(*journal, nullptr), 5, [](std::uint64_t) { return true; }), IsEmpty());
}

}  // namespace
}  // namespace tidegate
