#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "base/result.hpp"

namespace troupe::catalog {

/// An asset as somebody outside is to have it.
struct AssetLink {
    std::string sha256;
    std::string media_type;   ///< that it is to be given out as
    std::string disposition;  ///< Content-Disposition to give it out with; empty: none
    std::chrono::seconds lifetime{600};
};

/// Port: addresses of assets where they live, for whoever is to read them there and not through us; who works with
/// assets needs `Assets` alone. Adapter: storage (a bucket). Calls may be made from any thread.
class AssetLinks {
public:
    virtual ~AssetLinks() = default;

    /// An address that gives the asset to whoever has it, for that time, without a word to us. Does not ask whether it
    /// is there. Error: invalid_input (no hash).
    virtual Result<std::string> link_to(AssetLink const& wishes) = 0;
    /// Scheme, host and port of all of them: "https://label-assets.s3.eu-west-1.amazonaws.com".
    [[nodiscard]] virtual std::string origin() const = 0;
};

}  // namespace troupe::catalog
