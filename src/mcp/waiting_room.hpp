#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "mcp/wait.hpp"

namespace troupe::mcp {

/// Where messages for a client go. All calls from any thread.
class Outlet {
public:
    virtual ~Outlet() = default;
    /// False when nobody listens any more.
    virtual bool send(json::Value const& message) = 0;
    virtual void stay_in_touch() {}  ///< nothing was sent for a while
    virtual void close() {}          ///< nothing more comes
    [[nodiscard]] virtual bool is_open() const = 0;
};

/// Looks after all that clients wait for, on one thread, ten times a second while anybody waits. A client that goes
/// away ends its wait and nothing else: the jobs go on.
class WaitingRoom {
public:
    WaitingRoom();
    ~WaitingRoom();
    void add(std::shared_ptr<Wait> wait, std::shared_ptr<Outlet> outlet);
    /// Tells everybody where their work goes on, and takes nobody any more.
    void stop();

private:
    struct Guest {
        std::shared_ptr<Wait> wait;
        std::shared_ptr<Outlet> outlet;
        Wait::Time last_word;
    };
    void run(std::stop_token const& stop);
    void look_after_all();
    [[nodiscard]] static bool look_after(Guest& guest);

    std::mutex guard_;
    std::condition_variable_any changed_;
    std::vector<Guest> arrived_;
    std::vector<Guest> guests_;  ///< of the thread alone
    bool is_closed_ = false;
    std::jthread thread_;
};

}  // namespace troupe::mcp
