#include "protocol/server_codec.h"

#include <flatbuffers/flatbuffers.h>

#include <algorithm>
#include <new>

#include "core/base/check.h"
#include "protocol/field_checker.h"
#include "protocol/struct_vector.h"
#include "protocol/submit_decoder.h"
#include "protocol/ticket_number.h"
#include "protocol/tidegate_generated.h"

namespace tidegate {
namespace {

// FlatBuffers' own bounds allow a million tables: a hostile frame could keep a thread busy (design.md 7). The largest honest frames are an
// agent with kProfileSkillsMax skills and a full batch with kRequirementSkillsMax each; some room above lets one too many be named.
constexpr flatbuffers::uoffset_t kDepthMax = 8;
constexpr flatbuffers::uoffset_t kTablesMax = kProfileSkillsMax + 32;
constexpr flatbuffers::uoffset_t kBatchTablesMax = 1 + kBatchItemsMax * (2 + kRequirementSkillsMax);
constexpr flatbuffers::uoffset_t kRecordsTablesMax = 1 + kRecordsAtOnceMax * (2 + kProfileSkillsMax + kChannelRoomsMax);
static_assert(kRecordsAtOnceMax <= kBatchItemsMax);

constexpr std::uint32_t kDeskCredits = 32;  // design.md 3
static_assert(kDeskCredits <= kCreditsMax);

template <class Table>
const Table* Verified(const Frame& frame) {
  CHECK_EQ(reinterpret_cast<std::uintptr_t>(frame.body.data()) % kFrameAlign, 0u);
  const bool batch = FrameInfo(frame.kind()).body_bytes_max > kFrameBodyBytesMax || frame.kind() == FrameKind::kAcceptBatch;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(frame.body.data());
  const bool records = frame.kind() == FrameKind::kDeclareAgents;
  flatbuffers::Verifier verifier(bytes, frame.body.size(), kDepthMax, records ? kRecordsTablesMax : batch ? kBatchTablesMax : kTablesMax);
  if (!verifier.VerifyBuffer<Table>(nullptr)) return nullptr;
  return flatbuffers::GetRoot<Table>(bytes);
}

std::string RolesText(std::uint8_t roles) {
  std::string text;
  for (const Name& row : NameTable<Role>::kRows) {
    if ((roles & RoleBit(static_cast<Role>(row.number))) == 0) continue;
    if (!text.empty()) text += ", ";
    text += row.english;
  }
  return text;
}

// Decodes the frame given at construction; one call of Run.
class Decoder {
 public:
  Decoder(const Frame& frame, const SessionIdentity& identity, const CatalogNames& names, const KeyHasher& hasher, CommandArena& arena,
          std::vector<Command>& out)
      : frame_(frame), info_(FrameInfo(frame.kind())), identity_(identity), names_(names), hasher_(hasher), arena_(arena), out_(out) {}

  DecodeResult Run() {
    FieldChecker frame_checker;
    CheckHeader(frame_checker);
    if (!frame_checker.ok()) {
      Refuse(frame_.header.correlation, frame_checker);
    } else {
      Dispatch();
    }
    return std::move(result_);
  }

 private:
  void CheckHeader(FieldChecker& checker) {
    const FrameHeader& header = frame_.header;
    if (header.flags != 0) checker.Refuse(Reject::kMalformed, "header.flags", std::to_string(header.flags) + "; must be 0");
    if (!IsSubmitLane(frame_.kind()) && (header.level != 0 || header.tier != 0)) {
      checker.Refuse(Reject::kMalformed, "header.level", "only submits claim a level and a tier; both must be 0");
    }
    if (frame_.kind() == FrameKind::kHello) checker.Refuse(Reject::kMalformed, "", "a second hello on this session");
    if ((info_.roles & RoleBit(identity_.role)) == 0) {
      checker.Refuse(
          Reject::kNotAllowed, "",
          std::string(info_.name) + " is for " + RolesText(info_.roles) + "; this session is " + std::string(EnglishName(identity_.role)));
    }
  }

