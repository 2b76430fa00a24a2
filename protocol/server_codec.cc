#include "protocol/server_codec.h"

#include <flatbuffers/flatbuffers.h>

#include <algorithm>

#include "core/base/check.h"
#include "protocol/field_checker.h"
#include "protocol/requests/request_decoder.h"
#include "protocol/struct_vector.h"
#include "protocol/submit_decoder.h"
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

// Frames whose body is one table of their own name, decoded by the overload of RequestDecoder::Decoded that takes it.
#define TIDEGATE_ONE_TABLE_FRAMES(X) \
  X(SignIn)                          \
  X(SetStatus)                       \
  X(Accept)                          \
  X(Decline)                         \
  X(Contact)                         \
  X(Node)                            \
  X(Declare)                         \
  X(DeclareAgent)                    \
  X(DeclareAgents)                   \
  X(RetireAgent)                     \
  X(ActivateRules)                   \
  X(UndoRules)                       \
  X(ShowRules)                       \
  X(ShowAgent)                       \
  X(ListSaturated)                   \
  X(Query)                           \
  X(Explain)                         \
  X(Assign)                          \
  X(TakeBack)                        \
  X(SetManager)                      \
  X(Attach)                          \
  X(LinkTicket)                      \
  X(LinkIdentity)                    \
  X(UnlinkIdentity)                  \
  X(MergeCustomers)                  \
  X(ShowCustomer)                    \
  X(AskArchive)                      \
  X(ListAgents)                      \
  X(ListPool)                        \
  X(SetTime)                         \
  X(ReviewTicket)                    \
  X(ListReviews)                     \
  X(AskBody)                         \
  X(AskNames)                        \
  X(AskHistory)                      \
  X(MessageIn)                       \
  X(MessageOut)                      \
  X(Promise)                         \
  X(Confirm)                         \
  X(CallBack)                        \
  X(OverdueReason)                   \
  X(ChangeLevel)                     \
  X(AddNote)                         \
  X(Hold)                            \
  X(Release)                         \
  X(Cancel)                          \
  X(Abandon)                         \
  X(Merge)                           \
  X(Reopen)                          \
  X(AskTransfer)                     \
  X(SettleTransfer)                  \
  X(AskPart)                         \
  X(AssignPart)                      \
  X(ReportPart)                      \
  X(ListParts)                       \
  X(PutPlan)                         \
  X(DropPlan)                        \
  X(ListPlans)                       \
  X(GiveFeedback)                    \
  X(ListFeedback)                    \
  X(ListTransfers)                   \
  X(Follow)                          \
  X(FeedTaken)                       \
  X(PutArticle)                      \
  X(ReviewArticle)                   \
  X(UseArticle)                      \
  X(ListArticles)                    \
  X(FindArticles)                    \
  X(Ping)

// Decodes the frame given at construction; one call of Run.
class FrameDecoder : private RequestDecoder {
 public:
  FrameDecoder(const Frame& frame, const SessionIdentity& identity, const CatalogNames& names, const KeyHasher& hasher, CommandArena& arena,
               std::vector<Command>& out)
      : RequestDecoder(frame, identity, names, hasher, arena, out) {}

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
          AddSubmit(in, checker);
        });
      case FrameKind::kSubmitBatch:
        return DecodeSubmitBatch();
      case FrameKind::kHeartbeat:
        result_.own = HeartbeatRequest{};
        return;
      case FrameKind::kAcceptBatch:
        return Batch<wire::AcceptBatch>(
            [this](const wire::AcceptItem& in, FieldChecker& checker) { Decoded(in, in.correlation(), checker); });
      case FrameKind::kResolve:
        return One<wire::Resolve>(
            [this](const wire::Resolve& in, FieldChecker& checker) { Decoded(in, frame_.header.correlation, checker); });
      case FrameKind::kResolveBatch:
        return Batch<wire::ResolveBatch>(
            [this](const wire::Resolve& in, FieldChecker& checker) { Decoded(in, in.correlation(), checker); });
      case FrameKind::kAskClock:
        return Add(frame_.header.correlation, 0, AskClock{});
      case FrameKind::kAcceptClock:
        return Add(frame_.header.correlation, 0, AskClock{ClockWord::kAcceptStep});
      case FrameKind::kAskStatus:
        return Add(frame_.header.correlation, 0, AskStatus{});
#define TIDEGATE_ONE_TABLE_CASE(name) \
  case FrameKind::k##name:            \
    return One<wire::name>();
        TIDEGATE_ONE_TABLE_FRAMES(TIDEGATE_ONE_TABLE_CASE)
#undef TIDEGATE_ONE_TABLE_CASE
      default:
        CHECK_EQ(static_cast<int>(frame_.header.kind), -1);  // ReadFrame gives requests of the table only, CheckHeader refuses a hello
    }
  }

  // A frame with one request in it.
  template <class Table>
  void One() {
    One<Table>([this](const Table& in, FieldChecker& checker) { Decoded(in, checker); });
  }
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
          AddSubmit(in, checker);
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

  void AddSubmit(const wire::Submit& in, FieldChecker& checker) {
    Command& command = out_.emplace_back();
    command.caller = CallerOf(frame_.kind() == FrameKind::kSubmitBatch ? in.correlation() : frame_.header.correlation, 0);
    if (!DecodeSubmit(in, identity_, names_, hasher_, arena_, checker, command.body.emplace<Submit>())) out_.pop_back();
  }
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
    out.suggestions = in->suggestions();
    if (out.suggestions > kHitsMax) {
      checker.Refuse(Reject::kMalformed, "suggestions", std::to_string(out.suggestions) + "; at most " + std::to_string(kHitsMax));
    }
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
  return FrameDecoder(frame, identity, names, hasher, arena, out).Run();
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
