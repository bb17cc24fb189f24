#include "flow/bundle/impl/archive.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <fstream>

#include "base/text.hpp"

namespace troupe::flow::bundle::impl {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t block_bytes = 65536;
constexpr std::string_view end_of_directory("PK\x05\x06", 4);
constexpr std::size_t end_bytes = 22;  // of that record, without a comment (APPNOTE.TXT §4.3.16)

std::string said_by(archive* handle) {
    auto const* words = archive_error_string(handle);
    return words == nullptr ? "no reason given" : text::excerpt(text::trim(std::string_view(words)), 200);  // they may have lines
}

bool leaves_the_bundle(std::string const& name) {
    if (name.empty() || name.front() == '/' || name.find('\\') != std::string::npos) return true;
    auto const parts = text::split(name, '/');
    return std::any_of(parts.begin(), parts.end(), [](std::string const& part) { return part == ".." || part == "."; });
}

bool ends_whole(fs::path const& file, std::uint64_t size) {
    if (size < end_bytes) return false;
    std::ifstream in(file, std::ios::binary);
    in.seekg(static_cast<std::streamoff>(size - end_bytes));
    char signature[4]{};
    return in.read(signature, sizeof signature) && std::string_view(signature, sizeof signature) == end_of_directory;
}

struct FreeEntry {
    void operator()(archive_entry* entry) const { archive_entry_free(entry); }
};

}  // namespace

void FreeArchive::operator()(archive* handle) const { archive_free(handle); }

ArchiveWriter::ArchiveWriter(fs::path file) : file_(std::move(file)), handle_(archive_write_new()) {}

Result<ArchiveWriter> ArchiveWriter::create(fs::path const& file) {
    ArchiveWriter writer(file);
    auto* const handle = writer.handle_.get();
    auto const is_ready = archive_write_set_format_zip(handle) == ARCHIVE_OK && archive_write_zip_set_compression_store(handle) == ARCHIVE_OK &&
                          archive_write_set_bytes_in_last_block(handle, 1) == ARCHIVE_OK && archive_write_open_filename(handle, file.c_str()) == ARCHIVE_OK;
    if (!is_ready) return writer.cannot();
    return writer;
}

Result<void> ArchiveWriter::begin(std::string const& name, std::uint64_t size_bytes) {
    std::unique_ptr<archive_entry, FreeEntry> const entry(archive_entry_new());
    archive_entry_set_pathname(entry.get(), name.c_str());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(size_bytes));
    if (archive_write_header(handle_.get(), entry.get()) != ARCHIVE_OK) return cannot();
    return {};
}

Result<void> ArchiveWriter::write(std::string_view bytes) {
    while (!bytes.empty()) {
        auto const written = archive_write_data(handle_.get(), bytes.data(), bytes.size());
        if (written <= 0) return cannot();
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

Result<void> ArchiveWriter::finish() {
    if (archive_write_close(handle_.get()) != ARCHIVE_OK) return cannot();
    return {};
}

tl::unexpected<Error> ArchiveWriter::cannot() const {
    auto const* advice = archive_errno(handle_.get()) == ENOSPC ? ": the disk is full, make room and run the command again" : "";
    return fail(ErrorCode::unavailable, fmt::format("{}: cannot be written ({}){}", file_.string(), said_by(handle_.get()), advice));
}

ArchiveReader::ArchiveReader(fs::path file, std::uint64_t file_bytes)
    : file_(std::move(file)), file_bytes_(file_bytes), has_directory_(ends_whole(file_, file_bytes)), handle_(archive_read_new()) {}

Result<ArchiveReader> ArchiveReader::open(fs::path const& file) {
    std::error_code error;
    auto const status = fs::status(file, error);
    if (!fs::exists(status)) return fail(ErrorCode::not_found, fmt::format("{}: there is no such file", file.string()));
    if (!fs::is_regular_file(status)) return fail(ErrorCode::invalid_input, fmt::format("{}: is no plain file", file.string()));
    auto const size = fs::file_size(file, error);
    if (error) return fail(ErrorCode::unavailable, fmt::format("{}: cannot be read ({})", file.string(), error.message()));
    ArchiveReader reader(file, size);
    archive_read_support_format_zip(reader.handle_.get());
    if (archive_read_open_filename(reader.handle_.get(), file.c_str(), block_bytes) == ARCHIVE_OK) return reader;
    return fail(ErrorCode::invalid_input, fmt::format("{}: is no bundle ({})", file.string(), said_by(reader.handle_.get())));
}

Result<std::optional<std::string>> ArchiveReader::next() {
    archive_entry* entry = nullptr;
    auto const state = archive_read_next_header(handle_.get(), &entry);
    if (state == ARCHIVE_EOF && has_directory_) return std::optional<std::string>();
    if (state == ARCHIVE_EOF)
        return fail(ErrorCode::invalid_input, fmt::format("{}: ends too early, after member '{}': get a whole copy of it", file_.string(), member_));
    auto const* name = entry == nullptr ? nullptr : archive_entry_pathname(entry);
    if (name == nullptr || state != ARCHIVE_OK) return damaged();
    member_ = name;
    if (leaves_the_bundle(member_)) return refuse("has a path that leaves the bundle: nothing was imported, do not trust this file");
    if (archive_entry_hardlink(entry) != nullptr || archive_entry_filetype(entry) != AE_IFREG) return refuse("is a link or a folder: bundles hold plain files alone");
    if (archive_entry_is_encrypted(entry) != 0) return refuse("is encrypted: decrypt the bundle first");
    return std::optional(member_);
}

Result<std::size_t> ArchiveReader::read(std::span<char> block) {
    auto const count = archive_read_data(handle_.get(), block.data(), block.size());
    if (count < 0) return damaged();
    return static_cast<std::size_t>(count);
}

tl::unexpected<Error> ArchiveReader::refuse(std::string_view what) const {
    return fail(ErrorCode::invalid_input, fmt::format("{}: member '{}' {}", file_.string(), text::excerpt(member_, 100), what));
}

tl::unexpected<Error> ArchiveReader::damaged() const {
    if (member_.empty()) return fail(ErrorCode::invalid_input, fmt::format("{}: is no bundle, or damaged at its very beginning ({})", file_.string(), said_by(handle_.get())));
    return refuse(fmt::format("or what follows it is {} ({}): get a whole copy of the bundle", has_directory_ ? "damaged" : "cut off", said_by(handle_.get())));
}

}  // namespace troupe::flow::bundle::impl
