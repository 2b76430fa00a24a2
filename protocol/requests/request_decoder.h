// RequestDecoder: one table of a request to its command, or to a request for the session itself: an overload of Decoded a table.
//
// Which frame carries which table, and that it may come from this role, is server_codec.cc's; here every field is checked and every text
// that outlives the frame is stored in the arena. The overloads lie in files by family; what several of them need stands at the end. Lives
// for one frame, any thread. An overload adds what it makes when its checker found nothing, and nothing otherwise; the caller refuses.
// Sees FlatBuffers: for decoders in protocol/ only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/model/command.h"
#include "core/model/names.h"
#include "protocol/field_checker.h"
#include "protocol/frame.h"
#include "protocol/server_codec.h"
#include "protocol/tidegate_generated.h"

namespace tidegate {

class RequestDecoder {
 protected:
  RequestDecoder(const Frame& frame, const SessionIdentity& identity, const CatalogNames& names, const KeyHasher& hasher,
                 CommandArena& arena, std::vector<Command>& out)
      : frame_(frame), info_(FrameInfo(frame.kind())), identity_(identity), names_(names), hasher_(hasher), arena_(arena), out_(out) {}
  ~RequestDecoder() = default;

  // desk_requests.cc
  void Decoded(const wire::SignIn& in, FieldChecker& checker);
  void Decoded(const wire::SetStatus& in, FieldChecker& checker);
  void Decoded(const wire::Accept& in, FieldChecker& checker);
  void Decoded(const wire::AcceptItem& in, std::uint64_t correlation, FieldChecker& checker);
  void Decoded(const wire::Decline& in, FieldChecker& checker);
  void Decoded(const wire::Contact& in, FieldChecker& checker);
  void Decoded(const wire::Node& in, FieldChecker& checker);
  void Decoded(const wire::Resolve& in, std::uint64_t correlation, FieldChecker& checker);

  // talk_requests.cc
  void Decoded(const wire::MessageIn& in, FieldChecker& checker);
  void Decoded(const wire::MessageOut& in, FieldChecker& checker);
  void Decoded(const wire::Promise& in, FieldChecker& checker);
  void Decoded(const wire::Confirm& in, FieldChecker& checker);
  void Decoded(const wire::CallBack& in, FieldChecker& checker);
  void Decoded(const wire::OverdueReason& in, FieldChecker& checker);
  void Decoded(const wire::ChangeLevel& in, FieldChecker& checker);
  void Decoded(const wire::AddNote& in, FieldChecker& checker);

  // life_requests.cc
  void Decoded(const wire::Assign& in, FieldChecker& checker);
  void Decoded(const wire::TakeBack& in, FieldChecker& checker);
  void Decoded(const wire::ReviewTicket& in, FieldChecker& checker);
  void Decoded(const wire::Attach& in, FieldChecker& checker);
  void Decoded(const wire::LinkTicket& in, FieldChecker& checker);
  void Decoded(const wire::Hold& in, FieldChecker& checker);
  void Decoded(const wire::Release& in, FieldChecker& checker);
  void Decoded(const wire::Cancel& in, FieldChecker& checker);
  void Decoded(const wire::Abandon& in, FieldChecker& checker);
  void Decoded(const wire::Merge& in, FieldChecker& checker);
  void Decoded(const wire::Reopen& in, FieldChecker& checker);
  void Decoded(const wire::AskTransfer& in, FieldChecker& checker);
  void Decoded(const wire::SettleTransfer& in, FieldChecker& checker);
  void Decoded(const wire::ListTransfers& in, FieldChecker& checker);
  void Decoded(const wire::ListReviews& in, FieldChecker& checker);

  // agent_requests.cc
  void Decoded(const wire::DeclareAgent& in, FieldChecker& checker);
  void Decoded(const wire::DeclareAgents& in, FieldChecker& checker);
  void Decoded(const wire::RetireAgent& in, FieldChecker& checker);
  // A record into memory of the arena; nothing in it is good when the checker found something.
  void ReadRecord(const wire::DeclareAgent& in, FieldChecker& checker, DeclareAgent& body);
  std::uint8_t DecodeTiers(const flatbuffers::Vector<wire::CustomerTier>* in, std::string_view field, FieldChecker& checker);
  void DecodeRooms(const flatbuffers::Vector<flatbuffers::Offset<wire::ChannelRoom>>* in, FieldChecker& checker, DeclareAgent& body);
  void Decoded(const wire::ShowAgent& in, FieldChecker& checker);
  void Decoded(const wire::ListAgents& in, FieldChecker& checker);

