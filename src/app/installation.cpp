#include "app/installation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <thread>

#include "access/pepper.hpp"
#include "app/assets.hpp"
#include "app/database.hpp"
#include "app/delivery_routes.hpp"
#include "app/fares.hpp"
#include "app/language_models.hpp"
#include "app/ports.hpp"
#include "app/redis.hpp"
#include "app/social_channels.hpp"
#include "app/watching.hpp"
#include "base/files.hpp"
#include "base/territory.hpp"
#include "base/text.hpp"
#include "music/builtin/synth_track_maker.hpp"
#include "music/fallback_track_maker.hpp"
#include "music/soundfont.hpp"
#include "net/curl_http_client.hpp"
#include "providers/leonardo/leonardo_image_maker.hpp"
#include "providers/leonardo/leonardo_motion_maker.hpp"
#include "providers/pexels/pexels_footage.hpp"
#include "providers/pixabay/pixabay_footage.hpp"
#include "providers/suno/suno_track_maker.hpp"
#include "providers/trend_sources/polled_source.hpp"
#include "storage/database.hpp"
#include "storage/leftovers.hpp"
#include "storage/sql_answer_book.hpp"
#include "storage/sql_artist_store.hpp"
#include "storage/sql_audit_log.hpp"
#include "storage/sql_calendar_link_store.hpp"
#include "storage/sql_comment_store.hpp"
#include "storage/sql_content_store.hpp"
#include "storage/sql_delivery_book.hpp"
#include "storage/sql_event_log.hpp"
#include "storage/sql_footage_store.hpp"
#include "storage/sql_key_store.hpp"
#include "storage/sql_ledger.hpp"
#include "storage/sql_listener_comment_store.hpp"
#include "storage/sql_observation_store.hpp"
#include "storage/sql_statement_store.hpp"
#include "storage/sql_trend_store.hpp"
#include "storage/sql_code_book.hpp"
#include "storage/sql_trial_store.hpp"
#include "storage/sql_order_book.hpp"
#include "storage/sql_outbox_store.hpp"
#include "storage/sql_plan_store.hpp"
#include "storage/sql_post_result_store.hpp"
#include "storage/sql_question_store.hpp"
#include "storage/sql_queue.hpp"
#include "storage/sql_session_store.hpp"
#include "storage/sql_webhook_store.hpp"
#include "visual/fallback_image_maker.hpp"
#include "planning/tables.hpp"
#include "visual/tables.hpp"
#include "writing/builtin/builtin_writer.hpp"
#include "writing/prompted/prompted_writer.hpp"
#include "writing/tables.hpp"

