#include "writing/impl/bank_reader.hpp"

#include <set>

#include "base/text.hpp"
#include "writing/impl/embedded_bank.hpp"

namespace troupe::writing::impl {
namespace {

std::set<std::string, std::less<>> const listed_fields{"id",      "axes",  "tags",   "needs", "families", "private",
                                                       "vocal",   "plural", "low",   "high",  "heard",    "seen",
                                                       "does_free", "is_word"};

std::string element(std::string const& path, std::size_t index) { return path + "[" + std::to_string(index) + "]"; }

template <class T>
Result<T> field_or(json::Object const& object, char const* name, T fallback, std::string const& path) {
    auto const* value = object.if_contains(name);
    if (value == nullptr) return fallback;
    return json::from_value<T>(*value, json::Unknown::refuse, path + "." + name);
}

Result<Entry> read_entry(std::string_view kind, json::Value const& value, std::string const& path) {
    auto const* object = value.if_object();
    if (object == nullptr) return fail(ErrorCode::invalid_input, path + ": expected an object");
    Entry entry{.id = TRY(field_or<std::string>(*object, "id", "", path))};
    if (entry.id.empty()) return fail(ErrorCode::invalid_input, path + ".id: is missing");
    entry.key = std::string(kind) + "/" + entry.id;
    entry.axes = TRY(read_axes(*object, path));
    entry.tags = TRY(field_or<std::vector<std::string>>(*object, "tags", {}, path));
    entry.needs = TRY(field_or<std::vector<std::string>>(*object, "needs", {}, path));
    entry.families = TRY(field_or<std::vector<std::string>>(*object, "families", {}, path));
    entry.is_private = TRY(field_or(*object, "private", false, path));
    entry.vocal = TRY(field_or(*object, "vocal", false, path));
    entry.plural = TRY(field_or(*object, "plural", false, path));
    entry.is_word = TRY(field_or(*object, "is_word", false, path));
    entry.low = TRY(field_or(*object, "low", 0.0, path));
    entry.high = TRY(field_or(*object, "high", 1.0, path));
    for (auto const& [name, form] : *object) {
        if (listed_fields.contains(std::string(name))) continue;
        if (!form.is_string())
            return fail(ErrorCode::invalid_input, path + "." + std::string(name) + ": expected a text");
        entry.forms.emplace(std::string(name), std::string(form.get_string()));
        for (auto& word : text::words(std::string_view(form.get_string()))) entry.words.insert(std::move(word));
    }
    return entry;
}

struct TongueFile {
    std::string onsets, vowels, codas, ends;
};
BOOST_DESCRIBE_STRUCT(TongueFile, (), (onsets, vowels, codas, ends))

struct PartRow {
    std::string word;
    std::map<std::string, double> axes;
};
BOOST_DESCRIBE_STRUCT(PartRow, (), (word, axes))

struct NamesFile {
    std::map<std::string, TongueFile> tongues;
    std::vector<PartRow> first, second;
    std::string surnames, band_nouns, moniker_heads;
    std::vector<std::string> avoid;
};
BOOST_DESCRIBE_STRUCT(NamesFile, (), (tongues, first, second, surnames, band_nouns, moniker_heads, avoid))

std::vector<std::string> spaced(std::string const& words) {
    std::vector<std::string> out;
    for (auto& word : text::split(words, ' '))
        if (!word.empty()) out.push_back(std::move(word));
    return out;
}

std::vector<NamePart> parts(std::vector<PartRow> const& rows) {
    std::vector<NamePart> out;
    for (auto const& row : rows) out.push_back({row.word, from_tenths(row.axes)});
    return out;
}

}  // namespace

Result<json::Value> open_bank(std::string_view name) {
    auto value = json::parse_value(embedded_bank(name));
    if (!value) return within(std::string(name) + ".json", value.error());
    return value;
}

Result<std::vector<std::pair<std::string, json::Value>>> open_banks(std::string_view folder) {
    std::vector<std::pair<std::string, json::Value>> banks;
    for (auto const& name : embedded_banks(folder))
        banks.emplace_back(name, TRY(open_bank(std::string(folder) + "/" + name)));
    return banks;
}

Result<std::vector<std::string>> read_words(json::Value const& value, std::string const& path) {
    if (value.is_string()) return spaced(std::string(value.get_string()));
    return json::from_value<std::vector<std::string>>(value, json::Unknown::refuse, path);
}

Result<Axes> read_axes(json::Object const& object, std::string const& path) {
    auto const* value = object.if_contains("axes");
    if (value == nullptr) return Axes{};
    auto const tenths =
        TRY(json::from_value<std::map<std::string, double>>(*value, json::Unknown::refuse, path + ".axes"));
    for (auto const& [name, number] : tenths)
        if (!axis_index(name) || number < -10 || number > 10)
            return fail(ErrorCode::invalid_input, path + ".axes." + name + ": no such axis, or not within -10 to 10");
    return from_tenths(tenths);
}

Result<std::vector<Entry>> read_entries(std::string_view kind, json::Value const& list, std::string const& path) {
    if (!list.is_array()) return fail(ErrorCode::invalid_input, path + ": expected a list");
    std::vector<Entry> entries;
    for (std::size_t i = 0; i < list.get_array().size(); ++i)
        entries.push_back(TRY(read_entry(kind, list.get_array()[i], element(path, i))));
    return entries;
}

Result<Names> read_names() {
    auto const file = TRY(json::from_value<NamesFile>(TRY(open_bank("names")), json::Unknown::refuse, "names.json"));
    Names names{.first = parts(file.first), .second = parts(file.second), .surnames = spaced(file.surnames),
                .band_nouns = spaced(file.band_nouns), .moniker_heads = spaced(file.moniker_heads),
                .avoid = file.avoid};
    for (auto const& [id, tongue] : file.tongues)
        names.tongues[id] = {spaced(tongue.onsets), spaced(tongue.vowels), spaced(tongue.codas), spaced(tongue.ends)};
    return names;
}

}  // namespace troupe::writing::impl
