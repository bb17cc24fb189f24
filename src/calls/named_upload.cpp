#include "calls/named_upload.hpp"

#include <algorithm>
#include <utility>

#include "base/files.hpp"

namespace troupe::calls {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t longest_name = 200;  // file systems take 255 bytes

/// Browsers of old send the whole path.
std::string last_part(std::string const& name) {
    auto const slash = name.find_last_of("/\\");
    return slash == std::string::npos ? name : name.substr(slash + 1);
}

}  // namespace

Result<NamedUpload> NamedUpload::open(fs::path const& upload, std::string const& name) {
    auto const wanted = name.empty() ? std::string("the file") : last_part(name);
    auto const has_control =
        std::any_of(wanted.begin(), wanted.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; });
    if (wanted.empty() || wanted == "." || wanted == ".." || wanted.size() > longest_name || has_control)
        return fail(ErrorCode::invalid_input, "file_name: expected the name of a file, 1 to 200 bytes on one line");
    auto const folder = fs::path(upload.string() + ".named");
    TRY(make_folder(folder));
    NamedUpload named(folder, folder / wanted);
    std::error_code error;
    fs::create_hard_link(upload, named.file_, error);
    if (error) fs::copy_file(upload, named.file_, error);  // a file system without links
    if (error) return fail(ErrorCode::unavailable, "the file cannot be kept for reading: " + error.message());
    return named;
}

NamedUpload::NamedUpload(fs::path folder, fs::path file) : folder_(std::move(folder)), file_(std::move(file)) {}
NamedUpload::NamedUpload(NamedUpload&& other) noexcept
    : folder_(std::exchange(other.folder_, fs::path())), file_(std::move(other.file_)) {}
NamedUpload::~NamedUpload() {
    std::error_code ignored;
    if (!folder_.empty()) fs::remove_all(folder_, ignored);
}

}  // namespace troupe::calls
