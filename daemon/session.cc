#include "daemon/session.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/check.h"
#include "daemon/feed.h"
#include "daemon/output_address.h"
#include "daemon/session_table.h"

namespace tidegate {

Session::Session(std::uint64_t number, SessionContext* context, Micros now)
    : number_(number),
      context_(context),
      buffer_(FrameSide::kServer, kSessionBufferBytes),
      encoder_(&context->scratch, context->encoder),
      last_received_(now) {
  identity_.session = number;
}

void Session::Received(std::size_t bytes, Micros now) {
  last_received_ = now;
  context_->metrics->Add(Metric::kBytesIn, static_cast<std::int64_t>(bytes));
  buffer_.Commit(bytes);
  TakeFrames();
}

void Session::Resume() {
  if (wants_bytes()) TakeFrames();
}

void Session::TakeFrames() {
  std::int64_t frames = 0;
  while (wants_bytes()) {
    const FrameResult result = buffer_.Next();
    if (result.status == FrameStatus::kNeedMore) break;
    ++frames;
    if (result.status == FrameStatus::kFrame) {
      if (state_ == SessionState::kNew) {
        TakeHello(result.frame);
      } else {
        TakeRequest(result.frame);
      }
      continue;
    }
    Refuse(RefusalOf(result));
    if (result.status == FrameStatus::kUnknownKind) {
      if (state_ == SessionState::kNew) Close(Reject::kMalformed, "the first frame must be a hello", "首帧必须是 hello");
      continue;
    }
    context_->metrics->Add(Metric::kSessionsBroken);
    Close(Reject::kMalformed, "the framing is broken: where the next frame begins cannot be known", "帧格式损坏，无法继续解析");
  }
  if (!refusals_.empty()) PassRefusals();
  if (frames != 0) context_->metrics->Add(Metric::kFramesIn, frames);
}

std::uint32_t Session::CreditsMax(Role role) const {
  return role == Role::kAgent ? context_->limits.desk_credits_max : context_->limits.front_end_credits_max;
}

void Session::TakeHello(const Frame& frame) {
  HelloRequest hello;
  const DecodeResult result = DecodeHello(frame, hello);
  if (!result.ok()) {
    for (const Refusal& refusal : result.refusals) Refuse(refusal);
    Close(result.refusals.front().code, "the hello was refused: see the error before", "hello 被拒绝，原因见上一帧");
    return;
  }
  if (hello.workspace != context_->workspace) {
    Refuse({hello.correlation, Reject::kMoved, CommandKind::kHello, "workspace",
            fmt::format("this daemon serves workspace {}, not {}", context_->workspace, hello.workspace)});
    Close(Reject::kMoved, "another workspace is served here", "此处服务于另一工作区");
    return;
  }
  if (hello.partition != kAnyPartition && hello.partition != context_->partition) {
    Refuse({hello.correlation, Reject::kMoved, CommandKind::kHello, "partition",
            fmt::format("this daemon serves partition {}, not {}", context_->partition, hello.partition)});
    Close(Reject::kMoved, "another partition is served here", "此处服务于另一分区");
    return;
  }
  if (hello.epoch > context_->epoch) {
    Refuse({hello.correlation, Reject::kNotLeader, CommandKind::kHello, "epoch",
            fmt::format("this daemon leads in epoch {}, the client has seen {}", context_->epoch, hello.epoch)});
    Close(Reject::kNotLeader, "a later leader exists", "已有更新的主节点");
    return;
  }
  if (context_->admission->Refuse(Lane::kWork, Level::kNone, Depths(), hello.correlation)) {
    RefuseBusy(hello.correlation, CommandKind::kHello, kRetryAfterMs[static_cast<std::size_t>(Level::kUrgent)]);
    Close(Reject::kBusy, "too busy for another session", "系统繁忙，请稍后再连接");
    return;
  }
  hello.credits = std::min(hello.credits, CreditsMax(hello.role));
  identity_ = IdentityOf(hello, number_, *context_->hasher, context_->partition);
  credits_ = hello.credits;
  suggestions_ = hello.suggestions;
  if (hello.compact_refusals) encoder_.set_refusals(Refusals::kCompact);
  if (hello.role != Role::kFrontEnd) encoder_.set_handling(&context_->handling);
  context_->batch->lane(Lane::kWork).push_back(HelloCommand(hello, identity_, context_->batch->texts));
  in_flight_ = 1;
  known_to_engine_ = true;
  state_ = SessionState::kGreeting;
}

LaneDepths Session::Depths() const {
  LaneDepths depths = context_->pushed;
  for (std::size_t lane = 0; lane < kLaneCount; ++lane) depths.commands[lane] += context_->batch->lanes[lane].size();
  depths.text_bytes += context_->batch->texts.used();
  return depths;
}

void Session::TakeRequest(const Frame& frame) {
  const FrameKindRow& kind = FrameInfo(frame.kind());
  const std::uint64_t correlation = frame.header.correlation;
  const Lane lane = IsSubmitLane(frame.kind()) ? Lane::kSubmits : Lane::kWork;
  const bool batch = kind.kind == FrameKind::kSubmitBatch || kind.kind == FrameKind::kAcceptBatch || kind.kind == FrameKind::kResolveBatch;
  Level admitted = Level::kNone;
  // A single request is refused before it costs anything; the items of a batch have their correlations inside.
  if (kind.command != CommandKind::kNone && !batch && (kind.roles & RoleBit(identity_.role)) != 0) {
    if (in_flight_ >= credits_) return RefuseCredit(correlation, kind.command);
    Level level = IsListed<Level>(frame.header.level) ? static_cast<Level>(frame.header.level) : Level::kNone;
    if (lane == Lane::kSubmits) {
      const ClaimMeter::Door door =
          TakeClaim(level, IsListed<CustomerTier>(frame.header.tier) ? static_cast<CustomerTier>(frame.header.tier) : CustomerTier::kNone);
      level = door.counts;
      admitted = door.admitted;
    }
    if (const auto busy = context_->admission->Refuse(lane, level, Depths(), correlation)) {
      return RefuseBusy(correlation, kind.command, busy->retry_after_ms);
    }
  }
  std::vector<Command>& commands = context_->batch->lane(lane);
  const std::size_t first = commands.size();
  const DecodeResult result = DecodeRequest(frame, identity_, *context_->names, *context_->hasher, context_->batch->texts, commands);
  for (const Refusal& refusal : result.refusals) {
    Refuse(refusal);
    if (refusal.code == Reject::kNotAllowed) refusals_.Add(frame.header.kind, kind.command, refusal.code);
  }
  if (admitted != Level::kNone && commands.size() > first) {
    if (auto* submit = std::get_if<Submit>(&commands.back().body)) submit->admitted_level = admitted;
  }
  if (lane == Lane::kSubmits && context_->rules->keywords != nullptr) {
    for (std::size_t i = first; i < commands.size(); ++i) {
      if (auto* submit = std::get_if<Submit>(&commands[i].body)) ScanSubmit(*context_->rules->keywords, context_->rules_version, *submit);
    }
  }
  if (batch) {
    Admit(lane, first);
  } else if (commands.size() > first) {
    if (!MaySignIn(commands.back())) {
      Refuse({correlation, Reject::kNotAllowed, CommandKind::kSignIn, "agent",
              fmt::format("this desk speaks for {}; a desk gateway may sign in many", signed_in_)});
      refusals_.Add(frame.header.kind, CommandKind::kSignIn, Reject::kNotAllowed);
      commands.pop_back();
    } else if (!MayDrive(commands.back())) {
      Refuse({correlation, Reject::kTimeNotSet, CommandKind::kSetTime, "at",
              fmt::format("session {} drives the time until it ends; wait for that, or let it go on", context_->time_driver)});
      commands.pop_back();
    } else {
      ++in_flight_;
    }
  } else {
    Answer(result.own, correlation);
  }
}

void Session::Admit(Lane lane, std::size_t first) {
  std::vector<Command>& commands = context_->batch->lane(lane);
  const std::size_t count = commands.size() - first;
  door_levels_.clear();
  for (std::size_t i = first; i < commands.size(); ++i) {
    ClaimMeter::Door door;
    if (auto* submit = std::get_if<Submit>(&commands[i].body)) {
      door = TakeClaim(submit->claimed_level, submit->claimed_tier);
      submit->admitted_level = door.admitted;
    }
    door_levels_.push_back(door.counts);
  }
  // Nearly always all of them have credit and room: then nothing moves.
  if (in_flight_ + count <= credits_ && !context_->admission->Refuse(lane, Level::kLow, Depths(), 0)) {
    in_flight_ += static_cast<std::uint32_t>(count);
    return;
  }
  const std::vector<Command> candidates(commands.begin() + static_cast<std::ptrdiff_t>(first), commands.end());
  commands.resize(first);
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const Command& command = candidates[i];
    const std::uint64_t correlation = command.caller.correlation;
    const Level level = door_levels_[i];
    if (in_flight_ >= credits_) {
      RefuseCredit(correlation, command.kind());
    } else if (const auto busy = context_->admission->Refuse(lane, level, Depths(), correlation)) {
      RefuseBusy(correlation, command.kind(), busy->retry_after_ms);
    } else {
      commands.push_back(command);
      ++in_flight_;
    }
  }
}

