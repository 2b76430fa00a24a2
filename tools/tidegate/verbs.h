// The verbs of tidegate: one row each (verb_rows/), which gives parsing, help and dispatch.
#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/model/names.h"
#include "tools/tidegate/arguments.h"
#include "tools/tidegate/language.h"

namespace tidegate {

inline constexpr std::string_view kDefaultAddress = "127.0.0.1:7415";  // where tidegated listens by default
inline constexpr std::string_view kAddressVariable = "TIDEGATE_CONNECT";
inline constexpr std::string_view kDefaultFrontEnd = "tidegate";  // who submits, when nobody else is named

enum class Format : std::uint8_t { kText, kJson };

// A command line, understood.
struct Invocation {
  std::string address;
  Role role = Role::kNone;
  std::string as;  // the name under which a supervisor speaks; empty = the verb's own
  std::string workspace;
  Language language = Language::kEnglish;
  Format format = Format::kText;
  std::chrono::milliseconds timeout{10'000};
  Arguments arguments;
};

struct Verb {
  std::string_view name;      // one word or two
  std::string_view synopsis;  // what stands behind the name
  Role role;                  // said in the hello unless --role says another; kNone = connects to nobody, or as several
  std::string_view summary;
  std::string_view summary_zh;
  std::string_view help;
  std::span<const OptionSpec> options;
  std::string_view examples;  // one a line
  std::size_t words_min;      // positional arguments behind the name
  std::size_t words_max;
  int (*run)(const Invocation&);
};

std::span<const Verb> Verbs();
std::span<const OptionSpec> CommonOptions();

// The verb at the front of the words; how many words its name takes goes to `name_words`. nullptr when there is none.
const Verb* FindVerb(std::span<const std::string> words, std::size_t& name_words);

std::string GeneralHelp(Language language);
// The verbs of two words that begin with this one, a line each; empty when there is none.
std::string GroupHelp(std::string_view group, Language language);
std::string VerbHelp(const Verb& verb, Language language);

// The whole program: reads the command line, runs the verb, gives the exit code (exit_codes.h).
int RunTidegate(std::span<const std::string> words);

// What each verb does; each in the file of its name.
int RunStatus(const Invocation& invocation);
int RunSubmit(const Invocation& invocation);
int RunTicketShow(const Invocation& invocation);
int RunTicketExplain(const Invocation& invocation);
int RunTicketAssign(const Invocation& invocation);
int RunTicketTakeBack(const Invocation& invocation);
int RunCustomerManager(const Invocation& invocation);
int RunTicketHistory(const Invocation& invocation);
int RunCustomerShow(const Invocation& invocation);
int RunCustomerLink(const Invocation& invocation);
int RunCustomerUnlink(const Invocation& invocation);
int RunCustomerMerge(const Invocation& invocation);
int RunTicketAttach(const Invocation& invocation);
int RunTicketLink(const Invocation& invocation);
int RunArchiveFind(const Invocation& invocation);
int RunTicketMessage(const Invocation& invocation);
int RunTicketAnswer(const Invocation& invocation);
int RunTicketPromise(const Invocation& invocation);
int RunTicketHold(const Invocation& invocation);
int RunTicketRelease(const Invocation& invocation);
int RunTicketCancel(const Invocation& invocation);
int RunTicketAbandon(const Invocation& invocation);
int RunTicketMerge(const Invocation& invocation);
int RunTicketReopen(const Invocation& invocation);
int RunTicketRaise(const Invocation& invocation);
int RunTicketLower(const Invocation& invocation);
int RunFeedbackAdd(const Invocation& invocation);
int RunFeedbackShow(const Invocation& invocation);
int RunFeedbackList(const Invocation& invocation);
int RunTicketContact(const Invocation& invocation);
int RunTicketNode(const Invocation& invocation);
int RunTicketNote(const Invocation& invocation);
int RunTicketResolve(const Invocation& invocation);
int RunKbUse(const Invocation& invocation);
int RunTicketPart(const Invocation& invocation);
int RunParts(const Invocation& invocation);
int RunPlanAdd(const Invocation& invocation);
int RunPlanDrop(const Invocation& invocation);
int RunPlanList(const Invocation& invocation);
int RunTransferRequest(const Invocation& invocation);
int RunTransferList(const Invocation& invocation);
int RunTransferApprove(const Invocation& invocation);
int RunTransferRefuse(const Invocation& invocation);
int RunTicketConfirm(const Invocation& invocation);
int RunTicketCallBack(const Invocation& invocation);
int RunTicketReason(const Invocation& invocation);
int RunTicketLevel(const Invocation& invocation);
int RunWatch(const Invocation& invocation);
int RunClockShow(const Invocation& invocation);
int RunClockAccept(const Invocation& invocation);
int RunReviewList(const Invocation& invocation);
int RunReviewConfirm(const Invocation& invocation);
int RunReviewRedirect(const Invocation& invocation);
int RunAgentsCheck(const Invocation& invocation);
int RunAgentsApply(const Invocation& invocation);
int RunAgentsDiff(const Invocation& invocation);
int RunAgentsRetire(const Invocation& invocation);
int RunAgents(const Invocation& invocation);
int RunPool(const Invocation& invocation);
int RunAgentShow(const Invocation& invocation);
int RunSaturation(const Invocation& invocation);
int RunDeclare(const Invocation& invocation);
int RunKbAdd(const Invocation& invocation);
int RunKbFind(const Invocation& invocation);
int RunKbSuggest(const Invocation& invocation);
int RunKbShow(const Invocation& invocation);
int RunKbList(const Invocation& invocation);
int RunKbStale(const Invocation& invocation);
int RunKbReview(const Invocation& invocation);
int RunRulesApply(const Invocation& invocation);
int RunRulesCheck(const Invocation& invocation);
int RunRulesDiff(const Invocation& invocation);
int RunRulesList(const Invocation& invocation);
int RunRulesShow(const Invocation& invocation);
int RunRulesUndo(const Invocation& invocation);
int RunDesk(const Invocation& invocation);
int RunVerify(const Invocation& invocation);
int RunReplay(const Invocation& invocation);

}  // namespace tidegate
