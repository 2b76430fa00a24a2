// Customers and pages of the archive as tables of the schema.
#include <vector>

#include "protocol/view_encoder.h"

namespace tidegate {

flatbuffers::Offset<wire::CustomerInfo> EncodeCustomer(ReplyScratch::Impl& scratch, const CustomerView& view) {
  std::vector<flatbuffers::Offset<wire::IdentityRow>> identities;
  identities.reserve(view.identities.size());
  for (const IdentityRow& row : view.identities) {
    identities.push_back(wire::CreateIdentityRow(scratch.builder, row.identity.raw(), row.channel.raw(), row.since, row.merged != 0));
  }
  std::vector<flatbuffers::Offset<wire::MatterRow>> matters;
  matters.reserve(view.matters.size());
  for (const MatterRow& row : view.matters) {
    matters.push_back(wire::CreateMatterRow(scratch.builder, row.ticket.raw(), static_cast<wire::Status>(row.status), row.type.raw(),
                                            static_cast<wire::ComplaintCategory>(row.category), row.contact_at));
  }
  const auto last_agent = scratch.Text(view.last_agent_name);
  const auto manager = scratch.Text(view.manager_name);
  const auto deputy = scratch.Text(view.deputy_name);
  const auto identity_vector = scratch.builder.CreateVector(identities);
  const auto matter_vector = scratch.builder.CreateVector(matters);
  return wire::CreateCustomerInfo(scratch.builder, view.customer.raw(), view.known != 0, view.contact_at, view.last_agent.raw(),
                                  view.manager.raw(), view.deputy.raw(), last_agent, manager, deputy, identity_vector, matter_vector);
}

flatbuffers::Offset<wire::ArchivePage> EncodeArchive(ReplyScratch::Impl& scratch, const ArchiveView& view) {
  std::vector<flatbuffers::Offset<wire::TicketInfo>> rows;
  rows.reserve(view.rows.size());
  for (const TicketView& row : view.rows) rows.push_back(EncodeTicket(scratch, row));
  const auto vector = scratch.builder.CreateVector(rows);
  return wire::CreateArchivePage(scratch.builder, vector, view.next.raw(), view.complete_to, view.committed_seq, view.complete_from);
}

}  // namespace tidegate