ClaimMeter::Door Session::TakeClaim(Level level, CustomerTier tier) {
  const ClaimMeter::Door door = context_->claims->Take(identity_.client, identity_.name, level, tier, last_received_);
  if (door.admitted != Level::kNone) context_->metrics->Add(Metric::kClaimsOverQuota);
  return door;
}

bool Session::MaySignIn(const Command& command) {
  const auto* sign_in = std::get_if<SignIn>(&command.body);
  if (sign_in == nullptr || identity_.role != Role::kAgent) return true;
  if (sign_in_ != SignInState::kNone) return signed_in_ == sign_in->agent;
  signed_in_ = std::string(sign_in->agent);
  sign_in_ = SignInState::kAsked;
  return true;
}

// The first who sets the time drives it. (Of a daemon whose time is the machine's nobody does: the engine refuses, and so may everybody
// ask.)
bool Session::MayDrive(const Command& command) {
  if (command.kind() != CommandKind::kSetTime || context_->time_source != TimeSource::kDriven) return true;
  if (context_->time_driver == 0) context_->time_driver = number_;
  return context_->time_driver == number_;
}

void Session::Answer(const SessionRequest& request, std::uint64_t correlation) {
  if (const auto* ping = std::get_if<PingRequest>(&request)) {
    encoder_.AppendPong(correlation, ping->bytes);
  } else if (const auto* names = std::get_if<NamesRequest>(&request)) {
    encoder_.AppendNames(correlation, *context_->names, *names);
  } else if (const auto* body = std::get_if<BodyRequest>(&request)) {
    AskBody(*body, correlation);
  } else if (const auto* rules = std::get_if<RulesRequest>(&request)) {
    if (in_flight_ >= credits_) return RefuseCredit(correlation, CommandKind::kActivateRules);
    if (context_->rules_jobs.size() >= kRulesJobsMax) return RefuseBusy(correlation, CommandKind::kActivateRules, 1000);
    context_->rules_jobs.push_back({rules->caller, std::string(rules->source), std::string(rules->author), rules->use});
    ++in_flight_;
  } else if (const auto* history = std::get_if<HistoryRequest>(&request)) {
    AskHistory(*history, correlation);
  } else if (const auto* archive = std::get_if<ArchiveRequest>(&request)) {
    AskArchive(*archive, correlation);
  } else if (const auto* follow = std::get_if<FollowRequest>(&request)) {
    const std::optional<Feed::Wrong> wrong = context_->feed->Begin(*this, correlation, *follow);
    if (wrong) Refuse({correlation, wrong->code, CommandKind::kNone, wrong->field, wrong->text});
  } else if (const auto* taken = std::get_if<FeedTakenRequest>(&request)) {
    context_->feed->Taken(number_, taken->next_seq);
  } else if (const auto* articles = std::get_if<ArticlesRequest>(&request)) {
    AskArticles(*articles, correlation);
  }
}

