// VerifyKeys: asks a daemon, on a new connection, for tickets that it acknowledged; what it does not know, or knows in an earlier state
// than it had acknowledged, is lost.
#pragma once

#include <absl/status/status.h>

#include <string>
#include <string_view>
#include <vector>

#include "bench/load/figure.h"
#include "bench/load/loop.h"
#include "core/model/names.h"

namespace tidegate::load {

struct Promised {
  std::string key;
  Status at_least = Status::kPooled;  // the furthest state that was acknowledged
};

// `front_end`: whose keys they are. Counts into proof.verified and proof.lost; the first lost keys are named on standard error. Pipelined.
absl::Status VerifyKeys(Loop& loop, std::string_view address, std::string_view front_end, const std::vector<Promised>& promised,
                        Proof& proof);

// At most `count` numbers evenly spread over [begin, end), with the last one among them.
std::vector<std::uint64_t> SpreadNumbers(std::uint64_t begin, std::uint64_t end, std::uint64_t count);

}  // namespace tidegate::load
