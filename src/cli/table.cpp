#include "cli/table.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace troupe::cli {

std::string table(std::vector<std::string> const& heading, std::vector<std::vector<std::string>> const& rows) {
    std::vector<std::size_t> widths;
    for (auto const& cell : heading) widths.push_back(text::length(cell));
    for (auto const& row : rows)
        for (std::size_t i = 0; i < row.size() && i < widths.size(); ++i) widths[i] = std::max(widths[i], text::length(row[i]));
    auto const line = [&](std::vector<std::string> const& cells) {
        std::string out;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            out += cells[i];
            if (i + 1 < cells.size()) out += std::string(widths[i] - text::length(cells[i]) + 2, ' ');
        }
        return out + "\n";
    };
    auto text = line(heading);
    for (auto const& row : rows) text += line(row);
    return text;
}

}  // namespace troupe::cli
