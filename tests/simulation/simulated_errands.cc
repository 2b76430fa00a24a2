// Errands of the data administrator: names, records of several agents at once, retirements, earlier rules.
#include <fmt/format.h>

#include <array>
#include <utility>

#include "tests/simulation/simulated_office.h"

namespace tidegate {

void SimulatedAdmin::Opened() {
  if (errand_) SendErrand();
}

void SimulatedAdmin::Go(Errand errand) {
  if (errand.kind == CommandKind::kUndoRules) {
    if (shown_in_force_ == 0) errand.kind = CommandKind::kShowRules;
    errand.in_force = std::exchange(shown_in_force_, 0);
  }
  if (errand.kind == CommandKind::kRetireAgent) {
    errand.number = ++last_request_;
    errand.index = static_cast<std::size_t>(chance().Below(agents_.size()));
  }
  errand_ = errand;
  SendErrand();
}

void SimulatedAdmin::SendErrand() {
  errand_->tag = ++last_tag_;
  switch (errand_->kind) {
    case CommandKind::kDeclare:
      return encoder_.Declare(out, CatalogKind::kTag, fmt::format("tag {}", chance().Below(6)), 0, errand_->tag);
    case CommandKind::kDeclareAgents: {
      // Agents without a desk.
      std::array<client::DeclareAgentMessage, 2> records;
      const std::array<std::string, 2> names{fmt::format("trainee {}", chance().Below(4)), "trainee 4"};
      for (std::size_t i = 0; i < records.size(); ++i) {
        records[i].name = names[i];
        records[i].tier = AgentTier::kNew;
        records[i].capacity = 1 + static_cast<std::uint32_t>(chance().Below(3));
      }
      const Applying applying = chance().OneIn(3) ? Applying::kCheckOnly : Applying::kApply;
      return encoder_.DeclareAgents(out, records, applying, errand_->tag);
    }
    case CommandKind::kShowRules:
      return encoder_.ShowRules(out, 0, 0, errand_->tag);
    case CommandKind::kUndoRules:
      return encoder_.UndoRules(out, errand_->in_force, 0, 0, errand_->tag);
    default:
      return encoder_.RetireAgent(out, agents_[errand_->index], errand_->number, errand_->tag);
  }
}

SimulatedAdmin::Answer SimulatedAdmin::TakeErrand(const client::AckInfo& ack) {
  if (!errand_ || errand_->tag != ack.tag) return Answer::kOther;
  // It may have been carried out before: only the same request again tells.
  if (ack.reject == Reject::kBusy && errand_->number != 0) {
    SendErrand();
    return Answer::kErrand;
  }
  const Errand errand = *std::exchange(errand_, std::nullopt);
  const std::string name(CommandName(errand.kind));
  if (ack.ok()) {
    Count(ack.duplicate ? fmt::format("errand {} changed nothing, or was done before", name) : fmt::format("errand {}", name));
    if (errand.kind == CommandKind::kRetireAgent) to_declare_.insert(errand.index);
    return Answer::kErrand;
  }
  Count(fmt::format("errand refused as {}", RejectInfo(ack.reject).english));
  const bool tied = errand.kind == CommandKind::kRetireAgent && ack.reject == Reject::kAgentTied;
  const bool other_rules = errand.kind == CommandKind::kUndoRules && ack.reject == Reject::kOtherRules;
  if (ack.reject != Reject::kBusy && !tied && !other_rules) {
    Problem(fmt::format("{} was refused as {}: {}", name, RejectInfo(ack.reject).english, ack.detail));
  }
  return Answer::kErrand;
}

void SimulatedAdmin::OnRecords(const client::RecordsInfo& info) {
  if (!errand_ || errand_->tag != info.tag) return Problem("records that were not asked for");
  errand_.reset();
  for (const RecordVerdict& row : info.rows) {
    if (row.reject != Reject::kNone) Problem(fmt::format("a record was refused as {}", RejectInfo(row.reject).english));
  }
  Count(info.applied ? "records applied" : "records looked at");
}

void SimulatedAdmin::OnRules(const client::RulesInfo& info) {
  if (!errand_ || errand_->tag != info.tag) return Problem("rules that were not asked for");
  errand_.reset();
  if (info.page.versions.empty()) return Problem("no version of the rules is kept");
  earlier_ = info.page.versions.size() < 2 ? Earlier::kNone : Earlier::kUnknown;
  shown_in_force_ = info.page.versions.back().version;
  Count("rules shown");
}

}  // namespace tidegate
