#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "net/http_client.hpp"
#include "net/s3/settings.hpp"

/// A bucket of S3, or of a service that speaks like it.
namespace troupe::net::s3 {

struct Object {
    std::string key;
    std::uint64_t size_bytes = 0;
    std::string tag;                                   ///< ETag: of no use but to compare it
    std::map<std::string, std::string> metadata = {};  ///< "sha256" of x-amz-meta-sha256; never in lists
};

struct PutWishes {
    std::string content_type = {};
    std::map<std::string, std::string> metadata = {};  ///< ASCII, neither empty nor with blanks at the ends
    bool only_if_absent = false;                       ///< where the service can: of an upload in one piece
    std::string sha256 = {};  ///< of `put_file`: a file whose bytes hash otherwise is not kept. Empty: not looked at
};
enum class PutOutcome { stored, was_there };

/// From byte `first`, `count` of them; where the file ends earlier, fewer.
struct ByteRange {
    std::uint64_t first = 0;
    std::uint64_t count = 0;
};

struct ListWishes {
    std::string prefix = {};
    int page = 1000;               ///< files a request, 1 to 1000
    std::size_t most = 1'000'000;  ///< more are a bad_response
};

/// Takes a file as it comes. `restart` is called before each attempt.
struct Receiver {
    std::function<bool()> restart;
    std::function<bool(std::string_view)> take;  ///< false: cannot be taken, the transfer ends
};

struct LinkWishes {
    std::chrono::seconds lifetime{600};  ///< 1 s to 7 days
    std::string content_type = {};       ///< that the service answers with; empty: the stored one
    std::string disposition = {};        ///< Content-Disposition of the answer; empty: none
};

/// Every call blocks, ends when `stop` asks for it (cancelled), and repeats by itself what may be repeated: broken
/// connections, 5xx, "slow down", with growing pauses. A file is there whole or not at all. Keys have 1 to 1,024 bytes
/// and no "." or ".." between slashes (invalid_input). Errors beside: forbidden (keys, rights, clock), invalid_input
/// (no such bucket, another region), unavailable, bad_response. Messages name the bucket and the variable to look at,
/// never a key. Safe to call from several threads.
class Bucket {
public:
    struct Parts {
        HttpClient& http;
        Clock const& clock;
    };
    Bucket(BucketSettings settings, Parts parts);
    ~Bucket();

    /// Whether it can be listed with these keys; says nothing of the right to write.
    Result<void> check(std::stop_token stop);

    Result<PutOutcome> put(std::string const& key, std::string bytes, PutWishes const& wishes, std::stop_token stop);
    /// In parts where it is larger than `part_bytes`; what was sent of an upload that fails is thrown away. Errors:
    /// not_found, unavailable (the file changed while it was read).
    Result<PutOutcome> put_file(std::string const& key, std::filesystem::path const& file, PutWishes const& wishes,
                                std::stop_token stop);

    /// Nothing: there is no such file.
    Result<std::optional<Object>> head(std::string const& key, std::stop_token stop);
    /// Error: not_found; invalid_input (the range begins behind the end).
    Result<std::string> get(std::string const& key, std::optional<ByteRange> range, std::uint64_t most_bytes,
                            std::stop_token stop);
    /// Error: not_found; unavailable (the receiver does not take it).
    Result<void> receive(std::string const& key, std::uint64_t most_bytes, Receiver const& receiver,
                         std::stop_token stop);
    /// Into a file, which is made or written over. Errors: as receive.
    Result<void> fetch(std::string const& key, std::filesystem::path const& file, std::uint64_t most_bytes,
                       std::stop_token stop);

    /// Gone afterwards, also when it was not there.
    Result<void> remove(std::string const& key, std::stop_token stop);
    Result<void> remove_all(std::vector<std::string> const& keys, std::stop_token stop);

    /// All that begin with the prefix, by key.
    Result<std::vector<Object>> list(ListWishes const& wishes, std::stop_token stop);

    /// An address that gives the file to whoever has it, for that time. Asks nobody.
    [[nodiscard]] std::string link(std::string const& key, LinkWishes const& wishes) const;

    [[nodiscard]] BucketSettings const& settings() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace troupe::net::s3
