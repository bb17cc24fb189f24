#include "cli/settings.hpp"

#include <filesystem>
#include <string_view>

namespace troupe::cli {
namespace {

enum class Kind { text, secret, number, file };

struct Known {
    std::string_view name;
    Kind kind;
    std::string_view fallback;
    int low = 0;
    int high = 0;
};

constexpr Known known[] = {
    {"TROUPE_HOME", Kind::text, "troupe in the user's data folder"},
    {"TROUPE_LOG", Kind::text, "file: troupe.log in TROUPE_HOME"},
    {"TROUPE_METRICS_PORT", Kind::number, "none: `troupe work` listens nowhere", 1, 65535},
    {"TROUPE_METRICS_ADDRESS", Kind::text, "127.0.0.1"},
    {"TROUPE_WORKERS", Kind::number, "number of cores", 1, 64},
    {"TROUPE_LABEL", Kind::text, "the artist's name"},
    {"TROUPE_LEGAL_NAME", Kind::text, "none: live deliveries ask who wrote each song"},
    {"TROUPE_DPID", Kind::text, "none: live messages need it"},
    {"TROUPE_STORES_DB_PATH", Kind::file, "built in"},
    {"TROUPE_FORMS_DB_PATH", Kind::file, "built in"},
    {"TROUPE_PLANNING_DB_PATH", Kind::file, "built in"},
    {"TROUPE_STORE_ANSWERS_MINUTES", Kind::number, "10: how often a server reads what stores answered; 0: never", 0, 1440},
    {"TROUPE_SFTP_KNOWN_HOSTS", Kind::file, "~/.ssh/known_hosts"},
    {"TROUPE_SFTP_KEY_FILE", Kind::file, "none"},
    {"TROUPE_SFTP_KEY_PASSPHRASE", Kind::secret, "none"},
    {"TROUPE_SFTP_PASSWORD", Kind::secret, "none"},
    {"TROUPE_REPORT_FORMATS", Kind::text, "none"},
    {"TROUPE_TREND_SOURCES", Kind::text, "none: nobody is asked what is listened to"},
    {"TROUPE_TREND_CONTACT", Kind::text, "none: Wikimedia demands it"},
    {"TROUPE_TREND_ARTISTS", Kind::text, "none are followed by name"},
    {"TROUPE_TREND_GENRES", Kind::text, "none are followed by name"},
    {"TROUPE_TREND_WIKIPEDIA", Kind::text, "en"},
    {"TROUPE_DEEZER_COUNTRY", Kind::text, "ZZ: Deezer's chart is kept as that of the world"},
    {"LASTFM_API_KEY", Kind::secret, "none: Last.fm is not asked"},
    {"YOUTUBE_API_KEY", Kind::secret, "none: YouTube's charts are not asked for"},
    {"TROUPE_APPLE_CHARTS_URL", Kind::text, "https://rss.applemarketingtools.com"},
    {"TROUPE_DEEZER_URL", Kind::text, "https://api.deezer.com"},
    {"TROUPE_LISTENBRAINZ_URL", Kind::text, "https://api.listenbrainz.org"},
    {"TROUPE_WIKIMEDIA_URL", Kind::text, "https://wikimedia.org"},
    {"TROUPE_LASTFM_URL", Kind::text, "https://ws.audioscrobbler.com"},
    {"TROUPE_YOUTUBE_CHARTS_URL", Kind::text, "https://www.googleapis.com"},
    {"TROUPE_TREND_COUNTRIES", Kind::text, "each source's own choice"},
    {"DDEX_XSD_DIR", Kind::file, "messages are checked by our own rules alone"},
    {"TROUPE_AI_POLICY_PATH", Kind::file, "what the embedded engines make counts as AI"},
    {"DEFAULT_CALENDAR_LENGTH", Kind::number, "30", 1, 3650},
    {"DEFAULT_LANG", Kind::text, "en"},
    {"ARTIST_GENRE_DB_PATH", Kind::file, "built in"},
    {"ARTIST_VISUAL_DB_PATH", Kind::file, "built in"},
    {"TRACK_GENRE_DB_PATH", Kind::file, "built in"},
    {"TRACK_MOOD_DB_PATH", Kind::file, "built in"},
    {"TRACK_TEMPO_DB_PATH", Kind::file, "built in"},
    {"VIDEO_STYLE_DB_PATH", Kind::file, "built in"},
    {"VIDEO_FOOTAGE_DB_PATH", Kind::file, "built in"},
    {"VIDEO_EFFECTS_DB_PATH", Kind::file, "built in"},
    {"VIDEO_TRENDS_DB_PATH", Kind::file, "built in"},
    {"PEXELS_KEY", Kind::secret, "none: teasers show the artist's own worlds"},
    {"PIXABAY_KEY", Kind::secret, "none: teasers show the artist's own worlds"},
    {"TROUPE_PEXELS_BASE_URL", Kind::text, "https://api.pexels.com"},
    {"TROUPE_PIXABAY_BASE_URL", Kind::text, "https://pixabay.com"},
    {"OPENAI_API_KEY", Kind::secret, "none: OpenAI is not asked"},
    {"ANTHROPIC_API_KEY", Kind::secret, "none: Anthropic is not asked"},
    {"TROUPE_LLM_KEY", Kind::secret, "none: a server of one's own is asked without"},
    {"TROUPE_LLM_URL", Kind::text, "none: no model of one's own"},
    {"TROUPE_LLM_MODELS", Kind::text, "one for each key that is set; without any the embedded writer writes"},
    {"TROUPE_LLM_ASSIGN", Kind::text, "each task asks the models in their order"},
    {"TROUPE_LLM_PRICES", Kind::file, "built in"},
    {"TROUPE_LLM_DAY_CAP", Kind::text, "5.00: dollars a day"},
    {"TROUPE_LLM_ARTIST_CAP", Kind::text, "2.00: dollars an artist and day"},
    {"TROUPE_LLM_TASK_CAP", Kind::text, "0.50: dollars a session"},
    {"TROUPE_OPENAI_URL", Kind::text, "https://api.openai.com/v1"},
    {"TROUPE_ANTHROPIC_URL", Kind::text, "https://api.anthropic.com"},
    {"TROUPE_SOUNDFONT", Kind::file, "none: the synthesiser plays every part"},
    {"SUNO_API_KEY", Kind::secret, "none: the embedded composer makes the songs"},
    {"TROUPE_SUNO_DIALECT", Kind::text, "sunoapi"},
    {"TROUPE_SUNO_DIALECT_PATH", Kind::file, "built in"},
    {"TROUPE_SUNO_BASE_URL", Kind::text, "where the dialect says"},
    {"TROUPE_SUNO_MODEL", Kind::text, "the dialect's"},
    {"TROUPE_SUNO_CALLBACK_URL", Kind::text, "none: songs are looked after by asking"},
    {"TROUPE_SUNO_POLL_SECONDS", Kind::text, "15"},
    {"TROUPE_SUNO_DEADLINE_SECONDS", Kind::text, "900"},
    {"TROUPE_SUNO_AUTO_RESUBMIT", Kind::number, "0: what may have been paid is not sent again", 0, 1},
    {"TROUPE_SUNO_MAX_SONGS_PER_MONTH", Kind::number, "0: any number", 0, 1'000'000},
    {"LEONARDO_API_KEY", Kind::secret, "none: the embedded renderer paints"},
    {"TROUPE_LEONARDO_MODEL", Kind::text, "Phoenix 1.0"},
    {"TROUPE_LEONARDO_WIDTH", Kind::number, "1024", 512, 1536},
    {"TROUPE_LEONARDO_HEIGHT", Kind::number, "1024", 512, 1536},
    {"TROUPE_LEONARDO_ALCHEMY", Kind::number, "1: the better and dearer way", 0, 1},
    {"TROUPE_LEONARDO_MOTION", Kind::text, "none: teasers show the artist's own worlds"},
    {"TROUPE_LEONARDO_MAX_DOLLARS_PER_MONTH", Kind::text, "no limit"},
    {"TROUPE_LEONARDO_MAX_CREDITS_PER_MONTH", Kind::text, "no limit"},
    {"TROUPE_LEONARDO_PRICES_PATH", Kind::file, "built in"},
    {"TROUPE_LEONARDO_WEBHOOK_KEY", Kind::secret, "none: pictures are looked after by asking"},
    {"TROUPE_LEONARDO_POLL_SECONDS", Kind::text, "5"},
    {"TROUPE_LEONARDO_DEADLINE_SECONDS", Kind::text, "300"},
    {"TROUPE_LEONARDO_AUTO_RESUBMIT", Kind::number, "0: what may have been paid is not sent again", 0, 1},
    {"TROUPE_LEONARDO_BASE_URL", Kind::text, "https://cloud.leonardo.ai/api/rest/v1"},
    {"MASTODON_TOKEN", Kind::secret, "none: posts go to the outbox folder"},
    {"TROUPE_MASTODON_URL", Kind::text, "none"},
    {"TROUPE_MASTODON_VISIBILITY", Kind::text, "public"},
    {"BLUESKY_APP_PASSWORD", Kind::secret, "none: posts go to the outbox folder"},
    {"TROUPE_BLUESKY_HANDLE", Kind::text, "none"},
    {"TROUPE_BLUESKY_URL", Kind::text, "https://bsky.social"},
    {"YOUTUBE_REFRESH_TOKEN", Kind::secret, "none: posts go to the outbox folder"},
    {"YOUTUBE_CLIENT_ID", Kind::secret, "none"},
    {"YOUTUBE_CLIENT_SECRET", Kind::secret, "none"},
    {"TROUPE_YOUTUBE_PRIVACY", Kind::text, "private: a person makes it public there"},
    {"TROUPE_YOUTUBE_URL", Kind::text, "https://www.googleapis.com"},
    {"TROUPE_YOUTUBE_TOKEN_URL", Kind::text, "https://oauth2.googleapis.com"},
    {"TROUPE_TELEGRAM_TOKEN", Kind::secret, "none: posts go to the outbox folder, and nobody is asked by messenger"},
    {"TROUPE_TELEGRAM_CHANNEL", Kind::text, "none: the bot posts nothing"},
    {"TROUPE_TELEGRAM_CHAT", Kind::text, "none: nobody is asked by messenger"},
    {"TROUPE_TELEGRAM_USERS", Kind::text, "none"},
    {"TROUPE_TELEGRAM_URL", Kind::text, "https://api.telegram.org"},
    {"TROUPE_SOCIAL_WEBHOOK_URL", Kind::text, "none: posts go to the outbox folder"},
    {"TROUPE_SOCIAL_WEBHOOK_SECRET", Kind::secret, "none"},
    {"TROUPE_SOCIAL_OUTBOX", Kind::text, "outbox in TROUPE_HOME"},
    {"TROUPE_SOCIAL_LINK_BASE", Kind::text, "none: posts name no link page"},
    {"TROUPE_REQUIRE_KEYS", Kind::number, "0: this machine needs no key", 0, 1},
    {"TROUPE_KEY_PEPPER", Kind::secret, "the file key-pepper of TROUPE_HOME"},
    {"TROUPE_CORS_ORIGINS", Kind::text, "none: pages of other addresses may not ask"},
    {"TROUPE_WEBHOOK_ALLOW", Kind::text, "none: webhooks reach public addresses alone"},
    {"POSTGRES_HOST", Kind::text, "none: the database is a file of TROUPE_HOME"},
    {"POSTGRES_PORT", Kind::number, "5432", 1, 65535},
    {"POSTGRES_DB", Kind::text, "ai_artist_system"},
    {"POSTGRES_USER", Kind::text, "postgres"},
    {"POSTGRES_PASSWORD", Kind::secret, "none"},
    {"TROUPE_POSTGRES_SCHEMA", Kind::text, "public"},
    {"TROUPE_POSTGRES_SSLMODE", Kind::text, "prefer"},
    {"TROUPE_POSTGRES_SSLROOTCERT", Kind::file, "the system's"},
    {"TROUPE_POSTGRES_CONNECTIONS", Kind::number, "16: at most, of one process", 1, 500},
    {"TROUPE_POSTGRES_TIMEOUT", Kind::number, "30: seconds that a statement may take", 1, 3600},
    {"REDIS_HOST", Kind::text, "none: the database carries the jobs, and each process counts for itself"},
    {"REDIS_PORT", Kind::number, "6379", 1, 65535},
    {"REDIS_PASSWORD", Kind::secret, "none"},
    {"TROUPE_REDIS_DB", Kind::number, "0", 0, 9999},
    {"TROUPE_REDIS_PREFIX", Kind::text, "troupe: what every key begins with"},
    {"TROUPE_REDIS_TLS", Kind::number, "0: plain text", 0, 1},
    {"TROUPE_REDIS_CA", Kind::file, "the system's"},
    {"TROUPE_REDIS_TIMEOUT_MS", Kind::number, "2000: milliseconds that an answer may take", 50, 60'000},
    {"S3_BUCKET_NAME", Kind::text, "none: assets are files of TROUPE_HOME"},
    {"AWS_ACCESS_KEY_ID", Kind::secret, "none"},
    {"AWS_SECRET_ACCESS_KEY", Kind::secret, "none"},
    {"AWS_SESSION_TOKEN", Kind::secret, "none: the keys are lasting ones"},
    {"AWS_REGION", Kind::text, "us-west-2"},
    {"AWS_ENDPOINT_URL_S3", Kind::text, "Amazon's own"},
    {"TROUPE_S3_STYLE", Kind::text, "path with an endpoint, else virtual"},
    {"TROUPE_S3_PREFIX", Kind::text, "none"},
    {"TROUPE_S3_CACHE_MB", Kind::number, "2048: of local copies", 16, 10'000'000},
    {"TROUPE_S3_LINKS", Kind::number, "0: files are streamed by the server; 1: it links to the bucket", 0, 1},
};

std::string problem_of(Known const& setting, Configuration const& configuration) {
    std::string const name(setting.name);
    if (setting.kind == Kind::number) {
        auto const number = configuration.integer(name, 0, setting.low, setting.high);
        if (!number) return number.error().message;
    }
    if (setting.kind == Kind::secret) {
        auto const secret = configuration.secret(name);
        if (!secret) return secret.error().message;
    }
    auto const value = configuration.get(name);
    if (setting.kind == Kind::file && value && !std::filesystem::exists(*value)) return "there is no such file";
    return {};
}

}  // namespace

std::vector<Setting> read_settings(Shell const& shell) {
    std::vector<Setting> settings;
    for (auto const& each : known) {
        Setting setting{std::string(each.name), std::string(each.fallback), "default", problem_of(each, shell.configuration)};
        if (auto const entry = shell.configuration.entry(each.name)) {
            setting.shown = each.kind == Kind::secret ? "set" : entry->value;
            setting.source = entry->source;
        }
        if (setting.name == "TROUPE_HOME") setting.shown = shell.home.string();
        settings.push_back(std::move(setting));
    }
    return settings;
}

}  // namespace troupe::cli
