// Feedback: what is asked of the customers of resolved tickets, and what their answers lead to (domain.md 9).
//
// On the engine's thread, inside a turn. The decision itself stands in decide.h.
#pragma once

#include <cstdint>

#include "core/engine/emitter.h"

namespace tidegate {

// What a survey is asked of. Taken before the ticket is resolved: it may be gone afterwards.
struct SurveyTerms {
  std::uint64_t ticket = 0;  // 0 = nothing is asked
  std::uint64_t client = 0;
  std::uint64_t customer = 0;
};
SurveyTerms SurveyOf(const Tables& tables, std::uint32_t slot);
// Nothing where the rules want none: one compare.
void AskSurvey(Emitter& emit, const SurveyTerms& terms);

// Until when a resolved ticket may be reopened; 0 = no more, or it is not resolved (closed, or open).
Micros ReopenUntil(const Tables& tables, TicketId ticket, Micros now);

}  // namespace tidegate
