#include "storage/file_assets.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "base/files.hpp"
#include "base/hash.hpp"

namespace troupe::storage {
namespace fs = std::filesystem;
namespace {

using catalog::AssetRef;

/// A rename is on the disk when its folder is.
Result<void> sync_folder(fs::path const& folder) {
    auto const descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    auto const failed = descriptor < 0 || ::fsync(descriptor) != 0;
    if (descriptor >= 0) ::close(descriptor);
    if (failed) return fail(ErrorCode::unavailable, fmt::format("{}: cannot be written to the disk", folder.string()));
    return {};
}

Result<std::uint64_t> size_of(fs::path const& file) {
    std::error_code error;
    auto const size = fs::file_size(file, error);
    if (error) return fail(ErrorCode::unavailable, fmt::format("{}: cannot be read ({})", file.string(), error.message()));
    return size;
}

/// True when the asset lies there unharmed. A harmed one is put anew: its name says what it was.
bool is_there(fs::path const& place, std::string const& sha256) {
    auto const found = sha256_of_file(place);
    return found && *found == sha256;
}

tl::unexpected<Error> no_asset(std::string const& sha256, fs::path const& folder) {
    return fail(ErrorCode::not_found, fmt::format("asset {} is not in {}", sha256, folder.string()));
}

/// Copies to a hidden name and gives the final one only to bytes that hash to it.
Result<void> copy_to(fs::path const& place, fs::path const& file, std::string const& sha256) {
    TRY(make_folder(place.parent_path()));
    PendingFile pending(place);
    std::error_code error;
    fs::copy_file(file, pending.path(), fs::copy_options::overwrite_existing, error);
    if (error) return fail(ErrorCode::unavailable, fmt::format("{}: cannot be written ({})", place.string(), error.message()));
    if (TRY(sha256_of_file(pending.path())) != sha256)
        return fail(ErrorCode::unavailable, fmt::format("{}: changed while it was read, try again", file.string()));
    TRY(pending.commit());
    return sync_folder(place.parent_path());
}

}  // namespace

fs::path FileAssets::place_of(std::string const& sha256) const { return folder_ / sha256.substr(0, 2) / sha256.substr(2); }

Result<AssetRef> FileAssets::put_file(fs::path const& file) {
    std::error_code ignored;
    if (fs::is_directory(file, ignored)) return fail(ErrorCode::invalid_input, fmt::format("{}: is a folder, not a file", file.string()));
    auto const sha256 = TRY(sha256_of_file(file));
    auto const place = place_of(sha256);
    if (!is_there(place, sha256)) TRY(copy_to(place, file, sha256));
    auto const size = TRY(size_of(place));
    return AssetRef{sha256, size};
}

Result<AssetRef> FileAssets::put_bytes(std::string_view bytes) {
    auto const sha256 = sha256_hex(bytes);
    auto const place = place_of(sha256);
    if (!is_there(place, sha256)) {
        TRY(write_file(place, bytes));
        TRY(sync_folder(place.parent_path()));
    }
    return AssetRef{sha256, bytes.size()};
}

Result<fs::path> FileAssets::path_of(std::string const& sha256) {
    if (!TRY(has(sha256))) return no_asset(sha256, folder_);
    return place_of(sha256);
}

Result<bool> FileAssets::has(std::string const& sha256) {
    TRY(catalog::check_sha256(sha256));
    std::error_code ignored;
    return fs::is_regular_file(place_of(sha256), ignored);
}

Result<void> FileAssets::verify(std::string const& sha256) {
    auto const place = TRY(path_of(sha256));
    if (TRY(sha256_of_file(place)) == sha256) return {};
    return fail(ErrorCode::conflict, fmt::format("{}: the file was changed or is damaged, its SHA-256 differs", place.string()));
}

Result<void> FileAssets::remove(std::string const& sha256) {
    auto const place = TRY(path_of(sha256));
    std::error_code error;
    fs::remove(place, error);
    if (error) return fail(ErrorCode::unavailable, fmt::format("{}: cannot be removed ({})", place.string(), error.message()));
    fs::remove(place.parent_path(), error);  // stays while it holds others
    return {};
}

}  // namespace troupe::storage
