// What the verbs of feedback_verbs.cc print. Pure functions of what came.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/model/output.h"
#include "tools/tidegate/language.h"

namespace tidegate {

// "4.7"
std::string ScoreText(std::uint8_t tenths);
// Why somebody is to look after an answer: "low score, says slow"; empty = nobody is.
std::string FeedbackFlagsText(std::uint8_t flags, Language language);

// One answer, field by field.
std::string FeedbackText(const FeedbackRow& row, Language language);
std::string FeedbackJson(const FeedbackRow& row);

std::string FeedbacksText(const std::vector<FeedbackRow>& rows, Language language);
std::string FeedbacksJson(const std::vector<FeedbackRow>& rows);

}  // namespace tidegate
