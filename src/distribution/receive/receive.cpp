#include "distribution/receive/receive.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "distribution/delivery/acknowledgement.hpp"
#include "distribution/delivery/delivery.hpp"
#include "distribution/manifest.hpp"
#include "distribution/semantic.hpp"
#include "distribution/xsd.hpp"
#include "media/picture_reader.hpp"

namespace troupe::distribution {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_files = 2'000;

/// One batch, from its folder to its receipt.
class Reception {
public:
    explicit Reception(ReceiveRequest const& request) : request_(request) {
        receipt_.batch = request.batch.filename().string();
    }

    Result<Receipt> run() {
        if (!TRY(list_files()) || !find_manifest()) return refused();
        auto const manifest = TRY(read_the_manifest());
        if (!receipt_.problems.empty()) return refused();
        TRY(check_the_message(manifest));
        if (!receipt_.release) return refused();
        check_resources();
        refuse_strangers();
        receipt_.is_accepted = receipt_.problems.empty();
        return std::move(receipt_);
    }

private:
    void problem(std::string file, std::string field, std::string message) {
        receipt_.problems.push_back({std::move(file), std::move(field), std::move(message)});
    }
    Receipt refused() { return std::move(receipt_); }
    [[nodiscard]] bool has(std::string const& file) const { return files_.contains(file); }

    /// False when something is there that no batch has.
    Result<bool> list_files() {
        std::error_code error;
        for (fs::recursive_directory_iterator entry(request_.batch, error), end; !error && entry != end;
             entry.increment(error)) {
            auto const name = entry->path().lexically_relative(request_.batch).generic_string();
            if (entry->is_symlink())
                problem(name, "", "is a link; a batch holds files alone");
            else if (!entry->is_regular_file() && !entry->is_directory())
                problem(name, "", "is neither a file nor a folder");
            else if (auto const path = check_remote_path(name); !path)
                problem(name, "", path.error().message);
            if (entry->is_regular_file() && !entry->is_symlink()) files_.insert(name);
            if (files_.size() > most_files || entry.depth() > 8)
                return fail(ErrorCode::invalid_input,
                            fmt::format("{}: has more files or folders than a batch", request_.batch.string()));
        }
        if (error) return fail(ErrorCode::unavailable, fmt::format("{}: {}", request_.batch.string(), error.message()));
        return receipt_.problems.empty();
    }

    bool find_manifest() {
        for (auto const& name : files_) {
            if (!name.starts_with("BatchComplete_") || !name.ends_with(".xml") || name.find('/') != name.npos) continue;
            if (!manifest_.empty()) problem(name, "", fmt::format("is a second manifest beside {}", manifest_));
            manifest_ = name;
        }
        if (manifest_.empty()) problem("", "", "there is no BatchComplete_<batch>.xml: the batch is not complete");
        if (!receipt_.problems.empty()) return false;
        receipt_.batch_id = manifest_.substr(14, manifest_.size() - 18);
        bool const is_named_so =
            receipt_.batch == receipt_.batch_id ||
            receipt_.batch.substr(std::min<std::size_t>(1, receipt_.batch.size())) == "_" + receipt_.batch_id;
        if (!is_named_so)
            problem(manifest_, "", fmt::format("is the manifest of {}, not of {}", receipt_.batch_id, receipt_.batch));
        return is_named_so;
    }

    /// Nothing: an empty file, which says no more than that the batch is complete.
    Result<std::optional<Manifest>> read_the_manifest() {
        auto const xml = TRY(read_file(request_.batch / manifest_, 1U << 20U));
        if (xml.empty()) return std::optional<Manifest>{};
        auto const manifest = read_manifest(xml);
        if (!manifest) {
            problem(manifest_, "", manifest.error().message);
            return std::optional<Manifest>{};
        }
        receipt_.delivery_type = manifest->delivery_type;
        if (manifest->batch != receipt_.batch)
            problem(manifest_, "RootDirectory",
                    fmt::format("is {}, the folder is {}", manifest->batch, receipt_.batch));
        return std::optional(*manifest);
    }

    /// The one XML that is no manifest, two levels deep.
    std::string message_file(std::optional<Manifest> const& manifest) {
        if (manifest) return manifest->url;
        std::string found;
        for (auto const& name : files_)
            if (name.ends_with(".xml") && name != manifest_) found = found.empty() ? name : "two messages";
        return found;
    }

