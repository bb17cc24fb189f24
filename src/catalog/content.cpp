#include "catalog/content.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "catalog/assets.hpp"

namespace troupe::catalog {
namespace {

tl::unexpected<Error> wrong(std::string_view path, std::string_view rule) {
    return fail(ErrorCode::invalid_input, fmt::format("{}: {}", path, rule));
}

/// A relative name that stays within its folder on every system.
bool is_plain_name(std::string_view name) {
    if (name.empty() || name.size() > 200 || name.front() == '/' || name.find('\\') != std::string_view::npos) return false;
    auto const parts = text::split(name, '/');
    return std::none_of(parts.begin(), parts.end(), [](std::string const& part) { return part.empty() || part == "." || part == ".."; });
}

Result<void> check_file(std::string const& path, ContentFile const& file) {
    if (!is_plain_name(file.name)) return wrong(path + ".name", fmt::format("'{}' is no relative file name", text::excerpt(file.name)));
    if (file.role.empty()) return wrong(path + ".role", "must not be empty");
    if (file.media_type.find('/') == std::string::npos)
        return wrong(path + ".media_type", fmt::format("'{}' is no media type: write it like audio/flac", text::excerpt(file.media_type)));
    if (auto const checked = check_sha256(file.asset); !checked) return within(path + ".asset", checked.error());
    return {};
}

std::vector<ContentState> ways_from(ContentState state) {
    using enum ContentState;
    switch (state) {
        case planned: return {generating};
        case generating: return {in_review, failed, planned};
        case in_review: return {generating};  // approved and rejected by `decide` alone
        case approved: return {scheduled, published, in_review, generating};
        case rejected: return {generating, in_review};
        case scheduled: return {published, approved};
        case published: return {measured};
        case measured: return {};
        case failed: return {generating, planned};
    }
    return {};
}

Content moved(Content content, ContentState state, TimePoint at) {
    content.state = state;
    content.updated = at;
    return content;
}

std::string names_of(std::vector<ContentState> const& states) {
    std::vector<std::string> names;
    for (auto const state : states) names.push_back(json::enum_name(state));
    return names.empty() ? "none" : text::enumerate(names, "or");
}

}  // namespace

Result<void> check_sha256(std::string_view sha256) {
    auto const is_digit = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    if (sha256.size() == 64 && std::all_of(sha256.begin(), sha256.end(), is_digit)) return {};
    return fail(ErrorCode::invalid_input, fmt::format("'{}' is no SHA-256: 64 digits of 0-9 and a-f are expected", text::excerpt(sha256, 70)));
}

Result<void> validate(Content const& content) {
    if (text::trim(content.title).empty() || text::length(content.title) > 200) return wrong("title", "must have 1 to 200 characters");
    if (!text::is_valid_utf8(content.title)) return wrong("title", "is not valid UTF-8");
    if (text::length(content.notes) > 4000) return wrong("notes", "must have at most 4000 characters");
    if (!text::is_valid_utf8(content.notes)) return wrong("notes", "is not valid UTF-8");
    std::set<std::string_view> names;
    for (std::size_t i = 0; i < content.files.size(); ++i) {
        auto const path = fmt::format("files[{}]", i);
        TRY(check_file(path, content.files[i]));
        if (!names.insert(content.files[i].name).second)
            return wrong(path + ".name", fmt::format("'{}' stands there twice", content.files[i].name));
    }
    return {};
}

Result<void> validate_history(std::vector<Content> const& revisions) {
    if (revisions.empty()) return wrong("revisions", "must not be empty");
    for (std::size_t i = 0; i < revisions.size(); ++i) {
        auto const path = fmt::format("revisions[{}]", i);
        auto const& first = revisions.front();
        if (auto const valid = validate(revisions[i]); !valid) return within(path, valid.error());
        if (revisions[i].id != first.id || revisions[i].artist != first.artist) return wrong(path, "is of another content than the first");
        if (first.revision < 1 || revisions[i].revision != first.revision + static_cast<int>(i))
            return wrong(path + ".revision", fmt::format("is {}: the numbers must rise by one", revisions[i].revision));
    }
    return {};
}

Result<Content> change_state(Content content, ContentState state, TimePoint at) {
    auto const ways = ways_from(content.state);
    if (std::find(ways.begin(), ways.end(), state) == ways.end())
        return fail(ErrorCode::conflict, fmt::format("state: content {} is {} and cannot become {}; possible: {}", to_string(content.id),
                                                     json::enum_name(content.state), json::enum_name(state), names_of(ways)));
    return moved(std::move(content), state, at);
}

Result<Content> decide(Content content, Approval const& approval) {
    if (text::trim(approval.by).empty()) return wrong("by", "who decides must be said");
    auto const is_rejection = approval.decision == Decision::rejected;
    if (is_rejection && text::trim(approval.reason).empty()) return wrong("reason", "a rejection needs one");
    auto const decided = is_rejection ? ContentState::rejected : ContentState::approved;
    if (content.state == decided)
        return fail(ErrorCode::conflict, fmt::format("content {} is {} already", to_string(content.id), json::enum_name(decided)));
    auto const is_open = content.state == ContentState::in_review || content.state == ContentState::approved || content.state == ContentState::rejected;
    if (!is_open)
        return fail(ErrorCode::conflict, fmt::format("content {} is {}: only what is in review, approved or rejected can be {}", to_string(content.id),
                                                     json::enum_name(content.state), json::enum_name(decided)));
    return moved(std::move(content), decided, approval.at);
}

ContentFile const* file_with_role(Content const& content, std::string_view role) {
    auto const found = std::find_if(content.files.begin(), content.files.end(), [&](auto const& file) { return file.role == role; });
    return found == content.files.end() ? nullptr : &*found;
}

ContentSketch sketch(Content const& content) {
    ContentSketch sketch{content.id, content.artist, content.kind, content.title, {}, content.revision};
    auto const* details = content.details.if_object();
    auto const* factors = details == nullptr ? nullptr : details->if_contains("factors");
    if (factors != nullptr && factors->is_object()) sketch.factors = factors->as_object();
    return sketch;
}

}  // namespace troupe::catalog
