// SimulatedFrontEnd: submits its tickets, singly and in batches, again after a lost connection, now and then once too often, and asks.
//
// What its customers say of resolved tickets it hands in, a later answer too; a repeat that it is offered to attach it attaches, mostly.
// Customers also write, are content or not, want nothing any more, or leave the line. Of these one at a time, with a request number, again
// after a lost connection.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "core/model/command.h"
#include "core/model/feedback.h"
#include "tests/simulation/simulated_client.h"

namespace tidegate {

class SimulatedFrontEnd final : public SimulatedClient {
 public:
  SimulatedFrontEnd(ClientContext* context, std::string name, int keys);

  bool Done() const override;
  // Asks for every key of its own that was acknowledged; Asked() when all are answered.
  void AskForAll();
  bool Asked() const { return to_ask_.empty() && asking_.empty(); }

  void OnAck(const client::AckInfo& ack) override;
  void OnTicket(const client::TicketInfo& info) override;
  void OnFeedback(const client::FeedbackInfo& info) override;

 protected:
  void Opened() override;
  void Closed() override;
  void Do() override;

 private:
  // What a customer says, or how a ticket is about the matter of an earlier one; as it was sent, however often.
  struct Care {
    CommandKind kind = CommandKind::kNone;
    std::uint64_t number = 0;  // 0 = a look
    int index = 0;
    TicketId ticket{};
    TicketId to{};  // attach, link
    CustomerWord word = CustomerWord::kNone;
    SurveyScores scores{};
    Solved solved = Solved::kYes;
    std::string_view text{};
    std::size_t told = 0;          // answers that were acknowledged when it was sent
    Status known = Status::kNone;  // kResolved = it was known to be
    enum class Sending { kFirst, kAgain } sending = Sending::kFirst;
  };
  void SendCare(const Care& care);
  void CareForOne();
  // What is said at the beginning of a day, so that a short one has it too.
  static constexpr CommandKind kFirstWords[] = {CommandKind::kMessageIn, CommandKind::kCancel, CommandKind::kReopen, CommandKind::kConfirm};
  void SendWord(const Care& care);
  void SayOne();
  bool Fits(CommandKind kind, int index);
  TicketId AnyEarlier(int index, TicketId ticket);
  bool IsExpected(const Care& care, Reject reject);
  void AckedWord(const Care& care, const client::AckInfo& ack);
  void AckedCare(const Care& care, const client::AckInfo& ack);

  // A submit that stays the same however often it is sent.
  struct Ticket {
    std::string key, customer, title, text;
    client::SkillName skill;
    client::SubmitMessage Message() const;
    int index = 0;
  };
  std::string Key(int index) const;
  Ticket Make(int index) const;
  void SubmitOne(int index);
  void SubmitSome();
  void AckedSubmit(int index, const client::AckInfo& ack);
  bool HasCredit() const { return submitting_.size() + asking_.size() + (care_tag_ != 0 ? 1 : 0) < credits_; }
  int TakeNext();  // -1 = nothing to submit
  // How a ticket is known to have ended; kNone = not at all.
  Status KnownEnd(TicketId ticket);

  const int keys_;
  int next_ = 0;
  std::set<int> again_;                      // unanswered or refused for the time being
  std::map<std::uint64_t, int> submitting_;  // by tag
  std::set<int> to_ask_;
  // A question under way, and how the ticket was known to stand when it was asked: what ends meanwhile may be found either way.
  struct Question {
    int index = 0;
    Status known = Status::kNone;
  };
  std::map<std::uint64_t, Question> asking_;  // by tag
  std::uint64_t last_request_ = 0;
  std::uint64_t answered_ = 0;       // about resolved tickets; the first at once, so that a short day has one
  std::size_t said_first_ = 0;       // of what customers say at the beginning of a day
  std::uint64_t care_tag_ = 0;       // 0 = none is under way
  std::optional<Care> care_;         // under way, or to be sent again
  std::map<int, TicketId> offered_;  // repeats by index: the earlier ticket that they may be attached to
};

}  // namespace tidegate
