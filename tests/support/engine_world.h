// EngineWorld: an engine with virtual time, spoken to in names, that is checked after every turn.
//
// Owns the engine, keeps every record and output, and follows its records change by change with a state of its own (the shadow), so that
// every offer is compared with the matching twin in the moment it is made, every turn is audited, and the shadow - a rebuilt state - must
// have the live engine's fingerprint. What does not hold is collected in problems(); a test expects none.
//
// Names: agents, tickets (by external key), customers, skills, regions, types, channels and sessions ("desk of A1") are texts. Commands
// gather until Turn() runs them as one turn. Nothing sleeps; time passes by AdvanceTo.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "core/engine/engine.h"
#include "core/engine/state.h"
#include "core/model/command.h"
#include "core/model/rule_set.h"
#include "tests/support/audit.h"
#include "tests/support/matching_twin.h"

namespace tidegate {

// Monday 2026-01-05 08:00 UTC.
inline constexpr Micros kWorldBegins = 1'767'571'200 * kSecond + 8 * kHour;

// The presets, ladders and names of domain.md, wrap-up and ramp-up 0 (the demo profile).
RuleSet WorldRules();

// Small tables, so that thousands of worlds are cheap.
EngineLimits WorldLimits();

struct SkillNamed {
  std::string name;
  int level = 1;
};

struct AgentSpec {
  std::string name;
  std::vector<SkillNamed> skills{};
  std::vector<std::string> regions{};
  std::vector<std::string> channels{};
  std::vector<CustomerTier> customer_tiers{};
  AgentTier tier = AgentTier::kSenior;  // stands on every ladder
  std::uint32_t capacity = 1;
  std::uint32_t cost_per_hour_cents = 0;
  std::string team{};
  std::string supervisor{};       // name of an agent
  std::string duty_supervisor{};  // the same
  std::string shift{};            // name of a calendar
  std::string tier_hours{};       // the same
  std::vector<CustomerTier> hours_tiers{};
  std::vector<std::pair<std::string, int>> rooms{};  // channel, tickets at once
};

struct TicketSpec {
  std::string key;
  Level level = Level::kNone;
  CustomerTier tier = CustomerTier::kNone;
  std::vector<SkillNamed> skills{};
  std::string type = "consultation";
  std::string channel = "email";
  std::string region{};
  std::string customer{};
  std::string order{};
  std::uint64_t payload = 1;
  ComplaintCategory category = ComplaintCategory::kNone;
  std::uint32_t impact_people = 0;
  std::int64_t impact_cents = 0;
  std::uint8_t complexity = 0;
  std::string text{};
  std::uint64_t keywords = 0;  // bits of groups, under the rules in force when the turn is taken
  Micros not_before = 0;
  std::vector<std::string> tags{};
  Level admitted = Level::kNone;  // not kNone: the claim lies beyond the front end's quota, and counts as this
};

enum class Checking {
  kEveryTurn,   // shadow, twin and audit
  kFollowOnly,  // the shadow follows, nothing is compared: for a history that was checked before
};

class EngineWorld {
 public:
  struct Options {
    RuleSet rules = WorldRules();
    EngineLimits limits = WorldLimits();
    Micros begins = kWorldBegins;
    CapacityHistory capacity_history = CapacityHistory::kNeverLowered;
    std::uint32_t audit_every = 1;  // turns
  };

  explicit EngineWorld(const Options& options);
  EngineWorld() : EngineWorld(Options()) {}
  ~EngineWorld();

