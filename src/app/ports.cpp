#include "app/ports.hpp"

#include <algorithm>
#include <string_view>

#include "providers/trend_sources/source_table.hpp"

namespace troupe::app {
namespace {

using calls::Maker;
using calls::Port;

Maker embedded(std::string name) { return {"embedded", std::move(name), true, true, ""}; }

Maker service(std::string id, std::string name, bool is_configured, std::string needs) {
    return {std::move(id), std::move(name), false, is_configured, is_configured ? "" : std::move(needs)};
}

/// Models in their order, then the kinds of which there is none, then the embedded writer.
Port writing(llm::Settings const& settings) {
    struct Kind {
        std::string_view id, name, needs;
    };
    constexpr Kind kinds[] = {{"openai", "OpenAI", "OPENAI_API_KEY"},
                              {"anthropic", "Anthropic", "ANTHROPIC_API_KEY"},
                              {"local", "A server of one's own", "TROUPE_LLM_MODELS, TROUPE_LLM_URL"}};
    Port port{"writing", false, {}};
    for (auto const& model : settings.models) port.makers.push_back(service(model.name, model.name, true, ""));
    auto const is_asked = [&](std::string_view kind) {
        return std::any_of(settings.models.begin(), settings.models.end(),
                           [&](auto const& model) { return std::string_view(model.provider).starts_with(kind); });
    };
    for (auto const& kind : kinds)
        if (!is_asked(kind.id))
            port.makers.push_back(
                service(std::string(kind.id), std::string(kind.name), false, std::string(kind.needs)));
    port.makers.push_back(embedded("The embedded writer"));
    return port;
}

Port pictures(std::optional<providers::leonardo::Settings> const& leonardo) {
    return {
        "pictures",
        false,
        {service("leonardo", "Leonardo", leonardo.has_value(), "LEONARDO_API_KEY"), embedded("The embedded renderer")}};
}

Port teasers(std::optional<providers::leonardo::Settings> const& leonardo) {
    auto const moves = leonardo && !leonardo->motion.empty();
    return {"teasers",
            false,
            {service("leonardo", "Moving scenes by Leonardo", moves, "LEONARDO_API_KEY, TROUPE_LEONARDO_MOTION"),
             embedded("The embedded renderer")}};
}

Port footage(ProviderSettings const& settings) {
    return {"footage",
            true,
            {service("pexels", "Pexels", settings.has_pexels, "PEXELS_KEY"),
             service("pixabay", "Pixabay", settings.has_pixabay, "PIXABAY_KEY"), embedded("The artist's own worlds")}};
}

Port posts(SocialSettings const& social) {
    return {"posts",
            true,
            {service("mastodon", "Mastodon", social.mastodon.has_value(), "MASTODON_TOKEN, TROUPE_MASTODON_URL"),
             service("bluesky", "Bluesky", social.bluesky.has_value(), "BLUESKY_APP_PASSWORD, TROUPE_BLUESKY_HANDLE"),
             service("youtube", "YouTube", social.youtube.has_value(),
                     "YOUTUBE_REFRESH_TOKEN, YOUTUBE_CLIENT_ID, YOUTUBE_CLIENT_SECRET"),
             service("telegram", "Telegram", social.telegram && !social.telegram->channel.empty(),
                     "TROUPE_TELEGRAM_TOKEN, TROUPE_TELEGRAM_CHANNEL"),
             service("webhook", "A program of one's own", social.webhook.has_value(), "TROUPE_SOCIAL_WEBHOOK_URL"),
             embedded("The outbox folder, for a person to post from")}};
}

Port decisions(SocialSettings const& social) {
    auto const asks = social.telegram && !social.telegram->chat.empty();
    return {"decisions",
            true,
            {service("telegram", "A Telegram chat", asks,
                     "TROUPE_TELEGRAM_TOKEN, TROUPE_TELEGRAM_CHAT, TROUPE_TELEGRAM_USERS"),
             embedded("This page and the command line")}};
}

Port records(bool has_postgres) {
    return {"records",
            false,
            {service("postgres", "PostgreSQL", has_postgres, "POSTGRES_HOST, POSTGRES_PASSWORD"), embedded("A file of this machine")}};
}

Port carrying(bool has_redis) {
    return {"jobs", false, {service("redis", "Redis", has_redis, "REDIS_HOST"), embedded("The database, which is asked again and again")}};
}

Port files(bool has_bucket) {
    return {"assets",
            false,
            {service("s3", "A bucket", has_bucket, "S3_BUCKET_NAME, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY"),
             embedded("A folder of this machine")}};
}

Result<Port> trends(providers::trend_sources::Settings const& settings) {
    Port port{"trends", true, {}};
    for (auto const& [id, row] : TRY(providers::trend_sources::load_sources()))
        port.makers.push_back(service(id, row.name, settings.sources.contains(id),
                                      row.key_setting.empty() ? "TROUPE_TREND_SOURCES" : row.key_setting));
    port.makers.push_back(embedded("Files that are imported"));
    return port;
}

}  // namespace

Result<std::vector<Port>> ports_of(ProviderSettings const& settings) {
    std::vector<Port> ports{
        writing(settings.language_models),
        {"music",
         false,
         {service("suno", "Suno", settings.has_suno, "SUNO_API_KEY"), embedded("The embedded composer")}},
        pictures(settings.leonardo),
        teasers(settings.leonardo),
        footage(settings),
        posts(settings.social),
        decisions(settings.social)};
    ports.push_back(TRY(trends(settings.trend_sources)));
    ports.push_back(records(settings.has_postgres));
    ports.push_back(carrying(settings.has_redis));
    ports.push_back(files(settings.has_bucket));
    return ports;
}

}  // namespace troupe::app
