// What `tidegate review list` prints. Pure functions of what came.
#pragma once

#include <string>
#include <vector>

#include "core/model/output.h"
#include "tools/tidegate/catalog_view.h"
#include "tools/tidegate/language.h"

namespace tidegate {

std::string ReviewsText(const std::vector<ReviewRow>& rows, Language language);
std::string ReviewsJson(const std::vector<ReviewRow>& rows, const CatalogView& names);

}  // namespace tidegate
