// The modes of tidegate-load: each runs against a daemon that is up, measures, and proves that nothing acknowledged was lost.
//
// Blocking, one thread. An error: the run could not be done or the daemon broke a rule; the Report of a run that was done says what it
// measured and, in its proof, whether anything was refused, doubled or lost.
#pragma once

#include <absl/status/statusor.h>

#include "bench/load/figure.h"
#include "bench/load/load_options.h"

namespace tidegate::load {

// A short mixed day with simulated front ends and desks, and a live table of it on the terminal (lines, when stdout is none).
absl::StatusOr<Report> RunDemo(const LoadOptions& options);
// Submits, many connections with a full window each. Nobody works on them: tickets stay in the pool.
absl::StatusOr<Report> RunSubmit(const LoadOptions& options);
// One request at a time on each connection: pings answered by the daemon's io runner alone, then submits, round by round in turn.
absl::StatusOr<Report> RunSingle(const LoadOptions& options);
// Submit, offer pushed, accept, resolve, each acknowledged: with agents of mixed skills on gateways, or on a connection each.
absl::StatusOr<Report> RunCycle(const LoadOptions& options);
// Memory of the daemon an open ticket: growth of VmRSS over tickets without text.
absl::StatusOr<Report> RunMemory(const LoadOptions& options);
// Submits at a fixed rate, whatever the daemon does: latency from the instant at which each should have been sent.
absl::StatusOr<Report> RunLatency(const LoadOptions& options);

}  // namespace tidegate::load
