// EngineLimits: the bounds of the engine's tables. Each comes from the configuration; what happens at the bound stands beside it.
//
// Memory is reserved at start (address space, touched only as it fills), so that no table ever grows in a turn.
#pragma once

#include <cstdint>

namespace tidegate {

struct EngineLimits {
  std::uint32_t partition = 0;
  std::uint32_t epoch = 1;
  std::uint32_t tickets_max = 1'048'576;    // open; the last 5 % for urgent and high; beyond: Reject kFull
  std::uint32_t recent_max = 1'048'576;     // ended tickets kept in memory; beyond: the oldest leave by a change
  std::uint32_t customers_max = 1'048'576;  // beyond: the least recently contacted leaves by a change
  std::uint32_t agents_max = 100'000;       // beyond: Reject kLimit
  std::uint32_t clients_max = 65'536;       // beyond: the one longest without a hello leaves by a change
  std::uint32_t outcomes_max = 1'048'576;   // remembered outcomes of all clients together; beyond: Reject kLimit at hello
  std::uint32_t declines_max = 262'144;     // remembered declines; beyond: not remembered, counted (declines_unremembered_total)
  std::uint32_t articles_max = 100'000;     // of the knowledge base; beyond: Reject kLimit
  std::uint32_t feedbacks_max = 262'144;    // tickets whose customers' answers are kept; beyond: the oldest ticket's leaves by a change
};

// The largest bounds that the options take: what a directory can hold at all. Tables beyond are beyond the memory of the machines that
// this is made for.
inline constexpr std::uint32_t kTableRowsMax = 1u << 26;
inline constexpr EngineLimits kEngineLimitsMax{.partition = 1023,
                                               .tickets_max = kTableRowsMax,
                                               .recent_max = kTableRowsMax,
                                               .customers_max = kTableRowsMax,
                                               .agents_max = 1u << 20,
                                               .clients_max = 1u << 24,
                                               .outcomes_max = kTableRowsMax,
                                               .declines_max = kTableRowsMax,
                                               .articles_max = 100'000,
                                               .feedbacks_max = kTableRowsMax};

// Those that an option of the daemon sets: what recovery of a journal or a picture may come up against (table_limits.h).
// X(enumerator, what it holds, option without its dashes, field of EngineLimits, places taken of Tables t)
#define TIDEGATE_TABLE_LIMITS(X)                                                                                                      \
  X(kTickets, "open tickets", "tickets-max", tickets_max, t.tickets.size())                                                           \
  X(kRecents, "ended tickets", "recent-max", recent_max, t.recents.size())                                                            \
  X(kCustomers, "customers", "customers-max", customers_max, t.customers.size())                                                      \
  X(kManaged, "customers with a manager (two places each)", "customers-max", customers_max, std::uint64_t{2} * t.customers.managed()) \
  X(kAgents, "agents", "agents-max", agents_max, t.agents.size())                                                                     \
  X(kClients, "clients", "clients-max", clients_max, t.clients.size())                                                                \
  X(kOutcomes, "outcomes", "outcomes-max", outcomes_max, t.clients.outcomes())                                                        \
  X(kDeclines, "declines", "declines-max", declines_max, t.declines.size())                                                           \
  X(kArticles, "articles", "articles-max", articles_max, t.articles.size())                                                           \
  X(kFeedbacks, "customers' answers", "feedbacks-max", feedbacks_max, t.feedbacks.size())

enum class TableLimit : std::uint8_t {
  kNone = 0,
#define TIDEGATE_TABLE_LIMIT_ENUM(name, what, option, field, held) name,
  TIDEGATE_TABLE_LIMITS(TIDEGATE_TABLE_LIMIT_ENUM)
#undef TIDEGATE_TABLE_LIMIT_ENUM
};

}  // namespace tidegate
