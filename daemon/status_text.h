// StatusText: the message of an absl::Status as a std::string (Debian's absl has its own string_view).
#pragma once

#include <string>

#include "absl/status/status.h"

namespace tidegate {

inline std::string StatusText(const absl::Status& status) { return std::string(status.message().data(), status.message().size()); }

}  // namespace tidegate
