#include "core/engine/image_record.h"

#include <cstring>

#include "core/base/check.h"
#include "core/base/hash.h"
#include "core/model/turn_record.h"

namespace tidegate {
namespace {

std::string_view BytesOf(const auto& record) { return {reinterpret_cast<const char*>(&record), sizeof record}; }

void Put(ImageKind kind, std::string_view fixed, std::string_view tail, std::string& out) {
  const std::size_t bytes = fixed.size() + PaddedTo8(tail.size());
  const ImageEntry entry{kind, static_cast<std::uint32_t>(bytes)};
  const std::size_t at = out.size();
  out.resize(at + sizeof entry + bytes);  // with zeros, the padding among them
  std::memcpy(out.data() + at, &entry, sizeof entry);
  std::memcpy(out.data() + at + sizeof entry, fixed.data(), fixed.size());
  if (!tail.empty()) std::memcpy(out.data() + at + sizeof entry + fixed.size(), tail.data(), tail.size());
}

}  // namespace

void PutScalars(const Tables& t, std::string& out) {
  ImageScalars scalars{.seq = t.seq,
                       .at = t.recorded_at,
                       .directory_id = t.directory_id,
                       .ticket_counter = t.ticket_counter,
                       .rules_source_hash = t.rules_source_hash,
                       .last_agenda_item = t.agenda.last_item(),
                       .ticket_day = t.ticket_day,
                       .rules_version = t.rules_version,
                       .started = t.started ? 1u : 0u,
                       .time_source = static_cast<std::uint32_t>(t.time_source),
                       .space_mark = static_cast<std::uint64_t>(t.space_mark),
                       .counters = t.counters};
  Put(ImageKind::kScalars, BytesOf(scalars), {}, out);
}

RulesEntry::RulesEntry(const RuleVersion& version) : version_(version) {
  const ImageRules rules{.version = version.version,
                         .restored = version.restored,
                         .source_bytes = static_cast<std::uint32_t>(version.source.size()),
                         .compiled_bytes = static_cast<std::uint32_t>(version.compiled.size()),
                         .at = version.at,
                         .author_bytes = static_cast<std::uint32_t>(version.author.size()),
                         .cause = static_cast<std::uint32_t>(version.cause)};
  const ImageEntry entry{ImageKind::kRules, static_cast<std::uint32_t>(sizeof rules + PaddedTo8(version.bytes()))};
  std::memcpy(head_.data(), &entry, sizeof entry);
  std::memcpy(head_.data() + sizeof entry, &rules, sizeof rules);
  bytes_ = sizeof entry + entry.bytes;
}

void RulesEntry::AppendPart(std::size_t from, std::size_t count, std::string& out) const {
  static constexpr char kPadding[8] = {};
  const std::size_t tail = version_.bytes();
  const std::string_view row[] = {
      {head_.data(), head_.size()}, version_.source, version_.compiled, version_.author, {kPadding, PaddedTo8(tail) - tail}};
  for (const std::string_view whole : row) {
    if (from >= whole.size()) {
      from -= whole.size();
      continue;
    }
    const std::string_view part = whole.substr(from, count);
    out.append(part);
    count -= part.size();
    from = 0;
  }
}

void PutRules(const Tables& t, const std::uint32_t& number, std::string& out) {
  const RulesEntry entry(t.rule_versions.At(number));
  out.reserve(out.size() + entry.bytes());  // each byte is moved once
  entry.AppendPart(0, entry.bytes(), out);
}

void PutName(const Tables& t, CatalogKind kind, std::uint32_t number, std::string& out) {
  const std::string_view name = t.catalog(kind).Name(number);
  const ImageName record{
      .catalog = static_cast<std::uint32_t>(kind), .number = number, .name_bytes = static_cast<std::uint32_t>(name.size())};
  Put(ImageKind::kName, BytesOf(record), name, out);
}

void PutSignature(const Tables& t, const std::uint32_t& place, std::string& out) {
  const Signature& signature = t.signatures.At(place);
  const ImageSignature record{.number = place,
                              .tickets = signature.tickets,
                              .interval_ms = signature.interval_ms,
                              .saturated_since = signature.saturated_since,
                              .last_offer_at = signature.last_offer_at,
                              .emptied_seq = signature.emptied_seq,
                              .requirement = signature.requirement};
  Put(ImageKind::kSignature, BytesOf(record), {}, out);
}

void PutAgent(const Tables& t, const std::uint32_t& place, std::string& out) {
  const std::uint32_t agent = place + 1;
  const AgentTexts texts = t.agents.Texts(agent);
  const ImageAgent record{.record = t.agents.At(agent), .profile = t.signatures.ProfileAt(t.agents.profile(agent)).profile};
  std::string tail;
  for (const std::string_view text : {texts.name, texts.team, texts.shift, texts.tier_hours}) tail.append(text);
  Put(ImageKind::kAgent, BytesOf(record), tail, out);
}

void PutShares(const Tables& t, const std::uint32_t& profile, std::string& out) {
  const ProfileEntry& entry = t.signatures.ProfileAt(profile);
  if (entry.shares == ShareCounts()) return;
  const ImageShares record{.profile = entry.profile, .counts = entry.shares};
  Put(ImageKind::kShares, BytesOf(record), {}, out);
}

void PutTicket(const Tables& t, const std::uint32_t& slot, std::string& out) {
  const ImageTicket record{.record = t.tickets.At(slot), .signature = t.tickets.signature(slot)};
  Put(ImageKind::kTicket, BytesOf(record), {}, out);
  if (record.record.Has(kHasRare)) Put(ImageKind::kRareFacts, BytesOf(t.tickets.Rare(slot)), {}, out);
  if (record.signature != kNoSignature) return;
  const ImageOverflow overflow{.ticket = record.record.id, .requirement = t.tickets.OverflowRequirement(slot)};
  Put(ImageKind::kOverflow, BytesOf(overflow), {}, out);
}

void PutWork(const Tables& t, const std::uint32_t& place, std::string& out) {
  Put(ImageKind::kWork, BytesOf(t.tickets.WorkAt(place)), {}, out);
}

void PutRecent(const Tables& t, const std::uint32_t& slot, std::string& out) {
  Put(ImageKind::kRecent, BytesOf(t.recents.At(slot)), {}, out);
  Put(ImageKind::kEnded, BytesOf(t.recents.Ended(slot)), {}, out);
}

void PutCustomer(const Tables& t, const std::uint32_t& slot, std::string& out) {
  Put(ImageKind::kCustomer, BytesOf(t.customers.At(slot)), {}, out);
}

void PutClient(const Tables& t, const ClientTable::HelloKey& key, std::string& out) {
  const ClientRecord& client = *t.clients.Find(key.second);
  const ImageClient record{.id = client.id,
                           .hello_at = client.hello_at,
                           .hello_seq = client.hello_seq,
                           .credits = client.credits,
                           .role = static_cast<std::uint32_t>(client.role)};
  std::string outcomes;
  for (const Outcome& outcome : client.outcomes) {
    if (outcome.request != 0) outcomes.append(BytesOf(outcome));
  }
  Put(ImageKind::kClient, BytesOf(record), outcomes, out);
}

void PutDecline(const Tables& t, const DeclineTable::Key& key, std::string& out) {
  const ImageDecline record{.ticket = key.first, .until = t.declines.UntilOf(key), .agent = key.second};
  Put(ImageKind::kDecline, BytesOf(record), {}, out);
}

void PutRefusal(const Tables& t, const RefusalTable::Key& key, std::string& out) {
  const ImageRefusal record{.client = key.first, .at = t.refusals.LastAt(key.first, key.second), .what = key.second};
  Put(ImageKind::kRefusal, BytesOf(record), {}, out);
}

void PutClock(const Tables& t, const ClockTable::Key& key, std::string& out) { Put(ImageKind::kClock, BytesOf(t.clocks.At(key)), {}, out); }

void PutTransfer(const Tables& t, const std::uint64_t& ticket, std::string& out) {
  const Transfer& transfer = t.transfers.At(ticket);
  const ImageTransfer record{.record = transfer.record,
                             .team_bytes = static_cast<std::uint32_t>(transfer.team.size()),
                             .reason_bytes = static_cast<std::uint32_t>(transfer.reason.size())};
  Put(ImageKind::kTransfer, BytesOf(record), transfer.team + transfer.reason, out);
}

void PutFeedback(const Tables& t, const std::uint64_t& ticket, std::string& out) {
  Put(ImageKind::kFeedback, BytesOf(t.feedbacks.At(ticket)), {}, out);
}

void PutArticleUse(const Tables& t, const ArticleUseTable::Key& key, std::string& out) {
  Put(ImageKind::kArticleUse, BytesOf(t.uses.At(key)), {}, out);
}

void PutIdentity(const Tables& t, const IdentityTable::Key& key, std::string& out) {
  Put(ImageKind::kIdentity, BytesOf(t.identities.At(key)), {}, out);
}

void PutPart(const Tables& t, const PartTable::Key& key, std::string& out) {
  const Part& part = t.parts.At(key);
  const ImagePart record{.record = part.record,
                         .text_bytes = static_cast<std::uint32_t>(part.text.size()),
                         .result_bytes = static_cast<std::uint32_t>(part.result.size())};
  Put(ImageKind::kPart, BytesOf(record), part.text + part.result, out);
}

void PutPlanRecord(const Tables& t, const std::uint32_t& plan, std::string& out) {
  const PlanEntry& entry = t.plans.At(plan);
  const ImagePlan record{.record = entry.record, .bytes = entry.bytes.size()};
  Put(ImageKind::kPlan, BytesOf(record), entry.bytes, out);
}

void PutAgenda(const Tables& t, const std::uint64_t& item, std::string& out) {
  const AgendaEntry& entry = t.agenda.At(item);
  const ImageAgenda record{.item = entry.item,
                           .subject = entry.subject,
                           .cursor = entry.cursor,
                           .moved = entry.moved,
                           .kind = static_cast<std::uint32_t>(entry.kind)};
  Put(ImageKind::kAgenda, BytesOf(record), {}, out);
}

void PutArticleRecord(const Tables& t, const std::uint32_t& place, std::string& out) {
  Put(ImageKind::kArticle, BytesOf(t.articles.At(place + 1)), {}, out);
}

bool ImageEntryReader::Next(ImageKind& kind, std::string_view& record) {
  if (rest_.empty() || damaged_) return false;
  ImageEntry entry;
  damaged_ = true;  // until this entry proves whole
  if (rest_.size() < sizeof entry) return false;
  std::memcpy(&entry, rest_.data(), sizeof entry);
  if (entry.bytes % 8 != 0 || entry.bytes > rest_.size() - sizeof entry) return false;
  damaged_ = false;
  kind = entry.kind;
  record = rest_.substr(sizeof entry, entry.bytes);
  rest_.remove_prefix(sizeof entry + entry.bytes);
  return true;
}

void ImageSum::Add(std::string_view entries) {
  ImageEntryReader reader(entries);
  ImageKind kind;
  for (std::string_view record; reader.Next(kind, record); ++records) {
    fingerprint += Hash64(record.data(), record.size(), static_cast<std::uint64_t>(kind));
  }
  CHECK(!reader.damaged());
}

}  // namespace tidegate