  // Commands, taken by the next turn. Each returns its correlation number, for AckOf.
  enum class By { kDataAdmin, kItsDesk };
  std::uint64_t Declare(const AgentSpec& agent, By by = By::kDataAdmin);
  // All at once, or none.
  std::uint64_t DeclareAll(const std::vector<AgentSpec>& agents, Applying applying = Applying::kApply);
  std::uint64_t SignIn(const std::string& agent);                           // at "desk of <agent>"
  std::uint64_t SignIn(const std::string& agent, const std::string& desk);  // a gateway's desk may have many
  std::uint64_t SetStatus(const std::string& agent, AgentStatus status);
  std::uint64_t Disconnect(const std::string& agent);  // the transport session of his desk ends
  std::uint64_t Submit(const TicketSpec& ticket);
  std::uint64_t Accept(const std::string& agent, const std::string& ticket);
  std::uint64_t Decline(const std::string& agent, const std::string& ticket);
  std::uint64_t Contact(const std::string& agent, const std::string& ticket);
  std::uint64_t Node(const std::string& agent, const std::string& ticket, Status status);
  std::uint64_t Resolve(const std::string& agent, const std::string& ticket);
  std::uint64_t Resolve(const std::string& agent, const std::string& ticket, std::uint8_t overdue_reason);
  std::uint64_t MessageIn(const std::string& ticket, CustomerWord word = CustomerWord::kNone);
  std::uint64_t MessageOut(const std::string& agent, const std::string& ticket, MessageKind kind);
  std::uint64_t Promise(const std::string& agent, const std::string& ticket, Micros at, const std::string& interim);
  std::uint64_t Confirm(const std::string& ticket);
  // Of these, no agent = a supervisor.
  std::uint64_t CallBack(const std::string& agent, const std::string& ticket);
  std::uint64_t Reason(const std::string& agent, const std::string& ticket, std::uint8_t reason, const std::string& text);
  std::uint64_t Level(const std::string& ticket, tidegate::Level level);
  std::uint64_t Note(const std::string& agent, const std::string& ticket, TouchKind kind);
  std::uint64_t Review(const std::string& ticket, ReviewWord word);
  std::uint64_t Explain(const std::string& ticket);
  std::uint64_t ShowAgent(const std::string& agent);
  std::uint64_t Activate(const RuleSet& rules);
  std::uint64_t Try(const RuleSet& rules);
  std::uint64_t Undo(std::uint32_t restore);  // 0 = the version before
  // Of its front end.
  std::uint64_t Abandon(const std::string& ticket);
  enum class Side { kFrontEnd, kSupervisor };
  std::uint64_t Cancel(const std::string& ticket, Side by);
  std::uint64_t Reopen(const std::string& ticket, Side by);
  std::uint64_t Attach(const std::string& ticket, const std::string& to, Side by);
  std::uint64_t LinkTicket(const std::string& ticket, const std::string& parent, Side by);
  // A supervisor's; no channel = every one.
  std::uint64_t LinkIdentity(const std::string& customer, const std::string& identity, const std::string& channel);
  std::uint64_t UnlinkIdentity(const std::string& customer, const std::string& identity, const std::string& channel);
  std::uint64_t MergeCustomers(const std::string& from, const std::string& into);
  std::uint64_t ShowCustomer(const std::string& customer);
  std::uint64_t GiveFeedback(const std::string& ticket, const SurveyScores& scores, Solved solved, const std::string& text = {});
  // Of its agent: to an agent, to a team, or to nobody in particular.
  std::uint64_t AskTransfer(const std::string& agent, const std::string& ticket, const std::string& to, const std::string& team);
  // A supervisor's.
  std::uint64_t SettleTransfer(const std::string& ticket, TransferWord word, const std::string& to = {}, const std::string& team = {});
  // Of these, no agent = a supervisor.
  std::uint64_t AskPart(const std::string& agent, const std::string& ticket, const std::string& department, const std::string& to = {},
                        Micros due = 0);
  std::uint64_t AssignPart(const std::string& agent, const std::string& ticket, std::uint8_t part, const std::string& to = {});
  std::uint64_t ReportPart(const std::string& agent, const std::string& ticket, std::uint8_t part, PartNode node, const std::string& text);
  // Of a supervisor; no customer = each one who has a manager.
  struct PlanSpec {
    std::string name;
    std::string customer{};
    std::uint16_t every = 1;
    PlanUnit unit = PlanUnit::kDays;
    Micros first_at = 0;
    std::string calendar{};
    std::string type = "consultation";
    std::string channel = "email";
  };
  std::uint64_t PutPlan(const PlanSpec& plan);
  std::uint64_t DropPlan(const std::string& name);
  std::uint64_t RetireAgent(const std::string& agent);
  std::uint64_t Hold(const std::string& ticket);
  std::uint64_t Release(const std::string& ticket);
  std::uint64_t Merge(const std::string& ticket, const std::string& into);
  std::uint64_t Assign(const std::string& ticket, const std::string& agent, CapacityUse capacity = CapacityUse::kWithin);
  std::uint64_t TakeBack(const std::string& ticket);
  std::uint64_t SetManager(const std::string& customer, const std::string& manager, const std::string& deputy = {});
  // Asks to see personal data: of a desk `who` is its agent, of a front end its name (empty = the one that submits), else who looks.
  std::uint64_t Look(const std::string& ticket, Role role, const std::string& who);
  // Any command. A caller of session 0 gets the number of a supervisor's session, a supervisor without a name the one who acts.
  std::uint64_t Add(Caller caller, CommandBody body);
  // The name under which supervisors act from now on; at first none, which is nobody's supervisor.
  void ActAs(const std::string& supervisor) { supervisor_ = supervisor; }
  // From now on desks say hello in their agents' names, and so speak for them while they are at none (SpeaksFor).
  void NameDesks() { desks_are_named_ = true; }
  // The next command of a desk names its request so (0 = not remembered), and carries this token instead of the latest offer's.
  void NextRequest(std::uint64_t request) { next_request_ = request; }
  void NextToken(std::uint32_t token) { next_token_ = token; }

