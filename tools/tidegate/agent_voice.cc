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

int AgentVoice::FindOut() {
  const std::string_view name = invocation_.arguments.Get("agent");
  Connection asker(invocation_, Role::kSupervisor, kDefaultFrontEnd);
  if (const int code = asker.Open(); code != kExitOk) return code;
  const auto view = asker.client().Agent(name);
  if (!view.ok()) return asker.Failed(view.status());
  agent_ = view->row.agent;
  const AgentStatus status = view->row.status;
  desk_ = status != AgentStatus::kOffline && status != AgentStatus::kDisconnected ? Desk::kHis : Desk::kNone;
  if (desk_ == Desk::kNone || invocation_.arguments.Has("take-over")) return kExitOk;
  return TellRefusal(invocation_, AtADesk(name, status, invocation_.language), Role::kAgent);
}

int AgentVoice::Open() {
  const std::string_view name = invocation_.arguments.Get("agent");
  if (name.empty()) return connection_.Open();
  if (const int code = FindOut(); code != kExitOk) return code;
  if (const int code = connection_.Open(); code != kExitOk) return code;
  if (desk_ == Desk::kNone) return kExitOk;
  const auto signed_in = connection_.client().SignIn(name);
  return signed_in.ok() ? kExitOk : connection_.Failed(signed_in.status());
}

}  // namespace tidegate
