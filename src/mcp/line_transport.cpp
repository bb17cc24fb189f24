#include "mcp/line_transport.hpp"

#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

#include "base/log.hpp"
#include "base/text.hpp"
#include "mcp/line_reader.hpp"
#include "mcp/waiting_room.hpp"

namespace troupe::mcp {
namespace {

constexpr std::size_t most_bytes = 1024 * 1024;  ///< of a message, as over HTTP
constexpr int calls_at_a_time = 4;

class LineOutlet final : public Outlet {
public:
    LineOutlet(int out, std::stop_source nobody_reads) : out_(out), nobody_reads_(std::move(nobody_reads)) {}
    bool send(json::Value const& message) override {
        auto const line = json::print(message) + "\n";
        std::lock_guard const lock(guard_);
        return is_open_ = is_open_ && write_all(line);
    }
    [[nodiscard]] bool is_open() const override { return is_open_; }

private:
    bool write_all(std::string_view bytes) {
        while (!bytes.empty()) {
            auto const count = ::write(out_, bytes.data(), bytes.size());
            if (count < 0 && errno == EINTR) continue;
            if (count <= 0) {
                nobody_reads_.request_stop();
                return false;
            }
            bytes.remove_prefix(static_cast<std::size_t>(count));
        }
        return true;
    }
    int out_;
    std::stop_source nobody_reads_;
    std::mutex guard_;
    std::atomic<bool> is_open_ = true;
};

/// Does what it is given on a few threads, first come, first served.
class Crew {
public:
    explicit Crew(std::function<void(Question const&)> work) : work_(std::move(work)) {
        for (int i = 0; i < calls_at_a_time; ++i)
            threads_.emplace_back([this](std::stop_token const& stop) { run(stop); });
    }
    void add(Question question) {
        {
            std::lock_guard const lock(guard_);
            waiting_.push_back(std::move(question));
        }
        changed_.notify_one();
    }
    /// Returns when all that was given is done, or when it is to stop: then what has not begun is left.
    void finish(std::stop_token const& stop) {
        std::unique_lock lock(guard_);
        done_.wait(lock, stop, [this] { return waiting_.empty() && busy_ == 0; });
        waiting_.clear();
    }

private:
    void run(std::stop_token const& stop) {
        while (!stop.stop_requested()) {
            std::optional<Question> question;
            {
                std::unique_lock lock(guard_);
                if (!changed_.wait(lock, stop, [this] { return !waiting_.empty(); })) return;
                question = std::move(waiting_.front());
                waiting_.pop_front();
                ++busy_;
            }
            work_(*question);
            question.reset();  // before it counts as done: it holds its id
            std::lock_guard const lock(guard_);
            --busy_;
            done_.notify_all();
        }
    }
    std::function<void(Question const&)> work_;
    std::mutex guard_;
    std::condition_variable_any changed_;
    std::condition_variable_any done_;
    std::deque<Question> waiting_;
    int busy_ = 0;
    std::vector<std::jthread> threads_;
};

/// One conversation over two file descriptors.
class Conversation {
public:
    Conversation(Server& server, Lines lines)
        : server_(server), reader_(lines.in, most_bytes), outlet_(std::make_shared<LineOutlet>(lines.out, over_)) {}

    Result<void> hold(std::stop_token const& stop) {
        std::stop_callback const stopping(stop, [this] { over_.request_stop(); });
        for (;;) {
            auto const read = TRY(reader_.next(over_.get_token()));
            if (read.what == LineReader::End::end) break;
            if (read.what == LineReader::End::too_long)
                outlet_->send(refusal(nullptr, Fault::no_request, "a message may have 1 MB"));
            else
                take(read.line);
        }
        crew_.finish(over_.get_token());
        room_.stop();
        server_.stop();
        return {};
    }

private:
    void take(std::string const& line) {
        if (text::trim(std::string_view(line)).empty()) return;
        auto const message = read_message(line);
        if (!message) {
            outlet_->send(message.error());
            return;
        }
        auto received = server_.receive(*message, owner_);
        if (auto const* reply = std::get_if<json::Value>(&received)) outlet_->send(*reply);
        if (auto* question = std::get_if<Question>(&received)) crew_.add(std::move(*question));
    }

    void answer(Question const& question) {
        try {
            auto answered = server_.answer(question);
            if (auto const* reply = std::get_if<json::Value>(&answered)) outlet_->send(*reply);
            if (auto* wait = std::get_if<std::shared_ptr<Wait>>(&answered)) room_.add(std::move(*wait), outlet_);
        } catch (std::exception const& exception) {
            log::error("mcp.call_failed", {{"request_id", question.request_id}, {"error", exception.what()}});
            outlet_->send(refusal(question.id, Fault::internal, "a fault of ours: the log has more"));
        }
    }

    Visitor const owner_{{"owner", access::Role::admin, "", ""}, ""};
    Server& server_;
    std::stop_source over_;
    LineReader reader_;
    std::shared_ptr<LineOutlet> outlet_;
    WaitingRoom room_;
    Crew crew_{[this](Question const& question) { answer(question); }};
};

}  // namespace

Result<void> serve_lines(Server& server, Lines lines, std::stop_token stop) {
    // A client that goes away shows as an error of a write, and ends the conversation; a signal would end the process.
    ::signal(SIGPIPE, SIG_IGN);
    return Conversation(server, lines).hold(stop);
}

}  // namespace troupe::mcp
