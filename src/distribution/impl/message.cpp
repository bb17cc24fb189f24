#include "distribution/impl/message.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace troupe::distribution::impl {
namespace {

using media::AiShare;

constexpr std::size_t nobody = static_cast<std::size_t>(-1);

/// One party a name, so that an artist who also composes is one party with several roles; the label stands apart.
class Parties {
public:
    std::size_t find(std::string const& name) {
        for (std::size_t i = 0; i < list_.size(); ++i)
            if (i != label_ && list_[i].name == name) return i;
        list_.push_back({list_.empty() ? "PArtist" : fmt::format("PContributor{}", ++contributors_), name, "", "", ""});
        return list_.size() - 1;
    }
    std::size_t add_label(std::string const& name, std::string const& dpid) {
        label_ = list_.size();
        list_.push_back({"PLabel", name, "", "", dpid});
        return label_;
    }
    void identify(std::string const& name, std::string const& isni, std::string const& ipi) {
        for (std::size_t i = 0; i < list_.size(); ++i) {
            if (i == label_ || list_[i].name != name) continue;
            if (list_[i].isni.empty()) list_[i].isni = isni;
            if (list_[i].ipi.empty()) list_[i].ipi = ipi;
        }
    }
    std::vector<Party> take() { return std::move(list_); }

private:
    std::vector<Party> list_;
    std::size_t label_ = nobody;
    int contributors_ = 0;
};

std::vector<Billing> bill(std::vector<ShownArtist> const& artists, Parties& parties) {
    std::vector<Billing> out;
    for (auto const& artist : artists) {
        out.push_back({parties.find(artist.name), artist.role});
        parties.identify(artist.name, artist.isni, "");
    }
    return out;
}

void add_role(std::vector<Credit>& credits, std::string const& name, std::string const& role) {
    auto found = std::find_if(credits.begin(), credits.end(), [&](auto const& credit) { return credit.name == name; });
    if (found == credits.end()) found = credits.insert(credits.end(), Credit{.name = name});
    if (std::find(found->roles.begin(), found->roles.end(), role) == found->roles.end()) found->roles.push_back(role);
}

/// As named, and with them remixers, whom ERN knows as contributors alone.
std::vector<Credit> credits_of(Track const& track, std::vector<ShownArtist> const& artists) {
    std::vector<Credit> credits;
    for (auto const& person : track.contributors)
        for (auto const& role : person.roles) add_role(credits, person.name, role);
    for (auto const& artist : artists)
        if (artist.role == ArtistRole::remixer) add_role(credits, artist.name, "Remixer");
    return credits;
}

/// Only those who are credited become parties: a party that nobody points to is an error.
void settle(std::vector<Credit>& credits, Track const& track, Parties& parties) {
    for (auto& credit : credits)
        if (!credit.name.empty()) credit.party = parties.find(credit.name);
    for (auto const& person : track.contributors) parties.identify(person.name, person.isni, person.ipi);
}

Recording describe_recording(Release const& release, Track const& track, bool tells_ai, Parties& parties) {
    Recording recording;
    recording.track = &track;
    recording.artist = artist_name(release, track);
    auto const artists = shown_artists(release, track);
    recording.artists = bill(artists, parties);
    recording.credits = credits_of(track, artists);
    recording.p_line = track.p_line.value_or(release.p_line);
    recording.first_published =
        track.first_published.value_or(release.original_release_date.value_or(release.release_date));
    recording.has_human_voice = !track.instrumental;
    if (tells_ai) {
        auto const shares = ai_shares(release, track);
        recording.ai = together(shares);
        recording.credits = credits_with_ai(recording.credits, shares);
        if (shares.vocals == AiShare::all) recording.has_human_voice = false;
    }
    settle(recording.credits, track, parties);
    return recording;
}

void describe_resources(Message& message, DeliveredFiles const& files, Parties& parties) {
    auto const& release = message.release;
    bool const tells_ai = message.settings.version == ErnVersion::ern_432;
    for (std::size_t i = 0; i < release.tracks.size(); ++i) {
        auto recording = describe_recording(release, release.tracks[i], tells_ai, parties);
        recording.reference = fmt::format("A{}", i + 1);
        recording.details = fmt::format("T{}", i + 1);
        recording.own_id = fmt::format("{}_{}", release.id, i + 1);
        recording.file = files.tracks[i];
        message.seconds += Seconds(static_cast<double>(whole_seconds(release.tracks[i].seconds)));
        message.ai = together(message.ai, recording.ai);
        message.recordings.push_back(std::move(recording));
    }
    auto const last = release.tracks.size() + 1;
    message.cover = {fmt::format("A{}", last), fmt::format("T{}", last), release.id + "_cover", files.cover,
                     std::nullopt};
    if (tells_ai) message.cover.ai = together(ai_shares(release, release.cover.file));
    message.ai = together(message.ai, message.cover.ai);
}

std::optional<Date> earlier(std::optional<Date> left, std::optional<Date> right) {
    if (!left || !right) return left ? left : right;
    return std::min(*left, *right);
}

/// The last day of all deals, when there is one: planned, or because this message takes the release down.
std::optional<Date> last_day(Message const& message) {
    if (message.release.takedown_date) return message.release.takedown_date;
    if (message.is_takedown()) return date_of(message.settings.created);
    return std::nullopt;
}

void set_territories(Offer& offer, std::vector<std::string> const& included, std::vector<std::string> const& excluded) {
    if (excluded.empty())
        offer.territories = included;
    else
        offer.excluded = excluded;
}

Offer pre_order(Release const& release) {
    Offer offer{.commercial_models = {"PayAsYouGoModel"}, .use_types = {"PermanentDownload"}};
    set_territories(offer, release.territories, release.excluded_territories);
    offer.start = release.pre_order->start;
    offer.end = plus_days(release.release_date, -1);
    offer.is_pre_order = true;
    return offer;
}

void describe_offers(Message& message) {
    auto const& release = message.release;
    if (message.is_takedown() && message.settings.takedown == TakedownStyle::no_deals) return;
    auto const last = last_day(message);
    for (auto const& deal : release.deals.empty() ? usual_deals() : release.deals) {
        Offer offer{.commercial_models = deal.commercial_models, .use_types = deal.use_types};
        if (deal.territories.empty())
            set_territories(offer, release.territories, release.excluded_territories);
        else
            set_territories(offer, deal.territories, deal.excluded_territories);
        offer.start = deal.start.value_or(release.release_date);
        offer.end = earlier(deal.end, last);
        message.offers.push_back(std::move(offer));
    }
    if (release.pre_order && !message.is_takedown()) message.offers.push_back(pre_order(release));
}

}  // namespace

long whole_seconds(Seconds length) { return std::max(1L, std::lround(length.count())); }

std::string duration(Seconds length) {
    auto const total = whole_seconds(length);
    std::string out = "PT";
    if (total >= 3600) out += fmt::format("{}H", total / 3600);
    if (total >= 60) out += fmt::format("{}M", total % 3600 / 60);
    return out + fmt::format("{}S", total % 60);
}

Message describe(Release const& release, MessageSettings const& settings, DeliveredFiles const& files) {
    Message message{release, settings};
    message.name_space = settings.sender.dpid.empty() ? no_dpid : settings.sender.dpid;
    message.artist = release.artist;
    Parties parties;
    message.artists = bill(shown_artists(release), parties);
    message.label = parties.add_label(release.label, settings.sender.dpid);
    // The only track of a single is the release, its version included.
    message.title = {release.title, release.tracks.size() == 1 && release.version.empty() ? release.tracks[0].version
                                                                                          : release.version};
    describe_resources(message, files, parties);
    describe_offers(message);
    message.parties = parties.take();
    return message;
}

}  // namespace troupe::distribution::impl
