// The JSON half of render_views.h.
#include <algorithm>
#include <iterator>

#include "core/engine/lifecycle.h"
#include "core/model/submit_facts.h"
#include "protocol/ticket_number.h"
#include "tools/tidegate/command_verbs.h"
#include "tools/tidegate/explain_text.h"
#include "tools/tidegate/json_writer.h"
#include "tools/tidegate/part_text.h"
#include "tools/tidegate/render_views.h"
#include "tools/tidegate/time_text.h"

namespace tidegate {
namespace {

bool IsInstant(Micros at) { return at != 0 && at != kNever; }

void At(JsonWriter& json, std::string_view key, Micros at) {
  json.Key(key);
  if (IsInstant(at)) {
    json.String(IsoText(at));
  } else {
    json.Null();
  }
}

template <class Enum>
void Named(JsonWriter& json, std::string_view key, Enum value) {
  json.Key(key);
  if (IsListed<Enum>(static_cast<std::uint8_t>(value))) {
    json.String(EnglishName(value));
  } else {
    json.Null();
  }
}

void Catalog(JsonWriter& json, std::string_view key, CatalogKind kind, std::uint32_t id, const CatalogView& names) {
  json.Key(key);
  if (id == 0) {
    json.Null();
  } else {
    json.String(names.NameOf(kind, id));
  }
}

void RequirementFields(JsonWriter& json, const Requirement& r, const CatalogView& names) {
  json.Key("requirement").BeginObject().Key("skills").BeginArray();
  for (int i = 0; i < r.skill_count; ++i) {
    const SkillLevel& s = r.skills[static_cast<std::size_t>(i)];
    json.BeginObject().Field("name", names.NameOf(CatalogKind::kSkill, s.skill)).Field("level", s.level).EndObject();
  }
  json.EndArray();
  Catalog(json, "region", CatalogKind::kRegion, r.region, names);
  Catalog(json, "channel", CatalogKind::kChannel, r.channel, names);
  Named(json, "customer_tier", static_cast<CustomerTier>(r.customer_tier));
  json.Key("agent_tiers").BeginArray();
  for (const Name& row : NameTable<AgentTier>::kRows) {
    if ((r.agent_tiers >> row.number & 1) != 0) json.String(row.english);
  }
  json.EndArray().EndObject();
}

void TicketFields(JsonWriter& json, const TicketView& v, const CatalogView& names) {
  json.Field("number", FormatTicketNumber(v.ticket));
  Named(json, "status", v.status);
  Named(json, "level", v.level);
  Named(json, "order_level", v.order_level);
  Named(json, "tier", v.tier);
  Catalog(json, "type", CatalogKind::kType, v.type.raw(), names);
  Catalog(json, "region", CatalogKind::kRegion, v.region.raw(), names);
  Catalog(json, "channel", CatalogKind::kChannel, v.channel.raw(), names);
  Named(json, "category", v.category);
  if (v.complexity != 0) json.Field("complexity", v.complexity);
  if (v.department != 0) Catalog(json, "department", CatalogKind::kDepartment, v.department, names);
  if (v.tags != 0) {
    json.Key("tags").BeginArray();
    for (std::uint32_t tag = 1; tag <= kTagsMax; ++tag) {
      if ((v.tags >> (tag - 1) & 1) != 0) json.String(names.NameOf(CatalogKind::kTag, tag));
    }
    json.EndArray();
  }
  if (v.flags != 0 || v.repeats != 0) {
    json.Field("repeats", v.repeats);
    json.Field("needs_review", (v.flags & kNeedsReview) != 0).Field("reviewed", (v.flags & kReviewed) != 0);
    json.Field("redirected", (v.flags & kRedirected) != 0).Field("owner_fixed", (v.flags & kOwnerFixed) != 0);
    json.Field("confirmation_required", (v.flags & kConfirmationRequired) != 0);
  }
  if (v.planned_until != 0) At(json, "planned_until", v.planned_until);
  if (v.reopens != 0) json.Field("reopens", v.reopens);
  if (v.origin != TicketOrigin::kCustomer) json.Field("origin", EnglishName(v.origin));
  if (v.into) json.Field("merged_into", FormatTicketNumber(v.into));
  if (v.parent) json.Field("parent", FormatTicketNumber(v.parent));
  json.Key("agent");
  if (v.agent) {
    json.String(v.agent_name.empty() ? names.AgentName(v.agent.raw()) : v.agent_name);
  } else {
    json.Null();
  }
  At(json, "received_at", v.received_at);
  At(json, "status_since", v.status_since);
  At(json, "first_response_at", v.first_response_at);
  At(json, "resolved_at", v.resolved_at);
  At(json, "respond_by", v.due[static_cast<std::size_t>(Clock::kRespond)]);
  At(json, "resolve_by", v.due[static_cast<std::size_t>(Clock::kResolve)]);
  json.Field("respond_used_per_mille", v.fired_per_mille[static_cast<std::size_t>(Clock::kRespond)]);
  json.Field("resolve_used_per_mille", v.fired_per_mille[static_cast<std::size_t>(Clock::kResolve)]);
  json.Key("clocks").BeginArray();
  for (const ClockView& clock : v.clocks) {
    json.BeginObject().Field("clock", EnglishName(clock.clock)).Field("state", EnglishName(clock.state));
    At(json, "due", clock.due);
    json.Field("used_per_mille", clock.fired_per_mille).Field("next_per_mille", clock.next_per_mille);
    At(json, "next_at", clock.next_at);
    json.EndObject();
  }
  json.EndArray();
  PartFields(json, v.parts, names);
  json.Field("overdue_reason", v.overdue_reason);
  json.Field("result_code", v.result_code).Field("place", v.place).Field("wait_ms", v.wait_ms).Field("offers", v.offers);
}

// The parts of a decision.
void NoteFields(JsonWriter& json, const DecisionNote& n, const CatalogView& names) {
  Named(json, "choice", static_cast<Choice>(n.choice));
  json.Field("rules_version", n.rules_version).Field("eligible", n.eligible).Field("load_of_64", n.load);
  json.Key("runner_up");
  if (n.runner_up == 0) {
    json.Null();
  } else {
    json.String(names.AgentName(n.runner_up));
  }
  json.Field("runner_up_load_of_64", n.runner_up_load);
  json.Field("excluded_by_skill", n.by_skill).Field("excluded_by_region", n.by_region).Field("excluded_by_channel", n.by_channel);
  json.Field("excluded_by_customer_tier", n.by_customer_tier).Field("excluded_by_agent_tier", n.by_agent_tier);
  json.Field("excluded_by_capacity", n.by_capacity).Field("excluded_by_decline", n.by_decline).Field("off_duty", n.off_duty);
  json.Field("excluded_by_shift", n.by_shift);
}

}  // namespace

std::string ClockJson(const client::ClockInfo& clock) {
  JsonWriter json;
  json.BeginObject();
  At(json, "now", clock.now);
  json.Field("time_source", clock.source == TimeSource::kDriven ? "driven" : "wall");
  json.Field("clock_stepped", clock.stepped).Field("clock_ahead_us", clock.ahead);
  if (clock.next_at == kNever) {
    json.Key("next_at").Null();
  } else {
    At(json, "next_at", clock.next_at);
  }
  json.EndObject();
  return json.text() + "\n";
}

std::string StatusJson(const StatusView& v, const client::ServerInfo& server, const client::ClockInfo* clock) {
  JsonWriter json;
  json.BeginObject().Field("server", server.server).Field("durability", server.durability == 1 ? "synced" : "not-synced");
  json.Field("partition", server.partition).Field("epoch", server.epoch);
  At(json, "now", v.now);
  if (clock != nullptr) {
    json.Field("time_source", clock->source == TimeSource::kDriven ? "driven" : "wall");
    json.Field("clock_stepped", clock->stepped).Field("clock_ahead_us", clock->ahead);
  }
  json.Field("seq", v.seq).Field("rules_version", v.rules_version);
  json.Field("open", v.open).Field("open_max", v.open_max);
  json.Key("pooled").BeginObject();
  for (const Name& row : NameTable<Level>::kRows) json.Field(row.english, v.pooled[row.number - 1u]);
  json.EndObject();
  json.Field("offered", v.offered).Field("assigned", v.assigned).Field("overdue", v.overdue);
  json.Field("agents", v.agents).Field("agents_online", v.agents_online);
  json.Field("recent", v.recent).Field("agenda", v.agenda);
  json.Field("submitted_total", v.submitted_total).Field("assigned_total", v.assigned_total).Field("resolved_total", v.resolved_total);
  json.Field("recents_evicted_total", v.recents_evicted_total);
  json.Field("declines_unremembered_total", v.declines_unremembered_total);
  At(json, "calendars_until", v.calendars_until);
  json.Field("to_review", v.to_review).Field("to_review_total", v.to_review_total);
  json.Field("reviewed_total", v.reviewed_total).Field("redirected_total", v.redirected_total);
  json.Field("closed_total", v.closed_total).Field("closed_unconfirmed_total", v.closed_unconfirmed_total);
  json.Field("cancelled_total", v.cancelled_total).Field("merged_total", v.merged_total).Field("abandoned_total", v.abandoned_total);
  json.Field("reopened_total", v.reopened_total);
  json.Field("brought_total", v.brought_total).Field("repeats_total", v.repeats_total);
  json.Field("projection", EnglishName(server.projection.state)).Field("projected_seq", server.projection.projected_seq);
  json.Field("projection_lag_ms", server.projection.lag_ms);
  json.Field("space_mark", EnglishName(v.space_mark));
  json.Field("space_used_bytes", server.space.used_bytes).Field("space_budget_bytes", server.space.budget_bytes);
  json.EndObject();
  return json.text() + "\n";
}

std::string AgentsJson(const std::vector<AgentRow>& rows) {
  JsonWriter json;
  json.BeginObject().Key("agents").BeginArray();
  for (const AgentRow& row : rows) {
    json.BeginObject().Field("id", row.agent.raw()).Field("name", row.name);
    Named(json, "tier", row.tier);
    Named(json, "status", row.status);
    json.Field("offered", row.offered).Field("assigned", row.assigned).Field("capacity", row.capacity);
    json.Field("open_capacity", row.open_capacity).Field("resolved", row.resolved);
    At(json, "idle_since", row.idle_since);
    At(json, "until", row.until);
    json.Field("retired", row.retired).EndObject();
  }
  json.EndArray().EndObject();
  return json.text() + "\n";
}

std::string PoolJson(const std::vector<PoolRow>& rows, const CatalogView& names) {
  JsonWriter json;
  json.BeginObject().Key("groups").BeginArray();
  for (const PoolRow& row : rows) {
    json.BeginObject().Field("group", row.signature);
    RequirementFields(json, row.requirement, names);
    json.Key("waiting").BeginObject();
    for (const Name& level : NameTable<Level>::kRows) json.Field(level.english, row.waiting[level.number - 1u]);
    json.EndObject();
    json.Field("eligible_on_duty", row.eligible_on_duty);
    At(json, "oldest_received_at", row.oldest_received_at);
    json.Field("interval_ms", row.interval_ms).EndObject();
  }
  json.EndArray().EndObject();
  return json.text() + "\n";
}

std::string TicketJson(const TicketView& v, const client::BodyText* body, const CatalogView& names) {
  JsonWriter json;
  json.BeginObject();
  TicketFields(json, v, names);
  if (body != nullptr) {
    json.Field("external_key", (*body)[BodyField::kExternalKey]).Field("customer", (*body)[BodyField::kCustomer]);
    json.Field("order", (*body)[BodyField::kOrder]).Field("title", (*body)[BodyField::kTitle]).Field("text", (*body)[BodyField::kText]);
    json.Field("recorded_at", (*body)[BodyField::kRecordedAt]).Field("masked", body->sight == Sight::kMasked);
  }
  json.EndObject();
  return json.text() + "\n";
}

std::string ExplainJson(const ExplainView& v, const std::vector<Event>& past, const CatalogView& names) {
  JsonWriter json;
  json.BeginObject();
  TicketFields(json, v.ticket, names);
  RequirementFields(json, v.requirement, names);
  json.Key("rules").BeginArray();
  for (const FiredRule& rule : v.rules) {
    json.BeginObject();
    Named(json, "decided", rule.output);
    json.Field("place", rule.place).Field("name", rule.name).EndObject();
  }
  json.EndArray();
  json.Field("waits", WaitsForText(v, names, Language::kEnglish));
  json.Key("agents").BeginObject().Field("declared", v.agents).Field("available", v.available).Field("at_capacity", v.at_capacity);
  json.Field("off_shift", v.off_shift)
      .Field("off_duty", v.off_duty)
      .Field("declined", v.declined)
      .Field("kept_for_urgent", v.kept_for_urgent);
  const auto excluded = [&](std::string_view key, Exclusion e) { json.Field(key, v.excluded[static_cast<std::size_t>(e)]); };
  excluded("excluded_by_skill", Exclusion::kSkill);
  excluded("excluded_by_region", Exclusion::kRegion);
  excluded("excluded_by_channel", Exclusion::kChannel);
  excluded("excluded_by_customer_tier", Exclusion::kCustomerTier);
  excluded("excluded_by_agent_tier", Exclusion::kAgentTier);
  json.EndObject();
  json.Field("ahead", v.ahead);
  json.Key("relaxed").BeginArray();
  constexpr std::string_view kSteps[] = {"region", "ladder", "skill"};
  for (std::size_t step = 0; step < std::size(kSteps); ++step) {
    if ((v.relaxed >> step & 1) != 0) json.String(kSteps[step]);
  }
  json.EndArray();
  json.Key("held_for");
  if (v.held_for) {
    json.String(names.AgentName(v.held_for.raw()));
  } else {
    json.Null();
  }
  json.Key("decision");
  const DecisionNote& n = v.note;
  if (n.rules_version == 0) {
    json.Null();
  } else {
    json.BeginObject();
    NoteFields(json, n, names);
    json.EndObject();
  }
  const auto verdicts = [&](std::string_view key, const std::vector<AgentVerdict>& list) {
    json.Key(key).BeginArray();
    for (const AgentVerdict& verdict : list) {
      json.BeginObject().Field("id", verdict.agent.raw()).Field("name", verdict.name);
      Named(json, "is", verdict.eligibility);
      Named(json, "status", verdict.status);
      json.Field("load_of_64", verdict.load);
      At(json, "until", verdict.until);
      json.EndObject();
    }
    json.EndArray();
  };
  verdicts("may_have", v.may_have);
  verdicts("others", v.others);
  const auto upcoming = [&](const Upcoming& event) {
    constexpr std::string_view kEvents[] = {"none",         "offer-expires",  "clock-step", "decline-forgotten",
                                            "plan-ends",    "review-overdue", "relaxes",    "manager-wait-ends",
                                            "shift-begins", "ramp-step",      "part-due",   "call-back-due"};
    json.BeginObject().Field("event", kEvents[std::min(static_cast<std::size_t>(event.event), std::size(kEvents) - 1)]);
    At(json, "at", event.at);
    if (event.event == NextEvent::kClockStep) json.Field("clock", EnglishName(event.clock)).Field("per_mille", event.per_mille);
    if (event.agent != 0) json.Field("agent", names.AgentName(event.agent));
    json.EndObject();
  };
  json.Key("next");
  v.upcoming.empty() ? static_cast<void>(json.Null()) : upcoming(v.upcoming.front());
  json.Key("upcoming").BeginArray();
  for (const Upcoming& event : v.upcoming) upcoming(event);
  json.EndArray().Key("decisions").BeginArray();
  for (const Event& event : past) {
    if (event.note.rules_version == 0) continue;
    json.BeginObject();
    At(json, "at", event.at);
    json.Field("agent", names.AgentName(event.agent));
    NoteFields(json, event.note, names);
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
  return json.text() + "\n";
}

namespace {

enum class WithPlace : std::uint8_t { kNo, kYes };

std::string AckJsonOf(const client::AckInfo& ack, WithPlace place) {
  JsonWriter json;
  json.BeginObject().Field("ok", true).Field("duplicate", ack.duplicate);
  if (ack.ticket) {
    json.Field("number", FormatTicketNumber(ack.ticket));
    Named(json, "status", ack.status);
    At(json, "respond_by", ack.respond_by);
    At(json, "resolve_by", ack.resolve_by);
    if (place == WithPlace::kYes) json.Field("place", ack.place).Field("wait_ms", ack.wait_ms);
  }
  if (ack.offer != RepeatOffer::kNone) {
    json.Key("repeat").BeginObject().Field("offer", EnglishName(ack.offer)).Field("earlier", FormatTicketNumber(ack.earlier));
    json.Field("status", ack.earlier_status == Status::kNone ? std::string_view("archived") : EnglishName(ack.earlier_status));
    json.EndObject();
  }
  json.EndObject();
  return json.text() + "\n";
}

}  // namespace

std::string SubmitJson(const client::AckInfo& ack) { return AckJsonOf(ack, WithPlace::kYes); }
std::string AckJson(const client::AckInfo& ack) { return AckJsonOf(ack, WithPlace::kNo); }

std::string RefusalJson(const client::RefusalText& r, Role role) {
  JsonWriter json;
  json.BeginObject().Field("ok", false).Field("reject", r.name).Field("field", r.field).Field("detail", r.detail).Field("advice", r.advice);
  json.Field("retry_after_ms", r.retry_after_ms);
  if (r.ticket) json.Field("number", FormatTicketNumber(r.ticket));
  if (r.ticket || r.status != Status::kNone) Named(json, "status", r.status);
  if (r.code == Reject::kIllegalState && r.status != Status::kNone) {
    json.Key("legal_now").BeginArray();
    ForEachLegal(r.status, [&](CommandKind command) {
      if (MaySend(role, command)) json.String(CommandName(command));
    });
    json.EndArray();
  }
  json.EndObject();
  return json.text() + "\n";
}

}  // namespace tidegate