namespace troupe::app {
namespace fs = std::filesystem;
namespace {

std::optional<fs::path> path_setting(Configuration const& configuration, std::string_view name) {
    auto const value = configuration.get(name);
    return value ? std::optional<fs::path>(*value) : std::nullopt;
}

/// "DE, us" as codes. Error: invalid_input.
Result<std::vector<std::string>> trend_countries(Configuration const& configuration) {
    std::vector<std::string> countries;
    for (auto const& each : text::split(configuration.get("TROUPE_TREND_COUNTRIES").value_or(""), ',')) {
        std::string code;
        for (char const c : text::trim(each)) code += c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
        if (code.empty()) continue;
        if (!is_territory(code)) return fail(ErrorCode::invalid_input, fmt::format("TROUPE_TREND_COUNTRIES: \"{}\" is no country code, write DE,US", text::excerpt(code, 20)));
        countries.push_back(std::move(code));
    }
    return countries;
}

Result<flow::Preferences> preferences_of(Configuration const& configuration, fs::path const& home) {
    flow::Preferences preferences;
    preferences.language = configuration.get("DEFAULT_LANG").value_or("en");
    preferences.calendar_days = TRY(configuration.integer("DEFAULT_CALENDAR_LENGTH", 30, 1, 3650));
    preferences.legal_name = configuration.get("TROUPE_LEGAL_NAME").value_or("");
    preferences.dpid = configuration.get("TROUPE_DPID").value_or("");
    preferences.label = configuration.get("TROUPE_LABEL").value_or("");
    preferences.report_formats = configuration.get("TROUPE_REPORT_FORMATS").value_or("");
    preferences.schemas = path_setting(configuration, "DDEX_XSD_DIR").value_or("");
    preferences.ai_policy = path_setting(configuration, "TROUPE_AI_POLICY_PATH").value_or("");
    preferences.forms = path_setting(configuration, "TROUPE_FORMS_DB_PATH").value_or("");
    preferences.planning_tables = path_setting(configuration, "TROUPE_PLANNING_DB_PATH").value_or("");
    TRY(planning::load_tables(preferences.planning_tables));
    preferences.work_folder = home / "work";
    auto const cores = std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, 8);
    preferences.workers = TRY(configuration.integer("TROUPE_WORKERS", cores, 1, 64));
    return preferences;
}

/// Songs by Suno where a key is set; the embedded composer stands in, and makes them all without.
class TrackMakers {
public:
    TrackMakers(std::optional<providers::suno::Settings> suno, providers::suno::SunoTrackMaker::Parts const& parts, fs::path soundfont)
        : composer_(parts.tables, {.soundfont = std::move(soundfont)}) {
        if (!suno) return;
        suno_ = std::make_unique<providers::suno::SunoTrackMaker>(*std::move(suno), parts);
        both_ = std::make_unique<music::FallbackTrackMaker>(*suno_, composer_);
    }
    [[nodiscard]] music::TrackMaker& maker() { return both_ ? static_cast<music::TrackMaker&>(*both_) : composer_; }

private:
    music::builtin::SynthTrackMaker composer_;
    std::unique_ptr<providers::suno::SunoTrackMaker> suno_;
    std::unique_ptr<music::FallbackTrackMaker> both_;
};

/// Pictures by Leonardo where a key is set; the embedded renderer stands in, and makes them all without.
class PictureMakers {
public:
    PictureMakers(std::optional<providers::leonardo::Settings> leonardo, providers::leonardo::Account::Parts const& parts) {
        if (!leonardo) return;
        auto const moves = !leonardo->motion.empty();
        account_ = std::make_unique<providers::leonardo::Account>(*std::move(leonardo), parts);
        painter_ = std::make_unique<providers::leonardo::LeonardoImageMaker>(*account_);
        both_ = std::make_unique<visual::FallbackImageMaker>(*painter_, rendered_);
        if (!moves) return;
        mover_ = std::make_unique<providers::leonardo::LeonardoMotionMaker>(*account_);
        grounded_ = std::make_unique<visual::GroundedTeasers>(teasers_, *mover_);
    }
    [[nodiscard]] visual::ImageMaker& images() { return both_ ? static_cast<visual::ImageMaker&>(*both_) : rendered_; }
    [[nodiscard]] visual::TeaserMaker& teasers() { return grounded_ ? static_cast<visual::TeaserMaker&>(*grounded_) : teasers_; }

private:
    visual::BuiltInImageMaker rendered_;
    visual::RenderedTeasers teasers_;
    std::unique_ptr<providers::leonardo::Account> account_;
    std::unique_ptr<providers::leonardo::LeonardoImageMaker> painter_;
    std::unique_ptr<visual::FallbackImageMaker> both_;
    std::unique_ptr<providers::leonardo::LeonardoMotionMaker> mover_;
    std::unique_ptr<visual::GroundedTeasers> grounded_;
};

/// Who is asked for stock footage.
struct FootageSettings {
    std::optional<providers::pexels::Settings> pexels;
    std::optional<providers::pixabay::Settings> pixabay;
};

/// Every service that a key is set for; without one, teasers show the artist's own worlds.
class FootageServices {
public:
    FootageServices(FootageSettings settings, providers::impl::StockService::Parts const& parts) {
        if (settings.pexels) all_.push_back(std::make_unique<providers::pexels::PexelsFootage>(*std::move(settings.pexels), parts));
        if (settings.pixabay) all_.push_back(std::make_unique<providers::pixabay::PixabayFootage>(*std::move(settings.pixabay), parts));
    }
    [[nodiscard]] std::vector<visual::StockFootage*> all() const {
        std::vector<visual::StockFootage*> services;
        for (auto const& each : all_) services.push_back(each.get());
        return services;
    }

private:
    std::vector<std::unique_ptr<visual::StockFootage>> all_;
};

/// What is read from the settings before anything is opened.
struct Chosen {
    fs::path soundfont;  ///< empty: none
    LiveFile<writing::GenreTable> identity;
    LiveFile<music::Tables> music;
    LiveFile<visual::Tables> visual;
    std::unique_ptr<writing::Writer> writer;
    llm::Settings language_models;
    std::optional<providers::suno::Settings> suno;
    std::optional<providers::leonardo::Settings> leonardo;
    FootageSettings footage;
    SocialSettings social;
    AssetSettings assets;
    std::vector<calls::Port> ports;
    LiveFile<distribution::StoreTable> stores;
    flow::Preferences preferences;
    Configuration configuration;
    std::vector<std::string> trend_countries;
    providers::trend_sources::Settings trend_sources;
    std::optional<storage::RedisSettings> redis;
    std::vector<MoneyLimit> limits;
};

}  // namespace

