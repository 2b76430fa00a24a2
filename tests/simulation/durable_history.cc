#include "tests/simulation/durable_history.h"

#include <fmt/format.h>

#include "core/model/turn_record.h"

namespace tidegate {

void DurableHistory::Follow(std::string_view record) {
  records_.emplace_back(record);
  naive_.Follow(record);
  TurnReader reader(record);
  walked_seq_ = reader.header().first_seq - 1;
  for (ChangeView change; reader.Next(change);) {
    ++walked_seq_;
    Check(change);
  }
  if (const char* flaw = engine_.Replay(record)) problems_->Add(fmt::format("the record at seq {} cannot be replayed: {}", seq(), flaw));
}

void DurableHistory::Check(const ChangeView& change) {
  care_.See(change);
  switch (change.kind) {
    case ChangeKind::kSubmitted: {
      const auto submitted = change.As<Submitted>();
      if (!tickets_.emplace(submitted.ticket, TicketFacts{}).second) {
        problems_->Add(fmt::format("ticket {} was submitted twice", submitted.ticket));
      }
      break;
    }
    case ChangeKind::kOffered: {
      const auto offered = change.As<Offered>();
      TicketFacts& facts = tickets_[offered.ticket];
      if (facts.offered_to != 0 || facts.held_by != 0 || facts.resolved || facts.ended) {
        problems_->Add(fmt::format("ticket {} was offered to agent {} while agent {} had the offer, agent {} held it", offered.ticket,
                                   offered.agent, facts.offered_to, facts.held_by));
      }
      if (!facts.offers.emplace(offered.token, offered.agent).second) {
        problems_->Add(fmt::format("token {} of ticket {} was given twice", offered.token, offered.ticket));
      }
      facts.offered_to = offered.agent;
      facts.token = offered.token;
      break;
    }
    case ChangeKind::kAccepted: {
      const auto accepted = change.As<Accepted>();
      TicketFacts& facts = tickets_[accepted.ticket];
      if (facts.offered_to != accepted.agent || facts.token != accepted.token) {
        problems_->Add(fmt::format("ticket {} was accepted by agent {}, but agent {} had the offer", accepted.ticket, accepted.agent,
                                   facts.offered_to));
      }
      facts.offered_to = 0;
      facts.held_by = accepted.agent;
      facts.accepted.insert(accepted.token);
      facts.accept_seq = walked_seq_;
      break;
    }
    case ChangeKind::kAssignedByHand: {
      const auto assigned = change.As<AssignedByHand>();
      TicketFacts& facts = tickets_[assigned.ticket];
      facts.offered_to = 0;
      facts.held_by = assigned.agent;
      facts.token = assigned.token;
      facts.offers.emplace(assigned.token, assigned.agent);
      facts.accepted.insert(assigned.token);  // he need not accept it
      break;
    }
    case ChangeKind::kTicketEnded: {
      TicketFacts& facts = tickets_[change.As<TicketEnded>().ticket];
      facts.offered_to = 0;
      facts.held_by = 0;
      facts.ended = true;
      break;
    }
    case ChangeKind::kTicketHeld: {
      const auto held = change.As<TicketHeld>();
      TicketFacts& facts = tickets_[held.ticket];
      const std::uint32_t had = facts.offered_to != 0 ? facts.offered_to : facts.held_by;
      if (had != held.agent || facts.resolved) {
        problems_->Add(fmt::format("ticket {} was held back from agent {}, but agent {} had it", held.ticket, held.agent, had));
      }
      facts.offered_to = 0;
      facts.held_by = 0;
      break;
    }
    case ChangeKind::kReturned: {
      const auto returned = change.As<Returned>();
      TicketFacts& facts = tickets_[returned.ticket];
      if (facts.offered_to != returned.agent && facts.held_by != returned.agent) {
        problems_->Add(fmt::format("ticket {} came back from agent {}, who did not have it", returned.ticket, returned.agent));
      }
      facts.offered_to = 0;
      facts.held_by = 0;
      facts.returned.insert(facts.token);
      facts.return_seq = walked_seq_;
      break;
    }
    case ChangeKind::kResolved: {
      const auto resolved = change.As<Resolved>();
      TicketFacts& facts = tickets_[resolved.ticket];
      if (facts.held_by != resolved.agent || facts.resolved) {
        problems_->Add(
            fmt::format("ticket {} was resolved by agent {}, but agent {} held it", resolved.ticket, resolved.agent, facts.held_by));
      }
      facts.held_by = 0;
      facts.resolved = true;
      ++facts.resolutions;
      break;
    }
    case ChangeKind::kReopened: {
      TicketFacts& facts = tickets_[change.As<Reopened>().ticket];
      if (!facts.resolved || facts.ended) {
        problems_->Add(fmt::format("ticket {} was reopened, and was not resolved", change.As<Reopened>().ticket));
      }
      facts.resolved = false;
      break;
    }
    case ChangeKind::kLooked:
      ++tickets_[change.As<Looked>().ticket].looks;
      break;
    default:
      break;
  }
}

const DurableHistory::TicketFacts* DurableHistory::Find(TicketId ticket) const {
  const auto found = tickets_.find(ticket.raw());
  return found == tickets_.end() ? nullptr : &found->second;
}

absl::Status WatchedJournal::Append(const JournalCommit& commit) {
  if (absl::Status status = journal_->Append(commit); !status.ok()) return status;
  for (const std::string_view record : commit.records) history_->Follow(record);
  return absl::OkStatus();
}

}  // namespace tidegate
