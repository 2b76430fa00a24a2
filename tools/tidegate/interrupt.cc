#include "tools/tidegate/interrupt.h"

#include <csignal>

namespace tidegate {
namespace {

volatile std::sig_atomic_t interrupts_seen = 0;

// A second one ends the process at once: whoever presses Ctrl-C twice means it.
void Note(int signal) {
  interrupts_seen = 1;
  std::signal(signal, SIG_DFL);
}

}  // namespace

Interrupts::Interrupts() {
  interrupts_seen = 0;
  std::signal(SIGINT, Note);
  std::signal(SIGTERM, Note);
}

Interrupts::~Interrupts() {
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
}

bool Interrupts::seen() const { return interrupts_seen != 0; }

}  // namespace tidegate
