#include "music/rendering.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <system_error>

#include "base/files.hpp"
#include "base/json.hpp"
#include "base/random.hpp"
#include "music/export/score_file.hpp"

namespace troupe::music {
namespace fs = std::filesystem;
namespace {

constexpr auto part_name = ".part";

/// The folder that a render works in. Unless it was moved to its place, nothing of it stays.
class Workshop {
public:
    static Result<Workshop> open(fs::path const& out) {
        Workshop shop(fs::absolute(out).lexically_normal());
        std::error_code ignored;
        fs::remove_all(shop.part(), ignored);  // of an earlier one that was killed
        TRY(make_folder(shop.part()));
        return shop;
    }
    Workshop(Workshop&& other) noexcept : out_(std::move(other.out_)), was_there_(other.was_there_) { other.out_.clear(); }
    Workshop& operator=(Workshop&&) = delete;
    ~Workshop() {
        if (out_.empty()) return;
        std::error_code ignored;
        fs::remove_all(part(), ignored);
        if (!was_there_) fs::remove(out_, ignored);  // only when it is empty
    }

    [[nodiscard]] fs::path part() const { return out_ / part_name; }
    [[nodiscard]] fs::path final_place(fs::path const& file) const { return out_ / file.lexically_relative(part()); }

    /// Moves every file to its place; their final names, in order.
    Result<std::vector<fs::path>> deliver() {
        std::vector<fs::path> files;
        for (auto const& entry : fs::recursive_directory_iterator(part()))
            if (entry.is_regular_file()) files.push_back(entry.path());
        std::sort(files.begin(), files.end());
        for (auto& file : files) {
            auto const to = final_place(file);
            TRY(make_folder(to.parent_path()));
            std::error_code error;
            fs::rename(file, to, error);
            if (error) return fail(ErrorCode::unavailable, fmt::format("{}: cannot be written ({})", to.string(), error.message()));
            file = to;
        }
        return files;
    }

private:
    explicit Workshop(fs::path out) : out_(std::move(out)), was_there_(fs::exists(out_)) {}
    fs::path out_;
    bool was_there_;
};

Result<Take> redo(TrackMaker& maker, RenderRequest const& request, fs::path const& folder, Progress const& progress, std::stop_token const& stop) {
    auto const& wish = *request.redo;
    auto score = TRY(read_score_file(wish.folder / "score.json"));
    Revision revision{wish.section - 1, 0, std::move(score), fs::absolute(wish.folder)};
    revision.seed = wish.seed.value_or(Random(request.brief.seed).stream("redo", static_cast<std::uint64_t>(std::max(0, wish.section))).next() >> 11);
    Take take{1, revision.seed, folder, {}, {}, {}};
    take.track = TRY(maker.revise(request.brief, revision, folder, progress, stop));
    take.marks = marks_of(take.track, request.brief);
    return take;
}

Result<std::vector<Take>> make_all(TrackMaker& maker, RenderRequest const& request, fs::path const& folder, Progress const& progress, std::stop_token const& stop) {
    if (request.redo) return std::vector<Take>{TRY(redo(maker, request, folder, progress, stop))};
    if (request.takes != 1) return make_takes(maker, request.brief, request.takes, folder, progress, stop);
    Take take{1, request.brief.seed, folder, {}, {}, {}};
    take.track = TRY(maker.make(request.brief, folder, progress, stop));
    take.marks = marks_of(take.track, request.brief);
    return std::vector<Take>{std::move(take)};
}

Result<void> complete(Take const& take, std::vector<TrackFormat> const& more, std::stop_token const& stop) {
    auto formats = usual_formats();
    formats.insert(formats.end(), more.begin(), more.end());
    TRY(write_formats(take.track, formats, take.folder, stop));
    return write_file(take.folder / "analysis.json", json::pretty(take.track.analysis));
}

json::Value ranking(std::vector<Take> const& takes) {
    json::Array rows;
    for (auto const& take : takes)
        rows.push_back(json::Object{{"take", take.number}, {"folder", take.folder.filename().string()}, {"seed", take.seed},
                                    {"marks", json::to_value(take.marks)}, {"reason", take.reason}});
    return json::Object{{"best", takes.front().number}, {"takes", rows}};
}

void move_paths(Take& take, Workshop const& shop) {
    auto const move = [&](fs::path& file) {
        if (!file.empty()) file = shop.final_place(file);
    };
    auto& track = take.track;
    for (auto* file : {&track.master, &track.mp3, &track.midi}) move(*file);
    for (auto& stem : track.stems) move(stem.file);
    if (track.lyrics_lrc) move(*track.lyrics_lrc);
    take.folder = shop.final_place(take.folder).lexically_normal();
}

}  // namespace

Result<Rendered> render(TrackMaker& maker, RenderRequest const& request, Progress const& progress, std::stop_token stop) {
    auto shop = TRY(Workshop::open(request.out));
    Rendered rendered;
    rendered.takes = TRY(make_all(maker, request, shop.part(), progress, stop));
    for (auto const& take : rendered.takes) TRY(complete(take, request.formats, stop));
    if (rendered.takes.size() > 1) TRY(write_file(shop.part() / "takes.json", json::pretty(ranking(rendered.takes))));
    rendered.files = TRY(shop.deliver());
    for (auto& take : rendered.takes) move_paths(take, shop);
    return rendered;
}

std::vector<std::string> faults_of(Track const& track, Brief const& brief) {
    auto const& heard = track.analysis;
    auto const marks = marks_of(track, brief);
    std::vector<std::string> faults;
    auto const asked_bpm = track.score ? track.score->bpm : brief.bpm;
    if (marks.tempo < 1 && asked_bpm > 0) faults.push_back(fmt::format("tempo: heard as {:.2f} BPM, meant as {:.4g}", heard.bpm, asked_bpm));
    if (marks.key < 1 && !track.key.empty()) faults.push_back(fmt::format("key: heard as {}, meant as {}", heard.key, track.key));
    if (marks.loudness < 1) faults.push_back(fmt::format("loudness: {:.1f} LUFS", heard.lufs));
    if (heard.true_peak_dbtp > -1) faults.push_back(fmt::format("peak: {:.1f} dBTP, above -1", heard.true_peak_dbtp));
    if (marks.silence < 1) faults.push_back(fmt::format("silence: {:.1f} s within the song", heard.longest_silence));
    return faults;
}

}  // namespace troupe::music
