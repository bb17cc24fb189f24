#include "feedback/impl/track_matcher.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "feedback/impl/names.hpp"

namespace troupe::feedback::impl {
namespace {

TrackQuery query_of(std::string const& track, std::string const& artist) {
    if (auto const id = parse_id<struct AnyTag>(text::lower(track)))
        return {TrackName::content_id, to_string(*id), artist};
    if (auto isrc = as_isrc(track); !isrc.empty()) return {TrackName::isrc, std::move(isrc), artist};
    return {TrackName::title, track, artist};
}

}  // namespace

Result<TrackMatcher::Found> TrackMatcher::match(std::string const& track, std::string const& artist) {
    auto const at = std::pair(text::lower(track), text::lower(artist));
    auto found = known_.find(at);
    if (found == known_.end()) found = known_.emplace(at, TRY(resolve_(query_of(track, artist)))).first;
    auto const& matches = found->second;
    if (matches.size() == 1) return Found{matches[0], ""};
    if (matches.empty()) return Found{{}, "no track of this name, id or ISRC is known"};
    return Found{{},
                 fmt::format("{} tracks are called that: use the content id or the ISRC, or add the column artist",
                             matches.size())};
}

}  // namespace troupe::feedback::impl
