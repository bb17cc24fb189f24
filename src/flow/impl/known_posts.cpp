#include "flow/impl/known_posts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace troupe::flow::impl {
namespace {

using feedback::PostMatch;
using social::OutboxRecord;
using social::OutboxState;

PostMatch match_of(OutboxRecord const& record) {
    return {
        .post = to_string(record.id), .artist = record.artist, .platform = record.platform, .posted = went_out(record)};
}

/// Addresses are copied with and without what does not matter.
std::string plain_url(std::string url) {
    url.resize(std::min(url.find('#'), url.size()));
    while (url.ends_with('/')) url.pop_back();
    return url;
}

/// The same id may stand for another post elsewhere.
std::string on_platform(std::string const& platform, std::string const& id) { return platform + '\x1f' + id; }

}  // namespace

bool is_in_hand(OutboxRecord const& record) { return record.state == OutboxState::sent && record.url.starts_with('/'); }

std::optional<TimePoint> went_out(OutboxRecord const& record) {
    return record.state == OutboxState::sent && !is_in_hand(record) ? record.sent : std::nullopt;
}

Result<KnownPosts> KnownPosts::of(Studio& studio) {
    KnownPosts known(studio);
    social::OutboxQuery query{.state = OutboxState::sent, .limit = 500};
    do {
        auto const page = TRY(studio.social.outbox.list(query));
        for (auto const& record : page.records) known.add(record);
        query.after = page.next;
    } while (query.after);
    return known;
}

void KnownPosts::add(OutboxRecord const& record) {
    records_.emplace(record.id, record);
    if (!record.url.empty()) by_url_.emplace(plain_url(record.url), record.id);
    if (!record.receipt_id.empty()) by_receipt_.emplace(on_platform(record.platform, record.receipt_id), record.id);
}

feedback::PostResolver KnownPosts::resolver() const {
    return [this](std::string const& post, std::string const& platform) { return match(post, platform); };
}

Result<PostMatch> KnownPosts::match(std::string const& post, std::string const& platform) const {
    if (auto const found = by_receipt_.find(on_platform(platform, post)); found != by_receipt_.end())
        return match_of(records_.at(found->second));
    if (auto const found = by_url_.find(plain_url(post)); found != by_url_.end())
        return match_of(records_.at(found->second));
    auto const id = parse_id<social::OutboxTag>(post);
    if (!id) return PostMatch{.problem = fmt::format("no post on {} that was sent has this address or id", platform)};
    if (auto const found = records_.find(*id); found != records_.end()) return match_of(found->second);
    auto const record = studio_.social.outbox.find(*id);
    if (record)
        return PostMatch{.problem = fmt::format("it is {}, and not known to be out: `troupe social sent` says so",
                                                json::enum_name(record->state))};
    if (record.error().code == ErrorCode::not_found)
        return PostMatch{.problem = "`troupe social outbox` does not list it"};
    return tl::unexpected(record.error());
}

}  // namespace troupe::flow::impl
