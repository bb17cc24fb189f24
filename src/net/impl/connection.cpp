#include "net/impl/connection.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <unistd.h>

#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/read.hpp>
#include <ctime>

#include "base/files.hpp"
#include "base/id.hpp"

namespace troupe::net::impl {
namespace {

constexpr std::string_view end_of_head = "\r\n\r\n";
constexpr std::size_t file_block = 256 * 1024;
constexpr std::size_t drained_at_once = 64 * 1024;

std::chrono::nanoseconds as_duration(Seconds seconds) {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(seconds);
}

std::string_view reason_of(int status) { return http::obsolete_reason(static_cast<http::status>(status)); }

/// A header's value never ends its line, whoever wrote it.
std::string one_line(std::string value) {
    std::replace_if(
        value.begin(), value.end(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; }, ' ');
    return value;
}

/// "Sun, 06 Nov 1994 08:49:37 GMT", written once a second.
std::string const& date_now() {
    thread_local std::time_t written_at = -1;
    thread_local std::string written;
    auto const now = std::time(nullptr);
    if (now != written_at) {
        written = fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", fmt::gmtime(now));
        written_at = now;
    }
    return written;
}

bool may_have_body(int status) { return status >= 200 && status != 204 && status != 304; }

}  // namespace

Connection::Connection(asio::ip::tcp::socket socket, Hall& hall, std::function<void()> on_end)
    : stream_(std::move(socket)), hall_(hall), on_end_(std::move(on_end)), buffer_(hall.settings.most_head_bytes) {
    Error ignored;
    stream_.socket().set_option(asio::ip::tcp::no_delay(true), ignored);
    auto address = stream_.socket().remote_endpoint(ignored).address();  // of nobody, when it has gone already
    if (address.is_v6() && address.to_v6().is_v4_mapped())
        address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
    remote_ = address.to_string();
    is_local_ = address.is_loopback();
}

Connection::~Connection() {
    if (tap_) tap_->broken();
    on_end_();
}

void Connection::begin() {
    asio::dispatch(stream_.get_executor(), [self = shared_from_this()] { self->await_request(); });
}

void Connection::wind_down() {
    asio::post(stream_.get_executor(), [self = shared_from_this()] {
        if (self->doing_ == Doing::waiting) self->stream_.close();
        if (self->doing_ == Doing::streaming && self->tap_) self->tap_->close();
    });
}

void Connection::abort() {
    asio::post(stream_.get_executor(), [self = shared_from_this()] { self->stream_.close(); });
}

/// Idle connections may stay long; once a request has begun its head must come soon, however slowly its bytes drip.
void Connection::await_request() {
    doing_ = Doing::waiting;
    if (hall_.is_closing) return leave();
    stream_.expires_after(as_duration(buffer_.size() > 0 ? hall_.settings.head_time : hall_.settings.idle_time));
    if (buffer_.size() > 0) return look_for_head(0);
    read_more_of_head();
}

void Connection::read_more_of_head() {
    auto const before = buffer_.size();
    auto const room = std::min<std::size_t>(4096, buffer_.max_size() - before);
    if (room == 0)
        return refuse(431, fmt::format("the head of a request may have {} bytes", hall_.settings.most_head_bytes));
    stream_.async_read_some(buffer_.prepare(room), [self = shared_from_this(), before](Error const& error, std::size_t count) {
        if (error) return self->leave();
        self->buffer_.commit(count);
        // One time for the whole head, however many pieces it comes in.
        if (before == 0) self->stream_.expires_after(as_duration(self->hall_.settings.head_time));
        self->look_for_head(before);
    });
}

/// What lies before `known` was looked at before.
void Connection::look_for_head(std::size_t known) {
    doing_ = Doing::reading;
    auto const bytes = buffer_.data();
    auto const from = known - std::min(known, end_of_head.size() - 1);
    auto const end = std::string_view(static_cast<char const*>(bytes.data()), bytes.size()).find(end_of_head, from);
    if (end == std::string_view::npos) return read_more_of_head();
    take_head(end + end_of_head.size());
}

void Connection::take_head(std::size_t size) {
    auto const bytes = buffer_.data();
    raw_head_.assign(static_cast<char const*>(bytes.data()), size);
    auto head = read_head(raw_head_);
    if (!head) return refuse(head.error().status, head.error().why);
    buffer_.consume(size);
    head_ = *std::move(head);
    head_.request.remote = remote_;
    head_.request.is_local = is_local_;
    plan_body();
}

void Connection::plan_body() {
    doing_ = Doing::answering;
    auto plan = hall_.handler.plan(head_.request);
    if (plan.refusal) return end_with(*std::move(plan.refusal));
    is_quick_ = plan.is_quick;
    if (!head_.is_chunked && head_.content_length == 0) return handle();
    if (head_.content_length > plan.most_bytes)
        return refuse(413, fmt::format("the body may have {} bytes here", plan.most_bytes));
    auto const go_on = [self = shared_from_this(), plan = std::move(plan)] {
        if (plan.folder.empty())
            self->read_memory_body(plan.most_bytes);
        else
            self->read_file_body(plan.most_bytes, plan.folder);
    };
    if (!head_.expects_continue) return go_on();
    bytes_ = "HTTP/1.1 100 Continue\r\n\r\n";
    stream_.expires_after(as_duration(hall_.settings.write_time));
    asio::async_write(stream_, asio::buffer(bytes_),
                      [self = shared_from_this(), go_on](Error const& error, std::size_t) {
                          if (error) return self->leave();
                          go_on();
                      });
}

/// The head is read a second time, by the parser that undoes chunks.
template <class Parser>
void Connection::start_parser(Parser& parser, std::uint64_t most) {
    parser.header_limit(static_cast<std::uint32_t>(raw_head_.size() + 1));
    parser.body_limit(most);
    parser.eager(true);
}

void Connection::read_memory_body(std::uint64_t most) {
    auto& parser = memory_body_.emplace();
    start_parser(parser, most);
    Error error;
    parser.put(asio::buffer(raw_head_), error);
    if (error && error != http::error::need_more) return body_failed(error);
    read_body(parser, [self = shared_from_this()] {
        self->head_.request.body = std::move(self->memory_body_->get().body());
        self->memory_body_.reset();
        self->handle();
    });
}

void Connection::read_file_body(std::uint64_t most, std::filesystem::path const& folder) {
    auto const made = make_folder(folder);
    auto const file = folder / fmt::format(".upload-{:016x}{:016x}", system_id_bits(), system_id_bits());
    auto& parser = file_body_.emplace();
    start_parser(parser, most);
    Error error;
    if (made) parser.get().body().open(file.c_str(), beast::file_mode::write_new, error);
    if (!made || error) return refuse(507, "the body cannot be kept: is the disk full?");
    head_.request.body_file = file;
    parser.put(asio::buffer(raw_head_), error);
    if (error && error != http::error::need_more) return body_failed(error);
    read_body(parser, [self = shared_from_this()] {
        self->file_body_.reset();  // closes the file
        self->handle();
    });
}

template <class Parser>
void Connection::read_body(Parser& parser, std::function<void()> done) {
    if (parser.is_done()) return done();
    stream_.expires_after(as_duration(hall_.settings.body_time));
    http::async_read_some(
        stream_, buffer_, parser,
        [self = shared_from_this(), &parser, done = std::move(done)](Error const& error, std::size_t) {
            if (error) return self->body_failed(error);
            self->read_body(parser, done);
        });
}

void Connection::body_failed(Error const& error) {
    if (error == http::error::body_limit) return refuse(413, "the body is larger than is taken here");
    if (error.category() == http::make_error_code(http::error::bad_chunk).category() &&
        error != http::error::partial_message && error != http::error::end_of_stream)
        return refuse(400, "the body is not chunked as RFC 9112 says");
    if (error.category() == boost::system::generic_category())
        return refuse(507, "the body cannot be kept: is the disk full?");
    leave();
}

/// Threads that read and write the connections are few, one a core: more of them would only take turns. What may wait for a
/// disk or another goes to others.
void Connection::handle() {
    if (is_quick_) return write(make_answer());
    asio::post(hall_.answering, [self = shared_from_this()]() mutable {
        auto& connection = *self;
        asio::post(connection.stream_.get_executor(),
                   [self = std::move(self), answer = connection.make_answer()]() mutable { self->write(std::move(answer)); });
    });
}

ServerAnswer Connection::make_answer() {
    try {
        return hall_.handler.answer(head_.request);
    } catch (std::exception const& error) {
        return hall_.handler.refuse(500, error.what());
    }
}

void Connection::refuse(int status, std::string const& why) { end_with(hall_.handler.refuse(status, why)); }

/// What has not been read of the request cannot be told from the next one: the connection ends.
void Connection::end_with(ServerAnswer answer) {
    head_.keeps_alive = false;
    write(std::move(answer));
}

std::string Connection::head_of(ServerAnswer const& answer, std::optional<std::uint64_t> length) const {
    auto head = fmt::format("HTTP/1.1 {} {}\r\nDate: {}\r\n", answer.status, reason_of(answer.status), date_now());
    for (auto const& header : answer.headers) {
        head += header.name;
        head += ": ";
        head += one_line(header.value);
        head += "\r\n";
    }
    if (length && may_have_body(answer.status)) head += fmt::format("Content-Length: {}\r\n", *length);
    if (!head_.keeps_alive) head += "Connection: close\r\n";
    return head + "\r\n";
}

void Connection::write(ServerAnswer answer) {
    doing_ = Doing::answering;
    if (hall_.is_closing) head_.keeps_alive = false;
    forget_body_file();
    answer_ = std::move(answer);
    auto const is_head = is_head_only();
    if (auto* text = std::get_if<std::string>(&answer_.body)) {
        bytes_ = head_of(answer_, text->size());
        if (!is_head && may_have_body(answer_.status)) bytes_ += *text;
        return write_head_and([this] { after_answer(); });
    }
    if (auto* file = std::get_if<FileBody>(&answer_.body)) {
        bytes_ = head_of(answer_, file->length);
        file_ = std::ifstream(file->file, std::ios::binary);
        file_.seekg(static_cast<std::streamoff>(file->offset));
        std::error_code ignored;
        if (file->is_temporary) std::filesystem::remove(file->file, ignored);
        auto const length = is_head ? 0 : file->length;
        return write_head_and([this, length] { write_file(length); });
    }
    head_.keeps_alive = false;
    bytes_ = head_of(answer_, std::nullopt);
    write_head_and([this] { is_head_only() ? after_answer() : stream(std::get<Feed>(answer_.body)); });
}

bool Connection::is_head_only() const { return head_.request.method == "HEAD"; }

void Connection::write_head_and(std::function<void()> next) {
    stream_.expires_after(as_duration(hall_.settings.write_time));
    asio::async_write(stream_, asio::buffer(bytes_),
                      [self = shared_from_this(), next = std::move(next)](Error const& error, std::size_t) {
                          if (error) return self->leave();
                          next();
                      });
}

void Connection::write_file(std::uint64_t left) {
    if (left == 0) return after_answer();
    bytes_.resize(static_cast<std::size_t>(std::min<std::uint64_t>(left, file_block)));
    file_.read(bytes_.data(), static_cast<std::streamsize>(bytes_.size()));
    if (static_cast<std::size_t>(file_.gcount()) != bytes_.size())
        return leave();  // shorter than promised: only an early end says so
    write_head_and([this, rest = left - bytes_.size()] { write_file(rest); });
}

void Connection::stream(Feed const& feed) {
    doing_ = Doing::streaming;
    stream_.expires_never();
    tap_ = std::make_shared<Tap>(weak_from_this(), hall_.settings.most_unsent);
    watch_for_the_end();
    feed(tap_);
    if (hall_.is_closing) tap_->close();
}

/// A client that goes says so by closing its end, and nothing else may come from it.
void Connection::watch_for_the_end() {
    stream_.socket().async_read_some(asio::buffer(ignored_),
                                     [self = shared_from_this()](Error const& error, std::size_t) {
                                         if (!error) return self->watch_for_the_end();
                                         self->tap_->broken();
                                         self->leave();
                                     });
}

void Connection::send_waiting() {
    auto [bytes, is_last] = tap_->take();
    if (bytes.empty()) return is_last ? leave() : void();
    bytes_ = std::move(bytes);
    write_head_and([this] {
        stream_.expires_never();
        send_waiting();
    });
}

void Connection::after_answer() {
    auto const goes_on = head_.keeps_alive;
    head_ = {};
    answer_ = {};
    file_.close();
    if (goes_on && !hall_.is_closing) return await_request();
    Error ignored;
    stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
    bytes_.resize(drained_at_once);
    drain(32);
}

/// Closing on unread bytes resets the connection, and the client may lose the answer with it (RFC 9112 §9.6): for a
/// moment, read them.
void Connection::drain(int rounds) {
    if (rounds == 0) return leave();
    stream_.expires_after(std::chrono::seconds(1));
    stream_.async_read_some(asio::buffer(bytes_),
                            [self = shared_from_this(), rounds](Error const& error, std::size_t) {
                                if (error) return self->leave();
                                self->drain(rounds - 1);
                            });
}

void Connection::forget_body_file() {
    std::error_code ignored;
    if (head_.request.body_file) std::filesystem::remove(*head_.request.body_file, ignored);
    head_.request.body_file.reset();
}

void Connection::leave() {
    forget_body_file();
    stream_.close();
}

bool Tap::send(std::string bytes) {
    {
        std::lock_guard const lock(guard_);
        if (is_closed_) return false;
        if (waiting_.size() + bytes.size() > most_unsent_) {
            is_closed_ = true;
            waiting_.clear();
        } else {
            waiting_ += bytes;
        }
        if (is_awake_) return !is_closed_;
        is_awake_ = true;
    }
    wake();
    return is_open();
}

bool Tap::is_open() const {
    std::lock_guard const lock(guard_);
    return !is_closed_;
}

void Tap::close() {
    {
        std::lock_guard const lock(guard_);
        is_closed_ = true;
        if (is_awake_) return;
        is_awake_ = true;
    }
    wake();
}

void Tap::broken() {
    std::lock_guard const lock(guard_);
    is_closed_ = true;
    waiting_.clear();
}

std::pair<std::string, bool> Tap::take() {
    std::lock_guard const lock(guard_);
    if (waiting_.empty()) is_awake_ = false;
    return {std::exchange(waiting_, {}), is_closed_};
}

void Tap::wake() {
    if (auto connection = connection_.lock())
        asio::post(connection->stream_.get_executor(), [connection] { connection->send_waiting(); });
}

}  // namespace troupe::net::impl