Result<fs::path> home_of(Configuration const& configuration) {
    if (auto const home = configuration.get("TROUPE_HOME")) return fs::absolute(*home).lexically_normal();
    if (auto const data = configuration.get("XDG_DATA_HOME")) return fs::path(*data) / "troupe";
    if (auto const user = configuration.get("HOME")) return fs::path(*user) / ".local/share/troupe";
    return fail(ErrorCode::invalid_input, "TROUPE_HOME: not set, and neither is HOME: say where the state shall live");
}

/// The one HTTP client, counted by what it is used for.
struct Errands {
    net::CountedHttpClient writing, music, pictures, footage, posts, deliveries, trends, assets;

    Errands(net::HttpClient& http, net::HttpTally& tally)
        : writing(http, tally, "writing"), music(http, tally, "music"), pictures(http, tally, "pictures"), footage(http, tally, "footage"),
          posts(http, tally, "posts"), deliveries(http, tally, "deliveries"), trends(http, tally, "trends"), assets(http, tally, "assets") {}
};

/// What the settings forbid to exceed.
std::vector<MoneyLimit> limits_of(llm::Settings const& models, std::optional<providers::suno::Settings> const& suno,
                                  std::optional<providers::leonardo::Settings> const& leonardo) {
    std::vector<MoneyLimit> limits;
    if (!models.models.empty()) limits.push_back({"language_models", "currency", "day", static_cast<double>(models.caps.day_micros) / 1e6});
    if (suno && suno->most_songs_a_month > 0) limits.push_back({"suno", "orders", "month", static_cast<double>(suno->most_songs_a_month)});
    if (leonardo && leonardo->most_a_month)
        limits.push_back({"leonardo", leonardo->most_a_month->unit, "month", static_cast<double>(leonardo->most_a_month->micros) / 1e6});
    return limits;
}

struct OfficeSettings {
    std::string pepper;
    net::AllowedHosts receivers;  ///< of webhooks, within the label's own network
    net::HttpTally* tally = nullptr;
};

/// What the service keeps beside the studio; opened when it is first asked for, since it makes the pepper.
struct Office {
    storage::SqlKeyStore key_store;
    access::Keys keys;
    storage::SqlAuditLog audit;
    storage::SqlEventLog events;
    storage::SqlAnswerBook answers;
    storage::SqlWebhookStore webhooks;
    net::CurlHttpClient http;
    net::CountedHttpClient counted_http;
    access::WebhookSender sender;
    storage::SqlCalendarLinkStore calendars;
    storage::SqlCommentStore comments;
    calls::Desk desk;

    Office(storage::Database& database, OfficeSettings settings, flow::Studio& studio, fs::path const& home, std::vector<calls::Port> ports)
        : key_store(database), keys(key_store, std::move(settings.pepper), studio.clock), audit(database), events(database), answers(database), webhooks(database),
          http(std::move(settings.receivers)), counted_http(http, *settings.tally, "webhooks"),
          sender({webhooks, events, studio.unit, counted_http, studio.clock}, system_id_bits()),
          calendars(database), comments(database),
          desk{studio, keys, audit, events, answers, webhooks, sender, calendars, comments, home / "work", std::move(ports), {"SQLite", home / database_name}} {}
};

