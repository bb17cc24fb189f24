#include "flow/artist_changes.hpp"

#include <fmt/format.h>

#include <charconv>
#include <set>

#include "base/text.hpp"
#include "flow/content_files.hpp"
#include "flow/press_kit_contents.hpp"

namespace troupe::flow {
namespace {

artist::Authorship authorship(Studio const& studio, std::string const& by, std::string reason) {
    return {by, std::move(reason), studio.clock.now(), nullptr};
}

tl::unexpected<Error> no_field(std::string const& path) {
    return fail(ErrorCode::invalid_input, fmt::format("{}: there is no such field; `troupe artist export ID` shows them all", path));
}

/// The place of one step, "moods[2]" or "moods", within a value.
Result<json::Value*> step_into(json::Value& value, std::string const& step, std::string const& path) {
    auto const bracket = step.find('[');
    auto const name = step.substr(0, bracket);
    auto* object = value.if_object();
    auto* member = object == nullptr ? nullptr : object->if_contains(name);
    if (member == nullptr) return no_field(path);
    if (bracket == std::string::npos) return member;
    std::size_t index = 0;
    std::from_chars(step.data() + bracket + 1, step.data() + step.size(), index);
    auto* array = member->if_array();
    if (array == nullptr || index >= array->size() || step.back() != ']') return no_field(path);
    return &(*array)[index];
}

/// Text stands for itself where the field is a text, for JSON elsewhere.
json::Value read_value(std::string const& text, json::Value const& present) {
    auto parsed = json::parse_value(text);
    if (present.is_string() && (!parsed || !parsed->is_string())) return json::Value(text);
    return parsed ? *parsed : json::Value(text);
}

Result<artist::Profile> changed(artist::Profile const& profile, std::vector<FieldChange> const& changes) {
    if (changes.empty()) return fail(ErrorCode::invalid_input, "say what shall change: FIELD=VALUE, such as positioning.tagline=\"Night work\"");
    auto document = json::to_value(profile);
    for (auto const& change : changes) {
        auto* place = &document;
        for (auto const& step : text::split(change.path, '.')) place = TRY(step_into(*place, step, change.path));
        *place = read_value(change.value, *place);
    }
    return json::from_value<artist::Profile>(document);
}

std::string reason_of(std::vector<FieldChange> const& changes) {
    std::vector<std::string> paths;
    for (auto const& change : changes) paths.push_back(change.path);
    return "changed by hand: " + text::enumerate(paths);
}

Result<artist::Document> keep(Studio& studio, artist::Document const& next) {
    TRY(studio.artists.append_version(next));
    return next;
}

}  // namespace

Result<FieldChange> parse_field_change(std::string const& text) {
    auto const equals = text.find('=');
    if (equals == std::string::npos || equals == 0)
        return fail(ErrorCode::invalid_input, fmt::format("'{}': write FIELD=VALUE, such as positioning.tagline=\"Night work\"", text::excerpt(text)));
    return FieldChange{text.substr(0, equals), text.substr(equals + 1)};
}

Result<artist::Document> edit_artist(Studio& studio, std::string const& id, std::vector<FieldChange> const& changes, std::string const& by) {
    auto const current = TRY(find_artist(studio, id));
    auto profile = TRY(changed(current.profile, changes));
    return keep(studio, TRY(artist::apply_change(current, std::move(profile), authorship(studio, by, reason_of(changes)))));
}

Result<artist::Document> recast_artist(Studio& studio, std::string const& id, std::vector<FieldChange> const& changes, std::string const& by) {
    auto const current = TRY(find_artist(studio, id));
    auto profile = TRY(changed(current.profile, changes));
    return keep(studio, TRY(artist::recast(current, std::move(profile), authorship(studio, by, "recast: " + reason_of(changes)))));
}

Result<artist::Document> undo_artist(Studio& studio, std::string const& id, std::optional<int> to, std::string const& by) {
    auto const current = TRY(find_artist(studio, id));
    auto const target = to.value_or(current.version.number - 1);
    if (!to && target < 1) return fail(ErrorCode::conflict, fmt::format("{} has one version only: there is nothing to undo", current.name()));
    auto const history = TRY(studio.artists.history(current.id));
    return keep(studio, TRY(artist::undo(history, target, authorship(studio, by, fmt::format("back to version {}", target)))));
}

Result<artist::Document> set_artist_state(Studio& studio, std::string const& id, artist::State state, std::string const& by) {
    auto const current = TRY(find_artist(studio, id));
    return keep(studio, TRY(artist::change_state(current, state, authorship(studio, by, "now " + json::enum_name(state)))));
}

Result<artist::Document> import_artist(Studio& studio, std::string const& text, std::string const& by) {
    auto const document = TRY(json::parse<artist::Document>(text));
    artist::NewArtist artist{document.id, document.profile, document.seed, document.state, document.core_locked};
    auto const reason = fmt::format("imported, version {} of another installation", document.version.number);
    auto const created = TRY(artist::create(std::move(artist), authorship(studio, by, reason)));
    TRY(studio.artists.insert(created));
    return created;
}

Result<Removed> remove_artist(Studio& studio, std::string const& id) {
    auto const document = TRY(find_artist(studio, id));
    auto const all = TRY(everything_of(studio, document));
    Removed removed{document.name(), static_cast<int>(all.contents.size()), 0};
    std::set<std::string> orphans;
    TRY(studio.unit.run([&]() -> Result<void> {
        for (auto const& content : all.contents) TRY(studio.contents.remove(content.id));
        for (auto const& content : all.contents)
            for (auto const& file : content.files)
                if (!TRY(studio.contents.is_used(file.asset))) orphans.insert(file.asset);
        return studio.artists.remove(document.id);
    }));
    // Files go last: a crash before this line leaves files that nobody uses, never a content without its file.
    for (auto const& asset : orphans) TRY(studio.assets.remove(asset));
    removed.files = static_cast<int>(orphans.size());
    return removed;
}

}  // namespace troupe::flow
