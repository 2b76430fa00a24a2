#include "tests/support/narrator.h"

#include <algorithm>
#include <cstdio>

#include "core/engine/deadlines.h"
#include "core/model/turn_record.h"

namespace tidegate {
namespace {

constexpr std::string_view kNobody = "";

std::string Percent(std::uint16_t per_mille) { return std::to_string(per_mille / 10) + "%"; }

bool TakeDetails(std::string_view rest, const std::vector<std::string>& details) {
  while (!rest.empty()) {
    if (!rest.starts_with(", ")) return false;
    rest.remove_prefix(2);
    // The longest detail that stands here: one may begin like another.
    std::size_t taken = 0;
    for (const std::string& detail : details) {
      const bool whole = rest.starts_with(detail) && (rest.size() == detail.size() || rest[detail.size()] == ',');
      if (whole) taken = std::max(taken, detail.size());
    }
    if (taken == 0) return false;
    rest.remove_prefix(taken);
  }
  return true;
}

}  // namespace

std::string Happening::Full() const {
  std::string full = text;
  if (!recipients.empty()) full += " " + recipients;
  for (const std::string& detail : details) full += ", " + detail;
  return full;
}

bool Happening::Matches(std::string_view expectation) const {
  if (!recipients.empty()) {
    const std::string told = text + " " + recipients;
    if (expectation.starts_with(told) && TakeDetails(expectation.substr(told.size()), details)) return true;
  }
  return expectation.starts_with(text) && TakeDetails(expectation.substr(text.size()), details);
}

std::string ClockText(Micros at) {
  const Micros midnight = kWorldBegins - kWorldBegins % kDay;
  const Micros since = at - midnight;
  const Micros day = since >= 0 ? since / kDay : -1;
  const Micros time = since - day * kDay;
  char text[64];
  const int used =
      std::snprintf(text, sizeof text, "%s%02d:%02d:%02d", day == 0 ? "" : ("+" + std::to_string(day) + "d ").c_str(),
                    static_cast<int>(time / kHour), static_cast<int>(time / kMinute % 60), static_cast<int>(time / kSecond % 60));
  std::string out(text, static_cast<std::size_t>(used));
  if (time % kSecond != 0) {
    std::snprintf(text, sizeof text, ".%03d", static_cast<int>(time % kSecond / kMillisecond));
    out += text;
  }
  return out;
}

Narrator::Narrator(EngineWorld& world) : world_(world) {
  world.on_change = [this](const Tables& before, const ChangeView& change, Micros at) { Tell(before, change, at); };
  world.on_turn = [this](const std::vector<Output>& outputs, Micros at) {
    at_ = at;
    TellOutputs(outputs);
    turn_begins_ = happenings_.size();
    clocks_said_.clear();
  };
}

Happening& Narrator::Say(std::string text) {
  happenings_.push_back({.at = at_, .text = std::move(text), .recipients = std::string(kNobody), .details = {}});
  return happenings_.back();
}

void Narrator::Tell(const Tables& before, const ChangeView& change, Micros at) {
  at_ = at;
  const auto ticket = [&](std::uint64_t id) { return world_.TicketName(id); };
  const auto agent = [&](std::uint32_t id) { return world_.AgentName(id); };
  const auto record_of = [&](std::uint64_t id) -> const TicketRecord& { return before.tickets.At(before.tickets.FindId(id)); };
  switch (change.kind) {
    case ChangeKind::kStarted:
      Say("started");
      break;
    case ChangeKind::kRulesActivated:
      Say("rules version " + std::to_string(change.As<RulesActivated>().version));
      if (const std::uint32_t restored = change.As<RulesActivated>().restored; restored != 0) {
        happenings_.back().details.push_back("restored " + std::to_string(restored));
      }
      break;
    case ChangeKind::kSignedIn: {
      const auto signed_in = change.As<SignedIn>();
      Happening& said = Say("online " + agent(signed_in.agent));
      const std::uint32_t capacity = before.agents.At(signed_in.agent).capacity;
      if (signed_in.open_capacity < capacity) {
        said.details.push_back("open " + std::to_string(signed_in.open_capacity) + " of " + std::to_string(capacity));
      }
      break;
    }
    case ChangeKind::kAgentStatusChanged: {
      const auto changed = change.As<AgentStatusChanged>();
      Happening& said = Say(std::string(EnglishName(static_cast<AgentStatus>(changed.status))) + " " + agent(changed.agent));
      if (changed.until != kNever) said.details.push_back("until " + ClockText(changed.until));
      break;
    }
    case ChangeKind::kCapacityOpened: {
      const auto opened = change.As<CapacityOpened>();
      Say("opened " + std::to_string(opened.open_capacity) + " of " + std::to_string(before.agents.At(opened.agent).capacity) + " to " +
          agent(opened.agent));
      break;
    }
    case ChangeKind::kDutyTurned: {
      const auto turned = change.As<DutyTurned>();
      const std::uint8_t was = before.agents.At(turned.agent).duty;
      const auto says = [&](std::uint8_t flag, const char* set, const char* cleared) {
        if ((turned.duty & flag) != 0 && (was & flag) == 0) Say(set + agent(turned.agent));
        if ((turned.duty & flag) == 0 && (was & flag) != 0 && *cleared != 0) Say(cleared + agent(turned.agent));
      };
      says(kOffShift, "shift over for ", "shift begins for ");
      says(kShiftEnding, "shift ending for ", "");
      says(kInTierHours, "exclusive hours begin for ", "exclusive hours end for ");
      break;
    }
    case ChangeKind::kTagged:
      KeepTagged(before, change.As<Tagged>());
      break;
    case ChangeKind::kPlanned: {
      const auto planned = change.As<Planned>();
      Happening& said = Say("planned " + ticket(planned.ticket));
      said.details.push_back("until " + ClockText(at + planned.after_s * kSecond));
      AddTagged(planned.ticket, said);
      break;
    }
    case ChangeKind::kReviewed: {
      const auto reviewed = change.As<Reviewed>();
      Say(((reviewed.flags & kRedirected) != 0 ? "redirected " : "confirmed ") + ticket(reviewed.ticket));
      break;
    }
    case ChangeKind::kClassified: {
      const auto classified = change.As<Classified>();
      Happening& said = Say("waits " + ticket(classified.ticket));
      said.details.emplace_back(EnglishName(static_cast<Level>(classified.level)));
      AddTagged(classified.ticket, said);
      if (classified.respond_due != kNever) said.details.push_back("respond by " + ClockText(classified.respond_due));
      if (classified.resolve_due != kNever) said.details.push_back("resolve by " + ClockText(classified.resolve_due));
      break;
    }
    case ChangeKind::kOffered: {
      const auto offered = change.As<Offered>();
      // A ticket that is offered at once did not wait.
      const std::string waits = "waits " + ticket(offered.ticket);
      const bool at_once = happenings_.size() > turn_begins_ && happenings_.back().text == waits;
      if (at_once) happenings_.pop_back();
      const TicketRecord& record = record_of(offered.ticket);
      Happening& said = Say("offered " + ticket(offered.ticket) + " to " + agent(offered.agent));
      const std::size_t respond = static_cast<std::size_t>(Clock::kRespond);
      const std::size_t resolve = static_cast<std::size_t>(Clock::kResolve);
      said.details.emplace_back(EnglishName(static_cast<Level>(record.level)));
      if (record.due[respond] != kNever) said.details.push_back("respond by " + ClockText(record.due[respond]));
      if (record.due[resolve] != kNever) said.details.push_back("resolve by " + ClockText(record.due[resolve]));
      said.details.push_back("accept by " + ClockText(offered.at + Micros{offered.accept_within_ms} * kMillisecond));
      if (at_once) AddTagged(offered.ticket, said);
      said.details.push_back("chosen as " + std::string(EnglishName(static_cast<Choice>(offered.note.choice))));
      break;
    }
    case ChangeKind::kMatchPlanned: {
      const auto planned = change.As<MatchPlanned>();
      if (planned.held_for == 0) break;  // when it is looked at again is told when it comes
      Happening& said = Say("keeps " + ticket(planned.ticket) + " for " + agent(planned.held_for));
      if (planned.next_at != kNever) said.details.push_back("until " + ClockText(planned.next_at));
      break;
    }
    case ChangeKind::kRelaxed: {
      const auto relaxed = change.As<Relaxed>();
      const TicketRecord& record = record_of(relaxed.ticket);
      if (record.held_for != 0) Say("keeps " + ticket(relaxed.ticket) + " no longer for " + agent(record.held_for));
      constexpr const char* kSteps[] = {"region", "ladder", "skill"};
      std::string steps;
      for (int step = 0; step < kRelaxationCount; ++step) {
        if (((relaxed.steps & ~record.relaxed) >> step & 1) != 0) steps += std::string(steps.empty() ? "" : " and ") + kSteps[step];
      }
      if (!steps.empty()) Say("relaxed " + ticket(relaxed.ticket) + " in " + steps);
      break;
    }
    case ChangeKind::kAssignedByHand: {
      const auto assigned = change.As<AssignedByHand>();
      Happening& said = Say("assigned " + ticket(assigned.ticket) + " to " + agent(assigned.agent) + " by hand");
      if (assigned.from != 0) said.details.push_back("from " + agent(assigned.from));
      if (assigned.over_capacity != 0) said.details.emplace_back("over capacity");
      break;
    }
    case ChangeKind::kManagerSet: {
      const auto set = change.As<ManagerSet>();
      Happening& said =
          Say("customer " + world_.CustomerName(set.customer) + " has manager " + (set.manager == 0 ? "nobody" : agent(set.manager)));
      if (set.deputy != 0) said.details.push_back("deputy " + agent(set.deputy));
      break;
    }
    case ChangeKind::kAccepted: {
      const auto accepted = change.As<Accepted>();
      Say("assigned " + ticket(accepted.ticket) + " to " + agent(accepted.agent));
      break;
    }
    case ChangeKind::kReturned: {
      const auto returned = change.As<Returned>();
      Happening& said = Say("returned " + ticket(returned.ticket) + " from " + agent(returned.agent));
      said.details.emplace_back(EnglishName(static_cast<ReturnReason>(returned.reason)));
      if (returned.excluded_until != 0) said.details.push_back("not again before " + ClockText(returned.excluded_until));
      break;
    }
    case ChangeKind::kDeclineForgotten: {
      const auto forgotten = change.As<DeclineForgotten>();
      Say("forgot that " + agent(forgotten.agent) + " declined " + ticket(forgotten.ticket));
      break;
    }
    case ChangeKind::kContactReported: {
      const auto reported = change.As<ContactReported>();
      Say("contact " + ticket(reported.ticket)).details.emplace_back(EnglishName(static_cast<Status>(reported.status)));
      break;
    }
    case ChangeKind::kNodeReported: {
      const auto reported = change.As<NodeReported>();
      Say(std::string(EnglishName(static_cast<Status>(reported.status))) + " " + ticket(reported.ticket));
      break;
    }
    case ChangeKind::kResolved: {
      const auto resolved = change.As<Resolved>();
      const bool first = record_of(resolved.ticket).first_response_at == 0;
      Happening& said = Say("resolved " + ticket(resolved.ticket) + " by " + agent(resolved.agent));
      if (first) said.details.emplace_back("first contact");
      if (resolved.wrap_up_until != 0) said.details.push_back("wrap-up until " + ClockText(resolved.wrap_up_until));
      break;
    }
    case ChangeKind::kClockFired: {
      const auto fired = change.As<ClockFired>();
      const TicketRecord& record = record_of(fired.ticket);
      if (fired.per_mille == ClockOf(before, before.tickets.FindId(fired.ticket), static_cast<Clock>(fired.clock)).fired_per_mille)
        break;  // under other rules it waits for another step
      const std::string clock(EnglishName(static_cast<Clock>(fired.clock)));
      Happening& said = Say(fired.per_mille == 1000 ? "overdue " + ticket(fired.ticket) + " " + clock
                                                    : "warned " + ticket(fired.ticket) + " " + clock + " " + Percent(fired.per_mille));
      if (fired.order_level != record.order_level) {
        said.details.push_back("ordered as " + std::string(EnglishName(static_cast<Level>(fired.order_level))));
      }
      clocks_said_.push_back({happenings_.size() - 1, fired.ticket, fired.clock});
      break;
    }
    case ChangeKind::kMessageReceived: {
      const auto received = change.As<MessageReceived>();
      Happening& said = Say("message " + ticket(received.ticket));
      said.details.emplace_back(EnglishName(static_cast<Status>(received.status)));
      break;
    }
    case ChangeKind::kMessageSent: {
      const auto sent = change.As<MessageSent>();
      Happening& said = Say(std::string(EnglishName(static_cast<MessageKind>(sent.kind))) + " " + ticket(sent.ticket));
      if (sent.first_response != 0) said.details.emplace_back("first response");
      said.details.emplace_back(EnglishName(static_cast<Status>(sent.status)));
      break;
    }
    case ChangeKind::kPromised: {
      const auto promised = change.As<Promised>();
      Say("promised " + ticket(promised.ticket)).details.push_back("by " + ClockText(promised.promised_at));
      break;
    }
    case ChangeKind::kClockSet: {
      const auto set = change.As<ClockSet>();
      Happening& said = Say(std::string(EnglishName(static_cast<Clock>(set.clock))) + " " + ticket(set.ticket) + " " +
                            std::string(EnglishName(static_cast<ClockNews>(set.news))));
      if (set.due != kNever) said.details.push_back("due " + ClockText(set.due));
      break;
    }
    case ChangeKind::kLoopClosed: {
      const auto closed = change.As<LoopClosed>();
      Say(std::string(EnglishName(static_cast<LoopClosing>(closed.closing))) + " " + ticket(closed.ticket));
      break;
    }
    case ChangeKind::kOverdueReasonSet: {
      const auto set = change.As<OverdueReasonSet>();
      Say("reason " + ticket(set.ticket) + " " + std::to_string(set.reason));
      break;
    }
    case ChangeKind::kLevelChanged: {
      const auto changed = change.As<LevelChanged>();
      Happening& said = Say("level " + ticket(changed.ticket) + " " + std::string(EnglishName(static_cast<Level>(changed.level))));
      if (changed.order_level != changed.level) {
        said.details.push_back("ordered as " + std::string(EnglishName(static_cast<Level>(changed.order_level))));
      }
      break;
    }
    case ChangeKind::kTicketMoved: {
      const auto moved = change.As<TicketMoved>();
      const TicketRecord& record = record_of(moved.ticket);
      if (record.due == std::array<Micros, kMainClockCount>{moved.respond_due, moved.resolve_due}) break;
      Happening& said = Say("deadlines " + ticket(moved.ticket));
      if (moved.respond_due != kNever) said.details.push_back("respond by " + ClockText(moved.respond_due));
      if (moved.resolve_due != kNever) said.details.push_back("resolve by " + ClockText(moved.resolve_due));
      break;
    }
    case ChangeKind::kTouched: {
      const auto touched = change.As<Touched>();
      if (touched.kind != static_cast<std::uint8_t>(TouchKind::kStale)) {
        Say(std::string(EnglishName(static_cast<TouchKind>(touched.kind))) + " " + ticket(touched.ticket));
      }
      break;
    }
    case ChangeKind::kEscalated: {
      const auto escalated = change.As<Escalated>();
      Happening& said = Say("escalated " + ticket(escalated.ticket));
      said.details.push_back("ordered as " + std::string(EnglishName(static_cast<Level>(escalated.order_level))));
      break;
    }
    case ChangeKind::kAgendaAdvanced: {
      const auto advanced = change.As<AgendaAdvanced>();
      if (advanced.done == 0 || before.agenda.At(advanced.item).kind != AgendaKind::kMoveTickets) break;
      Say("moved " + std::to_string(advanced.moved));
      break;
    }
    case ChangeKind::kArticlePut: {
      const auto put = change.As<ArticlePut>();
      Say("article " + std::to_string(put.article) + " version " + std::to_string(put.version));
      break;
    }
    case ChangeKind::kArticleReviewed:
      Say("reviewed article " + std::to_string(change.As<ArticleReviewed>().article));
      break;
    case ChangeKind::kArticleUsed: {
      const auto used = change.As<ArticleUsed>();
      Say("used article " + std::to_string(used.article) + " for " + ticket(used.ticket) + " by " + agent(used.agent));
      break;
    }
    case ChangeKind::kTicketClosed: {
      const auto closed = change.As<TicketClosed>();
      Say(std::string(EnglishName(static_cast<Status>(closed.status))) + " " + ticket(closed.ticket));
      break;
    }
    case ChangeKind::kTicketHeld: {
      const auto held = change.As<TicketHeld>();
      Happening& said = Say("held " + ticket(held.ticket));
      if (held.agent != 0) said.details.push_back("from " + agent(held.agent));
      break;
    }
    case ChangeKind::kTicketPooled:
      Say("waits " + ticket(change.As<TicketPooled>().ticket));
      break;
    case ChangeKind::kTicketEnded: {
      const auto ended = change.As<TicketEnded>();
      const std::string into = ended.into == 0 ? "" : " into " + ticket(ended.into);
      Happening& said = Say(std::string(EnglishName(static_cast<Status>(ended.status))) + " " + ticket(ended.ticket) + into);
      if (ended.agent != 0) said.details.push_back("from " + agent(ended.agent));
      break;
    }
    case ChangeKind::kParentNoted:
      Say("linked " + ticket(change.As<ParentNoted>().ticket) + " to " + ticket(change.As<ParentNoted>().parent));
      break;
    case ChangeKind::kParentSet:
      Say("linked " + ticket(change.As<ParentSet>().ticket) + " to " + ticket(change.As<ParentSet>().parent));
      break;
    case ChangeKind::kIdentityLinked: {
      const auto linked = change.As<IdentityLinked>();
      Say("linked " + world_.CustomerName(linked.identity) + " as " + world_.CustomerName(linked.customer));
      break;
    }
    case ChangeKind::kIdentityUnlinked: {
      const auto unlinked = change.As<IdentityUnlinked>();
      Say("unlinked " + world_.CustomerName(unlinked.identity) + " from " + world_.CustomerName(unlinked.customer));
      break;
    }
    case ChangeKind::kCustomersMerged: {
      const auto merged = change.As<CustomersMerged>();
      Happening& said = Say("merged customer " + world_.CustomerName(merged.from) + " into " + world_.CustomerName(merged.into));
      if (merged.manager != 0) said.details.push_back("manager " + agent(merged.manager));
      break;
    }
    case ChangeKind::kReopened:
      Say("reopened " + ticket(change.As<Reopened>().ticket));
      break;
    case ChangeKind::kWroteAfter: {
      const auto wrote = change.As<WroteAfter>();
      Happening& said = Say("message " + ticket(wrote.ticket));
      said.details.emplace_back("resolved");
      if (wrote.closes_at != kNever) said.details.push_back("closes " + ClockText(wrote.closes_at));
      break;
    }
    case ChangeKind::kLooked: {
      const auto looked = change.As<Looked>();
      Say("looked at " + ticket(looked.ticket) + " by " + std::string(change.tail))
          .details.push_back(std::string(EnglishName(static_cast<Role>(looked.role))));
      break;
    }
    case ChangeKind::kTransferAsked: {
      const auto asked = change.As<TransferAsked>();
      Happening& said = Say("asked to transfer " + ticket(asked.ticket) + " by " + agent(asked.agent));
      if (asked.to != 0) said.details.push_back("to " + agent(asked.to));
      if (asked.team_bytes != 0) said.details.push_back("to team " + std::string(change.tail.substr(0, asked.team_bytes)));
      break;
    }
    case ChangeKind::kTransferSettled: {
      const auto settled = change.As<TransferSettled>();
      const bool approved = settled.word == static_cast<std::uint32_t>(TransferWord::kApprove);
      Say("transfer " + ticket(settled.ticket) + (approved ? " approved" : " refused"));
      break;
    }
    case ChangeKind::kPartAsked: {
      const auto asked = change.As<PartAsked>();
      Happening& said = Say("part " + PartName(asked.ticket, asked.part) + " asked of " +
                            std::string(before.catalog(CatalogKind::kDepartment).Name(asked.department)));
      said.details.push_back("by " + (asked.agent == 0 ? std::string("supervisor") : agent(asked.agent)));
      if (asked.to != 0) said.details.push_back("for " + agent(asked.to));
      const Micros due = DueOf(record_of(asked.ticket), {.due = asked.due});
      if (due != kNever) said.details.push_back("due " + ClockText(due));
      break;
    }
    case ChangeKind::kPartAssigned: {
      const auto assigned = change.As<PartAssigned>();
      Say("part " + PartName(assigned.ticket, assigned.part) + " assigned to " + agent(assigned.agent));
      break;
    }
    case ChangeKind::kPartReported: {
      const auto reported = change.As<PartReported>();
      Say("part " + PartName(reported.ticket, reported.part) + " " + std::string(EnglishName(static_cast<PartNode>(reported.node))));
      break;
    }
    case ChangeKind::kPartEnded: {
      const auto ended = change.As<PartEnded>();
      Happening& said =
          Say("part " + PartName(ended.ticket, ended.part) + " " + std::string(EnglishName(static_cast<PartNode>(ended.node))));
      said.details.emplace_back(change.tail);
      if (ended.by_end != 0) said.details.emplace_back("with its ticket");
      break;
    }
    case ChangeKind::kPartMoved: {
      const auto moved = change.As<PartMoved>();
      Say("part " + PartName(moved.ticket, moved.part) + " was " + PartName(moved.from, moved.was));
      break;
    }
    case ChangeKind::kPlanPut: {
      const auto put = change.As<PlanPut>();
      const std::optional<Plan> plan = DecodePlan(change.tail);
      Say("plan " + std::string(plan->texts.name)).details.push_back("next " + ClockText(put.next_at));
      break;
    }
    case ChangeKind::kAgentDeclared:
      if (const auto declared = change.As<AgentDeclared>(); before.agents.Has(declared.agent) && before.agents.IsRetired(declared.agent)) {
        Say("back " + agent(declared.agent));
      }
      break;
    case ChangeKind::kAgentRetired:
      Say("retired " + agent(static_cast<std::uint32_t>(change.As<AgentRetired>().agent)));
      break;
    case ChangeKind::kPlanDropped: {
      const auto dropped = static_cast<std::uint32_t>(change.As<PlanDropped>().plan);
      Say("plan " + std::string(before.plans.Find(dropped)->plan().texts.name) + " dropped");
      break;
    }
    case ChangeKind::kPlanFired: {
      const auto fired = change.As<PlanFired>();
      Happening& said = Say("round of " + std::string(before.plans.Find(fired.plan)->plan().texts.name));
      said.details.push_back("next " + ClockText(fired.next_at));
      if (fired.missed != 0) said.details.push_back(std::to_string(fired.missed) + " missed");
      if (fired.ticket != 0) {
        const TicketRecord& made = record_of(fired.ticket);
        if (made.customer != 0) said.details.push_back("for " + world_.CustomerName(made.customer));
        const WorkRecord* work = before.tickets.Work(before.tickets.FindId(fired.ticket));
        said.details.push_back(work == nullptr ? "waits" : "with " + agent(work->agent));
      }
      break;
    }
    case ChangeKind::kCallBackSet: {
      const auto set = change.As<CallBackSet>();
      if (set.due != 0) Say("call-back of " + ticket(set.ticket)).details.push_back("at " + ClockText(set.due));
      break;
    }
    case ChangeKind::kMade: {
      const auto made = change.As<Made>();
      Say("made " + std::string(EnglishName(static_cast<TicketOrigin>(made.origin))) + " " + ticket(made.ticket));
      break;
    }
    case ChangeKind::kSurveyRequested:
      Say("survey for " + ticket(change.As<SurveyRequested>().ticket));
      break;
    case ChangeKind::kFeedbackGiven: {
      const auto given = change.As<FeedbackGiven>();
      Happening& said = Say("feedback " + ticket(given.ticket) + " " + std::to_string(given.tenths / kTenthsPerPoint) + "." +
                            std::to_string(given.tenths % kTenthsPerPoint));
      if ((given.flags & kScoredLow) != 0) said.details.emplace_back("scored low");
      if ((given.flags & kSaysSlow) != 0) said.details.emplace_back("says slow");
      if (given.solved == static_cast<std::uint8_t>(Solved::kNo)) said.details.emplace_back("not solved");
      said.details.push_back("of " + agent(given.agent));
      if (given.answers > 1) said.details.push_back("answer " + std::to_string(given.answers));
      break;
    }
    case ChangeKind::kFeedbackForgotten:
      Say("forgot feedback " + ticket(change.As<FeedbackForgotten>().ticket));
      break;
    case ChangeKind::kFollowUpNoted: {
      const auto noted = change.As<FollowUpNoted>();
      Happening& said = Say("noted on " + ticket(noted.ticket));
      const auto score = [](std::uint8_t tenths) { return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10); };
      said.details.push_back(ticket(noted.answered) + " scored " + score(noted.tenths) + " instead of " + score(noted.tenths_before));
      break;
    }
    case ChangeKind::kUseJudged: {
      const auto judged = change.As<UseJudged>();
      Say("article " + std::to_string(judged.article) + (judged.solved != 0 ? " solved " : " did not solve ") + ticket(judged.ticket));
      break;
    }
    case ChangeKind::kRecentEvicted:
      Say("forgot " + ticket(change.As<RecentEvicted>().ticket));
      break;
    case ChangeKind::kCustomerEvicted:
      Say("forgot customer " + world_.CustomerName(change.As<CustomerEvicted>().customer));
      break;
    default:
      break;
  }
}

