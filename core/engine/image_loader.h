// ImageLoader: makes a state from the canonical records of a picture, given in any order and any number of pieces.
//
// Used once, on one thread, with a state that nothing was applied to. Take puts the big tables' records where they belong at once and keeps
// the rest until Finish, which puts it in order, derives queues, indexes, timers and load in bulk, and compares the fingerprint. Both
// return nullptr, or what does not fit: the state is then not to be used. What the bytes say is checked as far as a wrong word could send
// us astray; that they are the bytes that were written is for checksums (persistence/FORMAT.md). Cost: 1 M tickets in about half a second.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "core/engine/image_cut.h"
#include "core/engine/state.h"
#include "core/engine/table_limits.h"

namespace tidegate {

class ImageLoader {
 public:
  explicit ImageLoader(State& state);
  ~ImageLoader();

  const char* Take(std::string_view entries);
  const char* Finish(const ImageStart& start, std::uint64_t fingerprint);

  // The limit for which one of them refused; kNone = for something else.
  TableLimit passed() const { return passed_; }

 private:
  struct Waiting;

  const char* TakeRecord(std::uint32_t kind, std::string_view record);
  const char* TakeClient(std::string_view record);
  const char* PlaceNames();
  const char* PlaceAgents();
  const char* PlaceTickets();
  const char* PlaceArticles();
  const char* Pass(TableLimit limit) {
    passed_ = limit;
    return "it holds more than a table takes";
  }

  State& state_;
  Tables& tables_;
  std::unique_ptr<Waiting> waiting_;
  TableLimit passed_ = TableLimit::kNone;
};

}  // namespace tidegate