  // One turn at now() with the gathered commands.
  void Turn();
  // Turns until the engine wants none at now(): gathered commands, timers that are due, the agenda.
  void Settle();
  // Every turn the engine wants until `at`, each when it wants it; now() is `at` afterwards.
  void AdvanceTo(Micros at);
  void Advance(Micros span) { AdvanceTo(now_ + span); }
  // Time passes without a turn, as when the engine's thread was kept busy.
  void SkipTo(Micros at) { now_ = at; }
  // To the next instant at which something happens by itself (a record is written), at most `limit` ahead. False when nothing does.
  bool AdvanceToNextEvent(Micros limit);
  // The process dies and a new one rebuilds its state from the records, then starts: to rest, or for one turn only.
  enum class Settling { kToRest, kOneTurn };
  void Restart(Settling settling = Settling::kToRest);
  // The bound of turns that a Settle may need: an agenda that does not drain within it is a problem.
  static constexpr int kSettleTurnsMax = 10'000;

  Micros now() const { return now_; }
  // Only while no command waits.
  void SetChecking(Checking checking) { checking_ = checking; }
  const Tables& tables() const { return engine_->state().tables(); }
  const State& state() const { return engine_->state(); }
  std::uint64_t Fingerprint() const { return engine_->state().Fingerprint(); }
  const std::vector<std::string>& records() const { return records_; }
  const std::vector<std::string>& problems() const { return problems_; }
  std::uint64_t turns() const { return turns_; }
  std::uint64_t audits() const { return audits_; }
  std::uint64_t offers() const { return offers_; }
  std::uint64_t explanations() const { return explanations_; }    // that were counted again
  std::uint64_t repeats() const { return repeats_; }              // submits that repeat an earlier ticket
  std::uint64_t repeat_offers() const { return repeat_offers_; }  // of these, whose offer was counted again
  std::uint64_t looks() const { return looks_; }                  // at personal data, granted and on record
  // Changes since the beginning, without records of refusals.
  std::uint64_t changes() const { return changes_; }

  // The answer to a command, nullptr when it had one of another kind or none yet.
  const Ack* AckOf(std::uint64_t correlation) const;
  // Everything told to a session, in order; session 0 = the supervisors'.
  const std::vector<Output>& OutputsOf(std::uint64_t session) const;
  void ForgetOutputs();

  // Names to numbers; the thing must exist (CHECKed). Tickets that the engine makes are called M1, M2, ... in their order.
  AgentId AgentOf(const std::string& name) const;
  CustomerId CustomerOf(const std::string& name);  // there need be none
  static std::uint64_t OrderOf(const std::string& name);
  TicketId TicketOf(const std::string& key) const;  // the latest submitted under the key
  bool Knows(const std::string& key) const { return tickets_.contains(key); }
  std::uint64_t SessionOf(const std::string& agent) const;
  const TicketRecord* Open(const std::string& key) const;  // nullptr when it is not open
  // And back.
  std::string AgentName(std::uint32_t agent) const;
  std::string TicketName(std::uint64_t ticket) const;
  std::string CustomerName(std::uint64_t customer) const;

