#include "flow/field_change.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <numeric>
#include <utility>

#include "base/text.hpp"

namespace troupe::flow {

Result<FieldChange> parse_field_change(std::string const& text) {
    if (!text::is_valid_utf8(text)) return fail(ErrorCode::invalid_input, fmt::format("'{}': is no UTF-8 text; write it in UTF-8", text::excerpt(text)));
    auto const equals = text.find('=');
    if (equals == std::string::npos || equals == 0)
        return fail(ErrorCode::invalid_input, fmt::format("'{}': write FIELD=VALUE, such as positioning.tagline=\"Night work\"", text::excerpt(text)));
    return FieldChange{text.substr(0, equals), text.substr(equals + 1)};
}

namespace impl {
namespace {

tl::unexpected<Error> no_path(std::string const& path) {
    return fail(ErrorCode::invalid_input,
                fmt::format("'{}': is no path of a field; write it like style.moods[0].weight, [+] for a new entry, [-1] for the last", text::excerpt(path)));
}

/// "0" or "-1" or "+", as it stands between brackets.
std::optional<Step> parse_entry(std::string_view text) {
    if (text == "+") return Step{Step::Kind::append, "", 0};
    Step step{Step::Kind::entry, "", 0};
    auto const read = std::from_chars(text.data(), text.data() + text.size(), step.index);
    if (text.empty() || read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
    return step;
}

/// How many letters must be put in, taken out or exchanged to make one word of the other (Levenshtein 1966).
std::size_t edits_between(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            auto const exchanged = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = std::exchange(row[j], std::min({exchanged, row[j] + 1, row[j - 1] + 1}));
        }
    }
    return row.back();
}

/// The known name that was probably meant: one that begins the same way, or is a few slips away; empty when none is.
std::string nearest(std::string const& name, std::vector<std::string> const& known) {
    std::string best;
    auto fewest = name.size() / 2 + 1;
    for (auto const& each : known) {
        auto const is_begun = name.size() >= 3 && each.starts_with(name);
        auto const edits = is_begun ? 0 : edits_between(text::lower(name), each);
        if (edits >= fewest) continue;
        fewest = edits;
        best = each;
    }
    return best;
}

/// The path up to the step that is being taken, without it.
std::string path_before(Place const& place) {
    auto const steps = parse_path(place.path);
    std::string before;
    for (std::size_t i = 0; steps && i < steps->size() - place.rest.size(); ++i) {
        auto const& step = (*steps)[i];
        if (step.kind == Step::Kind::field) before += (before.empty() ? "" : ".") + step.name;
        else before += step.kind == Step::Kind::append ? "[+]" : fmt::format("[{}]", step.index);
    }
    return before;
}

}  // namespace

Result<std::vector<Step>> parse_path(std::string const& path) {
    std::vector<Step> steps;
    for (auto const& part : text::split(path, '.')) {
        auto const bracket = part.find('[');
        auto const name = part.substr(0, bracket);
        auto const is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
        if (name.empty() || name.find(']') != std::string::npos || std::any_of(name.begin(), name.end(), is_control)) return no_path(path);
        steps.push_back({Step::Kind::field, name, 0});
        for (auto at = bracket; at != std::string::npos && at < part.size();) {
            auto const end = part.find(']', at);
            if (part[at] != '[' || end == std::string::npos) return no_path(path);
            auto const entry = parse_entry(std::string_view(part).substr(at + 1, end - at - 1));
            if (!entry) return no_path(path);
            steps.push_back(*entry);
            at = end + 1;
        }
    }
    return steps;
}

tl::unexpected<Error> no_field(Place const& place, std::vector<std::string> const& known) {
    auto const before = path_before(place);
    if (place.step().kind != Step::Kind::field || known.empty())
        return fail(ErrorCode::invalid_input, fmt::format("{}: there is no such field: {} has none within it", place.path, before));
    auto const meant = nearest(place.step().name, known);
    if (meant.empty())
        return fail(ErrorCode::invalid_input, fmt::format("{}: there is no such field; {} has {}", place.path, before.empty() ? "this" : before, text::enumerate(known)));
    return fail(ErrorCode::invalid_input, fmt::format("{}: there is no such field; did you mean {}{}{}?", place.path, before, before.empty() ? "" : ".", meant));
}

tl::unexpected<Error> not_a_list(Place const& place) {
    return fail(ErrorCode::invalid_input, fmt::format("{}: {} is no list, its fields have names", place.path, path_before(place)));
}

Result<std::size_t> entry_of(Place const& place, std::size_t size) {
    auto const list = path_before(place);
    if (place.step().kind != Step::Kind::entry)
        return fail(ErrorCode::invalid_input, fmt::format("{}: {} is a list: write {}[0] for its first entry, {}[+] for a new one", place.path, list, list, list));
    auto const count = static_cast<int>(size);
    auto const index = place.step().index < 0 ? place.step().index + count : place.step().index;
    if (index >= 0 && index < count) return static_cast<std::size_t>(index);
    auto const there = count == 0 ? std::string("it is empty") : fmt::format("there are [0] to [{}]", count - 1);
    return fail(ErrorCode::invalid_input, fmt::format("{}: {} has no such entry, {}; [+] adds one", place.path, list, there));
}

json::Value read_value(std::string const& text, bool wants_text) {
    auto parsed = json::parse_value(text);
    if (wants_text && (!parsed || !parsed->is_string())) return json::Value(text);
    return parsed ? *parsed : json::Value(text);
}

}  // namespace impl

}  // namespace troupe::flow