  void Dispatch() {
    switch (frame_.kind()) {
      case FrameKind::kSubmit:
        return One<wire::Submit>([this](const wire::Submit& in, FieldChecker& checker) {
          CheckClaims(in.level(), in.tier(), checker);
          Decoded(in, checker);
        });
      case FrameKind::kSubmitBatch:
        return DecodeSubmitBatch();
      case FrameKind::kSignIn:
        return One<wire::SignIn>([this](const wire::SignIn& in, FieldChecker& checker) {
          const std::string_view agent = checker.RequiredText(in.agent(), "agent", kNameBytesMax);
          if (checker.ok()) Add(frame_.header.correlation, in.request(), SignIn{arena_.Store(agent)});
        });
      case FrameKind::kSetStatus:
        return One<wire::SetStatus>([this](const wire::SetStatus& in, FieldChecker& checker) { Decoded(in, checker); });
      case FrameKind::kHeartbeat:
        result_.own = HeartbeatRequest{};
        return;
      case FrameKind::kAccept:
        return One<wire::Accept>([this](const wire::Accept& in, FieldChecker& checker) {
          if (in.item() == nullptr) return checker.Refuse(Reject::kMissingField, "item", "absent");
          Decoded(*in.item(), frame_.header.correlation, checker);
        });
      case FrameKind::kAcceptBatch:
        return Batch<wire::AcceptBatch>(
            [this](const wire::AcceptItem& in, FieldChecker& checker) { Decoded(in, in.correlation(), checker); });
      case FrameKind::kDecline:
        return One<wire::Decline>([this](const wire::Decline& in, FieldChecker& checker) {
          const Decline body{AgentId(checker.Required(in.agent(), "agent")), TicketId(checker.Required(in.ticket(), "ticket")), in.token(),
                             in.reason()};
          if (checker.ok()) Add(frame_.header.correlation, in.request(), body);
        });
      case FrameKind::kContact:
        return One<wire::Contact>([this](const wire::Contact& in, FieldChecker& checker) {
          const ReportContact body{AgentId(checker.Required(in.agent(), "agent")), TicketId(checker.Required(in.ticket(), "ticket"))};
          if (checker.ok()) Add(frame_.header.correlation, in.request(), body);
        });
      case FrameKind::kNode:
        return One<wire::Node>([this](const wire::Node& in, FieldChecker& checker) { Decoded(in, checker); });
      case FrameKind::kResolve:
        return One<wire::Resolve>(
            [this](const wire::Resolve& in, FieldChecker& checker) { Decoded(in, frame_.header.correlation, checker); });
      case FrameKind::kResolveBatch:
        return Batch<wire::ResolveBatch>(
            [this](const wire::Resolve& in, FieldChecker& checker) { Decoded(in, in.correlation(), checker); });
      case FrameKind::kDeclare:
        return One<wire::Declare>([this](const wire::Declare& in, FieldChecker& checker) {
          const auto kind = checker.RequiredListed<CatalogKind>(static_cast<std::uint8_t>(in.kind()), "kind");
          const std::string_view name = checker.RequiredText(in.name(), "name", kNameBytesMax);
          if (checker.ok()) Add(frame_.header.correlation, in.request(), Declare{kind, arena_.Store(name)});
        });
      case FrameKind::kDeclareAgent:
        return One<wire::DeclareAgent>([this](const wire::DeclareAgent& in, FieldChecker& checker) { Decoded(in, checker); });
      case FrameKind::kDeclareAgents:
        return One<wire::DeclareAgents>([this](const wire::DeclareAgents& in, FieldChecker& checker) { Decoded(in, checker); });
      case FrameKind::kActivateRules:
        return One<wire::ActivateRules>([this](const wire::ActivateRules& in, FieldChecker& checker) {
          const std::string_view source = checker.RequiredText(in.source(), "source", kRulesSourceBytesMax);
          if (checker.ok())
            result_.own = RulesRequest{CallerOf(frame_.header.correlation, in.request()), source, identity_.name,
                                       in.dry_run() ? RulesUse::kTry : RulesUse::kActivate};
        });
      case FrameKind::kUndoRules:
        return One<wire::UndoRules>([this](const wire::UndoRules& in, FieldChecker& checker) {
          const UndoRules body{checker.Required(in.in_force(), "in_force"), in.restore(), {}};
          if (checker.ok()) {
            Add(frame_.header.correlation, in.request(), UndoRules{body.in_force, body.restore, arena_.Store(identity_.name)});
          }
        });
      case FrameKind::kShowRules:
        return One<wire::ShowRules>([this](const wire::ShowRules& in, FieldChecker& checker) {
          if (checker.ok()) Add(frame_.header.correlation, 0, ShowRules{in.version(), in.offset()});
        });
      case FrameKind::kShowAgent:
        return One<wire::ShowAgent>([this](const wire::ShowAgent& in, FieldChecker& checker) {
          const std::string_view name = checker.RequiredText(in.name(), "name", kNameBytesMax);
          if (checker.ok()) Add(frame_.header.correlation, 0, ShowAgent{arena_.Store(name)});
        });
      case FrameKind::kListSaturated:
        return One<wire::ListSaturated>([this](const wire::ListSaturated& in, FieldChecker& checker) {
          if (checker.ok()) Add(frame_.header.correlation, 0, ListSaturated{AgentId(in.after_agent()), in.from_group()});
        });
      case FrameKind::kQuery:
        return One<wire::Query>([this](const wire::Query& in, FieldChecker& checker) {
          FindTicket body;
          NameOf(in.name(), checker, body.ticket, body.key);
          if (checker.ok()) Add(frame_.header.correlation, 0, body);
        });
      case FrameKind::kExplain:
        return One<wire::Explain>([this](const wire::Explain& in, FieldChecker& checker) {
          ExplainTicket body;
          NameOf(in.name(), checker, body.ticket, body.key);
          if (checker.ok()) Add(frame_.header.correlation, 0, body);
        });
      case FrameKind::kAssign:
        return One<wire::Assign>([this](const wire::Assign& in, FieldChecker& checker) {
          Assign body;
          NameOf(in.name(), checker, body.ticket, body.key);
          body.agent = checker.RequiredText(in.agent(), "agent", kNameBytesMax);
          body.capacity = in.over_capacity() ? CapacityUse::kExceed : CapacityUse::kWithin;
          if (!checker.ok()) return;
          body.agent = arena_.Store(body.agent);
          Add(frame_.header.correlation, in.request(), body);
        });
      case FrameKind::kTakeBack:
        return One<wire::TakeBack>([this](const wire::TakeBack& in, FieldChecker& checker) {
          TakeBack body;
          NameOf(in.name(), checker, body.ticket, body.key);
          if (checker.ok()) Add(frame_.header.correlation, in.request(), body);
        });
      case FrameKind::kSetManager:
        return One<wire::SetManager>([this](const wire::SetManager& in, FieldChecker& checker) {
          SetManager body;
          const std::string_view customer = checker.RequiredText(in.customer(), "customer", kKeyBytesMax);
          body.manager = checker.Text(in.manager(), "manager", kNameBytesMax);
          body.deputy = checker.Text(in.deputy(), "deputy", kNameBytesMax);
          if (!checker.ok()) return;
          body.customer = hasher_.Customer(identity_.workspace, customer);
          body.manager = arena_.Store(body.manager);
          body.deputy = arena_.Store(body.deputy);
          Add(frame_.header.correlation, in.request(), body);
        });
      case FrameKind::kAttach:
        return One<wire::Attach>([this](const wire::Attach& in, FieldChecker& checker) {
          Attach body;
          NameOf(in.name(), checker, body.ticket, body.key);
          NameOf(in.to(), checker, body.to, body.to_key);
          if (checker.ok()) Add(frame_.header.correlation, in.request(), body);
        });
      case FrameKind::kLinkTicket:
        return One<wire::LinkTicket>([this](const wire::LinkTicket& in, FieldChecker& checker) {
          LinkTicket body;
          NameOf(in.name(), checker, body.ticket, body.key);
          NameOf(in.parent(), checker, body.parent, body.parent_key);
          if (checker.ok()) Add(frame_.header.correlation, in.request(), body);
        });
      case FrameKind::kLinkIdentity:
        return One<wire::LinkIdentity>([this](const wire::LinkIdentity& in, FieldChecker& checker) {
          LinkIdentity body;
          if (IdentityIn(in, checker, body)) Add(frame_.header.correlation, in.request(), body);
        });
      case FrameKind::kUnlinkIdentity:
        return One<wire::UnlinkIdentity>([this](const wire::UnlinkIdentity& in, FieldChecker& checker) {
          UnlinkIdentity body;
          if (IdentityIn(in, checker, body)) Add(frame_.header.correlation, in.request(), body);
        });
      case FrameKind::kMergeCustomers:
        return One<wire::MergeCustomers>([this](const wire::MergeCustomers& in, FieldChecker& checker) {
          MergeCustomers body;
          body.from = CustomerIn(in.from(), "from", checker);
          body.into = CustomerIn(in.into(), "into", checker);
          if (checker.ok()) Add(frame_.header.correlation, in.request(), body);
        });
      case FrameKind::kShowCustomer:
        return One<wire::ShowCustomer>([this](const wire::ShowCustomer& in, FieldChecker& checker) {
          ShowCustomer body;
          if (in.ticket() == 0) body.customer = CustomerIn(in.customer(), "customer", checker);
          body.ticket = TicketId(in.ticket());
          if (checker.ok()) Add(frame_.header.correlation, 0, body);
        });
      case FrameKind::kAskArchive:
        return One<wire::AskArchive>([this](const wire::AskArchive& in, FieldChecker& checker) { Decoded(in, checker); });
      case FrameKind::kListAgents:
        return One<wire::ListAgents>(
            [this](const wire::ListAgents& in, FieldChecker&) { Add(frame_.header.correlation, 0, ListAgents{AgentId(in.after())}); });
      case FrameKind::kListPool:
        return One<wire::ListPool>(
            [this](const wire::ListPool& in, FieldChecker&) { Add(frame_.header.correlation, 0, ListPool{in.after()}); });
      case FrameKind::kSetTime:
        return One<wire::SetTime>([this](const wire::SetTime& in, FieldChecker& checker) {
          const Micros at = checker.Required(in.at(), "at");
          if (checker.ok() && at < 0) checker.Refuse(Reject::kMalformed, "at", std::to_string(at) + "; a time since 1970 is wanted");
          if (checker.ok()) Add(frame_.header.correlation, 0, SetTime{at});
        });
      case FrameKind::kAskClock:
        return Add(frame_.header.correlation, 0, AskClock{});
      case FrameKind::kAcceptClock:
        return Add(frame_.header.correlation, 0, AskClock{ClockWord::kAcceptStep});
      case FrameKind::kReviewTicket:
        return One<wire::ReviewTicket>([this](const wire::ReviewTicket& in, FieldChecker& checker) {
          const ReviewTicket body{TicketId(checker.Required(in.ticket(), "ticket")),
                                  checker.RequiredListed<ReviewWord>(static_cast<std::uint8_t>(in.word()), "word")};
          if (checker.ok()) Add(frame_.header.correlation, in.request(), body);
        });
      case FrameKind::kAskStatus:
        return Add(frame_.header.correlation, 0, AskStatus{});
      case FrameKind::kAskBody:
        return One<wire::AskBody>([this](const wire::AskBody& in, FieldChecker& checker) {
          const TicketId ticket(checker.Required(in.ticket(), "ticket"));
          const Sight sight = SightOf(in.unmask(), checker);
          if (checker.ok()) result_.own = BodyRequest{ticket, in.submit_seq(), sight};
        });
      case FrameKind::kAskNames:
        return One<wire::AskNames>([this](const wire::AskNames& in, FieldChecker& checker) {
          const auto kind = checker.RequiredListed<CatalogKind>(static_cast<std::uint8_t>(in.kind()), "kind");
          if (checker.ok()) result_.own = NamesRequest{kind, in.after()};
        });
      case FrameKind::kAskHistory:
        return One<wire::AskHistory>([this](const wire::AskHistory& in, FieldChecker& checker) {
          HistoryRequest request;
          NameOf(in.name(), checker, request.ticket, request.key);
          request.from_seq = in.from_seq();
          request.sight = SightOf(in.unmask(), checker);
          if (checker.ok()) result_.own = request;
        });
      case FrameKind::kMessageIn:
        return One<wire::MessageIn>([this](const wire::MessageIn& in, FieldChecker& checker) {
          MessageIn body;
          NameOf(in.name(), checker, body.ticket, body.key);
          body.text = checker.RequiredText(in.text(), "text", kTextBytesMax);
          body.word = checker.Listed<CustomerWord>(static_cast<std::uint8_t>(in.word()), "word");
          AddTalk(in.request(), body, body.text, checker);
        });
      case FrameKind::kMessageOut:
        return One<wire::MessageOut>([this](const wire::MessageOut& in, FieldChecker& checker) {
          MessageOut body{.agent = AgentId(in.agent()), .ticket = TicketOf(in.name(), checker)};
          body.kind = checker.RequiredListed<MessageKind>(static_cast<std::uint8_t>(in.kind()), "kind");
          body.text = checker.RequiredText(in.text(), "text", kTextBytesMax);
          AddTalk(in.request(), body, body.text, checker);
        });
      case FrameKind::kPromise:
        return One<wire::Promise>([this](const wire::Promise& in, FieldChecker& checker) {
          Promise body{.agent = AgentId(in.agent()), .ticket = TicketOf(in.name(), checker)};
          body.at = checker.Required(in.at(), "at");
          body.interim = checker.Text(in.interim(), "interim", kTextBytesMax);
          AddTalk(in.request(), body, body.interim, checker);
        });
      case FrameKind::kConfirm:
        return One<wire::Confirm>([this](const wire::Confirm& in, FieldChecker& checker) {
          Confirm body;
          NameOf(in.name(), checker, body.ticket, body.key);
          if (checker.ok()) Add(frame_.header.correlation, in.request(), body);
        });
      case FrameKind::kCallBack:
        return One<wire::CallBack>([this](const wire::CallBack& in, FieldChecker& checker) {
          RecordCallBack body{.agent = AgentId(in.agent()), .ticket = TicketOf(in.name(), checker)};
          body.note = checker.Text(in.note(), "note", kTextBytesMax);
          AddTalk(in.request(), body, body.note, checker);
        });
      case FrameKind::kOverdueReason:
        return One<wire::OverdueReason>([this](const wire::OverdueReason& in, FieldChecker& checker) {
          SetOverdueReason body{.agent = AgentId(in.agent()), .ticket = TicketOf(in.name(), checker)};
          body.reason = checker.Required(in.reason(), "reason");
          body.text = checker.Text(in.text(), "text", kTextBytesMax);
          AddTalk(in.request(), body, body.text, checker);
        });
      case FrameKind::kChangeLevel:
        return One<wire::ChangeLevel>([this](const wire::ChangeLevel& in, FieldChecker& checker) {
          ChangeLevel body{.ticket = TicketOf(in.name(), checker)};
          body.level = checker.RequiredListed<Level>(static_cast<std::uint8_t>(in.level()), "level");
          body.reason = checker.RequiredText(in.reason(), "reason", kTextBytesMax);
          AddTalk(in.request(), body, body.reason, checker);
        });
      case FrameKind::kAddNote:
        return One<wire::AddNote>([this](const wire::AddNote& in, FieldChecker& checker) {
          AddNote body{.agent = AgentId(in.agent()), .ticket = TicketOf(in.name(), checker)};
          body.kind = checker.RequiredListed<TouchKind>(static_cast<std::uint8_t>(in.kind()), "kind");
          body.text = checker.Text(in.text(), "text", kTextBytesMax);
          AddTalk(in.request(), body, body.text, checker);
        });
      case FrameKind::kHold:
        return One<wire::Hold>([this](const wire::Hold& in, FieldChecker& checker) {
          Hold body;
          NameOf(in.name(), checker, body.ticket, body.key);
          body.reason = checker.RequiredText(in.reason(), "reason", kTextBytesMax);
          AddTalk(in.request(), body, body.reason, checker);
        });
      case FrameKind::kRelease:
        return One<wire::Release>([this](const wire::Release& in, FieldChecker& checker) {
          Release body;
          NameOf(in.name(), checker, body.ticket, body.key);
          if (checker.ok()) Add(frame_.header.correlation, in.request(), body);
        });
      case FrameKind::kCancel:
        return One<wire::Cancel>([this](const wire::Cancel& in, FieldChecker& checker) {
          Cancel body;
          NameOf(in.name(), checker, body.ticket, body.key);
          body.reason = checker.Text(in.reason(), "reason", kTextBytesMax);
          AddTalk(in.request(), body, body.reason, checker);
        });
      case FrameKind::kAbandon:
        return One<wire::Abandon>([this](const wire::Abandon& in, FieldChecker& checker) {
          Abandon body;
          NameOf(in.name(), checker, body.ticket, body.key);
          if (checker.ok()) Add(frame_.header.correlation, in.request(), body);
        });
      case FrameKind::kMerge:
        return One<wire::Merge>([this](const wire::Merge& in, FieldChecker& checker) {
          Merge body;
          NameOf(in.name(), checker, body.ticket, body.key);
          if (checker.ok()) NameOf(in.into(), checker, body.into, body.into_key);
          body.reason = checker.Text(in.reason(), "reason", kTextBytesMax);
          AddTalk(in.request(), body, body.reason, checker);
        });
      case FrameKind::kReopen:
        return One<wire::Reopen>([this](const wire::Reopen& in, FieldChecker& checker) {
          Reopen body;
          NameOf(in.name(), checker, body.ticket, body.key);
          body.reason = checker.Text(in.reason(), "reason", kTextBytesMax);
          AddTalk(in.request(), body, body.reason, checker);
        });
      case FrameKind::kAskTransfer:
        return One<wire::AskTransfer>([this](const wire::AskTransfer& in, FieldChecker& checker) {
          AskTransfer body{.agent = AgentId(checker.Required(in.agent(), "agent")), .ticket = TicketOf(in.name(), checker)};
          body.to = checker.Text(in.to(), "to", kNameBytesMax);
          body.team = checker.Text(in.team(), "team", kNameBytesMax);
          body.reason = checker.RequiredText(in.reason(), "reason", kTransferReasonBytesMax);
          AddTransfer(in.request(), body, checker);
        });
      case FrameKind::kSettleTransfer:
        return One<wire::SettleTransfer>([this](const wire::SettleTransfer& in, FieldChecker& checker) {
          SettleTransfer body;
          NameOf(in.name(), checker, body.ticket, body.key);
          body.word = checker.RequiredListed<TransferWord>(static_cast<std::uint8_t>(in.word()), "word");
          body.to = checker.Text(in.to(), "to", kNameBytesMax);
          body.team = checker.Text(in.team(), "team", kNameBytesMax);
          body.reason = checker.Text(in.reason(), "reason", kTransferReasonBytesMax);
          AddTransfer(in.request(), body, checker);
        });
      case FrameKind::kAskPart:
        return One<wire::AskPart>([this](const wire::AskPart& in, FieldChecker& checker) {
          AskPart body{.agent = AgentId(in.agent()), .ticket = TicketOf(in.name(), checker)};
          body.department = static_cast<std::uint8_t>(RequiredId(in.department(), "department", CatalogKind::kDepartment, checker));
          body.to = checker.Text(in.to(), "to", kNameBytesMax);
          body.due = in.due();
          body.text = checker.RequiredText(in.text(), "text", kPartTextBytesMax);
          if (!checker.ok()) return;
          body.to = arena_.Store(body.to);
          body.text = arena_.Store(body.text);
          Add(frame_.header.correlation, in.request(), body);
        });
      case FrameKind::kAssignPart:
        return One<wire::AssignPart>([this](const wire::AssignPart& in, FieldChecker& checker) {
          AssignPart body{.agent = AgentId(in.agent()), .ticket = TicketOf(in.name(), checker)};
          body.part = checker.Required(in.part(), "part");
          body.to = checker.Text(in.to(), "to", kNameBytesMax);
          AddTalk(in.request(), body, body.to, checker);
        });
      case FrameKind::kReportPart:
        return One<wire::ReportPart>([this](const wire::ReportPart& in, FieldChecker& checker) {
          ReportPart body{.agent = AgentId(in.agent()), .ticket = TicketOf(in.name(), checker)};
          body.part = checker.Required(in.part(), "part");
          body.node = checker.RequiredListed<PartNode>(static_cast<std::uint8_t>(in.node()), "node");
          body.text = checker.Text(in.text(), "text", kPartTextBytesMax);
          AddTalk(in.request(), body, body.text, checker);
        });
      case FrameKind::kListParts:
        return One<wire::ListParts>([this](const wire::ListParts& in, FieldChecker& checker) {
          ListParts body{.agent = AgentId(in.agent()), .after = TicketId(in.after()), .after_part = in.after_part()};
          body.department = static_cast<std::uint8_t>(checker.NamedId(in.department(), "department", CatalogKind::kDepartment, names_));
          if (checker.ok()) Add(frame_.header.correlation, 0, body);
        });
      case FrameKind::kPutPlan:
        return One<wire::PutPlan>([this](const wire::PutPlan& in, FieldChecker& checker) { Decoded(in, checker); });
      case FrameKind::kDropPlan:
        return One<wire::DropPlan>([this](const wire::DropPlan& in, FieldChecker& checker) {
          DropPlan body{checker.RequiredText(in.name(), "name", kNameBytesMax)};
          AddTalk(in.request(), body, body.name, checker);
        });
      case FrameKind::kListPlans:
        return One<wire::ListPlans>(
            [this](const wire::ListPlans& in, FieldChecker&) { Add(frame_.header.correlation, 0, ListPlans{in.after()}); });
      case FrameKind::kGiveFeedback:
        return One<wire::GiveFeedback>([this](const wire::GiveFeedback& in, FieldChecker& checker) {
          GiveFeedback body{.scores = {in.speed(), in.professionalism(), in.resolution()}, .solved = static_cast<Solved>(in.solved())};
          NameOf(in.name(), checker, body.ticket, body.key);
          body.text = checker.Text(in.text(), "text", kFeedbackTextBytesMax);
          AddTalk(in.request(), body, body.text, checker);
        });
      case FrameKind::kListFeedback:
        return One<wire::ListFeedback>([this](const wire::ListFeedback& in, FieldChecker& checker) {
          ListFeedback body{.after = TicketId(in.after()), .scope = in.flagged() ? FeedbackScope::kFlagged : FeedbackScope::kAll};
          if (in.name() != nullptr) NameOf(in.name(), checker, body.ticket, body.key);
          if (checker.ok()) Add(frame_.header.correlation, 0, body);
        });
      case FrameKind::kListTransfers:
        return One<wire::ListTransfers>([this](const wire::ListTransfers& in, FieldChecker&) {
          Add(frame_.header.correlation, 0, ListTransfers{TicketId(in.after())});
        });
      case FrameKind::kFollow:
        return One<wire::Follow>([this](const wire::Follow& in, FieldChecker& checker) {
          FollowRequest request{in.from_seq(), {in.ticket(), 0}};
          if (in.kinds() != nullptr) {
            for (const auto number : *in.kinds()) {
              const auto kind = checker.RequiredListed<EventKind>(static_cast<std::uint8_t>(number), "kinds");
              if (!checker.ok()) return;
              request.filter.kinds |= FeedFilter::KindBit(kind);
            }
          }
          result_.own = request;
        });
      case FrameKind::kFeedTaken:
        return One<wire::FeedTaken>([this](const wire::FeedTaken& in, FieldChecker&) { result_.own = FeedTakenRequest{in.next_seq()}; });
      case FrameKind::kPutArticle:
        return One<wire::PutArticle>([this](const wire::PutArticle& in, FieldChecker& checker) { Decoded(in, checker); });
      case FrameKind::kReviewArticle:
        return One<wire::ReviewArticle>([this](const wire::ReviewArticle& in, FieldChecker& checker) {
          const ArticleId article(checker.Required(in.article(), "article"));
          if (checker.ok()) Add(frame_.header.correlation, in.request(), ReviewArticle{article});
        });
      case FrameKind::kUseArticle:
        return One<wire::UseArticle>([this](const wire::UseArticle& in, FieldChecker& checker) {
          const UseArticle body{AgentId(checker.Required(in.agent(), "agent")), TicketId(checker.Required(in.ticket(), "ticket")),
                                ArticleId(checker.Required(in.article(), "article"))};
          if (checker.ok()) Add(frame_.header.correlation, in.request(), body);
        });
      case FrameKind::kListArticles:
        return One<wire::ListArticles>([this](const wire::ListArticles& in, FieldChecker&) {
          Add(frame_.header.correlation, 0,
              ListArticles{ArticleId(in.article()), ArticleId(in.after()), in.stale() ? ArticleScope::kStale : ArticleScope::kAll});
        });
      case FrameKind::kFindArticles:
        return One<wire::FindArticles>([this](const wire::FindArticles& in, FieldChecker& checker) { Decoded(in, checker); });
      case FrameKind::kPing:
        return One<wire::Ping>([this](const wire::Ping& in, FieldChecker& checker) {
          const std::size_t size = in.bytes() == nullptr ? 0 : in.bytes()->size();
          if (size > kPingBytesMax) {
            return checker.Refuse(Reject::kMalformed, "bytes", std::to_string(size) + " bytes; at most " + std::to_string(kPingBytesMax));
          }
          result_.own =
              PingRequest{size == 0 ? std::string_view() : std::string_view(reinterpret_cast<const char*>(in.bytes()->data()), size)};
        });
      default:
        CHECK_EQ(static_cast<int>(frame_.header.kind), -1);  // ReadFrame gives requests of the table only, CheckHeader refuses a hello
    }
  }

