#include "tests/simulation/naive_history.h"

#include <fmt/format.h>

#include "core/base/check.h"
#include "core/model/turn_record.h"

namespace tidegate {
namespace {

// What `read` makes of the change's own struct, whatever it is.
template <class Read>
std::uint64_t OfStruct(const ChangeView& view, Read&& read) {
  switch (view.kind) {
#define TIDEGATE_CASE(name, number, origin, tail) \
  case ChangeKind::k##name:                       \
    return read(view.As<name>());
    TIDEGATE_CHANGES(TIDEGATE_CASE)
#undef TIDEGATE_CASE
    default:
      return 0;
  }
}

std::uint64_t TicketField(const ChangeView& view) {
  return OfStruct(view, []<class Change>(const Change& change) -> std::uint64_t {
    // What the engine forgets is not part of a ticket's life.
    constexpr bool kForgets = std::is_same_v<Change, RecentEvicted> || std::is_same_v<Change, FeedbackForgotten>;
    if constexpr (requires { change.ticket; } && !kForgets) {
      return change.ticket;
    } else {
      return 0;
    }
  });
}

std::uint64_t ClientField(const ChangeView& view) {
  return OfStruct(view, []<class Change>(const Change& change) -> std::uint64_t {
    if constexpr (requires { change.client; }) {
      return change.client;
    } else if constexpr (requires { change.asker.client; }) {
      return change.asker.client;
    } else {
      return 0;
    }
  });
}

NaiveHistory::Entry EntryOf(std::uint64_t seq, Micros at, const ChangeView& change, std::string_view tail) {
  const auto kind = static_cast<std::uint8_t>(change.kind);
  NaiveHistory::Entry entry{seq, at, kind, ClientField(change), std::string(change.data, InfoOf(kind).struct_bytes)};
  entry.bytes.append(tail);
  return entry;
}

// All pages of a question put together.
std::vector<NaiveHistory::Entry> ReadAll(const HistoryReader& reader, HistoryQuestion question, std::string& problem,
                                         std::optional<ProjectedTicket>& ticket, std::map<std::uint64_t, ClientName>& clients) {
  std::vector<NaiveHistory::Entry> all;
  do {
    const absl::StatusOr<HistoryPage> page = reader.Read(question);
    if (!page.ok()) {
      problem = page.status().ToString();
      return all;
    }
    if (page->entries.size() > question.entries_max) problem = "a page has more entries than asked for";
    for (const HistoryEntry& entry : page->entries) all.push_back(EntryOf(entry.seq, entry.at, entry.change, entry.change.tail));
    for (const ClientName& client : page->clients) clients.emplace(client.client, client);
    if (page->next_seq != 0 && page->next_seq <= question.from_seq) problem = "the next page is not further on";
    if (page->complete_to != page->committed_seq) problem = "the page is not complete";
    question.from_seq = page->next_seq;
    ticket = page->ticket;
    if (ticket) question.ticket = TicketId(ticket->ticket);
  } while (question.from_seq != 0 && problem.empty());
  return all;
}

}  // namespace

void NaiveHistory::Follow(std::string_view record) {
  TurnReader reader(record);
  CHECK_EQ(reader.header().first_seq, seq_ + 1);
  for (ChangeView change; reader.Next(change);) {
    ++seq_;
    if (change.kind == ChangeKind::kClientKnown) {
      const auto known = change.As<ClientKnown>();
      clients_[known.client] = {known.client, static_cast<Role>(known.role), std::string(change.tail)};
    }
    if (change.kind == ChangeKind::kClientForgotten) clients_.erase(change.As<ClientForgotten>().client);
    const std::uint64_t ticket = TicketField(change);
    if (ticket == 0) continue;
    std::string_view tail = change.tail;
    if (change.kind == ChangeKind::kSubmitted) {
      const auto submitted = change.As<Submitted>();
      const std::size_t claims = sizeof(SubmitFacts) + submitted.skill_count * sizeof(SkillLevel);
      bodies_[ticket] = std::string(tail.substr(claims));
      keys_[ticket] = {submitted.key_high, submitted.key_low};
      tickets_by_key_[{submitted.key_high, submitted.key_low}] = ticket;
      tail = tail.substr(0, claims);
    }
    tickets_[ticket].push_back(EntryOf(seq_, reader.header().at, change, tail));
  }
  CHECK(!reader.damaged());
}

std::vector<std::string> Compare(const NaiveHistory& naive, const HistoryReader& reader, std::size_t page_entries) {
  std::vector<std::string> problems;
  for (const auto& [ticket, expected] : naive.tickets()) {
    for (const bool by_key : {false, true}) {
      if (by_key && naive.TicketUnder(naive.KeyOf(ticket)) != ticket) continue;
      HistoryQuestion question;
      question.entries_max = page_entries;
      if (by_key) {
        question.key = naive.KeyOf(ticket);
      } else {
        question.ticket = TicketId(ticket);
      }
      std::string problem;
      std::optional<ProjectedTicket> record;
      std::map<std::uint64_t, ClientName> clients;
      const std::vector<NaiveHistory::Entry> found = ReadAll(reader, question, problem, record, clients);
      std::map<std::uint64_t, ClientName> expected_clients;
      for (const NaiveHistory::Entry& entry : expected) {
        if (const auto known = naive.clients().find(entry.client); known != naive.clients().end()) expected_clients.insert(*known);
      }
      if (problem.empty() && clients != expected_clients) {
        problem = fmt::format("{} clients have names, naively {}", clients.size(), expected_clients.size());
      }
      if (problem.empty() && found != expected) problem = fmt::format("{} entries, naively {}", found.size(), expected.size());
      if (problem.empty() && (!record || record->ticket != ticket)) problem = "no record of it";
      if (problem.empty() && (record->last_seq != expected.back().seq || record->changes != expected.size())) {
        problem = fmt::format("its record counts {} changes up to seq {}, naively {} up to {}", record->changes, record->last_seq,
                              expected.size(), expected.back().seq);
      }
      if (!problem.empty()) problems.push_back(fmt::format("history of ticket {}{}: {}", ticket, by_key ? " by key" : "", problem));
    }
  }
  return problems;
}

}  // namespace tidegate
