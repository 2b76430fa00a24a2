// RandomFloor: a service floor that does anything: sensible things mostly, wrong ones often, from one seed.
//
// Drives an EngineWorld turn by turn: front ends submit, repeat and err, desks come, go, accept, decline, report, resolve and speak for
// others, the data administrator redeclares agents and activates rule sets, the process restarts, time passes in steps from nothing to a
// day. The same seed and size give the same commands.
#pragma once

#include <cstdint>
#include <map>
#include <random>
#include <string>

#include "tests/support/engine_world.h"

namespace tidegate {

struct FloorSize {
  int agents = 30;
  int turns = 1'000;
  int commands_max = 8;  // of an ordinary turn
  std::uint32_t tickets_max = 400;
};

class RandomFloor {
 public:
  RandomFloor(std::uint64_t seed, const FloorSize& size, std::uint32_t audit_every = 1);

  void Run();
  EngineWorld& world() { return world_; }
  // How often each kind of change came about, by its number.
  const std::map<int, std::uint64_t>& seen() const { return seen_; }
  // How often each reason of refusal was given.
  const std::map<int, std::uint64_t>& refused() const { return refused_; }

 private:
  static EngineWorld::Options OptionsOf(const FloorSize& size, std::uint32_t audit_every);
  std::uint64_t Below(std::uint64_t bound) { return random_() % bound; }
  bool OneIn(std::uint64_t n) { return Below(n) == 0; }
  template <class List>
  const auto& Any(const List& list) {
    return list[Below(std::size(list))];
  }
  template <class T>
  T Any(std::initializer_list<T> list) {
    return list.begin()[Below(list.size())];
  }

  AgentSpec AnyAgent(const std::string& name);
  TicketSpec AnyTicket();
  std::string AnyName() { return "a" + std::to_string(1 + Below(static_cast<std::uint64_t>(agents_))); }
  std::string AnyKey();
  // Who acts on a ticket as a supervisor: mostly one of its team, sometimes of another.
  std::string AnySupervisor(TicketId ticket);
  // A ticket that the agent has in hand, if he has one.
  std::string HeldBy(const std::string& agent);
  void DoSomething();
  void DoDeskWork(const std::string& agent);
  void Talk(const std::string& agent, const std::string& ticket);
  std::string AnyIn(Status status);
  void Answer(const std::string& ticket);
  void Live(const std::string& ticket);
  void Collaborate(const std::string& ticket);
  void PlanAhead();
  void DoWrong();
  void Ask();
  void Supervise();
  void Retire();
  void Befriend();
  void DoKnowledge(const Caller& caller);
  void PassTime();

  std::mt19937_64 random_;
  const FloorSize size_;
  EngineWorld world_;
  int agents_ = 0;
  int tickets_ = 0;
  std::uint64_t acts_ = 0;  // of supervisors
  std::map<int, std::uint64_t> seen_;
  std::map<int, std::uint64_t> refused_;
};

}  // namespace tidegate
