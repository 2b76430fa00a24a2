// The lifecycle of a ticket: which step is legal in which status. The one place where that is written (domain.md 8).
//
//   pooled -> offered -> assigned -> to-contact -> in-progress <-> to-reply | waiting-for-customer | waiting-for-department -> resolved
//      ^         |           |
//      +---------+-----------+   declined, no answer, desk left
//
// Resolve is legal from assigned on. The first contact takes assigned and to-contact to in-progress.
#pragma once

#include <cstdint>

#include "core/model/names.h"

namespace tidegate {

constexpr std::uint16_t StatusBit(Status status) { return static_cast<std::uint16_t>(1u << static_cast<int>(status)); }

inline constexpr std::uint16_t kWithAgent = StatusBit(Status::kAssigned) | StatusBit(Status::kToContact) | StatusBit(Status::kInProgress) |
                                            StatusBit(Status::kToReply) | StatusBit(Status::kWaitingCustomer) |
                                            StatusBit(Status::kWaitingDepartment);

constexpr bool IsWithAgent(Status status) { return (kWithAgent & StatusBit(status)) != 0; }
// Where somebody is expected to report after a contact (domain.md 5).
constexpr bool IsWatched(Status status) {
  return ((StatusBit(Status::kAssigned) | StatusBit(Status::kToContact) | StatusBit(Status::kInProgress) | StatusBit(Status::kToReply)) &
          StatusBit(status)) != 0;
}
constexpr bool MayAccept(Status status) { return status == Status::kOffered; }
constexpr bool MayReportContact(Status status) { return IsWithAgent(status); }
constexpr bool MayResolve(Status status) { return IsWithAgent(status); }

// What an agent may report as the next node: from -> to.
constexpr bool MayReportNode(Status from, Status to) {
  if (!IsWithAgent(from) || from == to) return false;
  switch (to) {
    case Status::kToContact:
      return from == Status::kAssigned;
    case Status::kInProgress:
    case Status::kToReply:
    case Status::kWaitingCustomer:
    case Status::kWaitingDepartment:
      return true;
    default:
      return false;
  }
}

constexpr Status StatusAfterContact(Status status) {
  return status == Status::kAssigned || status == Status::kToContact ? Status::kInProgress : status;
}

}  // namespace tidegate
