#include "providers/suno/impl/orders.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace troupe::providers::suno::impl {
namespace {

using catalog::Order;
using catalog::OrderState;

constexpr int polls_at_first = 8;
constexpr int most_lost_polls = 8;  ///< in a row

providers::impl::DeskRules rules_of(Settings const& settings, Service const& service) {
    providers::impl::DeskRules rules;
    rules.maker = settings.maker();
    rules.service = "suno";
    rules.name = fmt::format("suno ({})", settings.dialect.name);
    rules.thing = "song";
    rules.resubmits = settings.resubmits;
    rules.hears_callbacks = !settings.callback_url.empty();
    rules.poll = settings.poll;
    rules.deadline = settings.deadline;
    rules.most_a_month = settings.most_songs_a_month;
    rules.most_setting = "TROUPE_SUNO_MAX_SONGS_PER_MONTH";
    rules.words = [&service](Verdict verdict, std::string const& said) { return service.words(verdict, said); };
    return rules;
}

bool can_be_fetched(Take const& take) { return !take.audio.empty() && take.is_complete; }

std::vector<Take> fetchable(std::vector<Take> takes) {
    std::erase_if(takes, [](Take const& take) { return !can_be_fetched(take); });
    return takes;
}

}  // namespace

Orders::Orders(Settings const& settings, Service& service, catalog::OrderBook& book, Clock const& clock, Doorbell& bell)
    : settings_(settings),
      service_(service),
      clock_(clock),
      bell_(bell),
      desk_(rules_of(settings, service), book, clock, bell) {}

tl::unexpected<Error> Orders::unavailable(Verdict verdict, std::string const& said) const {
    return fail(ErrorCode::unavailable, service_.words(verdict, said));
}

Result<Order> Orders::place(Wanted const& wanted, std::stop_token const& stop) {
    providers::impl::WantedOrder order;
    order.key = wanted.key;
    order.title = wanted.title;
    if (settings_.dialect.price) order.price = providers::impl::Price{std::llround(*settings_.dialect.price * 1e6), ""};
    order.send = [&](std::stop_token const& token) { return service_.submit(wanted.path, wanted.body, token); };
    return desk_.place(order, stop);
}

Result<std::vector<Take>> Orders::takes(Order const& order, std::function<void(Seconds)> const& waiting,
                                        std::stop_token const& stop) {
    auto const begun = clock_.now();
    auto const passed = [&] { return std::chrono::duration_cast<Seconds>(clock_.now() - begun); };
    std::vector<Take> partial;
    for (int polls = 0, misses = 0;; ++polls) {
        auto const heard = bell_.rings();
        auto polled = TRY(service_.poll(order.task, stop));
        auto const is_lost = polled.verdict != Verdict::ok;
        misses = is_lost ? misses + 1 : 0;
        if (polled.verdict == Verdict::moderation || (!is_lost && polled.state == TaskState::moderation)) {
            desk_.close(order, OrderState::refused, service_.words(Verdict::moderation, polled.message));
            return unavailable(Verdict::moderation, polled.message);
        }
        if (polled.verdict == Verdict::denied || polled.verdict == Verdict::credits || misses == most_lost_polls) {
            auto const advice = polled.verdict == Verdict::unclear ? Verdict::busy : polled.verdict;
            return fail(ErrorCode::unavailable,
                        fmt::format("{}; task {} is kept: the same brief and seed go on with it and pay nothing",
                                    service_.words(advice, polled.message), order.task));
        }
        if (!is_lost && polled.state == TaskState::failed) {
            desk_.close(order, OrderState::open, service_.words(Verdict::failed, polled.message));
            return unavailable(Verdict::failed, polled.message);
        }
        auto made = fetchable(std::move(polled.takes));
        auto const is_ready = polled.state == TaskState::ready || polled.state == TaskState::look;
        if (!is_lost && is_ready && !made.empty()) return made;
        if (!is_lost && polled.state == TaskState::partial) partial = std::move(made);
        if (passed() >= settings_.deadline) break;
        waiting(passed());
        TRY(bell_.wait(heard, settings_.poll * (polls < polls_at_first ? 1 : 2), stop));
    }
    if (!partial.empty()) return partial;
    return fail(ErrorCode::unavailable, fmt::format("suno ({}): not made within {:.0f} s; task {} is kept: the same "
                                                    "brief and seed go on with it and pay nothing",
                                                    settings_.dialect.name, settings_.deadline.count(), order.task));
}

}  // namespace troupe::providers::suno::impl
