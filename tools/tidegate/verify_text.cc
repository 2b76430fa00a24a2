#include "tools/tidegate/verify_text.h"

#include <array>

#include "tools/tidegate/json_writer.h"

namespace tidegate {
namespace {

constexpr std::array<std::string_view, kStoreTableCount> kTables = {"record",  "body",     "key",   "history",
                                                                    "article", "customer", "order", "client"};

std::string_view PartName(VerifyStage part, Language language) {
  switch (part) {
    case VerifyStage::kImages:
      return language == Language::kChinese ? "映像" : "images";
    case VerifyStage::kJournal:
      return language == Language::kChinese ? "日志" : "journal";
    case VerifyStage::kProjection:
      return language == Language::kChinese ? "投影" : "projection";
  }
  return {};
}

struct ProofWords {
  std::string_view name;
  std::string_view english;
  std::string_view chinese;
};
ProofWords WordsOf(VerifiedImage::Proof proof) {
  switch (proof) {
    case VerifiedImage::Proof::kDamaged:
      return {"damaged", "DAMAGED, see below", "已损坏，见下"};
    case VerifiedImage::Proof::kWhole:
      return {"whole", "whole; the journal no longer reaches back to it", "完整；日志已不含其之前的内容"};
    case VerifiedImage::Proof::kReplayed:
      return {"replayed", "whole, and what the journal gives", "完整，与日志回放一致"};
    case VerifiedImage::Proof::kBegun:
      return {"begun", "whole; the replay of the journal begins with it", "完整；日志回放由此开始"};
    case VerifiedImage::Proof::kNotProved:
      return {"not-proved", "not proved: it needs larger limits, see below", "未校验：需更大的上限，见下"};
  }
  return {};
}

std::string MegaBytes(std::uint64_t bytes) { return fmt::format("{:.1f} MiB", static_cast<double>(bytes) / (1 << 20)); }

}  // namespace

std::string VerifyText(const VerifyReport& report, std::string_view directory, Language language) {
  std::string out = SayFormat(language, "{}\n", "{}\n", directory);
  out += SayFormat(language, "  journal     changes {} to {}, {} records, {}\n", "  日志        变更{}至{}，{}条记录，{}\n",
                   report.base.seq + 1, report.end.seq, report.records, MegaBytes(report.bytes));
  if (report.base.seq != 0) {
    out += SayFormat(language, "              it was cut: what lies before change {} is in images and projection only\n",
                     "              已裁剪：变更{}之前的内容仅存于映像和投影\n", report.base.seq + 1);
  }
  if (report.images.empty()) out += Say(language, "  images      none\n", "  映像        无\n");
  for (const VerifiedImage& image : report.images) {
    const ProofWords words = WordsOf(image.proof);
    out += SayFormat(language, "  image       {}: {}\n", "  映像        {}：{}\n", image.seq, Say(language, words.english, words.chinese));
  }
  if (!report.projection) {
    out += Say(language, "  projection  none\n", "  投影        无\n");
  } else {
    out += SayFormat(language, "  projection  up to change {}, {} tickets, all rows read, {} tickets compared with the journal\n",
                     "  投影        至变更{}，{}张工单，已读取全部行，其中{}张与日志比对\n", report.projection->projected_seq,
                     report.projection->tickets, report.projection->compared);
  }
  for (const VerifyFinding& finding : report.findings) {
    out += SayFormat(language, "\n{}: {}\n", "\n{}：{}\n", PartName(finding.part, language), finding.what);
  }
  if (report.finding_count > report.findings.size()) {
    out += SayFormat(language, "\n... and {} more\n", "\n……另有{}处\n", report.finding_count - report.findings.size());
  }
  if (!report.limit.empty()) out += SayFormat(language, "\n{}\n", "\n{}\n", report.limit);
  if (report.sound() && !report.limit.empty()) return out + Say(language, "not all of it was proved\n", "未能全部校验\n");
  out += report.sound() ? Say(language, "sound\n", "完好\n")
                        : SayFormat(language, "\nNOT SOUND: {} findings\n", "\n有问题：共{}处\n", report.finding_count);
  return out;
}

std::string VerifyJson(const VerifyReport& report, std::string_view directory) {
  JsonWriter json;
  json.BeginObject().Field("ok", report.sound() && report.limit.empty()).Field("directory", directory);
  json.Key("journal").BeginObject().Field("first_seq", report.base.seq + 1).Field("last_seq", report.end.seq);
  json.Field("records", report.records).Field("changes", report.changes).Field("bytes", report.bytes).EndObject();
  if (report.fingerprint != 0) {
    json.Field("fingerprint", fmt::format("{:016x}", report.fingerprint));
  } else {
    json.Key("fingerprint").Null();
  }
  json.Key("images").BeginArray();
  for (const VerifiedImage& image : report.images) {
    json.BeginObject().Field("seq", image.seq).Field("file", image.name).Field("proof", WordsOf(image.proof).name).EndObject();
  }
  json.EndArray().Key("projection");
  if (!report.projection) {
    json.Null();
  } else {
    const VerifiedProjection& projection = *report.projection;
    json.BeginObject().Field("projected_seq", projection.projected_seq).Field("tickets", projection.tickets);
    json.Field("compared", projection.compared).Key("rows").BeginObject();
    for (std::size_t table = 0; table < kTables.size(); ++table) json.Field(kTables[table], projection.rows[table]);
    json.EndObject().EndObject();
  }
  json.Key("findings").BeginArray();
  for (const VerifyFinding& finding : report.findings) {
    json.BeginObject().Field("part", PartName(finding.part, Language::kEnglish)).Field("problem", finding.what).EndObject();
  }
  json.EndArray().Field("finding_count", report.finding_count);
  if (!report.limit.empty()) json.Field("limit", report.limit);
  json.EndObject();
  return json.text() + "\n";
}

std::string VerifyProgressText(VerifyStage stage, std::uint64_t done, std::uint64_t of, Language language) {
  if (of == 0) return SayFormat(language, "{}: {} rows\n", "{}：{}行\n", PartName(stage, language), done);
  return fmt::format("{}: {} %\n", PartName(stage, language), 100 * done / of);
}

}  // namespace tidegate
