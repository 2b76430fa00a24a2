// OneRequest: of a client that has one request under way at a time: which, and what goes out again after a lost connection.
//
// `Request` has `kind`, `number` (0 = not repeated: a look, or what is not allowed) and `sending` (enum Sending { kFirst, kAgain }).
#pragma once

#include <cstdint>
#include <optional>
#include <utility>

#include "core/model/command.h"

namespace tidegate {

template <class Request>
class OneRequest {
 public:
  // nullptr = none is under way.
  const Request* under_way() const { return sent_ ? &sent_->request : nullptr; }
  // None is under way, and none waits for a connection.
  bool none() const { return !sent_ && !again_; }

  void Sent(std::uint64_t tag, const Request& request) { sent_ = {tag, request}; }

  // The connection is gone.
  void Lost() {
    if (sent_ && sent_->request.number != 0) again_ = sent_->request;
    sent_.reset();
  }
  // What goes out on the next connection.
  std::optional<Request> TakeAgain() {
    std::optional<Request> again = std::exchange(again_, std::nullopt);
    if (again) again->sending = Request::Sending::kAgain;
    return again;
  }

  // The request that an answer with this tag ends; nullopt = it answers nothing.
  std::optional<Request> Take(std::uint64_t tag) {
    if (!sent_ || sent_->tag != tag) return std::nullopt;
    return std::exchange(sent_, std::nullopt)->request;
  }
  std::optional<Request> Take(std::uint64_t tag, CommandKind kind) {
    return sent_ && sent_->request.kind == kind ? Take(tag) : std::nullopt;
  }

 private:
  struct Tagged {
    std::uint64_t tag = 0;
    Request request;
  };
  std::optional<Tagged> sent_;
  std::optional<Request> again_;
};

}  // namespace tidegate
