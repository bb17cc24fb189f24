#include "cli/doctor.hpp"

#include <fmt/format.h>

#include <thread>

#include "base/files.hpp"
#include "base/process.hpp"
#include "base/text.hpp"
#include "music/soundfont.hpp"
#include "visual/system.hpp"
#include "writing/prosody.hpp"
#include "writing/wordnet.hpp"

namespace troupe::cli {
namespace fs = std::filesystem;
namespace {

std::string first_line(std::string const& text) { return text.substr(0, text.find('\n')); }

Finding program(std::string const& name, bool is_needed, std::string const& package, std::string const& good_for,
                std::string const& version_flag = "-version") {
    auto const path = find_program(name);
    Finding finding{name, path.has_value(), is_needed, path ? path->string() : "not on the PATH", fmt::format("apt-get install {}: {}", package, good_for)};
    if (path)
        if (auto const version = run_process({name, version_flag})) finding.what += ", " + text::excerpt(first_line(*version), 50);
    return finding;
}

/// What a part of the writer lacks, in its own words.
Finding source_of_words(std::string name, std::string const& folder, std::string const& lacks) {
    return {std::move(name), lacks.empty(), false, lacks.empty() ? folder : "not installed", lacks};
}

Finding dictionary() {
    return source_of_words("pronunciation", writing::usual_dictionary, writing::Prosody(writing::usual_dictionary).lacks());
}

Finding meanings() {
    return source_of_words("word meanings", writing::usual_wordnet, writing::WordNet(writing::usual_wordnet).lacks());
}

/// The faces of a system that asks for each kind of lettering: what had to be replaced is in its notes.
Finding fonts() {
    std::vector<std::string> replaced;
    for (auto const* character : {"neutral", "brutal", "elegant", "soft", "technical", "handmade"}) {
        visual::Look look;
        look.artist = "Doctor";
        look.palette = {"#101018", "#404058", "#8080a0", "#e0e0f0", "#ff8040"};
        look.families = {{"aura", 1}};
        look.character = character;
        auto const system = visual::make_system(look);
        if (!system) return {"fonts", false, true, system.error().message, "make build installs them: scripts/packages.txt lists the packages"};
        replaced.insert(replaced.end(), system->notes.begin(), system->notes.end());
    }
    auto const all_there = replaced.empty();
    return {"fonts", all_there, false, all_there ? "all faces are installed" : replaced.front(), "make build installs them: scripts/packages.txt lists the packages"};
}

Finding home(Shell& shell) {
    auto const made = make_folder(shell.home);
    auto const probe = shell.home / ".probe.part";
    auto const written = made ? write_file(probe, "probe") : made;
    std::error_code ignored;
    fs::remove(probe, ignored);
    return {"state folder", written.has_value(), true, written ? shell.home.string() : written.error().message,
            "set TROUPE_HOME to a folder that you may write"};
}

Finding space(Shell& shell) {
    std::error_code error;
    auto const available = fs::space(shell.home, error).available;
    auto const is_enough = !error && available > std::uintmax_t{1} << 30;
    return {"disk space", is_enough, false, error ? "unknown" : fmt::format("{:.1f} GB free", static_cast<double>(available) / 1e9),
            "a debut takes about half a gigabyte: make room"};
}

Finding database(Shell& shell) {
    auto const studio = shell.studio();
    auto const server = shell.configuration.get("POSTGRES_HOST");
    auto const opens = server ? fmt::format("opens, on PostgreSQL at {}", *server) : std::string("opens");
    return {"database", studio.has_value(), true, studio ? opens : studio.error().message,
            server ? "see the message; without POSTGRES_HOST a file is used" : "see the message; `troupe db restore FILE` brings back a backup"};
}

/// Asks the bucket, where there is one, for a file that it does not have. That the keys may write there, only writing would tell.
Finding assets(Shell& shell) {
    auto const bucket = shell.configuration.get("S3_BUCKET_NAME");
    if (!bucket) return {"assets", true, true, "files of the state folder", ""};
    auto const studio = shell.studio();
    if (!studio) return {"assets", false, true, "not looked at: see database", "see docs/s3.md"};
    auto const asked = (*studio)->assets.verify(std::string(64, '0'));
    auto const answers = asked || asked.error().code == ErrorCode::not_found;
    auto const where = shell.configuration.get("AWS_ENDPOINT_URL_S3").value_or("Amazon");
    return {"assets", answers, true, answers ? fmt::format("bucket {} at {}", *bucket, where) : asked.error().message,
            "see docs/s3.md; without S3_BUCKET_NAME they are files of the state folder"};
}

/// Without it work goes on, slower.
Finding redis(Shell const& shell) {
    auto const reached = shell.redis ? shell.redis() : Result<std::optional<std::string>>();
    if (!reached) return {"Redis", false, false, reached.error().message, "see the message; until it is reached the database carries the jobs"};
    return {"Redis", true, false, reached->value_or("none: the database carries the jobs"), ""};
}

Finding schemas(Shell const& shell) {
    auto const folder = shell.configuration.get("DDEX_XSD_DIR");
    auto const is_there = folder && fs::is_directory(*folder);
    return {"DDEX schemas", is_there, false, is_there ? *folder : "DDEX_XSD_DIR is not set",
            "free from ddex.net: messages are then checked by the schema too, not by our own rules alone"};
}

/// Sampled guitars and strings are asked for, never taken unasked: a song sounds the same wherever it is made again.
Finding sampled_instruments(Shell const& shell) {
    auto const asked = shell.configuration.get("TROUPE_SOUNDFONT");
    if (asked) return {"soundfont", find_program("fluidsynth").has_value(), false, *asked, "apt-get install fluidsynth: plays it"};
    auto const installed = music::installed_soundfont();
    auto const advice = installed ? "set TROUPE_SOUNDFONT=" + installed->string() : std::string("apt-get install fluidsynth fluid-soundfont-gm, then set TROUPE_SOUNDFONT");
    return {"soundfont", false, false, "none: the synthesiser plays every part", advice + ": guitars, strings and winds from samples"};
}

/// Who makes the songs: settings that are wrong are told by the database's finding, which opens the studio.
Finding songs(Shell const& shell) {
    auto const& configuration = shell.configuration;
    auto const is_asked = configuration.get("SUNO_API_KEY") || configuration.get("TROUPE_SUNO_BASE_URL");
    auto const dialect = configuration.get("TROUPE_SUNO_DIALECT").value_or("sunoapi");
    return {"songs", true, false, is_asked ? "Suno, in the dialect " + dialect + "; the embedded composer stands in" : "the embedded composer", ""};
}

/// Whose clips teasers may show; keys that are wrong are told as above.
Finding clips(Shell const& shell) {
    std::vector<std::string> services;
    if (shell.configuration.get("PEXELS_KEY")) services.emplace_back("Pexels");
    if (shell.configuration.get("PIXABAY_KEY")) services.emplace_back("Pixabay");
    return {"footage", true, false, services.empty() ? "none: teasers show the artist's own worlds" : text::enumerate(services), ""};
}

/// Who is asked what is listened to; settings that are wrong are told as above.
Finding trend_sources(Shell const& shell) {
    std::vector<std::string> sources;
    for (auto const& each : text::split(shell.configuration.get("TROUPE_TREND_SOURCES").value_or(""), ','))
        if (auto const name = text::lower(text::trim(each)); !name.empty() && name != "lastfm" && name != "youtube") sources.push_back(name);
    if (shell.configuration.get("LASTFM_API_KEY")) sources.emplace_back("lastfm");
    if (shell.configuration.get("YOUTUBE_API_KEY")) sources.emplace_back("youtube");
    return {"trends", true, false, sources.empty() ? "nobody is asked: import files, or set TROUPE_TREND_SOURCES" : text::enumerate(sources), ""};
}

/// Who paints: what it costs is told with every order and every result.
Finding pictures(Shell const& shell) {
    auto const& configuration = shell.configuration;
    if (!configuration.get("LEONARDO_API_KEY")) return {"pictures", true, false, "the embedded renderer", ""};
    auto const limit = configuration.get("TROUPE_LEONARDO_MAX_DOLLARS_PER_MONTH") || configuration.get("TROUPE_LEONARDO_MAX_CREDITS_PER_MONTH");
    auto const motion = configuration.get("TROUPE_LEONARDO_MOTION");
    auto const shown = fmt::format("covers{} by Leonardo, lettered here; the embedded renderer stands in", motion ? " and moving scenes" : "");
    return {"pictures", limit, false, shown, "no monthly limit is set: TROUPE_LEONARDO_MAX_DOLLARS_PER_MONTH=5.00 would be one"};
}

}  // namespace

std::vector<Finding> examine(Shell& shell) {
    auto const cores = std::thread::hardware_concurrency();
    return {{"cores", true, true, fmt::format("{}", cores), ""},
            home(shell),
            space(shell),
            database(shell),
            assets(shell),
            redis(shell),
            program("ffmpeg", true, "ffmpeg", "encodes the videos"),
            program("ffprobe", true, "ffmpeg", "checks the videos"),
            program("espeak-ng", false, "espeak-ng", "says the words that voices sing; without it they have vowels alone", "--version"),
            fonts(),
            dictionary(),
            meanings(),
            schemas(shell),
            songs(shell),
            pictures(shell),
            clips(shell),
            trend_sources(shell),
            sampled_instruments(shell)};
}

}  // namespace troupe::cli
