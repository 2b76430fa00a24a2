// SimulatedOffice: a data administrator, who declares the agents, retires some and declares them again, and changes the rules, also back;
// and a supervisor, who looks at everything, and holds tickets back for a time.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/model/command.h"
#include "tests/simulation/simulated_client.h"

namespace tidegate {

class SimulatedAdmin final : public SimulatedClient {
 public:
  SimulatedAdmin(ClientContext* context, std::vector<std::string> agents, std::string rules);

  bool Done() const override { return to_declare_.empty() && declaring_.empty() && activating_.empty() && !errand_; }
  void OnAck(const client::AckInfo& ack) override;
  void OnRecords(const client::RecordsInfo& info) override;
  void OnRules(const client::RulesInfo& info) override;

 protected:
  void Opened() override;
  void Closed() override;
  void Do() override;

 private:
  // Something beside the agents and the rules that everybody needs; one at a time. A retirement goes out again after a lost connection
  // until it is answered, and then its agent is declared again.
  struct Errand {
    CommandKind kind = CommandKind::kNone;
    std::uint64_t tag = 0;
    std::uint64_t number = 0;    // 0 = not repeated
    std::size_t index = 0;       // retire: of the agent
    std::uint32_t in_force = 0;  // undo
  };
  void Declare(std::size_t index);
  void Go(Errand errand);
  void SendErrand();
  // Whether it was the answer to one.
  enum class Answer { kOther, kErrand };
  Answer TakeErrand(const client::AckInfo& ack);

  const std::vector<std::string> agents_;
  const std::string rules_;
  std::set<std::size_t> to_declare_;
  std::map<std::uint64_t, std::size_t> declaring_;  // by tag
  enum class Rules { kGood, kBad };
  std::map<std::uint64_t, Rules> activating_;  // by tag
  std::optional<Errand> errand_;
  std::uint64_t last_request_ = 0;
  std::uint32_t shown_in_force_ = 0;                                    // version of the rules; 0 = not looked at since the last undoing
  enum class Earlier { kUnknown, kNone } earlier_ = Earlier::kUnknown;  // rules: none are kept, so that there is nothing to undo yet
};

class SimulatedSupervisor final : public SimulatedClient {
 public:
  explicit SimulatedSupervisor(ClientContext* context);

  bool Done() const override { return asked_ == 0 && kept_.empty() && over_.empty(); }
  void OnAck(const client::AckInfo& ack) override;
  void OnExplain(const client::ExplainInfo& info) override;
  void OnAgents(const client::AgentsInfo&) override { Told("agents listed"); }
  void OnPool(const client::PoolInfo&) override { Told("pool listed"); }
  void OnStatus(const client::StatusInfo&) override { Told("status told"); }
  void OnClock(const client::ClockInfo&) override { Told("clock told"); }
  void OnClockAlert(const client::ClockAlertInfo&) override { Count("clock alert"); }
  void OnAlert(const client::AlertInfo& info) override { Count("alert " + std::string(EnglishName(info.kind))); }

 protected:
  void Closed() override;
  void Do() override;

 private:
  void Told(const std::string& what);
  void HoldOne();
  void ReleaseOne();
  std::uint32_t asked_ = 0;
  std::set<std::uint64_t> kept_;  // tickets that he asked to be held, until he hears that they are over
  std::set<std::uint64_t> over_;  // of those he heard so in the wild: he asks once more in the calm
  struct Word {
    CommandKind kind = CommandKind::kNone;
    std::uint64_t ticket = 0;
  };
  std::map<std::uint64_t, Word> words_;  // by tag
  std::set<std::uint64_t> ended_;        // tags of questions about tickets that had ended when they were asked
};

}  // namespace tidegate
