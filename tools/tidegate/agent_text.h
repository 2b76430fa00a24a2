// An agent with all that is known of him, and who is full now; as JSON (JSON.md) and for people.
//
// Pure. Text: in the given language, instants in the zone of the machine.
#pragma once

#include <string>

#include "core/model/output.h"
#include "tools/tidegate/catalog_view.h"
#include "tools/tidegate/language.h"

namespace tidegate {

std::string AgentJson(const AgentView& view, const CatalogView& names);
std::string AgentText(const AgentView& view, const CatalogView& names, Micros now, Language language);

std::string SaturationJson(const SaturationReply& reply, const CatalogView& names);
std::string SaturationText(const SaturationReply& reply, const CatalogView& names, Micros now, Language language);

}  // namespace tidegate
