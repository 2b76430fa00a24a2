// The catalog, the rule set, the time.
#include "protocol/requests/request_decoder.h"
#include "protocol/utc_text.h"

namespace tidegate {

void RequestDecoder::Decoded(const wire::Declare& in, FieldChecker& checker) {
  const auto kind = checker.RequiredListed<CatalogKind>(static_cast<std::uint8_t>(in.kind()), "kind");
  const std::string_view name = checker.RequiredText(in.name(), "name", kNameBytesMax);
  if (checker.ok()) Add(frame_.header.correlation, in.request(), Declare{kind, arena_.Store(name)});
}

void RequestDecoder::Decoded(const wire::AskNames& in, FieldChecker& checker) {
  const auto kind = checker.RequiredListed<CatalogKind>(static_cast<std::uint8_t>(in.kind()), "kind");
  if (checker.ok()) result_.own = NamesRequest{kind, in.after()};
}

void RequestDecoder::Decoded(const wire::ActivateRules& in, FieldChecker& checker) {
  const std::string_view source = checker.RequiredText(in.source(), "source", kRulesSourceBytesMax);
  if (checker.ok())
    result_.own = RulesRequest{CallerOf(frame_.header.correlation, in.request()), source, identity_.name,
                               in.dry_run() ? RulesUse::kTry : RulesUse::kActivate};
}

void RequestDecoder::Decoded(const wire::UndoRules& in, FieldChecker& checker) {
  const UndoRules body{checker.Required(in.in_force(), "in_force"), in.restore(), {}};
  if (checker.ok()) {
    Add(frame_.header.correlation, in.request(), UndoRules{body.in_force, body.restore, arena_.Store(identity_.name)});
  }
}

void RequestDecoder::Decoded(const wire::ShowRules& in, FieldChecker& checker) {
  if (checker.ok()) Add(frame_.header.correlation, 0, ShowRules{in.version(), in.offset()});
}

void RequestDecoder::Decoded(const wire::SetTime& in, FieldChecker& checker) {
  const Micros at = checker.Required(in.at(), "at");
  if (checker.ok() && (at < 0 || at > kTurnTimeMax)) {
    checker.Refuse(Reject::kMalformed, "at", std::to_string(at) + "; a time from 1970 to " + UtcText(kTurnTimeMax) + " is wanted");
  }
  if (checker.ok()) Add(frame_.header.correlation, 0, SetTime{at});
}

}  // namespace tidegate
