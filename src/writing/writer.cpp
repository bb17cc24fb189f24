#include "writing/writer.hpp"

#include <map>

namespace troupe::writing {

RosterEntry roster_entry(artist::Profile const& profile) {
    RosterEntry entry{.name = profile.core.name, .home_genre = profile.core.home_genre, .uses = {}, .palette = profile.core.palette};
    for (auto const& fact : profile.story.facts)
        for (auto const& tag : fact.tags)
            if (tag.starts_with("from:")) entry.uses.push_back(tag.substr(5));
    return entry;
}

Result<std::vector<artist::Profile>> Writer::proposals(IdentityRequest const& request, int count, std::stop_token stop) const {
    if (count < 1 || count > 8) return fail(ErrorCode::invalid_input, "count: 1 to 8 proposals can be made");
    auto next = request;
    std::vector<artist::Profile> profiles;
    for (int i = 0; i < count; ++i) {
        next.seed = request.seed + static_cast<std::uint64_t>(i);
        profiles.push_back(TRY(identity(next, stop)));
        next.roster.push_back(roster_entry(profiles.back()));
    }
    return profiles;
}

int caption_limit(std::string_view platform) {
    static std::map<std::string, int, std::less<>> const limits{{"instagram", 2200}, {"tiktok", 2200}, {"youtube", 5000},
                                                                {"x", 280}, {"threads", 500}, {"bluesky", 300},
                                                                {"mastodon", 500}, {"telegram", 1024}};
    auto const found = limits.find(platform);
    return found == limits.end() ? 500 : found->second;
}

}  // namespace troupe::writing
