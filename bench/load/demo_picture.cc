#include "bench/load/demo_picture.h"

#include <algorithm>

#include "protocol/ticket_number.h"

namespace tidegate::load {
namespace {

constexpr std::size_t kRateSamples = 4;  // rates over a second
constexpr std::size_t kRecentKept = 8;

}  // namespace

void DemoPicture::Name(const std::vector<AgentRow>& agents) {
  for (const AgentRow& row : agents) names_[row.agent.raw()] = {row.name, row.tier};
}

void DemoPicture::Assigned(const WorkItem& item, const DemoTicket& ticket) {
  const auto agent = names_.find(item.agent);
  recent_.push_front({FormatTicketNumber(TicketId(item.ticket)), static_cast<Level>(item.level), std::string(ticket.channel), ticket.title,
                      agent == names_.end() ? "" : agent->second.name});
  if (recent_.size() > kRecentKept) recent_.pop_back();
}

void DemoPicture::Resolved(const WorkItem& item) {
  if (const auto agent = names_.find(item.agent); agent != names_.end()) ++resolved_by_tier_[agent->second.tier];
}

void DemoPicture::Sample(std::uint64_t now_ns) {
  samples_.push_back({now_ns, see_.ledger->acknowledged(), see_.ledger->assigned(), see_.ledger->resolved()});
  if (samples_.size() > kRateSamples + 1) samples_.pop_front();
  overdue_most_ = std::max(overdue_most_, see_.board->status().overdue);
}

DayView DemoPicture::View(std::uint64_t elapsed_ns, Phase phase) const {
  const StatusView& status = see_.board->status();
  const DemoLedger& ledger = *see_.ledger;
  DayView view;
  view.clock = see_.day->ClockAt(elapsed_ns);
  view.minute = see_.day->MinuteAt(elapsed_ns);
  view.draining = phase == Phase::kDraining;
  view.address = *see_.address;
  view.elapsed_s = static_cast<double>(elapsed_ns) / 1e9;
  view.pool = status.pooled;
  view.offered = status.offered;
  view.assigned = status.assigned;
  view.overdue = status.overdue;
  view.resolved = ledger.resolved();
  view.submitted = ledger.acknowledged();
  const Counts& first = samples_.front();
  const Counts& last = samples_.back();
  const auto rate = [&](std::uint64_t from, std::uint64_t to) {
    return last.ns == first.ns ? 0
                               : static_cast<std::uint64_t>(static_cast<double>(to - from) * 1e9 / static_cast<double>(last.ns - first.ns));
  };
  view.submit_rate = rate(first.answered, last.answered);
  view.assign_rate = rate(first.assigned, last.assigned);
  view.resolve_rate = rate(first.resolved, last.resolved);
  view.p50_ns = ledger.acknowledge_latency().Percentile(500);
  view.p99_ns = ledger.acknowledge_latency().Percentile(990);
  view.desks = DeskRows();
  view.recent.assign(recent_.begin(), recent_.end());
  return view;
}

std::vector<DeskRow> DemoPicture::DeskRows() const {
  std::vector<DeskRow> rows;
  for (const AgentTier tier : {AgentTier::kBot, AgentTier::kNew, AgentTier::kRegular, AgentTier::kSenior, AgentTier::kExpert}) {
    DeskRow row;
    row.tier = tier;
    for (const AgentRecord& agent : *see_.staff) {
      if (agent.tier != tier) continue;
      ++row.agents;
      row.places += agent.capacity;
    }
    row.online = row.agents;  // a desk that drops out ends the run
    for (const auto& desk : *see_.desks) {
      desk->VisitBusy([&](const WorkItem& item) {
        const auto agent = names_.find(item.agent);
        if (agent != names_.end() && agent->second.tier == tier) ++row.busy;
      });
    }
    const auto resolved = resolved_by_tier_.find(tier);
    row.resolved = resolved == resolved_by_tier_.end() ? 0 : resolved->second;
    if (row.agents > 0) rows.push_back(row);
  }
  return rows;
}

}  // namespace tidegate::load
