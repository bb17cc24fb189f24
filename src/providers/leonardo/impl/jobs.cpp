#include "providers/leonardo/impl/jobs.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace troupe::providers::leonardo::impl {
namespace {

using catalog::Order;
using catalog::OrderState;

constexpr int most_lost_looks = 8;  ///< in a row

providers::impl::DeskRules rules_of(Settings const& settings, Service const& service) {
    providers::impl::DeskRules rules;
    rules.maker = rules.service = rules.name = "leonardo";
    rules.thing = "picture";
    rules.resubmits = settings.resubmits;
    rules.poll = settings.poll;
    rules.deadline = settings.deadline;
    rules.most_paid_a_month = settings.most_a_month;
    rules.cap_setting = settings.cap_setting;
    rules.words = [&service](Verdict verdict, std::string const& said) { return service.words(verdict, said); };
    return rules;
}

}  // namespace

Jobs::Jobs(Settings const& settings, Service& service, catalog::OrderBook& book, Clock const& clock, providers::impl::Doorbell& bell)
    : service_(service), clock_(clock), bell_(bell), desk_(rules_of(settings, service), book, clock, bell) {}

Result<Order> Jobs::place(Wanted const& wanted, std::stop_token const& stop) {
    providers::impl::WantedOrder order;
    order.key = wanted.key;
    order.title = wanted.title;
    order.price = wanted.price;
    order.send = [&](std::stop_token const& token) { return service_.submit(wanted.path, wanted.body, token); };
    return desk_.place(order, stop);
}

tl::unexpected<Error> Jobs::kept(Order const& order, std::string const& why) const {
    return fail(ErrorCode::unavailable,
                fmt::format("{}; generation {} is kept: the same brief and seed go on with it and pay nothing", why, order.task));
}

Result<std::vector<MadeImage>> Jobs::usable(Order const& order, std::vector<MadeImage> images) {
    auto const all = images.size();
    std::erase_if(images, [](MadeImage const& image) { return image.is_nsfw || !is_id(image.id) || (image.picture.empty() && image.clip.empty()); });
    if (!images.empty()) return images;
    auto const why = all == 0 ? std::string("leonardo: says that it is ready, and gives nothing; another seed orders another picture")
                              : std::string("leonardo: marks what it made as not safe for work, so it is not used; another seed orders another picture");
    desk_.close(order, OrderState::refused, why);
    return fail(ErrorCode::unavailable, why);
}

Result<std::vector<MadeImage>> Jobs::made(Order const& order, Pace const& pace, std::stop_token const& stop) {
    auto const begun = clock_.now();
    // What is done is there already.
    auto pause = order.state == OrderState::done ? Seconds(0) : pace.first;
    auto heard = bell_.rings();
    for (int misses = 0;; pause = pace.then) {
        TRY(bell_.wait(heard, pause, stop));
        heard = bell_.rings();
        auto seen = TRY(service_.look(order.task, stop));
        auto const is_seen = seen.verdict == Verdict::ok;
        misses = is_seen ? 0 : misses + 1;
        if (seen.verdict == Verdict::moderation) {
            desk_.close(order, OrderState::refused, service_.words(Verdict::moderation, seen.message));
            return fail(ErrorCode::unavailable, service_.words(Verdict::moderation, seen.message));
        }
        if (seen.verdict == Verdict::denied || seen.verdict == Verdict::credits || misses == most_lost_looks)
            return kept(order, service_.words(seen.verdict == Verdict::unclear ? Verdict::busy : seen.verdict, seen.message));
        if (is_seen && seen.state == Generation::State::failed) {
            desk_.close(order, OrderState::open, service_.words(Verdict::failed, seen.message));
            return fail(ErrorCode::unavailable, service_.words(Verdict::failed, seen.message));
        }
        if (is_seen && seen.state == Generation::State::complete) return usable(order, std::move(seen.images));
        if (std::chrono::duration_cast<Seconds>(clock_.now() - begun) >= pace.deadline)
            return kept(order, fmt::format("leonardo: not made within {:.0f} s", pace.deadline.count()));
    }
}

}  // namespace troupe::providers::leonardo::impl
