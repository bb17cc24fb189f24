#include "api/event_feed.hpp"

#include <fmt/format.h>

#include "base/log.hpp"

namespace troupe::api {
namespace {

constexpr auto look_every = std::chrono::milliseconds(250);
constexpr int rounds_of_silence =
    60;  ///< then a comment shows that the connection lives: 15 s, before proxies lose patience
constexpr int events_at_a_time = 500;

bool is_wanted(access::Event const& event, Listening const& wish) {
    return (wish.artist.empty() || event.artist == wish.artist) &&
           (wish.type.empty() || event.type.starts_with(wish.type));
}

}  // namespace

EventFeed::EventFeed(access::EventLog& log) : log_(log), thread_([this](std::stop_token const& stop) { run(stop); }) {}

EventFeed::~EventFeed() { stop(); }

void EventFeed::stop() {
    thread_.request_stop();
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
    std::lock_guard const lock(guard_);
    for (auto const& listener : listeners_) listener.stream->close();
    listeners_.clear();
}

void EventFeed::add(std::shared_ptr<net::LiveStream> stream, Listening wish) {
    stream->send("retry: 2000\n\n");
    {
        std::lock_guard const lock(guard_);
        if (thread_.get_stop_token().stop_requested()) return stream->close();
        listeners_.push_back({std::move(stream), std::move(wish)});
    }
    changed_.notify_all();
}

std::size_t EventFeed::listeners() const {
    std::lock_guard const lock(guard_);
    return listeners_.size();
}

void EventFeed::run(std::stop_token const& stop) {
    while (!stop.stop_requested()) {
        std::unique_lock lock(guard_);
        changed_.wait(lock, stop, [this] { return !listeners_.empty(); });
        tell_all();
        changed_.wait_for(lock, stop, look_every, [] { return false; });
    }
}

/// Holding the lock: `send` only puts bytes into a buffer.
void EventFeed::tell_all() {
    auto const newest = log_.newest();
    if (!newest) return log::warning("events.unreadable", {{"error", newest.error().message}});
    for (auto& listener : listeners_) tell(listener, *newest);
    if (++quiet_rounds_ >= rounds_of_silence) stay_in_touch();
    std::erase_if(listeners_, [](Listener const& each) { return !each.stream->is_open(); });
}

void EventFeed::tell(Listener& listener, std::int64_t newest) {
    if (listener.wish.after >= newest) return;
    if (auto const oldest = log_.oldest(); oldest && listener.wish.after > 0 && listener.wish.after + 1 < *oldest) {
        listener.stream->send(fmt::format("id: {}\nevent: reset\ndata: {{}}\n\n", newest));
        listener.wish.after = newest;
    }
    while (listener.wish.after < newest && listener.stream->is_open()) {
        auto const events = log_.after(listener.wish.after, events_at_a_time);
        if (!events || events->empty()) return;
        std::string bytes;
        for (auto const& event : *events)
            if (is_wanted(event, listener.wish)) bytes += as_server_sent(event);
        listener.wish.after = events->back().number;
        if (!bytes.empty()) listener.stream->send(std::move(bytes));
    }
}

void EventFeed::stay_in_touch() {
    quiet_rounds_ = 0;
    for (auto const& listener : listeners_) listener.stream->send(": still here\n\n");
}

std::string as_server_sent(access::Event const& event) {
    return fmt::format("id: {}\nevent: {}\ndata: {}\n\n", event.number, event.type, json::print(json::to_value(event)));
}

}  // namespace troupe::api
