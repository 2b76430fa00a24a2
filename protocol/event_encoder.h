// Events as tables of the schema: one page of a history. For the encoder's files only.
#pragma once

#include "core/model/event.h"
#include "protocol/reply_scratch.h"
#include "protocol/tidegate_generated.h"

namespace tidegate {

flatbuffers::Offset<wire::Event> EncodeEvent(ReplyScratch::Impl& scratch, const Event& event);
flatbuffers::Offset<wire::HistoryPage> EncodeHistory(ReplyScratch::Impl& scratch, const HistoryView& view);

}  // namespace tidegate
