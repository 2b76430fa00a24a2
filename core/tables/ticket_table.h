// TicketTable: the open tickets, found by id and by external key, with the work record of those that are with an agent.
//
// Owned by the State; one thread. Add, Find, Remove O(1). A slot is a place, reused after its ticket is gone: it is never kept across turns
// and never decides. Beside each record lie its derived links: signature, work, place in a queue.
#pragma once

#include <cstdint>
#include <map>
#include <utility>

#include "core/base/check.h"
#include "core/model/requirement.h"
#include "core/tables/name_counts.h"
#include "core/tables/records.h"
#include "core/tables/signature_table.h"
#include "core/tables/slab.h"
#include "core/tables/slot_index.h"
#include "core/tables/untouched_array.h"

namespace tidegate {

class TicketTable {
 public:
  explicit TicketTable(std::uint32_t capacity)
      : records_(capacity), links_(capacity), work_(capacity), by_id_(capacity, IdOf{&records_}), by_key_(capacity, KeyOf{&records_}) {}

  std::uint32_t size() const { return records_.size(); }
  std::uint32_t high_mark() const { return records_.high_mark(); }
  bool live(std::uint32_t slot) const { return records_.live(slot); }
  TicketRecord& At(std::uint32_t slot) { return records_[slot]; }
  const TicketRecord& At(std::uint32_t slot) const { return records_[slot]; }

  std::uint32_t FindId(std::uint64_t id) const { return by_id_.Find(id, id); }
  std::uint32_t FindKey(const KeyHash& key) const { return by_key_.Find(key, key.low); }
  // Asks for the index entries of a coming lookup.
  void PrefetchKey(const KeyHash& key) const { by_key_.Prefetch(key.low); }
  void PrefetchId(std::uint64_t id) const { by_id_.Prefetch(id); }

  // The slots of the tickets whose ids hash into [from, to), `to` at most 2^32; in any order.
  template <class Visitor>
  void ForEachIn(std::uint64_t from, std::uint64_t to, Visitor&& visit) const {
    by_id_.ForEachIn(from, to, visit);
  }

  // There must be room, and neither id nor key may be known (the decision has checked).
  std::uint32_t Add(const TicketRecord& record) {
    const std::uint32_t slot = records_.Allocate();
    CHECK_NE(slot, kNoSlot);
    records_[slot] = record;
    names_.Add(record);
    links_[slot] = Links{};
    by_id_.Insert(record.id, slot);
    by_key_.Insert(record.key.low, slot);
    return slot;
  }
  void Remove(std::uint32_t slot) {
    CHECK_EQ(links_[slot].work, kNoSlot);
    records_.tap().BeforeChange(slot);  // while its requirement is there
    overflow_.erase(slot);
    if (At(slot).Has(kHasRare)) rare_.erase(slot);
    names_.Drop(records_[slot]);
    by_id_.Erase(records_[slot].id, slot);
    by_key_.Erase(records_[slot].key.low, slot);
    records_.Free(slot);
  }

  // The names that open tickets carry. Whoever changes those of a ticket (type, tags, department, overdue reason) says so around it.
  const NameCounts& names() const { return names_; }
  void BeforeNames(std::uint32_t slot) { names_.Drop(records_[slot]); }
  void AfterNames(std::uint32_t slot) { names_.Add(records_[slot]); }
  // Requirements of tickets without a signature: visit(requirement).
  template <class Visitor>
  void ForEachOverflow(Visitor&& visit) const {
    for (const auto& [slot, requirement] : overflow_) visit(requirement);
  }

  // The signature that a ticket has; kNoSignature when all places were taken: its requirement then stands in the overflow.
  std::uint32_t signature(std::uint32_t slot) const { return links_[slot].signature; }
  void SetSignature(std::uint32_t slot, std::uint32_t signature) {
    records_.tap().BeforeChange(slot);
    links_[slot].signature = signature;
  }
  const Requirement& OverflowRequirement(std::uint32_t slot) const { return overflow_.at(slot); }
  void SetOverflowRequirement(std::uint32_t slot, const Requirement& requirement) {
    records_.tap().BeforeChange(slot);
    overflow_[slot] = requirement;
  }
  void DropOverflowRequirement(std::uint32_t slot) {
    if (overflow_.empty() || !overflow_.contains(slot)) return;
    records_.tap().BeforeChange(slot);
    overflow_.erase(slot);
  }

