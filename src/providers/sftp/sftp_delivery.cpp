#include "providers/sftp/sftp_delivery.hpp"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>

#include "base/files.hpp"
#include "base/text.hpp"

namespace troupe::providers::sftp {
namespace {

namespace fs = std::filesystem;
using distribution::RemoteFile;

template <auto Free>
struct FreedWith {
    void operator()(auto* handle) const { Free(handle); }
};
using EasyHandle = std::unique_ptr<CURL, FreedWith<::curl_easy_cleanup>>;
using MultiHandle = std::unique_ptr<CURLM, FreedWith<::curl_multi_cleanup>>;
using Commands = std::unique_ptr<curl_slist, FreedWith<::curl_slist_free_all>>;
using File = std::unique_ptr<std::FILE, FreedWith<&std::fclose>>;

constexpr int poll_milliseconds = 100;
constexpr int deepest_folder = 8;
constexpr std::size_t largest_listing = 8U << 20U;

/// A path within a command that libcurl sends behind a file.
std::string quoted(std::string const& path) {
    std::string out = "\"";
    for (char const c : path) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + "\"";
}

std::string hidden_name(std::string const& remote) {
    auto const slash = remote.rfind('/');
    auto const at = slash == std::string::npos ? 0 : slash + 1;
    return remote.substr(0, at) + "." + remote.substr(at) + ".partial";
}

/// "-rw-r--r--    1 ana ana      1234 Nov 22 10:00 a b.flac": type, size and name; other lines are nothing.
struct Entry {
    char type = '?';
    std::uint64_t size_bytes = 0;
    std::string name;
};
Entry entry_of(std::string_view line) {
    Entry entry;
    std::size_t at = 0;
    for (int field = 0; field < 8; ++field) {
        auto const begin = line.find_first_not_of(' ', at);
        if (begin == line.npos) return {};
        at = line.find(' ', begin);
        if (at == line.npos) return {};
        auto const word = line.substr(begin, at - begin);
        if (field == 0) entry.type = word.front();
        if (field == 4) entry.size_bytes = std::strtoull(std::string(word).c_str(), nullptr, 10);
    }
    entry.name = line.substr(at + 1);
    return entry;
}

bool is_missing(CURLcode code) { return code == CURLE_REMOTE_FILE_NOT_FOUND; }

}  // namespace

/// A connection to the store, kept from one file to the next.
class SftpDelivery::Line {
public:
    explicit Line(Settings settings) : settings_(std::move(settings)) {
        static auto const once = ::curl_global_init(CURL_GLOBAL_DEFAULT);
        (void)once;
    }

    using Sink = std::function<bool(std::string_view)>;

    /// Prepares the next exchange about that path.
    void begin(std::string const& remote, bool is_folder = false) {
        ::curl_easy_reset(easy());
        url_ = fmt::format("sftp://{}:{}{}{}",
                           settings_.host.find(':') == std::string::npos ? settings_.host : "[" + settings_.host + "]",
                           settings_.port, encoded(full(remote)), is_folder ? "/" : "");
        set(CURLOPT_URL, url_.c_str());
        set(CURLOPT_PROTOCOLS_STR, "sftp");
        set(CURLOPT_PROXY, "");
        set(CURLOPT_NOSIGNAL, 1L);
        set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(settings_.connect.count() * 1000));
        set(CURLOPT_USERNAME, settings_.user.c_str());
        set(CURLOPT_SSH_KNOWNHOSTS, settings_.known_hosts.c_str());
        let_in();
        set(CURLOPT_WRITEFUNCTION, &Line::on_bytes);
        set(CURLOPT_WRITEDATA, this);
        sink_ = [](std::string_view) { return true; };
    }

    template <class T>
    void set(CURLoption option, T value) {
        ::curl_easy_setopt(easy(), option, value);
    }
    void listen(Sink sink) { sink_ = std::move(sink); }

    /// Runs it to its end. The code of libcurl; or why we ended it ourselves.
    Result<CURLcode> run(std::stop_token const& stop) {
        if (stop.stop_requested()) return fail(ErrorCode::cancelled, where() + ": the delivery was stopped");
        ::curl_multi_add_handle(multi_.get(), easy());
        auto const result = wait(stop);
        ::curl_multi_remove_handle(multi_.get(), easy());
        return result;
    }

    [[nodiscard]] curl_off_t length() {
        curl_off_t bytes = -1;
        ::curl_easy_getinfo(easy(), CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &bytes);
        return bytes;
    }

    [[nodiscard]] std::string full(std::string const& remote) const {
        return settings_.folder + (remote.empty() ? "" : "/" + remote);
    }
    /// In a command "~" means nothing: what is relative begins at the user's own folder.
    [[nodiscard]] std::string in_command(std::string const& remote) const {
        auto const path = full(remote);
        return quoted(path.starts_with("/~/") ? path.substr(3) : path);
    }
    [[nodiscard]] std::string where() const { return fmt::format("sftp {}:{}", settings_.host, settings_.port); }

