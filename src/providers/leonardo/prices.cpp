#include "providers/leonardo/prices.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/files.hpp"
#include "base/json.hpp"
#include "providers_embedded/embedded.hpp"

namespace troupe::providers::leonardo {
namespace {

constexpr double one_image_px = 1024 * 1024;

Result<Prices> built_in() {
    for (auto const& file : providers::impl::embedded_files())
        if (file.name == "providers/leonardo/prices.json") return json::parse<Prices>(file.content);
    return fail(ErrorCode::internal, "data/providers/leonardo/prices.json was not built in");
}

bool is_price(std::optional<double> const& value) { return !value || (*value >= 0 && *value <= 100'000); }

Result<void> check(Prices const& prices) {
    auto const wrong = [](std::string const& where, std::string const& what) {
        return fail(ErrorCode::invalid_input, where + ": " + what);
    };
    for (auto const& [id, model] : prices.models) {
        if (!is_price(model.dollars) || !is_price(model.credits)) return wrong("models." + id, "a price is from 0 to 100000");
        if (model.contrast && !(*model.contrast >= 1 && *model.contrast <= 4.5)) return wrong("models." + id + ".contrast", "expected 1 to 4.5");
    }
    for (auto const& [id, model] : prices.motions) {
        if (!is_price(model.dollars) || !is_price(model.credits)) return wrong("motions." + id, "a price is from 0 to 100000");
        if (!(model.seconds >= 1 && model.seconds <= 60)) return wrong("motions." + id + ".seconds", "expected 1 to 60");
    }
    return {};
}

std::optional<providers::impl::Price> price(std::optional<double> const& amount, std::string const& unit, double times) {
    if (!amount) return std::nullopt;
    return providers::impl::Price{static_cast<std::int64_t>(std::ceil(*amount * times * 1e6 - 1e-6)), unit};
}

}  // namespace

Result<Prices> load_prices(std::optional<std::filesystem::path> const& file) {
    auto prices = TRY(built_in());
    if (file) {
        auto own = json::parse<Prices>(TRY(read_file(*file, 1 << 20)));
        if (!own) return within(file->string(), own.error());
        for (auto& [id, model] : own->models) prices.models[id] = std::move(model);
        for (auto& [id, model] : own->motions) prices.motions[id] = std::move(model);
        if (!own->dated.empty()) prices.dated = own->dated;
        if (!own->source.empty()) prices.source = own->source;
    }
    if (auto const checked = check(prices); !checked)
        return within(file ? file->string() : "data/providers/leonardo/prices.json", checked.error());
    return prices;
}

ImageModel model_of(Prices const& prices, std::string const& id) {
    auto found = prices.models.find(id);
    if (found == prices.models.end()) found = prices.models.find("*");
    auto model = found == prices.models.end() ? ImageModel{} : found->second;
    if (model.name.empty()) model.name = "model " + id;
    return model;
}

std::optional<providers::impl::Price> price_of(ImageModel const& model, std::string const& unit, int width_px, int height_px) {
    auto const images = std::max(1.0, static_cast<double>(width_px) * height_px / one_image_px);
    return price(unit == "credits" ? model.credits : model.dollars, unit, images);
}

std::optional<providers::impl::Price> price_of(MotionModel const& model, std::string const& unit) {
    return price(unit == "credits" ? model.credits : model.dollars, unit, 1);
}

}  // namespace troupe::providers::leonardo
