// A customer and his tickets, and pages of the archive, as text for people and as JSON (JSON.md).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/model/output.h"
#include "protocol/client/blocking_client.h"
#include "tools/tidegate/catalog_view.h"
#include "tools/tidegate/language.h"

namespace tidegate {

// What was found of a question for tickets; more = there are others behind them.
struct FoundTickets {
  std::vector<TicketView> rows;
  bool more = false;
  std::uint64_t complete_to = 0;
  std::uint64_t committed_seq = 0;
  std::uint64_t complete_from = 0;
};

std::string FoundJson(const FoundTickets& found, const CatalogView& names);
std::string FoundText(const FoundTickets& found, const CatalogView& names, Language language);

// What is said of a name under which neither the engine nor the archive has anything: in the shape of a refusal, though no one refused.
client::RefusalText UnknownCustomer(std::string_view name, const FoundTickets& found, Language language);

// `found`: all that the archive has of him, under all his names.
std::string CustomerJson(const CustomerView& view, const FoundTickets& found, const CatalogView& names);
std::string CustomerText(const CustomerView& view, const FoundTickets& found, const CatalogView& names, Language language);

}  // namespace tidegate
