// PrometheusText: the metrics in the text format that Prometheus reads.
#pragma once

#include <string>

#include "daemon/metrics.h"

namespace tidegate {

// Any thread; some 100 us.
std::string PrometheusText(const Metrics& metrics);

}  // namespace tidegate
