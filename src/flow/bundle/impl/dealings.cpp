#include "flow/bundle/impl/dealings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace troupe::flow::bundle::impl {
namespace {

using distribution::CodeStatus;
using distribution::DeliveryRecord;
using social::OutboxRecord;
using social::OutboxState;

tl::unexpected<Error> wrong(std::string const& what) {
    return fail(ErrorCode::invalid_input, "member 'dealings.json': " + what);
}

bool may_be_out(OutboxRecord const& post) {
    return post.state == OutboxState::sent || post.state == OutboxState::sending || post.state == OutboxState::doubtful;
}

/// A post that was on its way may be out: elsewhere nobody knows more than that.
OutboxRecord as_carried(OutboxRecord post) {
    if (post.state == OutboxState::sending) post.state = OutboxState::doubtful;
    post.next_attempt.reset();
    post.job.clear();
    post.revision = 0;
    return post;
}

Result<std::vector<OutboxRecord>> posts_of(Studio& studio, std::string const& artist) {
    std::vector<OutboxRecord> posts;
    social::OutboxQuery query{.artist = artist, .content = {}, .state = {}, .after = {}, .limit = 500};
    do {
        auto const page = TRY(studio.social.outbox.list(query));
        for (auto const& post : page.records)
            if (may_be_out(post)) posts.push_back(as_carried(post));
        query.after = page.next;
    } while (query.after);
    std::reverse(posts.begin(), posts.end());
    return posts;
}

Result<bool> is_wanted(Studio& studio, CarriedCode const& code, DealingsTaken& taken) {
    auto const own = TRY(studio.codes.find(code.kind, code.owner));
    if (own && own->value == code.value) return false;
    auto const stays = [&](std::string const& why) {
        taken.notes.push_back(fmt::format("the code {} of \"{}\" was not taken in: {}", code.value, code.title, why));
        return false;
    };
    if (own) return stays("it has " + own->value + " here");
    auto const other = TRY(studio.codes.find_value(code.kind, code.value));
    return other ? stays(fmt::format("here it is that of \"{}\"", other->title)) : true;
}

Result<void> bring_code(Studio& studio, CarriedCode const& code, bool writes, DealingsTaken& taken) {
    if (!TRY(is_wanted(studio, code, taken))) return {};
    ++taken.codes;
    if (!writes) return {};
    distribution::CodeWish const wish{code.kind, code.owner, code.release, code.title, "bundle", studio.clock.now()};
    return studio.codes.take_in({wish, code.value}).map([](auto const&) {});
}

Result<void> bring_delivery(Studio& studio, DeliveryRecord record, bool writes, DealingsTaken& taken) {
    auto const ours = TRY(studio.deliveries.find(record.release, record.store));
    record.revision = ours ? ours->revision : 0;
    if (ours && json::print(*ours) == json::print(record)) return {};
    if (ours && ours->updated >= record.updated) {
        taken.notes.push_back(
            fmt::format("what is known here of release {} at {} is newer, and stays", record.release, record.store));
        return {};
    }
    ++taken.deliveries;
    return writes ? studio.deliveries.put(record).map([](auto const&) {}) : Result<void>();
}

/// A post is one by its key: what was planned or sent here stays.
Result<void> bring_post(Studio& studio, OutboxRecord const& post, bool writes, DealingsTaken& taken) {
    auto const known = studio.social.outbox.find(post.id);
    if (known) return {};
    if (known.error().code != ErrorCode::not_found) return tl::unexpected(known.error());
    if (!writes || TRY(studio.social.outbox.add(post))) ++taken.posts;
    return {};
}

}  // namespace

Result<CarriedDealings> dealings_of(Studio& studio, std::string const& artist, std::set<std::string> const& releases) {
    CarriedDealings all;
    for (auto const& release : releases) {
        for (auto const& code : TRY(studio.codes.of_release(release)))
            if (code.status != CodeStatus::none)
                all.codes.push_back({code.kind, code.value, code.owner, code.release, code.title});
        for (auto record : TRY(studio.deliveries.of_release(release))) {
            record.revision = 0;
            all.deliveries.push_back(std::move(record));
        }
    }
    all.posts = TRY(posts_of(studio, artist));
    return all;
}

Result<void> check_dealings(CarriedDealings const& dealings, std::string const& artist,
                            std::set<std::string> const& releases) {
    std::set<std::tuple<std::string, std::string>> seen;
    auto const once = [&](char const* what, std::string const& key) { return seen.emplace(what, key).second; };
    for (auto const& code : dealings.codes) {
        if (!releases.contains(code.release)) return wrong(fmt::format("code {} is of another's release", code.value));
        if (auto const read = distribution::parse_code(code.kind, code.value); !read || *read != code.value)
            return wrong(fmt::format("code {} is not one in its normal form", code.value));
        if (!once("code", json::enum_name(code.kind) + code.value))
            return wrong(fmt::format("code {} stands there twice", code.value));
    }
    for (auto const& record : dealings.deliveries) {
        if (!releases.contains(record.release))
            return wrong(fmt::format("a delivery to {} is of another's release", record.store));
        if (!once("delivery", record.release + record.store))
            return wrong(fmt::format("the deliveries of {} to {} stand there twice", record.release, record.store));
    }
    for (auto const& post : dealings.posts) {
        if (post.artist != artist) return wrong(fmt::format("post {} is of another artist", to_string(post.id)));
        if (!may_be_out(post)) return wrong(fmt::format("post {} never left", to_string(post.id)));
        if (!once("post", post.key)) return wrong(fmt::format("post {} stands there twice", post.key));
    }
    return {};
}

Result<DealingsTaken> bring_dealings(Studio& studio, CarriedDealings const& dealings, bool writes) {
    DealingsTaken taken;
    for (auto const& code : dealings.codes) TRY(bring_code(studio, code, writes, taken));
    for (auto const& record : dealings.deliveries) TRY(bring_delivery(studio, record, writes, taken));
    for (auto const& post : dealings.posts) TRY(bring_post(studio, post, writes, taken));
    return taken;
}

}  // namespace troupe::flow::bundle::impl
