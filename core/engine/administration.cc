// The life of the directory and what it knows: opened, started, clients, names.
#include "core/engine/decide.h"
#include "core/engine/dispatcher.h"

namespace tidegate {
namespace {

constexpr Micros kHelloRenewAfter = kHour;  // A reconnecting crowd writes nothing; the order of forgetting stays good to the hour.

void DeclareName(Emitter& emit, CatalogKind kind, std::string_view name) {
  emit.Emit(Declared{.kind = static_cast<std::uint16_t>(kind), .id = static_cast<std::uint16_t>(emit.tables().catalog(kind).size() + 1)},
            name);
}

}  // namespace

Verdict Decide(Emitter& emit, const Caller& caller, const OpenDirectory& command) {
  static_cast<void>(caller);
  CHECK_EQ(emit.tables().seq, 0u);
  emit.Emit(DirectoryOpened{.directory_id = command.directory_id,
                            .hash_key = command.hash_key,
                            .partition = command.partition,
                            .time_source = static_cast<std::uint32_t>(command.time_source)});
  return Told();
}

Verdict Decide(Emitter& emit, const Caller& caller, const SetTime& command) {
  const Tables& tables = emit.tables();
  if (caller.role != Role::kOperator && caller.role != Role::kDataAdmin) return Refuse(Reject::kNotAllowed);
  ClockReply reply{.session = caller.session,
                   .correlation = caller.correlation,
                   .now = emit.now(),
                   .source = tables.time_source,
                   .command = static_cast<std::uint8_t>(CommandKind::kSetTime)};
  Verdict verdict = Told();
  // Not there yet would be the mistake of who feeds the turns; the refusal is the same, and nobody is told a time that is not.
  if (tables.time_source != TimeSource::kDriven || command.at != emit.now()) {
    verdict.ack.reject = reply.reject = Reject::kTimeNotSet;
  } else if (command.at > tables.recorded_at) {
    emit.Emit(TimeSet{.at = command.at});
  }
  emit.Tell(reply);
  return verdict;
}

Verdict Decide(Emitter& emit, const Caller& caller, const Start& command) {
  static_cast<void>(caller);
  static_cast<void>(command);
  CHECK(emit.tables().rules != nullptr);
  emit.Emit(Started{.at = emit.now(), .down_from = emit.tables().started ? emit.tables().recorded_at : 0});
  QueueAgenda(emit, AgendaKind::kGraceAgents, 0);
  return Told();
}

Verdict Decide(Emitter& emit, const Caller& caller, const ReportSpace& command) {
  static_cast<void>(caller);
  const SpaceMark before = emit.tables().space_mark;
  if (command.mark == before) return Told();
  emit.Emit(SpaceMarked{.at = emit.now(),
                        .used_bytes = command.used_bytes,
                        .budget_bytes = command.budget_bytes,
                        .mark = static_cast<std::uint64_t>(command.mark)});
  emit.Tell(AlertPush{.at = emit.now(), .kind = command.mark > before ? AlertKind::kDiskFilling : AlertKind::kDiskRelieved});
  return Told();
}

Verdict Decide(Emitter& emit, const Caller& caller, const Hello& command) {
  const Tables& tables = emit.tables();
  if (command.credits == 0) return Refuse(Reject::kMalformed);
  const ClientTable& clients = tables.clients;
  const ClientRecord* known = clients.Find(caller.client.raw());
  const bool same = known != nullptr && known->credits == command.credits && known->role == caller.role &&
                    emit.now() - known->hello_at < kHelloRenewAfter;
  if (!same) {
    const bool forgets = known == nullptr && clients.full();
    const ClientRecord* leaves = forgets ? clients.Find(clients.Oldest()) : known;
    if (!clients.Fits(command.credits, leaves == nullptr ? 0 : leaves->credits)) return Refuse(Reject::kLimit);
    if (forgets) emit.Emit(ClientForgotten{.client = leaves->id});
    emit.Emit(
        ClientKnown{
            .client = caller.client.raw(), .at = emit.now(), .credits = command.credits, .role = static_cast<std::uint32_t>(caller.role)},
        command.name.substr(0, kKeyBytesMax));
  }
  emit.Tell(HelloReply{.session = caller.session,
                       .correlation = caller.correlation,
                       .seq = tables.seq,
                       .epoch = tables.limits.epoch,
                       .partition = tables.limits.partition,
                       .credits = command.credits,
                       .rules_version = tables.rules_version});
  return Told();
}

Verdict Decide(Emitter& emit, const Caller& caller, const Declare& command) {
  const Tables& tables = emit.tables();
  if (caller.role != Role::kDataAdmin) return Refuse(Reject::kNotAllowed);
  if (command.kind == CatalogKind::kNone || command.name.size() > kKeyBytesMax) return Refuse(Reject::kMalformed);
  if (command.name.empty()) return Refuse(Reject::kMissingField);
  const Catalog& catalog = tables.catalog(command.kind);
  Verdict verdict;
  verdict.ack.token = catalog.Find(command.name);
  if (verdict.ack.token != 0) {
    verdict.ack.duplicate = 1;
    return verdict;
  }
  if (catalog.size() >= CatalogNamesMax(command.kind)) return Refuse(Reject::kLimit);
  DeclareName(emit, command.kind, command.name);
  verdict.ack.token = static_cast<std::uint32_t>(catalog.size());
  return verdict;
}

}  // namespace tidegate
