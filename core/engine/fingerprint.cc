// Fingerprint: one number for the whole state, the same for the same content wherever it lies.
#include <string_view>
#include <vector>

#include "core/base/hash.h"
#include "core/engine/matching.h"
#include "core/engine/state.h"

namespace tidegate {
namespace {

// Sums the hashes of records; each kind has its own seed, so that a record never stands for another kind's.
class Sum {
 public:
  template <class Record>
  void Add(std::uint64_t kind, const Record& record) {
    static_assert(std::has_unique_object_representations_v<Record>);
    sum_ += Hash64(&record, sizeof record, kind);
  }
  void Add(std::uint64_t kind, std::uint64_t number, std::string_view text) {
    sum_ += Hash64(text.data(), text.size(), Mix64(kind, number));
  }
  std::uint64_t value() const { return sum_; }

 private:
  std::uint64_t sum_ = 0;
};

enum Kind : std::uint64_t {
  kScalars = 1,
  kName,
  kTicket,
  kRequirement,
  kWork,
  kRecent,
  kCustomer,
  kAgent,
  kAgentName,
  kProfile,
  kClient,
  kOutcome,
  kDecline,
  kSignature,
  kAgenda,
  kCounters,
  kRefusal
};

}  // namespace

std::uint64_t State::Fingerprint() const {
  const Tables& t = tables_;
  Sum sum;
  sum.Add(kScalars, std::array<std::uint64_t, 7>{t.seq, t.directory_id, t.started ? 1u : 0u, t.ticket_day, t.ticket_counter,
                                                 t.rules_version, t.rules_source_hash});
  sum.Add(kCounters, t.counters);
  for (std::size_t kind = 0; kind < t.catalogs.size(); ++kind) {
    for (std::uint32_t id = 1; id <= t.catalogs[kind].size(); ++id) sum.Add(kName, kind << 32 | id, t.catalogs[kind].Name(id));
  }
  for (std::uint32_t slot = 0; slot < t.tickets.high_mark(); ++slot) {
    if (!t.tickets.live(slot)) continue;
    sum.Add(kTicket, t.tickets.At(slot));
    const Requirement& requirement = RequirementOf(t, slot);
    sum.Add(kRequirement, t.tickets.At(slot).id, std::string_view(reinterpret_cast<const char*>(&requirement), sizeof requirement));
    if (const WorkRecord* work = t.tickets.Work(slot); work != nullptr) sum.Add(kWork, *work);
  }
  for (std::uint32_t slot = 0; slot < t.recents.high_mark(); ++slot) {
    if (t.recents.live(slot)) sum.Add(kRecent, t.recents.At(slot));
  }
  for (std::uint32_t slot = 0; slot < t.customers.high_mark(); ++slot) {
    if (t.customers.live(slot)) sum.Add(kCustomer, t.customers.At(slot));
  }
  for (std::uint32_t agent = 1; agent <= t.agents.size(); ++agent) {
    sum.Add(kAgent, t.agents.At(agent));
    sum.Add(kAgentName, agent, t.agents.Name(agent));
    const Profile& profile = t.signatures.ProfileAt(t.agents.profile(agent)).profile;
    sum.Add(kProfile, agent, std::string_view(reinterpret_cast<const char*>(&profile), sizeof profile));
  }
  t.clients.ForEach([&](const ClientRecord& client) {
    sum.Add(kClient, std::array<std::uint64_t, 5>{client.id, static_cast<std::uint64_t>(client.hello_at), client.hello_seq, client.credits,
                                                  static_cast<std::uint64_t>(client.role)});
    for (const Outcome& outcome : client.outcomes) {
      if (outcome.request != 0) sum.Add(Mix64(kOutcome, client.id), outcome);
    }
  });
  t.declines.ForEach([&](std::uint64_t ticket, std::uint32_t agent, Micros until) {
    sum.Add(kDecline, std::array<std::uint64_t, 3>{ticket, agent, static_cast<std::uint64_t>(until)});
  });
  for (std::uint32_t place = 0; place < t.signatures.signatures_high_mark(); ++place) {
    if (!t.signatures.live(place)) continue;
    const Signature& signature = t.signatures.At(place);
    const std::array<std::uint64_t, 4> numbers{signature.tickets, signature.interval_ms,
                                               static_cast<std::uint64_t>(signature.last_offer_at), signature.emptied_seq};
    sum.Add(kSignature, Hash64(&signature.requirement, sizeof signature.requirement),
            std::string_view(reinterpret_cast<const char*>(numbers.data()), sizeof numbers));
  }
  t.refusals.ForEach([&](std::uint64_t client, std::uint8_t command, Micros at) {
    sum.Add(kRefusal, std::array<std::uint64_t, 3>{client, command, static_cast<std::uint64_t>(at)});
  });
  t.agenda.ForEach([&](const AgendaEntry& entry) {
    sum.Add(kAgenda,
            std::array<std::uint64_t, 5>{entry.item, entry.subject, entry.cursor, entry.moved, static_cast<std::uint64_t>(entry.kind)});
  });
  return sum.value();
}

}  // namespace tidegate
