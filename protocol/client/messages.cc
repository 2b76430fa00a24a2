#include "protocol/client/messages.h"

namespace tidegate::client {

std::string RefusalWords(Reject code, std::string_view field, std::string_view detail, std::string_view address) {
  if (code == Reject::kNone) return "done";
  const RejectRow& row = RejectInfo(code);
  std::string text(row.english);
  if (!field.empty()) text += " (" + std::string(field) + ")";
  if (!detail.empty()) text += ": " + std::string(detail);
  text += "; " + std::string(row.advice);
  if (!address.empty()) text += ": " + std::string(address);
  return text;
}

}  // namespace tidegate::client
