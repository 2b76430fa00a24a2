#include "bench/load/figure.h"

#include <fmt/format.h>

#include <algorithm>

#include "tools/tidegate/json_writer.h"
#include "tools/tidegate/table.h"

namespace tidegate::load {
namespace {

std::vector<std::uint64_t> SortedRates(const Figure& figure) {
  std::vector<std::uint64_t> rates;
  for (const Round& round : figure.rounds) rates.push_back(round.per_second());
  std::sort(rates.begin(), rates.end());
  return rates;
}

}  // namespace

std::uint64_t Figure::MedianPerSecond() const {
  const std::vector<std::uint64_t> rates = SortedRates(*this);
  return rates.empty() ? 0 : rates[(rates.size() - 1) / 2];
}

std::uint64_t Figure::LowestPerSecond() const {
  const std::vector<std::uint64_t> rates = SortedRates(*this);
  return rates.empty() ? 0 : rates.front();
}

std::uint64_t Figure::HighestPerSecond() const {
  const std::vector<std::uint64_t> rates = SortedRates(*this);
  return rates.empty() ? 0 : rates.back();
}

std::string Grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t place = digits.size(); place > 3;) {
    place -= 3;
    digits.insert(place, " ");
  }
  return digits;
}

std::string Duration(std::uint64_t ns) {
  const double value = static_cast<double>(ns);
  if (ns < 1'000) return fmt::format("{} ns", ns);
  if (ns < 1'000'000) return fmt::format("{:.3g} us", value / 1e3);
  if (ns < 1'000'000'000) return fmt::format("{:.3g} ms", value / 1e6);
  return fmt::format("{:.3g} s", value / 1e9);
}

std::string ReportText(const Report& report) {
  Table table({{"figure"},
               {"shape"},
               {"per second", Align::kRight},
               {"lowest", Align::kRight},
               {"highest", Align::kRight},
               {"p50", Align::kRight},
               {"p99", Align::kRight},
               {"p99.9", Align::kRight},
               {"worst", Align::kRight}});
  for (const Figure& figure : report.figures) {
    table.Add({figure.name, figure.shape, Grouped(figure.MedianPerSecond()), Grouped(figure.LowestPerSecond()),
               Grouped(figure.HighestPerSecond()), Duration(figure.latency.Percentile(500)), Duration(figure.latency.Percentile(990)),
               Duration(figure.latency.Percentile(999)), Duration(figure.latency.max_ns())});
  }
  std::string text = report.figures.empty() ? "" : table.Render();
  std::vector<std::pair<std::string, std::string>> pairs = report.facts;
  pairs.emplace_back("acknowledged", Grouped(report.proof.acknowledged));
  pairs.emplace_back("asked for again", Grouped(report.proof.verified));
  pairs.emplace_back("refused", Grouped(report.proof.refused));
  pairs.emplace_back("duplicates", Grouped(report.proof.duplicate));
  pairs.emplace_back("lost", Grouped(report.proof.lost));
  return text + RenderPairs(pairs);
}

std::string ReportJson(const Report& report) {
  JsonWriter json;
  json.BeginObject().Field("mode", report.mode).Key("figures").BeginArray();
  for (const Figure& figure : report.figures) {
    json.BeginObject().Field("name", figure.name).Field("shape", figure.shape).Field("per_second_median", figure.MedianPerSecond());
    json.Key("rounds").BeginArray();
    for (const Round& round : figure.rounds) {
      json.BeginObject().Field("done", round.done).Field("ns", round.ns).Field("per_second", round.per_second()).EndObject();
    }
    json.EndArray();
    json.Field("p50_ns", figure.latency.Percentile(500)).Field("p99_ns", figure.latency.Percentile(990));
    json.Field("p999_ns", figure.latency.Percentile(999)).Field("max_ns", figure.latency.max_ns()).EndObject();
  }
  json.EndArray().Key("facts").BeginObject();
  for (const auto& [label, value] : report.facts) json.Field(label, value);
  json.EndObject();
  const Proof& proof = report.proof;
  json.Field("acknowledged", proof.acknowledged).Field("verified", proof.verified).Field("refused", proof.refused);
  json.Field("duplicate", proof.duplicate).Field("lost", proof.lost).Field("ok", proof.ok()).EndObject();
  return json.text();
}

}  // namespace tidegate::load