void Session::AskBody(const BodyRequest& request, std::uint64_t correlation) {
  // The engine says whether this caller may see the ticket, and where its texts are; what the asker claims is not trusted.
  if (AskTicket(QuestionFor(request.ticket, {}, request.sight), correlation)) {
    text_asks_.push_back({.correlation = correlation, .of = TextAsk::Of::kBody, .sight = request.sight});
  }
}

CommandBody Session::QuestionFor(TicketId ticket, const KeyHash& key, Sight sight) {
  if (sight == Sight::kMasked) return FindTicket{ticket, key};
  return LookAt{ticket, key};
}

bool Session::AskTicket(const CommandBody& question, std::uint64_t correlation) {
  if (in_flight_ >= credits_) {
    RefuseCredit(correlation, CommandKind::kFindTicket);
    return false;
  }
  if (const auto busy = context_->admission->Refuse(Lane::kWork, Level::kNone, Depths(), correlation)) {
    RefuseBusy(correlation, CommandKind::kFindTicket, busy->retry_after_ms);
    return false;
  }
  Command command;
  command.caller = {number_, correlation, identity_.client, 0, identity_.role};
  command.body = question;
  if (command.kind() == CommandKind::kLookAt || IsNamed(identity_.role)) command.caller.name = context_->batch->texts.Store(identity_.name);
  context_->batch->lane(Lane::kWork).push_back(command);
  ++in_flight_;
  return true;
}

