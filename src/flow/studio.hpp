#pragma once

#include <filesystem>
#include <string>

#include "access/audit.hpp"
#include "artist/artist_store.hpp"
#include "base/live_file.hpp"
#include "base/unit_of_work.hpp"
#include "catalog/assets.hpp"
#include "catalog/content_store.hpp"
#include "distribution/delivery/delivery.hpp"
#include "distribution/delivery/delivery_book.hpp"
#include "distribution/stores.hpp"
#include "distribution/code_book.hpp"
#include "evolution/trials/trial_store.hpp"
#include "feedback/listener_comment.hpp"
#include "feedback/observation_store.hpp"
#include "feedback/statement_store.hpp"
#include "flow/fare.hpp"
#include "jobs/queue.hpp"
#include "llm/ledger.hpp"
#include "llm/orchestrator.hpp"
#include "llm/session.hpp"
#include "music/tables.hpp"
#include "music/track_maker.hpp"
#include "planning/plan_store.hpp"
#include "social/outlet.hpp"
#include "trends/trend_store.hpp"
#include "visual/cover.hpp"
#include "visual/footage/library.hpp"
#include "visual/kit.hpp"
#include "visual/motion/teaser.hpp"
#include "visual/tables.hpp"
#include "writing/tables.hpp"
#include "writing/writer.hpp"

/// What the workflows work with. `app` connects it once; a workflow never asks which adapter it got.
namespace troupe::flow {

struct Preferences {
    std::string language = "en";        ///< DEFAULT_LANG
    int calendar_days = 30;             ///< DEFAULT_CALENDAR_LENGTH
    std::string label;                  ///< TROUPE_LABEL; empty: the artist's own name stands in
    std::string legal_name;             ///< TROUPE_LEGAL_NAME: the person or company behind the artists; empty: not known
    std::filesystem::path schemas;      ///< DDEX_XSD_DIR; empty: messages are checked by our own rules alone
    std::filesystem::path work_folder;  ///< for files that are being made; on the same disk as the assets
    int workers = 2;                    ///< things made at once
    std::filesystem::path report_formats;  ///< TROUPE_REPORT_FORMATS: mappings of one's own; empty: none
    std::vector<Fare> fares;  ///< what makers outside ask, for `expected_costs`
    std::filesystem::path pronunciations;  ///< dictionary for syllables and rhymes; without it they come from the letters
    std::string dpid;                      ///< TROUPE_DPID: who sends live messages; empty: none yet
    std::filesystem::path ai_policy;  ///< TROUPE_AI_POLICY_PATH: what the label counts as AI; empty: the built-in rules alone
    std::filesystem::path forms;  ///< TROUPE_FORMS_DB_PATH: forms of one's own (distribution/forms.hpp); empty: the built-in ones alone
    std::filesystem::path planning_tables;  ///< TROUPE_PLANNING_DB_PATH: constraints of one's own; empty: the built-in ones
};

struct Studio {
    UnitOfWork& unit;
    artist::ArtistStore& artists;
    planning::PlanStore& plans;
    catalog::ContentStore& contents;
    catalog::Assets& assets;
    feedback::ObservationStore& observations;
    feedback::StatementStore& statements;
    distribution::CodeBook& codes;
    jobs::Queue& queue;
    llm::SessionStore& sessions;
    llm::Ledger& ledger;
    llm::Replayer const& replayer;

    writing::Writer const& writer;
    LiveFile<writing::GenreTable> const& identity_genres;  ///< tables follow their files: take `now()` once for a piece of work
    music::TrackMaker& tracks;
    LiveFile<music::Tables> const& music_tables;
    LiveFile<visual::Tables> const& visual_tables;
    visual::ImageMaker& images;
    visual::TeaserMaker& teasers;
    visual::FootageLibrary const& footage;
    social::Outlet const& social;

    Clock const& clock;
    IdBits id_bits;
    Preferences preferences;

    distribution::DeliveryBook& deliveries;
    LiveFile<distribution::StoreTable> const& stores;
    distribution::DeliveryRoutes& routes;

    trends::TrendStore& trends;
    std::vector<trends::TrendSource*> trend_sources;  ///< those that are configured; they outlive the studio
    std::vector<std::string> trend_countries;  ///< TROUPE_TREND_COUNTRIES: where they are asked; empty: each one's own choice
    evolution::TrialStore& trials;
    access::AuditLog& audit;
    feedback::ListenerCommentStore& listener_comments;
    std::vector<std::string> models;  ///< language models that are set up, by name; empty: the embedded writer writes alone
    llm::Orchestrator* orchestrator = nullptr;  ///< null: no language model is set up
};

/// A new id of the studio's clock and random bits.
template <class Tag>
[[nodiscard]] Id<Tag> next_id(Studio const& studio) {
    return make_id<Tag>(studio.clock.now(), studio.id_bits);
}

}  // namespace troupe::flow
