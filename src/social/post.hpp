#pragma once

#include <boost/describe.hpp>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/units.hpp"
#include "social/platform.hpp"

/// Posts: what is to be said, and what a platform makes of it.
namespace troupe::social {

/// A file that goes with a post.
struct Media {
    MediaKind kind = MediaKind::picture;
    std::filesystem::path file;
    std::string name;        ///< as it is called where files have names: "cover.jpg"
    std::string media_type;  ///< "image/jpeg"
    std::int64_t size_bytes = 0;
    int width_px = 0;   ///< 0: not known, and not checked
    int height_px = 0;
    Seconds seconds{0};  ///< of video and sound; 0: not known
    std::string alt;     ///< what is to be seen, for who cannot
};

/// What is to be said, before any platform's limits.
struct Post {
    std::string artist;                ///< name
    std::string title;                 ///< where a platform wants one; empty: the first sentence
    std::string text;
    std::vector<std::string> tags;     ///< with or without #
    std::string link;                  ///< https, or empty
    std::vector<Media> media;          ///< most wanted first
    std::string language;              ///< BCP 47
    std::string disclosure;            ///< what was made with AI, one sentence; empty: nothing was
    bool is_public = true;             ///< false: where a platform can hold it back, only its owner sees it
};

BOOST_DEFINE_ENUM_CLASS(SpanKind, link, tag)

/// A stretch of the text that is more than letters: a link or a tag. Platforms want its place in one of two ways.
struct Span {
    SpanKind kind = SpanKind::link;
    std::string target;                       ///< the address, or the tag without #
    std::size_t byte_start = 0, byte_end = 0;  ///< UTF-8
    std::size_t unit_start = 0, unit_end = 0;  ///< UTF-16
};
BOOST_DESCRIBE_STRUCT(Span, (), (kind, target, byte_start, byte_end, unit_start, unit_end))

/// A post as one platform takes it: within all its limits.
struct RenderedPost {
    std::string platform;
    std::string artist;
    std::string title;  ///< empty where the platform has none
    std::string text;   ///< whole: with link, tags and disclosure
    std::vector<std::string> tags;  ///< without #
    std::string link;
    std::vector<Span> spans;
    std::vector<Media> media;
    std::string language;
    std::string disclosure;
    std::string ai_label;  ///< the platform's field for AI content; empty: none, or nothing was made with AI
    bool is_public = true;
    std::vector<std::string> notes;  ///< for people: what was shortened or left out
};

/// Errors: invalid_input naming the limit (nothing can be shortened any more; the platform needs media and none fits; the link is
/// none).
///
/// The text is shortened at the end of a sentence where that keeps at least half, else of a word, never within a user-perceived
/// character; link, disclosure and the first tags stay. Tags beyond the platform's number, and media that it does not take, are
/// left out with a note.
[[nodiscard]] Result<RenderedPost> render(Post const& post, Platform const& platform);

/// The text's length as that limit counts it. Links are what begins with http:// or https://.
[[nodiscard]] std::size_t measured(std::string_view text, TextLimit const& limit);

}  // namespace troupe::social
