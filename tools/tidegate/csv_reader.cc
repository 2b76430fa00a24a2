#include "tools/tidegate/csv_reader.h"

#include <algorithm>
#include <utility>

#include "core/base/check.h"
#include "core/base/utf8.h"

namespace tidegate {

CsvReader::CsvReader(std::istream& in, char separator) : in_(in), separator_(separator) {
  CHECK(separator != '"' && separator != '\n' && separator != '\r');
}

bool CsvReader::Fill() {
  if (at_end_) return false;
  if (begin_ > 0) {
    buffer_.erase(0, begin_);
    begin_ = 0;
  }
  const std::size_t before = buffer_.size();
  buffer_.resize(before + kCsvChunkBytes);
  in_.read(buffer_.data() + before, static_cast<std::streamsize>(kCsvChunkBytes));
  const auto got = static_cast<std::size_t>(in_.gcount());
  buffer_.resize(before + got);
  if (got < kCsvChunkBytes) at_end_ = true;
  return got > 0;
}

void CsvReader::CloseField() { field_ends_.push_back(text_.size()); }

CsvReader::Scan CsvReader::ScanRecord() {
  text_.clear();
  field_ends_.clear();
  std::size_t at = begin_;
  const std::size_t size = buffer_.size();
  const auto need_more = [&] { return at_end_ ? Scan::kDone : Scan::kNeedMore; };
  for (;;) {  // one field a round
    if (at < size && buffer_[at] == '"') {
      ++at;
      for (;;) {
        const std::size_t quote = buffer_.find('"', at);
        if (quote == std::string::npos) {
          if (!at_end_) return Scan::kNeedMore;
          problem_ = "a quoted field is never closed; put a quote at its end";
          return Scan::kBad;
        }
        if (quote + 1 == size && !at_end_) return Scan::kNeedMore;
        text_.append(buffer_, at, quote - at);
        at = quote + 1;
        if (at < size && buffer_[at] == '"') {
          text_.push_back('"');
          ++at;
          continue;
        }
        break;
      }
      const bool at_separator = at < size && buffer_[at] == separator_;
      const bool at_newline = at < size && buffer_[at] == '\n';
      const bool at_return = at < size && buffer_[at] == '\r';
      if (at_return && at + 1 == size && !at_end_) return Scan::kNeedMore;
      const bool at_crlf = at_return && (at + 1 == size || buffer_[at + 1] == '\n');
      if (at < size && !at_separator && !at_newline && !at_crlf) {
        problem_ = "text follows a closing quote; double the quotes inside a quoted field";
        return Scan::kBad;
      }
    } else {
      const std::size_t from = at;
      while (at < size && buffer_[at] != separator_ && buffer_[at] != '\n' && buffer_[at] != '"') ++at;
      if (at == size && !at_end_) return Scan::kNeedMore;
      if (at < size && buffer_[at] == '"') {
        problem_ = "a quote stands inside a field that does not begin with one; quote the whole field and double the quote";
        return Scan::kBad;
      }
      std::size_t to = at;
      if (to > from && buffer_[to - 1] == '\r' && (at == size || buffer_[at] == '\n')) --to;
      text_.append(buffer_, from, to - from);
    }
    CloseField();
    if (at < size && buffer_[at] == '\r') ++at;
    if (at >= size) {
      end_ = size;
      return need_more();
    }
    if (buffer_[at] == '\n') {
      end_ = at + 1;
      return Scan::kDone;
    }
    ++at;  // the separator; a field follows, empty perhaps
  }
}

void CsvReader::SkipLine() {
  for (;;) {
    const std::size_t newline = buffer_.find('\n', begin_);
    if (newline != std::string::npos) {
      begin_ = newline + 1;
      ++next_line_;
      return;
    }
    begin_ = buffer_.size();
    if (!Fill()) return;
  }
}

CsvReader::Outcome CsvReader::Unreadable(std::string problem) {
  problem_ = std::move(problem);
  fields_.clear();
  SkipLine();
  return Outcome::kUnreadable;
}

CsvReader::Outcome CsvReader::Next() {
  for (;;) {
    if (first_) {
      while (buffer_.size() < 3 && Fill()) {
      }
      if (buffer_.starts_with("\xEF\xBB\xBF")) begin_ = 3;
      first_ = false;
    }
    if (begin_ == buffer_.size() && !Fill()) return Outcome::kEnd;
    line_ = next_line_;
    Scan scan = ScanRecord();
    // The scan starts anew after each chunk: a record has at most kCsvRecordBytesMax / kCsvChunkBytes + 1 of them.
    while (scan == Scan::kNeedMore && buffer_.size() - begin_ <= kCsvRecordBytesMax) {
      Fill();
      scan = ScanRecord();
    }
    if (scan == Scan::kNeedMore || (scan == Scan::kDone && end_ - begin_ > kCsvRecordBytesMax)) {
      return Unreadable("the record is longer than " + std::to_string(kCsvRecordBytesMax) + " bytes; a quote may be missing");
    }
    if (scan == Scan::kBad) return Unreadable(problem_);

    const std::string_view raw(buffer_.data() + begin_, end_ - begin_);
    if (!IsUtf8(raw)) return Unreadable("the text is not UTF-8; convert the file, for example: iconv -f GB18030 -t UTF-8");
    if (raw.find('\0') != std::string_view::npos) return Unreadable("a NUL byte stands in the text; is this a text file?");
    next_line_ += static_cast<std::uint64_t>(std::count(raw.begin(), raw.end(), '\n'));
    const bool empty = raw == "\n" || raw == "\r\n" || raw == "\r";
    begin_ = end_;
    if (empty) continue;

    fields_.clear();
    std::size_t from = 0;
    for (const std::size_t to : field_ends_) {
      fields_.emplace_back(text_.data() + from, to - from);
      from = to;
    }
    return Outcome::kRecord;
  }
}

}  // namespace tidegate
