#include "bench/load/demo_tickets.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace tidegate::load {
namespace {

// X(weight, type, skill, skill level, claimed level, category, title, text). Complaints weigh 400 in all: functional 168, service 140,
// price 60, emotional 32. {o} becomes the order's number, {n} a small number.
struct Template {
  std::uint32_t weight;
  std::string_view type;
  std::string_view skill;
  std::uint8_t skill_level;
  Level level;
  ComplaintCategory category;
  std::string_view title;
  std::string_view text;
};

constexpr Template kTemplates[] = {
    // Complaints, functional.
    {60, "complaint", "payment", 2, Level::kHigh, ComplaintCategory::kFunctional, "支付成功但订单显示未付款",
     "订单 {o} 昨天已经扣款，页面一直显示待付款，请尽快核实。"},
    {58, "complaint", "technical", 2, Level::kHigh, ComplaintCategory::kFunctional, "APP 更新后一直闪退",
     "更新到最新版本之后，打开第 {n} 次还是闪退，无法下单。"},
    {50, "complaint", "technical", 1, Level::kHigh, ComplaintCategory::kFunctional, "Check-out button does nothing",
     "Tried {n} times on two phones: the check-out button of order {o} does not react."},
    // Complaints, service.
    {52, "complaint", "logistics", 1, Level::kHigh, ComplaintCategory::kService, "快递员未联系直接放驿站",
     "订单 {o} 要求送货上门，快递员没有打电话就放在了驿站。"},
    {48, "complaint", "refund", 2, Level::kHigh, ComplaintCategory::kService, "客服承诺退款却没有下文",
     "客服说 {n} 个工作日内退款，订单 {o} 到现在没有任何消息。"},
    {40, "complaint", "logistics", 1, Level::kHigh, ComplaintCategory::kService, "Delivery moved for the third time",
     "Order {o} was moved again without a word. I stayed at home {n} days for it."},
    // Complaints, price.
    {34, "complaint", "billing", 1, Level::kHigh, ComplaintCategory::kPrice, "刚买完就降价，要求补差价",
     "订单 {o} 付款不到 {n} 小时就降价了，希望补差价。"},
    {26, "complaint", "billing", 2, Level::kHigh, ComplaintCategory::kPrice, "Charged twice for one order",
     "My card shows order {o} twice. Please return one of them."},
    // Complaints, emotional.
    {32, "complaint", "complaint", 3, Level::kHigh, ComplaintCategory::kEmotional, "对处理结果非常失望",
     "同样的问题我已经说了 {n} 遍，每次都要重新解释，太失望了。"},
    // What cannot wait.
    {18, "technical support", "security", 3, Level::kUrgent, ComplaintCategory::kNone, "账号在异地登录，怀疑被盗",
     "刚刚收到异地登录提醒，不是本人操作，请马上冻结账号。"},
    {12, "after-sales", "payment", 3, Level::kUrgent, ComplaintCategory::kNone, "大额订单重复扣款",
     "订单 {o} 被扣了 {n} 次款，金额很大，请立即处理。"},
    {10, "after-sales", "technical", 3, Level::kUrgent, ComplaintCategory::kNone, "Device smokes when charging",
     "The charger of order {o} smokes. I pulled the plug. What do I do now?"},
    // Consultations.
    {110, "consultation", "logistics", 1, Level::kNormal, ComplaintCategory::kNone, "请问订单什么时候发货",
     "订单 {o} 付款 {n} 天了，想问一下什么时候可以发货。"},
    {90, "consultation", "refund", 1, Level::kNormal, ComplaintCategory::kNone, "七天无理由退货怎么办理",
     "收到的商品不太合适，想了解七天无理由退货的流程。"},
    {80, "consultation", "billing", 1, Level::kNormal, ComplaintCategory::kNone, "如何开具增值税专用发票",
     "公司采购需要专票，请问订单 {o} 应该怎样申请？"},
    {60, "consultation", "account", 1, Level::kNormal, ComplaintCategory::kNone, "How do I change my phone number",
     "My number changed. The page asks for a code that goes to the old one."},
    {45, "technical support", "technical", 1, Level::kNormal, ComplaintCategory::kNone, "蓝牙无法连接新设备",
     "按照说明书操作了 {n} 次，蓝牙还是搜索不到设备。"},
    {45, "after-sales", "logistics", 1, Level::kNormal, ComplaintCategory::kNone, "收到的商品少了一个配件",
     "订单 {o} 里缺少 {n} 个配件，包装完好，请补发。"},
    // What has time.
    {60, "consultation", "account", 1, Level::kLow, ComplaintCategory::kNone, "会员积分什么时候到账",
     "上个月的积分还没有到账，不着急，麻烦查一下。"},
    {50, "consultation", "", 1, Level::kLow, ComplaintCategory::kNone, "建议增加深色模式", "晚上看屏幕有点刺眼，建议 APP 增加深色模式。"},
    {40, "consultation", "account", 1, Level::kLow, ComplaintCategory::kNone, "Where do I see my points",
     "Just curious: where does the app show my points?"},
};

constexpr std::string_view kChannels[] = {"hotline",        "app",         "mini-program", "web chat", "social message",
                                          "social comment", "social post", "e-mail",       "store",    "kiosk"};
constexpr std::uint32_t kChannelWeights[] = {24, 22, 16, 14, 7, 5, 3, 5, 2, 2};  // of 100

constexpr std::uint32_t kCustomers = 2'000;  // some write twice on a day
constexpr std::uint32_t kOrderShare = 60;    // per cent of the tickets that name an order
constexpr std::uint32_t kRegionShare = 20;   // per cent that must be handled in their region

std::string Letters(std::string_view name) {
  std::string letters;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 || std::isalnum(byte)) letters.push_back(static_cast<char>(std::tolower(byte)));
  }
  return letters;
}

