// RefusalNotes: requests of a session that its role may not make, on their way to the engine, which records them (domain.md 14, design.md
// 4).
//
// Owned by the session. Add O(kinds noted); at most one entry a kind of frame, so a peer that sends nothing else costs one command a read.
// What finds no room in the batch waits for the next time; what waits when the session ends is lost, as a count that was not yet recorded
// is when the process ends. Not here: words for the asker (Session), once a minute (Engine).
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "core/model/command.h"
#include "daemon/command_batch.h"

namespace tidegate {

class RefusalNotes {
 public:
  bool empty() const { return notes_.empty(); }

  void Add(std::uint8_t frame, CommandKind command, Reject code) {
    const auto known = std::find_if(notes_.begin(), notes_.end(), [frame](const NoteRefusals& note) { return note.frame == frame; });
    NoteRefusals& note = known == notes_.end() ? notes_.emplace_back(NoteRefusals{.command = command, .frame = frame}) : *known;
    note.code = code;
    ++note.count;
  }

  // The notes as commands of the client. The answers are nobody's: `caller.session` is the daemon's.
  void MoveTo(std::vector<Command>& commands, const Caller& caller) {
    for (const NoteRefusals& note : notes_) {
      Command& command = commands.emplace_back();
      command.caller = caller;
      command.body = note;
    }
    notes_.clear();
  }

 private:
  std::vector<NoteRefusals> notes_;
};

}  // namespace tidegate
