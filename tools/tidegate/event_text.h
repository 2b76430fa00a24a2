// Events as people and programs read them: a ticket's history as a table or as JSON.
//
// Pure (instants are shown in the machine's zone). JSON: tools/tidegate/JSON.md.
#pragma once

#include <string>

#include "core/model/event.h"
#include "tools/tidegate/catalog_view.h"
#include "tools/tidegate/language.h"

namespace tidegate {

// What an event says beside its name: "by 王敏, in 3 min", "level high, respond by ...".
std::string EventDetail(const Event& event, const CatalogView& names, Language language);

std::string HistoryText(const HistoryView& view, const CatalogView& names, Language language);
std::string HistoryJson(const HistoryView& view, const CatalogView& names);

}  // namespace tidegate
