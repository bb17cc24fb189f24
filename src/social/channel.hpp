#pragma once

#include <boost/describe.hpp>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "social/post.hpp"
#include "social/post_result.hpp"

namespace troupe::social {

/// Where a post stands, as the platform calls it.
struct Receipt {
    std::string id;
    std::string url;  ///< for people; empty: there is none
    TimePoint at{};
};
BOOST_DESCRIBE_STRUCT(Receipt, (), (id, url, at))

/// Why there is no receipt.
struct PublishError : Error {
    bool may_be_out = true;            ///< false: the post surely is not there
    std::optional<Seconds> wait = {};  ///< what the server asked for
};
using Published = tl::expected<Receipt, PublishError>;

struct ChannelTraits {
    std::string id;                      ///< "mastodon"
    std::vector<std::string> platforms;  ///< whose posts it takes; empty: everybody's
    Seconds repeats_for{0};  ///< so long after the first attempt the same key makes no second post; 0: it may at once
    bool can_find = false;   ///< `find` knows whether a key's post is there
    int results_at_once = 0;  ///< of so many posts `read_results` can be asked at once; 0: it cannot be asked what came back
};

/// One attempt to bring a post out.
struct Attempt {
    std::string key;     ///< the same for every attempt at this post on this channel; at most 64 letters, digits and -
    TimePoint first{};   ///< when the first one began
    std::string memory;  ///< what an earlier attempt asked to have kept
    /// Keeps a text for the next attempt; durable when it returns. Error: unavailable.
    std::function<Result<void>(std::string const& memory)> remember;
};

/// Port: brings posts out. Adapters: builtin/outbox_folder (a person posts by hand), providers/{mastodon,bluesky,youtube,
/// telegram,webhook_channel}. Contract: tests/peers/social_peer_test.py, on every adapter.
///
/// Blocks as long as uploads take; looks at `stop` several times a second. Tries again on its own only what surely did not
/// arrive, and for half a minute at most; longer waits are the caller's. Errors: invalid_input (the post or a setting, in the
/// platform's words), unavailable, rate_limited, bad_response, cancelled; no message holds a key.
class SocialChannel {
public:
    virtual ~SocialChannel() = default;
    [[nodiscard]] virtual ChannelTraits traits() const = 0;
    [[nodiscard]] virtual Published publish(RenderedPost const& post, Attempt const& attempt, std::stop_token stop) = 0;
    /// The receipt of the post with that attempt's key; nothing: it surely is not there. Error: unavailable, also from channels
    /// that cannot find.
    [[nodiscard]] virtual Result<std::optional<Receipt>> find(Attempt const& attempt, std::stop_token stop);
    /// What came back for the posts of these receipts' ids, in their order; nothing: the post is gone. 1 to `results_at_once` of
    /// them. Errors: unavailable (also from channels that cannot be asked), rate_limited, bad_response, invalid_input (the key may
    /// not read), cancelled.
    [[nodiscard]] virtual Result<std::vector<std::optional<PostCounts>>> read_results(std::vector<std::string> const& ids, std::stop_token stop);
};

/// Those there are, the outbox folder last. Error of `channel_for`: not_found.
class Channels {
public:
    explicit Channels(std::vector<SocialChannel*> all) : all_(std::move(all)) {}
    /// The platform's own, else one that takes everybody's: the folder always does. Not null while there is one.
    [[nodiscard]] SocialChannel* for_platform(std::string const& platform) const;
    /// Null: no such channel is set up.
    [[nodiscard]] SocialChannel* find(std::string const& id) const;
    [[nodiscard]] std::vector<SocialChannel*> const& all() const { return all_; }

private:
    std::vector<SocialChannel*> all_;
};

}  // namespace troupe::social
