#include "tools/tidegate/agent_voice.h"

#include "tools/tidegate/exit_codes.h"

namespace tidegate {

client::RefusalText AtADesk(std::string_view agent, AgentStatus status, Language language) {
  client::RefusalText refusal;
  refusal.name = "at-a-desk";
  refusal.field = "agent";
  refusal.detail = SayFormat(language, "{} works at a desk, {} there", "{}正在坐席上工作（{}）", agent, NameIn(language, status));
  refusal.advice = "let him do it there, or give --take-over to take him from it";
  refusal.advice_zh = "请由其在坐席上操作，或加 --take-over 接管";
  return refusal;
}

AgentVoice::AgentVoice(const Invocation& invocation)
    : invocation_(invocation),
      connection_(invocation, invocation.arguments.Get("agent").empty() ? invocation.role : Role::kAgent,
                  invocation.arguments.Get("agent", kDefaultFrontEnd)) {}

// How the agent stands: only supervisors may ask.
int AgentVoice::FindOut() {
  const std::string_view name = invocation_.arguments.Get("agent");
  Connection asker(invocation_, Role::kSupervisor, kDefaultFrontEnd);
  if (const int code = asker.Open(); code != kExitOk) return code;
  const auto view = asker.client().Agent(name);
  if (!view.ok()) return asker.Failed(view.status());
  before_ = view->row.status;
  const bool at_a_desk = before_ != AgentStatus::kOffline && before_ != AgentStatus::kDisconnected;
  if (!at_a_desk || invocation_.arguments.Has("take-over")) return kExitOk;
  return TellRefusal(invocation_, AtADesk(name, before_, invocation_.language), Role::kAgent);
}

int AgentVoice::Open() {
  const std::string_view name = invocation_.arguments.Get("agent");
  if (name.empty()) return connection_.Open();
  if (const int code = FindOut(); code != kExitOk) return code;
  if (const int code = connection_.Open(); code != kExitOk) return code;
  const auto signed_in = connection_.client().SignIn(name);
  if (!signed_in.ok()) return connection_.Failed(signed_in.status());
  agent_ = signed_in->agent;
  return kExitOk;
}

int AgentVoice::Close(int code) {
  if (!agent_ || before_ != AgentStatus::kOffline || code == kExitNoConnect) return code;
  const auto ack = connection_.client().SetStatus(agent_, AgentStatus::kOffline);
  if (ack.ok()) return code;
  const int failed = connection_.Failed(ack.status());
  return code == kExitOk ? failed : code;
}

}  // namespace tidegate
