#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"

/// manifest.json, the first member of a bundle: who is in it, and the hash and size of everything else.
namespace troupe::flow::bundle {

inline constexpr auto manifest_name = "manifest.json";
inline constexpr auto plan_name = "plan.json";
inline constexpr auto observations_name = "observations.json";
inline constexpr auto format_name = "troupe-bundle";
inline constexpr auto dealings_name = "dealings.json";
inline constexpr int format_version = 2;  ///< 1: without dealings

inline constexpr std::uint64_t largest_manifest = 16ULL << 20;
inline constexpr std::uint64_t largest_document = 64ULL << 20;    ///< any other member that is JSON
inline constexpr std::uint64_t largest_documents = 512ULL << 20;  ///< all of them: they are held in memory

/// One file of the bundle:
///     versions/000001.json   artist::Document, one for each version
///     contents/<id>.json     CarriedContent
///     plan.json              planning::Plan, when there is one
///     observations.json      CarriedObservations, when there are any
///     dealings.json          CarriedDealings, when there are any: codes, deliveries, posts that left
///     assets/<sha256>        the bytes of a file of a content
struct Member {
    std::string name;
    std::string sha256;
    std::uint64_t size_bytes = 0;
};
BOOST_DESCRIBE_STRUCT(Member, (), (name, sha256, size_bytes))

struct Counts {
    int versions = 0;
    int contents = 0;
    int revisions = 0;
    int approvals = 0;
    int plan_items = 0;
    int observations = 0;
    int assets = 0;
    int codes = 0;
    int deliveries = 0;  ///< a release at a store
    int posts = 0;
};
BOOST_DESCRIBE_STRUCT(Counts, (),
                      (versions, contents, revisions, approvals, plan_items, observations, assets, codes, deliveries, posts))

struct CarriedArtist {
    std::string id;
    std::string name;
    int version = 1;   ///< the present one
    std::string hash;  ///< of that version
};
BOOST_DESCRIBE_STRUCT(CarriedArtist, (), (id, name, version, hash))

struct Manifest {
    std::string format = format_name;
    int version = format_version;
    CarriedArtist artist;
    Counts counts;
    std::vector<Member> members;  ///< sorted by name, as they follow in the file
};
BOOST_DESCRIBE_STRUCT(Manifest, (), (format, version, artist, counts, members))

[[nodiscard]] std::string version_name(int number);
[[nodiscard]] std::string content_name(std::string const& id);
[[nodiscard]] std::string asset_name(std::string const& sha256);
[[nodiscard]] bool is_asset(Member const& member);

/// Reads and checks a manifest: format, version, and that each member has a name of the kinds above, stands there once, and
/// keeps the limits. Error: invalid_input naming the member, or the version that a newer Troupe wrote.
[[nodiscard]] Result<Manifest> read_manifest(std::string const& text);

}  // namespace troupe::flow::bundle
