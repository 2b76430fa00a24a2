// Tables: everything the engine remembers, in one place: what decisions read and State::Apply alters.
//
// Owned by the State; everybody else sees it const. Canonical content is in the records and counters; indexes, queues and the wheel are
// derived from it and rebuilt by the same Apply.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <utility>

#include "core/base/time.h"
#include "core/engine/active_rules.h"
#include "core/engine/limits.h"
#include "core/model/names.h"
#include "core/tables/agenda.h"
#include "core/tables/agent_table.h"
#include "core/tables/article_table.h"
#include "core/tables/article_use_table.h"
#include "core/tables/catalog.h"
#include "core/tables/client_table.h"
#include "core/tables/clock_table.h"
#include "core/tables/customer_table.h"
#include "core/tables/decline_table.h"
#include "core/tables/feedback_table.h"
#include "core/tables/lane_index.h"
#include "core/tables/load_index.h"
#include "core/tables/part_table.h"
#include "core/tables/plan_table.h"
#include "core/tables/pool.h"
#include "core/tables/recent_table.h"
#include "core/tables/refusal_table.h"
#include "core/tables/rule_versions.h"
#include "core/tables/signature_table.h"
#include "core/tables/ticket_table.h"
#include "core/tables/timer_wheel.h"
#include "core/tables/transfer_table.h"

namespace tidegate {

// Totals since the directory was made, and present counts that would cost a walk.
struct Counters {
  std::uint64_t submitted_total = 0;
  std::uint64_t assigned_total = 0;
  std::uint64_t resolved_total = 0;
  std::uint64_t recents_evicted_total = 0;
  std::array<std::uint64_t, kLevelCount + 1> pooled{};  // by Level
  std::uint64_t offered = 0;
  std::uint64_t assigned = 0;
  std::uint64_t overdue = 0;   // open tickets past a running deadline
  std::uint64_t unclosed = 0;  // resolved tickets whose loop is not closed
  std::uint64_t online = 0;    // agents
  std::uint64_t refused_total = 0;
  std::uint64_t to_review = 0;  // open tickets that a supervisor is to look at
  std::uint64_t to_review_total = 0;
  std::uint64_t reviewed_total = 0;
  std::uint64_t redirected_total = 0;
  std::uint64_t declines_unremembered_total = 0;  // for want of a place: limits.h, decline_table.h
  // How tickets ended, beside `resolved`, and how often one was reopened.
  std::uint64_t closed_total = 0;
  std::uint64_t closed_unconfirmed_total = 0;
  std::uint64_t cancelled_total = 0;
  std::uint64_t merged_total = 0;
  std::uint64_t abandoned_total = 0;
  std::uint64_t reopened_total = 0;
  std::uint64_t brought_total = 0;  // submitted by front ends
  std::uint64_t repeats_total = 0;  // of these, those that repeated an earlier one of their customer
  std::uint64_t plans_total = 0;    // that were ever put: the number of the latest
};

// Whose free places may be kept for urgent tickets: MatchingRules::reserve.
constexpr bool IsOfReserve(AgentTier tier) { return tier == AgentTier::kSenior || tier == AgentTier::kExpert; }

struct Tables {
  explicit Tables(const EngineLimits& engine_limits);

  const EngineLimits limits;
  std::uint64_t seq = 0;   // of the last change
  Micros now = 0;          // of the last turn
  Micros recorded_at = 0;  // of the last turn that changed something: what a recovery knows
  std::uint64_t directory_id = 0;
  TimeSource time_source = TimeSource::kWall;  // of the directory, for life
  bool started = false;                        // a process has begun to serve before
  SpaceMark space_mark = SpaceMark::kEnough;   // of the disk, as last reported
  std::uint32_t ticket_day = 0;                // of the latest TicketId
  std::uint64_t ticket_counter = 0;            // of the latest TicketId
  std::unique_ptr<ActiveRules> rules;
  std::uint32_t rules_version = 0;
  std::uint64_t rules_source_hash = 0;
  RuleVersions rule_versions;  // the last is in force

  // Skills of the ticket submitted last, until Classified completes its requirement: nothing that lives beyond the command.
  Requirement received_requirement;

  std::array<Catalog, kCatalogKindCount> catalogs;  // by CatalogKind - 1
  AgentTable agents;
  ClientTable clients;
  TicketTable tickets;
  RecentTable recents;
  IdentityTable identities;
  CustomerTable customers;
  DeclineTable declines;
  ClockTable clocks;
  RefusalTable refusals;
  ArticleTable articles;
  TransferTable transfers;
  FeedbackTable feedbacks;
  ArticleUseTable uses;
  PartTable parts;
  PlanTable plans;
  SignatureTable signatures;
  Pool pool;
  LoadIndex load;
  TimerWheel wheel;  // owners: ticket slots, then agents behind them, then the articles as one, and what silence closes as one
  LaneIndex lanes;
  Agenda agenda;
  Counters counters;
  // Derived: free places of online senior and expert agents, the tickets that are kept for a manager (agent, ticket), and those with
  // kNeedsReview, as many as counters.to_review.
  std::uint64_t reserve_places = 0;
  std::set<std::pair<std::uint32_t, std::uint64_t>> held;
  std::set<std::uint64_t> to_review;

  const Catalog& catalog(CatalogKind kind) const { return catalogs[static_cast<std::size_t>(kind) - 1]; }
  Catalog& catalog(CatalogKind kind) { return catalogs[static_cast<std::size_t>(kind) - 1]; }
  std::uint32_t WheelOwnerOfAgent(std::uint32_t agent) const { return limits.tickets_max + agent; }
  std::uint32_t WheelOwnerOfArticles() const { return limits.tickets_max + limits.agents_max + 1; }
  std::uint32_t WheelOwnerOfClosing() const { return limits.tickets_max + limits.agents_max + 2; }
  std::uint32_t WheelOwnerOfPlans() const { return limits.tickets_max + limits.agents_max + 3; }
};

}  // namespace tidegate
