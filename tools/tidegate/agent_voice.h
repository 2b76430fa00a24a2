// AgentVoice: a verb's conversation with the daemon in the name of an agent, or of a supervisor where no --agent is given.
//
// An agent who is at no desk is spoken for without signing him in: he stays as he is, gets no offers that nobody would see, and keeps what
// he has. He who works at a desk is not taken from it unless --take-over says so; then he is cut off from it as by a second desk. One
// owner.
#pragma once

#include <optional>
#include <string_view>

#include "tools/tidegate/connection.h"
#include "tools/tidegate/verbs.h"

namespace tidegate {

class AgentVoice {
 public:
  explicit AgentVoice(const Invocation& invocation);

  // About the ticket that `word` names. kExitOk, or why not (told already).
  int Open(std::string_view word);
  Connection& connection() { return own_ ? *own_ : asker_; }
  AgentId agent() const { return agent_; }  // none = a supervisor speaks
  TicketId ticket() const { return ticket_; }

 private:
  int FindTicket(std::string_view word);
  int FindAgent(std::string_view name);

  const Invocation& invocation_;
  // Finds out how the agent stands, for whom he alone and supervisors may ask, and which ticket is meant: it need not be the agent's yet.
  Connection asker_;
  std::optional<Connection> own_;
  AgentId agent_;
  TicketId ticket_;
  enum class Desk : std::uint8_t { kNone, kHis } desk_ = Desk::kNone;
};

// What is told of an agent who works at a desk and is not to be taken from it.
client::RefusalText AtADesk(std::string_view agent, AgentStatus status, Language language);

}  // namespace tidegate
