#include "evolution/change_history.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "artist/distance.hpp"
#include "base/text.hpp"

namespace troupe::evolution {
namespace {

using artist::Document;
using artist::VersionKind;

bool is_by_person(Document const& document) {
    return document.version.kind == VersionKind::edited || document.version.kind == VersionKind::recast;
}

json::Array const& evidence_of(Document const& document) {
    static json::Array const nothing;
    auto const* evidence =
        document.version.kind == VersionKind::evolved ? document.version.evidence.if_array() : nullptr;
    return evidence == nullptr ? nothing : *evidence;
}

std::optional<TakenBack> taken_back(json::Value const& entry) {
    auto const* object = entry.if_object();
    if (object == nullptr || !object->contains("of_version")) return std::nullopt;
    auto const made = json::from_value<TakenBack>(entry, json::Unknown::ignore);
    return made ? std::optional(*made) : std::nullopt;
}

std::optional<ProposedChange> change_of(json::Value const& entry) {
    if (taken_back(entry)) return std::nullopt;
    auto const made = json::from_value<ProposedChange>(entry, json::Unknown::ignore);
    return made ? std::optional(*made) : std::nullopt;
}

/// The fields of a document that a change's path speaks of: "style.moods[dark].weight" is the list, "style.tempo" two
/// traits.
std::vector<std::string> fields_of(std::string const& path) {
    if (path == "style.tempo") return {"style.tempo_low", "style.tempo_high"};
    auto const bracket = path.find('[');
    if (bracket != std::string::npos) return {path.substr(0, bracket)};
    auto const value = path.rfind(".value");
    return {value == std::string::npos ? path : path.substr(0, value)};
}

/// The value at a dotted path of objects, or null.
json::Value* find(json::Value& document, std::string const& path) {
    auto* at = &document;
    for (auto const& name : text::split(path, '.')) {
        auto* object = at->if_object();
        at = object == nullptr ? nullptr : object->if_contains(name);
        if (at == nullptr) return nullptr;
    }
    return at;
}

json::Value value_at(artist::Profile const& profile, std::string const& path) {
    auto document = json::to_value(profile);
    auto const* found = find(document, path);
    return found == nullptr ? json::Value(nullptr) : *found;
}

std::size_t place_of(History history, int version) {
    for (std::size_t i = 0; i < history.size(); ++i)
        if (history[i].version.number == version) return i;
    return history.size();
}

/// Whether anybody but evolution has changed the field after that version.
bool is_set_since(History history, std::size_t place, std::string const& field) {
    for (auto i = place + 1; i < history.size(); ++i)
        if (history[i].version.kind != VersionKind::evolved &&
            value_at(history[i].profile, field) != value_at(history[i - 1].profile, field))
            return true;
    return false;
}

/// Taken back by evolution (an earlier change of the same field takes the later ones with it), or by a person's undo.
bool is_undone(History history, std::size_t place, std::string const& path) {
    auto const fields = fields_of(path);
    auto const version = history[place].version.number;
    for (auto i = place + 1; i < history.size(); ++i) {
        for (auto const& entry : evidence_of(history[i]))
            if (auto const back = taken_back(entry);
                back && fields_of(back->path) == fields && back->of_version <= version)
                return true;
        if (history[i].version.kind != VersionKind::undone) continue;
        if (std::ranges::all_of(fields, [&](std::string const& field) {
                return value_at(history[i].profile, field) == value_at(history[place - 1].profile, field);
            }))
            return true;
    }
    return false;
}

}  // namespace

std::optional<artist::Style> anchor_of(History history) {
    for (auto const& document : history)
        if (document.core_locked) return document.profile.style;
    return std::nullopt;
}

artist::Style persona_of(History history) {
    std::optional<json::Value> persona;
    for (std::size_t i = 0; i < history.size(); ++i) {
        auto const now = json::to_value(history[i].profile.style);
        if (!persona && history[i].core_locked) persona = now;
        if (!persona || i == 0 || !is_by_person(history[i])) continue;
        auto const before = json::to_value(history[i - 1].profile.style);
        for (auto const& [name, value] : now.as_object())
            if (before.as_object().at(name) != value) persona->as_object()[name] = value;
    }
    auto const last = history.empty() ? artist::Style{} : history.back().profile.style;
    return persona ? json::from_value<artist::Style>(*persona).value_or(last) : last;
}

double distance_spent(History history, TimePoint now, int days) {
    double spent = 0;
    for (std::size_t i = 1; i < history.size(); ++i) {
        auto const& evidence = evidence_of(history[i]);
        auto const goes_back = !evidence.empty() && taken_back(evidence.front());
        if (history[i].version.kind != VersionKind::evolved || goes_back) continue;
        if (now - history[i].version.at > std::chrono::days(days)) continue;
        spent += artist::style_distance(history[i - 1].profile.style, history[i].profile.style);
    }
    return spent;
}

std::vector<AppliedChange> applied_changes(History history) {
    std::vector<AppliedChange> made;
    for (std::size_t i = 1; i < history.size(); ++i)
        for (auto const& entry : evidence_of(history[i]))
            if (auto change = change_of(entry)) {
                auto const undone = is_undone(history, i, change->path);
                made.push_back({history[i].version.number, date_of(history[i].version.at), std::move(*change), undone});
            }
    return made;
}

std::vector<PastChange> past_changes(History history) {
    std::vector<PastChange> past;
    for (auto const& document : history)
        for (auto const& entry : evidence_of(document)) {
            auto const day = date_of(document.version.at);
            if (auto const change = change_of(entry))
                past.push_back({change->path, change->evidence.until, std::nullopt});
            if (auto const back = taken_back(entry)) past.push_back({back->path, day, plus_days(day, rest_days)});
        }
    return past;
}

Result<artist::Profile> without_change(History history, artist::Profile const& current, AppliedChange const& applied) {
    auto const place = place_of(history, applied.version);
    auto const& path = applied.change.path;
    if (place == 0 || place >= history.size())
        return fail(ErrorCode::conflict, fmt::format("{}: version {} is not known", path, applied.version));
    auto next = json::to_value(current);
    for (auto const& field : fields_of(path)) {
        if (is_set_since(history, place, field))
            return fail(ErrorCode::conflict,
                        fmt::format("{} has been set by a person since version {}: it stays as they want it", field,
                                    applied.version));
        auto* value = find(next, field);
        if (value != nullptr) *value = value_at(history[place - 1].profile, field);
    }
    auto const profile = TRY(json::from_value<artist::Profile>(next));
    if (json::print(profile) == json::print(current))
        return fail(ErrorCode::conflict,
                    fmt::format("{} is as it was before version {} already", path, applied.version));
    auto const anchor = anchor_of(history).value_or(current.style);
    auto const distance = artist::style_distance(anchor, profile.style);
    if (distance > current.settings.identity_limit + 1e-9 && distance > artist::style_distance(anchor, current.style))
        return fail(
            ErrorCode::conflict,
            fmt::format("{}: without it the artist would lie {:.2f} from the locked identity, over the limit of {}",
                        path, distance, current.settings.identity_limit));
    return profile;
}

}  // namespace troupe::evolution
