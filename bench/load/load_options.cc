#include "bench/load/load_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace tidegate::load {
namespace {

constexpr std::int64_t kHostPortBytesMax = 270;
constexpr std::int64_t kConnectionsMax = 4'096;
constexpr std::int64_t kCountMax = 100'000'000;
constexpr std::int64_t kRateMax = 5'000'000;

#define INTEGER(member, name, min, max, unit, help) TIDEGATE_OPTION_INTEGER(LoadOptions, member, name, "", "N", min, max, unit, help)

constexpr Option<LoadOptions> kTable[] = {
    TIDEGATE_OPTION_TEXT(LoadOptions, connect, "connect", "", "HOST:PORT", 1, kHostPortBytesMax, "Where tidegated listens."),
    INTEGER(connections, "connections", 1, kConnectionsMax, "connections", "Front-end connections; in `cycle` also the gateways."),
    INTEGER(window, "window", 1, 1'024, "requests", "In flight on each connection."),
    INTEGER(count, "count", 0, kCountMax, "requests", "Of a round; 0 takes the mode's own."),
    INTEGER(rounds, "rounds", 1, 100, "rounds", "Measured rounds; the median is the figure."),
    INTEGER(warm_up, "warm-up", 0, kCountMax, "requests", "Before the first round; 0 takes a fifth of a round."),
    INTEGER(agents, "agents", 0, 100'000, "agents", "Simulated agents of `cycle` and `demo`; 0 takes the mode's own."),
    TIDEGATE_OPTION_CHOICE(LoadOptions, desks, "desks", "", "gateways|single",
                           "Agents on shared gateways, or on a connection each (`cycle`)."),
    INTEGER(rate, "rate", 0, kRateMax, "a second",
            "Submits of `latency`, or at the top of the evening peak of `demo`; 0 takes the mode's own."),
    INTEGER(duration_ms, "for", 0, 86'400'000, "ms", "How long `latency` sends, how long the day of `demo` lasts; 0 takes the mode's own."),
    INTEGER(pid, "pid", 0, 1 << 22, "", "The daemon's process, whose memory `memory` reads."),
    TIDEGATE_OPTION_SWITCH(LoadOptions, json, "json", "", "Prints the report as JSON."),
};

constexpr std::string_view kModes[] = {"demo", "submit", "single", "cycle", "memory", "latency"};

}  // namespace

std::span<const Option<LoadOptions>> LoadOptionTable() { return kTable; }

LoadOptionsRead ReadLoadOptions(std::span<const std::string_view> arguments) {
  LoadOptionsRead read;
  ArgumentsRead flags = ReadArguments(SpecsOf(LoadOptionTable()), arguments);
  read.help = flags.help;
  if (read.help) return read;
  read.errors = std::move(flags.errors);
  for (const OptionAssignment& assignment : flags.assignments) kTable[assignment.option].set(read.options, assignment.value);
  if (flags.operands.size() != 1) {
    read.errors.push_back("name one mode: demo, submit, single, cycle, memory or latency; --help tells what each does");
  } else if (std::find(std::begin(kModes), std::end(kModes), flags.operands[0]) == std::end(kModes)) {
    const auto nearest = NearestName(flags.operands[0], kModes);
    read.errors.push_back(
        fmt::format("`{}` is no mode{}", flags.operands[0], nearest ? fmt::format(": did you mean `{}`?", *nearest) : ""));
  } else {
    read.options.mode = flags.operands[0];
  }
  if (read.options.mode == "memory" && read.options.pid == 0) {
    read.errors.push_back("memory needs --pid: the process id of tidegated, on this machine");
  }
  return read;
}

std::string LoadHelp() {
  return "usage: tidegate-load MODE [options]\n"
         "\n"
         "Drives a running tidegated through its TCP protocol and measures it.\n"
         "\n"
         "  demo      a short mixed day of a customer service, with a live table\n"
         "  submit    submits as fast as they are acknowledged, nobody working on them\n"
         "  single    one request at a time on each connection, beside an echo of the daemon's io runner\n"
         "  cycle     submit, offer, accept, resolve, with simulated agents\n"
         "  memory    bytes of the daemon's memory an open ticket: 2 000 000 of them, or as many as it takes\n"
         "  latency   submits at a fixed rate; latency counts from the intended time\n"
         "\n" +
         OptionHelp(SpecsOf(LoadOptionTable()), ValuesOf(LoadOptionTable(), LoadOptions())) +
         "\n"
         "Examples\n"
         "  tidegate-load demo --for 60s\n"
         "  tidegate-load submit --count 1000000 --rounds 5\n"
         "  tidegate-load cycle --desks single\n"
         "  tidegate-load latency --rate 100000 --for 20s --json\n"
         "\n"
         "Exit code 0: everything was acknowledged and found again. 1: something was refused, doubled or lost, or the run broke off.\n"
         "2: wrong usage. Keys are new in every run, so any directory will do; figures want a fresh one (bench/run_figures).\n"
         "Where nobody works on the tickets they stay open: tidegated needs --tickets-max for all of them; what is missing is said.\n";
}

}  // namespace tidegate::load
