// What the daemon answered, as JSON with stable names (tools/tidegate/JSON.md) and as text for people.
//
// Pure. JSON: instants are UTC text, null when there is none; names are English; ids of tickets are their numbers. Text: in the given
// language, instants in the zone of the machine.
#pragma once

#include <string>
#include <vector>

#include "core/model/output.h"
#include "protocol/client/blocking_client.h"
#include "tools/tidegate/catalog_view.h"
#include "tools/tidegate/language.h"

namespace tidegate {

// `clock` may be nullptr: it is not known. A jump of the wall clock is told in the text.
std::string StatusJson(const StatusView& view, const client::ServerInfo& server, const client::ClockInfo* clock);
std::string StatusText(const StatusView& view, const client::ServerInfo& server, Language language);

// In the text of a status: what an operator has to do about the clock; empty = nothing.
std::string ClockWarning(const client::ClockInfo& clock, Language language);
std::string ClockJson(const client::ClockInfo& clock);
std::string ClockText(const client::ClockInfo& clock, Language language);

std::string AgentsJson(const std::vector<AgentRow>& rows);
std::string AgentsText(const std::vector<AgentRow>& rows, Micros now, Language language);

std::string PoolJson(const std::vector<PoolRow>& rows, const CatalogView& names);
std::string PoolText(const std::vector<PoolRow>& rows, const CatalogView& names, Micros now, Language language);

// `body` may be nullptr: the texts are not at hand, or not for this role.
std::string TicketJson(const TicketView& view, const client::BodyText* body, const CatalogView& names);
std::string TicketText(const TicketView& view, const client::BodyText* body, const CatalogView& names, Micros now, Language language);

// `past`: of an ended ticket, what happened to it; its decisions are told.
std::string ExplainJson(const ExplainView& view, const std::vector<Event>& past, const CatalogView& names);

// Of a submit, with the ticket's place; of any other command, without.
std::string SubmitJson(const client::AckInfo& ack);
std::string AckJson(const client::AckInfo& ack);
std::string SubmitText(const client::AckInfo& ack, Micros now, Language language);

// As one who speaks in this role is told: what is legal now is what the role may send.
std::string RefusalJson(const client::RefusalText& refusal, Role role);
std::string RefusalSentence(const client::RefusalText& refusal, Role role, Language language);

}  // namespace tidegate
