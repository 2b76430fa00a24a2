#include "core/engine/engine.h"

#include <algorithm>
#include <map>
#include <type_traits>
#include <utility>

#include "core/engine/agenda_work.h"
#include "core/engine/decide.h"
#include "core/engine/emitter.h"
#include "core/engine/feedback.h"
#include "core/engine/image_loader.h"
#include "core/engine/state.h"
#include "core/engine/table_limits.h"
#include "core/engine/timers.h"

namespace tidegate {

class Engine::Impl {
 public:
  explicit Impl(const EngineLimits& limits) : state_(limits) {}

  void Step(const Turn& turn, TurnOutput& out);
  const char* Replay(std::string_view record);
  ImageCut& image() { return state_.image(); }
  const char* LoadImage(std::string_view records);
  const char* FinishImage(const ImageStart& start, std::uint64_t fingerprint);
  const State& state() const { return state_; }
  TableLimit passed() const { return passed_; }
  const EngineLimits& limits() const { return state_.tables().limits; }

 private:
  void Take(Emitter& emit, const Command& command);
  bool AnswerAgain(Emitter& emit, const Command& command);
  void CountRefusals(Emitter& emit, const Caller& caller, const NoteRefusals& refused);
  void Finish(const Turn& turn, const TurnHeader& header, Emitter& emit, TurnOutput& out);

