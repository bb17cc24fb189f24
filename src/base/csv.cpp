#include "base/csv.hpp"

#include <string_view>

#include "base/text.hpp"

namespace troupe {
namespace {

std::string csv_cell(std::string text) {
    if (!text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos) text.insert(0, 1, '\'');
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    return '"' + text::replace_all(std::move(text), "\"", "\"\"") + '"';
}

}  // namespace

std::string csv_row(std::vector<std::string> cells) {
    for (auto& cell : cells) cell = csv_cell(std::move(cell));
    return text::join(cells, ",") + "\r\n";
}

}  // namespace troupe
