// SplitAddress: "HOST:PORT" or "[V6]:PORT" into its two halves.
#pragma once

#include <absl/status/statusor.h>

#include <string>
#include <string_view>

namespace tidegate::client {

struct Address {
  std::string host;
  std::string port;
};

absl::StatusOr<Address> SplitAddress(std::string_view address);

}  // namespace tidegate::client
