// Agents' records: one, or a whole file at once (domain.md 6). Who is declared already gets another record.
#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/engine/decide.h"
#include "core/engine/dispatcher.h"
#include "core/engine/duty.h"
#include "core/engine/places.h"
#include "core/engine/saturation.h"

namespace tidegate {
namespace {

// A record, checked against what there is.
struct Record {
  std::uint32_t agent = 0;  // the number that he has, or gets
  RecordNews news = RecordNews::kSame;
  std::uint16_t fields = 0;  // bit f = RecordField f differs from what stands
  AgentTexts texts;
  AgentTerms terms;
  Profile profile;
};

// Numbers of agents by name, those that a file brings among them: new ones, and ones who were retired.
class Numbers {
 public:
  explicit Numbers(const Tables& tables) : tables_(tables) {}
  std::uint32_t Find(std::string_view name) const {
    if (const std::uint32_t agent = tables_.agents.Find(name); agent != 0) return agent;
    const auto found = fresh_.find(name);
    return found == fresh_.end() ? 0 : found->second;
  }
  // A new name gets the next number.
  void Add(std::string_view name) {
    const std::uint32_t agent = Find(name);
    if (agent == 0) fresh_.emplace(name, tables_.agents.size() + static_cast<std::uint32_t>(fresh_.size()) + 1);
    if (agent != 0 && IsRetired(agent)) back_.insert(agent);
  }
  // Whether he is, and stays so.
  bool StaysRetired(std::uint32_t agent) const { return IsRetired(agent) && !back_.contains(agent); }

 private:
  bool IsRetired(std::uint32_t agent) const { return tables_.agents.Has(agent) && tables_.agents.IsRetired(agent); }

