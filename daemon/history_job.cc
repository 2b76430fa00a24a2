#include "daemon/history_job.h"

#include "daemon/feed_job.h"

namespace tidegate {
namespace {

TicketView ViewOf(const ProjectedTicket& ticket) {
  TicketView view;
  view.ticket = TicketId(ticket.ticket);
  view.key = ticket.key;
  view.client = ticket.client;
  view.customer = ticket.customer;
  view.status = static_cast<Status>(ticket.status);
  view.level = static_cast<Level>(ticket.level);
  view.order_level = static_cast<Level>(ticket.order_level);
  view.tier = static_cast<CustomerTier>(ticket.tier);
  view.type = TypeId(ticket.type);
  view.region = RegionId(ticket.region);
  view.channel = ChannelId(ticket.channel);
  view.agent = AgentId(ticket.agent);
  view.received_at = ticket.received_at;
  view.status_since = ticket.status_since;
  view.first_response_at = ticket.first_response_at;
  view.resolved_at = ticket.resolved_at;
  view.due = ticket.due;
  view.fired_per_mille = ticket.fired_per_mille;
  view.result_code = ticket.result_code;
  view.submit_seq = ticket.submit_seq;
  view.offers = ticket.offers;
  view.reopens = ticket.reopens;
  view.origin = static_cast<TicketOrigin>(ticket.origin);
  view.parent = TicketId(ticket.parent);
  return view;
}

}  // namespace

HistoryAnswer AnswerOf(const HistoryPage& page, Role role, Sight sight) {
  HistoryAnswer answer;
  answer.view.complete_from = page.complete_from;
  if (!page.ticket) return answer;
  answer.kind = HistoryAnswer::Kind::kFound;
  answer.view.ticket = ViewOf(*page.ticket);
  answer.view.next_seq = page.next_seq;
  answer.view.complete_to = page.complete_to;
  answer.view.committed_seq = page.committed_seq;
  answer.view.masked = sight == Sight::kMasked;
  answer.view.clients = page.clients;
  answer.view.events.reserve(page.entries.size());
  for (const HistoryEntry& entry : page.entries) {
    std::optional<Event> event = EventOf(entry.change, entry.seq, entry.at);
    if (!event) continue;
    MaskFor(role, sight, *event);
    answer.view.events.push_back(*std::move(event));
  }
  return answer;
}

HistoryAnswer AnswerOf(const ArchiveRows& page) {
  HistoryAnswer answer;
  answer.kind = HistoryAnswer::Kind::kTickets;
  answer.tickets.next = page.next;
  answer.tickets.complete_to = page.complete_to;
  answer.tickets.committed_seq = page.committed_seq;
  answer.tickets.complete_from = page.complete_from;
  answer.tickets.rows.reserve(page.rows.size());
  for (const ProjectedTicket& ticket : page.rows) answer.tickets.rows.push_back(ViewOf(ticket));
  return answer;
}

}  // namespace tidegate