/// Top to bottom: what stands lower uses what stands higher.
struct Installation::Parts {
    SystemClock clock;
    std::unique_ptr<storage::Database> database;
    storage::SqlArtistStore artists;
    storage::SqlPlanStore plans;
    storage::SqlContentStore contents;
    storage::SqlObservationStore observations;
    storage::SqlStatementStore statements;
    storage::SqlCodeBook codes;
    storage::SqlQueue queue;
    storage::SqlAnswerCache kept_answers;
    SharedParts shared;
    LiveFile<writing::GenreTable> identity_genres;
    LiveFile<music::Tables> music_tables;
    LiveFile<visual::Tables> visual_tables;
    net::CurlHttpClient http;
    net::HttpTally tally;
    Errands errands{http, tally};
    ChosenAssets assets;
    storage::SqlSessionStore sessions;
    storage::SqlLedger ledger;
    LanguageModels models;
    std::unique_ptr<writing::Writer> embedded_writer;
    writing::prompted::PromptedWriter prompted_writer;
    storage::SqlOrderBook orders;
    TrackMakers tracks;
    PictureMakers pictures;
    storage::SqlFootageLedger footage_ledger;
    storage::SqlFootageMemory footage_memory;
    FootageServices footage_services;
    visual::FootageLibrary footage;
    storage::SqlOutboxStore outbox;
    storage::SqlPostResultStore post_results;
    storage::SqlQuestionStore questions;
    SocialChannels social;
    std::vector<calls::Port> ports;
    Configuration configuration;
    storage::SqlDeliveryBook deliveries;
    LiveFile<distribution::StoreTable> stores;
    Routes routes;
    storage::SqlTrendStore trends;
    std::vector<std::unique_ptr<troupe::trends::TrendSource>> trend_sources;  ///< those whose settings are there
    storage::SqlTrialStore trials;
    storage::SqlAuditLog audit;
    storage::SqlListenerCommentStore listener_comments;
    flow::Studio studio;
    fs::path folder;
    Gauges gauges;
    std::unique_ptr<Office> office;

    Parts(std::unique_ptr<storage::Database> opened, fs::path const& home, Chosen chosen)
        : database(std::move(opened)),
          artists(*database),
          plans(*database),
          contents(*database),
          observations(*database),
          statements(*database),
          codes(*database),
          queue(*database, clock),
          kept_answers(*database),
          shared(chosen.redis, {*database, queue, kept_answers, clock}),
          identity_genres(std::move(chosen.identity)),
          music_tables(std::move(chosen.music)),
          visual_tables(std::move(chosen.visual)),
          assets(std::move(chosen.assets), errands.assets, clock),
          sessions(*database),
          ledger(*database),
          models(std::move(chosen.language_models), errands.writing, sessions, ledger, shared.answers(), clock),
          embedded_writer(std::move(chosen.writer)),
          prompted_writer(*embedded_writer, models.orchestrator(), writing::builtin::Settings{}.pronunciations),
          orders(*database),
          tracks(std::move(chosen.suno), {errands.music, orders, music_tables, clock}, std::move(chosen.soundfont)),
          pictures(std::move(chosen.leonardo), {errands.pictures, orders, clock, home / "work"}),
          footage_ledger(*database),
          footage_memory(*database),
          footage_services(std::move(chosen.footage), {errands.footage, footage_memory, clock}),
          footage({footage_services.all(), footage_ledger, home / "footage", clock}),
          outbox(*database),
          post_results(*database),
          questions(*database),
          social(std::move(chosen.social), outbox, post_results, {errands.posts, clock}),
          ports(std::move(chosen.ports)),
          configuration(std::move(chosen.configuration)),
          deliveries(*database),
          stores(std::move(chosen.stores)),
          routes(configuration, errands.deliveries, clock),
          trends(*database),
          trend_sources(providers::trend_sources::make_sources(chosen.trend_sources, errands.trends)),
          trials(*database),
          audit(*database),
          listener_comments(*database),
          studio{shared.unit(), artists, plans, contents, assets.assets(), observations, statements, codes, shared.queue(), sessions, ledger, prompted_writer, writer(), identity_genres, tracks.maker(),
                 music_tables, visual_tables, pictures.images(), pictures.teasers(), footage, social.outlet(), clock, system_id_bits, chosen.preferences,
                 deliveries, stores, routes, trends, sources(), std::move(chosen.trend_countries),
                 trials, audit, listener_comments, models.names(), models.has_any() ? &models.orchestrator() : nullptr},
          folder(home),
          gauges({storage::WatchedDatabase(*database), queue, tally, shared, clock, home, std::move(chosen.limits)}) {}

    std::vector<troupe::trends::TrendSource*> sources() const {
        std::vector<troupe::trends::TrendSource*> all;
        for (auto const& each : trend_sources) all.push_back(each.get());
        return all;
    }

    /// With a model to ask, the prompted writer; without, the embedded one alone.
    writing::Writer const& writer() const { return models.has_any() ? static_cast<writing::Writer const&>(prompted_writer) : *embedded_writer; }
};

