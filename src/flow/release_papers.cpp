#include "flow/release_papers.hpp"

#include <algorithm>

#include "base/files.hpp"
#include "distribution/disclosure.hpp"
#include "distribution/package.hpp"
#include "flow/content_files.hpp"

namespace troupe::flow {
namespace fs = std::filesystem;

namespace {

constexpr auto checks_name = "preflight.json";
constexpr auto provenance_name = "provenance.json";
constexpr auto package_folder = "ddex";

}  // namespace

Result<void> write_papers(Studio& studio, distribution::Release const& release, distribution::Preflight const& checks,
                          fs::path const& folder) {
    TRY(write_file(folder / checks_name, json::pretty(checks)));
    TRY(write_file(folder / provenance_name, distribution::provenance_json(release.assets)));
    distribution::PackageRequest request{release, folder, folder / package_folder,
                                         {},      checks, studio.preferences.schemas};
    request.message.sender = {TRY(label_dpid(studio)), release.label};
    request.message.created = studio.clock.now();
    return distribution::write_package(request).map([](auto const&) {});
}

bool is_paper(std::string const& file) {
    return file == checks_name || file == provenance_name || file.starts_with(std::string(package_folder) + "/");
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
