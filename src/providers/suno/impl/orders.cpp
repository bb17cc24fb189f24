#include "providers/suno/impl/orders.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/log.hpp"

namespace troupe::providers::suno::impl {
namespace {

using music::Order;
using music::OrderState;

constexpr int most_sendings = 3;  ///< of one order, however it ended
constexpr int polls_at_first = 8;
constexpr int most_lost_polls = 8;  ///< in a row

TimePoint first_of_month(TimePoint now) {
    auto const today = date_of(now);
    return TimePoint{std::chrono::sys_days{today.year() / today.month() / std::chrono::day{1}}};
}

llm::Trouble trouble_of(Verdict verdict, bool is_unreached) {
    switch (verdict) {
        case Verdict::credits:
            return llm::Trouble::out_of_credit;
        case Verdict::denied:
        case Verdict::missing:
            return llm::Trouble::denied;
        case Verdict::busy:
            return is_unreached ? llm::Trouble::unreachable : llm::Trouble::busy;
        case Verdict::params:
        case Verdict::moderation:
            return llm::Trouble::unfit;
        default:
            return llm::Trouble::dropped;
    }
}

bool can_be_fetched(Take const& take) { return !take.audio.empty() && take.is_complete; }

std::vector<Take> fetchable(std::vector<Take> takes) {
    std::erase_if(takes, [](Take const& take) { return !can_be_fetched(take); });
    return takes;
}

}  // namespace

tl::unexpected<Error> Orders::unavailable(Verdict verdict, std::string const& said) const {
    return fail(ErrorCode::unavailable, service_.words(verdict, said));
}

void Orders::tell_breaker(Verdict verdict, bool is_unreached, std::string const& message) {
    if (verdict == Verdict::ok)
        breaker_.succeeded(settings_.maker());
    else
        breaker_.failed(settings_.maker(), {{ErrorCode::unavailable, message}, trouble_of(verdict, is_unreached), {}});
}

Result<void> Orders::may_send() const {
    if (auto const rest = breaker_.rest(settings_.maker()))
        return fail(ErrorCode::unavailable,
                    fmt::format("{} (not asked again for {:.0f} min)", rest->why, std::ceil(rest->left.count() / 60)));
    auto const most = settings_.most_songs_a_month;
    if (most == 0) return {};
    auto const sent = TRY(book_.sendings(settings_.maker(), first_of_month(clock_.now())));
    if (sent < most) return {};
    return fail(ErrorCode::unavailable, fmt::format("suno ({}): {} of {} songs of this month are ordered: raise "
                                                    "TROUPE_SUNO_MAX_SONGS_PER_MONTH or wait for the next",
                                                    settings_.dialect.name, sent, most));
}

Result<Order> Orders::begin(Wanted const& wanted) {
    std::lock_guard const lock(counting_);
    TRY(may_send());
    Order order{.key = wanted.key,
                .maker = settings_.maker(),
                .state = OrderState::sending,
                .title = wanted.title,
                .task = {},
                .take = {},
                .sha256 = {},
                .reason = {},
                .sent = clock_.now(),
                .sendings = 1,
                .cost_micros = {}};
    if (settings_.dialect.price) order.cost_micros = std::llround(*settings_.dialect.price * 1e6);
    TRY(book_.add(order));
    return order;
}

Result<Order> Orders::begin_again(Order order) {
    if (order.sendings >= most_sendings)
        return fail(
            ErrorCode::unavailable,
            fmt::format("{} (ordered {} times; another seed orders another song)",
                        order.reason.empty() ? service_.words(Verdict::failed, "") : order.reason, order.sendings));
    std::lock_guard const lock(counting_);
    TRY(may_send());
    order.state = OrderState::sending;
    order.sent = clock_.now();
    ++order.sendings;
    return book_.update(std::move(order));
}

Result<Order> Orders::place(Wanted const& wanted, std::stop_token const& stop) {
    for (int look = 0; look < 3; ++look) {
        auto const found = TRY(book_.find(wanted.key));
        if (found && found->state == OrderState::refused) return fail(ErrorCode::unavailable, found->reason);
        if (found && found->state == OrderState::sending) return lost(*found, wanted, stop);
        if (found && found->state != OrderState::open) return *found;
        auto begun = found ? begin_again(*found) : begin(wanted);
        if (begun) return send(*std::move(begun), wanted, stop);
        if (begun.error().code != ErrorCode::conflict) return begun;
    }
    return fail(ErrorCode::unavailable,
                "suno: the same song is being ordered by somebody else at this moment; try again later");
}

Result<Order> Orders::send(Order order, Wanted const& wanted, std::stop_token const& stop) {
    log::info("suno.ordered", {{"order", order.key}, {"maker", order.maker}, {"sending", order.sendings}});
    auto const sent = service_.submit(wanted.path, wanted.body, stop);
    if (!sent.is_cancelled) tell_breaker(sent.verdict, sent.is_unreached, sent.message);
    if (sent.verdict != Verdict::unclear) return settle(std::move(order), sent);
    log::warning("suno.order_unclear", {{"order", order.key}, {"reason", sent.message}});
    if (sent.is_cancelled)
        return fail(ErrorCode::cancelled, "stopped while suno was asked: nobody knows whether the order was taken");
    auto answered = lost(order, wanted, stop);
    if (!answered && answered.error().code == ErrorCode::unavailable && !settings_.resubmits)
        return fail(ErrorCode::unavailable, sent.message);
    return answered;
}

/// The order got no answer, now or in an earlier process.
Result<Order> Orders::lost(Order order, Wanted const& wanted, std::stop_token const& stop) {
    if (settings_.resubmits) {
        auto const again = begin_again(order);
        return again ? send(*again, wanted, stop) : again;
    }
    if (!settings_.callback_url.empty()) return wait_for_report(order.key, stop);
    return unavailable(Verdict::unclear, "");
}

Result<Order> Orders::settle(Order order, Sent const& sent) {
    if (sent.verdict == Verdict::ok) {
        order.state = OrderState::placed;
        order.task = sent.task;
        auto const written = book_.update(order);
        // The song is paid: it is made and fetched all the same.
        if (!written)
            log::error("suno.task_not_kept",
                       {{"order", order.key}, {"task", order.task}, {"error", written.error().message}});
        return written.value_or(order);
    }
    // What was refused at once was not paid; what the service itself failed at may have been.
    if (sent.verdict != Verdict::failed) --order.sendings;
    close(order, sent.verdict == Verdict::moderation ? OrderState::refused : OrderState::open, sent.message);
    if (sent.is_cancelled) return fail(ErrorCode::cancelled, "stopped while suno was asked");
    return fail(ErrorCode::unavailable, sent.message);
}

void Orders::close(Order order, OrderState state, std::string const& reason) {
    order.state = state;
    order.reason = reason;
    if (auto const written = book_.update(order); !written)
        log::error("suno.order_not_kept", {{"order", order.key}, {"error", written.error().message}});
}

Result<Order> Orders::wait_for_report(std::string const& key, std::stop_token const& stop) {
    auto const end = clock_.now() + std::chrono::duration_cast<std::chrono::milliseconds>(settings_.deadline);
    while (clock_.now() < end) {
        auto const heard = bell_.rings();
        auto const order = TRY(book_.find(key));
        if (order && !order->task.empty()) return *order;
        TRY(bell_.wait(heard, settings_.poll, stop));
    }
    return unavailable(Verdict::unclear, "nothing came to the callback address either");
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
            close(order, OrderState::refused, service_.words(Verdict::moderation, polled.message));
            return unavailable(Verdict::moderation, polled.message);
        }
        if (polled.verdict == Verdict::denied || polled.verdict == Verdict::credits || misses == most_lost_polls) {
            auto const advice = polled.verdict == Verdict::unclear ? Verdict::busy : polled.verdict;
            return fail(ErrorCode::unavailable,
                        fmt::format("{}; task {} is kept: the same brief and seed go on with it and pay nothing",
                                    service_.words(advice, polled.message), order.task));
        }
        if (!is_lost && polled.state == TaskState::failed) {
            close(order, OrderState::open, service_.words(Verdict::failed, polled.message));
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

void Orders::fetched(Order order, std::string const& take, std::string const& sha256) {
    order.take = take;
    order.sha256 = sha256;
    close(order, OrderState::done, "");
}

Result<void> Orders::reported(std::string const& key, std::string const& task) {
    auto found = TRY(book_.find(key));
    if (!found) return fail(ErrorCode::not_found, "there is no such order");
    if (found->state != OrderState::sending || task.empty()) return {};
    found->state = OrderState::placed;
    found->task = task;
    auto const written = book_.update(*found);
    // Whoever changed it meanwhile had an answer.
    if (!written && written.error().code != ErrorCode::conflict) return tl::unexpected(written.error());
    return {};
}

}  // namespace troupe::providers::suno::impl
