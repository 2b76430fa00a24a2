#include "core/engine/image_cut.h"

#include <algorithm>
#include <optional>

#include "core/base/check.h"
#include "core/engine/image_record.h"

namespace tidegate {
namespace {

template <class Place>
class KeeperOf final : public Keeper<Place> {
 public:
  using Put = void (*)(const Tables&, const Place&, std::string&);
  KeeperOf(const Tables& tables, std::string& kept, Put put) : tables_(tables), kept_(kept), put_(put) {}
  void Keep(const Place& place) override { put_(tables_, place, kept_); }

 private:
  const Tables& tables_;
  std::string& kept_;
  Put put_;
};

}  // namespace

struct ImageCut::Keepers {
  Keepers(const Tables& tables, std::string& kept)
      : rules(tables, kept, PutRules),
        signatures(tables, kept, PutSignature),
        profiles(tables, kept, PutShares),
        agents(tables, kept, PutAgent),
        tickets(tables, kept, PutTicket),
        works(tables, kept, PutWork),
        recents(tables, kept, PutRecent),
        customers(tables, kept, PutCustomer),
        clients(tables, kept, PutClient),
        declines(tables, kept, PutDecline),
        refusals(tables, kept, PutRefusal),
        agenda(tables, kept, PutAgenda),
        clocks(tables, kept, PutClock),
        articles(tables, kept, PutArticleRecord),
        transfers(tables, kept, PutTransfer),
        feedbacks(tables, kept, PutFeedback),
        uses(tables, kept, PutArticleUse),
        parts(tables, kept, PutPart),
        plans(tables, kept, PutPlanRecord),
        identities(tables, kept, PutIdentity) {}

