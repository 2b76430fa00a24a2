// Coordinator: who leads a partition, in which epoch, and what counts as committed. The seam for more than one machine (design.md 8).
//
// One machine: SingleNodeCoordinator. Later: etcd. Any thread may ask.
#pragma once

#include <cstdint>
#include <string>

namespace tidegate {

struct Leadership {
  bool leads = false;
  std::uint32_t epoch = 0;     // stands in every record and in the hello
  std::string leader_address;  // for NOT_LEADER; empty when it is this process or unknown
};

// How far the changes of a partition got. applied >= locally_durable; replicated = durable on every standby that must have it.
struct Thresholds {
  std::uint64_t applied = 0;
  std::uint64_t locally_durable = 0;
  std::uint64_t replicated = 0;
};

class Coordinator {
 public:
  virtual ~Coordinator() = default;
  virtual Leadership Current() const = 0;
  // Outputs made at or before this seq may leave the process.
  virtual std::uint64_t CommittedSeq(const Thresholds& thresholds) const = 0;
};

}  // namespace tidegate
