// HttpAnswers: what /healthz, /readyz and /metrics say. Pure but for the clock that is handed in; any thread.
//
// healthz: the whole path is alive: the engine answered the daemon's own question, through the disk, within kHealthyWithin.
// readyz: it serves: recovery is over, no drain has begun, and it is healthy. A part that stopped without harm to serving is told as a
// line `degraded: ...`; the status stays 200.
#pragma once

#include <string_view>

#include "daemon/clock_source.h"
#include "daemon/http_server.h"
#include "daemon/metrics.h"

namespace tidegate {

// Asked once a second; a disk may stall for some.
inline constexpr Micros kHealthyWithin = 10 * kSecond;

HttpAnswer AnswerHttp(std::string_view target, const Metrics& metrics, Micros boot_now);

}  // namespace tidegate
