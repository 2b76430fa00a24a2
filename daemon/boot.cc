#include "daemon/boot.h"

#include <fmt/format.h>

#include "core/base/check.h"
#include "core/base/hash.h"
#include "core/engine/state.h"
#include "core/engine/table_limits.h"
#include "core/model/turn_record.h"
#include "daemon/session_table.h"
#include "protocol/rules/parse_rule_set.h"
#include "protocol/utc_text.h"

namespace tidegate {
namespace {

constexpr std::uint64_t kProgressEveryRecords = 1024;  // between looks at the clock: some ms of replay

Command DaemonCommand(const CommandBody& body) {
  Command command;
  command.caller.session = kDaemonSession;
  command.caller.role = Role::kDataAdmin;
  command.body = body;
  return command;
}

// One turn of one command, appended to the batch. The Ack, if there was one.
Ack TakeTurn(Engine& engine, Micros now, const CommandBody& body, CommitBatch& batch) {
  const Command command = DaemonCommand(body);
  TurnOutput& out = batch.turns.emplace_back();
  engine.Step({now, {&command, 1}}, out);
  for (const Output& output : out.outputs) {
    if (const auto* ack = std::get_if<Ack>(&output)) return *ack;
  }
  return {};
}

absl::StatusOr<std::string> CompileRules(const BootPlan& plan, Micros now) {
  if (!plan.rules_source) {
    return absl::FailedPreconditionError(
        "the directory has no rule set yet: give one with --rules FILE (a sample is deploy/sample/rules.toml)");
  }
  const ParsedRules parsed = ParseRuleSet(*plan.rules_source, now);
  if (!parsed.rules) return absl::InvalidArgumentError(FormatRuleErrors(plan.rules_name, parsed.errors));
  return EncodeRuleSet(*parsed.rules);
}

class Reader {
 public:
  Reader(const BootPlan& plan, Engine& engine, ClockSource& clocks, std::uint64_t end, Booted& booted)
      : plan_(plan), engine_(engine), clocks_(clocks), end_(end), booted_(booted), told_at_(clocks.Read().boot) {}

  absl::Status Take(std::string_view record) {
    const TurnHeader header = TurnReader(record).header();
    if (header.first_seq == 1) {
      TurnReader changes(record);
      ChangeView change;
      if (!changes.Next(change) || change.kind != ChangeKind::kDirectoryOpened) {
        return absl::DataLossError("the first change of the journal is no DirectoryOpened: this is not a journal of tidegated");
      }
      const auto opened = change.As<DirectoryOpened>();
      booted_.hash_key = opened.hash_key;
      if (opened.partition != plan_.limits.partition) {
        return absl::FailedPreconditionError(
            fmt::format("the directory belongs to partition {}, this daemon was started for {}: see --partition", opened.partition,
                        plan_.limits.partition));
      }
    }
    if (const char* flaw = engine_.Replay(record)) {
      if (engine_.passed() != TableLimit::kNone) {
        return absl::FailedPreconditionError(fmt::format("the journal's record at seq {} holds {}. Nothing was changed. Next: {}",
                                                         header.first_seq, LimitText(engine_.passed(), plan_.limits),
                                                         LimitRemedy(engine_.passed(), plan_.limits)));
      }
      return absl::DataLossError(fmt::format("the journal's record at seq {} does not fit: {}", header.first_seq, flaw));
    }
    booted_.recovered_changes += header.change_count;
    booted_.tail_bytes += record.size();
    if (++records_ % kProgressEveryRecords == 0) Tell();
    return absl::OkStatus();
  }

 private:
  void Tell() {
    if (!plan_.progress) return;
    const Micros now = clocks_.Read().boot;
    if (now - told_at_ < kSecond) return;
    told_at_ = now;
    plan_.progress(booted_.recovered_changes, end_);
  }

