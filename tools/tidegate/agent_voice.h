// AgentVoice: a verb's conversation with the daemon in the name of an agent, or of a supervisor where no --agent is given.
//
// An agent who is at no desk is spoken for without signing him in: he stays as he is, gets no offers that nobody would see, and keeps what
// he has. He who works at a desk is not taken from it unless --take-over says so; then he is cut off from it as by a second desk. One
// owner.
#pragma once

#include "tools/tidegate/connection.h"
#include "tools/tidegate/verbs.h"

namespace tidegate {

class AgentVoice {
 public:
  explicit AgentVoice(const Invocation& invocation);

  // kExitOk, or why not (told already).
  int Open();
  Connection& connection() { return connection_; }
  AgentId agent() const { return agent_; }  // none = a supervisor speaks

 private:
  // How the agent stands, for whom nobody but a supervisor may ask.
  int FindOut();

  const Invocation& invocation_;
  Connection connection_;
  AgentId agent_;
  enum class Desk : std::uint8_t { kNone, kHis } desk_ = Desk::kNone;
};

// What is told of an agent who works at a desk and is not to be taken from it.
client::RefusalText AtADesk(std::string_view agent, AgentStatus status, Language language);

}  // namespace tidegate
