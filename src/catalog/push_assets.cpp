#include "catalog/push_assets.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/hash.hpp"

namespace troupe::catalog {
namespace fs = std::filesystem;
namespace {

struct Found {
    fs::path file;
    std::string sha256;
};

Result<std::vector<Found>> assets_in(fs::path const& folder) {
    std::error_code error;
    if (!fs::is_directory(folder, error))
        return fail(ErrorCode::not_found, folder.string() + ": there is no such folder");
    std::vector<Found> found;
    for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
        std::error_code ignored;
        auto const sha256 = at->path().parent_path().filename().string() + at->path().filename().string();
        if (at->is_regular_file(ignored) && check_sha256(sha256)) found.push_back({at->path(), sha256});
    }
    if (error)
        return fail(ErrorCode::unavailable, fmt::format("{}: cannot be read ({})", folder.string(), error.message()));
    std::sort(found.begin(), found.end(),
              [](Found const& left, Found const& right) { return left.sha256 < right.sha256; });
    return found;
}

/// What is wrong with it, or nothing: then it is where it belongs.
Result<std::string> push(Assets& to, Found const& asset, bool reads_back, Pushed& pushed) {
    if (TRY(sha256_of_file(asset.file)) != asset.sha256)
        return fmt::format("{}: its bytes are not those of its name; it is damaged", asset.file.string());
    auto const put = TRY(to.put_file(asset.file));
    if (reads_back) {
        auto const read = to.verify(asset.sha256);
        if (!read && read.error().code == ErrorCode::conflict) return read.error().message;
        if (!read) return tl::unexpected(read.error());
    }
    ++pushed.files;
    pushed.bytes += put.size_bytes;
    return std::string();
}

}  // namespace

Result<Pushed> push_assets(Assets& to, PushWishes const& wishes, std::function<void(int done, int all)> const& report,
                           std::stop_token const& stop) {
    auto const all = TRY(assets_in(wishes.from));
    Pushed pushed;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (stop.stop_requested())
            return fail(ErrorCode::cancelled, "the push was stopped; the same call goes on with it");
        auto const problem = TRY(push(to, all[i], wishes.reads_back, pushed));
        if (!problem.empty()) pushed.problems.push_back(problem);
        report(static_cast<int>(i + 1), static_cast<int>(all.size()));
    }
    return pushed;
}

}  // namespace troupe::catalog
