#include "flow/impl/release_fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "base/text.hpp"
#include "distribution/ern.hpp"
#include "distribution/identifiers.hpp"
#include "distribution/release_kind.hpp"

namespace troupe::flow::impl {
namespace {

using distribution::Release;
using distribution::ReleaseKind;
using distribution::Track;

constexpr std::size_t longest_name = 200;
constexpr std::size_t longest_lyrics = 50'000;

/// Every field that two descriptions share by name, from one into the other.
template <class From, class To>
void copy_fields(From const& from, To& to) {
    namespace describe = boost::describe;
    using Members = describe::describe_members<To, describe::mod_public>;
    boost::mp11::mp_for_each<Members>([&](auto target) {
        boost::mp11::mp_for_each<describe::describe_members<From, describe::mod_public>>([&](auto source) {
            using Left = std::remove_cvref_t<decltype(to.*target.pointer)>;
            using Right = std::remove_cvref_t<decltype(from.*source.pointer)>;
            if constexpr (std::is_same_v<Left, Right>)
                if (std::string_view(target.name) == source.name) to.*target.pointer = from.*source.pointer;
        });
    });
}

EditableRelease view_of(Release const& release) {
    EditableRelease view;
    copy_fields(release, view);
    view.type = release.kind;
    for (auto const& track : release.tracks) copy_fields(track, view.tracks.emplace_back());
    view.order.resize(release.tracks.size());
    std::iota(view.order.begin(), view.order.end(), 1);
    return view;
}

Result<void> check_text(std::string const& field, std::string const& value, std::size_t longest) {
    if (!text::is_valid_utf8(value)) return wrong_field(field, "is not valid UTF-8");
    auto const is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
    if (std::any_of(value.begin(), value.end(), is_control))
        return wrong_field(field, "must be plain text without line breaks and control characters");
    if (text::length(value) <= longest) return {};
    return wrong_field(field, fmt::format("has {} characters, at most {} are allowed", text::length(value), longest));
}

Result<void> check_lyrics(std::string const& field, std::string const& lyrics) {
    if (!text::is_valid_utf8(lyrics)) return wrong_field(field, "is not valid UTF-8");
    if (text::length(lyrics) > longest_lyrics) return wrong_field(field, "is longer than 50,000 characters");
    return {};
}

Result<void> check_track_texts(EditableTrack const& track, std::string const& field) {
    TRY(check_text(field + ".title", track.title, longest_name));
    TRY(check_text(field + ".version", track.version, longest_name));
    for (std::size_t i = 0; i < track.contributors.size(); ++i)
        TRY(check_text(fmt::format("{}.contributors[{}].name", field, i), track.contributors[i].name, longest_name));
    return track.lyrics ? check_lyrics(field + ".lyrics", *track.lyrics) : Result<void>();
}

Result<void> check_texts(EditableRelease const& view) {
    for (auto const& [field, value] :
         std::initializer_list<std::pair<char const*, std::string const&>>{{"title", view.title},
                                                                           {"version", view.version},
                                                                           {"artist", view.artist},
                                                                           {"label", view.label},
                                                                           {"genre", view.genre},
                                                                           {"sub_genre", view.sub_genre},
                                                                           {"catalog_number", view.catalog_number},
                                                                           {"p_line.owner", view.p_line.owner},
                                                                           {"c_line.owner", view.c_line.owner}})
        TRY(check_text(field, value, longest_name));
    for (std::size_t i = 0; i < view.tracks.size(); ++i)
        TRY(check_track_texts(view.tracks[i], fmt::format("tracks[{}]", i)));
    return {};
}

/// A permutation, counted from 0.
Result<std::vector<std::size_t>> order_of(EditableRelease const& view, std::size_t count) {
    std::vector<std::size_t> order;
    std::vector<bool> seen(count, false);
    for (auto const number : view.order) {
        bool const is_known = number >= 1 && number <= static_cast<int>(count);
        if (!is_known || seen[static_cast<std::size_t>(number - 1)])
            return wrong_field("order", fmt::format("{} {}; name each of the tracks 1 to {} once: order=[2,1,..]",
                                                    number, is_known ? "is there twice" : "is no track", count));
        order.push_back(static_cast<std::size_t>(number - 1));
        seen[order.back()] = true;
    }
    if (order.size() == count) return order;
    return wrong_field("order",
                       fmt::format("names {} of {} tracks; name each once: order=[2,1,..]", order.size(), count));
}

Result<void> check_type(Release const& release) {
    bool const has_video = !release.tracks.empty() && release.tracks[0].video.has_value();
    if (has_video != (release.kind == ReleaseKind::video_single))
        return wrong_field("type",
                           has_video ? "a video stays a video_single: make another release of its track"
                                     : "a video_single shows a video: `troupe release create` with --video makes one");
    return distribution::check_kind(release.kind, release.tracks);
}

/// Whatever a message would refuse, before anybody packs it.
Result<void> check_writable(Release const& release) {
    distribution::MessageSettings settings;
    settings.sender.name = release.label;
    settings.message_id = settings.thread_id = release.id;
    distribution::DeliveredFiles files;
    for (auto const& track : release.tracks) files.tracks.push_back({track.file, std::string(32, '0')});
    files.cover = {release.cover.file, std::string(32, '0')};
    return distribution::write_message(release, settings, files).map([](auto const&) {});
}

}  // namespace

Result<ChangedRelease> changed_release(Release const& release, std::vector<FieldChange> const& changes) {
    auto const before = view_of(release);
    auto view = TRY(with_changes(before, changes));
    if (json::print(view) == json::print(before)) return wrong_field("changes", "nothing would change");
    if (view.tracks.size() != release.tracks.size())
        return wrong_field("tracks", "a release keeps its tracks: `troupe release create` makes one of others");
    // A single and its track have one title.
    bool const is_renamed = view.tracks.size() == 1 && view.title != before.title;
    if (is_renamed && view.tracks[0].title == before.tracks[0].title) view.tracks[0].title = view.title;
    TRY(check_texts(view));
    auto order = TRY(order_of(view, release.tracks.size()));
    ChangedRelease changed{release, std::move(order), view.cover};
    copy_fields(view, changed.release);
    changed.release.kind = view.type;
    changed.release.slug = text::slug(view.title);
    for (std::size_t i = 0; i < changed.order.size(); ++i) {
        changed.release.tracks[i] = release.tracks[changed.order[i]];
        auto& track = changed.release.tracks[i];
        copy_fields(view.tracks[changed.order[i]], track);
        if (track.iswc.empty()) continue;
        auto iswc = distribution::parse_iswc(track.iswc);
        if (!iswc) return within(fmt::format("tracks[{}].iswc", changed.order[i]), iswc.error());
        track.iswc = *std::move(iswc);
    }
    TRY(check_type(changed.release));
    TRY(distribution::validate(changed.release));
    TRY(check_writable(changed.release));
    return changed;
}

}  // namespace troupe::flow::impl
