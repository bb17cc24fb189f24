#include "distribution/package.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "distribution/manifest.hpp"
#include "distribution/semantic.hpp"
#include "distribution/xsd.hpp"

namespace troupe::distribution {
namespace {

namespace fs = std::filesystem;

struct Resource {
    std::string from;  ///< relative to the source
    std::string uri;   ///< relative to the message
    std::string sha256;
};

/// `<release>_<technical reference>_<kind>.<ext>`: the names of the choreography's examples. Tracks, then the cover.
std::vector<Resource> resources_of(Release const& release) {
    auto const name = batch_folder(release);
    std::vector<Resource> resources;
    auto const add = [&](std::string const& file, char const* kind, std::string const& sha256) {
        auto const extension = text::lower(fs::path(file).extension().string());
        resources.push_back(
            {file, fmt::format("resources/{}_T{}_{}{}", name, resources.size() + 1, kind, extension), sha256});
    };
    for (auto const& track : release.tracks) add(track.file, track.video ? "video" : "audio", track.sha256);
    add(release.cover.file, "cover", release.cover.sha256);
    return resources;
}

Result<void> copy_resource(fs::path const& source, fs::path const& folder, Resource const& resource) {
    TRY(make_folder((folder / resource.uri).parent_path()));
    TRY(troupe::copy_file(source / resource.from, folder / resource.uri));
    auto const real = TRY(sha256_of_file(folder / resource.uri));
    if (real == resource.sha256) return {};
    return fail(
        ErrorCode::conflict,
        fmt::format(
            "{} is not the file that the release describes (SHA-256 {}.., not {}..): describe the release again",
            (source / resource.from).string(), real.substr(0, 12), resource.sha256.substr(0, 12)));
}

/// A purge names no files; of a message that brings none the files stay where they are.
Result<DeliveredFiles> take_files(PackageRequest const& request, MessageSettings const& settings,
                                  fs::path const& folder) {
    DeliveredFiles files;
    if (settings.kind == MessageKind::purge) return files;
    for (auto const& resource : resources_of(request.release)) {
        if (settings.brings_files) TRY(copy_resource(request.source, folder, resource));
        auto hash = resource.sha256;
        if (settings.hash == HashAlgorithm::md5) hash = TRY(md5_of_file(request.source / resource.from));
        files.tracks.push_back({resource.uri, std::move(hash)});
    }
    files.cover = files.tracks.back();
    files.tracks.pop_back();
    return files;
}

/// The ids of a message that nobody named: they follow from the release and the time.
MessageSettings with_ids(PackageRequest const& request) {
    auto settings = request.message;
    if (settings.sender.name.empty()) settings.sender.name = request.release.label;
    if (settings.thread_id.empty()) settings.thread_id = request.release.id;
    if (settings.message_id.empty()) settings.message_id = settings.thread_id + "_" + batch_id(settings.created);
    return settings;
}

Result<void> check_semantics(std::string const& xml, fs::path const& folder) {
    for (auto const& problem : check_message(xml, folder))
        if (problem.severity == Severity::blocker)
            return fail(ErrorCode::invalid_input, fmt::format("message rule {}: {} {} ({})", problem.rule, problem.path,
                                                              problem.message, problem.fix));
    return {};
}

char const* version_name(ErnVersion version) {
    if (version == ErnVersion::ern_382) return "ERN 3.8.2";
    return version == ErnVersion::ern_432 ? "ERN 4.3.2" : "ERN 4.3";
}

/// Of the schemas of DDEX only those that somebody put there can be asked.
Result<bool> check_schema(std::string const& xml, fs::path const& schemas, ErnVersion version) {
    if (schemas.empty()) return false;
    auto const loaded = MessageSchema::load(schemas, version);
    if (!loaded && loaded.error().code == ErrorCode::not_found && version != ErnVersion::ern_43) return false;
    if (!loaded) return tl::unexpected(loaded.error());
    auto const& schema = *loaded;
    auto const problems = schema.check(xml);
    if (problems.empty()) return true;
    return fail(ErrorCode::invalid_input, fmt::format("the {} schema refuses line {} of the message: {}",
                                                      version_name(version), problems[0].line, problems[0].message));
}

std::string note(PackageRequest const& request, MessageSettings const& settings, bool is_schema_checked) {
    auto const& release = request.release;
    bool const is_draft = settings.control == MessageControl::test;
    std::string out =
        fmt::format("{} by {}, out {}\n", release.title, release.artist, format_date(release.release_date));
    out += fmt::format("DDEX {}, message {}\n\n", version_name(settings.version), settings.message_id);
    out += is_draft ? "This is a draft. Its message is a test message (MessageControlType TestMessage): no store would "
                      "publish it.\n"
                    : "This is a live message.\n";
    auto const* version = version_name(settings.version);
    out += is_schema_checked
               ? fmt::format("It was validated against the schema of {} and by our own rules.\n", version)
               : fmt::format(
                     "It was checked by our own rules alone: DDEX_XSD_DIR named no folder with the schema of {}.\n",
                     version);
    if (settings.version != ErnVersion::ern_432)
        out += fmt::format(
            "{} has no field for the share of AI: provenance.json beside this folder holds it for every file.\n",
            version);
    std::string blockers;
    for (auto const& finding : request.preflight.findings)
        if (finding.severity == Severity::blocker)
            blockers +=
                fmt::format("  {}  {}: {}\n        {}\n", finding.rule, finding.asset, finding.measured, finding.fix);
    out += blockers.empty() ? "\nNothing that was checked blocks a live delivery.\n"
                            : "\nWhat still blocks a live delivery:\n" + blockers;
    return out + "\nTo compare the files: sha256sum -c SHA256SUMS\n";
}

/// Every file under the folder, relative to it, sorted.
std::vector<fs::path> files_under(fs::path const& folder) {
    std::vector<fs::path> files;
    std::error_code ignored;
    for (auto const& entry : fs::recursive_directory_iterator(folder, ignored))
        if (entry.is_regular_file()) files.push_back(fs::relative(entry.path(), folder));
    std::sort(files.begin(), files.end());
    return files;
}

Result<void> write_sums(fs::path const& batch) {
    std::string sums;
    for (auto const& file : files_under(batch))
        sums += TRY(sha256_of_file(batch / file)) + "  " + file.generic_string() + "\n";
    return write_file(batch / "SHA256SUMS", sums);
}

/// A folder beside the target that disappears unless it is moved into its place.
class PendingFolder {
public:
    explicit PendingFolder(fs::path target) : target_(std::move(target)) {
        path_ = target_.parent_path() / ("." + target_.filename().string() + ".partial");
        std::error_code ignored;
        fs::remove_all(path_, ignored);  // what a killed run left
    }
    PendingFolder(PendingFolder const&) = delete;
    PendingFolder& operator=(PendingFolder const&) = delete;
    ~PendingFolder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    [[nodiscard]] fs::path const& path() const { return path_; }

