#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>

#include "base/text.hpp"
#include "base/json.hpp"
#include "social/impl/graphemes.hpp"
#include "social/post.hpp"

namespace troupe::social {
namespace {

constexpr std::string_view blanks = " \t\n\r";

/// Where a link begins and ends in the text, from `at` on; npos: there is none.
std::pair<std::size_t, std::size_t> next_link(std::string_view text, std::size_t at) {
    auto const start = std::min(text.find("https://", at), text.find("http://", at));
    if (start == std::string_view::npos) return {start, start};
    auto const stretch = text.substr(start, text.find_first_of(blanks, start) - start);
    // The sign that ends a sentence is no part of the address.
    auto const last = stretch.find_last_not_of(".,;:!?)'\"");
    return {start, start + last + 1};
}

/// X: letters of Latin and most alphabets count 1, everything else (CJK, emoji) 2 (developer.x.com, counting characters, v3).
std::size_t weight_of(char32_t point) {
    bool const is_light = point <= 0x10FF || (point >= 0x2000 && point <= 0x200D) || (point >= 0x2010 && point <= 0x201F) ||
                          (point >= 0x2032 && point <= 0x2037);
    return is_light ? 1 : 2;
}

std::size_t plain_length(std::string_view text, Measure measure) {
    std::size_t sum = 0;
    switch (measure) {
        case Measure::characters: return text::length(text);
        case Measure::graphemes: return impl::grapheme_starts(text).size() - 1;
        case Measure::utf8_bytes: return text.size();
        case Measure::utf16_units: return impl::utf16_units(text);
        case Measure::weighted:
            for (auto const point : text::decode(text)) sum += weight_of(point);
            return sum;
    }
    return text.size();
}

bool fits(std::string_view text, TextLimit const& limit) {
    return measured(text, limit) <= static_cast<std::size_t>(limit.most) &&
           (limit.most_bytes == 0 || text.size() <= static_cast<std::size_t>(limit.most_bytes));
}

bool is_address(std::string_view link) {
    bool const is_plain = std::all_of(link.begin(), link.end(), [](unsigned char c) { return c > ' ' && c != 127; });
    return is_plain && link.find_first_of("<>\"") == std::string_view::npos && (link.starts_with("https://") || link.starts_with("http://")) &&
           link.size() > 8;
}

/// A tag is one word of letters and digits: what else stands in it is left out, and the words are joined as people write them.
std::string bare_tag(std::string_view tag) {
    std::u32string bare;
    bool starts_word = false;
    for (auto const point : text::decode(tag)) {
        bool const belongs = point > 127 || point == '_' || std::isalnum(static_cast<int>(point)) != 0;
        if (belongs) bare += starts_word && point < 128 ? static_cast<char32_t>(std::toupper(static_cast<int>(point))) : point;
        starts_word = !belongs && !bare.empty();
    }
    return text::encode(bare);
}

std::vector<std::string> tags_for(Post const& post, Platform const& platform, std::vector<std::string>& notes) {
    std::vector<std::string> tags;
    std::set<std::string> seen;
    for (auto const& each : post.tags)
        if (auto const tag = bare_tag(each); !tag.empty() && seen.insert(text::lower(tag)).second) tags.push_back(tag);
    auto const most = static_cast<std::size_t>(platform.most_tags);
    if (most > 0 && tags.size() > most) {
        notes.push_back(fmt::format("{} of {} tags are left out: {} takes {}", tags.size() - most, tags.size(), platform.name, most));
        tags.resize(most);
    }
    return tags;
}

/// What stands under the words: each part on a line of its own.
std::string tail_of(Post const& post, Platform const& platform, std::vector<std::string> const& tags) {
    std::vector<std::string> lines;
    if (!post.link.empty()) lines.push_back(post.link);
    // Where the platform has a field for it the field says it, and the words stay the artist's.
    if (!post.disclosure.empty() && platform.ai_label.empty()) lines.push_back(post.disclosure);
    std::vector<std::string> signs;
    for (auto const& tag : tags) signs.push_back("#" + tag);
    if (!signs.empty()) lines.push_back(text::join(signs, " "));
    return text::join(lines, "\n");
}

std::string joined(std::string_view words, std::string const& tail) {
    if (words.empty()) return tail;
    return tail.empty() ? std::string(words) : std::string(words) + "\n\n" + tail;
}

/// The text up to `end` without blanks and hanging signs, with an ellipsis.
std::string ended_with_dots(std::string_view text, std::size_t end) {
    auto cut = text.substr(0, end);
    auto const last = cut.find_last_not_of(" \t\n\r,;:-");
    cut = last == std::string_view::npos ? std::string_view() : cut.substr(0, last + 1);
    return cut.empty() ? std::string() : std::string(cut) + "…";
}

/// The longest beginning of `words` that fits together with `tail`: to the end of a sentence, else of a word, else of a
/// character. Empty: not even one.
std::string shortened(std::string_view words, std::string const& tail, TextLimit const& limit) {
    auto const longest = [&](std::vector<std::size_t> const& ends, auto const& make) {
        auto const fits_to = [&](std::size_t end) { return fits(joined(make(end), tail), limit); };
        // A longer beginning never counts less.
        auto at = std::partition_point(ends.begin(), ends.end(), fits_to);
        while (at != ends.begin())
            if (auto const made = make(*--at); !made.empty() && fits_to(*at)) return made;
        return std::string();
    };
    auto const whole = [&](std::size_t end) { return std::string(text::trim(words.substr(0, end))); };
    auto const dotted = [&](std::size_t end) { return ended_with_dots(words, end); };
    auto const sentence = longest(impl::sentence_starts(words), whole);
    auto const word = longest(impl::word_starts(words), dotted);
    if (2 * sentence.size() >= word.size() && !sentence.empty()) return sentence;
    return word.empty() ? longest(impl::grapheme_starts(words), dotted) : word;
}

tl::unexpected<Error> too_long(Platform const& platform, char const* what, TextLimit const& limit) {
    return wrong_field(what, fmt::format("{} takes {} {}{}: shorten it, or take tags or the link away", platform.name, limit.most,
                                         text::replace_all(json::enum_name(limit.measure), "_", " "),
                                         limit.most_bytes > 0 ? fmt::format(" and {} bytes", limit.most_bytes) : ""));
}

Result<std::string> fitted(Post const& post, Platform const& platform, TextLimit const& limit, RenderedPost& rendered) {
    auto const words = text::trim(std::string_view(post.text));
    for (;;) {
        auto const tail = tail_of(post, platform, rendered.tags);
        if (auto const all = joined(words, tail); fits(all, limit)) return all;
        if (auto const some = shortened(words, tail, limit); !some.empty()) {
            rendered.notes.push_back(fmt::format("the text is shortened to what {} takes: {} of {} characters", platform.name, text::length(some),
                                                 text::length(words)));
            return joined(some, tail);
        }
        // Not one word fits beside its tail: the last tag goes first.
        if (rendered.tags.size() <= 1) return too_long(platform, "text", limit);
        rendered.tags.pop_back();
    }
}

Result<std::string> title_for(Post const& post, Platform const& platform) {
    if (platform.title.most == 0) return std::string();
    auto const source = std::string(text::trim(std::string_view(post.title.empty() ? post.text : post.title)));
    auto const line = text::replace_all(text::replace_all(source.substr(0, source.find('\n')), "<", ""), ">", "");
    if (line.empty()) return wrong_field("title", fmt::format("{} wants one", platform.name));
    if (fits(line, platform.title)) return line;
    auto const cut = shortened(line, "", platform.title);
    if (cut.empty()) return too_long(platform, "title", platform.title);
    return cut;
}

/// Why the platform does not take it; empty: it does.
std::string refusal_of(Media const& media, MediaLimit const* limit, Platform const& platform) {
    auto const kind = json::enum_name(media.kind);
    if (limit == nullptr) return fmt::format("{} takes no {}", platform.name, kind);
    if (std::find(limit->types.begin(), limit->types.end(), media.media_type) == limit->types.end())
        return fmt::format("{} takes a {} as {}, not as {}", platform.name, kind, text::enumerate(limit->types, "or"), media.media_type);
    if (media.size_bytes > limit->most_bytes)
        return fmt::format("{} takes a {} of at most {} bytes, this has {}", platform.name, kind, limit->most_bytes, media.size_bytes);
    if (limit->most_seconds > 0 && media.seconds.count() > limit->most_seconds)
        return fmt::format("{} takes at most {} s, this has {:.0f}", platform.name, limit->most_seconds, media.seconds.count());
    if (media.width_px <= 0 || media.height_px <= 0) return {};
    auto const ratio = static_cast<double>(media.width_px) / media.height_px;
    if ((limit->least_ratio > 0 && ratio < limit->least_ratio - 0.005) || (limit->most_ratio > 0 && ratio > limit->most_ratio + 0.005))
        return fmt::format("{} takes a {} from {} to {} times as wide as high, this is {:.2f}", platform.name, kind, limit->least_ratio,
                           limit->most_ratio, ratio);
    return {};
}

std::string fitted_alt(std::string const& alt, int most) {
    TextLimit const limit{.measure = Measure::characters, .most = most};
    if (most == 0) return {};
    return fits(alt, limit) ? alt : shortened(alt, "", limit);
}

/// What it takes, of one kind: no platform here mixes pictures with a video.
Result<void> choose_media(Post const& post, Platform const& platform, RenderedPost& rendered) {
    std::vector<std::string> refusals;
    for (auto media : post.media) {
        auto const* limit = limit_of(platform, media.kind);
        auto const refusal = refusal_of(media, limit, platform);
        if (!refusal.empty()) {
            refusals.push_back(fmt::format("{}: {}", media.name, refusal));
            continue;
        }
        bool const fits_in = rendered.media.empty() || (rendered.media.front().kind == media.kind &&
                                                        rendered.media.size() < static_cast<std::size_t>(limit->most));
        if (!fits_in) continue;
        media.alt = fitted_alt(media.alt, limit->most_alt);
        rendered.media.push_back(std::move(media));
    }
    if (platform.needs_media && rendered.media.empty())
        return wrong_field("media", fmt::format("{} takes no post without: {}", platform.name,
                                                refusals.empty() ? "make a cover or a teaser, and approve it" : text::join(refusals, "; ")));
    rendered.notes.insert(rendered.notes.end(), refusals.begin(), refusals.end());
    return {};
}

Span span_of(SpanKind kind, std::string target, std::string_view text, std::size_t start, std::size_t end) {
    return {kind, std::move(target), start, end, impl::utf16_units(text.substr(0, start)), impl::utf16_units(text.substr(0, end))};
}

std::vector<Span> spans_of(std::string_view text, std::vector<std::string> const& tags) {
    std::vector<Span> spans;
    for (auto [start, end] = next_link(text, 0); start != std::string_view::npos; std::tie(start, end) = next_link(text, end))
        spans.push_back(span_of(SpanKind::link, std::string(text.substr(start, end - start)), text, start, end));
    // Tags stand in the last line, in their order.
    auto at = text.rfind('\n') == std::string_view::npos ? 0 : text.rfind('\n');
    for (auto const& tag : tags) {
        auto const start = text.find("#" + tag, at);
        if (start == std::string_view::npos) continue;
        at = start + 1 + tag.size();
        spans.push_back(span_of(SpanKind::tag, tag, text, start, at));
    }
    return spans;
}

}  // namespace

std::size_t measured(std::string_view text, TextLimit const& limit) {
    if (limit.link_counts_as == 0) return plain_length(text, limit.measure);
    std::size_t sum = 0;
    std::size_t at = 0;
    for (auto [start, end] = next_link(text, 0); start != std::string_view::npos; std::tie(start, end) = next_link(text, end)) {
        sum += plain_length(text.substr(at, start - at), limit.measure) + static_cast<std::size_t>(limit.link_counts_as);
        at = end;
    }
    return sum + plain_length(text.substr(at), limit.measure);
}

Result<RenderedPost> render(Post const& post, Platform const& platform) {
    if (!text::is_valid_utf8(post.text) || !text::is_valid_utf8(post.title)) return wrong_field("text", "is no UTF-8");
    if (!post.link.empty() && !is_address(post.link)) return wrong_field("link", "expected an address that begins with https://");
    RenderedPost rendered;
    rendered.platform = platform.id;
    rendered.artist = post.artist;
    rendered.link = post.link;
    rendered.language = post.language;
    rendered.disclosure = post.disclosure;
    rendered.ai_label = post.disclosure.empty() ? "" : platform.ai_label;
    rendered.is_public = post.is_public;
    rendered.tags = tags_for(post, platform, rendered.notes);
    TRY(choose_media(post, platform, rendered));
    rendered.title = TRY(title_for(post, platform));
    auto const& limit = !rendered.media.empty() && platform.caption.most > 0 ? platform.caption : platform.text;
    rendered.text = TRY(fitted(post, platform, limit, rendered));
    if (rendered.text.empty() && rendered.media.empty()) return wrong_field("text", "there is nothing to post: no words, no media");
    if (!post.link.empty() && !platform.is_link_clickable)
        rendered.notes.push_back(fmt::format("{} does not make links of addresses: set it in the profile", platform.name));
    rendered.spans = spans_of(rendered.text, rendered.tags);
    return rendered;
}

}  // namespace troupe::social