KnowledgeQuestion::Reach Session::Reach() const {
  return identity_.role == Role::kFrontEnd ? KnowledgeQuestion::Reach::kCustomers : KnowledgeQuestion::Reach::kEveryone;
}

void Session::AskArticles(const ArticlesRequest& request, std::uint64_t correlation) {
  if (request.ticket) {
    if (AskTicket(FindTicket{request.ticket, {}}, correlation)) like_asks_.push_back({correlation, request.hits_max});
    return;
  }
  if (in_flight_ >= credits_) return RefuseCredit(correlation, CommandKind::kListArticles);
  KnowledgeSearch search;
  search.question.text = request.text;
  search.question.reach = Reach();
  search.question.type = request.type.raw();
  search.question.hits_max = request.hits_max;
  PushKnowledge({{.session = number_, .correlation = correlation, .offered = {}}, std::move(search)});
}

std::string Session::HandlingOf(TypeId type) const {
  if (identity_.role == Role::kFrontEnd) return {};  // customers are not told how
  return std::string(context_->handling.FindHandling(type));
}

KnowledgeSearch Session::SearchLike(TicketId ticket, std::uint64_t submit_seq, TypeId type, std::uint32_t hits_max) const {
  KnowledgeSearch search;
  search.question.sense = KnowledgeQuestion::Sense::kLike;
  search.question.reach = Reach();
  search.question.type = type.raw();
  search.question.hits_max = hits_max;
  search.ticket = ticket;
  search.submit_seq = submit_seq;
  return search;
}

void Session::SuggestFor(const WorkItem& item) {
  if (suggestions_ == 0) return;
  if (context_->suggesting == SessionContext::Suggesting::kPaused || context_->suggestions_under_way >= kSuggestionsMax) {
    return context_->metrics->Add(Metric::kSuggestionsSkipped);
  }
  context_->knowledge_jobs.push_back({{.session = number_, .correlation = 0, .offered = TicketId(item.ticket)},
                                      SearchLike(TicketId(item.ticket), item.submit_seq, TypeId(item.type), suggestions_)});
  ++context_->suggestions_under_way;
}

void Session::PushKnowledge(KnowledgeJob job) {
  if (context_->knowledge_jobs.size() >= kKnowledgeJobsMax) return RefuseBusy(job.asker.correlation, CommandKind::kListArticles, 1000);
  context_->knowledge_jobs.push_back(std::move(job));
  ++in_flight_;
}

bool Session::TakeLikeAsk(std::uint64_t correlation, std::uint32_t& hits_max) {
  const auto ask = std::find_if(like_asks_.begin(), like_asks_.end(), [&](const LikeAsk& like) { return like.correlation == correlation; });
  if (ask == like_asks_.end()) return false;
  hits_max = ask->hits_max;
  like_asks_.erase(ask);
  return true;
}

void Session::AskHistory(const HistoryRequest& request, std::uint64_t correlation) {
  // Boards see every history, masked; a desk those of its agents' tickets.
  if (request.sight == Sight::kMasked && (kForBoards & RoleBit(identity_.role)) != 0) {
    if (in_flight_ >= credits_) return RefuseCredit(correlation, CommandKind::kFindTicket);
    return PushHistory(request, correlation);
  }
  if (AskTicket(QuestionFor(request.ticket, request.key, request.sight), correlation)) {
    text_asks_.push_back({.correlation = correlation, .of = TextAsk::Of::kHistory, .sight = request.sight, .from_seq = request.from_seq});
  }
}

