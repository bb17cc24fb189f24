#include "social/channel.hpp"

#include <algorithm>

namespace troupe::social {

Result<std::optional<Receipt>> SocialChannel::find(Attempt const&, std::stop_token) {
    return fail(ErrorCode::unavailable, traits().id + ": cannot be asked whether a post is there");
}

Result<std::vector<std::optional<PostCounts>>> SocialChannel::read_results(std::vector<std::string> const&, std::stop_token) {
    return fail(ErrorCode::unavailable, traits().id + ": cannot be asked what came back for a post");
}

SocialChannel* Channels::for_platform(std::string const& platform) const {
    SocialChannel* takes_all = nullptr;
    for (auto* channel : all_) {
        auto const traits = channel->traits();
        if (std::find(traits.platforms.begin(), traits.platforms.end(), platform) != traits.platforms.end()) return channel;
        if (traits.platforms.empty() && takes_all == nullptr) takes_all = channel;
    }
    return takes_all;
}

SocialChannel* Channels::find(std::string const& id) const {
    for (auto* channel : all_)
        if (channel->traits().id == id) return channel;
    return nullptr;
}

}  // namespace troupe::social