std::string Narrator::PartName(std::uint64_t ticket, std::uint8_t part) const {
  return world_.TicketName(ticket) + "/" + std::to_string(part);
}

// What rules said of a ticket is told where it enters the pool, or is offered at once.
void Narrator::KeepTagged(const Tables& before, const Tagged& change) {
  std::vector<std::string>& details = tagged_[change.ticket];
  details.clear();
  const ActiveRules& rules = *before.rules;
  const auto by = [&](std::string_view output, std::uint8_t place) {
    if (place != 0) details.push_back(std::string(output) + " by " + std::string(rules.RuleName(place)));
  };
  by("level", change.level_rule);
  by("type", change.type_rule);
  by("category", change.category_rule);
  by("department", change.department_rule);
  details.push_back("type " + std::string(before.catalog(CatalogKind::kType).Name(change.type)));
  if (change.category != 0) details.push_back("category " + std::string(EnglishName(static_cast<ComplaintCategory>(change.category))));
  if (change.department != 0)
    details.push_back("department " + std::string(before.catalog(CatalogKind::kDepartment).Name(change.department)));
  for (std::uint32_t tag = 1; tag <= before.catalog(CatalogKind::kTag).size(); ++tag) {
    if ((change.tags >> (tag - 1) & 1) != 0) details.push_back("tag " + std::string(before.catalog(CatalogKind::kTag).Name(tag)));
  }
  if ((change.flags & kNeedsReview) != 0) details.emplace_back("needs review");
  if ((change.flags & kOwnerFixed) != 0) details.emplace_back("owner fixed");
  if ((change.flags & kConfirmationRequired) != 0) details.emplace_back("confirmation required");
}

