#include "flow/impl/known_tracks.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "flow/create_artist.hpp"
#include "flow/making.hpp"
#include "flow/press_kit_contents.hpp"
#include "flow/release_checks.hpp"
#include "flow/track_details.hpp"

namespace troupe::flow::impl {
namespace {

std::string folded(std::string_view title) { return text::join(text::words(title), " "); }

/// "Lantern (feat. Ana) [Live]" as "lantern".
std::string base_of(std::string_view title) {
    auto const end = std::min(title.find('('), title.find('['));
    return folded(title.substr(0, end == 0 ? std::string_view::npos : end));
}

/// Codes under a key anywhere in a document: a text, or {"value": text}.
void find_codes(json::Value const& value, std::string_view key, std::set<std::string>& codes, int depth = 0) {
    if (depth > 6) return;
    if (auto const* list = value.if_array())
        for (auto const& each : *list) find_codes(each, key, codes, depth + 1);
    auto const* object = value.if_object();
    if (object == nullptr) return;
    for (auto const& [name, inner] : *object) {
        auto const* nested = inner.if_object();
        auto const* code = name != key ? nullptr : nested != nullptr ? nested->if_contains("value") : &inner;
        auto const* text = code == nullptr ? nullptr : code->if_string();
        if (text != nullptr && !text->empty()) codes.emplace(*text);
        else if (code == nullptr) find_codes(inner, key, codes, depth + 1);
    }
}

/// Which family of compositions the cover of a release showed.
void add_visual_family(KnownTrack& known, MakeRequest const& release, std::vector<catalog::Content> const& contents) {
    for (auto const& content : contents) {
        auto const* details = content.details.if_object();
        if (details == nullptr || !release.cover || to_string(content.id) != *release.cover || !details->contains("family")) continue;
        if (known.factors.is_object()) known.factors.as_object()["visual_family"] = details->at("family");
    }
}

KnownTrack known_track(artist::Document const& artist, catalog::Content const& content) {
    auto const details = track_details(content);
    KnownTrack known{artist, content, {to_string(content.id)}, {}, {}, details ? details->factors : json::Object{}, folded(content.title), folded(artist.name()),
                     base_of(content.title)};
    find_codes(content.brief, "isrc", known.isrcs);
    if (auto const* object = content.details.if_object())
        if (auto const* code = object->if_contains("isrc")) find_codes(json::Object{{"isrc", *code}}, "isrc", known.isrcs);
    return known;
}

void add_release(std::vector<KnownTrack>& known, catalog::Content const& content, std::vector<catalog::Content> const& contents) {
    auto const request = json::from_value<MakeRequest>(content.brief, json::Unknown::ignore);
    if (!request) return;
    auto const tracks = track_ids(*request);
    auto const release = release_of(content);
    for (auto& track : known) {
        auto const place = std::find(tracks.begin(), tracks.end(), to_string(track.track.id));
        if (place == tracks.end()) continue;
        track.ids.insert(to_string(content.id));
        find_codes(content.details, "upc", track.upcs);
        // Of several each bears its own.
        auto const index = static_cast<std::size_t>(place - tracks.begin());
        if (tracks.size() == 1) find_codes(content.details, "isrc", track.isrcs);
        else if (release && index < release->tracks.size()) find_codes(json::to_value(release->tracks[index]), "isrc", track.isrcs);
        add_visual_family(track, *request, contents);
    }
}

/// Pairs of neighbours, sorted.
std::vector<std::string> pairs_of(std::string const& text) {
    std::vector<std::string> pairs;
    for (std::size_t i = 0; i + 1 < text.size(); ++i) pairs.push_back(text.substr(i, 2));
    std::sort(pairs.begin(), pairs.end());
    return pairs;
}

double likeness(std::string const& a, std::string const& b) {
    if (a == b) return 1;
    auto const first = pairs_of(a), second = pairs_of(b);
    if (first.empty() || second.empty()) return 0;
    std::vector<std::string> both;
    std::set_intersection(first.begin(), first.end(), second.begin(), second.end(), std::back_inserter(both));
    return 2.0 * static_cast<double>(both.size()) / static_cast<double>(first.size() + second.size());
}

}  // namespace

Result<void> KnownTracks::learn(artist::Document const& artist) {
    if (learned_.contains(artist.id)) return {};
    auto const all = TRY(everything_of(studio_, artist));
    learned_.insert(artist.id);
    std::vector<KnownTrack> own;
    for (auto const& content : all.contents)
        if (content.kind == catalog::ContentKind::track && content.state != catalog::ContentState::rejected) own.push_back(known_track(artist, content));
    for (auto const& content : all.contents)
        if (content.kind == catalog::ContentKind::release) add_release(own, content, all.contents);
    for (auto& track : own) {
        tracks_.push_back(std::move(track));
        index(tracks_.size() - 1);
    }
    return {};
}

Result<void> KnownTracks::learn_artist_of(std::string const& content) {
    auto const id = parse_id<catalog::ContentTag>(content);
    if (!id) return {};
    auto const found = studio_.contents.find(*id);
    if (found) return learn(TRY(studio_.artists.find(found->artist)));
    if (found.error().code == ErrorCode::not_found) return {};
    return tl::unexpected(found.error());
}

Result<void> KnownTracks::learn_holders_of(distribution::CodeKind kind, std::string const& code) {
    // What the book has given is one artist's. Any other may stand in a brief of anybody.
    auto const issued = TRY(studio_.codes.find_value(kind, code));
    return issued ? learn_artist_of(issued->release) : learn_all();
}

Result<void> KnownTracks::learn_all() {
    if (is_complete_) return {};
    for (auto const& artist : TRY(roster(studio_))) TRY(learn(artist));
    is_complete_ = true;
    return {};
}

Result<void> KnownTracks::learn_named(std::string const& artist) {
    if (artist.empty()) return learn_all();
    if (asked_for_.contains(artist)) return {};
    auto const found = TRY(studio_.artists.find_by_name(artist));
    TRY(found ? learn(*found) : learn_all());
    asked_for_.insert(artist);
    return {};
}

Result<void> KnownTracks::learn_for(feedback::TrackQuery const& query) {
    if (is_complete_) return {};
    switch (query.by) {
        case feedback::TrackName::content_id: return by_id_.contains(text::lower(query.text)) ? Result<void>() : learn_artist_of(text::lower(query.text));
        case feedback::TrackName::isrc: TRY(learn_holders_of(distribution::CodeKind::isrc, query.text)); break;
        case feedback::TrackName::upc_title: TRY(learn_holders_of(distribution::CodeKind::upc, query.upc)); break;
        default: return learn_named(query.artist);
    }
    return places_of(query).empty() ? learn_all() : Result<void>();
}

void KnownTracks::index(std::size_t place) {
    auto const& track = tracks_[place];
    for (auto const& id : track.ids) by_id_[id].push_back(place);
    for (auto const& isrc : track.isrcs) by_isrc_[isrc].push_back(place);
    for (auto const& upc : track.upcs) by_upc_[upc].push_back(place);
    by_title_[track.folded_title].push_back(place);
    by_base_[track.base_title].push_back(place);
}

std::vector<std::size_t> KnownTracks::places_of(feedback::TrackQuery const& query) const {
    auto const find = [](auto const& index, std::string const& key) {
        auto const found = index.find(key);
        return found == index.end() ? std::vector<std::size_t>{} : found->second;
    };
    auto const of_artist = [&](std::vector<std::size_t> places) {
        auto const artist = folded(query.artist);
        if (!query.artist.empty()) std::erase_if(places, [&](std::size_t place) { return tracks_[place].folded_artist != artist; });
        return places;
    };
    switch (query.by) {
        case feedback::TrackName::content_id: return find(by_id_, text::lower(query.text));
        case feedback::TrackName::isrc: return find(by_isrc_, query.text);
        case feedback::TrackName::upc_title: {
            auto places = find(by_upc_, query.upc);
            std::erase_if(places, [&](std::size_t place) { return tracks_[place].base_title != base_of(query.text); });
            return places;
        }
        default: break;
    }
    auto const exact = of_artist(find(by_title_, folded(query.text)));
    return exact.empty() && !query.artist.empty() ? of_artist(find(by_base_, base_of(query.text))) : exact;
}

feedback::TrackResolver KnownTracks::resolver() {
    return [this](feedback::TrackQuery const& query) -> Result<std::vector<feedback::TrackMatch>> {
        TRY(learn_for(query));
        std::vector<feedback::TrackMatch> matches;
        for (auto const place : places_of(query)) {
            auto const& track = tracks_[place];
            if (!query.artist.empty() && folded(query.artist) != track.folded_artist) continue;
            matches.push_back({to_string(track.artist.id), to_string(track.track.id), track.track.title, track.factors});
        }
        return matches;
    };
}

Result<std::vector<KnownTracks::Likeness>> KnownTracks::most_alike(std::string const& title, std::string const& artist, std::size_t count) {
    TRY(learn_all());
    std::vector<Likeness> found;
    auto const wanted = base_of(title);
    for (auto const& track : tracks_)
        if (auto const value = likeness(wanted, track.base_title); value >= 0.5) found.push_back({&track, value});
    auto const rank = [&](Likeness const& each) { return each.value + (each.track->folded_artist == folded(artist) ? 1 : 0); };
    std::stable_sort(found.begin(), found.end(), [&](Likeness const& a, Likeness const& b) { return rank(a) > rank(b); });
    if (found.size() > count) found.resize(count);
    return found;
}

}  // namespace troupe::flow::impl
