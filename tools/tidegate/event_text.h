// Events as people and programs read them: a ticket's history as a table or as JSON, the feed line by line.
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

// An event of the feed on a line of its own.
std::string EventLine(const Event& event, const CatalogView& names, Language language);
std::string EventJson(const Event& event, std::uint32_t partition, const CatalogView& names);

// The changes from next_seq up to before first_seq are no longer kept: what that means and what to do.
std::string GapText(std::uint64_t next_seq, std::uint64_t first_seq, Language language);
std::string GapJson(std::uint32_t partition, std::uint64_t next_seq, std::uint64_t first_seq);
// How to go on after the feed was left.
std::string ResumeText(std::uint64_t next_seq, Language language);

std::string HistoryText(const HistoryView& view, const CatalogView& names, Language language);
std::string HistoryJson(const HistoryView& view, const CatalogView& names);

}  // namespace tidegate