void Session::AskArchive(const ArchiveRequest& request, std::uint64_t correlation) {
  if (in_flight_ >= credits_) return RefuseCredit(correlation, CommandKind::kFindTicket);
  if (context_->history_jobs.size() >= kHistoryJobsMax) return RefuseBusy(correlation, CommandKind::kFindTicket, 1000);
  HistoryJob job{.session = number_, .correlation = correlation, .role = identity_.role, .question = {}};
  job.archive = ArchiveQuestion{.ticket = request.ticket,
                                .customer = request.customer,
                                .order = request.order,
                                .from = request.from,
                                .to = request.to,
                                .after = request.after,
                                .rows_max = request.rows_max};
  context_->history_jobs.push_back(job);
  ++in_flight_;
}

void Session::PushHistory(const HistoryRequest& request, std::uint64_t correlation) {
  if (context_->history_jobs.size() >= kHistoryJobsMax) return RefuseBusy(correlation, CommandKind::kFindTicket, 1000);
  HistoryJob job{number_, correlation, identity_.role, request.sight, {}};
  job.question.ticket = request.ticket;
  job.question.key = request.key;
  job.question.from_seq = request.from_seq;
  context_->history_jobs.push_back(job);
  ++in_flight_;
}

std::optional<Session::TextAsk> Session::TakeTextAsk(std::uint64_t correlation, Sight sight) {
  const auto found = std::find_if(text_asks_.begin(), text_asks_.end(),
                                  [&](const TextAsk& ask) { return ask.correlation == correlation && ask.sight == sight; });
  if (found == text_asks_.end()) return std::nullopt;
  const TextAsk ask = *found;
  text_asks_.erase(found);
  return ask;
}

// The engine has said that he may, and has recorded it where he sees more than others do.
void Session::Answer(const TextAsk& ask, const TicketView& view, BodyLookup* bodies) {
  if (ask.sight == Sight::kPlain) context_->metrics->Add(Metric::kLooks);
  if (ask.of == TextAsk::Of::kHistory) {
    return PushHistory({.ticket = view.ticket, .key = {}, .from_seq = ask.from_seq, .sight = ask.sight}, ask.correlation);
  }
  if (const auto body = bodies == nullptr ? std::nullopt : bodies->FindBody(view.submit_seq, view.ticket)) {
    return DeliverBody(ask.correlation, view.ticket, *body, ask.sight);
  }
  if (context_->body_jobs.size() >= kBodyJobsMax) return RefuseBusy(ask.correlation, CommandKind::kFindTicket, 1000);
  context_->body_jobs.push_back({number_, ask.correlation, view.ticket, view.submit_seq, ask.sight});
}

