// AgendaWork: one bounded step of the entry that stands first on the agenda.
#pragma once

#include "core/engine/emitter.h"

namespace tidegate {

// At most one offer, return or status. The agenda must not be empty.
void DoAgendaStep(Emitter& emit);

}  // namespace tidegate
