#include "mcp/waiting_room.hpp"

#include "base/log.hpp"

namespace troupe::mcp {
namespace {

constexpr auto look_every = std::chrono::milliseconds(100);
constexpr auto longest_silence = std::chrono::seconds(15);  ///< before proxies lose patience

void say_goodbye(Wait& wait, Outlet& outlet) {
    if (!wait.is_over()) outlet.send(wait.give_up("This process is stopping"));
    outlet.close();
}

}  // namespace

WaitingRoom::WaitingRoom() : thread_([this](std::stop_token const& stop) { run(stop); }) {}

WaitingRoom::~WaitingRoom() { stop(); }

void WaitingRoom::stop() {
    {
        std::lock_guard const lock(guard_);
        is_closed_ = true;
    }
    thread_.request_stop();
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
    for (auto const* group : {&guests_, &arrived_})
        for (auto const& guest : *group) say_goodbye(*guest.wait, *guest.outlet);
    guests_.clear();
    arrived_.clear();
}

void WaitingRoom::add(std::shared_ptr<Wait> wait, std::shared_ptr<Outlet> outlet) {
    {
        std::lock_guard const lock(guard_);
        if (!is_closed_) {
            arrived_.push_back({std::move(wait), std::move(outlet), std::chrono::steady_clock::now()});
            changed_.notify_all();
            return;
        }
    }
    say_goodbye(*wait, *outlet);
}

void WaitingRoom::run(std::stop_token const& stop) {
    while (!stop.stop_requested()) {
        {
            std::unique_lock lock(guard_);
            if (guests_.empty())
                changed_.wait(lock, stop, [this] { return !arrived_.empty(); });
            else
                changed_.wait_for(lock, stop, look_every, [] { return false; });
            guests_.insert(guests_.end(), std::make_move_iterator(arrived_.begin()),
                           std::make_move_iterator(arrived_.end()));
            arrived_.clear();
        }
        if (!stop.stop_requested()) look_after_all();
    }
}

/// Without the lock: guests read the database and may cancel jobs, and newcomers need not wait for that.
void WaitingRoom::look_after_all() {
    std::erase_if(guests_, [](Guest& guest) { return !look_after(guest); });
}

/// Whether the guest stays.
bool WaitingRoom::look_after(Guest& guest) {
    auto const now = std::chrono::steady_clock::now();
    bool is_there = guest.outlet->is_open();
    try {
        // Also of who has gone: a cancellation may have come another way.
        for (auto const& message : guest.wait->look(now)) {
            is_there = is_there && guest.outlet->send(message);
            guest.last_word = now;
        }
    } catch (std::exception const& exception) {
        log::error("mcp.wait_failed", {{"error", exception.what()}});
        is_there =
            is_there && guest.outlet->send(guest.wait->give_up("A fault of ours, which the log tells more about"));
    }
    if (!is_there || guest.wait->is_over()) {
        guest.outlet->close();
        return false;
    }
    if (now - guest.last_word >= longest_silence) {
        guest.outlet->stay_in_touch();
        guest.last_word = now;
    }
    return true;
}

}  // namespace troupe::mcp
