#include "artist/passport.hpp"

#include <fmt/format.h>

#include "base/hash.hpp"

namespace troupe::artist {
namespace {

PassportVersion summary_of(Version const& version) {
    return {.number = version.number, .at = version.at, .by = version.by, .reason = version.reason, .kind = version.kind,
            .diff = version.diff, .previous_hash = version.previous_hash, .hash = version.hash};
}

Result<void> check_links(Passport const& passport) {
    for (std::size_t i = 0; i < passport.versions.size(); ++i) {
        auto const& version = passport.versions[i];
        auto const expected = i == 0 ? std::string() : passport.versions[i - 1].hash;
        if (version.number != static_cast<int>(i) + 1 || version.previous_hash != expected)
            return fail(ErrorCode::conflict, fmt::format("versions[{}]: does not link to the one before", i));
    }
    return {};
}

}  // namespace

Result<Passport> make_passport(std::span<Document const> history, std::vector<MadeThing> made) {
    if (history.empty()) return fail(ErrorCode::invalid_input, "a passport needs at least one version of the artist");
    TRY(verify_chain(history));
    auto const& current = history.back();
    Passport passport{.id = to_string(current.id), .name = current.name(), .state = current.state, .seed = current.seed,
                      .core_locked = current.core_locked, .core_hash = current.core_hash, .core = current.profile.core,
                      .style = current.profile.style};
    for (auto const& document : history) passport.versions.push_back(summary_of(document.version));
    passport.made = std::move(made);
    passport.made_hash = sha256_hex(json::print(passport.made));
    return passport;
}

Result<void> verify(Passport const& passport) {
    if (passport.core_hash != sha256_hex(json::print(passport.core)))
        return fail(ErrorCode::conflict, "core_hash: is not that of the core");
    if (passport.made_hash != sha256_hex(json::print(passport.made)))
        return fail(ErrorCode::conflict, "made_hash: is not that of what was made");
    return check_links(passport);
}

}  // namespace troupe::artist
