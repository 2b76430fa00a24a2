#include <flatbuffers/flatbuffers.h>

#include <algorithm>
#include <vector>

#include "core/base/check.h"
#include "protocol/client/client_codec.h"
#include "protocol/tidegate_generated.h"

namespace tidegate::client {
namespace {

using Builder = flatbuffers::FlatBufferBuilder;
template <class Table>
using Offset = flatbuffers::Offset<Table>;

wire::Level Wire(Level level) { return static_cast<wire::Level>(level); }
wire::CustomerTier Wire(CustomerTier tier) { return static_cast<wire::CustomerTier>(tier); }

Offset<flatbuffers::String> Text(Builder& builder, std::string_view text) {
  if (text.empty()) return 0;
  return builder.CreateString(text.data(), text.size());
}

Offset<flatbuffers::Vector<Offset<wire::Skill>>> Skills(Builder& builder, std::vector<Offset<wire::Skill>>& scratch,
                                                        std::span<const SkillName> skills) {
  if (skills.empty()) return 0;
  scratch.clear();
  for (const SkillName& skill : skills) scratch.push_back(wire::CreateSkill(builder, Text(builder, skill.name), skill.level));
  return builder.CreateVector(scratch);
}

Offset<flatbuffers::Vector<Offset<flatbuffers::String>>> Texts(Builder& builder, std::span<const std::string_view> texts) {
  if (texts.empty()) return 0;
  std::vector<Offset<flatbuffers::String>> offsets;
  for (const std::string_view text : texts) offsets.push_back(builder.CreateString(text.data(), text.size()));
  return builder.CreateVector(offsets);
}

// The header of a batch claims the most urgent level and the best tier in it; 0 counts as none.
void ClaimBest(std::uint8_t& so_far, std::uint8_t claim) {
  if (claim != 0 && (so_far == 0 || claim < so_far)) so_far = claim;
}

}  // namespace

struct RequestEncoder::Impl {
  template <class Table>
  void Emit(std::string& out, FrameHeader header, Offset<Table> root) {
    builder.Finish(root);
    AppendFrame(header, {reinterpret_cast<const char*>(builder.GetBufferPointer()), builder.GetSize()}, out);
    builder.Clear();
  }
  template <class Table>
  void Emit(std::string& out, FrameKind kind, std::uint64_t tag, Offset<Table> root) {
    Emit(out, FrameHeader{0, static_cast<std::uint8_t>(kind), 0, 0, 0, tag}, root);
  }

  Offset<wire::Submit> Make(const SubmitMessage& message, std::uint64_t correlation) {
    const auto external_key = Text(builder, message.external_key);
    const auto customer = Text(builder, message.customer);
    const auto order = Text(builder, message.order);
    const auto channel = Text(builder, message.channel);
    const auto type = Text(builder, message.type);
    const auto region = Text(builder, message.region);
    const auto skill_vector = Skills(builder, skills, message.skills);
    const auto title = Text(builder, message.title);
    const auto text = Text(builder, message.text);
    const auto recorded_at = Text(builder, message.recorded_at);
    const auto tags = Texts(builder, message.tags);
    return wire::CreateSubmit(builder, correlation, external_key, customer, order, channel, type, region, skill_vector, Wire(message.level),
                              Wire(message.tier), title, text, recorded_at, message.sent_at,
                              static_cast<wire::ComplaintCategory>(message.category), message.impact_people, message.impact_cents,
                              message.complexity, message.not_before, tags);
  }

  Offset<wire::Resolve> Make(const ResolveMessage& message, std::uint64_t correlation) {
    const auto solution = Text(builder, message.solution);
    return wire::CreateResolve(builder, correlation, message.request, message.agent.raw(), message.ticket.raw(), message.result_code,
                               solution, message.overdue_reason);
  }

  Offset<wire::TicketName> Make(const TicketNameMessage& message) {
    const auto number = Text(builder, message.number);
    const auto external_key = Text(builder, message.external_key);
    const auto front_end = Text(builder, message.front_end);
    return wire::CreateTicketName(builder, message.ticket.raw(), number, external_key, front_end);
  }

  Offset<wire::DeclareAgent> Make(const DeclareAgentMessage& message);

