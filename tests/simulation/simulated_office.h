// SimulatedOffice: a data administrator, who declares the agents and changes the rules, and a supervisor, who looks at everything.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/simulation/simulated_client.h"

namespace tidegate {

class SimulatedAdmin final : public SimulatedClient {
 public:
  SimulatedAdmin(ClientContext* context, std::vector<std::string> agents, std::string rules);

  bool Done() const override { return to_declare_.empty() && declaring_.empty() && activating_.empty(); }
  void OnAck(const client::AckInfo& ack) override;

 protected:
  void Closed() override;
  void Do() override;

 private:
  void Declare(std::size_t index);

  const std::vector<std::string> agents_;
  const std::string rules_;
  std::set<std::size_t> to_declare_;
  std::map<std::uint64_t, std::size_t> declaring_;  // by tag
  enum class Rules { kGood, kBad };
  std::map<std::uint64_t, Rules> activating_;  // by tag
};

class SimulatedSupervisor final : public SimulatedClient {
 public:
  explicit SimulatedSupervisor(ClientContext* context);

  bool Done() const override { return asked_ == 0 && kept_.empty(); }
  void OnAck(const client::AckInfo& ack) override;
  void OnExplain(const client::ExplainInfo& info) override;
  void OnAgents(const client::AgentsInfo&) override { Told("agents listed"); }
  void OnPool(const client::PoolInfo&) override { Told("pool listed"); }
  void OnStatus(const client::StatusInfo&) override { Told("status told"); }
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
  struct Word {
    CommandKind kind = CommandKind::kNone;
    std::uint64_t ticket = 0;
  };
  std::map<std::uint64_t, Word> words_;  // by tag
  std::set<std::uint64_t> ended_;        // tags of questions about tickets that had ended when they were asked
};

}  // namespace tidegate
