#include "providers/leonardo/impl/desk.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/hash.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "providers/impl/address.hpp"

namespace troupe::providers::leonardo::impl {
namespace {

using Strings = std::vector<std::string>;

constexpr std::size_t most_prompt = 1400;
constexpr std::size_t most_negative = 500;
constexpr std::uint64_t most_seed = 2'147'483'637;  ///< of the models that take the smallest
constexpr std::uint64_t most_file_bytes = 120 * 1024 * 1024;

std::string cut_at_blank(std::string const& words, std::size_t most) {
    auto points = text::decode(words);
    if (points.size() <= most) return words;
    points.resize(most);
    if (auto const blank = points.rfind(U' '); blank != std::u32string::npos && blank > most / 2) points.resize(blank);
    return text::encode(points);
}

/// What the numbers of a look say, for briefs that have no words of their own.
Strings trait_words(visual::Look const& look) {
    struct Trait {
        char const* name;
        char const* low;
        char const* high;
    };
    static constexpr Trait traits[] = {{"darkness", "bright and airy", "dark, lit from one side"},
                                       {"contrast", "soft contrast", "hard contrast"},
                                       {"grain", "clean surfaces", "film grain"},
                                       {"abstraction", "figurative", "abstract"},
                                       {"ornament", "plain", "intricate detail"}};
    Strings words;
    for (auto const& trait : traits) {
        auto const found = look.traits.find(trait.name);
        if (found == look.traits.end() || std::abs(found->second) < 0.25) continue;
        words.emplace_back(found->second < 0 ? trait.low : trait.high);
    }
    return words;
}

std::string own_words(visual::Look const& look) {
    Strings said;
    if (auto const traits = trait_words(look); !traits.empty()) said.push_back(text::capitalised(text::join(traits, ", ")) + ".");
    if (!look.palette.empty()) said.push_back(fmt::format("Colours {}.", text::join(look.palette, ", ")));
    return text::join(said, " ");
}

std::string key_of(Settings const& settings, visual::Look const& look, std::uint64_t seed, json::Value const& body) {
    return sha256_hex(fmt::format("leonardo\n{}\n{}\n{}\n{}", settings.base_url, look.artist, seed, json::print(body)));
}

}  // namespace

PictureWords picture_words(visual::Look const& look, std::uint64_t seed) {
    std::string prompt = "Album cover art without any lettering: one dominant form over half of the picture, real empty space around it.";
    if (!look.motifs.empty()) {
        auto random = Random(seed).stream("leonardo motif");
        prompt += fmt::format(" Shown: {}.", look.motifs[random.below(look.motifs.size())]);
    }
    auto const words = look.prompt.empty() ? own_words(look) : look.prompt;
    if (!words.empty()) prompt += " " + words;
    std::string negative = "text, letters, typography, logo, watermark, signature, frame, border";
    if (!look.negative_prompt.empty()) negative += ", " + look.negative_prompt;
    return {cut_at_blank(prompt, most_prompt), cut_at_blank(negative, most_negative)};
}

Wanted wanted_image(Settings const& settings, visual::Look const& look, std::uint64_t seed, int width_px, int height_px) {
    auto const words = picture_words(look, seed);
    auto const model = model_of(settings.prices, settings.model);
    json::Object body{{"prompt", words.prompt}, {"negative_prompt", words.negative}, {"modelId", settings.model},
                      {"width", width_px},      {"height", height_px},              {"num_images", 1},
                      {"seed", seed % most_seed}, {"alchemy", settings.alchemy},      {"enhancePrompt", false},
                      {"public", false}};
    if (model.contrast) body["contrast"] = *model.contrast;
    json::Value const value(body);
    return {key_of(settings, look, seed, value), "picture", "/generations", value, price_of(model, settings.unit(), width_px, height_px)};
}

Wanted wanted_clip(Settings const& settings, visual::Look const& look, std::uint64_t seed, std::string const& image) {
    auto const words = picture_words(look, seed);
    auto const prompt = cut_at_blank("Slow camera, one continuous movement, nothing flashes. " + words.prompt, most_prompt);
    json::Value const body(json::Object{{"imageId", image},          {"imageType", "GENERATED"},     {"prompt", prompt},
                                        {"negativePrompt", words.negative}, {"model", settings.motion},     {"resolution", "RESOLUTION_720"},
                                        {"frameInterpolation", true}, {"promptEnhance", false},       {"isPublic", false}});
    return {key_of(settings, look, seed, body), "clip", "/generations-image-to-video", body,
            price_of(settings.prices.motions.at(settings.motion), settings.unit())};
}

Pace image_pace(Settings const& settings) { return {settings.poll * 0.6, settings.poll, settings.deadline}; }
Pace clip_pace(Settings const& settings) { return {settings.poll * 3, settings.poll * 3, settings.deadline * 4}; }

Result<providers::impl::Downloaded> fetch(Desk& desk, std::string const& url, std::filesystem::path const& file,
                                          providers::impl::FileKind const& kind, std::stop_token const& stop) {
    providers::impl::DownloadRequest request;
    request.url = url;
    request.file = file;
    request.allows_loopback = providers::impl::is_loopback(desk.settings.base_url);
    request.most_bytes = most_file_bytes;
    request.backoff = desk.settings.backoff;
    request.kind = kind;
    auto loaded = providers::impl::download(request, desk.parts.http, stop);
    if (!loaded && loaded.error().code != ErrorCode::cancelled) return fail(ErrorCode::unavailable, "leonardo: " + loaded.error().message);
    return loaded;
}

visual::Charge charge_of(catalog::Order const& order, std::optional<Price> const& before) {
    visual::Charge charge;
    charge.maker = "leonardo";
    charge.orders = order.sendings;
    charge.unit = order.cost_is_told ? order.cost_unit : before ? before->unit : "";
    charge.after = order.cost_is_told ? order.cost_micros.value_or(0) : 0;
    // An expectation in another unit than what was paid in is no number to compare with.
    if (before && before->unit == charge.unit) charge.before = before->micros;
    return charge;
}

std::string charge_note(std::string const& thing, visual::Charge const& charge, Prices const& prices) {
    auto const times = charge.orders == 1 ? std::string("once") : fmt::format("{} times", charge.orders);
    auto const words = [&](std::int64_t micros) { return words_of(Price{micros, charge.unit}); };
    auto const expected = charge.before > 0 ? fmt::format("expected were {}, by prices of {}", words(charge.before), prices.dated)
                                            : std::string("nobody knew before what it costs");
    if (charge.after > 0) return fmt::format("{} ordered {} at leonardo for {} each; {}", thing, times, words(charge.after), expected);
    return fmt::format("{} ordered {} at leonardo, which does not say what it cost; {}", thing, times, expected);
}

}  // namespace troupe::providers::leonardo::impl
