// Rules as data: activated, tried, taken back to an earlier version, shown (domain.md 4 to 7, all that is configuration).
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "core/base/hash.h"
#include "core/engine/decide.h"
#include "core/engine/dispatcher.h"
#include "core/engine/rule_names.h"

namespace tidegate {
namespace {

struct NewName {
  CatalogKind kind;
  std::string_view name;
};

// Names that the catalog does not know yet.
std::vector<NewName> FreshNames(const Tables& tables, const RuleSet& rules) {
  std::vector<NewName> fresh;
  const auto want = [&](CatalogKind kind, std::string_view name) {
    if (tables.catalog(kind).Find(name) == 0) fresh.push_back({kind, name});
  };
  for (const std::string& name : rules.skills) want(CatalogKind::kSkill, name);
  for (const std::string& name : rules.regions) want(CatalogKind::kRegion, name);
  for (const TypeRule& type : rules.types) want(CatalogKind::kType, type.name);
  for (const ChannelRule& channel : rules.channels) want(CatalogKind::kChannel, channel.name);
  for (const std::string& name : rules.tags) want(CatalogKind::kTag, name);
  for (const std::string& name : rules.departments) want(CatalogKind::kDepartment, name);
  return fresh;
}

bool CatalogTakes(const Tables& tables, const std::vector<NewName>& fresh) {
  return std::all_of(std::begin(NameTable<CatalogKind>::kRows), std::end(NameTable<CatalogKind>::kRows), [&](const Name& row) {
    const auto kind = static_cast<CatalogKind>(row.number);
    const auto added = std::count_if(fresh.begin(), fresh.end(), [kind](const NewName& name) { return name.kind == kind; });
    return tables.catalog(kind).size() + static_cast<std::size_t>(added) <= CatalogNamesMax(kind);
  });
}

// A rule set that is to come into force.
struct Coming {
  std::string_view source;
  std::string_view compiled;
  std::string_view author;
  RuleCause cause = RuleCause::kApplied;
  std::uint32_t restored = 0;
  RulesUse use = RulesUse::kActivate;
  CommandKind command = CommandKind::kActivateRules;
};

Verdict RefuseInUse(Emitter& emit, const Caller& caller, CommandKind command, std::vector<NameInUse> names) {
  auto reply = std::make_unique<NamesInUseReply>();
  reply->session = caller.session;
  reply->correlation = caller.correlation;
  reply->reject = Reject::kNamesInUse;
  reply->command = static_cast<std::uint8_t>(command);
  if (names.size() > kNamesInUseMax) {
    reply->more = static_cast<std::uint32_t>(names.size()) - kNamesInUseMax;
    names.resize(kNamesInUseMax);
  }
  reply->names = std::move(names);
  emit.Tell(std::move(reply));
  Verdict verdict = Told();
  verdict.ack.reject = Reject::kNamesInUse;
  return verdict;
}

Verdict Activate(Emitter& emit, const Caller& caller, const Coming& coming) {
  const Tables& tables = emit.tables();
  const auto rules = DecodeRuleSet(coming.compiled);
  if (!rules || coming.source.size() + coming.compiled.size() > kRuleSetBytesMax) return Refuse(Reject::kBadRules);
  // The catalog must take every name that is new, and nothing in use may go, or nothing is done.
  const std::vector<NewName> fresh = FreshNames(tables, *rules);
  if (!CatalogTakes(tables, fresh) || tables.rules_version >= kRulesVersionMax) return Refuse(Reject::kLimit);
  if (std::vector<NameInUse> used = NamesInUse(tables, *rules); !used.empty()) {
    return RefuseInUse(emit, caller, coming.command, std::move(used));
  }
  Verdict verdict;
  verdict.ack.token = tables.rules_version + 1;
  verdict.ack.place = tables.tickets.size();  // that will be moved
  if (coming.use == RulesUse::kTry) return verdict;

  std::array<std::uint8_t, 256> weights_before{};
  if (tables.rules != nullptr) weights_before = tables.rules->weights();
  const std::uint16_t reserve_before = tables.rules == nullptr ? std::uint16_t{0} : tables.rules->rules().matching.reserve;
  const std::string_view author = coming.author.substr(0, kKeyBytesMax);
  // Undoing reads a version that may leave when the new one comes.
  const std::string source(coming.source);
  std::string rest(coming.compiled);
  const auto compiled_bytes = static_cast<std::uint32_t>(rest.size());
  rest += author;
  emit.Emit(RulesActivated{.version = tables.rules_version + 1,
                           .source_bytes = static_cast<std::uint32_t>(source.size()),
                           .compiled_bytes = compiled_bytes,
                           .author_bytes = static_cast<std::uint32_t>(author.size()),
                           .at = emit.now(),
                           .source_hash = Hash64(source.data(), source.size()),
                           .restored = coming.restored,
                           .cause = static_cast<std::uint8_t>(coming.cause)},
            source, rest);
  for (const NewName& name : fresh) {
    emit.Emit(
        Declared{.kind = static_cast<std::uint16_t>(name.kind), .id = static_cast<std::uint16_t>(tables.catalog(name.kind).size() + 1)},
        name.name);
  }
  if (tables.tickets.size() != 0) QueueAgenda(emit, AgendaKind::kMoveTickets, 0);
  if (tables.rules->weights() != weights_before && tables.pool.size() != 0) QueueAgenda(emit, AgendaKind::kFillAll, 0);
  if (tables.rules->rules().matching.reserve < reserve_before) QueueAgenda(emit, AgendaKind::kFillReserve, 0);
  return verdict;
}

}  // namespace

Verdict Decide(Emitter& emit, const Caller& caller, const ActivateRules& command) {
  if (caller.role != Role::kDataAdmin) return Refuse(Reject::kNotAllowed);
  return Activate(emit, caller,
                  {.source = command.source,
                   .compiled = command.compiled,
                   .author = command.author,
                   .cause = emit.tables().rules == nullptr ? RuleCause::kSeeded : RuleCause::kApplied,
                   .use = command.use});
}

Verdict Decide(Emitter& emit, const Caller& caller, const UndoRules& command) {
  const Tables& tables = emit.tables();
  if (caller.role != Role::kDataAdmin) return Refuse(Reject::kNotAllowed);
  // Sent twice it must not undo the undoing: it says what it undoes.
  if (command.in_force != tables.rules_version || command.restore >= command.in_force) return Refuse(Reject::kOtherRules);
  const RuleVersion* version = tables.rule_versions.Find(command.restore == 0 ? command.in_force - 1 : command.restore);
  if (version == nullptr) return Refuse(Reject::kOtherRules);
  return Activate(emit, caller,
                  {.source = version->source,
                   .compiled = version->compiled,
                   .author = command.author,
                   .cause = RuleCause::kRestored,
                   .restored = version->version,
                   .command = CommandKind::kUndoRules});
}

Verdict Decide(Emitter& emit, const Caller& caller, const ShowRules& command) {
  const Tables& tables = emit.tables();
  if (caller.role == Role::kFrontEnd || caller.role == Role::kAgent) return Refuse(Reject::kNotAllowed);
  const RuleVersion* shown = tables.rule_versions.Find(command.version == 0 ? tables.rules_version : command.version);
  if (shown == nullptr) return Refuse(Reject::kOtherRules);
  auto reply = std::make_unique<RulesReply>();
  reply->session = caller.session;
  reply->correlation = caller.correlation;
  for (const auto& [number, version] : tables.rule_versions.all()) {
    reply->versions.push_back({.version = version.version,
                               .restored = version.restored,
                               .cause = version.cause,
                               .at = version.at,
                               .source_bytes = static_cast<std::uint32_t>(version.source.size()),
                               .author = version.author});
  }
  reply->version = shown->version;
  reply->offset = command.offset;
  if (command.offset < shown->source.size()) reply->part = shown->source.substr(command.offset, kRulesPartBytesMax);
  emit.Tell(std::move(reply));
  return Told();
}

}  // namespace tidegate
