#include "core/model/event.h"

#include <algorithm>
#include <cstring>

#include "core/model/change_subjects.h"

namespace tidegate {
namespace {

void Fill(const Submitted& change, std::string_view, Event& event) {
  event.kind = EventKind::kSubmitted;
  event.status = Status::kReceived;
  event.level = static_cast<Level>(change.claimed_level);
  event.tier = static_cast<CustomerTier>(change.claimed_tier);
  event.type = change.type;
  event.region = change.region;
  event.channel = change.channel;
}

void Fill(const Classified& change, std::string_view, Event& event) {
  event.kind = EventKind::kClassified;
  event.status = Status::kPooled;
  event.level = static_cast<Level>(change.level);
  event.tier = static_cast<CustomerTier>(change.tier);
  event.region = change.region;
  event.channel = change.channel;
  event.respond_by = change.respond_due;
  event.resolve_by = change.resolve_due;
  event.rules_version = change.rules_version;
}

void Fill(const Offered& change, std::string_view, Event& event) {
  event.kind = EventKind::kOffered;
  event.status = Status::kOffered;
  event.token = change.token;
  event.until = change.at + change.accept_within_ms * kMillisecond;
  event.note = change.note;
}

void Fill(const Accepted& change, std::string_view, Event& event) {
  event.kind = EventKind::kAccepted;
  event.status = Status::kAssigned;
  event.token = change.token;
}

void Fill(const Returned& change, std::string_view, Event& event) {
  event.kind = EventKind::kReturned;
  event.status = Status::kPooled;
  event.reason = static_cast<ReturnReason>(change.reason);
  event.decline_code = change.decline_code;
  event.until = change.excluded_until;
}

void Fill(const DeclineForgotten&, std::string_view, Event& event) { event.kind = EventKind::kDeclineForgotten; }

void Fill(const ContactReported& change, std::string_view, Event& event) {
  event.kind = EventKind::kContactReported;
  event.status = static_cast<Status>(change.status);
}

void Fill(const NodeReported& change, std::string_view, Event& event) {
  event.kind = EventKind::kNodeReported;
  event.status = static_cast<Status>(change.status);
}

void Fill(const Resolved& change, std::string_view tail, Event& event) {
  event.kind = EventKind::kResolved;
  event.status = Status::kResolved;
  event.result_code = change.result_code;
  event.text = tail;
}

void Fill(const ClockFired& change, std::string_view, Event& event) {
  event.kind = EventKind::kClockFired;
  event.clock = static_cast<Clock>(change.clock);
  event.per_mille = change.per_mille;
  event.level = static_cast<Level>(change.order_level);
  event.until = change.next_at;
}

void Fill(const MessageReceived& change, std::string_view tail, Event& event) {
  event.kind = EventKind::kMessageReceived;
  event.status = static_cast<Status>(change.status);
  event.text = tail;
}

void Fill(const MessageSent& change, std::string_view tail, Event& event) {
  event.kind = EventKind::kMessageSent;
  event.status = static_cast<Status>(change.status);
  event.detail = change.kind;
  event.text = tail;
}

void Fill(const Promised& change, std::string_view tail, Event& event) {
  event.kind = EventKind::kPromised;
  event.until = change.promised_at;
  event.text = tail;
}

void Fill(const ClockSet& change, std::string_view, Event& event) {
  event.kind = EventKind::kClockSet;
  event.clock = static_cast<Clock>(change.clock);
  event.detail = change.news;
  event.until = change.due;
  event.per_mille = change.per_mille;
}

void Fill(const LoopClosed& change, std::string_view tail, Event& event) {
  event.kind = EventKind::kLoopClosed;
  event.detail = static_cast<std::uint8_t>(change.closing);
  if (change.closing == static_cast<std::uint32_t>(LoopClosing::kConfirmed)) event.status = Status::kClosed;
  event.text = tail;
}

void Fill(const OverdueReasonSet& change, std::string_view tail, Event& event) {
  event.kind = EventKind::kOverdueReasonSet;
  event.result_code = static_cast<std::uint16_t>(change.reason);
  event.text = tail;
}

void Fill(const LevelChanged& change, std::string_view tail, Event& event) {
  event.kind = EventKind::kLevelChanged;
  event.level = static_cast<Level>(change.level);
  event.text = tail;
}

void Fill(const TicketMoved& change, std::string_view, Event& event) {
  event.kind = EventKind::kTicketMoved;
  event.respond_by = change.respond_due;
  event.resolve_by = change.resolve_due;
  event.rules_version = change.rules_version;
}

void Fill(const Touched& change, std::string_view tail, Event& event) {
  // The watchdog waits, or begins anew: nobody was told anything.
  if (change.kind == static_cast<std::uint8_t>(TouchKind::kStale) && (change.waits != 0 || change.stale_told == 0)) return;
  event.kind = EventKind::kTouched;
  event.detail = change.kind;
  event.text = tail;
}

void Fill(const Escalated& change, std::string_view, Event& event) {
  event.kind = EventKind::kEscalated;
  event.level = static_cast<Level>(change.order_level);
}

void Fill(const Tagged& change, std::string_view, Event& event) {
  event.kind = EventKind::kTagged;
  event.type = change.type;
  event.rules_version = change.rules_version;
  event.tags = change.tags;
  event.category = static_cast<ComplaintCategory>(change.category);
  event.department = change.department;
  event.flags = change.flags;
  event.level_rule = change.level_rule;
  event.type_rule = change.type_rule;
  event.category_rule = change.category_rule;
  event.department_rule = change.department_rule;
  event.flow_rule = change.flow_rule;
  for (std::size_t bit = 0; bit < change.fired.size() * 8; ++bit) {
    if ((change.fired[bit / 8] >> (bit % 8) & 1) != 0) event.fired.push_back(static_cast<char>(bit + 1));
  }
}

void Fill(const Planned& change, std::string_view, Event& event) {
  event.kind = EventKind::kPlanned;
  event.status = Status::kReceived;
  event.level = static_cast<Level>(change.level);
  event.tier = static_cast<CustomerTier>(change.tier);
  event.until = event.at + change.after_s * kSecond;
}

void Fill(const Reviewed& change, std::string_view, Event& event) {
  event.kind = EventKind::kReviewed;
  event.flags = static_cast<std::uint8_t>(change.flags);
}

void Fill(const ReviewAlerted&, std::string_view, Event& event) { event.kind = EventKind::kReviewAlerted; }

void Fill(const AssignedByHand& change, std::string_view, Event& event) {
  event.kind = EventKind::kAssignedByHand;
  event.status = Status::kAssigned;
  event.token = change.token;
  event.rules_version = change.rules_version;
  if (change.over_capacity != 0) event.text = "over-capacity";
}

void Fill(const Relaxed& change, std::string_view, Event& event) {
  if (change.steps == 0) return;  // only kept for its manager no longer
  event.kind = EventKind::kRelaxed;
  event.token = change.steps;
  event.until = change.next_at;
}

void Fill(const MatchPlanned& change, std::string_view, Event& event) {
  if (change.held_for == 0) return;
  event.kind = EventKind::kKept;
  event.until = change.next_at == kNever ? 0 : change.next_at;
}

void Fill(const Started&, std::string_view, Event& event) { event.kind = EventKind::kStarted; }

void Fill(const RulesActivated& change, std::string_view tail, Event& event) {
  event.kind = EventKind::kRulesActivated;
  event.rules_version = change.version;
  event.detail = change.cause;
  event.text = SplitRules(change, tail).author;
}

void Fill(const Declared& change, std::string_view tail, Event& event) {
  event.kind = EventKind::kDeclared;
  event.catalog = static_cast<CatalogKind>(change.kind);
  event.type = change.id;
  event.text = tail;
}

void Fill(const AgentDeclared&, std::string_view tail, Event& event) {
  event.kind = EventKind::kAgentDeclared;
  AgentTerms terms;
  if (tail.size() < sizeof(Profile) + sizeof terms) return;
  std::memcpy(&terms, tail.data() + sizeof(Profile), sizeof terms);
  const std::string_view texts = tail.substr(sizeof(Profile) + sizeof terms);
  if (texts.size() >= TextBytes(terms)) event.text = SplitTexts(terms, texts).name;
}

void Fill(const AgentRetired&, std::string_view, Event& event) { event.kind = EventKind::kAgentRetired; }

void Fill(const SignedIn&, std::string_view, Event& event) { event.kind = EventKind::kSignedIn; }

void Fill(const AgentStatusChanged& change, std::string_view, Event& event) {
  event.kind = EventKind::kAgentStatusChanged;
  event.agent_status = static_cast<AgentStatus>(change.status);
  event.until = change.until;
}

void Fill(const ArticlePut& change, std::string_view tail, Event& event) {
  event.kind = EventKind::kArticlePut;
  event.article = change.article;
  if (const std::optional<ArticleText> text = DecodeArticle(tail)) event.text = text->title;
}

void Fill(const ArticleReviewed& change, std::string_view, Event& event) {
  event.kind = EventKind::kArticleReviewed;
  event.article = change.article;
}

void Fill(const ArticleUsed& change, std::string_view, Event& event) {
  event.kind = EventKind::kArticleUsed;
  event.article = change.article;
}

void Fill(const ArticleStale& change, std::string_view, Event& event) {
  event.kind = EventKind::kArticleStale;
  event.article = change.article;
}

void Fill(const TicketClosed& change, std::string_view, Event& event) {
  event.kind = EventKind::kClosed;
  event.status = static_cast<Status>(change.status);
}

void Fill(const TicketHeld&, std::string_view tail, Event& event) {
  event.kind = EventKind::kHeld;
  event.status = Status::kHeld;
  event.text = tail;
}

void Fill(const TicketPooled&, std::string_view, Event& event) {
  event.kind = EventKind::kPooled;
  event.status = Status::kPooled;
}

void Fill(const TicketEnded& change, std::string_view tail, Event& event) {
  event.kind = EventKind::kEnded;
  event.status = static_cast<Status>(change.status);
  event.into = change.into;
  event.text = tail;
}

void Fill(const Reopened& change, std::string_view tail, Event& event) {
  event.kind = EventKind::kReopened;
  event.status = Status::kReceived;
  event.rules_version = change.rules_version;
  event.text = tail;
}

void Fill(const WroteAfter&, std::string_view tail, Event& event) {
  event.kind = EventKind::kMessageReceived;
  event.status = Status::kResolved;
  event.text = tail;
}

void Fill(const ParentNoted& change, std::string_view, Event& event) {
  event.kind = EventKind::kParent;
  event.into = change.parent;
}

void Fill(const ParentSet& change, std::string_view, Event& event) {
  event.kind = EventKind::kParent;
  event.into = change.parent;
}

void Fill(const IdentityLinked& change, std::string_view, Event& event) {
  event.kind = EventKind::kIdentity;
  event.detail = 1;
  event.into = change.identity;
  event.channel = static_cast<std::uint8_t>(change.channel);
}

void Fill(const IdentityUnlinked& change, std::string_view, Event& event) {
  event.kind = EventKind::kIdentity;
  event.into = change.identity;
  event.channel = static_cast<std::uint8_t>(change.channel);
}

void Fill(const CustomersMerged& change, std::string_view, Event& event) {
  event.kind = EventKind::kCustomersMerged;
  event.into = change.from;
}

// Whom he asks for stands in words, so that readers need no further lookups: the team, or nothing; the agent as a number.
void Fill(const TransferAsked& change, std::string_view tail, Event& event) {
  event.kind = EventKind::kTransferAsked;
  event.token = change.to;
  const std::string_view team = tail.substr(0, change.team_bytes);
  const std::string_view reason = tail.substr(team.size());
  event.text = team.empty() ? std::string(reason) : std::string(team) + ": " + std::string(reason);
}

void Fill(const TransferSettled& change, std::string_view tail, Event& event) {
  event.kind = EventKind::kTransferSettled;
  event.detail = static_cast<std::uint8_t>(change.word);
  event.text = tail;
}

void Fill(const TransferAlerted&, std::string_view, Event& event) { event.kind = EventKind::kTransferWaiting; }

void Fill(const Looked& change, std::string_view tail, Event& event) {
  event.kind = EventKind::kLooked;
  event.detail = change.role;
  event.text = tail;
}

void Fill(const Made& change, std::string_view, Event& event) {
  event.kind = EventKind::kMade;
  event.origin = static_cast<TicketOrigin>(change.origin);
}

void Fill(const FeedbackGiven& change, std::string_view tail, Event& event) {
  event.kind = EventKind::kFeedbackGiven;
  event.into = change.follow_up;
  event.scores = change.scores;
  event.tenths = change.tenths;
  event.solved = static_cast<Solved>(change.solved);
  event.flags = change.flags;
  event.text = tail;
}

void Fill(const FollowUpNoted& change, std::string_view, Event& event) {
  event.kind = EventKind::kFollowUpNoted;
  event.into = change.answered;
  event.tenths = change.tenths;
  event.tenths_before = change.tenths_before;
}

void Fill(const SurveyRequested&, std::string_view, Event& event) { event.kind = EventKind::kSurveyRequested; }

void Fill(const UseJudged& change, std::string_view, Event& event) {
  event.kind = EventKind::kUseJudged;
  event.article = change.article;
  event.solved = change.solved != 0 ? Solved::kYes : Solved::kNo;
}

void Fill(const PartAsked& change, std::string_view tail, Event& event) {
  event.kind = EventKind::kPartAsked;
  event.part = change.part;
  event.department = change.department;
  event.token = change.to;
  event.until = change.due;
  event.text = tail;
}

void Fill(const PartAssigned& change, std::string_view, Event& event) {
  event.kind = EventKind::kPartAssigned;
  event.part = change.part;
}

void Fill(const PartReported& change, std::string_view tail, Event& event) {
  event.kind = EventKind::kPartNode;
  event.part = change.part;
  event.detail = change.node;
  event.text = tail;
}

void Fill(const PartEnded& change, std::string_view tail, Event& event) {
  event.kind = EventKind::kPartEnded;
  event.part = change.part;
  event.detail = change.node;
  event.text = tail;
}

void Fill(const PartAlerted& change, std::string_view, Event& event) {
  event.kind = EventKind::kPartOverdue;
  event.part = static_cast<std::uint8_t>(change.part);
}

void Fill(const PartMoved& change, std::string_view, Event& event) {
  event.kind = EventKind::kPartMoved;
  event.part = change.part;
  event.into = change.from;
}

void Fill(const PlanPut& change, std::string_view tail, Event& event) {
  event.kind = EventKind::kPlanChanged;
  event.plan = change.plan;
  event.until = change.next_at;
  if (const std::optional<Plan> plan = DecodePlan(tail)) event.text = plan->texts.name;
}

void Fill(const PlanDropped& change, std::string_view, Event& event) {
  event.kind = EventKind::kPlanChanged;
  event.plan = static_cast<std::uint32_t>(change.plan);
}

void Fill(const PlanFired& change, std::string_view, Event& event) {
  event.kind = EventKind::kPlanFired;
  event.plan = change.plan;
  event.until = change.next_at;
}

void Fill(const CallBackSet& change, std::string_view, Event& event) {
  event.kind = EventKind::kCallBackSet;
  event.until = change.due;
}

// No event.
template <class Change>
void Fill(const Change&, std::string_view, Event&) {}

}  // namespace

std::optional<Event> EventOf(const ChangeView& change, std::uint64_t seq, Micros at) {
  Event event;
  event.seq = seq;
  event.at = at;
  const ChangeSubjects subjects = SubjectsOf(change);
  event.ticket = subjects.ticket;
  event.agent = subjects.agent;
  event.client = subjects.client;
  event.customer = subjects.customer;
  switch (change.kind) {
#define TIDEGATE_EVENT_CASE(name, number, origin, tail_) \
  case ChangeKind::k##name:                              \
    Fill(change.As<name>(), change.tail, event);         \
    break;
    TIDEGATE_CHANGES(TIDEGATE_EVENT_CASE)
#undef TIDEGATE_EVENT_CASE
    case ChangeKind::kNone:
      break;
  }
  if (event.kind == EventKind::kNone) return std::nullopt;
  return event;
}

}  // namespace tidegate
