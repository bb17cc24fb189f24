#include "base/csv.hpp"

#include "base/text.hpp"

namespace troupe {

/// Steps over a line break, if one stands here.
bool CsvReader::end_of_line() {
    if (text_[at_] != '\n' && text_[at_] != '\r') return false;
    if (text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n') ++at_;
    ++at_;
    ++line_;
    return true;
}

void CsvReader::read_quoted(std::string& cell, bool& unclosed) {
    unclosed = true;
    for (++at_; at_ < text_.size(); ++at_) {
        if (text_[at_] == '"') {
            if (at_ + 1 >= text_.size() || text_[at_ + 1] != '"') {
                ++at_;
                unclosed = false;
                return;
            }
            ++at_;
        } else if (text_[at_] == '\n') {
            ++line_;
        }
        cell += text_[at_];
    }
}

bool CsvReader::next(CsvRow& row) {
    while (at_ < text_.size() && end_of_line()) {
    }
    if (at_ >= text_.size()) return false;
    row = {line_, {}, false};
    std::string cell;
    bool quoted = false;
    auto const finish = [&] {
        row.cells.push_back(quoted ? cell : std::string(text::trim(cell)));
        cell.clear();
        quoted = false;
    };
    while (at_ < text_.size()) {
        if (text_[at_] == separator_) {
            finish();
            ++at_;
        } else if (text_[at_] == '"' && !quoted && text::trim(cell).empty()) {
            cell.clear();
            quoted = true;
            read_quoted(cell, row.unclosed);
        } else if (end_of_line()) {
            break;
        } else {
            if (!quoted || (text_[at_] != ' ' && text_[at_] != '\t')) cell += text_[at_];
            ++at_;
        }
    }
    finish();
    return true;
}

}  // namespace troupe
