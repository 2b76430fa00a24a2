// Interrupts: whether the person at the keyboard (Ctrl-C) or the system (SIGTERM) asks the program to stop.
//
// Made once, by a verb that runs for long; before it, and when it is gone, the signals end the process as usual.
#pragma once

namespace tidegate {

class Interrupts {
 public:
  Interrupts();
  ~Interrupts();
  Interrupts(const Interrupts&) = delete;
  Interrupts& operator=(const Interrupts&) = delete;

  bool seen() const;
};

}  // namespace tidegate
