#pragma once

#include <boost/describe.hpp>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "providers/impl/order_desk.hpp"

/// What Leonardo is expected to ask, and what its models need: dated data (data/providers/leonardo/prices.json).
namespace troupe::providers::leonardo {

struct ImageModel {
    std::string name;                ///< for people; empty: its id
    std::optional<double> contrast;  ///< sent where the model needs one: 1 to 4.5
    std::optional<double> dollars;   ///< of one image of up to a million pixels; nothing: not known
    std::optional<double> credits;
};
BOOST_DESCRIBE_STRUCT(ImageModel, (), (name, contrast, dollars, credits))

struct MotionModel {
    std::string name;
    double seconds = 5;  ///< of a clip
    std::optional<double> dollars;
    std::optional<double> credits;
};
BOOST_DESCRIBE_STRUCT(MotionModel, (), (name, seconds, dollars, credits))

struct Prices {
    std::string dated;  ///< "2026-11-22"
    std::string source;
    std::map<std::string, ImageModel> models;    ///< by id; "*" for every other one
    std::map<std::string, MotionModel> motions;  ///< by the service's word
};
BOOST_DESCRIBE_STRUCT(Prices, (), (dated, source, models, motions))

/// The built-in ones, with the rows of `file` over them. Errors: not_found, invalid_input naming the file and the path in it.
[[nodiscard]] Result<Prices> load_prices(std::optional<std::filesystem::path> const& file = std::nullopt);

[[nodiscard]] ImageModel model_of(Prices const& prices, std::string const& id);

/// Expected price in that unit ("USD" or "credits"), rounded up; nothing: not known.
[[nodiscard]] std::optional<providers::impl::Price> price_of(ImageModel const& model, std::string const& unit, int width_px, int height_px);
[[nodiscard]] std::optional<providers::impl::Price> price_of(MotionModel const& model, std::string const& unit);

}  // namespace troupe::providers::leonardo