  KeeperOf<std::uint32_t> rules;
  KeeperOf<std::uint32_t> signatures, profiles, agents, tickets, works, recents, customers;
  KeeperOf<ClientTable::HelloKey> clients;
  KeeperOf<DeclineTable::Key> declines;
  KeeperOf<RefusalTable::Key> refusals;
  KeeperOf<std::uint64_t> agenda;
  KeeperOf<ClockTable::Key> clocks;
  KeeperOf<std::uint32_t> articles;
  KeeperOf<std::uint64_t> transfers;
  KeeperOf<std::uint64_t> feedbacks;
  KeeperOf<ArticleUseTable::Key> uses;
  KeeperOf<PartTable::Key> parts;
  KeeperOf<std::uint32_t> plans;
  KeeperOf<IdentityTable::Key> identities;
};

ImageCut::ImageCut(Tables& tables) : tables_(tables), keepers_(std::make_unique<Keepers>(tables, kept_)) {}
ImageCut::~ImageCut() = default;

ImageStart ImageCut::Begin() {
  CHECK(!under_way_);
  under_way_ = true;
  kept_.clear();
  large_.clear();
  growing_ = 0;
  PutScalars(tables_, kept_);
  for (std::size_t i = 0; i < names_end_.size(); ++i) names_end_[i] = tables_.catalogs[i].size();
  names_catalog_ = 0;
  names_copied_ = 0;
  Tables& t = tables_;
  t.rule_versions.tap().Begin(&keepers_->rules);
  t.signatures.tap().Begin(t.signatures.signatures_high_mark(), &keepers_->signatures);
  t.signatures.profile_tap().Begin(t.signatures.profiles_high_mark(), &keepers_->profiles);
  t.agents.tap().Begin(t.agents.size(), &keepers_->agents);
  t.tickets.tap().Begin(t.tickets.high_mark(), &keepers_->tickets);
  t.tickets.work_tap().Begin(t.tickets.work_high_mark(), &keepers_->works);
  t.recents.tap().Begin(t.recents.high_mark(), &keepers_->recents);
  t.customers.tap().Begin(t.customers.high_mark(), &keepers_->customers);
  t.clients.tap().Begin(&keepers_->clients);
  t.declines.tap().Begin(&keepers_->declines);
  t.refusals.tap().Begin(&keepers_->refusals);
  t.agenda.tap().Begin(&keepers_->agenda);
  t.clocks.tap().Begin(&keepers_->clocks);
  t.articles.tap().Begin(t.articles.size(), &keepers_->articles);
  t.transfers.tap().Begin(&keepers_->transfers);
  t.feedbacks.tap().Begin(&keepers_->feedbacks);
  t.uses.tap().Begin(&keepers_->uses);
  t.parts.tap().Begin(&keepers_->parts);
  t.plans.tap().Begin(&keepers_->plans);
  t.identities.tap().Begin(&keepers_->identities);
  return ImageStart{.seq = t.seq,
                    .at = t.recorded_at,
                    .directory_id = t.directory_id,
                    .partition = t.limits.partition,
                    .epoch = t.limits.epoch,
                    .counts = {.tickets = t.tickets.size(),
                               .recents = t.recents.size(),
                               .customers = t.customers.size(),
                               .agents = t.agents.size(),
                               .clients = static_cast<std::uint32_t>(t.clients.size()),
                               .declines = static_cast<std::uint32_t>(t.declines.size()),
                               .outcomes = t.clients.outcomes()}};
}

ImageProgress ImageCut::Copy(std::size_t bytes_max, std::string& records) {
  CHECK(under_way_);
  // Before anything that was kept: a later version may be in it, and a picture has them in their order.
  if (growing_ == 0 && !large_.empty()) {
    if (records.empty()) {
      records.swap(large_);
    } else {
      records.append(large_);
      std::string().swap(large_);
    }
    return ImageProgress::kMore;
  }
  if (records.empty()) {
    records.swap(kept_);
  } else {
    records.append(kept_);
  }
  kept_.clear();
  if (bytes_max == 0) return ImageProgress::kMore;
  looks_ = kImageLooksMax;
  const std::size_t until_bytes = records.size() + bytes_max;
  if (!CopyNames(until_bytes, records) || !CopyRest(until_bytes, records)) return ImageProgress::kMore;
  under_way_ = false;
  return ImageProgress::kDone;
}

bool ImageCut::CopyNames(std::size_t until_bytes, std::string& records) {
  while (names_catalog_ < names_end_.size()) {
    if (names_copied_ == names_end_[names_catalog_]) {
      ++names_catalog_;
      names_copied_ = 0;
      continue;
    }
    if (records.size() >= until_bytes) return false;
    PutName(tables_, static_cast<CatalogKind>(names_catalog_ + 1), ++names_copied_, records);
  }
  return true;
}

template <class Live, class Put>
bool ImageCut::CopySlots(SlotTap& tap, Live&& live, Put&& put, std::size_t until_bytes, std::string& records) {
  while (records.size() < until_bytes) {
    const std::uint32_t slot = tap.Take(looks_);
    if (slot == kNoSlot) return tap.complete();
    if (live(slot)) put(tables_, slot, records);
  }
  return false;
}

template <class Table, class Put>
bool ImageCut::CopyKeys(Table& table, Put&& put, std::size_t until_bytes, std::string& records) {
  while (records.size() < until_bytes) {
    const auto key = table.TakeForImage(looks_);
    if (!key) return table.tap().complete();
    put(tables_, *key, records);
  }
  return false;
}

bool ImageCut::CopyRules(std::size_t until_bytes, std::string& records) {
  RuleVersions& versions = tables_.rule_versions;
  while (records.size() < until_bytes) {
    const std::optional<std::uint32_t> number = versions.PeekForImage(looks_);
    if (growing_ != 0 && (versions.tap().complete() || (number && *number != growing_))) {
      // It left while it was copied, and was kept whole before.
      growing_ = 0;
      std::string().swap(large_);
    }
    if (!number) return versions.tap().complete();
    const RulesEntry entry(versions.At(*number));
    const std::size_t room = until_bytes - records.size();
    if (growing_ == 0 && entry.bytes() <= room) {
      entry.AppendPart(0, entry.bytes(), records);
      versions.tap().Pass(*number);
      continue;
    }
    if (growing_ == 0) large_.reserve(entry.bytes());  // touched by and by
    growing_ = *number;
    entry.AppendPart(large_.size(), room, large_);
    if (large_.size() < entry.bytes()) return false;
    versions.tap().Pass(*number);
    growing_ = 0;
    return false;  // the next step hands it out
  }
  return false;
}

// What others refer to comes first, so that most of a picture can be taken up in one pass.
bool ImageCut::CopyRest(std::size_t until_bytes, std::string& records) {
  Tables& t = tables_;
  const auto always = [](std::uint32_t) { return true; };
  return CopyRules(until_bytes, records) &&
         CopySlots(
             t.signatures.tap(), [&](std::uint32_t place) { return t.signatures.live(place); }, PutSignature, until_bytes, records) &&
         CopySlots(
             t.signatures.profile_tap(), [&](std::uint32_t place) { return t.signatures.profile_live(place); }, PutShares, until_bytes,
             records) &&
         CopySlots(t.agents.tap(), always, PutAgent, until_bytes, records) &&  //
         CopyKeys(t.clients, PutClient, until_bytes, records) &&               //
         CopyKeys(t.declines, PutDecline, until_bytes, records) &&             //
         CopyKeys(t.refusals, PutRefusal, until_bytes, records) &&             //
         CopyKeys(t.agenda, PutAgenda, until_bytes, records) &&                //
         CopyKeys(t.clocks, PutClock, until_bytes, records) &&                 //
         CopyKeys(t.transfers, PutTransfer, until_bytes, records) &&           //
         CopyKeys(t.feedbacks, PutFeedback, until_bytes, records) &&           //
         CopyKeys(t.uses, PutArticleUse, until_bytes, records) &&              //
         CopyKeys(t.parts, PutPart, until_bytes, records) &&                   //
         CopyKeys(t.plans, PutPlanRecord, until_bytes, records) &&             //
         CopyKeys(t.identities, PutIdentity, until_bytes, records) &&          //
         CopySlots(t.articles.tap(), always, PutArticleRecord, until_bytes, records) &&
         CopySlots(
             t.tickets.tap(), [&](std::uint32_t slot) { return t.tickets.live(slot); }, PutTicket, until_bytes, records) &&
         CopySlots(
             t.tickets.work_tap(), [&](std::uint32_t place) { return t.tickets.work_live(place); }, PutWork, until_bytes, records) &&
         CopySlots(
             t.recents.tap(), [&](std::uint32_t slot) { return t.recents.live(slot); }, PutRecent, until_bytes, records) &&
         CopySlots(
             t.customers.tap(), [&](std::uint32_t slot) { return t.customers.live(slot); }, PutCustomer, until_bytes, records);
}

void ImageCut::StopTaps() {
  Tables& t = tables_;
  for (SlotTap* tap : {&t.signatures.tap(), &t.signatures.profile_tap(), &t.agents.tap(), &t.tickets.tap(), &t.tickets.work_tap(),
                       &t.recents.tap(), &t.customers.tap(), &t.articles.tap()}) {
    tap->Stop();
  }
  t.rule_versions.tap().Stop();
  t.clients.tap().Stop();
  t.declines.tap().Stop();
  t.refusals.tap().Stop();
  t.agenda.tap().Stop();
  t.clocks.tap().Stop();
  t.transfers.tap().Stop();
  t.feedbacks.tap().Stop();
  t.uses.tap().Stop();
  t.parts.tap().Stop();
  t.plans.tap().Stop();
  t.identities.tap().Stop();
}

void ImageCut::Abandon() {
  if (!under_way_) return;
  under_way_ = false;
  StopTaps();
  std::string().swap(kept_);
  std::string().swap(large_);
  growing_ = 0;
}

}  // namespace tidegate