  // A frame with one request in it.
  template <class Table, class Decode>
  void One(Decode decode) {
    FieldChecker checker;
    if (const Table* table = Verified<Table>(frame_)) {
      decode(*table, checker);
    } else {
      RefuseStructure(checker);
    }
    if (!checker.ok()) Refuse(frame_.header.correlation, checker);
  }

  // A frame with many; each is refused on its own. One refused as a whole is answered with the correlation of the frame.
  template <class Table, class Decode>
  void Batch(Decode decode) {
    Batch<Table>(decode, [](const Table&) {});
  }
  template <class Table, class Decode, class Prepare>
  void Batch(Decode decode, Prepare prepare) {
    FieldChecker whole;
    const Table* table = Verified<Table>(frame_);
    if (table == nullptr || !AreAligned(table->items())) {
      RefuseStructure(whole);
    } else if (table->items() == nullptr || table->items()->size() == 0) {
      whole.Refuse(Reject::kMissingField, "items", "absent or empty");
    } else if (table->items()->size() > kBatchItemsMax) {
      whole.Refuse(Reject::kMalformed, "items",
                   std::to_string(table->items()->size()) + " items; at most " + std::to_string(kBatchItemsMax));
    }
    if (!whole.ok()) return Refuse(frame_.header.correlation, whole);
    prepare(*table);
    for (const auto* item : *table->items()) {
      FieldChecker checker;
      decode(*item, checker);
      if (!checker.ok()) Refuse(item->correlation(), checker);
    }
  }

