#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace troupe {

struct CsvRow {
    int line = 0;  ///< on which the row begins, counted from 1
    std::vector<std::string> cells;
    bool unclosed = false;  ///< a quote was opened and the file ended
};

/// RFC 4180, and a little more: any separator, lines that end in LF, CRLF or CR, blank lines skipped. Cells are trimmed
/// when they were not quoted.
class CsvReader {
public:
    CsvReader(std::string_view text, char separator) : text_(text), separator_(separator) {}

    /// False at the end.
    bool next(CsvRow& row);

private:
    bool end_of_line();
    void read_quoted(std::string& cell, bool& unclosed);

    std::string_view text_;
    char separator_;
    std::size_t at_ = 0;
    int line_ = 1;
};

}  // namespace troupe
