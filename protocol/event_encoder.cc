#include "protocol/event_encoder.h"

#include <vector>

#include "protocol/view_encoder.h"

namespace tidegate {

flatbuffers::Offset<wire::Event> EncodeEvent(ReplyScratch::Impl& scratch, const Event& event) {
  const auto text = scratch.Text(event.text);
  flatbuffers::Offset<flatbuffers::Vector<std::uint8_t>> fired;
  if (!event.fired.empty()) {
    fired = scratch.builder.CreateVector(reinterpret_cast<const std::uint8_t*>(event.fired.data()), event.fired.size());
  }
  wire::EventBuilder out(scratch.builder);
  out.add_seq(event.seq);
  out.add_at(event.at);
  out.add_kind(static_cast<wire::EventKind>(event.kind));
  out.add_status(static_cast<wire::Status>(event.status));
  out.add_level(static_cast<wire::Level>(event.level));
  out.add_tier(static_cast<wire::CustomerTier>(event.tier));
  out.add_ticket(event.ticket);
  out.add_client(event.client);
  out.add_customer(event.customer);
  out.add_agent(event.agent);
  out.add_token(event.token);
  out.add_type(event.type);
  out.add_region(event.region);
  out.add_channel(event.channel);
  out.add_respond_by(WireInstant(event.respond_by));
  out.add_resolve_by(WireInstant(event.resolve_by));
  out.add_until(WireInstant(event.until));
  out.add_clock(static_cast<wire::Clock>(event.clock));
  out.add_per_mille(event.per_mille);
  out.add_reason(static_cast<wire::ReturnReason>(event.reason));
  out.add_decline_code(event.decline_code);
  out.add_result_code(event.result_code);
  out.add_rules_version(event.rules_version);
  out.add_agent_status(static_cast<wire::AgentStatus>(event.agent_status));
  out.add_catalog(static_cast<wire::CatalogKind>(event.catalog));
  const wire::DecisionNote note = WireNote(event.note);
  if (event.kind == EventKind::kOffered) out.add_note(&note);
  out.add_text(text);
  out.add_detail(event.detail);
  out.add_tags(event.tags);
  out.add_category(static_cast<wire::ComplaintCategory>(event.category));
  out.add_department(event.department);
  out.add_flags(event.flags);
  out.add_level_rule(event.level_rule);
  out.add_type_rule(event.type_rule);
  out.add_category_rule(event.category_rule);
  out.add_department_rule(event.department_rule);
  out.add_flow_rule(event.flow_rule);
  out.add_fired(fired);
  out.add_article(event.article);
  out.add_into(event.into);
  out.add_speed(event.scores[0]);
  out.add_professionalism(event.scores[1]);
  out.add_resolution(event.scores[2]);
  out.add_tenths(event.tenths);
  out.add_tenths_before(event.tenths_before);
  out.add_solved(static_cast<wire::Solved>(event.solved));
  out.add_origin(static_cast<wire::TicketOrigin>(event.origin));
  out.add_part(event.part);
  out.add_plan(event.plan);
  return out.Finish();
}

namespace {

auto EncodeAll(ReplyScratch::Impl& scratch, const std::vector<Event>& list) {
  std::vector<flatbuffers::Offset<wire::Event>> events;
  events.reserve(list.size());
  for (const Event& event : list) events.push_back(EncodeEvent(scratch, event));
  return scratch.builder.CreateVector(events);
}

}  // namespace

flatbuffers::Offset<wire::HistoryPage> EncodeHistory(ReplyScratch::Impl& scratch, const HistoryView& view) {
  const auto ticket = EncodeTicket(scratch, view.ticket);
  const auto events = EncodeAll(scratch, view.events);
  std::vector<flatbuffers::Offset<wire::ClientName>> names;
  for (const ClientName& client : view.clients) {
    const auto name = scratch.builder.CreateString(client.name);
    names.push_back(wire::CreateClientName(scratch.builder, client.client, static_cast<wire::Role>(client.role), name));
  }
  const auto clients = scratch.builder.CreateVector(names);
  return wire::CreateHistoryPage(scratch.builder, ticket, events, view.next_seq, view.complete_to, view.committed_seq, view.masked,
                                 view.complete_from, clients);
}

flatbuffers::Offset<wire::Events> EncodeFeed(ReplyScratch::Impl& scratch, const FeedView& view) {
  const auto events = EncodeAll(scratch, view.events);
  return wire::CreateEvents(scratch.builder, view.follow, events, view.next_seq, view.committed_seq, view.gap_first_seq);
}

}  // namespace tidegate
