// tidegate-load: drives a running daemon and measures it; see load_options.cc for its help.

#include <fmt/format.h>

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "bench/load/load_options.h"
#include "bench/load/modes.h"

namespace {

constexpr int kExitFailed = 1;
constexpr int kExitUsage = 2;

absl::StatusOr<tidegate::load::Report> Run(const tidegate::load::LoadOptions& options) {
  using namespace tidegate::load;  // NOLINT(google-build-using-namespace): the modes
  if (options.mode == "demo") return RunDemo(options);
  if (options.mode == "submit") return RunSubmit(options);
  if (options.mode == "single") return RunSingle(options);
  if (options.mode == "cycle") return RunCycle(options);
  if (options.mode == "memory") return RunMemory(options);
  return RunLatency(options);
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string_view> arguments(argv + 1, argv + argc);
  const tidegate::load::LoadOptionsRead read = tidegate::load::ReadLoadOptions(arguments);
  if (read.help) {
    fmt::print("{}", tidegate::load::LoadHelp());
    return 0;
  }
  if (!read.errors.empty()) {
    for (const std::string& error : read.errors) fmt::print(stderr, "tidegate-load: {}\n", error);
    fmt::print(stderr, "tidegate-load --help tells more.\n");
    return kExitUsage;
  }
  const absl::StatusOr<tidegate::load::Report> report = Run(read.options);
  if (!report.ok()) {
    fmt::print(stderr, "tidegate-load: {}\n", std::string(report.status().message()));
    return kExitFailed;
  }
  fmt::print("{}\n", read.options.json ? tidegate::load::ReportJson(*report) : tidegate::load::ReportText(*report));
  return report->proof.ok() ? 0 : kExitFailed;
}
