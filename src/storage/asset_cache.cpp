#include "storage/asset_cache.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <vector>

#include "base/files.hpp"
#include "base/hash.hpp"

namespace troupe::storage {
namespace fs = std::filesystem;
namespace {

/// Others may add to the folder, too: it is counted anew after so much of its size has come.
constexpr std::uint64_t looks_a_size = 16;

struct Copy {
    fs::path file;
    std::uint64_t bytes = 0;
    TimePoint used{};
};

/// Hidden files are copies that are being made.
std::vector<Copy> copies_in(fs::path const& folder) {
    std::vector<Copy> copies;
    std::error_code error;
    for (fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied, error), end;
         !error && at != end; at.increment(error)) {
        struct stat found {};
        if (at->path().filename().string().starts_with('.') || ::lstat(at->path().c_str(), &found) != 0 ||
            !S_ISREG(found.st_mode))
            continue;
        copies.push_back({at->path(), static_cast<std::uint64_t>(found.st_size),
                          TimePoint(std::chrono::seconds(found.st_mtim.tv_sec))});
    }
    return copies;
}

}  // namespace

/// One of several that ask for the same asset brings it; the others wait.
class AssetCache::Turn {
public:
    Turn(AssetCache& cache, std::string const& sha256) : cache_(cache), sha256_(sha256) {
        std::unique_lock lock(cache_.guard_);
        cache_.arrived_.wait(lock, [&] { return !cache_.on_the_way_.contains(sha256_); });
        cache_.on_the_way_.insert(sha256_);
    }
    ~Turn() {
        std::lock_guard const lock(cache_.guard_);
        cache_.on_the_way_.erase(sha256_);
        cache_.arrived_.notify_all();
    }
    Turn(Turn const&) = delete;
    Turn& operator=(Turn const&) = delete;

private:
    AssetCache& cache_;
    std::string sha256_;
};

fs::path AssetCache::place_of(std::string const& sha256) const {
    return settings_.folder / sha256.substr(0, 2) / sha256.substr(2);
}

std::optional<AssetCache::State> AssetCache::state_of(fs::path const& file) {
    struct stat found {};
    if (::stat(file.c_str(), &found) != 0 || !S_ISREG(found.st_mode)) return std::nullopt;
    return State{found.st_ino, static_cast<std::uint64_t>(found.st_size),
                 found.st_mtim.tv_sec * 1'000'000'000 + found.st_mtim.tv_nsec};
}

/// Hashes the copy unless it is as it was when it was last hashed.
bool AssetCache::is_unharmed(std::string const& sha256) {
    auto const place = place_of(sha256);
    auto const state = state_of(place);
    if (!state) return false;
    {
        std::lock_guard const lock(guard_);
        auto const known = checked_.find(sha256);
        if (known != checked_.end() && known->second == *state) return true;
    }
    auto const found = sha256_of_file(place);
    if (!found || *found != sha256) return false;
    std::lock_guard const lock(guard_);
    checked_[sha256] = *state;
    return true;
}

/// The time of a file's last change is that of its last use; its bytes never change. Every minute is often enough.
void AssetCache::note_use(std::string const& sha256) {
    auto const place = place_of(sha256);
    auto const before = state_of(place);
    auto const now_ns = std::chrono::nanoseconds(clock_.now().time_since_epoch()).count();
    if (!before || now_ns - before->changed_ns < std::chrono::nanoseconds(std::chrono::minutes(1)).count()) return;
    timespec const time{.tv_sec = now_ns / 1'000'000'000, .tv_nsec = now_ns % 1'000'000'000};
    timespec const both[2] = {time, time};
    ::utimensat(AT_FDCWD, place.c_str(), both, 0);
    auto const after = state_of(place);
    if (!after || after->inode != before->inode || after->size != before->size) return;
    std::lock_guard const lock(guard_);
    auto const known = checked_.find(sha256);
    if (known != checked_.end() && known->second == *before) known->second = *after;
}

Result<fs::path> AssetCache::get(std::string const& sha256, Bring const& bring) {
    auto const place = place_of(sha256);
    Turn const turn(*this, sha256);
    if (!is_unharmed(sha256)) {
        TRY(make_folder(place.parent_path()));
        PendingFile pending(place);
        TRY(bring(pending.path()));
        if (TRY(sha256_of_file(pending.path())) != sha256)
            return fail(ErrorCode::bad_response,
                        fmt::format("asset {}: what came has other bytes; the store is damaged there", sha256));
        TRY(pending.commit());
        auto const state = state_of(place);
        if (!state) return fail(ErrorCode::unavailable, fmt::format("{}: was removed at once", place.string()));
        {
            std::lock_guard const lock(guard_);
            checked_[sha256] = *state;
        }
        note_use(sha256);
        grew_by(state->size);
        return place;
    }
    note_use(sha256);
    return place;
}

void AssetCache::keep(std::string const& sha256, Bring const& bring) {
    (void)get(sha256, bring);  // without a copy it is brought when it is asked for
}

void AssetCache::forget(std::string const& sha256) {
    Turn const turn(*this, sha256);
    std::error_code ignored;
    auto const place = place_of(sha256);
    fs::remove(place, ignored);
    fs::remove(place.parent_path(), ignored);  // stays while it holds others
    std::lock_guard const lock(guard_);
    checked_.erase(sha256);
}

void AssetCache::grew_by(std::uint64_t bytes) {
    std::lock_guard const lock(guard_);
    since_last_look_ += bytes;
    auto const is_due = !has_looked_ || since_last_look_ > settings_.most_bytes / looks_a_size ||
                        at_last_look_ + since_last_look_ > settings_.most_bytes;
    if (is_due) make_room();
}

void AssetCache::make_room() {
    auto copies = copies_in(settings_.folder);
    std::sort(copies.begin(), copies.end(), [](Copy const& left, Copy const& right) { return left.used < right.used; });
    std::uint64_t bytes = 0;
    for (auto const& copy : copies) bytes += copy.bytes;
    auto const oldest_kept = clock_.now() - settings_.kept;
    for (auto const& copy : copies) {
        if (bytes <= settings_.most_bytes || copy.used >= oldest_kept) break;
        std::error_code error;
        if (!fs::remove(copy.file, error)) continue;
        bytes -= copy.bytes;
        checked_.erase(copy.file.parent_path().filename().string() + copy.file.filename().string());
    }
    has_looked_ = true;
    at_last_look_ = bytes;
    since_last_look_ = 0;
}

}  // namespace troupe::storage
