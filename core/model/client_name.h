// ClientName: who the client is whose number stands in a change.
#pragma once

#include <cstdint>
#include <string>

#include "core/model/names.h"

namespace tidegate {

struct ClientName {
  std::uint64_t client = 0;
  Role role = Role::kNone;
  std::string name;  // as its hello says it
  friend bool operator==(const ClientName&, const ClientName&) = default;
};

}  // namespace tidegate
