#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

#include "artist/document.hpp"
#include "catalog/content.hpp"
#include "feedback/observation.hpp"
#include "flow/bundle/impl/dealings.hpp"
#include "flow/bundle/manifest.hpp"
#include "flow/studio.hpp"
#include "planning/plan.hpp"

/// What a bundle carries, between the stores and the file.
namespace troupe::flow::bundle::impl {

struct CarriedContent {
    std::vector<catalog::Content> revisions;  ///< oldest first
    std::vector<catalog::Approval> approvals;
};
BOOST_DESCRIBE_STRUCT(CarriedContent, (), (revisions, approvals))

/// A report that some of the observations came from.
struct CarriedReport {
    std::string sha256;
    std::string name;
    TimePoint imported_at{};
};
BOOST_DESCRIBE_STRUCT(CarriedReport, (), (sha256, name, imported_at))

struct CarriedObservations {
    std::vector<CarriedReport> files;  ///< by time of import
    std::vector<feedback::Observation> rows;
};
BOOST_DESCRIBE_STRUCT(CarriedObservations, (), (files, rows))

struct Cargo {
    std::vector<artist::Document> versions;  ///< oldest first
    std::vector<CarriedContent> contents;    ///< by id
    std::optional<planning::Plan> plan;
    CarriedObservations observations;
    CarriedDealings dealings;

    [[nodiscard]] artist::Document const& artist() const { return versions.back(); }
    /// Every file of every revision, with its size.
    [[nodiscard]] std::map<std::string, std::uint64_t> assets() const;
    /// The ids of the contents that are releases.
    [[nodiscard]] std::set<std::string> releases() const;
    [[nodiscard]] Counts counts() const;
};

/// All of one moment. Error: not_found.
[[nodiscard]] Result<Cargo> collect(Studio& studio, std::string const& artist);

/// Reads a whole bundle and believes nothing: names, sizes, hashes, chain and ids. Nothing is written. Errors: as
/// `import_bundle`.
[[nodiscard]] Result<Cargo> read_cargo(std::filesystem::path const& file, std::stop_token const& stop);

/// What fits together within a cargo: one artist, a whole chain, contents and plan and rows of theirs. Error: invalid_input
/// naming the member.
[[nodiscard]] Result<void> check_cargo(Cargo const& cargo, Manifest const& manifest);

}  // namespace troupe::flow::bundle::impl
