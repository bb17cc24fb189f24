#include "social/builtin/outbox_folder.hpp"

#include <fmt/format.h>

#include "base/files.hpp"
#include "base/text.hpp"

namespace troupe::social::builtin {
namespace fs = std::filesystem;
namespace {

std::string list_of(std::vector<std::string> const& lines) {
    std::string html;
    for (auto const& line : lines) html += "<li>" + line + "</li>\n";
    return html;
}

/// What a person does, in the order they do it.
std::vector<std::string> steps_for(RenderedPost const& post, Platform const& platform) {
    std::vector<std::string> steps;
    for (auto const& media : post.media) {
        auto const name = text::escape_xml(media.name);
        steps.push_back(fmt::format("Attach <a href=\"{0}\">{0}</a>{1}", name, media.alt.empty() ? "" : ", described as: " + text::escape_xml(media.alt)));
    }
    if (!post.title.empty()) steps.push_back("Title: <b>" + text::escape_xml(post.title) + "</b>");
    steps.push_back("Paste the text below, as it is, from text.txt");
    if (!post.ai_label.empty()) steps.push_back(text::escape_xml(platform.ai_words));
    steps.push_back("Post it, and tell Troupe where it stands: <code>troupe social sent RECORD --url ADDRESS</code>, with the id that <code>troupe social outbox</code> prints");
    return steps;
}

std::string sheet_of(RenderedPost const& post, Platform const& platform) {
    return fmt::format(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{0}: {1}</title>\n"
        "<style>body{{font:1rem/1.5 system-ui,sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}}"
        "pre{{white-space:pre-wrap;border:1px solid #767676;padding:1rem;font:inherit}}</style></head>\n"
        "<body><h1>{0}, {1}</h1>\n<ol>\n{2}</ol>\n<pre lang=\"{3}\">{4}</pre>\n{5}</body></html>\n",
        text::escape_xml(platform.name), text::escape_xml(post.artist), list_of(steps_for(post, platform)), text::escape_xml(post.language),
        text::escape_xml(post.text), post.notes.empty() ? "" : "<h2>Notes</h2>\n<ul>\n" + list_of([&] {
            std::vector<std::string> safe;
            for (auto const& note : post.notes) safe.push_back(text::escape_xml(note));
            return safe;
        }()) + "</ul>\n");
}

/// Wherever the key's folder stands; empty: nowhere.
fs::path folder_of_key(fs::path const& root, std::string const& key) {
    std::error_code error;
    for (fs::directory_iterator platform(root, error), end; !error && platform != end; platform.increment(error)) {
        std::error_code inner;
        for (fs::directory_iterator post(platform->path(), inner); !inner && post != fs::directory_iterator(); post.increment(inner)) {
            auto const name = post->path().filename().string();
            if (name.ends_with("-" + key) && !name.starts_with('.')) return post->path();
        }
    }
    return {};
}

Receipt receipt_of(fs::path const& folder, TimePoint at) { return {folder.filename().string(), (folder / "post.html").string(), at}; }

}  // namespace

ChannelTraits OutboxFolder::traits() const {
    return {.id = "outbox", .platforms = {}, .repeats_for = Seconds(1e9), .can_find = true};
}

Result<std::optional<Receipt>> OutboxFolder::find(Attempt const& attempt, std::stop_token) {
    auto const folder = folder_of_key(root_, attempt.key);
    return folder.empty() ? std::optional<Receipt>{} : std::optional(receipt_of(folder, clock_.now()));
}

Result<Receipt> OutboxFolder::write(RenderedPost const& post, Attempt const& attempt) {
    auto const platform = TRY(find_platform(platforms_, post.platform));
    auto const name = format_date(date_of(clock_.now())) + "-" + attempt.key;
    auto const final_name = root_ / post.platform / name;
    auto const pending = root_ / post.platform / ("." + name + ".part");
    std::error_code error;
    fs::remove_all(pending, error);
    TRY(make_folder(pending));
    TRY(write_file(pending / "text.txt", post.text + "\n"));
    for (auto const& media : post.media) TRY(troupe::copy_file(media.file, pending / media.name));
    TRY(write_file(pending / "post.html", sheet_of(post, platform)));
    fs::rename(pending, final_name, error);
    if (error) return fail(ErrorCode::unavailable, fmt::format("{}: cannot be written: {}", final_name.string(), error.message()));
    return receipt_of(final_name, clock_.now());
}

Published OutboxFolder::publish(RenderedPost const& post, Attempt const& attempt, std::stop_token stop) {
    if (auto const there = find(attempt, stop); there && *there) return **there;
    auto const written = write(post, attempt);
    if (!written) return tl::unexpected(PublishError{written.error(), false, {}});
    return *written;
}

}  // namespace troupe::social::builtin