  // Called for every change, with the tables as they were before it; and after every turn with its outputs.
  std::function<void(const Tables& before, const ChangeView& change, Micros at)> on_change;
  std::function<void(const std::vector<Output>& outputs, Micros at)> on_turn;
  // If given, the name of the supervisor who acts on this ticket, instead of that of ActAs.
  std::function<std::string(TicketId ticket)> who_acts;
  // Called after every step of the engine, with what went in and what came out, before anything is done with it.
  std::function<void(Engine& engine, const tidegate::Turn& turn, const TurnOutput& out)> on_step;

 private:
  void Begin(const RuleSet& rules);
  void Follow();
  void CheckExplanations();
  void FollowMatters(const Tables& before, const ChangeView& change);
  void ExpectOffer(const Tables& before, const Submitted& submitted, const SubmitFacts& facts);
  void CheckOffers();
  void CheckLooks();
  void CheckClockPushes();
  void Keep();
  void Problem(const std::string& what);
  std::uint64_t Desk(const std::string& agent, CommandBody body);
  std::uint64_t FrontEnd(CommandBody body);
  // At the desk of an agent; of a supervisor when there is none.
  std::uint64_t DeskOrSupervisor(const std::string& agent, CommandBody body);
  std::uint32_t Named(CatalogKind kind, const std::string& name);
  DeclareAgent RecordOf(const AgentSpec& agent);
  std::uint32_t TokenOf(TicketId ticket);
  std::string_view Store(std::string text);

  Options options_;
  std::unique_ptr<Engine> engine_;
  std::unique_ptr<State> shadow_;
  twin::OfferLog offer_log_;
  TurnOutput out_;
  Micros now_ = 0;
  Micros next_at_ = 0;
  Checking checking_ = Checking::kEveryTurn;
  std::uint64_t turns_ = 0;
  std::uint64_t audits_ = 0;
  std::uint64_t offers_ = 0;
  std::uint64_t explanations_ = 0;
  std::uint64_t repeats_ = 0;
  // What customers asked about, all of it: by customer, then ticket.
  struct Matter {
    std::uint64_t order = 0;
    std::uint16_t type = 0;
    std::uint8_t category = 0;
    Micros contact_at = 0;
  };
  std::map<std::uint64_t, std::map<std::uint64_t, Matter>> matters_;
  struct ExpectedOffer {
    std::uint64_t earlier = 0;
    RepeatOffer offer = RepeatOffer::kNone;
    std::uint64_t parent = 0;  // as its ParentNoted says
  };
  std::map<std::uint64_t, ExpectedOffer> offers_expected_;  // of submits of this turn, by ticket
  std::uint64_t repeat_offers_ = 0;
  std::uint64_t looks_ = 0;
  std::uint64_t changes_ = 0;
  std::uint64_t next_request_ = 0;
  std::uint32_t next_token_ = 0;
  bool desks_are_named_ = false;
  std::string supervisor_;

  std::vector<Command> waiting_;
  std::deque<std::string> texts_;                       // that waiting commands borrow
  std::deque<Profile> profiles_;                        // the same
  std::deque<std::vector<DeclareAgent>> record_lists_;  // the same
  std::vector<std::string> records_;
  std::vector<std::string> problems_;
  std::set<std::tuple<std::uint64_t, std::uint8_t, std::uint16_t>> steps_fired_;  // in this turn: ticket, clock, share
  std::map<std::uint64_t, std::vector<Output>> outputs_;
  std::map<std::uint64_t, Ack> acks_;
  std::uint64_t last_correlation_ = 0;
  std::uint64_t last_session_ = 100;
  std::map<std::string, std::uint64_t> sessions_;  // by desk
  std::map<std::string, std::string> desks_;       // by agent
  std::set<std::uint64_t> known_clients_;
  std::uint32_t made_ = 0;                             // tickets that the engine made
  std::set<std::uint64_t> followed_up_;                // tickets whose answers led to a follow-up
  std::map<std::uint64_t, std::string> ticket_names_;  // by TicketId
  std::map<std::string, std::uint64_t> tickets_;       // by key: TicketId
  std::map<std::uint64_t, std::string> key_names_;     // by the low half of the hash
  std::map<std::uint64_t, std::string> customer_names_;
};

// The session of a supervisor, to whom commands without a desk are answered.
inline constexpr std::uint64_t kSupervisorSession = 1;
inline constexpr std::uint64_t kFrontEndSession = 2;
inline constexpr std::uint32_t kDeskCredits = 32;

}  // namespace tidegate