std::string Filled(std::string_view text, std::string_view order, std::uint32_t number) {
  std::string filled;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 3) == "{o}") {
      filled += order;
      i += 2;
    } else if (text.substr(i, 3) == "{n}") {
      filled += std::to_string(number);
      i += 2;
    } else {
      filled.push_back(text[i]);
    }
  }
  return filled;
}

// A ticket must name a type and a channel: the first one, where the daemon knows none of that name.
std::string_view NameOr(const std::vector<std::string>& names, std::string_view wanted) {
  const std::string_view name = NameLike(names, wanted);
  return name.empty() && !names.empty() ? std::string_view(names.front()) : name;
}

// The customer's number says the tier, so that a customer keeps it: 10 % VIP, 15 % enterprise, 35 % member.
CustomerTier TierOf(std::uint32_t customer) {
  const std::uint32_t place = customer % 100;
  if (place < 10) return CustomerTier::kVip;
  if (place < 25) return CustomerTier::kEnterprise;
  return place < 60 ? CustomerTier::kMember : CustomerTier::kOrdinary;
}

}  // namespace

std::string_view NameLike(const std::vector<std::string>& names, std::string_view wanted) {
  const std::string letters = Letters(wanted);
  for (const std::string& name : names) {
    if (Letters(name) == letters) return name;
  }
  return {};
}

DemoTickets::DemoTickets(const Catalog& catalog, std::uint64_t seed) : catalog_(catalog), random_(seed) {
  for (const Template& row : kTemplates) {
    kinds_.push_back({row.weight, NameOr(catalog.types, row.type), NameLike(catalog.skills, row.skill), row.skill_level, row.level,
                      row.category, row.title, row.text});
    weights_ += row.weight;
  }
}

DemoTicket DemoTickets::Next() {
  std::uint32_t place = Draw(weights_);
  std::size_t chosen = 0;
  while (place >= kinds_[chosen].weight) place -= kinds_[chosen++].weight;
  const Kind& kind = kinds_[chosen];

  const std::uint32_t customer = Draw(kCustomers);
  DemoTicket ticket;
  ticket.customer = fmt::format("customer-{:04}", customer);
  const std::string order = fmt::format("SO{:08}", 10'000'000 + Draw(90'000'000));
  if (Draw(100) < kOrderShare || kind.text.find("{o}") != std::string_view::npos) ticket.order = order;
  std::uint32_t weight = Draw(100);
  std::size_t channel = 0;
  while (weight >= kChannelWeights[channel]) weight -= kChannelWeights[channel++];
  ticket.channel = NameOr(catalog_.channels, kChannels[channel]);
  if (!catalog_.regions.empty() && Draw(100) < kRegionShare)
    ticket.region = catalog_.regions[Draw(static_cast<std::uint32_t>(catalog_.regions.size()))];
  ticket.type = kind.type;
  ticket.skill = kind.skill;
  ticket.skill_level = kind.skill_level;
  ticket.level = kind.level;
  ticket.category = kind.category;
  ticket.tier = TierOf(customer);
  ticket.title = std::string(kind.title);
  ticket.text = Filled(kind.text, order, 2 + Draw(5));
  return ticket;
}

}  // namespace tidegate::load
