// Parts of the work on a ticket: asked of a department, assigned or taken, reported, ended, dropped, listed (domain.md 8).
#include "core/engine/parts.h"

#include <array>

#include "core/engine/deadlines.h"
#include "core/engine/decide.h"
#include "core/engine/held.h"
#include "core/engine/lifecycle.h"

namespace tidegate {
namespace {

constexpr std::uint32_t kLookedAtMax = 4'096;  // parts that are not the asker's cost little, but not nothing

std::string NameOf(const Tables& tables, std::uint32_t agent) {
  return agent == 0 ? std::string() : std::string(tables.agents.Name(agent));
}

void AlertDesk(Emitter& emit, std::uint32_t agent, std::uint64_t ticket, AlertKind kind) {
  const std::uint64_t session = agent == 0 ? 0 : emit.tables().agents.At(agent).session;
  if (session != 0) emit.Tell(AlertPush{.session = session, .ticket = ticket, .at = emit.now(), .agent = agent, .kind = kind});
}

std::uint32_t HolderOf(const Tables& tables, std::uint32_t slot) {
  const WorkRecord* work = tables.tickets.Work(slot);
  return work == nullptr ? 0 : work->agent;
}

// As much of a text as a part keeps, in whole characters (UTF-8).
std::string_view Shortened(std::string_view text) {
  if (text.size() <= kPartTextBytesMax) return text;
  std::size_t bytes = kPartTextBytesMax;
  while (bytes != 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
  return text.substr(0, bytes);
}

// An agent of the department is one of the team that carries its name.
bool IsOfDepartment(const Tables& tables, std::uint32_t agent, std::uint8_t department) {
  return tables.agents.Texts(agent).team == tables.catalog(CatalogKind::kDepartment).Name(department);
}

// A part that a command names, and who speaks.
struct PartHeld {
  Reject reject = Reject::kNone;
  Status status = Status::kNone;
  std::uint32_t slot = kNoSlot;
  const Part* part = nullptr;
};

// Whether the ticket is of a supervisor's team, or the part: of the team of whoever does it or, of one that nobody does yet, of whom its
// department has for it. Otherwise anybody could take a part into his team by giving it to somebody there, and drop it then.
bool IsPartOfHisTeam(const Tables& tables, const Caller& caller, std::uint32_t slot, const Part* part, std::uint32_t to) {
  if (IsOfHisTeam(tables, caller, HolderOf(tables, slot))) return true;
  if (part == nullptr) return false;
  if (part->record.agent != 0) return IsOfHisTeam(tables, caller, part->record.agent);
  return to != 0 && IsOfDepartment(tables, to, part->record.department) && IsOfHisTeam(tables, caller, to);
}

// By the desk of an agent (whose part it is need not be decided yet), or a supervisor; `to` shall do it, if given.
PartHeld LookPart(const Tables& tables, const Caller& caller, AgentId agent, TicketId ticket, std::uint8_t part, CommandKind command,
                  std::uint32_t to = 0) {
  if (agent) {
    if (!tables.agents.Has(agent.raw())) return {.reject = Reject::kUnknownAgent};
    if (!SpeaksFor(tables, caller, agent.raw())) return {.reject = Reject::kNotSignedIn};
  } else if (caller.role != Role::kSupervisor) {
    return {.reject = Reject::kNotAllowed};
  }
  PartHeld held;
  held.slot = tables.tickets.FindId(ticket.raw());
  if (held.slot == kNoSlot) {
    const std::uint32_t ended = tables.recents.FindId(ticket.raw());
    if (ended == kNoSlot) return {.reject = Reject::kUnknownTicket};
    return {.reject = Reject::kIllegalState, .status = static_cast<Status>(tables.recents.Ended(ended).status)};
  }
  held.status = static_cast<Status>(tables.tickets.At(held.slot).status);
  held.part = tables.parts.Find(ticket.raw(), part);
  // Of another's ticket an agent hears nothing but what is his to do, or his department's to take.
  const bool has_ticket = !agent || HolderOf(tables, held.slot) == agent.raw();
  const PartRecord record = held.part == nullptr ? PartRecord() : held.part->record;
  const bool his = record.agent == agent.raw() ||
                   (record.agent == 0 && record.department != 0 && agent && IsOfDepartment(tables, agent.raw(), record.department));
  if (!has_ticket && !(held.part != nullptr && his)) {
    held.reject = Reject::kNotYours;
  } else if (!agent && !IsPartOfHisTeam(tables, caller, held.slot, held.part, to)) {
    held.reject = Reject::kOtherTeam;
  } else if (!IsLegal(command, held.status)) {
    held.reject = Reject::kIllegalState;
  } else if (held.part == nullptr) {
    held.reject = Reject::kUnknownPart;
  } else if (!held.part->record.open()) {
    held.reject = Reject::kPartOver;
  }
  return held;
}

bool MayFollow(PartNode from, PartNode to) {
  switch (to) {
    case PartNode::kInProgress:
    case PartNode::kWaiting:
      return from != PartNode::kOpen;  // somebody must do it first
    case PartNode::kDone:
    case PartNode::kDropped:
      return true;
    default:
      return false;
  }
}

}  // namespace

PartRow RowOf(const Tables& tables, const TicketRecord& ticket, const Part& part) {
  const PartRecord& record = part.record;
  return {.ticket = TicketId(record.ticket),
          .part = record.part,
          .department = record.department,
          .node = static_cast<PartNode>(record.node),
          .agent = AgentId(record.agent),
          .asked_by = AgentId(record.asked_by),
          .agent_name = NameOf(tables, record.agent),
          .asked_by_name = NameOf(tables, record.asked_by),
          .asked_at = record.asked_at,
          .due = record.open() ? DueOf(ticket, record) : record.due,
          .node_since = record.node_since,
          .text = part.text,
          .result = part.result};
}

std::vector<PartRow> PartsOf(const Tables& tables, std::uint32_t slot) {
  const TicketRecord& ticket = tables.tickets.At(slot);
  std::vector<PartRow> rows;
  if (tables.tickets.Rare(slot).parts_asked == 0) return rows;
  tables.parts.ForEachOf(ticket.id, [&](const Part& part) { rows.push_back(RowOf(tables, ticket, part)); });
  return rows;
}

void EndParts(Emitter& emit, std::uint32_t slot, std::string_view reason) {
  const Tables& tables = emit.tables();
  const TicketRecord& ticket = tables.tickets.At(slot);
  if (tables.tickets.Rare(slot).parts_open == 0) return;
  std::array<PartRecord, kPartsPerTicketMax> open{};
  std::size_t count = 0;
  tables.parts.ForEachOf(ticket.id, [&](const Part& part) {
    if (part.record.open()) open[count++] = part.record;
  });
  for (std::size_t i = 0; i < count; ++i) {
    emit.Emit(PartEnded{.ticket = ticket.id,
                        .at = emit.now(),
                        .stale_at = ticket.stale_at,
                        .part = open[i].part,
                        .node = static_cast<std::uint8_t>(PartNode::kDropped),
                        .by_end = 1},
              Shortened(reason));
    AlertDesk(emit, open[i].agent, ticket.id, AlertKind::kPartEnded);
  }
}

bool HasRoomForParts(const Tables& tables, std::uint32_t stays, std::uint32_t gone) {
  return tables.tickets.Rare(stays).parts_asked + tables.tickets.Rare(gone).parts_open <= kPartsPerTicketMax;
}

void MoveParts(Emitter& emit, std::uint32_t stays, std::uint32_t gone) {
  const Tables& tables = emit.tables();
  const std::uint64_t from = tables.tickets.At(gone).id;
  const std::uint64_t into = tables.tickets.At(stays).id;
  for (std::uint8_t part = 1; tables.tickets.Rare(gone).parts_open != 0; ++part) {
    CHECK_LE(part, kPartsPerTicketMax);
    const Part* moved = tables.parts.Find(from, part);
    if (moved == nullptr || !moved->record.open()) continue;
    emit.Emit(PartMoved{
        .ticket = into, .from = from, .part = static_cast<std::uint8_t>(tables.tickets.Rare(stays).parts_asked + 1), .was = part});
  }
}

void FirePartDue(Emitter& emit, std::uint32_t slot) {
  const Tables& tables = emit.tables();
  const TicketRecord& ticket = tables.tickets.At(slot);
  PartRecord due;
  Micros due_at = kNever;
  tables.parts.ForEachOf(ticket.id, [&](const Part& part) {
    const Micros at = DueOf(ticket, part.record);
    if (part.record.open() && part.record.alerted == 0 && at < due_at) due = part.record, due_at = at;
  });
  CHECK_LE(due_at, emit.now());
  emit.Emit(PartAlerted{.ticket = ticket.id, .part = due.part});
  // Whoever has the ticket waits for it; once nobody does, whoever asked.
  const std::uint32_t holder = HolderOf(tables, slot);
  const std::uint32_t asker = holder != 0 ? holder : due.asked_by;
  AlertDesk(emit, asker, ticket.id, AlertKind::kPartOverdue);
  if (due.agent != asker) AlertDesk(emit, due.agent, ticket.id, AlertKind::kPartOverdue);
  emit.Tell(AlertPush{.ticket = ticket.id, .at = emit.now(), .agent = due.agent, .kind = AlertKind::kPartOverdue});
}

Verdict Decide(Emitter& emit, const Caller& caller, const AskPart& command) {
  const Tables& tables = emit.tables();
  const Held held = LookBy(tables, caller, command.agent, command.ticket);
  if (held.reject != Reject::kNone) return Refuse(held.reject, held.status);
  if (!IsLegal(CommandKind::kAskPart, held.status)) return Refuse(Reject::kIllegalState, held.status);
  if (command.department == 0 || command.text.empty()) return Refuse(Reject::kMissingField, held.status);
  if (command.department > tables.catalog(CatalogKind::kDepartment).size()) return Refuse(Reject::kUnknownName, held.status);
  if (command.text.size() > kPartTextBytesMax || (command.due != 0 && command.due <= emit.now()) ||
      command.due > emit.now() + kRuleSpanMax) {
    return Refuse(Reject::kMalformed, held.status);
  }
  const std::uint32_t to = command.to.empty() ? 0 : tables.agents.Find(command.to);
  if (to == 0 && !command.to.empty()) return Refuse(Reject::kUnknownAgent, held.status);
  const TicketRecord& ticket = tables.tickets.At(held.slot);
  if (command.due != 0 && command.due > ticket.due[static_cast<std::size_t>(Clock::kResolve)]) {
    return Refuse(Reject::kPartTooLate, held.status);
  }
  const std::uint8_t asked = tables.tickets.Rare(held.slot).parts_asked;
  if (asked == kPartsPerTicketMax || tables.parts.full()) return Refuse(Reject::kLimit, held.status);
  if (tables.agents.IsRetired(to)) return Refuse(Reject::kAgentRetired, held.status);
  const auto part = static_cast<std::uint8_t>(asked + 1);
  emit.Emit(PartAsked{.asker = AskerOf(caller),
                      .ticket = ticket.id,
                      .at = emit.now(),
                      .due = command.due == 0 ? kNever : command.due,
                      .agent = command.agent.raw(),
                      .to = to,
                      .part = part,
                      .department = command.department},
            command.text);
  AlertDesk(emit, to, ticket.id, AlertKind::kPartAssigned);
  if (to == 0) emit.Tell(AlertPush{.ticket = ticket.id, .at = emit.now(), .agent = command.agent.raw(), .kind = AlertKind::kPartAsked});
  return Done(command.ticket, held.status, part);
}

Verdict Decide(Emitter& emit, const Caller& caller, const AssignPart& command) {
  const Tables& tables = emit.tables();
  const std::uint32_t to = command.to.empty() ? command.agent.raw() : tables.agents.Find(command.to);
  const PartHeld held = LookPart(tables, caller, command.agent, command.ticket, command.part, CommandKind::kAssignPart, to);
  if (held.reject != Reject::kNone) return Refuse(held.reject, held.status);
  if (!command.agent && command.to.empty()) return Refuse(Reject::kMissingField, held.status);
  if (to == 0) return Refuse(Reject::kUnknownAgent, held.status);
  const PartRecord part = held.part->record;
  if (part.agent == to) return DoneBefore(command.ticket, held.status, part.part);
  // Whom a part is taken from, and who gets one of another department, a supervisor decides.
  const bool takes = to == command.agent.raw() && part.agent == 0 && IsOfDepartment(tables, to, part.department);
  if (command.agent && !takes) return Refuse(Reject::kNotYours, held.status);
  if (tables.agents.IsRetired(to)) return Refuse(Reject::kAgentRetired, held.status);
  emit.Emit(PartAssigned{.asker = AskerOf(caller), .ticket = command.ticket.raw(), .at = emit.now(), .agent = to, .part = part.part});
  if (!takes) AlertDesk(emit, to, part.ticket, AlertKind::kPartAssigned);
  return Done(command.ticket, held.status, part.part);
}

Verdict Decide(Emitter& emit, const Caller& caller, const ReportPart& command) {
  const Tables& tables = emit.tables();
  const PartHeld held = LookPart(tables, caller, command.agent, command.ticket, command.part, CommandKind::kReportPart);
  if (held.reject != Reject::kNone) return Refuse(held.reject, held.status);
  const PartRecord part = held.part->record;
  if (command.agent && part.agent != command.agent.raw()) return Refuse(Reject::kNotYours, held.status);
  if (command.node == PartNode::kDropped && command.agent) return Refuse(Reject::kNotAllowed, held.status);
  if (command.text.size() > kPartTextBytesMax || !IsListed<PartNode>(static_cast<std::uint8_t>(command.node))) {
    return Refuse(Reject::kMalformed, held.status);
  }
  const auto from = static_cast<PartNode>(part.node);
  if (from == command.node && command.text.empty()) return DoneBefore(command.ticket, held.status, part.part);
  if (!MayFollow(from, command.node)) return Refuse(Reject::kIllegalState, held.status);
  const bool ends = command.node == PartNode::kDone || command.node == PartNode::kDropped;
  if (ends && command.text.empty()) return Refuse(Reject::kMissingField, held.status);
  if (!ends) {
    emit.Emit(PartReported{.asker = AskerOf(caller),
                           .ticket = part.ticket,
                           .at = emit.now(),
                           .agent = command.agent.raw(),
                           .part = part.part,
                           .node = static_cast<std::uint8_t>(command.node)},
              command.text);
    return Done(command.ticket, held.status, part.part);
  }
  // A result is news: whoever has the ticket is expected to go on with it.
  const TicketRecord& ticket = tables.tickets.At(held.slot);
  const bool watched = command.node == PartNode::kDone && IsWatched(held.status);
  emit.Emit(PartEnded{.asker = AskerOf(caller),
                      .ticket = part.ticket,
                      .at = emit.now(),
                      .stale_at = watched ? WatchedUntil(tables, held.slot, emit.now()) : ticket.stale_at,
                      .agent = command.agent.raw(),
                      .part = part.part,
                      .node = static_cast<std::uint8_t>(command.node)},
            command.text);
  const std::uint32_t holder = HolderOf(tables, held.slot);
  AlertDesk(emit, holder, part.ticket, AlertKind::kPartEnded);
  const bool of_another = part.agent != command.agent.raw() && part.agent != holder;
  if (of_another) AlertDesk(emit, part.agent, part.ticket, AlertKind::kPartEnded);
  return Done(command.ticket, held.status, part.part);
}

Verdict Decide(Emitter& emit, const Caller& caller, const ListParts& command) {
  const Tables& tables = emit.tables();
  const std::uint32_t agent = command.agent.raw();
  if (agent != 0) {
    if (!tables.agents.Has(agent)) return Refuse(Reject::kUnknownAgent);
    if (caller.role != Role::kSupervisor && !SpeaksFor(tables, caller, agent)) return Refuse(Reject::kNotSignedIn);
  } else if (caller.role != Role::kSupervisor) {
    return Refuse(Reject::kNotAllowed);
  }
  auto reply = std::make_unique<PartsReply>();
  reply->session = caller.session;
  reply->correlation = caller.correlation;
  PartTable::Key at{command.after.raw(), command.after_part};
  const auto next = [&] { return command.department != 0 ? tables.parts.OpenAfter(command.department, at) : tables.parts.After(at); };
  const Part* part = next();
  for (std::uint32_t looked_at = 0; part != nullptr && looked_at < kLookedAtMax && reply->rows.size() < kPartsPerPageMax; ++looked_at) {
    const PartRecord& record = part->record;
    at = {record.ticket, record.part};
    // An agent's own, and those that wait in his department.
    const bool his = agent == 0 || record.agent == agent || (record.agent == 0 && IsOfDepartment(tables, agent, record.department));
    if (record.open() && his) reply->rows.push_back(RowOf(tables, tables.tickets.At(tables.tickets.FindId(record.ticket)), *part));
    part = next();
  }
  reply->more = part != nullptr;
  reply->after = TicketId(at.first);
  reply->after_part = at.second;
  emit.Tell(std::move(reply));
  return Told();
}

}  // namespace tidegate
