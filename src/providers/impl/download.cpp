#include "providers/impl/download.hpp"

#include <fmt/format.h>

#include <cmath>
#include <fstream>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "providers/impl/address.hpp"
#include "providers/impl/patience.hpp"

namespace troupe::providers::impl {
namespace fs = std::filesystem;
namespace {

constexpr int most_redirections = 3;

/// One file on its way. A piece that was asked for from the middle is kept apart until the server has said that it is
/// one.
class Download {
public:
    Download(DownloadRequest const& request, net::HttpClient& http)
        : request_(request), http_(http), url_(request.url) {}
    ~Download() { remove(piece_file()); }
    Download(Download const&) = delete;
    Download& operator=(Download const&) = delete;

    enum class Step { done, again, redirected, given_up };
    /// One request. With `given_up` the reason is in `why()`.
    Step step(std::stop_token const& stop) {
        if (!(request_.allows_loopback && is_loopback(url_))) {
            if (!is_encrypted(url_)) return give_up("the link is not encrypted");
            if (!is_public_name(url_)) return give_up("the link leads to a machine that has no public name");
        }
        auto const from = bytes_;
        auto http = http_request(from);
        std::ofstream out(from == 0 ? request_.file : piece_file(), std::ios::binary | std::ios::trunc);
        std::uint64_t received = 0;
        std::string head;
        http.on_data = [&](std::string_view bytes) {
            if (from == 0 && head.size() < 16) {
                head.append(bytes.substr(0, 16));
                if (head.size() >= 12 && !request_.kind.is_it(head)) return !(is_another_ = true);
            }
            received += bytes.size();
            return !(is_full_ = !out.write(bytes.data(), static_cast<std::streamsize>(bytes.size())));
        };
        auto const response = http_.send(http, stop);
        out.close();
        is_full_ = is_full_ || !out;
        if (is_full_) return give_up("the file cannot be written: make room");
        if (is_another_)
            return give_up(fmt::format("there is no {} behind the link but something else", request_.kind.content));
        if (!response) return lost(response.error(), from, received);
        return answered(*response, from, received);
    }

    [[nodiscard]] std::string why() const { return fmt::format("{}: {}", host_of(url_), why_); }
    [[nodiscard]] bool is_cancelled() const { return is_cancelled_; }
    [[nodiscard]] std::uint64_t bytes() const { return bytes_; }

private:
    [[nodiscard]] fs::path piece_file() const { return request_.file.string() + ".piece"; }
    static std::string head_of(fs::path const& file) {
        std::string head(16, '\0');
        std::ifstream in(file, std::ios::binary);
        in.read(head.data(), static_cast<std::streamsize>(head.size()));
        head.resize(static_cast<std::size_t>(std::max<std::streamsize>(in.gcount(), 0)));
        return head;
    }
    static void remove(fs::path const& file) {
        std::error_code ignored;
        fs::remove(file, ignored);
    }