    tl::unexpected<Error> failure(CURLcode code, std::string const& remote) const {
        auto const say = [&](ErrorCode error, std::string const& why) {
            return fail(error, fmt::format("{} {}: {}", where(), full(remote), why));
        };
        switch (code) {
            case CURLE_PEER_FAILED_VERIFICATION:
                return say(ErrorCode::forbidden,
                           fmt::format("its host key is not the one in {}; ask the store before you trust another",
                                       settings_.known_hosts.string()));
            case CURLE_LOGIN_DENIED:
                return say(ErrorCode::forbidden,
                           "the user, key or password is refused; check TROUPE_SFTP_KEY_FILE, TROUPE_SFTP_PASSWORD and "
                           "the user in the address");
            case CURLE_REMOTE_ACCESS_DENIED:
                return say(ErrorCode::forbidden, "the store does not allow it; check the folder in the address");
            case CURLE_REMOTE_FILE_NOT_FOUND:
                return say(ErrorCode::not_found, "there is no such file");
            case CURLE_REMOTE_DISK_FULL:
                return say(ErrorCode::unavailable, "the store's disk is full; try again later");
            case CURLE_COULDNT_RESOLVE_HOST:
                return say(ErrorCode::unavailable, "the name is not known; check the address and the network");
            case CURLE_COULDNT_CONNECT:
                return say(ErrorCode::unavailable, "no connection; check the address, and that the server runs");
            case CURLE_OPERATION_TIMEDOUT:
                return say(ErrorCode::unavailable, "no answer in time; try again later");
            case CURLE_QUOTE_ERROR:
                return say(ErrorCode::unavailable, "arrived, but could not be given its name; try again later");
            case CURLE_UNSUPPORTED_PROTOCOL:
                return say(ErrorCode::internal, "this libcurl has no SFTP; install one with libssh2");
            default:
                return say(ErrorCode::unavailable, fmt::format("{}; try again later", ::curl_easy_strerror(code)));
        }
    }

private:
    [[nodiscard]] CURL* easy() const { return easy_.get(); }

    static std::string encoded(std::string const& path) {
        std::string out;
        for (unsigned char const c : path) {
            bool const is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                                  std::string_view("/-_.~").find(static_cast<char>(c)) != std::string_view::npos;
            if (is_plain)
                out += static_cast<char>(c);
            else
                out += fmt::format("%{:02X}", c);
        }
        return out;
    }

    void let_in() {
        long ways = 0;
        if (!settings_.key_file.empty()) {
            ways |= CURLSSH_AUTH_PUBLICKEY;
            set(CURLOPT_SSH_PRIVATE_KEYFILE, settings_.key_file.c_str());
            if (!settings_.key_passphrase.empty()) set(CURLOPT_KEYPASSWD, settings_.key_passphrase.c_str());
        }
        if (!settings_.password.empty()) {
            ways |= CURLSSH_AUTH_PASSWORD | CURLSSH_AUTH_KEYBOARD;
            set(CURLOPT_PASSWORD, settings_.password.c_str());
        }
        set(CURLOPT_SSH_AUTH_TYPES, ways);
    }

    static std::size_t on_bytes(char* bytes, std::size_t, std::size_t count, void* self) {
        return static_cast<Line*>(self)->sink_({bytes, count}) ? count : 0;
    }

    [[nodiscard]] curl_off_t moved() const {
        curl_off_t up = 0, down = 0;
        ::curl_easy_getinfo(easy(), CURLINFO_SIZE_UPLOAD_T, &up);
        ::curl_easy_getinfo(easy(), CURLINFO_SIZE_DOWNLOAD_T, &down);
        return up + down;
    }

    Result<CURLcode> wait(std::stop_token const& stop) {
        auto last_byte = std::chrono::steady_clock::now();
        curl_off_t bytes = -1;
        for (;;) {
            int running = 0;
            ::curl_multi_perform(multi_.get(), &running);
            if (running == 0) return ended();
            auto const now = std::chrono::steady_clock::now();
            if (moved() != bytes) last_byte = now;
            bytes = moved();
            if (stop.stop_requested()) return fail(ErrorCode::cancelled, where() + ": the delivery was stopped");
            if (Seconds(now - last_byte) > settings_.idle) return CURLE_OPERATION_TIMEDOUT;
            ::curl_multi_poll(multi_.get(), nullptr, 0, poll_milliseconds, nullptr);
        }
    }

    CURLcode ended() {
        int left = 0;
        auto const* message = ::curl_multi_info_read(multi_.get(), &left);
        return message == nullptr ? CURLE_FAILED_INIT : message->data.result;
    }

    Settings settings_;
    // The connection lives with the multi handle, which must outlive the other.
    MultiHandle multi_{::curl_multi_init()};
    EasyHandle easy_{::curl_easy_init()};
    std::string url_;
    Sink sink_;
};

SftpDelivery::SftpDelivery(Settings settings) : line_(std::make_unique<Line>(std::move(settings))) {}
SftpDelivery::~SftpDelivery() = default;

