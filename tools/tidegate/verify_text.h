// The report of `tidegate verify` as people and programs read it. Pure. JSON: tools/tidegate/JSON.md.
#pragma once

#include <string>
#include <string_view>

#include "persistence/verifier.h"
#include "tools/tidegate/language.h"

namespace tidegate {

std::string VerifyText(const VerifyReport& report, std::string_view directory, Language language);
std::string VerifyJson(const VerifyReport& report, std::string_view directory);

// One line of progress: "journal: 45 %".
std::string VerifyProgressText(VerifyStage stage, std::uint64_t done, std::uint64_t of, Language language);

}  // namespace tidegate
