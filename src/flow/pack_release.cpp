#include "flow/pack_release.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "flow/content_files.hpp"
#include "flow/handlers.hpp"
#include "flow/release_checks.hpp"
#include "flow/release_papers.hpp"
#include "flow/release_tags.hpp"
#include "flow/work_folder.hpp"

namespace troupe::flow {
namespace fs = std::filesystem;
namespace {

using catalog::Content;
using distribution::Release;

bool has_same_files(Content const& a, Content const& b) {
    return std::equal(
        a.files.begin(), a.files.end(), b.files.begin(), b.files.end(),
        [](auto const& mine, auto const& yours) { return mine.name == yours.name && mine.asset == yours.asset; });
}

/// The content's own files, of which `changed` have other bytes now, and what the package holds.
Result<void> keep_files(Studio& studio, Content& content, std::set<std::string> changed, fs::path const& folder) {
    auto const was = std::exchange(content.files, {});
    for (auto const& file : was)
        if (!is_paper(file.name) && !changed.contains(file.name)) content.files.push_back(file);
    for (auto const& name : changed) {
        auto const known = std::find_if(was.begin(), was.end(), [&](auto const& file) { return file.name == name; });
        TRY(add_file(studio, content, folder, folder / name, known == was.end() ? "package" : known->role));
    }
    for (auto const& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file() && is_paper(entry.path().lexically_relative(folder).generic_string()))
            TRY(add_file(studio, content, folder, entry.path(), "package"));
    std::sort(content.files.begin(), content.files.end(),
              [](auto const& a, auto const& b) { return fs::path(a.name) < fs::path(b.name); });
    return {};
}

std::string key_of(Content const& release) {
    return fmt::format("{}:{}:{}/packing", kinds::pack, to_string(release.id), release.revision);
}

}  // namespace

Result<bool> is_packed(Studio& studio, Content const& release) {
    // The first revision with these files is the one that was written with them: they say what it says.
    for (auto const& each : TRY(studio.contents.history(release.id)))
        if (has_same_files(each, release))
            return json::print(TRY(release_of(each))) == json::print(TRY(release_of(release)));
    return fail(ErrorCode::internal, fmt::format("release {} has lost its revisions", to_string(release.id)));
}

Result<Content> packed_anew(Studio& studio, Content const& stored, std::string const& name, Report const& report) {
    auto content = stored;
    auto release = TRY(release_of(content));
    auto const work = TRY(WorkFolder::open(studio, name));
    auto const folder = work.path() / "release";
    report(0, "writing tags");
    TRY(lay_out(studio, content, folder));
    std::set<std::string> changed;
    if (measured_of(content)) {
        release = TRY(with_counted_ai(studio, std::move(release)));
        changed = TRY(tag_sounds(content.files, release, folder));
    }
    report(0.4, "checking");
    auto& details = content.details.as_object();
    details["release"] = json::to_value(release);
    auto const checks = TRY(check_release(studio, content));
    details["preflight"] = json::to_value(checks);
    report(0.6, "packing");
    TRY(write_papers(studio, release, checks, folder));
    TRY(keep_files(studio, content, std::move(changed), folder));
    return content;
}

Result<Content> keep_packed(Studio& studio, Content const& packed) {
    auto content = packed;
    content.updated = studio.clock.now();
    return studio.contents.update(content);
}

Result<void> want_packing(Studio& studio, Content const& release) {
    jobs::JobSpec spec;
    spec.kind = kinds::pack;
    spec.input = json::to_value(PackingJob{to_string(release.id)});
    spec.key = key_of(release);
    auto const job = TRY(studio.queue.enqueue(spec));
    if (job.state == jobs::JobState::failed || job.state == jobs::JobState::cancelled) TRY(studio.queue.retry(job.id));
    return {};
}

Result<void> finish_packing(Studio& studio, std::string const& id, std::stop_token stop) {
    auto const release = TRY(find_release(studio, id));
    // It is in the queue already, unless somebody's decision has counted the revision up since.
    if (!TRY(is_packed(studio, release))) TRY(want_packing(studio, release));
    std::vector<jobs::JobId> waiting;
    jobs::JobQuery query;
    query.state = jobs::JobState::ready;
    query.kind = kinds::pack;
    query.limit = 500;
    for (auto const& job : TRY(studio.queue.list(query)).jobs)
        if (TRY(json::from_value<PackingJob>(job.input)).release == to_string(release.id)) waiting.push_back(job.id);
    if (waiting.empty()) return {};
    return run_jobs(studio, waiting, nullptr, std::move(stop)).map([](auto const&) {});
}

}  // namespace troupe::flow