  void RefuseStructure(FieldChecker& checker) {
    checker.Refuse(Reject::kMalformed, "",
                   "the body of " + std::to_string(frame_.body.size()) + " bytes is no well-formed table " + std::string(info_.table));
  }

  // A batch claims the most urgent level and the best tier of its items: what admission has to reckon with.
  void DecodeSubmitBatch() {
    std::uint8_t level = 0;
    std::uint8_t tier = 0;
    const auto best = [](std::uint8_t& so_far, std::uint8_t claim) {
      if (claim != 0 && (so_far == 0 || claim < so_far)) so_far = claim;
    };
    const auto prepare = [&](const wire::SubmitBatch& table) {
      for (const wire::Submit* item : *table.items()) {
        best(level, static_cast<std::uint8_t>(item->level()));
        best(tier, static_cast<std::uint8_t>(item->tier()));
      }
    };
    Batch<wire::SubmitBatch>(
        [&](const wire::Submit& in, FieldChecker& checker) {
          CheckClaims(static_cast<wire::Level>(level), static_cast<wire::CustomerTier>(tier), checker);
          Decoded(in, checker);
        },
        prepare);
  }

  void CheckClaims(wire::Level level, wire::CustomerTier tier, FieldChecker& checker) {
    if (static_cast<std::uint8_t>(level) != frame_.header.level) {
      checker.Refuse(
          Reject::kMalformed, "level",
          std::to_string(static_cast<int>(level)) + " in the body, " + std::to_string(frame_.header.level) + " in the frame header");
    }
    if (static_cast<std::uint8_t>(tier) != frame_.header.tier) {
      checker.Refuse(
          Reject::kMalformed, "tier",
          std::to_string(static_cast<int>(tier)) + " in the body, " + std::to_string(frame_.header.tier) + " in the frame header");
    }
  }