    Result<void> check_the_message(std::optional<Manifest> const& manifest) {
        auto const file = message_file(manifest);
        if (!has(file)) {
            problem(manifest_, "MessageInBatch/URL",
                    fmt::format("names \"{}\", and there is no such file", text::excerpt(file)));
            return {};
        }
        receipt_.folder = fs::path(file).parent_path().generic_string();
        if (file != receipt_.folder + "/" + receipt_.folder + ".xml")
            problem(file, "", "is not named as its folder: <release>/<release>.xml");
        auto const xml = read_file(request_.batch / file, largest_message_bytes);
        if (!xml) {
            problem(file, "", xml.error().message);
            return {};
        }
        if (manifest) check_hash(*manifest, file, *xml);
        if (!receipt_.problems.empty()) return {};
        check_content(file, *xml);
        TRY(check_schema(file, *xml));
        auto read = read_release(*xml);
        if (!read)
            problem(file, "", read.error().message);
        else
            receipt_.release = std::move(*read);
        message_ = file;
        keep(file);
        if (manifest && receipt_.release) compare(*manifest);
        return {};
    }

    void check_hash(Manifest const& manifest, std::string const& file, std::string const& xml) {
        if (manifest.hash_type != "MD5" && manifest.hash_type != "SHA-256")
            return problem(
                manifest_, "MessageInBatch/HashSum",
                fmt::format("{} is not looked at here; use MD5 or SHA-256", text::excerpt(manifest.hash_type)));
        auto const real = manifest.hash_type == "MD5" ? md5_hex(xml) : sha256_hex(xml);
        if (real != manifest.hash)
            problem(file, "",
                    fmt::format("its {} is {}, the manifest says {}", manifest.hash_type, real, manifest.hash));
    }

    void check_content(std::string const& file, std::string const& xml) {
        // What the message does not bring is not looked for: the receiver has it.
        bool const brings = xml.find("<IsProvidedInDelivery>false</IsProvidedInDelivery>") == xml.npos;
        for (auto const& found : check_message(xml, brings ? (request_.batch / file).parent_path() : fs::path()))
            if (found.severity == Severity::blocker)
                problem(file, found.path, fmt::format("{} ({}; {})", found.message, found.rule, found.fix));
    }

    Result<void> check_schema(std::string const& file, std::string const& xml) {
        if (request_.schemas.empty()) return {};
        auto const version = xml.find("/ern/382") != xml.npos   ? ErnVersion::ern_382
                             : xml.find("/ern/432") != xml.npos ? ErnVersion::ern_432
                                                                : ErnVersion::ern_43;
        auto const schema = MessageSchema::load(request_.schemas, version);
        if (!schema && schema.error().code == ErrorCode::not_found) return {};
        if (!schema) return tl::unexpected(schema.error());
        receipt_.is_schema_checked = true;
        for (auto const& found : schema->check(xml)) problem(file, fmt::format("line {}", found.line), found.message);
        return {};
    }

    void compare(Manifest const& manifest) {
        auto const& release = *receipt_.release;
        auto const same = [&](char const* field, std::string const& ours, std::string const& theirs) {
            if (ours != theirs)
                problem(manifest_, field,
                        fmt::format("is \"{}\", the message says \"{}\"", text::excerpt(ours), text::excerpt(theirs)));
        };
        same("MessageInBatch/MessageId", manifest.message_id, release.message_id);
        same("MessageHeader/MessageSender/PartyId", manifest.sender.dpid, release.sender.dpid);
        same("MessageHeader/MessageSender/PartyName", manifest.sender.name, release.sender.name);
        same("MessageHeader/MessageRecipient/PartyId", manifest.recipient.dpid, release.recipient.dpid);
        same("MessageHeader/MessageRecipient/PartyName", manifest.recipient.name, release.recipient.name);
        auto const created = parse_time(release.created);
        same("MessageHeader/MessageCreatedDateTime", format_time(manifest.created),
             created ? format_time(*created) : release.created);
        same("IsTestFlag", manifest.is_test ? "TestMessage" : "LiveMessage", release.control);
        same("MessageInBatch/IncludedReleaseId", manifest.release_id, receipt_.folder);
        if (manifest.id_kind == "ICPN") same("MessageInBatch/IncludedReleaseId/ICPN", manifest.release_id, release.upc);
        if (manifest.id_kind == "GRid")
            same("MessageInBatch/IncludedReleaseId/GRid", manifest.release_id, release.grid);
        bool const is_video = !release.tracks.empty() && release.tracks[0].is_video;
        same("MessageInBatch/ProductType", manifest.product_type, is_video ? "VideoProduct" : "AudioProduct");
        check_delivery_type(manifest);
    }

