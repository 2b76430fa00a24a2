// Encoders of the larger replies: snapshots, tickets, pages. Pure; they build in the thread's scratch. Sees FlatBuffers: for the encoder
// only.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/model/output.h"
#include "protocol/handling_lookup.h"
#include "protocol/reply_scratch.h"
#include "protocol/tidegate_generated.h"

namespace tidegate {

// On the wire 0 stands for an instant that never comes.
constexpr Micros WireInstant(Micros at) { return at == kNever ? 0 : at; }

wire::WorkItem WireWorkItem(const WorkItem& item);
wire::DecisionNote WireNote(const DecisionNote& note);
// The templates of these types, each once, in their order, as far as a frame has room; null = there is none. `lookup` may be nullptr.
using HandlingVector = flatbuffers::Offset<flatbuffers::Vector<flatbuffers::Offset<wire::TypeHandling>>>;
HandlingVector EncodeHandling(ReplyScratch::Impl& scratch, const HandlingLookup* lookup, std::span<const std::uint16_t> types);
// In as many SignedIn frames as its work needs, each with the templates of its types.
void EncodeSignedIn(ReplyScratch::Impl& scratch, const HandlingLookup* lookup, const SignInReply& reply, std::string& out);
flatbuffers::Offset<wire::TicketInfo> EncodeTicket(ReplyScratch::Impl& scratch, const TicketView& view);
flatbuffers::Offset<wire::ExplainInfo> EncodeExplain(ReplyScratch::Impl& scratch, const ExplainView& view);
flatbuffers::Offset<wire::AgentsPage> EncodeAgents(ReplyScratch::Impl& scratch, const AgentsReply& reply);
flatbuffers::Offset<wire::RecordsInfo> EncodeRecords(ReplyScratch::Impl& scratch, const RecordsReply& reply);
flatbuffers::Offset<wire::PoolPage> EncodePool(ReplyScratch::Impl& scratch, const PoolReply& reply);
flatbuffers::Offset<wire::ArticleHits> EncodeHits(ReplyScratch::Impl& scratch, const ArticleHitsView& view);
flatbuffers::Offset<wire::Suggestions> EncodeSuggestions(ReplyScratch::Impl& scratch, TicketId ticket, const std::vector<ArticleHit>& hits);
flatbuffers::Offset<wire::CustomerInfo> EncodeCustomer(ReplyScratch::Impl& scratch, const CustomerView& view);
flatbuffers::Offset<wire::ArchivePage> EncodeArchive(ReplyScratch::Impl& scratch, const ArchiveView& view);
flatbuffers::Offset<wire::PartsPage> EncodeParts(ReplyScratch::Impl& scratch, const PartsReply& reply);
flatbuffers::Offset<wire::PlansPage> EncodePlans(ReplyScratch::Impl& scratch, const PlansReply& reply);
flatbuffers::Offset<wire::FeedbackPage> EncodeFeedback(ReplyScratch::Impl& scratch, const FeedbackReply& reply);
flatbuffers::Offset<wire::TransfersPage> EncodeTransfers(ReplyScratch::Impl& scratch, const TransfersReply& reply);
flatbuffers::Offset<wire::ReviewsPage> EncodeReviews(ReplyScratch::Impl& scratch, const ReviewsReply& reply);
flatbuffers::Offset<wire::ArticlesPage> EncodeArticles(ReplyScratch::Impl& scratch, const ArticlesReply& reply);
flatbuffers::Offset<wire::AgentInfo> EncodeAgent(ReplyScratch::Impl& scratch, const AgentView& view);
flatbuffers::Offset<wire::SaturationInfo> EncodeSaturation(ReplyScratch::Impl& scratch, const SaturationReply& reply);
flatbuffers::Offset<wire::RulesInfo> EncodeRules(ReplyScratch::Impl& scratch, const RulesReply& reply);
flatbuffers::Offset<wire::StatusInfo> EncodeStatus(ReplyScratch::Impl& scratch, const StatusView& view, Durability durability,
                                                   std::string_view server, const ProjectionView& projection, const SpaceView& space);

}  // namespace tidegate
