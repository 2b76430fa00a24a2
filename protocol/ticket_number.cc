#include "protocol/ticket_number.h"

#include <charconv>
#include <chrono>
#include <cstdio>

#include "core/base/time.h"

namespace tidegate {
namespace {

using std::chrono::day;
using std::chrono::days;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr std::string_view kPrefix = "CS";
constexpr sys_days kEpochDay{year{2010} / 1 / 1};
static_assert(kEpochDay.time_since_epoch().count() == kTicketEpoch / kDay);
constexpr std::size_t kDateDigits = 8;
constexpr std::size_t kCounterDigitsMin = 6;

std::optional<std::uint64_t> ParseDigits(std::string_view digits) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

}  // namespace

std::string FormatTicketNumber(TicketId id) {
  const year_month_day date(kEpochDay + days(TicketDay(id)));
  char text[40];
  const int size =
      std::snprintf(text, sizeof text, "CS%04d%02u%02u%06llu", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                    static_cast<unsigned>(date.day()), static_cast<unsigned long long>(TicketCounter(id)));
  return {text, static_cast<std::size_t>(size)};
}

std::optional<TicketId> ParseTicketNumber(std::string_view number, std::uint32_t partition) {
  if (number.substr(0, kPrefix.size()) != kPrefix) return std::nullopt;
  number.remove_prefix(kPrefix.size());
  if (number.size() < kDateDigits + kCounterDigitsMin) return std::nullopt;
  const auto date_digits = ParseDigits(number.substr(0, kDateDigits));
  const auto counter = ParseDigits(number.substr(kDateDigits));
  if (!date_digits || !counter) return std::nullopt;
  const year_month_day date(year(static_cast<int>(*date_digits / 10'000)), month(static_cast<unsigned>(*date_digits / 100 % 100)),
                            day(static_cast<unsigned>(*date_digits % 100)));
  if (!date.ok()) return std::nullopt;
  const auto ticket_day = (sys_days(date) - kEpochDay).count();
  if (ticket_day < 0 || ticket_day >= (1 << kTicketDayBits)) return std::nullopt;
  if (*counter == 0 || *counter >= (std::uint64_t{1} << kTicketCounterBits)) return std::nullopt;
  const TicketId id = MakeTicketId(static_cast<std::uint32_t>(ticket_day), partition, *counter);
  // One spelling per ticket: no seven digits where six do.
  if (FormatTicketNumber(id).substr(kPrefix.size()) != number) return std::nullopt;
  return id;
}

}  // namespace tidegate