Installation::Installation(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Installation::~Installation() = default;
flow::Studio& Installation::studio() { return parts_->studio; }
catalog::AssetLinks* Installation::links() { return parts_->assets.links(); }
Gauges& Installation::gauges() { return parts_->gauges; }
std::optional<flow::ApprovalAsker::Parts> Installation::approvals() {
    if (parts_->social.chat() == nullptr) return std::nullopt;
    return flow::ApprovalAsker::Parts{parts_->studio, *parts_->social.chat(), parts_->questions, parts_->social.chat_id()};
}

Result<calls::Desk*> Installation::desk() {
    if (!parts_->office) {
        auto receivers = net::AllowedHosts::parse(parts_->configuration.get("TROUPE_WEBHOOK_ALLOW").value_or(""));
        if (!receivers) return within("TROUPE_WEBHOOK_ALLOW", receivers.error());
        OfficeSettings settings{TRY(access::load_pepper(parts_->configuration, parts_->folder)), *std::move(receivers), &parts_->tally};
        parts_->office = std::make_unique<Office>(*parts_->database, std::move(settings), parts_->studio, parts_->folder, parts_->ports);
        parts_->office->desk.shared = &parts_->shared;
    }
    return &parts_->office->desk;
}

Result<std::unique_ptr<Installation>> Installation::open(Configuration const& configuration, fs::path const& home) {
    auto preferences = TRY(preferences_of(configuration, home));
    auto const genre_table = path_setting(configuration, "ARTIST_GENRE_DB_PATH");
    auto identity = TRY(writing::open_genres(genre_table));
    writing::builtin::Settings words;
    words.genre_table = genre_table;
    words.default_language = preferences.language;
    preferences.pronunciations = words.pronunciations;
    auto writer = TRY(writing::builtin::open_writer(words));
    auto language_models = TRY(llm::read_settings(configuration));
    auto suno = TRY(providers::suno::read_settings(configuration));
    auto leonardo = TRY(providers::leonardo::read_settings(configuration));
    preferences.fares = fares_of(suno, leonardo, language_models);
    FootageSettings footage;
    footage.pexels = TRY(providers::pexels::read_settings(configuration));
    footage.pixabay = TRY(providers::pixabay::read_settings(configuration));
    auto social = TRY(read_social_settings(configuration, home));
    auto trend_sources = TRY(providers::trend_sources::read_settings(configuration));
    auto assets = TRY(read_asset_settings(configuration, home));
    auto ports = TRY(ports_of({.language_models = language_models,
                               .has_suno = suno.has_value(),
                               .leonardo = leonardo,
                               .has_pexels = footage.pexels.has_value(),
                               .has_pixabay = footage.pixabay.has_value(),
                               .social = social,
                               .trend_sources = trend_sources,
                               .has_postgres = configuration.get("POSTGRES_HOST").has_value(),
                               .has_redis = configuration.get("REDIS_HOST").has_value(),
                               .has_bucket = assets.bucket.has_value()}));
    auto music = TRY(music::open_tables(path_setting(configuration, "TRACK_GENRE_DB_PATH"), path_setting(configuration, "TRACK_MOOD_DB_PATH"),
                                       path_setting(configuration, "TRACK_TEMPO_DB_PATH")));
    auto visual = TRY(visual::open_tables(configuration));
    auto const soundfont = path_setting(configuration, "TROUPE_SOUNDFONT").value_or(fs::path());
    if (!soundfont.empty()) TRY(music::check_soundfont(soundfont));
    auto redis = TRY(read_redis_settings(configuration));
    TRY(make_folder(home));
    auto database = TRY(open_database(configuration, home));
    auto const yesterday = SystemClock().now() - std::chrono::hours(24);
    for (auto const* folder : {"assets", "cache", "work", "footage"}) storage::clear_leftovers(home / folder, yesterday);
    auto limits = limits_of(language_models, suno, leonardo);
    auto stores = TRY(distribution::open_stores(path_setting(configuration, "TROUPE_STORES_DB_PATH")));
    auto countries = TRY(trend_countries(configuration));
    Chosen chosen{soundfont, std::move(identity), std::move(music), std::move(visual), std::move(writer), std::move(language_models), std::move(suno), std::move(leonardo), std::move(footage), std::move(social), std::move(assets), std::move(ports),
                  std::move(stores), std::move(preferences), configuration, std::move(countries), std::move(trend_sources), std::move(redis), std::move(limits)};
    return std::unique_ptr<Installation>(new Installation(std::make_unique<Parts>(std::move(database), home, std::move(chosen))));
}

}  // namespace troupe::app
