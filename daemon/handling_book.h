// HandlingBook: how tickets of each type are handled under the rules in force (domain.md 10), for offers and for whoever asks.
//
// Of an io thread; its templates are shared and never change. Finding one takes two look-ups by name. Not here: who may read them, and
// when rules come into force (Outbox).
#pragma once

#include <memory>
#include <string_view>
#include <utility>

#include "daemon/keyword_shelf.h"
#include "protocol/catalog_names.h"
#include "protocol/reply_encoder.h"

namespace tidegate {

class HandlingBook final : public HandlingLookup {
 public:
  // `names` outlives the book, and tells the names as they are when a template is looked for.
  explicit HandlingBook(const std::shared_ptr<const CatalogNames>* names) : names_(names) {}
  HandlingBook(const HandlingBook&) = delete;
  HandlingBook& operator=(const HandlingBook&) = delete;

  // Other rules are in force.
  void Set(std::shared_ptr<const HandlingTemplates> templates) { templates_ = std::move(templates); }

  bool empty() const override { return templates_ == nullptr || templates_->empty(); }
  std::string_view FindHandling(TypeId type) const override;

 private:
  const std::shared_ptr<const CatalogNames>* names_;
  std::shared_ptr<const HandlingTemplates> templates_;  // nullptr before there are rules
};

}  // namespace tidegate