void Narrator::AddTagged(std::uint64_t ticket, Happening& said) {
  const auto found = tagged_.find(ticket);
  if (found == tagged_.end()) return;
  said.details.insert(said.details.end(), found->second.begin(), found->second.end());
}

std::string Narrator::UpcomingText(const Upcoming& event) const {
  constexpr std::string_view kNames[] = {"",
                                         "offer ends",
                                         "",
                                         "asked again",
                                         "plan ends",
                                         "review reminds",
                                         "relaxes",
                                         "kept no longer",
                                         "shift begins",
                                         "one more for",
                                         "part due",
                                         "call-back"};
  std::string text(kNames[static_cast<std::size_t>(event.event)]);
  if (event.event == NextEvent::kClockStep) {
    text = std::string(EnglishName(event.clock)) + " " + std::to_string(event.per_mille / 10) + "%";
  }
  if (event.agent != 0) text += " " + world_.AgentName(event.agent);
  return text + " at " + ClockText(event.at);
}

// Where its ticket was told of in this turn.
void Narrator::TellRepeat(const Ack& ack) {
  const std::string name = world_.TicketName(ack.ticket);
  for (std::size_t i = turn_begins_; i < happenings_.size(); ++i) {
    if (!happenings_[i].text.ends_with(" " + name) && happenings_[i].text.find(" " + name + " ") == std::string::npos) continue;
    happenings_[i].details.push_back(RepeatWords(ack));
    return;
  }
  Say("accepted " + name).details.push_back(RepeatWords(ack));
}