    [[nodiscard]] net::HttpRequest http_request(std::uint64_t from) const {
        net::HttpRequest http{.method = "GET",
                              .url = url_,
                              .headers = {},
                              .body = {},
                              .timeouts = {},
                              .most_bytes = request_.most_bytes,
                              .on_data = {}};
        // 250 kB/s at the slowest for the largest file, and never half a minute without a byte.
        http.timeouts = {.connect = Seconds(10),
                         .first_byte = Seconds(30),
                         .idle = Seconds(30),
                         .total = Seconds(30 + static_cast<double>(request_.most_bytes) / 250'000)};
        if (from > 0) http.headers.push_back({"Range", fmt::format("bytes={}-", from)});
        return http;
    }

    Step give_up(std::string reason) {
        why_ = std::move(reason);
        return Step::given_up;
    }

    Step lost(net::HttpError const& error, std::uint64_t from, std::uint64_t received) {
        is_cancelled_ = error.code == ErrorCode::cancelled;
        // The message begins with the host, as ours do.
        why_ = error.message.substr(std::min(
            error.message.size(), error.message.find(": ") == std::string::npos ? 0 : error.message.find(": ") + 2));
        if (is_cancelled_ || error.code == ErrorCode::bad_response) return Step::given_up;
        // Whether a piece from the middle was one is not known: the next try begins where this one did.
        if (from == 0) bytes_ = received;
        return Step::again;
    }

    Step answered(net::HttpResponse const& response, std::uint64_t from, std::uint64_t received) {
        auto const status = response.status;
        if (status == 206 && from > 0) return join(response, from, received);
        if (response.is_success()) return whole(response, from, received);
        if (status == 301 || status == 302 || status == 303 || status == 307 || status == 308)
            return redirected(response);
        why_ = fmt::format("HTTP {}", status);
        if (status == 416 && from > 0) {
            bytes_ = 0;
            return Step::again;
        }
        if (status == 404 || status == 410) return give_up("the file is gone: services do not keep them for ever");
        return status == 408 || status == 425 || status == 429 || status >= 500 ? Step::again : Step::given_up;
    }

    Step redirected(net::HttpResponse const& response) {
        auto const to = response.header("location").value_or("");
        if (++redirections_ > most_redirections || to.empty()) return give_up("it sends us in circles");
        if (shown_address(to).empty()) return give_up("it sends us to an address that is none");
        url_ = to;
        bytes_ = 0;
        return Step::redirected;
    }

    /// The server sent everything, whether from the middle was asked or not.
    Step whole(net::HttpResponse const& response, std::uint64_t from, std::uint64_t received) {
        auto const type = text::lower(response.header("content-type").value_or(""));
        if (type.starts_with("text/") || type.starts_with("application/json"))
            return give_up(fmt::format("there is no {} behind the link but {}", request_.kind.content, text::excerpt(type, 40)));
        if (received < 12) return give_up("the file is empty");
        // The beginning of what was asked for from the middle has not been looked at yet.
        if (from > 0 && !request_.kind.is_it(head_of(piece_file())))
            return give_up(fmt::format("there is no {} behind the link but something else", request_.kind.content));
        std::error_code error;
        if (from > 0) fs::rename(piece_file(), request_.file, error);
        if (error) return give_up("the file cannot be written: " + error.message());
        bytes_ = received;
        return Step::done;
    }

    Step join(net::HttpResponse const& response, std::uint64_t from, std::uint64_t received) {
        auto const range = response.header("content-range").value_or("");
        if (!range.starts_with(fmt::format("bytes {}-", from)) || from + received > request_.most_bytes) {
            why_ = "it sent another part of the file than was asked for";
            bytes_ = 0;
            return Step::again;
        }
        std::error_code error;
        fs::resize_file(request_.file, from, error);
        std::ofstream out(request_.file, std::ios::binary | std::ios::app);
        std::ifstream piece(piece_file(), std::ios::binary);
        if (received > 0) out << piece.rdbuf();
        out.close();
        if (error || !out) return give_up("the file cannot be written: make room");
        bytes_ = from + received;
        return Step::done;
    }

    DownloadRequest const& request_;
    net::HttpClient& http_;
    std::string url_, why_;
    std::uint64_t bytes_ = 0;  ///< that are in the file, from its beginning
    int redirections_ = 0;
    bool is_full_ = false, is_another_ = false, is_cancelled_ = false;
};

Result<Downloaded> finished(DownloadRequest const& request, std::uint64_t bytes) {
    auto sha256 = TRY(sha256_of_file(request.file));
    return Downloaded{bytes, std::move(sha256)};
}

Result<Downloaded> run(DownloadRequest const& request, net::HttpClient& http, std::stop_token const& stop) {
    Download download(request, http);
    for (int tries = 0;;) {
        auto const step = download.step(stop);
        if (step == Download::Step::done) return finished(request, download.bytes());
        if (download.is_cancelled()) return fail(ErrorCode::cancelled, fmt::format("stopped while fetching the {}", request.kind.name));
        if (step == Download::Step::redirected) continue;
        if (step == Download::Step::given_up || ++tries == request.most_tries)
            return fail(ErrorCode::unavailable, fmt::format("the {} cannot be fetched: {}", request.kind.name, download.why()));
        if (!wait(request.backoff * std::exp2(tries - 1), stop))
            return fail(ErrorCode::cancelled, fmt::format("stopped while fetching the {}", request.kind.name));
    }
}

}  // namespace

bool is_sound(std::string_view head) {
    if (head.starts_with("ID3") || head.starts_with("fLaC") || head.starts_with("OggS")) return true;
    if (head.size() >= 12 && head.starts_with("RIFF") && head.substr(8, 4) == "WAVE") return true;
    return head.size() >= 2 && static_cast<unsigned char>(head[0]) == 0xFF &&
           (static_cast<unsigned char>(head[1]) & 0xE0U) == 0xE0U;
}

bool is_film(std::string_view head) { return head.size() >= 8 && head.substr(4, 4) == "ftyp"; }

Result<Downloaded> download(DownloadRequest const& request, net::HttpClient& http, std::stop_token const& stop) {
    auto result = run(request, http, stop);
    std::error_code ignored;
    if (!result) fs::remove(request.file, ignored);
    return result;
}

}  // namespace troupe::providers::impl
