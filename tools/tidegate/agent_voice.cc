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
      asker_(invocation, invocation.arguments.Get("agent").empty() ? invocation.role : Role::kSupervisor, kDefaultFrontEnd) {}

int AgentVoice::FindTicket(std::string_view word) {
  const auto view = asker_.client().Query(TicketNamed(invocation_, word));
  if (!view.ok()) return asker_.Failed(view.status());
  ticket_ = view->ticket;
  return kExitOk;
}

int AgentVoice::FindAgent(std::string_view name) {
  const auto view = asker_.client().Agent(name);
  if (!view.ok()) return asker_.Failed(view.status());
  agent_ = view->row.agent;
  const AgentStatus status = view->row.status;
  desk_ = status != AgentStatus::kOffline && status != AgentStatus::kDisconnected ? Desk::kHis : Desk::kNone;
  if (desk_ == Desk::kNone || invocation_.arguments.Has("take-over")) return kExitOk;
  return TellRefusal(invocation_, AtADesk(name, status, invocation_.language), Role::kAgent);
}

int AgentVoice::Open(std::string_view word) {
  if (const int code = asker_.Open(); code != kExitOk) return code;
  if (const int code = FindTicket(word); code != kExitOk) return code;
  const std::string_view name = invocation_.arguments.Get("agent");
  if (!name.empty()) {
    if (const int code = FindAgent(name); code != kExitOk) return code;
    own_.emplace(invocation_, Role::kAgent, name);
    if (const int code = own_->Open(); code != kExitOk) return code;
  }
  client::TicketNameMessage found;
  found.ticket = ticket_;
  connection().About(found);
  if (desk_ == Desk::kNone) return kExitOk;
  const auto signed_in = own_->client().SignIn(name);
  return signed_in.ok() ? kExitOk : own_->Failed(signed_in.status());
}

}  // namespace tidegate