  const Tables& tables_;
  std::map<std::string_view, std::uint32_t> fresh_;
  std::set<std::uint32_t> back_;
};

Reject ReadRooms(const Tables& tables, const DeclareAgent& command, Profile& profile) {
  if (command.room_count > kChannelRoomsMax) return Reject::kMalformed;
  std::copy_n(command.rooms.begin(), command.room_count, profile.rooms.begin());
  const auto end = profile.rooms.begin() + command.room_count;
  std::sort(profile.rooms.begin(), end, [](const ChannelRoom& a, const ChannelRoom& b) { return a.channel < b.channel; });
  for (auto room = profile.rooms.begin(); room != end; ++room) {
    if (room->channel == 0 || room->channel > tables.catalog(CatalogKind::kChannel).size()) return Reject::kUnknownName;
    room->zero = 0;
    if (room->tickets_max == 0 || (room + 1 != end && room[1].channel == room->channel)) return Reject::kMalformed;
  }
  profile.room_count = command.room_count;
  return Reject::kNone;
}

// The terms of a record: whoever and whatever it names is there.
Reject ReadTerms(const Tables& tables, const Numbers& numbers, const DeclareAgent& command, Record& record) {
  for (const std::string_view text : {record.texts.team, record.texts.shift, record.texts.tier_hours}) {
    if (text.size() > kKeyBytesMax) return Reject::kMalformed;
  }
  if ((command.hours_tiers != 0) != !record.texts.tier_hours.empty()) return Reject::kMalformed;
  for (const auto& [name, agent] :
       {std::pair(command.supervisor, &record.terms.supervisor), std::pair(command.duty_supervisor, &record.terms.duty_supervisor)}) {
    if (name.empty()) continue;
    *agent = numbers.Find(name);
    if (*agent == 0) return Reject::kUnknownAgent;
  }
  for (const std::string_view hours : {record.texts.shift, record.texts.tier_hours}) {
    if (!hours.empty() && tables.rules->FindCalendar(hours) == nullptr) return Reject::kUnknownName;
  }
  record.terms.hours_tiers = command.hours_tiers;
  SetLengths(record.texts, record.terms);
  return Reject::kNone;
}

// What the agent's record says that he serves: his profile, whatever his hours make of it now.
Profile OwnProfile(const Tables& tables, std::uint32_t agent) {
  Profile profile = tables.signatures.ProfileAt(tables.agents.profile(agent)).profile;
  profile.customer_tiers = tables.agents.At(agent).own_customer_tiers;
  return profile;
}

std::uint16_t Differences(const Tables& tables, const DeclareAgent& command, const Record& record) {
  const AgentRecord& now = tables.agents.At(record.agent);
  const AgentTexts texts = tables.agents.Texts(record.agent);
  const Profile profile = OwnProfile(tables, record.agent);
  std::uint16_t fields = 0;
  const auto note = [&](RecordField field, bool same) {
    if (!same) fields = static_cast<std::uint16_t>(fields | 1u << static_cast<int>(field));
  };
  note(RecordField::kTier, profile.tier == record.profile.tier);
  note(RecordField::kSkills, profile.skills == record.profile.skills);
  note(RecordField::kRegions, profile.regions == record.profile.regions);
  note(RecordField::kChannels, profile.channels == record.profile.channels);
  note(RecordField::kCustomerTiers, profile.customer_tiers == record.profile.customer_tiers);
  note(RecordField::kCapacity, now.capacity == command.capacity);
  note(RecordField::kRooms, profile.rooms == record.profile.rooms);
  note(RecordField::kCost, now.cost_per_hour_cents == command.cost_per_hour_cents);
  note(RecordField::kTeam, texts.team == record.texts.team);
  note(RecordField::kSupervisor,
       now.terms.supervisor == record.terms.supervisor && now.terms.duty_supervisor == record.terms.duty_supervisor);
  note(RecordField::kShift, texts.shift == record.texts.shift);
  note(RecordField::kExclusive, texts.tier_hours == record.texts.tier_hours && now.terms.hours_tiers == record.terms.hours_tiers);
  return fields;
}

Reject Read(const Tables& tables, const Numbers& numbers, const DeclareAgent& command, Record& record) {
  if (command.name.empty()) return Reject::kMissingField;
  if (command.name.size() > kKeyBytesMax || command.capacity == 0 || command.capacity > kAgentCapacityMax) return Reject::kMalformed;
  record.texts = {.name = command.name, .team = command.team, .shift = command.shift, .tier_hours = command.tier_hours};
  record.profile = *command.profile;
  if (const Reject reject = ReadTerms(tables, numbers, command, record); reject != Reject::kNone) return reject;
  if (const Reject reject = ReadRooms(tables, command, record.profile); reject != Reject::kNone) return reject;
  record.agent = numbers.Find(command.name);
  if (!tables.agents.Has(record.agent)) {
    record.news = RecordNews::kNew;
    return record.agent > tables.limits.agents_max ? Reject::kLimit : Reject::kNone;
  }
  record.fields = Differences(tables, command, record);
  if (record.fields != 0) record.news = RecordNews::kChanged;
  if (tables.agents.IsRetired(record.agent)) record.news = RecordNews::kBack;
  return Reject::kNone;
}

// The same, and whoever it names is in force.
Reject ReadInForce(const Tables& tables, const Numbers& numbers, const DeclareAgent& command, Record& record) {
  if (const Reject reject = Read(tables, numbers, command, record); reject != Reject::kNone) return reject;
  const bool gone = numbers.StaysRetired(record.terms.supervisor) || numbers.StaysRetired(record.terms.duty_supervisor);
  return gone ? Reject::kAgentRetired : Reject::kNone;
}

// Puts a record in force. What follows - who is filled, released, asked - is for the agenda, and for the agent's timer when he has hours,
// which then count as turned: nobody gets an offer before they are looked at.
void Put(Emitter& emit, const DeclareAgent& command, const Record& record, std::uint64_t declared_by) {
  const Tables& tables = emit.tables();
  const bool on_duty = tables.agents.Has(record.agent) && IsOnDuty(tables.agents.At(record.agent));
  const std::uint32_t profile_before = on_duty ? tables.agents.profile(record.agent) : kNoProfile;
  std::string tail(reinterpret_cast<const char*>(&record.terms), sizeof record.terms);
  for (const std::string_view text : {record.texts.name, record.texts.team, record.texts.shift, record.texts.tier_hours}) tail.append(text);
  const std::uint16_t reserve = tables.rules->rules().matching.reserve;
  const bool kept = tables.reserve_places <= reserve;
  emit.Emit(AgentDeclared{.agent = record.agent,
                          .capacity = command.capacity,
                          .cost_per_hour_cents = command.cost_per_hour_cents,
                          .declared_by = declared_by},
            std::string_view(reinterpret_cast<const char*>(&record.profile), sizeof(Profile)), tail);
  // With this record there are more free places than the reserve keeps: others of it may have what they could not take before.
  if (reserve != 0 && kept && tables.reserve_places > reserve) QueueAgenda(emit, AgendaKind::kFillReserve, 0);
  if (on_duty) AskDecliners(emit, profile_before);  // what he could take before may be only for decliners now
  FreeKept(emit, record.agent);                     // he may have no shift any more that is waited for
}

}  // namespace

Verdict Decide(Emitter& emit, const Caller& caller, const DeclareAgent& command) {
  const Tables& tables = emit.tables();
  const bool speaks = caller.role == Role::kAgent || caller.role == Role::kGateway;
  const bool by_desk = speaks && tables.rules->rules().open_desks;  // domain.md 6: dev.open_desks
  if (caller.role != Role::kDataAdmin && !by_desk) return Refuse(Reject::kNotAllowed);
  Numbers numbers(tables);
  Record record;
  if (!command.name.empty()) numbers.Add(command.name);
  if (const Reject reject = ReadInForce(tables, numbers, command, record); reject != Reject::kNone) return Refuse(reject);
  Verdict verdict;
  verdict.ack.token = record.agent;
  if (record.news == RecordNews::kSame) {
    verdict.ack.duplicate = 1;
    return verdict;
  }
  // A desk declares who is new, and whom it declared itself: nobody else's record.
  const std::uint64_t declared_by = caller.role == Role::kDataAdmin ? 0 : caller.client.raw();
  const bool known = record.news == RecordNews::kChanged && caller.role != Role::kDataAdmin;
  if (known && (declared_by == 0 || tables.agents.At(record.agent).declared_by != declared_by)) return Refuse(Reject::kNotAllowed);
  // Whom a data administrator retired, no desk brings back.
  if (record.news == RecordNews::kBack && caller.role != Role::kDataAdmin) return Refuse(Reject::kAgentRetired);
  if (!tables.signatures.ProfileFits(record.profile)) return Refuse(Reject::kLimit);
  Put(emit, command, record, declared_by);
  TurnDuty(emit, record.agent);
  FillAgent(emit, record.agent);
  return verdict;
}

Verdict Decide(Emitter& emit, const Caller& caller, const DeclareAgents& command) {
  const Tables& tables = emit.tables();
  if (caller.role != Role::kDataAdmin) return Refuse(Reject::kNotAllowed);
  if (command.agents.empty()) return Refuse(Reject::kMissingField);
  if (command.agents.size() > kRecordsAtOnceMax) return Refuse(Reject::kMalformed);
  Numbers numbers(tables);
  for (const DeclareAgent& agent : command.agents) {
    if (!agent.name.empty()) numbers.Add(agent.name);
  }
  auto reply = std::make_unique<RecordsReply>();
  reply->session = caller.session;
  reply->correlation = caller.correlation;
  std::vector<Record> records(command.agents.size());
  std::set<std::string_view> names;
  std::set<std::string_view> fresh_profiles;
  bool sound = true;
  for (std::size_t place = 0; place < records.size(); ++place) {
    const DeclareAgent& agent = command.agents[place];
    Record& record = records[place];
    Reject reject = ReadInForce(tables, numbers, agent, record);
    if (reject == Reject::kNone && !names.insert(agent.name).second) reject = Reject::kMalformed;
    if (reject == Reject::kNone && record.news != RecordNews::kSame && tables.signatures.FindProfile(record.profile) == kNoProfile) {
      fresh_profiles.insert(std::string_view(reinterpret_cast<const char*>(&record.profile), sizeof(Profile)));
      if (fresh_profiles.size() > tables.signatures.free_profiles()) reject = Reject::kLimit;
    }
    if (reject == Reject::kNone && record.news == RecordNews::kSame) continue;
    sound = sound && reject == Reject::kNone;
    reply->rows.push_back({.place = static_cast<std::uint32_t>(place), .fields = record.fields, .reject = reject, .news = record.news});
  }
  if (sound && command.applying == Applying::kApply) {
    for (std::size_t place = 0; place < records.size(); ++place) {
      if (records[place].news == RecordNews::kSame) continue;
      Put(emit, command.agents[place], records[place], 0);
      NoteLoad(emit, records[place].agent);
      if (tables.agents.At(records[place].agent).session != 0) QueueAgenda(emit, AgendaKind::kFillAgent, records[place].agent);
    }
    reply->applied = true;
  }
  emit.Tell(std::move(reply));
  return Told();
}

}  // namespace tidegate
