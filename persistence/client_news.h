// ClientNews: which clients a stretch of the journal makes known or forgets, and how the store keeps their names.
//
// A change says who asked by a number (ClientId) that leads to no name; histories are read long after the journal was cut. So the store has
// a row for every client that the engine knows, and none for those that it has forgotten: as many as --clients-max allows. One owner. Cost:
// O(log clients) a change of the two kinds that count, nothing for all others.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "core/model/client_name.h"
#include "core/model/turn_record.h"

namespace tidegate {

class ClientNews {
 public:
  // By client, in ascending order; nullopt = forgotten.
  using Map = std::map<std::uint64_t, std::optional<ClientName>>;

  static constexpr std::size_t kWithoutBound = ~std::size_t{0};  // for who looks at bytes()

  // Of clients beyond `clients_max` it hears nothing.
  explicit ClientNews(std::size_t clients_max) : clients_max_(clients_max) {}

  void Take(const ChangeView& change);
  const Map& clients() const { return clients_; }
  // About what it takes in memory.
  std::size_t bytes() const { return clients_.size() * 192; }
  void Clear() { clients_.clear(); }

 private:
  std::size_t clients_max_;
  Map clients_;
};

// The value of a client's row (its key: ClientKey), FORMAT.md 10.
std::string EncodeClientName(const ClientName& name);
// nullopt when key or value are none.
std::optional<ClientName> DecodeClientName(std::string_view key, std::string_view value);

}  // namespace tidegate
