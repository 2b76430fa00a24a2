// The name and version of the program, as told in hello, status and --version. The number comes from the build (CMakeLists.txt).
#pragma once

#include <string_view>

namespace tidegate {

inline std::string_view ServerName() { return "tidegated " TIDEGATE_VERSION; }

}  // namespace tidegate
