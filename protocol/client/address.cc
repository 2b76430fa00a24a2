#include "protocol/client/address.h"

#include <charconv>

namespace tidegate::client {

absl::StatusOr<Address> SplitAddress(std::string_view address) {
  const auto bad = [address] {
    return absl::InvalidArgumentError("\"" + std::string(address) +
                                      "\" is no address; give HOST:PORT, for example 127.0.0.1:7415 or [::1]:7415");
  };
  const std::size_t colon = address.rfind(':');
  if (colon == std::string_view::npos) return bad();
  std::string_view host = address.substr(0, colon);
  const std::string_view port = address.substr(colon + 1);
  if (host.size() >= 2 && host.front() == '[' && host.back() == ']') {
    host = host.substr(1, host.size() - 2);
  } else if (host.find(':') != std::string_view::npos) {
    return bad();
  }
  unsigned number = 0;
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
  if (host.empty() || error != std::errc() || end != port.data() + port.size() || number < 1 || number > 65'535) return bad();
  return Address{std::string(host), std::string(port)};
}

}  // namespace tidegate::client
