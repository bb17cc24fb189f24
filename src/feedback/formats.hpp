#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "feedback/statement.hpp"

/// Formats of statements as data: which headings a file has, and what they mean. Built-in ones are in
/// data/feedback/formats; a folder of one's own adds to them, or replaces one of the same name.
namespace troupe::feedback {

/// Where a field of a row comes from.
struct FieldMapping {
    std::vector<std::string> from;              ///< headings; the first that the file has and the row fills
    bool required = true;                       ///< the file must have one of them
    std::vector<std::string> date;              ///< of dates: patterns like "yyyy-mm-dd", "m/d/yy*", "mon yyyy", tried in order
    std::string period;                         ///< of dates: "month": a day stands for its month
    std::map<std::string, std::string> values;  ///< of use_type: what the file says to ours, or to "skip"
    std::string currency;                       ///< of gross: the heading of its currency where that may differ from net's
};
BOOST_DESCRIBE_STRUCT(FieldMapping, (), (from, required, date, period, values, currency))

/// A table of rows, one a line. Fields: report_date, usage, platform, service_tier, use_type, territory, isrc, upc,
/// track_title, artist_name, release_title, quantity, returns, gross, deductions, withheld, net, currency, exchange_rate,
/// share. usage, platform, quantity and one of isrc, upc and track_title must be there, as fields or constants.
struct Format {
    std::string name;
    std::string what;  ///< one line for people
    std::string source;
    Measure measure = Measure::royalty;
    std::string separator = "any";  ///< tab, comma, semicolon, any
    std::vector<std::string> encodings{"utf-8"};
    std::string numbers = "1,234.56";  ///< see `parse_number_style`
    int preamble_rows = 0;             ///< at most so many before the heading
    std::map<std::string, FieldMapping> fields;
    std::map<std::string, std::string> constants;  ///< where no field or an empty cell says otherwise
    std::vector<std::string> known;                ///< headings that are there and not read
    bool lenient = false;                          ///< headings beyond these are expected and not told
    std::map<std::string, std::string> footers;    ///< first cell of a row of totals to "rows", "quantity" or "net"
    std::vector<std::string> ends_with;            ///< first cells after which no row follows
    std::string note;                              ///< what is not sure of it
};
BOOST_DESCRIBE_STRUCT(Format, (),
                      (name, what, source, measure, separator, encodings, numbers, preamble_rows, fields, constants, known, lenient, footers,
                       ends_with, note))

/// The first thing wrong with it, by field, or nothing. Error: invalid_input.
[[nodiscard]] Result<void> validate(Format const& format);

/// Built-in formats and those of a folder of *.json. Error: invalid_input naming the file and field; not_found.
[[nodiscard]] Result<std::vector<Format>> load_formats(std::filesystem::path const& own_folder = {});

/// The format whose headings these are: all that it requires are there, and most of it. Nothing when none fits.
/// Error: invalid_input (two fit equally well: name one; a heading stands twice).
[[nodiscard]] Result<Format const*> recognise(std::vector<Format> const& formats, std::vector<std::string> const& headings);

/// A mapping for headings that nobody knows, by synonyms, for a person to check: fields that have none are left out. The
/// headings that it does not use are in `known`.
[[nodiscard]] Format propose_format(std::vector<std::string> const& headings, std::string const& name);

}  // namespace troupe::feedback