Result<void> SftpDelivery::put(fs::path const& local, std::string const& remote, std::stop_token stop) {
    TRY(distribution::check_remote_path(remote));
    if (remote.empty()) return fail(ErrorCode::invalid_input, "path: is empty");
    std::error_code error;
    auto const bytes = fs::file_size(local, error);
    File const file(std::fopen(local.c_str(), "rb"));
    if (error || !file) return fail(ErrorCode::not_found, local.string() + ": there is no such file");
    auto const hidden = hidden_name(remote);
    line_->begin(hidden);
    line_->set(CURLOPT_UPLOAD, 1L);
    line_->set(CURLOPT_FTP_CREATE_MISSING_DIRS, 1L);
    line_->set(CURLOPT_READDATA, file.get());
    line_->set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(bytes));
    Commands commands(::curl_slist_append(nullptr, fmt::format("*rm {}", line_->in_command(remote)).c_str()));
    auto const rename = fmt::format("rename {} {}", line_->in_command(hidden), line_->in_command(remote));
    commands.reset(::curl_slist_append(commands.release(), rename.c_str()));
    line_->set(CURLOPT_POSTQUOTE, commands.get());
    auto const code = TRY(line_->run(stop));
    if (code != CURLE_OK)
        return is_missing(code) ? line_->failure(CURLE_REMOTE_ACCESS_DENIED, remote) : line_->failure(code, remote);
    return {};
}

Result<void> SftpDelivery::list_into(std::string const& folder, int depth, std::vector<RemoteFile>& files,
                                     std::stop_token const& stop) {
    std::string listing;
    line_->begin(folder, true);
    line_->listen([&listing](std::string_view bytes) {
        listing.append(bytes);
        return listing.size() <= largest_listing;
    });
    auto const code = TRY(line_->run(stop));
    if (is_missing(code)) return {};
    if (listing.size() > largest_listing)
        return fail(ErrorCode::bad_response,
                    fmt::format("{} {}: its list of files is too long", line_->where(), line_->full(folder)));
    if (code != CURLE_OK) return line_->failure(code, folder);
    for (auto const& line : text::split(listing, '\n')) {
        auto const entry = entry_of(line);
        if (entry.name.empty() || entry.name.starts_with('.') || entry.name.find('/') != std::string::npos) continue;
        auto const path = folder.empty() ? entry.name : folder + "/" + entry.name;
        if (entry.type == 'd' && depth < deepest_folder) TRY(list_into(path, depth + 1, files, stop));
        if (entry.type == '-') files.push_back({path, entry.size_bytes});
        if (files.size() > distribution::most_listed)
            return fail(ErrorCode::bad_response, fmt::format("{} {}: has more than {} files", line_->where(),
                                                             line_->full(folder), distribution::most_listed));
    }
    return {};
}

Result<std::vector<RemoteFile>> SftpDelivery::list(std::string const& folder, std::stop_token stop) {
    TRY(distribution::check_remote_path(folder));
    std::vector<RemoteFile> files;
    TRY(list_into(folder, 0, files, stop));
    std::sort(files.begin(), files.end(), [](auto const& left, auto const& right) { return left.path < right.path; });
    return files;
}

/// libcurl tells the length when the file is open; its first bytes are enough.
Result<std::optional<std::uint64_t>> SftpDelivery::size(std::string const& remote, std::stop_token stop) {
    TRY(distribution::check_remote_path(remote));
    line_->begin(remote);
    line_->listen([](std::string_view) { return false; });
    auto const code = TRY(line_->run(stop));
    if (is_missing(code)) return std::optional<std::uint64_t>{};
    if (code != CURLE_OK && code != CURLE_WRITE_ERROR) return line_->failure(code, remote);
    return std::optional<std::uint64_t>(std::max<curl_off_t>(line_->length(), 0));
}

Result<void> SftpDelivery::fetch(std::string const& remote, fs::path const& local, std::uint64_t most_bytes,
                                 std::stop_token stop) {
    TRY(distribution::check_remote_path(remote));
    TRY(make_folder(local.parent_path()));
    PendingFile pending(local);
    File file(std::fopen(pending.path().c_str(), "wb"));
    if (!file) return fail(ErrorCode::unavailable, pending.path().string() + ": cannot be written");
    std::uint64_t bytes = 0;
    bool is_disk_full = false;
    line_->begin(remote);
    line_->listen([&](std::string_view piece) {
        bytes += piece.size();
        is_disk_full = bytes <= most_bytes && std::fwrite(piece.data(), 1, piece.size(), file.get()) != piece.size();
        return bytes <= most_bytes && !is_disk_full;
    });
    auto const code = TRY(line_->run(stop));
    if (bytes > most_bytes)
        return fail(ErrorCode::bad_response,
                    fmt::format("{} {}: is larger than {} bytes", line_->where(), line_->full(remote), most_bytes));
    if (is_disk_full || std::fflush(file.get()) != 0)
        return fail(ErrorCode::unavailable, local.string() + ": cannot be written; is the disk full?");
    if (code != CURLE_OK) return line_->failure(code, remote);
    return pending.commit();
}

}  // namespace troupe::providers::sftp