  // administration_requests.cc
  void Decoded(const wire::Declare& in, FieldChecker& checker);
  void Decoded(const wire::AskNames& in, FieldChecker& checker);
  void Decoded(const wire::ActivateRules& in, FieldChecker& checker);
  void Decoded(const wire::UndoRules& in, FieldChecker& checker);
  void Decoded(const wire::ShowRules& in, FieldChecker& checker);
  void Decoded(const wire::SetTime& in, FieldChecker& checker);

  // customer_requests.cc
  void Decoded(const wire::SetManager& in, FieldChecker& checker);
  void Decoded(const wire::LinkIdentity& in, FieldChecker& checker);
  void Decoded(const wire::UnlinkIdentity& in, FieldChecker& checker);
  void Decoded(const wire::MergeCustomers& in, FieldChecker& checker);
  void Decoded(const wire::ShowCustomer& in, FieldChecker& checker);
  void Decoded(const wire::GiveFeedback& in, FieldChecker& checker);
  void Decoded(const wire::ListFeedback& in, FieldChecker& checker);

  // part_and_plan_requests.cc
  void Decoded(const wire::AskPart& in, FieldChecker& checker);
  void Decoded(const wire::AssignPart& in, FieldChecker& checker);
  void Decoded(const wire::ReportPart& in, FieldChecker& checker);
  void Decoded(const wire::ListParts& in, FieldChecker& checker);
  void Decoded(const wire::PutPlan& in, FieldChecker& checker);
  void Decoded(const wire::DropPlan& in, FieldChecker& checker);
  void Decoded(const wire::ListPlans& in, FieldChecker& checker);

  // knowledge_requests.cc
  void Decoded(const wire::PutArticle& in, FieldChecker& checker);
  void Decoded(const wire::ReviewArticle& in, FieldChecker& checker);
  void Decoded(const wire::UseArticle& in, FieldChecker& checker);
  void Decoded(const wire::ListArticles& in, FieldChecker& checker);
  void Decoded(const wire::FindArticles& in, FieldChecker& checker);

  // look_requests.cc
  void Decoded(const wire::Query& in, FieldChecker& checker);
  void Decoded(const wire::Explain& in, FieldChecker& checker);
  void Decoded(const wire::ListSaturated& in, FieldChecker& checker);
  void Decoded(const wire::ListPool& in, FieldChecker& checker);
  void Decoded(const wire::AskBody& in, FieldChecker& checker);
  void Decoded(const wire::AskHistory& in, FieldChecker& checker);
  void Decoded(const wire::AskArchive& in, FieldChecker& checker);
  void Decoded(const wire::Follow& in, FieldChecker& checker);
  void Decoded(const wire::FeedTaken& in, FieldChecker& checker);
  void Decoded(const wire::Ping& in, FieldChecker& checker);

  // For a refusal: the roles of a mask.
  static std::string RolesText(std::uint8_t roles);
  // A ticket by id, number or key: one of `ticket` and `key` is filled.
  void NameOf(const wire::TicketName* in, FieldChecker& checker, TicketId& ticket, KeyHash& key);
  // A ticket by id or number: only front ends name theirs by key.
  TicketId TicketOf(const wire::TicketName* in, FieldChecker& checker);
  // A customer that has to be given.
  CustomerId CustomerIn(const flatbuffers::String* in, std::string_view field, FieldChecker& checker);
  // Plain for the roles that may see personal data; refuses the others when they ask for it.
  Sight SightOf(bool unmask, FieldChecker& checker) const;
  // The number of a name that has to be given.
  std::uint16_t RequiredId(const flatbuffers::String* in, std::string_view field, CatalogKind kind, FieldChecker& checker);
  Caller CallerOf(std::uint64_t correlation, std::uint64_t request) const;
  // Into the result: what the checker found.
  void Refuse(std::uint64_t correlation, FieldChecker& checker);

  // A link or its end. False: refused.
  template <class Table, class Body>
  bool IdentityIn(const Table& in, FieldChecker& checker, Body& body) {
    body.customer = CustomerIn(in.customer(), "customer", checker);
    body.identity = CustomerIn(in.identity(), "identity", checker);
    body.channel = ChannelId(static_cast<std::uint8_t>(checker.NamedId(in.channel(), "channel", CatalogKind::kChannel, names_)));
    return checker.ok();
  }

  // Names of the catalog, into places for `count_max`; returns how many. Each has to be in it.
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

  template <class Body>
  void Add(std::uint64_t correlation, std::uint64_t request, const Body& body) {
    Command& command = out_.emplace_back();
    command.caller = CallerOf(correlation, request);
    command.body = body;
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

}  // namespace tidegate
