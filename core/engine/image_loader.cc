#include "core/engine/image_loader.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "core/base/check.h"
#include "core/engine/image_record.h"
#include "core/model/change.h"

namespace tidegate {
namespace {

template <class Fixed>
bool Read(std::string_view record, Fixed& fixed) {
  if (record.size() < sizeof fixed) return false;
  std::memcpy(static_cast<void*>(&fixed), record.data(), sizeof fixed);
  return true;
}

// Of records without a tail.
template <class Fixed>
bool ReadWhole(std::string_view record, Fixed& fixed) {
  return record.size() == sizeof fixed && Read(record, fixed);
}

// The text behind the fixed part, of the length that the fixed part says.
template <class Fixed>
bool ReadText(std::string_view record, std::uint64_t bytes, std::string_view& text) {
  if (record.size() - sizeof(Fixed) != PaddedTo8(bytes)) return false;
  text = record.substr(sizeof(Fixed), bytes);
  return true;
}

constexpr char kMisshapen[] = "a record has not the size of its kind";

bool Sound(const TicketRecord& ticket) {
  return IsListed<Level>(ticket.level) && IsListed<Level>(ticket.order_level) && IsListed<Status>(ticket.status);
}

}  // namespace

// What has to wait for the rest: everything whose order is fixed, or that refers to something.
struct ImageLoader::Waiting {
  struct Agent {
    ImageAgent fixed;
    std::string texts;
  };
  struct Numbered {
    ImageName fixed;
    std::string name;
  };
  ImageScalars scalars;
  std::uint32_t scalars_seen = 0;
  std::vector<Numbered> names;
  std::vector<ImageSignature> signatures;
  std::vector<Agent> agents;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> tickets;  // slot, signature
  std::vector<ImageOverflow> overflow;
  std::vector<RareFacts> rare;
  std::size_t with_rare = 0;  // tickets
  std::vector<WorkRecord> works;
  std::vector<ImageAgenda> agenda;
  std::vector<ImageShares> shares;
  std::vector<ArticleRecord> articles;
  std::uint32_t ended = 0;
};

ImageLoader::ImageLoader(State& state) : state_(state), tables_(state.tables_), waiting_(std::make_unique<Waiting>()) {
  CHECK_EQ(tables_.seq, 0u);
}
ImageLoader::~ImageLoader() = default;

const char* ImageLoader::Take(std::string_view entries) {
  // The index places of a piece's records miss the cache together instead of one after the other.
  ImageKind kind;
  std::string_view record;
  for (ImageEntryReader ahead(entries); ahead.Next(kind, record);) {
    if (kind == ImageKind::kTicket && record.size() >= sizeof(TicketRecord)) {
      TicketRecord ticket;
      std::memcpy(static_cast<void*>(&ticket), record.data(), sizeof ticket);
      tables_.tickets.PrefetchId(ticket.id);
      tables_.tickets.PrefetchKey(ticket.key);
    } else if (kind == ImageKind::kRecent && record.size() == sizeof(RecentRecord)) {
      RecentRecord recent;
      std::memcpy(static_cast<void*>(&recent), record.data(), sizeof recent);
      tables_.recents.Prefetch(recent);
    } else if (kind == ImageKind::kCustomer && record.size() == sizeof(CustomerRecord)) {
      CustomerRecord customer;
      std::memcpy(static_cast<void*>(&customer), record.data(), sizeof customer);
      tables_.customers.PrefetchId(customer.id);
    }
  }
  ImageEntryReader reader(entries);
  while (reader.Next(kind, record)) {
    if (const char* flaw = TakeRecord(static_cast<std::uint32_t>(kind), record)) return flaw;
  }
  return reader.damaged() ? "an entry does not add up" : nullptr;
}

const char* ImageLoader::TakeRecord(std::uint32_t kind, std::string_view record) {
  Tables& t = tables_;
  Waiting& w = *waiting_;
  switch (static_cast<ImageKind>(kind)) {
    case ImageKind::kScalars: {
      ++w.scalars_seen;
      return ReadWhole(record, w.scalars) ? nullptr : kMisshapen;
    }
    case ImageKind::kRules: {
      ImageRules rules;
      std::string_view text;
      if (!Read(record, rules) || rules.cause > 0xFF || !IsListed<RuleCause>(static_cast<std::uint8_t>(rules.cause)) ||
          !ReadText<ImageRules>(record, std::uint64_t{rules.source_bytes} + rules.compiled_bytes + rules.author_bytes, text)) {
        return kMisshapen;
      }
      const RuleVersions& versions = t.rule_versions;
      if (versions.all().size() == kRuleVersionsMax || (!versions.empty() && versions.in_force().version >= rules.version)) {
        return "the versions of its rules do not follow one another";
      }
      t.rule_versions.Add({.version = rules.version,
                           .restored = rules.restored,
                           .cause = static_cast<RuleCause>(rules.cause),
                           .at = rules.at,
                           .author = std::string(text.substr(std::size_t{rules.source_bytes} + rules.compiled_bytes)),
                           .source = std::string(text.substr(0, rules.source_bytes)),
                           .compiled = std::string(text.substr(rules.source_bytes, rules.compiled_bytes))});
      return nullptr;
    }
    case ImageKind::kName: {
      ImageName name;
      std::string_view text;
      if (!Read(record, name) || !ReadText<ImageName>(record, name.name_bytes, text)) return kMisshapen;
      w.names.push_back({name, std::string(text)});
      return nullptr;
    }
    case ImageKind::kSignature:
      return ReadWhole(record, w.signatures.emplace_back()) ? nullptr : kMisshapen;
    case ImageKind::kAgent: {
      Waiting::Agent& agent = w.agents.emplace_back();
      std::string_view text;
      if (!Read(record, agent.fixed) || !ReadText<ImageAgent>(record, TextBytes(agent.fixed.record.terms), text)) return kMisshapen;
      agent.texts.assign(text);
      return nullptr;
    }
    case ImageKind::kTicket: {
      ImageTicket ticket;
      if (!ReadWhole(record, ticket)) return kMisshapen;
      if (!Sound(ticket.record)) return "a ticket has a level or status that does not exist";
      if (t.tickets.size() >= t.limits.tickets_max) return Pass(TableLimit::kTickets);
      if (t.tickets.FindId(ticket.record.id) != kNoSlot || t.tickets.FindKey(ticket.record.key) != kNoSlot)
        return "it holds a ticket twice";
      w.with_rare += ticket.record.Has(kHasRare) ? 1 : 0;
      ticket.record.Put(kHasRare, 0);  // until they are placed
      w.tickets.emplace_back(t.tickets.Add(ticket.record), ticket.signature);
      return nullptr;
    }
    case ImageKind::kRareFacts:
      return ReadWhole(record, w.rare.emplace_back()) ? nullptr : kMisshapen;
    case ImageKind::kOverflow:
      return ReadWhole(record, w.overflow.emplace_back()) ? nullptr : kMisshapen;
    case ImageKind::kWork:
      return ReadWhole(record, w.works.emplace_back()) ? nullptr : kMisshapen;
    case ImageKind::kRecent: {
      RecentRecord recent;
      if (!ReadWhole(record, recent)) return kMisshapen;
      if (t.recents.full()) return Pass(TableLimit::kRecents);
      if (t.recents.FindId(recent.id) != kNoSlot) return "it holds an ended ticket twice";
      t.recents.Restore(recent);
      return nullptr;
    }
    case ImageKind::kCustomer: {
      CustomerRecord customer;
      if (!ReadWhole(record, customer)) return kMisshapen;
      if (t.customers.full()) return Pass(TableLimit::kCustomers);
      if (t.customers.Find(customer.id) != nullptr) return "it holds a customer twice";
      t.customers.Restore(customer);
      if (t.customers.managed() > t.customers.managed_max()) return Pass(TableLimit::kManaged);
      return nullptr;
    }
    case ImageKind::kClient:
      return TakeClient(record);
    case ImageKind::kDecline: {
      ImageDecline decline;
      if (!ReadWhole(record, decline)) return kMisshapen;
      if (t.declines.full()) return Pass(TableLimit::kDeclines);
      t.declines.Remember(decline.ticket, decline.agent, decline.until);
      return nullptr;
    }
    case ImageKind::kRefusal: {
      ImageRefusal refusal;
      if (!ReadWhole(record, refusal)) return kMisshapen;
      if (t.refusals.size() >= kRefusalClientsMax || refusal.what > 0x1FF) return "it holds refusals that cannot be";
      t.refusals.Record(refusal.client, static_cast<std::uint16_t>(refusal.what), refusal.at);
      return nullptr;
    }
    case ImageKind::kAgenda:
      return ReadWhole(record, w.agenda.emplace_back()) ? nullptr : kMisshapen;
    case ImageKind::kClock: {
      ClockRecord clock;
      if (!ReadWhole(record, clock)) return kMisshapen;
      if (clock.clock < kMainClockCount || clock.clock >= kClockCount || t.clocks.Find(clock.ticket, static_cast<Clock>(clock.clock)))
        return "it holds a clock that cannot be, or one twice";
      t.clocks.Put(clock);
      return nullptr;
    }
    case ImageKind::kShares:
      return ReadWhole(record, w.shares.emplace_back()) ? nullptr : kMisshapen;
    case ImageKind::kEnded: {
      EndedRecord ended;
      if (!ReadWhole(record, ended)) return kMisshapen;
      if (!IsListed<Status>(ended.status) || ended.skill_count > kRequirementSkillsMax || !t.recents.RestoreEnded(ended)) {
        return "how a ticket ended does not add up";
      }
      ++w.ended;
      return nullptr;
    }
    case ImageKind::kTransfer: {
      ImageTransfer transfer;
      std::string_view text;
      if (!Read(record, transfer) || transfer.team_bytes > kKeyBytesMax || transfer.reason_bytes > kTransferReasonBytesMax ||
          !ReadText<ImageTransfer>(record, std::uint64_t{transfer.team_bytes} + transfer.reason_bytes, text)) {
        return kMisshapen;
      }
      if (t.transfers.full() || t.transfers.Find(transfer.record.ticket) != nullptr) return "the transfers do not add up";
      t.transfers.Add({.record = transfer.record,
                       .team = std::string(text.substr(0, transfer.team_bytes)),
                       .reason = std::string(text.substr(transfer.team_bytes))});
      return nullptr;
    }
    case ImageKind::kFeedback: {
      FeedbackRecord feedback;
      if (!ReadWhole(record, feedback)) return kMisshapen;
      if (t.feedbacks.full()) return Pass(TableLimit::kFeedbacks);
      if (t.feedbacks.Find(feedback.ticket) != nullptr || !AreScores(feedback.scores) || !IsListed<Solved>(feedback.solved)) {
        return "the answers of customers do not add up";
      }
      t.feedbacks.Put(feedback);
      return nullptr;
    }
    case ImageKind::kArticleUse: {
      ArticleUseRecord use;
      if (!ReadWhole(record, use)) return kMisshapen;
      if (!t.uses.Takes(use.ticket, use.article)) return "the uses of articles do not add up";
      t.uses.Restore(use);
      return nullptr;
    }
    case ImageKind::kIdentity: {
      IdentityRecord identity;
      if (!ReadWhole(record, identity)) return kMisshapen;
      if (identity.merged > 1 || t.identities.full() || t.identities.Find(identity.identity, identity.channel) != nullptr ||
          t.identities.CountOf(identity.customer) == kIdentitiesPerCustomerMax) {
        return "the identities of customers do not add up";
      }
      t.identities.Add(identity);
      return nullptr;
    }
    case ImageKind::kPart: {
      ImagePart part;
      std::string_view text;
      if (!Read(record, part) || part.text_bytes > kPartTextBytesMax || part.result_bytes > kPartTextBytesMax ||
          !ReadText<ImagePart>(record, std::uint64_t{part.text_bytes} + part.result_bytes, text)) {
        return kMisshapen;
      }
      if (t.parts.full() || t.parts.Find(part.record.ticket, part.record.part) != nullptr || !IsListed<PartNode>(part.record.node)) {
        return "the parts do not add up";
      }
      t.parts.Add({.record = part.record,
                   .text = std::string(text.substr(0, part.text_bytes)),
                   .result = std::string(text.substr(part.text_bytes))});
      return nullptr;
    }
    case ImageKind::kPlan: {
      ImagePlan plan;
      std::string_view bytes;
      if (!Read(record, plan) || plan.bytes > kPlanBytesMax || !ReadText<ImagePlan>(record, plan.bytes, bytes) || !DecodePlan(bytes)) {
        return kMisshapen;
      }
      if (t.plans.full() || t.plans.Find(plan.record.id) != nullptr) return "the plans do not add up";
      t.plans.Put({.record = plan.record, .bytes = std::string(bytes)});
      return nullptr;
    }
    case ImageKind::kArticle:
      return ReadWhole(record, w.articles.emplace_back()) ? nullptr : kMisshapen;
    case ImageKind::kNone:
      break;
  }
  return "a record is of a kind that this program does not know";
}

const char* ImageLoader::TakeClient(std::string_view record) {
  ImageClient client;
  if (!Read(record, client) || (record.size() - sizeof client) % sizeof(Outcome) != 0) return kMisshapen;
  ClientTable& clients = tables_.clients;
  const std::size_t outcomes = (record.size() - sizeof client) / sizeof(Outcome);
  if (client.credits == 0 || outcomes > client.credits || clients.Find(client.id) != nullptr) return "a client does not add up";
  if (clients.full()) return Pass(TableLimit::kClients);
  if (!clients.Fits(client.credits, 0)) return Pass(TableLimit::kOutcomes);
  clients.Admit(client.id, static_cast<Role>(client.role), client.credits, client.hello_at, client.hello_seq);
  for (std::size_t i = 0; i < outcomes; ++i) {
    Outcome outcome;
    std::memcpy(static_cast<void*>(&outcome), record.data() + sizeof client + i * sizeof outcome, sizeof outcome);
    clients.Record(client.id, outcome);
  }
  return nullptr;
}

const char* ImageLoader::PlaceNames() {
  std::vector<Waiting::Numbered>& names = waiting_->names;
  std::sort(names.begin(), names.end(), [](const auto& a, const auto& b) {
    return std::pair(a.fixed.catalog, a.fixed.number) < std::pair(b.fixed.catalog, b.fixed.number);
  });
  for (const Waiting::Numbered& name : names) {
    if (!IsListed<CatalogKind>(static_cast<std::uint8_t>(name.fixed.catalog)) || name.fixed.catalog > 0xFF) return "a name has no catalog";
    Catalog& catalog = tables_.catalog(static_cast<CatalogKind>(name.fixed.catalog));
    if (name.fixed.number != catalog.size() + 1 || name.fixed.number > CatalogNamesMax(static_cast<CatalogKind>(name.fixed.catalog)) ||
        catalog.Find(name.name) != 0) {
      return "the names do not add up";
    }
    catalog.Add(name.name);
  }
  return nullptr;
}

const char* ImageLoader::PlaceAgents() {
  std::vector<ImageSignature>& signatures = waiting_->signatures;
  std::sort(signatures.begin(), signatures.end(), [](const auto& a, const auto& b) { return a.number < b.number; });
  for (const ImageSignature& signature : signatures) {
    if (signature.number != tables_.signatures.signatures_high_mark() || signature.number >= tables_.signatures.signatures_max() ||
        tables_.signatures.Find(signature.requirement) != kNoSignature) {
      return "the signatures do not add up";
    }
    tables_.signatures.Restore(signature.requirement, signature.tickets, signature.interval_ms, signature.last_offer_at,
                               signature.emptied_seq, signature.saturated_since);
  }
  std::vector<Waiting::Agent>& agents = waiting_->agents;
  std::sort(agents.begin(), agents.end(), [](const auto& a, const auto& b) { return a.fixed.record.id < b.fixed.record.id; });
  if (agents.size() > tables_.limits.agents_max) return Pass(TableLimit::kAgents);
  for (const Waiting::Agent& agent : agents) {
    const AgentTexts texts = SplitTexts(agent.fixed.record.terms, agent.texts);
    if (agent.fixed.record.id != tables_.agents.size() + 1 || tables_.agents.Find(texts.name) != 0 ||
        !IsListed<AgentStatus>(agent.fixed.record.status) || agent.fixed.record.duty > kDutyFlagsMax) {
      return "the agents do not add up";
    }
    const std::uint32_t profile = tables_.signatures.AcquireProfile(agent.fixed.profile);
    if (profile == kNoProfile) return "it holds more profiles than there may be";
    tables_.agents.Restore(agent.fixed.record, texts, profile);
  }
  for (const ImageShares& shares : waiting_->shares) {
    const std::uint32_t profile = tables_.signatures.FindProfile(shares.profile);
    if (profile == kNoProfile) return "shares and agents do not add up";
    tables_.signatures.SetShares(profile, shares.counts);
  }
  return nullptr;
}

const char* ImageLoader::PlaceTickets() {
  static constexpr char kRareWrong[] = "tickets and their rare facts do not add up";
  static constexpr char kSignaturesWrong[] = "tickets and signatures do not add up";
  Tables& t = tables_;
  std::vector<std::uint32_t> counted(t.signatures.signatures_high_mark());
  std::size_t without = 0;
  for (const auto& [slot, signature] : waiting_->tickets) {
    if (signature == kNoSignature) {
      ++without;
      continue;
    }
    if (signature >= counted.size()) return kSignaturesWrong;
    ++counted[signature];
    t.tickets.SetSignature(slot, signature);
  }
  const SignatureTable& signatures = t.signatures;
  for (std::uint32_t place = 0; place < counted.size(); ++place) {
    if (signatures.At(place).tickets != counted[place]) return kSignaturesWrong;
  }
  if (without != waiting_->overflow.size()) return kSignaturesWrong;
  for (const ImageOverflow& overflow : waiting_->overflow) {
    const std::uint32_t slot = t.tickets.FindId(overflow.ticket);
    if (slot == kNoSlot || t.tickets.signature(slot) != kNoSignature) return kSignaturesWrong;
    t.tickets.SetOverflowRequirement(slot, overflow.requirement);
  }
  for (const RareFacts& rare : waiting_->rare) {
    const std::uint32_t slot = t.tickets.FindId(rare.ticket);
    if (slot == kNoSlot || std::as_const(t.tickets).At(slot).Has(kHasRare)) return kRareWrong;
    t.tickets.AlterRare(slot, [&](RareFacts& facts) { facts = rare; });
  }
  if (waiting_->rare.size() != waiting_->with_rare || t.tickets.with_rare() != waiting_->with_rare) return kRareWrong;
  std::size_t clocks = 0;
  for (const auto& [slot, signature] : waiting_->tickets) {
    std::size_t found = 0;
    const TicketRecord& ticket = std::as_const(t.tickets).At(slot);
    if (ticket.rare_clocks != 0) t.clocks.ForEachOf(ticket.id, [&](const ClockRecord&) { ++found; });
    if (found != ticket.rare_clocks) return "tickets and clocks do not add up";
    clocks += found;
  }
  if (clocks != t.clocks.size()) return "tickets and clocks do not add up";
  std::size_t transfers = 0;
  for (const auto& [slot, signature] : waiting_->tickets) {
    if (std::as_const(t.tickets).Rare(slot).transfer_asked == 0) continue;
    if (t.transfers.Find(std::as_const(t.tickets).At(slot).id) == nullptr) return "tickets and transfers do not add up";
    ++transfers;
  }
  if (transfers != t.transfers.size()) return "tickets and transfers do not add up";
  std::size_t parts = 0;
  for (const auto& [slot, signature] : waiting_->tickets) {
    const RareFacts& rare = std::as_const(t.tickets).Rare(slot);
    if (rare.parts_asked == 0) continue;
    std::uint32_t open = 0;
    t.parts.ForEachOf(rare.ticket, [&](const Part& part) {
      ++parts;
      open += part.record.open() ? 1u : 0u;
    });
    if (open != rare.parts_open) return "tickets and parts do not add up";
  }
  if (parts != t.parts.size()) return "tickets and parts do not add up";
  if (waiting_->ended != t.recents.size()) return "how a ticket ended does not add up";
  for (const WorkRecord& work : waiting_->works) {
    const std::uint32_t slot = t.tickets.FindId(work.ticket);
    if (slot == kNoSlot || std::as_const(t.tickets).Work(slot) != nullptr || !t.agents.Has(work.agent)) {
      return "tickets and agents do not add up";
    }
    t.tickets.AddWork(slot, work);
    state_.TakeUp(work.agent, slot);
  }
  return nullptr;
}

const char* ImageLoader::PlaceArticles() {
  std::vector<ArticleRecord>& articles = waiting_->articles;
  std::sort(articles.begin(), articles.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  if (articles.size() > tables_.limits.articles_max) return Pass(TableLimit::kArticles);
  for (const ArticleRecord& article : articles) {
    if (article.id != tables_.articles.size() + 1 || !IsListed<Visibility>(article.visibility)) return "the articles do not add up";
    tables_.articles.Restore(article);
  }
  bool known = true;
  tables_.uses.ForEach([&](const ArticleUseRecord& use) { known = known && tables_.articles.Has(use.article); });
  return known ? nullptr : "the uses of articles do not add up";
}

const char* ImageLoader::Finish(const ImageStart& start, std::uint64_t fingerprint) {
  Tables& t = tables_;
  const ImageScalars& scalars = waiting_->scalars;
  if (waiting_->scalars_seen != 1) return "it does not say exactly once where it stands";
  t.seq = scalars.seq;
  t.now = t.recorded_at = scalars.at;
  t.directory_id = scalars.directory_id;
  t.ticket_counter = scalars.ticket_counter;
  t.rules_source_hash = scalars.rules_source_hash;
  t.ticket_day = scalars.ticket_day;
  t.rules_version = scalars.rules_version;
  t.started = scalars.started != 0;
  t.time_source = static_cast<TimeSource>(scalars.time_source);
  if (scalars.space_mark >= static_cast<std::uint64_t>(kSpaceMarkCount)) return "its mark of the disk is none";
  t.space_mark = static_cast<SpaceMark>(scalars.space_mark);
  t.counters = scalars.counters;
  t.agenda.RestoreLastItem(scalars.last_agenda_item);
  for (const ImageAgenda& entry : waiting_->agenda) {
    if (entry.kind > 0xFF || !IsListed<AgendaKind>(static_cast<std::uint8_t>(entry.kind)) ||
        !t.agenda.Restore({.item = entry.item,
                           .subject = entry.subject,
                           .cursor = entry.cursor,
                           .moved = entry.moved,
                           .kind = static_cast<AgendaKind>(entry.kind)})) {
      return "the agenda does not add up";
    }
  }
  if (const char* flaw = PlaceNames()) return flaw;
  if (t.rule_versions.empty() ? t.rules_version != 0 : t.rule_versions.in_force().version != t.rules_version) {
    return "the rules in force are not among its versions";
  }
  if (!t.rule_versions.empty() && !state_.MakeRules()) return "its rule set cannot be read";
  if (const char* flaw = PlaceAgents()) return flaw;
  if (const char* flaw = PlaceTickets()) return flaw;
  if (const char* flaw = PlaceArticles()) return flaw;
  waiting_.reset();
  state_.Derive();
  if (t.to_review.size() != t.counters.to_review) return "the reviews do not add up";
  if (t.seq != start.seq || t.recorded_at != start.at || t.directory_id != start.directory_id) {
    return "its records are of another seq, time or directory than its header";
  }
  if (state_.Fingerprint() != fingerprint) return "its records make another state than the one that was written (fingerprint)";
  return nullptr;
}

// What can only be derived when everything is there: in the order of places, which decides nothing.
void State::Derive() {
  Tables& t = tables_;
  t.recents.RestoreOrder();
  t.customers.RestoreOrder();
  const TicketTable& tickets = t.tickets;
  for (std::uint32_t slot = 0; slot < tickets.high_mark(); ++slot) {
    const TicketRecord& ticket = tickets.At(slot);
    if (ticket.status == static_cast<std::uint8_t>(Status::kPooled)) EnterPool(slot);
    if ((ticket.flags & kNeedsReview) != 0) t.to_review.insert(ticket.id);
    ArmTicket(slot);
  }
  const AgentTable& agents = t.agents;
  for (std::uint32_t agent = 1; agent <= agents.size(); ++agent) {
    const AgentRecord& record = agents.At(agent);
    t.signatures.CountPresence(agents.profile(agent), Presence::kAway, PresenceOf(static_cast<AgentStatus>(record.status), record.duty));
    CountRooms(agent);
    IndexAgent(agent);
    ArmAgent(agent);
  }
  ArmArticles();
  ArmClosing();
  ArmPlans();
}

}  // namespace tidegate
