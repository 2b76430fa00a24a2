// Figure: what a mode measured, round by round; and how it is shown.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "bench/load/latency_histogram.h"

namespace tidegate::load {

struct Round {
  std::uint64_t done = 0;
  std::uint64_t ns = 0;
  std::uint64_t per_second() const {
    return ns == 0 ? 0 : static_cast<std::uint64_t>(static_cast<double>(done) * 1e9 / static_cast<double>(ns));
  }
};

// One measured thing: rounds of the same work, and the latencies of all of them together.
struct Figure {
  std::string name;   // "submit"
  std::string shape;  // "16 connections x 256 in flight"
  std::vector<Round> rounds;
  LatencyHistogram latency;

  // The rate of the middle round (of the lower of the two in the middle); 0 without rounds.
  std::uint64_t MedianPerSecond() const;
  std::uint64_t LowestPerSecond() const;
  std::uint64_t HighestPerSecond() const;
};

// What the run proved besides its figures. Anything not zero among the last three fails it.
struct Proof {
  std::uint64_t acknowledged = 0;
  std::uint64_t verified = 0;  // keys asked for again on a new connection
  std::uint64_t refused = 0;
  std::uint64_t duplicate = 0;  // distinct keys never are
  std::uint64_t lost = 0;       // acknowledged and not found, or found in an earlier state
  bool ok() const { return refused == 0 && duplicate == 0 && lost == 0; }
};

struct Report {
  std::string mode;
  std::vector<Figure> figures;
  std::vector<std::pair<std::string, std::string>> facts;  // further results: label, value with its unit
  Proof proof;
};

std::string ReportText(const Report& report);
std::string ReportJson(const Report& report);

// "1 234 567"
std::string Grouped(std::uint64_t number);
// "870 ns", "12.3 us", "4.56 ms", "1.20 s"
std::string Duration(std::uint64_t ns);

}  // namespace tidegate::load
