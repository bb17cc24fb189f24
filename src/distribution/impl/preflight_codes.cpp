#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "distribution/disclosure.hpp"
#include "distribution/genres.hpp"
#include "distribution/identifiers.hpp"
#include "distribution/impl/preflight_report.hpp"

namespace troupe::distribution::impl {
namespace {

std::string track_field(std::size_t index, char const* field) { return fmt::format("tracks[{}].{}", index, field); }

void check_isrc(PreflightInput const& input, Rule const&, Report& report) {
    std::map<std::string, std::size_t> seen;
    bool any = false;
    for (std::size_t i = 0; i < input.release.tracks.size(); ++i) {
        auto const& code = input.release.tracks[i].isrc.value;
        if (code.empty()) continue;
        any = true;
        if (auto const normal = parse_isrc(code); !normal)
            report.broken(track_field(i, "isrc"), normal.error().message, "GB-AYE-69-00531");
        if (!seen.emplace(code, i).second)
            report.broken(track_field(i, "isrc"), code + " is the code of another track too", "one each");
    }
    if (!any) report.not_applicable();
}

void check_upc(PreflightInput const& input, Rule const&, Report& report) {
    if (input.release.upc.value.empty()) return report.not_applicable();
    if (auto const normal = parse_upc(input.release.upc.value); !normal) report.broken("upc", normal.error().message);
}

void check_dpid(PreflightInput const& input, Rule const&, Report& report) {
    if (input.sender.dpid.empty()) return report.not_applicable();
    auto const normal = parse_dpid(input.sender.dpid);
    if (!normal)
        report.broken("sender.dpid", normal.error().message);
    else if (*normal != input.sender.dpid)
        report.broken("sender.dpid", input.sender.dpid, *normal);
}

void check_dpid_character(PreflightInput const& input, Rule const&, Report& report) {
    if (!parse_dpid(input.sender.dpid)) return report.not_applicable();
    if (!dpid_checks(input.sender.dpid))
        report.broken("sender.dpid", input.sender.dpid + ": its last character does not fit the others",
                      "as in DDEX's register");
}

/// A delivery uses reserved codes for good before it writes its message.
bool is_at_hand(Code const& code) { return code.is_given() || code.status == CodeStatus::reserved; }

void check_codes_given(PreflightInput const& input, Rule const&, Report& report) {
    for (std::size_t i = 0; i < input.release.tracks.size(); ++i)
        if (!is_at_hand(input.release.tracks[i].isrc))
            report.broken(track_field(i, "isrc"), fmt::format("no ISRC for \"{}\" yet", input.release.tracks[i].title),
                          "an own one or a distributor's");
    if (!is_at_hand(input.release.upc)) report.broken("upc", "no UPC or EAN yet", "an own one or a distributor's");
    if (input.sender.dpid.empty()) report.broken("sender.dpid", "no DPID of the label yet", "free from ddex.net");
}

void check_other_codes(PreflightInput const& input, Rule const&, Report& report) {
    std::size_t looked_at = 0;
    auto const look = [&](std::string const& field, std::string const& code,
                          Result<std::string> (*parse)(std::string_view)) {
        if (code.empty()) return;
        ++looked_at;
        if (auto const normal = parse(code); !normal) report.broken(field, normal.error().message);
    };
    look("grid", input.release.grid.value, parse_grid);
    look("artist_isni", input.release.artist_isni, parse_isni);
    for (std::size_t i = 0; i < input.release.tracks.size(); ++i) {
        look(track_field(i, "iswc"), input.release.tracks[i].iswc, parse_iswc);
        for (auto const& contributor : input.release.tracks[i].contributors) {
            look(track_field(i, "contributors.isni"), contributor.isni, parse_isni);
            look(track_field(i, "contributors.ipi"), contributor.ipi, parse_ipi);
        }
    }
    if (looked_at == 0) report.not_applicable();
}

bool is_writer(Contributor const& contributor) {
    return std::any_of(contributor.roles.begin(), contributor.roles.end(), [](auto const& role) {
        return role == "Composer" || role == "Lyricist" || role == "ComposerLyricist" || role == "Author";
    });
}

void check_composer(PreflightInput const& input, Rule const&, Report& report) {
    for (std::size_t i = 0; i < input.release.tracks.size(); ++i) {
        auto const& people = input.release.tracks[i].contributors;
        if (std::none_of(people.begin(), people.end(), is_writer))
            report.broken(track_field(i, "contributors"), "no writer", "one at least");
    }
}

void check_legal_names(PreflightInput const& input, Rule const&, Report& report) {
    for (std::size_t i = 0; i < input.release.tracks.size(); ++i)
        for (std::size_t k = 0; k < input.release.tracks[i].contributors.size(); ++k) {
            auto const& person = input.release.tracks[i].contributors[k];
            if (is_writer(person) && text::trim(person.legal_name).empty())
                report.broken(fmt::format("tracks[{}].contributors[{}].legal_name", i, k),
                              fmt::format("who \"{}\" is in law is not known", person.name), "a person or company");
        }
}

void check_lead_time(PreflightInput const& input, Rule const& rule, Report& report) {
    auto const days = days_between(input.today, input.release.release_date);
    if (days < rule.limits.at("least_days"))
        report.broken("release_date", days < 0 ? fmt::format("{} days ago", -days) : fmt::format("in {} days", days),
                      fmt::format("{:.0f} days", rule.limits.at("least_days")));
}

void check_cadence(PreflightInput const& input, Rule const& rule, Report& report) {
    if (input.other_release_dates.empty()) return report.not_applicable();
    for (auto const& other : input.other_release_dates) {
        auto const days = std::abs(days_between(other, input.release.release_date));
        if (days < rule.limits.at("least_days"))
            report.broken("release_date", fmt::format("{} days from the release of {}", days, format_date(other)),
                          fmt::format("{:.0f} days", rule.limits.at("least_days")));
    }
}

void check_genre(PreflightInput const& input, Rule const&, Report& report) {
    if (!is_store_genre(input.release.genre))
        report.broken("genre", text::excerpt(input.release.genre), "a genre of the stores");
}

void check_rights_lines(PreflightInput const& input, Rule const&, Report& report) {
    auto const year = static_cast<int>(input.release.release_date.year());
    auto const look = [&](char const* field, RightsLine const& line) {
        if (line.year > year) report.broken(field, fmt::format("year {}", line.year), fmt::format("at most {}", year));
        if (text::trim(line.owner).empty()) report.broken(field, "no owner", "a name");
        for (auto const* sign : {"©", "℗", "(c)", "(p)"})
            if (text::lower(line.owner).find(sign) != std::string::npos)
                report.broken(field, text::excerpt(line.owner), "without the sign");
    };
    look("p_line", input.release.p_line);
    look("c_line", input.release.c_line);
}

void check_provenance(PreflightInput const& input, Rule const&, Report& report) {
    if (input.release.assets.empty()) return report.broken("assets", "no file says who made it", "all of them");
    for (auto const& file : summarise_ai(input.release.assets).unrecorded)
        report.broken(file, "its engine, licence or share of AI is not recorded", "all three");
}

void check_ai_files(PreflightInput const& input, Rule const&, Report& report) {
    auto const is_described = [&](std::string const& file) {
        auto const& assets = input.release.assets;
        return std::any_of(assets.begin(), assets.end(), [&](auto const& asset) { return asset.file == file; });
    };
    for (auto const& track : input.release.tracks)
        if (!is_described(track.file)) report.broken(track.file, "not among the release's assets", "described");
    if (!is_described(input.release.cover.file))
        report.broken(input.release.cover.file, "not among the release's assets", "described");
}

}  // namespace

void add_code_checks(Checks& checks) {
    checks["isrc"] = check_isrc;
    checks["upc"] = check_upc;
    checks["dpid"] = check_dpid;
    checks["dpid_character"] = check_dpid_character;
    checks["codes_given"] = check_codes_given;
    checks["other_codes"] = check_other_codes;
    checks["composer"] = check_composer;
    checks["legal_names"] = check_legal_names;
    checks["lead_time"] = check_lead_time;
    checks["cadence"] = check_cadence;
    checks["genre"] = check_genre;
    checks["rights_lines"] = check_rights_lines;
    checks["provenance"] = check_provenance;
    checks["ai_files"] = check_ai_files;
}

}  // namespace troupe::distribution::impl
