#include "daemon/handling_book.h"

namespace tidegate {

std::string_view HandlingBook::FindHandling(TypeId type) const {
  if (empty() || !type) return {};
  const auto found = (*rules_)->handling.find((*names_)->NameOf(CatalogKind::kType, type.raw()));
  return found == (*rules_)->handling.end() ? std::string_view() : std::string_view(found->second);
}

}  // namespace tidegate
