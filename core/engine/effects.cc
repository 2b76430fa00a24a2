#include "core/engine/effects.h"

namespace tidegate {

void AwaitEffect(Emitter& emit, std::uint64_t ticket) {
  const Tables& tables = emit.tables();
  if (!tables.uses.HasOf(ticket)) return;
  emit.Emit(UsesAwaited{.ticket = ticket, .judge_at = emit.now() + tables.rules->rules().repeat_within});
}

void JudgeUnsolved(Emitter& emit, std::uint64_t ticket) {
  const ArticleUseTable& uses = emit.tables().uses;
  const ArticleUseRecord* use = uses.NextOf(ticket);
  if (use == nullptr || use->judge_at == kNever) return;
  while ((use = uses.NextOf(ticket)) != nullptr) {
    emit.Emit(UseJudged{.ticket = ticket, .at = emit.now(), .article = use->article, .solved = 0});
  }
}

void FireEffect(Emitter& emit) {
  const ArticleUseRecord* use = emit.tables().uses.NextToJudge();
  emit.Emit(UseJudged{.ticket = use->ticket, .at = emit.now(), .article = use->article, .solved = 1});
}

}  // namespace tidegate
