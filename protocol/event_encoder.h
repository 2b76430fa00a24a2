// Events as tables of the schema: a page of a history, a piece of the feed. For the encoder's files only.
#pragma once

#include "core/model/event.h"
#include "core/model/feed.h"
#include "protocol/reply_scratch.h"
#include "protocol/tidegate_generated.h"

namespace tidegate {

flatbuffers::Offset<wire::Event> EncodeEvent(ReplyScratch::Impl& scratch, const Event& event);
flatbuffers::Offset<wire::HistoryPage> EncodeHistory(ReplyScratch::Impl& scratch, const HistoryView& view);
flatbuffers::Offset<wire::Events> EncodeFeed(ReplyScratch::Impl& scratch, const FeedView& view);

}  // namespace tidegate
