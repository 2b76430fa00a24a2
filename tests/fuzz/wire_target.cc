#include "tests/fuzz/wire_target.h"

#include <cstring>

#include "core/base/utf8.h"
#include "core/model/body.h"
#include "protocol/client/client_codec.h"
#include "protocol/frame_buffer.h"
#include "tests/unit/protocol/samples.h"

namespace tidegate {
namespace {

// What the engine relies on in a command that was decoded: names in the catalog, enums listed, texts valid, required fields there.
const char* Fault(const Submit& submit) {
  const auto body = DecodeBody(submit.body);
  if (!body) return "body does not decode";
  for (const std::string_view text : body->fields) {
    if (!IsUtf8(text)) return "text is no UTF-8";
  }
  if ((*body)[BodyField::kExternalKey].empty()) return "no external key";
  if (submit.body.size() > kBodyBytesMax) return "body too large";
  if (submit.key == KeyHash{}) return "no key";
  if (submit.type.raw() > SampleNames().count(CatalogKind::kType)) return "unknown type";
  if (submit.region.raw() > SampleNames().count(CatalogKind::kRegion)) return "unknown region";
  if (submit.channel.raw() > SampleNames().count(CatalogKind::kChannel)) return "unknown channel";
  if (submit.claimed_level != Level::kNone && !IsListed<Level>(static_cast<std::uint8_t>(submit.claimed_level))) return "unlisted level";
  if (submit.claimed_tier != CustomerTier::kNone && !IsListed<CustomerTier>(static_cast<std::uint8_t>(submit.claimed_tier))) {
    return "unlisted tier";
  }
  if (submit.skill_count > kRequirementSkillsMax) return "too many skills";
  for (int i = 0; i < submit.skill_count; ++i) {
    const SkillLevel& skill = submit.skills[static_cast<std::size_t>(i)];
    if (skill.skill == 0 || skill.skill > SampleNames().count(CatalogKind::kSkill)) return "unknown skill";
    if (skill.level < 1 || skill.level > kSkillLevelMax) return "level of a skill";
    if (i > 0 && submit.skills[static_cast<std::size_t>(i) - 1].skill >= skill.skill) return "skills not canonical";
  }
  return nullptr;
}

const char* Fault(const DeclareAgent& agent) {
  if (agent.name.empty() || agent.name.size() > kNameBytesMax || !IsUtf8(agent.name)) return "name of an agent";
  if (agent.capacity == 0) return "no capacity";
  if (!IsListed<AgentTier>(agent.profile->tier)) return "unlisted tier of an agent";
  if (agent.profile->skill_count > kProfileSkillsMax) return "too many skills of an agent";
  if (agent.profile->region_count > kProfileRegionsMax) return "too many regions";
  if (agent.profile->channel_count > kProfileChannelsMax) return "too many channels";
  return nullptr;
}

const char* Fault(const DeclareAgents& agents) {
  if (agents.agents.empty() || agents.agents.size() > kRecordsAtOnceMax) return "number of agents";
  for (const DeclareAgent& agent : agents.agents) {
    if (const char* fault = Fault(agent)) return fault;
  }
  return nullptr;
}

const char* Fault(const Resolve& resolve) {
  if (!resolve.agent || !resolve.ticket || resolve.result_code == 0) return "resolve without a required field";
  return resolve.solution.empty() || resolve.solution.size() > kTextBytesMax || !IsUtf8(resolve.solution) ? "solution" : nullptr;
}

const char* Fault(const ReportNode& node) {
  return node.status < Status::kToContact || node.status > Status::kWaitingDepartment ? "status of a node" : nullptr;
}

const char* Fault(const SignIn& sign_in) { return sign_in.agent.empty() || !IsUtf8(sign_in.agent) ? "agent of a sign-in" : nullptr; }
const char* Fault(const Accept& accept) { return !accept.agent || !accept.ticket ? "accept without a required field" : nullptr; }
const char* Fault(const Declare& declare) {
  return !IsListed<CatalogKind>(static_cast<std::uint8_t>(declare.kind)) || declare.name.empty() || !IsUtf8(declare.name) ? "declare"
                                                                                                                          : nullptr;
}
const char* Fault(const FindTicket& find) { return !find.ticket == (find.key == KeyHash{}) ? "a ticket named twice or not" : nullptr; }

const char* Fault(const PutArticle& put) {
  const auto text = DecodeArticle(put.text);
  if (!text) return "texts of an article do not decode";
  if (text->title.empty() || text->text.empty()) return "article without a required field";
  if (!IsListed<Visibility>(static_cast<std::uint8_t>(put.visibility))) return "unlisted visibility";
  for (const std::string_view part : {text->title, text->text, text->keywords, text->author}) {
    if (!IsUtf8(part)) return "text of an article is no UTF-8";
  }
  for (const std::uint16_t type : text->types) {
    if (type == 0 || type > SampleNames().count(CatalogKind::kType)) return "unknown type of an article";
  }
  return nullptr;
}
const char* Fault(const UseArticle& use) { return !use.agent || !use.ticket || !use.article ? "use without a required field" : nullptr; }

template <class Other>
const char* Fault(const Other&) {
  return nullptr;
}

std::string UnsoundFrame(const Frame& frame) {
  HelloRequest hello;
  if (DecodeHello(frame, hello).ok()) {
    if (hello.name.empty() || !IsUtf8(hello.name) || hello.name.size() > kNameBytesMax) return "name of a hello";
    if (hello.credits < 1 || hello.credits > kCreditsMax) return "credits of a hello";
    if (!IsListed<Role>(static_cast<std::uint8_t>(hello.role))) return "role of a hello";
  }
  CommandArena arena;
  for (const Name& role : NameTable<Role>::kRows) {
    std::vector<Command> commands;
    const DecodeResult result =
        DecodeRequest(frame, SampleIdentity(static_cast<Role>(role.number)), SampleNames(), SampleHasher(), arena, commands);
    const bool own = !std::holds_alternative<std::monostate>(result.own);
    if (commands.empty() && result.ok() && !own) return "a request that nobody answers";
    for (const Refusal& refusal : result.refusals) {
      if (!IsReject(static_cast<std::uint8_t>(refusal.code))) return "a refusal without a code";
      if (!IsUtf8(refusal.detail)) return "a refusal that is no UTF-8";
    }
    for (const Command& command : commands) {
      const char* fault = std::visit([](const auto& body) { return Fault(body); }, command.body);
      if (fault != nullptr) return std::string(CommandName(command.kind())) + ": " + fault;
      if (command.kind() != FrameInfo(frame.kind()).command) return "a command of another kind than its frame";
      if (command.caller.role != static_cast<Role>(role.number)) return "a caller of another role";
    }
  }
  return "";
}

template <class Take>
std::string Read(FrameSide side, std::string_view bytes, Take take) {
  FrameBuffer buffer(side, 256);
  while (true) {
    const FrameResult result = buffer.Next();
    if (result.status == FrameStatus::kFrame) {
      std::string unsound = take(result.frame);
      if (!unsound.empty()) return unsound;
      continue;
    }
    if (result.status != FrameStatus::kNeedMore && RefusalOf(result).detail.empty()) return "a bad frame without a word";
    if (result.status == FrameStatus::kTooLarge || result.status == FrameStatus::kUnaligned || bytes.empty()) return "";
    if (result.status == FrameStatus::kUnknownKind) continue;
    const std::span<char> free = buffer.Free();
    const std::size_t size = std::min(free.size(), bytes.size());
    std::memcpy(free.data(), bytes.data(), size);
    buffer.Commit(size);
    bytes.remove_prefix(size);
  }
}

}  // namespace

std::string Unsound(std::string_view bytes) {
  std::string unsound = Read(FrameSide::kServer, bytes, UnsoundFrame);
  if (!unsound.empty()) return unsound;
  return Read(FrameSide::kClient, bytes, [](const Frame& frame) {
    client::Handler handler;
    client::DecodeReply(frame, handler);
    return std::string();
  });
}

}  // namespace tidegate