  State state_;
  std::unique_ptr<ImageLoader> loader_;  // from the first LoadImage to FinishImage
  TableLimit passed_ = TableLimit::kNone;
  bool replayed_ = false;  // the next Step is the first after recovery
  // Refusals since the last record of them, by client and RefusalWhat. Not state: lost with the process, never read by a decision.
  std::map<RefusalTable::Key, std::uint32_t> refusals_;
};

void Engine::Impl::Step(const Turn& turn, TurnOutput& out) {
  const Tables& tables = state_.tables();
  CHECK_GE(turn.now, tables.now);
  CHECK_LE(turn.commands.size(), kTurnCommandsMax);
  out.Clear();
  if (std::exchange(replayed_, false)) state_.PrepareWheel(turn.now);
  Emitter emit(state_, turn.now, out);
  TurnHeader header{.partition = static_cast<std::uint16_t>(tables.limits.partition),
                    .first_seq = tables.seq + 1,
                    .at = turn.now,
                    .epoch = tables.limits.epoch,
                    .commands = static_cast<std::uint16_t>(turn.commands.size())};

  // The lookups of a turn miss the cache together instead of one after the other.
  for (const Command& command : turn.commands) {
    if (const auto* submit = std::get_if<Submit>(&command.body)) tables.tickets.PrefetchKey(submit->key);
    if (const auto* resolve = std::get_if<Resolve>(&command.body)) tables.tickets.PrefetchId(resolve->ticket.raw());
  }
  std::uint16_t number = 0;
  for (const Command& command : turn.commands) {
    emit.BeginCommand(++number);
    Take(emit, command);
  }
  emit.BeginCommand(0);

  if (tables.rules != nullptr) {
    while (header.expirations < kTurnExpirationsMax) {
      const std::uint32_t fired = state_.ExpireOne(turn.now, [&](std::uint32_t owner) {
        if (owner < tables.limits.tickets_max) {
          FireTicketTimer(emit, owner);
        } else if (owner == tables.WheelOwnerOfArticles()) {
          FireArticleTimer(emit);
        } else if (owner == tables.WheelOwnerOfClosing()) {
          FireClosingTimer(emit);
        } else if (owner == tables.WheelOwnerOfPlans()) {
          FirePlanTimer(emit);
        } else {
          FireAgentTimer(emit, owner - tables.limits.tickets_max);
        }
        state_.Rearm(owner);
      });
      if (fired == 0) break;
      ++header.expirations;
    }
    while (header.agenda_steps < kTurnWorkMax && !tables.agenda.empty()) {
      DoAgendaStep(emit);
      ++header.agenda_steps;
    }
  }
  Finish(turn, header, emit, out);
}

void Engine::Impl::Finish(const Turn& turn, const TurnHeader& header, Emitter& emit, TurnOutput& out) {
  const Tables& tables = state_.tables();
  if (!out.record.empty()) {
    TurnHeader complete = header;
    complete.change_count = emit.changes();
    complete.bytes = static_cast<std::uint32_t>(out.record.size());
    std::memcpy(out.record.data(), &complete, sizeof complete);
    state_.EndTurn(turn.now);
  } else {
    state_.PassTime(turn.now);
  }
  out.last_seq = tables.seq;
  out.next_at = tables.agenda.empty() ? tables.wheel.NextAt() : turn.now;
}

void Engine::Impl::Take(Emitter& emit, const Command& command) {
  if (AnswerAgain(emit, command)) return;
  Verdict verdict = std::visit(
      [&](const auto& body) {
        using Asked = std::decay_t<decltype(body)>;
        if constexpr (std::is_same_v<Asked, std::monostate>) {
          return Refuse(Reject::kMalformed);
        } else if constexpr (std::is_same_v<Asked, NoteRefusals>) {  // counted with what is refused here
          CountRefusals(emit, command.caller, body);
          return Verdict{};
        } else {
          return Decide(emit, command.caller, body);
        }
      },
      command.body);
  if (verdict.ack.reject != Reject::kNone) {
    CountRefusals(emit, command.caller, {.command = command.kind(), .code = verdict.ack.reject, .count = 1});
  }
  if (verdict.reply == Verdict::Reply::kTold) return;
  verdict.ack.session = command.caller.session;
  verdict.ack.correlation = command.caller.correlation;
  verdict.ack.command = static_cast<std::uint8_t>(command.kind());
  emit.Tell(verdict.ack);
}

// A request that was carried out before is answered from memory; one older than what is remembered cannot be judged any more.
bool Engine::Impl::AnswerAgain(Emitter& emit, const Command& command) {
  const Outcome* outcome = emit.tables().clients.Place(command.caller.client.raw(), command.caller.request);
  if (outcome == nullptr || outcome->request < command.caller.request || command.kind() == CommandKind::kSignIn) return false;
  Ack ack;
  ack.session = command.caller.session;
  ack.correlation = command.caller.correlation;
  ack.command = static_cast<std::uint8_t>(command.kind());
  if (outcome->request > command.caller.request || outcome->command != ack.command) {
    ack.reject = Reject::kMalformed;
    CountRefusals(emit, command.caller, {.command = command.kind(), .code = ack.reject, .count = 1});
  } else {
    ack.ticket = outcome->ticket;
    ack.token = outcome->token;
    ack.status = outcome->status;
    // Not solved: what was offered with the first answer stands.
    if (const auto* feedback = std::get_if<GiveFeedback>(&command.body); feedback != nullptr && feedback->solved == Solved::kNo) {
      ack.resolve_by = ReopenUntil(emit.tables(), TicketId(outcome->ticket), emit.now());
    }
    ack.duplicate = 1;
  }
  emit.Tell(ack);
  return true;
}

// Recorded once per client, command and minute, with a count (design.md 4).
void Engine::Impl::CountRefusals(Emitter& emit, const Caller& caller, const NoteRefusals& refused) {
  const std::uint64_t client = caller.client.raw();
  const auto command = static_cast<std::uint8_t>(refused.command);
  const std::uint16_t what = RefusalWhat(command, refused.frame);
  if (refusals_.size() >= kRefusalClientsMax) refusals_.clear();  // a flood of names: the records still come, their counts begin again
  std::uint32_t& count = refusals_[{client, what}];
  count += refused.count;
  const Micros last = emit.tables().refusals.LastAt(client, what);
  if (last != 0 && emit.now() - last < kRefusalRecordEvery) return;
  emit.Emit(Refused{.client = client,
                    .at = emit.now(),
                    .count = count,
                    .command = command,
                    .code = static_cast<std::uint8_t>(refused.code),
                    .frame = refused.frame});
  refusals_.erase({client, what});
}

const char* Engine::Impl::Replay(std::string_view record) {
  TurnReader reader(record);
  if (reader.header().first_seq != state_.tables().seq + 1) return "its first seq does not follow the one before";
  if (reader.header().at < state_.tables().now) return "its time lies before the one before";
  replayed_ = true;
  std::uint32_t changes = 0;
  for (ChangeView change; reader.Next(change); ++changes) {
    passed_ = PassedBy(state_.tables(), change);
    if (passed_ != TableLimit::kNone) return "it holds more than a table takes";
    state_.Apply(change);
  }
  if (reader.damaged()) return "an entry does not add up";
  if (changes != reader.header().change_count) return "it holds another number of changes than its header says";
  state_.EndTurn(reader.header().at);
  return nullptr;
}

const char* Engine::Impl::LoadImage(std::string_view records) {
  if (loader_ == nullptr) loader_ = std::make_unique<ImageLoader>(state_);
  const char* flaw = loader_->Take(records);
  passed_ = loader_->passed();
  return flaw;
}

const char* Engine::Impl::FinishImage(const ImageStart& start, std::uint64_t fingerprint) {
  if (loader_ == nullptr) loader_ = std::make_unique<ImageLoader>(state_);  // no record came: not a picture of anything
  replayed_ = true;
  const char* flaw = loader_->Finish(start, fingerprint);
  passed_ = loader_->passed();
  loader_.reset();
  return flaw;
}

Engine::Engine(const EngineLimits& limits) : impl_(std::make_unique<Impl>(limits)) {}
Engine::~Engine() = default;
void Engine::Step(const Turn& turn, TurnOutput& out) { impl_->Step(turn, out); }
const char* Engine::Replay(std::string_view record) { return impl_->Replay(record); }
ImageStart Engine::BeginImage() { return impl_->image().Begin(); }
ImageProgress Engine::CopyImage(std::size_t bytes_max, std::string& records) { return impl_->image().Copy(bytes_max, records); }
void Engine::AbandonImage() { impl_->image().Abandon(); }
const char* Engine::LoadImage(std::string_view records) { return impl_->LoadImage(records); }
const char* Engine::FinishImage(const ImageStart& start, std::uint64_t fingerprint) { return impl_->FinishImage(start, fingerprint); }
void Engine::Reset() { impl_ = std::make_unique<Impl>(EngineLimits(impl_->limits())); }
TableLimit Engine::passed() const { return impl_->passed(); }
const State& Engine::state() const { return impl_->state(); }

}  // namespace tidegate
