#pragma once

#include <optional>
#include <string>
#include <vector>

#include "distribution/ern.hpp"
#include "media/provenance.hpp"

/// What a message says, whatever the version of the standard it is said in: ern_4.cpp and ern_382.cpp spell it out.
namespace troupe::distribution::impl {

struct Party {
    std::string reference;  ///< "PArtist"
    std::string name;
    std::string isni, ipi, dpid;  ///< empty: none
};

struct Billing {
    std::size_t party = 0;  ///< its place in Message::parties
    ArtistRole role = ArtistRole::main;
};

/// One entry for each party, with all its roles.
struct Credit {
    std::string name;       ///< empty: generative AI
    std::size_t party = 0;  ///< of that name: its place in Message::parties
    std::vector<std::string> roles;
    std::optional<media::AiShare> ai;  ///< of this party's work; nothing: not said
};

struct Title {
    std::string text, version;
};

/// A sound, a video, or the cover.
struct Resource {
    std::string reference, details;  ///< "A1", "T1"
    std::string own_id;              ///< proprietary
    DeliveredFile file;
    std::optional<media::AiShare> ai;  ///< nothing: not said
};

struct Recording : Resource {
    Track const* track = nullptr;
    std::string artist;  ///< the name as it is shown
    std::vector<Billing> artists;
    std::vector<Credit> credits;
    RightsLine p_line;
    Date first_published{};
    bool has_human_voice = false;
};

/// One offer to the public, its dates and territories resolved.
struct Offer {
    std::vector<std::string> commercial_models, use_types;
    std::vector<std::string> territories, excluded;  ///< one of the two
    Date start{};
    std::optional<Date> end;
    bool is_pre_order = false;
};

struct Message {
    Release const& release;
    MessageSettings const& settings;
    std::string name_space;  ///< whose the proprietary ids are
    std::vector<Party> parties;
    std::size_t label = 0;  ///< its place among them
    std::string artist;     ///< of the release, as it is shown
    std::vector<Billing> artists;
    Title title;
    std::vector<Recording> recordings;
    Resource cover;
    std::vector<Offer> offers;         ///< empty: a takedown without deals
    std::optional<media::AiShare> ai;  ///< of the release
    Seconds seconds{0};                ///< whole seconds of all recordings, as the message rounds them
    [[nodiscard]] bool is_simple() const { return recordings.size() == 1; }  ///< its release is its only track
    [[nodiscard]] bool is_video() const { return release.kind == ReleaseKind::video_single; }
    [[nodiscard]] bool is_takedown() const { return settings.kind == MessageKind::takedown; }
};

/// Everything but the spelling. The input has been checked: message_input.hpp.
[[nodiscard]] Message describe(Release const& release, MessageSettings const& settings, DeliveredFiles const& files);

/// What the records say of a track: of its file and, when it is the only one, of its words and notes. All empty:
/// nothing.
[[nodiscard]] media::AiShares ai_shares(Release const& release, Track const& track);
/// The same of any other file.
[[nodiscard]] media::AiShares ai_shares(Release const& release, std::string const& file);
/// All and all is all, none and none is none, anything else is partly; nothing where all are empty.
[[nodiscard]] std::optional<media::AiShare> together(media::AiShares const& shares);
[[nodiscard]] std::optional<media::AiShare> together(std::optional<media::AiShare> left,
                                                     std::optional<media::AiShare> right);
/// Who is credited when part of the work is AI's: parties for what people did, generative AI for the rest.
[[nodiscard]] std::vector<Credit> credits_with_ai(std::vector<Credit> const& credits, media::AiShares const& shares);

[[nodiscard]] long whole_seconds(Seconds length);  ///< at least 1
/// "PT3M5S", in whole seconds: a widely used reader drops all seconds of "PT3M5.25S".
[[nodiscard]] std::string duration(Seconds length);

}  // namespace troupe::distribution::impl
