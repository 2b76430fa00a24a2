// DemoPicture: what the live table shows of the demonstration: the pool, rates over the last second, desks by tier, who took what last.
//
// One owner: the Loop's thread. It looks at the parts of the day, which must outlive it, and remembers only what they do not: a few samples
// for the rates, the last assignments, what each tier resolved.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "bench/load/demo_day.h"
#include "bench/load/demo_ledger.h"
#include "bench/load/desk_peer.h"
#include "bench/load/live_table.h"
#include "bench/load/staff.h"
#include "bench/load/status_board.h"

namespace tidegate::load {

class DemoPicture {
 public:
  struct Sources {
    const std::string* address;
    const DemoDay* day;
    const DemoLedger* ledger;
    const StatusBoard* board;
    const std::vector<AgentRecord>* staff;
    const std::vector<std::unique_ptr<DeskPeer>>* desks;
  };
  explicit DemoPicture(const Sources& sources) : see_(sources) {}

  // Names and tiers of the agents, by number.
  void Name(const std::vector<AgentRow>& agents);
  void Assigned(const WorkItem& item, const DemoTicket& ticket);
  void Resolved(const WorkItem& item);
  // At each look: rates are taken between the samples of the last second.
  void Sample(std::uint64_t now_ns);

  enum class Phase : std::uint8_t { kDay, kDraining };
  // After the first sample.
  DayView View(std::uint64_t elapsed_ns, Phase phase) const;
  std::uint64_t overdue_most() const { return overdue_most_; }

 private:
  std::vector<DeskRow> DeskRows() const;

  struct Counts {
    std::uint64_t ns;
    std::uint64_t answered;
    std::uint64_t assigned;
    std::uint64_t resolved;
  };
  struct Named {
    std::string name;
    AgentTier tier = AgentTier::kNone;
  };

  const Sources see_;
  std::unordered_map<std::uint32_t, Named> names_;  // by agent
  std::unordered_map<AgentTier, std::uint64_t> resolved_by_tier_;
  std::deque<RecentRow> recent_;
  std::deque<Counts> samples_;
  std::uint64_t overdue_most_ = 0;
};

}  // namespace tidegate::load
