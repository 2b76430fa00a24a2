#include <memory>
#include <optional>
#include <utility>

#include "core/base/check.h"
#include "tests/unit/protocol/sample_parts.h"
#include "tests/unit/protocol/samples.h"

namespace tidegate::samples {
namespace {

class SampleBodies : public BodyLookup {
 public:
  SampleBodies() {
    Body body;
    body[BodyField::kExternalKey] = "INC0000045";
    body[BodyField::kTitle] = "退款没有到账";
    body[BodyField::kText] = "The refund of last week has not arrived.";
    tidegate::AppendBody(body, encoded_);
  }
  std::optional<std::string_view> FindBody(std::uint64_t submit_seq, TicketId) override {
    return submit_seq == 4'711 ? std::optional<std::string_view>(encoded_) : std::nullopt;
  }

 private:
  std::string encoded_;
};

class SampleHandling : public HandlingLookup {
 public:
  bool empty() const override { return false; }
  std::string_view FindHandling(TypeId type) const override { return type.raw() == 1 ? "1. 致歉\n2. 退款" : "listen"; }
};

}  // namespace

void AppendReply(FrameKind kind, ReplyEncoder& encoder) {
  constexpr std::uint64_t kTag = 0x0102030405060708;
  SampleBodies bodies;
  const auto append = [&](Output output) { encoder.Append(output, &bodies); };
  switch (kind) {
    case FrameKind::kHelloOk:
      return append(HelloReply{1, 1, 9'999, 4, 0, 256, 3});
    case FrameKind::kAcks:
      append(Ack{1, kTag, kTicket.raw(), kNow + 15 * kMinute, kNow + 4 * kHour, 12, 34'000, 0, 0, Reject::kNone, 1,
                 static_cast<std::uint8_t>(Status::kPooled), static_cast<std::uint8_t>(CommandKind::kSubmit), RepeatOffer::kReopen,
                 Status::kResolved, kTicket.raw() - 1});
      return append(Ack{1, kTag + 1, kTicket.raw(), 0, 0, 0, 0, 0, 3, Reject::kNone, 0, static_cast<std::uint8_t>(Status::kAssigned),
                        static_cast<std::uint8_t>(CommandKind::kAccept)});
    case FrameKind::kSignedIn: {
      auto reply = std::make_unique<SignInReply>();
      reply->correlation = kTag;
      reply->seq = 9'999;
      reply->agent = 7;
      reply->capacity = 5;
      reply->work = {SampleWork(), SampleWork()};
      static const SampleHandling handling;
      encoder.set_handling(&handling);
      return append(std::move(reply));
    }
    case FrameKind::kTicketInfo:
      return append(std::make_unique<TicketReply>(TicketReply{1, kTag, SampleTicket()}));
    case FrameKind::kExplainInfo:
      return append(std::make_unique<ExplainReply>(ExplainReply{1, kTag, SampleExplain()}));
    case FrameKind::kRecordsInfo: {
      auto reply = std::make_unique<RecordsReply>();
      reply->correlation = kTag;
      reply->applied = true;
      reply->rows = {{.place = 0, .news = RecordNews::kNew},
                     {.place = 3, .fields = 1u << 5 | 1u << 10, .news = RecordNews::kChanged},
                     {.place = 4, .reject = Reject::kUnknownName, .news = RecordNews::kSame}};
      return append(std::move(reply));
    }
    case FrameKind::kAgentsPage: {
      auto reply = std::make_unique<AgentsReply>();
      reply->correlation = kTag;
      reply->rows.push_back({AgentId(7), "王芳", AgentTier::kSenior, AgentStatus::kOnline, 1, 2, 5, 4, 77, kNow, kNow + kMinute});
      reply->more = true;
      return append(std::move(reply));
    }
    case FrameKind::kPoolPage: {
      auto reply = std::make_unique<PoolReply>();
      reply->correlation = kTag;
      reply->rows.push_back({17, SampleRequirement(), {1, 2, 3, 4}, 5, kNow, 900});
      reply->next = 4'113;
      reply->more = true;
      return append(std::move(reply));
    }
    case FrameKind::kAgentInfo:
      return append(std::make_unique<AgentReply>(AgentReply{1, kTag, SampleAgent()}));
    case FrameKind::kSaturationInfo: {
      auto reply = std::make_unique<SaturationReply>();
      reply->correlation = kTag;
      reply->agents.push_back({AgentId(7), "王芳", 5, 5, kNow});
      reply->groups.push_back({17, SampleRequirement(), 4, 3, kNow + kSecond});
      reply->watched = true;
      reply->more = true;
      reply->after_agent = 99;
      reply->from_group = 18;
      return append(std::move(reply));
    }
    case FrameKind::kRulesInfo: {
      auto reply = std::make_unique<RulesReply>();
      reply->correlation = kTag;
      reply->versions = {
          {.version = 3, .cause = RuleCause::kApplied, .at = kNow, .source_bytes = 20, .author = "chen"},
          {.version = 4, .restored = 2, .cause = RuleCause::kRestored, .at = kNow + kMinute, .source_bytes = 18, .author = "li"}};
      reply->version = 4;
      reply->offset = 7;
      reply->part = "\"夜班\"\n";
      return append(std::move(reply));
    }
    case FrameKind::kStatusInfo:
      return append(std::make_unique<StatusReply>(StatusReply{1, kTag, SampleStatus()}));
    case FrameKind::kClockInfo: {
      ClockReply reply{.session = 1, .correlation = kTag, .now = kNow, .source = TimeSource::kDriven};
      reply.stepped = 1;
      reply.next_at = kNow + kMinute;
      reply.ahead = -3 * kSecond;
      return append(reply);
    }
    case FrameKind::kBodyInfo: {
      Body body;
      body.fields = {"INC0000045", "customer-7", "order-9", "退款没有到账", "The refund has not arrived.", "2026-11-21 20:00:00"};
      return encoder.AppendBody(kTag, kTicket, body, Sight::kMasked);
    }
    case FrameKind::kHistoryPage:
      return encoder.AppendHistory(kTag, SampleHistory());
    case FrameKind::kCustomerInfo: {
      auto reply = std::make_unique<CustomerReply>();
      reply->correlation = kTag;
      CustomerView& view = reply->view;
      view.customer = CustomerId(0x2222);
      view.known = 1;
      view.contact_at = kNow;
      view.last_agent = AgentId(7);
      view.manager = AgentId(8);
      view.deputy = AgentId(9);
      view.last_agent_name = "王芳";
      view.manager_name = "anna";
      view.deputy_name = "bob";
      view.identities = {{.identity = CustomerId(0x3333), .channel = ChannelId(2), .since = kNow, .merged = 0},
                         {.identity = CustomerId(0x4444), .channel = {}, .since = kNow + kDay, .merged = 1}};
      view.matters = {{.ticket = kTicket,
                       .status = Status::kInProgress,
                       .type = TypeId(1),
                       .category = ComplaintCategory::kService,
                       .contact_at = kNow + kHour}};
      return append(std::move(reply));
    }
    case FrameKind::kArchivePage: {
      ArchiveView view;
      view.rows = {SampleTicket()};
      view.rows.front().agent_name.clear();
      view.next = TicketId(kTicket.raw() + 9);
      view.complete_to = 4'720;
      view.committed_seq = 9'999;
      view.complete_from = 4'001;
      return encoder.AppendArchive(kTag, view);
    }
    case FrameKind::kFollowing:
      return encoder.AppendFollowing(kTag, 3, 4'711, 9'999);
    case FrameKind::kEvents:
      return encoder.AppendEvents({kTag, SampleHistory().events, 4'721, 9'999, 5'000});
    case FrameKind::kNamesPage:
      return encoder.AppendNames(kTag, SampleNames(), {CatalogKind::kType, 0});
    case FrameKind::kError:
      return encoder.AppendRefusal({kTag, Reject::kUnknownName, CommandKind::kSubmit, "type", "no type \"complant\" in the catalog"});
    case FrameKind::kArticleHits:
      return encoder.AppendHits(
          kTag, {{{ArticleId(12), 3, Visibility::kCustomer, "退款多久到账", "…原路退回，一至三个工作日。"}}, true, "1. 致歉\n2. 退款"});
    case FrameKind::kPartsPage: {
      auto reply = std::make_unique<PartsReply>();
      reply->correlation = kTag;
      reply->rows.push_back(SamplePart());
      reply->more = true;
      reply->after = kTicket;
      reply->after_part = 3;
      return append(std::move(reply));
    }
    case FrameKind::kPlansPage: {
      auto reply = std::make_unique<PlansReply>();
      reply->correlation = kTag;
      PlanRow& row = reply->rows.emplace_back();
      row.plan = 4;
      row.terms.customer = 0x2222;
      row.terms.first_at = kNow;
      row.terms.type = 2;
      row.terms.region = 1;
      row.terms.every = 6;
      row.terms.channel = 2;
      row.terms.unit = static_cast<std::uint8_t>(PlanUnit::kMonths);
      row.terms.level = static_cast<std::uint8_t>(Level::kNormal);
      row.terms.tier = static_cast<std::uint8_t>(CustomerTier::kVip);
      row.name = "vip visits";
      row.calendar = "office";
      row.title = "客户回访";
      row.text = "ask how it goes";
      row.next_at = kNow + kDay;
      row.made = 12;
      row.missed = 1;
      row.last_ticket = kTicket;
      return append(std::move(reply));
    }
    case FrameKind::kPromises:
      return append(PromisePush{0x1111, kTicket.raw(), kNow, kNow + kMinute, kNow + kHour, kNever});
    case FrameKind::kFeedbackPage: {
      auto reply = std::make_unique<FeedbackReply>();
      reply->correlation = kTag;
      reply->rows.push_back({.ticket = kTicket,
                             .follow_up = TicketId(kTicket.raw() + 5),
                             .agent = AgentId(7),
                             .agent_name = "王芳",
                             .at = kNow,
                             .answers = 2,
                             .scores = {1, 3, 2},
                             .tenths = 20,
                             .solved = Solved::kNo,
                             .flags = kScoredLow | kSaysSlow,
                             .status = Status::kResolved,
                             .follow_up_status = Status::kAssigned,
                             .reopen_until = kNow + 7 * kDay});
      reply->more = true;
      reply->next = TicketId(kTicket.raw() + 9);
      return append(std::move(reply));
    }
    case FrameKind::kTransfersPage: {
      auto reply = std::make_unique<TransfersReply>();
      reply->correlation = kTag;
      reply->rows.push_back({.ticket = kTicket,
                             .agent = AgentId(7),
                             .to = AgentId(8),
                             .agent_name = "anna",
                             .to_name = "王芳",
                             .team = {},
                             .reason = "knows it better",
                             .asked_at = kNow,
                             .status = Status::kInProgress,
                             .level = Level::kHigh});
      reply->rows.push_back({.ticket = TicketId(kTicket.raw() + 1),
                             .agent = AgentId(9),
                             .to = {},
                             .agent_name = "bob",
                             .to_name = {},
                             .team = "night",
                             .reason = "my shift ends",
                             .asked_at = kNow + kSecond,
                             .status = Status::kAssigned,
                             .level = Level::kUrgent});
      reply->more = true;
      return encoder.Append(std::move(reply), nullptr);
    }
    case FrameKind::kReviewsPage: {
      auto reply = std::make_unique<ReviewsReply>();
      reply->correlation = kTag;
      reply->rows.push_back({.ticket = kTicket,
                             .agent = AgentId(7),
                             .agent_name = "王芳",
                             .level = Level::kUrgent,
                             .status = Status::kInProgress,
                             .type = TypeId(3),
                             .channel = ChannelId(2),
                             .waits_since = kNow,
                             .respond_by = kNow + 15 * kMinute,
                             .resolve_by = kNow + 4 * kHour});
      reply->rows.push_back({.ticket = TicketId(kTicket.raw() + 1),
                             .agent = {},
                             .agent_name = {},
                             .level = Level::kHigh,
                             .status = Status::kPooled,
                             .type = TypeId(4),
                             .channel = ChannelId(1),
                             .waits_since = kNow + kSecond,
                             .respond_by = kNever,
                             .resolve_by = kNever});
      reply->more = true;
      return encoder.Append(std::move(reply), nullptr);
    }
    case FrameKind::kArticlesPage: {
      auto reply = std::make_unique<ArticlesReply>();
      reply->correlation = kTag;
      reply->rows.push_back({ArticleId(12),
                             3,
                             Visibility::kCustomer,
                             kNow,
                             kNow + kDay,
                             77,
                             20,
                             12,
                             "退款多久到账",
                             "refund",
                             "crm-east",
                             "原路退回。",
                             {1, 2}});
      reply->more = true;
      reply->next = ArticleId(12);
      return append(std::move(reply));
    }
    case FrameKind::kPong:
      return encoder.AppendPong(kTag, "are you there");
    case FrameKind::kOffers: {
      static const SampleHandling handling;  // looked at when the encoder closes the frame
      encoder.set_handling(&handling);
      WorkItem bare = SampleWork();
      bare.submit_seq = 12;  // whose texts are not at hand
      bare.type = 2;
      append(OfferPush{1, SampleWork()});
      return append(OfferPush{1, bare});
    }
    case FrameKind::kSuggestions:
      return encoder.AppendSuggestions(kTicket, {{ArticleId(12), 3, Visibility::kInternal, "退款多久到账", "原路退回。"}});
    case FrameKind::kWithdrawn:
      return append(WithdrawPush{1, kTicket.raw(), 7, 3, ReturnReason::kNoAnswer});
    case FrameKind::kClockAlerts:
      return append(ClockPush{1, kTicket.raw(), kNow, 7, 1'000, Clock::kResolve, static_cast<std::uint8_t>(Level::kHigh)});
    case FrameKind::kAlerts:
      return append(AlertPush{1, kTicket.raw(), kNow, 7, 12, AlertKind::kOnlyDecliners});
    case FrameKind::kAgentStates:
      return append(AgentPush{1, kNow + kMinute, 7, AgentStatus::kWrapUp});
    case FrameKind::kGoodBye:
      return encoder.AppendGoodBye(Reject::kMalformed, "the frame is too large", "帧过大");
    default:
      CHECK_EQ(static_cast<int>(kind), -1);
  }
}

}  // namespace tidegate::samples
