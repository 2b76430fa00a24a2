// ExplainView in plain words: what a ticket asks for, who may take it and who may not and by what, what it waits for, what happens next and
// when.
//
// Pure (instants are shown in the machine's zone).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/time.h"
#include "core/model/event.h"
#include "core/model/output.h"
#include "tools/tidegate/catalog_view.h"
#include "tools/tidegate/language.h"

namespace tidegate {

// "skills refund 2, billing; region 华东; agents of tier senior or expert".
std::string RequirementText(const Requirement& requirement, const CatalogView& names, Language language);

// How many are ahead of it, and how long it may take.
std::string PlaceText(std::uint32_t place, std::uint32_t wait_ms, Language language);

// What it waits for, in one sentence.
std::string WaitsForText(const ExplainView& view, const CatalogView& names, Language language);

// The whole story, one paragraph of aligned lines.
// Of an ended ticket: each decision about who gets it, from its history; empty when there was none.
std::string DecisionsText(const std::vector<Event>& events, const CatalogView& names, Language language);

std::string ExplainText(const ExplainView& view, const CatalogView& names, Micros now, Language language);

}  // namespace tidegate
