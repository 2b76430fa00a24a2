#include "daemon/http_answers.h"

#include <fmt/format.h>

#include "daemon/prometheus_text.h"

namespace tidegate {
namespace {

std::string Seconds(Micros span) { return fmt::format("{}.{:03} s", span / kSecond, span % kSecond / kMillisecond); }

HttpAnswer Health(const Metrics& metrics, Micros boot_now) {
  const auto status = metrics.status();
  if (!status) return {503, "text/plain; charset=utf-8", "starting\n"};
  const Micros age = boot_now - status->at_boot;
  if (age > kHealthyWithin) {
    return {503, "text/plain; charset=utf-8",
            fmt::format("stalled: the engine and the journal have not answered for {}; look at the disk and the log\n", Seconds(age))};
  }
  return {200, "text/plain; charset=utf-8", "ok\n"};
}

}  // namespace

HttpAnswer AnswerHttp(std::string_view target, const Metrics& metrics, Micros boot_now) {
  const std::string_view path = target.substr(0, target.find('?'));
  if (path == "/healthz") return Health(metrics, boot_now);
  if (path == "/readyz") {
    if (metrics.Get(Metric::kReady) == 0) return {503, "text/plain; charset=utf-8", "not serving: starting or draining\n"};
    HttpAnswer health = Health(metrics, boot_now);
    if (health.status != 200) return health;
    health.body = metrics.Get(Metric::kSynced) != 0 ? "ready\n" : "ready, without sync: a power cut loses what was acknowledged\n";
    if (metrics.Get(Metric::kImageFailing) != 0) {
      health.body += "degraded: no image could be made, so the journal grows and a start takes longer; look at the log and the disk\n";
    }
    if (metrics.Get(Metric::kProjectionState) == static_cast<std::int64_t>(ProjectionState::kStopped)) {
      health.body += "degraded: the projection stopped, so histories come from the journal and it cannot be cut; the log says why\n";
    }
    if (metrics.Get(Metric::kJournalCutFailing) != 0) {
      health.body += "degraded: an old part of the journal is damaged, so it is not cut any more and grows; the log names the place\n";
    }
    if (metrics.Get(Metric::kClockStepped) != 0) {
      health.body += "degraded: the machine's clock jumped and is not followed: set it right, or accept it with `tidegate clock accept`\n";
    }
    if (metrics.Get(Metric::kSpaceMark) >= static_cast<std::int64_t>(SpaceMark::kRefuseLow)) {
      health.body += fmt::format("degraded: the disk's budget is nearly used up ({}): make space or raise --disk-budget\n",
                                 EnglishName(static_cast<SpaceMark>(metrics.Get(Metric::kSpaceMark))));
    }
    return health;
  }
  if (path == "/metrics") return {200, "text/plain; version=0.0.4; charset=utf-8", PrometheusText(metrics)};
  return {404, "text/plain; charset=utf-8", "served here: /healthz, /readyz, /metrics\n"};
}

}  // namespace tidegate
