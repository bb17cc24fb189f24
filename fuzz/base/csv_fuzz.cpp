// Any text is rows whose lines count up, whatever separates its cells; and a row that we wrote is read as it was, but for
// the mark before what a spreadsheet would run.
#include "base/csv.hpp"

#include "base/text.hpp"
#include "demand.hpp"

using namespace troupe;

namespace {

/// As a reader takes a cell: what was not quoted is trimmed.
bool is_same(std::string const& written, std::string const& read) {
    auto const marked = "'" + written;
    return read == written || read == marked || read == text::trim(written) || read == text::trim(marked);
}

void demand_round_trip(std::vector<std::string> const& cells) {
    auto const line = csv_row(cells);
    CsvReader reader(line, ',');
    CsvRow row;
    if (!reader.next(row)) return demand(cells.size() == 1 && text::trim(cells[0]).empty());
    demand(!row.unclosed && row.cells.size() == cells.size() && row.line == 1);
    for (std::size_t i = 0; i < cells.size(); ++i) demand(is_same(cells[i], row.cells[i]));
    demand(!reader.next(row));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    for (char const separator : {',', ';', '\t'}) {
        CsvReader reader(text_of(data, size), separator);
        CsvRow row;
        int last = 0;
        std::size_t bytes = 0;
        while (reader.next(row)) {
            demand(row.line > last && !row.cells.empty());
            last = row.line;
            for (auto const& cell : row.cells) bytes += cell.size();
            if (!row.unclosed) demand_round_trip(row.cells);
        }
        demand(bytes <= size);
    }
    return 0;
}
