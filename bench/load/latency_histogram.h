// LatencyHistogram: counts of how long things took, from which any percentile can be read.
//
// One owner, no locking. Add is O(1) and allocates nothing. Buckets grow with the value: a percentile is read as its bucket's upper edge,
// at most 1/64 above the truth and never below it. What is longer than kLongestNs counts as that long.
#pragma once

#include <array>
#include <cstdint>
#include <memory>

namespace tidegate::load {

class LatencyHistogram {
 public:
  static constexpr int kSubBits = 6;  // 64 buckets a power of two: 1.6 %
  static constexpr int kPowers = 38;  // 2^38 ns = 4.6 min: longer is an outage, not a latency
  static constexpr std::uint64_t kLongestNs = (std::uint64_t{1} << kPowers) - 1;

  LatencyHistogram();

  void Add(std::uint64_t ns);
  void Merge(const LatencyHistogram& other);
  void Clear();

  std::uint64_t count() const { return count_; }
  std::uint64_t max_ns() const { return max_ns_; }
  // The value that `per_mille` of the added ones do not exceed; 0 when nothing was added. per_mille in 1..1000. O(buckets).
  std::uint64_t Percentile(std::uint32_t per_mille) const;

 private:
  static constexpr std::size_t kBucketCount = static_cast<std::size_t>(kPowers - kSubBits + 1) << kSubBits;
  static std::size_t BucketOf(std::uint64_t ns);
  static std::uint64_t UpperEdge(std::size_t bucket);

  std::unique_ptr<std::array<std::uint64_t, kBucketCount>> counts_;
  std::uint64_t count_ = 0;
  std::uint64_t max_ns_ = 0;
};

}  // namespace tidegate::load
