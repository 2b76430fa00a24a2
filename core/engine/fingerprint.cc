// Fingerprint: one number for the whole state, the same for the same content wherever it lies.
#include "core/engine/image_record.h"
#include "core/engine/state.h"

namespace tidegate {
namespace {

constexpr std::size_t kGatherBytes = 64 * 1024;  // stays in the cache between writing and hashing

class Gatherer {
 public:
  // Calls put(tables, place, out) and hashes what has gathered now and then.
  template <class Place>
  void Add(void (*put)(const Tables&, const Place&, std::string&), const Tables& tables, const Place& place) {
    put(tables, place, entries_);
    if (entries_.size() >= kGatherBytes) Drain();
  }
  std::string& entries() { return entries_; }
  std::uint64_t Sum() {
    Drain();
    return sum_.fingerprint;
  }

 private:
  void Drain() {
    sum_.Add(entries_);
    entries_.clear();
  }
  std::string entries_;
  ImageSum sum_;
};

}  // namespace

std::uint64_t State::Fingerprint() const {
  const Tables& t = tables_;
  Gatherer gather;
  PutScalars(t, gather.entries());
  for (const auto& [number, version] : t.rule_versions.all()) gather.Add(PutRules, t, number);
  for (const Name& row : NameTable<CatalogKind>::kRows) {
    const auto kind = static_cast<CatalogKind>(row.number);
    for (std::uint32_t number = 1; number <= t.catalog(kind).size(); ++number) PutName(t, kind, number, gather.entries());
  }
  for (std::uint32_t place = 0; place < t.signatures.signatures_high_mark(); ++place) gather.Add(PutSignature, t, place);
  for (std::uint32_t place = 0; place < t.signatures.profiles_high_mark(); ++place) {
    if (t.signatures.profile_live(place)) gather.Add(PutShares, t, place);
  }
  for (std::uint32_t place = 0; place < t.agents.size(); ++place) gather.Add(PutAgent, t, place);
  for (std::uint32_t slot = 0; slot < t.tickets.high_mark(); ++slot) {
    if (t.tickets.live(slot)) gather.Add(PutTicket, t, slot);
  }
  for (std::uint32_t place = 0; place < t.tickets.work_high_mark(); ++place) {
    if (t.tickets.work_live(place)) gather.Add(PutWork, t, place);
  }
  for (std::uint32_t slot = 0; slot < t.recents.high_mark(); ++slot) {
    if (t.recents.live(slot)) gather.Add(PutRecent, t, slot);
  }
  for (std::uint32_t slot = 0; slot < t.customers.high_mark(); ++slot) {
    if (t.customers.live(slot)) gather.Add(PutCustomer, t, slot);
  }
  t.clients.ForEach([&](const ClientRecord& client) { gather.Add(PutClient, t, ClientTable::HelloKey{client.hello_seq, client.id}); });
  t.declines.ForEach([&](std::uint64_t ticket, std::uint32_t agent, Micros) {
    gather.Add(PutDecline, t, DeclineTable::Key{ticket, agent});
  });
  t.refusals.ForEach([&](std::uint64_t client, std::uint16_t what, Micros) { gather.Add(PutRefusal, t, RefusalTable::Key{client, what}); });
  t.agenda.ForEach([&](const AgendaEntry& entry) { gather.Add(PutAgenda, t, entry.item); });
  t.clocks.ForEach([&](const ClockRecord& clock) { gather.Add(PutClock, t, ClockTable::Key{clock.ticket, clock.clock}); });
  for (const Transfer* transfer = t.transfers.After(0); transfer != nullptr; transfer = t.transfers.After(transfer->record.ticket)) {
    gather.Add(PutTransfer, t, transfer->record.ticket);
  }
  for (const FeedbackRecord* feedback = t.feedbacks.After(0); feedback != nullptr; feedback = t.feedbacks.After(feedback->ticket)) {
    gather.Add(PutFeedback, t, feedback->ticket);
  }
  t.uses.ForEach([&](const ArticleUseRecord& use) { gather.Add(PutArticleUse, t, ArticleUseTable::Key{use.ticket, use.article}); });
  t.identities.ForEach([&](const IdentityRecord& identity) {
    gather.Add(PutIdentity, t, IdentityTable::Key{identity.identity, identity.channel});
  });
  t.parts.ForEach([&](const Part& part) { gather.Add(PutPart, t, PartTable::Key{part.record.ticket, part.record.part}); });
  for (const PlanEntry* plan = t.plans.After(0); plan != nullptr; plan = t.plans.After(plan->record.id)) {
    gather.Add(PutPlanRecord, t, plan->record.id);
  }
  for (std::uint32_t place = 0; place < t.articles.size(); ++place) gather.Add(PutArticleRecord, t, place);
  return gather.Sum();
}

}  // namespace tidegate
