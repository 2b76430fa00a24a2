// Apply: the directory, its names, rules and clients.
#include <memory>
#include <utility>

#include "core/engine/state.h"

namespace tidegate {

void State::Do(const DirectoryOpened& change, std::string_view) {
  tables_.directory_id = change.directory_id;
  tables_.time_source = static_cast<TimeSource>(change.time_source);
}

// That the turn was at that time is all of it.
void State::Do(const TimeSet&, std::string_view) {}

void State::Do(const SpaceMarked& change, std::string_view) { tables_.space_mark = static_cast<SpaceMark>(change.mark); }

// Sessions of before are gone; whoever was not offline is cut off until the agenda gives him his grace. Offers begin to wait again.
void State::Do(const Started& change, std::string_view) {
  tables_.started = true;
  for (std::uint32_t agent = 1; agent <= tables_.agents.size(); ++agent) {
    AgentRecord& record = tables_.agents.At(agent);
    tables_.agents.SetSession(agent, 0);
    if (record.status == static_cast<std::uint8_t>(AgentStatus::kOffline)) continue;
    SetAgentStatus(agent, AgentStatus::kDisconnected);
    record.until = kNever;
    IndexAgent(agent);
    ArmAgent(agent);
  }
  for (std::uint32_t slot = 0; slot < tables_.tickets.high_mark(); ++slot) {
    if (!tables_.tickets.live(slot) || tables_.tickets.At(slot).status != static_cast<std::uint8_t>(Status::kOffered)) continue;
    WorkRecord* work = tables_.tickets.Work(slot);
    work->accept_by = change.at + work->accept_within_ms * kMillisecond;
    ArmTicket(slot);
  }
}

void State::Do(const RulesActivated& change, std::string_view tail) {
  tables_.rules_version = change.version;
  tables_.rules_source_hash = change.source_hash;
  const RulesTail parts = SplitRules(change, tail);
  tables_.rule_versions.Add({.version = change.version,
                             .restored = change.restored,
                             .cause = static_cast<RuleCause>(change.cause),
                             .at = change.at,
                             .author = std::string(parts.author),
                             .source = std::string(parts.source),
                             .compiled = std::string(parts.compiled)});
  const std::unique_ptr<ActiveRules> before = std::move(tables_.rules);
  CHECK(MakeRules());
  // Only then does a free place mean something else: 10 ms for 100 000 agents.
  if (before != nullptr && tables_.rules->weights() != before->weights()) IndexAllAgents();
  // The calendars may be others: shifts and hours are looked at anew, before anybody gets anything.
  for (std::uint32_t agent = 1; tables_.agents.timed() != 0 && agent <= tables_.agents.size(); ++agent) {
    const AgentTexts texts = tables_.agents.Texts(agent);
    if ((texts.shift.empty() && texts.tier_hours.empty()) || tables_.agents.IsRetired(agent)) continue;
    tables_.agents.At(agent).duty_next_at = kDutyUnknown;
    ArmAgent(agent);
  }
}

bool State::MakeRules() {
  auto rules = DecodeRuleSet(tables_.rule_versions.in_force().compiled);
  if (!rules) return false;
  tables_.rules = std::make_unique<ActiveRules>(std::move(*rules), tables_.rules_version);
  for (const Name& row : NameTable<CatalogKind>::kRows) {
    const Catalog& catalog = tables_.catalog(static_cast<CatalogKind>(row.number));
    for (std::uint32_t id = 1; id <= catalog.size(); ++id) {
      tables_.rules->Bind(static_cast<CatalogKind>(row.number), catalog.Name(id), id);
    }
  }
  return true;
}

void State::Do(const Declared& change, std::string_view tail) {
  const auto kind = static_cast<CatalogKind>(change.kind);
  CHECK_EQ(tables_.catalog(kind).Add(tail), change.id);
  if (tables_.rules == nullptr) return;
  tables_.rules->Bind(kind, tail, change.id);
  if (kind == CatalogKind::kChannel && tables_.rules->Weight(ChannelId(static_cast<std::uint8_t>(change.id))) != kPlaceUnits)
    IndexAllAgents();
}

void State::Do(const ClientKnown& change, std::string_view) {
  tables_.clients.Admit(change.client, static_cast<Role>(change.role), change.credits, change.at, tables_.seq);
}

void State::Do(const ClientForgotten& change, std::string_view) { tables_.clients.Forget(change.client); }

void State::Do(const CustomerEvicted& change, std::string_view) { tables_.customers.Remove(change.customer); }

void State::Do(const AgendaQueued& change, std::string_view) {
  tables_.agenda.Queue({.item = change.item, .subject = change.subject, .kind = static_cast<AgendaKind>(change.kind)});
}

void State::Do(const AgendaAdvanced& change, std::string_view) {
  if (change.done != 0) {
    tables_.agenda.Finish(change.item);
  } else {
    tables_.agenda.Advance(change.item, change.cursor, change.moved);
  }
}

void State::Do(const Refused& change, std::string_view) {
  tables_.refusals.Record(change.client, RefusalWhat(change.command, change.frame), change.at);
  tables_.counters.refused_total += change.count;
}

// Who looked is history, of the ticket and of the journal: nothing is decided by it.
void State::Do(const Looked&, std::string_view) {}

}  // namespace tidegate
