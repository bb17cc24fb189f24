#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "feedback/impl/report_text.hpp"

namespace troupe::feedback::impl {

/// One record of a table: its cells are views that hold until the next one is read.
struct Record {
    int line = 0;  ///< on which it begins, counted from 1
    std::vector<std::string_view> cells;

    /// Empty for a cell that is not there.
    [[nodiscard]] std::string_view cell(std::size_t column) const {
        return column < cells.size() ? cells[column] : std::string_view();
    }
};

enum class Quotes { csv, none };

/// Records of a file of any size, in the memory of one piece of it. Lines end in LF, CRLF or CR; blank lines are skipped;
/// cells are trimmed of spaces unless they were quoted.
class RecordReader {
public:
    RecordReader(ReportText text, char separator, Quotes quotes)
        : text_(std::move(text)), separator_(separator), quotes_(quotes) {}

    /// False at the end. Errors: those of the text; invalid_input for a quote that is never closed and for a record of
    /// more than a megabyte, naming the line.
    [[nodiscard]] Result<bool> next(Record& record);
    /// The line after the last record.
    [[nodiscard]] int line() const { return line_; }
    /// Whether the last record ended with a line break: a file that is cut off does not.
    [[nodiscard]] bool ended_line() const { return ended_line_; }

private:
    [[nodiscard]] Result<bool> fill();
    [[nodiscard]] Result<bool> skip_blank_lines();
    /// Finds the end of the record that begins at at_, reading on where it must.
    [[nodiscard]] Result<std::size_t> find_end();
    void cut(std::size_t end, Record& record);
    [[nodiscard]] std::string_view unquoted(std::size_t& at, std::size_t end);

    ReportText text_;
    char separator_;
    Quotes quotes_;
    std::string buffer_;
    std::size_t at_ = 0;
    int line_ = 1;
    bool is_over_ = false;
    bool ended_line_ = true;
};

}  // namespace troupe::feedback::impl
