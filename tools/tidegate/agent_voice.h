// AgentVoice: a verb's conversation with the daemon in the name of an agent, or of a supervisor where no --agent is given.
//
// What an agent says is said at his desk, and he has one desk: so he who works at one is not taken from it unless --take-over says so, and
// he who was offline is offline again at the end, without offers that nobody would see. One owner. Open, speak, then Close in every case.
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

  // Leaves the agent as he was found, where he was offline. The exit code: `code` unless that failed (told).
  int Close(int code);

 private:
  int FindOut();

  const Invocation& invocation_;
  Connection connection_;
  AgentId agent_;
  AgentStatus before_ = AgentStatus::kOffline;
};

// What is told of an agent who works at a desk and is not to be taken from it.
client::RefusalText AtADesk(std::string_view agent, AgentStatus status, Language language);

}  // namespace tidegate
