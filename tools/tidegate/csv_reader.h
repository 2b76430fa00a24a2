// CsvReader: the records of a CSV file (RFC 4180), one at a time, with the line each begins on; what cannot be read is reported, not fatal.
//
// One owner. Reads the stream in chunks and keeps at most one record, so a file may be of any size. Quoted fields may hold separators,
// doubled quotes and line ends; CRLF and LF end a record; a UTF-8 byte order mark is passed over; empty lines are passed over. A record
// that breaks a rule (stray quote, quote never closed, too long, not UTF-8, a NUL byte) is given as kUnreadable, and reading goes on at the
// line after the one it began on, so that one bad quote does not swallow the rest of the file. Cost: one pass; the lines of an unreadable
// record are looked at twice.
// Not here: headers, column names, column counts, the meaning of fields.
#pragma once

#include <cstddef>
#include <cstdint>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

namespace tidegate {

inline constexpr std::size_t kCsvRecordBytesMax = 1 << 20;  // A ticket's text is at most 32 KiB; a larger record is a quote gone astray.
inline constexpr std::size_t kCsvChunkBytes = 64 * 1024;    // One read of the stream.

class CsvReader {
 public:
  enum class Outcome { kRecord, kUnreadable, kEnd };

  // `in` outlives the reader. `separator` is any ASCII character but a quote or a line end.
  explicit CsvReader(std::istream& in, char separator = ',');

  Outcome Next();

  // Line on which the record of the last Next() began, from 1.
  std::uint64_t line() const { return line_; }
  // After kRecord: the fields, unquoted; they live until the next call.
  const std::vector<std::string_view>& fields() const { return fields_; }
  // After kUnreadable: what is wrong, with the remedy.
  const std::string& problem() const { return problem_; }

 private:
  enum class Scan { kDone, kNeedMore, kBad };

  bool Fill();        // reads a chunk; false at the end of the stream
  Scan ScanRecord();  // from begin_ on; sets end_ behind the record
  void CloseField();
  Outcome Unreadable(std::string problem);
  void SkipLine();  // moves begin_ behind the line it stands on

  std::istream& in_;
  const char separator_;
  bool at_end_ = false;  // the stream gave everything
  bool first_ = true;    // nothing was read yet: a byte order mark may follow
  std::string buffer_;
  std::size_t begin_ = 0;        // start of the record
  std::size_t end_ = 0;          // behind it
  std::uint64_t next_line_ = 1;  // line at begin_
  std::uint64_t line_ = 0;
  std::string text_;  // the fields one after another, unquoted
  std::vector<std::size_t> field_ends_;
  std::vector<std::string_view> fields_;
  std::string problem_;
};

}  // namespace tidegate
