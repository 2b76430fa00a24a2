#include "protocol/view_encoder.h"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "core/base/check.h"
#include "core/model/rule_set.h"
#include "protocol/ticket_number.h"

namespace tidegate {
namespace {

flatbuffers::Offset<wire::Requirement> EncodeRequirement(ReplyScratch::Impl& scratch, const Requirement& requirement) {
  std::array<wire::SkillLevel, kRequirementSkillsMax> skills;
  for (std::size_t i = 0; i < requirement.skill_count; ++i) {
    skills[i] = wire::SkillLevel(requirement.skills[i].skill, requirement.skills[i].level, 0);
  }
  const auto vector = scratch.builder.CreateVectorOfStructs(skills.data(), requirement.skill_count);
  return wire::CreateRequirement(scratch.builder, vector, requirement.region, requirement.channel,
                                 static_cast<wire::CustomerTier>(requirement.customer_tier), requirement.agent_tiers);
}

flatbuffers::Offset<flatbuffers::Vector<flatbuffers::Offset<wire::AgentVerdict>>> EncodeVerdicts(ReplyScratch::Impl& scratch,
                                                                                                 const std::vector<AgentVerdict>& list) {
  if (list.empty()) return 0;
  std::vector<flatbuffers::Offset<wire::AgentVerdict>> verdicts;
  verdicts.reserve(list.size());
  for (const AgentVerdict& verdict : list) {
    const auto name = scratch.Text(verdict.name);
    verdicts.push_back(wire::CreateAgentVerdict(scratch.builder, verdict.agent.raw(), name,
                                                static_cast<wire::Eligibility>(verdict.eligibility),
                                                static_cast<wire::AgentStatus>(verdict.status), verdict.load, verdict.until));
  }
  return scratch.builder.CreateVector(verdicts);
}

flatbuffers::Offset<wire::AgentRow> EncodeRow(ReplyScratch::Impl& scratch, const AgentRow& row) {
  const auto name = scratch.Text(row.name);
  return wire::CreateAgentRow(scratch.builder, row.agent.raw(), name, static_cast<wire::AgentTier>(row.tier),
                              static_cast<wire::AgentStatus>(row.status), row.offered, row.assigned, row.capacity, row.open_capacity,
                              row.resolved, row.idle_since, row.until, row.retired);
}

}  // namespace

wire::DecisionNote WireNote(const DecisionNote& note) {
  return wire::DecisionNote(note.rules_version, note.eligible, note.runner_up, static_cast<wire::Choice>(note.choice), note.load,
                            note.runner_up_load, note.by_shift, note.by_skill, note.by_region, note.by_channel, note.by_customer_tier,
                            note.by_agent_tier, note.by_capacity, note.by_decline, note.off_duty);
}

wire::WorkItem WireWorkItem(const WorkItem& item) {
  return wire::WorkItem(item.ticket, WireInstant(item.respond_by), WireInstant(item.resolve_by), item.accept_by, item.submit_seq,
                        item.agent, item.token, item.type, item.region, item.channel, static_cast<wire::Level>(item.level),
                        static_cast<wire::CustomerTier>(item.tier), static_cast<wire::Status>(item.status));
}

static_assert(2 * (kHandlingBytesMax + kHandlingEntryBytesMax) <= kFrameHandlingBytesMax);

HandlingVector EncodeHandling(ReplyScratch::Impl& scratch, const HandlingLookup* lookup, std::span<const std::uint16_t> types) {
  static_assert(kOffersPerFrameMax <= kWorkPerFrameMax);
  CHECK_LE(types.size(), kWorkPerFrameMax);
  if (lookup == nullptr || lookup->empty()) return {};
  std::array<std::uint16_t, kWorkPerFrameMax> looked_for;
  std::size_t looked_for_count = 0;
  std::array<flatbuffers::Offset<wire::TypeHandling>, kWorkPerFrameMax> items;
  std::size_t item_count = 0;
  std::size_t bytes = 0;
  for (const std::uint16_t type : types) {
    if (type == 0) continue;
    const auto looked_for_end = looked_for.begin() + static_cast<std::ptrdiff_t>(looked_for_count);
    if (std::find(looked_for.begin(), looked_for_end, type) != looked_for_end) continue;
    looked_for[looked_for_count++] = type;
    const std::string_view text = lookup->FindHandling(TypeId(type));
    if (text.empty() || bytes + text.size() + kHandlingEntryBytesMax > kFrameHandlingBytesMax) continue;
    bytes += text.size() + kHandlingEntryBytesMax;
    const auto encoded = scratch.Text(text);
    items[item_count++] = wire::CreateTypeHandling(scratch.builder, type, encoded);
  }
  return item_count == 0 ? HandlingVector() : scratch.builder.CreateVector(items.data(), item_count);
}

void EncodeSignedIn(ReplyScratch::Impl& scratch, const HandlingLookup* lookup, const SignInReply& reply, std::string& out) {
  std::span<const WorkItem> left = reply.work;
  do {
    const std::span<const WorkItem> part = left.first(std::min(left.size(), kWorkPerFrameMax));
    left = left.subspan(part.size());
    std::vector<wire::WorkItem> items;
    items.reserve(part.size());
    std::vector<std::uint16_t> types;
    types.reserve(part.size());
    for (const WorkItem& item : part) {
      items.push_back(WireWorkItem(item));
      types.push_back(item.type);
    }
    const auto work = scratch.builder.CreateVectorOfStructs(items);
    const HandlingVector handling = EncodeHandling(scratch, lookup, types);
    scratch.Emit(FrameKind::kSignedIn, reply.correlation,
                 wire::CreateSignedIn(scratch.builder, reply.seq, reply.agent, reply.capacity, work, !left.empty(), handling), out);
  } while (!left.empty());
}

namespace {

flatbuffers::Offset<flatbuffers::Vector<flatbuffers::Offset<wire::PartRow>>> EncodePartRows(ReplyScratch::Impl& scratch,
                                                                                            const std::vector<PartRow>& parts) {
  std::vector<flatbuffers::Offset<wire::PartRow>> rows;
  rows.reserve(parts.size());
  for (const PartRow& row : parts) {
    const auto agent_name = scratch.Text(row.agent_name);
    const auto asked_by_name = scratch.Text(row.asked_by_name);
    const auto text = scratch.MaskedText(row.text);
    const auto result = scratch.MaskedText(row.result);
    rows.push_back(wire::CreatePartRow(scratch.builder, row.ticket.raw(), row.part, row.department, static_cast<wire::PartNode>(row.node),
                                       row.agent.raw(), agent_name, row.asked_by.raw(), asked_by_name, row.asked_at, WireInstant(row.due),
                                       row.node_since, text, result));
  }
  return scratch.builder.CreateVector(rows);
}

}  // namespace

flatbuffers::Offset<wire::TicketInfo> EncodeTicket(ReplyScratch::Impl& scratch, const TicketView& view) {
  const auto number = scratch.Text(FormatTicketNumber(view.ticket));
  const auto agent_name = scratch.Text(view.agent_name);
  std::vector<wire::ClockRow> rows;
  rows.reserve(view.clocks.size());
  for (const ClockView& clock : view.clocks) {
    rows.emplace_back(clock.due, clock.next_at, clock.fired_per_mille, clock.next_per_mille, static_cast<wire::Clock>(clock.clock),
                      static_cast<wire::ClockState>(clock.state));
  }
  const auto clocks =
      rows.empty() ? flatbuffers::Offset<flatbuffers::Vector<const wire::ClockRow*>>(0) : scratch.builder.CreateVectorOfStructs(rows);
  flatbuffers::Offset<flatbuffers::Vector<flatbuffers::Offset<wire::PartRow>>> parts;
  if (!view.parts.empty()) parts = EncodePartRows(scratch, view.parts);
  wire::TicketInfoBuilder ticket(scratch.builder);
  ticket.add_parts(parts);
  ticket.add_clocks(clocks);
  ticket.add_overdue_reason(view.overdue_reason);
  ticket.add_ticket(view.ticket.raw());
  ticket.add_number(number);
  ticket.add_status(static_cast<wire::Status>(view.status));
  ticket.add_level(static_cast<wire::Level>(view.level));
  ticket.add_order_level(static_cast<wire::Level>(view.order_level));
  ticket.add_tier(static_cast<wire::CustomerTier>(view.tier));
  ticket.add_type(view.type.raw());
  ticket.add_region(view.region.raw());
  ticket.add_channel(view.channel.raw());
  ticket.add_agent(view.agent.raw());
  ticket.add_agent_name(agent_name);
  ticket.add_received_at(view.received_at);
  ticket.add_status_since(view.status_since);
  ticket.add_first_response_at(view.first_response_at);
  ticket.add_resolved_at(view.resolved_at);
  ticket.add_respond_by(WireInstant(view.due[static_cast<std::size_t>(Clock::kRespond)]));
  ticket.add_resolve_by(WireInstant(view.due[static_cast<std::size_t>(Clock::kResolve)]));
  ticket.add_respond_fired_per_mille(view.fired_per_mille[static_cast<std::size_t>(Clock::kRespond)]);
  ticket.add_resolve_fired_per_mille(view.fired_per_mille[static_cast<std::size_t>(Clock::kResolve)]);
  ticket.add_result_code(view.result_code);
  ticket.add_submit_seq(view.submit_seq);
  ticket.add_place(view.place);
  ticket.add_wait_ms(view.wait_ms);
  ticket.add_offers(view.offers);
  ticket.add_client(view.client);
  ticket.add_customer(view.customer);
  ticket.add_category(static_cast<wire::ComplaintCategory>(view.category));
  ticket.add_complexity(view.complexity);
  ticket.add_department(view.department);
  ticket.add_flags(view.flags);
  ticket.add_tags(view.tags);
  ticket.add_planned_until(view.planned_until);
  ticket.add_repeats(view.repeats);
  ticket.add_reopens(view.reopens);
  ticket.add_into(view.into.raw());
  ticket.add_parent(view.parent.raw());
  ticket.add_origin(static_cast<wire::TicketOrigin>(view.origin));
  return ticket.Finish();
}

flatbuffers::Offset<wire::ExplainInfo> EncodeExplain(ReplyScratch::Impl& scratch, const ExplainView& view) {
  const auto ticket = EncodeTicket(scratch, view.ticket);
  const auto requirement = EncodeRequirement(scratch, view.requirement);
  const wire::DecisionNote note = WireNote(view.note);
  std::vector<flatbuffers::Offset<wire::FiredRule>> rules;
  for (const FiredRule& rule : view.rules) {
    const auto name = scratch.Text(rule.name);
    rules.push_back(wire::CreateFiredRule(scratch.builder, static_cast<wire::RuleOutput>(rule.output), rule.place, name));
  }
  flatbuffers::Offset<flatbuffers::Vector<flatbuffers::Offset<wire::FiredRule>>> rule_vector;
  if (!rules.empty()) rule_vector = scratch.builder.CreateVector(rules);
  const auto may_have = EncodeVerdicts(scratch, view.may_have);
  const auto others = EncodeVerdicts(scratch, view.others);
  std::vector<wire::Upcoming> upcoming;
  for (const Upcoming& event : view.upcoming) {
    upcoming.emplace_back(event.at, event.agent, event.per_mille, static_cast<wire::NextEvent>(event.event),
                          static_cast<wire::Clock>(event.clock));
  }
  flatbuffers::Offset<flatbuffers::Vector<const wire::Upcoming*>> upcoming_vector;
  if (!upcoming.empty()) upcoming_vector = scratch.builder.CreateVectorOfStructs(upcoming);
  const auto excluded = [&view](Exclusion by) { return view.excluded[static_cast<std::size_t>(by)]; };
  wire::ExplainInfoBuilder explain(scratch.builder);
  explain.add_ticket(ticket);
  explain.add_requirement(requirement);
  explain.add_note(&note);
  explain.add_agents(view.agents);
  explain.add_available(view.available);
  explain.add_at_capacity(view.at_capacity);
  explain.add_off_duty(view.off_duty);
  explain.add_off_shift(view.off_shift);
  explain.add_declined(view.declined);
  explain.add_excluded_by_skill(excluded(Exclusion::kSkill));
  explain.add_excluded_by_region(excluded(Exclusion::kRegion));
  explain.add_excluded_by_channel(excluded(Exclusion::kChannel));
  explain.add_excluded_by_customer_tier(excluded(Exclusion::kCustomerTier));
  explain.add_excluded_by_agent_tier(excluded(Exclusion::kAgentTier));
  explain.add_ahead(view.ahead);
  explain.add_next(static_cast<wire::NextEvent>(view.next));
  explain.add_next_at(view.next_at);
  explain.add_next_clock(static_cast<wire::Clock>(view.next_clock));
  explain.add_next_per_mille(view.next_per_mille);
  explain.add_rules_version(view.rules_version);
  explain.add_rules(rule_vector);
  explain.add_relaxed(view.relaxed);
  explain.add_held_for(view.held_for.raw());
  explain.add_kept_for_urgent(view.kept_for_urgent);
  explain.add_may_have(may_have);
  explain.add_others(others);
  explain.add_upcoming(upcoming_vector);
  return explain.Finish();
}

flatbuffers::Offset<wire::RecordsInfo> EncodeRecords(ReplyScratch::Impl& scratch, const RecordsReply& reply) {
  std::vector<wire::RecordRow> rows;
  rows.reserve(reply.rows.size());
  for (const RecordVerdict& row : reply.rows) {
    rows.emplace_back(row.place, row.fields, static_cast<std::uint8_t>(row.reject), static_cast<std::uint8_t>(row.news));
  }
  const auto vector = scratch.builder.CreateVectorOfStructs(rows);
  return wire::CreateRecordsInfo(scratch.builder, reply.applied, vector);
}

flatbuffers::Offset<wire::AgentsPage> EncodeAgents(ReplyScratch::Impl& scratch, const AgentsReply& reply) {
  std::vector<flatbuffers::Offset<wire::AgentRow>> rows;
  rows.reserve(reply.rows.size());
  for (const AgentRow& row : reply.rows) rows.push_back(EncodeRow(scratch, row));
  const auto vector = scratch.builder.CreateVector(rows);
  return wire::CreateAgentsPage(scratch.builder, vector, reply.more);
}

flatbuffers::Offset<wire::PoolPage> EncodePool(ReplyScratch::Impl& scratch, const PoolReply& reply) {
  std::vector<flatbuffers::Offset<wire::PoolRow>> rows;
  rows.reserve(reply.rows.size());
  for (const PoolRow& row : reply.rows) {
    const auto requirement = EncodeRequirement(scratch, row.requirement);
    rows.push_back(wire::CreatePoolRow(scratch.builder, row.signature, requirement, row.waiting[0], row.waiting[1], row.waiting[2],
                                       row.waiting[3], row.eligible_on_duty, row.oldest_received_at, row.interval_ms));
  }
  const auto vector = scratch.builder.CreateVector(rows);
  return wire::CreatePoolPage(scratch.builder, vector, reply.more, reply.next);
}

namespace {

auto EncodeHitRows(ReplyScratch::Impl& scratch, const std::vector<ArticleHit>& rows) {
  std::vector<flatbuffers::Offset<wire::ArticleHit>> hits;
  hits.reserve(rows.size());
  for (const ArticleHit& hit : rows) {
    const auto title = scratch.Text(hit.title);
    const auto excerpt = scratch.Text(hit.excerpt);
    hits.push_back(wire::CreateArticleHit(scratch.builder, hit.article.raw(), hit.version, static_cast<wire::Visibility>(hit.visibility),
                                          title, excerpt));
  }
  return scratch.builder.CreateVector(hits);
}

}  // namespace

flatbuffers::Offset<wire::ArticleHits> EncodeHits(ReplyScratch::Impl& scratch, const ArticleHitsView& view) {
  const auto hits = EncodeHitRows(scratch, view.hits);
  const auto handling = scratch.Text(view.handling);
  return wire::CreateArticleHits(scratch.builder, hits, view.loose, handling);
}

flatbuffers::Offset<wire::Suggestions> EncodeSuggestions(ReplyScratch::Impl& scratch, TicketId ticket,
                                                         const std::vector<ArticleHit>& articles) {
  const auto hits = EncodeHitRows(scratch, articles);
  return wire::CreateSuggestions(scratch.builder, ticket.raw(), hits);
}

flatbuffers::Offset<wire::ArticlesPage> EncodeArticles(ReplyScratch::Impl& scratch, const ArticlesReply& reply) {
  std::vector<flatbuffers::Offset<wire::ArticleRow>> rows;
  rows.reserve(reply.rows.size());
  for (const ArticleRow& row : reply.rows) {
    const auto title = scratch.Text(row.title);
    const auto keywords = scratch.Text(row.keywords);
    const auto author = scratch.Text(row.author);
    const auto text = scratch.Text(row.text);
    flatbuffers::Offset<flatbuffers::Vector<std::uint16_t>> types = 0;
    if (!row.types.empty()) types = scratch.builder.CreateVector(row.types);
    rows.push_back(wire::CreateArticleRow(scratch.builder, row.article.raw(), row.version, static_cast<wire::Visibility>(row.visibility),
                                          row.reviewed_at, WireInstant(row.stale_at), row.uses, title, keywords, author, text, types,
                                          row.judged, row.solved));
  }
  const auto vector = scratch.builder.CreateVector(rows);
  return wire::CreateArticlesPage(scratch.builder, vector, reply.more, reply.next.raw());
}

flatbuffers::Offset<wire::AgentInfo> EncodeAgent(ReplyScratch::Impl& scratch, const AgentView& view) {
  auto& builder = scratch.builder;
  const auto row = EncodeRow(scratch, view.row);
  std::vector<wire::SkillLevel> skills;
  for (int i = 0; i < view.profile.skill_count; ++i) {
    const SkillLevel& skill = view.profile.skills[static_cast<std::size_t>(i)];
    skills.emplace_back(skill.skill, skill.level, 0);
  }
  const auto skill_vector = builder.CreateVectorOfStructs(skills);
  const auto regions = builder.CreateVector(view.profile.regions.data(), view.profile.region_count);
  const auto channels = builder.CreateVector(view.profile.channels.data(), view.profile.channel_count);
  const auto team = scratch.Text(view.team);
  const auto supervisor = scratch.Text(view.supervisor);
  const auto duty_supervisor = scratch.Text(view.duty_supervisor);
  const auto shift = scratch.Text(view.shift);
  const auto tier_hours = scratch.Text(view.tier_hours);
  std::vector<wire::ChannelLimit> rooms;
  for (const ChannelRoom& room : view.rooms) rooms.emplace_back(room.channel, room.tickets_max);
  const auto room_vector = builder.CreateVectorOfStructs(rooms);
  std::vector<wire::WorkItem> work;
  for (const WorkItem& item : view.work) work.push_back(WireWorkItem(item));
  const auto work_vector = builder.CreateVectorOfStructs(work);
  std::vector<wire::ExcludedTicket> excluded;
  for (const AgentView::Excluded& ticket : view.excluded) excluded.emplace_back(ticket.ticket.raw(), ticket.until);
  const auto excluded_vector = builder.CreateVectorOfStructs(excluded);
  return wire::CreateAgentInfo(builder, row, skill_vector, regions, channels, view.profile.customer_tiers, team, supervisor,
                               duty_supervisor, shift, tier_hours, view.hours_tiers, room_vector, view.cost_per_hour_cents, view.misses,
                               view.signed_in, view.full_since, view.ramp_next_at, work_vector, excluded_vector);
}

flatbuffers::Offset<wire::SaturationInfo> EncodeSaturation(ReplyScratch::Impl& scratch, const SaturationReply& reply) {
  std::vector<flatbuffers::Offset<wire::FullAgent>> agents;
  for (const FullAgent& agent : reply.agents) {
    const auto name = scratch.Text(agent.name);
    agents.push_back(wire::CreateFullAgent(scratch.builder, agent.agent.raw(), name, agent.units, agent.capacity, agent.since));
  }
  const auto agent_vector = scratch.builder.CreateVector(agents);
  std::vector<flatbuffers::Offset<wire::FullGroup>> groups;
  for (const FullGroup& group : reply.groups) {
    const auto requirement = EncodeRequirement(scratch, group.requirement);
    groups.push_back(wire::CreateFullGroup(scratch.builder, group.signature, requirement, group.waiting, group.on_duty, group.since));
  }
  const auto group_vector = scratch.builder.CreateVector(groups);
  return wire::CreateSaturationInfo(scratch.builder, agent_vector, group_vector, reply.watched, reply.more, reply.after_agent,
                                    reply.from_group);
}

flatbuffers::Offset<wire::RulesInfo> EncodeRules(ReplyScratch::Impl& scratch, const RulesReply& reply) {
  std::vector<flatbuffers::Offset<wire::RuleVersion>> versions;
  for (const RuleVersionRow& row : reply.versions) {
    const auto author = scratch.Text(row.author);
    versions.push_back(wire::CreateRuleVersion(scratch.builder, row.version, row.restored, static_cast<wire::RuleCause>(row.cause), row.at,
                                               row.source_bytes, author));
  }
  const auto version_vector = scratch.builder.CreateVector(versions);
  const auto part = scratch.builder.CreateVector(reinterpret_cast<const std::uint8_t*>(reply.part.data()), reply.part.size());
  return wire::CreateRulesInfo(scratch.builder, version_vector, reply.version, reply.offset, part);
}

flatbuffers::Offset<wire::PartsPage> EncodeParts(ReplyScratch::Impl& scratch, const PartsReply& reply) {
  const auto rows = EncodePartRows(scratch, reply.rows);
  return wire::CreatePartsPage(scratch.builder, rows, reply.more, reply.after.raw(), reply.after_part);
}

flatbuffers::Offset<wire::PlansPage> EncodePlans(ReplyScratch::Impl& scratch, const PlansReply& reply) {
  std::vector<flatbuffers::Offset<wire::PlanRow>> rows;
  rows.reserve(reply.rows.size());
  for (const PlanRow& row : reply.rows) {
    const auto name = scratch.Text(row.name);
    const auto calendar = scratch.Text(row.calendar);
    const auto title = scratch.MaskedText(row.title);
    const auto text = scratch.MaskedText(row.text);
    const PlanTerms& terms = row.terms;
    rows.push_back(wire::CreatePlanRow(scratch.builder, row.plan, name, terms.customer, terms.type, terms.region, terms.channel,
                                       static_cast<wire::Level>(terms.level), static_cast<wire::CustomerTier>(terms.tier), terms.first_at,
                                       terms.every, static_cast<wire::PlanUnit>(terms.unit), calendar, title, text, row.next_at, row.made,
                                       row.missed, row.last_ticket.raw()));
  }
  const auto vector = scratch.builder.CreateVector(rows);
  return wire::CreatePlansPage(scratch.builder, vector, reply.more);
}

flatbuffers::Offset<wire::TransfersPage> EncodeTransfers(ReplyScratch::Impl& scratch, const TransfersReply& reply) {
  std::vector<flatbuffers::Offset<wire::TransferRow>> rows;
  rows.reserve(reply.rows.size());
  for (const TransferRow& row : reply.rows) {
    const auto agent_name = scratch.Text(row.agent_name);
    const auto to_name = scratch.Text(row.to_name);
    const auto team = scratch.Text(row.team);
    const auto reason = scratch.MaskedText(row.reason);
    rows.push_back(wire::CreateTransferRow(scratch.builder, row.ticket.raw(), row.agent.raw(), row.to.raw(), agent_name, to_name, team,
                                           reason, row.asked_at, static_cast<wire::Status>(row.status),
                                           static_cast<wire::Level>(row.level)));
  }
  const auto vector = scratch.builder.CreateVector(rows);
  return wire::CreateTransfersPage(scratch.builder, vector, reply.more);
}

flatbuffers::Offset<wire::ReviewsPage> EncodeReviews(ReplyScratch::Impl& scratch, const ReviewsReply& reply) {
  std::vector<flatbuffers::Offset<wire::ReviewRow>> rows;
  rows.reserve(reply.rows.size());
  for (const ReviewRow& row : reply.rows) {
    const auto agent_name = scratch.Text(row.agent_name);
    rows.push_back(wire::CreateReviewRow(scratch.builder, row.ticket.raw(), row.agent.raw(), agent_name,
                                         static_cast<wire::Level>(row.level), static_cast<wire::Status>(row.status), row.type.raw(),
                                         row.channel.raw(), row.waits_since, WireInstant(row.respond_by), WireInstant(row.resolve_by)));
  }
  const auto vector = scratch.builder.CreateVector(rows);
  return wire::CreateReviewsPage(scratch.builder, vector, reply.more);
}

flatbuffers::Offset<wire::FeedbackPage> EncodeFeedback(ReplyScratch::Impl& scratch, const FeedbackReply& reply) {
  std::vector<flatbuffers::Offset<wire::FeedbackRow>> rows;
  rows.reserve(reply.rows.size());
  for (const FeedbackRow& row : reply.rows) {
    const auto agent_name = scratch.Text(row.agent_name);
    rows.push_back(wire::CreateFeedbackRow(scratch.builder, row.ticket.raw(), static_cast<wire::Status>(row.status), row.follow_up.raw(),
                                           static_cast<wire::Status>(row.follow_up_status), row.agent.raw(), agent_name, row.at,
                                           row.answers, row.scores[0], row.scores[1], row.scores[2], row.tenths,
                                           static_cast<wire::Solved>(row.solved), row.flags, row.reopen_until));
  }
  const auto vector = scratch.builder.CreateVector(rows);
  return wire::CreateFeedbackPage(scratch.builder, vector, reply.more, reply.next.raw());
}

flatbuffers::Offset<wire::StatusInfo> EncodeStatus(ReplyScratch::Impl& scratch, const StatusView& view, Durability durability,
                                                   std::string_view server, const ProjectionView& projection, const SpaceView& space) {
  const auto server_text = scratch.Text(server);
  return wire::CreateStatusInfo(
      scratch.builder, view.now, view.seq, view.rules_version, view.open, view.open_max, view.recent, view.agenda, view.pooled[0],
      view.pooled[1], view.pooled[2], view.pooled[3], view.offered, view.assigned, view.overdue, view.agents, view.agents_online,
      view.submitted_total, view.assigned_total, view.resolved_total, view.recents_evicted_total, static_cast<wire::Durability>(durability),
      server_text, view.declines_unremembered_total, static_cast<wire::ProjectionState>(projection.state), projection.projected_seq,
      projection.lag_ms, static_cast<wire::SpaceMark>(view.space_mark), space.used_bytes, space.budget_bytes, view.calendars_until,
      view.to_review, view.to_review_total, view.reviewed_total, view.redirected_total, view.closed_total, view.closed_unconfirmed_total,
      view.cancelled_total, view.merged_total, view.abandoned_total, view.reopened_total, view.brought_total, view.repeats_total);
}

}  // namespace tidegate
