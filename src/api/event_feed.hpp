#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "access/event_log.hpp"
#include "net/http_server.hpp"

namespace troupe::api {

/// What a listener wants to hear.
struct Listening {
    std::int64_t after = 0;  ///< number of the last event they know
    std::string artist;      ///< id; empty: of all
    std::string type;        ///< "job." takes all that begin so; empty: all
};

/// Sends the changes of the log to everybody who listens, as server-sent events: id is the event's number, so that a
/// browser goes on where it was cut off. One thread looks into the log, four times a second while somebody listens;
/// whoever is missing events that are forgotten already is told `reset`.
class EventFeed {
public:
    explicit EventFeed(access::EventLog& log);
    ~EventFeed();
    void add(std::shared_ptr<net::LiveStream> stream, Listening listening);
    [[nodiscard]] std::size_t listeners() const;
    void stop();

private:
    struct Listener {
        std::shared_ptr<net::LiveStream> stream;
        Listening wish;
    };
    void run(std::stop_token const& stop);
    void tell_all();
    void tell(Listener& listener, std::int64_t newest);
    void stay_in_touch();

    access::EventLog& log_;
    mutable std::mutex guard_;
    std::condition_variable_any changed_;
    std::vector<Listener> listeners_;
    int quiet_rounds_ = 0;
    std::jthread thread_;
};

/// "id: 7\nevent: job.changed\ndata: {..}\n\n".
[[nodiscard]] std::string as_server_sent(access::Event const& event);

}  // namespace troupe::api
