// What the sample frames are put together from: for samples.cc only.
//
// Views are filled so that every field shows. Each kind of frame has one case in AppendRequest or AppendReply; a kind without one stops
// the test.
#pragma once

#include <string>

#include "core/model/event.h"
#include "core/model/output.h"
#include "protocol/frame.h"
#include "protocol/reply_encoder.h"

namespace tidegate::samples {

inline constexpr Micros kNow = 1'795'262'400 * kSecond;          // 2026-11-21T12:00:00Z
inline constexpr TicketId kTicket = MakeTicketId(6'168, 0, 42);  // CS20261121000042

WorkItem SampleWork();
PartRow SamplePart();
TicketView SampleTicket();
Requirement SampleRequirement();
ExplainView SampleExplain();
AgentView SampleAgent();
// An offer and an end: every field of an event shows in one of them.
HistoryView SampleHistory();
StatusView SampleStatus();

void AppendRequest(FrameKind kind, std::string& out);
void AppendReply(FrameKind kind, ReplyEncoder& encoder);

}  // namespace tidegate::samples
