#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <set>

#include "flow/bundle/bundle.hpp"
#include "flow/bundle/impl/archive.hpp"
#include "flow/bundle/impl/cargo.hpp"
#include "flow/work_folder.hpp"

namespace troupe::flow::bundle {
namespace fs = std::filesystem;
namespace {

using impl::Cargo;
using impl::CarriedContent;

/// Brings a cargo into the stores, in one unit of work; asked to look only, it finds the conflicts and writes nothing.
class Unloading {
public:
    enum class Mode { look, write };

    Unloading(Studio& studio, Cargo const& cargo, Mode mode) : studio_(studio), cargo_(cargo), mode_(mode) {}

    Result<TakenIn> run() {
        TRY(studio_.unit.run([&]() -> Result<void> {
            taken_ = TakenIn{.id = to_string(cargo_.artist().id), .name = cargo_.artist().name()};
            of_others_ = 0;
            TRY(bring_versions());
            for (auto const& content : cargo_.contents) TRY(bring_content(content));
            TRY(bring_plan());
            TRY(bring_observations());
            return bring_dealings();
        }));
        return std::move(taken_);
    }

private:
    bool writes() const { return mode_ == Mode::write; }

    tl::unexpected<Error> parted(std::string const& where) {
        return fail(ErrorCode::conflict, fmt::format("{} ({}) is here already, and {}: nothing was imported; delete one of the two, or import into another "
                                                     "home (TROUPE_HOME)", taken_.name, taken_.id, where));
    }

    Result<void> bring_versions() {
        auto const& theirs = cargo_.versions;
        std::size_t known = 0;
        auto const ours = studio_.artists.history(cargo_.artist().id);
        if (!ours && ours.error().code != ErrorCode::not_found) return tl::unexpected(ours.error());
        taken_.is_new = !ours;
        for (; ours && known < std::min(ours->size(), theirs.size()); ++known)
            if ((*ours)[known].version.hash != theirs[known].version.hash) return parted(fmt::format("the two histories part at version {}", known + 1));
        TRY(check_name());
        taken_.versions = static_cast<int>(theirs.size() - known);
        if (!writes()) return {};
        for (; known < theirs.size(); ++known) TRY(known == 0 ? studio_.artists.insert(theirs[0]) : studio_.artists.append_version(theirs[known]));
        return {};
    }

    Result<void> check_name() {
        auto const namesake = TRY(studio_.artists.find_by_name(taken_.name));
        if (!namesake || namesake->id == cargo_.artist().id) return {};
        return fail(ErrorCode::conflict, fmt::format("the name {} belongs to artist {} here: nothing was imported; import into another home (TROUPE_HOME), or "
                                                     "give one of them another name first", taken_.name, to_string(namesake->id)));
    }

    Result<void> bring_content(CarriedContent const& carried) {
        auto const id = carried.revisions.back().id;
        auto const ours = studio_.contents.history(id);
        if (!ours && ours.error().code != ErrorCode::not_found) return tl::unexpected(ours.error());
        auto const present = ours ? ours->back().revision : carried.revisions.front().revision - 1;
        auto const missing = carried.revisions.back().revision - present;
        if (ours) TRY(check_continues(*ours, carried));
        if (missing > 0) {
            ++taken_.contents;
            taken_.revisions += missing;
            if (writes()) TRY(studio_.contents.restore(carried.revisions));
        }
        return bring_approvals(carried, ours ? TRY(studio_.contents.approvals(id)).size() : 0);
    }

    /// One list of revisions is the beginning of the other.
    Result<void> check_continues(std::vector<catalog::Content> const& ours, CarriedContent const& carried) {
        for (auto const& mine : ours)
            for (auto const& theirs : carried.revisions)
                if (mine.revision == theirs.revision && json::print(mine) != json::print(theirs))
                    return parted(fmt::format("{} \"{}\" ({}) was changed in both since revision {}", json::enum_name(mine.kind), mine.title, to_string(mine.id),
                                              mine.revision - 1));
        return {};
    }

    Result<void> bring_approvals(CarriedContent const& carried, std::size_t known) {
        for (; known < carried.approvals.size(); ++known) {
            ++taken_.approvals;
            if (writes()) TRY(studio_.contents.add_approval(carried.revisions.back().id, carried.approvals[known]));
        }
        return {};
    }

    /// A plan has no versions: the one that was made later stands.
    Result<void> bring_plan() {
        if (!cargo_.plan) return {};
        auto const ours = studio_.plans.find_by_artist(cargo_.artist().id);
        if (!ours && ours.error().code != ErrorCode::not_found) return tl::unexpected(ours.error());
        if (ours && json::print(*ours) == json::print(*cargo_.plan)) return {};
        if (ours && ours->made_at >= cargo_.plan->made_at) {
            taken_.notes.push_back("the plan here is not that of the bundle, and stays: it was not made earlier");
            return {};
        }
        taken_.plan_items = static_cast<int>(cargo_.plan->items.size());
        return writes() ? studio_.plans.put(*cargo_.plan) : Result<void>();
    }

