// IdentityTable: what customers are called beside their own names: per channel, or everywhere; and which customers are one with another.
//
// Owned by the State; one thread. An identity is a keyed hash, as a customer's name is; who it stands for is always a customer who was not
// merged himself, so one look is enough. Bounded by kIdentitiesMax together and kIdentitiesPerCustomerMax each, beyond which decisions
// refuse. O(log entries); while nobody was merged, Survivor is one compare.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "core/base/check.h"
#include "core/tables/image_tap.h"
#include "core/tables/records.h"

namespace tidegate {

inline constexpr std::uint32_t kIdentitiesMax = 262'144;        // some 40 MiB when all are taken
inline constexpr std::uint32_t kIdentitiesPerCustomerMax = 32;  // ten channels thrice: a person has no more, and a view shows all
inline constexpr std::uint8_t kEveryChannel = 0;

class IdentityTable {
 public:
  using Key = std::pair<std::uint64_t, std::uint8_t>;  // identity, channel

  std::size_t size() const { return entries_.size(); }
  bool full() const { return entries_.size() >= kIdentitiesMax; }
  const IdentityRecord* Find(std::uint64_t identity, std::uint8_t channel) const {
    const auto found = entries_.find({identity, channel});
    return found == entries_.end() ? nullptr : &found->second;
  }
  // The customer whom a name means on a channel: whose identity it is there, or everywhere; otherwise the one of that name.
  std::uint64_t CustomerOf(std::uint64_t name, std::uint8_t channel) const {
    if (entries_.empty()) return name;
    if (const IdentityRecord* there = Find(name, channel)) return there->customer;
    const IdentityRecord* everywhere = Find(name, kEveryChannel);
    return everywhere == nullptr ? name : everywhere->customer;
  }
  // The customer with whom another one is one by now.
  std::uint64_t Survivor(std::uint64_t customer) const {
    if (merged_ == 0) return customer;
    const IdentityRecord* record = Find(customer, kEveryChannel);
    return record == nullptr || record->merged == 0 ? customer : record->customer;
  }
  bool IsMerged(std::uint64_t customer) const {
    const IdentityRecord* record = merged_ == 0 ? nullptr : Find(customer, kEveryChannel);
    return record != nullptr && record->merged != 0;
  }
  // Of one customer, in the order of their numbers.
  template <class Visitor>
  void ForEachOf(std::uint64_t customer, Visitor&& visit) const {
    for (auto at = of_customer_.lower_bound({customer, 0, 0}); at != of_customer_.end() && std::get<0>(*at) == customer; ++at) {
      visit(entries_.at({std::get<1>(*at), std::get<2>(*at)}));
    }
  }
  std::size_t CountOf(std::uint64_t customer) const {
    std::size_t count = 0;
    ForEachOf(customer, [&](const IdentityRecord&) { ++count; });
    return count;
  }
  template <class Visitor>
  void ForEach(Visitor&& visit) const {
    for (const auto& [key, record] : entries_) visit(record);
  }

  // Must not be there yet.
  void Add(const IdentityRecord& record) {
    const Key key{record.identity, record.channel};
    tap_.BeforeNew(key);
    CHECK(entries_.emplace(key, record).second);
    of_customer_.emplace(record.customer, record.identity, record.channel);
    if (record.merged != 0) ++merged_;
  }
  void Erase(std::uint64_t identity, std::uint8_t channel) {
    const auto found = entries_.find({identity, channel});
    CHECK(found != entries_.end());
    CHECK_EQ(found->second.merged, 0);
    tap_.BeforeChange(found->first);
    of_customer_.erase({found->second.customer, identity, channel});
    entries_.erase(found);
  }
  // `from` is another name of `into` from now on, and so is everything that stood for him.
  void Merge(std::uint64_t from, std::uint64_t into, Micros at) {
    std::array<Key, kIdentitiesPerCustomerMax> moved;
    std::size_t count = 0;
    ForEachOf(from, [&](const IdentityRecord& record) { moved.at(count++) = {record.identity, record.channel}; });
    for (std::size_t i = 0; i < count; ++i) {
      tap_.BeforeChange(moved[i]);
      entries_.at(moved[i]).customer = into;
      of_customer_.erase({from, moved[i].first, moved[i].second});
      of_customer_.emplace(into, moved[i].first, moved[i].second);
    }
    Add({.identity = from, .customer = into, .since = at, .channel = kEveryChannel, .merged = 1});
  }

  // For pictures, as ClockTable.
  const IdentityRecord& At(const Key& key) const { return entries_.at(key); }
  KeyTap<Key>& tap() { return tap_; }
  std::optional<Key> TakeForImage(std::uint32_t& looks) { return tap_.Take(entries_, looks); }

 private:
  std::map<Key, IdentityRecord> entries_;
  std::set<std::tuple<std::uint64_t, std::uint64_t, std::uint8_t>> of_customer_;  // customer, identity, channel; derived
  std::uint32_t merged_ = 0;                                                      // derived
  KeyTap<Key> tap_;
};

}  // namespace tidegate