std::string Narrator::RepeatWords(const Ack& ack) const {
  return (ack.offer == RepeatOffer::kLinked ? "after " : std::string(EnglishName(ack.offer)) + " offered ") +
         world_.TicketName(ack.earlier);
}

void Narrator::TellOutputs(const std::vector<Output>& outputs) {
  for (const Output& output : outputs) {
    if (const auto* push = std::get_if<ClockPush>(&output)) {
      for (const ClockSaid& clock : clocks_said_) {
        if (clock.ticket != push->ticket || clock.clock != static_cast<std::uint8_t>(push->clock)) continue;
        std::string& recipients = happenings_[clock.happening].recipients;
        recipients +=
            (recipients.empty() ? "to " : ", ") + (push->session == 0 ? std::string("supervisor") : world_.AgentName(push->agent));
      }
    } else if (const auto* alert = std::get_if<AlertPush>(&output)) {
      const std::string about = alert->article != 0  ? " " + std::to_string(alert->article)
                                : alert->ticket != 0 ? " " + world_.TicketName(alert->ticket)
                                                     : "";
      Happening& said = Say("alert " + std::string(EnglishName(alert->kind)) + about);
      said.recipients = alert->session == 0 ? std::string("to supervisor") : "to " + world_.AgentName(alert->agent);
      const bool saturated = alert->kind == AlertKind::kAgentSaturated;
      if (alert->agent != 0) said.details.push_back((saturated ? "" : "asked ") + world_.AgentName(alert->agent));
      if (alert->agents != 0) {
        said.details.push_back(std::to_string(alert->waiting) + " waiting");
        said.details.push_back(std::to_string(alert->agents) + " on duty");
      }
    } else if (const auto* promise = std::get_if<PromisePush>(&output)) {
      if (!tells_front_ends_) continue;
      Happening& said = Say("changed times of " + world_.TicketName(promise->ticket));
      if (promise->respond_by != kNever) said.details.push_back("respond by " + ClockText(promise->respond_by));
      if (promise->resolve_by != kNever) said.details.push_back("resolve by " + ClockText(promise->resolve_by));
      if (promise->promised_by != kNever) said.details.push_back("promised by " + ClockText(promise->promised_by));
    } else if (const auto* customer = std::get_if<std::unique_ptr<CustomerReply>>(&output)) {
      const CustomerView& view = (*customer)->view;
      Happening& said = Say("customer " + world_.CustomerName(view.customer.raw()));
      if (view.manager) said.details.push_back("manager " + view.manager_name);
      if (view.last_agent) said.details.push_back("last " + view.last_agent_name);
      for (const IdentityRow& row : view.identities) {
        said.details.push_back((row.merged != 0 ? "merged " : "called ") + world_.CustomerName(row.identity.raw()));
      }
      for (const MatterRow& row : view.matters) {
        said.details.push_back(world_.TicketName(row.ticket.raw()) + " " +
                               (row.status == Status::kNone ? "archived" : std::string(EnglishName(row.status))));
      }
    } else if (const auto* explained = std::get_if<std::unique_ptr<ExplainReply>>(&output)) {
      const ExplainView& view = (*explained)->view;
      Happening& said = Say("explained " + world_.TicketName(view.ticket.ticket.raw()));
      for (const FiredRule& rule : view.rules) {
        said.details.push_back(rule.place == 0 ? "level " + std::string(EnglishName(rule.output))
                                               : std::string(EnglishName(rule.output)) + " by " + rule.name);
      }
      for (const AgentVerdict& agent : view.may_have) said.details.push_back("free " + agent.name);
      for (const AgentVerdict& agent : view.others) {
        said.details.push_back(std::string(EnglishName(agent.eligibility)) + " " + agent.name +
                               (agent.until != 0 ? " until " + ClockText(agent.until) : ""));
      }
      for (const Upcoming& event : view.upcoming) said.details.push_back(UpcomingText(event));
    } else if (const auto* used = std::get_if<std::unique_ptr<NamesInUseReply>>(&output)) {
      Happening& said = Say("refused " + std::string(RejectInfo((*used)->reject).english));
      for (const NameInUse& name : (*used)->names) {
        said.details.push_back(std::string(EnglishName(name.kind)) + " " + name.name + " by " + std::to_string(name.tickets) + " tickets " +
                               std::to_string(name.agents) + " agents");
      }
    } else if (const auto* tied = std::get_if<std::unique_ptr<AgentTiedReply>>(&output)) {
      Happening& said = Say("refused " + std::string(RejectInfo(Reject::kAgentTied).english));
      for (const TieRow& row : (*tied)->ties) {
        said.details.push_back(std::string(EnglishName(row.tie)) + (row.tie == AgentTie::kSignedIn ? "" : " " + std::to_string(row.count)));
        for (const std::string& name : row.names) said.details.push_back("of " + name);
      }
    } else if (const auto* rules = std::get_if<std::unique_ptr<RulesReply>>(&output)) {
      Happening& said = Say("rules listed");
      for (const RuleVersionRow& row : (*rules)->versions) {
        said.details.push_back("version " + std::to_string(row.version) + " " + std::string(EnglishName(row.cause)) +
                               (row.restored != 0 ? " " + std::to_string(row.restored) : "") + " at " + ClockText(row.at) + " by " +
                               row.author);
      }
    } else if (const auto* status = std::get_if<std::unique_ptr<StatusReply>>(&output)) {
      const StatusView& view = (*status)->view;
      Happening& said = Say("status");
      said.details.push_back(std::to_string(view.to_review) + " to review");
      said.details.push_back("reviewed " + std::to_string(view.reviewed_total) + " of " + std::to_string(view.to_review_total));
      said.details.push_back("redirected " + std::to_string(view.redirected_total) + " of " + std::to_string(view.to_review_total));
    } else if (const auto* reviews = std::get_if<std::unique_ptr<ReviewsReply>>(&output)) {
      Happening& said = Say("reviews listed");
      said.details.push_back(std::to_string((*reviews)->rows.size()) + " to review");
      for (const ReviewRow& row : (*reviews)->rows) {
        said.details.push_back(world_.TicketName(row.ticket.raw()) + " " + std::string(EnglishName(row.level)) + " " +
                               std::string(EnglishName(row.status)) + (row.agent ? " with " + row.agent_name : "") + " since " +
                               ClockText(row.waits_since));
      }
    } else if (const auto* shown = std::get_if<std::unique_ptr<AgentReply>>(&output)) {
      const AgentView& view = (*shown)->view;
      Happening& said = Say("shown " + view.row.name);
      said.details.emplace_back(EnglishName(view.row.status));
      said.details.push_back("load " + std::to_string(view.row.offered + view.row.assigned) + " of " + std::to_string(view.row.capacity));
      if (view.row.retired) said.details.emplace_back("retired");
      if (view.row.until != 0) said.details.push_back("until " + ClockText(view.row.until));
      if (view.full_since != 0) said.details.push_back("full since " + ClockText(view.full_since));
      if (view.ramp_next_at != 0) said.details.push_back("one more place at " + ClockText(view.ramp_next_at));
      for (const WorkItem& item : view.work) {
        said.details.push_back("has " + world_.TicketName(item.ticket) + " " + std::string(EnglishName(static_cast<Status>(item.status))));
      }
      for (const AgentView::Excluded& excluded : view.excluded) {
        said.details.push_back("not " + world_.TicketName(excluded.ticket.raw()) + " until " + ClockText(excluded.until));
      }
    } else if (const auto* full = std::get_if<std::unique_ptr<SaturationReply>>(&output)) {
      Happening& said = Say("saturation");
      for (const FullAgent& agent : (*full)->agents) {
        said.details.push_back(agent.name + " full since " + ClockText(agent.since));
      }
      for (const FullGroup& group : (*full)->groups) {
        said.details.push_back("group of " + std::to_string(group.on_duty) + " full since " + ClockText(group.since) + " with " +
                               std::to_string(group.waiting) + " waiting");
      }
    } else if (const auto* ack = std::get_if<Ack>(&output)) {
      if (ack->reject != Reject::kNone) {
        Happening& said = Say("refused " + std::string(RejectInfo(ack->reject).english));
        if (ack->status != 0) said.details.push_back("it is " + std::string(EnglishName(static_cast<Status>(ack->status))));
        if (ack->retry_after_ms != 0) said.details.push_back("retry after " + std::to_string(ack->retry_after_ms) + " ms");
      } else if (tells_front_ends_ && ack->command == static_cast<std::uint8_t>(CommandKind::kSubmit)) {
        Happening& said = Say("answered " + world_.TicketName(ack->ticket));
        said.details.emplace_back(EnglishName(static_cast<Status>(ack->status)));
        if (ack->respond_by != kNever) said.details.push_back("respond by " + ClockText(ack->respond_by));
        said.details.push_back("place " + std::to_string(ack->place));
        said.details.push_back("wait " + std::to_string(ack->wait_ms / 1000) + " s");
      } else if (ack->duplicate == 0 && ack->command == static_cast<std::uint8_t>(CommandKind::kGiveFeedback) && ack->resolve_by != 0) {
        Say("may reopen " + world_.TicketName(ack->ticket)).details.push_back("until " + ClockText(ack->resolve_by));
      } else if (ack->duplicate != 0) {
        Happening& said = Say(ack->ticket == 0 ? "same answer" : "same answer " + world_.TicketName(ack->ticket));
        if (ack->status != 0) said.details.emplace_back(EnglishName(static_cast<Status>(ack->status)));
        if (ack->offer != RepeatOffer::kNone) said.details.push_back(RepeatWords(*ack));
        if (ack->respond_by != 0 && ack->respond_by != kNever) said.details.push_back("respond by " + ClockText(ack->respond_by));
        if (ack->resolve_by != 0 && ack->resolve_by != kNever) said.details.push_back("resolve by " + ClockText(ack->resolve_by));
      } else if (ack->offer != RepeatOffer::kNone) {
        TellRepeat(*ack);
      }
    }
  }
}

std::string Narrator::Text() const {
  std::string text;
  for (const Happening& happening : happenings_) text += "  " + ClockText(happening.at) + "  " + happening.Full() + "\n";
  return text;
}

}  // namespace tidegate
