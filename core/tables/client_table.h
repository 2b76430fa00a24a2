// ClientTable: who has said hello, and the last outcomes of each, so that a repeated request is answered and not done twice.
//
// Owned by the State; one thread. A client keeps as many outcomes as its session has credits: request numbers ascend, at most `credits` are
// in flight, so outcome n lies at n mod credits. Find and Record O(1); Admit and Forget O(log clients).
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "core/base/check.h"
#include "core/base/index.h"
#include "core/base/time.h"
#include "core/model/names.h"
#include "core/tables/image_tap.h"

namespace tidegate {

// What became of a request that was carried out. (Refused ones left no change and are judged anew.)
struct Outcome {
  std::uint64_t request = 0;
  std::uint64_t ticket = 0;
  std::uint32_t token = 0;
  std::uint8_t command = 0;  // CommandKind
  std::uint8_t status = 0;   // Status after it
  std::uint16_t zero = 0;
};

struct ClientRecord {
  std::uint64_t id = 0;
  Micros hello_at = 0;
  std::uint64_t hello_seq = 0;  // the order of forgetting
  std::uint32_t credits = 0;
  Role role = Role::kNone;
  std::vector<Outcome> outcomes;  // credits places
};

class ClientTable {
 public:
  ClientTable(std::uint32_t clients_max, std::uint32_t outcomes_max) : clients_max_(clients_max), outcomes_max_(outcomes_max) {}

  std::size_t size() const { return clients_.size(); }
  bool full() const { return clients_.size() >= clients_max_; }
  // Credits of all clients together.
  std::uint64_t outcomes() const { return outcomes_; }
  // Whether `credits` more outcomes fit once `freed` are given back.
  bool Fits(std::uint32_t credits, std::uint32_t freed) const { return outcomes_ - freed + credits <= outcomes_max_; }

  const ClientRecord* Find(std::uint64_t id) const { return clients_.Find(id); }

  // The client longest without a hello; the table must not be empty.
  std::uint64_t Oldest() const { return by_hello_.begin()->second; }

  // Admits a client, or renews him: other credits begin with an empty memory.
  void Admit(std::uint64_t id, Role role, std::uint32_t credits, Micros at, std::uint64_t seq) {
    CHECK_GT(credits, 0u);
    ClientRecord* known = clients_.Find(id);
    ClientRecord& client = known != nullptr ? *known : clients_.Insert(id, ClientRecord{});
    if (client.id != 0) {
      tap_.BeforeChange({client.hello_seq, id});
      by_hello_.erase({client.hello_seq, id});
    }
    if (client.credits != credits) {
      outcomes_ = outcomes_ - client.credits + credits;
      client.outcomes.assign(credits, Outcome{});
    }
    client.id = id;
    client.role = role;
    client.credits = credits;
    client.hello_at = at;
    client.hello_seq = seq;
    tap_.BeforeNew({seq, id});
    by_hello_.insert({seq, id});
  }

  void Forget(std::uint64_t id) {
    const ClientRecord* client = clients_.Find(id);
    CHECK(client != nullptr);
    tap_.BeforeChange({client->hello_seq, id});
    outcomes_ -= client->credits;
    by_hello_.erase({client->hello_seq, id});
    clients_.Erase(id);
  }

  // The place of a request: what was remembered there, nullptr when the client is not known or the request is not numbered.
  const Outcome* Place(std::uint64_t id, std::uint64_t request) const {
    if (request == 0) return nullptr;
    const ClientRecord* client = Find(id);
    return client == nullptr ? nullptr : &client->outcomes[request % client->credits];
  }

  void Record(std::uint64_t id, const Outcome& outcome) {
    if (outcome.request == 0) return;
    ClientRecord* client = clients_.Find(id);
    if (client == nullptr) return;
    tap_.BeforeChange({client->hello_seq, id});
    client->outcomes[outcome.request % client->credits] = outcome;
  }

  // In the order of hellos: visit(const ClientRecord&).
  template <class Visitor>
  void ForEach(Visitor&& visit) const {
    for (const auto& [seq, id] : by_hello_) visit(*clients_.Find(id));
  }

  using HelloKey = std::pair<std::uint64_t, std::uint64_t>;  // hello_seq, id
  KeyTap<HelloKey>& tap() { return tap_; }
  std::optional<HelloKey> TakeForImage(std::uint32_t& looks) { return tap_.Take(by_hello_, looks); }

 private:
  std::uint32_t clients_max_;
  std::uint64_t outcomes_max_;
  std::uint64_t outcomes_ = 0;
  Index<std::uint64_t, ClientRecord> clients_;  // by_hello_ gives the order
  std::set<HelloKey> by_hello_;
  KeyTap<HelloKey> tap_;
};

}  // namespace tidegate