  Builder builder;
  std::vector<Offset<wire::Skill>> skills;
  std::vector<Offset<wire::Submit>> submits;
  std::vector<Offset<wire::Resolve>> resolves;
};

RequestEncoder::RequestEncoder() : impl_(std::make_unique<Impl>()) {}
RequestEncoder::~RequestEncoder() = default;

void RequestEncoder::Hello(std::string& out, const HelloMessage& message, std::uint64_t tag) {
  const auto name = Text(impl_->builder, message.name);
  const auto version = Text(impl_->builder, message.version);
  const auto workspace = Text(impl_->builder, message.workspace);
  impl_->Emit(out, FrameKind::kHello, tag,
              wire::CreateHello(impl_->builder, kProtocolVersion, static_cast<wire::Role>(message.role), name, version, workspace,
                                message.partition, message.epoch, message.credits, message.refusals == HelloMessage::Refusals::kCompact,
                                message.suggestions));
}

void RequestEncoder::Submit(std::string& out, const SubmitMessage& message, std::uint64_t tag) {
  const FrameHeader header{0,
                           static_cast<std::uint8_t>(FrameKind::kSubmit),
                           static_cast<std::uint8_t>(message.level),
                           static_cast<std::uint8_t>(message.tier),
                           0,
                           tag};
  impl_->Emit(out, header, impl_->Make(message, 0));
}

void RequestEncoder::SubmitBatch(std::string& out, std::span<const Tagged<SubmitMessage>> items) {
  CHECK_LE(items.size(), kBatchItemsMax);
  FrameHeader header{0, static_cast<std::uint8_t>(FrameKind::kSubmitBatch), 0, 0, 0, kBatchTag};
  impl_->submits.clear();
  for (const Tagged<SubmitMessage>& item : items) {
    ClaimBest(header.level, static_cast<std::uint8_t>(item.message.level));
    ClaimBest(header.tier, static_cast<std::uint8_t>(item.message.tier));
    impl_->submits.push_back(impl_->Make(item.message, item.tag));
  }
  const auto vector = impl_->builder.CreateVector(impl_->submits);
  impl_->Emit(out, header, wire::CreateSubmitBatch(impl_->builder, vector));
}

void RequestEncoder::SignIn(std::string& out, std::string_view agent, std::uint64_t last_seq, std::uint64_t request, std::uint64_t tag) {
  const auto name = Text(impl_->builder, agent);
  impl_->Emit(out, FrameKind::kSignIn, tag, wire::CreateSignIn(impl_->builder, request, name, last_seq));
}

void RequestEncoder::MessageIn(std::string& out, const MessageInMessage& message, std::uint64_t tag) {
  const auto name = impl_->Make(message.name);
  const auto text = Text(impl_->builder, message.text);
  impl_->Emit(out, FrameKind::kMessageIn, tag,
              wire::CreateMessageIn(impl_->builder, message.request, name, text, static_cast<wire::CustomerWord>(message.word)));
}

void RequestEncoder::MessageOut(std::string& out, const MessageOutMessage& message, std::uint64_t tag) {
  const auto name = impl_->Make(message.name);
  const auto text = Text(impl_->builder, message.text);
  impl_->Emit(out, FrameKind::kMessageOut, tag,
              wire::CreateMessageOut(impl_->builder, message.request, message.agent.raw(), name,
                                     static_cast<wire::MessageKind>(message.kind), text));
}

void RequestEncoder::Promise(std::string& out, const PromiseMessage& message, std::uint64_t tag) {
  const auto name = impl_->Make(message.name);
  const auto interim = Text(impl_->builder, message.interim);
  impl_->Emit(out, FrameKind::kPromise, tag,
              wire::CreatePromise(impl_->builder, message.request, message.agent.raw(), name, message.at, interim));
}

void RequestEncoder::Confirm(std::string& out, const ConfirmMessage& message, std::uint64_t tag) {
  const auto name = impl_->Make(message.name);
  impl_->Emit(out, FrameKind::kConfirm, tag, wire::CreateConfirm(impl_->builder, message.request, name));
}

void RequestEncoder::CallBack(std::string& out, const CallBackMessage& message, std::uint64_t tag) {
  const auto name = impl_->Make(message.name);
  const auto note = Text(impl_->builder, message.note);
  impl_->Emit(out, FrameKind::kCallBack, tag, wire::CreateCallBack(impl_->builder, message.request, message.agent.raw(), name, note));
}

void RequestEncoder::OverdueReason(std::string& out, const OverdueReasonMessage& message, std::uint64_t tag) {
  const auto name = impl_->Make(message.name);
  const auto text = Text(impl_->builder, message.text);
  impl_->Emit(out, FrameKind::kOverdueReason, tag,
              wire::CreateOverdueReason(impl_->builder, message.request, message.agent.raw(), name, message.reason, text));
}

void RequestEncoder::ChangeLevel(std::string& out, const ChangeLevelMessage& message, std::uint64_t tag) {
  const auto name = impl_->Make(message.name);
  const auto reason = Text(impl_->builder, message.reason);
  impl_->Emit(out, FrameKind::kChangeLevel, tag,
              wire::CreateChangeLevel(impl_->builder, message.request, name, Wire(message.level), reason));
}

void RequestEncoder::AddNote(std::string& out, const AddNoteMessage& message, std::uint64_t tag) {
  const auto name = impl_->Make(message.name);
  const auto text = Text(impl_->builder, message.text);
  impl_->Emit(
      out, FrameKind::kAddNote, tag,
      wire::CreateAddNote(impl_->builder, message.request, message.agent.raw(), name, static_cast<wire::TouchKind>(message.kind), text));
}

void RequestEncoder::Hold(std::string& out, const TicketWordMessage& message, std::uint64_t tag) {
  const auto name = impl_->Make(message.name);
  const auto reason = Text(impl_->builder, message.reason);
  impl_->Emit(out, FrameKind::kHold, tag, wire::CreateHold(impl_->builder, message.request, name, reason));
}

void RequestEncoder::Release(std::string& out, const TicketWordMessage& message, std::uint64_t tag) {
  const auto name = impl_->Make(message.name);
  impl_->Emit(out, FrameKind::kRelease, tag, wire::CreateRelease(impl_->builder, message.request, name));
}

void RequestEncoder::Cancel(std::string& out, const TicketWordMessage& message, std::uint64_t tag) {
  const auto name = impl_->Make(message.name);
  const auto reason = Text(impl_->builder, message.reason);
  impl_->Emit(out, FrameKind::kCancel, tag, wire::CreateCancel(impl_->builder, message.request, name, reason));
}

void RequestEncoder::Abandon(std::string& out, const TicketWordMessage& message, std::uint64_t tag) {
  const auto name = impl_->Make(message.name);
  impl_->Emit(out, FrameKind::kAbandon, tag, wire::CreateAbandon(impl_->builder, message.request, name));
}

void RequestEncoder::Reopen(std::string& out, const TicketWordMessage& message, std::uint64_t tag) {
  const auto name = impl_->Make(message.name);
  const auto reason = Text(impl_->builder, message.reason);
  impl_->Emit(out, FrameKind::kReopen, tag, wire::CreateReopen(impl_->builder, message.request, name, reason));
}

void RequestEncoder::Merge(std::string& out, const MergeMessage& message, std::uint64_t tag) {
  const auto name = impl_->Make(message.name);
  const auto into = impl_->Make(message.into);
  const auto reason = Text(impl_->builder, message.reason);
  impl_->Emit(out, FrameKind::kMerge, tag, wire::CreateMerge(impl_->builder, message.request, name, into, reason));
}

void RequestEncoder::Attach(std::string& out, const AttachMessage& message, std::uint64_t tag) {
  const auto name = impl_->Make(message.name);
  const auto to = impl_->Make(message.to);
  impl_->Emit(out, FrameKind::kAttach, tag, wire::CreateAttach(impl_->builder, message.request, name, to));
}

void RequestEncoder::LinkTicket(std::string& out, const LinkTicketMessage& message, std::uint64_t tag) {
  const auto name = impl_->Make(message.name);
  const auto parent = impl_->Make(message.parent);
  impl_->Emit(out, FrameKind::kLinkTicket, tag, wire::CreateLinkTicket(impl_->builder, message.request, name, parent));
}

void RequestEncoder::LinkIdentity(std::string& out, const IdentityMessage& message, std::uint64_t tag) {
  const auto customer = Text(impl_->builder, message.customer);
  const auto identity = Text(impl_->builder, message.identity);
  const auto channel = Text(impl_->builder, message.channel);
  impl_->Emit(out, FrameKind::kLinkIdentity, tag, wire::CreateLinkIdentity(impl_->builder, message.request, customer, identity, channel));
}

void RequestEncoder::UnlinkIdentity(std::string& out, const IdentityMessage& message, std::uint64_t tag) {
  const auto customer = Text(impl_->builder, message.customer);
  const auto identity = Text(impl_->builder, message.identity);
  const auto channel = Text(impl_->builder, message.channel);
  impl_->Emit(out, FrameKind::kUnlinkIdentity, tag,
              wire::CreateUnlinkIdentity(impl_->builder, message.request, customer, identity, channel));
}

void RequestEncoder::MergeCustomers(std::string& out, const MergeCustomersMessage& message, std::uint64_t tag) {
  const auto from = Text(impl_->builder, message.from);
  const auto into = Text(impl_->builder, message.into);
  impl_->Emit(out, FrameKind::kMergeCustomers, tag, wire::CreateMergeCustomers(impl_->builder, message.request, from, into));
}

void RequestEncoder::ShowCustomer(std::string& out, std::string_view customer, TicketId ticket, std::uint64_t tag) {
  const auto name = Text(impl_->builder, customer);
  impl_->Emit(out, FrameKind::kShowCustomer, tag, wire::CreateShowCustomer(impl_->builder, name, ticket.raw()));
}

void RequestEncoder::AskArchive(std::string& out, const AskArchiveMessage& message, std::uint64_t tag) {
  const auto customer = Text(impl_->builder, message.customer);
  const auto order = Text(impl_->builder, message.order);
  const bool named = message.name.ticket || !message.name.number.empty() || !message.name.external_key.empty();
  const flatbuffers::Offset<wire::TicketName> name = named ? impl_->Make(message.name) : flatbuffers::Offset<wire::TicketName>();
  impl_->Emit(out, FrameKind::kAskArchive, tag,
              wire::CreateAskArchive(impl_->builder, customer, message.customer_id.raw(), order, name, message.from, message.to,
                                     message.after.raw(), message.rows));
}

void RequestEncoder::GiveFeedback(std::string& out, const GiveFeedbackMessage& message, std::uint64_t tag) {
  const auto name = impl_->Make(message.name);
  const auto text = Text(impl_->builder, message.text);
  impl_->Emit(out, FrameKind::kGiveFeedback, tag,
              wire::CreateGiveFeedback(impl_->builder, message.request, name, message.scores[0], message.scores[1], message.scores[2],
                                       static_cast<wire::Solved>(message.solved), text));
}

void RequestEncoder::ListFeedback(std::string& out, const ListFeedbackMessage& message, std::uint64_t tag) {
  const bool named = message.name.ticket || !message.name.number.empty() || !message.name.external_key.empty();
  const flatbuffers::Offset<wire::TicketName> name = named ? impl_->Make(message.name) : flatbuffers::Offset<wire::TicketName>();
  impl_->Emit(out, FrameKind::kListFeedback, tag,
              wire::CreateListFeedback(impl_->builder, name, message.after.raw(), message.scope == FeedbackScope::kFlagged));
}

void RequestEncoder::AskTransfer(std::string& out, const AskTransferMessage& message, std::uint64_t tag) {
  const auto name = impl_->Make(message.name);
  const auto to = Text(impl_->builder, message.to);
  const auto team = Text(impl_->builder, message.team);
  const auto reason = Text(impl_->builder, message.reason);
  impl_->Emit(out, FrameKind::kAskTransfer, tag,
              wire::CreateAskTransfer(impl_->builder, message.request, message.agent.raw(), name, to, team, reason));
}

void RequestEncoder::SettleTransfer(std::string& out, const SettleTransferMessage& message, std::uint64_t tag) {
  const auto name = impl_->Make(message.name);
  const auto to = Text(impl_->builder, message.to);
  const auto team = Text(impl_->builder, message.team);
  const auto reason = Text(impl_->builder, message.reason);
  impl_->Emit(
      out, FrameKind::kSettleTransfer, tag,
      wire::CreateSettleTransfer(impl_->builder, message.request, name, static_cast<wire::TransferWord>(message.word), to, team, reason));
}

void RequestEncoder::AskPart(std::string& out, const AskPartMessage& message, std::uint64_t tag) {
  const auto name = impl_->Make(message.name);
  const auto department = Text(impl_->builder, message.department);
  const auto to = Text(impl_->builder, message.to);
  const auto text = Text(impl_->builder, message.text);
  impl_->Emit(out, FrameKind::kAskPart, tag,
              wire::CreateAskPart(impl_->builder, message.request, message.agent.raw(), name, department, to, message.due, text));
}

void RequestEncoder::AssignPart(std::string& out, const AssignPartMessage& message, std::uint64_t tag) {
  const auto name = impl_->Make(message.name);
  const auto to = Text(impl_->builder, message.to);
  impl_->Emit(out, FrameKind::kAssignPart, tag,
              wire::CreateAssignPart(impl_->builder, message.request, message.agent.raw(), name, message.part, to));
}

void RequestEncoder::ReportPart(std::string& out, const ReportPartMessage& message, std::uint64_t tag) {
  const auto name = impl_->Make(message.name);
  const auto text = Text(impl_->builder, message.text);
  impl_->Emit(out, FrameKind::kReportPart, tag,
              wire::CreateReportPart(impl_->builder, message.request, message.agent.raw(), name, message.part,
                                     static_cast<wire::PartNode>(message.node), text));
}

void RequestEncoder::ListParts(std::string& out, const ListPartsMessage& message, std::uint64_t tag) {
  const auto department = Text(impl_->builder, message.department);
  impl_->Emit(out, FrameKind::kListParts, tag,
              wire::CreateListParts(impl_->builder, message.agent.raw(), department, message.after.raw(), message.after_part));
}

void RequestEncoder::PutPlan(std::string& out, const PutPlanMessage& message, std::uint64_t tag) {
  const auto name = Text(impl_->builder, message.name);
  const auto customer = Text(impl_->builder, message.customer);
  const auto type = Text(impl_->builder, message.type);
  const auto region = Text(impl_->builder, message.region);
  const auto channel = Text(impl_->builder, message.channel);
  const auto calendar = Text(impl_->builder, message.calendar);
  const auto title = Text(impl_->builder, message.title);
  const auto text = Text(impl_->builder, message.text);
  impl_->Emit(out, FrameKind::kPutPlan, tag,
              wire::CreatePutPlan(impl_->builder, message.request, name, customer, type, region, channel,
                                  static_cast<wire::Level>(message.level), static_cast<wire::CustomerTier>(message.tier), message.first_at,
                                  message.every, static_cast<wire::PlanUnit>(message.unit), calendar, title, text));
}

void RequestEncoder::DropPlan(std::string& out, std::string_view plan, std::uint64_t request, std::uint64_t tag) {
  const auto name = Text(impl_->builder, plan);
  impl_->Emit(out, FrameKind::kDropPlan, tag, wire::CreateDropPlan(impl_->builder, request, name));
}

void RequestEncoder::ListPlans(std::string& out, std::uint32_t after, std::uint64_t tag) {
  impl_->Emit(out, FrameKind::kListPlans, tag, wire::CreateListPlans(impl_->builder, after));
}

void RequestEncoder::ListTransfers(std::string& out, TicketId after, std::uint64_t tag) {
  impl_->Emit(out, FrameKind::kListTransfers, tag, wire::CreateListTransfers(impl_->builder, after.raw()));
}

void RequestEncoder::ListReviews(std::string& out, TicketId after, std::uint64_t tag) {
  impl_->Emit(out, FrameKind::kListReviews, tag, wire::CreateListReviews(impl_->builder, after.raw()));
}

void RequestEncoder::SetStatus(std::string& out, AgentId agent, AgentStatus status, std::uint64_t request, std::uint64_t tag) {
  impl_->Emit(out, FrameKind::kSetStatus, tag,
              wire::CreateSetStatus(impl_->builder, request, agent.raw(), static_cast<wire::AgentStatus>(status)));
}

void RequestEncoder::ReviewTicket(std::string& out, TicketId ticket, ReviewWord word, std::uint64_t request, std::uint64_t tag) {
  impl_->Emit(out, FrameKind::kReviewTicket, tag,
              wire::CreateReviewTicket(impl_->builder, request, ticket.raw(), static_cast<wire::ReviewWord>(word)));
}

void RequestEncoder::Heartbeat(std::string& out) { impl_->Emit(out, FrameKind::kHeartbeat, 0, wire::CreateHeartbeat(impl_->builder)); }

void RequestEncoder::Accept(std::string& out, const AcceptMessage& message, std::uint64_t tag) {
  const wire::AcceptItem item(0, message.request, message.ticket.raw(), message.agent.raw(), message.token);
  impl_->Emit(out, FrameKind::kAccept, tag, wire::CreateAccept(impl_->builder, &item));
}

void RequestEncoder::AcceptBatch(std::string& out, std::span<const Tagged<AcceptMessage>> items) {
  CHECK_LE(items.size(), kBatchItemsMax);
  wire::AcceptItem* places = nullptr;
  const auto vector = impl_->builder.CreateUninitializedVectorOfStructs(items.size(), &places);
  for (std::size_t i = 0; i < items.size(); ++i) {
    const AcceptMessage& message = items[i].message;
    places[i] = wire::AcceptItem(items[i].tag, message.request, message.ticket.raw(), message.agent.raw(), message.token);
  }
  impl_->Emit(out, FrameKind::kAcceptBatch, kBatchTag, wire::CreateAcceptBatch(impl_->builder, vector));
}

void RequestEncoder::Decline(std::string& out, const DeclineMessage& message, std::uint64_t tag) {
  impl_->Emit(
      out, FrameKind::kDecline, tag,
      wire::CreateDecline(impl_->builder, message.request, message.agent.raw(), message.ticket.raw(), message.token, message.reason));
}

void RequestEncoder::Contact(std::string& out, AgentId agent, TicketId ticket, std::uint64_t request, std::uint64_t tag) {
  impl_->Emit(out, FrameKind::kContact, tag, wire::CreateContact(impl_->builder, request, agent.raw(), ticket.raw()));
}

void RequestEncoder::Node(std::string& out, const NodeMessage& message, std::uint64_t tag) {
  impl_->Emit(out, FrameKind::kNode, tag,
              wire::CreateNode(impl_->builder, message.request, message.agent.raw(), message.ticket.raw(),
                               static_cast<wire::Status>(message.status)));
}

void RequestEncoder::Resolve(std::string& out, const ResolveMessage& message, std::uint64_t tag) {
  impl_->Emit(out, FrameKind::kResolve, tag, impl_->Make(message, 0));
}

void RequestEncoder::ResolveBatch(std::string& out, std::span<const Tagged<ResolveMessage>> items) {
  CHECK_LE(items.size(), kBatchItemsMax);
  impl_->resolves.clear();
  for (const Tagged<ResolveMessage>& item : items) impl_->resolves.push_back(impl_->Make(item.message, item.tag));
  const auto vector = impl_->builder.CreateVector(impl_->resolves);
  impl_->Emit(out, FrameKind::kResolveBatch, kBatchTag, wire::CreateResolveBatch(impl_->builder, vector));
}

void RequestEncoder::Declare(std::string& out, CatalogKind kind, std::string_view name, std::uint64_t request, std::uint64_t tag) {
  const auto text = Text(impl_->builder, name);
  impl_->Emit(out, FrameKind::kDeclare, tag, wire::CreateDeclare(impl_->builder, request, static_cast<wire::CatalogKind>(kind), text));
}

Offset<wire::DeclareAgent> RequestEncoder::Impl::Make(const DeclareAgentMessage& message) {
  const auto name = Text(builder, message.name);
  const auto skill_vector = Skills(builder, skills, message.skills);
  const auto regions = Texts(builder, message.regions);
  const auto channels = Texts(builder, message.channels);
  const auto tiers_of = [this](std::span<const CustomerTier> tiers) -> Offset<flatbuffers::Vector<wire::CustomerTier>> {
    if (tiers.empty()) return 0;
    std::vector<wire::CustomerTier> numbers;
    for (const CustomerTier tier : tiers) numbers.push_back(Wire(tier));
    return builder.CreateVector(numbers);
  };
  const auto tier_vector = tiers_of(message.customer_tiers);
  const auto team = Text(builder, message.team);
  const auto supervisor = Text(builder, message.supervisor);
  const auto duty_supervisor = Text(builder, message.duty_supervisor);
  const auto shift = Text(builder, message.shift);
  const auto tier_hours = Text(builder, message.tier_hours);
  const auto hours_tiers = tiers_of(message.hours_tiers);
  std::vector<Offset<wire::ChannelRoom>> rooms;
  for (const ChannelRoomName& room : message.rooms) {
    rooms.push_back(wire::CreateChannelRoom(builder, Text(builder, room.channel), room.tickets_max));
  }
  Offset<flatbuffers::Vector<Offset<wire::ChannelRoom>>> room_vector = 0;
  if (!rooms.empty()) room_vector = builder.CreateVector(rooms);
  return wire::CreateDeclareAgent(builder, message.request, name, static_cast<wire::AgentTier>(message.tier), skill_vector, regions,
                                  channels, tier_vector, message.capacity, message.cost_per_hour_cents, team, supervisor, duty_supervisor,
                                  shift, tier_hours, hours_tiers, room_vector);
}

void RequestEncoder::DeclareAgent(std::string& out, const DeclareAgentMessage& message, std::uint64_t tag) {
  impl_->Emit(out, FrameKind::kDeclareAgent, tag, impl_->Make(message));
}

void RequestEncoder::DeclareAgents(std::string& out, std::span<const DeclareAgentMessage> agents, Applying applying, std::uint64_t tag) {
  std::vector<Offset<wire::DeclareAgent>> made;
  for (const DeclareAgentMessage& agent : agents) made.push_back(impl_->Make(agent));
  const auto vector = impl_->builder.CreateVector(made);
  impl_->Emit(out, FrameKind::kDeclareAgents, tag, wire::CreateDeclareAgents(impl_->builder, 0, vector, applying == Applying::kCheckOnly));
}

void RequestEncoder::RetireAgent(std::string& out, std::string_view agent, std::uint64_t request, std::uint64_t tag) {
  const auto name = Text(impl_->builder, agent);
  impl_->Emit(out, FrameKind::kRetireAgent, tag, wire::CreateRetireAgent(impl_->builder, request, name));
}

void RequestEncoder::ActivateRules(std::string& out, std::string_view source, RulesUse use, std::uint64_t request, std::uint64_t tag) {
  const auto text = Text(impl_->builder, source);
  impl_->Emit(out, FrameKind::kActivateRules, tag, wire::CreateActivateRules(impl_->builder, request, text, use == RulesUse::kTry));
}

void RequestEncoder::UndoRules(std::string& out, std::uint32_t in_force, std::uint32_t restore, std::uint64_t request, std::uint64_t tag) {
  impl_->Emit(out, FrameKind::kUndoRules, tag, wire::CreateUndoRules(impl_->builder, request, in_force, restore));
}

void RequestEncoder::ShowRules(std::string& out, std::uint32_t version, std::uint32_t offset, std::uint64_t tag) {
  impl_->Emit(out, FrameKind::kShowRules, tag, wire::CreateShowRules(impl_->builder, version, offset));
}

void RequestEncoder::ShowAgent(std::string& out, std::string_view name, std::uint64_t tag) {
  const auto text = Text(impl_->builder, name);
  impl_->Emit(out, FrameKind::kShowAgent, tag, wire::CreateShowAgent(impl_->builder, text));
}

void RequestEncoder::ListSaturated(std::string& out, AgentId after_agent, std::uint32_t from_group, std::uint64_t tag) {
  impl_->Emit(out, FrameKind::kListSaturated, tag, wire::CreateListSaturated(impl_->builder, after_agent.raw(), from_group));
}

void RequestEncoder::Query(std::string& out, const TicketNameMessage& message, std::uint64_t tag) {
  impl_->Emit(out, FrameKind::kQuery, tag, wire::CreateQuery(impl_->builder, impl_->Make(message)));
}

void RequestEncoder::Assign(std::string& out, const AssignMessage& message, std::uint64_t tag) {
  const auto name = impl_->Make(message.ticket);
  const auto agent = Text(impl_->builder, message.agent);
  impl_->Emit(out, FrameKind::kAssign, tag,
              wire::CreateAssign(impl_->builder, message.request, name, agent, message.capacity == CapacityUse::kExceed));
}

void RequestEncoder::TakeBack(std::string& out, const TicketNameMessage& message, std::uint64_t request, std::uint64_t tag) {
  const auto name = impl_->Make(message);
  impl_->Emit(out, FrameKind::kTakeBack, tag, wire::CreateTakeBack(impl_->builder, request, name));
}

void RequestEncoder::SetManager(std::string& out, const SetManagerMessage& message, std::uint64_t tag) {
  const auto customer = Text(impl_->builder, message.customer);
  const auto manager = Text(impl_->builder, message.manager);
  const auto deputy = Text(impl_->builder, message.deputy);
  impl_->Emit(out, FrameKind::kSetManager, tag, wire::CreateSetManager(impl_->builder, message.request, customer, manager, deputy));
}

void RequestEncoder::Explain(std::string& out, const TicketNameMessage& message, std::uint64_t tag) {
  impl_->Emit(out, FrameKind::kExplain, tag, wire::CreateExplain(impl_->builder, impl_->Make(message)));
}

void RequestEncoder::ListAgents(std::string& out, AgentId after, std::uint64_t tag) {
  impl_->Emit(out, FrameKind::kListAgents, tag, wire::CreateListAgents(impl_->builder, after.raw()));
}

void RequestEncoder::ListPool(std::string& out, std::uint32_t after, std::uint64_t tag) {
  impl_->Emit(out, FrameKind::kListPool, tag, wire::CreateListPool(impl_->builder, after));
}

void RequestEncoder::AskStatus(std::string& out, std::uint64_t tag) {
  impl_->Emit(out, FrameKind::kAskStatus, tag, wire::CreateAskStatus(impl_->builder));
}

void RequestEncoder::SetTime(std::string& out, Micros at, std::uint64_t tag) {
  impl_->Emit(out, FrameKind::kSetTime, tag, wire::CreateSetTime(impl_->builder, at));
}

void RequestEncoder::AskClock(std::string& out, std::uint64_t tag) {
  impl_->Emit(out, FrameKind::kAskClock, tag, wire::CreateAskClock(impl_->builder));
}

void RequestEncoder::AcceptClock(std::string& out, std::uint64_t tag) {
  impl_->Emit(out, FrameKind::kAcceptClock, tag, wire::CreateAcceptClock(impl_->builder));
}

void RequestEncoder::AskBody(std::string& out, TicketId ticket, std::uint64_t submit_seq, std::uint64_t tag, Sight sight) {
  impl_->Emit(out, FrameKind::kAskBody, tag, wire::CreateAskBody(impl_->builder, ticket.raw(), submit_seq, sight == Sight::kPlain));
}

void RequestEncoder::AskHistory(std::string& out, const TicketNameMessage& message, std::uint64_t from_seq, std::uint64_t tag,
                                Sight sight) {
  impl_->Emit(out, FrameKind::kAskHistory, tag,
              wire::CreateAskHistory(impl_->builder, impl_->Make(message), from_seq, sight == Sight::kPlain));
}

void RequestEncoder::Follow(std::string& out, const FollowMessage& message, std::uint64_t tag) {
  std::vector<wire::EventKind> kinds;
  for (const Name& row : NameTable<EventKind>::kRows) {
    if ((message.filter.kinds & FeedFilter::KindBit(static_cast<EventKind>(row.number))) != 0) {
      kinds.push_back(static_cast<wire::EventKind>(row.number));
    }
  }
  Offset<flatbuffers::Vector<wire::EventKind>> vector;
  if (!kinds.empty()) vector = impl_->builder.CreateVector(kinds);
  impl_->Emit(out, FrameKind::kFollow, tag, wire::CreateFollow(impl_->builder, message.from_seq, message.filter.ticket, vector));
}

void RequestEncoder::FeedTaken(std::string& out, std::uint64_t next_seq) {
  impl_->Emit(out, FrameKind::kFeedTaken, 0, wire::CreateFeedTaken(impl_->builder, next_seq));
}

void RequestEncoder::AskNames(std::string& out, CatalogKind kind, std::uint16_t after, std::uint64_t tag) {
  impl_->Emit(out, FrameKind::kAskNames, tag, wire::CreateAskNames(impl_->builder, static_cast<wire::CatalogKind>(kind), after));
}

void RequestEncoder::PutArticle(std::string& out, const PutArticleMessage& message, std::uint64_t tag) {
  const auto title = Text(impl_->builder, message.title);
  const auto text = Text(impl_->builder, message.text);
  const auto keywords = Text(impl_->builder, message.keywords);
  const auto types = Texts(impl_->builder, message.types);
  impl_->Emit(out, FrameKind::kPutArticle, tag,
              wire::CreatePutArticle(impl_->builder, message.request, message.article.raw(),
                                     static_cast<wire::Visibility>(message.visibility), title, text, keywords, types));
}

void RequestEncoder::ReviewArticle(std::string& out, ArticleId article, std::uint64_t request, std::uint64_t tag) {
  impl_->Emit(out, FrameKind::kReviewArticle, tag, wire::CreateReviewArticle(impl_->builder, request, article.raw()));
}

void RequestEncoder::UseArticle(std::string& out, AgentId agent, TicketId ticket, ArticleId article, std::uint64_t request,
                                std::uint64_t tag) {
  impl_->Emit(out, FrameKind::kUseArticle, tag, wire::CreateUseArticle(impl_->builder, request, agent.raw(), ticket.raw(), article.raw()));
}

void RequestEncoder::FindArticles(std::string& out, const FindArticlesMessage& message, std::uint64_t tag) {
  const auto text = Text(impl_->builder, message.text);
  const auto type = Text(impl_->builder, message.type);
  impl_->Emit(out, FrameKind::kFindArticles, tag, wire::CreateFindArticles(impl_->builder, text, message.ticket.raw(), type, message.hits));
}

void RequestEncoder::AskArticle(std::string& out, ArticleId article, std::uint64_t tag) {
  impl_->Emit(out, FrameKind::kListArticles, tag, wire::CreateListArticles(impl_->builder, article.raw()));
}

void RequestEncoder::ListArticles(std::string& out, ArticleId after, ArticleScope scope, std::uint64_t tag) {
  impl_->Emit(out, FrameKind::kListArticles, tag, wire::CreateListArticles(impl_->builder, 0, after.raw(), scope == ArticleScope::kStale));
}

void RequestEncoder::Ping(std::string& out, std::string_view bytes, std::uint64_t tag) {
  const auto vector = impl_->builder.CreateVector(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
  impl_->Emit(out, FrameKind::kPing, tag, wire::CreatePing(impl_->builder, vector));
}

}  // namespace tidegate::client
