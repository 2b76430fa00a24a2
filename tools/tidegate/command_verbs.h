// Which verb of the tool gives a command of the protocol, and which commands a role may ever send.
//
// Pure; of constants. A command that only desks give has no verb: it is named as the protocol names it.
#pragma once

#include <string>
#include <string_view>

#include "core/model/command.h"
#include "core/model/names.h"
#include "tools/tidegate/language.h"

namespace tidegate {

// Empty: there is none.
std::string_view VerbOfCommand(CommandKind command);

// Whether some frame of this role carries it (kFrameKindRows).
bool MaySend(Role role, CommandKind command);

// What this role may do with a ticket in this status, by the names of verbs: "ticket hold, ticket answer, ..."; in Chinese with what the
// verb is called there.
std::string LegalText(Status status, Role role, Language language);

}  // namespace tidegate