  void Decoded(const wire::Submit& in, FieldChecker& checker) {
    Command& command = out_.emplace_back();
    command.caller = CallerOf(frame_.kind() == FrameKind::kSubmitBatch ? in.correlation() : frame_.header.correlation, 0);
    if (!DecodeSubmit(in, identity_, names_, hasher_, arena_, checker, command.body.emplace<Submit>())) out_.pop_back();
  }

  void Decoded(const wire::SetStatus& in, FieldChecker& checker) {
    const AgentId agent(checker.Required(in.agent(), "agent"));
    const auto status = static_cast<AgentStatus>(in.status());
    if (status != AgentStatus::kOnline && status != AgentStatus::kBusy && status != AgentStatus::kBreak &&
        status != AgentStatus::kOffline) {
      checker.Refuse(Reject::kMalformed, "status",
                     std::to_string(static_cast<int>(status)) + "; a desk may set offline, online, busy, break");
    }
    if (checker.ok()) Add(frame_.header.correlation, in.request(), SetAgentStatus{agent, status});
  }

  void Decoded(const wire::AcceptItem& in, std::uint64_t correlation, FieldChecker& checker) {
    const Accept body{AgentId(checker.Required(in.agent(), "agent")), TicketId(checker.Required(in.ticket(), "ticket")), in.token()};
    if (checker.ok()) Add(correlation, in.request(), body);
  }

  void Decoded(const wire::Node& in, FieldChecker& checker) {
    const AgentId agent(checker.Required(in.agent(), "agent"));
    const TicketId ticket(checker.Required(in.ticket(), "ticket"));
    const auto status = checker.RequiredListed<Status>(static_cast<std::uint8_t>(in.status()), "status");
    if (checker.ok() && (status < Status::kToContact || status > Status::kWaitingDepartment)) {
      checker.Refuse(Reject::kMalformed, "status",
                     std::string(EnglishName(status)) +
                         " is no node; to-contact, in-progress, to-reply, waiting-for-customer and waiting-for-department are");
    }
    if (checker.ok()) Add(frame_.header.correlation, in.request(), ReportNode{agent, ticket, status});
  }

