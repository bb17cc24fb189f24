#include "llm/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/files.hpp"
#include "base/text.hpp"
#include "llm_embedded/embedded.hpp"

namespace troupe::llm {
namespace {

struct PriceRow {
    double input = 0;
    double output = 0;
};
BOOST_DESCRIBE_STRUCT(PriceRow, (), (input, output))

struct PriceFile {
    std::string as_of, source;
    std::map<std::string, PriceRow> models;
};
BOOST_DESCRIBE_STRUCT(PriceFile, (), (as_of, source, models))

std::int64_t micros(double amount) { return std::llround(amount * 1e6); }

struct Provider {
    std::string_view name;
    char const* key;
    char const* url;
    std::string_view default_url;
    std::string_view default_model;  ///< when a key alone is given
};
constexpr Provider providers[] = {
    {"openai", "OPENAI_API_KEY", "TROUPE_OPENAI_URL", "https://api.openai.com/v1", "gpt-5-mini"},
    {"openai-responses", "OPENAI_API_KEY", "TROUPE_OPENAI_URL", "https://api.openai.com/v1", ""},
    {"anthropic", "ANTHROPIC_API_KEY", "TROUPE_ANTHROPIC_URL", "https://api.anthropic.com", "claude-haiku-4-5"},
    {"local", "TROUPE_LLM_KEY", "TROUPE_LLM_URL", "", ""},
};

std::vector<std::string> listed(std::string const& text) {
    std::vector<std::string> out;
    for (auto const& part : text::split(text, ','))
        if (auto const trimmed = text::trim(part); !trimmed.empty()) out.emplace_back(trimmed);
    return out;
}

/// Plain HTTP to a host that is neither this machine nor in a private network (RFC 1918), by the look of the address.
bool is_readable_by_others(std::string const& url) {
    constexpr std::string_view scheme = "http://";
    if (!text::lower(url).starts_with(scheme)) return false;
    auto const host = url.substr(scheme.size(), url.find_first_of(":/", scheme.size()) - scheme.size());
    bool const is_number = host.find_first_not_of("0123456789.") == std::string::npos;  // 127.example.com is a name of the internet
    for (std::string_view near : {"127.", "10.", "192.168.", "172.16.", "172.17.", "172.18.", "172.19.", "172.2", "172.30.", "172.31."})
        if (is_number && host.starts_with(near)) return false;
    if (host == "localhost" || host.starts_with("[::1]") || host.starts_with("[f")) return false;
    return host.find('.') != std::string::npos && !host.ends_with(".local") && !host.ends_with(".internal");
}

bool is_address(std::string const& url) {
    auto const lowered = text::lower(url);
    auto const scheme = lowered.starts_with("http://") ? 7U : lowered.starts_with("https://") ? 8U : 0U;
    bool const has_host = scheme > 0 && url.size() > scheme && std::string_view("/?#@:").find(url[scheme]) == std::string_view::npos;
    return has_host && std::all_of(url.begin(), url.end(), [](char c) { return c > ' ' && c < 127; });
}

Result<ModelSetting> model_setting(Configuration const& configuration, PriceTable const& prices, std::string const& name) {
    auto const slash = name.find('/');
    auto const provider = std::find_if(std::begin(providers), std::end(providers), [&](auto const& each) { return each.name == name.substr(0, slash); });
    bool const is_plain = std::all_of(name.begin(), name.end(), [](char c) { return c > ' ' && c < 127; });
    if (!is_plain || slash == std::string::npos || slash + 1 == name.size() || provider == std::end(providers))
        return fail(ErrorCode::invalid_input, fmt::format("TROUPE_LLM_MODELS: \"{}\" is no model; write provider/model, the provider being openai, openai-responses, "
                                                          "anthropic or local", text::excerpt(name)));
    ModelSetting setting{.name = name, .provider = name.substr(0, slash), .model = name.substr(slash + 1), .base_url = "", .api_key = ""};
    setting.base_url = configuration.get(provider->url).value_or(std::string(provider->default_url));
    setting.api_key = TRY(configuration.secret(provider->key)).value_or("");
    bool const is_local = provider->name == "local";
    if (is_local && setting.base_url.empty())
        return fail(ErrorCode::invalid_input, fmt::format("TROUPE_LLM_URL: is not set, and {} needs it: the address of the server, as http://localhost:11434/v1", name));
    if (!is_address(setting.base_url))
        return fail(ErrorCode::invalid_input, fmt::format("{}: is no address of a server; write it like https://api.example.com/v1", provider->url));
    if (!is_local && setting.api_key.empty()) return fail(ErrorCode::invalid_input, fmt::format("{}: is not set, and {} of TROUPE_LLM_MODELS needs it", provider->key, name));
    if (!setting.api_key.empty() && is_readable_by_others(setting.base_url))
        return fail(ErrorCode::invalid_input, fmt::format("{}: a key would go over the network unencrypted; write https://", provider->url));
    setting.price = is_local ? Price{0, 0, "local"} : prices.of(setting.model);
    return setting;
}

/// The models named, or one for each key that is there.
Result<std::vector<std::string>> names_of(Configuration const& configuration) {
    if (auto const list = configuration.get("TROUPE_LLM_MODELS")) return listed(*list);
    if (configuration.get("TROUPE_LLM_URL"))
        return fail(ErrorCode::invalid_input, "TROUPE_LLM_MODELS: is not set: name the model of TROUPE_LLM_URL, as local/llama3.2");
    std::vector<std::string> names;
    for (auto const& provider : providers)
        if (!provider.default_model.empty() && TRY(configuration.secret(provider.key))) names.push_back(fmt::format("{}/{}", provider.name, provider.default_model));
    return names;
}

Result<Assignments> assignments_of(Configuration const& configuration, std::vector<ModelSetting> const& models) {
    Assignments assignments;
    for (auto const& part : listed(configuration.get("TROUPE_LLM_ASSIGN").value_or(""))) {
        auto const equals = part.find('=');
        auto const model = equals == std::string::npos ? std::string() : part.substr(equals + 1);
        if (std::none_of(models.begin(), models.end(), [&](auto const& each) { return each.name == model; }))
            return fail(ErrorCode::invalid_input, fmt::format("TROUPE_LLM_ASSIGN: \"{}\" names no model of TROUPE_LLM_MODELS; write task=provider/model", text::excerpt(part)));
        assignments[part.substr(0, equals)] = model;
    }
    return assignments;
}

Result<std::int64_t> cap_of(Configuration const& configuration, char const* name, std::int64_t fallback) {
    auto const text = configuration.get(name);
    if (!text) return fallback;
    double amount = 0;
    auto const [end, error] = std::from_chars(text->data(), text->data() + text->size(), amount);
    if (error != std::errc{} || end != text->data() + text->size() || !(amount >= 0 && amount <= 1e6))
        return fail(ErrorCode::invalid_input, fmt::format("{}: expected an amount from 0 to 1000000, as 5.00", name));
    return micros(amount);
}

Result<PriceFile> read_prices(std::string_view text, std::string const& name) {
    auto file = json::parse<PriceFile>(text);
    if (!file) return within(name, file.error());
    for (auto const& [model, row] : file->models)
        if (row.input < 0 || row.output < 0) return fail(ErrorCode::invalid_input, fmt::format("{}: models.{}: a price is never below 0", name, model));
    return file;
}

}  // namespace

Result<PriceTable> PriceTable::load(std::optional<std::filesystem::path> const& file) {
    std::vector<PriceFile> files;
    for (auto const& embedded : impl::embedded_files())
        if (embedded.name == "llm/prices.json") files.push_back(TRY(read_prices(embedded.content, "prices.json")));
    if (file) files.push_back(TRY(read_prices(TRY(read_file(*file)), file->string())));
    PriceTable table;
    for (auto const& each : files)
        for (auto const& [model, row] : each.models) table.prices_[model] = {micros(row.input), micros(row.output), each.as_of};
    return table;
}

Price PriceTable::of(std::string const& model) const {
    auto const is_version_of = [&](std::string const& known) {
        return model == known || (model.starts_with(known + "-20") && model.find_first_not_of("0123456789-", known.size()) == std::string::npos);
    };
    for (auto const& [known, price] : prices_)
        if (is_version_of(known)) return price;
    return cautious_price;
}

Result<Settings> read_settings(Configuration const& configuration) {
    Settings settings;
    auto const file = configuration.get("TROUPE_LLM_PRICES");
    auto const prices = TRY(PriceTable::load(file ? std::optional<std::filesystem::path>(*file) : std::nullopt));
    for (auto const& name : TRY(names_of(configuration))) settings.models.push_back(TRY(model_setting(configuration, prices, name)));
    settings.assignments = TRY(assignments_of(configuration, settings.models));
    settings.caps.day_micros = TRY(cap_of(configuration, "TROUPE_LLM_DAY_CAP", settings.caps.day_micros));
    settings.caps.artist_micros = TRY(cap_of(configuration, "TROUPE_LLM_ARTIST_CAP", settings.caps.artist_micros));
    settings.caps.task_micros = TRY(cap_of(configuration, "TROUPE_LLM_TASK_CAP", settings.caps.task_micros));
    for (auto const* name : {"OPENAI_API_KEY", "ANTHROPIC_API_KEY", "TROUPE_LLM_KEY", "SUNO_API_KEY", "LEONARDO_API_KEY", "PEXELS_KEY", "PIXABAY_KEY",
                             "POSTGRES_PASSWORD", "REDIS_PASSWORD", "AWS_SECRET_ACCESS_KEY"})
        if (auto const value = configuration.get(name)) settings.secrets.push_back(*value);
    return settings;
}

}  // namespace troupe::llm
