#pragma once

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "base/result.hpp"
#include "base/time.hpp"

namespace troupe::storage {

/// Local copies of assets that live elsewhere, as files of a folder that may be emptied at any time: "ab/cdef.." for
/// the hash "abcdef..". What it gives out was hashed since it last changed; a harmed copy is as none. Above its size
/// the copies go that were not asked for in the longest time, but never one that was within the last hour: whoever was
/// given a path has that long to open it. Several processes may share the folder. Safe to call from several threads.
class AssetCache {
public:
    struct Settings {
        std::filesystem::path folder;  ///< made with the first copy
        std::uint64_t most_bytes = 2ULL << 30;
        std::chrono::seconds kept{3600};  ///< since it was last asked for
    };
    AssetCache(Settings settings, Clock const& clock) : settings_(std::move(settings)), clock_(clock) {}

    /// The unharmed copy; without one, what `bring` writes to the path it is given. Who asks for the same while it is
    /// brought waits for it. Errors: those of `bring`; bad_response (what it brought has another hash); unavailable
    /// (the disk).
    using Bring = std::function<Result<void>(std::filesystem::path const& to)>;
    Result<std::filesystem::path> get(std::string const& sha256, Bring const& bring);
    /// The same for what has just been put elsewhere: a copy that cannot be kept is left out.
    void keep(std::string const& sha256, Bring const& bring);
    void forget(std::string const& sha256);

private:
    /// What a file is until somebody writes to it.
    struct State {
        std::uint64_t inode = 0, size = 0;
        std::int64_t changed_ns = 0;
        bool operator==(State const&) const = default;
    };
    class Turn;
    [[nodiscard]] std::filesystem::path place_of(std::string const& sha256) const;
    [[nodiscard]] static std::optional<State> state_of(std::filesystem::path const& file);
    [[nodiscard]] bool is_unharmed(std::string const& sha256);
    void note_use(std::string const& sha256);
    void grew_by(std::uint64_t bytes);
    void make_room();

    Settings settings_;
    Clock const& clock_;
    std::mutex guard_;
    std::condition_variable arrived_;
    std::set<std::string> on_the_way_;
    std::map<std::string, State> checked_;  ///< by hash
    std::uint64_t since_last_look_ = 0;     ///< bytes that were added
    std::uint64_t at_last_look_ = 0;        ///< bytes that were there
    bool has_looked_ = false;
};

}  // namespace troupe::storage
