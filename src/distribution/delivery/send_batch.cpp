#include "distribution/delivery/send_batch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

#include "base/files.hpp"
#include "base/hash.hpp"

namespace troupe::distribution {
namespace {

namespace fs = std::filesystem;

struct LocalFile {
    fs::path path;
    std::string remote;
    std::uint64_t size_bytes = 0;
};

/// All files of the batch, the manifest last.
Result<std::vector<LocalFile>> local_files(Batch const& batch) {
    std::vector<LocalFile> files;
    std::error_code error;
    auto const name = batch.folder.filename().string();
    for (fs::recursive_directory_iterator entry(batch.folder, error), end; !error && entry != end;
         entry.increment(error))
        if (entry->is_regular_file() && !entry->is_symlink())
            files.push_back({entry->path(),
                             name + "/" + entry->path().lexically_relative(batch.folder).generic_string(),
                             entry->file_size()});
    if (error) return fail(ErrorCode::unavailable, fmt::format("{}: {}", batch.folder.string(), error.message()));
    auto const manifest = name + "/" + batch.manifest;
    std::sort(files.begin(), files.end(), [&](auto const& left, auto const& right) {
        return std::pair(left.remote == manifest, left.remote) < std::pair(right.remote == manifest, right.remote);
    });
    if (files.empty() || files.back().remote != manifest)
        return fail(ErrorCode::invalid_input,
                    fmt::format("{}: has no {}: write the package again", batch.folder.string(), batch.manifest));
    return files;
}

class Sending {
public:
    Sending(Delivery& delivery, fs::path const& scratch, std::stop_token stop)
        : delivery_(delivery), scratch_(scratch), stop_(std::move(stop)) {}

    /// What the store has of this batch, by path.
    Result<void> look(std::string const& batch) {
        for (auto const& file : TRY(delivery_.list(batch, stop_))) there_[file.path] = file.size_bytes;
        return {};
    }

    Result<void> refuse_strangers(std::vector<LocalFile> const& files) const {
        for (auto const& [path, size] : there_) {
            auto const is_ours = std::any_of(files.begin(), files.end(),
                                             [&, &name = path](auto const& file) { return file.remote == name; });
            if (!is_ours)
                return fail(ErrorCode::conflict, fmt::format("{}: is at the store and not of this batch; nothing was "
                                                             "written. Deliver again with a new batch",
                                                             path));
        }
        return {};
    }

    /// Whether the file is there whole: the same size, and read back the same hash.
    Result<bool> is_there(LocalFile const& file) {
        auto const found = there_.find(file.remote);
        if (found == there_.end() || found->second != file.size_bytes) return false;
        PendingFile copy(scratch_ / "read-back");
        TRY(make_folder(scratch_));
        TRY(delivery_.fetch(file.remote, copy.path(), file.size_bytes, stop_));
        return TRY(sha256_of_file(copy.path())) == TRY(sha256_of_file(file.path));
    }

    Result<void> put(LocalFile const& file) {
        TRY(delivery_.put(file.path, file.remote, stop_));
        auto const size = TRY(delivery_.size(file.remote, stop_));
        if (size != file.size_bytes)
            return fail(ErrorCode::bad_response, fmt::format("{}: {} bytes were sent, {} arrived", file.remote,
                                                             file.size_bytes, size.value_or(0)));
        return {};
    }

    [[nodiscard]] bool knows(std::string const& path) const { return there_.contains(path); }

private:
    Delivery& delivery_;
    fs::path scratch_;
    std::stop_token stop_;
    std::map<std::string, std::uint64_t> there_;
};

}  // namespace

Result<SentBatch> send_batch(Delivery& delivery, Batch const& batch, fs::path const& scratch, SendReport const& report,
                             std::stop_token stop) {
    auto const files = TRY(local_files(batch));
    Sending sending(delivery, scratch, stop);
    TRY(sending.look(batch.folder.filename().string()));
    TRY(sending.refuse_strangers(files));
    auto const& manifest = files.back();
    bool const has_manifest = sending.knows(manifest.remote);
    if (has_manifest && !TRY(sending.is_there(manifest)))
        return fail(ErrorCode::conflict,
                    fmt::format("{}: the store has another batch of this name; nothing was written", manifest.remote));
    SentBatch sent;
    std::int64_t all = 0;
    for (auto const& file : files) all += static_cast<std::int64_t>(file.size_bytes);
    for (auto const& file : files) {
        TRY(report(all == 0 ? 0 : static_cast<double>(sent.bytes) / static_cast<double>(all), file.remote));
        bool const is_there = TRY(sending.is_there(file));
        // A store that has seen the manifest may be reading: its files are no longer ours to write.
        if (!is_there && has_manifest)
            return fail(
                ErrorCode::conflict,
                fmt::format("{}: is not as it was sent, and the batch is complete; nothing was written", file.remote));
        if (!is_there) TRY(sending.put(file));
        (is_there ? sent.kept : sent.put) += 1;
        sent.bytes += static_cast<std::int64_t>(file.size_bytes);
    }
    return sent;
}

Result<bool> has_arrived(Delivery& delivery, std::string const& batch, std::string const& manifest,
                         std::stop_token stop) {
    return TRY(delivery.size(batch + "/" + manifest, std::move(stop))).has_value();
}

}  // namespace troupe::distribution