void Session::Deliver(const Output& output, BodyLookup* bodies) {
  if (state_ == SessionState::kClosing) return;
  const bool behind = BehindInReading();
  // Whoever does not read hears of no changed times: after other rules they may be many, and a ticket can be asked for.
  if (behind && std::holds_alternative<PromisePush>(output)) return;
  if (!IsReply(output)) {
    encoder_.Append(output, behind ? nullptr : bodies);
    const auto* offer = std::get_if<OfferPush>(&output);
    if (offer != nullptr && !behind) SuggestFor(offer->item);
    return;
  }
  CHECK_GT(in_flight_, 0u);
  --in_flight_;
  if (const auto* ack = std::get_if<Ack>(&output)) {
    if (ack->reject != Reject::kNone) context_->metrics->AddReject(ack->reject);
    encoder_.Append(output, nullptr);
    const auto command = static_cast<CommandKind>(ack->command);
    if (command == CommandKind::kSignIn && sign_in_ == SignInState::kAsked) sign_in_ = SignInState::kNone;
    if (command == CommandKind::kFindTicket && !text_asks_.empty()) TakeTextAsk(ack->correlation, Sight::kMasked);
    if (command == CommandKind::kLookAt) TakeTextAsk(ack->correlation, Sight::kPlain);
    std::uint32_t hits_max = 0;
    if (command == CommandKind::kFindTicket && !like_asks_.empty()) TakeLikeAsk(ack->correlation, hits_max);
    if (command == CommandKind::kHello) Close(ack->reject, "the hello was refused: see the error before", "hello 被拒绝，原因见上一帧");
    return;
  }
  if (const auto* used = std::get_if<std::unique_ptr<NamesInUseReply>>(&output)) context_->metrics->AddReject((*used)->reject);
  if (std::holds_alternative<std::unique_ptr<AgentTiedReply>>(output)) context_->metrics->AddReject(Reject::kAgentTied);
  if (const auto* clock = std::get_if<ClockReply>(&output); clock != nullptr && clock->reject != Reject::kNone) {
    context_->metrics->AddReject(clock->reject);
  }
  if (!text_asks_.empty()) {
    if (const auto* ticket = std::get_if<std::unique_ptr<TicketReply>>(&output)) {
      const Sight sight = (*ticket)->looked ? Sight::kPlain : Sight::kMasked;
      if (const std::optional<TextAsk> ask = TakeTextAsk((*ticket)->correlation, sight))
        return Answer(*ask, (*ticket)->view, behind ? nullptr : bodies);
    }
  }
  if (!like_asks_.empty()) {
    if (const auto* ticket = std::get_if<std::unique_ptr<TicketReply>>(&output)) {
      const TicketView& view = (*ticket)->view;
      std::uint32_t hits_max = 0;
      if (TakeLikeAsk((*ticket)->correlation, hits_max)) {
        KnowledgeSearch search = SearchLike(view.ticket, view.submit_seq, view.type, hits_max);
        search.handling = HandlingOf(view.type);
        return PushKnowledge({{.session = number_, .correlation = (*ticket)->correlation, .offered = {}}, std::move(search)});
      }
    }
  }
  // What the engine knows of articles is completed by their texts.
  if (const auto* articles = std::get_if<std::unique_ptr<ArticlesReply>>(&output)) {
    return PushKnowledge({{.session = number_, .correlation = (*articles)->correlation, .offered = {}}, KnowledgeTexts{**articles}});
  }
  encoder_.Append(output, nullptr);
  if (const auto* signed_in = std::get_if<std::unique_ptr<SignInReply>>(&output)) {
    sign_in_ = SignInState::kDone;
    for (const WorkItem& item : (*signed_in)->work) {
      if (static_cast<Status>(item.status) == Status::kOffered && !behind) SuggestFor(item);
    }
  }
  if (state_ == SessionState::kGreeting && std::holds_alternative<HelloReply>(output)) {
    state_ = SessionState::kOpen;
    TakeFrames();
  }
}

void Session::DeliverRulesErrors(const Caller& caller, std::string_view errors) {
  CHECK_GT(in_flight_, 0u);
  --in_flight_;
  Refuse({caller.correlation, Reject::kBadRules, CommandKind::kActivateRules, "source", std::string(errors)});
}

void Session::DeliverBody(std::uint64_t correlation, TicketId ticket, std::string_view body, Sight sight) {
  const std::optional<Body> texts = DecodeBody(body);
  CHECK(texts.has_value());
  encoder_.AppendBody(correlation, ticket, *texts, sight);
}

void Session::DeliverNoBody(std::uint64_t correlation, TicketId ticket) {
  Refuse({correlation, Reject::kUnknownTicket, CommandKind::kFindTicket, "ticket",
          fmt::format("the texts of ticket {} are no longer kept in the journal", ticket.raw())});
}

void Session::DeliverHistory(std::uint64_t correlation, const HistoryAnswer& answer) {
  CHECK_GT(in_flight_, 0u);
  --in_flight_;
  if (state_ == SessionState::kClosing) return;
  switch (answer.kind) {
    case HistoryAnswer::Kind::kFound:
      return encoder_.AppendHistory(correlation, answer.view);
    case HistoryAnswer::Kind::kTickets:
      return encoder_.AppendArchive(correlation, answer.tickets);
    case HistoryAnswer::Kind::kUnknown:
      return Refuse({correlation, Reject::kUnknownTicket, CommandKind::kFindTicket, "name",
                     answer.view.complete_from == 0
                         ? "no such ticket in the projection, nor in the journal behind it"
                         : fmt::format("nothing of such a ticket is left: the journal begins with change {} and the projection does not "
                                       "reach so far; an operator can restore store/ from a backup",
                                       answer.view.complete_from)});
    case HistoryAnswer::Kind::kFailed:
      return Refuse({correlation, Reject::kBusy, CommandKind::kFindTicket, "",
                     "the history cannot be read now: the daemon's log says why, an operator has to look"});
  }
}

void Session::DeliverFollowing(std::uint64_t correlation, std::uint32_t partition, std::uint64_t next_seq, std::uint64_t committed_seq) {
  encoder_.AppendFollowing(correlation, partition, next_seq, committed_seq);
}

