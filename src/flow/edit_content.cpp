#include "flow/edit_content.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "flow/content_files.hpp"
#include "flow/lyric_sheet.hpp"
#include "flow/making.hpp"
#include "flow/post_sheet.hpp"
#include "flow/track_details.hpp"

namespace troupe::flow {
namespace {

using catalog::Content;
using catalog::ContentKind;
using catalog::ContentState;

// What may be changed by hand: the rest of a content is measured, counted or told by its maker.
struct EditableWords {
    std::string title, notes;
};
BOOST_DESCRIBE_STRUCT(EditableWords, (), (title, notes))

struct EditableLine {
    std::string text;
};
BOOST_DESCRIBE_STRUCT(EditableLine, (), (text))
struct EditableSection {
    std::string name;
    std::vector<EditableLine> lines;
};
BOOST_DESCRIBE_STRUCT(EditableSection, (), (name, lines))
struct EditableLyrics {
    std::string title, notes;
    std::vector<EditableSection> sections;
    std::vector<std::string> motifs;
};
BOOST_DESCRIBE_STRUCT(EditableLyrics, (), (title, notes, sections, motifs))

struct EditablePost {
    std::string text;
    std::vector<std::string> hashtags;
};
BOOST_DESCRIBE_STRUCT(EditablePost, (), (text, hashtags))
struct EditablePosts {
    std::string title, notes;
    std::vector<EditablePost> posts;
};
BOOST_DESCRIBE_STRUCT(EditablePosts, (), (title, notes, posts))

tl::unexpected<Error> wrong(std::string const& path, std::string const& rule) {
    return fail(ErrorCode::invalid_input, path + ": " + rule);
}

/// Text that can stand on one line of a sheet, or in a post.
Result<void> check_text(std::string const& path, std::string const& value, std::size_t longest, bool may_break) {
    if (text::trim(value).empty()) return wrong(path, "must not be empty");
    if (!text::is_valid_utf8(value)) return wrong(path, "is not valid UTF-8");
    auto const is_control = [&](char c) { return (static_cast<unsigned char>(c) < 0x20 && !(may_break && c == '\n')) || c == 0x7F; };
    if (std::any_of(value.begin(), value.end(), is_control)) return wrong(path, "must be plain text without line breaks and control characters");
    if (text::length(value) > longest) return wrong(path, fmt::format("has {} characters, at most {} are allowed", text::length(value), longest));
    return {};
}

Result<void> check_lyrics(EditableLyrics const& words) {
    for (std::size_t i = 0; i < words.sections.size(); ++i) {
        auto const path = fmt::format("sections[{}]", i);
        TRY(check_text(path + ".name", words.sections[i].name, 40, false));
        for (std::size_t k = 0; k < words.sections[i].lines.size(); ++k)
            TRY(check_text(fmt::format("{}.lines[{}].text", path, k), words.sections[i].lines[k].text, 200, false));
    }
    for (std::size_t i = 0; i < words.motifs.size(); ++i) TRY(check_text(fmt::format("motifs[{}]", i), words.motifs[i], 120, false));
    return {};
}

Result<void> check_post(std::string const& path, EditablePost const& post, std::string const& platform) {
    auto const limit = writing::caption_limit(platform);
    TRY(check_text(path + ".text", post.text, static_cast<std::size_t>(limit), true));
    auto length = text::length(post.text);
    for (std::size_t i = 0; i < post.hashtags.size(); ++i) {
        auto const& tag = post.hashtags[i];
        TRY(check_text(fmt::format("{}.hashtags[{}]", path, i), tag, 100, false));
        if (tag.size() < 2 || tag[0] != '#' || tag.find(' ') != std::string::npos)
            return wrong(fmt::format("{}.hashtags[{}]", path, i), fmt::format("'{}' is no hashtag: write it like #techno", text::excerpt(tag)));
        length += 1 + text::length(tag);
    }
    if (length <= static_cast<std::size_t>(limit)) return {};
    return wrong(path, fmt::format("text and hashtags have {} characters, {} takes {}", length, platform.empty() ? "a platform" : platform, limit));
}

void replace_file(Content& content, std::string const& name, catalog::AssetRef const& asset) {
    for (auto& file : content.files) {
        if (file.name != name) continue;
        file.asset = asset.sha256;
        file.size_bytes = asset.size_bytes;
    }
}

writing::LyricSection as_section(EditableSection const& edited) {
    writing::LyricSection section{edited.name, {}};
    for (auto const& line : edited.lines) section.lines.push_back({std::string(text::trim(line.text)), 0, ""});
    return section;
}

Result<void> edit_lyrics(Studio& studio, EditedContent& edited, std::vector<FieldChange> const& changes) {
    auto& content = edited.content;
    auto const before = TRY(json::from_value<writing::Lyrics>(content.details, json::Unknown::ignore));
    EditableLyrics view{content.title, content.notes, {}, before.motifs};
    for (auto const& section : before.sections) {
        view.sections.push_back({section.name, {}});
        for (auto const& line : section.lines) view.sections.back().lines.push_back({line.text});
    }
    view = TRY(with_changes(std::move(view), changes));
    TRY(check_lyrics(view));
    if (view.sections.empty() != before.sections.empty())
        return wrong("sections", "a song stays sung or instrumental: change style.vocals of the artist and make another");

    auto words = before;
    content.title = words.title = view.title;
    content.notes = view.notes;
    words.motifs = view.motifs;
    words.sections.clear();
    for (auto const& section : view.sections) words.sections.push_back(as_section(section));
    auto const* brief = content.brief.if_object();
    auto const* vocals = brief == nullptr ? nullptr : brief->if_contains("vocals");
    auto const range = syllables_carried(vocals != nullptr && vocals->is_string() ? std::string_view(vocals->as_string()) : std::string_view());
    edited.remarks = scan_again(words, before, writing::Prosody(studio.preferences.pronunciations), range);
    auto retitled = before;
    retitled.title = words.title;
    if (print_lyrics(words) != print_lyrics(retitled) && content.provenance.ai.lyrics == media::AiShare::all)
        content.provenance.ai.lyrics = media::AiShare::partly;
    content.details = json::to_value(words);
    replace_file(content, lyric_sheet_name, TRY(studio.assets.put_bytes(print_lyrics(words))));
    return {};
}

Result<void> edit_posts(Studio& studio, EditedContent& edited, std::vector<FieldChange> const& changes, std::string const& by) {
    auto& content = edited.content;
    auto sheet = TRY(json::from_value<PostSheet>(content.details, json::Unknown::ignore));
    EditablePosts view{content.title, content.notes, {}};
    for (auto const& post : sheet.posts) view.posts.push_back({post.text, post.hashtags});
    view = TRY(with_changes(std::move(view), changes));
    if (view.posts.size() != sheet.posts.size()) return wrong("posts", "each stands for an item of the plan: their words can be changed, their number cannot");
    content.title = view.title;
    content.notes = view.notes;
    for (std::size_t i = 0; i < sheet.posts.size(); ++i) {
        auto& post = sheet.posts[i];
        auto& changed = view.posts[i];
        if (post.text == changed.text && post.hashtags == changed.hashtags) continue;
        TRY(check_post(fmt::format("posts[{}]", i), changed, post.platform));
        post.text = std::move(changed.text);
        post.hashtags = std::move(changed.hashtags);
        auto const hand = ", edited by " + by;
        if (!post.written_by.ends_with(hand)) post.written_by += hand;
    }
    content.details = json::to_value(sheet);
    replace_file(content, post_sheet_name, TRY(studio.assets.put_bytes(json::pretty(sheet))));
    return {};
}

Result<void> edit_words(EditedContent& edited, std::vector<FieldChange> const& changes) {
    auto& content = edited.content;
    auto const view = TRY(with_changes(EditableWords{content.title, content.notes}, changes));
    if (content.kind == ContentKind::release && view.title != content.title)
        return wrong("title", "the title of a release stands in its files and in its package: `troupe release edit` changes it there, too");
    content.title = view.title;
    content.notes = view.notes;
    return {};
}

/// What a person can change of a content, and the files that follow from it.
std::string substance(Content const& content) {
    return json::print(json::Value(json::Array{content.title, content.notes, content.details, json::to_value(content.files)}));
}

/// Whether one of the tracks was made from these words.
Result<bool> holds_words(Studio& studio, std::vector<std::string> const& tracks, std::string const& words) {
    for (auto const& id : tracks) {
        auto const track = find_content(studio, id);
        if (!track && track.error().code != ErrorCode::not_found) return tl::unexpected(track.error());
        if (track && track_details(*track).value_or(TrackDetails{}).words == words) return true;
    }
    return false;
}

/// "track \"Low Water\"" for what was made with the old words.
Result<void> add_dependents(Studio& studio, EditedContent& edited) {
    auto const id = to_string(edited.content.id);
    catalog::ContentQuery query{.artist = edited.content.artist, .limit = 500};
    do {
        auto const page = TRY(studio.contents.list(query));
        for (auto const& content : page.contents) {
            if (content.kind != ContentKind::release) continue;
            auto const request = json::from_value<MakeRequest>(content.brief, json::Unknown::ignore);
            if (!request) continue;
            auto const tracks = track_ids(*request);
            bool const holds = std::find(tracks.begin(), tracks.end(), id) != tracks.end();
            if (holds || request->words == id || request->posts == id || TRY(holds_words(studio, tracks, id)))
                edited.remarks.push_back(fmt::format("release {} was made before this change and keeps the old words", to_string(content.id)));
        }
        query.after = page.next;
    } while (query.after);
    return {};
}

/// The paths of the values in which two documents differ.
void compare(json::Value const& before, json::Value const& after, std::string const& path, std::vector<std::string>& changed) {
    if (before == after) return;
    if (before.is_object() && after.is_object()) {
        auto const join = [&](std::string_view name) { return path.empty() ? std::string(name) : fmt::format("{}.{}", path, name); };
        for (auto const& [name, value] : after.as_object()) {
            auto const* old = before.as_object().if_contains(name);
            compare(old == nullptr ? json::Value() : *old, value, join(name), changed);
        }
        for (auto const& [name, value] : before.as_object())
            if (!after.as_object().contains(name)) changed.push_back(join(name));
    } else if (before.is_array() && after.is_array() && before.as_array().size() == after.as_array().size()) {
        for (std::size_t i = 0; i < after.as_array().size(); ++i) compare(before.as_array()[i], after.as_array()[i], fmt::format("{}[{}]", path, i), changed);
    } else changed.push_back(path);
}

std::vector<std::string> fields_between(Content before, Content after) {
    before.revision = after.revision;
    before.updated = after.updated;
    std::vector<std::string> changed;
    compare(json::to_value(before), json::to_value(after), "", changed);
    return changed;
}

}  // namespace

Result<Content> back_in_review(Content content, TimePoint now) {
    content.updated = now;
    if (content.state == ContentState::in_review) return content;
    if (content.state == ContentState::approved || content.state == ContentState::rejected)
        return catalog::change_state(std::move(content), ContentState::in_review, now);
    return fail(ErrorCode::conflict, fmt::format("content {} is {}: only what is in review, approved or rejected can be changed; make another with "
                                                 "`troupe content generate`", to_string(content.id), json::enum_name(content.state)));
}

Result<void> expect_revision(Content const& content, std::optional<int> meant) {
    if (!meant || *meant == content.revision) return {};
    return fail(ErrorCode::stale, fmt::format("content {} has revision {} by now, and you have read revision {}: read it again", to_string(content.id),
                                              content.revision, *meant));
}

Result<EditedContent> keep_change(Studio& studio, EditedContent edited) {
    TRY(catalog::validate(edited.content));
    TRY(add_dependents(studio, edited));
    edited.content = TRY(studio.contents.update(edited.content));
    return edited;
}

Result<EditedContent> edit_content(Studio& studio, std::string const& id, std::vector<FieldChange> const& changes, std::string const& by) {
    if (changes.empty()) return fail(ErrorCode::invalid_input, "say what shall change: FIELD=VALUE, such as title=\"Low Water\"");
    auto const before = TRY(find_content(studio, id));
    EditedContent edited{TRY(back_in_review(before, studio.clock.now())), {}};
    if (before.kind == ContentKind::lyrics) TRY(edit_lyrics(studio, edited, changes));
    else if (before.kind == ContentKind::post) TRY(edit_posts(studio, edited, changes, by));
    else TRY(edit_words(edited, changes));
    if (substance(edited.content) == substance(before)) return fail(ErrorCode::invalid_input, fmt::format("content {}: nothing would change", id));
    return keep_change(studio, std::move(edited));
}

Result<EditedContent> undo_content(Studio& studio, std::string const& id, std::optional<int> to) {
    auto const current = TRY(find_content(studio, id));
    auto const revisions = TRY(studio.contents.history(current.id));
    auto const target = std::find_if(revisions.rbegin(), revisions.rend(), [&](Content const& each) {
        return to ? each.revision == *to : substance(each) != substance(current);
    });
    if (target == revisions.rend() && to)
        return fail(ErrorCode::not_found, fmt::format("content {} has no revision {}; there are {} to {}", id, *to, revisions.front().revision, current.revision));
    if (target == revisions.rend()) return fail(ErrorCode::conflict, fmt::format("content {} was never changed: there is nothing to undo", id));
    if (substance(*target) == substance(current)) return fail(ErrorCode::conflict, fmt::format("content {} is as in revision {} already", id, target->revision));
    EditedContent undone{TRY(back_in_review(current, studio.clock.now())), {}};
    undone.content.title = target->title;
    undone.content.notes = target->notes;
    undone.content.brief = target->brief;
    undone.content.details = target->details;
    undone.content.files = target->files;
    undone.content.provenance = target->provenance;
    return keep_change(studio, std::move(undone));
}

Result<std::vector<ContentRevision>> content_history(Studio& studio, std::string const& id) {
    auto revisions = TRY(studio.contents.history(TRY(find_content(studio, id)).id));
    std::vector<ContentRevision> history;
    for (std::size_t i = 0; i < revisions.size(); ++i)
        history.push_back({revisions[i], i == 0 ? std::vector<std::string>() : fields_between(revisions[i - 1], revisions[i])});
    return history;
}

}  // namespace troupe::flow