    void check_delivery_type(Manifest const& manifest) {
        auto const& type = manifest.delivery_type;
        if (type != "NewReleaseDelivery" && type != "ReDelivery" && type != "TakeDown")
            return problem(manifest_, "MessageInBatch/DeliveryType",
                           fmt::format("\"{}\" is none that is taken here", text::excerpt(type)));
        auto const& deals = receipt_.release->deals;
        bool const is_over =
            std::all_of(deals.begin(), deals.end(), [](ReceivedDeal const& deal) { return !deal.end.empty(); });
        if (type == "TakeDown" && !is_over)
            problem(manifest_, "MessageInBatch/DeliveryType", "is TakeDown, and the message has deals without end");
        if (type == "NewReleaseDelivery" && deals.empty())
            problem(manifest_, "MessageInBatch/DeliveryType", "is NewReleaseDelivery, and the message has no deals");
    }

    void keep(std::string const& file) {
        std::error_code ignored;
        auto const hash = sha256_of_file(request_.batch / file);
        receipt_.files.push_back(
            {file, static_cast<std::uint64_t>(fs::file_size(request_.batch / file, ignored)), hash.value_or("")});
    }

    /// Hashes and lengths are the message's own checks; here are the rest of what can be measured.
    void check_resources() {
        for (auto const& track : receipt_.release->tracks)
            if (track.file.is_provided) check_resource(track.file);
        auto const& cover = receipt_.release->cover;
        if (cover.file.is_provided && check_resource(cover.file)) check_cover(cover);
    }

    bool check_resource(ReceivedFile const& file) {
        auto const name = receipt_.folder + "/" + file.uri;
        auto const path = check_remote_path(name);
        if (!path || !has(name)) {
            problem(message_, "File/URI",
                    fmt::format("names \"{}\", and there is no such file in the batch", text::excerpt(file.uri)));
            return false;
        }
        keep(name);
        return true;
    }

    void check_cover(ReceivedCover const& cover) {
        auto const name = receipt_.folder + "/" + cover.file.uri;
        auto const size = media::read_foreign_picture(request_.batch / name, {}, {});
        if (!size) return problem(name, "", size.error().message);
        if (size->width_px != cover.width_px || size->height_px != cover.height_px)
            problem(name, "",
                    fmt::format("has {} x {} pixels, the message says {} x {}", size->width_px, size->height_px,
                                cover.width_px, cover.height_px));
    }

    void refuse_strangers() {
        std::set<std::string> known{manifest_};
        for (auto const& file : receipt_.files) known.insert(file.file);
        for (auto const& name : files_)
            if (!known.contains(name)) problem(name, "", "is in the batch, and no message names it");
    }

    ReceiveRequest const& request_;
    Receipt receipt_;
    std::set<std::string> files_;
    std::string manifest_, message_;
};

}  // namespace

Result<Receipt> receive(ReceiveRequest const& request) {
    auto checked = request;
    checked.batch = fs::absolute(request.batch).lexically_normal();
    if (!checked.batch.has_filename()) checked.batch = checked.batch.parent_path();  // ".../20261122083000000/"
    std::error_code ignored;
    if (!fs::is_directory(fs::symlink_status(checked.batch, ignored)))
        return fail(
            ErrorCode::not_found,
            fmt::format("{}: is no folder; name the one that holds BatchComplete_<batch>.xml", request.batch.string()));
    return Reception(checked).run();
}

Result<fs::path> acknowledge(Receipt const& receipt, fs::path const& folder, TimePoint now) {
    Acknowledgement out;
    if (receipt.release) {
        out.sender = receipt.release->recipient;
        out.recipient = receipt.release->sender;
    }
    out.created = now;
    out.folder = receipt.folder.empty() ? receipt.batch : receipt.folder;
    out.batch_day = date_of(now);
    auto const digits = receipt.batch_id.size() >= 8 ? receipt.batch_id : std::string("00000000");
    if (auto const day =
            parse_date(fmt::format("{}-{}-{}", digits.substr(0, 4), digits.substr(4, 2), digits.substr(6, 2))))
        out.batch_day = *day;
    if (!receipt.is_accepted && !receipt.problems.empty()) {
        auto const& first = receipt.problems.front();
        bool const is_missing = first.message.find("no such file") != std::string::npos || first.file.empty();
        out.status = is_missing ? "FileMissing" : "HashSumWrong";
        out.error = fmt::format(
            "{}{}{}: {}{}", first.file, first.field.empty() ? "" : " ", first.field, first.message,
            receipt.problems.size() > 1 ? fmt::format(" (and {} more)", receipt.problems.size() - 1) : std::string());
    }
    auto const file =
        folder / acknowledgement_name(receipt.batch_id.empty() ? "unknown" : receipt.batch_id, out.folder);
    TRY(write_file(file, write_acknowledgement(out)));
    return file;
}

}  // namespace troupe::distribution
