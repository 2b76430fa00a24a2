#include "protocol/reply_encoder.h"

#include <algorithm>
#include <cstring>

#include "core/base/check.h"
#include "core/model/rule_set.h"
#include "protocol/event_encoder.h"
#include "protocol/masking/personal_data.h"
#include "protocol/reply_scratch.h"
#include "protocol/ticket_number.h"
#include "protocol/tidegate_generated.h"
#include "protocol/utc_text.h"
#include "protocol/view_encoder.h"

namespace tidegate {
namespace {

// An idle session keeps no more than this of the memory that a burst needed.
constexpr std::size_t kKeptBytesMax = 16 * 1024;

// An offer without its texts: item, table, offsets and the lengths and paddings of three texts.
constexpr std::size_t kOfferBytesMax = 112;
static_assert(64 + kAcksPerFrameMax * sizeof(wire::Ack) <= kFrameBodyBytesMax);
static_assert(64 + kOffersPerFrameMax * kOfferBytesMax + kOfferTextBytesMax + kKeyBytesMax + kTitleBytesMax + kTextBytesMax +
                  kFrameHandlingBytesMax <=
              kFrameBodyBytesMax);
static_assert(64 + kWorkPerFrameMax * sizeof(wire::WorkItem) + kFrameHandlingBytesMax <= kFrameBodyBytesMax);
static_assert(64 + kNamesPerPageMax * (40 + 2 * kNameBytesMax) <= kFrameBodyBytesMax);

wire::Ack WireAck(const Ack& ack) {
  return wire::Ack(ack.correlation, ack.ticket, WireInstant(ack.respond_by), WireInstant(ack.resolve_by), ack.place, ack.wait_ms,
                   ack.retry_after_ms, ack.token, static_cast<std::uint8_t>(ack.reject), ack.duplicate,
                   static_cast<wire::Status>(ack.status), ack.command, static_cast<wire::RepeatOffer>(ack.offer),
                   static_cast<wire::Status>(ack.earlier_status), ack.earlier);
}

// What an Error frame says.
struct ErrorText {
  Reject code = Reject::kNone;
  std::string_view field;
  std::string_view detail;
  std::uint32_t retry_after_ms = 0;
  std::string_view address;
  std::uint64_t ticket = 0;
  std::uint8_t status = 0;
  std::uint8_t command = 0;
};

void EmitError(ReplyScratch::Impl& scratch, std::uint64_t correlation, const ErrorText& error, std::string& out) {
  const RejectRow& row = RejectInfo(error.code);
  const auto name = scratch.Text(row.english);
  const auto advice = scratch.Text(row.advice);
  const auto advice_zh = scratch.Text(row.advice_zh);
  const auto field = scratch.Text(error.field);
  const auto detail = scratch.Text(error.detail);
  const auto address = scratch.Text(error.address);
  scratch.Emit(FrameKind::kError, correlation,
               wire::CreateError(scratch.builder, static_cast<std::uint8_t>(error.code), name, advice, advice_zh, field, detail,
                                 error.retry_after_ms, address, error.ticket, static_cast<wire::Status>(error.status), error.command),
               out);
}

std::string WhyTimeStays(const ClockReply& reply) {
  if (reply.source == TimeSource::kWall) {
    return "this daemon's time is the machine's; an empty directory can be started with --clock driven";
  }
  return "it is " + UtcText(reply.now) + " (" + std::to_string(reply.now) + " us) already, and time does not go back";
}

// "skill refund: 12 open tickets, 3 agents; channel sms: 1 agent; and 4 more".
std::string WhatIsInUse(const NamesInUseReply& reply) {
  std::string text;
  const auto count = [&text](std::uint32_t number, const char* one, const char* many) {
    text += std::to_string(number) + " " + (number == 1 ? one : many);
  };
  for (const NameInUse& name : reply.names) {
    if (!text.empty()) text += "; ";
    text += std::string(EnglishName(name.kind)) + " " + name.name + ": ";
    if (name.tickets != 0) count(name.tickets, "open ticket", "open tickets");
    if (name.tickets != 0 && name.agents != 0) text += ", ";
    if (name.agents != 0) count(name.agents, "agent", "agents");
  }
  if (reply.more != 0) text += "; and " + std::to_string(reply.more) + " more";
  return text;
}

std::string HexText(std::uint64_t number) {
  std::string text(16, '0');
  for (std::size_t place = text.size(); number != 0; number >>= 4) text[--place] = "0123456789abcdef"[number & 15];
  return text;
}

// "signed in; has tickets (2): CS20261121000042, CS20261121000043; is supervisor of (9): anna, bob, ... and 1 more".
std::string WhatTies(const AgentTiedReply& reply) {
  std::string text;
  for (const TieRow& row : reply.ties) {
    if (!text.empty()) text += "; ";
    text += EnglishName(row.tie);
    if (row.tie == AgentTie::kSignedIn) continue;
    text += " (" + std::to_string(row.count) + "):";
    std::vector<std::string> named = row.names;
    for (const std::uint64_t number : row.numbers) {
      // Of customers only the keyed hash is known, as `tidegate customer show` tells it.
      named.push_back(row.tie == AgentTie::kManages ? HexText(number) : FormatTicketNumber(TicketId(number)));
    }
    for (std::size_t i = 0; i < named.size(); ++i) text += (i == 0 ? " " : ", ") + named[i];
    if (row.count > named.size()) text += " and " + std::to_string(row.count - named.size()) + " more";
  }
  return text;
}

// Keys, order numbers and times are no personal data; what a front end calls its customer by may be.
std::string MaskedField(BodyField field, std::string_view text) {
  switch (field) {
    case BodyField::kExternalKey:
    case BodyField::kOrder:
    case BodyField::kRecordedAt:
      return std::string(text);
    case BodyField::kCustomer:
      return MaskedIdentity(text);
    case BodyField::kTitle:
    case BodyField::kText:
      break;
  }
  return Masked(text);
}

template <class Table, class Item>
void EmitOne(ReplyScratch::Impl& scratch, FrameKind kind, const Item& item,
             flatbuffers::Offset<Table> (*create)(flatbuffers::FlatBufferBuilder&, flatbuffers::Offset<flatbuffers::Vector<const Item*>>),
             std::string& out) {
  const auto items = scratch.builder.CreateVectorOfStructs(&item, 1);
  scratch.Emit(kind, 0, create(scratch.builder, items), out);
}

}  // namespace

ReplyScratch::Impl::Impl() {
  // Built once with two marked items, so that their place shows where the prefix ends; nothing in front of the items depends on how many
  // there are but the two lengths.
  constexpr std::uint64_t kMark = 0x5A5A5A5A5A5A5A5A;
  const std::vector<wire::Ack> items(
      2, wire::Ack(kMark, 0, 0, 0, 0, 0, 0, 0, 0, 0, wire::Status::None, 0, wire::RepeatOffer::None, wire::Status::None, 0));
  Emit(FrameKind::kAcks, 0, wire::CreateAcksDirect(builder, &items), acks_prefix);
  const std::size_t items_bytes = items.size() * sizeof(wire::Ack);
  CHECK_GT(acks_prefix.size(), kFrameHeaderBytes + items_bytes);
  acks_prefix.resize(acks_prefix.size() - items_bytes);
  CHECK_EQ(acks_prefix.size() % kFrameAlign, 0u);
  std::uint32_t count;
  std::memcpy(&count, acks_prefix.data() + acks_prefix.size() - sizeof count, sizeof count);
  CHECK_EQ(count, items.size());
}

ReplyScratch::ReplyScratch() : impl_(std::make_unique<Impl>()) {}
ReplyScratch::~ReplyScratch() = default;

ReplyEncoder::ReplyEncoder(ReplyScratch* scratch, const Options& options) : scratch_(scratch), options_(options) {}

void ReplyEncoder::AddAck(const Ack& ack) {
  if (ack.reject != Reject::kNone && options_.refusals == Refusals::kInWords) {
    CloseAll();
    EmitError(scratch_->impl(), ack.correlation, {ack.reject, {}, {}, ack.retry_after_ms, {}, ack.ticket, ack.status, ack.command}, bytes_);
    return;
  }
  if (ack_count_ == kAcksPerFrameMax) CloseAcks();
  if (ack_count_ == 0) {
    acks_at_ = bytes_.size();
    bytes_ += scratch_->impl().acks_prefix;
  }
  const wire::Ack item = WireAck(ack);
  bytes_.append(reinterpret_cast<const char*>(&item), sizeof item);
  ++ack_count_;
}

void ReplyEncoder::CloseAcks() {
  if (ack_count_ == 0) return;
  const std::size_t prefix = scratch_->impl().acks_prefix.size();
  const auto count = static_cast<std::uint32_t>(ack_count_);
  const auto length = static_cast<std::uint32_t>(bytes_.size() - acks_at_ - kFrameHeaderBytes);
  std::memcpy(bytes_.data() + acks_at_, &length, sizeof length);
  std::memcpy(bytes_.data() + acks_at_ + prefix - sizeof count, &count, sizeof count);
  ack_count_ = 0;
}

void ReplyEncoder::AddOffer(const OfferPush& push, BodyLookup* bodies) {
  if (offers_.size() == kOffersPerFrameMax || offer_texts_.size() > kOfferTextBytesMax) CloseAll();
  PendingOffer& offer = offers_.emplace_back();
  offer.item = push.item;
  if (bodies == nullptr) return;
  offer.extent = PendingOffer::Extent::kFull;
  const std::optional<std::string_view> encoded = bodies->FindBody(push.item.submit_seq, TicketId(push.item.ticket));
  const std::optional<Body> body = encoded ? DecodeBody(*encoded) : std::nullopt;
  if (!body) return;
  // Who was offered it may still decline: personal data is not for him yet.
  const std::string_view texts[] = {(*body)[BodyField::kExternalKey], (*body)[BodyField::kTitle], (*body)[BodyField::kText]};
  for (std::size_t i = 0; i < std::size(texts); ++i) {
    const std::size_t before = offer_texts_.size();
    if (i == 0) {
      offer_texts_ += texts[i];  // the front end's own number
    } else {
      AppendMasked(texts[i], offer_texts_);
    }
    offer.text_bytes[i] = static_cast<std::uint32_t>(offer_texts_.size() - before);
  }
}

void ReplyEncoder::CloseOffers() {
  if (offers_.empty()) return;
  ReplyScratch::Impl& scratch = scratch_->impl();
  std::array<flatbuffers::Offset<wire::Offer>, kOffersPerFrameMax> items;
  std::string_view texts = offer_texts_;
  for (std::size_t i = 0; i < offers_.size(); ++i) {
    std::array<flatbuffers::Offset<flatbuffers::String>, 3> strings;
    for (std::size_t t = 0; t < strings.size(); ++t) {
      strings[t] = scratch.Text(texts.substr(0, offers_[i].text_bytes[t]));
      texts.remove_prefix(offers_[i].text_bytes[t]);
    }
    const wire::WorkItem item = WireWorkItem(offers_[i].item);
    items[i] = wire::CreateOffer(scratch.builder, &item, strings[0], strings[1], strings[2]);
  }
  const auto vector = scratch.builder.CreateVector(items.data(), offers_.size());
  std::array<std::uint16_t, kOffersPerFrameMax> types;
  std::size_t type_count = 0;
  for (const PendingOffer& offer : offers_) {
    if (offer.extent == PendingOffer::Extent::kFull) types[type_count++] = offer.item.type;
  }
  const HandlingVector handling = EncodeHandling(scratch, handling_, std::span(types).first(type_count));
  scratch.Emit(FrameKind::kOffers, 0, wire::CreateOffers(scratch.builder, vector, handling), bytes_);
  offers_.clear();
  offer_texts_.clear();
}

void ReplyEncoder::CloseAll() {
  CloseAcks();
  CloseOffers();
}

void ReplyEncoder::Append(const Output& output, BodyLookup* bodies) {
  if (const auto* ack = std::get_if<Ack>(&output)) return AddAck(*ack);
  if (const auto* offer = std::get_if<OfferPush>(&output)) return AddOffer(*offer, bodies);
  CloseAll();
  ReplyScratch::Impl& scratch = scratch_->impl();
  if (const auto* push = std::get_if<WithdrawPush>(&output)) {
    EmitOne<wire::Withdrawn>(scratch, FrameKind::kWithdrawn,
                             wire::Withdrawal(push->ticket, push->agent, push->token, static_cast<wire::ReturnReason>(push->reason)),
                             &wire::CreateWithdrawn, bytes_);
  } else if (const auto* clock = std::get_if<ClockPush>(&output)) {
    EmitOne<wire::ClockAlerts>(scratch, FrameKind::kClockAlerts,
                               wire::ClockAlert(clock->ticket, clock->due, clock->agent, clock->per_mille,
                                                static_cast<wire::Clock>(clock->clock), static_cast<wire::Level>(clock->level)),
                               &wire::CreateClockAlerts, bytes_);
  } else if (const auto* alert = std::get_if<AlertPush>(&output)) {
    EmitOne<wire::Alerts>(scratch, FrameKind::kAlerts,
                          wire::Alert(alert->ticket, alert->at, alert->agent, alert->signature, alert->waiting, alert->agents,
                                      alert->article, static_cast<wire::AlertKind>(alert->kind)),
                          &wire::CreateAlerts, bytes_);
  } else if (const auto* promise = std::get_if<PromisePush>(&output)) {
    EmitOne<wire::Promises>(scratch, FrameKind::kPromises,
                            wire::ChangedPromise(promise->ticket, promise->at, WireInstant(promise->respond_by),
                                                 WireInstant(promise->resolve_by), WireInstant(promise->promised_by)),
                            &wire::CreatePromises, bytes_);
  } else if (const auto* agent = std::get_if<AgentPush>(&output)) {
    EmitOne<wire::AgentStates>(scratch, FrameKind::kAgentStates,
                               wire::AgentState(WireInstant(agent->until), agent->agent, static_cast<wire::AgentStatus>(agent->status)),
                               &wire::CreateAgentStates, bytes_);
  } else if (const auto* hello = std::get_if<HelloReply>(&output)) {
    const auto server = scratch.Text(options_.server);
    scratch.Emit(FrameKind::kHelloOk, hello->correlation,
                 wire::CreateHelloOk(scratch.builder, kProtocolVersion, server, hello->session, hello->partition, hello->epoch,
                                     hello->credits, hello->rules_version, hello->seq, static_cast<wire::Durability>(options_.durability)),
                 bytes_);
  } else if (const auto* signed_in = std::get_if<std::unique_ptr<SignInReply>>(&output)) {
    EncodeSignedIn(scratch, handling_, **signed_in, bytes_);
  } else if (const auto* ticket = std::get_if<std::unique_ptr<TicketReply>>(&output)) {
    scratch.Emit(FrameKind::kTicketInfo, (*ticket)->correlation, EncodeTicket(scratch, (*ticket)->view), bytes_);
  } else if (const auto* explain = std::get_if<std::unique_ptr<ExplainReply>>(&output)) {
    scratch.Emit(FrameKind::kExplainInfo, (*explain)->correlation, EncodeExplain(scratch, (*explain)->view), bytes_);
  } else if (const auto* agents = std::get_if<std::unique_ptr<AgentsReply>>(&output)) {
    scratch.Emit(FrameKind::kAgentsPage, (*agents)->correlation, EncodeAgents(scratch, **agents), bytes_);
  } else if (const auto* records = std::get_if<std::unique_ptr<RecordsReply>>(&output)) {
    scratch.Emit(FrameKind::kRecordsInfo, (*records)->correlation, EncodeRecords(scratch, **records), bytes_);
  } else if (const auto* pool = std::get_if<std::unique_ptr<PoolReply>>(&output)) {
    scratch.Emit(FrameKind::kPoolPage, (*pool)->correlation, EncodePool(scratch, **pool), bytes_);
  } else if (const auto* status = std::get_if<std::unique_ptr<StatusReply>>(&output)) {
    scratch.Emit(FrameKind::kStatusInfo, (*status)->correlation,
                 EncodeStatus(scratch, (*status)->view, options_.durability, options_.server,
                              options_.projection == nullptr ? ProjectionView{} : *options_.projection,
                              options_.space == nullptr ? SpaceView{} : *options_.space),
                 bytes_);
  } else if (const auto* parts = std::get_if<std::unique_ptr<PartsReply>>(&output)) {
    scratch.Emit(FrameKind::kPartsPage, (*parts)->correlation, EncodeParts(scratch, **parts), bytes_);
  } else if (const auto* plans = std::get_if<std::unique_ptr<PlansReply>>(&output)) {
    scratch.Emit(FrameKind::kPlansPage, (*plans)->correlation, EncodePlans(scratch, **plans), bytes_);
  } else if (const auto* feedback = std::get_if<std::unique_ptr<FeedbackReply>>(&output)) {
    scratch.Emit(FrameKind::kFeedbackPage, (*feedback)->correlation, EncodeFeedback(scratch, **feedback), bytes_);
  } else if (const auto* transfers = std::get_if<std::unique_ptr<TransfersReply>>(&output)) {
    scratch.Emit(FrameKind::kTransfersPage, (*transfers)->correlation, EncodeTransfers(scratch, **transfers), bytes_);
  } else if (const auto* reviews = std::get_if<std::unique_ptr<ReviewsReply>>(&output)) {
    scratch.Emit(FrameKind::kReviewsPage, (*reviews)->correlation, EncodeReviews(scratch, **reviews), bytes_);
  } else if (const auto* customer = std::get_if<std::unique_ptr<CustomerReply>>(&output)) {
    scratch.Emit(FrameKind::kCustomerInfo, (*customer)->correlation, EncodeCustomer(scratch, (*customer)->view), bytes_);
  } else if (const auto* articles = std::get_if<std::unique_ptr<ArticlesReply>>(&output)) {
    scratch.Emit(FrameKind::kArticlesPage, (*articles)->correlation, EncodeArticles(scratch, **articles), bytes_);
  } else if (const auto* time = std::get_if<ClockReply>(&output)) {
    if (time->reject != Reject::kNone) {
      return EmitError(scratch, time->correlation, {time->reject, "at", WhyTimeStays(*time), 0, {}, 0, 0, time->command}, bytes_);
    }
    scratch.Emit(FrameKind::kClockInfo, time->correlation,
                 wire::CreateClockInfo(scratch.builder, time->now, WireInstant(time->next_at), static_cast<wire::TimeSource>(time->source),
                                       time->stepped != 0, time->ahead),
                 bytes_);
  } else if (const auto* agent_view = std::get_if<std::unique_ptr<AgentReply>>(&output)) {
    scratch.Emit(FrameKind::kAgentInfo, (*agent_view)->correlation, EncodeAgent(scratch, (*agent_view)->view), bytes_);
  } else if (const auto* full = std::get_if<std::unique_ptr<SaturationReply>>(&output)) {
    scratch.Emit(FrameKind::kSaturationInfo, (*full)->correlation, EncodeSaturation(scratch, **full), bytes_);
  } else if (const auto* rules = std::get_if<std::unique_ptr<RulesReply>>(&output)) {
    scratch.Emit(FrameKind::kRulesInfo, (*rules)->correlation, EncodeRules(scratch, **rules), bytes_);
  } else if (const auto* used = std::get_if<std::unique_ptr<NamesInUseReply>>(&output)) {
    const std::string detail = WhatIsInUse(**used);
    EmitError(scratch, (*used)->correlation, {(*used)->reject, "source", detail, 0, {}, 0, 0, (*used)->command}, bytes_);
  } else if (const auto* tied = std::get_if<std::unique_ptr<AgentTiedReply>>(&output)) {
    const std::string detail = WhatTies(**tied);
    EmitError(scratch, (*tied)->correlation,
              {Reject::kAgentTied, "name", detail, 0, {}, 0, 0, static_cast<std::uint8_t>(CommandKind::kRetireAgent)}, bytes_);
  } else {
    CHECK_EQ(output.index(), std::variant_npos);  // a new kind of output needs its frame
  }
}

void ReplyEncoder::AppendRefusal(const Refusal& refusal) {
  CloseAll();
  EmitError(scratch_->impl(), refusal.correlation,
            {refusal.code, refusal.field, refusal.detail, 0, {}, 0, 0, static_cast<std::uint8_t>(refusal.command)}, bytes_);
}

void ReplyEncoder::AppendBusy(std::uint64_t correlation, CommandKind command, Reject code, std::uint32_t retry_after_ms) {
  Ack ack;
  ack.correlation = correlation;
  ack.command = static_cast<std::uint8_t>(command);
  ack.reject = code;
  ack.retry_after_ms = retry_after_ms;
  AddAck(ack);
}

void ReplyEncoder::AppendMoved(std::uint64_t correlation, Reject code, std::string_view address, std::string_view detail) {
  CloseAll();
  EmitError(scratch_->impl(), correlation, {code, {}, detail, 0, address, 0, 0, 0}, bytes_);
}

void ReplyEncoder::AppendPong(std::uint64_t correlation, std::string_view bytes) {
  CloseAll();
  ReplyScratch::Impl& scratch = scratch_->impl();
  const auto vector = scratch.builder.CreateVector(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
  scratch.Emit(FrameKind::kPong, correlation, wire::CreatePong(scratch.builder, vector), bytes_);
}

void ReplyEncoder::AppendNames(std::uint64_t correlation, const CatalogNames& names, const NamesRequest& request) {
  CloseAll();
  ReplyScratch::Impl& scratch = scratch_->impl();
  const std::size_t end = std::min(names.count(request.kind), request.after + kNamesPerPageMax);
  std::vector<flatbuffers::Offset<wire::NamedId>> rows;
  for (std::size_t id = request.after + 1u; id <= end; ++id) {
    const auto number = static_cast<std::uint16_t>(id);
    const auto name = scratch.Text(names.NameOf(request.kind, number));
    const auto chinese = scratch.Text(names.ChineseOf(request.kind, number));
    rows.push_back(wire::CreateNamedId(scratch.builder, number, name, chinese));
  }
  const auto vector = scratch.builder.CreateVector(rows);
  scratch.Emit(
      FrameKind::kNamesPage, correlation,
      wire::CreateNamesPage(scratch.builder, static_cast<wire::CatalogKind>(request.kind), vector, end < names.count(request.kind)),
      bytes_);
}

void ReplyEncoder::AppendBody(std::uint64_t correlation, TicketId ticket, const Body& body, Sight sight) {
  CloseAll();
  ReplyScratch::Impl& scratch = scratch_->impl();
  std::array<flatbuffers::Offset<flatbuffers::String>, kBodyFieldCount> texts;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    texts[i] = scratch.Text(sight == Sight::kPlain ? std::string(body.fields[i]) : MaskedField(static_cast<BodyField>(i), body.fields[i]));
  }
  const auto table = wire::CreateTexts(scratch.builder, texts[0], texts[1], texts[2], texts[3], texts[4], texts[5]);
  scratch.Emit(FrameKind::kBodyInfo, correlation, wire::CreateBodyInfo(scratch.builder, ticket.raw(), table, sight == Sight::kMasked),
               bytes_);
}

void ReplyEncoder::AppendHistory(std::uint64_t correlation, const HistoryView& view) {
  CloseAll();
  scratch_->impl().Emit(FrameKind::kHistoryPage, correlation, EncodeHistory(scratch_->impl(), view), bytes_);
}

void ReplyEncoder::AppendArchive(std::uint64_t correlation, const ArchiveView& view) {
  CloseAll();
  scratch_->impl().Emit(FrameKind::kArchivePage, correlation, EncodeArchive(scratch_->impl(), view), bytes_);
}

void ReplyEncoder::AppendFollowing(std::uint64_t correlation, std::uint32_t partition, std::uint64_t next_seq,
                                   std::uint64_t committed_seq) {
  CloseAll();
  ReplyScratch::Impl& scratch = scratch_->impl();
  scratch.Emit(FrameKind::kFollowing, correlation, wire::CreateFollowing(scratch.builder, partition, next_seq, committed_seq), bytes_);
}

void ReplyEncoder::AppendEvents(const FeedView& view) {
  CloseAll();
  scratch_->impl().Emit(FrameKind::kEvents, 0, EncodeFeed(scratch_->impl(), view), bytes_);
}

void ReplyEncoder::AppendHits(std::uint64_t correlation, const ArticleHitsView& view) {
  CloseAll();
  scratch_->impl().Emit(FrameKind::kArticleHits, correlation, EncodeHits(scratch_->impl(), view), bytes_);
}

void ReplyEncoder::AppendSuggestions(TicketId ticket, const std::vector<ArticleHit>& hits) {
  CloseAll();
  scratch_->impl().Emit(FrameKind::kSuggestions, 0, EncodeSuggestions(scratch_->impl(), ticket, hits), bytes_);
}

void ReplyEncoder::AppendGoodBye(Reject code, std::string_view reason, std::string_view reason_zh) {
  CloseAll();
  ReplyScratch::Impl& scratch = scratch_->impl();
  const auto text = scratch.Text(reason);
  const auto text_zh = scratch.Text(reason_zh);
  scratch.Emit(FrameKind::kGoodBye, 0, wire::CreateGoodBye(scratch.builder, static_cast<std::uint8_t>(code), text, text_zh), bytes_);
}

std::string_view ReplyEncoder::Flush() {
  CloseAll();
  return bytes_;
}

void ReplyEncoder::Clear() {
  CHECK(ack_count_ == 0 && offers_.empty());
  bytes_.clear();
  if (bytes_.capacity() > kKeptBytesMax) bytes_.shrink_to_fit();
}

void ReplyEncoder::Take(std::string& out) {
  CloseAll();
  out.clear();
  if (out.capacity() > kKeptBytesMax) out.shrink_to_fit();
  bytes_.swap(out);
}

}  // namespace tidegate
