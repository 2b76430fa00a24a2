#include "daemon/prometheus_text.h"

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <vector>

namespace tidegate {
namespace {

prometheus::MetricFamily Family(std::string_view name, std::string_view help, MetricType type) {
  prometheus::MetricFamily family;
  family.name = std::string(name);
  family.help = std::string(help);
  family.type = type == MetricType::kCounter ? prometheus::MetricType::Counter : prometheus::MetricType::Gauge;
  return family;
}

void AddValue(prometheus::MetricFamily& family, double value, std::string_view label = {}, std::string_view label_value = {}) {
  prometheus::ClientMetric metric;
  if (!label.empty()) {
    prometheus::ClientMetric::Label pair;
    pair.name = std::string(label);
    pair.value = std::string(label_value);
    metric.label.push_back(pair);
  }
  if (family.type == prometheus::MetricType::Counter) {
    metric.counter.value = value;
  } else {
    metric.gauge.value = value;
  }
  family.metric.push_back(std::move(metric));
}

// What the engine said about itself: gauges and counters of the whole directory.
void AddStatus(std::vector<prometheus::MetricFamily>& families, const StatusView& view) {
  const auto one = [&](std::string_view name, std::string_view help, MetricType type, std::uint64_t value) {
    families.push_back(Family(name, help, type));
    AddValue(families.back(), static_cast<double>(value));
  };
  prometheus::MetricFamily tickets = Family("tidegate_tickets", "Tickets in memory by state", MetricType::kGauge);
  std::uint64_t pooled_all = 0;
  for (const std::uint64_t count : view.pooled) pooled_all += count;
  AddValue(tickets, static_cast<double>(pooled_all), "state", "pooled");
  AddValue(tickets, static_cast<double>(view.offered), "state", "offered");
  AddValue(tickets, static_cast<double>(view.assigned), "state", "assigned");
  AddValue(tickets, static_cast<double>(view.recent), "state", "ended");
  families.push_back(std::move(tickets));
  prometheus::MetricFamily pool = Family("tidegate_pool", "Tickets that wait for an agent, by level", MetricType::kGauge);
  for (const Name& level : NameTable<Level>::kRows) {
    AddValue(pool, static_cast<double>(view.pooled[static_cast<std::size_t>(level.number - 1)]), "level", level.english);
  }
  families.push_back(std::move(pool));
  one("tidegate_tickets_open", "Open tickets", MetricType::kGauge, view.open);
  one("tidegate_tickets_open_max", "Places for open tickets", MetricType::kGauge, view.open_max);
  one("tidegate_tickets_overdue", "Open tickets past a running deadline", MetricType::kGauge, view.overdue);
  one("tidegate_to_review", "Open tickets that a supervisor is to look at", MetricType::kGauge, view.to_review);
  one("tidegate_to_review_total", "Tickets that a supervisor was to look at", MetricType::kCounter, view.to_review_total);
  one("tidegate_reviewed_total", "Of these, looked at", MetricType::kCounter, view.reviewed_total);
  one("tidegate_redirected_total", "Of these, sent to others", MetricType::kCounter, view.redirected_total);
  one("tidegate_closed_total", "Resolved tickets closed by their customers' word", MetricType::kCounter, view.closed_total);
  one("tidegate_closed_unconfirmed_total", "Resolved tickets closed by silence", MetricType::kCounter, view.closed_unconfirmed_total);
  one("tidegate_cancelled_total", "Tickets cancelled", MetricType::kCounter, view.cancelled_total);
  one("tidegate_merged_total", "Tickets merged into others", MetricType::kCounter, view.merged_total);
  one("tidegate_abandoned_total", "Live contacts whose customer left before anybody came", MetricType::kCounter, view.abandoned_total);
  one("tidegate_brought_total", "Submitted tickets that front ends brought", MetricType::kCounter, view.brought_total);
  one("tidegate_repeats_total", "Brought tickets that repeated an earlier one of their customer", MetricType::kCounter, view.repeats_total);
  one("tidegate_reopened_total", "Times that a resolved ticket was reopened", MetricType::kCounter, view.reopened_total);
  one("tidegate_agents", "Agents that are declared", MetricType::kGauge, view.agents);
  one("tidegate_agents_online", "Agents that are online", MetricType::kGauge, view.agents_online);
  one("tidegate_agenda", "Entries of the agenda", MetricType::kGauge, view.agenda);
  one("tidegate_rules_version", "Version of the rule set in force", MetricType::kGauge, view.rules_version);
  families.push_back(
      Family("tidegate_calendars_end_timestamp_seconds", "When the first calendar of the rules ends; 0 = none does", MetricType::kGauge));
  AddValue(families.back(), static_cast<double>(view.calendars_until) / 1e6);
  one("tidegate_submitted_total", "Tickets accepted since the directory was made", MetricType::kCounter, view.submitted_total);
  one("tidegate_assigned_total", "Offers accepted since the directory was made", MetricType::kCounter, view.assigned_total);
  one("tidegate_resolved_total", "Tickets resolved since the directory was made", MetricType::kCounter, view.resolved_total);
  one("tidegate_recents_evicted_total", "Ended tickets that left memory early", MetricType::kCounter, view.recents_evicted_total);
  one("tidegate_declines_unremembered_total", "Declines that found no place in memory: the agent may be offered the ticket again at once",
      MetricType::kCounter, view.declines_unremembered_total);
}

}  // namespace

std::string PrometheusText(const Metrics& metrics) {
  std::vector<prometheus::MetricFamily> families;
  for (const MetricRow& row : kMetricRows) {
    families.push_back(Family(row.name, row.help, row.type));
    AddValue(families.back(), static_cast<double>(metrics.Get(row.metric)) * static_cast<double>(row.micro_units) / 1e6);
  }
  prometheus::MetricFamily commands = Family("tidegate_commands_total", "Commands that the engine took, by kind", MetricType::kCounter);
  for (std::size_t kind = 1; kind < kCommandKindCount; ++kind) {
    if (CommandName(static_cast<CommandKind>(kind)) == "none") continue;
    AddValue(commands, static_cast<double>(metrics.commands(static_cast<CommandKind>(kind))), "command",
             CommandName(static_cast<CommandKind>(kind)));
  }
  families.push_back(std::move(commands));
  prometheus::MetricFamily rejects = Family("tidegate_rejects_total", "Requests refused, by reason", MetricType::kCounter);
  for (const RejectRow& row : kRejectRows) AddValue(rejects, static_cast<double>(metrics.rejects(row.code)), "reason", row.english);
  families.push_back(std::move(rejects));
  if (const auto status = metrics.status()) AddStatus(families, status->view);
  return prometheus::TextSerializer().Serialize(families);
}

}  // namespace tidegate
