#include "providers/impl/order_desk.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "base/log.hpp"

namespace troupe::providers::impl {
namespace {

using catalog::Order;
using catalog::OrderState;

constexpr int most_sendings = 3;  ///< of one order, however it ended
constexpr std::chrono::minutes longest_sending{2};  ///< three tries of half a minute, and the pauses between

TimePoint first_of_month(TimePoint now) {
    auto const today = date_of(now);
    return TimePoint{std::chrono::sys_days{today.year() / today.month() / std::chrono::day{1}}};
}

llm::Trouble trouble_of(Sent const& sent) {
    switch (sent.verdict) {
        case Verdict::credits:
            return llm::Trouble::out_of_credit;
        case Verdict::denied:
        case Verdict::missing:
            return llm::Trouble::denied;
        case Verdict::busy:
            return sent.is_unreached ? llm::Trouble::unreachable : llm::Trouble::busy;
        case Verdict::params:
        case Verdict::moderation:
            return llm::Trouble::unfit;
        default:
            return llm::Trouble::dropped;
    }
}

void put_price(Order& order, std::optional<Price> const& price) {
    if (!price) return;
    order.cost_micros = price->micros;
    order.cost_unit = price->unit;
}

}  // namespace

std::string words_of(Price const& price) {
    auto number = fmt::format("{:.4f}", static_cast<double>(price.micros) / 1e6);
    while (number.ends_with('0') && number.find('.') + 3 < number.size()) number.pop_back();
    if (price.unit == "credits" && number.ends_with(".00")) number.resize(number.size() - 3);
    return price.unit.empty() ? number : number + " " + price.unit;
}

void OrderDesk::tell_breaker(Sent const& sent) {
    if (sent.verdict == Verdict::ok)
        breaker_.succeeded(rules_.maker);
    else
        breaker_.failed(rules_.maker, {{ErrorCode::unavailable, sent.message}, trouble_of(sent), {}});
}

Result<void> OrderDesk::may_send(WantedOrder const& wanted) const {
    if (auto const rest = breaker_.rest(rules_.maker))
        return fail(ErrorCode::unavailable,
                    fmt::format("{} (not asked again for {:.0f} min)", rest->why, std::ceil(rest->left.count() / 60)));
    if (rules_.most_a_month > 0) {
        auto const sent = TRY(book_.sendings(rules_.maker, first_of_month(clock_.now())));
        if (sent >= rules_.most_a_month)
            return fail(ErrorCode::unavailable,
                        fmt::format("{}: {} of {} {}s of this month are ordered: raise {} or wait for the next",
                                    rules_.name, sent, rules_.most_a_month, rules_.thing, rules_.most_setting));
    }
    return may_pay(wanted.price);
}

Result<void> OrderDesk::may_pay(std::optional<Price> const& price) const {
    if (!rules_.most_paid_a_month) return {};
    auto const& cap = *rules_.most_paid_a_month;
    auto const refuse = [&](std::string const& why) {
        return fail(ErrorCode::unavailable, fmt::format("{}: not ordered: {}", rules_.name, why));
    };
    auto const spent = TRY(book_.spent(rules_.maker, first_of_month(clock_.now())));
    for (auto const& [unit, micros] : spent)
        if (unit != cap.unit && micros > 0)
            return refuse(fmt::format("it takes {} and {} limits {}: set the limit in {}", unit, rules_.cap_setting,
                                      cap.unit, unit));
    if (!price || price->unit != cap.unit)
        return refuse(fmt::format("what it costs in {} is not known, and {} limits that", cap.unit, rules_.cap_setting));
    auto const found = spent.find(cap.unit);
    auto const paid = found == spent.end() ? 0 : found->second;
    if (paid + price->micros <= cap.micros) return {};
    return refuse(fmt::format("it would cost about {}, and {} of this month's {} are spent: raise {} or wait for the next",
                              words_of(*price), words_of({paid, cap.unit}), words_of(cap), rules_.cap_setting));
}

Result<Order> OrderDesk::begin(WantedOrder const& wanted) {
    Order order;
    order.key = wanted.key;
    order.maker = rules_.maker;
    order.state = OrderState::sending;
    order.title = wanted.title;
    order.sent = clock_.now();
    order.sendings = 1;
    put_price(order, wanted.price);
    TRY(book_.alone([&]() -> Result<void> {
        TRY(may_send(wanted));
        return book_.add(order);
    }));
    return order;
}

Result<Order> OrderDesk::begin_again(Order order, WantedOrder const& wanted) {
    if (order.sendings >= most_sendings)
        return fail(ErrorCode::unavailable,
                    fmt::format("{} (ordered {} times; another seed orders another {})",
                                order.reason.empty() ? rules_.words(Verdict::failed, "") : order.reason, order.sendings,
                                rules_.thing));
    order.state = OrderState::sending;
    order.reason.clear();
    order.sent = clock_.now();
    ++order.sendings;
    auto begun = order;
    TRY(book_.alone([&]() -> Result<void> {
        TRY(may_send(wanted));
        begun = TRY(book_.update(order));
        return {};
    }));
    return begun;
}

Result<Order> OrderDesk::place(WantedOrder const& wanted, std::stop_token const& stop) {
    for (int look = 0; look < 3; ++look) {
        auto const found = TRY(book_.find(wanted.key));
        if (found && found->state == OrderState::refused) return fail(ErrorCode::unavailable, found->reason);
        if (found && found->state == OrderState::sending) {
            if (TRY(is_answered_meanwhile(*found, stop))) continue;
            return lost(*found, wanted, stop);
        }
        if (found && found->state != OrderState::open) return *found;
        auto begun = found ? begin_again(*found, wanted) : begin(wanted);
        if (begun) return send(*std::move(begun), wanted, stop);
        if (begun.error().code != ErrorCode::conflict) return begun;
    }
    return fail(ErrorCode::unavailable,
                fmt::format("{}: the same {} is being ordered by somebody else at this moment; try again later",
                            rules_.service, rules_.thing));
}

Result<Order> OrderDesk::send(Order order, WantedOrder const& wanted, std::stop_token const& stop) {
    log::info(rules_.service + ".ordered", {{"order", order.key},
                                            {"maker", order.maker},
                                            {"sending", order.sendings},
                                            {"about", wanted.price ? words_of(*wanted.price) : "price not known"}});
    auto const sent = wanted.send(stop);
    if (!sent.is_cancelled) tell_breaker(sent);
    if (sent.verdict != Verdict::unclear) return settle(std::move(order), sent);
    log::warning(rules_.service + ".order_unclear", {{"order", order.key}, {"reason", sent.message}});
    // So that others know that nobody is waiting for an answer any more.
    order.reason = sent.message;
    auto noted = book_.update(order);
    if (!noted && noted.error().code == ErrorCode::conflict) return place(wanted, stop);
    order = TRY(std::move(noted));
    if (sent.is_cancelled)
        return fail(
            ErrorCode::cancelled,
            fmt::format("stopped while {} was asked: nobody knows whether the order was taken", rules_.service));
    auto answered = lost(order, wanted, stop);
    if (!answered && answered.error().code == ErrorCode::unavailable && !rules_.resubmits)
        return fail(ErrorCode::unavailable, sent.message);
    return answered;
}

/// Another process may be asking at this moment: before its order is taken for lost and paid again, it has the time to hear.
Result<bool> OrderDesk::is_answered_meanwhile(Order const& order, std::stop_token const& stop) {
    while (rules_.resubmits && order.reason.empty() && clock_.now() < order.sent + longest_sending) {
        auto const present = TRY(book_.find(order.key));
        if (!present || present->revision != order.revision) return true;
        TRY(bell_.wait(std::min(rules_.poll, Seconds(1)), stop));
    }
    return false;
}

/// The order got no answer, now or in an earlier process.
Result<Order> OrderDesk::lost(Order order, WantedOrder const& wanted, std::stop_token const& stop) {
    if (rules_.resubmits) {
        auto const again = begin_again(order, wanted);
        return again ? send(*again, wanted, stop) : again;
    }
    if (rules_.hears_callbacks) return wait_for_report(order.key, stop);
    return fail(ErrorCode::unavailable, rules_.words(Verdict::unclear, ""));
}

Result<Order> OrderDesk::settle(Order order, Sent const& sent) {
    if (sent.verdict == Verdict::ok) {
        order.state = OrderState::placed;
        order.task = sent.task;
        put_price(order, sent.price);
        order.cost_is_told = sent.price.has_value();
        auto const written = book_.update(order);
        // It is paid: it is made and fetched all the same.
        if (!written)
            log::error(rules_.service + ".task_not_kept",
                       {{"order", order.key}, {"task", order.task}, {"error", written.error().message}});
        return written.value_or(order);
    }
    // What was refused at once was not paid; what the service itself failed at may have been.
    if (sent.verdict != Verdict::failed) --order.sendings;
    close(order, sent.verdict == Verdict::moderation ? OrderState::refused : OrderState::open, sent.message);
    if (sent.is_cancelled)
        return fail(ErrorCode::cancelled, fmt::format("stopped while {} was asked", rules_.service));
    return fail(ErrorCode::unavailable, sent.message);
}

void OrderDesk::close(Order order, OrderState state, std::string const& reason) {
    order.state = state;
    order.reason = reason;
    if (auto const written = book_.update(order); !written)
        log::error(rules_.service + ".order_not_kept", {{"order", order.key}, {"error", written.error().message}});
}

Result<Order> OrderDesk::wait_for_report(std::string const& key, std::stop_token const& stop) {
    auto const end = clock_.now() + std::chrono::duration_cast<std::chrono::milliseconds>(rules_.deadline);
    while (clock_.now() < end) {
        auto const heard = bell_.rings();
        auto const order = TRY(book_.find(key));
        if (order && !order->task.empty()) return *order;
        TRY(bell_.wait(heard, rules_.poll, stop));
    }
    return fail(ErrorCode::unavailable, rules_.words(Verdict::unclear, "nothing came to the callback address either"));
}

void OrderDesk::fetched(Order order, std::string const& take, std::string const& sha256) {
    order.take = take;
    order.sha256 = sha256;
    close(order, OrderState::done, "");
}

Result<void> OrderDesk::reported(std::string const& key, std::string const& task) {
    auto found = TRY(book_.find(key));
    if (!found) return fail(ErrorCode::not_found, "there is no such order");
    if (found->state != OrderState::sending || task.empty()) return {};
    found->state = OrderState::placed;
    found->task = task;
    found->reason.clear();
    auto const written = book_.update(*found);
    // Whoever changed it meanwhile had an answer.
    if (!written && written.error().code != ErrorCode::conflict) return tl::unexpected(written.error());
    return {};
}

}  // namespace troupe::providers::impl
