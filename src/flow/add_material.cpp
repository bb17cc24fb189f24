#include "flow/add_material.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "flow/content_files.hpp"
#include "flow/track_details.hpp"
#include "flow/work_folder.hpp"
#include "music/export/track_files.hpp"
#include "music/guest.hpp"
#include "music/recording.hpp"

namespace troupe::flow {
namespace fs = std::filesystem;
namespace {

using catalog::Content;
using media::AiShare;

constexpr std::size_t longest_rights = 1'000;
constexpr std::size_t most_files = 16;
constexpr double line_lufs = -20;  // a line is levelled again where it joins the mix

tl::unexpected<Error> wrong(std::string const& field, std::string const& what) { return fail(ErrorCode::invalid_input, field + ": " + what); }

Result<void> check(MaterialRequest const& request) {
    if (text::trim(request.rights).empty()) return wrong("--rights", "say who owns the recording and who may use it; it is kept with the track");
    for (auto const* field : {&request.rights, &request.by, &request.title})
        if (!text::is_valid_utf8(*field) || field->size() > longest_rights) return wrong("--rights, --by, --title", fmt::format("must be text of at most {} bytes", longest_rights));
    if (request.files.empty() || request.files.size() > most_files) return wrong("FILE", fmt::format("give 1 to {} sound files", most_files));
    if (request.role == MaterialRole::master && request.files.size() != 1) return wrong("FILE", "a master is one file");
    if (request.role == MaterialRole::master && !request.at.empty()) return wrong("--at", "a finished song begins at its beginning");
    for (auto const& file : request.files)
        if (!fs::is_regular_file(file)) return fail(ErrorCode::not_found, fmt::format("{}: there is no such file", file.string()));
    return {};
}

std::string person(MaterialRequest const& request) { return request.by.empty() ? "a person" : request.by; }

std::optional<double> number(std::string_view text) {
    double value = 0;
    auto const [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    return problem == std::errc{} && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

/// "12.5" or "bar 9", in seconds from the beginning.
Result<double> place(std::string const& at, TrackDetails const& details) {
    if (text::trim(at).empty()) return 0.0;
    auto const word = text::lower(text::trim(at));
    bool const is_bar = word.starts_with("bar");
    auto const value = number(text::trim(std::string_view(word).substr(is_bar ? 3 : 0)));
    if (!value || *value < 0) return wrong("--at", fmt::format("'{}' is neither seconds (12.5) nor a bar (bar 9)", text::excerpt(at)));
    if (!is_bar) return *value;
    std::vector<double> bars;
    for (auto const& beat : details.timeline.beats)
        if (beat.downbeat) bars.push_back(beat.at.count());
    auto const index = static_cast<std::size_t>(*value);
    if (index < 1 || index > bars.size()) return wrong("--at", fmt::format("the track has bars 1 to {}", bars.size()));
    return bars[index - 1];
}

/// A stem's name that the track does not have: the role's, or the file's own.
std::string stem_name(Content const& track, MaterialRequest const& request, fs::path const& file) {
    auto wanted = request.role == MaterialRole::vocals ? std::string("voice") : text::slug(file.stem().string());
    wanted = wanted.empty() ? "guest" : wanted.substr(0, 32);
    auto const taken = [&](std::string const& name) {
        return std::any_of(track.files.begin(), track.files.end(), [&](auto const& each) { return each.name == fmt::format("stems/{}.flac", name); });
    };
    auto name = wanted;
    for (int i = 2; taken(name); ++i) name = fmt::format("{}-{}", wanted, i);
    return name;
}

Result<void> add_provenance(Content& track, MaterialRequest const& request, fs::path const& file) {
    auto& provenance = track.provenance;
    auto const hash = TRY(sha256_of_file(file));
    if (std::find(provenance.inputs.begin(), provenance.inputs.end(), hash) == provenance.inputs.end()) provenance.inputs.push_back(hash);
    auto const what = request.role == MaterialRole::vocals ? "voice" : "stem " + file.stem().string();
    provenance.engine += fmt::format("; {} by {} (human)", what, person(request));
    provenance.licence += fmt::format("; {}: {}", what, request.rights);
    // What a person adds to an aspect that AI made leaves it partly AI; one that had none has none now.
    auto& share = request.role == MaterialRole::vocals ? provenance.ai.vocals : provenance.ai.instrumentation;
    share = share && *share != AiShare::none ? AiShare::partly : AiShare::none;
    return {};
}

void replace(Content& content, catalog::ContentFile file) {
    auto const same = std::find_if(content.files.begin(), content.files.end(), [&](auto const& each) { return each.name == file.name; });
    if (same == content.files.end()) content.files.push_back(std::move(file));
    else *same = std::move(file);
}

/// Files of a folder in the place of those of the same name.
Result<void> take_in(Studio& studio, Content& content, fs::path const& folder, fs::path const& file, std::string role) {
    Content holder;
    TRY(add_file(studio, holder, folder, file, std::move(role)));
    replace(content, holder.files.front());
    return {};
}

Result<void> renew(Studio& studio, Content& track, music::GuestMix const& mix, fs::path const& folder) {
    auto details = TRY(track_details(track));
    details.analysis = mix.analysis;
    details.peaks = TRY(peaks_of(mix.master));
    track.details = json::to_value(details);
    TRY(take_in(studio, track, folder, mix.master, "master"));
    TRY(take_in(studio, track, folder, mix.mp3, "preview"));
    for (auto const& stem : mix.stems) TRY(take_in(studio, track, folder, stem.file, "stem"));
    music::Track measured;
    measured.master = mix.master;
    for (auto const& file : TRY(music::write_formats(measured, {music::TrackFormat::peaks}, folder, {}))) TRY(take_in(studio, track, folder, file.file, file.role));
    Content holder;
    TRY(add_text(studio, holder, "analysis.json", "analysis", json::pretty(mix.analysis)));
    replace(track, holder.files.front());
    return {};
}

/// One line into the track as it is now.
Result<void> join(Studio& studio, EditedContent& edited, MaterialRequest const& request, fs::path const& file, fs::path const& work, std::stop_token const& stop) {
    auto& track = edited.content;
    TRY(lay_out(studio, track, work / "take"));
    auto const line = TRY(music::finish_recording({file, work / "line", line_lufs}, {}, stop));
    auto const details = TRY(track_details(track));
    auto const bpm = details.timeline.tempo.value;
    for (auto const& note : music::misfits(line.analysis, bpm, details.key)) edited.remarks.push_back(fmt::format("{}: {}", file.filename().string(), note));
    auto const at = TRY(place(request.at, details));
    music::GuestRequest mixing{{line.master, stem_name(track, request, file), at, request.role == MaterialRole::vocals},
                               json::from_value<music::Brief>(track.brief, json::Unknown::ignore).value_or(music::Brief{}),
                               work / "take", work / "mixed", details.timeline.sections};
    auto const mix = TRY(music::mix_in(mixing, *studio.music_tables.now(), {}, stop));
    for (auto const& note : mix.notes) edited.remarks.push_back(fmt::format("{}: {}", file.filename().string(), note));
    TRY(renew(studio, track, mix, work / "mixed"));
    return add_provenance(track, request, file);
}

Result<EditedContent> join_all(Studio& studio, MaterialRequest const& request, Report const& report, std::stop_token const& stop) {
    auto const before = TRY(find_content(studio, request.target));
    TRY(track_details(before));
    EditedContent edited{TRY(back_in_review(before, studio.clock.now())), {}};
    for (std::size_t i = 0; i < request.files.size(); ++i) {
        report(static_cast<double>(i) / static_cast<double>(request.files.size()), fmt::format("mixing in {}", request.files[i].filename().string()));
        auto const work = TRY(WorkFolder::open(studio, request.target));
        TRY(join(studio, edited, request, request.files[i], work.path(), stop));
    }
    return edited;
}

media::Provenance human_work(MaterialRequest const& request, std::string hash) {
    media::Provenance provenance;
    provenance.engine = person(request);
    provenance.engine_version = "1";
    provenance.kind = media::MakerKind::human;
    provenance.inputs = {std::move(hash)};
    provenance.licence = request.rights;
    provenance.ai.vocals = provenance.ai.lyrics = provenance.ai.composition = provenance.ai.instrumentation = provenance.ai.mix = AiShare::none;
    return provenance;
}

Result<EditedContent> add_master(Studio& studio, MaterialRequest const& request, Report const& report, std::stop_token const& stop) {
    auto const artist = TRY(find_artist(studio, request.target));
    auto const& file = request.files.front();
    MakeRequest making;
    making.artist = request.target;
    making.content = to_string(next_id<catalog::ContentTag>(studio));
    auto const work = TRY(WorkFolder::open(studio, making.content));
    auto const song = TRY(music::finish_recording({file, work.path()}, [&](double done) { report(0.9 * done, "listening"); }, stop));
    auto content = TRY(begin_content(Making{studio, making, report, stop}, catalog::ContentKind::track, request.title.empty() ? file.stem().string() : request.title));
    music::Brief brief{.title = content.title, .artist = artist.name()};
    content.brief = brief_value(brief);
    music::Track track;
    track.master = song.master;
    track.mp3 = song.mp3;
    track.timeline = song.timeline;
    track.analysis = song.analysis;
    track.key = song.analysis.key;
    track.provenance = human_work(request, TRY(sha256_of_file(file)));
    TRY(describe_track(studio, content, track, work.path(), stop));
    EditedContent added{std::move(content), song.notes};
    if (std::abs(song.gain_db) >= 0.1) added.remarks.push_back(fmt::format("made {:.1f} dB {}", std::abs(song.gain_db), song.gain_db > 0 ? "louder" : "quieter"));
    TRY(catalog::validate(added.content));
    return added;
}

}  // namespace

Result<void> check_material(MaterialRequest const& request) { return check(request); }

Result<EditedContent> prepare_material(Studio& studio, MaterialRequest const& request, Report const& report, std::stop_token stop) {
    TRY(check(request));
    return request.joins_mix() ? join_all(studio, request, report, stop) : add_master(studio, request, report, stop);
}

Result<EditedContent> keep_material(Studio& studio, MaterialRequest const& request, EditedContent prepared) {
    if (request.joins_mix()) return keep_change(studio, std::move(prepared));
    TRY(studio.contents.insert(prepared.content));
    return prepared;
}

Result<EditedContent> add_material(Studio& studio, MaterialRequest const& request, Report const& report, std::stop_token stop) {
    return keep_material(studio, request, TRY(prepare_material(studio, request, report, std::move(stop))));
}

}  // namespace troupe::flow
