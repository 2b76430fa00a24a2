// ArticleTable: what the engine knows of the knowledge articles, by number, and which of them goes stale next.
//
// Owned by the State; one thread. Articles are numbered from 1 and never leave. Memory is reserved at construction. At O(1); Put, Review
// and TellStale O(log articles), for the order of going stale, which is derived. Withdrawn articles go stale like others: whoever withdraws
// one looks at it when he puts it again.
#pragma once

#include <cstdint>
#include <set>
#include <utility>

#include "core/base/check.h"
#include "core/base/time.h"
#include "core/tables/image_tap.h"
#include "core/tables/records.h"
#include "core/tables/untouched_array.h"

namespace tidegate {

class ArticleTable {
 public:
  explicit ArticleTable(std::uint32_t capacity) : records_(capacity), tap_(capacity) {}

  std::uint32_t size() const { return size_; }
  bool full() const { return size_ == records_.size(); }
  bool Has(std::uint32_t id) const { return id >= 1 && id <= size_; }
  const ArticleRecord& At(std::uint32_t id) const { return records_[Place(id)]; }

  // A new article has the number size() + 1 and needs room.
  void Put(std::uint32_t id, std::uint32_t version, std::uint8_t visibility) {
    if (id == size_ + 1) {
      CHECK(!full());
      tap_.BeforeNew(size_);
      records_[size_++] = ArticleRecord{.id = id};
    }
    ArticleRecord& record = Changed(id);
    record.version = version;
    record.visibility = visibility;
  }
  void Review(std::uint32_t id, Micros at, Micros stale_at) {
    ArticleRecord& record = Changed(id);
    Forget(record);
    record.reviewed_at = at;
    record.stale_at = stale_at;
    record.told_stale = 0;
    Await(record);
  }
  void CountUse(std::uint32_t id) { ++Changed(id).uses; }
  // Whether it solved a ticket that was answered with it is known.
  void CountJudged(std::uint32_t id, bool solved) {
    ArticleRecord& record = Changed(id);
    ++record.judged;
    record.solved += solved ? 1 : 0;
  }
  void TellStale(std::uint32_t id) {
    ArticleRecord& record = Changed(id);
    Forget(record);
    record.told_stale = 1;
  }

  // Of the articles whose going stale was not told; kNever and 0 when there is none.
  Micros NextStaleAt() const { return awaited_.empty() ? kNever : awaited_.begin()->first; }
  std::uint32_t NextStale() const { return awaited_.empty() ? 0 : awaited_.begin()->second; }

  // From a picture, in the order of numbers.
  void Restore(const ArticleRecord& record) {
    CHECK_EQ(record.id, size_ + 1);
    CHECK(!full());
    records_[size_++] = record;
    Await(record);
  }
  SlotTap& tap() { return tap_; }

 private:
  std::uint32_t Place(std::uint32_t id) const {
    CHECK(Has(id));
    return id - 1;
  }
  ArticleRecord& Changed(std::uint32_t id) {
    tap_.BeforeChange(Place(id));
    return records_[Place(id)];
  }
  void Forget(const ArticleRecord& record) { awaited_.erase({record.stale_at, record.id}); }
  void Await(const ArticleRecord& record) {
    if (record.told_stale == 0 && record.stale_at != 0 && record.stale_at != kNever) awaited_.insert({record.stale_at, record.id});
  }

  UntouchedArray<ArticleRecord> records_;
  std::uint32_t size_ = 0;
  SlotTap tap_;
  std::set<std::pair<Micros, std::uint32_t>> awaited_;  // stale_at, id
};

}  // namespace tidegate