    /// Of rows that are here too, those of the later report stand.
    Result<bool> is_wanted(feedback::Observation const& row, TimePoint imported_at) {
        auto const ours = studio_.observations.find(row.key);
        if (!ours && ours.error().code != ErrorCode::not_found) return tl::unexpected(ours.error());
        if (!ours || ours->artist_id.empty()) return true;
        if (ours->artist_id != row.artist_id) ++of_others_;
        if (ours->artist_id != row.artist_id || json::print(*ours) == json::print(row)) return false;
        return TRY(studio_.observations.find_file(ours->file_sha256)).imported_at < imported_at;
    }

    Result<void> bring_observations() {
        for (auto const& file : cargo_.observations.files) {
            feedback::ImportBatch batch{file.sha256, file.name, file.imported_at, {}};
            for (auto const& row : cargo_.observations.rows)
                if (row.file_sha256 == file.sha256 && TRY(is_wanted(row, file.imported_at))) batch.observations.push_back(row);
            taken_.observations += static_cast<int>(batch.observations.size());
            if (writes() && !batch.observations.empty()) TRY(studio_.observations.import(batch));
        }
        if (of_others_ > 0) taken_.notes.push_back(fmt::format("{} rows of reports belong to another artist here and stay there", of_others_));
        return {};
    }

    Result<void> bring_dealings() {
        auto const dealings = TRY(impl::bring_dealings(studio_, cargo_.dealings, writes()));
        taken_.codes = dealings.codes;
        taken_.deliveries = dealings.deliveries;
        taken_.posts = dealings.posts;
        taken_.notes.insert(taken_.notes.end(), dealings.notes.begin(), dealings.notes.end());
        return {};
    }

    Studio& studio_;
    Cargo const& cargo_;
    Mode mode_;
    TakenIn taken_;
    int of_others_ = 0;
};

/// The bytes of a member into a file. They were checked once; whoever changed the bundle since is found out by the hash.
Result<void> unpack(impl::ArchiveReader& archive, fs::path const& file, std::stop_token const& stop) {
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    std::array<char, 65536> block{};
    for (;;) {
        if (stop.stop_requested()) return fail(ErrorCode::cancelled, "the import was not finished: stopped");
        auto const count = TRY(archive.read(block));
        if (count == 0) break;
        out.write(block.data(), static_cast<std::streamsize>(count));
    }
    out.close();
    if (out) return {};
    return fail(ErrorCode::unavailable, fmt::format("{}: cannot be written: make room and run the command again", file.string()));
}

/// Files come first: one that nobody uses does no harm.
Result<void> bring_files(Studio& studio, Cargo const& cargo, fs::path const& bundle, std::stop_token const& stop, TakenIn& taken) {
    std::map<std::string, std::string> missing;  // by the member's name
    for (auto const& [sha256, bytes] : cargo.assets())
        if (!studio.assets.verify(sha256)) missing.emplace(asset_name(sha256), sha256);
    if (missing.empty()) return {};
    auto const work = TRY(WorkFolder::open(studio, "import-" + to_string(cargo.artist().id)));
    auto archive = TRY(impl::ArchiveReader::open(bundle));
    while (auto const name = TRY(archive.next())) {
        auto const wanted = missing.find(*name);
        if (wanted == missing.end()) continue;
        auto const file = work.path() / "asset";
        TRY(unpack(archive, file, stop));
        auto const asset = TRY(studio.assets.put_file(file));
        if (asset.sha256 != wanted->second) return archive.refuse("was changed while it was read: nothing was imported, try again");
        ++taken.files;
        taken.bytes += asset.size_bytes;
        missing.erase(wanted);
    }
    if (missing.empty()) return {};
    return fail(ErrorCode::conflict, fmt::format("{}: was changed while it was read: nothing was imported, try again", bundle.string()));
}

}  // namespace

Result<TakenIn> import_bundle(Studio& studio, fs::path const& file, std::stop_token const& stop) {
    auto const cargo = TRY(impl::read_cargo(file, stop));
    TRY(Unloading(studio, cargo, Unloading::Mode::look).run());
    TakenIn files;
    TRY(bring_files(studio, cargo, file, stop, files));
    auto taken = TRY(Unloading(studio, cargo, Unloading::Mode::write).run());
    taken.files = files.files;
    taken.bytes = files.bytes;
    return taken;
}

}  // namespace troupe::flow::bundle
