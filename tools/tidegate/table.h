// Table: rows of text in aligned columns, for a terminal. Respects double-width characters.
//
// Value type. Cells are made harmless (OneLine) and cut; a column is as wide as its widest cell. Columns are separated
// by two spaces, the last one is not padded. Cost: the whole table is kept until it is rendered.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace tidegate {

inline constexpr std::size_t kCellColumnsMax = 60;       // Two such columns fit a wide terminal; the rest is in --json.
inline constexpr std::size_t kLastCellColumnsMax = 200;  // The last column shifts nothing.

enum class Align { kLeft, kRight };

struct TableColumn {
  std::string title;
  Align align = Align::kLeft;
};

class Table {
 public:
  explicit Table(std::vector<TableColumn> columns);
  // As many cells as columns (CHECKed).
  void Add(std::vector<std::string> cells);
  std::size_t row_count() const { return rows_.size(); }
  // The title line and the rows, each ended by a newline.
  std::string Render() const;

 private:
  std::vector<TableColumn> columns_;
  std::vector<std::vector<std::string>> rows_;
};

// Pairs of a label and a value, the values aligned: for one thing with many fields.
std::string RenderPairs(const std::vector<std::pair<std::string, std::string>>& pairs);

}  // namespace tidegate
