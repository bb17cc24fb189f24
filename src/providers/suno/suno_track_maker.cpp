#include "providers/suno/suno_track_maker.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "music/promise.hpp"
#include "music/recording.hpp"
#include "providers/impl/address.hpp"
#include "providers/impl/download.hpp"
#include "providers/suno/impl/orders.hpp"
#include "providers/suno/impl/service.hpp"
#include "providers/suno/impl/song_request.hpp"

namespace troupe::providers::suno {
namespace fs = std::filesystem;
namespace {

constexpr double usual_seconds = 150;      ///< until a song is made
constexpr double least_of_promised = 0.9;  ///< a file that is shorter than what the service said broke off
constexpr char const* licence =
    "made by Suno through another service: commercial rights depend on your Suno plan and on its permitted downloads "
    "and are not certain here; confirm with your Suno "
    "plan before distribution";

/// The address that is called back says which order it is about.
std::string callback_of(Settings const& settings, std::string const& order) {
    if (settings.callback_url.empty()) return settings.dialect.no_callback;
    auto const mark = settings.callback_url.find('?') == std::string::npos ? '?' : '&';
    return fmt::format("{}{}order={}", settings.callback_url, mark, order);
}

/// Everything that makes it another song, or another place to pay. Not the callback address: it may move.
std::string key_of(Settings const& settings, impl::SongRequest const& song, music::Brief const& brief) {
    auto const body = json::print(impl::submission(settings.dialect, song, settings.model, ""));
    return sha256_hex(
        fmt::format("{}\n{}\n{}\n{}\n{}", settings.dialect_id, settings.base_url, brief.artist, brief.seed, body));
}

impl::Wanted wanted_of(Settings const& settings, impl::SongRequest const& song, music::Brief const& brief) {
    auto const& call = settings.dialect.submit;
    auto const key = key_of(settings, song, brief);
    auto const is_described = song.kind == impl::SongRequest::Kind::described && !call.described_path.empty();
    return {key, song.title, is_described ? call.described_path : call.path,
            impl::submission(settings.dialect, song, settings.model, callback_of(settings, key))};
}

impl::Take choose(std::vector<impl::Take> const& takes, std::string const& fetched_before, double seconds) {
    for (auto const& take : takes)
        if (!take.id.empty() && take.id == fetched_before) return take;
    auto const distance = [&](impl::Take const& take) {
        return seconds > 0 && take.seconds > 0 ? std::abs(take.seconds - seconds) : 0;
    };
    return *std::min_element(takes.begin(), takes.end(),
                             [&](auto const& one, auto const& other) { return distance(one) < distance(other); });
}

media::Provenance provenance_of(Settings const& settings, impl::SongRequest const& song, impl::Take const& take,
                                music::Brief const& brief, std::string const& sha256) {
    using Kind = impl::SongRequest::Kind;
    media::Provenance provenance;
    provenance.engine = "suno";
    provenance.engine_version =
        fmt::format("{} by {}", take.model.empty() ? settings.model : take.model, settings.dialect.name);
    provenance.kind = media::MakerKind::generative;
    provenance.seed = brief.seed;
    provenance.prompt = json::print(impl::submission(settings.dialect, song, settings.model, ""));
    provenance.inputs = {sha256};
    provenance.licence = licence;
    auto& ai = provenance.ai;
    ai.composition = ai.instrumentation = ai.mix = media::AiShare::all;
    if (song.kind != Kind::instrumental) ai.vocals = media::AiShare::all;
    // Words that were given have a provenance of their own.
    if (song.kind == Kind::described) ai.lyrics = media::AiShare::all;
    return provenance;
}

std::string cost_note(Settings const& settings, catalog::Order const& order) {
    auto const& dialect = settings.dialect;
    std::string cost = "its price is not known";
    if (order.cost_micros)
        cost = fmt::format("{:.2f} each", static_cast<double>(*order.cost_micros) / 1e6);
    else if (dialect.credits > 0)
        cost = fmt::format("{} credits each", dialect.credits);
    return fmt::format("ordered {} at {}: {}", order.sendings == 1 ? "once" : fmt::format("{} times", order.sendings),
                       dialect.name, cost);
}

}  // namespace

struct SunoTrackMaker::State {
    State(Settings chosen, Parts const& given)
        : settings(std::move(chosen)),
          parts(given),
          service(settings, parts.http, parts.clock, bell),
          orders(settings, service, parts.orders, parts.clock, bell) {}

    struct Fetched {
        impl::Take take;
        fs::path file;
        std::string sha256;
    };
    Result<Fetched> fetch(catalog::Order const& order, music::Brief const& brief, fs::path const& file,
                          music::Progress const& progress, std::stop_token const& stop);
    Result<music::Track> finish(Fetched const& fetched, music::Brief const& brief, fs::path const& folder,
                                music::Progress const& progress, std::stop_token const& stop);