  const BootPlan& plan_;
  Engine& engine_;
  ClockSource& clocks_;
  std::uint64_t end_;
  Booted& booted_;
  Micros told_at_;
  std::uint64_t records_ = 0;
};

// The time of the first turns, or why this process must not make them.
absl::StatusOr<Micros> BeginTime(const BootPlan& plan, const Tables& tables, const ClockReading& reading, Booted& booted) {
  if (tables.seq != 0 && tables.time_source != plan.time_source) {
    return absl::FailedPreconditionError(
        plan.time_source == TimeSource::kDriven
            ? fmt::format("the directory has lived by the wall clock (until {}), and its times would mean two things: start it without "
                          "--clock driven, or give an empty directory to --data",
                          UtcText(tables.now))
            : fmt::format("the directory's time is driven (it is {} there), and its times would mean two things: start it with --clock "
                          "driven, or give an empty directory to --data",
                          UtcText(tables.now)));
  }
  if (plan.time_source == TimeSource::kDriven) {
    if (tables.seq == 0) return plan.driven_from.value_or(reading.wall);
    if (plan.driven_from && *plan.driven_from != tables.now) {
      booted.warnings.push_back(fmt::format("--driven-from counts for an empty directory only: it is {} in this one", UtcText(tables.now)));
    }
    return tables.now;
  }
  if (reading.wall > kTurnTimeMax) {
    return absl::FailedPreconditionError(
        fmt::format("the wall clock says {}, and tickets have numbers until {} only: check the machine's date", UtcText(reading.wall),
                    UtcText(kTurnTimeMax)));
  }
  if (const auto refusal = TurnClock::RefuseStart(tables.now, reading.wall); refusal && plan.clock_ahead == ClockAhead::kRefuse) {
    return absl::FailedPreconditionError(*refusal);
  }
  booted.clock = TurnClock(tables.now, reading);
  if (booted.clock.ahead() > kClockStepMax) {
    booted.warnings.push_back(fmt::format(
        "the wall clock says {}, {} s before the last turn in the journal ({}): the tickets' time goes on from there and leans towards the "
        "wall. Check the machine's date; `tidegate clock show` says how far it is",
        UtcText(reading.wall), booted.clock.ahead() / kSecond, UtcText(tables.now)));
  }
  return booted.clock.Now(reading);
}

CatalogNames::Lists NamesOf(const Tables& tables) {
  CatalogNames::Lists lists;
  for (const Name& row : NameTable<CatalogKind>::kRows) {
    const Catalog& catalog = tables.catalog(static_cast<CatalogKind>(row.number));
    for (std::uint32_t number = 1; number <= catalog.size(); ++number) lists[row.number].emplace_back(catalog.Name(number));
  }
  return lists;
}

}  // namespace

absl::StatusOr<Booted> Boot(const BootPlan& plan, Engine& engine, ImageStore* images, JournalSink& journal, Committer& committer,
                            ClockSource& clocks) {
  Booted booted;
  ImageBoot image_boot{.limits = plan.limits, .progress = plan.image_progress, .clocks = &clocks};
  absl::StatusOr<RecoveredImage> image = RecoverImage(image_boot, engine, images, journal, booted.warnings);
  if (!image.ok()) return image.status();
  booted.image = *image;
  booted.hash_key = image->hash_key;
  const Tables& tables = engine.state().tables();
  Reader reader(plan, engine, clocks, journal.durable().seq - image->seq, booted);
  if (journal.durable().seq != image->seq) {
    const absl::Status read = journal.ReadFrom(image->seq + 1, [&](std::string_view record) { return reader.Take(record); });
    if (!read.ok()) return read;
  }
  absl::StatusOr<Micros> begin = BeginTime(plan, tables, clocks.Read(), booted);
  if (!begin.ok()) return begin.status();
  const Micros now = booted.now = *begin;

  CommitBatch batch;
  absl::StatusOr<std::string> compiled = std::string();
  if (tables.rules_version == 0) {
    compiled = CompileRules(plan, now);
    if (!compiled.ok()) return compiled.status();
  } else if (plan.rules_source && Hash64(plan.rules_source->data(), plan.rules_source->size()) != tables.rules_source_hash) {
    booted.warnings.push_back(fmt::format(
        "{} differs from the rule set in force (version {}), which stands in the journal and counts: `tidegate rules diff {}` shows "
        "what differs, `tidegate rules apply {}` brings it into force",
        plan.rules_name, tables.rules_version, plan.rules_name, plan.rules_name));
  }
  if (tables.seq == 0) {
    booted.hash_key = plan.fresh_hash_key;
    OpenDirectory open{plan.fresh_directory_id, plan.fresh_hash_key, plan.limits.partition, plan.time_source};
    TakeTurn(engine, now, open, batch);
  }
  if (tables.rules_version == 0) {
    const Ack ack = TakeTurn(engine, now, ActivateRules{*plan.rules_source, *compiled, "tidegated"}, batch);
    if (ack.reject != Reject::kNone) {
      return absl::InvalidArgumentError(fmt::format("{}: the rule set was refused: {}: {}", plan.rules_name, RejectInfo(ack.reject).english,
                                                    RejectInfo(ack.reject).advice));
    }
  }
  TakeTurn(engine, now, Start{}, batch);
  TakeTurn(engine, now, AskStatus{}, batch);
  booted.next_at = batch.turns.back().next_at;
  for (const Output& output : batch.turns.back().outputs) {
    if (const auto* status = std::get_if<std::unique_ptr<StatusReply>>(&output)) booted.status = (*status)->view;
  }
  if (CalendarsEndSoon(booted.status)) {
    booted.warnings.push_back(
        fmt::format("the calendars of the rule set end at {}, after which all time counts as working time: load the rules again before",
                    UtcText(booted.status.calendars_until)));
  }
  if (const absl::Status committed = committer.Step(batch); !committed.ok()) return committed;
  booted.names = NamesOf(tables);
  return booted;
}

}  // namespace tidegate
