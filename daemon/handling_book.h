// HandlingBook: how tickets of each type are handled under the rules in force (domain.md 10), for offers and for whoever asks.
//
// Of an io thread. Finding one takes two look-ups by name. Not here: who may read them, and when rules come into force (Outbox).
#pragma once

#include <memory>
#include <string_view>

#include "daemon/rule_shelf.h"
#include "protocol/catalog_names.h"
#include "protocol/reply_encoder.h"

namespace tidegate {

class HandlingBook final : public HandlingLookup {
 public:
  // Both outlive the book, and are read as they are when a template is looked for; neither is ever nullptr.
  HandlingBook(const std::shared_ptr<const CatalogNames>* names, const std::shared_ptr<const RuleExtract>* rules)
      : names_(names), rules_(rules) {}
  HandlingBook(const HandlingBook&) = delete;
  HandlingBook& operator=(const HandlingBook&) = delete;

  bool empty() const override { return (*rules_)->handling.empty(); }
  std::string_view FindHandling(TypeId type) const override;

 private:
  const std::shared_ptr<const CatalogNames>* names_;
  const std::shared_ptr<const RuleExtract>* rules_;
};

}  // namespace tidegate
