// Looks at tickets, at the floor and at the feed, and the ping: nothing here changes anything.
#include "protocol/requests/request_decoder.h"

namespace tidegate {

void RequestDecoder::Decoded(const wire::Query& in, FieldChecker& checker) {
  FindTicket body;
  NameOf(in.name(), checker, body.ticket, body.key);
  if (checker.ok()) Add(frame_.header.correlation, 0, body);
}

void RequestDecoder::Decoded(const wire::Explain& in, FieldChecker& checker) {
  ExplainTicket body;
  NameOf(in.name(), checker, body.ticket, body.key);
  if (checker.ok()) Add(frame_.header.correlation, 0, body);
}

void RequestDecoder::Decoded(const wire::ListSaturated& in, FieldChecker& checker) {
  if (checker.ok()) Add(frame_.header.correlation, 0, ListSaturated{AgentId(in.after_agent()), in.from_group()});
}

void RequestDecoder::Decoded(const wire::ListPool& in, FieldChecker&) { Add(frame_.header.correlation, 0, ListPool{in.after()}); }

void RequestDecoder::Decoded(const wire::AskBody& in, FieldChecker& checker) {
  const TicketId ticket(checker.Required(in.ticket(), "ticket"));
  const Sight sight = SightOf(in.unmask(), checker);
  if (checker.ok()) result_.own = BodyRequest{ticket, in.submit_seq(), sight};
}

void RequestDecoder::Decoded(const wire::AskHistory& in, FieldChecker& checker) {
  HistoryRequest request;
  NameOf(in.name(), checker, request.ticket, request.key);
  request.from_seq = in.from_seq();
  request.sight = SightOf(in.unmask(), checker);
  if (checker.ok()) result_.own = request;
}

void RequestDecoder::Decoded(const wire::AskArchive& in, FieldChecker& checker) {
  ArchiveRequest request;
  const std::string_view customer = checker.Text(in.customer(), "customer", kKeyBytesMax);
  const std::string_view order = checker.Text(in.order(), "order", kKeyBytesMax);
  const int given = (customer.empty() ? 0 : 1) + (in.customer_id() == 0 ? 0 : 1) + (order.empty() ? 0 : 1) + (in.name() == nullptr ? 0 : 1);
  if (given > 1) {
    checker.Refuse(Reject::kMalformed, "customer",
                   "give one of customer, customer_id, order, name, or none; " + std::to_string(given) + " were given");
  }
  if (in.from() < 0 || in.to() < 0) checker.Refuse(Reject::kMalformed, "from", "a time since 1970 is wanted");
  if (in.rows() > kArchiveRowsMax) {
    checker.Refuse(Reject::kMalformed, "rows", std::to_string(in.rows()) + "; at most " + std::to_string(kArchiveRowsMax));
  }
  if (in.name() != nullptr) request.ticket = TicketOf(in.name(), checker);
  if (!checker.ok()) return;
  request.customer = customer.empty() ? CustomerId(in.customer_id()) : hasher_.Customer(identity_.workspace, customer);
  if (!order.empty()) request.order = hasher_.Order(identity_.workspace, order);
  request.from = in.from();
  if (in.to() != 0) request.to = in.to();
  request.after = TicketId(in.after());
  if (in.rows() != 0) request.rows_max = in.rows();
  result_.own = request;
}

void RequestDecoder::Decoded(const wire::Follow& in, FieldChecker& checker) {
  FollowRequest request{in.from_seq(), {in.ticket(), 0}};
  if (in.kinds() != nullptr) {
    for (const auto number : *in.kinds()) {
      const auto kind = checker.RequiredListed<EventKind>(static_cast<std::uint8_t>(number), "kinds");
      if (!checker.ok()) return;
      request.filter.kinds |= FeedFilter::KindBit(kind);
    }
  }
  result_.own = request;
}

void RequestDecoder::Decoded(const wire::FeedTaken& in, FieldChecker&) { result_.own = FeedTakenRequest{in.next_seq()}; }

void RequestDecoder::Decoded(const wire::Ping& in, FieldChecker& checker) {
  const std::size_t size = in.bytes() == nullptr ? 0 : in.bytes()->size();
  if (size > kPingBytesMax) {
    return checker.Refuse(Reject::kMalformed, "bytes", std::to_string(size) + " bytes; at most " + std::to_string(kPingBytesMax));
  }
  result_.own = PingRequest{size == 0 ? std::string_view() : std::string_view(reinterpret_cast<const char*>(in.bytes()->data()), size)};
}

}  // namespace tidegate
