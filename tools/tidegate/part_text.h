// What the verbs of part_verbs.cc and plan_verbs.cc print, and the parts that a ticket shows. Pure functions of what came.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/model/output.h"
#include "protocol/client/messages.h"
#include "tools/tidegate/catalog_view.h"
#include "tools/tidegate/json_writer.h"
#include "tools/tidegate/language.h"

namespace tidegate {

std::string PartsText(const std::vector<PartRow>& rows, const CatalogView& names, Language language);
std::string PartsJson(const std::vector<PartRow>& rows, const CatalogView& names);

// What became of a command about a part: its number stands in the token.
std::string PartAckText(const client::AckInfo& ack, Language language);
std::string PartAckJson(const client::AckInfo& ack);

// The parts of one ticket as lines of what it shows, and as a field of its JSON (nothing when it has none).
std::vector<std::pair<std::string, std::string>> PartLines(const std::vector<PartRow>& rows, const CatalogView& names, Language language);
void PartFields(JsonWriter& json, const std::vector<PartRow>& rows, const CatalogView& names);

std::string PlansText(const std::vector<PlanRow>& rows, Language language);
std::string PlansJson(const std::vector<PlanRow>& rows, const CatalogView& names);

}  // namespace tidegate
