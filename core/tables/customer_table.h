// CustomerTable: what dispatching remembers of a customer: last contact, who served him, who looks after him; the least recently contacted
// leaves first.
//
// Owned by the State; one thread. Leaving is a change (CustomerEvicted). Who has a manager does not leave while he has one: nobody else
// knows it. So that others find room, at most half of the table may have a manager. All O(1), but where managers change O(log). A customer
// who was merged into another one (IdentityTable) is that one, by whichever name he is asked for.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "core/base/check.h"
#include "core/tables/aged_list.h"
#include "core/tables/identity_table.h"
#include "core/tables/records.h"
#include "core/tables/slab.h"
#include "core/tables/slot_index.h"

namespace tidegate {

class CustomerTable {
 public:
  // `identities` outlives it.
  CustomerTable(std::uint32_t capacity, const IdentityTable* identities)
      : identities_(identities), records_(capacity), aged_(capacity), by_id_(capacity, IdOf{&records_}) {}

  std::uint32_t size() const { return records_.size(); }
  bool full() const { return records_.size() >= records_.capacity(); }
  std::uint32_t high_mark() const { return records_.high_mark(); }
  bool live(std::uint32_t slot) const { return records_.live(slot); }
  const CustomerRecord& At(std::uint32_t slot) const { return records_[slot]; }
  const CustomerRecord* Find(std::uint64_t id) const {
    const std::uint32_t slot = SlotOf(id);
    return slot == kNoSlot ? nullptr : &records_[slot];
  }
  // Customers who may have a manager.
  std::uint32_t managed_max() const { return records_.capacity() / 2; }
  // Id of the one without a manager whose last contact is longest ago; there is one when the table is full.
  std::uint64_t Oldest() const { return records_[aged_.Oldest()].id; }

  // A contact: the customer becomes the latest; a new one needs room.
  CustomerRecord& Touch(std::uint64_t name, Micros at, std::uint64_t seq) {
    const std::uint64_t id = identities_->Survivor(name);
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
    const std::uint32_t slot = SlotOf(id);
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
    const std::uint32_t slot = SlotOf(id);
    if (slot != kNoSlot) SetContact(slot, ticket, at);
  }

  // Remembers who served him, if he is still known.
  void Served(std::uint64_t id, std::uint64_t ticket, std::uint32_t agent, Micros at) {
    const std::uint32_t slot = SlotOf(id);
    if (slot == kNoSlot) return;
    SetContact(slot, ticket, at);
    records_[slot].last_agent = agent;
    records_[slot].served_at = at;
  }

  // Who looks after him from now on; he must be known. Who is without again counts as contacted now.
  void SetManager(std::uint64_t id, std::uint32_t manager, std::uint32_t deputy, Micros at, std::uint64_t seq) {
    const std::uint32_t slot = SlotOf(id);
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
    if (!had && manager != 0) with_manager_.insert(At(slot).id);
    if (had && manager == 0) with_manager_.erase(At(slot).id);
    for (const std::uint32_t agent : {At(slot).manager, At(slot).deputy}) looked_after_.erase({agent, At(slot).id});
    LooksAfter(manager, At(slot).id);
    LooksAfter(deputy, At(slot).id);
    records_[slot].manager = manager;
    records_[slot].deputy = deputy;
  }
  // Two customers are one; `from` is not yet merged in the identities. What was known of both is known of `into`, and this counts as a
  // contact. Nothing happens when neither is known.
  void Absorb(std::uint64_t from, std::uint64_t into, std::uint32_t manager, std::uint32_t deputy, Micros at, std::uint64_t seq) {
    const std::uint32_t gone = by_id_.Find(from, from);
    if (gone == kNoSlot && by_id_.Find(into, into) == kNoSlot) return;
    CustomerRecord other;
    if (gone != kNoSlot) {
      other = At(gone);
      if (other.manager != 0) SetManager(from, 0, 0, at, seq);
      Remove(from);
    }
    CustomerRecord& record = Touch(into, at, seq);
    if (other.served_at > record.served_at) {
      record.served_at = other.served_at;
      record.last_agent = other.last_agent;
    }
    std::array<CustomerMatter, 2 * kRepeatsMax> all{};
    std::copy(record.matters.begin(), record.matters.end(), all.begin());
    std::copy(other.matters.begin(), other.matters.end(), all.begin() + kRepeatsMax);
    std::sort(all.begin(), all.end(), [](const CustomerMatter& a, const CustomerMatter& b) {
      return std::tuple(a.ticket == 0, b.contact_s, b.ticket) < std::tuple(b.ticket == 0, a.contact_s, a.ticket);
    });
    std::sort(all.begin(), all.begin() + kRepeatsMax, [](const CustomerMatter& a, const CustomerMatter& b) {
      return std::pair(a.ticket == 0, a.ticket) < std::pair(b.ticket == 0, b.ticket);
    });
    std::copy(all.begin(), all.begin() + kRepeatsMax, record.matters.begin());
    SetManager(into, manager, deputy, at, seq);
  }
  // How many have a manager.
  std::uint32_t managed() const { return managed_; }
  // The next of them behind an id; 0 when there is none.
  std::uint64_t ManagedAfter(std::uint64_t id) const {
    const auto found = with_manager_.upper_bound(id);
    return found == with_manager_.end() ? 0 : *found;
  }

  // The customers whose manager or deputy an agent is, ascending.
  template <class Visitor>
  void ForEachLookedAfterBy(std::uint32_t agent, Visitor&& visit) const {
    for (auto at = looked_after_.lower_bound({agent, 0}); at != looked_after_.end() && at->first == agent; ++at) visit(at->second);
  }

  SlotTap& tap() { return records_.tap(); }
  // From a picture, in any order; then RestoreOrder. There must be room, and the id must be new.
  void PrefetchId(std::uint64_t id) const { by_id_.Prefetch(id); }
  void Restore(const CustomerRecord& record) {
    const std::uint32_t slot = records_.Allocate();
    CHECK_NE(slot, kNoSlot);
    records_[slot] = record;
    managed_ += record.manager != 0 ? 1 : 0;
    if (record.manager != 0) with_manager_.insert(record.id);
    LooksAfter(record.manager, record.id);
    LooksAfter(record.deputy, record.id);
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
  std::uint32_t SlotOf(std::uint64_t name) const {
    const std::uint64_t id = identities_->Survivor(name);
    return by_id_.Find(id, id);
  }
  void LooksAfter(std::uint32_t agent, std::uint64_t id) {
    if (agent != 0) looked_after_.insert({agent, id});
  }
  void SetContact(std::uint32_t slot, std::uint64_t ticket, Micros at) {
    for (CustomerMatter& matter : records_[slot].matters) {
      if (matter.ticket == ticket) matter.contact_s = SinceEpochSeconds(at);
    }
  }

  struct IdOf {
    const Slab<CustomerRecord>* records;
    std::uint64_t operator()(std::uint32_t slot) const { return (*records)[slot].id; }
  };

  const IdentityTable* identities_;
  Slab<CustomerRecord> records_;
  AgedList aged_;
  SlotIndex<IdOf> by_id_;
  std::uint32_t managed_ = 0;
  std::set<std::uint64_t> with_manager_;                            // derived: ids
  std::set<std::pair<std::uint32_t, std::uint64_t>> looked_after_;  // derived: manager or deputy, id
};

}  // namespace tidegate
