// Outbox: committed turns -> what each session is told. The stage behind the committer; nothing passes it before it is committed.
//
// One owner (the io stage), used on its thread. Step takes batches in the order of the committer, holds back turns above the committed seq
// (they leave with a later batch), and then per turn: brings the catalog of names up to date before anybody can be told of it, keeps texts
// in the ring, hands each output to its session, and the record to the feed. Outputs for sessions that have ended are dropped: the state
// has the facts, pushes are hints. Cost: a few ns an output beside encoding; a turn's memory goes back to the engine through the pool.
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "daemon/body_ring.h"
#include "daemon/client_sessions.h"
#include "daemon/committer.h"
#include "daemon/feed.h"
#include "daemon/session_table.h"
#include "daemon/turn_pool.h"

namespace tidegate {

class Outbox {
 public:
  // Everything outlives the outbox. `names` is the catalog as recovered.
  Outbox(SessionContext* context, SessionTable* sessions, TurnPool* turns, Feed* feed, std::size_t body_ring_bytes,
         CatalogNames::Lists names);

  // These rules, in compiled form, are in force from now on: for names, keywords, claims and templates.
  void UseRules(std::uint32_t version, std::string_view compiled);

  // Sessions that were told something are appended to `touched`, each once per run of outputs for it. `now` is the boot clock.
  void Step(CommitBatch& batch, Micros now, std::vector<std::uint64_t>& touched);

  BodyLookup& bodies() { return ring_; }
  // Turns that wait for a higher committed seq.
  std::size_t held() const { return held_.size(); }
  // Answers to AskStatus of the daemon itself, so far.
  std::uint64_t own_answers() const { return own_answers_; }

 private:
  void TellTurn(TurnOutput& turn, Micros now, std::vector<std::uint64_t>& touched);
  void Tell(std::uint64_t number, const Output& output, std::vector<std::uint64_t>& touched);
  void TakeNames(std::string_view record);
  void MakeNames();
  void TakeArticles(std::string_view record);

  SessionContext* context_;
  SessionTable* sessions_;
  TurnPool* turns_;
  Feed* feed_;
  BodyRing ring_;
  CatalogNames::Lists names_;
  std::vector<std::uint64_t> supervisors_;  // sessions
  std::vector<std::uint64_t> operators_;    // the same
  ClientSessions front_ends_;
  std::deque<TurnOutput> held_;
  std::uint64_t committed_seq_ = 0;
  std::uint64_t told_seq_ = 0;  // end of the last turn that was told; 0 = none was
  std::uint64_t own_answers_ = 0;
};

}  // namespace tidegate
