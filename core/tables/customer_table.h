// CustomerTable: what dispatching remembers of a customer: last contact, who served him, who looks after him; the least recently contacted
// leaves first.
//
// Owned by the State; one thread. Leaving is a change (CustomerEvicted). Who has a manager does not leave while he has one: nobody else
// knows it. So that others find room, at most half of the table may have a manager. All O(1).
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>

#include "core/base/check.h"
#include "core/tables/aged_list.h"
#include "core/tables/records.h"
#include "core/tables/slab.h"
#include "core/tables/slot_index.h"

namespace tidegate {

class CustomerTable {
 public:
  explicit CustomerTable(std::uint32_t capacity) : records_(capacity), aged_(capacity), by_id_(capacity, IdOf{&records_}) {}

  std::uint32_t size() const { return records_.size(); }
  bool full() const { return records_.size() >= records_.capacity(); }
  std::uint32_t high_mark() const { return records_.high_mark(); }
  bool live(std::uint32_t slot) const { return records_.live(slot); }
  const CustomerRecord& At(std::uint32_t slot) const { return records_[slot]; }
  const CustomerRecord* Find(std::uint64_t id) const {
    const std::uint32_t slot = by_id_.Find(id, id);
    return slot == kNoSlot ? nullptr : &records_[slot];
  }
  // Customers who may have a manager.
  std::uint32_t managed_max() const { return records_.capacity() / 2; }
  // Id of the one without a manager whose last contact is longest ago; there is one when the table is full.
  std::uint64_t Oldest() const { return records_[aged_.Oldest()].id; }

  // A contact: the customer becomes the latest; a new one needs room.
  CustomerRecord& Touch(std::uint64_t id, Micros at, std::uint64_t seq) {
    std::uint32_t slot = by_id_.Find(id, id);
    if (slot == kNoSlot) {
      slot = records_.Allocate();
      CHECK_NE(slot, kNoSlot);
      records_[slot].id = id;
      by_id_.Insert(id, slot);
    } else if (At(slot).manager == 0) {
      aged_.Remove(slot);
    }
    if (At(slot).manager == 0) aged_.Append(slot);
    records_[slot].contact_at = at;
    records_[slot].contact_seq = seq;
    return records_[slot];
  }
  void Remove(std::uint64_t id) {
    const std::uint32_t slot = by_id_.Find(id, id);
    CHECK_NE(slot, kNoSlot);
    CHECK_EQ(At(slot).manager, 0u);
    aged_.Remove(slot);
    by_id_.Erase(id, slot);
    records_.Free(slot);
  }
  // A ticket of his was accepted; he must be known. Of more than kRepeatsMax the one whose last contact is longest ago is forgotten.
  void AddMatter(std::uint64_t id, const CustomerMatter& matter) {
    const std::uint32_t slot = by_id_.Find(id, id);
    CHECK_NE(slot, kNoSlot);
    auto& matters = records_[slot].matters;
    auto place = std::find_if(matters.begin(), matters.end(), [](const CustomerMatter& kept) { return kept.ticket == 0; });
    if (place == matters.end()) {
      place = std::min_element(matters.begin(), matters.end(), [](const CustomerMatter& a, const CustomerMatter& b) {
        return std::pair(a.contact_s, a.ticket) < std::pair(b.contact_s, b.ticket);
      });
      std::move(place + 1, matters.end(), place);
      place = matters.end() - 1;
    }
    *place = matter;  // tickets ascend, so the places do
  }
  // Contact about a ticket of his, if he is still known and it is still kept.
  void Contacted(std::uint64_t id, std::uint64_t ticket, Micros at) {
    const std::uint32_t slot = by_id_.Find(id, id);
    if (slot != kNoSlot) SetContact(slot, ticket, at);
  }

  // Remembers who served him, if he is still known.
  void Served(std::uint64_t id, std::uint64_t ticket, std::uint32_t agent, Micros at) {
    const std::uint32_t slot = by_id_.Find(id, id);
    if (slot == kNoSlot) return;
    SetContact(slot, ticket, at);
    records_[slot].last_agent = agent;
    records_[slot].served_at = at;
  }

  // Who looks after him from now on; he must be known. Who is without again counts as contacted now.
  void SetManager(std::uint64_t id, std::uint32_t manager, std::uint32_t deputy, Micros at, std::uint64_t seq) {
    const std::uint32_t slot = by_id_.Find(id, id);
    CHECK_NE(slot, kNoSlot);
    const bool had = At(slot).manager != 0;
    if (!had && manager != 0) aged_.Remove(slot);
    if (had && manager == 0) {
      aged_.Append(slot);
      records_[slot].contact_at = at;
      records_[slot].contact_seq = seq;
    }
    managed_ += manager != 0 ? 1 : 0;
    managed_ -= At(slot).manager != 0 ? 1 : 0;
    records_[slot].manager = manager;
    records_[slot].deputy = deputy;
  }
  // How many have a manager.
  std::uint32_t managed() const { return managed_; }

  SlotTap& tap() { return records_.tap(); }
  // From a picture, in any order; then RestoreOrder. There must be room, and the id must be new.
  void PrefetchId(std::uint64_t id) const { by_id_.Prefetch(id); }
  void Restore(const CustomerRecord& record) {
    const std::uint32_t slot = records_.Allocate();
    CHECK_NE(slot, kNoSlot);
    records_[slot] = record;
    managed_ += record.manager != 0 ? 1 : 0;
    by_id_.Insert(record.id, slot);
  }
  void RestoreOrder() {
    std::vector<std::pair<std::uint64_t, std::uint32_t>> aged;
    aged.reserve(size());
    for (std::uint32_t slot = 0; slot < high_mark(); ++slot) {
      if (live(slot) && At(slot).manager == 0) aged.emplace_back(At(slot).contact_seq, slot);
    }
    aged_.Rebuild(aged);
  }

 private:
  void SetContact(std::uint32_t slot, std::uint64_t ticket, Micros at) {
    for (CustomerMatter& matter : records_[slot].matters) {
      if (matter.ticket == ticket) matter.contact_s = SinceEpochSeconds(at);
    }
  }

  struct IdOf {
    const Slab<CustomerRecord>* records;
    std::uint64_t operator()(std::uint32_t slot) const { return (*records)[slot].id; }
  };

  Slab<CustomerRecord> records_;
  AgedList aged_;
  SlotIndex<IdOf> by_id_;
  std::uint32_t managed_ = 0;
};

}  // namespace tidegate
