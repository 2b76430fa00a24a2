#include "persistence/client_news.h"

#include "core/model/body.h"
#include "persistence/ticket_record.h"

namespace tidegate {

void ClientNews::Take(const ChangeView& change) {
  std::optional<ClientName> name;
  std::uint64_t client = 0;
  if (change.kind == ChangeKind::kClientKnown) {
    const auto known = change.As<ClientKnown>();
    client = known.client;
    name = ClientName{client, static_cast<Role>(known.role), std::string(change.tail)};
  } else if (change.kind == ChangeKind::kClientForgotten) {
    client = change.As<ClientForgotten>().client;
  } else {
    return;
  }
  const auto at = clients_.find(client);
  if (at != clients_.end()) {
    at->second = std::move(name);
  } else if (clients_.size() < clients_max_) {
    clients_.emplace(client, std::move(name));
  }
}

std::string EncodeClientName(const ClientName& name) {
  std::string value(1, static_cast<char>(name.role));
  value.append(name.name);
  return value;
}

std::optional<ClientName> DecodeClientName(std::string_view key, std::string_view value) {
  if (key.size() != sizeof(std::uint64_t) || value.empty() || value.size() > 1 + kKeyBytesMax) return std::nullopt;
  const auto role = static_cast<std::uint8_t>(value.front());
  if (!IsListed<Role>(role)) return std::nullopt;
  return ClientName{ReadBigEndian(key), static_cast<Role>(role), std::string(value.substr(1))};
}

}  // namespace tidegate
