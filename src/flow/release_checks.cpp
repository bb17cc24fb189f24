#include "flow/release_checks.hpp"

#include <fmt/format.h>

#include "flow/content_files.hpp"

namespace troupe::flow {

Result<catalog::Content> find_release(Studio& studio, std::string const& id) {
    auto content = TRY(find_content(studio, id));
    if (content.kind != catalog::ContentKind::release)
        return fail(ErrorCode::not_found, fmt::format("{} is a {}, not a release: `troupe content list ARTIST --type release`", id,
                                                      json::enum_name(content.kind)));
    return content;
}

Result<distribution::Preflight> preflight_of(catalog::Content const& release) {
    auto const* details = release.details.if_object();
    auto const* stored = details == nullptr ? nullptr : details->if_contains("preflight");
    if (stored == nullptr) return fail(ErrorCode::internal, fmt::format("release {} has no pre-flight", to_string(release.id)));
    return json::from_value<distribution::Preflight>(*stored, json::Unknown::ignore);
}

}  // namespace troupe::flow
