#include "bench/load/latency_histogram.h"

#include <algorithm>
#include <bit>

#include "core/base/check.h"

namespace tidegate::load {

LatencyHistogram::LatencyHistogram() : counts_(std::make_unique<std::array<std::uint64_t, kBucketCount>>()) { counts_->fill(0); }

// Values below 2^kSubBits have a bucket each; above, the highest kSubBits bits after the leading one choose within their power of two.
std::size_t LatencyHistogram::BucketOf(std::uint64_t ns) {
  const int width = std::bit_width(ns);
  if (width <= kSubBits) return ns;
  const int shift = width - 1 - kSubBits;
  return (static_cast<std::size_t>(shift + 1) << kSubBits) + ((ns >> shift) & ((1u << kSubBits) - 1));
}

std::uint64_t LatencyHistogram::UpperEdge(std::size_t bucket) {
  const std::size_t row = bucket >> kSubBits;
  const std::uint64_t column = bucket & ((1u << kSubBits) - 1);
  if (row == 0) return column;
  return (((std::uint64_t{1} << kSubBits) + column + 1) << (row - 1)) - 1;
}

void LatencyHistogram::Add(std::uint64_t ns) {
  ns = std::min(ns, kLongestNs);
  ++(*counts_)[BucketOf(ns)];
  ++count_;
  max_ns_ = std::max(max_ns_, ns);
}

void LatencyHistogram::Merge(const LatencyHistogram& other) {
  for (std::size_t i = 0; i < kBucketCount; ++i) (*counts_)[i] += (*other.counts_)[i];
  count_ += other.count_;
  max_ns_ = std::max(max_ns_, other.max_ns_);
}

void LatencyHistogram::Clear() {
  counts_->fill(0);
  count_ = 0;
  max_ns_ = 0;
}

std::uint64_t LatencyHistogram::Percentile(std::uint32_t per_mille) const {
  CHECK_GE(per_mille, 1u);
  CHECK_LE(per_mille, 1000u);
  if (count_ == 0) return 0;
  const std::uint64_t rank = (count_ * per_mille + 999) / 1000;  // from 1
  std::uint64_t seen = 0;
  for (std::size_t i = 0; i < kBucketCount; ++i) {
    seen += (*counts_)[i];
    if (seen >= rank) return std::min(UpperEdge(i), max_ns_);
  }
  return max_ns_;
}

}  // namespace tidegate::load
