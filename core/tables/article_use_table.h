// ArticleUseTable: which tickets were answered with which articles, as long as it is not known whether that solved them.
//
// Owned by the State; one thread. An entry stands here from the desk's report until the ticket has been without a repeat for long enough
// after it was resolved, or is known not to be solved, or ended otherwise. At most kUsesPerTicketMax a ticket and kArticleUsesMax in all:
// beyond, a use is counted and not judged. O(log entries).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "core/base/check.h"
#include "core/tables/image_tap.h"
#include "core/tables/records.h"

namespace tidegate {

inline constexpr std::uint32_t kArticleUsesMax = 262'144;  // a busy house's week, when every second ticket is answered with an article
inline constexpr std::uint32_t kUsesPerTicketMax = 8;      // More articles than that do not answer one question.

class ArticleUseTable {
 public:
  using Key = std::pair<std::uint64_t, std::uint32_t>;  // ticket, article

  std::size_t size() const { return entries_.size(); }
  bool empty() const { return entries_.empty(); }
  // Whether a report is kept: the ticket has not been answered with the article before, and there is room.
  bool Takes(std::uint64_t ticket, std::uint32_t article) const {
    return entries_.size() < kArticleUsesMax && !entries_.contains({ticket, article}) && CountOf(ticket) < kUsesPerTicketMax;
  }
  bool HasOf(std::uint64_t ticket) const { return NextOf(ticket) != nullptr; }
  // The first of a ticket; nullptr when there is none.
  const ArticleUseRecord* NextOf(std::uint64_t ticket) const {
    if (entries_.empty()) return nullptr;
    const auto found = entries_.lower_bound({ticket, 0});
    return found == entries_.end() || found->first.first != ticket ? nullptr : &found->second;
  }
  // The one that is judged next, and when; nullptr and kNever when none is due at any time.
  const ArticleUseRecord* NextToJudge() const {
    if (awaited_.empty()) return nullptr;
    const auto& [at, ticket, article] = *awaited_.begin();
    return &entries_.at({ticket, article});
  }
  Micros NextJudgeAt() const { return awaited_.empty() ? kNever : std::get<0>(*awaited_.begin()); }

  // There must be room for it.
  void Add(std::uint64_t ticket, std::uint32_t article) {
    CHECK(Takes(ticket, article));
    Restore({.ticket = ticket, .article = article});
  }
  // All of a ticket are judged then, unless it is known before.
  void Await(std::uint64_t ticket, Micros judge_at) {
    for (auto at = entries_.lower_bound({ticket, 0}); at != entries_.end() && at->first.first == ticket; ++at) {
      tap_.BeforeChange(at->first);
      Disarm(at->second);
      at->second.judge_at = judge_at;
      Arm(at->second);
    }
  }
  void Erase(std::uint64_t ticket, std::uint32_t article) {
    const auto found = entries_.find({ticket, article});
    CHECK(found != entries_.end());
    tap_.BeforeChange(found->first);
    Disarm(found->second);
    entries_.erase(found);
  }
  void EraseOf(std::uint64_t ticket) {
    while (const ArticleUseRecord* use = NextOf(ticket)) Erase(use->ticket, use->article);
  }

  template <class Visitor>
  void ForEach(Visitor&& visit) const {
    for (const auto& [key, record] : entries_) visit(record);
  }

  // For pictures, as ClockTable. Restore: must not be there yet.
  void Restore(const ArticleUseRecord& record) {
    const Key key{record.ticket, record.article};
    tap_.BeforeNew(key);
    CHECK(entries_.emplace(key, record).second);
    Arm(record);
  }
  const ArticleUseRecord& At(const Key& key) const { return entries_.at(key); }
  KeyTap<Key>& tap() { return tap_; }
  std::optional<Key> TakeForImage(std::uint32_t& looks) { return tap_.Take(entries_, looks); }

 private:
  std::uint32_t CountOf(std::uint64_t ticket) const {
    std::uint32_t count = 0;
    for (auto at = entries_.lower_bound({ticket, 0}); at != entries_.end() && at->first.first == ticket; ++at) ++count;
    return count;
  }
  void Arm(const ArticleUseRecord& record) {
    if (record.judge_at != kNever) awaited_.emplace(record.judge_at, record.ticket, record.article);
  }
  void Disarm(const ArticleUseRecord& record) {
    if (record.judge_at != kNever) awaited_.erase({record.judge_at, record.ticket, record.article});
  }

  std::map<Key, ArticleUseRecord> entries_;
  std::set<std::tuple<Micros, std::uint64_t, std::uint32_t>> awaited_;  // derived: judge_at, ticket, article
  KeyTap<Key> tap_;
};

}  // namespace tidegate