    /// The old folder stands aside until the new one is there, and comes back when it cannot be.
    Result<void> commit() {
        auto const old = fs::path(path_.string() + ".old");
        std::error_code error;
        fs::remove_all(old, error);
        bool const had_one = fs::exists(target_, error);
        if (had_one) fs::rename(target_, old, error);
        if (!error) fs::rename(path_, target_, error);
        if (error) {
            std::error_code ignored;
            if (had_one && !fs::exists(target_, ignored)) fs::rename(old, target_, ignored);
            return fail(ErrorCode::unavailable, target_.string() + ": " + error.message());
        }
        fs::remove_all(old, error);
        return {};
    }

private:
    fs::path target_, path_;
};

struct Written {
    fs::path message, manifest;  ///< relative to the target
    bool schema_checked = false;
};

char const* delivery_type(MessageKind kind) {
    if (kind == MessageKind::update) return "ReDelivery";
    return kind == MessageKind::release ? "NewReleaseDelivery" : "TakeDown";
}

Manifest manifest_of(PackageRequest const& request, MessageSettings const& settings, std::string const& batch) {
    auto const& release = request.release;
    auto const name = batch_folder(release);
    Manifest manifest{batch, settings.sender, settings.recipient, settings.created};
    manifest.is_test = settings.control == MessageControl::test;
    manifest.message_id = settings.message_id;
    manifest.url = name + "/" + name + ".xml";
    manifest.release_id = name;
    if (release.grid.is_given() || release.upc.is_given()) manifest.id_kind = release.grid.is_given() ? "GRid" : "ICPN";
    manifest.delivery_type = delivery_type(settings.kind);
    if (release.kind == ReleaseKind::video_single) manifest.product_type = "VideoProduct";
    return manifest;
}

/// The batch's last file.
Result<fs::path> add_manifest(PackageRequest const& request, MessageSettings const& settings, fs::path const& batch,
                              std::string const& xml) {
    auto const name = manifest_name(batch_id(settings.created));
    if (*request.style.manifest == ManifestKind::semaphore) {
        TRY(write_file(batch / name, ""));
        return fs::path(name);
    }
    auto manifest = manifest_of(request, settings, batch.filename().string());
    bool const is_md5 = settings.hash == HashAlgorithm::md5;
    manifest.hash_type = is_md5 ? "MD5" : "SHA-256";
    manifest.hash = is_md5 ? md5_hex(xml) : sha256_hex(xml);
    TRY(write_file(batch / name, write_manifest(manifest)));
    return fs::path(name);
}

Result<Written> write_release(PackageRequest const& request, MessageSettings const& settings, fs::path const& root,
                              std::string const& batch) {
    auto const name = batch_folder(request.release);
    auto const folder = root / batch / name;
    auto const files = TRY(take_files(request, settings, folder));
    auto const xml = TRY(write_message(request.release, settings, files));
    TRY(check_semantics(xml, settings.brings_files ? folder : fs::path()));
    auto const is_checked = TRY(check_schema(xml, request.schemas, settings.version));
    TRY(write_file(folder / (name + ".xml"), xml));
    Written written{fs::path(batch) / name / (name + ".xml"), {}, is_checked};
    if (request.style.manifest) {
        written.manifest = fs::path(batch) / TRY(add_manifest(request, settings, root / batch, xml));
        return written;
    }
    TRY(write_sums(root / batch));
    TRY(write_file(root / "README.txt", note(request, settings, is_checked)));
    return written;
}

}  // namespace

std::string batch_folder(Release const& release) {
    if (release.grid.is_given()) return release.grid.value;
    if (release.upc.is_given()) return release.upc.value;
    return release.slug;
}

std::string batch_id(TimePoint created) {
    std::string digits;
    for (char const c : format_time(created))
        if (c >= '0' && c <= '9') digits += c;
    return digits;
}

Result<Package> write_package(PackageRequest const& request) {
    TRY(validate(request.release));
    auto const settings = with_ids(request);
    auto const& prefix = request.style.prefix;
    auto const batch = (prefix.empty() ? prefix : prefix + "_") + batch_id(settings.created);
    auto target = fs::absolute(request.target).lexically_normal();
    if (!target.has_filename()) target = target.parent_path();  // "…/ddex/"
    TRY(make_folder(target.parent_path()));
    PendingFolder folder(target);
    auto const written = TRY(write_release(request, settings, folder.path(), batch));
    TRY(folder.commit());
    Package package{
        batch, {}, target / written.message, {}, written.schema_checked, settings.control == MessageControl::test};
    if (!written.manifest.empty()) package.manifest = target / written.manifest;
    for (auto const& file : files_under(target)) package.files.push_back(target / file);
    return package;
}

}  // namespace troupe::distribution
