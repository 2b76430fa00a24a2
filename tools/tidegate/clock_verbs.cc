// The verbs `clock show` and `clock accept`: what time the daemon has, and an operator's word on a wall clock that jumped.
#include <fmt/core.h>

#include "tools/tidegate/connection.h"
#include "tools/tidegate/exit_codes.h"
#include "tools/tidegate/render_views.h"
#include "tools/tidegate/verbs.h"

namespace tidegate {
namespace {

int Tell(const Invocation& invocation, Connection& connection, const absl::StatusOr<client::ClockInfo>& clock) {
  if (!clock.ok()) return connection.Failed(clock.status());
  fmt::print("{}", invocation.format == Format::kJson ? ClockJson(*clock) : ClockText(*clock, invocation.language));
  return kExitOk;
}

}  // namespace

int RunClockShow(const Invocation& invocation) {
  Connection connection(invocation, invocation.role, "tidegate");
  if (const int code = connection.Open(); code != kExitOk) return code;
  return Tell(invocation, connection, connection.client().AskClock());
}

int RunClockAccept(const Invocation& invocation) {
  Connection connection(invocation, invocation.role, "tidegate");
  if (const int code = connection.Open(); code != kExitOk) return code;
  return Tell(invocation, connection, connection.client().AcceptClock());
}

}  // namespace tidegate