  void Decoded(const wire::Resolve& in, std::uint64_t correlation, FieldChecker& checker) {
    Resolve body;
    body.agent = AgentId(checker.Required(in.agent(), "agent"));
    body.ticket = TicketId(checker.Required(in.ticket(), "ticket"));
    body.result_code = checker.Required(in.result_code(), "result_code");
    body.solution = checker.RequiredText(in.solution(), "solution", kTextBytesMax);
    if (!checker.ok()) return;
    body.solution = arena_.Store(body.solution);
    body.overdue_reason = in.overdue_reason();
    Add(correlation, in.request(), body);
  }

  void Decoded(const wire::DeclareAgent& in, FieldChecker& checker) {
    DeclareAgent body;
    ReadRecord(in, checker, body);
    if (checker.ok()) Add(frame_.header.correlation, in.request(), body);
  }

  void Decoded(const wire::DeclareAgents& in, FieldChecker& checker) {
    const auto* agents = in.agents();
    if (agents == nullptr || agents->size() == 0) return checker.Refuse(Reject::kMissingField, "agents", "absent or empty");
    if (agents->size() > kRecordsAtOnceMax) {
      return checker.Refuse(Reject::kMalformed, "agents",
                            std::to_string(agents->size()) + " agents; at most " + std::to_string(kRecordsAtOnceMax) + " at once");
    }
    auto* bodies = reinterpret_cast<DeclareAgent*>(arena_.Allocate(agents->size() * sizeof(DeclareAgent)));
    std::size_t count = 0;
    for (const wire::DeclareAgent* agent : *agents) ReadRecord(*agent, checker, *new (bodies + count++) DeclareAgent{});
    if (!checker.ok()) return;
    Add(frame_.header.correlation, in.request(),
        DeclareAgents{.agents = {bodies, count}, .applying = in.check_only() ? Applying::kCheckOnly : Applying::kApply});
  }

  // A record into memory of the arena; nothing in it is good when the checker found something.
  void ReadRecord(const wire::DeclareAgent& in, FieldChecker& checker, DeclareAgent& body) {
    auto* profile = new (arena_.Allocate(sizeof(Profile))) Profile{};
    body.profile = profile;
    body.name = checker.RequiredText(in.name(), "name", kNameBytesMax);
    body.capacity = checker.Required(in.capacity(), "capacity");
    body.cost_per_hour_cents = in.cost_per_hour_cents();
    profile->tier = static_cast<std::uint8_t>(checker.RequiredListed<AgentTier>(static_cast<std::uint8_t>(in.tier()), "tier"));
    profile->skill_count = DecodeSkills(in.skills(), names_, checker, profile->skills.data(), kProfileSkillsMax);
    profile->region_count = DecodeList(in.regions(), "regions", CatalogKind::kRegion, checker, profile->regions.data(), kProfileRegionsMax);
    profile->channel_count =
        DecodeList(in.channels(), "channels", CatalogKind::kChannel, checker, profile->channels.data(), kProfileChannelsMax);
    profile->customer_tiers = DecodeTiers(in.customer_tiers(), "customer_tiers", checker);
    body.team = checker.Text(in.team(), "team", kNameBytesMax);
    body.supervisor = checker.Text(in.supervisor(), "supervisor", kNameBytesMax);
    body.duty_supervisor = checker.Text(in.duty_supervisor(), "duty_supervisor", kNameBytesMax);
    body.shift = checker.Text(in.shift(), "shift", kNameBytesMax);
    body.tier_hours = checker.Text(in.tier_hours(), "tier_hours", kNameBytesMax);
    body.hours_tiers = DecodeTiers(in.hours_tiers(), "hours_tiers", checker);
    if ((body.hours_tiers != 0) != !body.tier_hours.empty()) {
      checker.Refuse(Reject::kMissingField, body.tier_hours.empty() ? "tier_hours" : "hours_tiers", "the two go together");
    }
    DecodeRooms(in.rooms(), checker, body);
    if (!checker.ok()) return;
    Canonicalize(*profile);
    for (std::string_view* text : {&body.name, &body.team, &body.supervisor, &body.duty_supervisor, &body.shift, &body.tier_hours}) {
      *text = arena_.Store(*text);
    }
  }

  std::uint8_t DecodeTiers(const flatbuffers::Vector<wire::CustomerTier>* in, std::string_view field, FieldChecker& checker) {
    std::uint8_t mask = 0;
    if (in == nullptr) return mask;
    for (const auto tier : *in) {
      const auto listed = checker.RequiredListed<CustomerTier>(static_cast<std::uint8_t>(tier), field);
      mask |= static_cast<std::uint8_t>(1u << static_cast<unsigned>(listed));
    }
    return mask;
  }

  void DecodeRooms(const flatbuffers::Vector<flatbuffers::Offset<wire::ChannelRoom>>* in, FieldChecker& checker, DeclareAgent& body) {
    if (in == nullptr) return;
    if (in->size() > kChannelRoomsMax) {
      return checker.Refuse(Reject::kMalformed, "rooms",
                            std::to_string(in->size()) + " rooms; at most " + std::to_string(kChannelRoomsMax));
    }
    for (const wire::ChannelRoom* room : *in) {
      const std::uint16_t channel = checker.NamedId(room->channel(), "rooms.channel", CatalogKind::kChannel, names_);
      if (room->channel() == nullptr || room->channel()->size() == 0)
        checker.Refuse(Reject::kMissingField, "rooms.channel", "absent or empty");
      const std::uint16_t tickets_max = checker.Required(room->tickets_max(), "rooms.tickets_max");
      body.rooms[body.room_count++] = {static_cast<std::uint8_t>(channel), 0, tickets_max};
    }
  }

  void Decoded(const wire::PutArticle& in, FieldChecker& checker) {
    ArticleText text;
    const auto visibility = checker.RequiredListed<Visibility>(static_cast<std::uint8_t>(in.visibility()), "visibility");
    text.title = checker.RequiredText(in.title(), "title", kTitleBytesMax);
    text.text = checker.RequiredText(in.text(), "text", kTextBytesMax);
    text.keywords = checker.Text(in.keywords(), "keywords", kKeywordsBytesMax);
    text.author = identity_.name;
    std::array<std::uint16_t, kArticleTypesMax> types;
    const std::size_t count = DecodeList(in.types(), "types", CatalogKind::kType, checker, types.data(), types.size());
    text.types.assign(types.begin(), types.begin() + static_cast<std::ptrdiff_t>(count));
    if (!checker.ok()) return;
    std::sort(text.types.begin(), text.types.end());
    text.types.erase(std::unique(text.types.begin(), text.types.end()), text.types.end());
    Add(frame_.header.correlation, in.request(), PutArticle{ArticleId(in.article()), visibility, arena_.Store(EncodeArticle(text))});
  }

