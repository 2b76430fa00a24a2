#include "core/engine/tables.h"

#include "core/model/rule_set.h"

namespace tidegate {

Tables::Tables(const EngineLimits& engine_limits)
    : limits(engine_limits),
      catalogs{Catalog(CatalogNamesMax(CatalogKind::kSkill)), Catalog(CatalogNamesMax(CatalogKind::kRegion)),
               Catalog(CatalogNamesMax(CatalogKind::kType)),  Catalog(CatalogNamesMax(CatalogKind::kChannel)),
               Catalog(CatalogNamesMax(CatalogKind::kTag)),   Catalog(CatalogNamesMax(CatalogKind::kDepartment))},
      agents(limits.agents_max),
      clients(limits.clients_max, limits.outcomes_max),
      tickets(limits.tickets_max),
      recents(limits.recent_max),
      customers(limits.customers_max, &identities),
      declines(limits.declines_max),
      articles(limits.articles_max),
      feedbacks(limits.feedbacks_max),
      pool(limits.tickets_max),
      load(limits.agents_max),
      wheel(limits.tickets_max + limits.agents_max + 4) {}

}  // namespace tidegate
