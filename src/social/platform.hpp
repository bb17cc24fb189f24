#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

/// What platforms take: dated and sourced in data/social/platforms.json, never in code.
namespace troupe::social {

/// How a platform counts the length of a text. Mastodon counts characters with every link as so many; Bluesky user-perceived
/// characters; YouTube the bytes of UTF-8; Telegram, Instagram, TikTok and X units of UTF-16, X twice for most of them.
BOOST_DEFINE_ENUM_CLASS(Measure, characters, graphemes, utf8_bytes, utf16_units, weighted)

struct TextLimit {
    Measure measure = Measure::characters;
    int most = 0;             ///< in that measure; 0: there is no such text
    int most_bytes = 0;       ///< of UTF-8, beside the measure; 0: no such limit
    int link_counts_as = 0;   ///< what every link counts, however long; 0: what it is
};
BOOST_DESCRIBE_STRUCT(TextLimit, (), (measure, most, most_bytes, link_counts_as))

BOOST_DEFINE_ENUM_CLASS(MediaKind, picture, video, sound)

struct MediaLimit {
    MediaKind kind = MediaKind::picture;
    std::vector<std::string> types;  ///< "image/jpeg"
    std::int64_t most_bytes = 0;
    int most = 1;                    ///< in one post
    double least_ratio = 0;          ///< width to height; 0: any
    double most_ratio = 0;           ///< 0: any
    double most_seconds = 0;         ///< 0: any
    int most_alt = 0;                ///< characters of the description for who cannot see it; 0: it takes none
};
BOOST_DESCRIBE_STRUCT(MediaLimit, (), (kind, types, most_bytes, most, least_ratio, most_ratio, most_seconds, most_alt))

/// A figure comes from its source as of a day: who changes it looks there.
struct Platform {
    std::string id;    ///< as in plans: "mastodon"
    std::string name;  ///< "Mastodon"
    TextLimit text;
    TextLimit caption;  ///< of a post with media, where that is another
    TextLimit title;    ///< most 0: a post has none
    std::vector<MediaLimit> media;
    bool needs_media = false;
    double best_ratio = 0;         ///< of a video that is shown best there; 0: any
    int most_tags = 0;             ///< 0: no number is known
    int most_a_day = 0;            ///< posts of one account in 24 hours that it takes, or that are safe; 0: none is known
    bool is_link_clickable = true;  ///< false: a link in the text is only letters there
    std::string ai_label;          ///< its field for content made with AI; empty: it has none, the words say it
    std::string ai_words;          ///< what a person ticks who posts by hand
    std::string source, verified;
};
BOOST_DESCRIBE_STRUCT(Platform, (),
                      (id, name, text, caption, title, media, needs_media, best_ratio, most_tags, most_a_day, is_link_clickable, ai_label,
                       ai_words, source, verified))

[[nodiscard]] MediaLimit const* limit_of(Platform const& platform, MediaKind kind);

using Platforms = std::map<std::string, Platform>;

/// The built-in table. Error: internal (it cannot be read).
[[nodiscard]] Result<Platforms> built_in_platforms();

/// Reads a table; the path of what is wrong is named. Error: invalid_input.
[[nodiscard]] Result<Platforms> read_platforms(std::string_view json);

/// Error: not_found with the ids that there are.
[[nodiscard]] Result<Platform> find_platform(Platforms const& platforms, std::string const& id);

}  // namespace troupe::social
