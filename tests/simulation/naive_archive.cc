#include "tests/simulation/naive_archive.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <map>

#include "core/model/change.h"

namespace tidegate {
namespace {

constexpr std::size_t kProblemsMax = 5;
constexpr std::size_t kStretches = 7;  // of time, asked for

// All pages of a question put together.
std::vector<ProjectedTicket> ReadAll(const ArchiveReader& reader, ArchiveQuestion question, std::string& problem) {
  std::vector<ProjectedTicket> all;
  for (int pages = 0; problem.empty(); ++pages) {
    const absl::StatusOr<ArchiveRows> page = reader.Read(question);
    if (!page.ok()) {
      problem = page.status().ToString();
      break;
    }
    if (page->rows.size() > question.rows_max) problem = "a page has more rows than asked for";
    if (page->complete_to != page->committed_seq) problem = "the page is not complete";
    all.insert(all.end(), page->rows.begin(), page->rows.end());
    if (!page->next) break;
    if (page->next == question.after || pages > 10'000) problem = "the pages do not go on";
    question.after = page->next;
  }
  return all;
}

class Comparison {
 public:
  Comparison(const NaiveHistory& naive, const ArchiveReader& reader, std::size_t page_rows,
             const std::function<bool(std::uint64_t)>& is_kept)
      : naive_(naive), reader_(reader), page_rows_(page_rows) {
    for (const auto& [ticket, entries] : naive.tickets()) {
      Submitted submitted;
      SubmitFacts facts;
      std::memcpy(&submitted, entries.front().bytes.data(), sizeof submitted);
      std::memcpy(&facts, entries.front().bytes.data() + sizeof submitted, sizeof facts);
      if (!is_kept(ticket)) continue;
      tickets_.push_back({ticket, submitted.at});
      if (submitted.customer != 0) by_customer_[submitted.customer].push_back(ticket);
      if (facts.order != 0) by_order_[facts.order].push_back(ticket);
    }
  }

  std::vector<std::string> Run() {
    for (auto& [customer, tickets] : by_customer_) {
      std::reverse(tickets.begin(), tickets.end());
      Ask({.customer = CustomerId(customer), .rows_max = page_rows_}, tickets, fmt::format("customer {:x}", customer));
    }
    for (auto& [order, tickets] : by_order_) {
      std::reverse(tickets.begin(), tickets.end());
      Ask({.order = order, .rows_max = page_rows_}, tickets, fmt::format("order {:x}", order));
    }
    for (const auto& [ticket, at] : tickets_) {
      Ask({.ticket = TicketId(ticket), .rows_max = page_rows_}, {ticket}, fmt::format("ticket {}", ticket));
    }
    for (std::size_t i = 0; i < kStretches && !tickets_.empty(); ++i) {
      const Micros from = tickets_[tickets_.size() * i / kStretches].second;
      const Micros to = tickets_[std::min(tickets_.size() - 1, tickets_.size() * (i + 2) / kStretches)].second;
      AskStretch(from, to);
    }
    AskStretch(0, kNever);
    return problems_;
  }

 private:
  void AskStretch(Micros from, Micros to) {
    std::vector<std::uint64_t> expected;
    for (const auto& [ticket, at] : tickets_) {
      if (at >= from && at < to) expected.push_back(ticket);
    }
    Ask({.from = from, .to = to, .rows_max = page_rows_}, expected, fmt::format("from {} to {}", from, to));
    if (by_customer_.empty()) return;
    // The latest first, of one customer within the stretch.
    const auto& [customer, tickets] = *std::next(by_customer_.begin(), static_cast<std::ptrdiff_t>(tickets_.size() % by_customer_.size()));
    std::vector<std::uint64_t> of_customer;
    for (const std::uint64_t ticket : tickets) {
      if (std::find(expected.begin(), expected.end(), ticket) != expected.end()) of_customer.push_back(ticket);
    }
    Ask({.customer = CustomerId(customer), .from = from, .to = to, .rows_max = page_rows_}, of_customer,
        fmt::format("customer {:x} from {} to {}", customer, from, to));
  }

  void Ask(const ArchiveQuestion& question, const std::vector<std::uint64_t>& expected, const std::string& what) {
    if (problems_.size() >= kProblemsMax) return;
    std::string problem;
    const std::vector<ProjectedTicket> rows = ReadAll(reader_, question, problem);
    if (!problem.empty()) return problems_.push_back(what + ": " + problem);
    std::vector<std::uint64_t> found;
    for (const ProjectedTicket& row : rows) found.push_back(row.ticket);
    if (found != expected) {
      return problems_.push_back(fmt::format("{}: {} tickets were found, {} are there", what, found.size(), expected.size()));
    }
    for (const ProjectedTicket& row : rows) {
      const auto& entries = naive_.tickets().at(row.ticket);
      if (row.changes == entries.size() && row.last_seq == entries.back().seq) continue;
      return problems_.push_back(
          fmt::format("{}: ticket {} was found as of change {} of {}", what, row.ticket, row.changes, entries.size()));
    }
  }

  const NaiveHistory& naive_;
  const ArchiveReader& reader_;
  const std::size_t page_rows_;
  std::vector<std::pair<std::uint64_t, Micros>> tickets_;  // ascending, with their receipt
  std::map<std::uint64_t, std::vector<std::uint64_t>> by_customer_;
  std::map<std::uint64_t, std::vector<std::uint64_t>> by_order_;
  std::vector<std::string> problems_;
};

}  // namespace

std::vector<std::string> CompareArchive(const NaiveHistory& naive, const ArchiveReader& reader, std::size_t page_rows,
                                        const std::function<bool(std::uint64_t ticket)>& is_kept) {
  return Comparison(naive, reader, page_rows, is_kept).Run();
}

}  // namespace tidegate