  void Decoded(const wire::FindArticles& in, FieldChecker& checker) {
    ArticlesRequest request;
    request.text = checker.Text(in.text(), "text", kQuestionBytesMax);
    request.type = TypeId(checker.NamedId(in.type(), "type", CatalogKind::kType, names_));
    request.ticket = TicketId(in.ticket());
    if (!checker.ok()) return;
    if (request.text.empty() == !request.ticket) {
      return checker.Refuse(request.text.empty() ? Reject::kMissingField : Reject::kMalformed, "text", "give either words or a ticket");
    }
    request.hits_max = in.hits() != 0 ? in.hits() : request.ticket ? kHitsOfTicketUsual : kHitsUsual;
    if (request.hits_max > kHitsMax) {
      return checker.Refuse(Reject::kMalformed, "hits", std::to_string(request.hits_max) + "; at most " + std::to_string(kHitsMax));
    }
    result_.own = request;
  }

  // The number of a name that has to be given.
  std::uint16_t RequiredId(const flatbuffers::String* in, std::string_view field, CatalogKind kind, FieldChecker& checker) {
    if (in == nullptr || in->size() == 0) {
      checker.Refuse(Reject::kMissingField, field, "absent or empty");
      return 0;
    }
    return checker.NamedId(in, field, kind, names_);
  }

  void Decoded(const wire::PutPlan& in, FieldChecker& checker) {
    PutPlan body;
    body.texts.name = checker.RequiredText(in.name(), "name", kNameBytesMax);
    const std::string_view customer = checker.Text(in.customer(), "customer", kKeyBytesMax);
    body.terms.type = RequiredId(in.type(), "type", CatalogKind::kType, checker);
    body.terms.region = checker.NamedId(in.region(), "region", CatalogKind::kRegion, names_);
    body.terms.channel = static_cast<std::uint8_t>(RequiredId(in.channel(), "channel", CatalogKind::kChannel, checker));
    if (in.level() != wire::Level::None) {
      body.terms.level = static_cast<std::uint8_t>(checker.RequiredListed<Level>(static_cast<std::uint8_t>(in.level()), "level"));
    }
    if (in.tier() != wire::CustomerTier::None) {
      body.terms.tier = static_cast<std::uint8_t>(checker.RequiredListed<CustomerTier>(static_cast<std::uint8_t>(in.tier()), "tier"));
    }
    body.terms.first_at = checker.Required(in.first_at(), "first_at");
    body.terms.every = checker.Required(in.every(), "every");
    body.terms.unit = static_cast<std::uint8_t>(checker.RequiredListed<PlanUnit>(static_cast<std::uint8_t>(in.unit()), "unit"));
    if (checker.ok() && body.terms.every > kPlanEveryMax) {
      checker.Refuse(Reject::kMalformed, "every", std::to_string(body.terms.every) + "; at most " + std::to_string(kPlanEveryMax));
    }
    body.texts.calendar = checker.Text(in.calendar(), "calendar", kNameBytesMax);
    body.texts.title = checker.RequiredText(in.title(), "title", kTitleBytesMax);
    body.texts.text = checker.Text(in.text(), "text", kPlanTextBytesMax);
    if (!checker.ok()) return;
    if (!customer.empty()) body.terms.customer = hasher_.Customer(identity_.workspace, customer).raw();
    for (std::string_view* text : {&body.texts.name, &body.texts.calendar, &body.texts.title, &body.texts.text})
      *text = arena_.Store(*text);
    Add(frame_.header.correlation, in.request(), body);
  }

  template <class Raw>
  std::uint8_t DecodeList(const flatbuffers::Vector<flatbuffers::Offset<flatbuffers::String>>* in, std::string_view field, CatalogKind kind,
                          FieldChecker& checker, Raw* out, std::size_t count_max) {
    if (in == nullptr) return 0;
    if (in->size() > count_max) {
      checker.Refuse(Reject::kMalformed, field, std::to_string(in->size()) + " names; at most " + std::to_string(count_max));
      return 0;
    }
    std::uint8_t count = 0;
    for (const flatbuffers::String* name : *in) {
      const std::uint16_t id = checker.NamedId(name, field, kind, names_);
      if (name->size() == 0) checker.Refuse(Reject::kMissingField, field, "an empty name");
      out[count++] = static_cast<Raw>(id);
    }
    return count;
  }

  void NameOf(const wire::TicketName* in, FieldChecker& checker, TicketId& ticket, KeyHash& key) {
    if (in == nullptr) return checker.Refuse(Reject::kMissingField, "name", "absent");
    const std::string_view number = checker.Text(in->number(), "name.number", kKeyBytesMax);
    const std::string_view external_key = checker.Text(in->external_key(), "name.external_key", kKeyBytesMax);
    const std::string_view front_end = checker.Text(in->front_end(), "name.front_end", kNameBytesMax);
    if (!checker.ok()) return;
    const int given = (in->ticket() != 0 ? 1 : 0) + (number.empty() ? 0 : 1) + (external_key.empty() ? 0 : 1);
    if (given != 1) {
      return checker.Refuse(given == 0 ? Reject::kMissingField : Reject::kMalformed, "name",
                            "give one of ticket, number, external_key; " + std::to_string(given) + " were given");
    }
    ticket = TicketId(in->ticket());
    if (!number.empty()) {
      const auto parsed = ParseTicketNumber(number, identity_.partition);
      if (!parsed)
        return checker.Refuse(Reject::kMalformed, "name.number", "\"" + std::string(number) + "\" is no number like CS20261121000042");
      ticket = *parsed;
    }
    if (!external_key.empty()) {
      key = hasher_.ExternalKey(front_end.empty() ? identity_.scope : hasher_.Scope(identity_.workspace, front_end), external_key);
    }
  }

  CustomerId CustomerIn(const flatbuffers::String* in, std::string_view field, FieldChecker& checker) {
    const std::string_view name = checker.RequiredText(in, field, kKeyBytesMax);
    return checker.ok() ? hasher_.Customer(identity_.workspace, name) : CustomerId();
  }

  // A link or its end. False: refused.
  template <class Table, class Body>
  bool IdentityIn(const Table& in, FieldChecker& checker, Body& body) {
    body.customer = CustomerIn(in.customer(), "customer", checker);
    body.identity = CustomerIn(in.identity(), "identity", checker);
    body.channel = ChannelId(static_cast<std::uint8_t>(checker.NamedId(in.channel(), "channel", CatalogKind::kChannel, names_)));
    return checker.ok();
  }

