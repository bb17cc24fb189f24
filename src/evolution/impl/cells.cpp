#include "evolution/impl/cells.hpp"

#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "evolution/impl/measure.hpp"

namespace troupe::evolution::impl {
namespace {

constexpr std::size_t most_territories = 12;  ///< beyond them "others"

using feedback::Observation;

void add_numbers(Track& track, std::string const& prefix, json::Value const& value) {
    if (auto const* object = value.if_object())
        for (auto const& [name, entry] : *object)
            if (entry.is_number()) track.numbers[prefix + "." + std::string(name)] = entry.to_number<double>();
}

Track read_track(std::string const& content_id, json::Value const& factors) {
    Track track{.content_id = content_id};
    auto const* object = factors.if_object();
    if (object == nullptr) return track;
    for (auto const* name : {"genre", "mood", "mode", "visual_family", "lyric_theme"})
        if (auto const* value = object->if_contains(name))
            if (auto const* text = value->if_string(); text != nullptr && !text->empty())
                track.levels[name] = {text::lower({text->data(), text->size()})};
    if (auto const* list = object->if_contains("instruments"))
        if (auto const* entries = list->if_array())
            for (auto const& entry : *entries)
                if (auto const* text = entry.if_string())
                    track.levels["instruments"].push_back(text::lower({text->data(), text->size()}));
    for (auto const* name : {"tempo", "hour", "vocal_presence"})
        if (auto const* value = object->if_contains(name))
            if (value->is_number()) track.numbers[name] = value->to_number<double>();
    for (auto const* name : {"production", "visual"})
        if (auto const* value = object->if_contains(name)) add_numbers(track, name, *value);
    return track;
}

/// The territories that brought the most; the rest are too small to tell apart.
std::map<std::string, std::string> fold_territories(std::vector<Observation const*> const& rows) {
    std::map<std::string, double> streams;
    for (auto const* row : rows) streams[row->territory] += static_cast<double>(row->streams);
    std::vector<std::pair<double, std::string>> ranked;
    for (auto const& [territory, count] : streams) ranked.emplace_back(-count, territory);
    std::sort(ranked.begin(), ranked.end());
    std::map<std::string, std::string> names;
    for (std::size_t i = 0; i < ranked.size(); ++i)
        names[ranked[i].second] = i < most_territories ? ranked[i].second : "others";
    return names;
}

}  // namespace

Sample make_sample(std::vector<Observation> const& observations, TimePoint now, double half_life_days, std::optional<Shock> const& shock) {
    Sample sample;
    std::vector<Observation const*> clean;
    for (auto const& row : observations) {
        if (!row.flags.empty())
            ++sample.left_out_flagged;
        else if (row.content_id.empty())
            ++sample.left_out_unmeasured;
        else
            clean.push_back(&row);
    }
    auto const measure = choose_measure(clean);
    auto const territories = fold_territories(clean);
    std::map<std::string, std::size_t> places;  // of tracks
    std::map<std::tuple<std::size_t, std::string, std::string>, Cell> cells;
    for (auto const* row : clean) {
        auto const seen = measure ? outcome(*row, *measure) : std::nullopt;
        if (!seen) {
            ++sample.left_out_unmeasured;
            continue;
        }
        auto const [place, is_new] = places.try_emplace(row->content_id, sample.tracks.size());
        if (is_new) sample.tracks.push_back(read_track(row->content_id, row->factors));
        auto const& territory = territories.at(row->territory);
        auto& cell = cells[{place->second, row->platform, territory}];
        cell.track = place->second;
        cell.platform = row->platform;
        cell.territory = territory;
        auto const age = std::max(0, days_between(row->date, date_of(now)));
        auto const weight = trust_after(shock, row->date) * std::exp2(-age / half_life_days);
        cell.exposures += weight * static_cast<double>(seen->exposures);
        cell.successes += weight * static_cast<double>(seen->successes);
        sample.rows.push_back(row);
    }
    for (auto& [key, cell] : cells) sample.cells.push_back(std::move(cell));
    if (measure) sample.measure = name_of(*measure);
    return sample;
}

}  // namespace troupe::evolution::impl
