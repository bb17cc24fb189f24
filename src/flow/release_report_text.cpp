#include <fmt/format.h>

#include <cmath>

#include "base/text.hpp"
#include "flow/release_report.hpp"

/// Words for a release report. A number that has no ground is not said, and what is not known is.
namespace troupe::flow {
namespace {

/// "12,345".
std::string grouped(std::int64_t number) {
    auto digits = fmt::format("{}", number);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) digits.insert(static_cast<std::size_t>(at), ",");
    return digits;
}

std::string count(std::int64_t number, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", grouped(number), number == 1 ? one : many);
}

std::string beginning(ReleaseReport const& report) {
    auto const day = format_date(report.release_date);
    if (report.days_out < 0) return fmt::format("\"{}\" by {} comes out on {}, in {}.", report.title, report.artist, day, count(-report.days_out, "day", "days"));
    if (report.days_out == 0) return fmt::format("\"{}\" by {} came out today, {}.", report.title, report.artist, day);
    return fmt::format("\"{}\" by {} came out on {}, {} ago.", report.title, report.artist, day, count(report.days_out, "day", "days"));
}

std::string share(StreamShare const& part, std::int64_t all) {
    auto const percent = 100.0 * static_cast<double>(part.streams) / static_cast<double>(all);
    return percent < 1 ? fmt::format("{} under 1 %", part.name) : fmt::format("{} {:.0f} %", part.name, percent);
}

std::string shares(std::vector<StreamShare> const& parts, std::int64_t all) {
    std::vector<std::string> words;
    for (std::size_t i = 0; i < parts.size() && i < 4; ++i) words.push_back(share(parts[i], all));
    if (parts.size() > 4) words.push_back(fmt::format("{} more", parts.size() - 4));
    return text::join(words, ", ");
}

std::string listening(TrackReport const& track) {
    if (track.streams == 0) return "";
    auto const days = track.first_day == track.last_day ? fmt::format("on {}", format_date(track.first_day))
                                                        : fmt::format("between {} and {}", format_date(track.first_day), format_date(track.last_day));
    auto said = fmt::format("Stores report {} {}", count(track.streams, "stream", "streams"), days);
    said += track.platforms.size() == 1 ? fmt::format(", all on {}.", track.platforms[0].name) : fmt::format(": {}.", shares(track.platforms, track.streams));
    if (track.days_missing > 0) said += fmt::format(" On {} between them no store reported anything, which is not 0.", count(track.days_missing, "day", "days"));
    if (!track.countries.empty()) said += fmt::format(" By country: {}.", shares(track.countries, track.streams));
    return said;
}

std::string span(feedback::Standing const& standing) {
    if (standing.first_day == 0 && standing.last_day == 0) return "on its first day";
    if (standing.first_day == 0) return fmt::format("in its first {} days", standing.last_day + 1);
    if (standing.first_day == standing.last_day) return fmt::format("on day {}", standing.first_day);
    return fmt::format("from day {} to {}", standing.first_day, standing.last_day);
}

std::string range(feedback::Standing const& standing) { return fmt::format("{:.2g} to {:.2g} times", standing.low, standing.high); }

std::string verdict(feedback::Standing const& standing) {
    if (standing.low > 1) return "clearly more";
    if (standing.high < 1) return "clearly less";
    return "no clear difference";
}

std::string comparison(feedback::Standing const& standing) {
    auto const others = fmt::format("the artist's {} other tracks at that age", standing.others);
    auto const certainty = fmt::format("{} (90 % sure: {} theirs)", verdict(standing), range(standing));
    if (standing.measure == "streams")
        return fmt::format("On {} {}: {}, where {} would have {}: {}.", standing.platform, span(standing), count(std::llround(standing.value), "stream", "streams"), others,
                           grouped(std::llround(standing.usual)), certainty);
    auto const who = standing.measure == "saves by listener" ? "listeners" : "streams";
    return fmt::format("On {} {}: {:.1f} of 100 {} saved it, of {} {:.1f}: {}.", standing.platform, span(standing), 100 * standing.value, who, others, 100 * standing.usual,
                       certainty);
}

void add_track(std::vector<std::string>& lines, TrackReport const& track, bool is_one_of_many) {
    if (is_one_of_many) lines.push_back(fmt::format("\"{}\"", track.title));
    if (auto said = listening(track); !said.empty()) lines.push_back(std::move(said));
    for (auto const& standing : track.standings.found) lines.push_back(comparison(standing));
    auto const mood = feedback::describe(track.comments);
    lines.push_back(mood.empty() ? "Not known yet: what listeners write; `troupe report comments FILE` reads it." : mood);
    if (track.rows_left_out > 0)
        lines.push_back(fmt::format("{} look artificial and count for nothing here; `troupe report clear` brings back what is real.", count(track.rows_left_out, "row", "rows")));
    for (auto const& missing : track.standings.missing) lines.push_back(fmt::format("Not known yet: {}.", missing));
}

std::string money(std::vector<Money> const& lines) {
    std::vector<std::string> sums;
    for (auto const& line : lines) sums.push_back(fmt::format("{} {}", feedback::format_micros(line.net), line.currency));
    if (sums.empty()) return "No statement has named this release yet, so it has earned nothing that is known of.";
    return fmt::format("Statements so far pay {} for it.", text::join(sums, " and "));
}

void add_conclusions(std::vector<std::string>& lines, std::vector<Conclusion> const& conclusions) {
    if (conclusions.empty()) lines.push_back("Nothing about the artist was changed since.");
    for (auto const& each : conclusions) lines.push_back(fmt::format("Since then, on {}, version {}: {}", format_date(each.date), each.version, each.reason));
}

}  // namespace

std::string tell(ReleaseReport const& report) {
    std::vector<std::string> lines{beginning(report)};
    for (auto const& track : report.tracks) add_track(lines, track, report.tracks.size() > 1);
    if (report.days_out >= 0) {
        lines.push_back(money(report.money));
        add_conclusions(lines, report.conclusions);
    }
    return text::join(lines, "\n") + "\n";
}

}  // namespace troupe::flow