  void Decoded(const wire::AskArchive& in, FieldChecker& checker) {
    ArchiveRequest request;
    const std::string_view customer = checker.Text(in.customer(), "customer", kKeyBytesMax);
    const std::string_view order = checker.Text(in.order(), "order", kKeyBytesMax);
    const int given =
        (customer.empty() ? 0 : 1) + (in.customer_id() == 0 ? 0 : 1) + (order.empty() ? 0 : 1) + (in.name() == nullptr ? 0 : 1);
    if (given > 1) {
      checker.Refuse(Reject::kMalformed, "customer",
                     "give one of customer, customer_id, order, name, or none; " + std::to_string(given) + " were given");
    }
    if (in.from() < 0 || in.to() < 0) checker.Refuse(Reject::kMalformed, "from", "a time since 1970 is wanted");
    if (in.rows() > kArchiveRowsMax) {
      checker.Refuse(Reject::kMalformed, "rows", std::to_string(in.rows()) + "; at most " + std::to_string(kArchiveRowsMax));
    }
    if (in.name() != nullptr) request.ticket = TicketOf(in.name(), checker);
    if (!checker.ok()) return;
    request.customer = customer.empty() ? CustomerId(in.customer_id()) : hasher_.Customer(identity_.workspace, customer);
    if (!order.empty()) request.order = hasher_.Order(identity_.workspace, order);
    request.from = in.from();
    if (in.to() != 0) request.to = in.to();
    request.after = TicketId(in.after());
    if (in.rows() != 0) request.rows_max = in.rows();
    result_.own = request;
  }

  // A ticket by id or number: only front ends name theirs by key.
  TicketId TicketOf(const wire::TicketName* in, FieldChecker& checker) {
    TicketId ticket;
    KeyHash key;
    NameOf(in, checker, ticket, key);
    if (checker.ok() && !ticket) checker.Refuse(Reject::kMalformed, "name.external_key", "name this ticket by its number or id");
    return ticket;
  }

  Sight SightOf(bool unmask, FieldChecker& checker) const {
    if (!unmask) return Sight::kMasked;
    if ((kMayUnmask & RoleBit(identity_.role)) == 0) {
      checker.Refuse(
          Reject::kNotAllowed, "unmask",
          "personal data is shown to " + RolesText(kMayUnmask) + " only; this session is " + std::string(EnglishName(identity_.role)));
    }
    return Sight::kPlain;
  }

  // A command with one text, which has to outlive the frame.
  template <class Body>
  void AddTalk(std::uint64_t request, Body& body, std::string_view& text, FieldChecker& checker) {
    if (!checker.ok()) return;
    text = arena_.Store(text);
    Add(frame_.header.correlation, request, body);
  }

  // A command with two names and a reason, which have to outlive the frame.
  template <class Body>
  void AddTransfer(std::uint64_t request, Body& body, FieldChecker& checker) {
    if (!checker.ok()) return;
    for (std::string_view* text : {&body.to, &body.team, &body.reason}) *text = arena_.Store(*text);
    Add(frame_.header.correlation, request, body);
  }

  Caller CallerOf(std::uint64_t correlation, std::uint64_t request) const {
    return {identity_.session, correlation, identity_.client, request, identity_.role};
  }

  template <class Body>
  void Add(std::uint64_t correlation, std::uint64_t request, const Body& body) {
    Command& command = out_.emplace_back();
    command.caller = CallerOf(correlation, request);
    command.body = body;
  }

  void Refuse(std::uint64_t correlation, FieldChecker& checker) {
    Refusal refusal = checker.Take();
    refusal.correlation = correlation;
    refusal.command = info_.command;
    result_.refusals.push_back(std::move(refusal));
  }

  const Frame& frame_;
  const FrameKindRow& info_;
  const SessionIdentity& identity_;
  const CatalogNames& names_;
  const KeyHasher& hasher_;
  CommandArena& arena_;
  std::vector<Command>& out_;
  DecodeResult result_;
};

}  // namespace

DecodeResult DecodeHello(const Frame& frame, HelloRequest& out) {
  FieldChecker checker;
  const wire::Hello* in = nullptr;
  if (frame.kind() != FrameKind::kHello) {
    checker.Refuse(Reject::kMalformed, "", "the first frame must be a hello, not a " + std::string(FrameInfo(frame.kind()).name));
  } else if (frame.header.flags != 0 || frame.header.level != 0 || frame.header.tier != 0) {
    checker.Refuse(Reject::kMalformed, "header.flags", "level, tier and flags of a hello must be 0");
  } else if ((in = Verified<wire::Hello>(frame)) == nullptr) {
    checker.Refuse(Reject::kMalformed, "", "the body of " + std::to_string(frame.body.size()) + " bytes is no well-formed table Hello");
  } else {
    out.correlation = frame.header.correlation;
    out.protocol = in->protocol();
    out.role = checker.RequiredListed<Role>(static_cast<std::uint8_t>(in->role()), "role");
    out.name = checker.RequiredText(in->name(), "name", kNameBytesMax);
    out.version = checker.Text(in->version(), "version", kNameBytesMax);
    out.workspace = checker.Text(in->workspace(), "workspace", kNameBytesMax);
    if (out.workspace.empty()) out.workspace = "default";
    out.partition = in->partition();
    out.epoch = in->epoch();
    out.compact_refusals = in->compact_refusals();
    const std::uint32_t usual = out.role == Role::kAgent ? kDeskCredits : kCreditsMax;
    out.credits = in->credits() == 0 ? usual : std::min(in->credits(), kCreditsMax);
    // Said first, whatever else is wrong: another version may have other fields.
    if (out.protocol != kProtocolVersion) {
      FieldChecker version;
      version.Refuse(
          Reject::kWrongVersion, "protocol",
          "the client speaks version " + std::to_string(out.protocol) + ", this daemon version " + std::to_string(kProtocolVersion));
      checker = std::move(version);
    }
  }
  DecodeResult result;
  if (!checker.ok()) {
    Refusal refusal = checker.Take();
    refusal.correlation = frame.header.correlation;
    refusal.command = CommandKind::kHello;
    result.refusals.push_back(std::move(refusal));
  }
  return result;
}

SessionIdentity IdentityOf(const HelloRequest& hello, std::uint64_t session, const KeyHasher& hasher, std::uint32_t partition) {
  SessionIdentity identity;
  identity.session = session;
  identity.role = hello.role;
  identity.workspace = hello.workspace;
  identity.name = hello.name;
  identity.client = hasher.Client(hello.workspace, hello.role, hello.name);
  identity.scope = hasher.Scope(hello.workspace, hello.name);
  identity.partition = partition;
  return identity;
}

Command HelloCommand(const HelloRequest& hello, const SessionIdentity& identity, CommandArena& arena) {
  Command command;
  command.caller = {identity.session, hello.correlation, identity.client, 0, identity.role};
  command.body = Hello{arena.Store(hello.name), hello.credits};
  return command;
}

DecodeResult DecodeRequest(const Frame& frame, const SessionIdentity& identity, const CatalogNames& names, const KeyHasher& hasher,
                           CommandArena& arena, std::vector<Command>& out) {
  return Decoder(frame, identity, names, hasher, arena, out).Run();
}

Refusal RefusalOf(const FrameResult& result) {
  Refusal refusal;
  refusal.correlation = result.frame.header.correlation;
  refusal.code = Reject::kMalformed;
  refusal.field = result.status == FrameStatus::kUnknownKind ? "header.kind" : "header.length";
  refusal.detail = Describe(result);
  return refusal;
}

}  // namespace tidegate
