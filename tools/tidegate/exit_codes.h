// The exit codes of tidegate, for scripts. A number never changes its meaning.
#pragma once

namespace tidegate {

inline constexpr int kExitOk = 0;
inline constexpr int kExitRefused = 1;    // the daemon refused, or the result is not what was asked for
inline constexpr int kExitUsage = 2;      // the command line or a file given on it is wrong; nothing was sent
inline constexpr int kExitNoConnect = 3;  // no daemon there, or the connection broke
inline constexpr int kExitLost = 4;       // something acknowledged was not found again

}  // namespace tidegate
