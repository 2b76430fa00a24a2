#include <flatbuffers/flatbuffers.h>

#include <algorithm>

#include "core/base/check.h"
#include "protocol/client/client_codec.h"
#include "protocol/struct_vector.h"
#include "protocol/tidegate_generated.h"

namespace tidegate::client {
namespace {

constexpr flatbuffers::uoffset_t kDepthMax = 8;
constexpr flatbuffers::uoffset_t kTablesMax = 4096;  // the fullest page (pool) has 513

std::string_view View(const flatbuffers::String* text) {
  return text == nullptr ? std::string_view() : std::string_view(text->c_str(), text->size());
}

template <class Enum, class Number>
Enum As(Number number) {
  return static_cast<Enum>(static_cast<std::uint8_t>(number));
}

Reject RejectOf(std::uint8_t number) {
  // A code that this client does not know yet is still a refusal: never taken for done.
  return number == 0 || IsReject(number) ? static_cast<Reject>(number) : Reject::kMalformed;
}

WorkItem WorkOf(const wire::WorkItem& in) {
  WorkItem item;
  item.ticket = in.ticket();
  item.respond_by = in.respond_by();
  item.resolve_by = in.resolve_by();
  item.accept_by = in.accept_by();
  item.submit_seq = in.submit_seq();
  item.agent = in.agent();
  item.token = in.token();
  item.type = in.type();
  item.region = in.region();
  item.channel = in.channel();
  item.level = static_cast<std::uint8_t>(in.level());
  item.tier = static_cast<std::uint8_t>(in.tier());
  item.status = static_cast<std::uint8_t>(in.status());
  return item;
}

Requirement RequirementOf(const wire::Requirement* in) {
  Requirement requirement;
  if (in == nullptr) return requirement;
  requirement.region = in->region();
  requirement.channel = in->channel();
  requirement.customer_tier = static_cast<std::uint8_t>(in->customer_tier());
  requirement.agent_tiers = in->agent_tiers();
  if (in->skills() != nullptr) {
    for (const wire::SkillLevel* skill : *in->skills()) {
      if (requirement.skill_count == kRequirementSkillsMax) break;
      requirement.skills[requirement.skill_count++] = {skill->skill(), skill->level(), 0};
    }
  }
  return requirement;
}

std::vector<PartRow> PartsIn(const flatbuffers::Vector<flatbuffers::Offset<wire::PartRow>>* in) {
  std::vector<PartRow> rows;
  if (in == nullptr) return rows;
  rows.reserve(in->size());
  for (const wire::PartRow* from : *in) {
    PartRow& row = rows.emplace_back();
    row.ticket = TicketId(from->ticket());
    row.part = from->part();
    row.department = from->department();
    row.node = As<PartNode>(from->node());
    row.agent = AgentId(from->agent());
    row.asked_by = AgentId(from->asked_by());
    row.agent_name = View(from->agent_name());
    row.asked_by_name = View(from->asked_by_name());
    row.asked_at = from->asked_at();
    row.due = from->due();
    row.node_since = from->node_since();
    row.text = View(from->text());
    row.result = View(from->result());
  }
  return rows;
}

TicketView TicketOf(const wire::TicketInfo& in) {
  TicketView view;
  view.ticket = TicketId(in.ticket());
  view.client = in.client();
  view.customer = in.customer();
  view.category = As<ComplaintCategory>(in.category());
  view.complexity = in.complexity();
  view.department = in.department();
  view.flags = in.flags();
  view.tags = in.tags();
  view.planned_until = in.planned_until();
  view.repeats = in.repeats();
  view.reopens = in.reopens();
  view.into = TicketId(in.into());
  view.origin = As<TicketOrigin>(in.origin());
  view.parent = TicketId(in.parent());
  view.status = As<Status>(in.status());
  view.level = As<Level>(in.level());
  view.order_level = As<Level>(in.order_level());
  view.tier = As<CustomerTier>(in.tier());
  view.type = TypeId(in.type());
  view.region = RegionId(in.region());
  view.channel = ChannelId(in.channel());
  view.agent = AgentId(in.agent());
  view.agent_name = View(in.agent_name());
  view.received_at = in.received_at();
  view.status_since = in.status_since();
  view.first_response_at = in.first_response_at();
  view.resolved_at = in.resolved_at();
  view.due = {in.respond_by(), in.resolve_by()};
  view.fired_per_mille = {in.respond_fired_per_mille(), in.resolve_fired_per_mille()};
  view.result_code = in.result_code();
  view.submit_seq = in.submit_seq();
  view.place = in.place();
  view.wait_ms = in.wait_ms();
  view.offers = in.offers();
  view.overdue_reason = in.overdue_reason();
  view.parts = PartsIn(in.parts());
  if (in.clocks() != nullptr) {
    for (const wire::ClockRow* row : *in.clocks()) {
      view.clocks.push_back({.clock = As<Clock>(row->clock()),
                             .state = As<ClockState>(row->state()),
                             .fired_per_mille = row->fired_per_mille(),
                             .next_per_mille = row->next_per_mille(),
                             .due = row->due(),
                             .next_at = row->next_at()});
    }
  }
  return view;
}

DecisionNote NoteOf(const wire::DecisionNote& in) {
  DecisionNote note;
  note.rules_version = in.rules_version();
  note.eligible = in.eligible();
  note.runner_up = in.runner_up();
  note.choice = static_cast<std::uint8_t>(in.choice());
  note.load = in.load();
  note.runner_up_load = in.runner_up_load();
  note.by_shift = in.by_shift();
  note.by_skill = in.by_skill();
  note.by_region = in.by_region();
  note.by_channel = in.by_channel();
  note.by_customer_tier = in.by_customer_tier();
  note.by_agent_tier = in.by_agent_tier();
  note.by_capacity = in.by_capacity();
  note.by_decline = in.by_decline();
  note.off_duty = in.off_duty();
  return note;
}

void Tell(const wire::HelloOk& in, std::uint64_t, Handler& handler, ReplyCount&) {
  handler.OnHello({in.protocol(), View(in.server()), in.session(), in.partition(), in.epoch(), in.credits(), in.rules_version(), in.seq(),
                   static_cast<std::uint8_t>(in.durability())});
}

AckInfo AckOf(const wire::Ack& item) {
  AckInfo ack;
  ack.tag = item.correlation();
  ack.ticket = TicketId(item.ticket());
  ack.respond_by = item.respond_by();
  ack.resolve_by = item.resolve_by();
  ack.place = item.place();
  ack.wait_ms = item.wait_ms();
  ack.retry_after_ms = item.retry_after_ms();
  ack.token = item.token();
  ack.reject = RejectOf(item.reject());
  ack.duplicate = item.duplicate() != 0;
  ack.status = As<Status>(item.status());
  ack.command = item.command();
  ack.offer = As<RepeatOffer>(item.offer());
  ack.earlier_status = As<Status>(item.earlier_status());
  ack.earlier = TicketId(item.earlier());
  return ack;
}

void Tell(const wire::Acks& in, std::uint64_t, Handler& handler, ReplyCount& count) {
  if (in.items() == nullptr) return;
  for (const wire::Ack* item : *in.items()) {
    ++count.answered;
    handler.OnAck(AckOf(*item));
  }
}

void Tell(const wire::CustomerInfo& in, std::uint64_t tag, Handler& handler, ReplyCount& count) {
  CustomerInfo info;
  info.tag = tag;
  CustomerView& view = info.view;
  view.customer = CustomerId(in.customer());
  view.known = in.known() ? 1 : 0;
  view.contact_at = in.contact_at();
  view.last_agent = AgentId(in.last_agent());
  view.manager = AgentId(in.manager());
  view.deputy = AgentId(in.deputy());
  view.last_agent_name = View(in.last_agent_name());
  view.manager_name = View(in.manager_name());
  view.deputy_name = View(in.deputy_name());
  if (in.identities() != nullptr) {
    for (const wire::IdentityRow* row : *in.identities()) {
      view.identities.push_back({.identity = CustomerId(row->identity()),
                                 .channel = ChannelId(row->channel()),
                                 .since = row->since(),
                                 .merged = row->merged() ? std::uint8_t{1} : std::uint8_t{0}});
    }
  }
  if (in.matters() != nullptr) {
    for (const wire::MatterRow* row : *in.matters()) {
      view.matters.push_back({.ticket = TicketId(row->ticket()),
                              .status = As<Status>(row->status()),
                              .type = TypeId(row->type()),
                              .category = As<ComplaintCategory>(row->category()),
                              .contact_at = row->contact_at()});
    }
  }
  ++count.answered;
  handler.OnCustomer(info);
}

void Tell(const wire::ArchivePage& in, std::uint64_t tag, Handler& handler, ReplyCount& count) {
  ArchiveInfo info;
  info.tag = tag;
  if (in.rows() != nullptr) {
    for (const wire::TicketInfo* row : *in.rows()) info.view.rows.push_back(TicketOf(*row));
  }
  info.view.next = TicketId(in.next());
  info.view.complete_to = in.complete_to();
  info.view.committed_seq = in.committed_seq();
  info.view.complete_from = in.complete_from();
  ++count.answered;
  handler.OnArchive(info);
}

void Tell(const wire::Error& in, std::uint64_t tag, Handler& handler, ReplyCount& count) {
  AckInfo ack;
  ack.tag = tag;
  ack.ticket = TicketId(in.ticket());
  ack.retry_after_ms = in.retry_after_ms();
  ack.reject = in.reject() == 0 ? Reject::kMalformed : RejectOf(in.reject());
  ack.status = As<Status>(in.status());
  ack.command = in.command();
  ack.field = View(in.field());
  ack.detail = View(in.detail());
  ack.address = View(in.address());
  ++count.answered;
  handler.OnAck(ack);
}

void Tell(const wire::SignedIn& in, std::uint64_t tag, Handler& handler, ReplyCount& count) {
  SignedInInfo info{tag, in.seq(), AgentId(in.agent()), in.capacity(), {}, in.more(), {}};
  if (in.work() != nullptr) {
    info.work.reserve(in.work()->size());
    for (const wire::WorkItem* item : *in.work()) info.work.push_back(WorkOf(*item));
  }
  if (in.handling() != nullptr) {
    for (const wire::TypeHandling* row : *in.handling()) info.handling.push_back({row->type(), View(row->text())});
  }
  if (!info.more) ++count.answered;
  handler.OnSignedIn(info);
}

void Tell(const wire::TicketInfo& in, std::uint64_t tag, Handler& handler, ReplyCount& count) {
  ++count.answered;
  handler.OnTicket({tag, TicketOf(in)});
}

std::vector<AgentVerdict> VerdictsOf(const flatbuffers::Vector<flatbuffers::Offset<wire::AgentVerdict>>* in) {
  std::vector<AgentVerdict> verdicts;
  if (in == nullptr) return verdicts;
  for (const wire::AgentVerdict* verdict : *in) {
    verdicts.push_back({.agent = AgentId(verdict->agent()),
                        .name = std::string(View(verdict->name())),
                        .eligibility = As<Eligibility>(verdict->eligibility()),
                        .status = As<AgentStatus>(verdict->status()),
                        .load = verdict->load(),
                        .until = verdict->until()});
  }
  return verdicts;
}

AgentRow RowOf(const wire::AgentRow& in) {
  AgentRow row;
  row.agent = AgentId(in.agent());
  row.name = View(in.name());
  row.tier = As<AgentTier>(in.tier());
  row.status = As<AgentStatus>(in.status());
  row.offered = in.offered();
  row.assigned = in.assigned();
  row.capacity = in.capacity();
  row.open_capacity = in.open_capacity();
  row.resolved = in.resolved();
  row.idle_since = in.idle_since();
  row.until = in.until();
  row.retired = in.retired();
  return row;
}

void Tell(const wire::ExplainInfo& in, std::uint64_t tag, Handler& handler, ReplyCount& count) {
  ExplainInfo info;
  info.tag = tag;
  ExplainView& view = info.view;
  if (in.ticket() != nullptr) view.ticket = TicketOf(*in.ticket());
  view.requirement = RequirementOf(in.requirement());
  if (in.note() != nullptr) view.note = NoteOf(*in.note());
  view.agents = in.agents();
  view.available = in.available();
  view.at_capacity = in.at_capacity();
  view.off_duty = in.off_duty();
  view.off_shift = in.off_shift();
  view.declined = in.declined();
  const auto excluded = [&view](Exclusion by) -> std::uint32_t& { return view.excluded[static_cast<std::size_t>(by)]; };
  excluded(Exclusion::kSkill) = in.excluded_by_skill();
  excluded(Exclusion::kRegion) = in.excluded_by_region();
  excluded(Exclusion::kChannel) = in.excluded_by_channel();
  excluded(Exclusion::kCustomerTier) = in.excluded_by_customer_tier();
  excluded(Exclusion::kAgentTier) = in.excluded_by_agent_tier();
  view.ahead = in.ahead();
  view.next = As<NextEvent>(in.next());
  view.next_at = in.next_at();
  view.next_clock = As<Clock>(in.next_clock());
  view.next_per_mille = in.next_per_mille();
  view.rules_version = in.rules_version();
  if (in.rules() != nullptr) {
    for (const wire::FiredRule* rule : *in.rules()) {
      view.rules.push_back({As<RuleOutput>(rule->output()), rule->place(), std::string(View(rule->name()))});
    }
  }
  view.relaxed = in.relaxed();
  view.held_for = AgentId(in.held_for());
  view.kept_for_urgent = in.kept_for_urgent();
  view.may_have = VerdictsOf(in.may_have());
  view.others = VerdictsOf(in.others());
  if (in.upcoming() != nullptr) {
    for (const wire::Upcoming* event : *in.upcoming()) {
      view.upcoming.push_back({.event = As<NextEvent>(event->event()),
                               .clock = As<Clock>(event->clock()),
                               .per_mille = event->per_mille(),
                               .agent = event->agent(),
                               .at = event->at()});
    }
  }
  ++count.answered;
  handler.OnExplain(info);
}

void Tell(const wire::AgentsPage& in, std::uint64_t tag, Handler& handler, ReplyCount& count) {
  AgentsInfo info{tag, {}, in.more()};
  if (in.rows() != nullptr) {
    for (const wire::AgentRow* row : *in.rows()) info.rows.push_back(RowOf(*row));
  }
  ++count.answered;
  handler.OnAgents(info);
}

void Tell(const wire::RecordsInfo& in, std::uint64_t tag, Handler& handler, ReplyCount& count) {
  RecordsInfo info{tag, in.applied(), {}};
  if (in.rows() != nullptr) {
    for (const wire::RecordRow* row : *in.rows()) {
      info.rows.push_back(
          {.place = row->place(), .fields = row->fields(), .reject = RejectOf(row->code()), .news = As<RecordNews>(row->news())});
    }
  }
  ++count.answered;
  handler.OnRecords(info);
}

void Tell(const wire::PoolPage& in, std::uint64_t tag, Handler& handler, ReplyCount& count) {
  PoolInfo info{tag, {}, in.more(), in.next()};
  if (in.rows() != nullptr) {
    for (const wire::PoolRow* in_row : *in.rows()) {
      PoolRow& row = info.rows.emplace_back();
      row.signature = in_row->signature();
      row.requirement = RequirementOf(in_row->requirement());
      row.waiting = {in_row->waiting_urgent(), in_row->waiting_high(), in_row->waiting_normal(), in_row->waiting_low()};
      row.eligible_on_duty = in_row->eligible_on_duty();
      row.oldest_received_at = in_row->oldest_received_at();
      row.interval_ms = in_row->interval_ms();
    }
  }
  ++count.answered;
  handler.OnPool(info);
}

void Tell(const wire::AgentInfo& in, std::uint64_t tag, Handler& handler, ReplyCount& count) {
  AgentInfo info;
  info.tag = tag;
  AgentView& view = info.view;
  if (in.row() != nullptr) view.row = RowOf(*in.row());
  Profile& profile = view.profile;
  profile.tier = static_cast<std::uint8_t>(view.row.tier);
  profile.customer_tiers = in.customer_tiers();
  const auto take = [](const auto* list, auto& places, std::uint8_t& taken) {
    if (list == nullptr) return;
    for (const auto item : *list) {
      if (taken == places.size()) break;
      places[taken++] = item;
    }
  };
  take(in.regions(), profile.regions, profile.region_count);
  take(in.channels(), profile.channels, profile.channel_count);
  if (in.skills() != nullptr) {
    for (const wire::SkillLevel* skill : *in.skills()) {
      if (profile.skill_count == kProfileSkillsMax) break;
      profile.skills[profile.skill_count++] = {skill->skill(), skill->level(), 0};
    }
  }
  view.team = View(in.team());
  view.supervisor = View(in.supervisor());
  view.duty_supervisor = View(in.duty_supervisor());
  view.shift = View(in.shift());
  view.tier_hours = View(in.tier_hours());
  view.hours_tiers = in.hours_tiers();
  if (in.rooms() != nullptr) {
    for (const wire::ChannelLimit* room : *in.rooms()) {
      view.rooms.push_back({.channel = static_cast<std::uint8_t>(room->channel()), .tickets_max = room->tickets_max()});
    }
  }
  view.cost_per_hour_cents = in.cost_per_hour_cents();
  view.misses = in.misses();
  view.signed_in = in.signed_in();
  view.full_since = in.full_since();
  view.ramp_next_at = in.ramp_next_at();
  if (in.work() != nullptr) {
    for (const wire::WorkItem* item : *in.work()) view.work.push_back(WorkOf(*item));
  }
  if (in.excluded() != nullptr) {
    for (const wire::ExcludedTicket* ticket : *in.excluded()) view.excluded.push_back({TicketId(ticket->ticket()), ticket->until()});
  }
  ++count.answered;
  handler.OnAgent(info);
}

void Tell(const wire::SaturationInfo& in, std::uint64_t tag, Handler& handler, ReplyCount& count) {
  SaturationInfo info;
  info.tag = tag;
  SaturationReply& page = info.page;
  if (in.agents() != nullptr) {
    for (const wire::FullAgent* agent : *in.agents()) {
      page.agents.push_back({.agent = AgentId(agent->agent()),
                             .name = std::string(View(agent->name())),
                             .units = agent->units(),
                             .capacity = agent->capacity(),
                             .since = agent->since()});
    }
  }
  if (in.groups() != nullptr) {
    for (const wire::FullGroup* group : *in.groups()) {
      page.groups.push_back({.signature = group->signature(),
                             .requirement = RequirementOf(group->requirement()),
                             .waiting = group->waiting(),
                             .on_duty = group->on_duty(),
                             .since = group->since()});
    }
  }
  page.watched = in.watched();
  page.more = in.more();
  page.after_agent = in.after_agent();
  page.from_group = in.from_group();
  ++count.answered;
  handler.OnSaturation(info);
}

void Tell(const wire::RulesInfo& in, std::uint64_t tag, Handler& handler, ReplyCount& count) {
  RulesInfo info;
  info.tag = tag;
  if (in.versions() != nullptr) {
    for (const wire::RuleVersion* version : *in.versions()) {
      info.page.versions.push_back({.version = version->version(),
                                    .restored = version->restored(),
                                    .cause = As<RuleCause>(version->cause()),
                                    .at = version->at(),
                                    .source_bytes = version->source_bytes(),
                                    .author = std::string(View(version->author()))});
    }
  }
  info.page.version = in.version();
  info.page.offset = in.offset();
  if (in.part() != nullptr) info.page.part.assign(reinterpret_cast<const char*>(in.part()->data()), in.part()->size());
  ++count.answered;
  handler.OnRules(info);
}

void Tell(const wire::StatusInfo& in, std::uint64_t tag, Handler& handler, ReplyCount& count) {
  StatusInfo info;
  info.tag = tag;
  info.durability = static_cast<std::uint8_t>(in.durability());
  info.server = View(in.server());
  StatusView& view = info.view;
  view.now = in.now();
  view.seq = in.seq();
  view.rules_version = in.rules_version();
  view.open = in.open();
  view.open_max = in.open_max();
  view.recent = in.recent();
  view.agenda = in.agenda();
  view.pooled = {in.pooled_urgent(), in.pooled_high(), in.pooled_normal(), in.pooled_low()};
  view.offered = in.offered();
  view.assigned = in.assigned();
  view.overdue = in.overdue();
  view.agents = in.agents();
  view.agents_online = in.agents_online();
  view.submitted_total = in.submitted_total();
  view.assigned_total = in.assigned_total();
  view.resolved_total = in.resolved_total();
  view.recents_evicted_total = in.recents_evicted_total();
  view.declines_unremembered_total = in.declines_unremembered_total();
  view.calendars_until = in.calendars_until();
  view.to_review = in.to_review();
  view.to_review_total = in.to_review_total();
  view.reviewed_total = in.reviewed_total();
  view.redirected_total = in.redirected_total();
  view.closed_total = in.closed_total();
  view.closed_unconfirmed_total = in.closed_unconfirmed_total();
  view.cancelled_total = in.cancelled_total();
  view.merged_total = in.merged_total();
  view.abandoned_total = in.abandoned_total();
  view.reopened_total = in.reopened_total();
  view.brought_total = in.brought_total();
  view.repeats_total = in.repeats_total();
  info.projection = {As<ProjectionState>(in.projection()), in.projected_seq(), in.projection_lag_ms()};
  view.space_mark = As<SpaceMark>(in.space_mark());
  info.space = {in.space_used(), in.space_budget()};
  ++count.answered;
  handler.OnStatus(info);
}

Event EventOf(const wire::Event& in) {
  Event event;
  event.seq = in.seq();
  event.at = in.at();
  event.kind = As<EventKind>(in.kind());
  event.status = As<Status>(in.status());
  event.level = As<Level>(in.level());
  event.tier = As<CustomerTier>(in.tier());
  event.ticket = in.ticket();
  event.client = in.client();
  event.customer = in.customer();
  event.agent = in.agent();
  event.token = in.token();
  event.type = in.type();
  event.region = in.region();
  event.channel = in.channel();
  event.respond_by = in.respond_by();
  event.resolve_by = in.resolve_by();
  event.until = in.until();
  event.clock = As<Clock>(in.clock());
  event.per_mille = in.per_mille();
  event.reason = As<ReturnReason>(in.reason());
  event.decline_code = in.decline_code();
  event.result_code = in.result_code();
  event.rules_version = in.rules_version();
  event.agent_status = As<AgentStatus>(in.agent_status());
  event.catalog = As<CatalogKind>(in.catalog());
  if (in.note() != nullptr) event.note = NoteOf(*in.note());
  event.text = View(in.text());
  event.detail = in.detail();
  event.tags = in.tags();
  event.category = As<ComplaintCategory>(in.category());
  event.department = in.department();
  event.flags = in.flags();
  event.level_rule = in.level_rule();
  event.type_rule = in.type_rule();
  event.category_rule = in.category_rule();
  event.department_rule = in.department_rule();
  event.flow_rule = in.flow_rule();
  if (in.fired() != nullptr) event.fired.assign(in.fired()->begin(), in.fired()->end());
  event.article = in.article();
  event.into = in.into();
  event.scores = {in.speed(), in.professionalism(), in.resolution()};
  event.tenths = in.tenths();
  event.tenths_before = in.tenths_before();
  event.solved = As<Solved>(in.solved());
  event.origin = As<TicketOrigin>(in.origin());
  event.part = in.part();
  event.plan = in.plan();
  return event;
}

void Tell(const wire::HistoryPage& in, std::uint64_t tag, Handler& handler, ReplyCount& count) {
  HistoryInfo info;
  info.tag = tag;
  if (in.ticket() != nullptr) info.view.ticket = TicketOf(*in.ticket());
  if (in.events() != nullptr) {
    info.view.events.reserve(in.events()->size());
    for (const wire::Event* event : *in.events()) info.view.events.push_back(EventOf(*event));
  }
  if (in.clients() != nullptr) {
    for (const wire::ClientName* row : *in.clients()) {
      info.view.clients.push_back({row->client(), As<Role>(row->role()), std::string(View(row->name()))});
    }
  }
  info.view.next_seq = in.next_seq();
  info.view.complete_to = in.complete_to();
  info.view.committed_seq = in.committed_seq();
  info.view.complete_from = in.complete_from();
  info.view.masked = in.masked();
  ++count.answered;
  handler.OnHistory(info);
}

void Tell(const wire::Following& in, std::uint64_t tag, Handler& handler, ReplyCount& count) {
  ++count.answered;
  handler.OnFollowing({tag, in.partition(), in.next_seq(), in.committed_seq()});
}

void Tell(const wire::Events& in, std::uint64_t, Handler& handler, ReplyCount&) {
  EventsInfo info;
  info.view.follow = in.follow();
  if (in.events() != nullptr) {
    info.view.events.reserve(in.events()->size());
    for (const wire::Event* event : *in.events()) info.view.events.push_back(EventOf(*event));
  }
  info.view.next_seq = in.next_seq();
  info.view.committed_seq = in.committed_seq();
  info.view.gap_first_seq = in.gap_first_seq();
  handler.OnEvents(info);
}

void Tell(const wire::ClockInfo& in, std::uint64_t tag, Handler& handler, ReplyCount& count) {
  ClockInfo info{tag, in.now(), in.next_at() == 0 ? kNever : in.next_at(), TimeSource::kWall, in.stepped(), in.ahead()};
  if (in.source() == wire::TimeSource::Driven) info.source = TimeSource::kDriven;
  ++count.answered;
  handler.OnClock(info);
}

void Tell(const wire::BodyInfo& in, std::uint64_t tag, Handler& handler, ReplyCount& count) {
  BodyInfo info;
  info.tag = tag;
  info.ticket = TicketId(in.ticket());
  info.sight = in.masked() ? Sight::kMasked : Sight::kPlain;
  if (const wire::Texts* texts = in.texts()) {
    info.external_key = View(texts->external_key());
    info.customer = View(texts->customer());
    info.order = View(texts->order());
    info.title = View(texts->title());
    info.text = View(texts->text());
    info.recorded_at = View(texts->recorded_at());
  }
  ++count.answered;
  handler.OnBody(info);
}

void Tell(const wire::NamesPage& in, std::uint64_t tag, Handler& handler, ReplyCount& count) {
  NamesInfo info{tag, As<CatalogKind>(in.kind()), {}, in.more()};
  if (in.rows() != nullptr) {
    for (const wire::NamedId* row : *in.rows()) info.rows.push_back({row->id(), View(row->name()), View(row->chinese())});
  }
  ++count.answered;
  handler.OnNames(info);
}

std::vector<ArticleHit> HitsOf(const flatbuffers::Vector<flatbuffers::Offset<wire::ArticleHit>>* in) {
  std::vector<ArticleHit> hits;
  if (in == nullptr) return hits;
  hits.reserve(in->size());
  for (const wire::ArticleHit* hit : *in) {
    hits.push_back({ArticleId(hit->article()), hit->version(), As<Visibility>(hit->visibility()), std::string(View(hit->title())),
                    std::string(View(hit->excerpt()))});
  }
  return hits;
}

void Tell(const wire::Suggestions& in, std::uint64_t, Handler& handler, ReplyCount&) {
  handler.OnSuggestions({TicketId(in.ticket()), HitsOf(in.hits())});
}

void Tell(const wire::ArticleHits& in, std::uint64_t tag, Handler& handler, ReplyCount& count) {
  const ArticleHitsInfo info{tag, {HitsOf(in.hits()), in.loose(), std::string(View(in.handling()))}};
  ++count.answered;
  handler.OnArticleHits(info);
}

void Tell(const wire::ArticlesPage& in, std::uint64_t tag, Handler& handler, ReplyCount& count) {
  ArticlesInfo info{tag, {}, in.more(), ArticleId(in.next())};
  if (in.rows() != nullptr) {
    for (const wire::ArticleRow* from : *in.rows()) {
      ArticleRow& row = info.rows.emplace_back();
      row.article = ArticleId(from->article());
      row.version = from->version();
      row.visibility = As<Visibility>(from->visibility());
      row.reviewed_at = from->reviewed_at();
      row.stale_at = from->stale_at() == 0 ? kNever : from->stale_at();
      row.uses = from->uses();
      row.judged = from->judged();
      row.solved = from->solved();
      row.title = View(from->title());
      row.keywords = View(from->keywords());
      row.author = View(from->author());
      row.text = View(from->text());
      if (from->types() != nullptr) row.types.assign(from->types()->begin(), from->types()->end());
    }
  }
  ++count.answered;
  handler.OnArticles(info);
}

void Tell(const wire::PartsPage& in, std::uint64_t tag, Handler& handler, ReplyCount& count) {
  const PartsInfo info{tag, PartsIn(in.rows()), in.more(), TicketId(in.after()), in.after_part()};
  ++count.answered;
  handler.OnParts(info);
}

void Tell(const wire::PlansPage& in, std::uint64_t tag, Handler& handler, ReplyCount& count) {
  PlansInfo info{tag, {}, in.more()};
  if (in.rows() != nullptr) {
    for (const wire::PlanRow* from : *in.rows()) {
      PlanRow& row = info.rows.emplace_back();
      row.plan = from->plan();
      row.terms.customer = from->customer();
      row.terms.first_at = from->first_at();
      row.terms.type = from->type();
      row.terms.region = from->region();
      row.terms.every = from->every();
      row.terms.channel = from->channel();
      row.terms.unit = static_cast<std::uint8_t>(As<PlanUnit>(from->unit()));
      row.terms.level = static_cast<std::uint8_t>(As<Level>(from->level()));
      row.terms.tier = static_cast<std::uint8_t>(As<CustomerTier>(from->tier()));
      row.name = View(from->name());
      row.calendar = View(from->calendar());
      row.title = View(from->title());
      row.text = View(from->text());
      row.next_at = from->next_at();
      row.made = from->made();
      row.missed = from->missed();
      row.last_ticket = TicketId(from->last_ticket());
    }
  }
  ++count.answered;
  handler.OnPlans(info);
}

void Tell(const wire::FeedbackPage& in, std::uint64_t tag, Handler& handler, ReplyCount& count) {
  FeedbackInfo info{tag, {}, in.more(), TicketId(in.next())};
  if (in.rows() != nullptr) {
    for (const wire::FeedbackRow* from : *in.rows()) {
      FeedbackRow& row = info.rows.emplace_back();
      row.ticket = TicketId(from->ticket());
      row.status = As<Status>(from->status());
      row.follow_up = TicketId(from->follow_up());
      row.follow_up_status = As<Status>(from->follow_up_status());
      row.agent = AgentId(from->agent());
      row.agent_name = View(from->agent_name());
      row.at = from->at();
      row.answers = from->answers();
      row.scores = {from->speed(), from->professionalism(), from->resolution()};
      row.tenths = from->tenths();
      row.solved = As<Solved>(from->solved());
      row.flags = from->flags();
      row.reopen_until = from->reopen_until();
    }
  }
  ++count.answered;
  handler.OnFeedback(info);
}

void Tell(const wire::TransfersPage& in, std::uint64_t tag, Handler& handler, ReplyCount& count) {
  TransfersInfo info{tag, {}, in.more()};
  if (in.rows() != nullptr) {
    for (const wire::TransferRow* from : *in.rows()) {
      TransferRow& row = info.rows.emplace_back();
      row.ticket = TicketId(from->ticket());
      row.agent = AgentId(from->agent());
      row.to = AgentId(from->to());
      row.agent_name = View(from->agent_name());
      row.to_name = View(from->to_name());
      row.team = View(from->team());
      row.reason = View(from->reason());
      row.asked_at = from->asked_at();
      row.status = As<Status>(from->status());
      row.level = As<Level>(from->level());
    }
  }
  ++count.answered;
  handler.OnTransfers(info);
}

void Tell(const wire::ReviewsPage& in, std::uint64_t tag, Handler& handler, ReplyCount& count) {
  ReviewsInfo info{tag, {}, in.more()};
  if (in.rows() != nullptr) {
    for (const wire::ReviewRow* from : *in.rows()) {
      ReviewRow& row = info.rows.emplace_back();
      row.ticket = TicketId(from->ticket());
      row.agent = AgentId(from->agent());
      row.agent_name = View(from->agent_name());
      row.level = As<Level>(from->level());
      row.status = As<Status>(from->status());
      row.type = TypeId(from->type());
      row.channel = ChannelId(from->channel());
      row.waits_since = from->waits_since();
      row.respond_by = from->respond_by();
      row.resolve_by = from->resolve_by();
    }
  }
  ++count.answered;
  handler.OnReviews(info);
}

void Tell(const wire::Pong& in, std::uint64_t tag, Handler& handler, ReplyCount& count) {
  PongInfo info{tag, {}};
  if (in.bytes() != nullptr) info.bytes = {reinterpret_cast<const char*>(in.bytes()->data()), in.bytes()->size()};
  ++count.answered;
  handler.OnPong(info);
}

std::string_view HandlingIn(const wire::Offers& in, std::uint16_t type) {
  if (in.handling() == nullptr) return {};
  for (const wire::TypeHandling* row : *in.handling()) {
    if (row->type() == type) return View(row->text());
  }
  return {};
}

void Tell(const wire::Offers& in, std::uint64_t, Handler& handler, ReplyCount&) {
  if (in.items() == nullptr) return;
  for (const wire::Offer* offer : *in.items()) {
    if (offer->item() == nullptr) continue;
    handler.OnOffer({WorkOf(*offer->item()), View(offer->external_key()), View(offer->title()), View(offer->text()),
                     HandlingIn(in, offer->item()->type())});
  }
}

void Tell(const wire::Withdrawn& in, std::uint64_t, Handler& handler, ReplyCount&) {
  if (in.items() == nullptr) return;
  for (const wire::Withdrawal* item : *in.items()) {
    handler.OnWithdrawn({TicketId(item->ticket()), AgentId(item->agent()), item->token(), As<ReturnReason>(item->reason())});
  }
}

void Tell(const wire::ClockAlerts& in, std::uint64_t, Handler& handler, ReplyCount&) {
  if (in.items() == nullptr) return;
  for (const wire::ClockAlert* item : *in.items()) {
    handler.OnClockAlert({TicketId(item->ticket()), item->due(), AgentId(item->agent()), item->per_mille(), As<Clock>(item->clock()),
                          As<Level>(item->level())});
  }
}

void Tell(const wire::Alerts& in, std::uint64_t, Handler& handler, ReplyCount&) {
  if (in.items() == nullptr) return;
  for (const wire::Alert* item : *in.items()) {
    handler.OnAlert(
        {TicketId(item->ticket()), item->at(), AgentId(item->agent()), ArticleId(item->article()), As<AlertKind>(item->kind())});
  }
}

void Tell(const wire::Promises& in, std::uint64_t, Handler& handler, ReplyCount&) {
  if (in.items() == nullptr) return;
  for (const wire::ChangedPromise* item : *in.items()) {
    handler.OnPromise({TicketId(item->ticket()), item->at(), item->respond_by(), item->resolve_by(), item->promised_by()});
  }
}

void Tell(const wire::AgentStates& in, std::uint64_t, Handler& handler, ReplyCount&) {
  if (in.items() == nullptr) return;
  for (const wire::AgentState* item : *in.items()) {
    handler.OnAgentState({AgentId(item->agent()), As<AgentStatus>(item->status()), item->until()});
  }
}

void Tell(const wire::GoodBye& in, std::uint64_t, Handler& handler, ReplyCount&) {
  handler.OnGoodBye({RejectOf(in.reject()), View(in.reason()), View(in.reason_zh())});
}

// Whether the structs in a verified table lie where they may be read.
bool IsReadable(const wire::Acks& in) { return AreAligned(in.items()); }
bool IsReadable(const wire::SignedIn& in) { return AreAligned(in.work()); }
bool IsReadable(const wire::Withdrawn& in) { return AreAligned(in.items()); }
bool IsReadable(const wire::ClockAlerts& in) { return AreAligned(in.items()); }
bool IsReadable(const wire::Alerts& in) { return AreAligned(in.items()); }
bool IsReadable(const wire::Promises& in) { return AreAligned(in.items()); }
bool IsReadable(const wire::AgentStates& in) { return AreAligned(in.items()); }
bool IsReadable(const wire::Requirement* in) { return in == nullptr || AreAligned(in->skills()); }
bool IsReadable(const wire::TicketInfo& in) { return AreAligned(in.clocks()); }
bool IsReadable(const wire::TicketInfo* in) { return in == nullptr || IsReadable(*in); }
bool IsReadable(const wire::ExplainInfo& in) {
  return IsReadable(in.ticket()) && IsReadable(in.requirement()) && AreAligned(in.upcoming());
}
bool IsReadable(const wire::HistoryPage& in) { return IsReadable(in.ticket()); }
bool IsReadable(const wire::ArchivePage& in) {
  if (in.rows() == nullptr) return true;
  return std::all_of(in.rows()->begin(), in.rows()->end(), [](const wire::TicketInfo* row) { return IsReadable(row); });
}
bool IsReadable(const wire::RecordsInfo& in) { return AreAligned(in.rows()); }
bool IsReadable(const wire::AgentInfo& in) {
  return AreAligned(in.skills()) && AreAligned(in.rooms()) && AreAligned(in.work()) && AreAligned(in.excluded());
}
bool IsReadable(const wire::SaturationInfo& in) {
  if (in.groups() == nullptr) return true;
  return std::all_of(in.groups()->begin(), in.groups()->end(), [](const wire::FullGroup* row) { return IsReadable(row->requirement()); });
}
bool IsReadable(const wire::PoolPage& in) {
  if (in.rows() == nullptr) return true;
  return std::all_of(in.rows()->begin(), in.rows()->end(), [](const wire::PoolRow* row) { return IsReadable(row->requirement()); });
}
// The other tables hold no vector of structs.
template <class Table>
bool IsReadable(const Table&) {
  return true;
}

template <class Table>
ReplyCount Decode(const Frame& frame, Handler& handler) {
  ReplyCount count;
  CHECK_EQ(reinterpret_cast<std::uintptr_t>(frame.body.data()) % kFrameAlign, 0u);
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(frame.body.data());
  flatbuffers::Verifier verifier(bytes, frame.body.size(), kDepthMax, kTablesMax);
  if (!verifier.VerifyBuffer<Table>(nullptr) || !IsReadable(*flatbuffers::GetRoot<Table>(bytes))) {
    count.wrong = "the body is no well-formed table of its kind";
    return count;
  }
  Tell(*flatbuffers::GetRoot<Table>(bytes), frame.header.correlation, handler, count);
  return count;
}

}  // namespace

ReplyCount DecodeReply(const Frame& frame, Handler& handler) {
  switch (frame.kind()) {
#define TIDEGATE_REPLY_CASE_kRequest(name)
#define TIDEGATE_REPLY_CASE_kReply(name) \
  case FrameKind::k##name:               \
    return Decode<wire::name>(frame, handler);
#define TIDEGATE_REPLY_CASE_kPush(name) TIDEGATE_REPLY_CASE_kReply(name)
#define TIDEGATE_REPLY_CASE(name, number, english, direction, roles, command, bytes, doc) TIDEGATE_REPLY_CASE_##direction(name)
    TIDEGATE_FRAMES(TIDEGATE_REPLY_CASE)
#undef TIDEGATE_REPLY_CASE
#undef TIDEGATE_REPLY_CASE_kPush
#undef TIDEGATE_REPLY_CASE_kReply
#undef TIDEGATE_REPLY_CASE_kRequest
    default:
      return {0, "a request, where a reply or push belongs"};
  }
}

}  // namespace tidegate::client
