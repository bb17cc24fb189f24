#pragma once

#include <boost/describe.hpp>
#include <span>
#include <string>
#include <vector>

#include "artist/profile.hpp"
#include "artist/quality.hpp"
#include "artist/repair.hpp"

namespace troupe::artist {

/// Who wrote a part of the profile: {"core.origin_story", "builtin"}, {"story", "the model's name"}.
struct PartAuthor {
    std::string part;
    std::string by;
};
BOOST_DESCRIBE_STRUCT(PartAuthor, (), (part, by))

struct Neighbour {
    std::string name;
    double distance = 0;         ///< 0 the same, 1 nothing in common (distance.hpp)
    double name_similarity = 0;  ///< 1 for equal names
};
BOOST_DESCRIBE_STRUCT(Neighbour, (), (name, distance, name_similarity))

/// How an artist came to be what it is, for whoever asked for it.
struct CreationReport {
    std::string name;
    std::string asked;  ///< the prompt, as it was read
    double confidence = 1;
    std::vector<std::string> understood;
    std::vector<std::string> assumed;
    std::vector<std::string> tensions;
    std::vector<Neighbour> nearest;  ///< up to three of the roster, nearest first
    Assessment assessment;
    std::vector<Repair> repairs;
    std::vector<PartAuthor> authors;
};
BOOST_DESCRIBE_STRUCT(CreationReport, (),
                      (name, asked, confidence, understood, assumed, tensions, nearest, assessment, repairs, authors))

struct Making {
    std::span<Profile const> roster;  ///< without the new one
    std::vector<Repair> repairs;      ///< what was mended on the way
    std::vector<PartAuthor> authors;  ///< none: all of it is the built-in writer's
};

[[nodiscard]] CreationReport make_creation_report(Profile const& profile, Making making);

/// The report for people: a paragraph for each part that has something to say, a line for each thing.
[[nodiscard]] std::string readable(CreationReport const& report);

}  // namespace troupe::artist