  // What few tickets have: nothing but defaults where there is nothing. O(log tickets that have some).
  const RareFacts& Rare(std::uint32_t slot) const {
    static constexpr RareFacts kNone{};
    return records_[slot].Has(kHasRare) ? rare_.at(slot) : kNone;
  }
  // alter(RareFacts&). What is all defaults afterwards is not kept, so equal states have equal bytes.
  template <class Alter>
  void AlterRare(std::uint32_t slot, Alter&& alter) {
    RareFacts facts = std::as_const(*this).Rare(slot);
    alter(facts);
    TicketRecord& record = records_[slot];  // and a picture under way has kept both
    facts.ticket = record.id;
    const bool some = facts != RareFacts{.ticket = record.id};
    if (some) {
      rare_[slot] = facts;
    } else {
      rare_.erase(slot);
    }
    record.Put(kHasRare, some ? std::uint8_t{1} : std::uint8_t{0});
  }
  std::size_t with_rare() const { return rare_.size(); }
  // Where its respond clock counts from.
  Micros RespondFrom(std::uint32_t slot) const {
    const Micros since = Rare(slot).respond_since;
    return since != 0 ? since : At(slot).counts_from();
  }
  // The first response of all, whatever was reopened since; 0 = none yet.
  Micros FirstAnswerAt(std::uint32_t slot) const {
    const Micros before = Rare(slot).answered_at;
    return before != 0 ? before : Micros{At(slot).first_response_at};
  }

  // The work of a ticket that is offered or assigned; nullptr otherwise.
  const WorkRecord* Work(std::uint32_t slot) const { return links_[slot].work == kNoSlot ? nullptr : &work_[links_[slot].work]; }
  WorkRecord* Work(std::uint32_t slot) { return links_[slot].work == kNoSlot ? nullptr : &work_[links_[slot].work]; }
  WorkRecord& AddWork(std::uint32_t slot, const WorkRecord& work) {
    CHECK_EQ(links_[slot].work, kNoSlot);
    links_[slot].work = work_.Allocate();
    return work_[links_[slot].work] = work;
  }
  void RemoveWork(std::uint32_t slot) {
    work_.Free(links_[slot].work);
    links_[slot].work = kNoSlot;
  }

  // A picture copies tickets and works each by their own places; a work names its ticket.
  SlotTap& tap() { return records_.tap(); }
  SlotTap& work_tap() { return work_.tap(); }
  std::uint32_t work_high_mark() const { return work_.high_mark(); }
  bool work_live(std::uint32_t place) const { return work_.live(place); }
  const WorkRecord& WorkAt(std::uint32_t place) const { return work_[place]; }

 private:
  struct Links {
    std::uint32_t signature = kNoSignature;
    std::uint32_t work = kNoSlot;
  };
  struct IdOf {
    const Slab<TicketRecord>* records;
    std::uint64_t operator()(std::uint32_t slot) const { return (*records)[slot].id; }
  };
  struct KeyOf {
    const Slab<TicketRecord>* records;
    const KeyHash& operator()(std::uint32_t slot) const { return (*records)[slot].key; }
  };

  Slab<TicketRecord> records_;
  NameCounts names_;
  UntouchedArray<Links> links_;
  Slab<WorkRecord> work_;
  SlotIndex<IdOf> by_id_;
  SlotIndex<KeyOf> by_key_;
  std::map<std::uint32_t, Requirement> overflow_;  // by slot
  std::map<std::uint32_t, RareFacts> rare_;        // by slot; of those with kHasRare
};

}  // namespace tidegate