void Session::DeliverEvents(const FeedView& view) {
  if (state_ != SessionState::kClosing) encoder_.AppendEvents(view);
}

void Session::DeliverKnowledge(std::uint64_t correlation, const KnowledgeAnswer& answer) {
  CHECK_GT(in_flight_, 0u);
  --in_flight_;
  if (state_ == SessionState::kClosing) return;
  switch (answer.kind) {
    case KnowledgeAnswer::Kind::kHits:
      return encoder_.AppendHits(correlation, answer.hits);
    case KnowledgeAnswer::Kind::kArticles:
      return encoder_.Append(std::make_unique<ArticlesReply>(answer.articles), nullptr);
    case KnowledgeAnswer::Kind::kNothingAsked:
      return Refuse({correlation, Reject::kMalformed, CommandKind::kListArticles, "text",
                     "there is no letter, digit or character to look for / 没有可以查找的文字"});
    case KnowledgeAnswer::Kind::kFailed:
      return Refuse(
          {correlation, Reject::kBusy, CommandKind::kListArticles, "",
           "the articles cannot be searched now: the daemon's log says why, an operator has to look / 知识库暂时无法检索，请运维查看日志"});
  }
}

void Session::DeliverSuggestions(TicketId ticket, const KnowledgeAnswer& answer) {
  if (state_ == SessionState::kClosing || BehindInReading() || answer.hits.hits.empty()) return;
  encoder_.AppendSuggestions(ticket, answer.hits.hits);
}

void Session::Refuse(const Refusal& refusal) {
  context_->metrics->AddReject(refusal.code);
  encoder_.AppendRefusal(refusal);
}

void Session::PassRefusals() {
  if (!known_to_engine_ || context_->admission->Refuse(Lane::kWork, Level::kNone, Depths(), 0)) return;
  Caller caller;
  caller.session = kDaemonSession;
  caller.client = identity_.client;
  caller.role = identity_.role;
  refusals_.MoveTo(context_->batch->lane(Lane::kWork), caller);
}

void Session::RefuseBusy(std::uint64_t correlation, CommandKind command, std::uint32_t retry_after_ms) {
  context_->metrics->AddReject(Reject::kBusy);
  encoder_.AppendBusy(correlation, command, Reject::kBusy, retry_after_ms);
}

void Session::RefuseCredit(std::uint64_t correlation, CommandKind command) {
  Refuse({correlation, Reject::kLimit, command, "credits",
          fmt::format("{} requests are in flight, as many as this session has credits: wait for a reply", in_flight_)});
}

std::string_view Session::Unwritten() {
  if (written_ == writing_.size()) {
    encoder_.Take(writing_);
    written_ = 0;
  }
  return std::string_view(writing_).substr(written_);
}

void Session::Wrote(std::size_t bytes) {
  written_ += bytes;
  CHECK_LE(written_, writing_.size());
  context_->metrics->Add(Metric::kBytesOut, static_cast<std::int64_t>(bytes));
}

void Session::Close(Reject code, std::string_view reason, std::string_view reason_zh) {
  if (state_ == SessionState::kClosing) return;
  encoder_.AppendGoodBye(code, reason, reason_zh);
  state_ = SessionState::kClosing;
}

Session::Health Session::Check(Micros now) {
  const SessionLimits& limits = context_->limits;
  if (state_ == SessionState::kClosing) {
    if (closing_since_ == 0) closing_since_ = now;
    return now - closing_since_ > limits.outbox_patience ? Health::kDrop : Health::kGood;
  }
  const std::size_t unwritten = unwritten_bytes();
  if (unwritten > limits.outbox_bytes_max) {
    if (slow_since_ == 0) slow_since_ = now;
    if (now - slow_since_ <= limits.outbox_patience && unwritten <= std::size_t{kOutboxHardFactor} * limits.outbox_bytes_max) {
      return Health::kGood;
    }
    context_->metrics->Add(Metric::kSessionsSlow);
    return Health::kDrop;
  }
  if (slow_since_ != 0) {
    slow_since_ = 0;
    Resume();
  }
  if (now - last_received_ > limits.idle_timeout) {
    context_->metrics->Add(Metric::kSessionsIdle);
    Close(Reject::kLimit, "nothing came for longer than the idle timeout: send heartbeats", "空闲超时：请定期发送心跳");
  }
  return Health::kGood;
}

}  // namespace tidegate
