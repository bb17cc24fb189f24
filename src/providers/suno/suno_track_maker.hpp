#pragma once

#include <memory>
#include <string_view>

#include "base/live_file.hpp"
#include "base/time.hpp"
#include "catalog/order_book.hpp"
#include "music/tables.hpp"
#include "music/track_maker.hpp"
#include "net/http_client.hpp"
#include "providers/suno/settings.hpp"

namespace troupe::providers::suno {

/// Songs by Suno, through a service that gives access to it. It is told genre, mood, tempo, key, words.. and may keep
/// to them or not: what it made is listened to, and the track's notes say where it differs.
///
/// An order is the brief with its seed. It is in the order book before it is sent, and the name of its task before
/// anybody looks after it: the same brief asked again, after a kill too, finds its order and pays nothing. Whether an
/// order that got no answer was taken nobody knows; it is never sent again unless the settings allow that. Another seed
/// is another order, and another song.
///
/// Of the two takes that come back the one whose length is nearer to what was asked for is fetched.
class SunoTrackMaker final : public music::TrackMaker {
public:
    /// All outlive it.
    struct Parts {
        net::HttpClient& http;
        catalog::OrderBook& orders;
        LiveFile<music::Tables> const& tables;
        Clock const& clock;
    };
    SunoTrackMaker(Settings settings, Parts const& parts);
    ~SunoTrackMaker() override;

    [[nodiscard]] music::Capabilities capabilities() const override;

    /// Errors: invalid_input (the brief), cancelled, unavailable (everything else, in one sentence that says what to
    /// do).
    [[nodiscard]] Result<music::Track> make(music::Brief const& brief, std::filesystem::path const& folder,
                                            music::Progress const& progress, std::stop_token stop) override;

    /// What a service sent to the callback address. `order` is the value of "order" in the query of the address it
    /// called. A hint, no more: whoever waits looks at once, and an order that had no answer learns the name of its
    /// task; what the song is, and whether it is there, the service itself is asked. Errors: not_found, unavailable
    /// (the order book).
    [[nodiscard]] Result<void> hear(std::string_view order, std::string_view body);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace troupe::providers::suno