    Settings settings;
    Parts parts;
    impl::Doorbell bell;
    impl::Service service;
    impl::Orders orders;
};

SunoTrackMaker::SunoTrackMaker(Settings settings, Parts const& parts)
    : state_(std::make_unique<State>(std::move(settings), parts)) {}
SunoTrackMaker::~SunoTrackMaker() = default;

music::Capabilities SunoTrackMaker::capabilities() const {
    return {.sings_lyrics = true,
            .longest_seconds = limits_of(state_->settings.dialect, state_->settings.model).longest_seconds};
}

Result<SunoTrackMaker::State::Fetched> SunoTrackMaker::State::fetch(catalog::Order const& order,
                                                                    music::Brief const& brief, fs::path const& file,
                                                                    music::Progress const& progress,
                                                                    std::stop_token const& stop) {
    auto const waiting = [&](Seconds passed) {
        auto const share = 1 - std::exp(-passed.count() / usual_seconds);
        if (progress) progress(0.03 + 0.57 * share, "suno is making the song");
    };
    auto const takes = TRY(orders.takes(order, waiting, stop));
    auto take = choose(takes, order.take, brief.seconds.value_or(0));
    if (progress) progress(0.62, "fetching the song");
    auto const loaded = TRY(providers::impl::download({.url = take.audio,
                                            .file = file,
                                            .allows_loopback = providers::impl::is_loopback(settings.base_url),
                                            .backoff = settings.backoff},
                                           parts.http, stop));
    log::info("suno.fetched",
              {{"order", order.key}, {"task", order.task}, {"bytes", loaded.bytes}, {"sha256", loaded.sha256}});
    return Fetched{std::move(take), file, loaded.sha256};
}

Result<music::Track> SunoTrackMaker::State::finish(Fetched const& fetched, music::Brief const& brief,
                                                   fs::path const& folder, music::Progress const& progress,
                                                   std::stop_token const& stop) {
    auto const report = [&](double done) {
        if (progress) progress(0.7 + 0.29 * done, "levelling and listening");
    };
    music::RecordingRequest const request{.sound = fetched.file,
                                          .folder = folder,
                                          .lufs = brief.loudness == "club" ? -9.0 : -14.0,
                                          .least_seconds = fetched.take.seconds * least_of_promised};
    auto recording = music::finish_recording(request, report, stop);
    if (!recording && recording.error().code == ErrorCode::invalid_input)
        return fail(ErrorCode::unavailable,
                    "suno: what was fetched is no song that can be used (" + recording.error().message + ")");
    auto made = TRY(std::move(recording));
    music::Track track;
    track.master = made.master;
    track.mp3 = made.mp3;
    track.analysis = made.analysis;
    track.timeline = made.timeline;
    track.notes = made.notes;
    return track;
}

Result<music::Track> SunoTrackMaker::make(music::Brief const& brief, fs::path const& folder,
                                          music::Progress const& progress, std::stop_token stop) {
    auto& state = *state_;
    auto const tables = state.parts.tables.now();
    TRY(music::validate(brief, *tables));
    if (stop.stop_requested()) return fail(ErrorCode::cancelled, "stopped before anything was ordered");
    TRY(make_folder(folder));
    if (progress) progress(0, "asking suno");
    auto const song = impl::song_request(brief, *tables, limits_of(state.settings.dialect, state.settings.model));
    auto const order = TRY(state.orders.place(wanted_of(state.settings, song, brief), stop));
    if (progress) progress(0.03, "suno is making the song");
    // The file is ours alone until it is a master: a hidden one that goes with this call.
    PendingFile const download(folder / "take.bin");
    auto const fetched = TRY(state.fetch(order, brief, download.path(), progress, stop));
    auto track = TRY(state.finish(fetched, brief, folder, progress, stop));
    state.orders.fetched(order, fetched.take.id, fetched.sha256);
    track.provenance = provenance_of(state.settings, song, fetched.take, brief, fetched.sha256);
    for (auto const& notes : {song.notes, music::differences(brief, track.analysis, capabilities())})
        track.notes.insert(track.notes.end(), notes.begin(), notes.end());
    track.notes.push_back(cost_note(state.settings, order));
    if (progress) progress(1, "done");
    return track;
}

Result<void> SunoTrackMaker::hear(std::string_view order, std::string_view body) {
    auto const known = state_->orders.reported(std::string(order), impl::read_callback(state_->settings.dialect, body));
    state_->bell.ring();
    return known;
}

}  // namespace troupe::providers::suno
