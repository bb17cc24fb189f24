#include "flow/release_package.hpp"

#include <algorithm>

#include "base/files.hpp"
#include "distribution/disclosure.hpp"
#include "distribution/package.hpp"
#include "flow/content_files.hpp"

namespace troupe::flow {
namespace fs = std::filesystem;

Result<distribution::Preflight> pack_release(Studio& studio, distribution::PreflightInput const& input,
                                             fs::path const& folder) {
    auto checks = TRY(distribution::preflight(input));
    TRY(write_file(folder / "preflight.json", json::pretty(checks)));
    TRY(write_file(folder / "provenance.json", distribution::provenance_json(input.release.assets)));
    distribution::PackageRequest package{
        input.release, folder, folder / "ddex", {}, checks, studio.preferences.schemas};
    package.message.sender = input.sender;
    package.message.created = studio.clock.now();
    TRY(distribution::write_package(package));
    return checks;
}

Result<void> keep_release(Studio& studio, catalog::Content& content, distribution::PreflightInput const& input,
                          distribution::Preflight const& checks, MeasuredRelease const& measured,
                          fs::path const& folder, FileRoles const& roles) {
    json::Object details{{"release", json::to_value(input.release)},
                         {"preflight", json::to_value(checks)},
                         {"measured", json::to_value(measured)}};
    if (auto const* before = content.details.if_object())
        if (auto const* links = before->if_contains("links")) details["links"] = *links;
    content.details = std::move(details);
    std::vector<fs::path> files;
    for (auto const& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    content.files.clear();
    for (auto const& file : files) {
        auto const known = roles.find(file.lexically_relative(folder).generic_string());
        TRY(add_file(studio, content, folder, file, known == roles.end() ? "package" : known->second));
    }
    return {};
}

}  // namespace troupe::flow
