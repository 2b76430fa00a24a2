// NameCounts: how many open tickets carry each name of the catalog and each overdue reason, so that rules that take a name away can say so.
//
// One owner (TicketTable), which counts what it holds. Derived: pictures do not have it. Add and Drop O(tags of the ticket), Of O(1).
// Not here: skills (signatures have them), and what agents' records name.
#pragma once

#include <bit>
#include <cstdint>
#include <vector>

#include "core/model/names.h"
#include "core/model/rule_set.h"
#include "core/tables/records.h"

namespace tidegate {

class NameCounts {
 public:
  void Add(const TicketRecord& ticket) { Count(ticket, 1); }
  void Drop(const TicketRecord& ticket) { Count(ticket, ~std::uint32_t{0}); }

  // `id` from 1. Of skills it is always 0.
  std::uint32_t Of(CatalogKind kind, std::uint32_t id) const {
    switch (kind) {
      case CatalogKind::kRegion:
        return At(regions_, id);
      case CatalogKind::kType:
        return At(types_, id);
      case CatalogKind::kChannel:
        return channels_[id];
      case CatalogKind::kTag:
        return tags_[id - 1];
      case CatalogKind::kDepartment:
        return departments_[id];
      default:
        return 0;
    }
  }
  std::uint32_t OfReason(std::uint8_t code) const { return reasons_[code]; }

 private:
  using Counts = std::vector<std::uint32_t>;

  void Count(const TicketRecord& ticket, std::uint32_t step) {
    Grown(regions_, ticket.region) += step;
    Grown(types_, ticket.type) += step;
    channels_[ticket.channel] += step;
    departments_[ticket.department] += step;
    reasons_[ticket.overdue_reason] += step;
    for (std::uint64_t tags = ticket.tags; tags != 0; tags &= tags - 1) tags_[static_cast<std::size_t>(std::countr_zero(tags))] += step;
  }

  static std::uint32_t At(const Counts& counts, std::uint32_t id) { return id < counts.size() ? counts[id] : 0; }
  static std::uint32_t& Grown(Counts& counts, std::uint32_t id) {
    if (id >= counts.size()) counts.resize(id + 1);
    return counts[id];
  }

  // [0] = tickets that name none.
  Counts regions_;
  Counts types_;
  Counts channels_ = Counts(kRuleChannelsMax + 1);
  Counts departments_ = Counts(kDepartmentsMax + 1);
  Counts reasons_ = Counts(256);
  Counts tags_ = Counts(kTagsMax);
};

}  // namespace tidegate
