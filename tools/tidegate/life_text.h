// What the verbs of life_verbs.cc print. Pure functions of what came.
#pragma once

#include <string>
#include <vector>

#include "core/model/output.h"
#include "protocol/client/messages.h"
#include "tools/tidegate/language.h"

namespace tidegate {

// How a ticket stands after a command.
std::string StandsText(const client::AckInfo& ack, Language language);

std::string TransfersText(const std::vector<TransferRow>& rows, Language language);
std::string TransfersJson(const std::vector<TransferRow>& rows);

}  // namespace tidegate
