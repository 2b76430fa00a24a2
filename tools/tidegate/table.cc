#include "tools/tidegate/table.h"

#include <algorithm>
#include <utility>

#include "core/base/check.h"
#include "tools/tidegate/display_text.h"

namespace tidegate {
namespace {

constexpr std::size_t kGapColumns = 2;

void AppendCell(std::string& line, const std::string& cell, std::size_t width, Align align, bool last) {
  const std::size_t padding = width - std::min(width, DisplayWidth(cell));
  if (align == Align::kRight) line.append(padding, ' ');
  line += cell;
  if (!last) line.append((align == Align::kLeft ? padding : 0) + kGapColumns, ' ');
}

}  // namespace

Table::Table(std::vector<TableColumn> columns) : columns_(std::move(columns)) { CHECK(!columns_.empty()); }

void Table::Add(std::vector<std::string> cells) {
  CHECK_EQ(cells.size(), columns_.size());
  for (std::string& cell : cells) cell = Shorten(OneLine(cell), &cell == &cells.back() ? kLastCellColumnsMax : kCellColumnsMax);
  rows_.push_back(std::move(cells));
}

std::string Table::Render() const {
  std::vector<std::size_t> widths;
  for (const TableColumn& column : columns_) widths.push_back(DisplayWidth(column.title));
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], DisplayWidth(row[i]));
  }
  std::string out;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    AppendCell(out, columns_[i].title, widths[i], columns_[i].align, i + 1 == columns_.size());
  }
  out += '\n';
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) AppendCell(out, row[i], widths[i], columns_[i].align, i + 1 == row.size());
    while (out.back() == ' ') out.pop_back();  // of an empty last cell
    out += '\n';
  }
  return out;
}

std::string RenderPairs(const std::vector<std::pair<std::string, std::string>>& pairs) {
  std::size_t width = 0;
  for (const auto& [label, value] : pairs) width = std::max(width, DisplayWidth(label));
  std::string out;
  for (const auto& [label, value] : pairs) {
    out += label;
    out.append(width - DisplayWidth(label) + kGapColumns, ' ');
    out += OneLine(value);
    out += '\n';
  }
  return out;
}

}  // namespace tidegate
