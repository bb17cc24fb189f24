#pragma once

#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/units.hpp"
#include "net/http_client.hpp"

namespace troupe::providers::impl {

/// What is fetched, in words, and how it is told from anything else by its first 16 bytes.
struct FileKind {
    std::string_view name;     ///< "song"
    std::string_view content;  ///< "sound"
    bool (*is_it)(std::string_view head);
};
/// MP3 with or without ID3, WAV, FLAC or OGG.
[[nodiscard]] bool is_sound(std::string_view head);
/// MP4 or MOV.
[[nodiscard]] bool is_film(std::string_view head);
inline constexpr FileKind song_file{"song", "sound", is_sound};
inline constexpr FileKind clip_file{"clip", "video", is_film};

struct DownloadRequest {
    std::string url;
    std::filesystem::path file;
    bool allows_loopback = false;                  ///< http to this machine too; otherwise https alone
    std::uint64_t most_bytes = 160 * 1024 * 1024;  ///< ten minutes of WAV
    int most_tries = 4;
    Seconds backoff{0.5};
    FileKind kind = song_file;
};

struct Downloaded {
    std::uint64_t bytes = 0;
    std::string sha256;
};

/// Fetches a file from a host with a public name. Without any key: it is another server's. What breaks off goes on where it was, when the server
/// lets it; up to three redirections are followed. Nothing remains on an error. Errors: unavailable (not reached, gone,
/// too large, a page instead of the file, disk), cancelled. Messages name the host alone: the rest of a link may be a key to
/// the file.
[[nodiscard]] Result<Downloaded> download(DownloadRequest const& request, net::HttpClient& http,
                                          std::stop_token const& stop);

}  // namespace troupe::providers::impl
