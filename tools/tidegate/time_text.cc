#include "tools/tidegate/time_text.h"

#include <fmt/core.h>

#include <ctime>

#include "tools/tidegate/time_format.h"

namespace tidegate {
namespace {

std::time_t SecondsOf(Micros at) { return static_cast<std::time_t>(at >= 0 ? at / kSecond : (at - kSecond + 1) / kSecond); }

}  // namespace

std::string IsoText(Micros at) {
  const std::time_t seconds = SecondsOf(at);
  std::tm tm{};
  gmtime_r(&seconds, &tm);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min,
                     tm.tm_sec, (at - seconds * kSecond) / kMillisecond);
}

std::string InstantText(Micros at) {
  const std::time_t seconds = SecondsOf(at);
  std::tm tm{};
  localtime_r(&seconds, &tm);
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec);
}

std::string SpanText(Micros span, Language language) {
  if (span < 0) return "-" + SpanText(-span, language);
  const bool zh = language == Language::kChinese;
  const auto two = [](Micros a, std::string_view a_unit, Micros b, std::string_view b_unit, bool tight) {
    const std::string_view gap = tight ? "" : " ";
    return b == 0 ? fmt::format("{}{}{}", a, gap, a_unit) : fmt::format("{}{}{}{}{}{}{}", a, gap, a_unit, gap, b, gap, b_unit);
  };
  // Rounded to the smaller unit that is shown: 59.98 s of 9 min are 10 min to a person.
  const auto rounded = [&](Micros unit) { return (span + unit / 2) / unit * unit; };
  if (rounded(kHour) >= kDay) return two(rounded(kHour) / kDay, zh ? "天" : "d", rounded(kHour) % kDay / kHour, zh ? "小时" : "h", zh);
  if (rounded(kMinute) >= kHour)
    return two(rounded(kMinute) / kHour, zh ? "小时" : "h", rounded(kMinute) % kHour / kMinute, zh ? "分" : "min", zh);
  if (rounded(kSecond) >= kMinute)
    return two(rounded(kSecond) / kMinute, zh ? "分" : "min", rounded(kSecond) % kMinute / kSecond, zh ? "秒" : "s", zh);
  if (span >= kSecond) return SayFormat(language, "{}.{} s", "{}.{}秒", span / kSecond, span % kSecond / (100 * kMillisecond));
  if (span >= kMillisecond) return SayFormat(language, "{} ms", "{}毫秒", span / kMillisecond);
  return SayFormat(language, "{} us", "{}微秒", span);
}

std::string RelativeText(Micros at, Micros now, Language language) {
  const bool zh = language == Language::kChinese;
  if (at >= now) return zh ? SpanText(at - now, language) + "后" : "in " + SpanText(at - now, language);
  return zh ? SpanText(now - at, language) + "前" : SpanText(now - at, language) + " ago";
}

std::optional<Micros> ParseInstant(std::string_view text, Micros now) {
  if (text.starts_with("+")) {
    const auto span = ParseSpan(text.substr(1));
    return span ? std::optional(now + *span) : std::nullopt;
  }
  std::string problem;
  const auto iso = TimeFormat::Make("iso", problem);
  const auto ms = iso ? iso->ParseMs(text) : std::nullopt;
  return ms && *ms > 0 ? std::optional(*ms * kMillisecond) : std::nullopt;
}

std::optional<Micros> ParseSpan(std::string_view text) {
  struct Unit {
    std::string_view name;
    Micros micros;
  };
  constexpr Unit kUnits[] = {{"ms", kMillisecond}, {"s", kSecond}, {"min", kMinute}, {"m", kMinute}, {"h", kHour}, {"d", kDay}};
  constexpr Micros kSpanMax = 366 * kDay;
  std::int64_t thousandths = 0;
  std::size_t digits = 0;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9' && digits < 9) {
    thousandths = thousandths * 10 + (text.front() - '0') * 1000;
    text.remove_prefix(1);
    ++digits;
  }
  if (digits == 0) return std::nullopt;
  if (!text.empty() && text.front() == '.') {
    text.remove_prefix(1);
    for (int scale = 100; !text.empty() && text.front() >= '0' && text.front() <= '9'; text.remove_prefix(1), scale /= 10) {
      thousandths += (text.front() - '0') * scale;
    }
  }
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  for (const Unit& unit : kUnits) {
    if (text != unit.name) continue;
    if (thousandths > kSpanMax / unit.micros * 1000) return std::nullopt;
    return thousandths * unit.micros / 1000;
  }
  return std::nullopt;
}

std::string_view ClockStem(Clock clock, Language language) {
  constexpr std::string_view kLimit = "时限";
  std::string_view name = NameIn(language, clock);
  if (name.ends_with(kLimit)) name.remove_suffix(kLimit.size());
  return name;
}

}  // namespace tidegate
