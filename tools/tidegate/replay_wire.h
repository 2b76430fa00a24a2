// ReplayWire: what a replay asks of a daemon, so that its logic can be driven by sockets or by a test.
//
// A call gives kNoRoom when it cannot be taken now; it is repeated on a later step. Every request taken gets one answer, through
// client::Handler, with the tag given: a ReplayTag.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/model/ids.h"
#include "core/model/names.h"
#include "protocol/client/messages.h"

namespace tidegate {

enum class [[nodiscard]] Taken : std::uint8_t{kYes, kNoRoom};

// What a request was for, and of which ticket or desk (its place in the plan).
enum class ReplayAsk : std::uint8_t { kQuery = 1, kExplain, kSubmit, kSignIn, kSetStatus, kAccept, kDecline, kContact, kResolve };

struct ReplayTag {
  ReplayAsk ask = ReplayAsk::kQuery;
  std::uint64_t index = 0;  // below 2^56
};
constexpr std::uint64_t PackTag(ReplayTag tag) { return (static_cast<std::uint64_t>(tag.ask) << 56) | tag.index; }
constexpr ReplayTag UnpackTag(std::uint64_t raw) { return {static_cast<ReplayAsk>(raw >> 56), raw & ((std::uint64_t{1} << 56) - 1)}; }

class ReplayWire {
 public:
  virtual ~ReplayWire() = default;
  // As the front end.
  virtual Taken Query(std::string_view key, std::uint64_t tag) = 0;
  virtual Taken Explain(std::string_view key, std::uint64_t tag) = 0;
  virtual Taken Submit(const client::SubmitMessage& message, std::uint64_t tag) = 0;
  // As the gateway of the desks.
  virtual Taken SignIn(std::string_view agent, std::uint64_t tag) = 0;
  virtual Taken SetStatus(AgentId agent, AgentStatus status, std::uint64_t tag) = 0;
  virtual Taken Accept(const client::AcceptMessage& message, std::uint64_t tag) = 0;
  virtual Taken Decline(const client::DeclineMessage& message, std::uint64_t tag) = 0;
  virtual Taken Contact(AgentId agent, TicketId ticket, std::uint64_t tag) = 0;
  virtual Taken Resolve(const client::ResolveMessage& message, std::uint64_t tag) = 0;
};

}  // namespace tidegate
