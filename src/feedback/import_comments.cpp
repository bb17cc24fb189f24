#include "feedback/import_comments.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cassert>
#include <memory>
#include <set>

#include "base/text.hpp"
#include "feedback/impl/track_matcher.hpp"

namespace troupe::feedback {
namespace {

/// The comments of a file about one track.
struct OfTrack {
    TrackMatch track;
    std::vector<WrittenComment const*> comments;
};

Result<std::vector<OfTrack>> by_track(CommentFile const& file, TrackResolver const& resolve,
                                      std::vector<UnmatchedRow>& unmatched) {
    impl::TrackMatcher matcher(resolve);
    std::vector<OfTrack> tracks;
    std::map<std::string, std::size_t> places;
    for (auto const& comment : file.comments) {
        auto const found = TRY(matcher.match(comment.track, comment.artist));
        if (!found.track) {
            unmatched.push_back({comment.line, comment.track, found.problem});
            continue;
        }
        auto const [place, is_new] = places.try_emplace(found.track->content_id, tracks.size());
        if (is_new) tracks.push_back({*found.track, {}});
        tracks[place->second].comments.push_back(&comment);
    }
    return tracks;
}

ListenerComment kept(WrittenComment const& comment, TrackMatch const& track, CommentReading const& reading,
                     std::string const& sha256) {
    return {comment_key(comment, track.content_id),
            track.artist_id,
            track.content_id,
            comment.date,
            comment.platform,
            reading.language,
            reading.feeling,
            reading.read_by,
            sha256,
            comment.line};
}

Result<void> read_track(OfTrack const& about, CommentReader const& read, CommentsRead& all) {
    auto const readings = TRY(read(about.comments, about.track));
    assert(readings.size() == about.comments.size());
    std::vector<ListenerComment> comments;
    std::set<std::string> keys;  // one track may stand in a file under two names
    for (std::size_t i = 0; i < readings.size(); ++i) {
        auto comment = kept(*about.comments[i], about.track, readings[i], all.result.sha256);
        if (!keys.insert(comment.key).second) {
            all.result.repeated.push_back(comment.line);
            continue;
        }
        ++all.result.languages[comment.language];
        comments.push_back(std::move(comment));
    }
    TrackMood mood;
    static_cast<Mood&>(mood) = mood_of(comments);
    mood.content_id = about.track.content_id;
    mood.title = about.track.title;
    all.result.tracks.push_back(std::move(mood));
    all.comments.insert(all.comments.end(), comments.begin(), comments.end());
    return {};
}

std::string left_out(std::vector<int> const& lines, std::string_view why) {
    if (lines.empty()) return "";
    auto shown = lines;
    shown.resize(std::min<std::size_t>(shown.size(), 10));
    return fmt::format("  {} left out, {}: line {}{}\n", lines.size(), why, fmt::join(shown, ", "),
                       lines.size() > shown.size() ? ".." : "");
}

}  // namespace

CommentReader lexicon_reader() {
    return
        [lexicon = std::make_shared<FeelingLexicon const>()](std::vector<WrittenComment const*> const& comments,
                                                             TrackMatch const&) -> Result<std::vector<CommentReading>> {
            std::vector<CommentReading> readings;
            for (auto const* comment : comments) {
                auto const read = lexicon->read(comment->words, comment->language);
                readings.push_back({read.feeling, read.language, "lexicon"});
            }
            return readings;
        };
}

Result<CommentsRead> read_comments(CommentRequest const& request, TrackResolver const& resolve,
                                   CommentReader const& read) {
    auto const file = TRY(read_comment_file(request.bytes, request.name, request.now));
    CommentsRead all;
    all.result.file = file.name;
    all.result.sha256 = file.sha256;
    all.result.rows = file.rows;
    all.result.repeated = file.repeated;
    all.result.copied = file.copied;
    all.result.rejected = file.rejected;
    auto const tracks = TRY(by_track(file, resolve, all.result.unmatched));
    all.result.accepted = file.rejected.empty() || request.accept_good_rows;
    if (!all.result.accepted) return all;
    for (auto const& track : tracks) TRY(read_track(track, read, all));
    return all;
}

std::string describe(CommentImport const& result) {
    std::string out = fmt::format("{}: {} comments", result.file, result.rows);
    if (!result.accepted) {
        std::set<int> bad;
        for (auto const& row : result.rejected) bad.insert(row.line);
        out += fmt::format(", {} of them wrong. Nothing was read: mend them, or ask for the good rows alone.\n",
                           bad.size());
    } else {
        out += fmt::format(", {} kept as read, {} already known, {} read anew. Their words are not kept.\n",
                           result.count.kept, result.count.already_known, result.count.read_anew);
    }
    for (auto const& row : result.rejected)
        out += fmt::format("  line {}{}: {}{}\n", row.line, row.column.empty() ? "" : ", " + row.column, row.reason,
                           row.value.empty() ? "" : " ('" + row.value + "')");
    for (auto const& row : result.unmatched)
        out += fmt::format("  line {}: '{}' is not matched, and left out: {}\n", row.line, text::excerpt(row.track),
                           row.reason);
    out += left_out(result.repeated, "the same comment came before");
    out += left_out(result.copied, "the same long text stands under that track before");
    for (auto const& track : result.tracks)
        out += fmt::format("\"{}\": {}\n", text::excerpt(track.title), describe(static_cast<Mood const&>(track)));
    return out;
}

}  // namespace troupe::feedback
