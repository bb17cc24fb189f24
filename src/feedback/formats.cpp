#include "feedback/formats.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/files.hpp"
#include "base/text.hpp"
#include "feedback/impl/embedded_table.hpp"
#include "feedback/impl/names.hpp"

namespace troupe::feedback {
namespace fs = std::filesystem;
namespace {

std::set<std::string> const field_names{"report_date", "usage",         "platform", "service_tier", "use_type",   "territory", "isrc",
                                        "upc",         "track_title",   "net",      "artist_name",  "deductions", "quantity",  "returns",
                                        "gross",       "release_title", "withheld", "currency",     "share",      "exchange_rate"};

bool has(Format const& format, std::string const& field) { return format.fields.contains(field) || format.constants.contains(field); }

Result<void> check_field(std::string const& name, FieldMapping const& field) {
    auto const path = "fields." + name;
    if (!field_names.contains(name)) return wrong_field(path, "is no field, expected one of " + text::join({field_names.begin(), field_names.end()}, ", "));
    if (field.from.empty()) return wrong_field(path + ".from", "expected at least one heading");
    bool const is_date = name == "report_date" || name == "usage";
    if (is_date && field.date.empty()) return wrong_field(path + ".date", "expected a pattern like yyyy-mm-dd");
    if (!field.period.empty() && field.period != "month") return wrong_field(path + ".period", "expected month, or nothing");
    for (auto const& [raw, use] : field.values)
        if (use != "skip") TRY(json::enum_from<UseType>(use, path + ".values." + raw));
    return {};
}

Result<void> check_values(Format const& format) {
    for (auto const& [field, value] : format.constants)
        if (!field_names.contains(field)) return wrong_field("constants." + field, "is no field");
    if (auto const use = format.constants.find("use_type"); use != format.constants.end())
        TRY(json::enum_from<UseType>(use->second, "constants.use_type"));
    for (auto const& [cell, total] : format.footers)
        if (total != "rows" && total != "quantity" && total != "net") return wrong_field("footers." + cell, "expected rows, quantity or net");
    for (auto const& encoding : format.encodings)
        if (encoding != "utf-8" && encoding != "utf-16" && encoding != "windows-1252" && encoding != "iso-8859-1")
            return wrong_field("encodings", fmt::format("'{}' cannot be read, expected utf-8, utf-16, windows-1252 or iso-8859-1", text::excerpt(encoding)));
    return {};
}

bool has_any(std::set<std::string> const& headings, FieldMapping const& field) {
    return std::any_of(field.from.begin(), field.from.end(), [&](std::string const& name) { return headings.contains(impl::folded(name)); });
}

/// How many of the file's headings the format reads or knows; 0 when it misses one that it requires.
std::size_t fitness(Format const& format, std::set<std::string> const& headings) {
    std::size_t read = 0;
    for (auto const& [name, field] : format.fields) {
        bool const is_there = has_any(headings, field);
        if (!is_there && field.required) return 0;
        read += is_there ? 2 : 0;
    }
    for (auto const& name : format.known) read += headings.contains(impl::folded(name)) ? 1 : 0;
    return read;
}

}  // namespace

Result<void> validate(Format const& format) {
    if (format.name.empty()) return wrong_field("name", "is missing");
    if (format.source.empty()) return wrong_field("source", "is missing: whose statement is it?");
    for (auto const& [name, field] : format.fields) TRY(check_field(name, field));
    TRY(check_values(format));
    if (auto const style = parse_number_style(format.numbers); !style) return wrong_field("numbers", style.error().message);
    if (std::set<std::string>{"tab", "comma", "semicolon", "any"}.count(format.separator) == 0)
        return wrong_field("separator", "expected tab, comma, semicolon or any");
    if (format.preamble_rows < 0 || format.preamble_rows > 50) return wrong_field("preamble_rows", "expected 0 to 50");
    for (auto const* field : {"usage", "platform", "quantity"})
        if (!has(format, field)) return wrong_field(std::string("fields.") + field, "is missing: no row can be read without it");
    if (!has(format, "isrc") && !has(format, "upc") && !has(format, "track_title"))
        return wrong_field("fields", "one of isrc, upc and track_title must be there");
    if (has(format, "net") && !has(format, "currency")) return wrong_field("fields.currency", "is missing: money needs its currency, as a heading or a constant");
    return {};
}

Result<std::vector<Format>> load_formats(fs::path const& own_folder) {
    std::vector<Format> formats;
    for (auto const& file : impl::embedded_files())
        if (file.name.starts_with("feedback/formats/")) formats.push_back(impl::embedded_table<Format>(file.name));
    if (own_folder.empty()) return formats;
    std::error_code problem;
    if (!fs::is_directory(own_folder, problem))
        return fail(ErrorCode::not_found, fmt::format("TROUPE_REPORT_FORMATS: {} is no folder", own_folder.string()));
    std::vector<fs::path> files;
    for (auto const& entry : fs::directory_iterator(own_folder, problem))
        if (entry.path().extension() == ".json") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (auto const& file : files) {
        auto read = json::parse<Format>(TRY(read_file(file, 1'000'000)));
        if (!read) return within(file.string(), read.error());
        if (auto const valid = validate(*read); !valid) return within(file.string(), valid.error());
        std::erase_if(formats, [&](Format const& known) { return known.name == read->name; });
        formats.push_back(*std::move(read));
    }
    return formats;
}

Result<Format const*> recognise(std::vector<Format> const& formats, std::vector<std::string> const& headings) {
    std::set<std::string> names;
    for (auto const& heading : headings)
        if (auto name = impl::folded(heading); !name.empty()) names.insert(std::move(name));
    Format const* best = nullptr;
    Format const* second = nullptr;
    std::size_t most = 0;
    for (auto const& format : formats) {
        auto const fits = fitness(format, names);
        if (fits == 0 || fits < most) continue;
        second = fits == most ? best : nullptr;
        best = &format;
        most = fits;
    }
    if (second != nullptr)
        return fail(ErrorCode::invalid_input, fmt::format("the heading fits {} and {}: say which with --format", second->name, best->name));
    return best;
}

Format propose_format(std::vector<std::string> const& headings, std::string const& name) {
    auto const synonyms = impl::embedded_table<std::map<std::string, std::vector<std::string>>>("feedback/synonyms.json");
    Format proposed{.name = name, .what = "Proposed by the words of its heading: check every line", .source = name};
    proposed.encodings = {"utf-8", "windows-1252"};
    std::set<std::string> used;
    for (auto const& [field, words] : synonyms)
        for (auto const& word : words)
            for (auto const& heading : headings)
                if (!proposed.fields.contains(field) && impl::folded(heading) == impl::folded(word) && used.insert(heading).second) {
                    auto& mapping = proposed.fields[field];
                    mapping.from = {heading};
                    if (field == "usage" || field == "report_date") mapping.date = {"yyyy-mm-dd", "yyyy-mm"};
                }
    for (auto const& heading : headings)
        if (!heading.empty() && !used.contains(heading)) proposed.known.push_back(heading);
    if (!has(proposed, "platform")) proposed.constants["platform"] = name;
    if (has(proposed, "net") && !has(proposed, "currency")) proposed.constants["currency"] = "";
    return proposed;
}

}  // namespace troupe::feedback
